//! What the caisse can pay: allocations reserved, invoices accepted, what is owed to the levels.
//!
//! Absent on purpose: orders and signatures (`domain`), the bank's files.

use caisse_domain::Organisation;
use caisse_domain::allocations::AllocationState;
use caisse_domain::payments::{Beneficiary, Item};
use caisse_domain::projects::ExpenseState;
use caisse_units::Amount;

/// Everything that waits for an order: what is reserved and what is invoiced.
pub fn waiting(house: &Organisation) -> Vec<Beneficiary> {
    let reserved = house
        .allocations
        .all()
        .filter(|(_, allocation)| allocation.state == AllocationState::Reserved)
        .map(|(id, _)| Beneficiary::Allocation(id));
    let invoiced = house
        .projects
        .expenses()
        .filter(|(_, expense)| expense.state == ExpenseState::Accepted)
        .map(|(id, _)| Beneficiary::Supplier(id));
    reserved.chain(invoiced).collect()
}

/// What is named (or all that waits), at its amount, and what is owed to the levels.
pub fn items(house: &Organisation, named: &[Beneficiary], levels: bool) -> Vec<Item> {
    let named = if named.is_empty() { waiting(house) } else { named.to_vec() };
    let mut items: Vec<Item> =
        named.into_iter().map(|to| Item { to, amount: amount(house, to) }).collect();
    if levels {
        for (level, _) in house.rules.levels() {
            let to = Beneficiary::Level(level);
            let owed = amount(house, to);
            if owed.is_positive() {
                items.push(Item { to, amount: owed });
            }
        }
    }
    items
}

/// What a beneficiary is to be paid; nothing for one that is not known.
pub fn amount(house: &Organisation, to: Beneficiary) -> Amount {
    match to {
        Beneficiary::Allocation(id) => {
            house.allocations.get(id).map_or(Amount::ZERO, |known| known.amount)
        }
        Beneficiary::Supplier(id) => {
            house.projects.expense(id).map_or(Amount::ZERO, |known| known.invoice.amount)
        }
        Beneficiary::Level(level) => house.owed_to(level).minus(house.payments.ordered_for(level)),
    }
}
