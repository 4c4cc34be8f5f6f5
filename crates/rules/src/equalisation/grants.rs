//! Grants by points and by criteria, with tunnels and thresholds.

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::keys::not_negative;
use super::schemes::mean;
use super::{Exact, FormulaError, parse};

/// A town that may take part in the rural grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Town {
    /// Inhabitants.
    pub population: Exact,
    /// Financial potential per inhabitant.
    pub potential: Exact,
    /// Its effort of taxation.
    pub effort: Exact,
    /// Whether it takes part.
    pub eligible: bool,
}

/// The points of each town: population × max(0, 2 − potential / mean) × min(effort, 1.2), the mean
/// being the simple mean of the potentials given; none for a town that does not take part.
///
/// # Errors
/// [`FormulaError::Nobody`]; [`FormulaError::Divisor`] when the mean potential is zero.
pub fn points(towns: &[Town]) -> Result<Vec<Exact>, FormulaError> {
    let potentials: Vec<Exact> = towns.iter().map(|town| town.potential.clone()).collect();
    let mean = mean(&potentials)?;
    if mean.is_zero() {
        return Err(FormulaError::Divisor);
    }
    let most = parse("1.2").expect("a number of the law");
    Ok(towns
        .iter()
        .map(|town| {
            if !town.eligible {
                return Exact::zero();
            }
            let need =
                (Exact::from_integer(BigInt::from(2)) - &town.potential / &mean).max(Exact::zero());
            &town.population * need * town.effort.clone().min(most.clone())
        })
        .collect())
}

/// A pool shared in proportion to points, exact.
///
/// # Errors
/// [`FormulaError::Negative`]; [`FormulaError::Divisor`] when there is no point.
pub fn by_points(pool: &Exact, points: &[Exact]) -> Result<Vec<Exact>, FormulaError> {
    not_negative(points)?;
    let sum: Exact = points.iter().sum();
    if sum.is_zero() {
        return Err(FormulaError::Divisor);
    }
    Ok(points.iter().map(|one| pool * one / &sum).collect())
}

/// An amount kept between 0.9 and 1.2 times last year's; a newcomer, who had nothing, keeps the amount.
pub fn tunnel(amount: &Exact, last: &Exact) -> Exact {
    if last.is_zero() {
        return amount.clone();
    }
    let times = |text: &str| parse(text).expect("a number of the law") * last;
    amount.clone().clamp(times("0.9"), times("1.2"))
}

/// A department in the care fund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Department {
    /// Aged people.
    pub aged: Exact,
    /// Spending of the year.
    pub spending: Exact,
    /// Financial potential.
    pub potential: Exact,
    /// Households with the minimum income.
    pub minimum_income: Exact,
}

/// The part of each department: 2 × (0.50 aged + 0.20 spending − 0.25 potential + 0.05 minimum income),
/// each as a share of the total; the parts sum to one (Code de l'action sociale, R14-10-38). The
/// minus sign can make a part negative: it is told as it is.
///
/// # Errors
/// [`FormulaError::Nobody`]; [`FormulaError::Divisor`] when a total is zero.
pub fn care_parts(departments: &[Department]) -> Result<Vec<Exact>, FormulaError> {
    if departments.is_empty() {
        return Err(FormulaError::Nobody);
    }
    let weights = ["0.50", "0.20", "-0.25", "0.05"];
    let weights = weights.map(|text| parse(text).expect("a number of the law"));
    let criteria = |one: &Department| {
        [&one.aged, &one.spending, &one.potential, &one.minimum_income].map(Clone::clone)
    };
    let mut totals = [0, 1, 2, 3].map(|_| Exact::zero());
    for department in departments {
        for (total, value) in totals.iter_mut().zip(criteria(department)) {
            *total += value;
        }
    }
    if totals.iter().any(Zero::is_zero) {
        return Err(FormulaError::Divisor);
    }
    let part = |department: &Department| {
        let shares = criteria(department).into_iter().zip(&totals);
        let weighted = shares.zip(&weights).map(|((value, total), weight)| value / total * weight);
        weighted.sum::<Exact>() * BigInt::from(2)
    };
    Ok(departments.iter().map(part).collect())
}

/// The amounts of the care fund: by parts (a negative part counts as none), never above the spending;
/// then, with a threshold, the fund covers what spending less amount has above that share of the
/// potential, and the others are cut in proportion, repeated until nobody exceeds (L14-10-6).
///
/// # Errors
/// Those of [`care_parts`]; [`FormulaError::FundTooSmall`] when the threshold cannot be met.
pub fn care_amounts(
    fund: &Exact,
    departments: &[Department],
    threshold: Option<&Exact>,
) -> Result<Vec<Exact>, FormulaError> {
    let parts: Vec<Exact> =
        care_parts(departments)?.into_iter().map(|part| part.max(Exact::zero())).collect();
    let mut fixed: Vec<Option<Exact>> = vec![None; departments.len()];
    loop {
        let amounts = shared(fund, departments, &parts, &fixed)?;
        let Some(threshold) = threshold else { return Ok(amounts) };
        let mut changed = false;
        for (index, department) in departments.iter().enumerate() {
            let borne = &department.spending - &amounts[index];
            let most = threshold * &department.potential;
            if fixed[index].is_none() && borne > most {
                fixed[index] = Some(&department.spending - most);
                changed = true;
            }
        }
        if !changed {
            return Ok(amounts);
        }
    }
}

/// The fund, less what is fixed, by the parts of the others.
fn shared(
    fund: &Exact,
    departments: &[Department],
    parts: &[Exact],
    fixed: &[Option<Exact>],
) -> Result<Vec<Exact>, FormulaError> {
    let needed: Exact = fixed.iter().flatten().sum();
    let left = fund - &needed;
    if left.is_negative() {
        return Err(FormulaError::FundTooSmall {
            needed: needed.into(),
            fund: fund.clone().into(),
        });
    }
    let free = parts.iter().zip(fixed).filter(|(_, fixed)| fixed.is_none());
    let sum: Exact = free.map(|(part, _)| part).sum();
    let unit = if sum.is_zero() { Exact::zero() } else { left / sum };
    let amounts = departments.iter().zip(parts).zip(fixed);
    Ok(amounts
        .map(|((department, part), fixed)| match fixed {
            Some(amount) => amount.clone(),
            None => (part * &unit).min(department.spending.clone()),
        })
        .collect())
}
