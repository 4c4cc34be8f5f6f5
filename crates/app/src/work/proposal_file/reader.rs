//! A TOML document with its lines, and the questions that the reader of a proposal asks of it.
//!
//! Every question notes what is wrong and goes on, so that all errors are told at once.
//!
//! **Absent on purpose:** what a proposal is.

use std::collections::BTreeSet;
use std::ops::Range;
use std::str::FromStr;

use caisse_domain::identity::IdentifierError;
use caisse_rules::nearest::nearest;
use caisse_units::{Amount, Day, Language, Rate};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{MOST_LIST, MOST_PROBLEMS, Problem};

/// A key, in French and in English.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Word(pub &'static str, pub &'static str);

impl Word {
    fn is(self, key: &str) -> bool {
        key == self.0 || key == self.1
    }
}

/// A table of the document: its name, its line and what is in it.
#[derive(Clone, Copy)]
pub(super) struct Table<'t> {
    pub name: &'t str,
    pub line: usize,
    pub content: &'t DeTable<'t>,
}

/// A value of the document, with its line.
#[derive(Clone, Copy)]
pub(super) struct Found<'t> {
    pub key: &'static str,
    pub line: usize,
    pub value: &'t DeValue<'t>,
}

/// Gathers what is wrong in one file.
pub(super) struct Reader {
    name: String,
    starts: Vec<usize>,
    pub problems: Vec<Problem>,
}

impl Reader {
    pub fn new(name: &str, text: &str) -> Reader {
        let starts =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Reader { name: name.to_owned(), starts, problems: Vec::new() }
    }

    /// The line, from 1, on which a span begins.
    pub fn line(&self, span: &Range<usize>) -> usize {
        self.starts.partition_point(|start| *start <= span.start).max(1)
    }

    pub fn report(&mut self, line: usize, french: impl Into<String>, english: impl Into<String>) {
        if self.problems.len() < MOST_PROBLEMS {
            let text = (french.into(), english.into());
            self.problems.push(Problem { file: self.name.clone(), line, text });
        }
    }

    /// Notes every key of a table that none of these words is.
    pub fn check_keys(&mut self, table: Table<'_>, words: &[Word]) {
        let mut seen = BTreeSet::new();
        for key in table.content.keys() {
            let line = self.line(&key.span());
            let (name, wanted) = (key.get_ref().as_ref(), words.iter());
            if let Some(place) = wanted.clone().position(|word| word.is(name)) {
                if !seen.insert(place) {
                    let Word(french, english) = words[place];
                    self.report(
                        line,
                        format!("« {french} » est donné deux fois, en français et en anglais ; gardez l'un des deux"),
                        format!("“{english}” is given twice, in French and in English; keep one of the two"),
                    );
                }
                continue;
            }
            let french: Vec<&str> = wanted.clone().map(|word| word.0).collect();
            let english: Vec<&str> = wanted.map(|word| word.1).collect();
            let hint = |near: Option<&str>, all: &[&str], ask: &str, among: &str| match near {
                Some(near) => ask.replace("{}", near),
                None => format!("{among} {}", all.join(", ")),
            };
            let both = || french.iter().chain(&english).copied();
            let near = nearest(name, both());
            let french_hint = hint(near, &french, "voulez-vous dire « {} » ?", "il y a ici :");
            let english_hint = hint(near, &english, "do you mean “{}”?", "there are here:");
            let name = short(name);
            self.report(
                line,
                format!("« {name} » n'est pas connu ici ; {french_hint}"),
                format!("“{name}” is not known here; {english_hint}"),
            );
        }
    }

    /// The value of a key, if it is given.
    pub fn find<'t>(&self, table: Table<'t>, word: Word) -> Option<Found<'t>> {
        let (key, value) = table.content.iter().find(|(key, _)| word.is(key.get_ref().as_ref()))?;
        let line = self.line(&key.span());
        Some(Found { key: word.0, line, value: value.get_ref() })
    }

    /// The value of a key that must be given; `like` shows how it is written.
    pub fn need<'t>(&mut self, table: Table<'t>, word: Word, like: &str) -> Option<Found<'t>> {
        let found = self.find(table, word);
        if found.is_none() {
            let (name, Word(french, english)) = (table.name, word);
            let (within, inside) = match name {
                "" => (String::new(), String::new()),
                name => (format!(" dans [{name}]"), format!(" in [{name}]")),
            };
            self.report(
                table.line,
                format!("il manque « {french} »{within} ; par exemple {french} = {like}"),
                format!("“{english}” is missing{inside}; for example {english} = {like}"),
            );
        }
        found
    }

    fn wrong(&mut self, found: Found<'_>, french: &str, english: &str) {
        let (key, told) = (found.key, told(found.value));
        self.report(
            found.line,
            format!("« {key} » vaut {told} ; il faut {french}"),
            format!("“{key}” is {told}; it must be {english}"),
        );
    }

    pub fn text(&mut self, found: Found<'_>) -> Option<String> {
        let text = found.value.as_str();
        if text.is_none() {
            self.wrong(found, "un texte entre guillemets", "a text between quotes");
        }
        text.map(str::to_owned)
    }

    pub fn table<'t>(&mut self, found: Found<'t>) -> Option<Table<'t>> {
        let content = found.value.as_table();
        if content.is_none() {
            self.wrong(found, "un tableau", "a table");
        }
        content.map(|content| Table { name: found.key, line: found.line, content })
    }

    /// A date, plain or between quotes.
    pub fn day(&mut self, found: Found<'_>) -> Option<Day> {
        let text = match found.value {
            DeValue::Datetime(date) if date.time.is_none() && date.offset.is_none() => {
                date.date.map(|date| date.to_string())
            }
            DeValue::String(text) => Some(text.to_string()),
            _ => None,
        };
        let day = text.and_then(|text| text.parse().ok());
        if day.is_none() {
            self.wrong(found, "une date, comme 2027-03-01", "a date, such as 2027-03-01");
        }
        day
    }

    /// An amount: `"12,50"`, or whole euros without quotes.
    pub fn amount(&mut self, found: Found<'_>) -> Option<Amount> {
        let text = match found.value {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().replace('_', ""),
            _ => {
                let example = ("un montant, comme \"1 200,00\"", "an amount, such as \"1200.00\"");
                self.wrong(found, example.0, example.1);
                return None;
            }
        };
        match Amount::parse(&text) {
            Ok(amount) => Some(amount),
            Err(error) => {
                let sentence = |l| format!("« {} » : {}", found.key, error.sentence(l));
                self.report(found.line, sentence(Language::French), sentence(Language::English));
                None
            }
        }
    }

    /// A share: `"50 %"`.
    pub fn rate(&mut self, found: Found<'_>) -> Option<Rate> {
        let text = found.value.as_str().filter(|text| text.contains('%'));
        let rate = text.and_then(|text| Rate::parse(text).ok());
        if rate.is_none() {
            self.wrong(found, "une part, comme \"50 %\"", "a share, such as \"50%\"");
        }
        rate
    }

    /// A whole number from 0 to `most`.
    pub fn number(&mut self, found: Found<'_>, most: u16) -> Option<u16> {
        let number = found.value.as_integer().filter(|number| number.radix() == 10);
        let number = number.and_then(|number| number.as_str().replace('_', "").parse().ok());
        let number = number.filter(|number| *number <= most);
        if number.is_none() {
            let (french, english) = (
                format!("un nombre entier, de 0 à {most}"),
                format!("a whole number, from 0 to {most}"),
            );
            self.wrong(found, &french, &english);
        }
        number
    }

    /// A number of the house, such as M3.
    pub fn id<T: FromStr<Err = IdentifierError>>(&mut self, found: Found<'_>) -> Option<T> {
        let parsed = found.value.as_str().unwrap_or_default().trim().parse::<T>();
        match parsed {
            Ok(id) => Some(id),
            Err(error) => {
                let example = error.example;
                let (french, english) = (
                    format!("un numéro comme \"{example}\""),
                    format!("a number such as \"{example}\""),
                );
                self.wrong(found, &french, &english);
                None
            }
        }
    }

    /// The elements of a list, each with its line; a single value is a list of one.
    pub fn list<'t>(&mut self, found: Found<'t>) -> Vec<Found<'t>> {
        let Some(list) = found.value.as_array() else { return vec![found] };
        if list.len() > MOST_LIST {
            let given = list.len();
            let key = found.key;
            self.report(
                found.line,
                format!("« {key} » a {given} éléments ; il y en a au plus {MOST_LIST}"),
                format!("“{key}” has {given} elements; there are at most {MOST_LIST}"),
            );
            return Vec::new();
        }
        let one = |value: &'t Spanned<DeValue<'t>>| Found {
            key: found.key,
            line: self.line(&value.span()),
            value: value.get_ref(),
        };
        list.iter().map(one).collect()
    }

    /// The numbers of a list.
    pub fn ids<T: FromStr<Err = IdentifierError>>(&mut self, found: Found<'_>) -> Vec<T> {
        let list = self.list(found);
        list.into_iter().filter_map(|one| self.id(one)).collect()
    }
}

/// The beginning of a text, to be told.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A value, to be told.
fn told(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("\"{}\"", short(text)),
        DeValue::Integer(number) => short(number.as_str()),
        DeValue::Float(number) => short(number.as_str()),
        DeValue::Boolean(yes) => yes.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Array(_) => "[…]".to_owned(),
        DeValue::Table(_) => "{…}".to_owned(),
    }
}
