//! What the methods of the rule language mean, in terms of this module; both evaluators ask here.

use caisse_units::Amount;
use num_bigint::BigInt;

use super::{
    Bearer, Exact, Method, RemainderTo, SharingError, Ties, balance, by_keys, by_priority, equally,
    in_proportion, raise_to_level, round_transfers, serve,
};
use crate::tree::{Column, Expression, Key, Residue, SharingMethod};

/// The part of each taker when `whole` is split by keys: rounded toward zero, and what is left goes
/// to `remainder_to`.
///
/// # Errors
/// When the keys do not make 100 %, or the taker of what is left is not one of them.
pub fn split(whole: Amount, keys: &[Key], remainder_to: &str) -> Result<Vec<Amount>, SharingError> {
    let rates: Vec<i64> = keys.iter().map(|key| key.rate.parts_per_million()).collect();
    let position = keys.iter().position(|key| key.name == remainder_to).unwrap_or(keys.len());
    by_keys(whole, &rates, 1_000_000, RemainderTo::Participant(position))
}

/// Each participant's share of `total`, in whole cents.
///
/// `column` gives the units of a column for each of `participants` (a yes counts 1, a no 0); `level`
/// the amount of a level. A method whose claims are all covered serves them and leaves the rest.
///
/// # Errors
/// What `column` and `level` give, or a [`SharingError`] for a total that cannot be shared so. Keys
/// and transfers have an amount for each participant: [`split`] and [`transfers`] answer for them.
pub fn shares<Failure: From<SharingError>>(
    total: Amount,
    method: &SharingMethod,
    participants: usize,
    column: impl Fn(&Column) -> Result<Vec<i64>, Failure>,
    level: impl FnOnce(&Expression) -> Result<Amount, Failure>,
) -> Result<Vec<Amount>, Failure> {
    if total.is_negative() {
        return Err(SharingError::TotalNegative { total }.into());
    }
    let amounts = |of: &Column| -> Result<Vec<Amount>, Failure> {
        Ok(column(of)?.into_iter().map(Amount::from_cents).collect())
    };
    let claims = |of: &Column, method| -> Result<Vec<Amount>, Failure> {
        Ok(serve(total, &amounts(of)?, method, Ties::Earlier)?.awards)
    };
    Ok(match method {
        SharingMethod::ByKeys { .. } | SharingMethod::Transfers { .. } => {
            return Err(SharingError::NobodyToShareAmong.into());
        }
        SharingMethod::Equally { among: None } => equally(total, participants, Ties::Earlier)?,
        SharingMethod::Equally { among: Some(among) } => {
            in_proportion(total, &column(among)?, Ties::Earlier)?
        }
        SharingMethod::InProportion { weights }
        | SharingMethod::LargestRemainders { weights, tie_order: None } => {
            in_proportion(total, &column(weights)?, Ties::Earlier)?
        }
        SharingMethod::LargestRemainders { weights, tie_order: Some(order) } => {
            let ranks = ranks(&column(order)?);
            in_proportion(total, &column(weights)?, Ties::Ranked(&ranks))?
        }
        SharingMethod::ConstrainedEqualAwards { claims: of } => claims(of, Method::EqualAwards)?,
        SharingMethod::ConstrainedEqualLosses { claims: of } => claims(of, Method::EqualLosses)?,
        SharingMethod::Talmud { claims: of } => claims(of, Method::Talmud)?,
        SharingMethod::PriorityClasses { claims: of, classes } => {
            let classes = ranks(&column(classes)?);
            let claims = amounts(of)?;
            by_priority(total, &claims, &classes, Method::Proportional, Ties::Earlier)?.awards
        }
        SharingMethod::UpTo { holdings, level: up_to } => {
            let (holdings, up_to) = (amounts(holdings)?, level(up_to)?);
            raise_to_level(total, &holdings, up_to, Method::EqualLosses, Ties::Earlier)?.awards
        }
    })
}

/// What each participant receives (above zero) or pays (below), from the raw transfers in exact cents:
/// brought to a sum of zero, then to multiples of `step` cents that still sum to zero.
///
/// # Errors
/// What `column` gives, or a [`SharingError`] when the transfers cannot be balanced.
pub fn transfers<Failure: From<SharingError>>(
    raw: &[Exact],
    residue: &Residue,
    step: i64,
    column: impl Fn(&Column) -> Result<Vec<i64>, Failure>,
) -> Result<Vec<Amount>, Failure> {
    let balanced = match residue {
        Residue::Nobody => balance(raw, Bearer::Nobody),
        Residue::Payers => balance(raw, Bearer::Payers),
        Residue::Receivers => balance(raw, Bearer::Receivers),
        Residue::Both => balance(raw, Bearer::Both),
        Residue::Carriers(of) => balance(raw, Bearer::Weights(&column(of)?)),
    }?;
    let step = step.max(1);
    let steps: Vec<Exact> = balanced.into_iter().map(|x| x / BigInt::from(step)).collect();
    let amounts = round_transfers(&steps, Ties::Earlier)?.into_iter();
    let amounts = amounts.map(|amount| amount.cents().checked_mul(step).map(Amount::from_cents));
    Ok(amounts.collect::<Option<_>>().ok_or(SharingError::OutOfBounds)?)
}

/// The rank of each value among the different values, from 0.
fn ranks(values: &[i64]) -> Vec<u32> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let rank = |value: &i64| sorted.binary_search(value).expect("each value is in the sorted list");
    values.iter().map(|value| u32::try_from(rank(value)).unwrap_or(u32::MAX)).collect()
}
