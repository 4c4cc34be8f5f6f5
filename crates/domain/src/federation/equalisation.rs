//! An equalisation: a pool rule over the statements of a month, and what each pays or receives; what
//! is done about a statement that is missing or not believed; the settlement on final figures.

use std::collections::BTreeMap;

use caisse_rules::{Inputs, Value};
use caisse_units::{Amount, Day, Language, Month};

use super::{Despite, Done, Equalised, Peer, Refusal, Statement, matters, members_on};
use crate::Organisation;
use crate::identity::{DecisionId, PeerId};
use crate::rules::Purpose;

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
/// tied to us and in right standing on its last day that ceded it, in the order in which they were
/// introduced.
///
/// # Errors
/// [`Refusal`]: no such rule, statements missing, done already, a formula that does not sum to zero,
/// a member that could not pay without going below its own reserve floor.
pub fn equalise(house: &Organisation, rule: &str, month: Month) -> Result<Equalised, Refusal> {
    check_new(house, rule, month)?;
    compute(house, rule, month, &BTreeMap::new())
}

/// The same, with what a vote decided about statements that are missing or not believed: those caisses
/// are left out, or stand with the last statement that they published before that month.
///
/// # Errors
/// Those of [`equalise`]; [`Refusal::NotAMember`] for one that is not to be equalised.
pub(super) fn despite(
    house: &Organisation,
    rule: &str,
    month: Month,
    despite: &[(PeerId, Despite)],
    decision: DecisionId,
) -> Result<Equalised, Refusal> {
    check_new(house, rule, month)?;
    let despite: BTreeMap<PeerId, Despite> = despite.iter().copied().collect();
    let members: Vec<PeerId> = taking_part(house, rule, month).map(|(peer, _)| peer).collect();
    if let Some(peer) = despite.keys().find(|peer| !members.contains(peer)) {
        return Err(Refusal::NotAMember { peer: *peer, on: month.last_day() });
    }
    let done = compute(house, rule, month, &despite)?;
    Ok(Equalised { decision: Some(decision), ..done })
}

/// Computes a month that was equalised again, on the statements as they are now: what was booked
/// before counts as paid in advance. Whoever was left out by a vote and has published since takes
/// part again.
///
/// # Errors
/// Those of [`equalise`]; [`Refusal::NotEqualised`], [`Refusal::NothingToSettle`].
pub fn settle(house: &Organisation, rule: &str, month: Month) -> Result<Equalised, Refusal> {
    let key = (rule.to_owned(), month);
    let Some(Done(before)) = house.federation.equalised.get(&key) else {
        return Err(Refusal::NotEqualised { rule: rule.to_owned(), month });
    };
    let despite: BTreeMap<PeerId, Despite> = house
        .federation
        .peers()
        .filter(|(_, peer)| !peer.statements.contains_key(&month))
        .filter_map(|(id, peer)| Some((id, *before.despite.get(&peer.card.origin)?)))
        .collect();
    let done = compute(house, rule, month, &despite)?;
    if done.transfers == before.transfers {
        return Err(Refusal::NothingToSettle { rule: rule.to_owned(), month });
    }
    let decision = before.decision.filter(|_| !despite.is_empty());
    Ok(Equalised { decision, settles: true, ..done })
}

/// What an equalisation still moves for an organisation: its transfer, less what was booked before.
pub(super) fn due(house: &Organisation, done: &Equalised, origin: &str) -> Amount {
    let before = match done.settles {
        true => house.federation.equalised.get(&(done.rule.clone(), done.month)),
        false => None,
    };
    let of = |one: &Equalised| one.transfers.get(origin).copied().unwrap_or_default();
    of(done).minus(before.map_or(Amount::ZERO, |before| of(&before.0)))
}

/// How the books call it.
pub(super) fn label(done: &Equalised, month: Month) -> String {
    let what = if done.settles { "Solde de péréquation de" } else { "Péréquation de" };
    format!("{what} {}", month.written(Language::French))
}

fn check_new(house: &Organisation, rule: &str, month: Month) -> Result<(), Refusal> {
    if !matches!(house.rules.purpose(rule), Some(Purpose::Equalisation)) {
        return Err(Refusal::NotAnEqualisation { rule: rule.to_owned() });
    }
    if house.federation.equalised.contains_key(&(rule.to_owned(), month)) {
        return Err(Refusal::EqualisedAlready { rule: rule.to_owned(), month });
    }
    Ok(())
}

/// The members that an equalisation of that month is among.
fn taking_part<'a>(
    house: &'a Organisation,
    rule: &'a str,
    month: Month,
) -> impl Iterator<Item = (PeerId, &'a Peer)> {
    let on = month.last_day();
    members_on(house, on).filter(move |(_, peer)| matters::takes_part(peer.cedes.iter(), rule, on))
}

/// The members, each with the statement that stands for its month.
fn statements<'a>(
    house: &'a Organisation,
    rule: &'a str,
    month: Month,
    despite: &BTreeMap<PeerId, Despite>,
) -> Result<Vec<(PeerId, &'a Peer, &'a Statement)>, Refusal> {
    let on = month.last_day();
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    for (id, peer) in taking_part(house, rule, month) {
        let statement = match despite.get(&id) {
            Some(Despite::Without) => continue,
            Some(Despite::LastKnown) => peer.statements.range(..month).next_back(),
            None => peer.statements.get_key_value(&month),
        };
        match statement {
            Some((_, statement)) => found.push((id, peer, statement)),
            None => missing.push(id),
        }
    }
    if !missing.is_empty() {
        return Err(Refusal::StatementsMissing { month, peers: missing });
    }
    if found.len() < 2 {
        return Err(Refusal::NobodyToEqualise { on });
    }
    Ok(found)
}

fn compute(
    house: &Organisation,
    rule: &str,
    month: Month,
    despite: &BTreeMap<PeerId, Despite>,
) -> Result<Equalised, Refusal> {
    let (on, named) = (month.last_day(), || rule.to_owned());
    let version = house.rules.version_on(rule, on);
    let since = version.ok_or_else(|| Refusal::RuleNotInForce { rule: named(), on })?.since;
    let members = statements(house, rule, month, despite)?;
    let begun = house.rules.set().rule(rule).and_then(|rule| rule.versions.first());
    let begun = begun.map_or(since, |version| version.since);
    let row = |(_, peer, said): &(PeerId, &Peer, &Statement)| {
        let mut inputs = inputs_of(said);
        inputs.extend(before(house, rule, begun, month, &peer.card.origin));
        inputs
    };
    let rows: Vec<Inputs> = members.iter().map(row).collect();
    let outcomes = house
        .rules
        .set()
        .evaluate_pool_untraced(rule, on, &rows)
        .map_err(|error| Refusal::Incomputable { rule: named(), error: Box::new(error) })?;
    let mut transfers = BTreeMap::new();
    for ((_, peer, _), outcome) in members.iter().zip(outcomes) {
        let Value::Euros(amount) = outcome.value else {
            return Err(Refusal::NotAnEqualisation { rule: named() });
        };
        transfers.insert(peer.card.origin.clone(), amount);
    }
    let sum: Amount = transfers.values().copied().sum();
    if sum != Amount::ZERO {
        return Err(Refusal::NotZeroSum { rule: named(), sum });
    }
    let of = |(_, peer, said): &(PeerId, &Peer, &Statement)| {
        (peer.card.origin.clone(), Statement::clone(said))
    };
    let statements = members.iter().map(of).collect();
    let named_despite = despite
        .iter()
        .filter_map(|(id, one)| Some((house.federation.peer(*id)?.card.origin.clone(), *one)));
    let despite = named_despite.collect();
    let done = Equalised {
        rule: named(),
        since,
        month,
        statements,
        transfers,
        despite,
        decision: None,
        settles: house.federation.equalised.contains_key(&(named(), month)),
    };
    check_floors(&done, &members)?;
    Ok(done)
}

/// What a rule that takes the place of another may ask to spare who loses: `annee`, the year since it
/// began, from 1; `recu_avant`, what other rules gave the caisse for the same month of the year before
/// it began. Linear in the equalisations.
pub(super) fn before(
    house: &Organisation,
    rule: &str,
    begun: Day,
    month: Month,
    origin: &str,
) -> [(String, Value); 2] {
    let first = begun.month();
    let apart = |from: Month, to: Month| {
        let of = |month: Month| i32::from(month.year()) * 12 + i32::from(month.month_of_year());
        of(to) - of(from)
    };
    let same = apart(first, month).rem_euclid(12);
    let reference = first.plus_months(same - 12);
    let others = house.federation.equalised();
    let received = others
        .filter(|(other, of, _)| *other != rule && *of == reference)
        .filter_map(|(_, _, done)| done.transfers.get(origin).copied())
        .filter(|amount| amount.is_positive())
        .sum();
    let year = i64::from(apart(first, month).div_euclid(12) + 1).max(1);
    [("recu_avant".to_owned(), Value::Euros(received)), ("annee".to_owned(), Value::Count(year))]
}

/// Nobody pays more than what it has above its own reserve floor. Of a settlement the whole transfer
/// counts: who received too much in advance has it to give back.
fn check_floors(done: &Equalised, members: &[(PeerId, &Peer, &Statement)]) -> Result<(), Refusal> {
    for (id, peer, said) in members {
        let amount = done.transfers[&peer.card.origin];
        let available = said.available;
        if amount.is_negative() && available.plus(amount).is_negative() {
            return Err(Refusal::BelowFloor { peer: *id, pays: -amount, available });
        }
    }
    Ok(())
}
