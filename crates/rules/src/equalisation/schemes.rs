//! Formulas that compare what each body needs with what it could pay.

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::keys::not_negative;
use super::{Exact, FormulaError, parse};

/// A scheme of the compensation of 1974 between wage earners' pensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Its pensioners.
    pub pensioners: Exact,
    /// Their mean yearly pension.
    pub mean_pension: Exact,
    /// The wages of its contributors under the ceiling.
    pub wages: Exact,
}

/// What the compensation gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compensation {
    /// The reference pension: the lowest mean.
    pub reference: Exact,
    /// The uniform rate on wages.
    pub rate: Exact,
    /// What each scheme pays (above zero) or receives (below), in the sign of the law.
    pub balances: Vec<Exact>,
}

/// A fictitious single scheme pays everyone the reference pension out of a uniform rate on wages
/// (Code de la sécurité sociale, art. D134-2, text of 2003-2011).
///
/// # Errors
/// [`FormulaError::Nobody`], [`FormulaError::Negative`], [`FormulaError::Divisor`] without wages.
pub fn pension_compensation(schemes: &[Scheme]) -> Result<Compensation, FormulaError> {
    let reference = schemes.iter().map(|scheme| &scheme.mean_pension).min();
    let reference = reference.ok_or(FormulaError::Nobody)?.clone();
    for scheme in schemes {
        not_negative(&[&scheme.pensioners, &scheme.mean_pension, &scheme.wages].map(Clone::clone))?;
    }
    let wages: Exact = schemes.iter().map(|scheme| &scheme.wages).sum();
    if wages.is_zero() {
        return Err(FormulaError::Divisor);
    }
    let pensioners: Exact = schemes.iter().map(|scheme| &scheme.pensioners).sum();
    let rate = &reference * pensioners / wages;
    let balance = |scheme: &Scheme| &rate * &scheme.wages - &reference * &scheme.pensioners;
    let balances = schemes.iter().map(balance).collect();
    Ok(Compensation { reference, rate, balances })
}

/// What the risk compensation gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RiskCompensation {
    /// The rate on income that pays for all needs.
    pub rate: Exact,
    /// The need of each fund at standard costs.
    pub needs: Vec<Exact>,
    /// What each fund could pay at the rate.
    pub powers: Vec<Exact>,
    /// What each receives (above zero) or pays (below).
    pub transfers: Vec<Exact>,
}

/// The need of each fund at standard costs, less its income at the rate that pays for all needs
/// (RSAV §§ 10, 11, 12 and 16, text of 2012).
///
/// # Errors
/// [`FormulaError::ListsDiffer`], [`FormulaError::Negative`], [`FormulaError::Divisor`] without income.
pub fn risk_compensation(
    needs: Vec<Exact>,
    incomes: &[Exact],
) -> Result<RiskCompensation, FormulaError> {
    if needs.len() != incomes.len() {
        return Err(FormulaError::ListsDiffer { one: needs.len(), other: incomes.len() });
    }
    not_negative(&needs)?;
    not_negative(incomes)?;
    let income: Exact = incomes.iter().sum();
    if income.is_zero() {
        return Err(FormulaError::Divisor);
    }
    let rate = needs.iter().sum::<Exact>() / income;
    let powers: Vec<Exact> = incomes.iter().map(|income| &rate * income).collect();
    let transfers = needs.iter().zip(&powers).map(|(need, power)| need - power).collect();
    Ok(RiskCompensation { rate, needs, powers, transfers })
}

/// The factor of the German equalisation of 2005-2019 at a gap between 0 and 1 (FAG § 10): steeper the
/// wider the gap, continuous at 0.07 and 0.20.
///
/// # Errors
/// [`FormulaError::Negative`]: a gap is an absolute value.
pub fn gap_factor(gap: &Exact) -> Result<Exact, FormulaError> {
    if gap.is_negative() {
        return Err(FormulaError::Negative { position: 0, number: gap.clone() });
    }
    let number = |text: &str| parse(text).expect("a number of the law");
    Ok(if *gap <= number("0.07") {
        gap * (number("13/7") * gap + number("11/25"))
    } else if *gap <= number("0.20") {
        gap * (number("5/26") * gap + number("35/52")) - number("2121/260000")
    } else {
        number("3/4") * gap - number("317/20000")
    })
}

/// What each receives to stand at the same level: own capacity, the counted share of the resources,
/// and the payment (Canada, Federal-Provincial Fiscal Arrangements Act, s. 3.2).
pub fn level(capacity: &Exact, resources: &Exact, share: &Exact, payment: &Exact) -> Exact {
    capacity + resources * share + payment
}

/// The mean of a list.
///
/// # Errors
/// [`FormulaError::Nobody`].
pub fn mean(numbers: &[Exact]) -> Result<Exact, FormulaError> {
    if numbers.is_empty() {
        return Err(FormulaError::Nobody);
    }
    Ok(numbers.iter().sum::<Exact>() / BigInt::from(numbers.len()))
}
