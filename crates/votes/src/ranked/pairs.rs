//! Ranked pairs, the method of Nicolaus Tideman: victories are taken from the strongest to the weakest,
//! and one that would close a cycle is passed over.
//!
//! Source: T. N. Tideman, "Independence of clones as a criterion for voting rules", Social Choice and
//! Welfare 4 (1987). Equal victories need an order, since which one is taken first may change the
//! result: here the lowest number of the victor, then of the loser, or an order drawn by lot. The
//! outcome says whether the opposite order would change anything.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::strength::{classes, victory};
use super::{CandidateNumber, Figures, Pairwise, Profile, Strength, Unranked, Victory};

/// How the method is applied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankedPairsRule {
    /// What makes a victory strong.
    #[serde(default)]
    pub strength: Strength,
    /// What an absent candidate means.
    #[serde(default)]
    pub unranked: Unranked,
    /// Among equal victories, those of the candidate who stands first here are taken first, then those
    /// over the candidate who stands first. Candidates who are not named come after, by number; an
    /// empty order is thus "by number".
    #[serde(default)]
    pub lots: Vec<CandidateNumber>,
}

/// What became of a victory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PairState {
    /// It counts.
    Locked,
    /// It contradicts stronger ones.
    PassedOver,
}

/// A victory, in the order in which it was considered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TakenPair {
    /// Who wins the comparison.
    pub victor: CandidateNumber,
    /// Who loses it.
    pub loser: CandidateNumber,
    /// By how many votes.
    #[serde(flatten)]
    pub victory: Victory,
    /// What became of it.
    pub state: PairState,
}

/// What the order of equal victories changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RankedPairsTies {
    /// The ranking is another one if equal victories are taken in the opposite order.
    pub order_changes_if_reversed: bool,
    /// The winners are others if equal victories are taken in the opposite order.
    pub winner_changes_if_reversed: bool,
}

/// The order of the candidates, and what one needs to find it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RankedPairsOutcome {
    /// The rule that was applied.
    pub rule: RankedPairsRule,
    /// Sizes.
    #[serde(flatten)]
    pub figures: Figures,
    /// Every candidate over whom no victory is locked.
    pub winners: Vec<CandidateNumber>,
    /// The candidates, best first; equal ones in one class.
    pub ranking_classes: Vec<Vec<CandidateNumber>>,
    /// What the order of equal victories changes.
    pub ties: RankedPairsTies,
    /// The victories in the order in which they were considered.
    pub pairs: Vec<TakenPair>,
}

/// Orders the candidates. Cost: that of the matrix, and at most candidates to the third power.
pub fn ranked_pairs(profile: &Profile, rule: RankedPairsRule) -> RankedPairsOutcome {
    let matrix = Pairwise::count(profile, rule.unranked);
    let favour = profile.favour(&rule.lots);
    let opposite: Vec<usize> = favour.iter().map(|rank| favour.len() - rank).collect();
    let (ranking, pairs) = lock(&matrix, rule.strength, &favour);
    let (reversed, _) = lock(&matrix, rule.strength, &opposite);
    let ranking_classes: Vec<Vec<CandidateNumber>> =
        ranking.iter().map(|class| profile.numbers(class)).collect();
    RankedPairsOutcome {
        rule,
        figures: profile.figures(),
        winners: ranking_classes.first().cloned().unwrap_or_default(),
        ranking_classes,
        ties: RankedPairsTies {
            order_changes_if_reversed: ranking != reversed,
            winner_changes_if_reversed: ranking.first() != reversed.first(),
        },
        pairs,
    }
}

fn lock(
    matrix: &Pairwise,
    strength: Strength,
    favour: &[usize],
) -> (Vec<Vec<usize>>, Vec<TakenPair>) {
    let candidates = matrix.numbers().len();
    let mut pairs: Vec<(usize, usize, Victory)> = (0..candidates)
        .flat_map(|a| (0..candidates).map(move |b| (a, b)))
        .filter_map(|(a, b)| victory(matrix, a, b).map(|won| (a, b, won)))
        .collect();
    pairs.sort_by_key(|&(a, b, won)| (Reverse(strength.key(won)), favour[a], favour[b]));
    let mut above = Reach::new(candidates);
    let mut locked = vec![false; candidates * candidates];
    let mut taken = Vec::with_capacity(pairs.len());
    for (a, b, victory) in pairs {
        let state = if above.reaches(b, a) { PairState::PassedOver } else { PairState::Locked };
        if state == PairState::Locked {
            above.join(a, b);
            locked[a * candidates + b] = true;
        }
        let (victor, loser) = (matrix.numbers()[a], matrix.numbers()[b]);
        taken.push(TakenPair { victor, loser, victory, state });
    }
    (classes(candidates, |a, b| locked[a * candidates + b]), taken)
}

/// Who stands above whom by the locked victories, directly or not.
struct Reach {
    words: usize,
    below: Vec<u64>,
}

impl Reach {
    fn new(candidates: usize) -> Reach {
        let words = candidates.div_ceil(64);
        Reach { words, below: vec![0; words * candidates] }
    }

    fn reaches(&self, a: usize, b: usize) -> bool {
        self.below[a * self.words + b / 64] >> (b % 64) & 1 == 1
    }

    fn join(&mut self, a: usize, b: usize) {
        if self.reaches(a, b) {
            return;
        }
        let mut added = self.below[b * self.words..][..self.words].to_vec();
        added[b / 64] |= 1 << (b % 64);
        for upper in 0..self.below.len() / self.words {
            if (upper == a || self.reaches(upper, a)) && !self.reaches(upper, b) {
                let row = &mut self.below[upper * self.words..][..self.words];
                for (word, &bits) in row.iter_mut().zip(&added) {
                    *word |= bits;
                }
            }
        }
    }
}
