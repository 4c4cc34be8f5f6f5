//! Where members vote: each page from the state, each ballot through one line to the one writer.
//!
//! A [`Clerk`] reads the personal word, says what its member may cast (own ballot, ballots by proxy),
//! and hands ballots to a [`Line`]: those that arrive while the disk is busy share the next commit,
//! sealed ballots included. The same ballot again changes nothing.
//!
//! Absent on purpose: forms and markup (`caisse-web`), what counts (`domain`), how ballots are sealed
//! (`caisse_app::ballots`).

mod deeds;
mod page;
mod pen;
mod questions;

use std::sync::{Arc, PoisonError};

use caisse_app::directory::DirectoryError;
use caisse_app::words::PersonalWords;
use caisse_app::{Desk, ExecuteError, Line};
use caisse_domain::Organisation;
use caisse_domain::assemblies::meeting::Assembly;
use caisse_domain::assemblies::poll::Poll;
use caisse_domain::identity::{AssemblyId, MemberId, PollId};
use caisse_units::Language;
use caisse_web::ballot_form::{Marks, Shape};
use caisse_web::views::{Frame, VoterPage};
use caisse_web::{Booth, House};

use crate::Window;
use deeds::{Asked, Deed, serve};
pub use pen::Pen;

type Answer = Result<(), ExecuteError>;

/// The one who opens the booth to each member and takes the ballots. Dropping it lets the ballots
/// under way finish.
pub struct Clerk {
    window: Arc<Window>,
    words: PersonalWords,
    line: Line<Asked, Answer>,
}

/// Who stands in the booth, and where.
pub(crate) struct Voter<'a> {
    desk: &'a Desk,
    state: &'a Organisation,
    id: AssemblyId,
    assembly: &'a Assembly,
    member: MemberId,
    language: Language,
}

impl Clerk {
    /// Opens the booth over the desk of a window. The desk is opened for writing when a ballot comes,
    /// and for reading again when none does, so that commands typed meanwhile are carried out too.
    ///
    /// # Errors
    /// [`DirectoryError`] when the key of personal words cannot be read or made.
    pub fn new(window: Arc<Window>) -> Result<Clerk, DirectoryError> {
        let words = window.room().read().directory.words()?;
        let pen = Pen::new(window.room());
        let closer = Arc::clone(&window);
        let serve = move |asked: Vec<Asked>| {
            let count = asked.len();
            let served = pen.write(|desk| serve(desk, asked));
            served.unwrap_or_else(|error| vec![Err(error); count])
        };
        let last = move || {
            let mut desk = closer.desk().write().unwrap_or_else(PoisonError::into_inner);
            if desk.has_pen() {
                desk.house.keep_snapshot();
            }
        };
        Ok(Clerk { window, words, line: Line::new(serve, last) })
    }

    /// Looks at the assembly with the eyes of the one whose word it is. The word is read before
    /// anything is looked up, so that a wrong one costs the same whatever it names.
    fn look<T>(
        &self,
        word: &str,
        language: Language,
        see: impl FnOnce(&Voter<'_>) -> Option<T>,
    ) -> Option<T> {
        let (id, member) = self.words.read(word)?;
        let desk = self.window.room().read();
        let state = desk.house.state()?;
        let assembly = state.assemblies.assembly(id)?;
        state.members.get(member).filter(|known| !known.erased)?;
        see(&Voter { desk: &desk, state, id, assembly, member, language })
    }

    /// Waits in the line until it is done.
    fn ask(&self, asked: Asked, language: Language) -> Result<(), String> {
        let answer = self.line.ask(asked).unwrap_or(Err(ExecuteError::Stopped));
        answer.map_err(|error| capitalised(&error.sentence(language)))
    }
}

impl Voter<'_> {
    fn say(&self, french: &str, english: &str) -> String {
        self.language.choose(french, english).to_owned()
    }

    /// Those whose ballots this member casts: oneself, then who gave a proxy.
    fn voices(&self) -> impl Iterator<Item = MemberId> {
        let held = self.assembly.held.get(&self.member).into_iter().flatten().copied();
        std::iter::once(self.member).chain(held)
    }

    /// A poll of this assembly, and a voter of this page.
    fn poll(&self, poll: &str, voter: &str) -> Option<(PollId, &Poll, MemberId)> {
        let (id, voter): (PollId, MemberId) = (poll.parse().ok()?, voter.parse().ok()?);
        let known = self.state.assemblies.poll(id).filter(|known| known.assembly == self.id)?;
        self.voices().any(|voice| voice == voter).then_some((id, known, voter))
    }

    /// `M12, Amel Roux`, for whom the voter knows: oneself, who gave a proxy, who stands for election.
    fn name(&self, member: MemberId) -> String {
        let data = self.desk.people.personal(member).ok();
        match data.and_then(|data| data.full_name()) {
            Some(name) => format!("{member}, {name}"),
            None => member.to_string(),
        }
    }
}

impl Booth for Clerk {
    fn frame(&self, language: Language) -> Frame {
        self.window.frame(language)
    }

    fn page(&self, word: &str, language: Language) -> Option<VoterPage> {
        self.look(word, language, |voter| Some(voter.page()))
    }

    fn shape(&self, word: &str, poll: &str, voter: &str) -> Option<Shape> {
        self.look(word, Language::French, |looker| {
            let (_, known, voter) = looker.poll(poll, voter)?;
            Some(looker.shape(known, voter))
        })
    }

    fn cast(
        &self,
        word: &str,
        poll: &str,
        voter: &str,
        marks: Marks,
        language: Language,
    ) -> Result<(), String> {
        let asked = self.look(word, language, |looker| {
            let (id, known, voter) = looker.poll(poll, voter)?;
            Some(Asked { actor: looker.member, deeds: looker.deeds(id, known, voter, marks) })
        });
        let asked = asked.ok_or_else(|| {
            let unknown = language.choose(
                "Ce bulletin n'est plus sur cette page : rechargez-la.",
                "This ballot is not on this page any more: load it again.",
            );
            unknown.to_owned()
        })?;
        self.ask(asked, language)
    }

    fn take_part(&self, word: &str, language: Language) -> Result<(), String> {
        let asked = self.look(word, language, |looker| {
            let deeds = vec![Deed::Arrive { assembly: looker.id }];
            Some(Asked { actor: looker.member, deeds })
        });
        match asked {
            Some(asked) => self.ask(asked, language),
            // The page says “not found” when it is shown again.
            None => Err(String::new()),
        }
    }
}

/// A sentence of the core as a page begins it.
fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(char::to_uppercase);
    first
        .into_iter()
        .flatten()
        .chain(letters)
        .chain((!sentence.ends_with('.')).then_some('.'))
        .collect()
}
