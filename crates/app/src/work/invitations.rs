//! Invitations to enter: the letter to one member, by mail through the outbox; and what a printed sheet
//! carries for those who have no address.
//!
//! Absent on purpose: what an invitation is good for (`caisse-access`), the drawing of a code (pages).

use caisse_access::{Access, AccessError, Invited, Second};
use caisse_domain::identity::MemberId;
use caisse_units::Language;
use caisse_vault::PersonalData;

use crate::clock::day_of;
use crate::desk::{Desk, DeskError};
use crate::mail::{self, Letter, MailError};

/// An invitation that was made, and how it reaches the one invited.
pub struct Made {
    /// Who is invited.
    pub member: MemberId,
    /// The name, as on a letter.
    pub name: String,
    /// The address to open, for that member alone.
    pub address: String,
    /// The e-mail address, when known.
    pub email: Option<String>,
    /// The last day on which it is good.
    pub until: caisse_units::Day,
    /// The member's language.
    pub language: Language,
}

/// Why nobody was invited.
#[derive(Debug)]
pub enum InvitationError {
    /// The desk.
    Desk(DeskError),
    /// The accesses.
    Access(AccessError),
    /// The letter.
    Mail(MailError),
    /// There is no such member, or they are erased.
    NoMember {
        /// Who was wanted.
        member: MemberId,
    },
    /// The member has no e-mail address.
    NoAddress {
        /// Who.
        member: MemberId,
    },
}

impl InvitationError {
    /// What happened, and what to do.
    pub fn sentence(&self, language: Language) -> String {
        let french = language == Language::French;
        match self {
            InvitationError::Desk(error) => error.sentence(language),
            InvitationError::Access(error) => error.sentence(language),
            InvitationError::Mail(error) => error.sentence(language),
            InvitationError::NoMember { member } if french => {
                format!("{member} n'est pas membre ; vérifiez le numéro")
            }
            InvitationError::NoMember { member } => {
                format!("{member} is no member; check the number")
            }
            InvitationError::NoAddress { member } if french => {
                format!("{member} n'a pas d'adresse de courriel ; imprimez l'invitation (--print)")
            }
            InvitationError::NoAddress { member } => {
                format!("{member} has no e-mail address; print the invitation (--print)")
            }
        }
    }
}

impl<E: Into<DeskError>> From<E> for InvitationError {
    fn from(error: E) -> InvitationError {
        InvitationError::Desk(error.into())
    }
}

/// Invites a member to enter at that site, for so many days. Earlier invitations end.
///
/// # Errors
/// [`InvitationError`].
pub fn invite(
    desk: &Desk,
    access: &Access,
    member: MemberId,
    inviter: Option<MemberId>,
    site: &str,
    days: i64,
) -> Result<Made, InvitationError> {
    let known = desk.state().map_err(DeskError::from)?.members.get(member);
    if known.is_none_or(|known| known.erased) {
        return Err(InvitationError::NoMember { member });
    }
    let data: PersonalData = desk.people.personal(member).map_err(DeskError::from)?;
    let at = Second(desk.house.clock().now().0.div_euclid(1_000));
    let inviter = inviter.map_or_else(String::new, |inviter| inviter.to_string());
    let Invited { word, ends } = access
        .invite(&member.to_string(), data.email.as_deref(), &inviter, days, at)
        .map_err(InvitationError::Access)?;
    Ok(Made {
        member,
        name: data.full_name().unwrap_or_else(|| member.to_string()),
        address: format!("{}/invitation/{}", site.trim_end_matches('/'), grouped(&word)),
        email: data.email.filter(|email| !email.trim().is_empty()),
        // The whole day before the one on which it ends.
        until: day_of(caisse_journal::Moment(ends.minus(86_400).0.saturating_mul(1_000))),
        language: data.language.unwrap_or_default(),
    })
}

/// A word as it is read from paper: in groups of up to seven letters.
fn grouped(word: &str) -> String {
    let groups: Vec<&str> =
        word.as_bytes().chunks(7).filter_map(|group| str::from_utf8(group).ok()).collect();
    groups.join("-")
}

/// Writes the invitation as a letter into the outbox.
///
/// # Errors
/// [`InvitationError::NoAddress`], [`InvitationError::Mail`].
pub fn put_letter(desk: &Desk, made: &Made, sender: &str) -> Result<(), InvitationError> {
    let member = made.member;
    let to = made.email.clone().ok_or(InvitationError::NoAddress { member })?;
    let caisse = desk.state().map_err(DeskError::from)?.founding.name.clone();
    let (name, address, until) = (&made.name, &made.address, made.until.written(made.language));
    let (subject, text) = match made.language {
        Language::French => (
            format!("Votre entrée dans {caisse}"),
            format!(
                "Bonjour {name},\n\nOuvrez cette adresse pour choisir un mot de passe et entrer. Elle est \
                 à vous, ne la donnez à personne, et vaut jusqu'au {until} :\n\n{address}\n\nVous entrerez \
                 ensuite avec votre numéro, {member}, ou avec cette adresse de courriel.\n\n{caisse}\n"
            ),
        ),
        Language::English => (
            format!("Your way into {caisse}"),
            format!(
                "Hello {name},\n\nOpen this address to choose a password and sign in. It is yours, give it \
                 to nobody, and it is good until {until}:\n\n{address}\n\nYou will then sign in with your \
                 number, {member}, or with this e-mail address.\n\n{caisse}\n"
            ),
        ),
    };
    // A new invitation is a new letter: the moment stands in its name.
    let now = desk.house.clock().now().0;
    let letter = Letter {
        name: format!("invitation-{member}-{now}"),
        from: sender.to_owned(),
        to,
        subject,
        text,
    };
    mail::put(&desk.directory.outbox(), &letter).map_err(InvitationError::Mail)?;
    Ok(())
}
