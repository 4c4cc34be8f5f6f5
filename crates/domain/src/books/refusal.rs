//! Why the keeping of the books refuses, in the order of the checks.

use caisse_units::{Language, Month};

use crate::identity::{BankLineId, EntryId};

/// Why it is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Only a decision or a document gives a reason for an entry by hand.
    ReasonNotByHand,
    /// The digest of a document is not one.
    DocumentUnusable,
    /// A reason is missing or too long.
    ReasonUnusable,
    /// Entries that settle claims, allocations or payments are undone where they were made.
    NotByCounterEntry {
        /// Which.
        entry: EntryId,
    },
    /// A budget without lines, with an account twice or an amount out of bounds.
    BudgetUnusable,
    /// The month has not ended yet.
    MonthNotOver {
        /// Which.
        month: Month,
    },
    /// Bank lines of the month are not explained.
    LinesOpen {
        /// The month.
        month: Month,
        /// The first of them.
        first: BankLineId,
        /// How many.
        count: usize,
    },
}

impl Refusal {
    /// What is refused and what would make it possible.
    pub fn sentence(&self, language: Language) -> String {
        let french = language == Language::French;
        match self {
            Refusal::ReasonNotByHand => language
                .choose(
                    "une écriture saisie à la main se réfère à une décision enregistrée ou à une pièce",
                    "an entry by hand refers to a recorded decision or to a document",
                )
                .to_owned(),
            Refusal::DocumentUnusable => language
                .choose(
                    "la pièce se désigne par son empreinte SHA-256",
                    "a document is named by its SHA-256 digest",
                )
                .to_owned(),
            Refusal::ReasonUnusable => language
                .choose(
                    "un motif de 1 à 500 caractères est nécessaire",
                    "a reason of 1 to 500 characters is needed",
                )
                .to_owned(),
            Refusal::NotByCounterEntry { entry } if french => format!(
                "{entry} se défait là où elle a été faite : rejet d'un encaissement, annulation d'une allocation, abandon d'un ordre"
            ),
            Refusal::NotByCounterEntry { entry } => format!(
                "{entry} is undone where it was made: return of a receipt, cancelling of an allocation, abandoning of an order"
            ),
            Refusal::BudgetUnusable => language
                .choose(
                    "un budget a au moins une ligne, chaque compte une seule fois, des montants positifs",
                    "a budget has at least one line, each account once, and positive amounts",
                )
                .to_owned(),
            Refusal::MonthNotOver { month } if french => format!(
                "{} n'est pas fini ; il se clôt à partir du mois suivant",
                month.written(language)
            ),
            Refusal::MonthNotOver { month } => format!(
                "{} is not over; it can be closed from the next month on",
                month.written(language)
            ),
            Refusal::LinesOpen { month, first, count } if french => format!(
                "{count} ligne(s) de relevé de {} ne sont pas rapprochées, à commencer par {first} ; rapprochez-les ou mettez-les en attente",
                month.written(language)
            ),
            Refusal::LinesOpen { month, first, count } => format!(
                "{count} statement line(s) of {} are not matched, the first being {first}; match them or set them aside",
                month.written(language)
            ),
        }
    }
}
