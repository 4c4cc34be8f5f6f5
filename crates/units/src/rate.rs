//! Rates, in whole parts per million.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Amount, Language};

/// A rate in parts per million: 1 % is 10 000. Never mixes with amounts except by [`Rate::of`].
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Rate(i64);

impl Rate {
    /// Nothing.
    pub const ZERO: Rate = Rate(0);
    /// The whole: 100 %.
    pub const WHOLE: Rate = Rate(1_000_000);

    /// A rate from its parts per million.
    pub const fn from_parts_per_million(parts: i64) -> Rate {
        Rate(parts)
    }

    /// The parts per million of this rate.
    pub const fn parts_per_million(self) -> i64 {
        self.0
    }

    /// The share of `amount` at this rate, rounded to the cent, half away from zero. `None` beyond
    /// the bounds of [`Amount`].
    pub fn of(self, amount: Amount) -> Option<Amount> {
        let exact = i128::from(amount.cents()) * i128::from(self.0);
        let half = 500_000_i128 * exact.signum();
        i64::try_from((exact + half) / 1_000_000).ok().map(Amount::from_cents)
    }

    /// Reads `2,5 %`, `2.5%` or a plain factor such as `0.025`; at most four decimals of a percent,
    /// six of a factor.
    ///
    /// # Errors
    /// [`RateError`] carries the text that is not a rate.
    pub fn parse(text: &str) -> Result<Rate, RateError> {
        let refuse = || RateError { text: text.to_owned() };
        let compact: String =
            text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
        let (number, decimals_kept) = match compact.strip_suffix('%') {
            Some(number) => (number, 4_usize),
            None => (compact.as_str(), 6),
        };
        let (negative, digits) = match number.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, number),
        };
        let (whole, decimals) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        let is_number = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty()
            || whole.len() > 9
            || !is_number(whole)
            || !is_number(decimals)
            || decimals.len() > decimals_kept
        {
            return Err(refuse());
        }
        let parts: i64 =
            format!("{whole}{decimals:0<decimals_kept$}").parse().map_err(|_| refuse())?;
        Ok(Rate(if negative { -parts } else { parts }))
    }

    /// The rate as a person reads it: `2,5 %` in French, `2.5%` in English.
    pub fn written(self, language: Language) -> String {
        let magnitude = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "\u{2212}" } else { "" };
        let decimals = format!("{:04}", magnitude % 10_000);
        let decimals = decimals.trim_end_matches('0');
        let whole = magnitude / 10_000;
        let point = if decimals.is_empty() { "" } else { language.choose(",", ".") };
        format!("{sign}{whole}{point}{decimals}{}", language.choose("\u{a0}%", "%"))
    }
}

/// The plain percentage that files read: `2.5%`.
impl fmt::Display for Rate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.written(Language::English).replace('\u{2212}', "-"))
    }
}

/// A text that is not a rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateError {
    /// What was read.
    pub text: String,
}

impl RateError {
    /// The sentence for the person who typed it, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        let text = &self.text;
        match language {
            Language::French => format!("« {text} » n'est pas un taux ; écrivez par exemple 2,5 %"),
            Language::English => format!("“{text}” is not a rate; write for example 2.5%"),
        }
    }
}

impl fmt::Display for RateError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for RateError {}
