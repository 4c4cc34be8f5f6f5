//! The rule language: typed, dated, total rules as data, their checker, evaluators and explanations.
//!
//! Read `tree` first: what a rule is. Then `evaluate`: what it gives.
//!
//! Absent on purpose: files, clocks, networks, and any idea of who votes on a rule.

pub mod batch;
pub mod canonical;
pub mod evaluate;
mod evaluation_error;
pub mod exact;
pub mod nearest;
pub mod sharing;
pub mod trace;
pub mod tree;
pub mod value;

pub use evaluation_error::{EvaluationError, EvaluationProblem};
pub use trace::Outcome;
pub use tree::{Rule, RuleSet};
pub use value::{Inputs, Value, ValueType};

use caisse_units::Day;

impl RuleSet {
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
}
