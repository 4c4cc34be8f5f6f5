//! Consent: a proposal is adopted when no objection stands.
//!
//! An objection is raised with its reason, then withdrawn, or integrated into the proposal by an
//! amendment, or it stands. Statutes may let a vote decide when objections stand.
//!
//! Absent on purpose: whether an objection is well founded. The assembly says so by withdrawing it.

use serde::{Deserialize, Serialize};

use super::{Count, MotionError, MotionOutcome, MotionRule, decide};

/// Where an objection is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Objection {
    /// Raised, and standing.
    Raised,
    /// Withdrawn by who raised it.
    Withdrawn,
    /// Integrated: the proposal was amended and the objection is met.
    Integrated,
}

/// What the statutes say of consent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct ConsentRule {
    /// The vote that decides when objections stand; without one they prevent adoption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<MotionRule>,
}

/// What consent came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct ConsentOutcome {
    /// Whether the proposal is adopted.
    pub adopted: bool,
    /// Why.
    pub verdict: ConsentVerdict,
    /// Objections that stand.
    pub standing: u64,
    /// Objections withdrawn.
    pub withdrawn: u64,
    /// Objections integrated.
    pub integrated: u64,
    /// The vote that was taken because objections stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<MotionOutcome>,
}

/// Why a proposal was adopted or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentVerdict {
    /// No objection stands.
    NoObjection,
    /// Objections stand, and nothing else can decide.
    ObjectionsStand,
    /// Objections stand, and the vote that the statutes provide was not taken yet.
    VoteNeeded,
    /// Objections stood, and the vote decided.
    DecidedByVote,
}

/// Whether a proposal is adopted by consent, or by the vote that the rule provides.
///
/// A vote taken although no objection stands is not looked at.
///
/// # Errors
/// Those of [`decide`], for the vote.
pub fn consent(
    rule: &ConsentRule,
    objections: &[Objection],
    vote: Option<&Count>,
) -> Result<ConsentOutcome, MotionError> {
    let how_many =
        |wanted: Objection| objections.iter().filter(|one| **one == wanted).count() as u64;
    let standing = how_many(Objection::Raised);
    let fallback = match (&rule.fallback, vote) {
        (Some(motion), Some(count)) if standing > 0 => Some(decide(motion, count)?),
        _ => None,
    };
    let verdict = match (standing, &rule.fallback, &fallback) {
        (0, _, _) => ConsentVerdict::NoObjection,
        (_, None, _) => ConsentVerdict::ObjectionsStand,
        (_, Some(_), None) => ConsentVerdict::VoteNeeded,
        (_, Some(_), Some(_)) => ConsentVerdict::DecidedByVote,
    };
    Ok(ConsentOutcome {
        adopted: standing == 0 || fallback.as_ref().is_some_and(|outcome| outcome.adopted),
        verdict,
        standing,
        withdrawn: how_many(Objection::Withdrawn),
        integrated: how_many(Objection::Integrated),
        fallback,
    })
}
