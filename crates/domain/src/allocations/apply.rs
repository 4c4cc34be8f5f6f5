//! What events change in requests and allocations.

use caisse_units::Amount;

use super::{Allocation, AllocationState, Allocations, Event, Request, RequestState};
use crate::identity::{AllocationId, PaymentId};
use crate::payments::{self, Beneficiary, Item, Payments};

/// Applies an event that was decided; trusts the journal.
pub fn apply(allocations: &mut Allocations, event: &Event) {
    match event {
        Event::Asked { member, rule, asked, documents, sensitive, on, .. } => {
            allocations.requests.push(Request {
                member: *member,
                rule: rule.clone(),
                asked: *asked,
                documents: documents.clone(),
                sensitive: *sensitive,
                on: *on,
                state: RequestState::Asked,
            });
        }
        Event::Granted { request, allocation, computed, amount, expires, entry, .. } => {
            let answered = &mut allocations.requests[request.index()];
            answered.state = RequestState::Granted(*allocation);
            let (member, rule) = (answered.member, answered.rule.clone());
            let granted = Allocation {
                member,
                amount: *amount,
                computed: *computed,
                on: entry.date,
                rule: rule_index(allocations, &rule),
                expense: entry.postings[0].account,
                request: Some(*request),
                expires: *expires,
                state: AllocationState::Reserved,
            };
            reserve(allocations, granted);
        }
        Event::Refused { request, reasons, .. } => {
            allocations.requests[request.index()].state =
                RequestState::Refused { reasons: reasons.clone() };
        }
        Event::Appealed { request, reasons, .. } => {
            allocations.requests[request.index()].state =
                RequestState::Appealed { reasons: reasons.clone() };
        }
        Event::PeriodicGranted {
            month,
            rule,
            on,
            first,
            members,
            computed,
            amounts,
            expense,
            ..
        } => {
            let rule = rule_index(allocations, rule);
            let count = u32::try_from(members.len()).expect("fewer members than numbers");
            allocations.granted.entry((rule, *month)).or_default().push((*first, count));
            for ((member, computed), amount) in members.iter().zip(computed).zip(amounts) {
                let granted = Allocation {
                    member: *member,
                    amount: *amount,
                    computed: *computed,
                    on: *on,
                    rule,
                    expense: *expense,
                    request: None,
                    expires: None,
                    state: AllocationState::Reserved,
                };
                reserve(allocations, granted);
            }
        }
        Event::Cancelled { allocation, on, .. } => {
            release(allocations, *allocation, AllocationState::Cancelled(*on));
        }
        Event::Expired { allocations: expired, on, .. } => {
            for allocation in expired {
                release(allocations, *allocation, AllocationState::Expired(*on));
            }
        }
    }
}

/// Follows a payment order: its allocations are ordered, reserved again, or paid.
pub fn follow_payment(allocations: &mut Allocations, payments: &Payments, event: &payments::Event) {
    let (items, state): (&[Item], AllocationState) = match event {
        payments::Event::Prepared { payment, items, .. } => {
            (items, AllocationState::Ordered(*payment))
        }
        payments::Event::Abandoned { payment, .. } => {
            (items_of(payments, *payment), AllocationState::Reserved)
        }
        payments::Event::Executed { payment, entry, .. } => {
            (items_of(payments, *payment), AllocationState::Paid(entry.date))
        }
        payments::Event::Undone { payment, .. } => {
            (items_of(payments, *payment), AllocationState::Ordered(*payment))
        }
        payments::Event::Signed { .. } => return,
    };
    let undone = matches!(event, payments::Event::Undone { .. });
    for item in items {
        if let Beneficiary::Allocation(allocation) = item.to {
            match state {
                AllocationState::Paid(_) => release(allocations, allocation, state),
                _ if undone => reserve_again(allocations, allocation, state),
                _ => allocations.list[allocation.index()].state = state,
            }
        }
    }
}

fn items_of(payments: &Payments, payment: PaymentId) -> &[Item] {
    payments.get(payment).map_or(&[], |order| &order.items)
}

fn rule_index(allocations: &mut Allocations, rule: &str) -> u16 {
    let known = allocations.rules.iter().position(|name| name == rule);
    let index = known.unwrap_or_else(|| {
        allocations.rules.push(rule.to_owned());
        allocations.rules.len() - 1
    });
    u16::try_from(index).expect("fewer than 65,536 rules")
}

fn reserve(allocations: &mut Allocations, allocation: Allocation) {
    allocations.reserved = allocations.reserved.plus(allocation.amount);
    let year = (allocation.member, allocation.rule, allocation.on.year());
    let received = allocations.received.entry(year).or_default();
    *received = received.plus(allocation.amount);
    allocations.list.push(allocation);
}

/// What was paid by mistake is reserved again.
fn reserve_again(allocations: &mut Allocations, allocation: AllocationId, state: AllocationState) {
    let kept = &mut allocations.list[allocation.index()];
    kept.state = state;
    allocations.reserved = allocations.reserved.plus(kept.amount);
}

fn release(allocations: &mut Allocations, allocation: AllocationId, state: AllocationState) {
    let released = &mut allocations.list[allocation.index()];
    released.state = state;
    let amount: Amount = released.amount;
    allocations.reserved = allocations.reserved.minus(amount);
    if !matches!(state, AllocationState::Paid(_)) {
        let year = (released.member, released.rule, released.on.year());
        let received = allocations.received.entry(year).or_default();
        *received = received.minus(amount);
    }
}
