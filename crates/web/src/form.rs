//! A form as data: what is asked, in which words, and what may be answered.
//!
//! One description serves three: the page that shows it ([`markup`]), the reader that checks what comes
//! back ([`read`](Form::read)), and the interface for programs, which documents it. So every form of the
//! house has labels, hints, faults at their field and what was typed kept; nobody writes a form twice.
//!
//! Absent on purpose: what a form is for and who may fill it ([`crate::Counter`]), rules of the caisse,
//! scripts.

mod filled;
pub(crate) mod markup;
mod reading;
mod sent;

use caisse_units::{Amount, Day, Language, Month};

pub use crate::ballot_form::Fault;
pub use filled::{Filled, Upload, Value};
pub(crate) use reading::CONFIRMED;
pub(crate) use sent::{Sent, SentError, percent_decoded_pairs};

/// Up to so many answers are shown one under the other; more are a list to open.
pub const MOST_RADIOS: usize = 7;

/// A form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// What one does, as a heading.
    pub title: String,
    /// What one should know before, each a paragraph.
    pub introduction: Vec<String>,
    /// How things stand now. If one of them changed between showing and sending, the form is shown again
    /// with what changed, and nothing is done.
    pub facts: Vec<Fact>,
    /// What is asked, in order.
    pub parts: Vec<Part>,
    /// The word on the button.
    pub button: String,
}

/// How one thing stands, such as “Owed”: “€12.00”.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// How it stands.
    pub value: String,
}

/// A part of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// One question.
    Field(Field),
    /// Questions that belong together.
    Group(Group),
    /// The same questions for each row of a list.
    Rows(Rows),
    /// Something to read.
    Table(Table),
    /// A sentence.
    Words(String),
    /// Somewhere to go first: its words and its address.
    Link(String, String),
}

/// Questions that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// What they are about.
    pub legend: String,
    /// What helps to answer.
    pub hint: Option<String>,
    /// The questions.
    pub fields: Vec<Field>,
}

/// The same questions for each row of a list: one row for a member, a line of the bank, a paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// What the list is.
    pub caption: String,
    /// The titles of the columns: of the row's name, of its texts, then of its questions.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a list with questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub head: String,
    /// What is told of it.
    pub cells: Vec<String>,
    /// What is asked of it; each has a name of its own, such as `ligne-B12`.
    pub fields: Vec<Field>,
}

/// A table to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The titles of its columns.
    pub columns: Vec<String>,
    /// Its rows; the first cell names the row.
    pub rows: Vec<Vec<String>>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in what is sent: letters, digits and `-`, at most 40 bytes.
    pub name: String,
    /// The question.
    pub label: String,
    /// What helps to answer it.
    pub hint: Option<String>,
    /// What an answer is.
    pub kind: Kind,
    /// Whether it has to be answered.
    pub required: bool,
    /// What stands there when the form is opened.
    pub values: Vec<String>,
    /// Whether that is what is recorded now: then it is also a fact that must not have changed.
    pub recorded: bool,
    /// What browsers may fill in by themselves (HTML's `autocomplete`).
    pub autocomplete: Option<&'static str>,
}

/// What an answer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line of at most so many signs.
    Text {
        /// The most signs.
        most: usize,
    },
    /// Several lines.
    LongText {
        /// The most signs.
        most: usize,
    },
    /// Euros.
    Amount {
        /// The least.
        least: Amount,
        /// The most.
        most: Amount,
    },
    /// A rate, such as `2,5 %`.
    Rate,
    /// A day.
    Day,
    /// A month.
    Month,
    /// A whole number.
    Whole {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// One of a list.
    Choice(Vec<Choice>),
    /// Any number of a list.
    Several(Vec<Choice>),
    /// Ticked or not; required means that it has to be ticked.
    YesNo,
    /// An address of e-mail.
    Email,
    /// A word that is not shown and never sent back.
    Secret,
    /// Files.
    Files {
        /// The endings that may be chosen, without a dot: `xml`, `pdf`.
        endings: Vec<&'static str>,
        /// The most bytes of each.
        most_bytes: usize,
        /// How many at most.
        most: usize,
    },
    /// Carried, not asked.
    Hidden,
}

/// One answer of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its word in what is sent.
    pub word: String,
    /// What it says.
    pub label: String,
    /// What it means.
    pub detail: Option<String>,
}

impl Choice {
    /// An answer.
    pub fn new(word: impl Into<String>, label: impl Into<String>) -> Choice {
        Choice { word: word.into(), label: label.into(), detail: None }
    }

    /// With what it means.
    #[must_use]
    pub fn meaning(mut self, detail: impl Into<String>) -> Choice {
        self.detail = Some(detail.into());
        self
    }
}

impl Kind {
    /// An amount from one cent up.
    pub const POSITIVE: Kind = Kind::Amount { least: Amount::from_cents(1), most: Amount::LIMIT };
    /// An amount, nothing included.
    pub const NOT_NEGATIVE: Kind = Kind::Amount { least: Amount::ZERO, most: Amount::LIMIT };
    /// One line of usual length.
    pub const LINE: Kind = Kind::Text { most: 200 };
    /// A reason, a description.
    pub const REASON: Kind = Kind::LongText { most: 2_000 };

    /// Whether one label stands over several inputs.
    pub(crate) fn is_list(&self) -> bool {
        match self {
            Kind::Choice(list) => list.len() <= MOST_RADIOS,
            Kind::Several(_) => true,
            _ => false,
        }
    }
}

impl Field {
    /// A question that has to be answered.
    pub fn new(name: impl Into<String>, label: impl Into<String>, kind: Kind) -> Field {
        Field {
            name: name.into(),
            label: label.into(),
            hint: None,
            kind,
            required: true,
            values: Vec::new(),
            recorded: false,
            autocomplete: None,
        }
    }

    /// Something carried along.
    pub fn hidden(name: impl Into<String>, value: impl Into<String>) -> Field {
        Field::new(name, "", Kind::Hidden).value(value)
    }

    /// With what helps to answer.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Field {
        self.hint = Some(hint.into());
        self
    }

    /// May be left empty.
    #[must_use]
    pub fn optional(mut self) -> Field {
        self.required = false;
        self
    }

    /// With what stands there at first.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Field {
        self.values.push(value.into());
        self
    }

    /// With what is recorded now, if anything.
    #[must_use]
    pub fn now(mut self, value: Option<impl Into<String>>) -> Field {
        self.values.extend(value.map(Into::into));
        self.recorded = true;
        self
    }

    /// With what browsers may fill in.
    #[must_use]
    pub fn autocomplete(mut self, word: &'static str) -> Field {
        self.autocomplete = Some(word);
        self
    }

    /// With an amount as people write it in a form: no sign of the euro.
    #[must_use]
    pub fn amount(self, amount: Amount, language: Language) -> Field {
        let text = amount.to_string();
        self.value(match language {
            Language::French => text.replace('.', ","),
            Language::English => text,
        })
    }

    /// With a day.
    #[must_use]
    pub fn day(self, day: Day) -> Field {
        self.value(day.to_string())
    }

    /// With a month.
    #[must_use]
    pub fn month(self, month: Month) -> Field {
        self.value(month.to_string())
    }
}

impl Form {
    /// A form without questions yet.
    pub fn new(title: impl Into<String>, button: impl Into<String>) -> Form {
        Form { title: title.into(), button: button.into(), ..Form::default() }
    }

    /// With one more thing to know.
    #[must_use]
    pub fn say(mut self, sentence: impl Into<String>) -> Form {
        self.introduction.push(sentence.into());
        self
    }

    /// With one more fact.
    #[must_use]
    pub fn fact(mut self, label: impl Into<String>, value: impl Into<String>) -> Form {
        self.facts.push(Fact { label: label.into(), value: value.into() });
        self
    }

    /// With one more question.
    #[must_use]
    pub fn field(mut self, field: Field) -> Form {
        self.parts.push(Part::Field(field));
        self
    }

    /// With one more part.
    #[must_use]
    pub fn part(mut self, part: Part) -> Form {
        self.parts.push(part);
        self
    }

    /// With questions that belong together.
    #[must_use]
    pub fn group(self, legend: impl Into<String>, fields: Vec<Field>) -> Form {
        self.part(Part::Group(Group { legend: legend.into(), hint: None, fields }))
    }

    /// Every question, in order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.parts.iter().flat_map(|part| -> Box<dyn Iterator<Item = &Field>> {
            match part {
                Part::Field(field) => Box::new(std::iter::once(field)),
                Part::Group(group) => Box::new(group.fields.iter()),
                Part::Rows(rows) => Box::new(rows.rows.iter().flat_map(|row| row.fields.iter())),
                Part::Table(_) | Part::Words(_) | Part::Link(..) => Box::new(std::iter::empty()),
            }
        })
    }

    /// Whether a file is asked for.
    pub fn takes_files(&self) -> bool {
        self.fields().any(|field| matches!(field.kind, Kind::Files { .. }))
    }

    /// How things stood when the form was shown: its facts, and the values recorded in its fields.
    pub(crate) fn standing(&self) -> Vec<Fact> {
        let recorded = self
            .fields()
            .filter(|field| field.recorded)
            .map(|field| Fact { label: field.label.clone(), value: field.values.join(", ") });
        self.facts.iter().cloned().chain(recorded).collect()
    }

    /// What changed since the form was shown with these facts: what is now, with what was before.
    pub(crate) fn changed_since(&self, before: &[Fact], language: Language) -> Vec<String> {
        let now = self.standing();
        let value = |facts: &[Fact], label: &str| {
            let known = facts.iter().find(|fact| fact.label == label);
            known.map_or_else(
                || language.choose("rien", "nothing").to_owned(),
                |fact| fact.value.clone(),
            )
        };
        let gone = before.iter().filter(|fact| !now.iter().any(|other| other.label == fact.label));
        let labels = now.iter().chain(gone).map(|fact| fact.label.as_str());
        labels
            .map(|label| (label, value(before, label), value(&now, label)))
            .filter(|(_, before, now)| before != now)
            .map(|(label, before, now)| match language {
                Language::French => format!("{label}\u{a0}: {before} → {now}"),
                Language::English => format!("{label}: {before} → {now}"),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;
