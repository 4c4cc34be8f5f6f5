//! Conflicting claims on exact numbers: the methods of [`crate::sharing`], whatever the unit.

use caisse_units::Amount;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, ToPrimitive};

use super::{Exact, FormulaError};
use crate::sharing::{Method, SharingError, divide};

/// The award of each when `endowment` is shared among `claims` by `method`; they sum to it, and none
/// is negative or above its claim. The numbers are first brought to their common unit, of which the
/// claims together may have up to 2⁶³.
///
/// # Errors
/// Those of [`divide`](crate::sharing::divide()).
pub fn awards(
    endowment: &Exact,
    claims: &[Exact],
    method: Method,
) -> Result<Vec<Exact>, FormulaError> {
    let numbers = claims.iter().chain([endowment]);
    let unit = numbers.fold(BigInt::one(), |unit, number| unit.lcm(number.denom()));
    let whole = |number: &Exact| {
        let scaled = number * &unit;
        scaled.to_integer().to_i64().map(Amount::from_cents).ok_or(SharingError::OutOfBounds)
    };
    let claims = claims.iter().map(whole).collect::<Result<Vec<_>, _>>()?;
    let shares = divide(whole(endowment)?, &claims, method)?;
    let unit = BigInt::from(shares.denominator()) * unit;
    let awards = shares.numerators().iter();
    Ok(awards.map(|award| Exact::new(BigInt::from(*award), unit.clone())).collect())
}
