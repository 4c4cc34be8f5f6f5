//! Typical cases: people who do not exist, with round figures near those of at least five who do.

use std::collections::BTreeMap;

use caisse_domain::identity::MemberId;
use caisse_domain::members::MemberKind;
use caisse_domain::rules::{InForce, ORGANISATION};
use caisse_rules::tree::Input;
use caisse_rules::{Inputs, Value, ValueType};
use caisse_units::Amount;

use super::declared::Declared;
use super::figures::{Both, Case, CaseInput, Flow, Ranking, SMALLEST_GROUP};
use super::groups::{Measured, mean, rounded_to};
use super::replay::{Monthly, Replay, UnitTotal};

/// How many cases are told.
const CASES: usize = 5;

/// Up to five cases, from the lowest income (or the lowest contribution) to the highest.
pub(super) fn typical(
    replay: &Replay<'_>,
    measured: &Measured,
    units: &[UnitTotal],
    declared: &Declared,
) -> Vec<Case> {
    let mut ranked: Vec<(Amount, MemberId)> = units
        .iter()
        .filter_map(|unit| Some((*measured.values.get(&unit.key)?, unit.key)))
        .collect();
    ranked.sort_unstable();
    let crowd = Crowd { replay, measured, declared };
    let mut cases: Vec<Case> = Vec::new();
    for case in neighbourhoods(&ranked).into_iter().filter_map(|near| crowd.case(near)) {
        if !cases.iter().any(|known| known.inputs == case.inputs) {
            cases.push(case);
        }
    }
    cases
}

/// For each tenth, three tenths, half… of the ranks, the seven units around it.
fn neighbourhoods(ranked: &[(Amount, MemberId)]) -> Vec<&[(Amount, MemberId)]> {
    if ranked.len() < SMALLEST_GROUP {
        return Vec::new();
    }
    let around = |case: usize| {
        let middle = (2 * case + 1) * ranked.len() / (2 * CASES);
        let size = 7.min(ranked.len());
        let start = middle.saturating_sub(size / 2).min(ranked.len() - size);
        &ranked[start..start + size]
    };
    (0..CASES).map(around).collect()
}

struct Crowd<'a> {
    replay: &'a Replay<'a>,
    measured: &'a Measured,
    declared: &'a Declared,
}

impl Crowd<'_> {
    /// The case in the middle of these units; `None` when a rule needs what too few declared.
    fn case(&self, near: &[(Amount, MemberId)]) -> Option<Case> {
        let rules = self.replay.rules();
        let both = || [&rules.today, &rules.proposed].into_iter();
        let all = both().flat_map(|rules| rules.contribution.iter().chain(&rules.allowances));
        let mut told: BTreeMap<&str, CaseInput> = BTreeMap::new();
        for input in all.flat_map(InForce::asks) {
            if told.contains_key(input.name.as_str()) {
                continue;
            }
            if let Some(value) = self.value(input, near) {
                let title = input.title.clone();
                told.insert(&input.name, CaseInput { title, value });
            }
        }
        let flow =
            Both { today: flow(&rules.today, &told)?, proposed: flow(&rules.proposed, &told)? };
        Some(Case { inputs: told.into_values().collect(), flow })
    }

    /// What the case has for an input: a round mean of the ranked amount, otherwise what most have.
    fn value(&self, input: &Input, near: &[(Amount, MemberId)]) -> Option<Value> {
        if self.measured.ranking == Ranking::Declared(input.name.clone()) {
            let sum: Amount = near.iter().map(|(value, _)| *value).sum();
            return Some(Value::Euros(rounded_to(mean(sum, near.len()), 5_000)));
        }
        let question = self.replay.question;
        let members = &question.house.members;
        let known = near.iter().filter_map(|(_, key)| Some((*key, members.get(*key)?)));
        match (input.name.as_str(), input.kind) {
            ("personnes", ValueType::Count) => {
                let sizes = known.map(|(key, _)| members.household_size(key, question.today));
                commonest(sizes, 1).map(|size| Value::Count(i64::try_from(size).unwrap_or(1)))
            }
            (ORGANISATION, ValueType::YesNo) => {
                let kinds = known.map(|(_, member)| member.kind == MemberKind::Organisation);
                commonest(kinds, 1).map(Value::YesNo)
            }
            ("categorie", ValueType::Category) => {
                commonest(known.map(|(_, member)| member.category.clone()), 1).map(Value::Category)
            }
            ("anciennete", ValueType::Months) => {
                let mut months: Vec<i32> =
                    known.map(|(_, member)| member.seniority_on(question.today)).collect();
                months.sort_unstable();
                let middle = i64::from(*months.get(months.len() / 2)?);
                Some(Value::Months(middle / 6 * 6))
            }
            _ if input.optional || input.default.is_some() => None,
            _ => self.declared_by_most(input),
        }
    }

    /// What at least five of all declare alike.
    fn declared_by_most(&self, input: &Input) -> Option<Value> {
        let today = self.replay.question.today;
        let all = self
            .measured
            .values
            .keys()
            .filter_map(|key| self.declared.on(*key, today)?.get(&input.name).cloned());
        Value::parse(input.kind, &commonest(all, SMALLEST_GROUP)?).ok()
    }
}

/// The most frequent value, the smallest of equals, if at least `least` have it.
fn commonest<T: Ord>(values: impl Iterator<Item = T>, least: usize) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let most = counts.values().copied().max().filter(|most| *most >= least)?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(value, _)| value)
}

fn flow(rules: &Monthly<'_>, told: &BTreeMap<&str, CaseInput>) -> Option<Flow> {
    let amount = |rule: &InForce<'_>| {
        let asked = rule.asks().iter().filter_map(|input| {
            let known = told.get(input.name.as_str())?;
            (known.value.kind() == input.kind).then(|| (input.name.clone(), known.value.clone()))
        });
        rule.evaluate(&asked.collect::<Inputs>()).ok()
    };
    let contributions = rules.contribution.as_ref().map_or(Some(Amount::ZERO), amount)?;
    let allocations: Option<Vec<Amount>> = rules.allowances.iter().map(amount).collect();
    Some(Flow { contributions, allocations: allocations?.into_iter().sum() })
}
