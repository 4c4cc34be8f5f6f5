//! The rule language: typed, dated, total rules as data, their checker, evaluators and explanations.
//!
//! Read `tree` first: what a rule is. Then `evaluate`: what it gives.
//!
//! Absent on purpose: files, clocks, networks, and any idea of who votes on a rule.

pub mod batch;
pub mod canonical;
pub mod check;
pub mod difference;
pub mod equalisation;
pub mod evaluate;
mod evaluation_error;
pub mod exact;
pub mod explain;
pub mod nearest;
#[cfg(test)]
mod random;
pub mod read;
pub mod report;
mod rule_error;
pub mod sharing;
pub mod trace;
pub mod tree;
mod typing;
pub mod value;

pub use evaluation_error::{EvaluationError, EvaluationProblem};
pub use rule_error::{Form, Limited, Place, RuleError, RuleProblem};
pub use trace::Outcome;
pub use tree::{Rule, RuleSet};
pub use value::{Inputs, Value, ValueError, ValueType};

use std::collections::BTreeSet;

use caisse_units::{Day, Language};

impl RuleSet {
    /// Reads and checks the rules of files, given as (name, text): TOML with French or English keys.
    ///
    /// # Errors
    /// Every error of every file, in order, each with its line and remedy.
    pub fn read(files: &[(String, String)]) -> Result<RuleSet, Vec<RuleError>> {
        read::read(files)
    }

    /// Reads and checks the rules of files beside the rules of this set, which they may refer to or
    /// replace; gives the whole set.
    ///
    /// # Errors
    /// As [`RuleSet::read`].
    pub fn read_beside(&self, files: &[(String, String)]) -> Result<RuleSet, Vec<RuleError>> {
        read::read_beside(self, files)
    }

    /// As [`RuleSet::read_beside`], but a rule goes on from the versions of this set that begin
    /// before those of its file.
    ///
    /// # Errors
    /// As [`RuleSet::read`].
    pub fn read_after(&self, files: &[(String, String)]) -> Result<RuleSet, Vec<RuleError>> {
        read::read_after(self, files)
    }

    /// Everything that must be known of a person to evaluate a rule: its inputs and those of the
    /// rules that it refers to, each name once, its own first.
    pub fn inputs_of(&self, rule: &str) -> Vec<&tree::Input> {
        let Some(rule) = self.rule(rule) else { return Vec::new() };
        let mut inputs: Vec<&tree::Input> = rule.inputs.iter().collect();
        for name in check::needed(self, rule) {
            for input in self.rule(name).into_iter().flat_map(|rule| &rule.inputs) {
                if inputs.iter().all(|known| known.name != input.name) {
                    inputs.push(input);
                }
            }
        }
        inputs
    }

    /// The rules that a rule names from a day on: by its version in force that day and by later ones.
    pub fn references(&self, rule: &str, from: Day) -> BTreeSet<&str> {
        let Some(rule) = self.rule(rule) else { return BTreeSet::new() };
        let current = rule.version_on(from);
        let later = rule.versions.iter().filter(|version| version.since > from);
        current.into_iter().chain(later).flat_map(check::references).collect()
    }

    /// Checks the set as it stands, as before an adoption.
    ///
    /// # Errors
    /// Every error, with its rule, version and line.
    pub fn check(&self) -> Result<(), Vec<RuleError>> {
        check::check(self)
    }

    /// What a rule gives on a day for one person, household or participant, with its trace.
    ///
    /// # Errors
    /// [`EvaluationError`] says which input is missing or out of bounds, or which choice is refused.
    pub fn evaluate(
        &self,
        rule: &str,
        on: Day,
        inputs: &Inputs,
    ) -> Result<Outcome, EvaluationError> {
        evaluate::evaluate(self, rule, on, inputs)
    }

    /// What a rule gives on a day for each participant of a pool, with its trace, in order.
    ///
    /// # Errors
    /// As [`RuleSet::evaluate`], for the first participant who cannot be computed.
    pub fn evaluate_pool(
        &self,
        rule: &str,
        on: Day,
        participants: &[Inputs],
    ) -> Result<Vec<Outcome>, EvaluationError> {
        evaluate::evaluate_pool(self, rule, on, participants, true)
    }

    /// The same without the traces, for who needs only the values.
    ///
    /// # Errors
    /// As [`RuleSet::evaluate_pool`].
    pub fn evaluate_pool_untraced(
        &self,
        rule: &str,
        on: Day,
        participants: &[Inputs],
    ) -> Result<Vec<Outcome>, EvaluationError> {
        evaluate::evaluate_pool(self, rule, on, participants, false)
    }

    /// Tells a rule as it stands on a day: sentences, tables, examples. `None` when there is no such
    /// rule or it is not in force.
    pub fn explain(&self, rule: &str, on: Day, language: Language) -> Option<explain::RuleText> {
        explain::rule_text(self, rule, on, language)
    }
}

impl RuleSet {
    /// What a rule does on a day: bounds, jumps, marginal rates, places where earning more leaves
    /// less. `None` when there is no such rule or it is not in force.
    pub fn report(&self, rule: &str, on: Day) -> Option<report::Report> {
        report::report(self, rule, on)
    }
}

impl Outcome {
    /// Tells how this result came about, step by step; empty when it was evaluated without trace.
    pub fn explain(&self, language: Language) -> Vec<explain::StepText> {
        self.trace.as_ref().map_or_else(Vec::new, |trace| explain::steps(trace, language))
    }
}
