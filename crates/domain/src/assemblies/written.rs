//! Values of assemblies in the form in which people write them: fractions such as `2/3`, times of day
//! such as `18:30`; and outcomes kept as text where a compact format could not hold them.
//!
//! Absent on purpose: floating point, time zones, seconds.

use std::fmt;
use std::str::FromStr;

use caisse_units::Language;
use caisse_votes::motion::{Fraction, Threshold};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::identity::from_text;

/// An exact fraction between 0 and 1, written `2/3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Share(pub Fraction);

impl Share {
    /// `numerator / denominator`; `None` if it is not between 0 and 1.
    pub fn new(numerator: u64, denominator: u64) -> Option<Share> {
        Fraction::new(numerator, denominator).ok().map(Share)
    }

    /// The least whole number that is at least this share of `whole`.
    pub fn least(self, whole: u64) -> u64 {
        u64::try_from(Threshold::AtLeast(self.0).least(whole)).unwrap_or(u64::MAX)
    }

    /// True for `0/n`.
    pub fn is_zero(self) -> bool {
        self.0.numerator() == 0
    }
}

impl fmt::Display for Share {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.0.numerator(), self.0.denominator())
    }
}

/// A text that is not a value of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenError {
    /// What was read.
    pub text: String,
    /// An example of what was expected.
    pub example: &'static str,
}

impl WrittenError {
    /// What is wrong, with an example.
    pub fn sentence(&self, language: Language) -> String {
        let WrittenError { text, example } = self;
        match language {
            Language::French => format!("« {text} » ne se lit pas ; écrivez par exemple {example}"),
            Language::English => format!("“{text}” cannot be read; write for example {example}"),
        }
    }
}

impl fmt::Display for WrittenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for WrittenError {}

impl FromStr for Share {
    type Err = WrittenError;

    fn from_str(text: &str) -> Result<Share, WrittenError> {
        let refuse = || WrittenError { text: text.to_owned(), example: "2/3" };
        let (above, below) = text.split_once('/').ok_or_else(refuse)?;
        let above = above.trim().parse().map_err(|_| refuse())?;
        let below = below.trim().parse().map_err(|_| refuse())?;
        Share::new(above, below).ok_or_else(refuse)
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Share, D::Error> {
        from_text(deserializer)
    }
}

/// How much is enough: `{ at_least = "2/3" }` or `{ more_than = "1/2" }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Enough {
    /// The fraction itself is enough.
    AtLeast(Share),
    /// The fraction itself is not enough.
    MoreThan(Share),
}

impl Enough {
    /// More than half.
    pub const MAJORITY: Enough = Enough::MoreThan(Share(Fraction::HALF));

    /// As the count takes it.
    pub fn threshold(self) -> Threshold {
        match self {
            Enough::AtLeast(share) => Threshold::AtLeast(share.0),
            Enough::MoreThan(share) => Threshold::MoreThan(share.0),
        }
    }

    /// In words: `plus de 1/2`, `at least 2/3`.
    pub fn written(self, language: Language) -> String {
        self.threshold().written(language)
    }
}

/// A time of day, in minutes after midnight, written `18:30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// The time of that hour (0 to 23) and minute (0 to 59).
    pub fn new(hour: u16, minute: u16) -> Option<TimeOfDay> {
        (hour < 24 && minute < 60).then_some(TimeOfDay(hour * 60 + minute))
    }

    /// As a person reads it: `18 h 30`, `18:30`.
    pub fn written(self, language: Language) -> String {
        match language {
            Language::French => format!("{} h {:02}", self.0 / 60, self.0 % 60),
            Language::English => self.to_string(),
        }
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for TimeOfDay {
    type Err = WrittenError;

    /// Reads `18:30`, and `18 h 30` or `18h` as French people type it.
    fn from_str(text: &str) -> Result<TimeOfDay, WrittenError> {
        let refuse = || WrittenError { text: text.to_owned(), example: "18:30" };
        let (hour, minute) = text.split_once([':', 'h']).ok_or_else(refuse)?;
        let digits = |part: &str| match part.trim() {
            "" => Some(0),
            part if part.len() <= 2 => part.parse::<u16>().ok(),
            _ => None,
        };
        let hour = hour.trim().parse().map_err(|_| refuse())?;
        let minute = digits(minute).ok_or_else(refuse)?;
        TimeOfDay::new(hour, minute).ok_or_else(refuse)
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<TimeOfDay, D::Error> {
        from_text(deserializer)
    }
}

/// A value that people's formats hold as it is, and compact ones as its text: its optional fields
/// are left out when empty, which compact formats cannot read back.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept<T>(pub T);

impl<T: Serialize> Serialize for Kept<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return self.0.serialize(serializer);
        }
        let text = serde_json::to_string(&self.0).map_err(serde::ser::Error::custom)?;
        serializer.serialize_str(&text)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Kept<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Kept<T>, D::Error> {
        if deserializer.is_human_readable() {
            return T::deserialize(deserializer).map(Kept);
        }
        let text = String::deserialize(deserializer)?;
        serde_json::from_str(&text).map(Kept).map_err(serde::de::Error::custom)
    }
}
