//! A caisse of any size whose assembly is open, for those who vote: in tests and in the benchmark.

use std::sync::Arc;

use caisse_app::{Desk, SetClock, Source, models};
use caisse_domain::Command;
use caisse_domain::assemblies::meeting::{Bureau, Convocation, Item, ItemKind, Place};
use caisse_domain::assemblies::poll::{Choice, Question};
use caisse_domain::assemblies::statutes::Kind;
use caisse_domain::assemblies::{Command as Assemblies, TimeOfDay};
use caisse_domain::founding::Founding;
use caisse_domain::identity::{AssemblyId, DecisionId, MemberId};
use caisse_domain::members::{Enrolment, MemberKind};
use caisse_domain::offices::{self, Actor, Decision, Office, Role};
use caisse_journal::OrganisationId;
use caisse_units::Day;
use caisse_vault::PersonalData;
use tempfile::TempDir;

/// The assembly.
pub const AG1: AssemblyId = AssemblyId(1);
/// The facilitator, who runs the desk.
pub const FACILITATOR: Actor = Actor::Member(MemberId(1));

/// A caisse in a directory of its own.
pub struct Assembled {
    pub desk: Desk,
    pub clock: SetClock,
    pub directory: TempDir,
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// The day of the assembly.
pub fn the_day() -> Day {
    day("2026-02-01")
}

fn at(text: &str) -> TimeOfDay {
    text.parse().expect("a time")
}

/// Elections by approval, discreet and from everywhere; resolutions open, for who takes part; rules
/// by consent, with a vote where objections stand; priorities by ranking.
fn statutes() -> serde_json::Value {
    serde_json::json!({
        "title": "Statuts",
        "convening": { "roles": ["facilitator"], "notice_days": 14, "agenda_days": 7 },
        "quorum": { "first": "none", "second": "none", "second_call_days": 7 },
        "proxies": { "per_holder": 2 },
        "decisions": {
            "statutes": {},
            "resolution": {},
            "election": { "secrecy": "discreet", "remote": "everyone", "method": "approval" },
            "revocation": { "secrecy": "discreet", "remote": "everyone" },
        },
    })
}

/// So many people, an assembly open on its day with M1 to M4 in the room; M5 gave a proxy to M2.
pub fn assembled(people: usize) -> Assembled {
    let directory = tempfile::tempdir().expect("a directory");
    let clock = SetClock::at(day("2026-01-01"));
    let organisation = OrganisationId::new("caisse.test").expect("a name");
    let root = directory.path().join("caisse");
    let desk = Desk::create(&root, organisation, Arc::new(clock.clone()), Source::seeded(7));
    let mut caisse = Assembled { desk: desk.expect("a desk"), clock, directory };
    caisse.found(people);
    caisse.convene();
    caisse.clock.set(the_day());
    let members = (1..=4).map(MemberId).collect();
    let arrive = Assemblies::Arrive { assembly: AG1, members, place: Place::Room, at: at("18:00") };
    caisse.act(arrive);
    let (giver, holder) = (MemberId(5), MemberId(2));
    caisse.act(Assemblies::GiveProxy { assembly: AG1, giver, holder });
    caisse.act(Assemblies::Open { assembly: AG1, at: at("18:10") });
    caisse
}

impl Assembled {
    pub fn act(&mut self, command: Assemblies) {
        act(&mut self.desk, command);
    }

    fn found(&mut self, people: usize) {
        let on = day("2026-01-01");
        let model = models::model("sector-caisse").expect("a model");
        let decision = Decision {
            assembly: "Assemblée fondatrice".to_owned(),
            on,
            title: "Fondation".to_owned(),
            text: String::new(),
            document: None,
        };
        let founding = Founding {
            name: "Caisse d'essai".to_owned(),
            sector: "alimentation".to_owned(),
            model: None,
            siren: None,
            iban: None,
            creditor_identifier: None,
            first_year: 2026,
            chart: models::chart(&model.chart).expect("a chart"),
            decision,
        };
        let desk = &mut self.desk;
        desk.act(Actor::Founders, Command::Found(Box::new(founding))).expect("founded");
        let person = |number: usize| {
            let enrolment = Enrolment {
                kind: MemberKind::Person,
                joined: on,
                category: "cotisant".to_owned(),
                household: None,
            };
            let given_names = Some(format!("Personne {number}"));
            (enrolment, PersonalData { given_names, ..PersonalData::default() })
        };
        let people = (1..=people).map(person).collect();
        desk.enrol(Actor::Founders, people).expect("enrolled");
        for (member, role) in [(1, Role::Facilitator), (6, Role::Treasurer)] {
            let office = Office {
                member: MemberId(member),
                role,
                from: on,
                until: None,
                decision: DecisionId(1),
            };
            let give = Command::Offices(offices::Command::Give(office));
            desk.act(Actor::Founders, give).expect("given");
        }
        let statutes = serde_json::from_value(statutes()).expect("statutes");
        self.act(Assemblies::AdoptStatutes { statutes, since: on, decision: DecisionId(1) });
    }

    fn convene(&mut self) {
        let item = |title: &str, kind| Item {
            title: title.to_owned(),
            kind,
            proposal: None,
            minutes: None,
            documents: Vec::new(),
            report: None,
        };
        self.act(Assemblies::Convene(Box::new(Convocation {
            title: "assemblée de février".to_owned(),
            on: the_day(),
            at: at("18:00"),
            place: "salle des fêtes".to_owned(),
            link: String::new(),
            agenda: vec![item("Bureau", ItemKind::Election), item("Horaires", ItemKind::Debate)],
            second_call_of: None,
            request: None,
        })));
        let (chair, secretary) = (Some(MemberId(3)), Some(MemberId(4)));
        let bureau = Bureau { chair, secretary, scrutineers: Vec::new() };
        self.act(Assemblies::SetBureau { assembly: AG1, bureau });
    }
}

/// As the facilitator.
pub fn act(desk: &mut Desk, command: Assemblies) {
    desk.act(FACILITATOR, Command::Assemblies(command)).expect("done");
}

/// Puts a question at its item: who is elected, or whether to open on Saturdays.
pub fn ask(desk: &mut Desk, item: u16, kind: Kind, options: &[u32]) {
    act(desk, Assemblies::GoTo { assembly: AG1, item });
    let question = Question {
        item,
        kind,
        text: "Ouvrir le samedi ?".to_owned(),
        options: options.iter().map(|number| Choice::Member(MemberId(*number))).collect(),
        proposal: None,
        amendment: None,
        seats: 0,
        spending: None,
    };
    let question = Box::new(question);
    act(desk, Assemblies::OpenPoll { assembly: AG1, question, rule: None });
}
