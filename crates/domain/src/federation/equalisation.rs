//! An equalisation: a pool rule over the statements of a month, and what each pays or receives.

use std::collections::BTreeMap;

use caisse_rules::{Inputs, Value};
use caisse_units::{Amount, Month};

use super::{Equalised, Refusal, Statement, members_on};
use crate::rules::Purpose;
use crate::{Organisation, federation::PeerId};

/// What a rule of equalisation may ask of a statement, under the names of its inputs.
pub fn inputs_of(statement: &Statement) -> Inputs {
    let count = |number: u64| Value::Count(i64::try_from(number).unwrap_or(i64::MAX));
    let mut inputs: Inputs = [
        ("membres", count(statement.members)),
        ("cotisants", count(statement.contributors)),
        ("demandes", count(statement.asked)),
        ("cotisations", Value::Euros(statement.called)),
        ("recu", Value::Euros(statement.received)),
        ("ressources", Value::Euros(statement.received)),
        ("accorde", Value::Euros(statement.granted)),
        ("disponible", Value::Euros(statement.available.max(Amount::ZERO))),
        ("reserve", Value::Euros(statement.floor)),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    if let Some(base) = statement.base {
        inputs.insert("assiette".to_owned(), Value::Euros(base));
    }
    inputs
}

/// Computes the equalisation of a month by a rule adopted for it, over the statements of all members
/// tied to us and in right standing on its last day, in the order in which they were introduced.
///
/// # Errors
/// [`Refusal`]: no such rule, statements missing, done already, a formula that does not sum to zero,
/// a member that could not pay without going below its own reserve floor.
pub fn equalise(house: &Organisation, rule: &str, month: Month) -> Result<Equalised, Refusal> {
    let on = month.last_day();
    let named = || rule.to_owned();
    if !matches!(house.rules.purpose(rule), Some(Purpose::Equalisation)) {
        return Err(Refusal::NotAnEqualisation { rule: named() });
    }
    let version = house.rules.version_on(rule, on);
    let since = version.ok_or_else(|| Refusal::RuleNotInForce { rule: named(), on })?.since;
    if house.federation.equalised.contains_key(&(named(), month)) {
        return Err(Refusal::EqualisedAlready { rule: named(), month });
    }
    let members: Vec<_> = members_on(house, on).collect();
    if members.len() < 2 {
        return Err(Refusal::NobodyToEqualise { on });
    }
    let missing: Vec<PeerId> = members
        .iter()
        .filter(|(_, peer)| !peer.statements.contains_key(&month))
        .map(|(peer, _)| *peer)
        .collect();
    if !missing.is_empty() {
        return Err(Refusal::StatementsMissing { month, peers: missing });
    }
    let rows: Vec<Inputs> =
        members.iter().map(|(_, peer)| inputs_of(&peer.statements[&month])).collect();
    let outcomes = house
        .rules
        .set()
        .evaluate_pool(rule, on, &rows)
        .map_err(|error| Refusal::Incomputable { rule: named(), error: Box::new(error) })?;
    let mut transfers = BTreeMap::new();
    for ((_, peer), outcome) in members.iter().zip(outcomes) {
        let Value::Euros(amount) = outcome.value else {
            return Err(Refusal::NotAnEqualisation { rule: named() });
        };
        transfers.insert(peer.card.origin.clone(), amount);
    }
    let sum: Amount = transfers.values().copied().sum();
    if sum != Amount::ZERO {
        return Err(Refusal::NotZeroSum { rule: named(), sum });
    }
    for (id, peer) in &members {
        let amount = transfers[&peer.card.origin];
        let available = peer.statements[&month].available;
        if amount.is_negative() && available.plus(amount).is_negative() {
            return Err(Refusal::BelowFloor { peer: *id, pays: -amount, available });
        }
    }
    let statements = members
        .iter()
        .map(|(_, peer)| (peer.card.origin.clone(), peer.statements[&month].clone()))
        .collect();
    Ok(Equalised { rule: named(), since, month, statements, transfers })
}
