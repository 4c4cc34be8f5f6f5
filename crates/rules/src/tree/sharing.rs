//! How an amount is shared: the methods that a rule can name.
//!
//! Absent on purpose: the methods themselves (`crate::sharing`).

use caisse_units::Rate;
use serde::{Deserialize, Serialize};

use super::{Column, Expression};

/// An amount shared between the participants, or split between named takers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sharing {
    /// The amount to share, at least zero; the same for every participant, except by keys. It is
    /// rounded as a line before it is shared. For transfers, what each participant receives (above
    /// zero) or pays (below), exact.
    pub total: Expression,
    /// How.
    pub method: SharingMethod,
}

/// How an amount is shared. Every method but `UpTo` and the claims problems shares the whole of it,
/// to the cent; ties go to the earlier participant. When nobody takes part, nothing is shared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SharingMethod {
    /// One amount split between named takers; each part is rounded toward zero and one taker
    /// receives what is left.
    ByKeys {
        /// The takers and their rates, which sum to 100 %.
        keys: Vec<Key>,
        /// The taker of what is left.
        remainder_to: String,
    },
    /// In proportion to a column of weights, by largest remainders.
    InProportion {
        /// The weights.
        weights: Column,
    },
    /// Equally between the participants, or those for whom a yes/no is yes.
    Equally {
        /// Who takes part.
        among: Option<Column>,
    },
    /// Each receives the same award, up to the own claim.
    ConstrainedEqualAwards {
        /// The claims.
        claims: Column,
    },
    /// Each bears the same loss, down to nothing received.
    ConstrainedEqualLosses {
        /// The claims.
        claims: Column,
    },
    /// The Talmud rule (Aumann and Maschler): equal awards up to half of each claim, equal losses
    /// beyond.
    Talmud {
        /// The claims.
        claims: Column,
    },
    /// Class by class: a class is served only by what the classes before it left; within the class
    /// that cannot be served whole, in proportion to claims, by largest remainders.
    PriorityClasses {
        /// The claims.
        claims: Column,
        /// The class of each, a count; 1 is served first.
        classes: Column,
    },
    /// Raises the lowest first, all to one level, which never exceeds the stated one.
    UpTo {
        /// What each has.
        holdings: Column,
        /// The level.
        level: Expression,
    },
    /// Transfers between the participants, which sum to zero: what some pay is what the others
    /// receive. The volume is rounded first, then each side to it.
    Transfers {
        /// Who bears the difference when the formula alone does not sum to zero.
        residue: Residue,
    },
    /// In proportion to a column of weights, by largest remainders, with a stated tie order.
    LargestRemainders {
        /// The weights.
        weights: Column,
        /// Who wins a tie: the lowest of this column first; not stated, the earlier participant.
        tie_order: Option<Column>,
    },
}

/// Who bears the difference between what raw transfers pay and what they receive, after caps and
/// guarantees for instance. The assembly names it in its vote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Residue {
    /// Nobody: a formula that does not sum to zero is refused.
    #[default]
    Nobody,
    /// Who pays: each in proportion to its own payment, so that all payments make what is received.
    Payers,
    /// Who receives: each in proportion to its own receipt, so that all receipts make what is paid.
    Receivers,
    /// Both sides, half of the difference each.
    Both,
    /// All participants, in proportion to a column: a fund that carries it alone, or each by its
    /// members.
    Carriers(Column),
}

/// A taker's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// The taker.
    pub name: String,
    /// The taker's rate.
    pub rate: Rate,
}
