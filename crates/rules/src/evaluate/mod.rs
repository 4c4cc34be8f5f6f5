//! The reference evaluator: one row (or one pool of rows), exact, with its trace.
//!
//! It defines what a rule means; every other evaluator must agree with it. A line is computed in
//! exact rationals, rounded once, then floored and capped; other lines and rules see the rounded
//! value. A rule evaluated for one person is a pool of one.
//!
//! Cost: linear in the number of nodes times rows; each other rule is computed once per evaluation.
//!
//! Absent on purpose: reading files, judging whether a rule is well formed (`check`); a tree that was
//! not checked gives an error here, never a panic or a loop.

mod formula;
mod inputs;
pub(crate) use formula::ratio_type;
pub(crate) use inputs::accept;
mod pool;

use std::collections::{BTreeMap, BTreeSet};

use caisse_units::{Amount, Day};

use crate::check::in_order;
use crate::evaluation_error::{EvaluationError, EvaluationProblem};
use crate::exact::{Direction, Exact};
use crate::nearest::nearest;
use crate::trace::{
    Bounded, LineOutcome, LineTrace, Origin, Outcome, Part, RuleTrace, Step, Term, Trace,
};
use crate::tree::{Content, Expression, Line, Rule, RuleSet, Version};
use crate::value::{Inputs, Value, ValueType, units_of_one};

/// Evaluates a rule for one person, household or participant, with its trace.
///
/// # Errors
/// [`EvaluationError`] says which input is missing or out of bounds, or which choice is refused.
pub fn evaluate(
    rules: &RuleSet,
    rule: &str,
    on: Day,
    inputs: &Inputs,
) -> Result<Outcome, EvaluationError> {
    let mut outcomes = run(rules, rule, on, std::slice::from_ref(inputs), true)?;
    Ok(outcomes.remove(0))
}

/// The same as [`evaluate`], without the trace.
///
/// # Errors
/// As [`evaluate`].
pub fn evaluate_untraced(
    rules: &RuleSet,
    rule: &str,
    on: Day,
    inputs: &Inputs,
) -> Result<Outcome, EvaluationError> {
    let mut outcomes = run(rules, rule, on, std::slice::from_ref(inputs), false)?;
    Ok(outcomes.remove(0))
}

/// Evaluates a rule for all the participants of a pool at once, in their order; all or nothing.
///
/// # Errors
/// The error of the first participant for whom the rule cannot be evaluated.
pub fn evaluate_pool(
    rules: &RuleSet,
    rule: &str,
    on: Day,
    participants: &[Inputs],
    traced: bool,
) -> Result<Vec<Outcome>, EvaluationError> {
    run(rules, rule, on, participants, traced)
}

fn run(
    rules: &RuleSet,
    name: &str,
    on: Day,
    rows: &[Inputs],
    traced: bool,
) -> Result<Vec<Outcome>, EvaluationError> {
    let mut evaluator = Evaluator {
        rules,
        on,
        rows,
        traced,
        computed: BTreeMap::new(),
        order: 0,
        aggregates: BTreeMap::new(),
    };
    let Some(rule) = rules.rule(name) else { return Err(evaluator.unknown(name, name)) };
    for needed in in_order(rules, rule, on) {
        evaluator.compute(needed);
    }
    evaluator.result_of(name, name)?;
    (0..rows.len()).map(|row| evaluator.outcome(name, row)).collect()
}

/// A line's value for one row.
#[derive(Clone, Debug)]
struct Cell {
    exact: Term,
    value: Value,
    rounded: Option<(Direction, i64)>,
    bounded: Option<Bounded>,
    parts: Vec<Part>,
    steps: Vec<Trace>,
}

/// All lines of one rule, for all rows: `cells[line][row]`.
struct Computed<'a> {
    rule: &'a Rule,
    version: &'a Version,
    cells: Vec<Vec<Result<Cell, EvaluationError>>>,
    /// Its place in the order in which rules were finished.
    order: usize,
}

enum State<'a> {
    Failed(EvaluationError),
    Done(Computed<'a>),
}

struct Evaluator<'a> {
    rules: &'a RuleSet,
    on: Day,
    rows: &'a [Inputs],
    traced: bool,
    computed: BTreeMap<&'a str, State<'a>>,
    order: usize,
    /// Figures over all participants, by the address of their expression in the tree.
    aggregates: BTreeMap<usize, pool::Figure>,
}

/// Where an expression stands.
struct Frame<'f, 'a> {
    rule: &'a Rule,
    version: &'a Version,
    line: &'a Line,
    cells: &'f [Vec<Result<Cell, EvaluationError>>],
}

impl Frame<'_, '_> {
    fn error(&self, row: Option<usize>, problem: EvaluationProblem) -> EvaluationError {
        EvaluationError {
            rule: self.rule.name.clone(),
            line: Some(self.line.name.clone()),
            participant: row,
            problem: Box::new(problem),
        }
    }
}

impl<'a> Evaluator<'a> {
    /// Computes the rule for all rows; the rules that it needs were computed before it.
    fn compute(&mut self, rule: &'a Rule) {
        let Some(version) = rule.version_on(self.on) else {
            let first = rule.versions.first().map(|version| version.since);
            let problem = EvaluationProblem::NotYetInForce { on: self.on, first };
            self.computed.insert(&rule.name, State::Failed(refusal(&rule.name, problem)));
            return;
        };
        let mut cells: Vec<Vec<Result<Cell, EvaluationError>>> = Vec::new();
        for line in &version.lines {
            let frame = Frame { rule, version, line, cells: &cells };
            let column = self.line(&frame);
            cells.push(column);
        }
        self.order += 1;
        let done = Computed { rule, version, cells, order: self.order };
        self.computed.insert(&rule.name, State::Done(done));
    }

    /// A rule that was computed; `user` is the rule that refers to it.
    fn result_of(&self, name: &str, user: &str) -> Result<&Computed<'a>, EvaluationError> {
        match self.computed.get(name) {
            Some(State::Done(computed)) => Ok(computed),
            Some(State::Failed(error)) => Err(error.clone()),
            None if self.rules.rule(name).is_none() => Err(self.unknown(name, user)),
            // In the order of need, only a circle leaves a rule uncomputed.
            None => Err(refusal(name, EvaluationProblem::Cycle)),
        }
    }

    fn unknown(&self, name: &str, user: &str) -> EvaluationError {
        let names = self.rules.rules().map(|rule| rule.name.as_str());
        let nearest = nearest(name, names).map(str::to_owned);
        refusal(user, EvaluationProblem::UnknownRule { name: name.to_owned(), nearest })
    }

    /// One line for all rows.
    fn line(&mut self, frame: &Frame<'_, 'a>) -> Vec<Result<Cell, EvaluationError>> {
        match &frame.line.content {
            Content::Formula(formula) => {
                (0..self.rows.len()).map(|row| self.formula_cell(frame, row, formula)).collect()
            }
            Content::Sharing(sharing) => self.sharing_cells(frame, sharing),
        }
    }

    fn formula_cell(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        formula: &'a Expression,
    ) -> Result<Cell, EvaluationError> {
        let mut steps = Vec::new();
        let exact = self.expression(frame, row, formula, &mut steps)?;
        self.settle(frame, row, exact, steps)
    }

    /// Rounds once, then floors and caps.
    fn settle(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        exact: Term,
        mut steps: Vec<Trace>,
    ) -> Result<Cell, EvaluationError> {
        let line = frame.line;
        let found = exact.kind();
        if found != line.kind {
            let expected = vec![line.kind];
            return Err(frame.error(Some(row), EvaluationProblem::IllTyped { expected, found }));
        }
        let out_of_bounds = || frame.error(Some(row), EvaluationProblem::OutOfBounds);
        let Term::Number(kind, number) = &exact else {
            let value = plain_value(&exact).ok_or_else(out_of_bounds)?;
            return Ok(Cell::of(exact, value, steps));
        };
        let kind = *kind;
        let step = line.rounding.step.map_or(1, Amount::cents);
        let direction = line.rounding.direction;
        let units = in_units(kind, number);
        let mut whole = units.rounded(step, direction).ok_or_else(out_of_bounds)?;
        let rounded = (units != Exact::whole(whole)).then_some((direction, step));
        let mut bounded = None;
        if let Some(floor) = &line.floor {
            let floor = self.bound(frame, row, kind, (floor, Step::Floor), &mut steps)?;
            if whole < floor {
                bounded = Value::from_units(kind, whole).map(Bounded::Raised);
                whole = floor;
            }
        }
        if let Some(ceiling) = &line.ceiling {
            let ceiling = self.bound(frame, row, kind, (ceiling, Step::Ceiling), &mut steps)?;
            if whole > ceiling {
                bounded = Value::from_units(kind, whole).map(Bounded::Lowered);
                whole = ceiling;
            }
        }
        let value = Value::from_units(kind, whole).ok_or_else(out_of_bounds)?;
        Ok(Cell { rounded, bounded, ..Cell::of(exact, value, steps) })
    }

    /// A floor or ceiling, rounded to the unit.
    fn bound(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        kind: ValueType,
        (bound, step): (&'a Expression, Step),
        steps: &mut Vec<Trace>,
    ) -> Result<i64, EvaluationError> {
        let mut children = Vec::new();
        let (_, number) = self.number(frame, row, bound, &[kind], &mut children)?;
        if self.traced {
            steps.push(Trace { step, value: Term::Number(kind, number.clone()), children });
        }
        in_units(kind, &number)
            .rounded(1, Direction::Nearest)
            .ok_or_else(|| frame.error(Some(row), EvaluationProblem::OutOfBounds))
    }

    fn outcome(&self, name: &str, row: usize) -> Result<Outcome, EvaluationError> {
        let computed = self.result_of(name, name)?;
        let mut lines = Vec::with_capacity(computed.cells.len());
        for (line, column) in computed.version.lines.iter().zip(&computed.cells) {
            let cell = column[row].as_ref().map_err(|error| self.placed(error))?;
            let (value, parts) = (cell.value.clone(), cell.parts.clone());
            lines.push(LineOutcome { name: line.name.clone(), value, parts });
        }
        let result = &computed.version.result;
        let Some((place, _)) = computed.version.line(result) else {
            return Err(EvaluationError {
                rule: name.to_owned(),
                line: None,
                participant: None,
                problem: Box::new(EvaluationProblem::UnknownName { name: result.clone() }),
            });
        };
        let (value, parts) = (lines[place].value.clone(), lines[place].parts.clone());
        let trace = self.traced.then(|| self.rule_trace(computed, row));
        Ok(Outcome { value, lines, parts, trace })
    }

    /// The error, without the participant when there is only one.
    fn placed(&self, error: &EvaluationError) -> EvaluationError {
        let participant = error.participant.filter(|_| self.rows.len() > 1);
        EvaluationError { participant, ..error.clone() }
    }

    fn rule_trace(&self, computed: &Computed<'a>, row: usize) -> RuleTrace {
        // Only the rules that this row went through, its untaken branches left out.
        let mut names: BTreeSet<&str> = BTreeSet::new();
        let mut waiting = vec![computed];
        while let Some(user) = waiting.pop() {
            for cell in user.cells.iter().filter_map(|column| column[row].as_ref().ok()) {
                for name in cell.steps.iter().flat_map(rules_of) {
                    if let Some(State::Done(used)) = self.computed.get(name)
                        && names.insert(&used.rule.name)
                    {
                        waiting.push(used);
                    }
                }
            }
        }
        let mut others: Vec<&Computed<'a>> = names
            .into_iter()
            .filter_map(|name| match self.computed.get(name) {
                Some(State::Done(used)) if !used.rule.is_parameter() => Some(used),
                _ => None,
            })
            .collect();
        others.sort_by_key(|other| other.order);
        RuleTrace {
            origin: origin(computed.rule, computed.version),
            on: self.on,
            used: others.into_iter().map(|other| self.lines_trace(other, row)).collect(),
            ..self.lines_trace(computed, row)
        }
    }

    fn lines_trace(&self, computed: &Computed<'a>, row: usize) -> RuleTrace {
        let lines = computed.version.lines.iter().zip(&computed.cells);
        let lines = lines.filter_map(|(line, column)| {
            let cell = column[row].as_ref().ok()?;
            Some(LineTrace {
                name: line.name.clone(),
                title: line.title.clone(),
                exact: cell.exact.clone(),
                value: cell.value.clone(),
                rounded: cell.rounded,
                bounded: cell.bounded.clone(),
                parts: cell.parts.clone(),
                steps: cell.steps.clone(),
            })
        });
        RuleTrace {
            origin: origin(computed.rule, computed.version),
            on: self.on,
            used: Vec::new(),
            lines: lines.collect(),
            result: computed.version.result.clone(),
        }
    }
}

impl Cell {
    fn of(exact: Term, value: Value, steps: Vec<Trace>) -> Cell {
        Cell { exact, value, rounded: None, bounded: None, parts: Vec::new(), steps }
    }
}

/// The rules named in a step and in those inside it.
fn rules_of(trace: &Trace) -> Vec<&str> {
    let mut names: Vec<&str> = trace.children.iter().flat_map(rules_of).collect();
    if let Step::Rule { origin, .. } = &trace.step {
        names.push(&origin.rule);
    }
    names
}

fn refusal(rule: &str, problem: EvaluationProblem) -> EvaluationError {
    let rule = rule.to_owned();
    EvaluationError { rule, line: None, participant: None, problem: Box::new(problem) }
}

fn origin(rule: &Rule, version: &Version) -> Origin {
    Origin {
        rule: rule.name.clone(),
        title: rule.title.clone(),
        since: version.since,
        source: version.source.clone(),
        decision: version.decision.clone(),
        per: rule.per,
    }
}

/// The exact number in stored units: millionths for a rate, hundredths for hours.
fn in_units(kind: ValueType, number: &Exact) -> Exact {
    match units_of_one(kind) {
        1 => number.clone(),
        units => number.times(&Exact::whole(units)),
    }
}

/// The value of a term that is not a number.
fn plain_value(term: &Term) -> Option<Value> {
    match term {
        Term::YesNo(yes) => Some(Value::YesNo(*yes)),
        Term::Category(name) => Some(Value::Category(name.clone())),
        Term::Date(day) => Some(Value::Date(*day)),
        Term::Number(..) => None,
    }
}

#[cfg(test)]
mod tests;
