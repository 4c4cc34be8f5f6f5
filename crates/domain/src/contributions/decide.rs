//! What contributions accept.

use caisse_units::{Amount, Day, Month};

use super::undo::{
    abandon_debits, open_run, undo_debits, undo_receipt, undo_return, undo_together,
};
use super::{
    Claim, Command, DebitItem, Event, IncomeKind, Means, Receipt, Refusal as Contribution, Sending,
    Share,
};
use crate::identity::{BankLineId, ClaimId, DebitMandateId, DebitRunId, MemberId, ReceiptId};
use crate::ledger::{AccountNumber, Entry, JournalCode, Party, Posting, Reason, Use};
use crate::rules::{self, Situations};
use crate::{Envelope, Organisation, Refusal};

/// Decides a command on contributions.
///
/// # Errors
/// The first [`Refusal`] in the order of the checks.
pub fn decide(
    house: &Organisation,
    command: Command,
    envelope: Envelope,
) -> Result<Event, Refusal> {
    match command {
        Command::Call { month, due, situations } => call(house, month, due, &situations),
        Command::Choose { member, from, amount } => {
            known(house, member)?;
            if amount.is_negative() || amount > Amount::LIMIT {
                return Err(Contribution::AmountUnusable { amount }.into());
            }
            Ok(Event::Chosen { member, from, amount })
        }
        Command::Waive { claim, amount, reason, decision, on } => {
            let left = claim_of(house, claim)?.left();
            usable(amount)?;
            if amount > left {
                return Err(Contribution::MoreThanLeft { claim, left, asked: amount }.into());
            }
            if reason.trim().is_empty() || reason.chars().count() > 500 {
                return Err(Contribution::ReasonUnusable.into());
            }
            house.offices.require(decision)?;
            let entry = waiver(house, claim, amount, decision, on);
            house.check(&entry)?;
            let leaving = leaving(house, &[(claim, amount)]);
            Ok(Event::Waived { claim, amount, reason, decision, entry, leaving })
        }
        Command::Spread { claim, parts } => {
            let left = claim_of(house, claim)?.left();
            let total: Amount = parts.iter().map(|(_, amount)| *amount).sum();
            let in_order = parts.is_sorted_by(|earlier, later| earlier.0 < later.0);
            let positive = parts.iter().all(|(_, amount)| amount.is_positive());
            if parts.is_empty() || parts.len() > 60 || total != left || !in_order || !positive {
                return Err(Contribution::PlanUnusable { claim, left }.into());
            }
            Ok(Event::Spread { claim, parts })
        }
        Command::Receive { member, amount, on, means } => {
            receive_one(house, member, amount, on, means)
        }
        Command::SettleDebits { run, first_debits, line } => {
            settle_debits(house, run, first_debits, line)
        }
        Command::ReceiveTogether { line, parts } => receive_together(house, line, &parts),
        Command::SettleDebit { claim, line } => settle_debit(house, claim, line),
        Command::Return { receipt, on, reason, line } => {
            take_back(house, receipt, on, reason, line)
        }
        Command::Remind { claims, on } => {
            if claims.is_empty() {
                return Err(Contribution::NobodyToCall { month: on.month() }.into());
            }
            for claim in claims.iter().copied() {
                remindable(house, claim, on)?;
            }
            Ok(Event::Reminded { claims, on })
        }
        Command::SignMandate { member, reference, signed } => {
            sign_mandate(house, member, reference, signed, envelope.today)
        }
        Command::RevokeMandate { mandate, on } => match house.contributions.mandate(mandate) {
            Some(known) if known.revoked.is_none() => Ok(Event::MandateRevoked { mandate, on }),
            _ => Err(Contribution::MandateUnknown { mandate }.into()),
        },
        Command::PrepareDebits { collection } => prepare_debits(house, collection),
        Command::SendDebits { run, on } => {
            open_run(house, run)?;
            Ok(Event::DebitsSent { run, on })
        }
        Command::AbandonDebits { run, claims, reason, on } => {
            abandon_debits(house, run, claims, reason, on)
        }
        Command::UndoReceipt { receipt, on, reason } => undo_receipt(house, receipt, on, reason),
        Command::UndoDebits { line, on, reason } => undo_debits(house, line, on, reason),
        Command::UndoReturn { line, on, reason } => undo_return(house, line, on, reason),
        Command::UndoTogether { line, on, reason } => undo_together(house, line, on, reason),
        Command::ReceiveOther { kind, amount, on, label, line, decision } => {
            receive_other(house, kind, amount, on, label, line, decision)
        }
    }
}

/// The member's number, if there is such a member.
fn known(house: &Organisation, member: MemberId) -> Result<(), Refusal> {
    match house.members.get(member) {
        Some(_) => Ok(()),
        None => Err(Contribution::MemberUnknown { member }.into()),
    }
}

fn claim_of(house: &Organisation, claim: ClaimId) -> Result<&Claim, Refusal> {
    house.contributions.claim(claim).ok_or_else(|| Contribution::ClaimUnknown { claim }.into())
}

fn usable(amount: Amount) -> Result<(), Refusal> {
    if !amount.is_positive() || amount > Amount::LIMIT {
        return Err(Contribution::AmountUnusable { amount }.into());
    }
    Ok(())
}

/// One row per member who owes something: the rule on the situation of the month, or what the member
/// chose if that is more. Of a household only its first active member is called, and organisations only
/// by a rule that asks for them ([`rules::payers`]).
/// The members whom a call of that month would ask: the payers under the rule in force who were not
/// called for it yet. Their situations are the only ones that it reads.
///
/// # Errors
/// [`rules::Refusal::NoneInForce`].
pub fn to_call(house: &Organisation, month: Month) -> Result<Vec<MemberId>, Refusal> {
    let version = house.rules.contribution(month.first_day())?;
    let called_before: std::collections::BTreeSet<MemberId> =
        house.contributions.claims_of(month).map(|(_, claim)| claim.member).collect();
    let payers = rules::payers(house, &version, month.last_day());
    Ok(payers.filter(|member| !called_before.contains(member)).collect())
}

fn call(
    house: &Organisation,
    month: Month,
    due: Day,
    situations: &Situations,
) -> Result<Event, Refusal> {
    if due < month.first_day() {
        return Err(Contribution::DueTooEarly { due }.into());
    }
    let payers = to_call(house, month)?;
    let version = house.rules.contribution(month.first_day())?;
    let mut rows = Vec::with_capacity(payers.len());
    let mut failures = Vec::new();
    for member in payers {
        match version.amount(house, member, month, situations.get(&member)) {
            Ok(proposed) => {
                let chosen = house.contributions.chosen(member, month).unwrap_or_default();
                rows.push((member, proposed, proposed.max(chosen)));
            }
            Err(failure) => failures.push((member, failure)),
        }
    }
    if !failures.is_empty() {
        return Err(rules::Refusal::SituationsUnusable { failures }.into());
    }
    rows.retain(|(_, _, called)| called.is_positive());
    if rows.is_empty() {
        return Err(Contribution::NobodyToCall { month }.into());
    }
    house.periods.check_day(month.first_day())?;
    Ok(Event::Called {
        month,
        rule: version.name().to_owned(),
        since: version.since(),
        due,
        on: month.first_day(),
        first: ClaimId::at(house.contributions.claim_count()),
        members: rows.iter().map(|row| row.0).collect(),
        proposed: rows.iter().map(|row| row.1).collect(),
        called: rows.iter().map(|row| row.2).collect(),
        receivable: house.chart.account(Use::ContributionsReceivable),
        income: house.chart.account(Use::ContributionsIncome),
    })
}

fn waiver(
    house: &Organisation,
    claim: ClaimId,
    amount: Amount,
    decision: crate::identity::DecisionId,
    on: Day,
) -> Entry {
    let member = house.contributions.claim(claim).map(|claim| Party::Member(claim.member));
    Entry {
        journal: JournalCode::Contributions,
        date: on,
        label: format!("Remise sur la cotisation {claim}"),
        reason: Reason::Decision(decision),
        postings: vec![
            Posting::debit(house.chart.account(Use::ContributionsLost), None, amount),
            Posting {
                account: house.chart.account(Use::ContributionsReceivable),
                party: member,
                amount: -amount,
            },
        ],
    }
}

fn receive_one(
    house: &Organisation,
    member: MemberId,
    amount: Amount,
    on: Day,
    means: Means,
) -> Result<Event, Refusal> {
    known(house, member)?;
    usable(amount)?;
    if let Some(line) = means.line() {
        let seen = house.bank.open_line(line)?.amount;
        if seen != amount {
            return Err(Contribution::LineDiffers { line: seen, given: amount }.into());
        }
    }
    let settles = oldest_first(house, member, amount);
    let content = receipt(house, member, amount, on, means, settles)?;
    let leaving = leaving(house, &content.settles);
    let receipt = ReceiptId::at(house.contributions.receipt_count());
    Ok(Event::Received { receipt, content, leaving })
}

/// The transfers of several members in one line, each to the oldest claims of its member.
fn receive_together(
    house: &Organisation,
    line: BankLineId,
    parts: &[(MemberId, Amount)],
) -> Result<Event, Refusal> {
    let seen = house.bank.open_line(line)?.clone();
    let mut members = std::collections::BTreeSet::new();
    for (member, amount) in parts {
        known(house, *member)?;
        usable(*amount)?;
        if !members.insert(*member) {
            return Err(Contribution::MemberTwice { member: *member }.into());
        }
    }
    // Each part is at most the limit, and there are fewer of them than members.
    let given: Amount = parts.iter().map(|(_, amount)| *amount).sum();
    if given != seen.amount || parts.is_empty() {
        return Err(Contribution::LineDiffers { line: seen.amount, given }.into());
    }
    let mut receipts = Vec::with_capacity(parts.len());
    let mut lowered = Vec::new();
    for (member, amount) in parts {
        let settles = oldest_first(house, *member, *amount);
        lowered.extend(leaving(house, &settles));
        let means = Means::Transfer { line };
        receipts.push(receipt(house, *member, *amount, seen.booked, means, settles)?);
    }
    let first = ReceiptId::at(house.contributions.receipt_count());
    Ok(Event::ReceivedTogether { line, first, receipts, leaving: lowered })
}

/// Of the claims that are paid while their collection has not gone to the bank, what is left to debit:
/// the bank is not asked for money that has come.
pub(super) fn leaving(
    house: &Organisation,
    settles: &[(ClaimId, Amount)],
) -> Vec<(ClaimId, Amount)> {
    let contributions = &house.contributions;
    let lowered = |(claim, paid): &(ClaimId, Amount)| {
        let owed = contributions.claim(*claim)?;
        let run = contributions.run(owed.in_collection?)?;
        let asked = contributions.in_collection(*claim);
        let left = owed.left().minus(*paid).min(asked);
        (run.sending == Sending::NotYet && left < asked).then_some((*claim, left))
    };
    settles.iter().filter_map(lowered).collect()
}

/// A claim that may be reminded: something of it is late that no collection is asking for.
fn remindable(house: &Organisation, claim: ClaimId, on: Day) -> Result<(), Refusal> {
    let owed = claim_of(house, claim)?;
    if owed.left().is_zero() {
        return Err(Contribution::NothingToRemind { claim }.into());
    }
    if house.contributions.to_remind(claim, on).is_positive() {
        return Ok(());
    }
    match owed.in_collection {
        Some(run) if house.contributions.late_on(claim, on).is_positive() => {
            Err(Contribution::InCollection { claim, run }.into())
        }
        _ => Err(Contribution::NotLate { claim, due: owed.due }.into()),
    }
}

/// The member's open claims, oldest first, as far as the amount goes.
pub(super) fn oldest_first(
    house: &Organisation,
    member: MemberId,
    amount: Amount,
) -> Vec<(ClaimId, Amount)> {
    let mut rest = amount;
    let mut settles = Vec::new();
    for id in house.contributions.open_claims(member) {
        let left = house.contributions.claim(*id).map_or(Amount::ZERO, Claim::left);
        let part = left.min(rest);
        if part.is_positive() {
            settles.push((*id, part));
            rest = rest.minus(part);
        }
    }
    settles
}

fn receipt(
    house: &Organisation,
    member: MemberId,
    amount: Amount,
    on: Day,
    means: Means,
    settles: Vec<(ClaimId, Amount)>,
) -> Result<Receipt, Refusal> {
    let (account, journal) = match &means {
        Means::Cash | Means::Cheque { .. } => (Use::Cash, JournalCode::Cash),
        Means::Transfer { .. } | Means::Debit { .. } => (Use::Bank, JournalCode::Bank),
    };
    let mut postings = vec![
        Posting::debit(house.chart.account(account), None, amount),
        Posting {
            account: house.chart.account(Use::ContributionsReceivable),
            party: Some(Party::Member(member)),
            amount: -amount,
        },
    ];
    let shares = house.rules.shares(amount, on)?;
    let passed_on: Amount =
        shares.iter().filter_map(|share| share.level.map(|_| share.amount)).sum();
    if passed_on.is_positive() {
        postings.push(Posting::debit(house.chart.account(Use::PassedOn), None, passed_on));
        let owed = house.chart.account(Use::OwedToLevels);
        for share in &shares {
            if let (Some(level), true) = (share.level, share.amount.is_positive()) {
                let party = Some(Party::Level(level));
                postings.push(Posting { account: owed, party, amount: -share.amount });
            }
        }
    }
    let reason = match means.line() {
        Some(line) => Reason::BankLine(line),
        None => house.rules.contribution(on)?.reason(),
    };
    let label = format!("Cotisation de {member}");
    // A line of a locked month is booked on the first day that is open; the receipt keeps its own day.
    let date = if means.line().is_some() { house.periods.open_day(on) } else { on };
    let entry = Entry { journal, date, label, reason, postings };
    house.check(&entry)?;
    let shares =
        shares.into_iter().map(|share| Share { level: share.name, amount: share.amount }).collect();
    Ok(Receipt { member, amount, on, means, settles, shares, entry })
}

fn settle_debits(
    house: &Organisation,
    run: DebitRunId,
    first_debits: bool,
    line: BankLineId,
) -> Result<Event, Refusal> {
    let items: Vec<DebitItem> = match house.contributions.run(run) {
        Some(prepared) if !prepared.settled.iter().any(|(first, _)| *first == first_debits) => {
            prepared.items.iter().filter(|item| item.first == first_debits).copied().collect()
        }
        _ => Vec::new(),
    };
    if items.is_empty() {
        return Err(Contribution::RunUnknown { run }.into());
    }
    let seen = house.bank.open_line(line)?.clone();
    let total: Amount = items.iter().map(|item| item.amount).sum();
    if seen.amount != total {
        return Err(Contribution::CollectionDiffers { run, line: seen.amount, total }.into());
    }
    let mut receipts = Vec::with_capacity(items.len());
    for item in &items {
        let claim = claim_of(house, item.claim)?;
        let part = claim.left().min(item.amount);
        let settles = if part.is_positive() { vec![(item.claim, part)] } else { Vec::new() };
        let means = Means::Debit { run, line };
        receipts.push(receipt(house, claim.member, item.amount, seen.booked, means, settles)?);
    }
    let first = ReceiptId::at(house.contributions.receipt_count());
    Ok(Event::DebitsSettled { run, first_debits, line, first, receipts })
}

/// One debit that the bank booked alone: it leaves those of its collection that are awaited together.
fn settle_debit(house: &Organisation, claim: ClaimId, line: BankLineId) -> Result<Event, Refusal> {
    let owed = claim_of(house, claim)?;
    let found = owed.in_collection.and_then(|run| {
        let items = &house.contributions.run(run)?.items;
        Some((run, *items.iter().find(|item| item.claim == claim)?))
    });
    let Some((run, item)) = found else {
        return Err(Contribution::NotInCollection { claim }.into());
    };
    let seen = house.bank.open_line(line)?.clone();
    if seen.amount != item.amount {
        return Err(Contribution::LineDiffers { line: seen.amount, given: item.amount }.into());
    }
    let part = owed.left().min(item.amount);
    let settles = if part.is_positive() { vec![(claim, part)] } else { Vec::new() };
    let means = Means::Debit { run, line };
    let content = receipt(house, owed.member, item.amount, seen.booked, means, settles)?;
    let receipt = ReceiptId::at(house.contributions.receipt_count());
    Ok(Event::DebitSettled { run, item, line, receipt, content })
}

fn take_back(
    house: &Organisation,
    id: ReceiptId,
    on: Day,
    reason: String,
    line: BankLineId,
) -> Result<Event, Refusal> {
    let Some(receipt) = house.contributions.receipt(id) else {
        return Err(Contribution::ReceiptUnknown { receipt: id }.into());
    };
    if let Some(on) = receipt.returned {
        return Err(Contribution::AlreadyReturned { receipt: id, on }.into());
    }
    if reason.trim().is_empty() || reason.chars().count() > 500 {
        return Err(Contribution::ReasonUnusable.into());
    }
    let seen = house.bank.open_line(line)?.amount;
    if seen != -receipt.amount {
        return Err(Contribution::LineDiffers { line: seen, given: -receipt.amount }.into());
    }
    let made = house.ledger.entry(receipt.entry).expect("a receipt has its entry").to_entry();
    // The money leaves the bank, also when a cheque came in through the cash box.
    let (cash, bank) = (house.chart.account(Use::Cash), house.chart.account(Use::Bank));
    let negate = |posting: &Posting| Posting {
        account: if posting.account == cash { bank } else { posting.account },
        amount: -posting.amount,
        ..*posting
    };
    let entry = Entry {
        journal: JournalCode::Bank,
        date: house.periods.open_day(on),
        label: format!("Rejet de {id} ({reason})"),
        reason: Reason::BankLine(line),
        postings: made.postings.iter().map(negate).collect(),
    };
    house.check(&entry)?;
    Ok(Event::Returned { receipt: id, on, reason, line, entry })
}

fn sign_mandate(
    house: &Organisation,
    member: MemberId,
    reference: String,
    signed: Day,
    today: Day,
) -> Result<Event, Refusal> {
    known(house, member)?;
    let taken = house.contributions.reference_taken(&reference);
    let sepa = |c: char| c.is_ascii_alphanumeric() || "+?/-:().,' ".contains(c);
    let length = reference.chars().count();
    if reference.trim().is_empty() || length > 35 || taken || !reference.chars().all(sepa) {
        return Err(Contribution::ReferenceUnusable { reference }.into());
    }
    if let Some((mandate, _)) = house.contributions.mandate_of(member, today.max(signed)) {
        return Err(Contribution::MandateExists { mandate }.into());
    }
    let mandate = DebitMandateId::at(house.contributions.mandate_count());
    Ok(Event::MandateSigned { mandate, member, reference, signed })
}

/// Every open claim that nobody is collecting and whose member has a valid mandate; with instalments
/// only what is due by the day and not yet paid. Linear in the open claims, which come member by
/// member: those of one mandate follow each other.
fn prepare_debits(house: &Organisation, collection: Day) -> Result<Event, Refusal> {
    let contributions = &house.contributions;
    let mut items: Vec<DebitItem> = Vec::new();
    for (claim, owed) in contributions.all_open() {
        let mandate = contributions.mandate_of(owed.member, collection);
        let (Some((mandate, known)), None) = (mandate, owed.in_collection) else { continue };
        let amount = match contributions.plan(claim) {
            None => owed.left(),
            Some(plan) => plan.late(owed.left(), collection.plus_days(1)),
        };
        if amount.is_positive() {
            let first = known.last_used.is_none()
                && items.last().is_none_or(|item: &DebitItem| item.mandate != mandate);
            items.push(DebitItem { mandate, claim, amount, first });
        }
    }
    if items.is_empty() {
        return Err(Contribution::NothingToCollect.into());
    }
    items.sort_by_key(|item| item.claim);
    let run = DebitRunId::at(contributions.runs().count());
    Ok(Event::DebitsPrepared { run, collection, items, sending_is_recorded: true })
}

fn receive_other(
    house: &Organisation,
    kind: IncomeKind,
    amount: Amount,
    on: Day,
    label: String,
    line: Option<BankLineId>,
    decision: crate::identity::DecisionId,
) -> Result<Event, Refusal> {
    usable(amount)?;
    if label.trim().is_empty() || label.chars().count() > 200 {
        return Err(Contribution::ReasonUnusable.into());
    }
    house.offices.require(decision)?;
    if let Some(line) = line {
        let seen = house.bank.open_line(line)?.amount;
        if seen != amount {
            return Err(Contribution::LineDiffers { line: seen, given: amount }.into());
        }
    }
    let account: AccountNumber = house.chart.account(match kind {
        IncomeKind::Surplus => Use::Surpluses,
        IncomeKind::OtherCaisse => Use::FromOtherBodies,
        IncomeKind::Gift => Use::Gifts,
        IncomeKind::Grant => Use::Subsidies,
    });
    let (means, journal) = match line {
        Some(_) => (Use::Bank, JournalCode::Bank),
        None => (Use::Cash, JournalCode::Cash),
    };
    let date = if line.is_some() { house.periods.open_day(on) } else { on };
    let entry = Entry {
        journal,
        date,
        label: label.clone(),
        reason: Reason::Decision(decision),
        postings: vec![
            Posting::debit(house.chart.account(means), None, amount),
            Posting::credit(account, None, amount),
        ],
    };
    house.check(&entry)?;
    Ok(Event::OtherReceived { kind, amount, label, line, decision, entry })
}
