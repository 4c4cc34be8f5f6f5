//! How ballots become a result.
//!
//! Absent on purpose: the counting itself (`caisse-votes`); encrypted ballots, which would be one
//! more method and one more secrecy.

use caisse_units::Language;
use serde::{Deserialize, Serialize};

/// How ballots become a result.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Yes, no, abstention, blank.
    #[default]
    Motion,
    /// Adopted when no objection stands; by a yes-or-no vote otherwise, if the statutes say so.
    Consent {
        /// True if a vote decides when objections stand.
        vote_otherwise: bool,
    },
    /// As many options as one approves; the most approved are chosen.
    Approval,
    /// Points from 0 to `most` for each option; the greatest sums are chosen.
    Scores {
        /// The most points, 1 to 100.
        most: u16,
    },
    /// A grade for each option, majority judgment; no opinion is the worst grade.
    Judgment {
        /// How many grades, 2 to 20.
        grades: u16,
    },
    /// Options in order of preference, by the method of Schulze.
    Ranking,
    /// Approved projects share a sum by equal shares (cost utility), completed greedily.
    EqualShares,
}

impl Method {
    /// True if its own parameters can give a result.
    pub fn is_sound(&self) -> bool {
        match self {
            Method::Scores { most } => (1..=100).contains(most),
            Method::Judgment { grades } => (2..=20).contains(grades),
            _ => true,
        }
    }

    /// True if the answer is yes or no, and not one of several options.
    pub fn is_motion(&self) -> bool {
        matches!(self, Method::Motion | Method::Consent { .. })
    }

    /// The method in words.
    pub fn written(&self, language: Language) -> String {
        match self {
            Method::Motion => language.choose("par oui ou non", "by yes or no"),
            Method::Consent { vote_otherwise: true } => language.choose(
                "par consentement, et par un vote si une objection demeure",
                "by consent, and by a vote if an objection stands",
            ),
            Method::Consent { vote_otherwise: false } => {
                language.choose("par consentement", "by consent")
            }
            Method::Approval => language.choose(
                "par approbation : les plus approuvés sont choisis",
                "by approval: the most approved are chosen",
            ),
            Method::Scores { most } => {
                return match language {
                    Language::French => format!("par points, de 0 à {most}"),
                    Language::English => format!("by points from 0 to {most}"),
                };
            }
            Method::Judgment { grades } => {
                return match language {
                    Language::French => format!("par jugement majoritaire, {grades} mentions"),
                    Language::English => format!("by majority judgment, {grades} grades"),
                };
            }
            Method::Ranking => language.choose(
                "par classement, selon la méthode de Schulze",
                "by ranking, by the method of Schulze",
            ),
            Method::EqualShares => {
                language.choose("par parts égales dans l'enveloppe", "by equal shares of the sum")
            }
        }
        .to_owned()
    }
}
