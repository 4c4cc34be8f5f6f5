//! The refusals of all modules, joined at the front door.

use std::fmt;

use caisse_units::Language;

use crate::founding::FoundingRefusal;
use crate::ledger::LedgerRefusal;
use crate::{
    agreements, allocations, assemblies, bank, books, contributions, federation, members, offices,
    payments, projects, proposals, readings, rules,
};

/// Why a command is refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// There is no organisation yet.
    NotFounded,
    /// There is one already.
    AlreadyFounded {
        /// Its name.
        name: String,
    },
    /// By the founding.
    Founding(FoundingRefusal),
    /// By the register.
    Members(members::Refusal),
    /// By offices and decisions.
    Offices(offices::Refusal),
    /// By rules.
    Rules(rules::Refusal),
    /// By contributions.
    Contributions(contributions::Refusal),
    /// By the bank's lines.
    Bank(bank::Refusal),
    /// By allocations.
    Allocations(allocations::Refusal),
    /// By payments.
    Payments(payments::Refusal),
    /// By the keeping of the books.
    Books(books::Refusal),
    /// By statutes, assemblies and polls.
    Assemblies(assemblies::Refusal),
    /// By proposals.
    Proposals(proposals::Refusal),
    /// By grievances, demands and projects.
    Projects(projects::Refusal),
    /// By agreements.
    Agreements(agreements::Refusal),
    /// Between organisations.
    Federation(federation::Refusal),
    /// By readings of the accounts.
    Readings(readings::Refusal),
    /// By a law of the ledger.
    Ledger(LedgerRefusal),
}

impl Refusal {
    /// What is refused, by which rule, and what would make it possible.
    pub fn sentence(&self, language: Language) -> String {
        match self {
            Refusal::NotFounded => language
                .choose(
                    "il n'y a pas encore de caisse ici ; fondez-la avec « caisse init »",
                    "there is no caisse here yet; found it with “caisse init”",
                )
                .to_owned(),
            Refusal::AlreadyFounded { name } => match language {
                Language::French => format!("la caisse « {name} » existe déjà ici"),
                Language::English => format!("the caisse “{name}” exists here already"),
            },
            Refusal::Founding(refusal) => refusal.sentence(language),
            Refusal::Members(refusal) => refusal.sentence(language),
            Refusal::Offices(refusal) => refusal.sentence(language),
            Refusal::Rules(refusal) => refusal.sentence(language),
            Refusal::Contributions(refusal) => refusal.sentence(language),
            Refusal::Bank(refusal) => refusal.sentence(language),
            Refusal::Allocations(refusal) => refusal.sentence(language),
            Refusal::Payments(refusal) => refusal.sentence(language),
            Refusal::Books(refusal) => refusal.sentence(language),
            Refusal::Assemblies(refusal) => refusal.sentence(language),
            Refusal::Proposals(refusal) => refusal.sentence(language),
            Refusal::Projects(refusal) => refusal.sentence(language),
            Refusal::Agreements(refusal) => refusal.sentence(language),
            Refusal::Federation(refusal) => refusal.sentence(language),
            Refusal::Readings(refusal) => refusal.sentence(language),
            Refusal::Ledger(refusal) => refusal.sentence(language),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for Refusal {}

macro_rules! joined {
    ($($variant:ident($source:ty)),* $(,)?) => {$(
        impl From<$source> for Refusal {
            fn from(refusal: $source) -> Refusal {
                Refusal::$variant(refusal)
            }
        }
    )*};
}

joined! {
    Founding(FoundingRefusal),
    Members(members::Refusal),
    Offices(offices::Refusal),
    Rules(rules::Refusal),
    Contributions(contributions::Refusal),
    Bank(bank::Refusal),
    Allocations(allocations::Refusal),
    Payments(payments::Refusal),
    Books(books::Refusal),
    Assemblies(assemblies::Refusal),
    Proposals(proposals::Refusal),
    Projects(projects::Refusal),
    Agreements(agreements::Refusal),
    Federation(federation::Refusal),
    Readings(readings::Refusal),
    Ledger(LedgerRefusal),
}
