//! What the pages show: the views of the web, filled from a caisse's own figures.
//!
//! A [`Window`] stands in a [`Room`] that holds a [`Desk`], and answers each page from the state, the
//! journal and, for who may read it, the vault. Every figure is asked of the books when the page is;
//! nothing is stored but an index of the few records that pages lead to, which follows the journal as
//! it grows.
//!
//! Absent on purpose: markup and addresses (`caisse-web`), commands of any kind, passwords. One window
//! answers one reader ([`Reader`]).

mod accounts;
mod assemblies;
mod attendance;
mod bank;
mod books;
mod booth;
mod carried_out;
mod consequences;
mod consolidated;
mod deliberation;
mod effects;
mod entrance;
mod equalisation;
mod federated;
mod federation;
mod forecasts;
mod guided;
mod index;
mod journal;
mod look;
mod member;
mod minutes;
mod month;
mod orders;
mod own;
mod peers;
mod polls;
mod projects;
mod proposals;
mod public;
mod reader;
mod readings;
mod recount;
mod results;
mod roles;
mod room;
mod rules;
mod steps;
mod terms;
mod votes;
mod why;
mod words;

use std::sync::{Arc, RwLock};

use caisse_app::Desk;
use caisse_app::words::PersonalWords;
use caisse_domain::identity::ProposalId;
use caisse_units::{Day, Language, Month};
use caisse_web::House;
use caisse_web::views::{
    Accounts, Agreements, Board, Decision, Entry, Frame, Journal, Ledger, MemberPage, MonthPage,
    Offices, Project, Proposal, ProposalList, Public, Rule, Statutes, Why,
};
use caisse_web::views::{Assemblies, Assembly, AttendanceSheet, Convocation, File, Minutes, Poll};
use caisse_web::views::{Consolidated, Equalisation, Federation, Peer, Supposed};
use caisse_web::views::{GuidedStep, ReadingList, ReadingStep};

pub use booth::{Clerk, Pen};
pub use entrance::{Porter, Post};
use look::Look;
pub use reader::Reader;
pub use roles::Troupe;
pub use room::Room;

/// A caisse as its pages show it to one reader. Cheap to make for another reader: all windows of a
/// caisse stand in one [`Room`].
#[derive(Clone)]
pub struct Window {
    room: Arc<Room>,
    reader: Reader,
}

impl Window {
    /// The window of a treasurer.
    pub fn new(desk: Desk) -> Window {
        Window::for_reader(desk, Reader::Treasurer)
    }

    /// The window of that reader.
    pub fn for_reader(desk: Desk, reader: Reader) -> Window {
        Window { room: Arc::new(Room::new(desk)), reader }
    }

    /// The same caisse, for another reader.
    #[must_use]
    pub fn seen_by(&self, reader: Reader) -> Window {
        Window { room: Arc::clone(&self.room), reader }
    }

    /// The same window with a sentence on top of every page, in French and in English: that this is a
    /// demonstration, for instance. Said before the window is shared.
    #[must_use]
    pub fn with_warning(mut self, french: impl Into<String>, english: impl Into<String>) -> Window {
        if let Some(room) = Arc::get_mut(&mut self.room) {
            room.warning = Some((french.into(), english.into()));
        }
        self
    }

    /// The same window, where a member who has a personal word reads the own page under it, whoever the
    /// window is for. Said before the window is shared.
    #[must_use]
    pub fn with_words(mut self, words: PersonalWords) -> Window {
        if let Some(room) = Arc::get_mut(&mut self.room) {
            room.words = Some(words);
        }
        self
    }

    /// The room in which the window stands.
    pub fn room(&self) -> &Arc<Room> {
        &self.room
    }

    /// The desk behind the window, for whoever also works at it. Pages wait while it is written.
    pub fn desk(&self) -> &RwLock<Desk> {
        self.room.desk()
    }

    /// Looks at a founded caisse; `None` before the founding.
    fn look<T>(&self, language: Language, see: impl FnOnce(&Look<'_>) -> Option<T>) -> Option<T> {
        let desk = self.room.read();
        let index = self.room.index(&desk);
        let state = desk.house.state()?;
        let today = desk.today();
        let sight = self.reader.sight(state, today);
        see(&Look { desk: &desk, state, index: &index, language, today, sight })
    }
}

impl House for Window {
    fn shows_the_month(&self) -> bool {
        self.look(Language::French, |look| Some(look.sight.accounts))
            .unwrap_or(self.reader == Reader::Treasurer)
    }

    fn moment(&self) -> u64 {
        self.room.read().house.head().size
    }

    fn frame(&self, language: Language) -> Frame {
        let warning = self.room.warning(language);
        let frame = self.look(language, |look| Some(look.frame(warning.clone())));
        frame.unwrap_or_else(|| look::before_the_founding(&self.room.read(), warning))
    }

    fn public(&self, language: Language) -> Public {
        let public = self.look(language, |look| Some(look.public()));
        public.unwrap_or_else(|| public::before_the_founding(&self.room.read(), language))
    }

    fn member(&self, id: &str, language: Language) -> Option<MemberPage> {
        let own = self.room.words.as_ref().and_then(|words| words.read(id));
        self.look(language, |look| match own {
            Some((assembly, member)) => look.own_page(assembly, member, id),
            None => look.member_page(id),
        })
    }

    fn month(&self, month: Month, language: Language) -> Option<MonthPage> {
        self.look(language, |look| look.month_page(month))
    }

    fn accounts(&self, year: i16, language: Language) -> Option<Accounts> {
        self.look(language, |look| look.accounts(year))
    }

    fn ledger(&self, account: &str, year: i16, page: u32, language: Language) -> Option<Ledger> {
        self.look(language, |look| look.ledger(account, year, page))
    }

    fn entry(&self, id: &str, language: Language) -> Option<Entry> {
        self.look(language, |look| look.entry(id))
    }

    fn decision(&self, id: &str, language: Language) -> Option<Decision> {
        self.look(language, |look| look.decision(id))
    }

    fn rule(&self, name: &str, since: Option<Day>, language: Language) -> Option<Rule> {
        self.look(language, |look| look.rule(name, since))
    }

    fn proposals(&self, page: u32, language: Language) -> Option<ProposalList> {
        let founded = self.look(language, |look| Some(look.proposals(page)));
        founded.unwrap_or_else(|| (page == 1).then(ProposalList::default))
    }

    fn proposal(&self, id: &str, language: Language) -> Option<Proposal> {
        let id: ProposalId = id.parse().ok()?;
        let mut proposal = self.look(language, |look| look.proposal(id))?;
        let computed = self.room.forecasts.of(id, || self.room.read());
        proposal.consequences =
            computed.as_ref().and_then(|cell| cell.get()).map(|told| match told {
                Ok(computed) => consequences::told(computed, language),
                Err(why) => consequences::not_computed(why, self.room.read().today(), language),
            });
        Some(proposal)
    }

    fn statutes(&self, since: Option<Day>, language: Language) -> Option<Statutes> {
        self.look(language, |look| look.statutes(since))
    }

    fn offices(&self, language: Language) -> Offices {
        self.look(language, |look| Some(look.offices_page())).unwrap_or_default()
    }

    fn board(&self, page: u32, language: Language) -> Option<Board> {
        let founded = self.look(language, |look| Some(look.board(page)));
        founded.unwrap_or_else(|| (page == 1).then(Board::default))
    }

    fn project(&self, id: &str, language: Language) -> Option<Project> {
        self.look(language, |look| look.project(id))
    }

    fn agreements(&self, language: Language) -> Agreements {
        self.look(language, |look| Some(look.agreements_page())).unwrap_or_default()
    }

    fn federation(&self, language: Language) -> Federation {
        self.look(language, |look| Some(look.federation_page())).unwrap_or_default()
    }

    fn consolidated(&self, year: i16, language: Language) -> Option<Consolidated> {
        self.look(language, |look| look.consolidated(year))
    }

    fn peer(&self, id: &str, language: Language) -> Option<Peer> {
        self.look(language, |look| look.peer_page(id))
    }

    fn equalisation(
        &self,
        by: Option<&str>,
        rule: &str,
        month: Month,
        supposed: &Supposed,
        language: Language,
    ) -> Option<Equalisation> {
        self.look(language, |look| look.equalisation_page(by, rule, month, supposed))
    }

    fn journal(&self, page: u32, language: Language) -> Option<Journal> {
        self.look(language, |look| look.journal(page))
    }

    fn why(&self, id: &str, language: Language) -> Option<Why> {
        let words = self.room.words.as_ref();
        let own = words
            .zip(id.rsplit_once(own::BETWEEN))
            .and_then(|(words, (word, what))| Some((words.read(word)?, what)));
        self.look(language, |look| match own {
            Some(((assembly, member), what)) => look.own_why(assembly, member, what),
            None => look.why(id),
        })
    }

    fn checkpoint(&self) -> Option<String> {
        self.look(Language::French, |look| look.checkpoint().map(|checkpoint| checkpoint.note))
    }

    fn assemblies(&self, page: u32, language: Language) -> Option<Assemblies> {
        self.look(language, |look| look.assemblies(page))
    }

    fn assembly(&self, id: &str, language: Language) -> Option<Assembly> {
        self.look(language, |look| look.assembly_page(id))
    }

    fn convocation(&self, id: &str, language: Language) -> Option<Convocation> {
        self.look(language, |look| look.convocation(id))
    }

    fn attendance_sheet(&self, id: &str, page: u32, language: Language) -> Option<AttendanceSheet> {
        self.look(language, |look| look.attendance_sheet(id, page))
    }

    fn minutes(&self, id: &str, language: Language) -> Option<Minutes> {
        self.look(language, |look| look.minutes_page(id))
    }

    fn minutes_text(&self, id: &str) -> Option<File> {
        self.look(Language::French, |look| look.minutes_file(id))
    }

    fn poll(&self, id: &str, language: Language) -> Option<Poll> {
        self.look(language, |look| look.poll_page(id))
    }

    fn ballots(&self, poll: &str, extension: &str) -> Option<File> {
        self.look(Language::French, |look| look.ballots_file(poll, extension))
    }

    fn guided_step(
        &self,
        step: ReadingStep,
        supposed: Option<&str>,
        language: Language,
    ) -> Option<GuidedStep> {
        self.look(language, |look| Some(look.guided_step(step, supposed)))
    }

    fn readings(&self, page: u32, language: Language) -> Option<ReadingList> {
        self.look(language, |look| look.readings(page))
    }
}
