//! The founding of a caisse: its name, what it is in law, its chart of accounts, and the decision of
//! the founding assembly.

use caisse_units::{Day, Language};
use serde::{Deserialize, Serialize};

use crate::ledger::Chart;
use crate::offices::Decision;
use crate::{Event, Refusal};

/// What the journal starts with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Founding {
    /// The name of the caisse, 1 to 100 characters.
    pub name: String,
    /// Its sector: energy, health, food…; 1 to 100 characters.
    pub sector: String,
    /// The model it started from, if any.
    #[serde(default)]
    pub model: Option<String>,
    /// The SIREN number, if it has one.
    #[serde(default)]
    pub siren: Option<String>,
    /// The IBAN of its bank account.
    #[serde(default)]
    pub iban: Option<String>,
    /// The SEPA creditor identifier (ICS), if it collects by direct debit.
    #[serde(default)]
    pub creditor_identifier: Option<String>,
    /// The first year of its books.
    pub first_year: i16,
    /// The chart of accounts.
    pub chart: Chart,
    /// The decision of the founding assembly: decision D1.
    pub decision: Decision,
}

/// Why a founding is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundingRefusal {
    /// The name or the sector is missing or too long.
    NameUnusable,
    /// The founding decision lacks its assembly or title, or is too long.
    DecisionUnusable,
    /// The founding assembly has not met yet.
    DecisionInFuture,
    /// The first year is not near the founding.
    YearUnusable,
}

impl FoundingRefusal {
    /// What is refused and what would make it possible.
    pub fn sentence(self, language: Language) -> String {
        match self {
            FoundingRefusal::NameUnusable => language.choose(
                "le nom et le secteur ont de 1 à 100 caractères",
                "the name and the sector have 1 to 100 characters",
            ),
            FoundingRefusal::DecisionUnusable => language.choose(
                "la décision fondatrice nomme son assemblée et porte un titre",
                "the founding decision names its assembly and has a title",
            ),
            FoundingRefusal::DecisionInFuture => language.choose(
                "l'assemblée fondatrice n'a pas encore eu lieu",
                "the founding assembly has not met yet",
            ),
            FoundingRefusal::YearUnusable => language.choose(
                "le premier exercice est à dix ans au plus de la fondation",
                "the first year is within ten years of the founding",
            ),
        }
        .to_owned()
    }
}

/// Decides a founding.
///
/// # Errors
/// The first [`FoundingRefusal`] in the order of the list.
pub fn decide(founding: Founding, today: Day) -> Result<Event, Refusal> {
    let fits = |text: &str, most: usize| !text.trim().is_empty() && text.chars().count() <= most;
    if !fits(&founding.name, 100) || !fits(&founding.sector, 100) {
        return Err(FoundingRefusal::NameUnusable.into());
    }
    let decision = &founding.decision;
    let text = decision.text.chars().count();
    if !fits(&decision.assembly, 200) || !fits(&decision.title, 200) || text > 10_000 {
        return Err(FoundingRefusal::DecisionUnusable.into());
    }
    if decision.on > today {
        return Err(FoundingRefusal::DecisionInFuture.into());
    }
    if (founding.first_year - decision.on.year()).abs() > 10 {
        return Err(FoundingRefusal::YearUnusable.into());
    }
    Ok(Event::Founded(Box::new(founding)))
}
