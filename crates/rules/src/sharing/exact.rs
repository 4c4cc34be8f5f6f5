//! Exact shares over one denominator, and their rounding by largest remainders.

use caisse_units::Amount;
use num_bigint::BigInt;
use num_rational::Ratio;

use super::SharingError;

/// An exact number of cents, of any size.
pub type Exact = Ratio<BigInt>;

/// The most participants that one sharing takes: a hundred million. Below it, no intermediate
/// product leaves `i128`.
pub const PARTICIPANTS_LIMIT: usize = 100_000_000;

/// Who takes a remaining cent first among equal fractional parts. The order is part of the rule
/// that the assembly votes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ties<'a> {
    /// The participant who stands earlier in the list.
    #[default]
    Earlier,
    /// The participant who stands later in the list.
    Later,
    /// The participant with the smaller rank (a draw, a seniority); equal ranks: the earlier one.
    Ranked(&'a [u32]),
}

impl Ties<'_> {
    /// The rank of the participant at `index` among `count`.
    fn rank(&self, index: usize, count: usize) -> (u32, usize) {
        match self {
            Ties::Earlier => (0, index),
            Ties::Later => (0, count - index),
            Ties::Ranked(ranks) => (ranks[index], index),
        }
    }

    /// Refuses a list of ranks that does not have one rank for each of `count` participants.
    pub(super) fn check(&self, count: usize) -> Result<(), SharingError> {
        match self {
            Ties::Ranked(ranks) if ranks.len() != count => {
                Err(SharingError::ListsDiffer { participants: count, given: ranks.len() })
            }
            _ => Ok(()),
        }
    }
}

/// The exact share of each participant, in cents: fractions over one positive denominator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExactShares {
    numerators: Vec<i128>,
    denominator: i128,
}

impl ExactShares {
    /// Shares from their numerators and their common, positive denominator.
    pub(super) fn new(numerators: Vec<i128>, denominator: i128) -> ExactShares {
        debug_assert!(denominator > 0, "a denominator counts or sums something");
        ExactShares { numerators, denominator }
    }

    /// Shares that are whole cents.
    pub(super) fn whole(cents: Vec<i128>) -> ExactShares {
        ExactShares::new(cents, 1)
    }

    /// The numerators, one for each participant.
    pub fn numerators(&self) -> &[i128] {
        &self.numerators
    }

    /// The denominator common to all shares; positive.
    pub fn denominator(&self) -> i128 {
        self.denominator
    }

    /// The exact share of the participant at `index`, reduced, in cents; `None` beyond the list.
    pub fn share(&self, index: usize) -> Option<Ratio<i128>> {
        self.numerators.get(index).map(|numerator| Ratio::new(*numerator, self.denominator))
    }

    /// The sum of all shares, in cents.
    pub fn total(&self) -> Ratio<i128> {
        Ratio::new(self.numerators.iter().sum(), self.denominator)
    }

    /// The shares in whole cents that sum to the same total: each is floored, then one cent goes to
    /// each of the largest fractional parts, in the order of `ties`. Nobody moves by a cent or more,
    /// and a share that is whole already does not move. O(n).
    ///
    /// # Errors
    /// When the ranks of `ties` are not as many as the shares, when the shares do not sum to whole
    /// cents, or when a share leaves the bounds of [`Amount`].
    pub fn round(&self, ties: Ties<'_>) -> Result<Vec<Amount>, SharingError> {
        let sum: i128 = self.numerators.iter().sum();
        if sum % self.denominator != 0 {
            return Err(SharingError::NotWholeCents);
        }
        let floors = self.numerators.iter().map(|n| n.div_euclid(self.denominator));
        let floors: Option<Vec<i64>> = floors.map(|floor| i64::try_from(floor).ok()).collect();
        let floors = floors.ok_or(SharingError::OutOfBounds)?;
        let fractions: Vec<i128> =
            self.numerators.iter().map(|n| n.rem_euclid(self.denominator)).collect();
        hand_out(floors, &fractions, sum / self.denominator, ties)
    }
}

/// Adds one cent to the largest of `fractions` until `floors` sum to `total`; ties as stated.
pub(super) fn hand_out<Fraction: Ord>(
    mut floors: Vec<i64>,
    fractions: &[Fraction],
    total: i128,
    ties: Ties<'_>,
) -> Result<Vec<Amount>, SharingError> {
    let count = floors.len();
    ties.check(count)?;
    let left = total - floors.iter().map(|floor| i128::from(*floor)).sum::<i128>();
    let left = usize::try_from(left).ok().filter(|left| *left <= count);
    let left = left.ok_or(SharingError::NotWholeCents)?;
    if left > 0 {
        let mut order: Vec<usize> = (0..count).collect();
        let before = |a: &usize, b: &usize| {
            let by_fraction = fractions[*b].cmp(&fractions[*a]);
            by_fraction.then_with(|| ties.rank(*a, count).cmp(&ties.rank(*b, count)))
        };
        if left < count {
            order.select_nth_unstable_by(left, before);
        }
        for index in &order[..left] {
            floors[*index] = floors[*index].checked_add(1).ok_or(SharingError::OutOfBounds)?;
        }
    }
    Ok(floors.into_iter().map(Amount::from_cents).collect())
}
