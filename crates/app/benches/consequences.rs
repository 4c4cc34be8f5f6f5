//! What a proposal would change for 10,000 members, over the twelve months past and the twelve ahead.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use caisse_app::work::consequences::{Declared, Question, consequences};
use caisse_app::{Clock, House, Request, SetClock, Source, models};
use caisse_domain::founding::Founding;
use caisse_domain::identity::{DecisionId, MemberId};
use caisse_domain::members::{self, Enrolment, MemberKind};
use caisse_domain::offices::{Actor, Decision};
use caisse_domain::rules::{self, AdoptedRule, RuleBook, Situation};
use caisse_domain::{Command, Organisation};
use caisse_journal::{MemoryStore, OrganisationId};
use caisse_units::Day;

const MEMBERS: u32 = 10_000;

fn main() {
    divan::main();
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The sector caisse of the models, with wages that differ and three in five in households.
fn caisse() -> Organisation {
    let model = models::model("sector-caisse").unwrap();
    let clock: Arc<dyn Clock> = Arc::new(SetClock::at(day("2025-01-01")));
    let store = Arc::new(MemoryStore::default());
    let organisation = OrganisationId::new("caisse.bench").unwrap();
    let mut house = House::open(organisation, store, clock, Source::seeded(1)).unwrap();
    let on = day("2025-01-01");
    let decision = Decision {
        assembly: "Assemblée fondatrice".to_owned(),
        on,
        title: "Fondation".to_owned(),
        text: String::new(),
        document: None,
    };
    let founding = Founding {
        name: "Caisse".to_owned(),
        sector: model.sector.clone(),
        model: None,
        siren: None,
        iban: None,
        creditor_identifier: None,
        first_year: 2025,
        chart: models::chart(&model.chart).unwrap(),
        decision,
    };
    let member = |_| Enrolment {
        kind: MemberKind::Person,
        category: "adhérent".to_owned(),
        household: None,
        joined: on,
    };
    let commands = [
        Command::Found(Box::new(founding)),
        Command::Rules(rules::Command::Adopt { rules: model.rules, decision: DecisionId(1) }),
        Command::Members(members::Command::Enrol((0..MEMBERS).map(member).collect())),
    ];
    for (number, command) in (1..).zip(commands) {
        let key = format!("bench-{number}");
        let request = Request { key, actor: Actor::Founders, command, sealed: Vec::new() };
        house.execute(request).unwrap();
    }
    house.state().unwrap().clone()
}

fn declared() -> Declared {
    Declared::from_values((1..=MEMBERS).map(|number| {
        let wage = 1_200 + u64::from(number) * 7_919 % 3_800;
        let values = [
            ("salaire", format!("{wage},00 EUR")),
            ("niveau", (1 + number % 4).to_string()),
            ("statut", "salarie".to_owned()),
        ];
        let situation: Situation =
            values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        (MemberId(number), day("2025-01-01"), situation)
    }))
}

fn proposed(house: &Organisation) -> RuleBook {
    let mut rule = house.rules.set().rule("cotisation").unwrap().clone();
    let mut version = rule.versions.last().unwrap().clone();
    let written = serde_json::to_string(&version.lines).unwrap();
    version.lines = serde_json::from_str(&written.replace("12500", "15000")).unwrap();
    version.since = day("2026-04-01");
    version.examples = Vec::new();
    rule.versions.push(version);
    let purpose = house.rules.purpose("cotisation").unwrap().clone();
    let mut book = house.rules.clone();
    let adopted = vec![AdoptedRule { purpose, rule }];
    rules::apply(&mut book, &rules::Event::Adopted { rules: adopted, decision: DecisionId(2) });
    book
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn ten_thousand_members_over_twenty_four_months(bencher: divan::Bencher<'_, '_>) {
    let (house, declared) = (caisse(), declared());
    let proposed = proposed(&house);
    let question = Question {
        house: &house,
        proposed: &proposed,
        effective: day("2026-04-01"),
        today: day("2026-03-10"),
    };
    bencher.bench_local(|| {
        let told = consequences(question, &declared);
        assert_eq!((told.units, told.by_income.len()), (MEMBERS as usize, 10));
        told
    });
}
