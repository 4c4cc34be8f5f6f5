//! The greedy rule: the most utility for the cost first, whatever no longer fits being skipped.

use super::election::Election;
use super::ties::{Ranks, Tie};
use super::utility::Profile;

/// What greedy takes out of `money`, beyond the projects already `taken`.
///
/// A utility that counts the cost compares the plain values: so `cost` is "most votes first". A free
/// project that somebody values comes before all others; projects that nobody supports come
/// last and are still taken if they fit.
pub(crate) fn complete(
    election: &Election,
    profile: &Profile,
    ranks: &Ranks,
    times_cost: bool,
    taken: &[usize],
    money: u128,
) -> (Vec<usize>, Vec<Tie>) {
    let projects = election.projects();
    // A value as a fraction: the sum of values over what one unit of it costs.
    let worth = |project: usize| {
        let (value, cost) = (profile.totals[project], projects[project].cost);
        match (times_cost, cost) {
            // Worth nothing: a utility that counts the cost counts 0.
            (true, 0) => (0, 1),
            (true, _) => (value, 1),
            // More than anything else, if anybody values it: a fraction over 0.
            (false, 0) if value > 0 => (1, 0),
            (false, 0) => (0, 1),
            (false, cost) => (value, cost),
        }
    };
    let compare = |one: usize, other: usize| {
        let (this, that) = (worth(one), worth(other));
        let (left, right) =
            (u128::from(this.0) * u128::from(that.1), u128::from(that.0) * u128::from(this.1));
        right.cmp(&left)
    };
    let mut order: Vec<usize> = (0..projects.len()).collect();
    for &project in taken {
        order.retain(|&other| other != project);
    }
    order.sort_by(|&one, &other| compare(one, other).then(ranks.rank(one).cmp(&ranks.rank(other))));
    let (mut selected, mut ties, mut money) = (Vec::new(), Vec::new(), money);
    for (at, &project) in order.iter().enumerate() {
        let cost = u128::from(projects[project].cost);
        if cost > money {
            continue;
        }
        // A tie is met when another that is worth as much would fit as well.
        let equals = order[at..].iter().copied();
        let tied: Vec<usize> = equals
            .take_while(|&other| compare(project, other).is_eq())
            .filter(|&other| u128::from(projects[other].cost) <= money)
            .collect();
        if tied.len() > 1 {
            ties.push(ranks.settle(taken.len() + selected.len(), tied));
        }
        money -= cost;
        selected.push(project);
    }
    (selected, ties)
}
