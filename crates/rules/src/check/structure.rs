//! Names, types, dates and circles.

use std::collections::{BTreeMap, BTreeSet};

use super::{CHAIN_LIMIT, Finding, Header, needed, references};
use crate::nearest::nearest;
use crate::rule_error::{Limited, RuleProblem};
use crate::tree::{Input, Rule, RuleSet, Version};
use crate::typing::{Scope, Typed, type_of_line};
use crate::value::{Value, ValueType};

pub(super) fn findings(set: &RuleSet, headers: &BTreeMap<String, Header>) -> Vec<Finding> {
    let known = |name: &str| match set.rule(name) {
        Some(rule) => Some(Typed { kind: rule.result, per: rule.per }),
        None => headers.get(name).and_then(|header| header.typed),
    };
    let names: Vec<String> =
        set.rules().map(|rule| rule.name.clone()).chain(headers.keys().cloned()).collect();
    let mut found = Vec::new();
    for rule in set.rules() {
        inputs(rule, &mut found);
        dates(set, rule, &mut found);
        for (at, version) in rule.versions.iter().enumerate() {
            for mut finding in lines(rule, version, &known, &names) {
                finding.version = Some(at);
                found.push(finding);
            }
        }
        agreement(set, rule, &mut found);
    }
    circles(set, &mut found);
    chains(set, &mut found);
    found
}

/// Chains of references that are too long, at the rule that begins them.
fn chains(set: &RuleSet, found: &mut Vec<Finding>) {
    // Rules by the length of the longest chain below them, grown one link at a time; a circle never
    // settles, and the limit stops it.
    let mut lengths: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..=CHAIN_LIMIT {
        let mut next = BTreeMap::new();
        for rule in set.rules() {
            let below = rule.versions.iter().flat_map(references);
            let longest = below.filter_map(|name| lengths.get(name)).max();
            next.insert(rule.name.as_str(), longest.map_or(1, |longest| longest + 1));
        }
        lengths = next;
    }
    let circular = found.iter().any(|f| matches!(f.problem, RuleProblem::Cycle { .. }));
    for rule in set.rules() {
        if !circular && lengths.get(rule.name.as_str()).is_some_and(|l| *l > CHAIN_LIMIT) {
            let problem = RuleProblem::TooMany { what: Limited::Chain, limit: CHAIN_LIMIT };
            found.push(Finding::of(rule, problem));
        }
    }
}

fn inputs(rule: &Rule, found: &mut Vec<Finding>) {
    for (at, input) in rule.inputs.iter().enumerate() {
        let mut report = |problem| {
            let input = Some(input.name.clone());
            found.push(Finding { input, ..Finding::of(rule, problem) });
        };
        if rule.inputs[..at].iter().any(|earlier| earlier.name == input.name) {
            report(RuleProblem::NameTwice { name: input.name.clone() });
        }
        if (input.kind == ValueType::Category) == input.choices.is_empty() {
            report(RuleProblem::ChoicesMisplaced);
            continue;
        }
        let stated = [&input.lowest, &input.highest].into_iter().flatten();
        let bounded = input.kind.is_number() || input.kind == ValueType::Date;
        if stated.clone().any(|value| value.kind() != input.kind || !bounded) {
            report(RuleProblem::InputMisdeclared { kind: input.kind });
            continue;
        }
        let crossed = match (&input.lowest, &input.highest) {
            (Some(Value::Date(low)), Some(Value::Date(high))) => low > high,
            _ => input.kind.is_number() && input.bounds().0 > input.bounds().1,
        };
        if crossed {
            report(RuleProblem::BoundsCrossed);
        } else if let Some(default) = &input.default
            && crate::evaluate::accept(input, default).is_err()
        {
            report(RuleProblem::InputMisdeclared { kind: input.kind });
        }
    }
}

fn dates(set: &RuleSet, rule: &Rule, found: &mut Vec<Finding>) {
    if rule.versions.is_empty() {
        found.push(Finding::of(rule, RuleProblem::NoLine));
    }
    for (at, version) in rule.versions.iter().enumerate() {
        let mut report = |problem| {
            found.push(Finding { version: Some(at), ..Finding::of(rule, problem) });
        };
        if at > 0 {
            let (day, after) = (version.since, rule.versions[at - 1].since);
            if day == after {
                report(RuleProblem::SameDate { day });
            } else if day < after {
                report(RuleProblem::VersionsOutOfOrder { day, after });
            }
        }
        for name in references(version) {
            let first = set.rule(name).and_then(|used| used.versions.first());
            if let Some(first) = first.map(|first| first.since)
                && first > version.since
            {
                let rule = name.to_owned();
                report(RuleProblem::ReferenceTooYoung { rule, first });
            }
        }
    }
}

fn lines(
    rule: &Rule,
    version: &Version,
    known: &dyn Fn(&str) -> Option<Typed>,
    rule_names: &[String],
) -> Vec<Finding> {
    let mut found = Vec::new();
    if version.lines.is_empty() {
        found.push(Finding::of(rule, RuleProblem::NoLine));
    }
    let mut scope = Scope { inputs: &rule.inputs, lines: Vec::new(), rules: known, rule_names };
    for (at, line) in version.lines.iter().enumerate() {
        let (typed, problems) = type_of_line(line, &scope);
        for (path, problem) in problems {
            found.push(Finding { line: Some(at), path, ..Finding::of(rule, problem) });
        }
        let mut report = |problem| {
            found.push(Finding { line: Some(at), ..Finding::of(rule, problem) });
        };
        let name = &line.name;
        let above = scope.lines.iter().any(|(above, _)| above == name);
        if above || rule.inputs.iter().any(|input| input.name == *name) {
            report(RuleProblem::NameTwice { name: name.clone() });
        }
        if let Some(typed) = typed
            && typed.kind != line.kind
        {
            report(RuleProblem::ill_typed(&[line.kind], typed.kind));
        }
        match line.rounding.step {
            Some(_) if line.kind != ValueType::Euros => report(RuleProblem::RoundingOfNonEuros),
            Some(step) if !step.is_positive() => report(RuleProblem::StepNotPositive),
            _ => {}
        }
        let per = typed.and_then(|typed| typed.per);
        scope.lines.push((name, Typed { kind: line.kind, per }));
        if *name == version.result && typed.is_some() {
            result(rule, line.kind, per, &mut report);
        }
    }
    if !version.lines.is_empty() && version.line(&version.result).is_none() {
        let names = version.lines.iter().map(|line| line.name.as_str());
        let nearest = nearest(&version.result, names).map(str::to_owned);
        let name = version.result.clone();
        found.push(Finding::of(rule, RuleProblem::UnknownName { name, nearest }));
    }
    found
}

/// The result line must be of the type and period announced.
fn result(
    rule: &Rule,
    kind: ValueType,
    per: Option<crate::tree::Period>,
    report: &mut dyn FnMut(RuleProblem),
) {
    if kind != rule.result {
        report(RuleProblem::ResultType { expected: rule.result, found: kind });
    } else if let (Some(one), Some(other)) = (rule.per, per)
        && one != other
    {
        report(RuleProblem::MixedPeriods { one, other });
    }
}

/// An input that two rules computed together both declare must be the same input.
fn agreement(set: &RuleSet, rule: &Rule, found: &mut Vec<Finding>) {
    let differs = |one: &Input, other: &Input| {
        one.kind != other.kind || one.choices != other.choices || one.per != other.per
    };
    for name in needed(set, rule) {
        let Some(used) = set.rule(name) else { continue };
        for input in &rule.inputs {
            if used.input(&input.name).is_some_and(|other| differs(input, other)) {
                let problem = RuleProblem::InputDisagrees {
                    name: input.name.clone(),
                    other: used.name.clone(),
                };
                let input = Some(input.name.clone());
                found.push(Finding { input, ..Finding::of(rule, problem) });
            }
        }
    }
}

/// Each circle of references, once, at its first rule by name.
fn circles(set: &RuleSet, found: &mut Vec<Finding>) {
    let mut reported: BTreeSet<&str> = BTreeSet::new();
    for rule in set.rules() {
        if reported.contains(rule.name.as_str()) {
            continue;
        }
        if let Some(circle) = circle(set, rule) {
            reported.extend(circle.iter().copied());
            let rules = circle.iter().map(|name| (*name).to_owned()).collect();
            found.push(Finding::of(rule, RuleProblem::Cycle { rules }));
        }
    }
}

/// The shortest way from a rule back to itself, or `None`.
fn circle<'s>(set: &'s RuleSet, rule: &'s Rule) -> Option<Vec<&'s str>> {
    let start = rule.name.as_str();
    let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut waiting = std::collections::VecDeque::from([start]);
    while let Some(name) = waiting.pop_front() {
        let Some(rule) = set.rule(name) else { continue };
        for next in rule.versions.iter().flat_map(references) {
            if next == start {
                let mut way = vec![start, name];
                while let Some(before) = way.last().and_then(|name| came_from.get(name)) {
                    way.push(before);
                }
                way.dedup();
                if way.last() != Some(&start) {
                    way.push(start);
                }
                way.reverse();
                return Some(if way.len() == 1 { vec![start, start] } else { way });
            }
            if let std::collections::btree_map::Entry::Vacant(entry) = came_from.entry(next) {
                entry.insert(name);
                waiting.push_back(next);
            }
        }
    }
    None
}
