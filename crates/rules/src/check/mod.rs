//! The checker: everything wrong with a set of rules, found before anyone votes on it.
//!
//! Names, types, periods, circles, dates, missing branches, overlapping brackets, results that could
//! overflow, examples that do not hold. A set without finding is total: with its inputs given within
//! their bounds, every rule has a value from its first day on, save for a choice that it refuses.
//!
//! Absent on purpose: files (`read` adds the places), and whether the rule is a good one (`report`
//! tells what it does).

pub(crate) mod bounds;
mod examples;
mod range;
mod structure;

use std::collections::{BTreeMap, BTreeSet};

use caisse_units::Day;

use crate::rule_error::{Place, RuleError, RuleProblem};
use crate::tree::{Content, Expression, Rule, RuleSet, SharingMethod, Version};
use crate::typing::Typed;

/// The most rules that refer to each other in a chain, so that no evaluation goes deep.
pub const CHAIN_LIMIT: usize = 16;

/// What is announced of a rule before it is read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Header {
    pub typed: Option<Typed>,
}

/// A problem and where it stands in the tree.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub rule: String,
    pub version: Option<usize>,
    pub line: Option<usize>,
    pub input: Option<String>,
    pub example: Option<usize>,
    pub path: Vec<usize>,
    pub problem: RuleProblem,
}

impl Finding {
    pub(crate) fn of(rule: &Rule, problem: RuleProblem) -> Finding {
        Finding {
            rule: rule.name.clone(),
            version: None,
            line: None,
            input: None,
            example: None,
            path: Vec::new(),
            problem,
        }
    }

    /// The place in the tree, by names.
    pub(crate) fn place(&self, set: &RuleSet) -> Place {
        let rule = set.rule(&self.rule);
        let version = rule.zip(self.version).and_then(|(rule, at)| rule.versions.get(at));
        let line = version.zip(self.line).and_then(|(version, at)| version.lines.get(at));
        Place {
            file: None,
            line: None,
            rule: Some(self.rule.clone()),
            version: version.map(|version| version.since),
            part: self.input.clone().or_else(|| line.map(|line| line.name.clone())),
        }
    }
}

/// Checks a set of rules that stands alone.
///
/// # Errors
/// Every error found, with its rule, version and line.
pub fn check(set: &RuleSet) -> Result<(), Vec<RuleError>> {
    let findings = findings(set, &BTreeMap::new(), true);
    if findings.is_empty() {
        return Ok(());
    }
    let error = |finding: Finding| RuleError {
        place: Box::new(finding.place(set)),
        problem: Box::new(finding.problem),
    };
    Err(findings.into_iter().map(error).collect())
}

/// Everything found, in stages: bounds are only analysed once types and names are right, examples
/// once everything is. `headers` are rules that exist but could not be read; `complete` is false when
/// there are any.
pub(crate) fn findings(
    set: &RuleSet,
    headers: &BTreeMap<String, Header>,
    complete: bool,
) -> Vec<Finding> {
    let mut found = structure::findings(set, headers);
    if !found.is_empty() || !complete {
        return found;
    }
    found = bounds::findings(set);
    if found.is_empty() {
        found = examples::findings(set);
    }
    found
}

/// The names of the rules that a version refers to.
pub(crate) fn references(version: &Version) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for line in &version.lines {
        for expression in line.floor.iter().chain(&line.ceiling) {
            gather(expression, &mut names);
        }
        match &line.content {
            Content::Formula(formula) => gather(formula, &mut names),
            Content::Sharing(sharing) => {
                gather(&sharing.total, &mut names);
                if let SharingMethod::UpTo { level, .. } = &sharing.method {
                    gather(level, &mut names);
                }
            }
        }
    }
    names
}

fn gather<'e>(expression: &'e Expression, names: &mut BTreeSet<&'e str>) {
    if let Expression::Rule(name) = expression {
        names.insert(name);
    }
    for inside in expression.children() {
        gather(inside, names);
    }
}

/// The rules that a rule needs on a day, itself included, each after those that it needs: computed in
/// this order, nothing recurses from rule to rule. Names without rule or version are left out, and a
/// circle is cut where it closes.
pub(crate) fn in_order<'s>(set: &'s RuleSet, rule: &'s Rule, on: Day) -> Vec<&'s Rule> {
    let mut seen: BTreeSet<&str> = BTreeSet::from([rule.name.as_str()]);
    let mut order = Vec::new();
    let below = |rule: &'s Rule| {
        let version = rule.version_on(on);
        version.map(references).unwrap_or_default().into_iter()
    };
    let mut stack = vec![(rule, below(rule))];
    while let Some((rule, waiting)) = stack.last_mut() {
        match waiting.next() {
            Some(name) => {
                if seen.insert(name)
                    && let Some(next) = set.rule(name)
                {
                    stack.push((next, below(next)));
                }
            }
            None => {
                order.push(*rule);
                stack.pop();
            }
        }
    }
    order
}

/// The rules that a rule needs, itself excluded, however far.
pub(crate) fn needed<'s>(set: &'s RuleSet, rule: &'s Rule) -> BTreeSet<&'s str> {
    let mut needed = BTreeSet::new();
    let mut waiting = vec![rule];
    while let Some(rule) = waiting.pop() {
        for name in rule.versions.iter().flat_map(references) {
            if needed.insert(name)
                && let Some(next) = set.rule(name)
            {
                waiting.push(next);
            }
        }
    }
    needed.remove(rule.name.as_str());
    needed
}

#[cfg(test)]
mod tests;
