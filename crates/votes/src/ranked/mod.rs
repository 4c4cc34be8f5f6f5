//! Rankings: ballots that order candidates, and the methods that compare candidates two by two.
//!
//! A [`Profile`] holds the candidates and the merged ballots; [`Pairwise`] counts, for each pair, who
//! prefers whom; [`schulze`] and [`ranked_pairs`] order the candidates from that matrix. A ballot may
//! rank only some candidates and may rank several equally; what an absent candidate means is a
//! parameter ([`Unranked`]), and so is what makes a victory strong ([`Strength`]).
//!
//! Absent on purpose: seats (see [`transferable`](crate::transferable)), files (see
//! [`read`](crate::read)), chance: a lot is drawn elsewhere and given as an order.

mod pairs;
mod pairwise;
mod profile;
mod schulze;
mod strength;

pub use pairs::{
    PairState, RankedPairsOutcome, RankedPairsRule, RankedPairsTies, TakenPair, ranked_pairs,
};
pub use pairwise::{Pairwise, PairwiseOutcome, Unranked, pairwise};
pub use profile::{
    Ballot, Candidate, CandidateNumber, Figures, Profile, ProfileBuilder, ProfileError,
};
pub use schulze::{SchulzeOutcome, SchulzeRule, SchulzeTies, schulze};
pub use strength::{Strength, Victory};

#[cfg(test)]
mod tests;
