//! What an evaluation leaves behind: its lines, and each step that led to them.
//!
//! A trace stands alone: it names parameters with their date and source, so that it can be told to a
//! person without the tree.
//!
//! Absent on purpose: sentences (`explain`).

use caisse_units::{Amount, Day};

use crate::exact::{Direction, Exact};
use crate::tree::{AggregateFunction, Comparison, Period, Title};
use crate::value::{Value, ValueType};

/// An exact value on its way to a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A number of that type; see [`Exact`] for its unit.
    Number(ValueType, Exact),
    /// A yes/no.
    YesNo(bool),
    /// A category.
    Category(String),
    /// A civil day.
    Date(Day),
}

impl Term {
    /// The exact term of a value.
    pub fn of(value: &Value) -> Term {
        match value {
            Value::YesNo(yes) => Term::YesNo(*yes),
            Value::Category(name) => Term::Category(name.clone()),
            Value::Date(day) => Term::Date(*day),
            number => Term::Number(number.kind(), number.exact().unwrap_or(Exact::ZERO)),
        }
    }

    /// The type of this term.
    pub fn kind(&self) -> ValueType {
        match self {
            Term::Number(kind, _) => *kind,
            Term::YesNo(_) => ValueType::YesNo,
            Term::Category(_) => ValueType::Category,
            Term::Date(_) => ValueType::Date,
        }
    }
}

/// What a rule gives for one person, household or participant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The result, which is one of the lines.
    pub value: Value,
    /// Each line in order, as it stands on a statement.
    pub lines: Vec<LineOutcome>,
    /// The takers' parts, when the result is split by keys; they sum to the value.
    pub parts: Vec<Part>,
    /// Each step; `None` when the evaluation was asked without it.
    pub trace: Option<RuleTrace>,
}

impl Outcome {
    /// The value of the line of that name.
    pub fn line(&self, name: &str) -> Option<&Value> {
        self.lines.iter().find(|line| line.name == name).map(|line| &line.value)
    }
}

/// A line's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineOutcome {
    /// The line's name.
    pub name: String,
    /// Its rounded, floored and capped value.
    pub value: Value,
    /// The takers' parts, when the line is split by keys.
    pub parts: Vec<Part>,
}

/// A taker's part of a split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The taker.
    pub name: String,
    /// What it receives.
    pub amount: Amount,
}

/// Where a rule that was used comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The rule's name.
    pub rule: String,
    /// Its title.
    pub title: Title,
    /// The first day of the version used.
    pub since: Day,
    /// The version's source.
    pub source: Option<String>,
    /// The vote or decision that adopted it.
    pub decision: Option<String>,
    /// The period that its result is for.
    pub per: Option<Period>,
}

/// How a rule came to its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleTrace {
    /// The rule and version.
    pub origin: Origin,
    /// The day it was computed for.
    pub on: Day,
    /// The other rules it used that are more than a parameter, each once, before their users.
    pub used: Vec<RuleTrace>,
    /// Its lines in order.
    pub lines: Vec<LineTrace>,
    /// The name of the line that is its result.
    pub result: String,
}

/// How a line came to its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineTrace {
    /// The line's name.
    pub name: String,
    /// Its title.
    pub title: Title,
    /// The exact value before rounding.
    pub exact: Term,
    /// The value that stands.
    pub value: Value,
    /// The rounding applied, when the exact value was not whole: direction and step in units.
    pub rounded: Option<(Direction, i64)>,
    /// The floor or ceiling that replaced the rounded value.
    pub bounded: Option<Bounded>,
    /// The takers' parts, when the line is split by keys.
    pub parts: Vec<Part>,
    /// The formula's step.
    pub steps: Vec<Trace>,
}

/// A floor or ceiling that took effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bounded {
    /// Raised from this rounded value to the floor.
    Raised(Value),
    /// Lowered from this rounded value to the ceiling.
    Lowered(Value),
}

/// One step: what was done, what it gave, from which steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// What was done.
    pub step: Step,
    /// What it gave.
    pub value: Term,
    /// The steps it was done with, in the order in which they are written in the rule; branches not
    /// taken are absent.
    pub children: Vec<Trace>,
}

/// What a step did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A constant of the rule.
    Constant,
    /// An input.
    Input {
        /// Its name.
        name: String,
        /// Its title.
        title: Title,
    },
    /// An earlier line.
    Line {
        /// Its name.
        name: String,
        /// Its title.
        title: Title,
    },
    /// Another rule or a parameter.
    Rule {
        /// Which version of it.
        origin: Box<Origin>,
        /// True for a parameter.
        parameter: bool,
    },
    /// The day of the evaluation.
    EvaluationDay,
    /// The number of days of its month.
    DaysOfMonth,
    /// Whole months between two dates.
    MonthsBetween,
    /// A sum.
    Sum,
    /// A difference.
    Difference,
    /// A difference that stops at zero.
    DifferenceFloored,
    /// A product by a rate.
    ByRate,
    /// A product by a quantity.
    ByCount,
    /// A marginal scale; its children are the base and the brackets reached.
    MarginalScale,
    /// The least that the line can be.
    Floor,
    /// The most that the line can be.
    Ceiling,
    /// A bracket reached: `within × rate`.
    Bracket {
        /// Its number, from 1.
        number: usize,
        /// Its lower limit, in cents.
        from: Exact,
        /// Its upper limit, in cents.
        up_to: Option<Exact>,
        /// What lies in it, in cents.
        within: Exact,
        /// Its rate, as a factor.
        rate: Exact,
    },
    /// A grid: the step reached, from 1; `None` above the last limit.
    Grid {
        /// The step reached.
        reached: Option<usize>,
    },
    /// A table; false when no key was equal.
    Table {
        /// Whether a key was equal.
        found: bool,
    },
    /// The least of several.
    Minimum,
    /// The greatest of several.
    Maximum,
    /// A multiple of an amount.
    Stepped {
        /// The amount.
        step: Amount,
        /// Which way.
        direction: Direction,
    },
    /// A condition.
    Condition {
        /// Its answer.
        met: bool,
    },
    /// A comparison.
    Compare(Comparison),
    /// Every one of several.
    All,
    /// At least one of several.
    Any,
    /// The contrary.
    Not,
    /// Eligibility; its children are the requirements.
    Eligible,
    /// A requirement of seniority.
    Seniority,
    /// A requirement of status.
    Status {
        /// The statuses accepted.
        among: Vec<String>,
    },
    /// Another requirement.
    Requirement {
        /// What is required.
        title: Title,
    },
    /// A part under a cap by period.
    Capped {
        /// The period.
        period: Period,
    },
    /// What lies beyond a threshold.
    Waiting {
        /// True when the threshold opens the whole.
        from_the_first: bool,
    },
    /// A proportion of presence.
    Prorata,
    /// A chosen value.
    Chosen {
        /// The input that holds the choice.
        input: String,
        /// False when nothing was chosen and the proposed value holds.
        chosen: bool,
        /// True when the choice was brought back to a bound.
        clamped: bool,
    },
    /// A class of priority.
    PriorityClass {
        /// The title of the class.
        title: Title,
    },
    /// A figure over the participants.
    Aggregate {
        /// Which figure.
        function: AggregateFunction,
        /// Of which input or line.
        of: String,
        /// Among those for whom this input or line is yes.
        among: Option<String>,
        /// How many participants it was taken over.
        participants: usize,
    },
    /// A quotient; false when the divisor was zero.
    Ratio {
        /// Whether it could be divided.
        divided: bool,
    },
    /// A transfer, once all of them sum to zero.
    Transferred {
        /// What this participant receives (or pays, below zero) before anybody bears a difference,
        /// in cents.
        raw: Exact,
        /// What all receive together, in cents.
        volume: Amount,
    },
    /// A share of an amount, or its split by keys.
    Shared {
        /// The amount shared.
        total: Amount,
        /// How many took part.
        participants: usize,
    },
}
