//! A story being played: its body (the core alone, or a house on SQLite), the day, the last refusal.
//! A story of several organisations has a body at each place.

mod acts;
mod assemblies;
mod choices;
mod federation;
mod figures;
mod projects;
mod proposals;
mod readings;
mod unusual;
mod votes;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use caisse_app::{Clock, ExecuteError, House, Request, SetClock};
use caisse_domain::assemblies::Event as Held;
use caisse_domain::offices::Actor;
use caisse_domain::proposals::ProposalState;
use caisse_domain::rules::Situations;
use caisse_domain::{Command, Event, Organisation, Refusal};
use caisse_journal_sqlite::SqliteStore;
use caisse_units::{Day, Language};
use caisse_world::caisse::{Core, day, open};
use caisse_world::kinds;
use cucumber::World;

/// The kinds of refusals that stories met.
pub static MET: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

fn refused(refusal: &Refusal) -> String {
    MET.lock().expect("no story panics here").insert(kinds::of_refusal(refusal));
    refusal.sentence(Language::French)
}

/// The methods by which polls of stories were counted, and the effects that they brought.
pub static VOTED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Notes by which method a poll is counted, and which effect it brings when it is adopted.
fn note_vote(house: &Organisation, event: &Event) {
    let Event::Assemblies(Held::PollClosed(closed)) = event else { return };
    let Some(poll) = house.assemblies.poll(closed.poll) else { return };
    let mut voted = VOTED.lock().expect("no story panics here");
    let mut note = |of: &str, value: String| {
        let name = value.split(|letter: char| !letter.is_alphanumeric()).next();
        voted.insert(format!("{of} {}", name.unwrap_or_default()));
    };
    note("Method", format!("{:?}", poll.terms.method));
    let proposal = poll.question.proposal.and_then(|proposal| house.proposals.get(proposal));
    if let Some(proposal) = proposal
        && matches!(proposal.state, ProposalState::Adopted { .. })
    {
        note("Effect", format!("{:?}", proposal.content.effect));
    }
}

/// What plays the story.
enum Body {
    Core(Box<Core>),
    Sqlite { house: Box<House>, clock: SetClock, sent: u64, _folder: tempfile::TempDir },
}

impl Body {
    fn new(on_sqlite: bool) -> Body {
        let start = day(2026, 1, 1);
        if !on_sqlite {
            return Body::Core(Box::new(Core::new(start)));
        }
        let folder = tempfile::tempdir().expect("a folder");
        let store = SqliteStore::open(folder.path().join("journal.sqlite")).expect("a store");
        let clock = SetClock::at(start);
        let house = Box::new(open(Arc::new(store), &clock, 1));
        Body::Sqlite { house, clock, sent: 0, _folder: folder }
    }

    /// A refusal is given in French, as a treasurer reads it.
    fn act(&mut self, today: Day, actor: Actor, command: Command) -> Result<Event, String> {
        match self {
            Body::Core(core) => {
                core.today = today;
                core.act(actor, command).map_err(|refusal| refused(&refusal))
            }
            Body::Sqlite { house, clock, sent, .. } => {
                assert!(clock.today() <= today, "a story goes forward");
                clock.set(today);
                *sent += 1;
                let key = format!("story-{sent}");
                let request = Request { key, actor, command, sealed: Vec::new() };
                let done = house.execute(request);
                done.map(|done| done.event).map_err(|error| match &error {
                    ExecuteError::Refused(refusal) => refused(refusal),
                    other => panic!("{other}"),
                })
            }
        }
    }

    fn state(&self) -> Option<&Organisation> {
        match self {
            Body::Core(core) => core.state.as_ref(),
            Body::Sqlite { house, .. } => house.state(),
        }
    }
}

/// A story being played.
#[derive(Default, World)]
pub struct Story {
    body: Option<Body>,
    here: String,
    elsewhere: BTreeMap<String, Body>,
    today: Option<Day>,
    situations: Situations,
    statements: u64,
    refusal: Option<String>,
}

impl std::fmt::Debug for Story {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "a story on {:?}; refused: {:?}", self.today, self.refusal)
    }
}

impl Story {
    /// Something is done on that day; a refusal waits for the step that expects it.
    pub fn act(&mut self, on: &str, act: &str, on_sqlite: bool) {
        if let Some(refusal) = &self.refusal {
            panic!("refusé sans que l'histoire l'attende : {refusal}");
        }
        let today = words::day(on);
        self.today = Some(today);
        if act == "les organisations s'écoutent" {
            return self.everyone_hears(today);
        }
        let act = self.go(act);
        let mut body = self.body.take().unwrap_or_else(|| Body::new(on_sqlite));
        for (actor, command) in self.commands(body.state(), act) {
            match body.act(today, actor, command) {
                Ok(event) => note_vote(body.state().expect("it acted"), &event),
                Err(refusal) => {
                    self.refusal = Some(refusal);
                    break;
                }
            }
        }
        self.body = Some(body);
    }

    /// Goes where the act or the figure takes place, and gives the rest of it.
    fn go<'a>(&mut self, act: &'a str) -> &'a str {
        let place = act.strip_prefix("à ").and_then(|rest| rest.split_once(", "));
        let Some((place, rest)) = place else { return act };
        if place != self.here {
            if let Some(body) = self.body.take() {
                self.elsewhere.insert(self.here.clone(), body);
            }
            self.body = self.elsewhere.remove(place);
            self.here = place.to_owned();
        }
        rest
    }

    /// Every organisation takes what every other one said, until nothing is new.
    fn everyone_hears(&mut self, today: Day) {
        let body = self.body.take().expect("une caisse est fondée");
        self.elsewhere.insert(self.here.clone(), body);
        let places: Vec<String> = self.elsewhere.keys().cloned().collect();
        let pairs = || places.iter().flat_map(|one| places.iter().map(move |other| (one, other)));
        for (hearer, speaker) in pairs().filter(|(one, other)| one != other) {
            let state = |place: &String| self.elsewhere[place].state().expect("elle est fondée");
            let news = federation::news((hearer, state(hearer)), (speaker, state(speaker)));
            let body = self.elsewhere.get_mut(hearer).expect("it is there");
            for command in news {
                if let Err(refusal) = body.act(today, federation::hearer(), command) {
                    self.refusal = Some(refusal);
                    break;
                }
            }
        }
        self.body = self.elsewhere.remove(&self.here);
    }

    /// The last act was refused, and the sentence says this.
    pub fn expect_refusal(&mut self, because: &str) {
        let refusal = self.refusal.take().expect("l'acte précédent a été accepté");
        let (said, expected) = (words::plain(&refusal), words::plain(because));
        assert!(said.contains(&expected), "le refus dit : {refusal}");
    }

    /// The refusal that no step expected.
    pub fn unexpected_refusal(&mut self) -> Option<String> {
        self.refusal.take()
    }

    /// A figure of the state.
    pub fn expect_figure(&mut self, figure: &str) {
        assert!(self.refusal.is_none(), "refusé : {:?}", self.refusal);
        let figure = self.go(figure);
        let state = self.body.as_ref().and_then(Body::state).expect("une caisse est fondée");
        figures::expect(state, self.today.expect("un jour est dit"), figure);
    }

    fn declare(&mut self, member: caisse_domain::identity::MemberId, input: &str, value: &str) {
        let situation: &mut BTreeMap<String, String> = self.situations.entry(member).or_default();
        situation.insert(input.to_owned(), value.to_owned());
    }
}
