//! The laws that must hold in every state, whatever was asked and whatever failed. Each is computed
//! here in the plainest way, from the entries and the events, not from what the house keeps.

mod votes;

use std::collections::BTreeMap;

use caisse_domain::allocations::AllocationState;
use caisse_domain::contributions::{self, Receipt};
use caisse_domain::identity::{BankLineId, EntryId, LevelId, MemberId};
use caisse_domain::ledger::{JournalCode, Party, Use};
use caisse_domain::payments::{Beneficiary, PaymentState};
use caisse_domain::{Event, Organisation, books, payments};
use caisse_units::Amount;

/// A law that does not hold, and where.
pub type Broken = String;

/// Checks every law on a state and the events that led to it.
///
/// # Errors
/// The first law that does not hold.
pub fn check(house: &Organisation, events: &[Event]) -> Result<(), Broken> {
    check_state(house)?;
    votes::check(house, events)?;
    levels_are_owed_their_shares(house, events)?;
    closed_months_stand(house, events)
}

/// Checks the laws that a state alone can show.
///
/// # Errors
/// The first law that does not hold.
pub fn check_state(house: &Organisation) -> Result<(), Broken> {
    entries_balance(house)?;
    claims_add_up(house)?;
    instalments_add_up(house)?;
    collections_hold_their_claims(house)?;
    members_accounts_are_their_claims(house)?;
    what_is_reserved_is_owed(house)?;
    the_bank_account_is_its_lines(house)?;
    payments_have_two_signatures(house)
}

fn must(holds: bool, law: impl FnOnce() -> String) -> Result<(), Broken> {
    if holds { Ok(()) } else { Err(law()) }
}

fn equal(law: &str, of: &str, found: Amount, expected: Amount) -> Result<(), Broken> {
    must(found == expected, || {
        format!("{law}: {of} is {} instead of {}", found.cents(), expected.cents())
    })
}

fn entries_balance(house: &Organisation) -> Result<(), Broken> {
    let mut balances: BTreeMap<_, Amount> = BTreeMap::new();
    for entry in house.ledger.entries() {
        let mut total = Amount::ZERO;
        for posting in entry.postings() {
            total = total.plus(posting.amount);
            let balance = balances.entry(posting.account).or_default();
            *balance = balance.plus(posting.amount);
        }
        must(total.is_zero(), || format!("entry {} does not balance", entry.id()))?;
    }
    for (account, balance) in &balances {
        let kept = house.ledger.balance(*account);
        equal("a balance is the sum of its postings", &account.to_string(), kept, *balance)?;
    }
    must(house.ledger.is_the_fold_of_its_entries(), || {
        "the ledger is not the fold of its entries".to_owned()
    })
}

/// A claim that a collection asks for is among its debits, and the other way round, until they came.
fn collections_hold_their_claims(house: &Organisation) -> Result<(), Broken> {
    let contributions = &house.contributions;
    for (id, claim) in contributions.claims() {
        let asked = contributions.in_collection(id);
        let held = claim.in_collection.is_some();
        must(held == asked.is_positive(), || {
            format!("{id} is in a collection: {held}, which asks {} for it", asked.cents())
        })?;
    }
    Ok(())
}

/// What is late of a claim that was spread is a part of what is left, and it is late when its due
/// date has passed.
fn instalments_add_up(house: &Organisation) -> Result<(), Broken> {
    let contributions = &house.contributions;
    for (id, claim) in contributions.claims() {
        let Some(plan) = contributions.plan(id) else { continue };
        let Some(last) = plan.instalments.last() else {
            return Err(format!("{id} has an empty plan"));
        };
        let end = last.due.max(plan.before).plus_days(1);
        let late = contributions.late_on(id, end);
        equal("all of a plan is late after its end", &id.to_string(), late, claim.left())?;
        let day_after = claim.due.plus_days(1);
        let first = contributions.late_on(id, day_after);
        must(first.is_positive() == claim.left().is_positive(), || {
            format!("{id} is due {} but {} is late the day after", claim.due, first.cents())
        })?;
    }
    Ok(())
}

fn claims_add_up(house: &Organisation) -> Result<(), Broken> {
    let contributions = &house.contributions;
    for (id, claim) in contributions.claims() {
        let parts = [claim.left(), claim.paid, claim.waived];
        must(parts.iter().all(|part| !part.is_negative()), || {
            format!("{id} has a negative part: left, paid, waived are {parts:?}")
        })?;
        let listed = contributions.open_claims(claim.member).contains(&id);
        must(listed == claim.left().is_positive(), || {
            format!("{id} is listed as open: {listed}, but {} is left", claim.left().cents())
        })?;
    }
    for (member, _) in house.members.all() {
        let credit = contributions.credit(member);
        must(!credit.is_negative(), || format!("the credit of {member} is negative"))?;
    }
    Ok(())
}

fn members_accounts_are_their_claims(house: &Organisation) -> Result<(), Broken> {
    let account = house.chart.account(Use::ContributionsReceivable);
    let mut owed: BTreeMap<MemberId, Amount> = BTreeMap::new();
    for (_, claim) in house.contributions.claims() {
        let sum = owed.entry(claim.member).or_default();
        *sum = sum.plus(claim.left());
    }
    for (member, _) in house.members.all() {
        let left = owed.get(&member).copied().unwrap_or_default();
        let expected = left.minus(house.contributions.credit(member));
        let found = house.ledger.party_balance(account, Party::Member(member));
        let law = "a member's account is what is left of the claims less the credit";
        equal(law, &member.to_string(), found, expected)?;
    }
    Ok(())
}

fn what_is_reserved_is_owed(house: &Organisation) -> Result<(), Broken> {
    let account = house.chart.account(Use::AllocationsPayable);
    let mut reserved: BTreeMap<MemberId, Amount> = BTreeMap::new();
    for (_, allocation) in house.allocations.all() {
        let open =
            matches!(allocation.state, AllocationState::Reserved | AllocationState::Ordered(_));
        if open {
            let sum = reserved.entry(allocation.member).or_default();
            *sum = sum.plus(allocation.amount);
        }
    }
    for (member, _) in house.members.all() {
        let expected = -reserved.get(&member).copied().unwrap_or_default();
        let found = house.ledger.party_balance(account, Party::Member(member));
        let law = "what is owed to a member is what is reserved";
        equal(law, &member.to_string(), found, expected)?;
    }
    let total: Amount = reserved.values().copied().sum();
    equal("what is reserved", "the total", house.allocations.reserved(), total)
}

/// By the events: shares of the receipts that stand, less what orders executed.
fn levels_are_owed_their_shares(house: &Organisation, events: &[Event]) -> Result<(), Broken> {
    let mut owed: BTreeMap<String, Amount> = BTreeMap::new();
    let mut receipts: Vec<&Receipt> = Vec::new();
    let mut add = |receipt: &Receipt, sign: i64| {
        for share in &receipt.shares {
            let sum = owed.entry(share.level.clone()).or_default();
            *sum = sum.plus(Amount::from_cents(sign * share.amount.cents()));
        }
    };
    let mut paid: BTreeMap<LevelId, Amount> = BTreeMap::new();
    for event in events {
        match event {
            Event::Contributions(contributions::Event::Received { content, .. }) => {
                add(content, 1);
                receipts.push(content);
            }
            Event::Contributions(contributions::Event::DebitsSettled {
                receipts: many, ..
            }) => {
                for receipt in many {
                    add(receipt, 1);
                    receipts.push(receipt);
                }
            }
            Event::Contributions(contributions::Event::ReceivedTogether {
                receipts: together,
                ..
            }) => {
                for receipt in together {
                    add(receipt, 1);
                    receipts.push(receipt);
                }
            }
            Event::Contributions(contributions::Event::DebitSettled { content, .. }) => {
                add(content, 1);
                receipts.push(content);
            }
            Event::Contributions(contributions::Event::ReturnUndone { receipt, .. }) => {
                add(receipts[receipt.index()], 1);
            }
            Event::Contributions(
                contributions::Event::Returned { receipt, .. }
                | contributions::Event::DebitUndone { receipt, .. },
            ) => {
                add(receipts[receipt.index()], -1);
            }
            Event::Contributions(
                contributions::Event::DebitsUndone { receipts: undone, .. }
                | contributions::Event::TogetherUndone { receipts: undone, .. },
            ) => {
                for receipt in undone {
                    add(receipts[receipt.index()], -1);
                }
            }
            Event::Contributions(contributions::Event::ReceiptUndone { receipt, .. }) => {
                add(receipts[receipt.index()], -1);
            }
            Event::Payments(
                payments::Event::Executed { payment, .. } | payments::Event::Undone { payment, .. },
            ) => {
                let undone = matches!(event, Event::Payments(payments::Event::Undone { .. }));
                let order = house.payments.get(*payment).ok_or("an unknown order was executed")?;
                for item in &order.items {
                    if let Beneficiary::Level(level) = item.to {
                        let sum = paid.entry(level).or_default();
                        *sum = sum.plus(if undone { -item.amount } else { item.amount });
                    }
                }
            }
            _ => (),
        }
    }
    for (level, name) in house.rules.levels() {
        let shares = owed.get(name).copied().unwrap_or_default();
        let expected = shares.minus(paid.get(&level).copied().unwrap_or_default());
        equal("a level is owed its shares", name, house.owed_to(level), expected)?;
    }
    Ok(())
}

/// The bank account in the books is its opening balance and the statement lines that are explained.
fn the_bank_account_is_its_lines(house: &Organisation) -> Result<(), Broken> {
    let open: Vec<BankLineId> = house.bank.open_lines().map(|(id, _)| id).collect();
    let explained = house.bank.lines().filter(|(id, _, _)| !open.contains(id));
    let lines: Amount = explained.map(|(_, line, _)| line.amount).sum();
    let bank = house.chart.account(Use::Bank);
    let openings = house.ledger.entries().filter(|entry| entry.journal() == JournalCode::Opening);
    let opened: Amount = openings
        .flat_map(|entry| entry.postings())
        .filter(|posting| posting.account == bank)
        .map(|posting| posting.amount)
        .sum();
    let expected = opened.plus(lines);
    let found = house.ledger.balance(house.chart.account(Use::Bank));
    equal("the bank account is the sum of its explained lines", "the bank", found, expected)
}

fn payments_have_two_signatures(house: &Organisation) -> Result<(), Broken> {
    for (id, order) in house.payments.all() {
        let mut signed = order.signatures.clone();
        signed.sort_unstable();
        signed.dedup();
        must(signed.len() == order.signatures.len(), || format!("{id} is signed twice by one"))?;
        let done = matches!(order.state, PaymentState::Signed | PaymentState::Executed(_));
        must(!done || signed.len() == 2, || format!("{id} passed with {} people", signed.len()))?;
        for item in &order.items {
            if let Beneficiary::Allocation(allocation) = item.to {
                let to = house.allocations.get(allocation).map(|known| known.member);
                must(!signed.iter().any(|by| Some(*by) == to), || {
                    format!("{id} is signed by someone whom it pays")
                })?;
            }
        }
    }
    Ok(())
}

/// No entry recorded after the closing of a month is dated in it, but the closing of its year.
fn closed_months_stand(house: &Organisation, events: &[Event]) -> Result<(), Broken> {
    let mut closed = BTreeMap::new();
    for (record, event) in events.iter().enumerate() {
        if let Event::Books(books::Event::MonthClosed { month }) = event {
            closed.insert(*month, record as u64);
        }
    }
    for index in 0..house.ledger.entry_count() {
        let id = EntryId::at(index);
        let Some(entry) = house.ledger.entry(id) else { continue };
        let late = closed.get(&entry.date().month()).is_some_and(|at| entry.recorded_in() > *at);
        must(!late || entry.is_closing(), || format!("{id} was written into a closed month"))?;
    }
    Ok(())
}
