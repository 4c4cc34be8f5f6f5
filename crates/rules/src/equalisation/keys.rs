//! Totals split by keys, seats by weights, and how the sum survives the rounding.

use num_bigint::BigInt;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::{Exact, FormulaError};
use crate::sharing::{self, SharingError, Ties};

/// Splits a total by keys that sum to one, in multiples of `unit` that sum to the total: largest
/// remainders, ties to the earlier.
///
/// # Errors
/// [`FormulaError::KeysNotWhole`], [`FormulaError::Negative`] for a key; [`FormulaError::NotOfUnit`].
pub fn split(total: &Exact, keys: &[Exact], unit: &Exact) -> Result<Vec<Exact>, FormulaError> {
    check_keys(keys)?;
    let quotas: Vec<Exact> = keys.iter().map(|key| total * key).collect();
    largest_remainders(total, &quotas, unit)
}

/// How far the shares are from the total when each is rounded alone, half up: their sum less the
/// total, in units.
///
/// # Errors
/// Those of [`split`].
pub fn naive_excess(total: &Exact, keys: &[Exact], unit: &Exact) -> Result<Exact, FormulaError> {
    check_keys(keys)?;
    check_unit(total, unit)?;
    let rounded: Exact = keys.iter().map(|key| nearest(&(total * key / unit))).sum();
    Ok(rounded - total / unit)
}

/// Shares whole units by weights: largest remainders, ties to the earlier.
///
/// # Errors
/// [`FormulaError::Negative`], [`FormulaError::Divisor`] when no weight is above zero.
pub fn apportion(units: u64, weights: &[Exact]) -> Result<Vec<Exact>, FormulaError> {
    not_negative(weights)?;
    let sum: Exact = weights.iter().sum();
    if sum.is_zero() {
        return Err(FormulaError::Divisor);
    }
    let total = Exact::from_integer(BigInt::from(units));
    let quotas: Vec<Exact> = weights.iter().map(|weight| &total * weight / &sum).collect();
    largest_remainders(&total, &quotas, &Exact::one())
}

/// Rounds signed transfers that sum to zero, in multiples of `unit`: together by largest remainders,
/// or side by side (`two_sided`), the volume first.
///
/// # Errors
/// [`FormulaError::Sharing`] when they do not sum to zero; [`FormulaError::Divisor`] for a unit of
/// zero.
pub fn round_signed(
    amounts: &[Exact],
    unit: &Exact,
    two_sided: bool,
) -> Result<Vec<Exact>, FormulaError> {
    check_unit(&Exact::zero(), unit)?;
    let units: Vec<Exact> = amounts.iter().map(|amount| amount / unit).collect();
    let rounded = match two_sided {
        true => sharing::round_transfers(&units, Ties::Earlier),
        false => sharing::round_signed(&units, Ties::Earlier),
    }?;
    Ok(rounded.into_iter().map(|one| unit * BigInt::from(one.cents())).collect())
}

/// Each amount to the nearest multiple of `unit`, half away from zero.
///
/// # Errors
/// [`FormulaError::Divisor`] for a unit of zero.
pub fn round_each(amounts: &[Exact], unit: &Exact) -> Result<Vec<Exact>, FormulaError> {
    check_unit(&Exact::zero(), unit)?;
    Ok(amounts.iter().map(|amount| nearest(&(amount / unit)) * unit).collect())
}

fn nearest(number: &Exact) -> Exact {
    let half = Exact::new(BigInt::one(), BigInt::from(2));
    let up = (number.abs() + half).floor();
    if number.is_negative() { -up } else { up }
}

fn largest_remainders(
    total: &Exact,
    quotas: &[Exact],
    unit: &Exact,
) -> Result<Vec<Exact>, FormulaError> {
    check_unit(total, unit)?;
    let quotas: Vec<Exact> = quotas.iter().map(|quota| quota / unit).collect();
    let floors: Vec<Exact> = quotas.iter().map(Exact::floor).collect();
    let left = total / unit - floors.iter().sum::<Exact>();
    let left = left.to_integer().to_usize().ok_or(SharingError::OutOfBounds)?;
    let mut order: Vec<usize> = (0..quotas.len()).collect();
    // A stable sort: of equal fractions the earlier stays first.
    order.sort_by(|a, b| (&quotas[*b] - &floors[*b]).cmp(&(&quotas[*a] - &floors[*a])));
    let mut shares = floors;
    for index in order.into_iter().take(left) {
        shares[index] += BigInt::one();
    }
    Ok(shares.into_iter().map(|share| share * unit).collect())
}

fn check_keys(keys: &[Exact]) -> Result<(), FormulaError> {
    not_negative(keys)?;
    let sum: Exact = keys.iter().sum();
    if sum != Exact::one() {
        return Err(FormulaError::KeysNotWhole { sum });
    }
    Ok(())
}

fn check_unit(total: &Exact, unit: &Exact) -> Result<(), FormulaError> {
    if !unit.is_positive() {
        return Err(FormulaError::Divisor);
    }
    if !(total / unit).is_integer() {
        return Err(FormulaError::NotOfUnit {
            total: total.clone().into(),
            unit: unit.clone().into(),
        });
    }
    Ok(())
}

/// Refuses a list with a number under zero.
pub(super) fn not_negative(numbers: &[Exact]) -> Result<(), FormulaError> {
    match numbers.iter().position(Signed::is_negative) {
        Some(position) => {
            Err(FormulaError::Negative { position, number: numbers[position].clone() })
        }
        None => Ok(()),
    }
}
