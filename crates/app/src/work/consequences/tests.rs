//! What is told of groups, on made-up totals.

use caisse_domain::identity::MemberId;
use caisse_units::Amount;

use super::figures::{Both, Count, Flow, GroupName, Ranking};
use super::groups::{Measured, by_income, change, mean, rounded_to};
use super::replay::UnitTotal;

fn unit(number: u32, today: i64, proposed: i64) -> UnitTotal {
    let flow = |cents| Flow { contributions: Amount::from_cents(cents), allocations: Amount::ZERO };
    UnitTotal {
        key: MemberId(number),
        replay: Both { today: flow(today), proposed: flow(proposed) },
    }
}

#[test]
fn fewer_than_five_who_lose_are_not_counted_apart() {
    let mut units: Vec<UnitTotal> = (1..=20).map(|n| unit(n, 1_200, 1_200)).collect();
    units[3] = unit(4, 1_200, 9_999);
    let told = change(&units, 12);
    assert_eq!(
        (told.gain, told.lose, told.same),
        (Count::Exactly(0), Count::Few, Count::Exactly(20))
    );
    assert_eq!(told.mean_loss, None);
    for (number, unit_of_loser) in (5..9).zip(&mut units[4..8]) {
        *unit_of_loser = unit(number, 1_200, 13_200);
    }
    let told = change(&units, 12);
    assert_eq!((told.lose, told.same), (Count::Exactly(5), Count::Exactly(15)));
    assert_eq!(
        told.mean_loss,
        Some(Amount::from_cents(900)),
        "(4 × 12 000 + 8 799) / 60, to the euro"
    );
}

#[test]
fn parts_by_income_have_at_least_five_and_lose_nobody() {
    for number in 0..130_u32 {
        let units: Vec<UnitTotal> = (1..=number).map(|n| unit(n, i64::from(n), 0)).collect();
        let values = units.iter().map(|unit| (unit.key, unit.replay.today.contributions)).collect();
        let measured = Measured { ranking: Ranking::Contribution, values };
        let groups = by_income(&measured, &units, 1);
        let told: usize = groups.iter().map(|group| group.units).sum();
        assert_eq!(told, if number < 5 { 0 } else { number as usize });
        assert!(groups.iter().all(|group| group.units >= 5) && groups.len() <= 10);
        for (rank, group) in (1..).zip(&groups) {
            assert!(matches!(group.name, GroupName::Part { part, .. } if part == rank));
        }
    }
}

#[test]
fn means_are_rounded_half_away_from_zero() {
    let cents = Amount::from_cents;
    assert_eq!(mean(cents(5), 2), cents(3));
    assert_eq!(mean(cents(-5), 2), cents(-3));
    assert_eq!(mean(cents(100), 3), cents(33));
    assert_eq!(mean(cents(7), 0), cents(7));
    assert_eq!(rounded_to(cents(149), 100), cents(100));
    assert_eq!(rounded_to(cents(150), 100), cents(200));
    assert_eq!(rounded_to(cents(-150), 100), cents(-200));
}
