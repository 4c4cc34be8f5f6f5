//! Seats by stratum, fixed before the draw.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Pool, SortitionError};

/// How seats are shared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Allotment {
    /// So many from the whole pool, strata or not.
    Whole(u64),
    /// So many in all, shared among strata in proportion to their people by largest remainders;
    /// equal remainders go to the larger stratum, then to the one whose name comes first.
    Proportional(u64),
    /// So many from each stratum by name; those not named have none.
    Quotas(BTreeMap<String, u64>),
}

/// The seats of one stratum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct StratumSeats {
    /// Its name; absent for the whole pool.
    pub stratum: Option<String>,
    /// How many people.
    pub members: u64,
    /// How many seats.
    pub seats: u64,
}

/// The seats of each stratum, in the order of their names.
///
/// # Errors
/// More seats than people, a quota for a stratum that is not in the pool, strata asked of a pool
/// that has none.
pub fn allot(pool: &Pool, seats: &Allotment) -> Result<Vec<StratumSeats>, SortitionError> {
    let entries = pool.entries();
    let fits = |stratum: Option<String>, seats: u64, members: u64| {
        if seats > members {
            return Err(SortitionError::TooManySeats { stratum, seats, members });
        }
        Ok(StratumSeats { stratum, members, seats })
    };
    let total = entries.len() as u64;
    let mut strata = BTreeMap::<&str, u64>::new();
    for stratum in entries.iter().filter_map(|entry| entry.stratum.as_deref()) {
        *strata.entry(stratum).or_default() += 1;
    }
    match seats {
        Allotment::Whole(seats) => Ok(vec![fits(None, *seats, total)?]),
        _ if strata.is_empty() => Err(SortitionError::NoStrata),
        Allotment::Proportional(seats) => {
            fits(None, *seats, total)?;
            let shares = largest_remainders(*seats, total, &strata);
            let parts = strata.iter().zip(shares);
            parts
                .map(|((stratum, members), seats)| {
                    fits(Some((*stratum).to_owned()), seats, *members)
                })
                .collect()
        }
        Allotment::Quotas(quotas) => {
            if let Some(unknown) = quotas.keys().find(|name| !strata.contains_key(name.as_str())) {
                return Err(SortitionError::UnknownStratum { stratum: unknown.clone() });
            }
            let quota = |stratum: &str| quotas.get(stratum).copied().unwrap_or(0);
            strata
                .iter()
                .map(|(stratum, members)| {
                    fits(Some((*stratum).to_owned()), quota(stratum), *members)
                })
                .collect()
        }
    }
}

fn largest_remainders(seats: u64, total: u64, strata: &BTreeMap<&str, u64>) -> Vec<u64> {
    let exact = |members: u64| u128::from(seats) * u128::from(members);
    let total = u128::from(total);
    let whole = |members: u64| {
        u64::try_from(exact(members) / total).expect("a share of the seats is at most the seats")
    };
    let mut shares: Vec<u64> = strata.values().map(|members| whole(*members)).collect();
    let mut order: Vec<(usize, u64)> = strata.values().copied().enumerate().collect();
    // Names are in order already, and the sort is stable.
    order.sort_by_key(|(_, members)| std::cmp::Reverse((exact(*members) % total, *members)));
    let given: u64 = shares.iter().sum();
    let left = usize::try_from(seats - given).expect("fewer are left than there are strata");
    for (stratum, _) in order.into_iter().take(left) {
        shares[stratum] += 1;
    }
    shares
}
