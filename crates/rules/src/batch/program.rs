//! A compiled rule: which inputs it loads, and its lines in the order in which they are computed.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use caisse_units::{Amount, Day};

use super::columns::{Answer, AnswerLine, Column, Columns, Values};
use super::compile::{Compiler, Figures, Known, LinePlan, Names};
use super::execute::{Kept, KeptValues, Run};
use super::plan::{Number, Place, Plain, Plan, YesNo};
use crate::evaluation_error::{EvaluationError, EvaluationProblem};
use crate::nearest::nearest;
use crate::sharing::split;
use crate::tree::{Content, Input, Key, Line, Rule, RuleSet, SharingMethod, Version};
use crate::value::{Value, ValueType};

/// Amounts up to a hundred million euros are computed by a plan of their own, which nearly always fits
/// `i64`; a batch that holds a larger one takes the plan for everything that is declared.
const ORDINARY_CENTS: i64 = 10_000_000_000;

/// A rule and those it refers to, each after what it refers to.
pub(super) struct Program<'r> {
    pub(super) on: Day,
    pub(super) order: Vec<(&'r Rule, &'r Version)>,
    pub(super) pool: bool,
    pub(super) layout: Layout<'r>,
    pub(super) steps: Vec<Step>,
}

/// Where everything is kept: first the inputs, then the lines.
pub(super) struct Layout<'r> {
    pub(super) names: Names,
    pub(super) inputs: Vec<&'r Input>,
    pub(super) results: BTreeMap<String, Place>,
    /// True when the bounds of euros are narrower than declared.
    ordinary: bool,
}

/// A line to compute.
pub(super) struct Step {
    /// True for a line of the rule that was asked for.
    pub(super) own: bool,
    pub(super) plan: LinePlan,
    /// The value, when it is the same whatever the inputs.
    pub(super) constant: Option<Value>,
}

type Ordered<'r> = Vec<(&'r Rule, &'r Version)>;

impl<'r> Program<'r> {
    pub(super) fn compile(
        rules: &'r RuleSet,
        rule: &'r str,
        on: Day,
    ) -> Result<Program<'r>, EvaluationError> {
        let mut order = Vec::new();
        arrange(rules, rule, rule, on, &mut Vec::new(), &mut order)?;
        Program::of(order, on, None)
    }

    /// The same rule for tables whose euros stay within [`ORDINARY_CENTS`], so that more fits `i64`;
    /// `None` where that changes nothing.
    pub(super) fn ordinary(&self) -> Option<Program<'r>> {
        let bounded = |input: &&Input| {
            let (lowest, highest) = input.bounds();
            let default = input.default.as_ref().and_then(Value::units).unwrap_or(0);
            let within = -ORDINARY_CENTS..=ORDINARY_CENTS;
            input.kind == ValueType::Euros
                && within.contains(&default)
                && !(within.contains(&lowest) && within.contains(&highest))
        };
        let helps = !self.pool && self.layout.inputs.iter().any(bounded);
        let program = helps.then(|| Program::of(self.order.clone(), self.on, Some(ORDINARY_CENTS)));
        program?.ok()
    }

    fn of(
        order: Ordered<'r>,
        on: Day,
        ordinary: Option<i64>,
    ) -> Result<Program<'r>, EvaluationError> {
        let pool = order.iter().any(|(_, version)| version.lines.iter().any(Line::is_pool));
        let mut layout = Layout::of(&order, ordinary);
        // For a rule with group figures this pass checks types and names only.
        let one = crate::exact::Exact::whole(1);
        let figures = move |_, _, _: Option<Place>| Some(one.clone());
        let mut steps = Vec::new();
        for (rule, version) in &order {
            for line in &version.lines {
                let step = layout.step(on, rule, line, &figures)?;
                steps.push(Step { own: std::ptr::eq(*rule, order[order.len() - 1].0), ..step });
            }
            layout.finish(rule, version)?;
        }
        Ok(Program { on, order, pool, layout, steps })
    }

    pub(super) fn is_pool(&self) -> bool {
        self.pool
    }

    pub(super) fn own(&self) -> (&'r Rule, &'r Version) {
        *self.order.last().expect("the rule itself is in its order")
    }

    pub(super) fn kind(&self) -> ValueType {
        self.own().0.result
    }

    pub(super) fn bounds(&self) -> Option<(i64, i64)> {
        let place = *self.layout.results.get(&self.own().0.name)?;
        let known = &self.layout.names.places[place];
        (!self.pool && known.kind.is_number()).then_some(known.bounds)
    }

    /// The answer for no row.
    pub(super) fn no_answer(&self) -> Answer {
        let (_, version) = self.own();
        let categories = &self.layout.names.categories;
        let lines = version.lines.iter().map(|line| AnswerLine {
            name: line.name.clone(),
            values: Values::none(line.kind, categories),
            parts: keys_of(line)
                .map(|(keys, _)| keys.iter().map(|key| (key.name.clone(), Vec::new())).collect())
                .unwrap_or_default(),
        });
        let lines: Vec<AnswerLine> = lines.collect();
        let result = version.line(&version.result).map_or(0, |(place, _)| place);
        Answer { rows: 0, lines, result }
    }

    /// Some rows of the table, and which of them are doubtful; `None` when an amount is not ordinary
    /// and this program is for those that are.
    pub(super) fn run(&self, columns: &Columns, rows: Range<usize>) -> Option<(Answer, Vec<bool>)> {
        let mut doubts = vec![false; rows.len()];
        let mut kept: Vec<Kept<'_>> = Vec::with_capacity(self.layout.names.places.len());
        for place in 0..self.layout.inputs.len() {
            kept.push(self.layout.load(place, columns, rows.clone(), &mut doubts)?);
        }
        for step in &self.steps {
            let values = match (&step.constant, step.own) {
                (Some(_), false) => {
                    kept.push(Kept::nothing());
                    continue;
                }
                _ => run_line(&step.plan, &kept, 0..rows.len(), &mut doubts),
            };
            kept.push(Kept::line(values));
        }
        let answer = self.answer(&self.layout, kept, &mut doubts);
        Some((answer, doubts))
    }

    /// The rule's own lines, with the parts of those that are split.
    pub(super) fn answer(
        &self,
        layout: &Layout<'_>,
        mut kept: Vec<Kept<'_>>,
        doubts: &mut [bool],
    ) -> Answer {
        let mut answer = self.no_answer();
        answer.rows = doubts.len();
        let (rule, version) = self.own();
        for (line, into) in version.lines.iter().zip(&mut answer.lines) {
            let place = layout.names.lines[&(rule.name.clone(), line.name.clone())];
            let own = std::mem::replace(&mut kept[place], Kept::nothing());
            into.values = own.into_values(line.kind, &self.layout.names.categories);
            if let (Some((keys, taker)), Values::Numbers(_, cents)) = (keys_of(line), &into.values)
            {
                split_rows(cents, keys, taker, &mut into.parts, doubts);
            }
        }
        answer
    }
}

/// The keys of a line that is split.
fn keys_of(line: &Line) -> Option<(&[Key], &str)> {
    match &line.content {
        Content::Sharing(sharing) => match &sharing.method {
            SharingMethod::ByKeys { keys, remainder_to } => Some((keys, remainder_to)),
            _ => None,
        },
        Content::Formula(_) => None,
    }
}

fn split_rows(
    cents: &[i64],
    keys: &[Key],
    taker: &str,
    into: &mut [(String, Vec<i64>)],
    doubts: &mut [bool],
) {
    for (whole, doubt) in cents.iter().zip(doubts) {
        let parts = split(Amount::from_cents(*whole), keys, taker);
        *doubt |= parts.is_err();
        let parts = parts.unwrap_or_else(|_| vec![Amount::ZERO; keys.len()]);
        for ((_, column), part) in into.iter_mut().zip(parts) {
            column.push(part.cents());
        }
    }
}

/// Puts a rule after those it refers to.
fn arrange<'r>(
    rules: &'r RuleSet,
    name: &str,
    user: &str,
    on: Day,
    open: &mut Vec<&'r str>,
    order: &mut Ordered<'r>,
) -> Result<(), EvaluationError> {
    let refuse = |rule: &str, problem| EvaluationError {
        rule: rule.to_owned(),
        line: None,
        participant: None,
        problem: Box::new(problem),
    };
    if order.iter().any(|(rule, _)| rule.name == name) {
        return Ok(());
    }
    if open.contains(&name) {
        return Err(refuse(name, EvaluationProblem::Cycle));
    }
    let Some(rule) = rules.rule(name) else {
        let names = rules.rules().map(|rule| rule.name.as_str());
        let nearest = nearest(name, names).map(str::to_owned);
        let name = name.to_owned();
        return Err(refuse(user, EvaluationProblem::UnknownRule { name, nearest }));
    };
    let Some(version) = rule.version_on(on) else {
        let first = rule.versions.first().map(|version| version.since);
        return Err(refuse(name, EvaluationProblem::NotYetInForce { on, first }));
    };
    open.push(&rule.name);
    for other in Compiler::references(version) {
        arrange(rules, other, name, on, open, order)?;
    }
    open.pop();
    order.push((rule, version));
    Ok(())
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

/// A line for some rows.
pub(super) fn run_line(
    plan: &LinePlan,
    kept: &[Kept<'_>],
    rows: Range<usize>,
    doubts: &mut [bool],
) -> Values {
    let mut run = Run::new(kept, rows);
    let values = match plan {
        LinePlan::Number { kind, number, rounder, floor, ceiling } => {
            let mut units = run.rounded(number, rounder);
            if let Some((floor, rounder)) = floor.as_deref() {
                units = units.with(run.rounded(floor, rounder), |u, floor| *u.max(floor));
            }
            if let Some((ceiling, rounder)) = ceiling.as_deref() {
                units = units.with(run.rounded(ceiling, rounder), |u, ceiling| *u.min(ceiling));
            }
            let units = units.spread(run.rows.len());
            Values::Numbers(*kind, units)
        }
        LinePlan::Plain(Plan::YesNo(yes)) => Values::YesNo(run.yes_no(yes)),
        LinePlan::Plain(Plan::Category(category)) => {
            Values::Categories { names: Vec::new(), places: run.categories(category) }
        }
        LinePlan::Plain(Plan::Date(date)) => Values::Dates(run.dates(date)),
        LinePlan::Plain(Plan::Number(..)) => unreachable!("a number is rounded"),
    };
    doubts.iter_mut().zip(run.doubts).for_each(|(all, doubt)| *all |= doubt);
    values
}

impl LinePlan {
    /// The value, when it is the same whatever the inputs.
    fn constant(&self, categories: &[String]) -> Option<Value> {
        let fixed = |bound: &Option<Box<(Number, _)>>| {
            bound.as_ref().is_none_or(|bound| bound.0.as_constant().is_some())
        };
        let same = match self {
            LinePlan::Number { number, floor, ceiling, .. } => {
                number.as_constant().is_some() && fixed(floor) && fixed(ceiling)
            }
            LinePlan::Plain(Plan::YesNo(yes)) => matches!(yes, YesNo::Constant(_)),
            LinePlan::Plain(Plan::Category(category)) => matches!(category, Plain::Constant(_)),
            LinePlan::Plain(Plan::Date(date)) => matches!(date, Plain::Constant(_)),
            LinePlan::Plain(Plan::Number(..)) => false,
        };
        if !same {
            return None;
        }
        let mut doubts = [false];
        let values = match run_line(self, &[], 0..1, &mut doubts) {
            Values::Categories { places, .. } => {
                Values::Categories { names: categories.to_vec(), places }
            }
            other => other,
        };
        Column::new(values).value(0).filter(|_| !doubts[0])
    }

    /// The bounds of a number's units.
    fn bounds(&self) -> (i64, i64) {
        let LinePlan::Number { number, rounder, floor, ceiling, .. } = self else { return (0, 0) };
        let (mut lowest, mut highest) = number.rounded_bounds(rounder);
        if let Some((floor, rounder)) = floor.as_deref() {
            let (least, most) = floor.rounded_bounds(rounder);
            (lowest, highest) = (lowest.max(least), highest.max(most));
        }
        if let Some((ceiling, rounder)) = ceiling.as_deref() {
            let (least, most) = ceiling.rounded_bounds(rounder);
            (lowest, highest) = (lowest.min(least), highest.min(most));
        }
        (lowest, highest)
    }
}

impl Kept<'_> {
    /// A place that nobody reads.
    fn nothing() -> Kept<'static> {
        Kept { values: KeptValues::YesNo(Cow::Owned(Vec::new())), known: None }
    }

    fn into_values(self, kind: ValueType, categories: &[String]) -> Values {
        match self.values {
            KeptValues::Numbers(units) => Values::Numbers(kind, units.into_owned()),
            KeptValues::YesNo(values) => Values::YesNo(values.into_owned()),
            KeptValues::Categories(places) => {
                Values::Categories { names: categories.to_vec(), places }
            }
            KeptValues::Dates(days) => Values::Dates(days.into_owned()),
        }
    }
}
