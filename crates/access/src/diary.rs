//! Who entered and what was changed of accesses, for as long as it may be of use and no longer.
//!
//! Absent on purpose: what someone did once inside (the journal), addresses of networks.

use rusqlite::{Connection, params};

use crate::{Access, AccessError, DAY, Second};

/// How many days an entry is kept.
pub const DAYS_KEPT: i64 = 180;

/// The longest description of a browser, in characters.
const LONGEST_AGENT: usize = 80;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Entered by password.
    EnteredByPassword,
    /// Entered by a link sent by e-mail.
    EnteredByLink,
    /// Entered by an invitation.
    EnteredByInvitation,
    /// Showed the second factor.
    ShowedCode,
    /// Showed a recovery code.
    ShowedRecoveryCode,
    /// A password was wrong.
    WrongPassword,
    /// A code was wrong.
    WrongCode,
    /// Left.
    Left,
    /// Ended a session from another.
    SessionEnded,
    /// Was invited.
    Invited,
    /// Asked for a link.
    AskedForLink,
    /// Changed the password.
    PasswordChanged,
    /// Set up a second factor.
    SecondFactorSet,
    /// Gave up the second factor.
    SecondFactorRemoved,
    /// Everything to enter with was taken away, to begin again.
    Reset,
}

impl Deed {
    /// Every deed.
    pub const ALL: [Deed; 15] = [
        Deed::EnteredByPassword,
        Deed::EnteredByLink,
        Deed::EnteredByInvitation,
        Deed::ShowedCode,
        Deed::ShowedRecoveryCode,
        Deed::WrongPassword,
        Deed::WrongCode,
        Deed::Left,
        Deed::SessionEnded,
        Deed::Invited,
        Deed::AskedForLink,
        Deed::PasswordChanged,
        Deed::SecondFactorSet,
        Deed::SecondFactorRemoved,
        Deed::Reset,
    ];

    /// Its word in the file, which is never given to another deed.
    pub fn word(self) -> &'static str {
        match self {
            Deed::EnteredByPassword => "password",
            Deed::EnteredByLink => "link",
            Deed::EnteredByInvitation => "invitation",
            Deed::ShowedCode => "code",
            Deed::ShowedRecoveryCode => "recovery-code",
            Deed::WrongPassword => "wrong-password",
            Deed::WrongCode => "wrong-code",
            Deed::Left => "left",
            Deed::SessionEnded => "session-ended",
            Deed::Invited => "invited",
            Deed::AskedForLink => "asked-for-link",
            Deed::PasswordChanged => "password-changed",
            Deed::SecondFactorSet => "factor-set",
            Deed::SecondFactorRemoved => "factor-removed",
            Deed::Reset => "reset",
        }
    }

    /// What happened, as a person reads it.
    pub fn written(self, language: caisse_units::Language) -> &'static str {
        match self {
            Deed::EnteredByPassword => {
                language.choose("entrée par mot de passe", "signed in by password")
            }
            Deed::EnteredByLink => language.choose("entrée par lien", "signed in by link"),
            Deed::EnteredByInvitation => {
                language.choose("entrée par invitation", "signed in by invitation")
            }
            Deed::ShowedCode => language.choose("second facteur montré", "second factor shown"),
            Deed::ShowedRecoveryCode => {
                language.choose("code de secours utilisé", "recovery code used")
            }
            Deed::WrongPassword => language.choose("mot de passe faux", "wrong password"),
            Deed::WrongCode => language.choose("code faux", "wrong code"),
            Deed::Left => language.choose("sortie", "signed out"),
            Deed::SessionEnded => language.choose("session fermée", "session ended"),
            Deed::Invited => language.choose("invitation", "invited"),
            Deed::AskedForLink => language.choose("lien demandé", "link asked for"),
            Deed::PasswordChanged => language.choose("mot de passe changé", "password changed"),
            Deed::SecondFactorSet => {
                language.choose("second facteur installé", "second factor set up")
            }
            Deed::SecondFactorRemoved => {
                language.choose("second facteur retiré", "second factor removed")
            }
            Deed::Reset => language.choose("accès remis à zéro", "access reset"),
        }
    }
}

/// One entry of the diary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Second,
    /// Whose account.
    pub member: String,
    /// What happened.
    pub deed: Deed,
    /// With which browser, in a few words; empty when it was not in a browser.
    pub agent: String,
}

/// A description of a browser, short and on one line.
pub(crate) fn agent(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(LONGEST_AGENT).collect()
}

/// Writes an entry, and forgets those that are too old.
pub(crate) fn note(
    file: &Connection,
    at: Second,
    member: &str,
    deed: Deed,
    with: &str,
) -> Result<(), AccessError> {
    file.prepare_cached("INSERT INTO diary (at, member, deed, agent) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![at.0, member, deed.word(), agent(with)])?;
    file.prepare_cached("DELETE FROM diary WHERE at < ?1")?
        .execute([at.minus(DAYS_KEPT * DAY).0])?;
    Ok(())
}

impl Access {
    /// The latest entries, the newest first: of one member, or of all.
    ///
    /// # Errors
    /// [`AccessError::Storage`].
    pub fn diary(&self, member: Option<&str>, most: u32) -> Result<Vec<Entry>, AccessError> {
        let connection = self.read();
        let mut asked = connection.prepare_cached(
            "SELECT at, member, deed, agent FROM diary WHERE ?1 IS NULL OR member = ?1 \
             ORDER BY number DESC LIMIT ?2",
        )?;
        let rows = asked.query_map(params![member, most], |row| {
            let word: String = row.get(2)?;
            let deed = Deed::ALL.into_iter().find(|deed| deed.word() == word);
            let (at, member, agent) = (Second(row.get(0)?), row.get(1)?, row.get(3)?);
            Ok(deed.map(|deed| Entry { at, member, deed, agent }))
        })?;
        let entries: Result<Vec<_>, _> = rows.collect();
        Ok(entries?.into_iter().flatten().collect())
    }
}
