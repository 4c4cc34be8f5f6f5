//! Invitations: a one-time word, sent by e-mail or printed with its QR code, with which someone
//! chooses a password and enters for the first time.

use rusqlite::{OptionalExtension as _, params};

use crate::diary::{Deed, note};
use crate::guarding::{Purpose, as_typed, draw_word};
use crate::sessions::{Way, end_others};
use crate::{Access, AccessError, DAY, Entered, Second, check_password};

/// For how many days an invitation is good unless another number is said.
pub const DAYS_VALID: i64 = 30;

/// An invitation that was just made.
#[derive(Clone, PartialEq, Eq)]
pub struct Invited {
    /// The word, for the one invited alone.
    pub word: String,
    /// When it ends.
    pub ends: Second,
}

/// An invitation that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Who is invited.
    pub member: String,
    /// Who invites: a pseudonym, or empty for the caisse.
    pub inviter: String,
    /// When it ends.
    pub ends: Second,
    /// Whether the member has a password, which a new one would replace.
    pub has_password: bool,
}

impl Access {
    /// Invites a member for so many days: makes the account if there is none, takes note of the
    /// address, and makes earlier invitations worthless.
    ///
    /// # Errors
    /// [`AccessError::StrangePseudonym`], [`AccessError::Storage`], [`AccessError::Vault`].
    pub fn invite(
        &self,
        member: &str,
        email: Option<&str>,
        inviter: &str,
        days: i64,
        at: Second,
    ) -> Result<Invited, AccessError> {
        self.change(|file| {
            let account = self.account_or_new(file, member, at)?;
            if let Some(email) = email.filter(|email| !email.trim().is_empty()) {
                self.email_within(file, account, email)?;
            }
            let word = draw_word()?;
            let ends = at.plus(days.clamp(1, 365) * DAY);
            file.execute(
                "DELETE FROM invitations WHERE account = ?1 OR ends < ?2",
                [account, at.0],
            )?;
            file.execute(
                "INSERT INTO invitations (hash, account, inviter, made, ends) \
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![
                    self.secrets.hash(Purpose::Invitation, &word),
                    account,
                    inviter,
                    at.0,
                    ends.0
                ],
            )?;
            note(file, at, member, Deed::Invited, "")?;
            Ok(Invited { word, ends })
        })
    }

    /// The invitation of that word, as it was typed, if it waits.
    ///
    /// # Errors
    /// [`AccessError::Storage`].
    pub fn invitation(&self, word: &str, at: Second) -> Result<Option<Invitation>, AccessError> {
        let hash = self.secrets.hash(Purpose::Invitation, &as_typed(word));
        let found = self
            .read()
            .prepare_cached(
                "SELECT a.member, i.inviter, i.ends, a.password IS NOT NULL FROM invitations i \
                 JOIN accounts a ON a.number = i.account WHERE i.hash = ?1 AND i.ends > ?2",
            )?
            .query_row(params![hash, at.0], |row| {
                Ok(Invitation {
                    member: row.get(0)?,
                    inviter: row.get(1)?,
                    ends: Second(row.get(2)?),
                    has_password: row.get(3)?,
                })
            })
            .optional()?;
        Ok(found)
    }

    /// Accepts an invitation: the password is set, the name chosen if one is given, earlier sessions
    /// end, and one begins. The invitation is used up, unless something is refused.
    ///
    /// # Errors
    /// [`AccessError::Ended`], [`AccessError::Password`], [`AccessError::StrangeName`],
    /// [`AccessError::NameTaken`].
    pub fn accept(
        &self,
        word: &str,
        password: &str,
        name: Option<&str>,
        with: &str,
        at: Second,
    ) -> Result<Entered, AccessError> {
        let invitation = self.invitation(word, at)?.ok_or(AccessError::Ended)?;
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        let (_, email) = self.names(&invitation.member)?;
        let known = [Some(invitation.member.as_str()), name, email.as_deref()];
        let known: Vec<&str> = known.into_iter().flatten().collect();
        check_password(password, &known).map_err(AccessError::Password)?;
        let kept = self.gate.kept(password)?;
        self.change(|file| {
            let account = self.account_of(file, &invitation.member)?;
            let used = file.execute(
                "DELETE FROM invitations WHERE hash = ?1",
                [self.secrets.hash(Purpose::Invitation, &as_typed(word))],
            )?;
            if used == 0 {
                return Err(AccessError::Ended);
            }
            if let Some(name) = name {
                self.name_within(file, account, name)?;
            }
            file.execute(
                "UPDATE accounts SET password = ?2 WHERE number = ?1",
                params![account, kept],
            )?;
            end_others(file, &invitation.member, None)?;
            self.begin(file, account, Way::Invitation, with, at)
        })
    }
}
