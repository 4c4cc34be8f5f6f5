//! Tables that must balance: what was paid against what was received, what was advanced against what
//! was final.

use num_traits::Zero;

use super::{Exact, FormulaError};

/// The sum of a column.
pub fn total(column: &[Exact]) -> Exact {
    column.iter().sum()
}

/// What remains to be settled: final less advance, one by one.
///
/// # Errors
/// [`FormulaError::ListsDiffer`].
pub fn settlements(last: &[Exact], advances: &[Exact]) -> Result<Vec<Exact>, FormulaError> {
    if last.len() != advances.len() {
        return Err(FormulaError::ListsDiffer { one: last.len(), other: advances.len() });
    }
    Ok(last.iter().zip(advances).map(|(last, advance)| last - advance).collect())
}

/// How many of the one there are for one of the other.
///
/// # Errors
/// [`FormulaError::Divisor`].
pub fn ratio(of: &Exact, by: &Exact) -> Result<Exact, FormulaError> {
    if by.is_zero() {
        return Err(FormulaError::Divisor);
    }
    Ok(of / by)
}
