//! The mechanisms that look at all participants: aggregates and sharing.

use caisse_units::Amount;

use super::{Cell, Evaluator, Frame};
use crate::evaluation_error::{EvaluationError, EvaluationProblem};
use crate::exact::{Direction, Exact};
use crate::sharing::{SharingError, shares, split, transfers};
use crate::trace::{Part, Step, Term, Trace};
use crate::tree::{AggregateFunction, Column, Expression, Key, Residue, Sharing, SharingMethod};
use crate::value::{Value, ValueType};

/// A figure over the participants; no number when there is nobody.
pub(super) struct Figure {
    kind: ValueType,
    number: Option<Exact>,
    participants: usize,
}

/// An amount shared, and the steps to it.
struct Shared {
    total: Amount,
    participants: usize,
    shares: Vec<Amount>,
    steps: Vec<Trace>,
}

/// Transfers of all participants, in their order, and the steps to each raw one.
struct Transferred {
    raw: Vec<Exact>,
    amounts: Vec<Amount>,
    steps: Vec<Vec<Trace>>,
}

/// Why an amount could not be shared.
enum Failure {
    Evaluation(EvaluationError),
    Sharing(SharingError),
}

impl From<SharingError> for Failure {
    fn from(error: SharingError) -> Failure {
        Failure::Sharing(error)
    }
}

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
        expression: &'a Expression,
        inner: &mut Vec<Trace>,
    ) -> Result<(Term, Step), EvaluationError> {
        let Expression::Aggregate { function, of, among, otherwise } = expression else {
            unreachable!("called on aggregates only");
        };
        // The figure is the same for every row: it is computed once for each place in the tree.
        let place = std::ptr::from_ref(expression).addr();
        if !self.aggregates.contains_key(&place) {
            let figure = self.figure(frame, row, *function, of, among.as_ref())?;
            self.aggregates.insert(place, figure);
        }
        let Figure { kind, number, participants } = &self.aggregates[&place];
        let step = Step::Aggregate {
            function: *function,
            of: of.name().to_owned(),
            among: among.as_ref().map(|column| column.name().to_owned()),
            participants: *participants,
        };
        let kind = *kind;
        match (number.clone(), otherwise.as_deref()) {
            (Some(number), _) => Ok((Term::Number(kind, number), step)),
            (None, Some(otherwise)) => {
                let (kind, number) = self.number(frame, row, otherwise, &[kind], inner)?;
                Ok((Term::Number(kind, number), step))
            }
            (None, None) => Err(frame.error(Some(row), EvaluationProblem::EmptyList)),
        }
    }

    /// A figure over the participants.
    fn figure(
        &self,
        frame: &Frame<'_, 'a>,
        row: usize,
        function: AggregateFunction,
        of: &Column,
        among: Option<&Column>,
    ) -> Result<Figure, EvaluationError> {
        let rows = self.taking_part(frame, among)?;
        let participants = rows.len();
        let count = Exact::whole(i64::try_from(participants).unwrap_or(i64::MAX));
        if function == AggregateFunction::Count {
            return Ok(Figure { kind: ValueType::Count, number: Some(count), participants });
        }
        let mut numbers = Vec::with_capacity(participants);
        for participant in rows {
            let value = self.column_value(frame, participant, of)?;
            let number = value.exact();
            numbers.push(number.ok_or_else(|| ill_typed(frame, row, ValueType::Euros, &value))?);
        }
        let sum = |numbers: &[Exact]| numbers.iter().fold(Exact::ZERO, |sum, n| sum.plus(n));
        let number = match function {
            AggregateFunction::Sum | AggregateFunction::Count => Some(sum(&numbers)),
            AggregateFunction::Mean => sum(&numbers).divided_by(&count),
            AggregateFunction::Minimum => numbers.into_iter().min(),
            AggregateFunction::Maximum => numbers.into_iter().max(),
        };
        let kind = self.column_type(frame, of).unwrap_or(ValueType::Euros);
        Ok(Figure { kind, number, participants })
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
        if let SharingMethod::Transfers { residue } = &sharing.method {
            return self.transfer_cells(frame, sharing, residue);
        }
        match self.shares(frame, sharing) {
            Err(error) => vec![Err(error); rows],
            Ok(Shared { total, participants, shares, steps }) => shares
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

    /// A line of transfers for all rows: each one's raw amount, then all of them balanced together.
    fn transfer_cells(
        &mut self,
        frame: &Frame<'_, 'a>,
        sharing: &'a Sharing,
        residue: &Residue,
    ) -> Vec<Result<Cell, EvaluationError>> {
        let rows = self.rows.len();
        match self.transfers(frame, sharing, residue) {
            Err(error) => vec![Err(error); rows],
            Ok(Transferred { raw, amounts, steps }) => {
                let volume = amounts.iter().copied().filter(|amount| amount.is_positive()).sum();
                let rows = raw.into_iter().zip(amounts).zip(steps).enumerate();
                rows.map(|(row, ((raw, amount), children))| {
                    let exact = Term::Number(ValueType::Euros, Exact::whole(amount.cents()));
                    let step = Step::Transferred { raw, volume };
                    let step = Trace { step, value: exact.clone(), children };
                    let steps = if self.traced { vec![step] } else { Vec::new() };
                    self.settle(frame, row, exact, steps)
                })
                .collect()
            }
        }
    }

    fn transfers(
        &mut self,
        frame: &Frame<'_, 'a>,
        sharing: &'a Sharing,
        residue: &Residue,
    ) -> Result<Transferred, EvaluationError> {
        let rows = self.rows.len();
        let (mut raw, mut all_steps) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
        for row in 0..rows {
            let mut steps = Vec::new();
            let euros = &[ValueType::Euros];
            raw.push(self.number(frame, row, &sharing.total, euros, &mut steps)?.1);
            all_steps.push(steps);
        }
        let exact: Vec<_> = raw.iter().map(Exact::ratio).collect();
        let step = frame.line.rounding.step.map_or(1, Amount::cents);
        let column = |column: &Column| self.units(frame, column).map_err(Failure::Evaluation);
        match transfers(&exact, residue, step, column) {
            Ok(amounts) => Ok(Transferred { raw, amounts, steps: all_steps }),
            Err(Failure::Sharing(error)) => {
                Err(frame.error(None, EvaluationProblem::Sharing { error }))
            }
            Err(Failure::Evaluation(error)) => Err(error),
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
        let amounts = split(whole, keys, remainder_to)
            .map_err(|error| frame.error(Some(row), EvaluationProblem::Sharing { error }))?;
        cell.parts = keys
            .iter()
            .zip(amounts)
            .map(|(key, amount)| Part { name: key.name.clone(), amount })
            .collect();
        Ok(cell)
    }

    /// The share of each participant. When nobody takes part, nothing is shared.
    fn shares(
        &mut self,
        frame: &Frame<'_, 'a>,
        sharing: &'a Sharing,
    ) -> Result<Shared, EvaluationError> {
        let mut steps = Vec::new();
        let total = self.total(frame, 0, sharing, &mut steps)?;
        let level = match &sharing.method {
            SharingMethod::UpTo { level, .. } => {
                let (_, level) = self.number(frame, 0, level, &[ValueType::Euros], &mut steps)?;
                let cents = level.rounded(1, Direction::Nearest);
                cents.ok_or_else(|| frame.error(None, EvaluationProblem::OutOfBounds))?
            }
            _ => 0,
        };
        let level = |_: &Expression| Ok(Amount::from_cents(level));
        let column = |column: &Column| self.units(frame, column).map_err(Failure::Evaluation);
        let rows = self.rows.len();
        let shares = match shares(total, &sharing.method, rows, column, level) {
            Ok(shares) => shares,
            Err(Failure::Sharing(SharingError::NobodyToShareAmong)) => vec![Amount::ZERO; rows],
            Err(Failure::Sharing(error)) => {
                return Err(frame.error(None, EvaluationProblem::Sharing { error }));
            }
            Err(Failure::Evaluation(error)) => return Err(error),
        };
        let participants = match &sharing.method {
            SharingMethod::Equally { among } => self.taking_part(frame, among.as_ref())?.len(),
            _ => rows,
        };
        Ok(Shared { total, participants, shares, steps })
    }

    /// A numeric column in units, for all participants.
    fn units(&self, frame: &Frame<'_, 'a>, column: &Column) -> Result<Vec<i64>, EvaluationError> {
        (0..self.rows.len())
            .map(|row| {
                let value = self.column_value(frame, row, column)?;
                let units = match value {
                    Value::YesNo(yes) => Some(i64::from(yes)),
                    _ => value.units(),
                };
                units.ok_or_else(|| ill_typed(frame, row, ValueType::Euros, &value))
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
