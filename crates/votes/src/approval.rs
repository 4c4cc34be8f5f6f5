//! Approvals: each voter approves as many candidates as she likes. Counted, they order candidates; as
//! ballots for several seats, they choose delegates in proportion ([`committees`]).
//!
//! Absent on purpose: names. Candidates are numbers from 0, which the caller maps to people.
//!
//! Source of the rules: Lackner, Skowron, "Multi-Winner Voting with Approval Preferences", Springer
//! 2023.

mod committees;
mod error;
mod state;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

pub use committees::{CommitteeRule, Committees, Resolution, SeatStep, Value, committees};
pub use error::ApprovalError;

/// Approval ballots, identical ones merged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Approvals {
    candidates: u32,
    voters: u64,
    ballots: Vec<(Vec<u32>, u64)>,
    places: HashMap<Vec<u32>, usize>,
}

impl Approvals {
    /// The most voters.
    pub const MOST_VOTERS: u64 = 1 << 40;

    /// No ballot yet, on this many candidates.
    pub fn new(candidates: u32) -> Approvals {
        Approvals { candidates, ..Approvals::default() }
    }

    /// Adds a ballot cast by `voters` voters; an empty one counts as a ballot.
    ///
    /// # Errors
    /// A candidate beyond the last, the same candidate twice, or too many voters. Nothing is added
    /// then.
    pub fn cast(&mut self, approved: &[u32], voters: u64) -> Result<(), ApprovalError> {
        let mut sorted = approved.to_vec();
        sorted.sort_unstable();
        if let Some(&candidate) = sorted.last().filter(|last| **last >= self.candidates) {
            return Err(ApprovalError::UnknownCandidate { candidate, candidates: self.candidates });
        }
        if let Some(pair) = sorted.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(ApprovalError::CandidateTwice { candidate: pair[0] });
        }
        let all = self.voters.saturating_add(voters);
        if all > Approvals::MOST_VOTERS {
            return Err(ApprovalError::TooManyVoters { limit: Approvals::MOST_VOTERS });
        }
        if voters == 0 {
            return Ok(());
        }
        self.voters = all;
        let next = self.ballots.len();
        match self.places.get(&sorted) {
            Some(&place) => self.ballots[place].1 += voters,
            None => {
                self.places.insert(sorted.clone(), next);
                self.ballots.push((sorted, voters));
            }
        }
        Ok(())
    }

    /// How many candidates.
    pub fn candidates(&self) -> u32 {
        self.candidates
    }

    /// How many voters, those of empty ballots included.
    pub fn voters(&self) -> u64 {
        self.voters
    }

    /// The different ballots, each with how many voters cast it.
    pub fn ballots(&self) -> &[(Vec<u32>, u64)] {
        &self.ballots
    }

    /// By candidate, how many voters approve.
    pub fn counts(&self) -> Vec<u64> {
        let mut counts = vec![0; self.candidates as usize];
        for (approved, voters) in &self.ballots {
            for &candidate in approved {
                counts[candidate as usize] += voters;
            }
        }
        counts
    }

    /// The candidates from the most approved to the least; those with equal counts share a class.
    pub fn classes(&self) -> Vec<Vec<u32>> {
        let counts = self.counts();
        let mut order: Vec<u32> = (0..self.candidates).collect();
        order.sort_by_key(|&candidate| (u64::MAX - counts[candidate as usize], candidate));
        order
            .chunk_by(|one, other| counts[*one as usize] == counts[*other as usize])
            .map(<[u32]>::to_vec)
            .collect()
    }
}
