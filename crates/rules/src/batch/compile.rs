//! From a rule's tree to plans: names resolved, types checked, constants folded.

use std::collections::{BTreeMap, BTreeSet};

use caisse_units::{Amount, Day};

use super::execute::Run;
use super::number::Rounder;
use super::plan::{Number, Place, Plain, Plan, YesNo};
use crate::evaluation_error::{EvaluationError, EvaluationProblem};
use crate::exact::{Direction, Exact};
use crate::tree::{
    AggregateFunction, Bracket, Column, Expression, Line, Residue, Rule, Sharing, SharingMethod,
};
use crate::value::{Value, ValueType};

/// The values kept at a place: their type and bounds in units.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) kind: ValueType,
    pub(super) bounds: (i64, i64),
    /// The value, when it is the same whatever the inputs.
    pub(super) constant: Option<Value>,
}

/// How a line is computed for each row.
#[derive(Clone, Debug)]
pub(super) enum LinePlan {
    /// Rounded, then floored and capped.
    Number {
        kind: ValueType,
        number: Number,
        rounder: Rounder,
        floor: Option<Box<(Number, Rounder)>>,
        ceiling: Option<Box<(Number, Rounder)>>,
    },
    /// Not a number: as it is.
    Plain(Plan),
}

/// What a formula may refer to.
#[derive(Clone)]
pub(super) struct Names {
    /// The names of categories, by their number.
    pub(super) categories: Vec<String>,
    /// Every place.
    pub(super) places: Vec<Known>,
    /// The place of a rule's input.
    pub(super) inputs: BTreeMap<(String, String), Place>,
    /// The place of a rule's line.
    pub(super) lines: BTreeMap<(String, String), Place>,
    /// The inputs that are read at all, and those that must then be known.
    pub(super) read: BTreeSet<Place>,
    pub(super) required: BTreeSet<Place>,
}

impl Names {
    pub(super) fn category(&mut self, name: &str) -> u32 {
        let found = self.categories.iter().position(|known| known == name);
        let place = found.unwrap_or_else(|| {
            self.categories.push(name.to_owned());
            self.categories.len() - 1
        });
        u32::try_from(place).expect("a rule has few categories")
    }
}

/// An aggregate's figure, or none where its `otherwise` applies.
pub(super) type Figures<'f> = dyn Fn(AggregateFunction, Place, Option<Place>) -> Option<Exact> + 'f;

/// Compiles the lines of one version.
pub(super) struct Compiler<'c> {
    pub(super) names: &'c mut Names,
    pub(super) rule: &'c Rule,
    pub(super) on: Day,
    pub(super) figures: &'c Figures<'c>,
    pub(super) line: Option<&'c Line>,
    /// The result of another rule, which was compiled before.
    pub(super) results: &'c BTreeMap<String, Place>,
}

pub(super) type Compiled<T> = Result<T, EvaluationError>;

impl Compiler<'_> {
    pub(super) fn error(&self, problem: EvaluationProblem) -> EvaluationError {
        EvaluationError {
            rule: self.rule.name.clone(),
            line: self.line.map(|line| line.name.clone()),
            participant: None,
            problem: Box::new(problem),
        }
    }

    pub(super) fn ill_typed(&self, expected: &[ValueType], found: ValueType) -> EvaluationError {
        self.error(EvaluationProblem::IllTyped { expected: expected.to_vec(), found })
    }

    fn unknown(&self, name: &str) -> EvaluationError {
        self.error(EvaluationProblem::UnknownName { name: name.to_owned() })
    }

    /// A line's formula with its rounding and bounds.
    pub(super) fn line(&mut self, line: &Line, formula: &Expression) -> Compiled<LinePlan> {
        let plan = self.plan(formula)?;
        if plan.kind() != line.kind {
            return Err(self.ill_typed(&[line.kind], plan.kind()));
        }
        let Plan::Number(kind, number) = plan else { return Ok(LinePlan::Plain(plan)) };
        self.settled(line, kind, number)
    }

    /// The rounding and bounds of a line, whatever its number is made of.
    pub(super) fn settled(
        &mut self,
        line: &Line,
        kind: ValueType,
        number: Number,
    ) -> Compiled<LinePlan> {
        let step = line.rounding.step.map_or(1, Amount::cents);
        if step <= 0 {
            return Err(self.error(EvaluationProblem::OutOfBounds));
        }
        let rounder = number.rounder(kind, step, line.rounding.direction);
        let floor = self.bound(kind, line.floor.as_ref())?;
        let ceiling = self.bound(kind, line.ceiling.as_ref())?;
        Ok(LinePlan::Number { kind, number, rounder, floor, ceiling })
    }

    fn bound(
        &mut self,
        kind: ValueType,
        bound: Option<&Expression>,
    ) -> Compiled<Option<Box<(Number, Rounder)>>> {
        let Some(bound) = bound else { return Ok(None) };
        let number = self.number_of(bound, kind)?;
        let rounder = number.rounder(kind, 1, Direction::Nearest);
        Ok(Some(Box::new((number, rounder))))
    }

    /// What a column names.
    pub(super) fn column(&mut self, column: &Column) -> Compiled<Place> {
        match column {
            Column::Input(name) => self.input(name),
            Column::Line(name) => self.earlier(name),
        }
    }

    fn input(&mut self, name: &str) -> Compiled<Place> {
        let place = self.optional_input(name)?;
        self.names.required.insert(place);
        Ok(place)
    }

    /// An input that may stay unknown.
    pub(super) fn optional_input(&mut self, name: &str) -> Compiled<Place> {
        let key = (self.rule.name.clone(), name.to_owned());
        let place = self.names.inputs.get(&key).copied().ok_or_else(|| self.unknown(name))?;
        self.names.read.insert(place);
        Ok(place)
    }

    /// Checks the columns that a sharing reads.
    pub(super) fn sharing_columns(&mut self, sharing: &Sharing) -> Compiled<()> {
        use SharingMethod as S;
        let (columns, level) = match &sharing.method {
            S::ByKeys { .. } | S::Equally { among: None } => (vec![], None),
            S::Equally { among: Some(among) } => (vec![among], None),
            S::InProportion { weights } => (vec![weights], None),
            S::LargestRemainders { weights, tie_order } => {
                (std::iter::once(weights).chain(tie_order).collect(), None)
            }
            S::ConstrainedEqualAwards { claims }
            | S::ConstrainedEqualLosses { claims }
            | S::Talmud { claims } => (vec![claims], None),
            S::PriorityClasses { claims, classes } => (vec![claims, classes], None),
            S::Transfers { residue: Residue::Carriers(carriers) } => (vec![carriers], None),
            S::Transfers { .. } => (vec![], None),
            S::UpTo { holdings, level } => (vec![holdings], Some(level)),
        };
        for column in columns {
            self.column(column)?;
        }
        if let Some(level) = level {
            self.number_of(level, ValueType::Euros)?;
        }
        Ok(())
    }

    fn earlier(&mut self, name: &str) -> Compiled<Place> {
        let key = (self.rule.name.clone(), name.to_owned());
        self.names.lines.get(&key).copied().ok_or_else(|| self.unknown(name))
    }

    fn at(&mut self, place: Place) -> Plan {
        let known = self.names.places[place].clone();
        match (known.constant, known.kind) {
            (Some(value), _) => self.constant(&value),
            (None, ValueType::YesNo) => Plan::YesNo(YesNo::Place(place)),
            (None, ValueType::Category) => Plan::Category(Plain::Place(place)),
            (None, ValueType::Date) => Plan::Date(Plain::Place(place)),
            (None, kind) => Plan::Number(kind, Number::place(place, kind, known.bounds)),
        }
    }

    fn constant(&mut self, value: &Value) -> Plan {
        match value {
            Value::YesNo(yes) => Plan::YesNo(YesNo::Constant(*yes)),
            Value::Category(name) => Plan::Category(Plain::Constant(self.names.category(name))),
            Value::Date(day) => Plan::Date(Plain::Constant(*day)),
            number => {
                let exact = number.exact().unwrap_or(Exact::ZERO);
                Plan::Number(number.kind(), Number::constant(exact))
            }
        }
    }

    pub(super) fn number(
        &mut self,
        expression: &Expression,
        expected: &[ValueType],
    ) -> Compiled<(ValueType, Number)> {
        match self.plan(expression)? {
            Plan::Number(kind, number) if expected.contains(&kind) => Ok((kind, number)),
            other => Err(self.ill_typed(expected, other.kind())),
        }
    }

    pub(super) fn number_of(
        &mut self,
        expression: &Expression,
        kind: ValueType,
    ) -> Compiled<Number> {
        Ok(self.number(expression, &[kind])?.1)
    }

    pub(super) fn yes_no(&mut self, expression: &Expression) -> Compiled<YesNo> {
        match self.plan(expression)? {
            Plan::YesNo(yes) => Ok(yes),
            other => Err(self.ill_typed(&[ValueType::YesNo], other.kind())),
        }
    }

    pub(super) fn date(&mut self, expression: &Expression) -> Compiled<Plain<Day>> {
        match self.plan(expression)? {
            Plan::Date(date) => Ok(date),
            other => Err(self.ill_typed(&[ValueType::Date], other.kind())),
        }
    }

    /// Numbers of one type; at least one.
    fn numbers(&mut self, terms: &[Expression]) -> Compiled<(ValueType, Vec<Number>)> {
        let Some((first, others)) = terms.split_first() else {
            return Err(self.error(EvaluationProblem::EmptyList));
        };
        let (kind, first) = self.number(first, NUMBERS)?;
        let mut numbers = vec![first];
        for other in others {
            numbers.push(self.number_of(other, kind)?);
        }
        Ok((kind, numbers))
    }

    /// The plan of an expression, folded when it does not depend on the rows.
    pub(super) fn plan(&mut self, expression: &Expression) -> Compiled<Plan> {
        let plan = self.mechanism(expression)?;
        Ok(folded(plan))
    }

    fn mechanism(&mut self, expression: &Expression) -> Compiled<Plan> {
        use Expression as E;
        Ok(match expression {
            E::Constant(value) => self.constant(value),
            E::Input(name) => {
                let place = self.input(name)?;
                self.at(place)
            }
            E::Line(name) => {
                let place = self.earlier(name)?;
                self.at(place)
            }
            E::Rule(name) => {
                let place = *self.results.get(name).expect("other rules are compiled before");
                self.at(place)
            }
            E::EvaluationDay => Plan::Date(Plain::Constant(self.on)),
            E::DaysOfMonth => {
                let days = Exact::whole(i64::from(self.on.month().days()));
                Plan::Number(ValueType::Days, Number::constant(days))
            }
            E::MonthsBetween { from, to } => {
                let (from, to) = (self.date(from)?, self.date(to)?);
                Plan::Number(ValueType::Months, Number::months(from, to))
            }
            E::Sum(terms) => {
                let (kind, numbers) = self.numbers(terms)?;
                Plan::Number(kind, Number::sum(numbers))
            }
            E::Difference { from, subtract } => self.difference(from, subtract)?,
            E::DifferenceFloored { from, subtract } => match self.difference(from, subtract)? {
                Plan::Number(kind, number) => Plan::Number(kind, Number::floored(number)),
                other => other,
            },
            E::ByRate { base, rate } => {
                let (kind, base) = self.number(base, NUMBERS)?;
                let rate = self.number_of(rate, ValueType::Rate)?;
                Plan::Number(kind, Number::product(base, rate))
            }
            E::ByCount { base, count } => {
                let (kind, base) = self.number(base, NUMBERS)?;
                let needed = if kind.is_quantity() { &[ValueType::Count] } else { QUANTITIES };
                let (_, count) = self.number(count, needed)?;
                Plan::Number(kind, Number::product(base, count))
            }
            E::MarginalScale { base, brackets } => self.scale(base, brackets)?,
            E::Minimum(terms) => {
                let (kind, numbers) = self.numbers(terms)?;
                Plan::Number(kind, Number::least(numbers))
            }
            E::Maximum(terms) => {
                let (kind, numbers) = self.numbers(terms)?;
                Plan::Number(kind, Number::greatest(numbers))
            }
            E::Step { base, step, direction } => {
                let base = self.number_of(base, ValueType::Euros)?;
                if step.cents() <= 0 {
                    return Err(self.error(EvaluationProblem::OutOfBounds));
                }
                let steps = Number::steps(base, step.cents(), *direction);
                Plan::Number(ValueType::Euros, steps)
            }
            other => return self.decision(other),
        })
    }

    fn difference(&mut self, from: &Expression, subtract: &Expression) -> Compiled<Plan> {
        match self.plan(from)? {
            Plan::Date(from) => {
                let subtract = self.date(subtract)?;
                Ok(Plan::Number(ValueType::Days, Number::days(from, subtract)))
            }
            Plan::Number(kind, from) => {
                let subtract = self.number_of(subtract, kind)?;
                Ok(Plan::Number(kind, Number::difference(from, subtract)))
            }
            other => Err(self.ill_typed(NUMBERS, other.kind())),
        }
    }

    fn scale(&mut self, base: &Expression, brackets: &[Bracket]) -> Compiled<Plan> {
        let base = self.number_of(base, ValueType::Euros)?;
        let mut all = Vec::with_capacity(brackets.len());
        for bracket in brackets {
            let limit = match &bracket.up_to {
                Some(limit) => Some(self.number_of(limit, ValueType::Euros)?),
                None => None,
            };
            all.push((limit, self.number_of(&bracket.rate, ValueType::Rate)?));
        }
        Ok(Plan::Number(ValueType::Euros, Number::scale(base, all)))
    }
}

/// Computes a plan that depends on no row and raises no doubt.
fn folded(plan: Plan) -> Plan {
    if !plan.is_same_for_all() {
        return plan;
    }
    match &plan {
        Plan::Number(kind, number) => {
            let mut run = Run::new(&[], 0..1);
            let exact = run.exact(number);
            let doubt = run.doubts[0];
            if doubt { plan } else { Plan::Number(*kind, Number::constant(exact)) }
        }
        Plan::YesNo(yes) => {
            let mut run = Run::new(&[], 0..1);
            let answer = run.yes_no(yes)[0];
            if run.doubts[0] { plan } else { Plan::YesNo(YesNo::Constant(answer)) }
        }
        Plan::Category(_) | Plan::Date(_) => plan,
    }
}

/// Every numeric type.
pub(super) const NUMBERS: &[ValueType] = &[
    ValueType::Euros,
    ValueType::Rate,
    ValueType::Months,
    ValueType::Days,
    ValueType::Hours,
    ValueType::Count,
];

/// The types that count something.
pub(super) const QUANTITIES: &[ValueType] =
    &[ValueType::Months, ValueType::Days, ValueType::Hours, ValueType::Count];
