//! What a delegation weighs by statute.

use serde::{Deserialize, Serialize};

use super::MandateError;
use crate::motion::Fraction;

/// How votes follow from members. A delegation of no member has no vote; any other has at least one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WeightRule {
    /// One vote each, whatever the members.
    OneEach,
    /// One vote per member.
    ByMembers,
    /// One vote per member, but none above `share` of all votes **as they are after lowering**.
    ///
    /// All who would be above are lowered to the same ceiling: the largest whole number that is at
    /// most `share` of the sum of the lowered votes. With 60, 25 and 15 members and a share of
    /// 49 %, the first is lowered to 38: 38 of 78 is 48.7 %, and 39 of 79 would be 49.4 %.
    CappedShare {
        /// The greatest share.
        share: Fraction,
    },
    /// By bands of members, each with its own rate, as with income tax: one vote per member up to
    /// 100, then one per 5 members. Each band counts whole votes only; what a band leaves over is
    /// lost.
    Brackets {
        /// The bands, from the lowest; each but the last says up to where it goes.
        brackets: Vec<Bracket>,
    },
    /// By a table: a delegation has the votes of the highest step that its members reach.
    Steps {
        /// The steps, from the lowest.
        steps: Vec<Step>,
    },
    /// The whole part of the square root of the members.
    SquareRoot,
}

/// A band of members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Bracket {
    /// Up to how many members, included; without an end for the last.
    pub up_to: Option<u64>,
    /// How many members make one vote in this band.
    pub members_per_vote: u64,
}

/// A step of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Step {
    /// From how many members on.
    pub from: u64,
    /// How many votes.
    pub votes: u64,
}

/// The votes of each delegation, in the order of `members`.
///
/// O(n log(largest)) for a capped share, O(n × bands) otherwise.
///
/// # Errors
/// A table that is not in order, a share that so few delegations cannot all keep, more votes than
/// `u64` holds.
pub fn weights(rule: &WeightRule, members: &[u64]) -> Result<Vec<u64>, MandateError> {
    check(rule)?;
    let votes: Vec<u64> = match rule {
        WeightRule::CappedShare { share } => capped(*share, members)?,
        _ => members.iter().map(|members| votes_of(rule, *members)).collect(),
    };
    let total = votes.iter().try_fold(0_u64, |sum, votes| sum.checked_add(*votes));
    total.map(|_| votes).ok_or(MandateError::TooManyVotes)
}

fn check(rule: &WeightRule) -> Result<(), MandateError> {
    match rule {
        WeightRule::Brackets { brackets } => check_brackets(brackets),
        WeightRule::Steps { steps } => {
            let rising = steps.windows(2).all(|pair| pair[0].from < pair[1].from);
            if steps.is_empty() || !rising {
                return Err(MandateError::StepsNotInOrder);
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn check_brackets(brackets: &[Bracket]) -> Result<(), MandateError> {
    let Some((last, before)) = brackets.split_last() else {
        return Err(MandateError::BracketsNotInOrder);
    };
    let mut from = 0;
    for bracket in before {
        match bracket.up_to {
            Some(up_to) if up_to > from => from = up_to,
            _ => return Err(MandateError::BracketsNotInOrder),
        }
    }
    let zero = brackets.iter().any(|bracket| bracket.members_per_vote == 0);
    if zero || last.up_to.is_some() {
        return Err(MandateError::BracketsNotInOrder);
    }
    Ok(())
}

fn votes_of(rule: &WeightRule, members: u64) -> u64 {
    let votes = match rule {
        WeightRule::OneEach => 1,
        WeightRule::ByMembers | WeightRule::CappedShare { .. } => members,
        WeightRule::Brackets { brackets } => by_brackets(brackets, members),
        WeightRule::Steps { steps } => {
            steps.iter().rev().find(|step| step.from <= members).map_or(0, |step| step.votes)
        }
        WeightRule::SquareRoot => members.isqrt(),
    };
    if members == 0 { 0 } else { votes.max(1) }
}

fn by_brackets(brackets: &[Bracket], members: u64) -> u64 {
    let (mut from, mut votes) = (0, 0);
    for bracket in brackets {
        let to = bracket.up_to.unwrap_or(members).min(members);
        votes += to.saturating_sub(from) / bracket.members_per_vote;
        from = to;
    }
    votes
}

/// The ceiling is found by halving: whether a ceiling is low enough, `ceiling ≤ share × Σ min(votes,
/// ceiling)`, is true up to some point and false from there on, because the right side grows ever
/// more slowly and both are 0 at 0.
fn capped(share: Fraction, members: &[u64]) -> Result<Vec<u64>, MandateError> {
    let overflow = members.iter().try_fold(0_u64, |sum, votes| sum.checked_add(*votes)).is_none();
    if overflow {
        return Err(MandateError::TooManyVotes);
    }
    let largest = members.iter().copied().max().unwrap_or(0);
    let low_enough = |ceiling: u64| {
        let sum: u128 = members.iter().map(|votes| u128::from(*votes.min(&ceiling))).sum();
        u128::from(ceiling) * u128::from(share.denominator()) <= sum * u128::from(share.numerator())
    };
    let (mut fits, mut above) = (0_u64, largest);
    if low_enough(largest) {
        return Ok(members.to_vec());
    }
    while above - fits > 1 {
        let middle = fits + (above - fits) / 2;
        if low_enough(middle) {
            fits = middle;
        } else {
            above = middle;
        }
    }
    if fits == 0 {
        let delegations = members.iter().filter(|votes| **votes > 0).count() as u64;
        return Err(MandateError::ShareOutOfReach { share, delegations });
    }
    Ok(members.iter().map(|votes| *votes.min(&fits)).collect())
}
