//! Which rules a matter holds: by their names, or by what they are for.

use caisse_units::Language;
use serde::{Deserialize, Serialize};

use super::LONGEST_NAME;
use crate::rules::Purpose;

/// Rules that a federation sets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Covered {
    /// The rule of that name.
    Rule(String),
    /// What each member owes each month, whatever the rule is called.
    Contribution,
    /// How each receipt is split between levels.
    Keys,
    /// What must stay in the fund.
    ReserveFloor,
    /// Benefits for a kind of need.
    Benefits(String),
    /// Sharing between caisses.
    Equalisation,
}

impl Covered {
    /// True of a rule under this name and for this purpose.
    pub fn covers(&self, rule: &str, purpose: &Purpose) -> bool {
        match self {
            Covered::Rule(name) => name == rule,
            Covered::Contribution => matches!(purpose, Purpose::Contribution),
            Covered::Keys => matches!(purpose, Purpose::Keys { .. }),
            Covered::ReserveFloor => matches!(purpose, Purpose::ReserveFloor),
            Covered::Benefits(kind) => {
                matches!(purpose, Purpose::Benefit { need, .. } if need == kind)
            }
            Covered::Equalisation => matches!(purpose, Purpose::Equalisation),
        }
    }

    /// True if a rule would be under both; `purpose` says what the rules known here are for.
    pub(super) fn meets<'a>(
        &self,
        other: &Covered,
        purpose: impl Fn(&str) -> Option<&'a Purpose>,
    ) -> bool {
        match other {
            Covered::Rule(name) => {
                self == other || purpose(name).is_some_and(|known| self.covers(name, known))
            }
            _ => self == other,
        }
    }

    /// True if its name is neither missing nor too long.
    pub(crate) fn is_usable(&self) -> bool {
        match self {
            Covered::Rule(name) | Covered::Benefits(name) => {
                let length = name.trim().chars().count();
                length > 0 && length <= LONGEST_NAME
            }
            _ => true,
        }
    }

    /// Reads it as people write it in files: `contribution`, `keys`, `reserve-floor`, `equalisation`,
    /// `benefits:NEED`, in French too; anything else is the name of a rule.
    pub fn read(text: &str) -> Covered {
        match text.trim() {
            "contribution" | "cotisation" => Covered::Contribution,
            "keys" | "cles" | "clés" => Covered::Keys,
            "reserve-floor" | "reserve" | "réserve" => Covered::ReserveFloor,
            "equalisation" | "perequation" | "péréquation" => Covered::Equalisation,
            other => {
                let need = other.strip_prefix("benefits:").or(other.strip_prefix("prestations:"));
                let rule = other.strip_prefix("rule:").or(other.strip_prefix("regle:"));
                match need {
                    Some(need) => Covered::Benefits(need.trim().to_owned()),
                    None => Covered::Rule(rule.unwrap_or(other).trim().to_owned()),
                }
            }
        }
    }

    /// As a sentence says it.
    pub fn written(&self, language: Language) -> String {
        match self {
            Covered::Rule(name) => language.choose("« {} »", "“{}”").replace("{}", name),
            Covered::Contribution => {
                language.choose("la cotisation", "the contribution").to_owned()
            }
            Covered::Keys => {
                language.choose("les clés entre niveaux", "the keys between levels").to_owned()
            }
            Covered::ReserveFloor => {
                language.choose("le plancher de réserve", "the reserve floor").to_owned()
            }
            Covered::Benefits(need) => {
                language.choose("les prestations « {} »", "the benefits “{}”").replace("{}", need)
            }
            Covered::Equalisation => language.choose("la péréquation", "equalisation").to_owned(),
        }
    }
}
