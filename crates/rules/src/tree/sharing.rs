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
    /// rounded as a line before it is shared.
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
    /// In proportion to a column of weights, by largest remainders, with a stated tie order.
    LargestRemainders {
        /// The weights.
        weights: Column,
        /// Who wins a tie: the lowest of this column first; not stated, the earlier participant.
        tie_order: Option<Column>,
    },
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
