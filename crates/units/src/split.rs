//! Dividing an amount into parts that always sum to the whole.

use crate::{Amount, Rate};

/// Splits `whole` by rates: every part but one is `rate × whole` rounded toward zero, and the part
/// at index `remainder_taker` takes what is left, so that the parts always sum to the whole.
///
/// Returns `None` when the rates do not sum to 100 %, one is negative, or `remainder_taker` is not
/// an index of `rates`. Linear in the number of parts.
pub fn by_rates(whole: Amount, rates: &[Rate], remainder_taker: usize) -> Option<Vec<Amount>> {
    let total: i64 = rates.iter().map(|rate| rate.parts_per_million()).sum();
    let negative = rates.iter().any(|rate| rate.parts_per_million() < 0);
    if remainder_taker >= rates.len() || negative || total != Rate::WHOLE.parts_per_million() {
        return None;
    }
    let mut left = whole.cents();
    let mut parts = Vec::with_capacity(rates.len());
    for rate in rates {
        let exact = i128::from(whole.cents()) * i128::from(rate.parts_per_million());
        let part = i64::try_from(exact / 1_000_000).ok()?;
        left -= part;
        parts.push(Amount::from_cents(part));
    }
    parts[remainder_taker] = Amount::from_cents(parts[remainder_taker].cents() + left);
    Some(parts)
}

/// Splits `whole` in proportion to `weights` by largest remainders: each part is floored, then the
/// remaining cents go one by one to the largest fractional parts, ties to the earlier part.
///
/// The parts sum to the whole. Returns `None` when `weights` has a negative or sums to zero, or when
/// `whole` is negative. O(n log n).
pub fn in_proportion(whole: Amount, weights: &[i64]) -> Option<Vec<Amount>> {
    let total: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if whole.is_negative() || total <= 0 || weights.iter().any(|weight| *weight < 0) {
        return None;
    }
    let mut parts = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    let mut left = i128::from(whole.cents());
    for (index, weight) in weights.iter().enumerate() {
        let exact = i128::from(whole.cents()) * i128::from(*weight);
        let floor = exact / total;
        left -= floor;
        parts.push(i64::try_from(floor).ok()?);
        remainders.push((std::cmp::Reverse(exact % total), index));
    }
    remainders.sort_unstable();
    for (_, index) in remainders.iter().take(usize::try_from(left).ok()?) {
        parts[*index] += 1;
    }
    Some(parts.into_iter().map(Amount::from_cents).collect())
}
