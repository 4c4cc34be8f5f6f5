//! Who may enter: accounts of people known by a pseudonym, what they show to enter, and their
//! sessions.
//!
//! An [`Access`] is one file, `acces.sqlite`, beside the journal and outside its chain: that someone
//! belongs to a union is sensitive, so addresses and names stand there sealed, and are looked up by a
//! keyed hash. Every secret that a person holds (password, one-time word, session, code on paper) is
//! kept as a hash only. What each rule is for is in `docs/decisions/0016-entering.md`.
//!
//! Absent on purpose: the clock (every call is told the [`Second`]), offices and what one may see
//! (`window`), the sending of letters (`app`), pages and cookies (`web`).

mod accounts;
mod diary;
mod error;
mod guarding;
mod invitations;
mod links;
mod names;
mod opening;
mod passwords;
mod second_factor;
mod sessions;
mod tries;

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

pub use accounts::{Account, MOST_SESSIONS};
pub use diary::{DAYS_KEPT, Deed, Entry};
pub use error::AccessError;
pub use invitations::{DAYS_VALID, Invitation, Invited};
pub use links::{LINK_MINUTES, Link};
pub use passwords::{FEWEST_CHARACTERS, PasswordFault, check_password};
pub use second_factor::{Preparation, RECOVERY_CODES};
pub use sessions::{Entered, ListedSession, SESSION_DAYS, Session};

use guarding::Secrets;
use passwords::Gate;

/// A second since 1970 in UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Second(pub i64);

impl Second {
    /// So many seconds later.
    #[must_use]
    pub const fn plus(self, seconds: i64) -> Second {
        Second(self.0.saturating_add(seconds))
    }

    /// So many seconds earlier.
    #[must_use]
    pub const fn minus(self, seconds: i64) -> Second {
        Second(self.0.saturating_sub(seconds))
    }
}

/// The seconds of a minute, an hour and a day.
const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The accounts of one organisation, open. Shared between threads; several programs may have the same
/// file open.
pub struct Access {
    place: PathBuf,
    organisation: String,
    secrets: Secrets,
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
    gate: Gate,
}

impl Access {
    fn write(&self) -> MutexGuard<'_, Connection> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self) -> MutexGuard<'_, Connection> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does several things or none.
    fn change<T>(
        &self,
        change: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, AccessError>,
    ) -> Result<T, AccessError> {
        let mut connection = self.write();
        let begun =
            connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let changed = change(&begun)?;
        begun.commit()?;
        Ok(changed)
    }
}

#[cfg(test)]
mod tests;
