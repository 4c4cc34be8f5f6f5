//! What an adoption must respect.

use caisse_rules::{Rule, ValueType};
use caisse_units::{Day, Month};

use super::{AdoptedRule, Command, Event, Purpose, Refusal};
use crate::Organisation;
use crate::identity::DecisionId;

/// Decides an adoption or a repeal: the decision is recorded, the past stays as it was, the rules
/// together are sound.
///
/// # Errors
/// The first refusal in the order of the list; a set that is unsound lists all its errors.
pub fn decide(house: &Organisation, command: Command) -> Result<Event, crate::Refusal> {
    match command {
        Command::Adopt { rules, decision } => {
            house.offices.require(decision)?;
            for adopted in &rules {
                let known = house.rules.set().rule(&adopted.rule.name);
                let kept = known.map_or(0, |rule| rule.versions.len());
                let versions = &adopted.rule.versions;
                if let Some(first) = versions.get(kept).or(versions.last()) {
                    let one = (adopted.rule.name.as_str(), &adopted.purpose);
                    crate::federation::check_local_rules(house, [one].into_iter(), first.since)?;
                }
            }
            adopt(house, rules, decision)
        }
        Command::Repeal { rule, from, decision } => {
            house.offices.require(decision)?;
            let purpose = house.rules.purpose(&rule).unwrap_or(&Purpose::Parameter);
            let one = std::iter::once((rule.as_str(), purpose));
            crate::federation::check_local_rules(house, one, from)?;
            repeal(house, rule, from, decision)
        }
    }
}

/// An adoption by a decision that may still be in the making.
pub(crate) fn adopt(
    house: &Organisation,
    rules: Vec<AdoptedRule>,
    decision: DecisionId,
) -> Result<Event, crate::Refusal> {
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
    for adopted in &rules {
        let Some(since) = adopted.rule.versions.last().map(|version| version.since) else {
            continue;
        };
        let repealed = |name: &&str| {
            let known = house.rules.set().rule(name).and_then(|rule| rule.version_on(since));
            let here = rules.iter().any(|other| other.rule.name == **name);
            !here && known.is_some() && house.rules.version_on(name, since).is_none()
        };
        if let Some(to) = set.references(&adopted.rule.name, since).into_iter().find(repealed) {
            let (rule, to) = (adopted.rule.name.clone(), to.to_owned());
            return Err(Refusal::RefersToRepealed { rule, to }.into());
        }
    }
    Ok(Event::Adopted { rules, decision })
}

/// A repeal by a decision that may still be in the making.
pub(crate) fn repeal(
    house: &Organisation,
    rule: String,
    from: Day,
    decision: DecisionId,
) -> Result<Event, crate::Refusal> {
    let book = &house.rules;
    let (Some(known), Some(_)) = (book.set().rule(&rule), book.version_on(&rule, from)) else {
        return Err(Refusal::NoneInForce { rule, on: from }.into());
    };
    if let Some(version) = known.versions.iter().find(|version| version.since >= from) {
        return Err(Refusal::LaterVersion { since: version.since, rule }.into());
    }
    let purpose = book.purpose(&rule).unwrap_or(&Purpose::Parameter);
    if let Some(settled) = settled(house, purpose).filter(|month| from <= month.last_day()) {
        return Err(Refusal::TooEarly { rule, since: from, settled }.into());
    }
    let needs = |(other, _): &(&Rule, &Purpose)| {
        other.name != rule
            && book.version_on(&other.name, from).is_some()
            && book.set().references(&other.name, from).contains(rule.as_str())
    };
    if let Some((other, _)) = book.all().find(needs) {
        return Err(Refusal::StillNeeded { by: other.name.clone(), rule }.into());
    }
    Ok(Event::Repealed { rule, from, decision })
}

/// The last month that a rule for this purpose can no longer change: closed, or called.
pub(crate) fn settled(house: &Organisation, purpose: &Purpose) -> Option<Month> {
    let closed = house.periods.last_closed_month();
    let called = match purpose {
        Purpose::Contribution => house.contributions.months().next_back(),
        _ => None,
    };
    closed.max(called)
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
    let Some(settled) = settled(house, &adopted.purpose) else { return Ok(()) };
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
    let only_one = !matches!(
        adopted.purpose,
        Purpose::Benefit { .. } | Purpose::Parameter | Purpose::Equalisation
    );
    let same_kind =
        |other: &Purpose| std::mem::discriminant(other) == std::mem::discriminant(&adopted.purpose);
    let first = adopted.rule.versions.last().map(|version| version.since);
    let goes_on = |rule: &Rule| {
        first.is_none_or(|first| house.rules.version_on(&rule.name, first).is_some())
            || rule.versions.iter().any(|version| Some(version.since) > first)
    };
    let other = house
        .rules
        .all()
        .filter(|(rule, _)| goes_on(rule))
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
