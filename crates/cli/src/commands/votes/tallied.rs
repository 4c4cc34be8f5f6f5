//! A count that was made: the object for programs, the sheet for people.

use std::fmt::Write as _;

use caisse_units::Language;
use serde_json::{Map, Value, json};

use super::Parameters;
use crate::answer::Answer;

/// A count that was made.
pub struct Tallied {
    /// The object for programs, without the file.
    pub json: Map<String, Value>,
    /// The sheet for people.
    pub text: String,
}

impl Tallied {
    /// A count by `method`; winners, figures and sheet follow.
    pub fn new(method: &str, parameters: &Parameters) -> Tallied {
        let mut json = Map::new();
        json.insert("method".into(), json!(method));
        json.insert("parameters".into(), parameters.told().into());
        Tallied { json, text: String::new() }
    }

    /// Adds a field.
    #[must_use]
    pub fn with(mut self, name: &str, value: Value) -> Tallied {
        self.json.insert(name.to_owned(), value);
        self
    }

    /// Adds fields of an outcome under their own names: those of `names` that it has.
    #[must_use]
    pub fn with_those(mut self, outcome: &Value, names: &[&str]) -> Tallied {
        for name in names {
            if let Some(value) = outcome.get(*name) {
                self.json.insert((*name).to_owned(), value.clone());
            }
        }
        self
    }

    /// Adds a line for people.
    pub fn line(&mut self, line: impl AsRef<str>) {
        let _ = writeln!(self.text, "{}", line.as_ref().trim_end());
    }

    /// Adds a title and a table for people.
    pub fn table(&mut self, title: &str, rows: &[Vec<String>]) {
        if !title.is_empty() {
            let _ = writeln!(self.text, "\n{title}");
        }
        self.text.push_str(&table(rows));
    }

    /// What the command answers.
    pub fn answer(mut self, file: &str, language: Language) -> Answer {
        self.json.insert("file".into(), json!(file));
        let method = self.json["method"].as_str().unwrap_or_default();
        let mut text = format!("{file} — {method}\n");
        if let Some(parameters) = self.json["parameters"].as_object()
            && !parameters.is_empty()
        {
            let told: Vec<String> =
                parameters.iter().map(|(name, value)| said(name, value)).collect();
            let _ = writeln!(
                text,
                "{} : {}",
                language.choose("paramètres", "parameters"),
                told.join(", ")
            );
        }
        if let Some(rule) = self.json.get("tie_breaking").and_then(Value::as_str) {
            let _ = writeln!(text, "{} : {rule}", language.choose("égalités", "ties"));
        }
        text.push_str(&self.text);
        Answer::new(text, self.json.into())
    }
}

fn said(name: &str, value: &Value) -> String {
    match value.as_str() {
        Some(text) => format!("{name} = {text}"),
        None => format!("{name} = {value}"),
    }
}

/// Columns side by side: numbers to the right, words to the left; the first row is the head.
pub fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |row: &Vec<String>, column: usize| row.get(column).cloned().unwrap_or_default();
    let width =
        |column: usize| rows.iter().map(|row| cell(row, column).chars().count()).max().unwrap_or(0);
    let numbers: Vec<bool> = (0..columns)
        .map(|column| {
            rows.iter().skip(1).all(|row| cell(row, column).chars().all(|c| !c.is_alphabetic()))
        })
        .collect();
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for column in 0..columns {
            let (cell, width) = (cell(row, column), widths[column]);
            let _ = match numbers[column] {
                true => write!(line, "  {cell:>width$}"),
                false => write!(line, "  {cell:<width$}"),
            };
        }
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}
