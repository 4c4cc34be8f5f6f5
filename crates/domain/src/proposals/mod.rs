//! Proposals: drafted, amended, supported, scheduled, debated, voted; and what an adopted one does.
//!
//! Absent on purpose: assemblies and ballots (`assemblies`); consequences on members (`app`, which
//! alone can open situations).

use caisse_units::Day;
use serde::{Deserialize, Serialize};

use crate::Organisation;
use crate::assemblies::Verdict;
use crate::identity::{DecisionId, ProposalId};

/// The proposals.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Proposals {}

/// What one may ask.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Command {}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {}

/// The events that a poll on this proposal brings when it ends so, in the order in which they apply;
/// none when it was not adopted. `decision` is the number under which the decision is recorded by
/// the same closing, `on` the day of the closing.
///
/// # Errors
/// The refusal of the module concerned, when the effect has become impossible: the decision then
/// stands without it.
pub fn effects(
    _house: &Organisation,
    _proposal: ProposalId,
    _verdict: &Verdict,
    _decision: DecisionId,
    _on: Day,
) -> Result<Vec<crate::Event>, crate::Refusal> {
    Ok(Vec::new())
}
