//! Notices to members: what is called, how to pay, what is late. One letter per member and occasion,
//! into the outbox; members without an address get a text file to print.

use std::io::Write as _;

use caisse_domain::identity::{ClaimId, MemberId};
use caisse_units::{Language, Month};

use crate::desk::Desk;
use crate::error::ExecuteError;
use crate::mail::{self, Letter, MailError};
use crate::work::matching::reference;

/// What the notices of a month became.
#[derive(Debug, Default)]
pub struct Notices {
    /// Letters written into the outbox.
    pub letters: usize,
    /// Texts to print, for members without an address.
    pub to_print: usize,
    /// Members whose letter could not be written, with the reason.
    pub failed: Vec<(MemberId, MailError)>,
}

/// A letter to one member, before it is known how it goes out.
pub(super) struct Notice {
    /// Its name in the outbox.
    pub name: String,
    /// To whom.
    pub member: MemberId,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
}

impl Notices {
    /// Puts a letter into the outbox, or a text to print where there is no address; neither twice.
    pub(super) fn put(&mut self, desk: &Desk, notice: Notice, to: Option<String>, sender: &str) {
        let outbox = desk.directory.outbox();
        let Notice { name, member, subject, text } = notice;
        let written = match to {
            Some(to) => {
                let letter = Letter { name, from: sender.to_owned(), to, subject, text };
                mail::put(&outbox, &letter).map(|path| self.letters += usize::from(path.is_some()))
            }
            None => {
                let path = outbox.join(format!("{name}.txt"));
                let fresh = std::fs::OpenOptions::new().write(true).create_new(true).open(&path);
                match fresh {
                    Ok(mut file) => {
                        let written = file.write_all(format!("{subject}\n\n{text}").as_bytes());
                        written.map(|()| self.to_print += 1).map_err(MailError::Disk)
                    }
                    Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
                    Err(error) => Err(MailError::Disk(error)),
                }
            }
        };
        if let Err(error) = written {
            self.failed.push((member, error));
        }
    }
}

/// Writes a notice of the call to every member called for the month. Running it again writes nothing
/// twice.
///
/// # Errors
/// [`ExecuteError`] when the vault or the state cannot be read.
pub fn of_call(desk: &Desk, month: Month, sender: &str) -> Result<Notices, ExecuteError> {
    let claims: Vec<(ClaimId, MemberId)> = desk
        .state()?
        .contributions
        .claims_of(month)
        .map(|(id, claim)| (id, claim.member))
        .collect();
    let mut notices = Notices::default();
    for (claim, member) in claims {
        write(
            desk,
            &mut notices,
            member,
            claim,
            &format!("appel-{month}-{member}"),
            false,
            sender,
        )?;
    }
    Ok(notices)
}

/// Writes a reminder for every claim of which something is late today that no awaited collection asks
/// for; of a claim that was spread, for the instalments that were missed. The name of the letter
/// carries how many times the claim was reminded.
///
/// # Errors
/// [`ExecuteError`] when the vault or the state cannot be read.
pub fn of_late(desk: &Desk, sender: &str) -> Result<(Notices, Vec<ClaimId>), ExecuteError> {
    let today = desk.today();
    let house = desk.state()?;
    let late: Vec<(ClaimId, MemberId, u8)> = house
        .contributions
        .all_open()
        .filter(|(id, _)| house.contributions.to_remind(*id, today).is_positive())
        .map(|(id, claim)| (id, claim.member, claim.reminders))
        .collect();
    let mut notices = Notices::default();
    for (claim, member, times) in &late {
        let name = format!("rappel-{}-{claim}", times + 1);
        write(desk, &mut notices, *member, *claim, &name, true, sender)?;
    }
    Ok((notices, late.into_iter().map(|(claim, _, _)| claim).collect()))
}

fn write(
    desk: &Desk,
    notices: &mut Notices,
    member: MemberId,
    claim: ClaimId,
    name: &str,
    late: bool,
    sender: &str,
) -> Result<(), ExecuteError> {
    let data = desk.people.personal(member)?;
    let language = data.language.unwrap_or_default();
    let (subject, text) = letter_text(desk, claim, data.full_name(), late, language)?;
    let notice = Notice { name: name.to_owned(), member, subject, text };
    notices.put(desk, notice, data.email, sender);
    Ok(())
}

/// When the claim is due; of a claim that was spread, the days of the instalments that were missed.
fn due_days(
    desk: &Desk,
    id: ClaimId,
    late: bool,
    language: Language,
) -> Result<String, ExecuteError> {
    let contributions = &desk.state()?.contributions;
    let claim = contributions.claim(id).expect("the claim was listed");
    let (Some(plan), true) = (contributions.plan(id), late) else {
        return Ok(claim.due.written(language));
    };
    let missed: Vec<String> = plan
        .left_of_each(claim.left())
        .into_iter()
        .filter(|(part, left)| part.due < desk.today() && left.is_positive())
        .map(|(part, left)| format!("{} ({})", part.due.written(language), left.written(language)))
        .collect();
    if missed.is_empty() {
        return Ok(claim.due.written(language));
    }
    Ok(missed.join(", "))
}

fn letter_text(
    desk: &Desk,
    id: ClaimId,
    name: Option<String>,
    late: bool,
    language: Language,
) -> Result<(String, String), ExecuteError> {
    let house = desk.state()?;
    let claim = house.contributions.claim(id).expect("the claim was listed");
    let caisse = &house.founding.name;
    let month = match language {
        Language::French => claim.month.genitive(language),
        Language::English => format!("for {}", claim.month.written(language)),
    };
    let asked = match late {
        true => house.contributions.to_remind(id, desk.today()),
        false => claim.left(),
    };
    let (left, due) = (asked.written(language), due_days(desk, id, late, language)?);
    let reference = reference(id).grouped();
    let iban = house.founding.iban.clone().unwrap_or_default();
    let name = name.unwrap_or_default();
    Ok(match language {
        Language::French => {
            let heading = if late { "Rappel : cotisation" } else { "Cotisation" };
            let first = match late {
                true => format!(
                    "Votre cotisation {month} reste à payer : {left}, à l'échéance du {due}."
                ),
                false => {
                    format!("Votre cotisation {month} est de {left}, à payer avant le {due}.")
                }
            };
            (
                format!("{heading} {month} — {caisse}"),
                format!(
                    "Bonjour {name},\n\n{first}\n\nPar virement : {iban}\nRéférence à indiquer : {reference}\n\nSi vous avez un mandat de prélèvement, vous n'avez rien à faire. En cas de difficulté, écrivez-nous : un échelonnement ou une remise sont possibles.\n\n{caisse}\n"
                ),
            )
        }
        Language::English => {
            let heading = if late { "Reminder: contribution" } else { "Contribution" };
            let first = match late {
                true => {
                    format!("Your contribution {month} is still to be paid: {left}, due on {due}.")
                }
                false => format!("Your contribution {month} is {left}, to be paid by {due}."),
            };
            (
                format!("{heading} {month} — {caisse}"),
                format!(
                    "Hello {name},\n\n{first}\n\nBy transfer: {iban}\nReference to give: {reference}\n\nIf you signed a debit mandate, there is nothing to do. If it is difficult, write to us: instalments or a waiver are possible.\n\n{caisse}\n"
                ),
            )
        }
    })
}
