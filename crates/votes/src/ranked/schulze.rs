//! The method of Markus Schulze: a candidate beats another if the strongest path of victories from the
//! one to the other is stronger than any path back.
//!
//! Source: M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and
//! Condorcet-consistent single-winner election method", Social Choice and Welfare 36 (2011).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::strength::{classes, victory};
use super::{CandidateNumber, Figures, Pairwise, Profile, Strength, Unranked, Victory};

/// How the method is applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchulzeRule {
    /// What makes a victory strong.
    #[serde(default)]
    pub strength: Strength,
    /// What an absent candidate means.
    #[serde(default)]
    pub unranked: Unranked,
}

/// The order of the candidates, and what one needs to find it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SchulzeOutcome {
    /// The rule that was applied.
    pub rule: SchulzeRule,
    /// Sizes.
    #[serde(flatten)]
    pub figures: Figures,
    /// Every candidate that no other beats: the first class.
    pub winners: Vec<CandidateNumber>,
    /// The candidates, best first; equal ones in one class.
    pub ranking_classes: Vec<Vec<CandidateNumber>>,
    /// Where the method leaves candidates equal.
    pub ties: SchulzeTies,
    /// The Condorcet winner, who then wins alone.
    pub condorcet_winner: Option<CandidateNumber>,
    /// For each candidate and each other, how many voters prefer the former.
    pub pairwise_wins: BTreeMap<CandidateNumber, BTreeMap<CandidateNumber, u64>>,
    /// For each candidate and each other it reaches, the weakest victory of the strongest path.
    pub strongest_paths: BTreeMap<CandidateNumber, BTreeMap<CandidateNumber, Victory>>,
}

/// Where the method leaves candidates equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SchulzeTies {
    /// Classes of the ranking that hold several candidates.
    pub classes_with_several: usize,
}

/// Orders the candidates. Cost: that of the matrix, and candidates to the third power.
pub fn schulze(profile: &Profile, rule: SchulzeRule) -> SchulzeOutcome {
    let matrix = Pairwise::count(profile, rule.unranked);
    let paths = Paths::strongest(&matrix, rule.strength);
    let ranking: Vec<Vec<CandidateNumber>> =
        classes(paths.candidates, |a, b| paths.at(a, b) > paths.at(b, a))
            .iter()
            .map(|class| profile.numbers(class))
            .collect();
    SchulzeOutcome {
        rule,
        figures: profile.figures(),
        winners: ranking.first().cloned().unwrap_or_default(),
        ties: SchulzeTies {
            classes_with_several: ranking.iter().filter(|class| class.len() > 1).count(),
        },
        ranking_classes: ranking,
        condorcet_winner: matrix.condorcet_winner(),
        pairwise_wins: matrix.wins(),
        strongest_paths: paths.victories(matrix.numbers()),
    }
}

/// Strongest paths. Strengths are replaced by their rank among all, so that the widest-path search
/// compares small whole numbers; 0 is "no path".
struct Paths {
    candidates: usize,
    strength: Vec<u32>,
    /// The victory of each rank, from rank 1.
    ladder: Vec<Victory>,
}

impl Paths {
    fn strongest(matrix: &Pairwise, strength: Strength) -> Paths {
        let candidates = matrix.numbers().len();
        let pairs = || (0..candidates).flat_map(|a| (0..candidates).map(move |b| (a, b)));
        let mut ladder: Vec<Victory> = pairs().filter_map(|(a, b)| victory(matrix, a, b)).collect();
        // Equal strengths may come from different counts; the most votes name the rank.
        ladder.sort_unstable_by_key(|&won| (strength.key(won), std::cmp::Reverse(won.votes_for)));
        ladder.dedup_by_key(|won| strength.key(*won));
        let rank = |won: Victory| {
            let below = ladder.partition_point(|&step| strength.key(step) < strength.key(won));
            u32::try_from(below + 1).expect("there are fewer pairs than 2^32")
        };
        let direct = pairs().map(|(a, b)| victory(matrix, a, b).map_or(0, rank)).collect();
        let mut paths = Paths { candidates, strength: direct, ladder };
        paths.widen();
        paths
    }

    fn widen(&mut self) {
        let candidates = self.candidates;
        let mut through = vec![0; candidates];
        for middle in 0..candidates {
            through.copy_from_slice(&self.strength[middle * candidates..][..candidates]);
            for first in (0..candidates).filter(|&first| first != middle) {
                let row = &mut self.strength[first * candidates..][..candidates];
                let reach = row[middle];
                if reach == 0 {
                    continue;
                }
                for (strength, &onward) in row.iter_mut().zip(&through) {
                    *strength = (*strength).max(reach.min(onward));
                }
            }
        }
    }

    fn at(&self, first: usize, second: usize) -> u32 {
        self.strength[first * self.candidates + second]
    }

    fn victories(
        &self,
        numbers: &[CandidateNumber],
    ) -> BTreeMap<CandidateNumber, BTreeMap<CandidateNumber, Victory>> {
        let row = |first: usize| {
            let reached = (0..self.candidates).filter(|&b| b != first && self.at(first, b) > 0);
            reached.map(|b| (numbers[b], self.ladder[self.at(first, b) as usize - 1])).collect()
        };
        (0..self.candidates).map(|first| (numbers[first], row(first))).collect()
    }
}
