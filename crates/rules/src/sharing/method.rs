//! What the methods of the rule language mean, in terms of this module; both evaluators ask here.

use caisse_units::Amount;

use super::{
    Method, RemainderTo, SharingError, Ties, by_keys, by_priority, equally, in_proportion,
    raise_to_level, serve,
};
use crate::tree::{Column, Expression, Key, SharingMethod};

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
/// What `column` and `level` give, or a [`SharingError`] for a total that cannot be shared so; by
/// keys it is [`split`] that answers.
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
        SharingMethod::ByKeys { .. } => return Err(SharingError::NobodyToShareAmong.into()),
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

/// The rank of each value among the different values, from 0.
fn ranks(values: &[i64]) -> Vec<u32> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let rank = |value: &i64| sorted.binary_search(value).expect("each value is in the sorted list");
    values.iter().map(|value| u32::try_from(rank(value)).unwrap_or(u32::MAX)).collect()
}
