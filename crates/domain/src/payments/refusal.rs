//! Why payments refuse, in the order of the checks.

use caisse_units::{Amount, Language};

use super::Beneficiary;
use crate::allocations::AllocationState;
use crate::identity::{AllocationId, LevelId, MemberId, PaymentId};
use crate::offices::Role;

/// Why it is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing to pay.
    Empty,
    /// The same item twice.
    ItemTwice {
        /// Which.
        to: Beneficiary,
    },
    /// No allocation of that number, or none that is reserved.
    NotReserved {
        /// Which.
        allocation: AllocationId,
        /// Where it stands, if it exists.
        state: Option<AllocationState>,
    },
    /// Another amount than what is reserved.
    NotWhatIsReserved {
        /// Which.
        allocation: AllocationId,
        /// What is reserved.
        reserved: Amount,
        /// What was to be paid.
        asked: Amount,
    },
    /// More than is owed to a level.
    MoreThanOwed {
        /// Which.
        level: LevelId,
        /// What is owed and not ordered yet.
        owed: Amount,
        /// What was to be paid.
        asked: Amount,
    },
    /// More than there is in the bank, once the orders that it has not executed are taken away.
    MoreThanInBank {
        /// The order.
        asked: Amount,
        /// The balance.
        balance: Amount,
        /// What other orders wait to take from it.
        ordered: Amount,
    },
    /// The order is not executed.
    NotExecuted {
        /// The number.
        payment: PaymentId,
    },
    /// No order of that number.
    Unknown {
        /// The number.
        payment: PaymentId,
    },
    /// The order is signed, executed or abandoned already.
    NotToSign {
        /// The number.
        payment: PaymentId,
    },
    /// The same person cannot sign twice.
    SignedTwice {
        /// Who.
        member: MemberId,
        /// What.
        payment: PaymentId,
    },
    /// Nobody signs a payment to oneself.
    OwnPayment {
        /// Who.
        member: MemberId,
        /// What.
        payment: PaymentId,
    },
    /// By the statutes, a sum like this one has the signature of an office that is not among them.
    OfficeMissing {
        /// What.
        payment: PaymentId,
        /// Its sum.
        total: Amount,
        /// The office.
        role: Role,
    },
    /// The order is not signed by two people, or is executed already.
    NotSigned {
        /// The number.
        payment: PaymentId,
        /// How many signatures it has.
        signatures: usize,
    },
    /// The order is executed or abandoned.
    Finished {
        /// The number.
        payment: PaymentId,
    },
    /// The bank line has another amount.
    LineDiffers {
        /// The line's amount.
        line: Amount,
        /// The order's.
        order: Amount,
    },
    /// A reason is missing or too long.
    ReasonUnusable,
}

impl Refusal {
    /// What is refused and what would make it possible.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        let write = |amount: &Amount| amount.written(Language::French);
        match self {
            Refusal::Empty => "l'ordre de paiement est vide".to_owned(),
            Refusal::ItemTwice { to } => format!("{} figure deux fois dans l'ordre", named(to)),
            Refusal::NotReserved { allocation, state } => match state {
                None => format!("aucune allocation ne porte le numéro {allocation}"),
                Some(AllocationState::Paid(on)) => {
                    format!("{allocation} a déjà été payée le {}", on.written(Language::French))
                }
                Some(AllocationState::Ordered(payment)) => {
                    format!("{allocation} est déjà dans l'ordre {payment}")
                }
                Some(_) => format!("{allocation} n'est plus réservée"),
            },
            Refusal::NotWhatIsReserved { allocation, reserved, asked } => format!(
                "{} sont réservés pour {allocation}, on ne peut en payer {}",
                write(reserved),
                write(asked)
            ),
            Refusal::MoreThanOwed { level, owed, asked } => format!(
                "{} sont dus au niveau {level}, on ne peut en payer {}",
                write(owed),
                write(asked)
            ),
            Refusal::MoreThanInBank { asked, balance, ordered } if ordered.is_zero() => format!(
                "l'ordre est de {}, la banque n'a que {} ; attendez des rentrées ou payez en deux fois",
                write(asked),
                write(balance)
            ),
            Refusal::MoreThanInBank { asked, balance, ordered } => format!(
                "l'ordre est de {} ; la banque a {}, dont {} déjà ordonnés ; attendez des rentrées ou abandonnez un ordre",
                write(asked),
                write(balance),
                write(ordered)
            ),
            Refusal::NotExecuted { payment } => {
                format!(
                    "{payment} n'est pas exécuté ; il n'y a rien à défaire, un ordre en attente s'abandonne"
                )
            }
            Refusal::Unknown { payment } => format!("aucun ordre ne porte le numéro {payment}"),
            Refusal::NotToSign { payment } => format!("{payment} n'attend plus de signature"),
            Refusal::SignedTwice { member, payment } => format!(
                "{member} a déjà signé {payment} ; la seconde signature est celle d'une autre personne"
            ),
            Refusal::OwnPayment { member, payment } => format!(
                "{payment} paie aussi {member}, qui ne peut donc le signer ; demandez à une autre personne en fonction"
            ),
            Refusal::OfficeMissing { payment, total, role } => format!(
                "pour {}, les statuts demandent une signature de la fonction « {} » ; {payment} attend la sienne",
                write(total),
                role.written(Language::French)
            ),
            Refusal::NotSigned { payment, signatures } => format!(
                "{payment} porte {signatures} signature(s) ; il en faut deux, de deux personnes"
            ),
            Refusal::Finished { payment } => format!("{payment} est déjà exécuté ou abandonné"),
            Refusal::LineDiffers { line, order } => format!(
                "la ligne du relevé est de {}, l'ordre de {} ; ils doivent être égaux",
                write(line),
                write(order)
            ),
            Refusal::ReasonUnusable => "un motif de 1 à 500 caractères est nécessaire".to_owned(),
        }
    }

    fn english(&self) -> String {
        let write = |amount: &Amount| amount.written(Language::English);
        match self {
            Refusal::Empty => "the payment order is empty".to_owned(),
            Refusal::ItemTwice { to } => format!("{} stands twice in the order", named(to)),
            Refusal::NotReserved { allocation, state } => match state {
                None => format!("no allocation has the number {allocation}"),
                Some(AllocationState::Paid(on)) => {
                    format!("{allocation} was paid already, on {}", on.written(Language::English))
                }
                Some(AllocationState::Ordered(payment)) => {
                    format!("{allocation} is in the order {payment} already")
                }
                Some(_) => format!("{allocation} is not reserved any more"),
            },
            Refusal::NotWhatIsReserved { allocation, reserved, asked } => format!(
                "{} is reserved for {allocation}, {} cannot be paid",
                write(reserved),
                write(asked)
            ),
            Refusal::MoreThanOwed { level, owed, asked } => {
                format!(
                    "{} is owed to the level {level}, {} cannot be paid",
                    write(owed),
                    write(asked)
                )
            }
            Refusal::MoreThanInBank { asked, balance, ordered } if ordered.is_zero() => format!(
                "the order is of {}, the bank has only {}; wait for income or pay in two parts",
                write(asked),
                write(balance)
            ),
            Refusal::MoreThanInBank { asked, balance, ordered } => format!(
                "the order is of {}; the bank has {}, of which {} is ordered already; wait for income or give up an order",
                write(asked),
                write(balance),
                write(ordered)
            ),
            Refusal::NotExecuted { payment } => {
                format!(
                    "{payment} is not executed; there is nothing to undo, a waiting order is given up"
                )
            }
            Refusal::Unknown { payment } => format!("no order has the number {payment}"),
            Refusal::NotToSign { payment } => format!("{payment} awaits no signature any more"),
            Refusal::SignedTwice { member, payment } => format!(
                "{member} signed {payment} already; the second signature is another person's"
            ),
            Refusal::OwnPayment { member, payment } => format!(
                "{payment} also pays {member}, who therefore cannot sign it; ask another person in office"
            ),
            Refusal::OfficeMissing { payment, total, role } => format!(
                "for {}, the statutes want a signature of the office of {}; {payment} waits for it",
                write(total),
                role.written(Language::English)
            ),
            Refusal::NotSigned { payment, signatures } => {
                format!("{payment} has {signatures} signature(s); it needs two, of two people")
            }
            Refusal::Finished { payment } => format!("{payment} is executed or abandoned already"),
            Refusal::LineDiffers { line, order } => format!(
                "the statement line is of {}, the order of {}; they must be equal",
                write(line),
                write(order)
            ),
            Refusal::ReasonUnusable => "a reason of 1 to 500 characters is needed".to_owned(),
        }
    }
}

fn named(to: &Beneficiary) -> String {
    match to {
        Beneficiary::Allocation(allocation) => allocation.to_string(),
        Beneficiary::Level(level) => level.to_string(),
        Beneficiary::Supplier(expense) => expense.to_string(),
    }
}
