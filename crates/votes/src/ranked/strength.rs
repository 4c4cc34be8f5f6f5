//! What makes a victory strong.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::Pairwise;

/// How victories are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// By the votes for the victor. The default, as most rules in use have it.
    #[default]
    WinningVotes,
    /// By the votes for the victor less those against.
    Margins,
    /// By the votes for the victor; equal ones by fewer votes against.
    WinningVotesThenFewerLosingVotes,
}

/// A comparison that somebody wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Victory {
    /// Votes for the one who wins it.
    pub votes_for: u64,
    /// Votes for the one who loses it; fewer.
    pub votes_against: u64,
}

impl Strength {
    /// What is compared: larger is stronger, and equal is equally strong.
    pub(crate) fn key(self, victory: Victory) -> (u64, Reverse<u64>) {
        let Victory { votes_for, votes_against } = victory;
        match self {
            Strength::WinningVotes => (votes_for, Reverse(0)),
            Strength::Margins => (votes_for - votes_against, Reverse(0)),
            Strength::WinningVotesThenFewerLosingVotes => (votes_for, Reverse(votes_against)),
        }
    }
}

/// The victory of the first over the second, by places.
pub(crate) fn victory(matrix: &Pairwise, first: usize, second: usize) -> Option<Victory> {
    let (votes_for, votes_against) = (matrix.at(first, second), matrix.at(second, first));
    (votes_for > votes_against).then_some(Victory { votes_for, votes_against })
}

/// Candidates in classes, best first: those whom nobody beats, then those whom nobody left beats, and
/// so on. `beats` must be without cycles.
pub(crate) fn classes(candidates: usize, beats: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let beaten_by = |loser: usize| {
        let others = (0..candidates).filter(|&other| other != loser);
        others.filter(|&other| beats(other, loser)).count()
    };
    let mut beaten: Vec<usize> = (0..candidates).map(beaten_by).collect();
    let mut left: Vec<usize> = (0..candidates).collect();
    let mut classes = Vec::new();
    while !left.is_empty() {
        let (class, rest): (Vec<usize>, Vec<usize>) =
            left.iter().partition(|&&candidate| beaten[candidate] == 0);
        assert!(!class.is_empty(), "a relation without cycles leaves somebody unbeaten");
        for &loser in &rest {
            beaten[loser] -= class.iter().filter(|&&winner| beats(winner, loser)).count();
        }
        classes.push(class);
        left = rest;
    }
    classes
}
