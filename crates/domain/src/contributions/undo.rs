//! What was recorded by mistake, and collections that the bank did not make.
//!
//! A receipt is undone by the counter-entry of its entry: nothing is deleted. It is refused while
//! something stands on it: its share was passed on to a level, or its cash was brought to the bank.

use std::collections::BTreeMap;

use caisse_units::{Amount, Day};

use super::decide::{leaving, oldest_first};
use super::{Claim, DebitRun, Event, KeptReceipt, Means, Refusal as Contribution};
use crate::identity::{BankLineId, ClaimId, DebitRunId, LevelId, ReceiptId};
use crate::ledger::{Entry, Party, Posting, Use};
use crate::{Organisation, Refusal};

/// A collection of which something is still awaited.
pub(super) fn open_run(house: &Organisation, run: DebitRunId) -> Result<&DebitRun, Refusal> {
    let awaited = house.contributions.run(run).filter(|prepared| {
        let settled = |first| prepared.settled.iter().any(|(came, _)| *came == first);
        prepared.items.iter().any(|item| !settled(item.first))
    });
    awaited.ok_or_else(|| Contribution::RunUnknown { run }.into())
}

pub(super) fn abandon_debits(
    house: &Organisation,
    run: DebitRunId,
    mut claims: Vec<ClaimId>,
    reason: String,
    on: Day,
) -> Result<Event, Refusal> {
    let prepared = open_run(house, run)?;
    check_reason(&reason)?;
    let settled = |first| prepared.settled.iter().any(|(came, _)| *came == first);
    let awaited: Vec<ClaimId> =
        prepared.items.iter().filter(|item| !settled(item.first)).map(|item| item.claim).collect();
    if let Some(claim) = claims.iter().find(|claim| awaited.binary_search(claim).is_err()) {
        return Err(Contribution::NotInRun { claim: *claim, run }.into());
    }
    if claims.is_empty() {
        claims = awaited;
    }
    claims.sort_unstable();
    claims.dedup();
    Ok(Event::DebitsAbandoned { run, claims, reason, on })
}

pub(super) fn undo_receipt(
    house: &Organisation,
    id: ReceiptId,
    on: Day,
    reason: String,
) -> Result<Event, Refusal> {
    let Some(receipt) = house.contributions.receipt(id) else {
        return Err(Contribution::ReceiptUnknown { receipt: id }.into());
    };
    check_reason(&reason)?;
    if let Means::Debit { run, .. } = receipt.means {
        return Err(Contribution::CameByDebit { receipt: id, run }.into());
    }
    if house.ledger.corrected_by(receipt.entry).is_some() {
        return Err(Contribution::AlreadyUndone { receipt: id }.into());
    }
    if let Some(on) = receipt.returned {
        return Err(Contribution::AlreadyReturned { receipt: id, on }.into());
    }
    if let Some(line) = receipt.means.line()
        && of_line(house, line).count() > 1
    {
        return Err(Contribution::SharesItsLine { receipt: id, line }.into());
    }
    nothing_stands_on(house, id, receipt)?;
    let entry =
        house.ledger.counter_entry(receipt.entry, on, &reason, caisse_units::Language::French)?;
    house.check(&entry)?;
    Ok(Event::ReceiptUndone { receipt: id, on, reason, line: receipt.means.line(), entry })
}

pub(super) fn undo_debits(
    house: &Organisation,
    line: BankLineId,
    on: Day,
    reason: String,
) -> Result<Event, Refusal> {
    check_reason(&reason)?;
    if let Some(undone) = undo_debit(house, line, on, &reason) {
        return undone;
    }
    let contributions = &house.contributions;
    let found = contributions.runs().find_map(|(id, run)| {
        let (first, _) = run.settled.iter().find(|(_, came)| *came == line)?;
        Some((id, run, *first))
    });
    let Some((run, prepared, first_debits)) = found else {
        return Err(Contribution::NotALineOfDebits { line }.into());
    };
    for item in prepared.items.iter().filter(|item| item.first == first_debits) {
        let claim = item.claim;
        if let Some(run) = contributions.claim(claim).and_then(|claim| claim.in_collection) {
            return Err(Contribution::InCollection { claim, run }.into());
        }
    }
    let (mut receipts, mut entries) = (Vec::new(), Vec::new());
    let mut shares: BTreeMap<LevelId, Amount> = BTreeMap::new();
    for (id, receipt) in contributions.receipts() {
        if receipt.means != (Means::Debit { run, line }) {
            continue;
        }
        if let Some(on) = receipt.returned {
            // The line may have been taken for debits, and given back, before.
            if house.ledger.corrected_by(receipt.entry).is_some() {
                continue;
            }
            return Err(Contribution::AlreadyReturned { receipt: id, on }.into());
        }
        for (level, share) in shares_of(house, receipt) {
            let sum = shares.entry(level).or_default();
            *sum = sum.plus(share);
            check_share(house, id, level, *sum)?;
        }
        let french = caisse_units::Language::French;
        let entry = house.ledger.counter_entry(receipt.entry, on, &reason, french)?;
        house.check(&entry)?;
        receipts.push(id);
        entries.push(entry);
    }
    Ok(Event::DebitsUndone { run, first_debits, line, on, reason, receipts, entries })
}

/// The debit that came alone by this line, if one did.
fn undo_debit(
    house: &Organisation,
    line: BankLineId,
    on: Day,
    reason: &str,
) -> Option<Result<Event, Refusal>> {
    let contributions = &house.contributions;
    let (run, prepared, item) = contributions.runs().find_map(|(id, run)| {
        let (item, _) = run.apart.iter().find(|(_, came)| *came == line)?;
        Some((id, run, *item))
    })?;
    let claim = item.claim;
    if let Some(run) = contributions.claim(claim).and_then(|claim| claim.in_collection) {
        return Some(Err(Contribution::InCollection { claim, run }.into()));
    }
    let means = Means::Debit { run, line };
    // The latest: the same line may have been given back before.
    let found = contributions.receipts().filter(|(_, receipt)| receipt.means == means).last();
    let (receipt, kept) = found.expect("a debit that came has its receipt");
    let awaited = !prepared.settled.iter().any(|(first, _)| *first == item.first);
    let reason = reason.to_owned();
    Some(undone(house, receipt, kept, on, &reason).map(|entry| Event::DebitUndone {
        run,
        item,
        awaited,
        line,
        on,
        reason,
        receipt,
        entry,
    }))
}

/// The counter-entry of a receipt that nothing stands on.
fn undone(
    house: &Organisation,
    id: ReceiptId,
    receipt: &KeptReceipt,
    on: Day,
    reason: &str,
) -> Result<Entry, Refusal> {
    if let Some(on) = receipt.returned {
        return Err(Contribution::AlreadyReturned { receipt: id, on }.into());
    }
    nothing_stands_on(house, id, receipt)?;
    let french = caisse_units::Language::French;
    let entry = house.ledger.counter_entry(receipt.entry, on, reason, french)?;
    house.check(&entry)?;
    Ok(entry)
}

/// The receipts that this line explains: those it once explained, and that were undone, are not there.
fn of_line(
    house: &Organisation,
    line: BankLineId,
) -> impl Iterator<Item = (ReceiptId, &KeptReceipt)> {
    house.contributions.receipts().filter(move |(_, receipt)| {
        receipt.means == Means::Transfer { line }
            && house.ledger.corrected_by(receipt.entry).is_none()
    })
}

pub(super) fn undo_together(
    house: &Organisation,
    line: BankLineId,
    on: Day,
    reason: String,
) -> Result<Event, Refusal> {
    check_reason(&reason)?;
    let (mut receipts, mut entries) = (Vec::new(), Vec::new());
    let mut shares: BTreeMap<LevelId, Amount> = BTreeMap::new();
    for (id, receipt) in of_line(house, line) {
        for (level, share) in shares_of(house, receipt) {
            let sum = shares.entry(level).or_default();
            *sum = sum.plus(share);
            check_share(house, id, level, *sum)?;
        }
        entries.push(undone(house, id, receipt, on, &reason)?);
        receipts.push(id);
    }
    if receipts.is_empty() {
        return Err(Contribution::NotALineOfReceipts { line }.into());
    }
    Ok(Event::TogetherUndone { line, on, reason, receipts, entries })
}

/// The receipt pays again what it paid, where that is owed still, then the member's oldest claims; the
/// rest is to the member's credit, as if the money had come in now.
pub(super) fn undo_return(
    house: &Organisation,
    line: BankLineId,
    on: Day,
    reason: String,
) -> Result<Event, Refusal> {
    check_reason(&reason)?;
    let contributions = &house.contributions;
    let Some((id, returned)) = contributions.return_by(line) else {
        return Err(Contribution::NotALineOfReturn { line }.into());
    };
    let receipt = contributions.receipt(id).expect("what came back had come");
    let settles = settles_again(house, receipt);
    let leaving = leaving(house, &settles);
    let french = caisse_units::Language::French;
    let entry = house.ledger.counter_entry(returned, on, &reason, french)?;
    house.check(&entry)?;
    Ok(Event::ReturnUndone { receipt: id, line, on, reason, settles, leaving, entry })
}

fn settles_again(house: &Organisation, receipt: &KeptReceipt) -> Vec<(ClaimId, Amount)> {
    let left = |claim| house.contributions.claim(claim).map_or(Amount::ZERO, Claim::left);
    let mut paid: BTreeMap<ClaimId, Amount> = BTreeMap::new();
    let mut rest = receipt.amount;
    let before = receipt.settles.iter().map(|(claim, amount)| (*claim, *amount));
    let oldest = oldest_first(house, receipt.member, Amount::LIMIT);
    for (claim, most) in before.chain(oldest) {
        let already = paid.get(&claim).copied().unwrap_or_default();
        let part = left(claim).minus(already).min(most).min(rest);
        if part.is_positive() {
            paid.insert(claim, already.plus(part));
            rest = rest.minus(part);
        }
    }
    paid.into_iter().collect()
}

/// What a receipt gave to each level.
fn shares_of(house: &Organisation, receipt: &KeptReceipt) -> Vec<(LevelId, Amount)> {
    let account = house.chart.account(Use::OwedToLevels);
    let made = house.ledger.entry(receipt.entry).expect("a receipt has its entry").to_entry();
    let share = |posting: &Posting| match posting.party {
        Some(Party::Level(level)) if posting.account == account => Some((level, -posting.amount)),
        _ => None,
    };
    made.postings.iter().filter_map(share).collect()
}

/// The share is owed to the level still, and in no order.
fn check_share(
    house: &Organisation,
    receipt: ReceiptId,
    level: LevelId,
    share: Amount,
) -> Result<(), Refusal> {
    let here = house.owed_to(level).minus(house.payments.ordered_for(level));
    if here < share {
        return Err(Contribution::SharePassedOn { receipt, level, share }.into());
    }
    Ok(())
}

/// The shares of the receipt are still here, and so is its cash.
fn nothing_stands_on(
    house: &Organisation,
    id: ReceiptId,
    receipt: &KeptReceipt,
) -> Result<(), Refusal> {
    let made: Entry =
        house.ledger.entry(receipt.entry).expect("a receipt has its entry").to_entry();
    for (level, share) in shares_of(house, receipt) {
        check_share(house, id, level, share)?;
    }
    let cash = house.chart.account(Use::Cash);
    let taken: Amount =
        made.postings.iter().filter(|posting| posting.account == cash).map(|p| p.amount).sum();
    let in_cash = house.ledger.balance(cash);
    if taken.is_positive() && in_cash < taken {
        return Err(Contribution::CashGone { receipt: id, taken, in_cash }.into());
    }
    Ok(())
}

fn check_reason(reason: &str) -> Result<(), Refusal> {
    if reason.trim().is_empty() || reason.chars().count() > 500 {
        return Err(Contribution::ReasonUnusable.into());
    }
    Ok(())
}
