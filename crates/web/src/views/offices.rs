//! Offices and mandates: who holds what, by which vote.

use caisse_units::Day;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Adoption, Reference};

/// Who holds what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Offices {
    /// The offices held today or to come.
    pub held: Vec<Office>,
    /// Those of the past, the newest first.
    pub past: Vec<Office>,
    /// The mandates of delegates that hold today or will.
    pub delegates: Vec<Mandate>,
}

/// An office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Office {
    /// Its number, such as `O3`.
    pub id: String,
    /// What it is for.
    pub role: String,
    /// Who holds it, leading to the member's page for who may read it.
    pub holder: Reference,
    /// From when.
    pub from: Day,
    /// Until when, that day included.
    pub until: Option<Day>,
    /// The vote that gave it.
    pub adoption: Adoption,
    /// The instruction of an imperative mandate.
    pub instruction: Vec<String>,
}

/// The mandate of a delegate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Mandate {
    /// Who carries it.
    pub delegate: Reference,
    /// For whom or what.
    pub of: String,
    /// How many members stand behind it.
    pub members: u64,
    /// What the delegate must defend; none for a free mandate.
    pub instruction: Vec<String>,
    /// From when.
    pub from: Day,
    /// Until when, that day included.
    pub until: Option<Day>,
    /// What kind of decision it binds, in words; all if absent.
    pub kind: Option<String>,
}
