//! Transfers between participants, brought to whole cents that still sum to zero.
//!
//! Positive: receives. Negative: pays.

use caisse_units::Amount;
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};

use super::exact::hand_out;
use super::{Exact, SharingError, Ties};

/// Who bears what transfers lack to sum to zero.
#[derive(Clone, Copy, Debug)]
pub enum Bearer<'a> {
    /// Nobody: they must sum to zero.
    Nobody,
    /// Who pays, each in proportion to its payment.
    Payers,
    /// Who receives, each in proportion to its receipt.
    Receivers,
    /// Both sides, half each, in the same way.
    Both,
    /// All, in proportion to these weights, at least zero.
    Weights(&'a [i64]),
}

/// Brings raw transfers to a sum of zero: `bearer` takes the difference. Exact; O(n).
///
/// # Errors
/// When nobody is to bear a difference, when those who are do not take part, when a weight is
/// negative, or when the weights are not as many as the transfers.
pub fn balance(raw: &[Exact], bearer: Bearer<'_>) -> Result<Vec<Exact>, SharingError> {
    let excess: Exact = raw.iter().sum();
    if excess.is_zero() {
        return Ok(raw.to_vec());
    }
    let nobody = || SharingError::NobodyToBear { excess: excess.clone() };
    let received: Exact = raw.iter().filter(|x| x.is_positive()).sum();
    let paid = &received - &excess;
    let volume = match bearer {
        Bearer::Nobody => return Err(SharingError::TransfersDoNotBalance { excess }),
        Bearer::Weights(weights) => return borne_by_weights(raw, &excess, weights),
        Bearer::Payers => received.clone(),
        Bearer::Receivers => paid.clone(),
        Bearer::Both => (&received + &paid) / BigInt::from(2),
    };
    if received.is_zero() || paid.is_zero() {
        return Err(nobody());
    }
    let (receivers, payers) = (&volume / &received, &volume / &paid);
    Ok(raw.iter().map(|x| if x.is_positive() { x * &receivers } else { x * &payers }).collect())
}

fn borne_by_weights(
    raw: &[Exact],
    excess: &Exact,
    weights: &[i64],
) -> Result<Vec<Exact>, SharingError> {
    if weights.len() != raw.len() {
        return Err(SharingError::ListsDiffer { participants: raw.len(), given: weights.len() });
    }
    if let Some(position) = weights.iter().position(|weight| *weight < 0) {
        return Err(SharingError::NegativeWeight { position, weight: weights[position] });
    }
    let sum: BigInt = weights.iter().map(|weight| BigInt::from(*weight)).sum();
    if sum.is_zero() {
        return Err(SharingError::NobodyToBear { excess: excess.clone() });
    }
    let unit = excess / sum;
    Ok(raw.iter().zip(weights).map(|(x, weight)| x - &unit * BigInt::from(*weight)).collect())
}

/// Rounds transfers side by side: the volume (what all receive together) is rounded first, half a
/// cent upward; then receivers and payers are each brought to that volume by largest remainders. The
/// published volume is the same on both sides, and who has nothing to pay or receive stays at
/// nothing. O(n).
///
/// # Errors
/// When the transfers do not sum to zero, leave the bounds of [`Amount`], or when the ranks of
/// `ties` are not as many as the transfers.
pub fn round_transfers(exact: &[Exact], ties: Ties<'_>) -> Result<Vec<Amount>, SharingError> {
    check_balance(exact)?;
    ties.check(exact.len())?;
    let received: Exact = exact.iter().filter(|x| x.is_positive()).sum();
    let volume = (received * BigInt::from(2) + BigInt::from(1)) / BigInt::from(2);
    let volume = volume.floor().to_integer().to_i64().ok_or(SharingError::OutOfBounds)?;
    let one_side = |keep: fn(&Exact) -> bool| {
        let side: Vec<Exact> =
            exact.iter().map(|x| if keep(x) { x.abs() } else { Exact::zero() }).collect();
        floor_and_hand_out(&side, volume.into(), ties)
    };
    let receivers = one_side(Signed::is_positive)?;
    let payers = one_side(Signed::is_negative)?;
    Ok(receivers.into_iter().zip(payers).map(|(in_, out)| in_.minus(out)).collect())
}

/// Rounds transfers together by largest remainders: each is floored (a payer pays up to a cent more),
/// then the cents that are left go to the largest fractional parts. Simpler than
/// [`round_transfers`], but the volume is whatever comes out.
///
/// # Errors
/// Those of [`round_transfers`].
pub fn round_signed(exact: &[Exact], ties: Ties<'_>) -> Result<Vec<Amount>, SharingError> {
    check_balance(exact)?;
    floor_and_hand_out(exact, 0, ties)
}

fn check_balance(exact: &[Exact]) -> Result<(), SharingError> {
    let excess: Exact = exact.iter().sum();
    if excess.is_zero() {
        return Ok(());
    }
    Err(SharingError::TransfersDoNotBalance { excess })
}

fn floor_and_hand_out(
    exact: &[Exact],
    total: i128,
    ties: Ties<'_>,
) -> Result<Vec<Amount>, SharingError> {
    let floors: Option<Vec<i64>> = exact.iter().map(|x| x.floor().to_integer().to_i64()).collect();
    let fractions: Vec<Exact> = exact.iter().map(|x| x - x.floor()).collect();
    hand_out(floors.ok_or(SharingError::OutOfBounds)?, &fractions, total, ties)
}
