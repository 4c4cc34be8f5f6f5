//! The one at the door: whose session it is, and what the pages of entering ask.
//!
//! A [`Porter`] stands between three who do not know each other: the accounts (`caisse-access`), the
//! register and the offices of the day (`domain`), and the pages (`caisse-web`). Whoever is erased or
//! unknown to the register is nobody, whatever session they have.
//!
//! Absent on purpose: what a reader sees ([`crate::Reader`]), cookies, how secrets are kept.

mod post;

use std::sync::Arc;

use caisse_access::{Access, AccessError, Entered, PasswordFault, Second};
use caisse_app::clock::Clock;
use caisse_app::directory::DirectoryError;
use caisse_domain::identity::MemberId;
use caisse_domain::offices::Role;
use caisse_journal::Moment;
use caisse_units::Language;
use caisse_web::form::Fault;
use caisse_web::{AccountPage, Door, Guest, House, Invited, Pass, Reception, SessionLine, Setup};

use crate::{Reader, Window};
pub use post::Post;

/// How many entries of the diary one is shown.
const DIARY_SHOWN: u32 = 20;

/// The one at the door of a caisse.
pub struct Porter {
    window: Window,
    access: Arc<Access>,
    home: String,
    post: Option<Arc<Post>>,
}

/// A clock that stands at one moment.
struct Then(Moment);

impl Clock for Then {
    fn now(&self) -> Moment {
        self.0
    }
}

impl Porter {
    /// Opens the door of that window's caisse: accounts are made at the first need.
    ///
    /// # Errors
    /// [`DirectoryError`] when the file of accesses or its key cannot be opened or made.
    pub fn new(window: &Window) -> Result<Porter, DirectoryError> {
        let access = Arc::new(window.room().read().access()?);
        let window = window.seen_by(Reader::Everyone);
        Ok(Porter { window, access, home: "/compte".to_owned(), post: None })
    }

    /// Where people go after entering.
    #[must_use]
    pub fn leading_to(mut self, home: impl Into<String>) -> Porter {
        self.home = home.into();
        self
    }

    /// The same, who can send links to enter by.
    #[must_use]
    pub fn with_post(mut self, post: Post) -> Porter {
        self.post = Some(Arc::new(post));
        self
    }

    /// The accounts.
    pub fn access(&self) -> &Access {
        &self.access
    }

    fn now(&self) -> Second {
        Second(self.window.room().read().house.clock().now().0.div_euclid(1_000))
    }

    /// A member of the register who is not erased.
    fn member(&self, written: &str) -> Option<MemberId> {
        let member: MemberId = written.parse().ok()?;
        let desk = self.window.room().read();
        let known = desk.house.state()?.members.get(member)?;
        (!known.erased).then_some(member)
    }

    /// The name to greet by.
    fn name(&self, member: MemberId) -> Option<String> {
        self.window.room().read().people.personal(member).ok()?.full_name()
    }

    fn greeting(&self, written: &str) -> String {
        let name = written.parse().ok().and_then(|member| self.name(member));
        name.unwrap_or_else(|| written.to_owned())
    }

    /// A session of someone whom the register knows.
    fn session(&self, word: &str) -> Option<(MemberId, caisse_access::Session)> {
        let session = self.access.session(word, self.now()).ok()??;
        Some((self.member(&session.member)?, session))
    }

    fn needs_factor(&self, member: MemberId) -> bool {
        let desk = self.window.room().read();
        let today = desk.today();
        let holds =
            |role| desk.house.state().is_some_and(|state| state.offices.holds(member, role, today));
        holds(Role::Treasurer) || holds(Role::CoSignatory)
    }
}

fn moment(at: Second, language: Language) -> caisse_web::Moment {
    let then = Then(Moment(at.0.saturating_mul(1_000)));
    caisse_web::Moment { day: then.today(), time: then.time_of_day().written(language) }
}

fn pass(entered: Entered) -> Pass {
    Pass { word: entered.word, asks_code: entered.asks_code }
}

fn at(field: &str, sentence: String) -> Vec<Fault> {
    vec![Fault { field: field.to_owned(), sentence }]
}

impl Reception for Porter {
    fn guest(&self, session: Option<&str>) -> Guest {
        let Some((member, session)) = session.and_then(|word| self.session(word)) else {
            return Guest::default();
        };
        Guest {
            member: Some(member.to_string()),
            name: self.name(member),
            seal: session.seal,
            second_factor: session.second_factor,
        }
    }

    fn house(&self, guest: &Guest) -> Arc<dyn House> {
        let member = guest.member.as_deref().and_then(|member| self.member(member));
        Arc::new(self.window.seen_by(member.map_or(Reader::Everyone, Reader::Member)))
    }
}

impl Door for Porter {
    fn home(&self) -> String {
        self.home.clone()
    }

    fn sends_letters(&self) -> bool {
        self.post.is_some()
    }

    fn enter(
        &self,
        name: &str,
        password: &str,
        with: &str,
        language: Language,
    ) -> Result<Pass, String> {
        let entered = self.access.enter(name, password, with, self.now());
        entered.map(pass).map_err(|error| error.sentence(language))
    }

    fn send_link(&self, name: &str, here: &str, with: &str, _: Language) {
        let Some(post) = &self.post else { return };
        let Some(site) = post.site(here) else { return };
        let (post, access, room) =
            (Arc::clone(post), Arc::clone(&self.access), Arc::clone(self.window.room()));
        let (name, with, now) = (name.to_owned(), with.to_owned(), self.now());
        // Whoever asks is answered before anything is looked up: the time taken tells nothing.
        std::thread::spawn(move || {
            let Ok(Some(link)) = access.ask_for_link(&name, &with, now) else { return };
            post.send(&room, &link, &site);
        });
    }

    fn link(&self, word: &str) -> Option<String> {
        let member = self.access.link(word, self.now()).ok()??;
        Some(self.greeting(&member))
    }

    fn enter_by_link(&self, word: &str, with: &str, language: Language) -> Result<Pass, String> {
        let entered = self.access.enter_by_link(word, with, self.now());
        entered.map(pass).map_err(|error| error.sentence(language))
    }

    fn invitation(&self, word: &str, language: Language) -> Option<Invited> {
        let invitation = self.access.invitation(word, self.now()).ok()??;
        let member = self.member(&invitation.member)?;
        let until = Then(Moment(invitation.ends.minus(86_400).0.saturating_mul(1_000)));
        Some(Invited {
            name: self.greeting(&invitation.member),
            member: member.to_string(),
            inviter: (!invitation.inviter.is_empty()).then(|| self.greeting(&invitation.inviter)),
            until: until.today().written(language),
            again: invitation.has_password,
        })
    }

    fn accept(
        &self,
        word: &str,
        password: &str,
        name: &str,
        with: &str,
        language: Language,
    ) -> Result<Pass, Vec<Fault>> {
        let accepted = self.access.accept(word, password, Some(name), with, self.now());
        accepted.map(pass).map_err(|error| {
            let field = match &error {
                AccessError::Password(_) => "mot-de-passe",
                AccessError::NameTaken { .. } | AccessError::StrangeName => "nom",
                _ => "",
            };
            at(field, error.sentence(language))
        })
    }

    fn show_code(
        &self,
        session: &str,
        code: &str,
        with: &str,
        language: Language,
    ) -> Result<Pass, String> {
        let shown = self.access.show_code(session, code, with, self.now());
        shown.map(pass).map_err(|error| error.sentence(language))
    }

    fn leave(&self, session: &str) {
        // A session that cannot be ended now ends by itself; the browser forgets it in any case.
        let _ = self.access.leave(session, self.now());
    }

    fn account(&self, word: &str) -> Option<AccountPage> {
        let now = self.now();
        let (member, session) = self.session(word)?;
        let written = member.to_string();
        let account = self.access.account(&written, now).ok()??;
        let (name, email) = self.access.names(&written).ok()?;
        let names = [Some(written.clone()), email, name].into_iter().flatten().collect();
        let sessions = self.access.sessions(&written, now).ok()?;
        let diary = self.access.diary(Some(&written), DIARY_SHOWN).ok()?;
        let french = Language::French;
        Some(AccountPage {
            names,
            has_password: account.has_password,
            asks_old: !session.may_choose_password,
            has_factor: account.has_second_factor,
            factor_shown: session.second_factor,
            needs_factor: self.needs_factor(member),
            codes: account.recovery_codes,
            sessions: sessions
                .into_iter()
                .map(|line| SessionLine {
                    here: line.number == session.number,
                    number: line.number,
                    agent: line.agent,
                    began: moment(line.began, french),
                    seen: moment(line.seen, french),
                })
                .collect(),
            diary: diary
                .into_iter()
                .map(|entry| {
                    let words = [Language::French, Language::English]
                        .map(|language| entry.deed.written(language).to_owned());
                    (moment(entry.at, french), words, entry.agent)
                })
                .collect(),
            member: written,
        })
    }

    fn end_session(
        &self,
        session: &str,
        number: Option<i64>,
        language: Language,
    ) -> Result<(), String> {
        let now = self.now();
        let told = |error: AccessError| error.sentence(language);
        let (member, here) = self.session(session).ok_or_else(|| told(AccessError::Ended))?;
        let member = member.to_string();
        match number {
            Some(number) => self.access.end_session(&member, number, now).map(|_| ()),
            None => self.access.end_sessions(&member, Some(here.number), now).map(|_| ()),
        }
        .map_err(told)
    }

    fn change_password(
        &self,
        session: &str,
        old: &str,
        new: &str,
        language: Language,
    ) -> Result<(), Vec<Fault>> {
        let changed = self.access.change_password(session, old, new, self.now());
        changed.map_err(|error| match error {
            AccessError::WrongNameOrPassword => at(
                "ancien",
                language
                    .choose(
                        "Ce n'est pas votre mot de passe actuel.",
                        "This is not your current password.",
                    )
                    .to_owned(),
            ),
            AccessError::Password(fault) => {
                at("mot-de-passe", PasswordFault::sentence(fault, language))
            }
            error => at("", error.sentence(language)),
        })
    }

    fn prepare_factor(&self, session: &str, language: Language) -> Result<Setup, String> {
        let issuer = self.window.frame(language).name;
        let prepared = self.access.prepare_factor(session, &issuer, self.now());
        let prepared = prepared.map_err(|error| error.sentence(language))?;
        Ok(Setup { address: prepared.address, secret: prepared.secret })
    }

    fn confirm_factor(
        &self,
        session: &str,
        code: &str,
        language: Language,
    ) -> Result<(Pass, Vec<String>), String> {
        let confirmed = self.access.confirm_factor(session, code, self.now());
        let (entered, codes) = confirmed.map_err(|error| error.sentence(language))?;
        Ok((pass(entered), codes))
    }

    fn renew_codes(&self, session: &str, language: Language) -> Result<Vec<String>, String> {
        let renewed = self.access.renew_recovery_codes(session, self.now());
        renewed.map_err(|error| error.sentence(language))
    }

    fn remove_factor(&self, session: &str, language: Language) -> Result<(), String> {
        let removed = self.access.remove_factor(session, self.now());
        removed.map_err(|error| error.sentence(language))
    }
}
