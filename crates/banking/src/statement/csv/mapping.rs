//! Which column of a table is what.

use serde::{Deserialize, Serialize};

/// Which column of a table is what. Kept by the caller and given back for the next file of the same
/// bank. Columns are counted from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CsvMapping {
    /// The encoding of the text.
    pub encoding: TextEncoding,
    /// The character between cells.
    pub separator: char,
    /// The row of titles, as written. Rows above it are the bank's head. Empty: there is no row of
    /// titles and the table starts at once.
    pub head: Vec<String>,
    /// The order of days.
    pub days: DayOrder,
    /// The sign before cents.
    pub decimal: DecimalSign,
    /// The booking day.
    pub booked: usize,
    /// The value day.
    pub value: Option<usize>,
    /// The amount.
    pub amount: AmountColumns,
    /// The label; several columns are joined by a space.
    pub label: Vec<usize>,
    /// The balance: after each line, or the same closing balance on every line.
    pub balance: Option<usize>,
    /// The bank's reference of the line.
    pub reference: Option<usize>,
    /// The other party's name.
    pub name: Option<usize>,
    /// The other party's IBAN.
    pub iban: Option<usize>,
    /// The account of the statement.
    pub account: Option<usize>,
    /// The currency.
    pub currency: Option<usize>,
}

/// Where the amount stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmountColumns {
    /// One signed column.
    Signed(usize),
    /// One column for each side; the sign of the cell is ignored.
    DebitCredit {
        /// Money out.
        debit: usize,
        /// Money in.
        credit: usize,
    },
    /// An amount and a column that says the side (`D`, `C`, `débit`, `crédit`, `-`, `+`).
    AmountAndSide {
        /// The amount; its sign is ignored.
        amount: usize,
        /// The side.
        side: usize,
    },
}

/// The order of days in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayOrder {
    /// `31/01/2026`.
    DayMonthYear,
    /// `01/31/2026`.
    MonthDayYear,
    /// `2026-01-31`.
    YearMonthDay,
}

/// The sign before cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecimalSign {
    /// `1 234,56` or `1.234,56`.
    Comma,
    /// `1,234.56`.
    Point,
}

/// The encoding of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextEncoding {
    /// UTF-8, with or without its mark.
    Utf8,
    /// UTF-16, by its mark.
    Utf16,
    /// The Windows encoding of western Europe, which holds Latin-1.
    Windows1252,
    /// Latin-9, with € and œ.
    Latin9,
}
