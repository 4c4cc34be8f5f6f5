//! What a new version of a rule changes, told so that an assembly reads it: "10 € becomes 12 €, from
//! 1 March 2027".
//!
//! Two versions are compared line by line, by name, and inside a line node by node. Where both have
//! the same form, only the values that differ are told, each with its place; brackets, steps, cases
//! and keys are matched by their limit or name, so that one added in the middle is told as added.
//! Where the form itself differs, the old and the new sentence stand side by side.
//!
//! Absent on purpose: what the change does to people (that is computed), which rule is in force, and
//! worked examples, which change nothing.

mod sentences;
#[cfg(test)]
mod tests;
mod walk;

use caisse_units::{Day, Language};

use crate::explain;
use crate::tree::{Line, Rule, RuleSet, Title, Version};
use crate::value::Value;

/// The same text in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Both {
    /// In French.
    pub french: String,
    /// In English.
    pub english: String,
}

impl Both {
    fn of(text: impl Fn(Language) -> String) -> Both {
        Both { french: text(Language::French), english: text(Language::English) }
    }

    /// In one language.
    pub fn text(&self, language: Language) -> &str {
        language.choose(&self.french, &self.english)
    }
}

/// Where in a line a value stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the floor of the line.
    Floor,
    /// In the ceiling of the line.
    Ceiling,
    /// In the bracket or step up to this limit.
    UpTo(Both),
    /// In the bracket or step above every limit.
    Above,
    /// The limit of a bracket or step itself, by its place from 1.
    Limit(usize),
    /// In the row of a table for this key.
    Row(Value),
    /// The part of this taker.
    Taker(String),
    /// In the priority class of this title.
    Class(Title),
}

/// One thing that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// No version was in force: the rule begins.
    Begins,
    /// No version is in force any more: the rule ends.
    Ends,
    /// The title of the rule.
    Title {
        /// As it was.
        before: Title,
        /// As it will be.
        after: Title,
    },
    /// One value becomes another.
    Value {
        /// The line.
        line: Title,
        /// Where in it, from the outside in.
        at: Vec<Place>,
        /// As it was.
        before: Value,
        /// As it will be.
        after: Value,
    },
    /// A bracket, step, row or taker that was not there.
    PartAdded {
        /// The line.
        line: Title,
        /// Which.
        at: Vec<Place>,
        /// What it gives.
        gives: Both,
    },
    /// A bracket, step, row or taker that is left out.
    PartRemoved {
        /// The line.
        line: Title,
        /// Which.
        at: Vec<Place>,
        /// What it gave.
        gave: Both,
    },
    /// A line that was not there.
    LineAdded {
        /// Its sentence.
        sentence: Both,
    },
    /// A line that is left out.
    LineRemoved {
        /// Its sentence.
        sentence: Both,
    },
    /// A line computed in another way.
    LineChanged {
        /// As it was.
        before: Both,
        /// As it will be.
        after: Both,
    },
    /// The result is another line.
    Result {
        /// The line it was.
        before: Title,
        /// The line it will be.
        after: Title,
    },
    /// Something more must be known.
    InputAdded {
        /// Its sentence.
        sentence: Both,
    },
    /// Something need not be known any more.
    InputRemoved {
        /// Its sentence.
        sentence: Both,
    },
    /// Something is known in another way.
    InputChanged {
        /// As it was.
        before: Both,
        /// As it will be.
        after: Both,
    },
}

/// What changes in one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The rule's name.
    pub rule: String,
    /// Its title.
    pub title: Title,
    /// The first day of the change.
    pub from: Day,
    /// The first day of the version that it takes the place of.
    pub before: Option<Day>,
    /// The changes, in the order of the lines; empty when the version says the same again.
    pub changes: Vec<Change>,
}

/// Compares a rule as it stands in two sets on a day; `None` when neither has it in force. Linear in
/// the size of both versions, but for tables and brackets of another length: there in their product.
pub fn between(before: &RuleSet, after: &RuleSet, rule: &str, from: Day) -> Option<Difference> {
    let side = |set| Side::of(set, rule, from);
    let (old, new) = (side(before), side(after));
    let one = new.as_ref().or(old.as_ref())?;
    let changes = match (&old, &new) {
        (Some(old), Some(new)) => changes(old, new),
        (None, Some(new)) => std::iter::once(Change::Begins)
            .chain(new.version.lines.iter().map(|line| new.added(line)))
            .collect(),
        (_, None) => vec![Change::Ends],
    };
    Some(Difference {
        rule: rule.to_owned(),
        title: one.rule.title.clone(),
        from,
        before: old.map(|old| old.version.since),
        changes,
    })
}

/// A version in its set, to be told.
#[derive(Clone, Copy)]
struct Side<'a> {
    set: &'a RuleSet,
    rule: &'a Rule,
    version: &'a Version,
    on: Day,
}

impl<'a> Side<'a> {
    fn of(set: &'a RuleSet, rule: &str, on: Day) -> Option<Side<'a>> {
        let rule = set.rule(rule)?;
        Some(Side { set, rule, version: rule.version_on(on)?, on })
    }

    fn line(&self, line: &Line) -> Both {
        Both::of(|language| {
            explain::line_alone(self.set, self.rule, self.version, self.on, line, language)
        })
    }

    fn added(&self, line: &Line) -> Change {
        Change::LineAdded { sentence: self.line(line) }
    }

    fn formula(&self, expression: &crate::tree::Expression) -> Both {
        Both::of(|language| {
            explain::formula_alone(self.set, self.rule, self.version, self.on, expression, language)
        })
    }
}

fn changes(old: &Side<'_>, new: &Side<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    let (was, is) = (&old.rule.title, &new.rule.title);
    if was != is {
        changes.push(Change::Title { before: was.clone(), after: is.clone() });
    }
    inputs(old.rule, new.rule, &mut changes);
    for line in &new.version.lines {
        match old.version.line(&line.name) {
            None => changes.push(new.added(line)),
            Some((_, before)) => walk::lines(old, new, before, line, &mut changes),
        }
    }
    for line in &old.version.lines {
        if new.version.line(&line.name).is_none() {
            changes.push(Change::LineRemoved { sentence: old.line(line) });
        }
    }
    if old.version.result != new.version.result {
        let title = |side: &Side<'_>| {
            let line = side.version.line(&side.version.result);
            line.map_or_else(Title::default, |(_, line)| line.title.clone())
        };
        changes.push(Change::Result { before: title(old), after: title(new) });
    }
    changes
}

fn inputs(old: &Rule, new: &Rule, changes: &mut Vec<Change>) {
    let said = |input| Both::of(|language| explain::input_sentence(input, language));
    for input in &new.inputs {
        match old.input(&input.name) {
            None => changes.push(Change::InputAdded { sentence: said(input) }),
            Some(before) if before != input => {
                changes.push(Change::InputChanged { before: said(before), after: said(input) });
            }
            Some(_) => (),
        }
    }
    for input in &old.inputs {
        if new.input(&input.name).is_none() {
            changes.push(Change::InputRemoved { sentence: said(input) });
        }
    }
}
