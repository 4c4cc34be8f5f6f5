//! The names under which one enters: the number, the e-mail address, a chosen name. In the file they
//! stand as keyed hashes, so that it tells nobody who belongs.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::guarding::{Purpose, Sealed};
use crate::{Access, AccessError};

/// The longest name, in characters.
const LONGEST: usize = 100;
/// The shortest chosen name, in characters.
const SHORTEST: usize = 3;

/// Which sort of name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Number,
    Email,
    Name,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::Number => "number",
            Kind::Email => "email",
            Kind::Name => "name",
        }
    }
}

/// An account, found.
pub(crate) struct Found {
    pub account: i64,
    pub member: String,
}

/// A name as it is compared: lower case, blanks around and doubled blanks left out.
pub(crate) fn normalised(name: &str) -> String {
    let lower = name.to_lowercase();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A pseudonym: up to 32 letters and digits.
pub(crate) fn check_pseudonym(member: &str) -> Result<(), AccessError> {
    let good =
        (1..=32).contains(&member.len()) && member.bytes().all(|byte| byte.is_ascii_alphanumeric());
    good.then_some(()).ok_or(AccessError::StrangePseudonym)
}

/// A name that someone may choose. One letter and digits are refused: they look like the number of
/// someone who has no account yet.
fn check_chosen(name: &str) -> Result<(), AccessError> {
    let length = name.chars().count();
    let mut letters = name.chars();
    let first = letters.next().is_some_and(char::is_alphabetic);
    let like_a_number = first && letters.all(|letter| letter.is_ascii_digit());
    let good = (SHORTEST..=LONGEST).contains(&length)
        && !name.chars().any(char::is_control)
        && !like_a_number;
    good.then_some(()).ok_or(AccessError::StrangeName)
}

impl Access {
    /// The account of a name, whichever sort it is.
    pub(crate) fn find(
        &self,
        connection: &Connection,
        name: &str,
    ) -> Result<Option<Found>, AccessError> {
        if name.len() > 4 * LONGEST {
            return Ok(None);
        }
        let lookup = self.secrets.hash(Purpose::Name, &normalised(name));
        let found = connection
            .prepare_cached(
                "SELECT number, member FROM accounts WHERE number = \
                 (SELECT account FROM names WHERE lookup = ?1)",
            )?
            .query_row([lookup], |row| Ok(Found { account: row.get(0)?, member: row.get(1)? }))
            .optional()?;
        Ok(found)
    }

    /// The number in the file of a member's account.
    pub(crate) fn account_of(
        &self,
        connection: &Connection,
        member: &str,
    ) -> Result<i64, AccessError> {
        let found = connection
            .prepare_cached("SELECT number FROM accounts WHERE member = ?1")?
            .query_row([member], |row| row.get(0))
            .optional()?;
        found.ok_or_else(|| AccessError::NoAccount { member: member.to_owned() })
    }

    /// Gives an account a name of that sort in place of the one before. False when someone else has
    /// it, and then nothing is changed.
    pub(crate) fn give_name(
        &self,
        connection: &Connection,
        account: i64,
        kind: Kind,
        name: &str,
    ) -> Result<bool, AccessError> {
        let name = normalised(name);
        if let Some(found) = self.find(connection, &name)? {
            let same = found.account == account;
            if !same {
                return Ok(false);
            }
        }
        connection.execute(
            "DELETE FROM names WHERE account = ?1 AND kind = ?2",
            params![account, kind.word()],
        )?;
        // One's own number or address given again as a name changes nothing.
        connection.execute(
            "INSERT OR IGNORE INTO names (lookup, account, kind) VALUES (?1, ?2, ?3)",
            params![self.secrets.hash(Purpose::Name, &name), account, kind.word()],
        )?;
        Ok(true)
    }

    /// Chooses the name under which a member enters, beside number and address.
    ///
    /// # Errors
    /// [`AccessError::StrangeName`], [`AccessError::NameTaken`], [`AccessError::NoAccount`].
    pub fn choose_name(&self, member: &str, name: &str) -> Result<(), AccessError> {
        check_chosen(&normalised(name))?;
        self.change(|file| {
            let account = self.account_of(file, member)?;
            self.name_within(file, account, name)
        })
    }

    pub(crate) fn name_within(
        &self,
        file: &Connection,
        account: i64,
        name: &str,
    ) -> Result<(), AccessError> {
        check_chosen(&normalised(name))?;
        if !self.give_name(file, account, Kind::Name, name)? {
            return Err(AccessError::NameTaken { name: name.trim().to_owned() });
        }
        let sealed = self.seal(file, account, Sealed::Name, name.trim().as_bytes())?;
        file.execute("UPDATE accounts SET name = ?2 WHERE number = ?1", params![account, sealed])?;
        Ok(())
    }

    /// Says the e-mail address of an account: letters go there, and it is a name to enter under unless
    /// someone else has it as theirs (two people of one household may share an address).
    pub(crate) fn email_within(
        &self,
        file: &Connection,
        account: i64,
        email: &str,
    ) -> Result<(), AccessError> {
        self.give_name(file, account, Kind::Email, email)?;
        let sealed = self.seal(file, account, Sealed::Email, email.trim().as_bytes())?;
        file.execute("UPDATE accounts SET email = ?2 WHERE number = ?1", params![account, sealed])?;
        Ok(())
    }

    /// The e-mail address of an account, when known.
    pub(crate) fn email(
        &self,
        connection: &Connection,
        account: i64,
    ) -> Result<Option<String>, AccessError> {
        let sealed: Option<Vec<u8>> = connection
            .prepare_cached("SELECT email FROM accounts WHERE number = ?1")?
            .query_row([account], |row| row.get(0))?;
        let Some(sealed) = sealed else { return Ok(None) };
        let plain = self.unseal(connection, account, Sealed::Email, &sealed)?;
        Ok(Some(String::from_utf8_lossy(&plain).into_owned()))
    }
}
