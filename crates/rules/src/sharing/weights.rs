//! Sharing a total by weights: equally, in proportion, by voted keys.
//!
//! A negative total is shared as its opposite, so that a cancellation undoes a sharing to the cent.

use caisse_units::Amount;

use super::{ExactShares, PARTICIPANTS_LIMIT, SharingError, Ties};

/// Who takes the cents that are left once each share is rounded toward zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemainderTo<'a> {
    /// One named participant, by position from 0.
    Participant(usize),
    /// One cent to each of the largest fractional parts.
    LargestRemainders(Ties<'a>),
}

/// Shares `total` equally among `count` participants; the odd cents go by `ties`. O(n).
///
/// # Errors
/// When there is nobody, or too many, or when the ranks of `ties` are not as many as the participants.
pub fn equally(total: Amount, count: usize, ties: Ties<'_>) -> Result<Vec<Amount>, SharingError> {
    check_count(count)?;
    if count == 0 {
        return Err(SharingError::NobodyToShareAmong);
    }
    signed(total, |cents| ExactShares::new(vec![cents; count], count as i128).round(ties))
}

/// Shares `total` in proportion to `weights`, which may be of any unit; the odd cents go by largest
/// remainders, then `ties`. O(n).
///
/// # Errors
/// When a weight is negative, when none is positive, when they sum to 2⁶³ or more, when there are
/// too many, or when the ranks of `ties` are not as many as the weights.
pub fn in_proportion(
    total: Amount,
    weights: &[i64],
    ties: Ties<'_>,
) -> Result<Vec<Amount>, SharingError> {
    let sum = sum_of_weights(weights)?;
    if sum == 0 {
        return Err(SharingError::NobodyToShareAmong);
    }
    signed(total, |cents| proportion(cents, weights, sum).round(ties))
}

/// Shares `total` by `keys` out of `whole` (1 000 000 for parts per million): each takes
/// total × key / whole rounded toward zero, and what is left goes to `remainder`. O(n).
///
/// # Errors
/// When the keys do not sum to `whole`, when one is negative, when the taker is not in the list, or
/// when the ranks of the ties are not as many as the keys.
pub fn by_keys(
    total: Amount,
    keys: &[i64],
    whole: i64,
    remainder: RemainderTo<'_>,
) -> Result<Vec<Amount>, SharingError> {
    let sum = sum_of_weights(keys)?;
    if sum != whole || whole == 0 {
        return Err(SharingError::KeysNotWhole { sum, whole });
    }
    let taker = match remainder {
        RemainderTo::LargestRemainders(ties) => {
            return signed(total, |cents| proportion(cents, keys, whole).round(ties));
        }
        RemainderTo::Participant(position) if position >= keys.len() => {
            return Err(SharingError::NoSuchTaker { position, count: keys.len() });
        }
        RemainderTo::Participant(position) => position,
    };
    let mut left = total.cents();
    let mut shares = Vec::with_capacity(keys.len());
    for key in keys {
        let exact = i128::from(total.cents()) * i128::from(*key) / i128::from(whole);
        let share = i64::try_from(exact).expect("a key is at most the whole");
        left -= share;
        shares.push(Amount::from_cents(share));
    }
    shares[taker] = Amount::from_cents(shares[taker].cents() + left);
    Ok(shares)
}

/// total × weight over the sum of the weights: both factors are at most 2⁶³.
fn proportion(cents: i128, weights: &[i64], sum: i64) -> ExactShares {
    ExactShares::new(weights.iter().map(|weight| cents * i128::from(*weight)).collect(), sum.into())
}

fn signed(
    total: Amount,
    share: impl Fn(i128) -> Result<Vec<Amount>, SharingError>,
) -> Result<Vec<Amount>, SharingError> {
    let mut shares = share(i128::from(total.cents()).abs())?;
    if total.is_negative() {
        shares.iter_mut().for_each(|share| *share = -*share);
    }
    Ok(shares)
}

fn sum_of_weights(weights: &[i64]) -> Result<i64, SharingError> {
    check_count(weights.len())?;
    let mut sum = 0_i64;
    for (position, weight) in weights.iter().enumerate() {
        if *weight < 0 {
            return Err(SharingError::NegativeWeight { position, weight: *weight });
        }
        sum = sum.checked_add(*weight).ok_or(SharingError::OutOfBounds)?;
    }
    Ok(sum)
}

fn check_count(count: usize) -> Result<(), SharingError> {
    if count > PARTICIPANTS_LIMIT {
        return Err(SharingError::TooManyParticipants { count, at_most: PARTICIPANTS_LIMIT });
    }
    Ok(())
}
