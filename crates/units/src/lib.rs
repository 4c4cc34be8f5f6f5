//! The units of the house.
//!
//! Money is whole cents ([`Amount`]), a rate is parts per million ([`Rate`]), a date is a civil
//! [`Day`] or a [`Month`]; none of them is a bare number and no two of them mix by accident.
//! [`split`] divides an amount without losing a cent. [`Language`] says in which tongue a sentence
//! is written for a person.
//!
//! Absent on purpose: floating point, time of day, time zones, the current date, currencies other
//! than the euro.

mod amount;
mod calendar;
mod language;
mod rate;
mod schema;
pub mod split;
mod text;

pub use amount::{Amount, AmountError};
pub use calendar::{Day, DayError, Month};
pub use language::Language;
pub use rate::{Rate, RateError};
pub use text::from_text;

#[cfg(test)]
mod tests;
