//! Notices to members: what is called, how to pay, what is late. One letter per member and occasion,
//! into the outbox; members without an address get a text file to print.

use std::io::Write as _;

use caisse_domain::contributions::ClaimState;
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

/// Writes a reminder for every claim that is late today; the name of the letter carries how many
/// times it was reminded.
///
/// # Errors
/// [`ExecuteError`] when the vault or the state cannot be read.
pub fn of_late(desk: &Desk, sender: &str) -> Result<(Notices, Vec<ClaimId>), ExecuteError> {
    let today = desk.today();
    let late: Vec<(ClaimId, MemberId, u8)> = desk
        .state()?
        .contributions
        .all_open()
        .filter(|(_, claim)| claim.state_on(today) == ClaimState::Late)
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
    let outbox = desk.directory.outbox();
    let written = match data.email {
        Some(to) => {
            let letter =
                Letter { name: name.to_owned(), from: sender.to_owned(), to, subject, text };
            mail::put(&outbox, &letter).map(|path| notices.letters += usize::from(path.is_some()))
        }
        None => {
            let path = outbox.join(format!("{name}.txt"));
            let fresh = std::fs::OpenOptions::new().write(true).create_new(true).open(&path);
            match fresh {
                Ok(mut file) => {
                    let written = file.write_all(format!("{subject}\n\n{text}").as_bytes());
                    written.map(|()| notices.to_print += 1).map_err(MailError::Disk)
                }
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
                Err(error) => Err(MailError::Disk(error)),
            }
        }
    };
    if let Err(error) = written {
        notices.failed.push((member, error));
    }
    Ok(())
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
    let month = claim.month.written(language);
    let (left, due) = (claim.left().written(language), claim.due.written(language));
    let reference = reference(id).grouped();
    let iban = house.founding.iban.clone().unwrap_or_default();
    let name = name.unwrap_or_default();
    Ok(match language {
        Language::French => {
            let heading = if late { "Rappel : cotisation" } else { "Cotisation" };
            let first = match late {
                true => format!(
                    "Votre cotisation de {month} reste à payer : {left}. Elle était due le {due}."
                ),
                false => {
                    format!("Votre cotisation de {month} est de {left}, à payer avant le {due}.")
                }
            };
            (
                format!("{heading} de {month} — {caisse}"),
                format!(
                    "Bonjour {name},\n\n{first}\n\nPar virement : {iban}\nRéférence à indiquer : {reference}\n\nSi vous avez un mandat de prélèvement, vous n'avez rien à faire. En cas de difficulté, écrivez-nous : un échelonnement ou une remise sont possibles.\n\n{caisse}\n"
                ),
            )
        }
        Language::English => {
            let heading = if late { "Reminder: contribution" } else { "Contribution" };
            let first = match late {
                true => format!(
                    "Your contribution for {month} is still to be paid: {left}. It was due on {due}."
                ),
                false => format!("Your contribution for {month} is {left}, to be paid by {due}."),
            };
            (
                format!("{heading} for {month} — {caisse}"),
                format!(
                    "Hello {name},\n\n{first}\n\nBy transfer: {iban}\nReference to give: {reference}\n\nIf you signed a debit mandate, there is nothing to do. If it is difficult, write to us: instalments or a waiver are possible.\n\n{caisse}\n"
                ),
            )
        }
    })
}
