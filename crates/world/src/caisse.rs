//! A caisse founded for a test: its chart, its model of rules, its members in office.
//!
//! Money, people and rules are the real ones of the house: the charts and models that come with the
//! program, read the same way.

use std::sync::{Arc, OnceLock};

use caisse_app::models::{self, Model};
use caisse_app::{House, Request, SetClock, Source};
use caisse_domain::identity::{DecisionId, MemberId};
use caisse_domain::members::{self, Enrolment, MemberKind};
use caisse_domain::offices::{self, Actor, Decision, Office, Role};
use caisse_domain::rules::{self, AdoptedRule};
use caisse_domain::{Command, Envelope, Event, Founding, Organisation, Refusal, apply, decide};
use caisse_journal::{JournalStore, OrganisationId};
use caisse_units::{Day, Month};

/// The treasurer of a founded caisse.
pub const TREASURER: MemberId = MemberId(1);
/// The co-signatory.
pub const CO_SIGNATORY: MemberId = MemberId(2);

/// The treasurer acts.
pub fn treasurer() -> Actor {
    Actor::Member(TREASURER)
}

/// A day that a test writes as three numbers.
///
/// # Panics
/// If there is no such day.
pub fn day(year: i16, month: i8, day: i8) -> Day {
    Day::new(year, month, day).expect("a day of the calendar")
}

/// A month that a test writes as two numbers.
///
/// # Panics
/// If there is no such month.
pub fn month(year: i16, month: i8) -> Month {
    Month::new(year, month).expect("a month of the calendar")
}

/// The identifier of the caisse of tests.
///
/// # Panics
/// Never: the name is a valid one.
pub fn identifier() -> OrganisationId {
    OrganisationId::new("caisse-essai").expect("a valid identifier")
}

/// A model that comes with the program, read once.
///
/// # Panics
/// If the model is not sound.
pub fn model(name: &str) -> &'static Model {
    static GIRONDE: OnceLock<Model> = OnceLock::new();
    static SECTOR: OnceLock<Model> = OnceLock::new();
    static UNION: OnceLock<Model> = OnceLock::new();
    let read = || models::model(name).unwrap_or_else(|error| panic!("{error:?}"));
    match name {
        "food-caisse-gironde" => GIRONDE.get_or_init(read),
        "sector-caisse" => SECTOR.get_or_init(read),
        "union-dues-cgt" => UNION.get_or_init(read),
        _ => panic!("tests start from food-caisse-gironde, sector-caisse or union-dues-cgt"),
    }
}

/// The founding of a caisse on that day, with the chart of its model.
///
/// # Panics
/// If the chart is not sound.
pub fn founding(model_name: &str, on: Day) -> Founding {
    let known = model(model_name);
    let chart = models::chart(&known.chart).unwrap_or_else(|error| panic!("{error:?}"));
    Founding {
        name: "Caisse d'essai".to_owned(),
        sector: known.sector.clone(),
        model: Some(known.name.clone()),
        siren: None,
        iban: None,
        creditor_identifier: None,
        first_year: on.year(),
        chart,
        decision: decision(on, "Fondation de la caisse"),
    }
}

/// A decision of an assembly.
pub fn decision(on: Day, title: &str) -> Decision {
    Decision {
        assembly: "assemblée fondatrice".to_owned(),
        on,
        title: title.to_owned(),
        text: String::new(),
        document: None,
    }
}

/// A person who joins on that day.
pub fn person(joined: Day) -> Enrolment {
    Enrolment { kind: MemberKind::Person, joined, category: "active".to_owned(), household: None }
}

/// An office given by the founding decision.
pub fn office(member: MemberId, role: Role, from: Day) -> Command {
    let office = Office { member, role, from, until: None, decision: DecisionId(1) };
    Command::Offices(offices::Command::Give(office))
}

/// The rules of a model that have a purpose or that another one needs, adopted by the founding.
pub fn adoption(model_name: &str) -> Command {
    let rules: Vec<AdoptedRule> = model(model_name).rules.clone();
    Command::Rules(rules::Command::Adopt { rules, decision: DecisionId(1) })
}

/// The commands that found a caisse with so many people: the treasurer is M1, the co-signatory M2.
pub fn first_commands(model_name: &str, people: usize, on: Day) -> Vec<Command> {
    vec![
        Command::Found(Box::new(founding(model_name, on))),
        Command::Members(members::Command::Enrol(vec![person(on); people.max(2)])),
        adoption(model_name),
        office(CO_SIGNATORY, Role::CoSignatory, on),
        office(TREASURER, Role::Treasurer, on),
    ]
}

/// A caisse on the core alone: no journal, no store.
#[derive(Clone, Debug)]
pub struct Core {
    /// Its state.
    pub state: Option<Organisation>,
    /// The day it is.
    pub today: Day,
    records: u64,
}

impl Core {
    /// Nothing founded yet, on that day.
    pub fn new(today: Day) -> Core {
        Core { state: None, today, records: 0 }
    }

    /// A caisse founded from a model with so many people.
    ///
    /// # Panics
    /// If the founding is refused.
    pub fn founded(model_name: &str, people: usize, on: Day) -> Core {
        let mut core = Core::new(on);
        for command in first_commands(model_name, people, on) {
            core.act(Actor::Founders, command).unwrap_or_else(|refusal| panic!("{refusal}"));
        }
        core
    }

    /// Decides and applies a command.
    ///
    /// # Errors
    /// The refusal; nothing was changed.
    pub fn act(&mut self, actor: Actor, command: Command) -> Result<Event, Refusal> {
        let envelope = Envelope { actor, today: self.today };
        let event = decide(self.state.as_ref(), envelope, command)?;
        apply(&mut self.state, &event, self.records);
        self.records += 1;
        Ok(event)
    }

    /// The state.
    ///
    /// # Panics
    /// If nothing is founded.
    pub fn house(&self) -> &Organisation {
        self.state.as_ref().expect("the caisse is founded")
    }
}

/// Opens the caisse of tests over a store, with a clock that stands and a seed for its keys.
///
/// # Panics
/// If the store cannot be read.
pub fn open(store: Arc<dyn JournalStore>, clock: &SetClock, seed: u64) -> House {
    House::open(identifier(), store, Arc::new(clock.clone()), Source::seeded(seed))
        .unwrap_or_else(|error| panic!("{error}"))
}

/// Opens and founds the caisse of tests over a store.
///
/// # Panics
/// If it is refused.
pub fn founded(
    store: Arc<dyn JournalStore>,
    clock: &SetClock,
    model_name: &str,
    people: usize,
) -> House {
    let mut house = open(store, clock, 1);
    let on = caisse_app::Clock::today(clock);
    for (number, command) in first_commands(model_name, people, on).into_iter().enumerate() {
        let key = format!("founding-{number}");
        let request = Request { key, actor: Actor::Founders, command, sealed: Vec::new() };
        house.execute(request).unwrap_or_else(|error| panic!("{error}"));
    }
    house
}
