//! Sessions: a random word of 130 bits that the browser keeps and the file knows as a hash only.
//!
//! A session ends 30 days after it began, or 7 days after it was last seen; one that still has to show
//! its second factor, after ten minutes. That the second factor was shown is good for 12 hours.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::accounts::MOST_SESSIONS;
use crate::diary::{Deed, agent, note};
use crate::guarding::{Purpose, draw_word};
use crate::names::normalised;
use crate::{Access, AccessError, DAY, HOUR, MINUTE, Second};

/// The longest life of a session, in days.
pub const SESSION_DAYS: i64 = 30;
/// How long a session lives that nobody uses.
const IDLE: i64 = 7 * DAY;
/// How long a session waits for its second factor.
const WAITING: i64 = 10 * MINUTE;
/// How long a second factor that was shown is believed.
const FACTOR_SHOWN: i64 = 12 * HOUR;
/// “Last seen” is written once in so long.
const SEEN_EVERY: i64 = 5 * MINUTE;
/// Whoever entered by a link or an invitation may choose a password for so long without the old one.
const FRESH: i64 = 15 * MINUTE;

/// How one came in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Password,
    Link,
    Invitation,
}

impl Way {
    fn word(self) -> &'static str {
        match self {
            Way::Password => "password",
            Way::Link => "link",
            Way::Invitation => "invitation",
        }
    }

    fn deed(self) -> Deed {
        match self {
            Way::Password => Deed::EnteredByPassword,
            Way::Link => Deed::EnteredByLink,
            Way::Invitation => Deed::EnteredByInvitation,
        }
    }
}

/// Someone came in, or stands at the second door.
#[derive(Clone, PartialEq, Eq)]
pub struct Entered {
    /// The word of the session, for the browser alone.
    pub word: String,
    /// Who.
    pub member: String,
    /// Whether the session is worth nothing until a second factor is shown.
    pub asks_code: bool,
}

/// A session of one who entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its number in the list of sessions.
    pub number: i64,
    /// Who.
    pub member: String,
    /// The word that stands in this session's forms, 32 hexadecimal digits; it does not tell the
    /// session's own word.
    pub seal: String,
    /// Whether a second factor was shown in the last 12 hours.
    pub second_factor: bool,
    /// Whether a password may be chosen without the old one: there is none, or a link or an invitation
    /// was just used.
    pub may_choose_password: bool,
}

/// A session as its owner sees it in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedSession {
    /// Its number.
    pub number: i64,
    /// When it began.
    pub began: Second,
    /// When it was last seen, within five minutes.
    pub seen: Second,
    /// With which browser, in a few words.
    pub agent: String,
}

/// What the file knows of a session.
pub(crate) struct Stored {
    pub number: i64,
    pub account: i64,
    pub member: String,
    pub began: Second,
    pub waiting: bool,
    pub way: String,
    pub factor_shown: Option<Second>,
    seen: Second,
    has_password: bool,
}

impl Stored {
    fn lives(&self, at: Second) -> bool {
        let life = if self.waiting { WAITING } else { SESSION_DAYS * DAY };
        at.0 < self.began.plus(life).0 && at.0 < self.seen.plus(IDLE).0
    }

    pub(crate) fn shows_factor(&self, at: Second) -> bool {
        self.factor_shown.is_some_and(|shown| at.0 < shown.plus(FACTOR_SHOWN).0)
    }

    pub(crate) fn may_choose_password(&self, at: Second) -> bool {
        let fresh = self.way != Way::Password.word() && at.0 < self.began.plus(FRESH).0;
        fresh || !self.has_password
    }
}

impl Access {
    /// Enters with a name (number, address or chosen name) and a password. What `with` says of the
    /// browser is shown in the list of sessions. Takes about 30 ms of one processor.
    ///
    /// # Errors
    /// [`AccessError::WrongNameOrPassword`], whichever is wrong; [`AccessError::Wait`].
    pub fn enter(
        &self,
        name: &str,
        password: &str,
        with: &str,
        at: Second,
    ) -> Result<Entered, AccessError> {
        let found = self.find(&self.read(), name)?;
        let on = match &found {
            Some(found) => format!("member|{}", found.member),
            None => format!("name|{}", normalised(name)),
        };
        let counted = self.count_try(&on, at)?;
        let kept = match &found {
            Some(found) => self.kept_password(&self.read(), found.account)?,
            None => None,
        };
        let right = self.gate.is(password, kept.as_deref());
        let Some(found) = found else { return Err(AccessError::WrongNameOrPassword) };
        self.change(|file| {
            // The password may have been changed while this one was checked.
            let right = right && self.kept_password(file, found.account)? == kept;
            if right {
                self.forgive(file, &counted)?;
                return self.begin(file, found.account, Way::Password, with, at).map(Some);
            }
            note(file, at, &found.member, Deed::WrongPassword, with)?;
            Ok(None)
        })?
        .ok_or(AccessError::WrongNameOrPassword)
    }

    pub(crate) fn kept_password(
        &self,
        connection: &Connection,
        account: i64,
    ) -> Result<Option<String>, AccessError> {
        let kept = connection
            .prepare_cached("SELECT password FROM accounts WHERE number = ?1")?
            .query_row([account], |row| row.get(0))
            .optional()?;
        Ok(kept.flatten())
    }

    /// Begins a session: a full one, or one that waits for its second factor if the account has one.
    pub(crate) fn begin(
        &self,
        file: &Connection,
        account: i64,
        way: Way,
        with: &str,
        at: Second,
    ) -> Result<Entered, AccessError> {
        let (member, asks_code): (String, bool) = file
            .prepare_cached("SELECT member, factor IS NOT NULL FROM accounts WHERE number = ?1")?
            .query_row([account], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let word = draw_word()?;
        file.prepare_cached(
            "INSERT INTO sessions (hash, account, began, seen, waiting, way, agent) \
             VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            self.secrets.hash(Purpose::Session, &word),
            account,
            at.0,
            asks_code,
            way.word(),
            agent(with),
        ])?;
        forget_ended(file, account, at)?;
        note(file, at, &member, way.deed(), with)?;
        Ok(Entered { word, member, asks_code })
    }

    /// Gives a session another word, full and with the second factor shown: who had seen the old word
    /// has nothing.
    pub(crate) fn renew(
        &self,
        file: &Connection,
        number: i64,
        at: Second,
    ) -> Result<String, AccessError> {
        let word = draw_word()?;
        file.execute(
            "UPDATE sessions SET hash = ?2, waiting = 0, factor_shown = ?3, seen = ?3 \
             WHERE number = ?1",
            params![number, self.secrets.hash(Purpose::Session, &word), at.0],
        )?;
        Ok(word)
    }

    /// A session that lives, waiting ones too.
    pub(crate) fn stored(
        &self,
        connection: &Connection,
        word: &str,
        at: Second,
    ) -> Result<Option<Stored>, AccessError> {
        if word.len() > 100 {
            return Ok(None);
        }
        let found = connection
            .prepare_cached(
                "SELECT s.number, s.account, a.member, s.began, s.seen, s.waiting, s.way, \
                 s.factor_shown, a.password IS NOT NULL FROM sessions s \
                 JOIN accounts a ON a.number = s.account WHERE s.hash = ?1",
            )?
            .query_row([self.secrets.hash(Purpose::Session, word)], |row| {
                Ok(Stored {
                    number: row.get(0)?,
                    account: row.get(1)?,
                    member: row.get(2)?,
                    began: Second(row.get(3)?),
                    seen: Second(row.get(4)?),
                    waiting: row.get(5)?,
                    way: row.get(6)?,
                    factor_shown: row.get::<_, Option<i64>>(7)?.map(Second),
                    has_password: row.get(8)?,
                })
            })
            .optional()?;
        Ok(found.filter(|stored| stored.lives(at)))
    }

    /// A full session, or [`AccessError::Ended`].
    pub(crate) fn full(
        &self,
        connection: &Connection,
        word: &str,
        at: Second,
    ) -> Result<Stored, AccessError> {
        let stored = self.stored(connection, word, at)?;
        stored.filter(|stored| !stored.waiting).ok_or(AccessError::Ended)
    }

    /// The session of that word, if it lives and waits for nothing. One reading of the file, and at
    /// most every five minutes one writing.
    ///
    /// # Errors
    /// [`AccessError::Storage`].
    pub fn session(&self, word: &str, at: Second) -> Result<Option<Session>, AccessError> {
        let stored = self.stored(&self.read(), word, at)?;
        let Some(stored) = stored.filter(|stored| !stored.waiting) else { return Ok(None) };
        if at.0 >= stored.seen.plus(SEEN_EVERY).0 {
            // That it was seen is no reason to wait or to fail.
            let _ = self.write().execute(
                "UPDATE sessions SET seen = ?2 WHERE number = ?1",
                params![stored.number, at.0],
            );
        }
        Ok(Some(Session {
            number: stored.number,
            seal: self.secrets.shown(Purpose::Seal, word),
            second_factor: stored.shows_factor(at),
            may_choose_password: stored.may_choose_password(at),
            member: stored.member,
        }))
    }

    /// Whether the session of that word stands at the second door.
    ///
    /// # Errors
    /// [`AccessError::Storage`].
    pub fn waits_for_code(&self, word: &str, at: Second) -> Result<bool, AccessError> {
        Ok(self.stored(&self.read(), word, at)?.is_some_and(|stored| stored.waiting))
    }

    /// Ends the session of that word; one that has ended is no error.
    ///
    /// # Errors
    /// [`AccessError::Storage`].
    pub fn leave(&self, word: &str, at: Second) -> Result<(), AccessError> {
        self.change(|file| {
            let Some(stored) = self.stored(file, word, at)? else { return Ok(()) };
            file.execute("DELETE FROM sessions WHERE number = ?1", [stored.number])?;
            if !stored.waiting {
                note(file, at, &stored.member, Deed::Left, "")?;
            }
            Ok(())
        })
    }

    /// The open sessions of a member, the one last seen first.
    ///
    /// # Errors
    /// [`AccessError::Storage`].
    pub fn sessions(&self, member: &str, at: Second) -> Result<Vec<ListedSession>, AccessError> {
        let connection = self.read();
        let mut asked = connection.prepare_cached(
            "SELECT number, began, seen, agent FROM sessions WHERE waiting = 0 \
             AND account = (SELECT number FROM accounts WHERE member = ?1) \
             AND began > ?2 AND seen > ?3 ORDER BY seen DESC, number DESC",
        )?;
        let (began, seen) = (at.minus(SESSION_DAYS * DAY), at.minus(IDLE));
        let rows = asked.query_map(params![member, began.0, seen.0], |row| {
            Ok(ListedSession {
                number: row.get(0)?,
                began: Second(row.get(1)?),
                seen: Second(row.get(2)?),
                agent: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Ends one session of a member; true if it was open.
    ///
    /// # Errors
    /// [`AccessError::Storage`].
    pub fn end_session(&self, member: &str, number: i64, at: Second) -> Result<bool, AccessError> {
        self.change(|file| {
            let ended = file.execute(
                "DELETE FROM sessions WHERE number = ?1 \
                 AND account = (SELECT number FROM accounts WHERE member = ?2)",
                params![number, member],
            )?;
            if ended > 0 {
                note(file, at, member, Deed::SessionEnded, "")?;
            }
            Ok(ended > 0)
        })
    }

    /// Ends every session of a member but that of `kept`; gives how many.
    ///
    /// # Errors
    /// [`AccessError::Storage`].
    pub fn end_sessions(
        &self,
        member: &str,
        kept: Option<i64>,
        at: Second,
    ) -> Result<usize, AccessError> {
        self.change(|file| {
            let ended = end_others(file, member, kept)?;
            if ended > 0 {
                note(file, at, member, Deed::SessionEnded, "")?;
            }
            Ok(ended)
        })
    }

    /// Changes the password of the session's owner and ends their other sessions. The old one is asked
    /// unless [`Session::may_choose_password`].
    ///
    /// # Errors
    /// [`AccessError::Ended`] for a session that is not one; [`AccessError::Password`];
    /// [`AccessError::WrongNameOrPassword`] for a wrong old one; [`AccessError::Wait`].
    pub fn change_password(
        &self,
        session: &str,
        old: &str,
        new: &str,
        at: Second,
    ) -> Result<(), AccessError> {
        let stored = self.full(&self.read(), session, at)?;
        let (name, email) = self.names(&stored.member)?;
        let known = [Some(stored.member.clone()), name, email];
        let known: Vec<&str> = known.iter().flatten().map(String::as_str).collect();
        crate::check_password(new, &known).map_err(AccessError::Password)?;
        let counted = if stored.may_choose_password(at) {
            None
        } else {
            let counted = self.count_try(&format!("member|{}", stored.member), at)?;
            let kept = self.kept_password(&self.read(), stored.account)?;
            if !self.gate.is(old, kept.as_deref()) {
                self.change(|file| note(file, at, &stored.member, Deed::WrongPassword, ""))?;
                return Err(AccessError::WrongNameOrPassword);
            }
            Some(counted)
        };
        let kept = self.gate.kept(new)?;
        self.change(|file| {
            self.full(file, session, at)?;
            if let Some(counted) = &counted {
                self.forgive(file, counted)?;
            }
            file.execute(
                "UPDATE accounts SET password = ?2 WHERE number = ?1",
                params![stored.account, kept],
            )?;
            end_others(file, &stored.member, Some(stored.number))?;
            file.execute("DELETE FROM links WHERE account = ?1", [stored.account])?;
            note(file, at, &stored.member, Deed::PasswordChanged, "")
        })
    }
}

pub(crate) fn end_others(
    file: &Connection,
    member: &str,
    kept: Option<i64>,
) -> Result<usize, AccessError> {
    Ok(file.execute(
        "DELETE FROM sessions WHERE account = (SELECT number FROM accounts WHERE member = ?1) \
         AND number IS NOT ?2",
        params![member, kept],
    )?)
}

/// Deletes sessions that have ended, and of this account those that are too many.
fn forget_ended(file: &Connection, account: i64, at: Second) -> Result<(), AccessError> {
    file.execute(
        "DELETE FROM sessions WHERE began <= ?1 OR seen <= ?2 OR (waiting = 1 AND began <= ?3)",
        [at.minus(SESSION_DAYS * DAY).0, at.minus(IDLE).0, at.minus(WAITING).0],
    )?;
    file.execute(
        "DELETE FROM sessions WHERE number IN (SELECT number FROM sessions WHERE account = ?1 \
         ORDER BY seen DESC, number DESC LIMIT -1 OFFSET ?2)",
        params![account, MOST_SESSIONS],
    )?;
    Ok(())
}
