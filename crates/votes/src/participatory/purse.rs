//! What each group of voters has left, exactly.
//!
//! A voter who has not paid her last unit for some project has paid the full price for every
//! selected project that she supports. So what is left to her is the endowment minus a sum of prices
//! times values; and whatever it is, it needs no fraction of its own: only the prices are kept,
//! over one common denominator, which grows by a small factor with each project.
//!
//! Absent on purpose: the choice of the next project.

use num_bigint::BigUint;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};

use super::utility::Profile;

/// The mark of a group that still has money, or of a project that is not selected.
pub(crate) const NEVER: u32 = u32::MAX;

/// The purses of all groups, after some projects were paid.
#[derive(Clone, Debug)]
pub(crate) struct Purses {
    /// The common denominator of what follows.
    denominator: BigUint,
    /// What each voter started with.
    start: BigUint,
    /// By rank of selection: the price of one unit of value.
    prices: Vec<BigUint>,
    /// By project: its rank of selection, or [`NEVER`].
    pub ranks: Vec<u32>,
    /// By group: the rank of the project that took its last unit, or [`NEVER`].
    pub spent: Vec<u32>,
}

/// The price of one unit of value of a project: `numerator / values`, over the denominator of the
/// purses.
#[derive(Clone, Debug)]
pub(crate) struct Price {
    pub numerator: BigUint,
    pub values: u64,
}

impl Purses {
    /// Everybody has `start` = `numerator / denominator`.
    pub fn new(profile: &Profile, projects: usize, start: &(BigUint, BigUint)) -> Purses {
        Purses {
            denominator: start.1.clone(),
            start: start.0.clone(),
            prices: Vec::new(),
            ranks: vec![NEVER; projects],
            spent: vec![NEVER; profile.groups()],
        }
    }

    /// How many projects were paid.
    pub fn paid(&self) -> usize {
        self.prices.len()
    }

    /// What is missing to a cost when the groups give all they have left (0 if nothing is).
    pub fn missing(&self, profile: &Profile, cost: u64, groups: &[u32]) -> BigUint {
        let (had, paid) = self.had_and_paid(profile, groups.iter().copied());
        let owed = &self.denominator * cost + paid;
        if owed > had { owed - had } else { BigUint::zero() }
    }

    /// What the groups have left, all their voters together.
    pub fn together(&self, profile: &Profile, groups: impl Iterator<Item = u32>) -> BigRational {
        let (had, paid) = self.had_and_paid(profile, groups);
        self.ratio(had - paid)
    }

    /// What the voters of those groups that still have money started with, and what they paid.
    fn had_and_paid(
        &self,
        profile: &Profile,
        groups: impl Iterator<Item = u32>,
    ) -> (BigUint, BigUint) {
        let mut voters = 0u64;
        let mut values = vec![0u64; self.prices.len()];
        for group in groups.filter(|group| self.spent[*group as usize] == NEVER) {
            let count = u64::from(profile.counts[group as usize]);
            voters += count;
            for &(project, value) in profile.group(group as usize) {
                let rank = self.ranks[project as usize];
                if rank != NEVER {
                    values[rank as usize] += count * u64::from(value);
                }
            }
        }
        let mut paid = BigUint::zero();
        for (price, &values) in self.prices.iter().zip(&values).filter(|(_, values)| **values > 0) {
            paid += price * values;
        }
        (&self.start * voters, paid)
    }

    /// What one voter of a group has left.
    pub fn left(&self, profile: &Profile, group: u32) -> BigUint {
        self.left_before(profile, group, self.prices.len() as u32)
    }

    /// What one voter of a group had left before the project of a rank was paid.
    pub fn left_before(&self, profile: &Profile, group: u32, rank: u32) -> BigUint {
        if self.spent[group as usize] < rank {
            return BigUint::zero();
        }
        let mut paid = BigUint::zero();
        for &(project, value) in profile.group(group as usize) {
            let earlier = self.ranks[project as usize];
            if earlier < rank {
                paid += &self.prices[earlier as usize] * value;
            }
        }
        // What was paid in full never exceeds what there was: the poor are marked when they pay.
        &self.start - paid
    }

    /// A price, in parts of the endowment of which 2^`bits` make the whole, rounded down.
    pub fn part(&self, price: &Price, bits: u32) -> u128 {
        let whole = &self.start * price.values;
        if whole.is_zero() {
            return u128::MAX;
        }
        ((&price.numerator << bits) / whole).to_u128().unwrap_or(u128::MAX)
    }

    /// Records that a project was paid at a price, and that some groups gave all they had.
    pub fn pay(&mut self, project: usize, price: &Price, exhausted: &[u32]) {
        let remainder = (&price.numerator % price.values).to_u64().unwrap_or(0);
        let common = remainder.gcd(&price.values);
        let factor = price.values / common;
        if factor != 1 {
            self.denominator *= factor;
            self.start *= factor;
            for earlier in &mut self.prices {
                *earlier *= factor;
            }
        }
        let rank = self.prices.len() as u32;
        self.prices.push(&price.numerator / common);
        self.ranks[project] = rank;
        for &group in exhausted {
            let mark = &mut self.spent[group as usize];
            if *mark == NEVER {
                *mark = rank;
            }
        }
    }

    /// The price of one unit of value of the project of a rank.
    pub fn price(&self, rank: usize) -> BigRational {
        self.ratio(self.prices[rank].clone())
    }

    /// What one voter of a group, who gives the project a value, paid for the project of a rank.
    pub fn payment(&self, profile: &Profile, group: u32, value: u32, rank: u32) -> BigRational {
        let paid = match self.spent[group as usize] {
            last if last < rank => BigUint::zero(),
            last if last == rank => self.left_before(profile, group, rank),
            _ => &self.prices[rank as usize] * value,
        };
        self.ratio(paid)
    }

    /// What one voter of a group has left at the end.
    pub fn purse(&self, profile: &Profile, group: u32) -> BigRational {
        self.ratio(self.left(profile, group))
    }

    fn ratio(&self, numerator: BigUint) -> BigRational {
        BigRational::new(numerator.into(), self.denominator.clone().into())
    }
}
