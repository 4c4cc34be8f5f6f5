//! Why the keeping of the books refuses, in the order of the checks.

use caisse_units::{Language, Month};

use crate::identity::{BankLineId, EntryId, PaymentId, ReceiptId};
use crate::ledger::{AccountNumber, Use};

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
    /// The entry of a receipt, which is undone with it.
    EntryOfReceipt {
        /// The entry.
        entry: EntryId,
        /// The receipt.
        receipt: ReceiptId,
    },
    /// The entry of a payment, which is undone with it.
    EntryOfPayment {
        /// The entry.
        entry: EntryId,
        /// The order.
        payment: PaymentId,
    },
    /// The account is kept by the caisse itself and is not written by hand.
    KeptAccount {
        /// The account.
        account: AccountNumber,
        /// What it is for.
        by: Use,
    },
    /// Years are opened one after the other.
    YearDoesNotFollow {
        /// The year that was to be opened.
        year: i16,
        /// The one that follows the last.
        next: i16,
    },
    /// A year is not opened more than one year ahead.
    YearTooFar {
        /// Which.
        year: i16,
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
                "{entry} se défait là où elle a été faite : annulez l'allocation, encaissez ou remettez la cotisation ; un rapprochement défait se refait par un nouveau rapprochement"
            ),
            Refusal::NotByCounterEntry { entry } => format!(
                "{entry} is undone where it was made: cancel the allocation, receive or waive the claim; a match that was undone is restored by matching again"
            ),
            Refusal::EntryOfReceipt { entry, receipt } if french => {
                format!("{entry} est l'écriture de {receipt} ; défaites l'encaissement {receipt}")
            }
            Refusal::EntryOfReceipt { entry, receipt } => {
                format!("{entry} is the entry of {receipt}; undo the receipt {receipt}")
            }
            Refusal::EntryOfPayment { entry, payment } if french => {
                format!("{entry} est l'écriture de {payment} ; défaites l'exécution de {payment}")
            }
            Refusal::EntryOfPayment { entry, payment } => {
                format!("{entry} is the entry of {payment}; undo the execution of {payment}")
            }
            Refusal::KeptAccount { account, by } if french => match by {
                Use::ContributionsReceivable => format!(
                    "le compte {account} est tenu par les cotisations : appelez, encaissez ou remettez une cotisation"
                ),
                Use::AllocationsPayable => format!(
                    "le compte {account} est tenu par les allocations : accordez, payez ou annulez une allocation"
                ),
                Use::OwedToLevels => format!(
                    "le compte {account} est tenu par le partage des cotisations : il bouge quand on encaisse et quand on paie un niveau"
                ),
                _ => format!(
                    "le compte {account} est tenu par les relevés : rapprochez une ligne de relevé ; à la main, on n'écrit que son solde d'ouverture"
                ),
            },
            Refusal::KeptAccount { account, by } => match by {
                Use::ContributionsReceivable => format!(
                    "account {account} is kept by the contributions: call, receive or waive a claim"
                ),
                Use::AllocationsPayable => format!(
                    "account {account} is kept by the allocations: grant, pay or cancel an allocation"
                ),
                Use::OwedToLevels => format!(
                    "account {account} is kept by the sharing of contributions: it moves when money comes in and when a level is paid"
                ),
                _ => format!(
                    "account {account} is kept by the statements: match a statement line; by hand, only its opening balance is written"
                ),
            },
            Refusal::YearDoesNotFollow { year, next } if french => format!(
                "l'exercice {year} ne peut pas être ouvert : le prochain à ouvrir est {next}"
            ),
            Refusal::YearDoesNotFollow { year, next } => {
                format!("the year {year} cannot be opened: the next one to open is {next}")
            }
            Refusal::YearTooFar { year } if french => format!(
                "l'exercice {year} ne peut pas encore être ouvert ; il pourra l'être dès le 1er janvier {}",
                year - 1
            ),
            Refusal::YearTooFar { year } => format!(
                "the year {year} cannot be opened yet; it can be from 1 January {} on",
                year - 1
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
                "{count} ligne(s) de relevé {} ne sont pas rapprochées, à commencer par {first} ; rapprochez-les ou mettez-les en attente",
                month.genitive(language)
            ),
            Refusal::LinesOpen { month, first, count } => format!(
                "{count} statement line(s) of {} are not matched, the first being {first}; match them or set them aside",
                month.written(language)
            ),
        }
    }
}
