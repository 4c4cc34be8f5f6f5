//! The worked examples of a rule must hold.

use super::Finding;
use crate::evaluate::evaluate_pool;
use crate::rule_error::RuleProblem;
use crate::trace::Outcome;
use crate::tree::{Example, ExampleRow, Rule, RuleSet, Version};
use crate::value::{Inputs, Value};

pub(super) fn findings(set: &RuleSet) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in set.rules() {
        for (at, version) in rule.versions.iter().enumerate() {
            let next = rule.versions.get(at + 1).map(|next| next.since);
            for (number, example) in version.examples.iter().enumerate() {
                // A version that came later took over the day of this example, which was true of
                // its own version when that was adopted and can no longer be rewritten.
                if example.on.is_some_and(|on| next.is_some_and(|next| on >= next)) {
                    continue;
                }
                for problem in problems(set, rule, version, example) {
                    let (version, example) = (Some(at), Some(number));
                    found.push(Finding { version, example, ..Finding::of(rule, problem) });
                }
            }
        }
    }
    found
}

fn problems(set: &RuleSet, rule: &Rule, version: &Version, example: &Example) -> Vec<RuleProblem> {
    let on = example.on.unwrap_or(version.since);
    let rows: Vec<Inputs> = example.rows.iter().map(|row| row.inputs.clone()).collect();
    match evaluate_pool(set, &rule.name, on, &rows, false) {
        Err(error) => vec![RuleProblem::ExampleFails { error }],
        Ok(outcomes) => example
            .rows
            .iter()
            .zip(&outcomes)
            .flat_map(|(row, outcome)| differences(row, outcome))
            .collect(),
    }
}

fn differences(row: &ExampleRow, outcome: &Outcome) -> Vec<RuleProblem> {
    let mut problems = Vec::new();
    for (name, expected) in &row.expected {
        let found = outcome.line(name).cloned();
        if found.as_ref() != Some(expected) {
            let (name, expected) = (name.clone(), expected.clone());
            problems.push(RuleProblem::ExampleDiffers { name, expected, found });
        }
    }
    for (name, expected) in &row.parts {
        let part = outcome.parts.iter().find(|part| part.name == *name);
        if part.map(|part| part.amount) != Some(*expected) {
            let found = part.map(|part| Value::Euros(part.amount));
            let (name, expected) = (name.clone(), Value::Euros(*expected));
            problems.push(RuleProblem::ExampleDiffers { name, expected, found });
        }
    }
    problems
}
