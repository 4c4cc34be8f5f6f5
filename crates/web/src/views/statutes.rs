//! The statutes: how the assembly decides.

use caisse_units::Day;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Adoption, Reference};

/// A version of the statutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Statutes {
    /// Their title.
    pub title: String,
    /// The first day of this version.
    pub since: Day,
    /// The last day of this version, if another follows.
    pub until: Option<Day>,
    /// The text in sentences, one per paragraph.
    pub text: Vec<String>,
    /// How this version was adopted.
    pub adoption: Adoption,
    /// The matters ceded to a federation.
    pub ceded: Vec<Reference>,
    /// All versions, the newest first: first day, last day, how it was adopted.
    pub versions: Vec<StatutesVersion>,
}

/// A version of the statutes in the list of versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StatutesVersion {
    /// Its first day.
    pub since: Day,
    /// Its last day, if another follows.
    pub until: Option<Day>,
    /// How it was adopted.
    pub adoption: Adoption,
}
