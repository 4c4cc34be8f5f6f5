//! Two rules for a few participants, whose denominators grow with their number: n! and the least
//! common multiple of 1 to n.

use super::ExactShares;
use super::claims::Problem;

/// 20! × 2⁶³ is under 2¹²⁵, and 2²⁰ subsets are summed in a moment.
pub(super) const RANDOM_ARRIVAL_LIMIT: usize = 20;
/// The least common multiple of 1 to 40 (under 2⁵³) × 39 × 2⁶³ is under 2¹²².
pub(super) const MINIMAL_OVERLAP_LIMIT: usize = 40;

/// The mean over all orders of min(d, what is left), summed over the sets that may come before:
/// a set of s others comes first in s!·(n−1−s)! of the n! orders.
pub(super) fn random_arrival(problem: &Problem) -> ExactShares {
    let count = problem.claims.len();
    if count == 0 {
        return ExactShares::whole(Vec::new());
    }
    let mut factorials = vec![1_i128];
    for number in 1..=count {
        factorials.push(factorials[number - 1] * number as i128);
    }
    let mut left_after = vec![problem.total; 1 << count];
    for set in 1..left_after.len() {
        let last = set.trailing_zeros() as usize;
        left_after[set] = left_after[set & (set - 1)] - problem.claims[last];
    }
    let mut awards = vec![0_i128; count];
    for (set, left) in left_after.iter().enumerate().filter(|(_, left)| **left > 0) {
        let before = set.count_ones() as usize;
        if before == count {
            continue;
        }
        let orders = factorials[before] * factorials[count - 1 - before];
        for (index, claim) in problem.claims.iter().enumerate() {
            if set & (1 << index) == 0 {
                awards[index] += orders * left.min(claim);
            }
        }
    }
    ExactShares::new(awards, factorials[count])
}

/// The claims are laid over one another up to t, where each slice is shared equally by those who
/// claim it; above t each part is claimed by one alone. t is the total when one claim covers it, or
/// solves Σ max(d − t, 0) = E − t.
pub(super) fn minimal_overlap(problem: &Problem) -> ExactShares {
    let count = problem.claims.len();
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|index| problem.claims[*index]);
    let Some(largest) = order.last().map(|index| problem.claims[*index]) else {
        return ExactShares::whole(Vec::new());
    };
    let (top, top_denominator) = if problem.total <= largest {
        (problem.total, 1)
    } else {
        height_of_overlap(problem, &order)
    };
    // All amounts below are in units of 1 / (top_denominator × common).
    let common = (1..=count as i128).fold(1, num_integer::lcm);
    let mut awards = vec![0; count];
    let (mut below, mut shared) = (0, 0);
    for (served, index) in order.iter().enumerate() {
        let claim = problem.claims[*index] * top_denominator;
        let slice = claim.min(top) - below;
        shared += slice * (common / (count - served) as i128);
        below += slice;
        let alone = if problem.total <= largest { 0 } else { (claim - top).max(0) };
        awards[*index] = shared + alone * common;
    }
    ExactShares::new(awards, common * top_denominator)
}

/// t as a fraction, for a total above every claim: with the k largest claims above t,
/// t = (their sum − E) / (k − 1). The right k is the first whose t is not under the next claim.
fn height_of_overlap(problem: &Problem, ascending: &[usize]) -> (i128, i128) {
    let mut descending = ascending.iter().rev().map(|index| problem.claims[*index]).peekable();
    let (mut sum, mut above) = (descending.next().unwrap_or(0), 1);
    while let Some(claim) = descending.next() {
        sum += claim;
        above += 1;
        let next = descending.peek().copied().unwrap_or(0);
        if sum - problem.total >= next * (above - 1) {
            break;
        }
    }
    (sum - problem.total, (above - 1).max(1))
}
