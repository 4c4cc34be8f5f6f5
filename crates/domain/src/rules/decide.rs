//! What an adoption must respect.

use caisse_rules::ValueType;

use super::{AdoptedRule, Command, Event, Purpose, Refusal};
use crate::Organisation;

/// Decides an adoption: the decision is recorded, the past stays as it was, the rules together are
/// sound.
///
/// # Errors
/// The first refusal in the order of the list; a set that is unsound lists all its errors.
pub fn decide(house: &Organisation, command: Command) -> Result<Event, crate::Refusal> {
    let Command::Adopt { rules, decision } = command;
    house.offices.require(decision)?;
    if rules.is_empty() {
        return Err(Refusal::NothingToAdopt.into());
    }
    for adopted in &rules {
        check_past(house, adopted)?;
        check_purpose(house, adopted, &rules)?;
    }
    let mut set = house.rules.set().clone();
    for adopted in &rules {
        set.insert(adopted.rule.clone());
    }
    if let Err(errors) = set.check() {
        return Err(Refusal::Unsound { errors }.into());
    }
    Ok(Event::Adopted { rules, decision })
}

/// The versions already adopted are the same, and what is new starts after what is closed or called.
fn check_past(house: &Organisation, adopted: &AdoptedRule) -> Result<(), Refusal> {
    let rule = &adopted.rule;
    let before = house.rules.set().rule(&rule.name);
    let kept = before.map_or(0, |before| before.versions.len());
    if let Some(before) = before {
        let same = rule.versions.len() >= kept && rule.versions[..kept] == before.versions[..];
        if !same {
            return Err(Refusal::PastChanged { rule: rule.name.clone() });
        }
        if rule.versions.len() == kept {
            return Err(Refusal::NothingNew { rule: rule.name.clone() });
        }
    }
    let closed = house.periods.last_closed_month();
    let called = match adopted.purpose {
        Purpose::Contribution => house.contributions.months().next_back(),
        _ => None,
    };
    let Some(settled) = closed.max(called) else { return Ok(()) };
    match rule.versions[kept..].iter().find(|version| version.since <= settled.last_day()) {
        Some(version) if before.is_some() => {
            Err(Refusal::TooEarly { rule: rule.name.clone(), since: version.since, settled })
        }
        _ => Ok(()),
    }
}

fn check_purpose(
    house: &Organisation,
    adopted: &AdoptedRule,
    together: &[AdoptedRule],
) -> Result<(), Refusal> {
    let name = &adopted.rule.name;
    let amounts = !matches!(adopted.purpose, Purpose::Parameter);
    if amounts && adopted.rule.result != ValueType::Euros {
        return Err(Refusal::NotAnAmount { rule: name.clone() });
    }
    if house.rules.purpose(name).is_some_and(|before| *before != adopted.purpose) {
        return Err(Refusal::PurposeChanged { rule: name.clone() });
    }
    let only_one = !matches!(adopted.purpose, Purpose::Benefit { .. } | Purpose::Parameter);
    let same_kind =
        |other: &Purpose| std::mem::discriminant(other) == std::mem::discriminant(&adopted.purpose);
    let other = house
        .rules
        .all()
        .map(|(rule, purpose)| (&rule.name, purpose))
        .chain(together.iter().map(|other| (&other.rule.name, &other.purpose)))
        .find(|(other, purpose)| *other != name && same_kind(purpose));
    match other {
        Some((other, _)) if only_one => {
            Err(Refusal::PurposeTaken { rule: name.clone(), by: other.clone() })
        }
        _ => Ok(()),
    }
}
