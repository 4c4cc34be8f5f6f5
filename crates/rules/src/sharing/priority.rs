//! Serving claims in order, or up to a level, and saying what remains.

use caisse_units::Amount;

use super::claims::sum_of;
use super::{Method, PARTICIPANTS_LIMIT, SharingError, Ties, share};

/// What each participant receives, and what is left of the total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// The amounts, one for each participant, never above the claim.
    pub awards: Vec<Amount>,
    /// What is left once every claim is served; nothing when the total was short.
    pub left: Amount,
}

/// Serves every claim in full when `total` suffices, and says what is left; shares `total` by
/// `method` otherwise.
///
/// # Errors
/// Those of [`share`], except that a total above the claims is no error.
pub fn serve(
    total: Amount,
    claims: &[Amount],
    method: Method,
    ties: Ties<'_>,
) -> Result<Served, SharingError> {
    ties.check(claims.len())?;
    let claimed = sum_of(claims, PARTICIPANTS_LIMIT)?;
    if total >= claimed {
        return Ok(Served { awards: claims.to_vec(), left: total.minus(claimed) });
    }
    Ok(Served { awards: share(total, claims, method, ties)?, left: Amount::ZERO })
}

/// Serves the participants class by class, the lowest number first. A class is served in full
/// before the next one gets anything; the class that cannot be is shared by `method`. O(n log n).
///
/// # Errors
/// Those of [`share`], except that a total above the claims is no error; and classes or ranks that
/// are not as many as the claims.
pub fn by_priority(
    total: Amount,
    claims: &[Amount],
    classes: &[u32],
    method: Method,
    ties: Ties<'_>,
) -> Result<Served, SharingError> {
    if classes.len() != claims.len() {
        let (participants, given) = (claims.len(), classes.len());
        return Err(SharingError::ListsDiffer { participants, given });
    }
    ties.check(claims.len())?;
    if total.is_negative() {
        return Err(SharingError::TotalNegative { total });
    }
    sum_of(claims, PARTICIPANTS_LIMIT)?;
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_key(|index| classes[*index]);
    let mut awards = vec![Amount::ZERO; claims.len()];
    let mut left = total;
    for class in order.chunk_by(|a, b| classes[*a] == classes[*b]) {
        let of_class: Vec<Amount> = class.iter().map(|index| claims[*index]).collect();
        let ranks = ranks_of_class(ties, class);
        let served = match (&ranks, ties) {
            (Some(ranks), _) => serve(left, &of_class, method, Ties::Ranked(ranks)),
            (None, ties) => serve(left, &of_class, method, ties),
        }?;
        for (index, award) in class.iter().zip(served.awards) {
            awards[*index] = award;
        }
        left = served.left;
        if left.is_zero() {
            break;
        }
    }
    Ok(Served { awards, left })
}

fn ranks_of_class(ties: Ties<'_>, class: &[usize]) -> Option<Vec<u32>> {
    match ties {
        Ties::Ranked(ranks) => Some(class.iter().map(|index| ranks[*index]).collect()),
        Ties::Earlier | Ties::Later => None,
    }
}

/// Raises all who hold less than `level` up to it (“raise all under 200 to 200”); when `total` is
/// short, `method` shares it among what each lacks. With [`Method::EqualLosses`] the lowest are
/// raised first, to a common level.
///
/// # Errors
/// Those of [`share`], except that a total above what is lacking is no error.
pub fn raise_to_level(
    total: Amount,
    holdings: &[Amount],
    level: Amount,
    method: Method,
    ties: Ties<'_>,
) -> Result<Served, SharingError> {
    let mut lacking = Vec::with_capacity(holdings.len());
    for holding in holdings {
        let gap = level.checked_sub(*holding).ok_or(SharingError::OutOfBounds)?;
        lacking.push(gap.max(Amount::ZERO));
    }
    if total.is_negative() {
        return Err(SharingError::TotalNegative { total });
    }
    serve(total, &lacking, method, ties)
}
