//! Where a question is pinned: a figure by its place, in a form that people can write.

use std::fmt;
use std::str::FromStr;

use caisse_units::{Language, Month};
use serde::{Deserialize, Serialize};

use crate::ledger::AccountNumber;

/// A step of the guided reading of the accounts, in the order in which they are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Where do 10 € go?
    TenEuros,
    /// A month against the one before and the one a year ago.
    TwoMonths,
    /// What is a reserve?
    Reserve,
    /// How long can we hold?
    HoldingOut,
    /// What would this rule change?
    WhatIf,
}

impl Step {
    /// All of them, in order.
    pub const ALL: [Step; 5] =
        [Step::TenEuros, Step::TwoMonths, Step::Reserve, Step::HoldingOut, Step::WhatIf];

    /// Its word, in addresses and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Step::TenEuros => "dix-euros",
            Step::TwoMonths => "deux-mois",
            Step::Reserve => "reserve",
            Step::HoldingOut => "tenir",
            Step::WhatIf => "et-si",
        }
    }

    /// The step of this word.
    pub fn from_word(word: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.word() == word)
    }
}

/// A figure to which a question is pinned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// A step of the guided reading.
    Step(Step),
    /// An account in a year.
    Account {
        /// Its number.
        account: AccountNumber,
        /// The year of the books.
        year: i16,
    },
    /// What came in and went out in a month.
    Month(Month),
    /// A rule, by its name.
    Rule(String),
}

/// Written as it is read: `lecture:tenir`, `compte:657:2026`, `mois:2026-03`, `regle:cotisation`.
impl fmt::Display for Figure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Figure::Step(step) => write!(formatter, "lecture:{}", step.word()),
            Figure::Account { account, year } => write!(formatter, "compte:{account}:{year}"),
            Figure::Month(month) => write!(formatter, "mois:{month}"),
            Figure::Rule(rule) => write!(formatter, "regle:{rule}"),
        }
    }
}

impl FromStr for Figure {
    type Err = FigureError;

    fn from_str(text: &str) -> Result<Figure, FigureError> {
        let unreadable = || FigureError { text: text.chars().take(80).collect() };
        let (kind, rest) = text.split_once(':').ok_or_else(unreadable)?;
        let figure = match kind {
            "lecture" => Step::from_word(rest).map(Figure::Step),
            "compte" => rest.rsplit_once(':').and_then(|(account, year)| {
                Some(Figure::Account { account: account.parse().ok()?, year: year.parse().ok()? })
            }),
            "mois" => rest.parse().ok().map(Figure::Month),
            "regle" if !rest.trim().is_empty() => Some(Figure::Rule(rest.to_owned())),
            _ => None,
        };
        figure.ok_or_else(unreadable)
    }
}

/// A text that names no figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureError {
    /// What was read, its beginning.
    pub text: String,
}

impl FigureError {
    /// What was read, and what would be a figure.
    pub fn sentence(&self, language: Language) -> String {
        let text = &self.text;
        match language {
            Language::French => format!(
                "« {text} » ne désigne pas un chiffre ; écrivez lecture:tenir (dix-euros, deux-mois, reserve, tenir, et-si), compte:512:2026, mois:2026-03 ou regle:cotisation"
            ),
            Language::English => format!(
                "“{text}” names no figure; write lecture:tenir (dix-euros, deux-mois, reserve, tenir, et-si), compte:512:2026, mois:2026-03 or regle:cotisation"
            ),
        }
    }
}

impl fmt::Display for FigureError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for FigureError {}
