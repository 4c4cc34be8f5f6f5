//! Agreements with partners, and matters ceded to a federation.

use caisse_units::{Amount, Day, Month};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Adoption, Reference};

/// What was agreed with others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Agreements {
    /// Agreements that hold or will, then those of the past.
    pub agreements: Vec<Agreement>,
    /// Matters ceded.
    pub cessions: Vec<Cession>,
}

/// An agreement with a producer or a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Agreement {
    /// Its number, such as `CV2`.
    pub id: String,
    /// The partner.
    pub partner: Reference,
    /// What it must meet.
    pub criteria: Vec<String>,
    /// The part of the price that credits pay.
    pub rate: String,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// True if it holds on the day of the page.
    pub holds: bool,
    /// The vote that made it.
    pub adoption: Adoption,
    /// The vote that ended it before its term.
    pub ended: Option<Adoption>,
    /// What was spent there, month by month.
    pub spent: Vec<(Month, Amount)>,
}

/// A matter ceded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Cession {
    /// Its number, such as `MF1`.
    pub id: String,
    /// Which matter.
    pub matter: String,
    /// To whom.
    pub federation: String,
    /// From when, until when, how it is taken back, in a sentence each.
    pub terms: Vec<String>,
    /// The vote that ceded it.
    pub adoption: Adoption,
    /// The first day on which the caisse decides again, and the vote that took it back.
    pub taken_back: Option<(Day, Adoption)>,
}
