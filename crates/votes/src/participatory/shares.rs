//! One run of the method of equal shares: everybody has the same endowment; again and again the
//! project with the lowest price per unit of utility is paid by its supporters, each in proportion to
//! its value, those who cannot giving all they have left.
//!
//! Purses are also kept in fixed point: 64-bit whole numbers of a small part of the endowment, with
//! a bound on their error. These give lower bounds of prices, quickly, which only *propose* the few
//! projects that may be the cheapest (a price can only rise within a run, so an old bound spares the
//! evaluation of most projects: Peters' and pabutools' observation). The proposed ones are priced
//! exactly, and exact prices decide; so does exact money wherever the bound on the error leaves it
//! open whether a group can pay.
//!
//! Source: Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive
//! Utilities", NeurIPS 2021.

#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use num_bigint::BigUint;
use num_traits::{ToPrimitive, Zero};

use super::purse::{NEVER, Price, Purses};
use super::ties::{Ranks, Tie};
use super::utility::Profile;

/// More bits of a price than of a purse, so that a price times a value is as good as a purse.
const PRICE_BITS: u32 = 32;
/// How far above the lowest lower bound others are proposed too.
const MARGIN: f64 = 1.0 + 1e-7;
/// Covers the roundings of the few floating-point operations of a bound.
const SLACK: f64 = 1.0 / (1u64 << 49) as f64;
/// Passes over supporters before they are sorted instead.
const PASSES: u32 = 40;

/// What a run chose.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    /// The projects, in order.
    pub selected: Vec<usize>,
    pub purses: Purses,
    pub ties: Vec<Tie>,
}

/// What stays the same from run to run.
pub(crate) struct Instance<'a> {
    pub profile: &'a Profile,
    pub costs: &'a [u64],
    pub ranks: &'a Ranks,
    /// True if utilities are values times costs.
    pub times_cost: bool,
    /// The projects that can be bought: supported, with a cost.
    pub candidates: &'a [usize],
}

impl Instance<'_> {
    /// What the value of a project is multiplied with to make its utility.
    fn weight(&self, project: usize) -> u64 {
        if self.times_cost { self.costs[project] } else { 1 }
    }
}

/// Runs the method once from an endowment `start.0 / start.1`, in the smallest unit of money.
pub(crate) fn run(instance: &Instance<'_>, start: &(BigUint, BigUint)) -> Run {
    let mut counter = Counter::new(instance, start);
    while let Some((project, offer)) = counter.cheapest() {
        counter.buy(project, &offer);
    }
    Run { selected: counter.selected, purses: counter.purses, ties: counter.ties }
}

/// An exact price, with those who cannot pay it in full.
struct Offer {
    price: Price,
    /// The price in fixed point, with [`PRICE_BITS`] more bits, rounded down.
    part: u128,
    /// Groups that give all they have left, whether or not it is the full price.
    exhausted: Vec<u32>,
}

struct Counter<'a> {
    instance: &'a Instance<'a>,
    purses: Purses,
    bits: u32,
    /// By group.
    estimates: Vec<Estimate>,
    /// By project: its cost, rounded down.
    costs: Vec<u64>,
    /// By project: its supporters who still have money.
    supporters: Vec<Vec<(u32, u32)>>,
    /// By project: a lower bound of the price of one unit of value, as a fraction.
    low: Vec<(u64, u64)>,
    /// By project: a lower bound of the price of one unit of utility.
    keys: Vec<f64>,
    /// The projects that may still be bought, lowest bound first.
    order: Vec<usize>,
    selected: Vec<usize>,
    ties: Vec<Tie>,
}

impl<'a> Counter<'a> {
    fn new(instance: &'a Instance<'a>, start: &(BigUint, BigUint)) -> Counter<'a> {
        let profile = instance.profile;
        let bits = (62 - (u64::BITS - profile.voters.leading_zeros())).min(50);
        let everything = profile.voters << bits;
        let projects = instance.costs.len();
        let mut costs = vec![u64::MAX; projects];
        let mut order = Vec::with_capacity(instance.candidates.len());
        let whole = &start.1 << bits;
        // From nothing, nothing can be bought.
        for &project in instance.candidates.iter().filter(|_| !start.0.is_zero()) {
            let part = (&whole * instance.costs[project]) / &start.0;
            // Above all the money there is, whatever was rounded off.
            if let Some(part) = part.to_u64().filter(|part| *part <= everything) {
                costs[project] = part;
                order.push(project);
            }
        }
        let mut supporters = vec![Vec::new(); projects];
        for &project in &order {
            supporters[project].clone_from(&profile.supporters[project]);
        }
        let mut counter = Counter {
            instance,
            purses: Purses::new(profile, projects, start),
            bits,
            estimates: profile
                .counts
                .iter()
                .map(|&voters| Estimate { left: 1 << bits, voters: u64::from(voters) })
                .collect(),
            costs,
            supporters,
            low: vec![(0, 1); projects],
            keys: vec![0.0; projects],
            order,
            selected: Vec::new(),
            ties: Vec::new(),
        };
        for at in 0..counter.order.len() {
            let project = counter.order[at];
            let bound = (counter.costs[project], profile.totals[project]);
            counter.set_bound(project, bound);
        }
        counter
    }

    /// A purse in fixed point is never below the true one, and above it by less than this: each
    /// payment was rounded down by less than 2.
    fn error(&self) -> u64 {
        2 * self.selected.len() as u64
    }

    fn set_bound(&mut self, project: usize, bound: (u64, u64)) {
        self.low[project] = bound;
        self.keys[project] = key(bound, self.instance.weight(project));
    }

    /// The next project and its exact price, or none if nothing can be bought any more.
    fn cheapest(&mut self) -> Option<(usize, Offer)> {
        let keys = &self.keys;
        self.order.sort_by(|&one, &other| keys[one].total_cmp(&keys[other]));
        let (mut next, mut limit) = (0, f64::INFINITY);
        let mut pending: Vec<usize> = Vec::new();
        let mut best: Vec<(usize, Offer)> = Vec::new();
        loop {
            while next < self.order.len() && self.keys[self.order[next]] <= limit {
                let project = self.order[next];
                next += 1;
                if self.evaluate(project, limit) {
                    pending.push(project);
                    if best.is_empty() {
                        limit = limit.min(self.keys[project] * MARGIN);
                    }
                }
            }
            for project in extract(&mut pending, |&project| self.keys[project] <= limit) {
                self.price(project, &mut best);
            }
            // The bound that the cheapest exact price sets; without one, the next lower bound.
            let bound = match best.first() {
                Some((project, offer)) => self.above(*project, offer),
                None => {
                    let rest = pending.iter().chain(&self.order[next..]);
                    let lowest =
                        rest.map(|&project| self.keys[project]).fold(f64::INFINITY, f64::min);
                    if lowest == f64::INFINITY {
                        break;
                    }
                    lowest
                }
            };
            if best.is_empty() || bound > limit {
                limit = bound;
            } else {
                break;
            }
        }
        let costs = &self.costs;
        self.order.retain(|&project| costs[project] != u64::MAX);
        self.untie(best)
    }

    /// Prices a project exactly and keeps it if none is cheaper.
    fn price(&mut self, project: usize, best: &mut Vec<(usize, Offer)>) {
        let Some(offer) = self.offer(project) else {
            self.costs[project] = u64::MAX;
            return;
        };
        let comparison = best.first().map_or(Ordering::Less, |(other, cheapest)| {
            let one = &offer.price.numerator * cheapest.price.values * self.instance.weight(*other);
            let other =
                &cheapest.price.numerator * offer.price.values * self.instance.weight(project);
            one.cmp(&other)
        });
        if comparison == Ordering::Less {
            best.clear();
        }
        if comparison != Ordering::Greater {
            best.push((project, offer));
        }
    }

    fn untie(&mut self, mut best: Vec<(usize, Offer)>) -> Option<(usize, Offer)> {
        if best.len() > 1 {
            let tied = best.iter().map(|(project, _)| *project).collect();
            self.ties.push(self.instance.ranks.settle(self.selected.len(), tied));
        }
        let ranks = self.instance.ranks;
        let first = (0..best.len()).min_by_key(|&at| ranks.rank(best[at].0))?;
        Some(best.swap_remove(first))
    }

    /// Not below the exact price per unit of utility of an offer.
    fn above(&self, project: usize, offer: &Offer) -> f64 {
        let part = (offer.part.saturating_add(1)) as f64 / (1u64 << PRICE_BITS) as f64;
        part / self.instance.weight(project) as f64 * (1.0 + SLACK)
    }

    /// Renews the lower bound of a project, or until it is over a limit; false if its supporters
    /// surely cannot pay it.
    fn evaluate(&mut self, project: usize, limit: f64) -> bool {
        let (cost, estimates) = (self.costs[project], &self.estimates);
        let supporters = &mut self.supporters[project];
        let mut all = Sums::default();
        supporters.retain(|&(group, value)| {
            let estimate = &estimates[group as usize];
            all.add(estimate, value, mask(estimate.left > 0));
            // Nothing is left, not even a part too small to see: an estimate is never too low.
            estimate.left > 0
        });
        if all.money < cost || all.values == 0 {
            self.costs[project] = u64::MAX;
            return false;
        }
        let plain = self.instance.profile.plain;
        let weight = self.instance.weight(project);
        let (mut poor, mut bound) = (Sums::default(), self.low[project]);
        for pass in 0..=PASSES {
            let next = match (pass, plain) {
                (PASSES, _) => sorted(supporters, estimates, cost, &all),
                (_, true) => below(supporters, estimates, bound.0.div_ceil(bound.1)),
                (_, false) => unable(supporters, estimates, bound),
            };
            let same = pass > 0 && next.values == poor.values;
            if same || next.values == all.values || next.money >= cost {
                break;
            }
            // Any split between those who give all and those who pay in full gives a lower bound, as
            // nobody pays more than either; and purses are not above `left`.
            poor = next;
            bound = (cost - poor.money, all.values - poor.values);
            if key(bound, weight) > limit {
                break;
            }
        }
        self.set_bound(project, bound);
        true
    }

    /// The exact price of a project, or none if its supporters cannot pay it.
    fn offer(&mut self, project: usize) -> Option<Offer> {
        let (profile, error) = (self.instance.profile, self.error());
        let low = self.low[project];
        let (mut poor, mut others, mut values) = (Vec::new(), Vec::new(), 0u64);
        for &(group, value) in &self.supporters[project] {
            // `left` is not below the purse: those who seem unable are.
            let left = self.estimates[group as usize].left;
            if less(left, low.1, low.0, value) {
                poor.push(group);
            } else {
                others.push((group, value));
                values += u64::from(profile.counts[group as usize]) * u64::from(value);
            }
        }
        let cost = self.instance.costs[project];
        let mut numerator = self.purses.missing(profile, cost, &poor);
        loop {
            if values == 0 {
                return None;
            }
            let price = Price { numerator, values };
            let part = self.purses.part(&price, self.bits + PRICE_BITS);
            let (mut newly, mut emptied) = (Vec::new(), Vec::new());
            others.retain(|&(group, value)| {
                let left = u128::from(self.estimates[group as usize].left.saturating_sub(error))
                    << PRICE_BITS;
                if left >= part.saturating_add(1).saturating_mul(u128::from(value)) {
                    return true;
                }
                let exact = self.purses.left(profile, group);
                let order = (exact * price.values).cmp(&(&price.numerator * value));
                match order {
                    Ordering::Less => newly.push((group, value)),
                    Ordering::Equal => emptied.push(group),
                    Ordering::Greater => {}
                }
                order != Ordering::Less
            });
            if newly.is_empty() {
                poor.extend(emptied);
                return Some(Offer { price, part, exhausted: poor });
            }
            for (group, value) in newly {
                values -= u64::from(profile.counts[group as usize]) * u64::from(value);
                poor.push(group);
            }
            numerator = self.purses.missing(profile, cost, &poor);
        }
    }

    /// Takes the price from the purses of the supporters.
    fn buy(&mut self, project: usize, offer: &Offer) {
        self.purses.pay(project, &offer.price, &offer.exhausted);
        for &(group, value) in &self.supporters[project] {
            let left = &mut self.estimates[group as usize].left;
            if self.purses.spent[group as usize] == NEVER {
                let paid = (offer.part * u128::from(value)) >> PRICE_BITS;
                *left = left.saturating_sub(paid.to_u64().unwrap_or(u64::MAX));
            } else {
                *left = 0;
            }
        }
        self.supporters[project] = Vec::new();
        self.costs[project] = u64::MAX;
        self.order.retain(|&other| other != project);
        self.selected.push(project);
    }
}

/// What a group has left, in fixed point.
#[derive(Clone, Copy)]
struct Estimate {
    /// At least what one voter has left, and more by less than [`Counter::error`]; 0 if and only if
    /// the group has given all it had.
    left: u64,
    voters: u64,
}

/// A lower bound of the price of one unit of utility, from one of the price of one unit of value.
fn key(bound: (u64, u64), weight: u64) -> f64 {
    bound.0 as f64 / (bound.1 as f64 * weight as f64) * (1.0 - SLACK)
}

/// Sums over groups. They wrap, because checks would take longer than the sums, and cannot: all
/// money together is below 2^63, all values together below 2^56.
#[derive(Clone, Copy, Default)]
struct Sums {
    money: u64,
    values: u64,
}

impl Sums {
    /// Adds a group if the mask is full, nothing if it is empty: without a branch, because whether a
    /// group is poor is close to chance.
    fn add(&mut self, group: &Estimate, value: u32, mask: u64) {
        let voters = group.voters & mask;
        self.money = self.money.wrapping_add(voters.wrapping_mul(group.left));
        self.values = self.values.wrapping_add(voters.wrapping_mul(u64::from(value)));
    }
}

/// A full mask for true, an empty one for false.
fn mask(condition: bool) -> u64 {
    u64::from(condition).wrapping_neg()
}

/// Sums over the groups that have less than a price, every value being 1.
fn below(supporters: &[(u32, u32)], estimates: &[Estimate], price: u64) -> Sums {
    let mut sums = Sums::default();
    for &(group, _) in supporters {
        let estimate = &estimates[group as usize];
        sums.add(estimate, 1, mask(estimate.left < price));
    }
    sums
}

/// Sums over the groups that have less than a price times their value.
fn unable(supporters: &[(u32, u32)], estimates: &[Estimate], price: (u64, u64)) -> Sums {
    let mut sums = Sums::default();
    for &(group, value) in supporters {
        let estimate = &estimates[group as usize];
        sums.add(estimate, value, mask(less(estimate.left, price.1, price.0, value)));
    }
    sums
}

/// `left` × `values` < `price` × `value`.
fn less(left: u64, values: u64, price: u64, value: u32) -> bool {
    u128::from(left) * u128::from(values) < u128::from(price) * u128::from(value)
}

/// Sums over those who cannot pay at the price that pays the cost: from the poorest on, whoever
/// cannot pay her part of what is missing.
fn sorted(supporters: &[(u32, u32)], estimates: &[Estimate], cost: u64, all: &Sums) -> Sums {
    let left = |group: u32| u128::from(estimates[group as usize].left);
    let mut ascending = supporters.to_vec();
    ascending.sort_by(|one, other| {
        (left(one.0) * u128::from(other.1)).cmp(&(left(other.0) * u128::from(one.1)))
    });
    let mut sums = Sums::default();
    for (group, value) in ascending {
        let estimate = &estimates[group as usize];
        let (missing, values) = (cost.saturating_sub(sums.money), all.values - sums.values);
        if !less(estimate.left, values, missing, value) {
            break;
        }
        sums.add(estimate, value, u64::MAX);
    }
    sums
}

/// Takes out of a list what satisfies a condition.
fn extract<T>(list: &mut Vec<T>, condition: impl Fn(&T) -> bool) -> Vec<T> {
    let (out, rest) = std::mem::take(list).into_iter().partition(condition);
    *list = rest;
    out
}
