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
        let mut matrix = Lanes::new(candidates, unranked);
        for ballot in profile.ballots() {
            matrix.add(ballot);
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

/// How many sums stand together: rows are filled up to a multiple of it, so that the processor adds
/// them several at once and none is left over.
const LANES: usize = 16;

/// Sums of 16 bits, emptied into sums of 64 bits before they can overflow.
struct Lanes {
    candidates: usize,
    /// Groups of sums in a row.
    width: usize,
    short: Vec<[u16; LANES]>,
    /// What the short sums may have reached at most.
    reached: u64,
    long: Vec<u64>,
    ranks: Vec<[i16; LANES]>,
    unranked: Unranked,
}

/// Below every rank: a profile holds at most 4,096 candidates.
const BELOW: i16 = i16::MAX;

impl Lanes {
    fn new(candidates: usize, unranked: Unranked) -> Lanes {
        let width = candidates.div_ceil(LANES);
        Lanes {
            candidates,
            width,
            short: vec![[0; LANES]; width * candidates],
            reached: 0,
            long: vec![0; candidates * candidates],
            ranks: vec![[0; LANES]; width],
            unranked,
        }
    }

    fn add(&mut self, ballot: &Ballot) {
        // Nobody stands above those who are ignored.
        let absent = if self.unranked == Unranked::BelowRanked { BELOW } else { -1 };
        self.ranks.fill([absent; LANES]);
        let mut rank = -1i16;
        for (candidate, shares) in ballot.places() {
            rank += i16::from(!shares);
            self.ranks[candidate / LANES][candidate % LANES] = rank;
        }
        match u16::try_from(ballot.count()) {
            Ok(count) => self.add_short(ballot, count),
            Err(_) => self.add_long(ballot),
        }
    }

    fn rank(&self, candidate: usize) -> i16 {
        self.ranks[candidate / LANES][candidate % LANES]
    }

    fn add_short(&mut self, ballot: &Ballot, count: u16) {
        if self.reached + u64::from(count) > u64::from(u16::MAX) {
            self.empty();
        }
        self.reached += u64::from(count);
        for (candidate, _) in ballot.places() {
            let own = self.rank(candidate);
            let row = &mut self.short[candidate * self.width..][..self.width];
            add_row(row, &self.ranks, own, count);
        }
    }

    fn add_long(&mut self, ballot: &Ballot) {
        for (candidate, _) in ballot.places() {
            let own = self.rank(candidate);
            for other in 0..self.candidates {
                if own < self.rank(other) {
                    self.long[candidate * self.candidates + other] += ballot.count();
                }
            }
        }
    }

    fn empty(&mut self) {
        let rows = self.long.chunks_exact_mut(self.candidates);
        for (long, short) in rows.zip(self.short.chunks_exact_mut(self.width)) {
            for (long, short) in long.iter_mut().zip(short.as_flattened_mut()) {
                *long += u64::from(std::mem::take(short));
            }
        }
        self.short.fill([0; LANES]);
        self.reached = 0;
    }

    fn total(mut self) -> Vec<u64> {
        self.empty();
        self.long
    }
}

/// Adds `count` where `own` is above the other rank.
///
/// A function of its own, so that the compiler knows that sums and ranks are apart, and adds several at
/// once. The sums cannot overflow, since [`Lanes::reached`] does not; unchecked, they need no branch.
#[inline(never)]
fn add_row(row: &mut [[u16; LANES]], ranks: &[[i16; LANES]], own: i16, count: u16) {
    for (sums, ranks) in row.iter_mut().zip(ranks) {
        let added = ranks.map(|rank| if own < rank { count } else { 0 });
        for (sum, added) in sums.iter_mut().zip(added) {
            *sum = sum.wrapping_add(added);
        }
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
