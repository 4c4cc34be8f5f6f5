//! The mechanisms that look at all participants: aggregates and sharing.

use caisse_units::{Amount, split};

use super::{Cell, Evaluator, Frame};
use crate::evaluation_error::{EvaluationError, EvaluationProblem};
use crate::exact::Exact;
use crate::trace::{Part, Step, Term, Trace};
use crate::tree::{AggregateFunction, Column, Expression, Key, Sharing, SharingMethod};
use crate::value::{Value, ValueType};

impl<'a> Evaluator<'a> {
    /// What a participant has in a column.
    fn column_value(
        &self,
        frame: &Frame<'_, 'a>,
        row: usize,
        column: &Column,
    ) -> Result<Value, EvaluationError> {
        let unknown = |name: &str| {
            let name = name.to_owned();
            frame.error(Some(row), EvaluationProblem::UnknownName { name })
        };
        match column {
            Column::Input(name) => {
                let declared = frame.rule.input(name).ok_or_else(|| unknown(name))?;
                let missing = || {
                    let (name, kind) = (name.clone(), declared.kind);
                    frame.error(Some(row), EvaluationProblem::MissingInput { name, kind })
                };
                self.given(frame, row, declared)?.ok_or_else(missing)
            }
            Column::Line(name) => {
                let place = frame.version.line(name).map(|(place, _)| place);
                let column = place.and_then(|place| frame.cells.get(place));
                let cell = &column.ok_or_else(|| unknown(name))?[row];
                cell.as_ref().map(|cell| cell.value.clone()).map_err(Clone::clone)
            }
        }
    }

    /// The participants for whom a yes/no column is yes; all without one.
    fn taking_part(
        &self,
        frame: &Frame<'_, 'a>,
        among: Option<&Column>,
    ) -> Result<Vec<usize>, EvaluationError> {
        let Some(among) = among else { return Ok((0..self.rows.len()).collect()) };
        let mut taking_part = Vec::new();
        for row in 0..self.rows.len() {
            match self.column_value(frame, row, among)? {
                Value::YesNo(true) => taking_part.push(row),
                Value::YesNo(false) => {}
                other => return Err(ill_typed(frame, row, ValueType::YesNo, &other)),
            }
        }
        Ok(taking_part)
    }

    pub(super) fn aggregate(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        (function, of, among): (AggregateFunction, &Column, Option<&Column>),
        otherwise: Option<&'a Expression>,
        inner: &mut Vec<Trace>,
    ) -> Result<(Term, Step), EvaluationError> {
        let participants = self.taking_part(frame, among)?;
        let step = Step::Aggregate {
            function,
            of: of.name().to_owned(),
            among: among.map(|column| column.name().to_owned()),
            participants: participants.len(),
        };
        let count = Exact::whole(i64::try_from(participants.len()).unwrap_or(i64::MAX));
        if function == AggregateFunction::Count {
            return Ok((Term::Number(ValueType::Count, count), step));
        }
        let mut numbers = Vec::with_capacity(participants.len());
        let mut kind = self.column_type(frame, of);
        for participant in participants {
            let value = self.column_value(frame, participant, of)?;
            kind = kind.or(Some(value.kind()));
            let number = value.exact();
            numbers.push(number.ok_or_else(|| ill_typed(frame, row, ValueType::Euros, &value))?);
        }
        let kind = kind.unwrap_or(ValueType::Euros);
        let sum = |numbers: &[Exact]| numbers.iter().fold(Exact::ZERO, |sum, n| sum.plus(n));
        let figure = match function {
            AggregateFunction::Sum | AggregateFunction::Count => Some(sum(&numbers)),
            AggregateFunction::Mean => sum(&numbers).divided_by(&count),
            AggregateFunction::Minimum => numbers.into_iter().min(),
            AggregateFunction::Maximum => numbers.into_iter().max(),
        };
        match (figure, otherwise) {
            (Some(figure), _) => Ok((Term::Number(kind, figure), step)),
            (None, Some(otherwise)) => {
                let (kind, number) = self.number(frame, row, otherwise, &[kind], inner)?;
                Ok((Term::Number(kind, number), step))
            }
            (None, None) => Err(frame.error(Some(row), EvaluationProblem::EmptyList)),
        }
    }

    fn column_type(&self, frame: &Frame<'_, 'a>, column: &Column) -> Option<ValueType> {
        match column {
            Column::Input(name) => frame.rule.input(name).map(|input| input.kind),
            Column::Line(name) => frame.version.line(name).map(|(_, line)| line.kind),
        }
    }

    /// A sharing line for all rows: each participant's share, or for keys each row's own split.
    pub(super) fn sharing_cells(
        &mut self,
        frame: &Frame<'_, 'a>,
        sharing: &'a Sharing,
    ) -> Vec<Result<Cell, EvaluationError>> {
        let rows = self.rows.len();
        if let SharingMethod::ByKeys { keys, remainder_to } = &sharing.method {
            return (0..rows)
                .map(|row| self.split_cell(frame, row, sharing, keys, remainder_to))
                .collect();
        }
        if rows == 0 {
            return Vec::new();
        }
        match self.shares(frame, sharing) {
            Err(error) => vec![Err(error); rows],
            Ok((total, participants, shares, steps)) => shares
                .into_iter()
                .enumerate()
                .map(|(row, share)| {
                    let exact = Term::Number(ValueType::Euros, Exact::whole(share.cents()));
                    let steps = self.shared_step(total, participants, &exact, steps.clone());
                    self.settle(frame, row, exact, steps)
                })
                .collect(),
        }
    }

    fn shared_step(
        &self,
        total: Amount,
        participants: usize,
        value: &Term,
        children: Vec<Trace>,
    ) -> Vec<Trace> {
        if !self.traced {
            return Vec::new();
        }
        let step = Step::Shared { total, participants };
        vec![Trace { step, value: value.clone(), children }]
    }

    /// The amount to share, rounded as a line.
    fn total(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        sharing: &'a Sharing,
        steps: &mut Vec<Trace>,
    ) -> Result<Amount, EvaluationError> {
        let (_, total) = self.number(frame, row, &sharing.total, &[ValueType::Euros], steps)?;
        let rounding = frame.line.rounding;
        total
            .rounded(rounding.step.map_or(1, Amount::cents), rounding.direction)
            .map(Amount::from_cents)
            .ok_or_else(|| frame.error(Some(row), EvaluationProblem::OutOfBounds))
    }

    /// A split by keys: the whole is floored and capped as a line first, then split.
    fn split_cell(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        sharing: &'a Sharing,
        keys: &[Key],
        remainder_to: &str,
    ) -> Result<Cell, EvaluationError> {
        let mut steps = Vec::new();
        let exact = self.expression(frame, row, &sharing.total, &mut steps)?;
        let mut cell = self.settle(frame, row, exact, steps)?;
        let Value::Euros(whole) = cell.value else {
            return Err(ill_typed(frame, row, ValueType::Euros, &cell.value));
        };
        let refuse = || {
            let problem = EvaluationProblem::Sharing {
                french: "les clés ne font pas 100 %, ou le preneur du reste n'en est pas"
                    .to_owned(),
                english: "the keys do not make 100%, or the taker of the rest is not one"
                    .to_owned(),
            };
            frame.error(Some(row), problem)
        };
        let rates: Vec<_> = keys.iter().map(|key| key.rate).collect();
        let taker = keys.iter().position(|key| key.name == remainder_to).ok_or_else(refuse)?;
        let amounts = split::by_rates(whole, &rates, taker).ok_or_else(refuse)?;
        cell.parts = keys
            .iter()
            .zip(amounts)
            .map(|(key, amount)| Part { name: key.name.clone(), amount })
            .collect();
        Ok(cell)
    }

    #[allow(clippy::type_complexity)]
    fn shares(
        &mut self,
        frame: &Frame<'_, 'a>,
        sharing: &'a Sharing,
    ) -> Result<(Amount, usize, Vec<Amount>, Vec<Trace>), EvaluationError> {
        let mut steps = Vec::new();
        let total = self.total(frame, 0, sharing, &mut steps)?;
        let among = match &sharing.method {
            SharingMethod::Equally { among } => among.as_ref(),
            _ => None,
        };
        let participants = self.taking_part(frame, among)?;
        let shares = match &sharing.method {
            SharingMethod::Equally { .. } => {
                let mut weights = vec![0; self.rows.len()];
                for participant in &participants {
                    weights[*participant] = 1;
                }
                split::in_proportion(total, &weights)
            }
            SharingMethod::InProportion { weights }
            | SharingMethod::LargestRemainders { weights, tie_order: None } => {
                let weights = self.units(frame, weights)?;
                split::in_proportion(total, &weights)
            }
            _ => None,
        };
        let shares = shares.ok_or_else(|| {
            let problem = EvaluationProblem::Sharing {
                french: "personne entre qui partager".to_owned(),
                english: "there is nobody to share among".to_owned(),
            };
            frame.error(None, problem)
        })?;
        Ok((total, participants.len(), shares, steps))
    }

    /// A numeric column in units, for all participants.
    fn units(&self, frame: &Frame<'_, 'a>, column: &Column) -> Result<Vec<i64>, EvaluationError> {
        (0..self.rows.len())
            .map(|row| {
                let value = self.column_value(frame, row, column)?;
                value.units().ok_or_else(|| ill_typed(frame, row, ValueType::Euros, &value))
            })
            .collect()
    }
}

fn ill_typed(
    frame: &Frame<'_, '_>,
    row: usize,
    expected: ValueType,
    found: &Value,
) -> EvaluationError {
    let (expected, found) = (vec![expected], found.kind());
    frame.error(Some(row), EvaluationProblem::IllTyped { expected, found })
}
