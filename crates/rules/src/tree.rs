//! The closed tree: what a rule is.
//!
//! A rule is data. It has dated versions; a version has ordered, named lines, each computed exactly
//! and rounded once; the result is one of the lines. A parameter is a rule whose versions hold a
//! constant. There is no loop and no recursion: a line refers only to earlier lines, and rules refer
//! to each other without cycle (checked at adoption).
//!
//! Absent on purpose: how a rule is written in a file (`read`), whether it is well typed (`check`),
//! what it gives (`evaluate`).

mod expression;
mod sharing;

use std::collections::BTreeMap;

use caisse_units::{Amount, Day, Language, Rate};
use serde::{Deserialize, Serialize};

use crate::exact::Direction;
use crate::value::{Inputs, Value, ValueType};
pub use expression::{
    AggregateFunction, Bracket, Column, Comparison, Expression, GridStep, Outside, PriorityClass,
    Requirement, TableRow,
};
pub use sharing::{Key, Residue, Sharing, SharingMethod};

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
