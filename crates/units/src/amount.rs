//! Amounts of euros, in whole cents.

use std::fmt;
use std::iter::Sum;
use std::ops::Neg;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Language;

/// An amount of euros in whole cents; may be negative.
///
/// Bounds: those of `i64` cents, about ±92 million billion euros. Arithmetic is checked: the
/// `checked_*` functions return `None`, and [`Amount::plus`], [`Amount::minus`], [`Sum`] panic on
/// overflow, which [`Amount::LIMIT`] on every input makes unreachable.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Amount(i64);

impl Amount {
    /// Nothing.
    pub const ZERO: Amount = Amount(0);
    /// The largest amount that any command, file or form may bring in: a thousand billion euros.
    /// Ninety thousand of them can be added before `i64` overflows.
    pub const LIMIT: Amount = Amount(100_000_000_000_000);

    /// An amount from its cents.
    pub const fn from_cents(cents: i64) -> Amount {
        Amount(cents)
    }

    /// The cents of this amount.
    pub const fn cents(self) -> i64 {
        self.0
    }

    /// True for 0 cents.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// True above 0 cents.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// True below 0 cents.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The amount without its sign.
    pub const fn magnitude(self) -> Amount {
        Amount(self.0.abs())
    }

    /// The sum, or `None` on overflow.
    pub fn checked_add(self, other: Amount) -> Option<Amount> {
        self.0.checked_add(other.0).map(Amount)
    }

    /// The difference, or `None` on overflow.
    pub fn checked_sub(self, other: Amount) -> Option<Amount> {
        self.0.checked_sub(other.0).map(Amount)
    }

    /// The amount taken `times` times, or `None` on overflow.
    pub fn checked_times(self, times: i64) -> Option<Amount> {
        self.0.checked_mul(times).map(Amount)
    }

    /// The sum.
    ///
    /// # Panics
    /// On overflow, which [`Amount::LIMIT`] excludes for amounts that were checked on entry.
    #[must_use]
    pub fn plus(self, other: Amount) -> Amount {
        self.checked_add(other).expect("amounts are limited on entry, so their sums fit")
    }

    /// The difference.
    ///
    /// # Panics
    /// On overflow, which [`Amount::LIMIT`] excludes for amounts that were checked on entry.
    #[must_use]
    pub fn minus(self, other: Amount) -> Amount {
        self.checked_sub(other).expect("amounts are limited on entry, so their differences fit")
    }

    /// Reads a decimal such as `12`, `12.5`, `-1234.56`, and what people type: `1 234,56 €`,
    /// `12,50 EUR`, with ordinary, no-break or narrow no-break spaces between thousands. At most two
    /// decimals; a third is refused and never rounded.
    ///
    /// # Errors
    /// [`AmountError`] says what is wrong with the text.
    pub fn parse(text: &str) -> Result<Amount, AmountError> {
        let mut rest: String = text
            .chars()
            .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\''))
            .collect::<String>();
        for unit in ["€", "EUR", "eur", "euros", "euro"] {
            if let Some(stripped) = rest.strip_suffix(unit) {
                rest = stripped.to_owned();
                break;
            }
        }
        let (negative, digits) = match rest.strip_prefix(['-', '\u{2212}']) {
            Some(digits) => (true, digits),
            None => (false, rest.strip_prefix('+').unwrap_or(&rest)),
        };
        let (whole, decimals) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        let is_number = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !is_number(whole) || !is_number(decimals) {
            return Err(AmountError::NotANumber { text: text.to_owned() });
        }
        if decimals.len() > 2 {
            return Err(AmountError::TooManyDecimals { text: text.to_owned() });
        }
        let out_of_bounds = || AmountError::OutOfBounds { text: text.to_owned() };
        let euros: i64 = whole.parse().map_err(|_| out_of_bounds())?;
        let cents: i64 = format!("{decimals:0<2}").parse().unwrap_or(0);
        let magnitude =
            euros.checked_mul(100).and_then(|c| c.checked_add(cents)).ok_or_else(out_of_bounds)?;
        if magnitude > Amount::LIMIT.0 {
            return Err(out_of_bounds());
        }
        Ok(Amount(if negative { -magnitude } else { magnitude }))
    }

    /// The amount as a person reads it: `1 234,56 €` in French, with no-break spaces, `€1,234.56` in
    /// English.
    pub fn written(self, language: Language) -> String {
        let magnitude = self.0.unsigned_abs();
        let (euros, cents) = (magnitude / 100, magnitude % 100);
        let digits = euros.to_string();
        let separator = language.choose("\u{202f}", ",");
        let mut grouped = String::with_capacity(digits.len() + 8);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push_str(separator);
            }
            grouped.push(digit);
        }
        let sign = if self.0 < 0 { "\u{2212}" } else { "" };
        match language {
            Language::French => format!("{sign}{grouped},{cents:02}\u{a0}€"),
            Language::English => format!("{sign}€{grouped}.{cents:02}"),
        }
    }
}

/// The plain decimal that files and programs read: `-1234.56`.
impl fmt::Display for Amount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        let text = format!("{sign}{}.{:02}", magnitude / 100, magnitude % 100);
        formatter.pad(&text)
    }
}

impl FromStr for Amount {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Amount, AmountError> {
        Amount::parse(text)
    }
}

impl Neg for Amount {
    type Output = Amount;

    fn neg(self) -> Amount {
        Amount(-self.0)
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Amount>>(amounts: I) -> Amount {
        amounts.fold(Amount::ZERO, Amount::plus)
    }
}

/// Why a text is not an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmountError {
    /// The text is not a decimal number.
    NotANumber {
        /// What was read.
        text: String,
    },
    /// The text has more than two decimals; amounts are whole cents.
    TooManyDecimals {
        /// What was read.
        text: String,
    },
    /// The amount is beyond [`Amount::LIMIT`].
    OutOfBounds {
        /// What was read.
        text: String,
    },
}

impl AmountError {
    /// The sentence for the person who typed it, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (AmountError::NotANumber { text }, Language::French) => {
                format!("« {text} » n'est pas un montant ; écrivez par exemple 12,50")
            }
            (AmountError::NotANumber { text }, Language::English) => {
                format!("“{text}” is not an amount; write for example 12.50")
            }
            (AmountError::TooManyDecimals { text }, Language::French) => {
                format!("« {text} » a plus de deux décimales ; un montant s'arrête au centime")
            }
            (AmountError::TooManyDecimals { text }, Language::English) => {
                format!("“{text}” has more than two decimals; an amount stops at the cent")
            }
            (AmountError::OutOfBounds { text }, Language::French) => {
                format!("« {text} » dépasse mille milliards d'euros")
            }
            (AmountError::OutOfBounds { text }, Language::English) => {
                format!("“{text}” is over a thousand billion euros")
            }
        }
    }
}

impl fmt::Display for AmountError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for AmountError {}
