//! Entering: sign-in by password or by a link, the second door, invitations, one's account.
//!
//! [`Door`] is what these pages ask. A session is a word in a cookie that no script reads, sent to this
//! site only; each form of one who entered carries the session's seal, and a form that another site
//! sends is refused. Where someone was going, `vers`, is carried through every step, so that a form
//! whose session ended is found again with what was typed (`counter`).
//!
//! Absent on purpose: how passwords and sessions are kept and what is a wrong try (behind [`Door`]),
//! offices, the sending of letters, scripts.

mod account;
mod caller;
mod entering;
mod forms;
mod roles;

use std::sync::Arc;

use axum::Router;
use axum::extract::FromRef;
use axum::routing::{get, post};
use caisse_units::Language;

use crate::form::Fault;
use crate::reception::Reception;

pub use roles::{Role, Roles, role_routes};

/// What the pages of entering ask of the application. Sentences are in the reader's language. `with`
/// is the browser in a few words; `session` the word of the caller's cookie.
pub trait Door: Send + Sync {
    /// Where one goes after entering when one was going nowhere else.
    fn home(&self) -> String;

    /// Whether links and invitations can be sent by e-mail.
    fn sends_letters(&self) -> bool;

    /// Enters by name and password.
    ///
    /// # Errors
    /// One sentence, the same whichever is wrong.
    fn enter(
        &self,
        name: &str,
        password: &str,
        with: &str,
        language: Language,
    ) -> Result<Pass, String>;

    /// Sends a link to whoever enters under that name, if there is such a one; whoever asks is not told.
    /// `here` is the address under which this site was asked, which the asker chose: not to be trusted
    /// in a letter.
    fn send_link(&self, name: &str, here: &str, with: &str);

    /// Whom a link lets in, as they are greeted; `None` when it has ended.
    fn link(&self, word: &str) -> Option<String>;

    /// Enters by a link.
    ///
    /// # Errors
    /// One sentence.
    fn enter_by_link(&self, word: &str, with: &str, language: Language) -> Result<Pass, String>;

    /// An invitation that waits; `None` when it has ended.
    fn invitation(&self, word: &str, language: Language) -> Option<Invited>;

    /// Accepts an invitation, choosing a password and, if one likes, a name.
    ///
    /// # Errors
    /// Faults at the fields `mot-de-passe` and `nom`, or of the whole.
    fn accept(
        &self,
        word: &str,
        password: &str,
        name: &str,
        with: &str,
        language: Language,
    ) -> Result<Pass, Vec<Fault>>;

    /// Shows a code of the second factor, or a recovery code.
    ///
    /// # Errors
    /// One sentence.
    fn show_code(
        &self,
        session: &str,
        code: &str,
        with: &str,
        language: Language,
    ) -> Result<Pass, String>;

    /// Ends a session; one that has ended is no error.
    fn leave(&self, session: &str);

    /// The account of the session's owner; `None` without a session.
    fn account(&self, session: &str) -> Option<AccountPage>;

    /// Ends one of the owner's sessions by its number, or every other one.
    ///
    /// # Errors
    /// One sentence.
    fn end_session(
        &self,
        session: &str,
        number: Option<i64>,
        language: Language,
    ) -> Result<(), String>;

    /// Changes the password; the owner's other sessions end.
    ///
    /// # Errors
    /// Faults at the fields `ancien` and `mot-de-passe`, or of the whole.
    fn change_password(
        &self,
        session: &str,
        old: &str,
        new: &str,
        language: Language,
    ) -> Result<(), Vec<Fault>>;

    /// The second factor that waits to be confirmed, drawn first if none does.
    ///
    /// # Errors
    /// One sentence.
    fn prepare_factor(&self, session: &str, language: Language) -> Result<Setup, String>;

    /// Confirms it by its first code; gives the recovery codes, once.
    ///
    /// # Errors
    /// One sentence.
    fn confirm_factor(
        &self,
        session: &str,
        code: &str,
        language: Language,
    ) -> Result<(Pass, Vec<String>), String>;

    /// Draws new recovery codes; gives them, once.
    ///
    /// # Errors
    /// One sentence.
    fn renew_codes(&self, session: &str, language: Language) -> Result<Vec<String>, String>;

    /// Gives up the second factor.
    ///
    /// # Errors
    /// One sentence.
    fn remove_factor(&self, session: &str, language: Language) -> Result<(), String>;
}

/// One who came in.
#[derive(Clone, PartialEq, Eq)]
pub struct Pass {
    /// The word of the session, for the cookie.
    pub word: String,
    /// Whether a code is to be shown before it is worth anything.
    pub asks_code: bool,
}

/// An invitation, as the one invited sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// Who is invited, as they are greeted.
    pub name: String,
    /// The number, under which they can always enter.
    pub member: String,
    /// Who invites; `None` for the caisse itself.
    pub inviter: Option<String>,
    /// Until when it waits, as it is read.
    pub until: String,
    /// Whether a password was chosen before, which a new one replaces.
    pub again: bool,
}

/// An account, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountPage {
    /// The number.
    pub member: String,
    /// Every name under which one may enter.
    pub names: Vec<String>,
    /// Whether a password was chosen.
    pub has_password: bool,
    /// Whether the old password is asked for a new one.
    pub asks_old: bool,
    /// Whether a second factor is set up.
    pub has_factor: bool,
    /// Whether it was shown in this session not long ago.
    pub factor_shown: bool,
    /// Whether an office of today asks for a second factor.
    pub needs_factor: bool,
    /// Recovery codes left.
    pub codes: u32,
    /// The open sessions, the one last seen first.
    pub sessions: Vec<SessionLine>,
    /// What was done with the account lately: when, what, with which browser.
    pub diary: Vec<(Moment, [String; 2], String)>,
}

/// A moment as it is read: the day and the time of day in the caisse's own time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub day: caisse_units::Day,
    /// The time, such as `14:05`.
    pub time: String,
}

/// A session in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionLine {
    /// Its number.
    pub number: i64,
    /// The browser in a few words.
    pub agent: String,
    /// When it began.
    pub began: Moment,
    /// When it was last seen.
    pub seen: Moment,
    /// Whether it is the one that asks.
    pub here: bool,
}

/// A second factor to confirm.
#[derive(Clone, PartialEq, Eq)]
pub struct Setup {
    /// What an application on a telephone reads from the screen.
    pub address: String,
    /// The same to type.
    pub secret: String,
}

/// What these routes know.
#[derive(Clone)]
pub(crate) struct Entrance {
    reception: Arc<dyn Reception>,
    door: Arc<dyn Door>,
}

impl FromRef<Entrance> for Arc<dyn Reception> {
    fn from_ref(entrance: &Entrance) -> Arc<dyn Reception> {
        Arc::clone(&entrance.reception)
    }
}

/// The pages of entering, without the guards that every answer gets.
pub fn entrance_routes(reception: Arc<dyn Reception>, door: Arc<dyn Door>) -> Router {
    Router::new()
        .route("/entrer", get(entering::ask).post(entering::enter))
        .route("/entrer/code", get(entering::ask_code).post(entering::show_code))
        .route("/entrer/lien", get(entering::ask_link).post(entering::send_link))
        .route("/entrer/lien/{word}", get(entering::link).post(entering::enter_by_link))
        .route("/invitation/{word}", get(entering::invitation).post(entering::accept))
        .route("/sortir", post(account::leave))
        .route("/compte", get(account::show))
        .route("/compte/sessions", post(account::end_session))
        .route("/compte/mot-de-passe", get(account::ask_password).post(account::change_password))
        .route("/compte/second-facteur", get(account::ask_factor).post(account::confirm_factor))
        .route("/compte/second-facteur/retirer", post(account::remove_factor))
        .route("/compte/codes", post(account::renew_codes))
        .with_state(Entrance { reception, door })
}
