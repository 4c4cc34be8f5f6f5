//! What events change in contributions.

use std::collections::{BTreeMap, BTreeSet};

use caisse_units::{Amount, Day};

use super::{
    Claim, Contributions, DebitMandate, DebitRun, Event, KeptReceipt, Plan, Receipt, Sending,
};
use crate::identity::{ClaimId, DebitMandateId, DebitRunId, EntryId, MemberId};

/// Applies an event that was decided; trusts the journal. `entry` is the number of the first entry
/// that the event posted.
pub fn apply(contributions: &mut Contributions, event: &Event, entry: EntryId) {
    match event {
        Event::Called { month, due, first, members, proposed, called, .. } => {
            let count = u32::try_from(members.len()).expect("fewer members than numbers");
            contributions.called.entry(*month).or_default().push((*first, count));
            for ((member, proposed), called) in members.iter().zip(proposed).zip(called) {
                let claim = Claim {
                    member: *member,
                    month: *month,
                    proposed: *proposed,
                    called: *called,
                    paid: Amount::ZERO,
                    waived: Amount::ZERO,
                    due: *due,
                    reminders: 0,
                    in_collection: None,
                };
                open(contributions, claim);
            }
        }
        Event::Chosen { member, from, amount } => {
            let choices = contributions.chosen.entry(*member).or_default();
            choices.retain(|(month, _)| month < from);
            choices.push((*from, *amount));
        }
        Event::Waived { claim, amount, leaving, .. } => {
            let waived = &mut contributions.claims[claim.index()].waived;
            *waived = waived.plus(*amount);
            close_if_settled(contributions, *claim);
            contributions.follow_plan(*claim);
            lower_debits(contributions, leaving);
        }
        Event::Spread { claim, parts } => {
            let before = match contributions.plans.get(claim) {
                Some(plan) => plan.before,
                None => contributions.claims[claim.index()].due,
            };
            contributions.plans.insert(*claim, Plan::new(before, parts));
            contributions.follow_plan(*claim);
        }
        Event::Received { content, leaving, .. } => {
            receive(contributions, content, entry);
            lower_debits(contributions, leaving);
        }
        Event::ReceiptUndone { receipt, on, .. } => undo(contributions, receipt.index(), *on),
        Event::DebitsSettled { run, first_debits, line, receipts, .. } => {
            contributions.runs[run.index()].settled.push((*first_debits, *line));
            // A claim is under way until its own collection has come, whatever else pays it.
            let items = contributions.runs[run.index()].items.clone();
            for item in items.iter().filter(|item| item.first == *first_debits) {
                contributions.claims[item.claim.index()].in_collection = None;
            }
            for (index, receipt) in receipts.iter().enumerate() {
                receive(contributions, receipt, EntryId::at(entry.index() + index));
            }
        }
        Event::DebitsUndone { run, first_debits, line, on, receipts, .. } => {
            for receipt in receipts {
                undo(contributions, receipt.index(), *on);
            }
            let prepared = &mut contributions.runs[run.index()];
            prepared.settled.retain(|(_, came)| came != line);
            for item in prepared.items.iter().filter(|item| item.first == *first_debits) {
                contributions.claims[item.claim.index()].in_collection = Some(*run);
            }
        }
        Event::Returned { receipt, on, line, .. } => {
            contributions.returns.insert(*line, (*receipt, entry));
            undo(contributions, receipt.index(), *on);
        }
        Event::ReturnUndone { receipt, line, settles, leaving, .. } => {
            contributions.returns.remove(line);
            stand_again(contributions, receipt.index(), settles);
            lower_debits(contributions, leaving);
        }
        Event::ReceivedTogether { receipts, leaving, .. } => {
            for (index, receipt) in receipts.iter().enumerate() {
                receive(contributions, receipt, EntryId::at(entry.index() + index));
            }
            lower_debits(contributions, leaving);
        }
        Event::TogetherUndone { receipts, on, .. } => {
            for receipt in receipts {
                undo(contributions, receipt.index(), *on);
            }
        }
        Event::DebitSettled { run, item, line, content, .. } => {
            let prepared = &mut contributions.runs[run.index()];
            prepared.items.retain(|other| other.claim != item.claim);
            prepared.apart.push((*item, *line));
            contributions.claims[item.claim.index()].in_collection = None;
            receive(contributions, content, entry);
        }
        Event::DebitUndone { run, item, awaited, line, receipt, on, .. } => {
            undo(contributions, receipt.index(), *on);
            let prepared = &mut contributions.runs[run.index()];
            prepared.apart.retain(|(_, came)| came != line);
            if *awaited {
                let place = prepared.items.partition_point(|other| other.claim < item.claim);
                prepared.items.insert(place, *item);
                contributions.claims[item.claim.index()].in_collection = Some(*run);
            }
        }
        Event::Reminded { claims, on } => {
            for claim in claims {
                contributions.count_reminder(*claim, *on);
            }
        }
        Event::MandateSigned { member, reference, signed, .. } => {
            let mandate = DebitMandateId::at(contributions.mandates.len());
            contributions.mandates_by_member.entry(*member).or_default().push(mandate);
            contributions.references.insert(reference.clone());
            contributions.mandates.push(DebitMandate {
                member: *member,
                reference: reference.clone(),
                signed: *signed,
                last_used: None,
                revoked: None,
            });
        }
        Event::MandateRevoked { mandate, on } => {
            contributions.mandates[mandate.index()].revoked = Some(*on);
        }
        Event::DebitsPrepared { run, collection, items, sending_is_recorded } => {
            for item in items {
                contributions.claims[item.claim.index()].in_collection = Some(*run);
                use_mandate(contributions, item.mandate, *collection);
            }
            let sending = if *sending_is_recorded { Sending::NotYet } else { Sending::Unknown };
            let (collection, items) = (*collection, items.clone());
            let (settled, apart) = (Vec::new(), Vec::new());
            let prepared = DebitRun { collection, items, sending, settled, apart };
            debug_assert_eq!(DebitRunId::at(contributions.runs.len()), *run);
            contributions.runs.push(prepared);
        }
        Event::DebitsSent { run, on } => {
            contributions.runs[run.index()].sending = Sending::Sent(*on);
        }
        Event::DebitsAbandoned { run, claims, .. } => abandon(contributions, *run, claims),
        Event::OtherReceived { .. } => (),
    }
}

/// The debits of claims are for this much from now on; those of zero are given up.
fn lower_debits(contributions: &mut Contributions, leaving: &[(ClaimId, Amount)]) {
    for (claim, left) in leaving {
        let Some(run) = contributions.claims[claim.index()].in_collection else { continue };
        let items = &mut contributions.runs[run.index()].items;
        match items.binary_search_by_key(claim, |item| item.claim) {
            Ok(place) if left.is_positive() => items[place].amount = *left,
            _ => abandon(contributions, run, &[*claim]),
        }
    }
}

/// Debits leave their collection, and their mandates were not used by it. Linear in the debits of all
/// collections.
fn abandon(contributions: &mut Contributions, run: DebitRunId, claims: &[ClaimId]) {
    let gone: BTreeSet<ClaimId> = claims.iter().copied().collect();
    let mut last_uses: BTreeMap<DebitMandateId, Option<Day>> = BTreeMap::new();
    contributions.runs[run.index()].items.retain(|item| {
        let stays = !gone.contains(&item.claim);
        if !stays {
            last_uses.insert(item.mandate, None);
        }
        stays
    });
    for claim in claims {
        contributions.claims[claim.index()].in_collection = None;
    }
    for run in &contributions.runs {
        for item in run.items.iter().chain(run.apart.iter().map(|(item, _)| item)) {
            if let Some(last) = last_uses.get_mut(&item.mandate) {
                *last = (*last).max(Some(run.collection));
            }
        }
    }
    for (mandate, last) in last_uses {
        contributions.mandates[mandate.index()].last_used = last;
    }
}

/// A new claim; what the member paid in advance settles it at once.
fn open(contributions: &mut Contributions, mut claim: Claim) {
    let id = ClaimId::at(contributions.claims.len());
    let member = claim.member;
    if let Some(credit) = contributions.credit.get_mut(&member) {
        let used = (*credit).min(claim.called);
        claim.paid = used;
        *credit = credit.minus(used);
        if credit.is_zero() {
            contributions.credit.remove(&member);
        }
    }
    if !claim.left().is_zero() {
        contributions.open.entry(member).or_default().push(id);
    }
    contributions.claims.push(claim);
}

fn receive(contributions: &mut Contributions, receipt: &Receipt, entry: EntryId) {
    settle(contributions, receipt.member, receipt.amount, &receipt.settles);
    contributions.receipts.push(KeptReceipt {
        member: receipt.member,
        amount: receipt.amount,
        on: receipt.on,
        means: receipt.means.clone(),
        settles: receipt.settles.as_slice().into(),
        entry,
        returned: None,
    });
}

/// The receipt stands again, and settles this.
fn stand_again(contributions: &mut Contributions, index: usize, settles: &[(ClaimId, Amount)]) {
    let receipt = &mut contributions.receipts[index];
    receipt.returned = None;
    receipt.settles = settles.into();
    let (member, amount) = (receipt.member, receipt.amount);
    settle(contributions, member, amount, settles);
}

/// Claims are paid, and the rest of the amount is to the member's credit.
fn settle(
    contributions: &mut Contributions,
    member: MemberId,
    amount: Amount,
    settles: &[(ClaimId, Amount)],
) {
    let mut rest = amount;
    for (claim, amount) in settles {
        let settled = &mut contributions.claims[claim.index()];
        settled.paid = settled.paid.plus(*amount);
        rest = rest.minus(*amount);
        close_if_settled(contributions, *claim);
        contributions.follow_plan(*claim);
    }
    add_credit(contributions, member, rest);
}

/// Takes a receipt back: its claims are owed again, its credit is gone. If the credit was used in
/// the meantime, the youngest claims it settled are owed again.
fn undo(contributions: &mut Contributions, index: usize, on: Day) {
    contributions.receipts[index].returned = Some(on);
    let receipt = contributions.receipts[index].clone();
    let mut rest = receipt.amount;
    for (claim, amount) in &receipt.settles {
        // Less, when the return of another receipt has opened the claim again already.
        let again = contributions.claims[claim.index()].paid.min(*amount);
        reopen(contributions, *claim, again);
        rest = rest.minus(again);
    }
    let credit = contributions.credit.remove(&receipt.member).unwrap_or_default();
    let taken = credit.min(rest);
    add_credit(contributions, receipt.member, credit.minus(taken));
    let mut missing = rest.minus(taken);
    for index in (0..contributions.claims.len()).rev() {
        if missing.is_zero() {
            break;
        }
        let claim = &contributions.claims[index];
        if claim.member == receipt.member && claim.paid.is_positive() {
            let again = claim.paid.min(missing);
            missing = missing.minus(again);
            reopen(contributions, ClaimId::at(index), again);
        }
    }
}

fn reopen(contributions: &mut Contributions, claim: ClaimId, amount: Amount) {
    let reopened = &mut contributions.claims[claim.index()];
    reopened.paid = reopened.paid.minus(amount);
    let open = contributions.open.entry(reopened.member).or_default();
    if let Err(position) = open.binary_search(&claim) {
        open.insert(position, claim);
    }
    contributions.follow_plan(claim);
}

fn add_credit(contributions: &mut Contributions, member: MemberId, amount: Amount) {
    if amount.is_positive() {
        let credit = contributions.credit.entry(member).or_default();
        *credit = credit.plus(amount);
    }
}

fn close_if_settled(contributions: &mut Contributions, claim: ClaimId) {
    let closed = &contributions.claims[claim.index()];
    if closed.left().is_zero()
        && let Some(open) = contributions.open.get_mut(&closed.member)
    {
        let member = closed.member;
        open.retain(|other| *other != claim);
        if open.is_empty() {
            contributions.open.remove(&member);
        }
    }
}

fn use_mandate(contributions: &mut Contributions, mandate: DebitMandateId, collection: Day) {
    contributions.mandates[mandate.index()].last_used = Some(collection);
}
