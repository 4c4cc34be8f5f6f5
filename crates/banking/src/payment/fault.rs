//! What is wrong with a payment file, and how each fault is found.

use std::collections::HashSet;
use std::fmt;

use caisse_units::{Amount, Day, Language};

use super::Moment;
use super::target_days::{is_target_day, next_target_day};
use super::text::{says_something, sepa_text};
use crate::identifiers::{Iban, MandateReference, PaymentIdentifier};

/// The largest amount that a SEPA payment may carry.
pub(super) const LARGEST: Amount = Amount::from_cents(99_999_999_999);

/// Where a fault is: the file, a batch, or an item of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The batch, if the fault is inside one.
    pub batch: Option<PaymentIdentifier>,
    /// The item of that batch, if the fault is inside one.
    pub item: Option<PaymentIdentifier>,
}

impl Place {
    pub(super) fn batch(batch: &PaymentIdentifier) -> Place {
        Place { batch: Some(batch.clone()), item: None }
    }

    pub(super) fn item(batch: &PaymentIdentifier, item: &PaymentIdentifier) -> Place {
        Place { batch: Some(batch.clone()), item: Some(item.clone()) }
    }

    fn written(&self, language: Language) -> String {
        let (lot, item) = match language {
            Language::French => ("lot", "opération"),
            Language::English => ("batch", "item"),
        };
        match (&self.batch, &self.item) {
            (Some(batch), Some(end)) => format!("{lot} {batch}, {item} {end}"),
            (Some(batch), None) => format!("{lot} {batch}"),
            _ => language.choose("fichier", "file").to_owned(),
        }
    }
}

/// One thing wrong with a payment file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentFault {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: FaultKind,
}

/// The things that can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// A file without batches, or a batch without items.
    Empty,
    /// An amount of zero or less.
    AmountNotPositive {
        /// The amount.
        amount: Amount,
    },
    /// An amount over 999 999 999,99 €.
    AmountTooLarge {
        /// The amount.
        amount: Amount,
    },
    /// No letter or digit of the name can be written in SEPA characters.
    Nameless {
        /// The name.
        name: String,
    },
    /// The account's country takes no part in SEPA.
    OutsideSepa {
        /// The account.
        iban: Iban,
    },
    /// The identifier already serves in this file.
    Repeated {
        /// The identifier.
        identifier: PaymentIdentifier,
    },
    /// Another batch has the same date (and sequence): they must be one.
    RepeatedBatch {
        /// The date.
        date: Day,
    },
    /// Banks do not settle on that day.
    ClosedDay {
        /// The date asked for.
        date: Day,
        /// The first open day after.
        next: Day,
    },
    /// The date comes before the file was made, or is too near for a collection.
    TooEarly {
        /// The date asked for.
        date: Day,
        /// The first possible day.
        first: Day,
    },
    /// The mandate was signed after the collection.
    SignedAfterCollection {
        /// The mandate.
        mandate: MandateReference,
        /// The day it was signed.
        signed_on: Day,
        /// The day of the collection.
        collected_on: Day,
    },
    /// The mandate is collected from twice where only one collection is possible: the first, the
    /// last or the only one.
    MandateTwice {
        /// The mandate.
        mandate: MandateReference,
    },
}

impl PaymentFault {
    /// The sentence for the treasurer: where, what, and the remedy.
    pub fn sentence(&self, language: Language) -> String {
        let place = self.place.written(language);
        match language {
            Language::French => format!("{place} : {}", self.kind.french()),
            Language::English => format!("{place}: {}", self.kind.english()),
        }
    }
}

impl FaultKind {
    fn french(&self) -> String {
        let money = |amount: &Amount| amount.written(Language::French);
        match self {
            Self::Empty => "rien à payer ; retirez-le ou ajoutez une opération".into(),
            Self::AmountNotPositive { amount } => {
                format!("le montant {} n'est pas positif ; retirez cette opération", money(amount))
            }
            Self::AmountTooLarge { amount } => {
                format!("le montant {} dépasse {} ; partagez-le", money(amount), money(&LARGEST))
            }
            Self::Nameless { name } => format!(
                "le nom « {name} » n'a aucune lettre que la banque sache lire ; écrivez-le en \
                 lettres latines"
            ),
            Self::OutsideSepa { iban } => format!(
                "le compte {} n'est pas dans la zone SEPA ; payez-le autrement",
                iban.grouped()
            ),
            Self::Repeated { identifier } => {
                format!("l'identifiant {identifier} sert deux fois ; donnez-en un autre")
            }
            Self::RepeatedBatch { date } => {
                format!(
                    "un autre lot a la même date ({date}) et le même genre ; réunissez-les",
                    date = date.written(Language::French)
                )
            }
            Self::ClosedDay { date, next } => {
                format!(
                    "les banques sont fermées le {date} ; choisissez le {next}",
                    date = date.written(Language::French),
                    next = next.written(Language::French)
                )
            }
            Self::TooEarly { date, first } => {
                format!(
                    "la date {date} est trop proche ou passée ; au plus tôt le {first}",
                    date = date.written(Language::French),
                    first = first.written(Language::French)
                )
            }
            Self::SignedAfterCollection { mandate, signed_on, collected_on } => format!(
                "le mandat {mandate} est signé le {signed_on}, après le prélèvement du \
                 {collected_on} ; corrigez l'une des dates",
                signed_on = signed_on.written(Language::French),
                collected_on = collected_on.written(Language::French)
            ),
            Self::MandateTwice { mandate } => format!(
                "le mandat {mandate} est prélevé deux fois alors qu'il ne peut l'être qu'une ; \
                 réunissez les montants ou passez la suite en RCUR"
            ),
        }
    }

    fn english(&self) -> String {
        let money = |amount: &Amount| amount.written(Language::English);
        match self {
            Self::Empty => "nothing to pay; remove it or add an item".into(),
            Self::AmountNotPositive { amount } => {
                format!("the amount {} is not positive; remove this item", money(amount))
            }
            Self::AmountTooLarge { amount } => {
                format!("the amount {} is over {}; share it out", money(amount), money(&LARGEST))
            }
            Self::Nameless { name } => format!(
                "the name “{name}” has no letter that the bank can read; write it in Latin letters"
            ),
            Self::OutsideSepa { iban } => {
                format!("the account {} is outside SEPA; pay it otherwise", iban.grouped())
            }
            Self::Repeated { identifier } => {
                format!("the identifier {identifier} serves twice; give another")
            }
            Self::RepeatedBatch { date } => {
                format!(
                    "another batch has the same date ({date}) and kind; join them",
                    date = date.written(Language::English)
                )
            }
            Self::ClosedDay { date, next } => {
                format!(
                    "banks are closed on {date}; choose {next}",
                    date = date.written(Language::English),
                    next = next.written(Language::English)
                )
            }
            Self::TooEarly { date, first } => {
                format!(
                    "the date {date} is too near or past; {first} at the earliest",
                    date = date.written(Language::English),
                    first = first.written(Language::English)
                )
            }
            Self::SignedAfterCollection { mandate, signed_on, collected_on } => format!(
                "the mandate {mandate} is signed on {signed_on}, after the collection of \
                 {collected_on}; correct one of the dates",
                signed_on = signed_on.written(Language::English),
                collected_on = collected_on.written(Language::English)
            ),
            Self::MandateTwice { mandate } => format!(
                "the mandate {mandate} is collected from twice where it can be once; join the \
                 amounts or make the next one RCUR"
            ),
        }
    }
}

impl fmt::Display for PaymentFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

/// Everything wrong with a payment file, in the order of the file; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentFaults(pub Vec<PaymentFault>);

impl PaymentFaults {
    /// One sentence per fault, one per line.
    pub fn sentence(&self, language: Language) -> String {
        let sentences: Vec<String> = self.0.iter().map(|fault| fault.sentence(language)).collect();
        sentences.join("\n")
    }
}

impl fmt::Display for PaymentFaults {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for PaymentFaults {}

/// Collects the faults of a file as it is walked through.
#[derive(Default)]
pub(super) struct Inspection {
    faults: Vec<PaymentFault>,
    /// Batches and items each count for themselves: a bank never compares one with the other.
    batches: HashSet<PaymentIdentifier>,
    items: HashSet<PaymentIdentifier>,
}

impl Inspection {
    pub(super) fn found(&mut self, place: Place, kind: FaultKind) {
        self.faults.push(PaymentFault { place, kind });
    }

    pub(super) fn unless(&mut self, right: bool, place: &Place, kind: impl FnOnce() -> FaultKind) {
        if !right {
            self.found(place.clone(), kind());
        }
    }

    pub(super) fn name(&mut self, place: &Place, name: &str) {
        let right = says_something(&sepa_text(name, 70));
        self.unless(right, place, || FaultKind::Nameless { name: name.to_owned() });
    }

    pub(super) fn account(&mut self, place: &Place, iban: &Iban) {
        self.unless(iban.is_in_sepa(), place, || FaultKind::OutsideSepa { iban: iban.clone() });
    }

    pub(super) fn amount(&mut self, place: &Place, amount: Amount) {
        self.unless(amount.is_positive(), place, || FaultKind::AmountNotPositive { amount });
        self.unless(amount <= LARGEST, place, || FaultKind::AmountTooLarge { amount });
    }

    pub(super) fn unique(&mut self, place: &Place, identifier: &PaymentIdentifier) {
        let seen = if place.item.is_some() { &mut self.items } else { &mut self.batches };
        let new = seen.insert(identifier.clone());
        self.unless(new, place, || FaultKind::Repeated { identifier: identifier.clone() });
    }

    /// The date must be an open day, `notice` open days after the file was made.
    pub(super) fn date(&mut self, place: &Place, date: Day, made: Moment, notice: u16) {
        let next = next_target_day(date);
        self.unless(is_target_day(date), place, || FaultKind::ClosedDay { date, next });
        let first = super::target_days::target_days_after(made.day(), notice);
        let early = date < made.day() || (notice > 0 && date < first);
        self.unless(!early, place, || FaultKind::TooEarly { date, first });
    }

    pub(super) fn end(self) -> Result<(), PaymentFaults> {
        if self.faults.is_empty() { Ok(()) } else { Err(PaymentFaults(self.faults)) }
    }
}
