//! A federation on the core alone: it hears the statements of its caisses, equalises them, and a
//! caisse takes what it tells. Nothing may cost more per caisse where there are more of them, so a
//! hundred caisses are timed beside a thousand.
//!
//! Run with `cargo bench -p caisse-domain --bench federation`. No feed, no signature, no disk: the
//! same over HTTP is timed by `cargo bench -p caisse-cli --bench federation`.

use caisse_domain::federation::{Card, Command as Asked, Event as Told, Message, Side, Statement};
use caisse_domain::identity::{DecisionId, MemberId, PeerId};
use caisse_domain::ledger::Chart;
use caisse_domain::members::{Command as Register, Enrolment, MemberKind};
use caisse_domain::offices::{Actor, Command as Offices, Decision, Office, Role};
use caisse_domain::rules::{AdoptedRule, Command as Rules, Purpose};
use caisse_domain::{Command, Envelope, Event, Founding, Organisation, apply, decide};
use caisse_rules::RuleSet;
use caisse_units::{Amount, Day, Month};
use divan::Bencher;

const TREASURER: Actor = Actor::Member(MemberId(1));
const RULE: &str = "perequation_par_tete";
const POOL: &str = include_str!("../../../models/equalisation/par-tete.toml");
const CAISSES: [u32; 2] = [100, 1_000];

fn main() {
    divan::main();
}

/// An organisation on the core alone.
#[derive(Clone, Default)]
struct House {
    state: Option<Organisation>,
    records: u64,
}

impl House {
    fn decide(&self, actor: Actor, command: Command) -> Event {
        let envelope = Envelope { actor, today: day("2026-02-08") };
        decide(self.state.as_ref(), envelope, command).expect("accepted")
    }

    fn apply(&mut self, event: &Event) {
        apply(&mut self.state, event, self.records);
        self.records += 1;
    }

    fn act(&mut self, actor: Actor, command: Command) {
        let event = self.decide(actor, command);
        self.apply(&event);
    }

    /// The federation, with so many caisses that are members of it and not introduced yet.
    fn federation(caisses: u32) -> House {
        let mut house = House::default();
        founding(caisses).into_iter().for_each(|command| house.act(Actor::Founders, command));
        house
    }

    fn introduce(&mut self, caisses: u32) {
        for number in 1..=caisses {
            let name = format!("caisse-{number}");
            let key = format!("{name}+0a0b0c0d+AQID");
            let card = Card { origin: name.clone(), name, key, address: None };
            let (own, side) = ("federation".to_owned(), Side::Below(MemberId(2 + number)));
            self.act(TREASURER, Command::Federation(Asked::Introduce { own, card, side }));
        }
    }

    /// As votes of all assemblies would.
    fn tie(&mut self, caisses: u32) {
        for peer in (1..=caisses).map(PeerId) {
            let (from, decision) = (day("2026-01-01"), DecisionId(1));
            self.apply(&Event::Federation(Told::Tied { peer, from, decision }));
            self.hear(peer, 1, Message::Joins { from, matters: Vec::new(), decision });
        }
    }

    fn hear(&mut self, peer: PeerId, number: u64, message: Message) {
        let (digest, message) = (format!("{number:064x}"), Some(Box::new(message)));
        let receive = Asked::Receive { peer, number, digest, message };
        self.act(TREASURER, Command::Federation(receive));
    }

    /// The statement of every caisse for a month.
    fn hear_statements(&mut self, caisses: u32) {
        for number in 1..=caisses {
            self.hear(PeerId(number), 2, Message::Statement(statement(number)));
        }
    }

    fn with_statements(caisses: u32) -> House {
        let mut house = House::federation(caisses);
        house.introduce(caisses);
        house.tie(caisses);
        house.hear_statements(caisses);
        house
    }
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn month() -> Month {
    Month::new(2026, 1).expect("a month")
}

fn founding(caisses: u32) -> Vec<Command> {
    let on = day("2026-01-01");
    let chart = Chart::parse(include_str!("../../../charts/association-2025.csv"));
    let founding = Founding {
        name: "Fédération".to_owned(),
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
    let enrolment = |kind| {
        let category = "active".to_owned();
        Enrolment { kind, joined: on, category, household: None }
    };
    let mut members = vec![enrolment(MemberKind::Person); 2];
    members.resize(2 + caisses as usize, enrolment(MemberKind::Organisation));
    let decision = DecisionId(1);
    let office = |member, role| {
        let office = Office { member, role, from: on, until: None, decision };
        Command::Offices(Offices::Give(office))
    };
    let set = RuleSet::read(&[("r.toml".to_owned(), POOL.to_owned())]).expect("sound rules");
    let rule = set.rule(RULE).expect("it is there").clone();
    let rules = vec![AdoptedRule { purpose: Purpose::Equalisation, rule }];
    vec![
        Command::Found(Box::new(founding)),
        Command::Members(Register::Enrol(members)),
        Command::Rules(Rules::Adopt { rules, decision }),
        office(MemberId(2), Role::CoSignatory),
        office(MemberId(1), Role::Treasurer),
    ]
}

/// Unequal bases, so that everybody pays or receives.
fn statement(number: u32) -> Statement {
    let members = u64::from(number % 97 + 3);
    let received = Amount::from_cents(i64::from(number % 1_009) * 1_013 + 5_000);
    Statement {
        month: month(),
        members,
        contributors: members,
        base: Some(received),
        called: received,
        received,
        granted: Amount::ZERO,
        asked: 0,
        available: Amount::from_cents(100_000_000),
        floor: Amount::ZERO,
        survival: None,
    }
}

#[divan::bench(args = CAISSES, sample_count = 10, sample_size = 1)]
fn introduce_and_tie(bencher: Bencher, caisses: u32) {
    let house = House::federation(caisses);
    bencher.with_inputs(|| house.clone()).bench_local_values(|mut house| {
        house.introduce(caisses);
        house.tie(caisses);
        house
    });
}

#[divan::bench(args = CAISSES, sample_count = 10, sample_size = 1)]
fn hear_the_statements_of_a_month(bencher: Bencher, caisses: u32) {
    let mut house = House::federation(caisses);
    house.introduce(caisses);
    house.tie(caisses);
    bencher.with_inputs(|| house.clone()).bench_local_values(|mut house| {
        house.hear_statements(caisses);
        house
    });
}

#[divan::bench(args = CAISSES, sample_count = 10, sample_size = 1)]
fn equalise(bencher: Bencher, caisses: u32) {
    let house = House::with_statements(caisses);
    bencher.bench_local(|| house.decide(TREASURER, equalisation()));
}

#[divan::bench(args = CAISSES, sample_count = 10, sample_size = 1)]
fn equalise_and_book(bencher: Bencher, caisses: u32) {
    let house = House::with_statements(caisses);
    bencher.with_inputs(|| house.clone()).bench_local_values(|mut house| {
        house.act(TREASURER, equalisation());
        house
    });
}

fn equalisation() -> Command {
    Command::Federation(Asked::Equalise { rule: RULE.to_owned(), month: month() })
}
