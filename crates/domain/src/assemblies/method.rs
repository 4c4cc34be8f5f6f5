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
}

impl Method {
    /// True if the answer is yes or no, and not one of several options.
    pub fn is_motion(&self) -> bool {
        matches!(self, Method::Motion | Method::Consent { .. })
    }

    /// The method in words.
    pub fn written(&self, language: Language) -> String {
        match self {
            Method::Motion => language.choose("par oui ou non", "by yes or no").to_owned(),
            Method::Consent { vote_otherwise: true } => language
                .choose(
                    "par consentement, et par un vote si une objection demeure",
                    "by consent, and by a vote if an objection stands",
                )
                .to_owned(),
            Method::Consent { vote_otherwise: false } => {
                language.choose("par consentement", "by consent").to_owned()
            }
        }
    }
}

impl Method {
    /// True if its own parameters can give a result.
    pub fn is_sound(&self) -> bool {
        match self {
            Method::Motion | Method::Consent { .. } => true,
        }
    }
}
