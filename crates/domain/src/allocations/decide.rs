//! What requests and allocations accept.

use caisse_rules::sharing;
use caisse_units::{Amount, Day, Month};

use super::{
    Allocation, AllocationState, Command, Event, Refusal as Allocate, Request, RequestState,
    ShortageMethod,
};
use crate::identity::{AllocationId, DecisionId, MemberId, RequestId};
use crate::ledger::{Entry, JournalCode, Party, Posting, Use};
use crate::members::Standing;
use crate::rules::{self, Situations};
use crate::{Organisation, Refusal, assemblies};

/// Decides a command on requests and allocations.
///
/// # Errors
/// The first [`Refusal`] in the order of the checks.
pub fn decide(house: &Organisation, command: Command, today: Day) -> Result<Event, Refusal> {
    match command {
        Command::Ask { member, rule, asked, documents, sensitive, on } => {
            active(house, member, on)?;
            house.rules.benefit(&rule, on)?;
            usable(asked)?;
            let digest = |text: &String| {
                text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
            };
            if documents.len() > 20 || !documents.iter().all(digest) {
                return Err(Allocate::DocumentsUnusable.into());
            }
            let request = RequestId::at(house.allocations.requests().count());
            Ok(Event::Asked { request, member, rule, asked, documents, sensitive, on })
        }
        Command::Grant { request, amount, reasons, decision, on, expires, situation } => {
            let grant = OneGrant { request, amount, reasons, decision, on, expires };
            grant_one(house, grant, situation.as_ref(), today)
        }
        Command::Refuse { request, reasons, on } => {
            undecided(house, request)?;
            said(&reasons)?;
            Ok(Event::Refused { request, reasons, on })
        }
        Command::Appeal { request, reasons, on } => {
            let asked = known_request(house, request)?;
            if !matches!(asked.state, RequestState::Refused { .. }) {
                return Err(Allocate::NotRefused { request }.into());
            }
            said(&reasons)?;
            Ok(Event::Appealed { request, reasons, on })
        }
        Command::GrantPeriodic { month, rule, on, envelope, shortage, situations } => {
            let grant = PeriodicGrant { month, rule, on, envelope, shortage };
            grant_periodic(house, grant, &situations)
        }
        Command::Cancel { allocation, reasons, on } => {
            let reserved = reserved(house, allocation)?;
            said(&reasons)?;
            let label = format!("Annulation de {allocation}");
            let entry = undo_entry(house, &[(allocation, reserved)], on, label)?;
            Ok(Event::Cancelled { allocation, reasons, on, entry })
        }
        Command::Expire { on } => expire(house, on),
    }
}

struct OneGrant {
    request: RequestId,
    amount: Option<Amount>,
    reasons: String,
    decision: Option<DecisionId>,
    on: Day,
    expires: Option<Day>,
}

struct PeriodicGrant {
    month: Month,
    rule: String,
    on: Day,
    envelope: Option<Amount>,
    shortage: Option<ShortageMethod>,
}

fn active(house: &Organisation, member: MemberId, on: Day) -> Result<(), Refusal> {
    match house.members.get(member).and_then(|known| known.standing_on(on)) {
        Some(Standing::Active) => Ok(()),
        _ => Err(Allocate::NotAMember { member, on }.into()),
    }
}

fn usable(amount: Amount) -> Result<(), Refusal> {
    if !amount.is_positive() || amount > Amount::LIMIT {
        return Err(Allocate::AmountUnusable { amount }.into());
    }
    Ok(())
}

fn said(reasons: &str) -> Result<(), Refusal> {
    if reasons.trim().is_empty() || reasons.chars().count() > 500 {
        return Err(Allocate::ReasonUnusable.into());
    }
    Ok(())
}

fn known_request(house: &Organisation, request: RequestId) -> Result<&Request, Refusal> {
    let known = house.allocations.request(request);
    known.ok_or_else(|| Allocate::RequestUnknown { request }.into())
}

fn undecided(house: &Organisation, request: RequestId) -> Result<&Request, Refusal> {
    let asked = known_request(house, request)?;
    match asked.state {
        RequestState::Asked | RequestState::Appealed { .. } => Ok(asked),
        _ => Err(Allocate::AlreadyDecided { request }.into()),
    }
}

fn reserved(house: &Organisation, allocation: AllocationId) -> Result<&Allocation, Refusal> {
    let Some(known) = house.allocations.get(allocation) else {
        return Err(Allocate::AllocationUnknown { allocation }.into());
    };
    if known.state != AllocationState::Reserved {
        return Err(Allocate::NotReserved { allocation }.into());
    }
    Ok(known)
}

fn grant_one(
    house: &Organisation,
    grant: OneGrant,
    situation: Option<&rules::Situation>,
    today: Day,
) -> Result<Event, Refusal> {
    let OneGrant { request, amount, reasons, decision, on, expires } = grant;
    let asked = undecided(house, request)?;
    active(house, asked.member, on)?;
    let version = house.rules.benefit(&asked.rule, on)?;
    let computed = version.amount_for_request(house, asked, on, situation).map_err(|failure| {
        rules::Refusal::SituationsUnusable { failures: vec![(asked.member, failure)] }
    })?;
    if !computed.is_positive() {
        let (rule, since) = (asked.rule.clone(), version.since());
        return Err(Allocate::NothingByRule { rule, since }.into());
    }
    let amount = amount.unwrap_or(computed);
    usable(amount)?;
    if amount > computed {
        return Err(Allocate::MoreThanComputed { computed, asked: amount }.into());
    }
    match decision {
        Some(decision) => {
            house.offices.require(decision)?;
        }
        None if amount < computed => return Err(Allocate::DecisionNeeded { computed }.into()),
        None => (),
    }
    assemblies::check_sum(house, amount, decision, today)?;
    said(&reasons)?;
    let available = house.available(on);
    if amount > available {
        return Err(Allocate::FundsTooLow { needed: amount, available }.into());
    }
    let allocation = AllocationId::at(house.allocations.all().count());
    let entry = Entry {
        journal: JournalCode::Allocations,
        date: on,
        label: format!("Allocation {allocation} ({})", asked.rule),
        reason: version.reason(),
        postings: vec![
            Posting::debit(house.chart.allocations_for(version.need()), None, amount),
            Posting {
                account: house.chart.account(Use::AllocationsPayable),
                party: Some(Party::Member(asked.member)),
                amount: -amount,
            },
        ],
    };
    house.check(&entry)?;
    let since = version.since();
    Ok(Event::Granted {
        request,
        allocation,
        since,
        computed,
        amount,
        reasons,
        decision,
        expires,
        entry,
    })
}

/// One row per member (or household) to whom the rule gives something; shared by the voted method
/// when the envelope is too small.
/// The members whom a grant of that rule and month would reach: those it is applied to who were not
/// granted it yet. Their situations are the only ones that it reads.
///
/// # Errors
/// [`rules::Refusal::NoneInForce`].
pub fn to_grant(house: &Organisation, rule: &str, month: Month) -> Result<Vec<MemberId>, Refusal> {
    let version = house.rules.benefit(rule, month.first_day())?;
    let before: std::collections::BTreeSet<MemberId> = house
        .allocations
        .granted_in(rule, month)
        .filter(|(_, granted)| !matches!(granted.state, AllocationState::Cancelled(_)))
        .map(|(_, granted)| granted.member)
        .collect();
    let payers = rules::payers(house, &version, month.last_day());
    Ok(payers.filter(|member| !before.contains(member)).collect())
}

fn grant_periodic(
    house: &Organisation,
    grant: PeriodicGrant,
    situations: &Situations,
) -> Result<Event, Refusal> {
    let PeriodicGrant { month, rule, on, envelope, shortage } = grant;
    let version = house.rules.benefit(&rule, month.first_day())?;
    let mut rows = Vec::new();
    let mut failures = Vec::new();
    for member in to_grant(house, &rule, month)? {
        match version.amount(house, member, month, situations.get(&member)) {
            Ok(amount) if amount.is_positive() => rows.push((member, amount)),
            Ok(_) => (),
            Err(failure) => failures.push((member, failure)),
        }
    }
    if !failures.is_empty() {
        return Err(rules::Refusal::SituationsUnusable { failures }.into());
    }
    if rows.is_empty() {
        return Err(Allocate::NobodyEntitled { month }.into());
    }
    let free = house.available(on);
    let available = envelope.map_or(free, |envelope| envelope.min(free));
    let computed: Vec<Amount> = rows.iter().map(|(_, amount)| *amount).collect();
    let needed: Amount = computed.iter().copied().sum();
    let (amounts, shortage) = match shortage {
        _ if needed <= available => (computed.clone(), None),
        Some(method) if available.is_positive() => {
            (share(available, &computed, method), Some(method))
        }
        _ => return Err(Allocate::FundsTooLow { needed, available }.into()),
    };
    house.periods.check_day(on)?;
    Ok(Event::PeriodicGranted {
        month,
        rule,
        since: version.since(),
        on,
        first: AllocationId::at(house.allocations.all().count()),
        members: rows.iter().map(|(member, _)| *member).collect(),
        computed,
        amounts,
        shortage,
        expense: house.chart.allocations_for(version.need()),
        payable: house.chart.account(Use::AllocationsPayable),
    })
}

/// Shares `available` among `rights`, which sum to more; to the cent, ties to the earlier member.
fn share(available: Amount, rights: &[Amount], method: ShortageMethod) -> Vec<Amount> {
    let method = match method {
        ShortageMethod::Proportional => sharing::Method::Proportional,
        ShortageMethod::ConstrainedEqualAwards => sharing::Method::EqualAwards,
        ShortageMethod::ConstrainedEqualLosses => sharing::Method::EqualLosses,
    };
    sharing::share(available, rights, method, sharing::Ties::Earlier)
        .expect("rights are positive and sum to more than the envelope, which is positive")
}

/// The counter-entry of allocations that will not be paid.
fn undo_entry(
    house: &Organisation,
    undone: &[(AllocationId, &Allocation)],
    on: Day,
    label: String,
) -> Result<Entry, Refusal> {
    let mut postings = Vec::with_capacity(undone.len() * 2);
    for (_, allocation) in undone {
        postings.push(Posting {
            account: house.chart.account(Use::AllocationsPayable),
            party: Some(Party::Member(allocation.member)),
            amount: allocation.amount,
        });
        postings.push(Posting::credit(allocation.expense, None, allocation.amount));
    }
    let rule = house.allocations.rule_of(undone[0].1);
    let reason = house.rules.benefit(rule, undone[0].1.on)?.reason();
    let entry = Entry { journal: JournalCode::Allocations, date: on, label, reason, postings };
    house.check(&entry)?;
    Ok(entry)
}

fn expire(house: &Organisation, on: Day) -> Result<Event, Refusal> {
    let past: Vec<(AllocationId, &Allocation)> = house
        .allocations
        .all()
        .filter(|(_, allocation)| {
            allocation.state == AllocationState::Reserved
                && allocation.expires.is_some_and(|last| last < on)
        })
        .collect();
    if past.is_empty() {
        return Err(Allocate::NothingExpired { on }.into());
    }
    let entry = undo_entry(house, &past, on, "Allocations échues".to_owned())?;
    let allocations = past.iter().map(|(id, _)| *id).collect();
    Ok(Event::Expired { allocations, on, entry })
}
