//! What is given: inputs checked against their declarations, and choices against their bounds.

use caisse_units::Rate;

use super::formula::ill_typed;
use super::{Evaluator, Frame};
use crate::evaluation_error::{EvaluationError, EvaluationProblem};
use crate::exact::{Direction, Exact};
use crate::trace::{Step, Term};
use crate::tree::{Input, Outside};
use crate::value::Value;

impl<'a> Evaluator<'a> {
    /// The value of an input that must be known.
    pub(super) fn input(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        name: &str,
    ) -> Result<(Term, Step), EvaluationError> {
        let Some(declared) = frame.rule.input(name) else {
            let name = name.to_owned();
            return Err(frame.error(Some(row), EvaluationProblem::UnknownName { name }));
        };
        let given = self.given(frame, row, declared)?;
        let Some(value) = given else {
            let (name, kind) = (name.to_owned(), declared.kind);
            return Err(frame.error(Some(row), EvaluationProblem::MissingInput { name, kind }));
        };
        let step = Step::Input { name: name.to_owned(), title: declared.title.clone() };
        Ok((Term::of(&value), step))
    }

    /// The value given for an input or its default, checked against its declaration.
    pub(super) fn given(
        &self,
        frame: &Frame<'_, 'a>,
        row: usize,
        declared: &Input,
    ) -> Result<Option<Value>, EvaluationError> {
        let value = self.rows[row].get(&declared.name).or(declared.default.as_ref());
        match value {
            None => Ok(None),
            Some(value) => match accept(declared, value) {
                Ok(()) => Ok(Some(value.clone())),
                Err(problem) => Err(frame.error(Some(row), problem)),
            },
        }
    }

    /// A value chosen by the member, or the proposed one.
    pub(super) fn chosen(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        input: &str,
        proposed: Term,
        [lowest, highest]: [Option<Exact>; 2],
        outside: Outside,
    ) -> Result<(Term, Step), EvaluationError> {
        let Some(declared) = frame.rule.input(input) else {
            let name = input.to_owned();
            return Err(frame.error(Some(row), EvaluationProblem::UnknownName { name }));
        };
        let name = input.to_owned();
        let Some(value) = self.given(frame, row, declared)? else {
            return Ok((proposed, Step::Chosen { input: name, chosen: false, clamped: false }));
        };
        let term = Term::of(&value);
        let (Term::Number(kind, number), true) = (&term, term.kind() == proposed.kind()) else {
            return Err(ill_typed(frame, row, &[proposed.kind()], &term));
        };
        let below = lowest.as_ref().is_some_and(|lowest| number < lowest);
        let above = highest.as_ref().is_some_and(|highest| number > highest);
        if !below && !above {
            return Ok((term, Step::Chosen { input: name, chosen: true, clamped: false }));
        }
        let bound = |bound: Option<Exact>| {
            let units = super::in_units(*kind, &bound?).rounded(1, Direction::Nearest)?;
            Value::from_units(*kind, units)
        };
        match outside {
            Outside::Refused => {
                let (lowest, highest) = (bound(lowest), bound(highest));
                let refusal =
                    EvaluationProblem::ChoiceOutOfBounds { name, chosen: value, lowest, highest };
                Err(frame.error(Some(row), refusal))
            }
            Outside::Clamped => {
                // As for a line, the ceiling wins when the bounds cross.
                let raised = lowest.map_or(number.clone(), |low| number.clone().max(low));
                let kept = highest.map_or(raised.clone(), |high| raised.min(high));
                let step = Step::Chosen { input: name, chosen: true, clamped: true };
                Ok((Term::Number(*kind, kept), step))
            }
        }
    }
}

/// Whether a declaration accepts a value.
pub(crate) fn accept(declared: &Input, value: &Value) -> Result<(), EvaluationProblem> {
    let name = || declared.name.clone();
    if value.kind() != declared.kind {
        let (expected, found) = (declared.kind, value.clone());
        return Err(EvaluationProblem::InputType { name: name(), expected, found });
    }
    if let Value::Category(found) = value
        && !declared.choices.contains(found)
    {
        let (found, choices) = (found.clone(), declared.choices.clone());
        return Err(EvaluationProblem::UnknownChoice { name: name(), found, choices });
    }
    let (lowest, highest) = declared.bounds();
    if value.units().is_some_and(|units| units < lowest || units > highest) {
        let bound = |units| {
            let none = Value::Rate(Rate::ZERO);
            Value::from_units(declared.kind, units).unwrap_or(none)
        };
        return Err(EvaluationProblem::InputOutOfBounds {
            name: name(),
            found: value.clone(),
            lowest: bound(lowest),
            highest: bound(highest),
        });
    }
    if let (Value::Date(day), lowest, highest) = (value, &declared.lowest, &declared.highest) {
        let date = |bound: &Option<Value>| match bound {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        };
        let below = date(lowest).is_some_and(|lowest| *day < lowest);
        let above = date(highest).is_some_and(|highest| *day > highest);
        if below || above {
            return Err(EvaluationProblem::InputOutOfBounds {
                name: name(),
                found: value.clone(),
                lowest: lowest.clone().unwrap_or_else(|| value.clone()),
                highest: highest.clone().unwrap_or_else(|| value.clone()),
            });
        }
    }
    Ok(())
}
