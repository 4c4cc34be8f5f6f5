//! The closed tree: what a rule is.
//!
//! A rule is data. It has dated versions; a version has ordered, named lines, each computed exactly
//! and rounded once; the result is one of the lines. A parameter is a rule whose versions hold a
//! constant. There is no loop and no recursion: a line refers only to earlier lines, and rules refer
//! to each other without cycle (checked at adoption).
//!
//! Absent on purpose: how a rule is written in a file (`read`), whether it is well typed (`check`),
//! what it gives (`evaluate`).

use std::collections::BTreeMap;

use caisse_units::{Amount, Day, Language, Rate};
use serde::{Deserialize, Serialize};

use crate::exact::Direction;
use crate::value::{Inputs, Value, ValueType};

/// The rules in force together, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleSet {
    rules: BTreeMap<String, Rule>,
}

impl RuleSet {
    /// A set without rules.
    pub fn new() -> RuleSet {
        RuleSet::default()
    }

    /// The set that holds these rules; of two rules with one name, the later one stays.
    pub fn from_rules(rules: impl IntoIterator<Item = Rule>) -> RuleSet {
        RuleSet { rules: rules.into_iter().map(|rule| (rule.name.clone(), rule)).collect() }
    }

    /// The set of one rule.
    pub fn single(rule: Rule) -> RuleSet {
        RuleSet::from_rules([rule])
    }

    /// Adds the rules of `other`; a rule of `other` replaces the rule of the same name.
    #[must_use]
    pub fn merge(mut self, other: RuleSet) -> RuleSet {
        self.rules.extend(other.rules);
        self
    }

    /// Adds a rule, replacing (and giving back) the rule of the same name.
    pub fn insert(&mut self, rule: Rule) -> Option<Rule> {
        self.rules.insert(rule.name.clone(), rule)
    }

    /// The rule of that name.
    pub fn rule(&self, name: &str) -> Option<&Rule> {
        self.rules.get(name)
    }

    /// The rules in order of name.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.values()
    }

    /// How many rules it holds.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// True without rules.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }
}

/// A text in French, and in English when someone translated it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// The French text.
    pub french: String,
    /// The English text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub english: Option<String>,
}

impl Title {
    /// A title in French only.
    pub fn french(text: impl Into<String>) -> Title {
        Title { french: text.into(), english: None }
    }

    /// The text in that language, or in French when it was not translated.
    pub fn text(&self, language: Language) -> &str {
        match (language, &self.english) {
            (Language::English, Some(english)) => english,
            _ => &self.french,
        }
    }
}

/// A rule: one figure, by dated versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name in references: lower-case letters, digits and underscores.
    pub name: String,
    /// Its title for people.
    pub title: Title,
    /// The type of its result.
    pub result: ValueType,
    /// The period that the result is for, if any, shown after the amount: `mois`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<Period>,
    /// What the result is to the person, so that the report can tell whether earning more ever
    /// leaves less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// What must be known of a person, household or participant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<Input>,
    /// The versions by increasing date; each holds until the next.
    pub versions: Vec<Version>,
}

impl Rule {
    /// The version in force on that day: the last one whose date is not after it.
    pub fn version_on(&self, day: Day) -> Option<&Version> {
        self.versions.iter().rev().find(|version| version.since <= day)
    }

    /// The first day on which this rule may give something else than `other`, an earlier or later
    /// state of the same rule; `None` when they are the same. Titles do not count; inputs and the
    /// type of the result do, from the first version on. A decision must not change the past.
    pub fn first_difference(&self, other: &Rule) -> Option<Day> {
        let days = || self.versions.iter().chain(&other.versions).map(|version| version.since);
        if (self.result, self.per, &self.inputs) != (other.result, other.per, &other.inputs) {
            return days().min();
        }
        let mut days: Vec<Day> = days().collect();
        days.sort_unstable();
        days.dedup();
        let what = |rule: &Rule, day| {
            rule.version_on(day).map(|version| (version.lines.clone(), version.result.clone()))
        };
        days.into_iter().find(|day| what(self, *day) != what(other, *day))
    }

    /// The declared input of that name.
    pub fn input(&self, name: &str) -> Option<&Input> {
        self.inputs.iter().find(|input| input.name == name)
    }

    /// True when every version is one constant: a dated parameter.
    pub fn is_parameter(&self) -> bool {
        self.inputs.is_empty()
            && self.versions.iter().all(|version| match version.lines.as_slice() {
                [line] => matches!(line.content, Content::Formula(Expression::Constant(_))),
                _ => false,
            })
    }

    /// True when a version needs all participants at once: it holds an aggregate, or shares an
    /// amount between participants.
    pub fn is_pool(&self) -> bool {
        self.versions.iter().flat_map(|version| &version.lines).any(Line::is_pool)
    }
}

/// The period of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// Per hour.
    Hour,
    /// Per day.
    Day,
    /// Per calendar month.
    Month,
    /// Per calendar year.
    Year,
}

/// What a result is to the person it is computed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The person pays it.
    Paid,
    /// The person receives it.
    Received,
    /// It is what the person has in the end.
    Kept,
}

/// Something a rule must know. Numbers are at least zero unless `lowest` says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// Its name in references and in tables.
    pub name: String,
    /// Its title for people.
    pub title: Title,
    /// Its type.
    pub kind: ValueType,
    /// The period of an amount, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<Period>,
    /// The lowest value accepted; zero when not stated, for numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lowest: Option<Value>,
    /// The highest value accepted; see [`Input::bounds`] when not stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub highest: Option<Value>,
    /// For a category: the cases there are, at least one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// The value when the table or form does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// True when it may stay unknown; then only [`Expression::Chosen`] may read it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
}

impl Input {
    /// The bounds in units of [`Value::units`], both included. Not stated: 0 to a thousand billion
    /// euros ([`Amount::LIMIT`]), 0 to 100 %, and 0 to a million months, days, hours or things.
    pub fn bounds(&self) -> (i64, i64) {
        let highest = match self.kind {
            ValueType::Euros => Amount::LIMIT.cents(),
            ValueType::Rate => Rate::WHOLE.parts_per_million(),
            ValueType::Hours => 100_000_000,
            _ => 1_000_000,
        };
        let stated = |bound: &Option<Value>| bound.as_ref().and_then(Value::units);
        (stated(&self.lowest).unwrap_or(0), stated(&self.highest).unwrap_or(highest))
    }
}

/// A rule from a date until the next version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// The first day it holds.
    pub since: Day,
    /// Where it comes from: a law, a published rule, a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The vote or decision that adopted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// The lines, in order; a line refers only to earlier ones.
    pub lines: Vec<Line>,
    /// The name of the line that is the rule's result.
    pub result: String,
    /// Worked examples, checked at adoption.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
}

impl Version {
    /// The line of that name and its place.
    pub fn line(&self, name: &str) -> Option<(usize, &Line)> {
        self.lines.iter().enumerate().find(|(_, line)| line.name == name)
    }
}

/// What stands on a statement: computed exactly, rounded once, then floored and capped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Its name in references.
    pub name: String,
    /// Its title for people.
    pub title: Title,
    /// The type of its value.
    pub kind: ValueType,
    /// How it is computed.
    pub content: Content,
    /// How it is rounded.
    #[serde(default, skip_serializing_if = "Rounding::is_default")]
    pub rounding: Rounding,
    /// The least it can be, applied after rounding. Numbers only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Expression>,
    /// The most it can be, applied after rounding and after the floor (the ceiling wins).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceiling: Option<Expression>,
}

impl Line {
    /// True when the line needs all participants at once.
    pub fn is_pool(&self) -> bool {
        let aggregate = |expression: &Expression| {
            expression.any(&|node| matches!(node, Expression::Aggregate { .. }))
        };
        let bounds = || self.floor.iter().chain(&self.ceiling).any(aggregate);
        match &self.content {
            Content::Formula(expression) => aggregate(expression) || bounds(),
            Content::Sharing(sharing) => {
                !matches!(sharing.method, SharingMethod::ByKeys { .. })
                    || aggregate(&sharing.total)
                    || bounds()
            }
        }
    }
}

/// What a line is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// A formula, for each participant.
    Formula(Expression),
    /// A participant's part of an amount shared between all; or, by keys, one amount split between
    /// named takers.
    Sharing(Sharing),
}

/// How a line is rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// Which way.
    pub direction: Direction,
    /// To multiples of this amount, for euros; not stated: to the cent, to the millionth for a rate,
    /// to the hundredth of an hour, to the unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Amount>,
}

impl Rounding {
    /// True for the house's rounding: to the unit, half away from zero.
    pub fn is_default(&self) -> bool {
        *self == Rounding::default()
    }
}

/// A worked example: one row, or the rows of a pool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The day it is computed for; not stated: the version's first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
    /// The participants; one for a rule that is not a pool rule.
    pub rows: Vec<ExampleRow>,
}

/// One row of a worked example.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleRow {
    /// What is known.
    pub inputs: Inputs,
    /// What must come out, by line name.
    pub expected: BTreeMap<String, Value>,
    /// What each taker must receive, for a split by keys.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parts: BTreeMap<String, Amount>,
}

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

/// An amount shared between the participants, or split between named takers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sharing {
    /// The amount to share, at least zero; the same for every participant, except by keys. It is
    /// rounded as a line before it is shared.
    pub total: Expression,
    /// How.
    pub method: SharingMethod,
}

/// How an amount is shared. Every method but `UpTo` and the claims problems shares the whole of it,
/// to the cent; ties go to the earlier participant. When nobody takes part, nothing is shared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SharingMethod {
    /// One amount split between named takers; each part is rounded toward zero and one taker
    /// receives what is left.
    ByKeys {
        /// The takers and their rates, which sum to 100 %.
        keys: Vec<Key>,
        /// The taker of what is left.
        remainder_to: String,
    },
    /// In proportion to a column of weights, by largest remainders.
    InProportion {
        /// The weights.
        weights: Column,
    },
    /// Equally between the participants, or those for whom a yes/no is yes.
    Equally {
        /// Who takes part.
        among: Option<Column>,
    },
    /// Each receives the same award, up to the own claim.
    ConstrainedEqualAwards {
        /// The claims.
        claims: Column,
    },
    /// Each bears the same loss, down to nothing received.
    ConstrainedEqualLosses {
        /// The claims.
        claims: Column,
    },
    /// The Talmud rule (Aumann and Maschler): equal awards up to half of each claim, equal losses
    /// beyond.
    Talmud {
        /// The claims.
        claims: Column,
    },
    /// Class by class: a class is served only by what the classes before it left; within the class
    /// that cannot be served whole, in proportion to claims, by largest remainders.
    PriorityClasses {
        /// The claims.
        claims: Column,
        /// The class of each, a count; 1 is served first.
        classes: Column,
    },
    /// Raises the lowest first, all to one level, which never exceeds the stated one.
    UpTo {
        /// What each has.
        holdings: Column,
        /// The level.
        level: Expression,
    },
    /// In proportion to a column of weights, by largest remainders, with a stated tie order.
    LargestRemainders {
        /// The weights.
        weights: Column,
        /// Who wins a tie: the lowest of this column first; not stated, the earlier participant.
        tie_order: Option<Column>,
    },
}

/// A taker's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// The taker.
    pub name: String,
    /// The taker's rate.
    pub rate: Rate,
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
