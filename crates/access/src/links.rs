//! Links to enter by, sent by e-mail: good once, for fifteen minutes.
//!
//! Following one must not use it up, since programs that look at mail follow links: a page asks first,
//! and the form on it enters.

use rusqlite::{OptionalExtension as _, params};

use crate::diary::{Deed, note};
use crate::guarding::{Purpose, as_typed, draw_word};
use crate::sessions::Way;
use crate::{Access, AccessError, Entered, MINUTE, Second};

/// For how many minutes a link is good.
pub const LINK_MINUTES: i64 = 15;
/// The most links that wait for one account, so that nobody's letter box is filled…
const MOST_WAITING: i64 = 3;
/// …and over all accounts.
const MOST_IN_ALL: i64 = 200;

/// A link to send.
#[derive(Clone, PartialEq, Eq)]
pub struct Link {
    /// Whose.
    pub member: String,
    /// Where to send it.
    pub email: String,
    /// The word, for that letter alone.
    pub word: String,
}

impl Access {
    /// Makes a link for whoever enters under that name. `None` when there is no such name, no address
    /// or too many links wait already: whoever asks is told the same in any case.
    ///
    /// # Errors
    /// [`AccessError::Storage`], [`AccessError::Vault`].
    pub fn ask_for_link(
        &self,
        name: &str,
        with: &str,
        at: Second,
    ) -> Result<Option<Link>, AccessError> {
        let Some(found) = self.find(&self.read(), name)? else { return Ok(None) };
        self.change(|file| {
            file.execute(
                "DELETE FROM links WHERE made <= ?1",
                [at.minus(LINK_MINUTES * MINUTE).0],
            )?;
            let Some(email) = self.email(file, found.account)? else { return Ok(None) };
            let (own, all): (i64, i64) = file.query_row(
                "SELECT (SELECT count(*) FROM links WHERE account = ?1), \
                 (SELECT count(*) FROM links)",
                [found.account],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            if own >= MOST_WAITING || all >= MOST_IN_ALL {
                return Ok(None);
            }
            let word = draw_word()?;
            file.execute(
                "INSERT INTO links (hash, account, made) VALUES (?1, ?2, ?3)",
                params![self.secrets.hash(Purpose::Link, &word), found.account, at.0],
            )?;
            note(file, at, &found.member, Deed::AskedForLink, with)?;
            Ok(Some(Link { member: found.member.clone(), email, word }))
        })
    }

    /// Whose link this is, if it waits.
    ///
    /// # Errors
    /// [`AccessError::Storage`].
    pub fn link(&self, word: &str, at: Second) -> Result<Option<String>, AccessError> {
        let found = self
            .read()
            .prepare_cached(
                "SELECT a.member FROM links l JOIN accounts a ON a.number = l.account \
                 WHERE l.hash = ?1 AND l.made > ?2",
            )?
            .query_row(
                params![
                    self.secrets.hash(Purpose::Link, &as_typed(word)),
                    at.minus(LINK_MINUTES * MINUTE).0
                ],
                |row| row.get(0),
            )
            .optional()?;
        Ok(found)
    }

    /// Enters by a link; every link of that member is used up.
    ///
    /// # Errors
    /// [`AccessError::Ended`].
    pub fn enter_by_link(
        &self,
        word: &str,
        with: &str,
        at: Second,
    ) -> Result<Entered, AccessError> {
        let hash = self.secrets.hash(Purpose::Link, &as_typed(word));
        self.change(|file| {
            let account: Option<i64> = file
                .query_row(
                    "SELECT account FROM links WHERE hash = ?1 AND made > ?2",
                    params![hash, at.minus(LINK_MINUTES * MINUTE).0],
                    |row| row.get(0),
                )
                .optional()?;
            let account = account.ok_or(AccessError::Ended)?;
            file.execute("DELETE FROM links WHERE account = ?1", [account])?;
            self.begin(file, account, Way::Link, with, at)
        })
    }
}
