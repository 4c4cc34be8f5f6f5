//! The batch evaluator: whole columns of integers at once, in batches of 2 048 rows.
//!
//! It gives what `evaluate_pool` gives, row for row and error for error, several times faster. A rule
//! is compiled once: names become places, parameters become constants, and interval analysis chooses
//! for each number the narrowest of `i64`, `i128` and exact rationals that it provably fits. A row
//! that the plan cannot answer is decided by the row evaluator, which stays the reference.
//!
//! A rule that looks at all participants is run line by line over all rows: first the figures over
//! the group and the shares, then the rows.
//!
//! Absent on purpose: traces, threads, files; whether a rule is well formed (`check`).

mod bounds;
mod columns;
mod compile;
mod decide;
mod execute;
mod layout;
mod number;
mod plan;
mod pool;
mod program;

use std::ops::Range;

use caisse_units::Day;

pub use columns::{Answer, AnswerLine, Column, Columns, Values};

use crate::evaluate::evaluate_pool;
use crate::evaluation_error::EvaluationError;
use crate::trace::Outcome;
use crate::tree::RuleSet;
use crate::value::{Inputs, ValueType};
use program::Program;

/// How many rows are computed at a time: a few columns of them fit in the fastest cache.
pub const BATCH_ROWS: usize = 2048;

/// A rule on a day, ready to be run over tables.
pub struct Batch<'r> {
    rules: &'r RuleSet,
    rule: &'r str,
    on: Day,
    program: Program<'r>,
    ordinary: Option<Program<'r>>,
}

impl<'r> Batch<'r> {
    /// Prepares a rule, and those it refers to, for a day.
    ///
    /// # Errors
    /// When a rule is unknown, not in force that day, refers to itself, or is not well typed.
    pub fn compile(
        rules: &'r RuleSet,
        rule: &'r str,
        on: Day,
    ) -> Result<Batch<'r>, EvaluationError> {
        let program = Program::compile(rules, rule, on)?;
        let ordinary = program.ordinary();
        Ok(Batch { rules, rule, on, program, ordinary })
    }

    /// True when the rule needs all participants at once, so that a table must not be cut into pieces.
    pub fn is_pool(&self) -> bool {
        self.program.is_pool()
    }

    /// The type of the rule's result.
    pub fn kind(&self) -> ValueType {
        self.program.kind()
    }

    /// The bounds of the result in units, as far as they can be proved from those of the inputs; for
    /// a rule without group figures that gives a number.
    pub fn bounds(&self) -> Option<(i64, i64)> {
        self.program.bounds()
    }

    /// The rule for every row of the table, all or nothing.
    ///
    /// # Errors
    /// The error of the first row that cannot be computed, as the row evaluator states it.
    pub fn run(&self, columns: &Columns) -> Result<Answer, EvaluationError> {
        if self.program.is_pool() {
            return self.run_pool(columns);
        }
        if columns.rows() <= BATCH_ROWS {
            return self.run_some(columns, 0..columns.rows());
        }
        let mut answer = self.program.no_answer();
        answer.reserve(columns.rows());
        for start in (0..columns.rows()).step_by(BATCH_ROWS) {
            let rows = start..columns.rows().min(start + BATCH_ROWS);
            answer.append(self.run_some(columns, rows)?);
        }
        Ok(answer)
    }

    /// One batch of rows.
    fn run_some(&self, columns: &Columns, rows: Range<usize>) -> Result<Answer, EvaluationError> {
        let ordinary = self.ordinary.as_ref().and_then(|p| p.run(columns, rows.clone()));
        let all = ordinary.or_else(|| self.program.run(columns, rows.clone()));
        let (mut part, doubts) = all.expect("the plan for all amounts takes every amount");
        self.decide(columns, rows, &mut part, &doubts)?;
        Ok(part)
    }

    /// Has the row evaluator decide the doubtful rows.
    fn decide(
        &self,
        columns: &Columns,
        rows: Range<usize>,
        part: &mut Answer,
        doubts: &[bool],
    ) -> Result<(), EvaluationError> {
        for (place, _) in doubts.iter().enumerate().filter(|(_, doubt)| **doubt) {
            let row = rows.start + place;
            let outcome = self.one_row(&columns.row(row), row, columns.rows() > 1)?;
            part.put(place, &outcome);
        }
        Ok(())
    }

    /// One row by the row evaluator, which names the participant when there are several.
    fn one_row(
        &self,
        inputs: &Inputs,
        row: usize,
        several: bool,
    ) -> Result<Outcome, EvaluationError> {
        let twice = [inputs.clone(), inputs.clone()];
        let rows = if several { &twice[..] } else { &twice[..1] };
        match evaluate_pool(self.rules, self.rule, self.on, rows, false) {
            Ok(mut outcomes) => Ok(outcomes.swap_remove(0)),
            Err(error) => {
                let participant = error.participant.map(|_| row);
                Err(EvaluationError { participant, ..error })
            }
        }
    }

    fn run_pool(&self, columns: &Columns) -> Result<Answer, EvaluationError> {
        if let Some(answer) = self.program.run_pool(columns) {
            return Ok(answer);
        }
        let rows: Vec<Inputs> = (0..columns.rows()).map(|row| columns.row(row)).collect();
        let outcomes = evaluate_pool(self.rules, self.rule, self.on, &rows, false)?;
        let mut answer = self.program.no_answer();
        for outcome in &outcomes {
            answer.push(outcome);
        }
        Ok(answer)
    }
}

#[cfg(test)]
mod tests;
