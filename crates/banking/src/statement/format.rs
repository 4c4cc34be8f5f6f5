//! The forms that can be read, and how far a reader may go.

use caisse_units::Language;
use serde::{Deserialize, Serialize};

use super::CsvMapping;

/// A form of statement file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// ISO 20022 camt.053, any version.
    Camt053,
    /// The French fixed-width form, records of 120 characters.
    Cfonb120,
    /// OFX 1 (SGML) and 2 (XML).
    Ofx,
    /// A table, read by a [`CsvMapping`].
    Csv,
    /// Quicken's form.
    Qif,
    /// SWIFT MT940.
    Mt940,
}

impl Format {
    /// The name that people give it.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Format::Camt053 => "camt.053",
            Format::Cfonb120 => "CFONB 120",
            Format::Ofx => "OFX",
            Format::Csv => language.choose("tableau CSV", "CSV table"),
            Format::Qif => "QIF",
            Format::Mt940 => "MT940",
        }
    }
}

/// How to read a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The form, when the caller knows it; recognised from the content otherwise.
    pub format: Option<Format>,
    /// The columns of a CSV, as the treasurer mapped them once; proposed from the head of the file
    /// otherwise.
    pub csv: Option<CsvMapping>,
    /// The account whose rows are read, in a table that holds several; all of them otherwise.
    pub account: Option<String>,
    /// What to do when opening + lines differs from closing.
    pub balance: BalanceCheck,
    /// How far the reader may go.
    pub limits: Limits,
}

/// What to do when opening + lines differs from closing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BalanceCheck {
    /// Refuse the file.
    #[default]
    Refuse,
    /// Read it and warn: for the pages of a statement that a bank cut in several files.
    Warn,
}

/// How far a reader may go before it refuses the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Elements of an XML or OFX file, cells of a table; an eighth of it in one entry of camt.053.
    pub nodes: usize,
    /// Depth of an XML file.
    pub depth: usize,
    /// Booked and pending lines, over all statements of the file.
    pub lines: usize,
    /// Bytes of one text of a line.
    pub text: usize,
    /// Errors listed before the reader gives up.
    pub errors: usize,
}

impl Default for Limits {
    /// 64 MB, five million elements, 64 levels, 500,000 lines, 4,000 bytes of text, 100 errors.
    fn default() -> Limits {
        Limits {
            bytes: 64_000_000,
            nodes: 5_000_000,
            depth: 64,
            lines: 500_000,
            text: 4_000,
            errors: 100,
        }
    }
}
