//! A form as it was filled, each answer read and within its bounds.
//!
//! Absent on purpose: what the answers mean together; the job that takes them says so, and puts what it
//! refuses at the field with [`Fault`].

use std::collections::BTreeMap;
use std::sync::Arc;

use caisse_units::{Amount, Day, Language, Month, Rate};

use super::Fault;

/// A file that was sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its name on the sender's machine, without folders.
    pub name: String,
    /// What is in it.
    pub bytes: Arc<[u8]>,
}

/// Documents are personal: only their sizes are ever printed.
impl std::fmt::Debug for Upload {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Upload({} bytes)", self.bytes.len())
    }
}

/// One answer, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text, a choice, a word.
    Text(String),
    /// Several choices.
    Several(Vec<String>),
    /// Euros.
    Amount(Amount),
    /// A rate.
    Rate(Rate),
    /// A day.
    Day(Day),
    /// A month.
    Month(Month),
    /// A whole number.
    Whole(i64),
    /// Ticked.
    Yes,
    /// Files.
    Files(Vec<Upload>),
}

/// A form as it was filled: only answers that are there and can be read. An answer left empty is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    values: BTreeMap<String, Value>,
    confirmed: bool,
    language: Language,
}

impl Filled {
    pub(super) fn new(
        values: BTreeMap<String, Value>,
        confirmed: bool,
        language: Language,
    ) -> Filled {
        Filled { values, confirmed, language }
    }

    /// Whether what will happen was shown and agreed to.
    pub fn confirmed(&self) -> bool {
        self.confirmed
    }

    /// The language of sentences.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Every answer with its name.
    pub fn values(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The answers whose name begins so, without that beginning: the rows of a list.
    pub fn rows<'a>(&'a self, beginning: &'a str) -> impl Iterator<Item = (&'a str, &'a Value)> {
        let from = self.values.range(beginning.to_owned()..);
        from.map_while(move |(name, value)| Some((name.strip_prefix(beginning)?, value)))
    }

    /// A text, a choice or an address; empty when it was left so.
    pub fn text(&self, name: &str) -> &str {
        match self.values.get(name) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// A text, if there is one.
    pub fn text_if_any(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// The choices of a list that were ticked.
    pub fn several(&self, name: &str) -> &[String] {
        match self.values.get(name) {
            Some(Value::Several(words)) => words,
            _ => &[],
        }
    }

    /// Whether it was ticked.
    pub fn yes(&self, name: &str) -> bool {
        matches!(self.values.get(name), Some(Value::Yes))
    }

    /// An amount, if there is one.
    pub fn amount_if_any(&self, name: &str) -> Option<Amount> {
        match self.values.get(name) {
            Some(Value::Amount(amount)) => Some(*amount),
            _ => None,
        }
    }

    /// An amount.
    ///
    /// # Errors
    /// A fault at the field when it was left empty.
    pub fn amount(&self, name: &str) -> Result<Amount, Fault> {
        self.amount_if_any(name).ok_or_else(|| self.missing(name))
    }

    /// A rate.
    ///
    /// # Errors
    /// As [`Filled::amount`].
    pub fn rate(&self, name: &str) -> Result<Rate, Fault> {
        match self.values.get(name) {
            Some(Value::Rate(rate)) => Ok(*rate),
            _ => Err(self.missing(name)),
        }
    }

    /// A day, if there is one.
    pub fn day_if_any(&self, name: &str) -> Option<Day> {
        match self.values.get(name) {
            Some(Value::Day(day)) => Some(*day),
            _ => None,
        }
    }

    /// A day.
    ///
    /// # Errors
    /// As [`Filled::amount`].
    pub fn day(&self, name: &str) -> Result<Day, Fault> {
        self.day_if_any(name).ok_or_else(|| self.missing(name))
    }

    /// A month.
    ///
    /// # Errors
    /// As [`Filled::amount`].
    pub fn month(&self, name: &str) -> Result<Month, Fault> {
        match self.values.get(name) {
            Some(Value::Month(month)) => Ok(*month),
            _ => Err(self.missing(name)),
        }
    }

    /// A whole number, if there is one.
    pub fn whole_if_any(&self, name: &str) -> Option<i64> {
        match self.values.get(name) {
            Some(Value::Whole(number)) => Some(*number),
            _ => None,
        }
    }

    /// A whole number.
    ///
    /// # Errors
    /// As [`Filled::amount`].
    pub fn whole(&self, name: &str) -> Result<i64, Fault> {
        self.whole_if_any(name).ok_or_else(|| self.missing(name))
    }

    /// A text that names something, such as `M12` or `C40`.
    ///
    /// # Errors
    /// A fault at the field when it names nothing of that kind.
    pub fn named<T: std::str::FromStr>(&self, name: &str) -> Result<T, Fault> {
        let text = self.text(name);
        if text.is_empty() {
            return Err(self.missing(name));
        }
        text.parse().map_err(|_| Fault {
            field: name.to_owned(),
            sentence: match self.language {
                Language::French => {
                    format!("«\u{a0}{text}\u{a0}» n'est pas un numéro de la caisse\u{a0}: choisissez dans la liste.")
                }
                Language::English => {
                    format!("“{text}” is no number of the caisse: choose from the list.")
                }
            },
        })
    }

    /// The files that were sent.
    pub fn files(&self, name: &str) -> &[Upload] {
        match self.values.get(name) {
            Some(Value::Files(files)) => files,
            _ => &[],
        }
    }

    /// The fault of a field left empty.
    pub fn missing(&self, name: &str) -> Fault {
        Fault {
            field: name.to_owned(),
            sentence: self
                .language
                .choose("Répondez à cette question.", "Answer this question.")
                .to_owned(),
        }
    }
}

/// One fault is a list of one, so that `?` works where a job lists its faults.
impl From<Fault> for Vec<Fault> {
    fn from(fault: Fault) -> Vec<Fault> {
        vec![fault]
    }
}
