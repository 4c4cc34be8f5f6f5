//! A small caisse whose founding assembly adopted statutes, and what its assemblies do.

mod ballots;
mod choices;
mod meetings;
mod statutes;

use caisse_units::{Day, Language};
use caisse_votes::motion::Answer;

use super::meeting::{Bureau, Convocation, Item, ItemKind, Place};
use super::poll::{Ballot, Channel, Part, Question};
use super::statutes::{Kind, Statutes};
use super::{BallotGiven, Command, Paper, Refusal, TimeOfDay};
use crate::identity::{AssemblyId, DecisionId, MemberId, PollId};
use crate::ledger::Chart;
use crate::members::{self, Enrolment, MemberKind};
use crate::offices::{self, Actor, Decision, Office, Role};
use crate::{Envelope, Event, Founding, Organisation};

const CHART: &str = include_str!("../../../../../charts/association-2025.csv");

/// M1 treasurer, M2 facilitator.
const FACILITATOR: MemberId = MemberId(2);
const AG1: AssemblyId = AssemblyId(1);
const S1: PollId = PollId(1);

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn at(text: &str) -> TimeOfDay {
    text.parse().expect("a time")
}

/// Two weeks' notice, half of the members first and anyone then, two proxies, plain majorities.
fn usual() -> serde_json::Value {
    serde_json::json!({
        "title": "Statuts",
        "convening": {
            "roles": ["facilitator"],
            "member_share": "1/5",
            "notice_days": 14,
            "agenda_days": 7,
        },
        "quorum": {
            "first": { "share": "1/2" },
            "second": "none",
            "second_call_days": 7,
        },
        "proxies": { "per_holder": 2 },
        "decisions": {
            "statutes": { "threshold": { "at_least": "2/3" } },
            "resolution": { "paper": true },
            "election": { "secrecy": "discreet", "remote": "everyone" },
            "agreement": { "method": { "consent": { "vote_otherwise": true } } },
        },
    })
}

fn read(statutes: serde_json::Value) -> Statutes {
    serde_json::from_value(statutes).expect("statutes")
}

/// A caisse on the core alone.
#[derive(Clone)]
struct Caisse {
    state: Option<Organisation>,
    today: Day,
    records: u64,
}

impl Caisse {
    /// So many people on 1 January 2026, the first two in office, no statutes yet.
    fn founded(people: usize) -> Caisse {
        let today = day("2026-01-01");
        let mut caisse = Caisse { state: None, today, records: 0 };
        let decision = Decision {
            assembly: "assemblée fondatrice".to_owned(),
            on: today,
            title: "Fondation".to_owned(),
            text: String::new(),
            document: None,
        };
        let founding = Founding {
            name: "Caisse".to_owned(),
            sector: "alimentation".to_owned(),
            model: None,
            siren: None,
            iban: None,
            creditor_identifier: None,
            first_year: 2026,
            chart: Chart::parse(CHART).expect("a sound chart"),
            decision,
        };
        caisse.act(Actor::Founders, crate::Command::Found(Box::new(founding))).expect("founded");
        let person = Enrolment {
            kind: MemberKind::Person,
            joined: today,
            category: "active".to_owned(),
            household: None,
        };
        let enrol = members::Command::Enrol(vec![person; people]);
        caisse.act(Actor::Founders, crate::Command::Members(enrol)).expect("enrolled");
        for (member, role) in [(FACILITATOR, Role::Facilitator), (MemberId(1), Role::Treasurer)] {
            let decision = DecisionId(1);
            let office = Office { member, role, from: today, until: None, decision };
            let give = offices::Command::Give(office);
            caisse.act(Actor::Founders, crate::Command::Offices(give)).expect("in office");
        }
        caisse
    }

    /// The same with statutes in force.
    fn with(people: usize, statutes: serde_json::Value) -> Caisse {
        let mut caisse = Caisse::founded(people);
        caisse.desk(adopt(read(statutes))).expect("adopted");
        caisse
    }

    fn act(&mut self, actor: Actor, command: crate::Command) -> Result<Event, crate::Refusal> {
        let envelope = Envelope { actor, today: self.today };
        let event = crate::decide(self.state.as_ref(), envelope, command)?;
        // What a journal writes is what is applied.
        let text = serde_json::to_string(&event).expect("events are plain data");
        let read: Event = serde_json::from_str(&text).expect("an event is read back");
        assert_eq!(read, event);
        crate::apply(&mut self.state, &read, self.records);
        self.records += 1;
        Ok(event)
    }

    fn member(&mut self, member: u32, command: Command) -> Result<Event, crate::Refusal> {
        self.act(Actor::Member(MemberId(member)), crate::Command::Assemblies(command))
    }

    fn desk(&mut self, command: Command) -> Result<Event, crate::Refusal> {
        self.member(FACILITATOR.0, command)
    }

    /// The refusal of assemblies, whose sentences are complete in both languages.
    fn refused(&mut self, member: u32, command: Command) -> Refusal {
        match self.member(member, command) {
            Err(crate::Refusal::Assemblies(refusal)) => {
                for language in [Language::French, Language::English] {
                    assert!(refusal.sentence(language).len() > 12);
                }
                refusal
            }
            other => panic!("not refused by assemblies: {other:?}"),
        }
    }

    fn house(&self) -> &Organisation {
        self.state.as_ref().expect("founded")
    }

    /// AG1 convened for 1 February 2026, with chair M3 and secretary M4.
    fn convene(&mut self) {
        self.desk(convene("2026-02-01", agenda())).expect("convened");
        let assembly = AssemblyId::at(self.house().assemblies.assemblies().count() - 1);
        self.desk(Command::SetBureau { assembly, bureau: bureau() }).expect("a bureau");
    }

    fn arrive(&mut self, members: impl IntoIterator<Item = u32>) {
        let command = arrive(members, Place::Room);
        self.desk(command).expect("arrived");
    }

    /// AG1 open on its day with these members in the room, at its first item.
    fn open(&mut self, members: impl IntoIterator<Item = u32>) {
        self.convene();
        self.today = day("2026-02-01");
        self.arrive(members);
        self.desk(Command::Open { assembly: AG1, at: at("18:30") }).expect("open");
        self.desk(Command::GoTo { assembly: AG1, item: 0 }).expect("at the first item");
    }

    /// A plain resolution as S1, and its yes, no and abstentions in the order of the numbers.
    fn vote(&mut self, answers: &[(u32, Answer)]) {
        for (member, answer) in answers {
            self.member(*member, cast(*member, *answer)).expect("cast");
        }
    }
}

fn adopt(statutes: Statutes) -> Command {
    let since = day("2026-01-01");
    let statutes = Box::new(statutes);
    Command::AdoptStatutes { statutes, since, decision: DecisionId(1) }
}

fn agenda() -> Vec<Item> {
    let item = |title: &str, kind| Item {
        title: title.to_owned(),
        kind,
        proposal: None,
        minutes: None,
        documents: Vec::new(),
        report: None,
    };
    vec![
        item("Horaires", ItemKind::Debate),
        item("Comptes", ItemKind::Information),
        item("Bureau", ItemKind::Election),
    ]
}

fn convene(on: &str, agenda: Vec<Item>) -> Command {
    Command::Convene(Box::new(Convocation {
        title: "assemblée de février".to_owned(),
        on: day(on),
        at: at("18:00"),
        place: "salle des fêtes".to_owned(),
        link: String::new(),
        agenda,
        second_call_of: None,
        request: None,
    }))
}

fn bureau() -> Bureau {
    Bureau { chair: Some(MemberId(3)), secretary: Some(MemberId(4)), scrutineers: Vec::new() }
}

fn arrive(members: impl IntoIterator<Item = u32>, place: Place) -> Command {
    let members = members.into_iter().map(MemberId).collect();
    Command::Arrive { assembly: AG1, members, place, at: at("18:00") }
}

fn question(item: u16, kind: Kind) -> Question {
    let text = "Ouvrir le samedi ?".to_owned();
    Question {
        item,
        kind,
        text,
        options: Vec::new(),
        proposal: None,
        amendment: None,
        seats: 0,
        spending: None,
    }
}

fn ask(item: u16, kind: Kind) -> Command {
    let question = Box::new(question(item, kind));
    Command::OpenPoll { assembly: AG1, question, rule: None }
}

fn whole(answer: Answer) -> Vec<Part> {
    vec![Part { ballot: Ballot::Answer(answer), votes: 1 }]
}

fn cast(voter: u32, answer: Answer) -> Command {
    let paper = Paper::Open(whole(answer));
    let ballots =
        vec![BallotGiven { voter: MemberId(voter), by: None, channel: Channel::Room, paper }];
    Command::Cast { poll: S1, ballots }
}

fn cast_by(holder: u32, voter: u32, answer: Answer) -> Command {
    let paper = Paper::Open(whole(answer));
    let by = Some(MemberId(holder));
    let ballots = vec![BallotGiven { voter: MemberId(voter), by, channel: Channel::Room, paper }];
    Command::Cast { poll: S1, ballots }
}

fn close_poll() -> Command {
    Command::ClosePoll { poll: S1, opened: Vec::new() }
}
