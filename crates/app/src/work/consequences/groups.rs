//! Who gains and who loses, told of groups of at least five.

use std::collections::BTreeMap;

use caisse_domain::identity::MemberId;
use caisse_rules::{Value, ValueType};
use caisse_units::Amount;

use super::Question;
use super::declared::Declared;
use super::figures::{Both, Change, Count, Flow, Group, GroupName, Ranking, SMALLEST_GROUP};
use super::replay::{Replay, UnitTotal};

/// From how many persons on households are told together.
const LARGEST_HOUSEHOLD: usize = 5;

/// What units are ranked by, and the value of each.
pub(super) struct Measured {
    pub ranking: Ranking,
    pub values: BTreeMap<MemberId, Amount>,
}

/// Ranks by the amount that the contribution rule asks for, if most declared it; otherwise by the
/// contribution of today.
pub(super) fn measure(replay: &Replay<'_>, units: &[UnitTotal], declared: &Declared) -> Measured {
    let rules = replay.rules();
    let contributions = rules.today.contribution.iter().chain(&rules.proposed.contribution);
    let mut inputs = contributions.flat_map(|rule| rule.asks());
    let income = inputs.find(|input| {
        let known = ["demande", "deja_recu"].contains(&input.name.as_str());
        input.kind == ValueType::Euros && !input.optional && input.default.is_none() && !known
    });
    if let Some(input) = income {
        let of = |unit: &UnitTotal| {
            let situation = declared.on(unit.key, replay.question.today)?;
            match Value::parse(ValueType::Euros, situation.get(&input.name)?) {
                Ok(Value::Euros(amount)) => Some((unit.key, amount)),
                _ => None,
            }
        };
        let values: BTreeMap<MemberId, Amount> = units.iter().filter_map(of).collect();
        if values.len() >= SMALLEST_GROUP && values.len() * 2 >= units.len() {
            return Measured { ranking: Ranking::Declared(input.name.clone()), values };
        }
    }
    let months = replay.past().max(1);
    let of = |unit: &UnitTotal| (unit.key, mean(unit.replay.today.contributions, months));
    Measured { ranking: Ranking::Contribution, values: units.iter().map(of).collect() }
}

/// Parts of equal size by rank: ten, or fewer so that each has at least five.
pub(super) fn by_income(measured: &Measured, units: &[UnitTotal], months: usize) -> Vec<Group> {
    let mut ranked: Vec<(Amount, &UnitTotal)> =
        units.iter().filter_map(|unit| Some((*measured.values.get(&unit.key)?, unit))).collect();
    ranked.sort_by_key(|(value, unit)| (*value, unit.key));
    let of = (ranked.len() / SMALLEST_GROUP).min(10);
    let start = |part: usize| part * ranked.len() / of;
    (0..of)
        .map(|part| {
            let members = &ranked[start(part)..start(part + 1)];
            let sum: Amount = members.iter().map(|(value, _)| *value).sum();
            let mean = rounded_to(mean(sum, members.len()), 1_000);
            let units: Vec<UnitTotal> = members.iter().map(|(_, unit)| **unit).collect();
            group(GroupName::Part { part: part + 1, of, mean }, &units, months)
        })
        .collect()
}

/// By number of persons; sizes with fewer than five households are told together.
pub(super) fn by_household(
    question: Question<'_>,
    units: &[UnitTotal],
    months: usize,
) -> Vec<Group> {
    let mut sizes: BTreeMap<usize, Vec<UnitTotal>> = BTreeMap::new();
    for unit in units {
        let size = question.house.members.household_size(unit.key, question.today);
        sizes.entry(size.clamp(1, LARGEST_HOUSEHOLD)).or_default().push(*unit);
    }
    let few: Vec<usize> =
        sizes.iter().filter(|(_, of)| of.len() < SMALLEST_GROUP).map(|(size, _)| *size).collect();
    let mut others: Vec<UnitTotal> =
        few.iter().filter_map(|size| sizes.remove(size)).flatten().collect();
    if (1..SMALLEST_GROUP).contains(&others.len()) {
        let smallest = sizes.iter().min_by_key(|(_, of)| of.len()).map(|(size, _)| *size);
        others.extend(smallest.and_then(|size| sizes.remove(&size)).unwrap_or_default());
    }
    let mut groups: Vec<Group> =
        sizes.iter().map(|(size, units)| group(GroupName::Persons(*size), units, months)).collect();
    if others.len() >= SMALLEST_GROUP {
        groups.push(group(GroupName::OtherSizes, &others, months));
    }
    groups
}

fn group(name: GroupName, units: &[UnitTotal], months: usize) -> Group {
    let sum = |flow: fn(&UnitTotal) -> Flow| {
        let total = units.iter().map(flow).fold(Flow::default(), Flow::plus);
        let by = units.len() * months.max(1);
        Flow {
            contributions: mean(total.contributions, by),
            allocations: mean(total.allocations, by),
        }
    };
    let mean =
        Both { today: sum(|unit| unit.replay.today), proposed: sum(|unit| unit.replay.proposed) };
    Group { name, units: units.len(), mean, change: change(units, months) }
}

/// Who gains, who loses, by how much a month.
pub(super) fn change(units: &[UnitTotal], months: usize) -> Change {
    let differences =
        || units.iter().map(|unit| unit.replay.proposed.net().minus(unit.replay.today.net()));
    let gains: Vec<Amount> = differences().filter(|d| d.is_positive()).collect();
    let losses: Vec<Amount> = differences().filter(|d| d.is_negative()).map(|d| -d).collect();
    let told = |some: &[Amount]| match Count::of(some.len()) {
        Count::Exactly(number) => number,
        Count::Few => 0,
    };
    let pace = |some: &[Amount]| {
        let sum: Amount = some.iter().copied().sum();
        (told(some) > 0).then(|| rounded_to(mean(sum, some.len() * months.max(1)), 100))
    };
    Change {
        gain: Count::of(gains.len()),
        mean_gain: pace(&gains),
        lose: Count::of(losses.len()),
        mean_loss: pace(&losses),
        same: Count::of(units.len() - told(&gains) - told(&losses)),
    }
}

/// A mean to the cent, half away from zero; nothing of nobody.
pub(super) fn mean(sum: Amount, by: usize) -> Amount {
    let by = i128::try_from(by).unwrap_or(i128::MAX).max(1);
    let sum = i128::from(sum.cents());
    let cents = (2 * sum + sum.signum() * by) / (2 * by);
    Amount::from_cents(i64::try_from(cents).unwrap_or(i64::MAX))
}

/// An amount to the nearest multiple of so many cents.
pub(super) fn rounded_to(amount: Amount, step: i64) -> Amount {
    let cents = amount.cents();
    Amount::from_cents((cents + cents.signum() * step / 2) / step * step)
}
