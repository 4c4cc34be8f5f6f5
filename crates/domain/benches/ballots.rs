//! An assembly of ten thousand: ballots cast one by one, then counted.
//!
//! A ballot costs a few searches in sorted lists: its cost must not grow with the number of members,
//! so a thousand members are timed beside ten thousand. Run with
//! `cargo bench -p caisse-domain --bench ballots`.

use caisse_domain::assemblies::meeting::{Bureau, Convocation, Item, ItemKind, Place};
use caisse_domain::assemblies::poll::{Answer, Ballot, Channel, Part, Question};
use caisse_domain::assemblies::{BallotGiven, Command as Asked, Kind, Paper};
use caisse_domain::identity::{AssemblyId, DecisionId, MemberId, PollId};
use caisse_domain::ledger::Chart;
use caisse_domain::members::{Command as Register, Enrolment, MemberKind};
use caisse_domain::offices::{Actor, Command as Offices, Decision, Office, Role};
use caisse_domain::{Command, Envelope, Founding, Organisation, apply, decide};
use caisse_units::Day;
use divan::Bencher;

const ASSEMBLY: AssemblyId = AssemblyId(1);
const POLL: PollId = PollId(1);
const FACILITATOR: Actor = Actor::Member(MemberId(1));

fn main() {
    divan::main();
}

/// A caisse on the core alone.
#[derive(Clone, Default)]
struct Caisse {
    state: Option<Organisation>,
    records: u64,
}

impl Caisse {
    fn act(&mut self, today: Day, actor: Actor, command: Command) {
        let envelope = Envelope { actor, today };
        let event = decide(self.state.as_ref(), envelope, command).expect("accepted");
        apply(&mut self.state, &event, self.records);
        self.records += 1;
    }

    /// Everyone in the room, a resolution put to the vote.
    fn in_vote(members: u32) -> Caisse {
        let mut caisse = Caisse::default();
        let founded = day("2026-01-01");
        for command in founding(founded, members) {
            caisse.act(founded, Actor::Founders, command);
        }
        for asked in before() {
            caisse.act(founded, FACILITATOR, Command::Assemblies(asked));
        }
        for asked in on_the_day(members) {
            caisse.act(day("2026-02-01"), FACILITATOR, Command::Assemblies(asked));
        }
        caisse
    }

    /// One in three votes no.
    fn cast(&mut self, voter: u32) {
        let answer = if voter.is_multiple_of(3) { Answer::No } else { Answer::Yes };
        let paper = Paper::Open(vec![Part { ballot: Ballot::Answer(answer), votes: 1 }]);
        let voter = MemberId(voter);
        let ballots = vec![BallotGiven { voter, by: None, channel: Channel::Room, paper }];
        let cast = Asked::Cast { poll: POLL, ballots };
        self.act(day("2026-02-01"), Actor::Member(voter), Command::Assemblies(cast));
    }
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn founding(on: Day, members: u32) -> Vec<Command> {
    let chart = Chart::parse(include_str!("../../../charts/association-2025.csv"));
    let founding = Founding {
        name: "Caisse".to_owned(),
        sector: "alimentation".to_owned(),
        model: None,
        siren: None,
        iban: None,
        creditor_identifier: None,
        first_year: 2026,
        chart: chart.expect("a sound chart"),
        decision: Decision {
            assembly: "assemblée fondatrice".to_owned(),
            on,
            title: "Fondation".to_owned(),
            text: String::new(),
            document: None,
        },
    };
    let person = Enrolment {
        kind: MemberKind::Person,
        joined: on,
        category: "active".to_owned(),
        household: None,
    };
    let (member, role, decision) = (MemberId(1), Role::Facilitator, DecisionId(1));
    let office = Office { member, role, from: on, until: None, decision };
    let office = Command::Offices(Offices::Give(office));
    let statutes = serde_json::json!({
        "title": "Statuts",
        "convening": { "roles": ["facilitator"], "notice_days": 14, "agenda_days": 7 },
        "quorum": { "first": { "share": "1/2" }, "second": "none", "second_call_days": 7 },
        "proxies": { "per_holder": 2 },
        "decisions": { "statutes": { "threshold": { "at_least": "2/3" } }, "resolution": {} },
    });
    let statutes = Box::new(serde_json::from_value(statutes).expect("statutes"));
    vec![
        Command::Found(Box::new(founding)),
        Command::Members(Register::Enrol(vec![person; members as usize])),
        office,
        Command::Assemblies(Asked::AdoptStatutes { statutes, since: on, decision: DecisionId(1) }),
    ]
}

fn before() -> Vec<Asked> {
    let item = Item {
        title: "Horaires".to_owned(),
        kind: ItemKind::Debate,
        proposal: None,
        minutes: None,
        documents: Vec::new(),
        report: None,
    };
    let convocation = Convocation {
        title: "assemblée de février".to_owned(),
        on: day("2026-02-01"),
        at: "18:00".parse().expect("a time"),
        place: "salle des fêtes".to_owned(),
        link: String::new(),
        agenda: vec![item],
        second_call_of: None,
        request: None,
    };
    let (chair, secretary) = (Some(MemberId(2)), Some(MemberId(3)));
    let bureau = Bureau { chair, secretary, scrutineers: Vec::new() };
    vec![Asked::Convene(Box::new(convocation)), Asked::SetBureau { assembly: ASSEMBLY, bureau }]
}

fn on_the_day(members: u32) -> Vec<Asked> {
    let (assembly, at) = (ASSEMBLY, "18:30".parse().expect("a time"));
    let members = (1..=members).map(MemberId).collect();
    let question = Question {
        item: 0,
        kind: Kind::Resolution,
        text: "Ouvrir le samedi ?".to_owned(),
        options: Vec::new(),
        proposal: None,
        amendment: None,
        seats: 0,
        spending: None,
    };
    vec![
        Asked::Arrive { assembly, members, place: Place::Room, at },
        Asked::Open { assembly, at },
        Asked::GoTo { assembly, item: 0 },
        Asked::OpenPoll { assembly, question: Box::new(question), rule: None },
    ]
}

#[divan::bench(args = [1_000, 10_000], sample_count = 10, sample_size = 1)]
fn a_thousand_ballots_among(bencher: Bencher, members: u32) {
    let caisse = Caisse::in_vote(members);
    bencher
        .counter(divan::counter::ItemsCount::new(1_000u32))
        .with_inputs(|| caisse.clone())
        .bench_local_values(|mut caisse| {
            (1..=1_000).for_each(|voter| caisse.cast(voter));
            caisse
        });
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn close_a_poll_of_ten_thousand(bencher: Bencher) {
    let mut caisse = Caisse::in_vote(10_000);
    (1..=10_000).for_each(|voter| caisse.cast(voter));
    bencher.with_inputs(|| caisse.clone()).bench_local_values(|mut caisse| {
        let close = Asked::ClosePoll { poll: POLL, opened: Vec::new() };
        caisse.act(day("2026-02-01"), FACILITATOR, Command::Assemblies(close));
        caisse
    });
}
