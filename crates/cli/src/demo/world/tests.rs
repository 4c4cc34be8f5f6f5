//! The world, made once and looked at from every side.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use caisse_app::peers;
use caisse_domain::Organisation;
use caisse_domain::assemblies::{Outcome, Verdict};
use caisse_domain::federation::{Equalised, Message, Peer, mandated};
use caisse_domain::identity::PeerId;
use caisse_domain::payments::{Beneficiary, PaymentState};
use caisse_units::{Amount, Month};
use clap::Parser as _;

use super::common_rate::FLOOR_OF_THE_MEAN;
use super::federations::FEDERATIONS;
use super::transfer::BETWEEN_SECTORS;
use super::{LABELS, LARGE, make, on};
use crate::arguments::Arguments;
use crate::commands;
use crate::context::Context;
use crate::demo::day;

const FOOD: [&str; 4] = [LARGE, "montreval", "port-salain", "hautes-combes"];

struct Made {
    houses: BTreeMap<&'static str, Organisation>,
    root: tempfile::TempDir,
}

/// The world, made once for all tests of the demo.
fn made() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| {
        let root = tempfile::tempdir().unwrap();
        let made = make(&context("demo"), root.path(), &mut |_, _| ());
        let (desks, _) = made.unwrap_or_else(|failure| panic!("{}", failure.sentence));
        let state = |(label, desk): (&'static str, caisse_app::Desk)| {
            (label, desk.house.into_state().unwrap())
        };
        Made { houses: desks.into_iter().map(state).collect(), root }
    })
}

fn context(command: &str) -> Context {
    let arguments = Arguments::parse_from(["caisse", "--language", "fr", command]);
    Context::new(&arguments.global)
}

/// An organisation of the world.
pub fn house(label: &str) -> &'static Organisation {
    &made().houses[label]
}

fn peer<'h>(of: &'h Organisation, other: &Organisation) -> (PeerId, &'h Peer) {
    let mut peers = of.federation.peers();
    peers.find(|(_, peer)| peer.card.name == other.founding.name).unwrap()
}

fn november() -> Month {
    Month::new(2025, 11).unwrap()
}

fn equalised(label: &str, rule: &str) -> &'static Equalised {
    let mut done = house(label).federation.equalised();
    done.find(|(name, month, _)| *name == rule && *month == november()).unwrap().2
}

#[test]
fn every_organisation_verifies_and_its_past_is_cosigned_by_all_it_is_tied_to() {
    for label in LABELS {
        let root = made().root.path().join(label);
        let path = root.display().to_string();
        let arguments = Arguments::parse_from(["caisse", "--language", "fr", "verify", &path]);
        let context = Context::new(&arguments.global);
        let answer = commands::run(&context, arguments.command);
        let answer = answer.unwrap_or_else(|failure| panic!("{label}: {}", failure.sentence));
        assert!(answer.good, "{label}: {}", answer.text);
        let peers = house(label).federation.peers().count();
        assert_eq!(answer.text.matches("Cosigné par").count(), peers, "{label}: {}", answer.text);
    }
}

#[test]
fn both_sides_hold_every_tie_and_heard_all_that_the_other_said() {
    for federation in &FEDERATIONS {
        let above = house(federation.label);
        for label in federation.members {
            let below = house(label);
            for (one, other) in [(above, below), (below, above)] {
                let (_, known) = peer(one, other);
                assert!(known.is_tied_on(day(2025, 1, 1)), "{label}");
                assert!(known.is_tied_on(day(2026, 1, 31)), "{label}");
                assert_eq!(known.taken.len(), other.federation.sent().len(), "{label}");
                assert!(known.unusable.is_empty(), "{label}: {:?}", known.unusable);
            }
            let notice = below.agreements.cessions().map(|(_, one)| one.content.notice_days);
            let notice: BTreeSet<u16> = notice.collect();
            assert_eq!(notice, BTreeSet::from([90]), "{label} ceded with notice");
        }
    }
}

#[test]
fn each_month_of_the_year_is_told_by_every_caisse_and_nobody_is_named() {
    for label in FOOD.into_iter().chain(["reseau", "chaufferies"]) {
        let months: Vec<Month> = house(label)
            .federation
            .sent()
            .iter()
            .filter_map(|sent| match &sent.message {
                Message::Statement(told) => Some(told.month),
                _ => None,
            })
            .collect();
        let year: Vec<Month> = (1..=12).map(|month| Month::new(2025, month).unwrap()).collect();
        assert_eq!(months, year, "{label}");
    }
}

#[test]
fn one_floor_is_in_force_in_all_four_and_says_who_set_it() {
    let above = house("alimentation");
    let household = |house: &Organisation| {
        let claims = house.contributions.claims_of(Month::new(2026, 1).unwrap());
        claims.map(|(_, claim)| claim.called).min().unwrap()
    };
    for label in FOOD {
        let below = house(label);
        let since = below.rules.version_on("cotisation", day(2026, 1, 31)).unwrap().since;
        assert_eq!(since, day(2026, 1, 1), "{label}");
        let common = below.federation.common("cotisation").unwrap();
        assert_eq!(common.peer, peer(below, above).0, "{label}");
        let decision = below.rules.decision("cotisation", since).unwrap();
        let told = below.offices.decision(decision).unwrap();
        assert!(told.assembly.starts_with(&above.founding.name), "{label}: {}", told.assembly);
        assert_eq!(told.on, on(10, 18), "{label}");
        // Somebody lives alone and pays no more than the floor in each of the four.
        assert_eq!(household(below), Amount::from_cents(1_400), "{label}");
    }
}

#[test]
fn a_mandate_is_split_and_a_delegate_who_votes_otherwise_is_seen() {
    let above = house("alimentation");
    let polls = above.assemblies.polls().filter(|(_, poll)| {
        let held = above.assemblies.assembly(poll.assembly).unwrap();
        held.convocation.on == on(10, 18)
    });
    let polls: Vec<_> = polls.collect();
    assert_eq!(polls.len(), 2);
    let cast = mandated(above, polls[0].0);
    assert_eq!(cast.len(), 4);
    let deviates: Vec<&str> = cast
        .iter()
        .filter(|one| one.deviates)
        .map(|one| above.federation.peer(one.peer).unwrap().card.name.as_str())
        .collect();
    assert_eq!(deviates, ["Caisse alimentaire des Hautes-Combes"]);
    let (montreval, _) = peer(above, house("montreval"));
    let split = cast.iter().find(|one| one.peer == montreval).unwrap();
    assert_eq!((split.cast.in_favour, split.cast.against), (36, 22), "31 and 19 of 58 members");
    // All but one vote as they were told on the second one.
    assert!(mandated(above, polls[1].0).iter().all(|one| !one.deviates));
    let closed = polls[0].1.closed.as_ref().unwrap();
    assert_eq!(closed.verdict, Verdict::Adopted);
    let Outcome::Motion(outcome) = &closed.outcome.0 else { panic!("a motion") };
    let heaviest = cast.iter().map(|one| one.cast.in_favour + one.cast.against).max().unwrap();
    let tally = outcome.whole.tally;
    assert!(2 * heaviest < tally.yes + tally.no + tally.abstain, "{heaviest} of {tally:?}");
}

#[test]
fn what_two_unequal_caisses_pay_the_two_others_receive_to_the_cent() {
    let done = equalised("alimentation", FLOOR_OF_THE_MEAN);
    assert_eq!(done.transfers.len(), 4);
    assert_eq!(done.transfers.values().copied().sum::<Amount>(), Amount::ZERO);
    let sign = |label: &str| {
        let own = house(label).federation.own();
        done.transfers[own].cents().signum()
    };
    assert_eq!(FOOD.map(sign), [-1, -1, 1, 1]);
}

#[test]
fn both_books_hold_each_transfer_and_banks_moved_it() {
    for (federation, rule) in
        [("alimentation", FLOOR_OF_THE_MEAN), ("confederation", BETWEEN_SECTORS)]
    {
        let above = house(federation);
        let done = equalised(federation, rule);
        let members = FEDERATIONS.iter().find(|one| one.label == federation).unwrap().members;
        for label in members {
            let below = house(label);
            let amount = done.transfers[below.federation.own()];
            let (id, known) = peer(below, above);
            let settled = below
                .federation
                .settled()
                .find(|(from, name, month, _)| (*from, *name, *month) == (id, rule, november()));
            assert_eq!(settled.unwrap().3.amount, amount, "{label}");
            // Nothing is left owed on either side: the money came.
            assert_eq!(below.owed_to(known.level), Amount::ZERO, "{label}");
            assert_eq!(above.owed_to(peer(above, below).1.level), Amount::ZERO, "{label}");
            let payer = if amount.is_negative() { below } else { above };
            let level = peer(payer, if amount.is_negative() { above } else { below }).1.level;
            let paid = payer.payments.all().any(|(_, order)| {
                let item = order.items.iter().find(|item| item.to == Beneficiary::Level(level));
                item.is_some_and(|item| item.amount == amount.magnitude())
                    && matches!(order.state, PaymentState::Executed(_))
            });
            assert!(paid, "{label}: {amount:?} was ordered and executed");
        }
    }
}

#[test]
fn each_caisse_knows_the_rule_by_which_it_gives_or_gets() {
    for (labels, rule) in
        [(&FOOD[..], FLOOR_OF_THE_MEAN), (&["alimentation", "energie"][..], BETWEEN_SECTORS)]
    {
        for label in labels {
            let known = house(label).rules.version_on(rule, day(2025, 11, 30));
            assert!(known.is_some(), "{label}: {rule}");
            assert!(house(label).federation.common(rule).is_some(), "{label}: {rule}");
        }
    }
}

#[test]
fn one_sector_gives_to_the_other() {
    let done = equalised("confederation", BETWEEN_SECTORS);
    let of = |label: &str| done.transfers[house(label).federation.own()];
    assert!(of("energie").is_negative() && of("energie") == -of("alimentation"));
}

#[test]
fn the_energy_caisses_guarantee_income_and_pass_a_quarter_on() {
    for label in ["reseau", "chaufferies"] {
        let below = house(label);
        let rules: BTreeSet<String> = below
            .allocations
            .all()
            .map(|(_, one)| below.allocations.rule_of(one).to_string())
            .collect();
        assert!(rules.contains("garantie_de_revenu"), "{label}: {rules:?}");
        assert!(rules.contains("prise_en_charge_outils"), "{label}: {rules:?}");
    }
    // What a caisse passed on stands in the federation's free means before it gave to another sector.
    let told = &equalised("confederation", BETWEEN_SECTORS).statements;
    assert!(told[house("energie").federation.own()].available.is_positive());
}

#[test]
fn the_feed_of_each_directory_holds_all_that_it_said() {
    for label in LABELS {
        let bytes = peers::page(&made().root.path().join(label), 0).unwrap();
        let lines = String::from_utf8(bytes).unwrap().lines().count();
        assert_eq!(lines, house(label).federation.sent().len(), "{label}");
    }
}
