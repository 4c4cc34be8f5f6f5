//! The accounts: made, listed, begun again, erased.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::diary::{Deed, note};
use crate::guarding::{Purpose, Sealed};
use crate::names::{Kind, check_pseudonym};
use crate::{Access, AccessError, Second};

/// The most sessions of one account; a new one ends the one seen least recently.
pub const MOST_SESSIONS: u32 = 20;

/// An account as the one who keeps accesses sees it: no secret, no address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Whose: a pseudonym such as `M12`.
    pub member: String,
    /// Whether an e-mail address is known.
    pub has_email: bool,
    /// Whether a password was chosen.
    pub has_password: bool,
    /// Whether a second factor is set up.
    pub has_second_factor: bool,
    /// Recovery codes that were not used.
    pub recovery_codes: u32,
    /// Until when an invitation waits.
    pub invited_until: Option<Second>,
    /// Open sessions.
    pub sessions: u32,
    /// When any of them was last seen.
    pub seen: Option<Second>,
}

const LISTED: &str = "
    SELECT member, email IS NOT NULL, password IS NOT NULL, factor IS NOT NULL,
        (SELECT count(*) FROM recovery WHERE account = number),
        (SELECT max(ends) FROM invitations WHERE account = accounts.number AND ends >= ?1),
        (SELECT count(*) FROM sessions WHERE account = accounts.number AND waiting = 0),
        (SELECT max(seen) FROM sessions WHERE account = accounts.number)
    FROM accounts WHERE ?2 IS NULL OR member = ?2 ORDER BY number";

impl Access {
    /// Every account, in the order in which they were made.
    ///
    /// # Errors
    /// [`AccessError::Storage`].
    pub fn accounts(&self, at: Second) -> Result<Vec<Account>, AccessError> {
        self.listed(None, at)
    }

    /// The account of a member, if there is one.
    ///
    /// # Errors
    /// [`AccessError::Storage`].
    pub fn account(&self, member: &str, at: Second) -> Result<Option<Account>, AccessError> {
        Ok(self.listed(Some(member), at)?.pop())
    }

    fn listed(&self, member: Option<&str>, at: Second) -> Result<Vec<Account>, AccessError> {
        let connection = self.read();
        let mut asked = connection.prepare_cached(LISTED)?;
        let rows = asked.query_map(params![at.0, member], |row| {
            Ok(Account {
                member: row.get(0)?,
                has_email: row.get(1)?,
                has_password: row.get(2)?,
                has_second_factor: row.get(3)?,
                recovery_codes: row.get(4)?,
                invited_until: row.get::<_, Option<i64>>(5)?.map(Second),
                sessions: row.get(6)?,
                seen: row.get::<_, Option<i64>>(7)?.map(Second),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The names under which a member enters, beside the number: the chosen one, and the address.
    ///
    /// # Errors
    /// [`AccessError::NoAccount`], [`AccessError::Vault`], [`AccessError::Storage`].
    pub fn names(&self, member: &str) -> Result<(Option<String>, Option<String>), AccessError> {
        let connection = self.read();
        let account = self.account_of(&connection, member)?;
        let sealed: Option<Vec<u8>> = connection
            .prepare_cached("SELECT name FROM accounts WHERE number = ?1")?
            .query_row([account], |row| row.get(0))?;
        let name = match sealed {
            Some(sealed) => {
                let plain = self.unseal(&connection, account, Sealed::Name, &sealed)?;
                Some(String::from_utf8_lossy(&plain).into_owned())
            }
            None => None,
        };
        Ok((name, self.email(&connection, account)?))
    }

    /// The account of a member, made if there is none.
    pub(crate) fn account_or_new(
        &self,
        file: &Connection,
        member: &str,
        at: Second,
    ) -> Result<i64, AccessError> {
        check_pseudonym(member)?;
        let known = file
            .query_row("SELECT number FROM accounts WHERE member = ?1", [member], |row| row.get(0))
            .optional()?;
        if let Some(known) = known {
            return Ok(known);
        }
        file.execute(
            "INSERT INTO accounts (member, key, made) VALUES (?1, x'', ?2)",
            params![member, at.0],
        )?;
        let account = file.last_insert_rowid();
        let key = self.draw_key(account)?;
        file.execute(
            "UPDATE accounts SET key = ?2 WHERE number = ?1",
            params![account, key.as_bytes()],
        )?;
        if !self.give_name(file, account, Kind::Number, member)? {
            return Err(AccessError::NameTaken { name: member.to_owned() });
        }
        Ok(account)
    }

    /// Takes from a member everything to enter with, for someone who lost it or whose secrets are
    /// known to others: password, second factor, codes, links, invitations, sessions. The account
    /// stays, and waits for a new invitation.
    ///
    /// # Errors
    /// [`AccessError::NoAccount`], [`AccessError::Storage`].
    pub fn reset(&self, member: &str, at: Second) -> Result<(), AccessError> {
        self.change(|file| {
            let account = self.account_of(file, member)?;
            file.execute(
                "UPDATE accounts SET password = NULL, factor = NULL, factor_waiting = NULL \
                 WHERE number = ?1",
                [account],
            )?;
            for table in ["recovery", "links", "invitations", "sessions"] {
                file.execute(&format!("DELETE FROM {table} WHERE account = ?1"), [account])?;
            }
            note(file, at, member, Deed::Reset, "")
        })
    }

    /// Erases the account of a member and every trace of it in the file; true if there was one. Goes
    /// with the erasure of the person from the vault. Backups made before still hold it.
    ///
    /// # Errors
    /// [`AccessError::Storage`].
    pub fn erase(&self, member: &str) -> Result<bool, AccessError> {
        let erased = self.change(|file| {
            for on in [format!("member|{member}"), format!("code|{member}")] {
                let lookup = self.secrets.hash(Purpose::Try, &on);
                file.execute("DELETE FROM tries WHERE lookup = ?1", [lookup])?;
            }
            file.execute("DELETE FROM diary WHERE member = ?1", [member])?;
            Ok(file.execute("DELETE FROM accounts WHERE member = ?1", [member])? > 0)
        })?;
        // The log of SQLite must not keep what the file does not hold any more.
        self.write().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(erased)
    }
}
