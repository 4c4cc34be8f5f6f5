//! The monthly statement of a caisse, computed from its own state.

use std::collections::BTreeSet;

use caisse_units::{Amount, Month};

use super::{Refusal, Statement};
use crate::Organisation;
use crate::allocations::{AllocationState, RequestState};

/// The months whose spending gives the pace.
const PACE: u32 = 3;

/// Where we stand at the end of a closed month. Linear in claims, receipts and allocations.
///
/// # Errors
/// [`Refusal::MonthOpen`]: figures that can still change are not published.
pub fn statement(
    house: &Organisation,
    month: Month,
    base: Option<Amount>,
) -> Result<Statement, Refusal> {
    if !house.periods.is_month_closed(month) {
        return Err(Refusal::MonthOpen { month });
    }
    let last = month.last_day();
    let claims = || house.contributions.claims_of(month).map(|(_, claim)| claim);
    let contributors: BTreeSet<_> = claims().map(|claim| claim.member).collect();
    let in_month = |day: caisse_units::Day| day.month() == month;
    let received = house
        .contributions
        .receipts()
        .filter(|(_, receipt)| in_month(receipt.on) && receipt.returned.is_none())
        .map(|(_, receipt)| receipt.amount)
        .sum();
    let granted = house
        .allocations
        .all()
        .filter(|(_, one)| in_month(one.on))
        .filter(|(_, one)| {
            !matches!(one.state, AllocationState::Cancelled(_) | AllocationState::Expired(_))
        })
        .map(|(_, one)| one.amount)
        .sum();
    let waits =
        |state: &RequestState| matches!(state, RequestState::Asked | RequestState::Appealed { .. });
    let asked = house
        .allocations
        .requests()
        .filter(|(_, request)| request.on <= last && waits(&request.state))
        .count();
    let survival = house.ledger.survival(&house.chart, month, PACE);
    let floor = house.rules.reserve_floor(last);
    Ok(Statement {
        month,
        members: house.members.active_on(last).count() as u64,
        contributors: contributors.len() as u64,
        base,
        called: claims().map(|claim| claim.called).sum(),
        received,
        granted,
        asked: asked as u64,
        available: survival.free.minus(floor),
        floor,
        survival: survival.tenths.and_then(|tenths| u32::try_from(tenths).ok()),
    })
}
