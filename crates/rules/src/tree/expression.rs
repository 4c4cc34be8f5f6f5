//! The formulas of a line: the closed list of mechanisms.
//!
//! Absent on purpose: what they give (`evaluate`), whether they are well typed (`typing`).

use caisse_units::Amount;
use serde::{Deserialize, Serialize};

use super::{Period, Title};
use crate::exact::Direction;
use crate::value::Value;

/// A formula. Every variant is total: with its inputs known and the rule checked, it has a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Expression {
    /// A constant.
    Constant(Value),
    /// An input of the rule.
    Input(String),
    /// An earlier line of the same version, rounded.
    Line(String),
    /// The result of another rule (or parameter) on the same day, for the same person.
    Rule(String),
    /// The day for which the rule is computed.
    EvaluationDay,
    /// How many days the month of that day has.
    DaysOfMonth,
    /// Whole months from one date to another, never negative.
    MonthsBetween {
        /// The earlier date.
        from: Box<Expression>,
        /// The later date.
        to: Box<Expression>,
    },
    /// The sum of values of one type; at least one.
    Sum(Vec<Expression>),
    /// The difference of two values of one type; of two dates, the days between.
    Difference {
        /// What is reduced.
        from: Box<Expression>,
        /// What is taken away.
        subtract: Box<Expression>,
    },
    /// The difference, or zero when it would be negative: what is missing up to a level.
    DifferenceFloored {
        /// What is reduced.
        from: Box<Expression>,
        /// What is taken away.
        subtract: Box<Expression>,
    },
    /// A number multiplied by a rate.
    ByRate {
        /// The number.
        base: Box<Expression>,
        /// The rate.
        rate: Box<Expression>,
    },
    /// A number multiplied by a quantity: an amount per child, per day, per hour.
    ByCount {
        /// The number.
        base: Box<Expression>,
        /// The quantity.
        count: Box<Expression>,
    },
    /// A marginal scale: each bracket's rate applies to the part of the base that lies in it.
    MarginalScale {
        /// The base, in euros; below zero counts as zero.
        base: Box<Expression>,
        /// The brackets, by increasing limit; only the last may be open.
        brackets: Vec<Bracket>,
    },
    /// The value of the first step whose limit is not passed.
    Grid {
        /// What is compared with the limits.
        on: Box<Expression>,
        /// The steps, by increasing limit.
        steps: Vec<GridStep>,
        /// The value above the last limit.
        otherwise: Box<Expression>,
    },
    /// The value of the row whose key is equal: a reference wage by level, an amount by category.
    Table {
        /// A category, a count or a yes/no.
        on: Box<Expression>,
        /// The rows; no key twice.
        rows: Vec<TableRow>,
        /// The value for any other key.
        otherwise: Box<Expression>,
    },
    /// The least of the values; at least one.
    Minimum(Vec<Expression>),
    /// The greatest of the values; at least one.
    Maximum(Vec<Expression>),
    /// A multiple of an amount: by steps of 5 €.
    Step {
        /// The amount.
        base: Box<Expression>,
        /// The step, above zero.
        step: Amount,
        /// Which way.
        direction: Direction,
    },
    /// One value or another.
    Condition {
        /// A yes/no.
        when: Box<Expression>,
        /// The value when yes.
        then: Box<Expression>,
        /// The value when no.
        otherwise: Box<Expression>,
    },
    /// A comparison of two values of one type; a yes/no.
    Compare {
        /// The left side.
        left: Box<Expression>,
        /// How they compare.
        comparison: Comparison,
        /// The right side.
        right: Box<Expression>,
    },
    /// Yes when every one is yes; at least one.
    All(Vec<Expression>),
    /// Yes when at least one is yes; at least one.
    Any(Vec<Expression>),
    /// The contrary of a yes/no.
    Not(Box<Expression>),
    /// Yes when every requirement is met; the trace says which is not.
    Eligible(Vec<Requirement>),
    /// A part that, with what was already received over the period, never exceeds a cap.
    Capped {
        /// The part before the cap.
        base: Box<Expression>,
        /// The cap for the whole period.
        cap: Box<Expression>,
        /// What was already received in the period.
        already: Box<Expression>,
        /// The period.
        period: Period,
    },
    /// A quantity counted only beyond a threshold: waiting days, hours above n.
    Waiting {
        /// The quantity.
        quantity: Box<Expression>,
        /// The threshold, of the same type.
        threshold: Box<Expression>,
        /// True when passing the threshold gives a right to the whole quantity, and not only to
        /// what lies above.
        from_the_first: bool,
    },
    /// A value in proportion to presence: `base × present / whole`, presence kept between 0 and the
    /// whole.
    Prorata {
        /// The value for the whole.
        base: Box<Expression>,
        /// The quantity present.
        present: Box<Expression>,
        /// The whole quantity, always above zero (checked at adoption).
        whole: Box<Expression>,
    },
    /// A value that the member chooses within bounds; the proposed value when nothing was chosen.
    Chosen {
        /// The optional input that holds the choice.
        input: String,
        /// The value when nothing was chosen.
        proposed: Box<Expression>,
        /// The lowest choice.
        lowest: Option<Box<Expression>>,
        /// The highest choice.
        highest: Option<Box<Expression>>,
        /// What becomes of a choice outside the bounds.
        outside: Outside,
    },
    /// The number of the first class whose condition is yes, from 1; the last number otherwise.
    PriorityClass {
        /// The classes, first served first.
        classes: Vec<PriorityClass>,
        /// The title of the last class, of all others.
        otherwise: Title,
    },
    /// A figure over all participants.
    Aggregate {
        /// Which figure.
        function: AggregateFunction,
        /// Of which column; ignored by a count.
        of: Column,
        /// Only among the participants for whom this yes/no column is yes.
        among: Option<Column>,
        /// The value when there is no participant, for a mean, minimum or maximum.
        otherwise: Option<Box<Expression>>,
    },
    /// An exact quotient: of two values of one type, a rate; of a value by a quantity, a value.
    Ratio {
        /// What is divided.
        of: Box<Expression>,
        /// The divisor.
        by: Box<Expression>,
        /// The value when the divisor is zero.
        otherwise: Box<Expression>,
    },
}

/// A bracket of a marginal scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bracket {
    /// Its upper limit; none for the last, open bracket. What lies above the last limit is not
    /// counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<Expression>,
    /// The rate on what lies in the bracket.
    pub rate: Expression,
}

/// A step of a grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GridStep {
    /// The limit.
    pub limit: Expression,
    /// True for "up to": the limit itself belongs to this step; false for "under".
    pub included: bool,
    /// The value.
    pub value: Expression,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableRow {
    /// The key: a category, a count or a yes/no.
    pub key: Value,
    /// The value.
    pub value: Expression,
}

/// How two values compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `=`
    Equal,
    /// `!=`
    Different,
    /// `>=`
    AtLeast,
    /// `>`
    More,
}

/// A requirement of eligibility.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Requirement {
    /// Seniority of at least so many months.
    Seniority {
        /// The months of seniority.
        months: Expression,
        /// The months needed.
        at_least: Expression,
    },
    /// A status among these.
    Status {
        /// The status, a category.
        on: Expression,
        /// The statuses accepted; at least one.
        among: Vec<String>,
    },
    /// Another yes/no, with its title.
    Other {
        /// What is required, for people.
        title: Title,
        /// The yes/no.
        met: Expression,
    },
}

/// What becomes of a choice outside its bounds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outside {
    /// It is refused, with the bounds.
    #[default]
    Refused,
    /// It becomes the nearest bound.
    Clamped,
}

/// A priority class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriorityClass {
    /// Its title.
    pub title: Title,
    /// Who belongs to it: a yes/no.
    pub when: Expression,
}

/// A figure over all participants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AggregateFunction {
    /// The sum.
    Sum,
    /// How many.
    Count,
    /// The exact mean.
    Mean,
    /// The least.
    Minimum,
    /// The greatest.
    Maximum,
}

/// What an aggregate or a sharing reads of each participant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// An input.
    Input(String),
    /// An earlier line of the same version.
    Line(String),
}

impl Column {
    /// The name of the input or line.
    pub fn name(&self) -> &str {
        match self {
            Column::Input(name) | Column::Line(name) => name,
        }
    }
}

impl Expression {
    /// The expressions directly inside this one, in the order in which they are written.
    pub fn children(&self) -> Vec<&Expression> {
        use Expression as E;
        match self {
            E::Constant(_) | E::Input(_) | E::Line(_) | E::Rule(_) => Vec::new(),
            E::EvaluationDay | E::DaysOfMonth => Vec::new(),
            E::MonthsBetween { from, to } => vec![from, to],
            E::Sum(terms) | E::Minimum(terms) | E::Maximum(terms) => terms.iter().collect(),
            E::All(terms) | E::Any(terms) => terms.iter().collect(),
            E::Difference { from, subtract } | E::DifferenceFloored { from, subtract } => {
                vec![from, subtract]
            }
            E::ByRate { base, rate } => vec![base, rate],
            E::ByCount { base, count } => vec![base, count],
            E::MarginalScale { base, brackets } => {
                let inside = brackets
                    .iter()
                    .flat_map(|bracket| bracket.up_to.iter().chain(std::iter::once(&bracket.rate)));
                std::iter::once(&**base).chain(inside).collect()
            }
            E::Grid { on, steps, otherwise } => {
                let inside = steps.iter().flat_map(|step| [&step.limit, &step.value]);
                std::iter::once(&**on).chain(inside).chain([&**otherwise]).collect()
            }
            E::Table { on, rows, otherwise } => {
                let inside = rows.iter().map(|row| &row.value);
                std::iter::once(&**on).chain(inside).chain([&**otherwise]).collect()
            }
            E::Step { base, .. } => vec![base],
            E::Condition { when, then, otherwise } => vec![when, then, otherwise],
            E::Compare { left, right, .. } => vec![left, right],
            E::Not(inside) => vec![inside],
            E::Eligible(requirements) => requirements.iter().flat_map(Requirement::parts).collect(),
            E::Capped { base, cap, already, .. } => vec![base, cap, already],
            E::Waiting { quantity, threshold, .. } => vec![quantity, threshold],
            E::Prorata { base, present, whole } => vec![base, present, whole],
            E::Chosen { proposed, lowest, highest, .. } => {
                let bounds = lowest.iter().chain(highest).map(|bound| &**bound);
                std::iter::once(&**proposed).chain(bounds).collect()
            }
            E::PriorityClass { classes, .. } => classes.iter().map(|class| &class.when).collect(),
            E::Aggregate { otherwise, .. } => otherwise.iter().map(|inside| &**inside).collect(),
            E::Ratio { of, by, otherwise } => vec![of, by, otherwise],
        }
    }

    /// True when this expression or one inside it satisfies the test.
    pub fn any(&self, test: &dyn Fn(&Expression) -> bool) -> bool {
        test(self) || self.children().into_iter().any(|inside| inside.any(test))
    }

    /// How many nodes it has, itself included.
    pub fn size(&self) -> usize {
        1 + self.children().into_iter().map(Expression::size).sum::<usize>()
    }
}

impl Requirement {
    fn parts(&self) -> Vec<&Expression> {
        match self {
            Requirement::Seniority { months, at_least } => vec![months, at_least],
            Requirement::Status { on, .. } => vec![on],
            Requirement::Other { met, .. } => vec![met],
        }
    }
}
