//! For each pair of candidates, how many voters prefer the one to the other.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Ballot, CandidateNumber, Figures, Profile};

/// What it means that a ballot does not rank a candidate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unranked {
    /// Below every ranked candidate, and tied with the other unranked ones. The usual reading: who
    /// ranks one candidate only prefers it to all others.
    #[default]
    BelowRanked,
    /// Nothing: the ballot compares only those it ranks.
    Ignored,
}

/// The matrix of preferences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairwise {
    numbers: Vec<CandidateNumber>,
    /// Row by row: `votes[a * candidates + b]` prefer a to b.
    votes: Vec<u64>,
}

impl Pairwise {
    /// Counts every pair. Cost: distinct ballots × ranked candidates × candidates.
    pub fn count(profile: &Profile, unranked: Unranked) -> Pairwise {
        let candidates = profile.candidates().len();
        let mut matrix = Lanes::new(candidates);
        for ballot in profile.ballots() {
            matrix.add(ballot, unranked);
        }
        let numbers = profile.candidates().iter().map(|candidate| candidate.number).collect();
        Pairwise { numbers, votes: matrix.total() }
    }

    /// How many voters prefer the first candidate to the second; `None` if one does not stand.
    pub fn prefer(&self, first: CandidateNumber, second: CandidateNumber) -> Option<u64> {
        let first = self.numbers.binary_search(&first).ok()?;
        let second = self.numbers.binary_search(&second).ok()?;
        Some(self.at(first, second))
    }

    /// The numbers of the candidates, in order.
    pub fn numbers(&self) -> &[CandidateNumber] {
        &self.numbers
    }

    /// The one whom more voters prefer to each other candidate than the contrary, if there is one.
    pub fn condorcet_winner(&self) -> Option<CandidateNumber> {
        let places = 0..self.numbers.len();
        let beats_all = |&first: &usize| {
            places
                .clone()
                .all(|other| other == first || self.at(first, other) > self.at(other, first))
        };
        places.clone().find(beats_all).map(|place| self.numbers[place])
    }

    /// For each candidate and each other, how many voters prefer the former.
    pub fn wins(&self) -> BTreeMap<CandidateNumber, BTreeMap<CandidateNumber, u64>> {
        let row = |first: usize| {
            let others = (0..self.numbers.len()).filter(|&other| other != first);
            others.map(|other| (self.numbers[other], self.at(first, other))).collect()
        };
        (0..self.numbers.len()).map(|first| (self.numbers[first], row(first))).collect()
    }

    /// By places among [`Pairwise::numbers`].
    pub(crate) fn at(&self, first: usize, second: usize) -> u64 {
        self.votes[first * self.numbers.len() + second]
    }
}

/// Sums of 16 bits, several added by one instruction of the processor, emptied into the sums of 64
/// bits before they can overflow.
struct Lanes {
    candidates: usize,
    short: Vec<u16>,
    /// What the short sums may have reached at most.
    reached: u64,
    long: Vec<u64>,
    ranks: Vec<i16>,
    mask: Vec<u16>,
}

const UNRANKED: i16 = i16::MAX;

impl Lanes {
    fn new(candidates: usize) -> Lanes {
        Lanes {
            candidates,
            short: vec![0; candidates * candidates],
            reached: 0,
            long: vec![0; candidates * candidates],
            ranks: vec![UNRANKED; candidates],
            mask: vec![u16::MAX; candidates],
        }
    }

    fn add(&mut self, ballot: &Ballot, unranked: Unranked) {
        self.ranks.fill(UNRANKED);
        let mut rank = -1i16;
        for (candidate, shares) in ballot.places() {
            // A profile holds at most 4,096 candidates, so ranks fit.
            rank += i16::from(!shares);
            self.ranks[candidate] = rank.max(0);
        }
        if unranked == Unranked::Ignored {
            for (mask, &rank) in self.mask.iter_mut().zip(&self.ranks) {
                *mask = if rank == UNRANKED { 0 } else { u16::MAX };
            }
        }
        match u16::try_from(ballot.count()) {
            Ok(count) => self.add_short(ballot, count),
            Err(_) => self.add_long(ballot),
        }
    }

    fn add_short(&mut self, ballot: &Ballot, count: u16) {
        if self.reached + u64::from(count) > u64::from(u16::MAX) {
            self.empty();
        }
        self.reached += u64::from(count);
        for (candidate, _) in ballot.places() {
            let own = self.ranks[candidate];
            let row = &mut self.short[candidate * self.candidates..][..self.candidates];
            for ((sum, &rank), &mask) in row.iter_mut().zip(&self.ranks).zip(&self.mask) {
                let added = if own < rank { count & mask } else { 0 };
                // Cannot overflow, since `reached` does not; this form lets several be added at once.
                *sum = sum.wrapping_add(added);
            }
        }
    }

    fn add_long(&mut self, ballot: &Ballot) {
        for (candidate, _) in ballot.places() {
            let own = self.ranks[candidate];
            let row = &mut self.long[candidate * self.candidates..][..self.candidates];
            for ((sum, &rank), &mask) in row.iter_mut().zip(&self.ranks).zip(&self.mask) {
                if own < rank && mask != 0 {
                    *sum += ballot.count();
                }
            }
        }
    }

    fn empty(&mut self) {
        for (long, short) in self.long.iter_mut().zip(&mut self.short) {
            *long += u64::from(std::mem::take(short));
        }
        self.reached = 0;
    }

    fn total(mut self) -> Vec<u64> {
        self.empty();
        self.long
    }
}

/// The matrix, and who wins every comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PairwiseOutcome {
    /// How unranked candidates were read.
    pub unranked: Unranked,
    /// Sizes.
    #[serde(flatten)]
    pub figures: Figures,
    /// The Condorcet winner alone, or nobody.
    pub winners: Vec<CandidateNumber>,
    /// Whom more voters prefer to each other candidate than the contrary.
    pub condorcet_winner: Option<CandidateNumber>,
    /// For each candidate and each other, how many voters prefer the former.
    pub pairwise_wins: BTreeMap<CandidateNumber, BTreeMap<CandidateNumber, u64>>,
}

/// Compares every pair. Cost: distinct ballots × ranked candidates × candidates.
pub fn pairwise(profile: &Profile, unranked: Unranked) -> PairwiseOutcome {
    let matrix = Pairwise::count(profile, unranked);
    let condorcet_winner = matrix.condorcet_winner();
    PairwiseOutcome {
        unranked,
        figures: profile.figures(),
        winners: condorcet_winner.into_iter().collect(),
        condorcet_winner,
        pairwise_wins: matrix.wins(),
    }
}
