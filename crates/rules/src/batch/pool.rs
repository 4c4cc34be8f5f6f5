//! Rules that look at all participants: line by line over all rows, the figures over the group first.

use std::borrow::Cow;

use caisse_units::Amount;

use super::BATCH_ROWS;
use super::columns::{Answer, Columns, Values};
use super::compile::{Compiler, Figures, Known, LinePlan};
use super::execute::{Kept, KeptValues, Run};
use super::layout::Layout;
use super::plan::{Number, Place};
use super::program::{Program, run_line};
use crate::evaluation_error::EvaluationError;
use crate::exact::{Direction, Exact};
use crate::sharing::{SharingError, shares};
use crate::tree::{
    AggregateFunction, Column, Content, Expression, Line, Rule, Sharing, SharingMethod,
};
use crate::value::{ValueType, units_of_one};

/// Something that only the row evaluator can state: it is asked for the whole table.
struct Doubtful;

impl From<SharingError> for Doubtful {
    fn from(_: SharingError) -> Doubtful {
        Doubtful
    }
}

impl From<EvaluationError> for Doubtful {
    fn from(_: EvaluationError) -> Doubtful {
        Doubtful
    }
}

/// All rows, while the lines are computed one after the other.
struct Session<'s, 'r> {
    program: &'s Program<'r>,
    layout: Layout<'r>,
    kept: Vec<Kept<'s>>,
    rows: usize,
}

impl<'r> Program<'r> {
    /// Every row of the table; `None` when the row evaluator has to decide.
    pub(super) fn run_pool(&self, columns: &Columns) -> Option<Answer> {
        if columns.rows() == 0 {
            return Some(self.no_answer());
        }
        let mut layout = Layout::of(&self.order, None);
        layout.names.categories.clone_from(&self.layout.names.categories);
        let rows = columns.rows();
        let mut doubts = vec![false; rows];
        let inputs = 0..layout.inputs.len();
        let load = |place| self.layout.load(place, columns, 0..rows, &mut doubts);
        let kept: Vec<Kept<'_>> = inputs.map(load).collect::<Option<_>>()?;
        if doubts.contains(&true) {
            return None;
        }
        let mut session = Session { program: self, layout, kept, rows };
        for (rule, version) in &self.order {
            for line in &version.lines {
                session.line(rule, line).ok()?;
            }
            session.layout.finish(rule, version).ok()?;
        }
        let answer = self.answer(&session.layout, session.kept, &mut doubts);
        (!doubts.contains(&true)).then_some(answer)
    }
}

impl Session<'_, '_> {
    fn line(&mut self, rule: &Rule, line: &Line) -> Result<(), Doubtful> {
        let sharing = match &line.content {
            Content::Sharing(sharing) => Some(sharing),
            Content::Formula(_) => None,
        };
        let sharing =
            sharing.filter(|sharing| !matches!(sharing.method, SharingMethod::ByKeys { .. }));
        // What each pays or receives is exact before it is rounded, and columns hold rounded numbers.
        if sharing.is_some_and(|one| matches!(one.method, SharingMethod::Transfers { .. })) {
            return Err(Doubtful);
        }
        if let Some(sharing) = sharing {
            return self.shared(rule, line, sharing);
        }
        let (kept, places, rows) = (&self.kept, self.kinds(), self.rows);
        let figures = |function, of, among| figure(kept, &places, rows, function, of, among);
        let step = self.layout.step(self.program.on, rule, line, &figures)?;
        self.keep(&step.plan)
    }

    /// The type of what each place holds.
    fn kinds(&self) -> Vec<ValueType> {
        self.layout.names.places.iter().map(|known| known.kind).collect()
    }

    /// Runs a line over all rows and keeps it.
    fn keep(&mut self, plan: &LinePlan) -> Result<(), Doubtful> {
        let mut all: Option<Values> = None;
        for start in (0..self.rows).step_by(BATCH_ROWS) {
            let rows = start..self.rows.min(start + BATCH_ROWS);
            let mut doubts = vec![false; rows.len()];
            let values = run_line(plan, &self.kept, rows, &mut doubts);
            if doubts.contains(&true) {
                return Err(Doubtful);
            }
            match &mut all {
                Some(all) => all.append(values),
                None => all = Some(values),
            }
        }
        let all = all.ok_or(Doubtful)?;
        self.kept.push(Kept::line(all));
        Ok(())
    }

    /// Shares an amount, keeps the shares at a place of their own, then rounds and bounds the line.
    fn shared(&mut self, rule: &Rule, line: &Line, sharing: &Sharing) -> Result<(), Doubtful> {
        let step = line.rounding.step.map_or(1, Amount::cents);
        let total = self.amount(rule, line, &sharing.total, step, line.rounding.direction)?;
        let level = |level: &Expression| self.amount(rule, line, level, 1, Direction::Nearest);
        let shared = shares(total, &sharing.method, self.rows, |c| self.units(rule, c), level)?;
        let cents: Vec<i64> = shared.into_iter().map(Amount::cents).collect();
        let bounds = cents.iter().fold((0, 0), |(low, high), c| (low.min(*c), high.max(*c)));
        let place = self.kept.len();
        self.kept.push(Kept { values: KeptValues::Numbers(Cow::Owned(cents)), known: None });
        let kind = ValueType::Euros;
        self.layout.names.places.push(Known { kind, bounds, constant: None });
        let (kept, places, rows) = (&self.kept, self.kinds(), self.rows);
        let figures = |function, of, among| figure(kept, &places, rows, function, of, among);
        let mut compiler = Compiler {
            names: &mut self.layout.names,
            rule,
            on: self.program.on,
            figures: &figures,
            line: Some(line),
            results: &self.layout.results,
        };
        if line.kind != kind {
            return Err(Doubtful);
        }
        let plan = compiler.settled(line, kind, Number::place(place, kind, bounds))?;
        let step = self.layout.placed(rule, line, plan);
        self.keep(&step.plan)
    }

    /// An amount of the first row, rounded; it is the same for all.
    fn amount(
        &self,
        rule: &Rule,
        line: &Line,
        expression: &Expression,
        step: i64,
        direction: Direction,
    ) -> Result<Amount, Doubtful> {
        let places = self.kinds();
        let figures =
            |function, of, among| figure(&self.kept, &places, self.rows, function, of, among);
        let mut names = self.layout.names.clone();
        let mut compiler = Compiler {
            names: &mut names,
            rule,
            on: self.program.on,
            figures: &figures as &Figures<'_>,
            line: Some(line),
            results: &self.layout.results,
        };
        let number = compiler.number_of(expression, ValueType::Euros)?;
        if step <= 0 {
            return Err(Doubtful);
        }
        let rounder = number.rounder(ValueType::Euros, step, direction);
        let mut run = Run::new(&self.kept, 0..1);
        let cents = *run.rounded(&number, &rounder).at(0);
        if run.doubts[0] { Err(Doubtful) } else { Ok(Amount::from_cents(cents)) }
    }

    /// A column's units, a yes counting 1.
    fn units(&self, rule: &Rule, column: &Column) -> Result<Vec<i64>, Doubtful> {
        let key = (rule.name.clone(), column.name().to_owned());
        let place = match column {
            Column::Input(_) => self.layout.names.inputs.get(&key),
            Column::Line(_) => self.layout.names.lines.get(&key),
        };
        match &self.kept[*place.ok_or(Doubtful)?].values {
            KeptValues::Numbers(units) => Ok(units.to_vec()),
            KeptValues::YesNo(values) => Ok(values.iter().map(|yes| i64::from(*yes)).collect()),
            KeptValues::Categories(_) | KeptValues::Dates(_) => Err(Doubtful),
        }
    }
}

/// A figure over the participants for whom `among` is yes; none for the mean or extreme of nobody.
fn figure(
    kept: &[Kept<'_>],
    kinds: &[ValueType],
    rows: usize,
    function: AggregateFunction,
    of: Place,
    among: Option<Place>,
) -> Option<Exact> {
    let among = among.map(|place| match &kept[place].values {
        KeptValues::YesNo(values) => &values[..],
        _ => unreachable!("the plan is typed"),
    });
    let takes_part = |row: usize| among.is_none_or(|among| among[row]);
    let count = (0..rows).filter(|row| takes_part(*row)).count();
    let whole = |count: usize| Exact::whole(i64::try_from(count).expect("rows are counted in i64"));
    if function == AggregateFunction::Count {
        return Some(whole(count));
    }
    let KeptValues::Numbers(units) = &kept[of].values else { unreachable!("the plan is typed") };
    let of_those = || units.iter().enumerate().filter(|(row, _)| takes_part(*row)).map(|(_, u)| *u);
    let exact = |units: i128| Exact::fraction(units, units_of_one(kinds[of]).into());
    let sum = || of_those().map(i128::from).sum::<i128>();
    match function {
        AggregateFunction::Sum | AggregateFunction::Count => exact(sum()),
        AggregateFunction::Mean => exact(sum())?.divided_by(&whole(count)),
        AggregateFunction::Minimum => exact(of_those().min()?.into()),
        AggregateFunction::Maximum => exact(of_those().max()?.into()),
    }
}
