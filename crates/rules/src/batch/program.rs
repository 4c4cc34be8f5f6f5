//! A compiled rule: which inputs it loads, and its lines in the order in which they are computed.

use std::collections::BTreeSet;
use std::ops::Range;

use caisse_units::{Amount, Day};

use super::columns::{Answer, AnswerLine, Column, Columns, Values};
use super::compile::LinePlan;
use super::execute::{Kept, KeptValues, Run};
use super::layout::Layout;
use super::plan::{Number, Place, Plain, Plan, YesNo};
use crate::check::{in_order, references};
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
        Program::of(arranged(rules, rule, on)?, on, None)
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

/// The rules that a rule needs, itself last, each with its version and after those that it needs.
fn arranged<'r>(rules: &'r RuleSet, name: &str, on: Day) -> Result<Ordered<'r>, EvaluationError> {
    let Some(rule) = rules.rule(name) else { return Err(unknown(rules, name, name)) };
    let mut order: Ordered<'r> = Vec::new();
    let mut ready: BTreeSet<&str> = BTreeSet::new();
    for rule in in_order(rules, rule, on) {
        let Some(version) = rule.version_on(on) else {
            let first = rule.versions.first().map(|version| version.since);
            return Err(refusal(&rule.name, EvaluationProblem::NotYetInForce { on, first }));
        };
        for other in references(version) {
            if rules.rule(other).is_none() {
                return Err(unknown(rules, other, &rule.name));
            }
            // In the order of need, only a circle leaves a rule for later.
            if !ready.contains(other) {
                return Err(refusal(other, EvaluationProblem::Cycle));
            }
        }
        ready.insert(&rule.name);
        order.push((rule, version));
    }
    Ok(order)
}

fn unknown(rules: &RuleSet, name: &str, user: &str) -> EvaluationError {
    let names = rules.rules().map(|rule| rule.name.as_str());
    let nearest = nearest(name, names).map(str::to_owned);
    refusal(user, EvaluationProblem::UnknownRule { name: name.to_owned(), nearest })
}

fn refusal(rule: &str, problem: EvaluationProblem) -> EvaluationError {
    let rule = rule.to_owned();
    EvaluationError { rule, line: None, participant: None, problem: Box::new(problem) }
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
    pub(super) fn constant(&self, categories: &[String]) -> Option<Value> {
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
    pub(super) fn bounds(&self) -> (i64, i64) {
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
