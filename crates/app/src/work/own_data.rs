//! Everything that is known of a member, for that member (GDPR art. 15 and 20).
//!
//! Absent on purpose: who may ask.

use caisse_domain::identity::MemberId;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::error::ExecuteError;

/// Everything, as values; null for nobody. Linear in the claims and allocations of the caisse.
///
/// # Errors
/// [`ExecuteError`] when the vault cannot be read.
pub fn everything(desk: &Desk, member: MemberId) -> Result<Value, ExecuteError> {
    let house = desk.state()?;
    let Some(known) = house.members.get(member) else { return Ok(Value::Null) };
    let data = desk.people.personal(member)?;
    let situation = desk.people.situation(house, member, desk.today())?;
    let claims: Vec<_> = house
        .contributions
        .claims()
        .filter(|(_, claim)| claim.member == member)
        .map(|(id, claim)| {
            json!({
                "claim": id.to_string(), "month": claim.month, "called": claim.called,
                "paid": claim.paid, "waived": claim.waived, "due": claim.due,
            })
        })
        .collect();
    let allocations: Vec<_> = house
        .allocations
        .all()
        .filter(|(_, allocation)| allocation.member == member)
        .map(|(id, allocation)| {
            json!({
                "allocation": id.to_string(), "rule": house.allocations.rule_of(allocation),
                "amount": allocation.amount, "on": allocation.on, "state": allocation.state,
            })
        })
        .collect();
    Ok(json!({
        "member": member.to_string(),
        "personal": serde_json::to_value(&data).unwrap_or_default(),
        "situation": situation,
        "category": known.category,
        "joined": known.joined,
        "standings": known.standings,
        "helpers": house.members.helpers_of(member),
        "contributions": claims,
        "allocations": allocations,
        "credit": house.contributions.credit(member),
    }))
}
