//! Where everything is kept while a rule is run, and how inputs come in.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use caisse_units::Day;

use super::columns::{Column, Columns, Values};
use super::compile::{Compiler, Figures, Known, LinePlan, Names};
use super::execute::{Kept, KeptValues};
use super::plan::Place;
use super::program::Step;
use crate::evaluation_error::{EvaluationError, EvaluationProblem};
use crate::tree::{Content, Input, Line, Rule, Version};
use crate::value::{Value, ValueType};

/// Where everything is kept: first the inputs, then the lines.
pub(super) struct Layout<'r> {
    pub(super) names: Names,
    pub(super) inputs: Vec<&'r Input>,
    pub(super) results: BTreeMap<String, Place>,
    /// True when the bounds of euros are narrower than declared.
    ordinary: bool,
}

impl<'r> Layout<'r> {
    /// A place for each input of each rule.
    pub(super) fn of(order: &[(&'r Rule, &'r Version)], ordinary: Option<i64>) -> Layout<'r> {
        let mut names = Names {
            categories: Vec::new(),
            places: Vec::new(),
            inputs: BTreeMap::new(),
            lines: BTreeMap::new(),
            read: BTreeSet::new(),
            required: BTreeSet::new(),
        };
        let mut inputs = Vec::new();
        for (rule, _) in order {
            for input in &rule.inputs {
                let key = (rule.name.clone(), input.name.clone());
                names.inputs.insert(key, names.places.len());
                let bounds = match (input.kind, ordinary) {
                    (ValueType::Euros, Some(most)) => {
                        let (lowest, highest) = input.bounds();
                        (lowest.clamp(-most, most), highest.clamp(-most, most))
                    }
                    _ => input.bounds(),
                };
                names.places.push(Known { kind: input.kind, bounds, constant: None });
                inputs.push(input);
                for choice in &input.choices {
                    names.category(choice);
                }
            }
        }
        Layout { names, inputs, results: BTreeMap::new(), ordinary: ordinary.is_some() }
    }

    /// A line's plan and its place.
    pub(super) fn step(
        &mut self,
        on: Day,
        rule: &Rule,
        line: &Line,
        figures: &Figures<'_>,
    ) -> Result<Step, EvaluationError> {
        let mut compiler = Compiler {
            names: &mut self.names,
            rule,
            on,
            figures,
            line: Some(line),
            results: &self.results,
        };
        let plan = match &line.content {
            Content::Formula(formula) => compiler.line(line, formula)?,
            Content::Sharing(sharing) => {
                // Shares are bounded like amounts; by keys it is the whole that stands on the line.
                compiler.sharing_columns(sharing)?;
                compiler.line(line, &sharing.total)?
            }
        };
        Ok(self.placed(rule, line, plan))
    }

    /// Gives a plan its place.
    pub(super) fn placed(&mut self, rule: &Rule, line: &Line, plan: LinePlan) -> Step {
        let place = self.names.places.len();
        let constant = match &line.content {
            Content::Formula(_) => plan.constant(&self.names.categories),
            Content::Sharing(_) => None,
        };
        let bounds = plan.bounds();
        self.names.places.push(Known { kind: line.kind, bounds, constant: constant.clone() });
        self.names.lines.insert((rule.name.clone(), line.name.clone()), place);
        Step { own: false, plan, constant }
    }

    /// Notes where the result of a rule stands, once its lines have their places.
    pub(super) fn finish(&mut self, rule: &Rule, version: &Version) -> Result<(), EvaluationError> {
        let key = (rule.name.clone(), version.result.clone());
        let Some(place) = self.names.lines.get(&key) else {
            let name = version.result.clone();
            return Err(EvaluationError {
                rule: rule.name.clone(),
                line: None,
                participant: None,
                problem: Box::new(EvaluationProblem::UnknownName { name }),
            });
        };
        self.results.insert(rule.name.clone(), *place);
        Ok(())
    }

    /// An input's values for some rows. A row that a rule must read and does not know, or whose value
    /// the declaration refuses, is doubtful.
    pub(super) fn load<'c>(
        &self,
        place: Place,
        columns: &'c Columns,
        rows: Range<usize>,
        doubts: &mut [bool],
    ) -> Option<Kept<'c>> {
        let input = self.inputs[place];
        if !self.names.read.contains(&place) {
            return Some(Kept::nothing());
        }
        let column = columns.column(&input.name);
        let mut known = match column.map(Column::known) {
            None => Some(vec![false; rows.len()]),
            Some(None) => None,
            Some(Some(known)) => Some(known[rows.clone()].to_vec()),
        };
        let mut values = match column {
            Some(column) => self.accepted(place, column, rows.clone(), known.as_deref(), doubts)?,
            None => nothing(input.kind, rows.len()),
        };
        if let (Some(rows), Some(default)) = (&mut known, &input.default) {
            values = self.with_default(values, input, default, rows, doubts);
            known = None;
        }
        if let Some(known) = &known
            && self.names.required.contains(&place)
        {
            known.iter().zip(doubts).for_each(|(known, doubt)| *doubt |= !known);
        }
        Some(Kept { values, known: known.map(Cow::Owned) })
    }

    /// The values of a column, those refused by the declaration replaced by one that it accepts.
    fn accepted<'c>(
        &self,
        place: Place,
        column: &'c Column,
        rows: Range<usize>,
        known: Option<&[bool]>,
        doubts: &mut [bool],
    ) -> Option<KeptValues<'c>> {
        let input = self.inputs[place];
        let given = |row: usize| known.is_none_or(|known| known[row]);
        Some(match (column.values(), input.kind) {
            (Values::Numbers(kind, units), expected) if *kind == expected => {
                let units = &units[rows];
                let (lowest, highest) = self.names.places[place].bounds;
                let fits = |unit: &i64| lowest <= *unit && *unit <= highest;
                // One pass without branches first: nearly always every row fits.
                if units.iter().fold(true, |all, unit| all & fits(unit)) {
                    return Some(KeptValues::Numbers(Cow::Borrowed(units)));
                }
                if self.ordinary {
                    return None;
                }
                let one = |(row, unit): (usize, &i64)| {
                    doubts[row] |= !fits(unit) && given(row);
                    if fits(unit) { *unit } else { lowest.min(highest) }
                };
                KeptValues::Numbers(units.iter().enumerate().map(one).collect())
            }
            (Values::YesNo(values), ValueType::YesNo) => {
                KeptValues::YesNo(Cow::Borrowed(&values[rows]))
            }
            (Values::Categories { names, places }, ValueType::Category) => {
                let number = |name: &String| {
                    let offered = input.choices.contains(name);
                    let known = self.names.categories.iter().position(|known| known == name);
                    known.filter(|_| offered).and_then(|number| u32::try_from(number).ok())
                };
                let numbers: Vec<Option<u32>> = names.iter().map(number).collect();
                let one = |(row, place): (usize, &u32)| {
                    let number = numbers.get(*place as usize).copied().flatten();
                    doubts[row] |= number.is_none() && given(row);
                    number.unwrap_or(u32::MAX - 1)
                };
                KeptValues::Categories(places[rows].iter().enumerate().map(one).collect())
            }
            (Values::Dates(days), ValueType::Date) => {
                for (row, day) in days[rows.clone()].iter().enumerate() {
                    let value = Value::Date(*day);
                    let refused = !accepts(input, &value);
                    doubts[row] |= refused && given(row);
                }
                KeptValues::Dates(Cow::Borrowed(&days[rows]))
            }
            _ => {
                (0..rows.len()).filter(|row| given(*row)).for_each(|row| doubts[row] = true);
                nothing(input.kind, rows.len())
            }
        })
    }

    /// The default for the rows that know nothing.
    fn with_default<'c>(
        &self,
        values: KeptValues<'c>,
        input: &Input,
        default: &Value,
        known: &[bool],
        doubts: &mut [bool],
    ) -> KeptValues<'c> {
        let refused = !accepts(input, default);
        known.iter().zip(doubts).for_each(|(known, doubt)| *doubt |= refused && !known);
        match (values, default) {
            (values, _) if refused => values,
            (KeptValues::Numbers(units), default) => {
                let default = default.units().unwrap_or(0);
                let pairs = units.iter().zip(known);
                KeptValues::Numbers(pairs.map(|(u, k)| if *k { *u } else { default }).collect())
            }
            (KeptValues::YesNo(values), Value::YesNo(yes)) => {
                let pairs = values.iter().zip(known);
                KeptValues::YesNo(pairs.map(|(v, k)| if *k { *v } else { *yes }).collect())
            }
            (KeptValues::Categories(numbers), Value::Category(name)) => {
                let found = self.names.categories.iter().position(|known| known == name);
                let number = found.and_then(|n| u32::try_from(n).ok()).unwrap_or(u32::MAX - 1);
                let pairs = numbers.iter().zip(known);
                KeptValues::Categories(pairs.map(|(n, k)| if *k { *n } else { number }).collect())
            }
            (KeptValues::Dates(days), Value::Date(day)) => {
                let pairs = days.iter().zip(known);
                KeptValues::Dates(pairs.map(|(d, k)| if *k { *d } else { *day }).collect())
            }
            (values, _) => values,
        }
    }
}

/// Whether a declaration accepts a value; the row evaluator says why not.
fn accepts(input: &Input, value: &Value) -> bool {
    let (lowest, highest) = input.bounds();
    value.kind() == input.kind
        && value.units().is_none_or(|units| lowest <= units && units <= highest)
        && match value {
            Value::Category(name) => input.choices.contains(name),
            Value::Date(_) => {
                input.lowest.as_ref().is_none_or(|lowest| value >= lowest)
                    && input.highest.as_ref().is_none_or(|highest| value <= highest)
            }
            _ => true,
        }
}

/// Values of that type that nobody will read.
fn nothing(kind: ValueType, rows: usize) -> KeptValues<'static> {
    match kind {
        ValueType::YesNo => KeptValues::YesNo(vec![false; rows].into()),
        ValueType::Category => KeptValues::Categories(vec![u32::MAX - 1; rows]),
        ValueType::Date => {
            let day = Day::new(2000, 1, 1).expect("a day that exists");
            KeptValues::Dates(vec![day; rows].into())
        }
        _ => KeptValues::Numbers(vec![0; rows].into()),
    }
}
