//! Transfers between participants, brought to whole cents that still sum to zero.
//!
//! Positive: receives. Negative: pays.

use caisse_units::Amount;
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};

use super::exact::hand_out;
use super::{Exact, SharingError, Ties};

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
