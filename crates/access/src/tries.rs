//! Slowing down whoever tries: by account, and all together. Kept in the file, so that starting the
//! program again forgives nothing.
//!
//! A try is counted before it is checked and forgiven when it was right: a hundred tries sent at
//! once are a hundred tries. A name without an account is counted like one that has one.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::guarding::Purpose;
use crate::{Access, AccessError, DAY, Second};

/// How many wrong tries in a row are answered at once, for one account…
const FREE: i64 = 5;
/// …how long the next one waits, in seconds, doubled by each that follows…
const FIRST_WAIT: i64 = 30;
/// …up to this.
const LONGEST_WAIT: i64 = 15 * 60;
/// After so long without a try, an account is as if nobody had tried.
const FORGOTTEN: i64 = DAY;
/// How many wrong tries are answered at once over all accounts; one more each second.
const FREE_IN_ALL: i64 = 100;
/// The most names of which tries are remembered.
const MOST_REMEMBERED: i64 = 20_000;

/// How long someone waits after so many wrong tries, in seconds.
fn wait_after(wrong: i64) -> i64 {
    if wrong < FREE {
        return 0;
    }
    let doublings = u32::try_from(wrong - FREE).unwrap_or(u32::MAX).min(10);
    (FIRST_WAIT << doublings).min(LONGEST_WAIT)
}

/// A try that was counted as wrong until it turns out right.
pub(crate) struct Try {
    lookup: [u8; 32],
}

impl Access {
    /// Counts one try on this account (or this name without an account).
    ///
    /// # Errors
    /// [`AccessError::Wait`]: it is not to be checked, and was not counted.
    pub(crate) fn count_try(&self, on: &str, at: Second) -> Result<Try, AccessError> {
        let lookup = self.secrets.hash(Purpose::Try, on);
        self.change(|file| {
            let in_all = self.secrets.hash(Purpose::Try, "");
            let (wrong, last) = remembered(file, &lookup)?;
            let recent = if at.0 - last > FORGOTTEN { 0 } else { wrong };
            // A clock that was set back makes nobody wait longer.
            let seconds = wait_after(recent) - (at.0 - last).max(0);
            if seconds > 0 {
                return Err(AccessError::Wait { seconds });
            }
            let (spent, spent_at) = remembered(file, &in_all)?;
            let spent = (spent - (at.0 - spent_at).max(0)).max(0);
            if spent >= FREE_IN_ALL {
                return Err(AccessError::Wait { seconds: spent - FREE_IN_ALL + 1 });
            }
            remember(file, &lookup, recent + 1, at)?;
            remember(file, &in_all, spent + 1, at)?;
            file.execute("DELETE FROM tries WHERE last < ?1", [at.minus(FORGOTTEN).0])?;
            Ok(Try { lookup })
        })
    }

    /// It was right: nothing is held against the account, and all have one try more.
    pub(crate) fn forgive(&self, file: &Connection, counted: &Try) -> Result<(), AccessError> {
        file.execute("DELETE FROM tries WHERE lookup = ?1", [counted.lookup])?;
        file.execute(
            "UPDATE tries SET wrong = max(wrong - 1, 0) WHERE lookup = ?1",
            [self.secrets.hash(Purpose::Try, "")],
        )?;
        Ok(())
    }
}

fn remembered(file: &Connection, lookup: &[u8; 32]) -> Result<(i64, i64), AccessError> {
    let found = file
        .prepare_cached("SELECT wrong, last FROM tries WHERE lookup = ?1")?
        .query_row([lookup], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(found.unwrap_or((0, 0)))
}

fn remember(
    file: &Connection,
    lookup: &[u8; 32],
    wrong: i64,
    at: Second,
) -> Result<(), AccessError> {
    file.execute(
        "INSERT INTO tries (lookup, wrong, last) VALUES (?1, ?2, ?3) \
         ON CONFLICT (lookup) DO UPDATE SET wrong = ?2, last = ?3",
        params![lookup, wrong, at.0],
    )?;
    file.execute(
        "DELETE FROM tries WHERE lookup IN (SELECT lookup FROM tries ORDER BY last DESC \
         LIMIT -1 OFFSET ?1)",
        [MOST_REMEMBERED],
    )?;
    Ok(())
}
