//! The values that rules take and give, and their types.
//!
//! Absent on purpose: conversion between types. A rate is not a count, months are not days.

use std::collections::BTreeMap;

use caisse_units::{Amount, Day, Language, Rate};
use serde::{Deserialize, Serialize};

use crate::exact::Exact;

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueType {
    /// Euros, in whole cents.
    Euros,
    /// A rate, in parts per million.
    Rate,
    /// Whole months.
    Months,
    /// Whole days.
    Days,
    /// Hours, in hundredths.
    Hours,
    /// A whole number of persons or things.
    Count,
    /// Yes or no.
    YesNo,
    /// One of several named cases.
    Category,
    /// A civil day.
    Date,
}

impl ValueType {
    /// All of them, in the order of the language's documentation.
    pub const ALL: [ValueType; 9] = [
        ValueType::Euros,
        ValueType::Rate,
        ValueType::Months,
        ValueType::Days,
        ValueType::Hours,
        ValueType::Count,
        ValueType::YesNo,
        ValueType::Category,
        ValueType::Date,
    ];

    /// True for the types that can be added and compared by size, dates excluded.
    pub fn is_number(self) -> bool {
        !matches!(self, ValueType::YesNo | ValueType::Category | ValueType::Date)
    }

    /// True for the numbers that count something: months, days, hours, persons or things.
    pub fn is_quantity(self) -> bool {
        matches!(self, ValueType::Months | ValueType::Days | ValueType::Hours | ValueType::Count)
    }

    /// The name for people: `euros`, `taux`, `oui ou non`.
    pub fn name(self, language: Language) -> &'static str {
        let (french, english) = match self {
            ValueType::Euros => ("euros", "euros"),
            ValueType::Rate => ("taux", "rate"),
            ValueType::Months => ("mois", "months"),
            ValueType::Days => ("jours", "days"),
            ValueType::Hours => ("heures", "hours"),
            ValueType::Count => ("nombre", "count"),
            ValueType::YesNo => ("oui ou non", "yes or no"),
            ValueType::Category => ("catégorie", "category"),
            ValueType::Date => ("date", "date"),
        };
        language.choose(french, english)
    }
}

/// A value of one of the types.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Euros.
    Euros(Amount),
    /// A rate.
    Rate(Rate),
    /// Whole months.
    Months(i64),
    /// Whole days.
    Days(i64),
    /// Hundredths of an hour.
    Hours(i64),
    /// A whole number.
    Count(i64),
    /// Yes or no.
    YesNo(bool),
    /// A named case.
    Category(String),
    /// A civil day.
    Date(Day),
}

impl Value {
    /// The type of this value.
    pub fn kind(&self) -> ValueType {
        match self {
            Value::Euros(_) => ValueType::Euros,
            Value::Rate(_) => ValueType::Rate,
            Value::Months(_) => ValueType::Months,
            Value::Days(_) => ValueType::Days,
            Value::Hours(_) => ValueType::Hours,
            Value::Count(_) => ValueType::Count,
            Value::YesNo(_) => ValueType::YesNo,
            Value::Category(_) => ValueType::Category,
            Value::Date(_) => ValueType::Date,
        }
    }

    /// The whole number of units that carries this value: cents, parts per million, hundredths of
    /// an hour, days… `None` for yes/no, categories and dates.
    pub fn units(&self) -> Option<i64> {
        match self {
            Value::Euros(amount) => Some(amount.cents()),
            Value::Rate(rate) => Some(rate.parts_per_million()),
            Value::Months(n) | Value::Days(n) | Value::Hours(n) | Value::Count(n) => Some(*n),
            Value::YesNo(_) | Value::Category(_) | Value::Date(_) => None,
        }
    }

    /// The value of that numeric type carried by that many units (see [`Value::units`]); `None`
    /// for yes/no, categories and dates.
    pub fn from_units(kind: ValueType, units: i64) -> Option<Value> {
        match kind {
            ValueType::Euros => Some(Value::Euros(Amount::from_cents(units))),
            ValueType::Rate => Some(Value::Rate(Rate::from_parts_per_million(units))),
            ValueType::Months => Some(Value::Months(units)),
            ValueType::Days => Some(Value::Days(units)),
            ValueType::Hours => Some(Value::Hours(units)),
            ValueType::Count => Some(Value::Count(units)),
            ValueType::YesNo | ValueType::Category | ValueType::Date => None,
        }
    }

    /// The exact number: cents, a factor for a rate, hours for hours; `None` for yes/no,
    /// categories and dates.
    pub fn exact(&self) -> Option<Exact> {
        let units = self.units()?;
        Exact::fraction(i128::from(units), i128::from(units_of_one(self.kind())))
    }

    /// Reads a value of that type as tables, forms and examples write it; the unit may be left out:
    /// `12,50`, `2,5 %`, `6 mois`, `7,5 h`, `oui`, `2026-01-31`.
    ///
    /// # Errors
    /// [`ValueError`] says what was expected.
    pub fn parse(kind: ValueType, text: &str) -> Result<Value, ValueError> {
        crate::read::value_of(kind, text).ok_or_else(|| ValueError { kind, text: text.to_owned() })
    }

    /// The value as a person reads it.
    pub fn written(&self, language: Language) -> String {
        match self {
            Value::Euros(amount) => amount.written(language),
            Value::Rate(rate) => rate.written(language),
            Value::Months(n) => {
                format!("{n}\u{a0}{}", language.choose("mois", plural(*n, "month")))
            }
            Value::Days(n) if n.abs() < 2 => {
                format!("{n}\u{a0}{}", language.choose("jour", plural(*n, "day")))
            }
            Value::Days(n) => format!("{n}\u{a0}{}", language.choose("jours", "days")),
            Value::Hours(n) => {
                let (text, _) =
                    Exact::fraction(i128::from(*n), 100).unwrap_or(Exact::ZERO).decimal(2);
                let text = match language {
                    Language::French => text.replace('.', ","),
                    Language::English => text,
                };
                format!("{text}\u{a0}h")
            }
            Value::Count(n) => n.to_string(),
            Value::YesNo(true) => language.choose("oui", "yes").to_owned(),
            Value::YesNo(false) => language.choose("non", "no").to_owned(),
            Value::Category(name) => name.clone(),
            Value::Date(day) => day.written(language),
        }
    }
}

/// A text that is not a value of its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    /// The type expected.
    pub kind: ValueType,
    /// What was read.
    pub text: String,
}

impl ValueError {
    /// The sentence for the person who wrote it, with an example.
    pub fn sentence(&self, language: Language) -> String {
        let (text, kind) = (&self.text, self.kind.name(language));
        let (french, english) = match self.kind {
            ValueType::Euros => ("12,50", "12.50"),
            ValueType::Rate => ("2,5 %", "2.5%"),
            ValueType::Hours => ("7,5", "7.5"),
            ValueType::Months | ValueType::Days | ValueType::Count => ("6", "6"),
            ValueType::YesNo => ("oui", "yes"),
            ValueType::Category => ("salarie", "employee"),
            ValueType::Date => ("2026-01-31", "2026-01-31"),
        };
        match language {
            Language::French => {
                format!("« {text} » n'est pas du type {kind} ; écrivez par exemple {french}")
            }
            Language::English => {
                format!("“{text}” is not of type {kind}; write for example {english}")
            }
        }
    }
}

impl std::fmt::Display for ValueError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for ValueError {}

fn plural(number: i64, noun: &'static str) -> &'static str {
    match (noun, number) {
        ("month", 1) => "month",
        ("month", _) => "months",
        ("day", 1) => "day",
        _ => "days",
    }
}

/// How many stored units make one exact unit of that type: a rate is stored in millionths, hours in
/// hundredths; euros are counted in cents on both sides.
pub fn units_of_one(kind: ValueType) -> i64 {
    match kind {
        ValueType::Rate => 1_000_000,
        ValueType::Hours => 100,
        _ => 1,
    }
}

/// The inputs of one person, household or participant, by name.
pub type Inputs = BTreeMap<String, Value>;
