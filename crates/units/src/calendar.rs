//! Civil days and months, without a clock.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Language, from_text};

/// A civil day between the years 1900 and 2999, written `2026-01-31`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The day of that year, month (1 to 12) and day of the month (1 to 31), or `None`.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Day> {
        if !(1900..=2999).contains(&year) {
            return None;
        }
        Date::new(year, month, day).ok().map(Day)
    }

    /// The day that these ten bytes write as journals do, `2026-01-31`.
    fn from_journal(text: &[u8]) -> Option<Day> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else { return None };
        let digits = [y1, y2, y3, y4, m1, m2, d1, d2];
        if !digits.iter().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        let two = |tens: &u8, ones: &u8| (tens - b'0') as i8 * 10 + (ones - b'0') as i8;
        let year = i16::from(two(y1, y2)) * 100 + i16::from(two(y3, y4));
        Day::new(year, two(m1, m2), two(d1, d2))
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The day of the month, 1 to 31.
    pub fn day_of_month(self) -> i8 {
        self.0.day()
    }

    /// The month that holds this day.
    pub fn month(self) -> Month {
        Month { year: self.0.year(), month: self.0.month() }
    }

    /// The day `days` later (earlier when negative); stays within the bounds of [`Day`].
    #[must_use]
    pub fn plus_days(self, days: i32) -> Day {
        let moved = self.0.saturating_add(jiff::Span::new().days(days.clamp(-400_000, 400_000)));
        Day(moved.clamp(Date::constant(1900, 1, 1), Date::constant(2999, 12, 31)))
    }

    /// Days from `earlier` to this day; negative if this day comes first.
    pub fn days_since(self, earlier: Day) -> i32 {
        self.0.since(earlier.0).map_or(0, |span| span.get_days())
    }

    /// Whole months elapsed from `earlier` to this day, never negative.
    pub fn whole_months_since(self, earlier: Day) -> i32 {
        let months = self.month().months_since(earlier.month());
        let incomplete = self.day_of_month() < earlier.day_of_month()
            && self.day_of_month() < self.month().last_day().day_of_month();
        (months - i32::from(incomplete)).max(0)
    }

    /// Whole years elapsed since `birth`: the age of a person born that day.
    pub fn age_since(self, birth: Day) -> i32 {
        self.whole_months_since(birth) / 12
    }

    /// True on Saturday and Sunday.
    pub fn is_weekend(self) -> bool {
        self.0.weekday().to_monday_zero_offset() >= 5
    }

    /// The day as digits without separators: `20260131`, as bank and tax files write it.
    pub fn compact(self) -> String {
        format!("{:04}{:02}{:02}", self.0.year(), self.0.month(), self.0.day())
    }

    /// The day as a person reads it: `31 janvier 2026`, `31 January 2026`.
    pub fn written(self, language: Language) -> String {
        let first = self.day_of_month() == 1 && language == Language::French;
        let ordinal = if first { "er" } else { "" };
        format!("{}{ordinal} {}", self.day_of_month(), self.month().written(language))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

impl FromStr for Day {
    type Err = DayError;

    /// Reads `2026-01-31`, and `31/01/2026` as French people type it.
    fn from_str(text: &str) -> Result<Day, DayError> {
        let refuse = || DayError { text: text.to_owned() };
        if let Some(day) = Day::from_journal(text.as_bytes()) {
            return Ok(day);
        }
        let trimmed = text.trim();
        let mut parts = trimmed.split(['-', '/']);
        let (Some(first), Some(second), Some(third), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(refuse());
        };
        let (year, day) = if trimmed.contains('/') { (third, first) } else { (first, third) };
        if year.len() != 4 || second.len() > 2 || day.len() > 2 {
            return Err(refuse());
        }
        let year = year.parse().map_err(|_| refuse())?;
        let month = second.parse().map_err(|_| refuse())?;
        let day = day.parse().map_err(|_| refuse())?;
        Day::new(year, month, day).ok_or_else(refuse)
    }
}

/// Text for people's formats, the number `20260131` for compact ones.
impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return serializer.collect_str(self);
        }
        let (year, month) = (u32::from(self.0.year().unsigned_abs()), self.0.month());
        let day = u32::from(self.0.day().unsigned_abs());
        serializer.serialize_u32(year * 10_000 + u32::from(month.unsigned_abs()) * 100 + day)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        if !deserializer.is_human_readable() {
            let number = u32::deserialize(deserializer)?;
            let day = Day::new(
                (number / 10_000) as i16,
                (number / 100 % 100) as i8,
                (number % 100) as i8,
            );
            return day.ok_or_else(|| serde::de::Error::custom("not a day"));
        }
        from_text(deserializer)
    }
}

/// A calendar month, written `2026-01`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// The month (1 to 12) of that year (1900 to 2999), or `None`.
    pub fn new(year: i16, month: i8) -> Option<Month> {
        Day::new(year, month, 1).map(Day::month)
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month of the year, 1 to 12.
    pub fn month_of_year(self) -> i8 {
        self.month
    }

    /// Its first day.
    pub fn first_day(self) -> Day {
        Day(Date::constant(self.year, self.month, 1))
    }

    /// Its last day.
    pub fn last_day(self) -> Day {
        Day(self.first_day().0.last_of_month())
    }

    /// How many days it has, 28 to 31.
    pub fn days(self) -> i32 {
        i32::from(self.last_day().day_of_month())
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Month {
        self.plus_months(1)
    }

    /// The month before.
    #[must_use]
    pub fn previous(self) -> Month {
        self.plus_months(-1)
    }

    /// The month `months` later (earlier when negative), within the bounds of [`Day`].
    #[must_use]
    pub fn plus_months(self, months: i32) -> Month {
        let index = i32::from(self.year) * 12 + i32::from(self.month) - 1 + months;
        let index = index.clamp(1900 * 12, 2999 * 12 + 11);
        Month { year: (index / 12) as i16, month: (index % 12 + 1) as i8 }
    }

    /// Months from `earlier` to this one; negative if this one comes first.
    pub fn months_since(self, earlier: Month) -> i32 {
        (i32::from(self.year) - i32::from(earlier.year)) * 12 + i32::from(self.month)
            - i32::from(earlier.month)
    }

    /// The month after “of”: `d'avril 2026`, `de mai 2026`; `of April 2026`.
    pub fn genitive(self, language: Language) -> String {
        let written = self.written(language);
        match language {
            Language::French if written.starts_with(['a', 'o']) => format!("d'{written}"),
            Language::French => format!("de {written}"),
            Language::English => format!("of {written}"),
        }
    }

    /// The month as a person reads it: `janvier 2026`, `January 2026`.
    pub fn written(self, language: Language) -> String {
        const NAMES: [(&str, &str); 12] = [
            ("janvier", "January"),
            ("février", "February"),
            ("mars", "March"),
            ("avril", "April"),
            ("mai", "May"),
            ("juin", "June"),
            ("juillet", "July"),
            ("août", "August"),
            ("septembre", "September"),
            ("octobre", "October"),
            ("novembre", "November"),
            ("décembre", "December"),
        ];
        let (french, english) = NAMES[usize::from(self.month.unsigned_abs()) - 1];
        format!("{} {}", language.choose(french, english), self.year)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}", self.year, self.month)
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl FromStr for Month {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Month, DayError> {
        format!("{}-01", text.trim())
            .parse::<Day>()
            .map(Day::month)
            .map_err(|_| DayError { text: text.to_owned() })
    }
}

/// Text for people's formats, the number `202601` for compact ones.
impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return serializer.collect_str(self);
        }
        let year = u32::from(self.year.unsigned_abs());
        serializer.serialize_u32(year * 100 + u32::from(self.month.unsigned_abs()))
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Month, D::Error> {
        if !deserializer.is_human_readable() {
            let number = u32::deserialize(deserializer)?;
            let month = Month::new((number / 100) as i16, (number % 100) as i8);
            return month.ok_or_else(|| serde::de::Error::custom("not a month"));
        }
        from_text(deserializer)
    }
}

/// A text that is not a day or a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayError {
    /// What was read.
    pub text: String,
}

impl DayError {
    /// The sentence for the person who typed it, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        let text = &self.text;
        match language {
            Language::French => {
                format!("« {text} » n'est pas une date ; écrivez 2026-01-31 (un mois : 2026-01)")
            }
            Language::English => {
                format!("“{text}” is not a date; write 2026-01-31 (a month: 2026-01)")
            }
        }
    }
}

impl fmt::Display for DayError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for DayError {}
