//! Why a population cannot be surveyed.

use std::fmt;

use caisse_rules::EvaluationError;
use caisse_rules::value::ValueType;
use caisse_units::Language;

/// Why a population cannot be surveyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SurveyError {
    /// The rule cannot be computed for a row, counted from 0.
    Row {
        /// Which row.
        row: u64,
        /// Why.
        error: Box<EvaluationError>,
    },
    /// The rule gives no number: there is nothing to add up.
    NotANumber {
        /// What it gives.
        kind: ValueType,
    },
    /// The rule needs all participants at once.
    NeedsAllRows,
    /// More rows than a survey counts.
    TooManyRows {
        /// How many there are.
        rows: u64,
    },
}

impl SurveyError {
    /// The sentence for the person who asked, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (SurveyError::Row { row, error }, Language::French) => {
                format!("ligne {} de la population : {}", row + 1, error.sentence(language))
            }
            (SurveyError::Row { row, error }, Language::English) => {
                format!("row {} of the population: {}", row + 1, error.sentence(language))
            }
            (SurveyError::NotANumber { kind }, Language::French) => format!(
                "la règle donne : {} ; choisissez une règle qui donne un nombre",
                kind.name(language)
            ),
            (SurveyError::NotANumber { kind }, Language::English) => {
                format!("the rule gives: {}; choose a rule that gives a number", kind.name(language))
            }
            (SurveyError::NeedsAllRows, Language::French) => {
                "la règle regarde tous les participants à la fois ; passez la population en un seul \
                 tableau"
                    .to_owned()
            }
            (SurveyError::NeedsAllRows, Language::English) => {
                "the rule looks at all participants at once; give the population as one table"
                    .to_owned()
            }
            (SurveyError::TooManyRows { rows }, Language::French) => {
                format!("{rows} lignes : une enquête en compte quatre milliards au plus ; divisez-la")
            }
            (SurveyError::TooManyRows { rows }, Language::English) => {
                format!("{rows} rows: a survey counts four billion at most; divide it")
            }
        }
    }
}

impl fmt::Display for SurveyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for SurveyError {}
