//! Public sources, and the one key that they make.
//!
//! The canonical form is that of RFC 3797: numbers without leading zeros, those of one source sorted
//! because a lottery is reported in any order; letters and digits of a text, in capitals; each value
//! followed by a full stop, each source by a slash.

use serde::{Deserialize, Serialize};

use super::SortitionError;

/// What kind of value a source gives: announced before the draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// Whole numbers in any order, one or several: a lottery, dice, a closing price in cents.
    Numbers,
    /// Letters and digits without accents: the digest of a block, a serial number.
    Text,
}

/// What a source gave, in canonical form.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceValue {
    /// Sorted numbers without leading zeros; digits only, as long as they need to be.
    Numbers(Vec<String>),
    /// Capitals and digits.
    Text(String),
}

impl SourceKind {
    /// Reads what a source gave.
    ///
    /// # Errors
    /// Not a single number, or something that is no whole number; a text without letters or digits,
    /// or with letters that are not of ASCII.
    pub fn read(self, text: &str) -> Result<SourceValue, SortitionError> {
        let unfit = || SortitionError::UnfitSource { kind: self, text: shown(text) };
        if text.len() > 10_000 {
            return Err(unfit());
        }
        match self {
            SourceKind::Numbers => {
                let mut numbers = Vec::new();
                for word in text.split([' ', '\t', '\u{a0}', '\u{202f}', ',', ';']) {
                    if word.is_empty() {
                        continue;
                    }
                    if !word.bytes().all(|byte| byte.is_ascii_digit()) {
                        return Err(unfit());
                    }
                    let digits = word.trim_start_matches('0');
                    numbers.push(if digits.is_empty() { "0" } else { digits }.to_owned());
                }
                if numbers.is_empty() {
                    return Err(unfit());
                }
                numbers.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
                Ok(SourceValue::Numbers(numbers))
            }
            SourceKind::Text => {
                let kept: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
                if kept.is_empty() || !kept.is_ascii() {
                    return Err(unfit());
                }
                Ok(SourceValue::Text(kept.to_ascii_uppercase()))
            }
        }
    }
}

impl SourceValue {
    /// Reads numbers where everything is a number, else a text.
    ///
    /// # Errors
    /// As [`SourceKind::read`].
    pub fn guess(text: &str) -> Result<SourceValue, SortitionError> {
        SourceKind::Numbers.read(text).or_else(|_| SourceKind::Text.read(text))
    }

    fn canonical(&self) -> String {
        match self {
            SourceValue::Numbers(numbers) => {
                numbers.iter().fold(String::new(), |text, number| text + number + ".") + "/"
            }
            SourceValue::Text(text) => format!("{text}./"),
        }
    }
}

/// All sources, in the order announced.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sources(Vec<SourceValue>);

impl Sources {
    /// Sources in the order announced.
    ///
    /// # Errors
    /// None at all: such a draw could be known in advance.
    pub fn new(values: Vec<SourceValue>) -> Result<Sources, SortitionError> {
        if values.is_empty() {
            return Err(SortitionError::NoSource);
        }
        Ok(Sources(values))
    }

    /// The key of the draw: `9319./2.5.8.10.12./9.18.26.34.41.45./`.
    pub fn canonical(&self) -> String {
        self.0.iter().map(SourceValue::canonical).collect()
    }
}

/// The key of one stratum: the draw's, then the stratum's name and a slash.
pub(super) fn derived(key: &str, stratum: &str) -> String {
    format!("{key}{stratum}/")
}

/// At most 60 characters of what was given.
fn shown(text: &str) -> String {
    text.chars().take(60).collect()
}
