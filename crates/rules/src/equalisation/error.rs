//! Why a formula gives no answer.

use std::fmt;

use caisse_units::Language;

use super::{Exact, written};
use crate::sharing::SharingError;

/// Why a formula gives no answer. Positions count from 0 here and from 1 in the sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormulaError {
    /// Nobody takes part.
    Nobody,
    /// Lists that go together have different lengths.
    ListsDiffer {
        /// The one.
        one: usize,
        /// The other.
        other: usize,
    },
    /// A number that must not be negative.
    Negative {
        /// Its place in the list.
        position: usize,
        /// The number.
        number: Exact,
    },
    /// A divisor is zero: a total of members, wages, weights.
    Divisor,
    /// Keys that do not sum to one.
    KeysNotWhole {
        /// Their sum.
        sum: Exact,
    },
    /// A total that is no multiple of the unit that it is shared in.
    NotOfUnit {
        /// The total.
        total: Box<Exact>,
        /// The unit.
        unit: Box<Exact>,
    },
    /// A threshold that asks for more than the fund.
    FundTooSmall {
        /// What is asked for.
        needed: Box<Exact>,
        /// The fund.
        fund: Box<Exact>,
    },
    /// The sharing among claims, or its rounding, is impossible.
    Sharing(SharingError),
}

impl From<SharingError> for FormulaError {
    fn from(error: SharingError) -> FormulaError {
        FormulaError::Sharing(error)
    }
}

impl FormulaError {
    /// The sentence, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        let (french, english) = match self {
            FormulaError::Nobody => (
                "il n'y a personne : ajoutez au moins un participant".to_owned(),
                "there is nobody: add at least one participant".to_owned(),
            ),
            FormulaError::ListsDiffer { one, other } => (
                format!("deux listes qui vont ensemble ont {one} et {other} valeurs : complétez-les"),
                format!("two lists that go together have {one} and {other} values: complete them"),
            ),
            FormulaError::Negative { position, number } => (
                format!("la valeur n° {} est négative ({}) ; elle doit être d'au moins zéro", position + 1, written(number)),
                format!("value no. {} is negative ({}); it must be at least zero", position + 1, written(number)),
            ),
            FormulaError::Divisor => (
                "un total par lequel il faut diviser est nul : il n'y a ni membre, ni assiette, ni poids".to_owned(),
                "a total to divide by is zero: there is no member, no base, no weight".to_owned(),
            ),
            FormulaError::KeysNotWhole { sum } => (
                format!("les clés font {} au lieu de 1 : corrigez-les", written(sum)),
                format!("the keys make {} instead of 1: correct them", written(sum)),
            ),
            FormulaError::NotOfUnit { total, unit } => (
                format!("le total {} n'est pas un multiple de l'unité {}", written(total), written(unit)),
                format!("the total {} is no multiple of the unit {}", written(total), written(unit)),
            ),
            FormulaError::FundTooSmall { needed, fund } => (
                format!("le seuil demande {} et le fonds n'a que {} : relevez le seuil ou le fonds", written(needed), written(fund)),
                format!("the threshold asks for {} and the fund has only {}: raise the threshold or the fund", written(needed), written(fund)),
            ),
            FormulaError::Sharing(error) => {
                (error.sentence(Language::French), error.sentence(Language::English))
            }
        };
        language.choose(&french, &english).to_owned()
    }
}

impl fmt::Display for FormulaError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for FormulaError {}
