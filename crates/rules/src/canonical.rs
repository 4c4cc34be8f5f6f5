//! Canonical JSON: the one text of a rule, which the journal keeps and hashes.
//!
//! Keys sorted by their bytes, no space, no absent field written, whole numbers only: two rules are
//! equal exactly when their texts are. Amounts are cents, rates parts per million, hours hundredths.
//!
//! Absent on purpose: judging the rule (`check`), and files (`read`).

use std::fmt::{self, Write};

use caisse_units::Language;
use serde_json::Value as Json;

use crate::tree::Rule;

/// The longest canonical text accepted, in bytes.
pub const LONGEST_TEXT: usize = 1_000_000;

/// A text that is not a rule in canonical JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CanonicalError {
    /// Longer than [`LONGEST_TEXT`].
    TooLong {
        /// Its bytes.
        bytes: usize,
    },
    /// Not JSON, or not that of a rule.
    NotARule {
        /// What the JSON reader says, with line and column.
        reason: String,
    },
    /// A rule, but not written canonically: its hash would not be that of the rule.
    NotCanonical {
        /// The first byte that differs from the canonical text.
        position: usize,
    },
}

impl CanonicalError {
    /// The sentence for the person who gave the text, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (CanonicalError::TooLong { bytes }, Language::French) => {
                format!("le texte fait {bytes} octets ; une règle en compte au plus {LONGEST_TEXT}")
            }
            (CanonicalError::TooLong { bytes }, Language::English) => {
                format!("the text has {bytes} bytes; a rule has at most {LONGEST_TEXT}")
            }
            (CanonicalError::NotARule { reason }, Language::French) => {
                format!("ce texte n'est pas une règle enregistrée : {reason}")
            }
            (CanonicalError::NotARule { reason }, Language::English) => {
                format!("this text is not a recorded rule: {reason}")
            }
            (CanonicalError::NotCanonical { position }, Language::French) => format!(
                "la règle n'est pas écrite sous sa forme canonique (octet {position}) ; \
                 enregistrez-la de nouveau"
            ),
            (CanonicalError::NotCanonical { position }, Language::English) => format!(
                "the rule is not written in its canonical form (byte {position}); record it again"
            ),
        }
    }
}

impl fmt::Display for CanonicalError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for CanonicalError {}

impl Rule {
    /// The canonical JSON of this rule.
    pub fn canonical_json(&self) -> String {
        let json = serde_json::to_value(self).expect("a rule has only text keys and whole numbers");
        let mut text = String::new();
        write_sorted(&json, &mut text);
        text
    }

    /// Reads a rule from its canonical JSON.
    ///
    /// # Errors
    /// [`CanonicalError`]: too long, not a rule, or not written canonically.
    pub fn from_canonical_json(text: &str) -> Result<Rule, CanonicalError> {
        if text.len() > LONGEST_TEXT {
            return Err(CanonicalError::TooLong { bytes: text.len() });
        }
        let rule: Rule = serde_json::from_str(text)
            .map_err(|error| CanonicalError::NotARule { reason: error.to_string() })?;
        let canonical = rule.canonical_json();
        if canonical == text {
            return Ok(rule);
        }
        let differs = canonical.bytes().zip(text.bytes()).position(|(a, b)| a != b);
        let position = differs.unwrap_or(canonical.len().min(text.len()));
        Err(CanonicalError::NotCanonical { position })
    }
}

fn write_sorted(json: &Json, text: &mut String) {
    match json {
        Json::Array(items) => {
            text.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                write_sorted(item, text);
            }
            text.push(']');
        }
        Json::Object(fields) => {
            // Sorted here, because another crate of the build may ask serde_json to keep the
            // order of insertion.
            let mut fields: Vec<_> = fields.iter().filter(|(_, value)| !value.is_null()).collect();
            fields.sort_by(|left, right| left.0.cmp(right.0));
            text.push('{');
            for (place, (name, value)) in fields.into_iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                let _ = write!(text, "{}:", Json::String(name.clone()));
                write_sorted(value, text);
            }
            text.push('}');
        }
        leaf => {
            let _ = write!(text, "{leaf}");
        }
    }
}

#[cfg(test)]
mod tests;
