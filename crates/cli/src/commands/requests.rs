//! Requests for help, and periodic allowances.

use std::fmt::Write as _;

use caisse_app::ExecuteError;
use caisse_domain::allocations::{self, RequestState, ShortageMethod};
use caisse_domain::{Command, Event};
use caisse_units::{Amount, Language};
use serde_json::{Value, json};

use crate::answer::{Answer, Failure};
use crate::arguments::{Allowances, Requests, Shortage};
use crate::context::Context;

/// `caisse requests`.
pub fn run(context: &Context, arguments: Requests) -> Result<Answer, Failure> {
    let fail = |error: ExecuteError| context.fail(|l| error.sentence(l));
    if matches!(arguments, Requests::List) {
        return list(context);
    }
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let today = context.today();
    let mut sealed = Vec::new();
    let command = match arguments {
        Requests::List => unreachable!("answered above"),
        Requests::Ask { member, rule, amount, documents, sensitive, on } => {
            let mut digests = Vec::new();
            for path in documents {
                let bytes = context.read(&path)?;
                let entropy = desk.house.entropy();
                let (digest, writes) =
                    desk.people.seal_document(member, &bytes, entropy).map_err(fail)?;
                digests.push(digest);
                sealed.extend(writes);
            }
            allocations::Command::Ask {
                member,
                rule,
                asked: amount,
                documents: digests,
                sensitive,
                on: on.unwrap_or(today),
            }
        }
        Requests::Grant { request, amount, reason, decision, expires, on } => {
            let on = on.unwrap_or(today);
            let house = desk.state().map_err(fail)?;
            let member = house.allocations.request(request).map(|asked| asked.member);
            let situation = match member {
                Some(member) => desk.people.situation(house, member, on).map_err(fail)?,
                None => None,
            };
            allocations::Command::Grant {
                request,
                amount,
                reasons: reason,
                decision,
                on,
                expires,
                situation,
            }
        }
        Requests::Refuse { request, reason } => {
            allocations::Command::Refuse { request, reasons: reason, on: today }
        }
        Requests::Appeal { request, reason } => {
            allocations::Command::Appeal { request, reasons: reason, on: today }
        }
    };
    let done = desk.act_with(actor, Command::Allocations(command), sealed).map_err(fail)?;
    Ok(told(context, &done.event))
}

fn told(context: &Context, event: &Event) -> Answer {
    let Event::Allocations(event) = event else { unreachable!("a request was decided") };
    match event {
        allocations::Event::Asked { request, .. } => {
            Answer::new(request.to_string(), json!({ "request": request.to_string() }))
        }
        allocations::Event::Granted { request, allocation, computed, amount, .. } => {
            let text = match context.language {
                Language::French => format!(
                    "{request} : {allocation}, {} réservés ({} par la règle)",
                    context.amount(*amount),
                    context.amount(*computed)
                ),
                Language::English => format!(
                    "{request}: {allocation}, {} reserved ({} by the rule)",
                    context.amount(*amount),
                    context.amount(*computed)
                ),
            };
            let json = json!({
                "request": request.to_string(), "allocation": allocation.to_string(),
                "computed": computed, "amount": amount,
            });
            Answer::new(text, json)
        }
        allocations::Event::Refused { request, .. }
        | allocations::Event::Appealed { request, .. } => {
            let said = context.say("enregistré", "recorded");
            Answer::new(format!("{request} : {said}"), json!({ "request": request.to_string() }))
        }
        _ => unreachable!("requests give no other event"),
    }
}

fn list(context: &Context) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = desk.state().map_err(|error| context.fail(|l| error.sentence(l)))?;
    let (mut text, mut rows) = (String::new(), Vec::new());
    for (id, request) in house.allocations.requests() {
        let state = match &request.state {
            RequestState::Asked => context.say("à décider", "to decide"),
            RequestState::Granted(allocation) => allocation.to_string(),
            RequestState::Refused { reasons } => {
                format!("{} : {reasons}", context.say("refusée", "refused"))
            }
            RequestState::Appealed { reasons } => {
                format!("{} : {reasons}", context.say("appel", "appeal"))
            }
        };
        let asked = context.amount(request.asked);
        let _ = writeln!(
            text,
            "{id:>6} {:>6}  {asked:>12}  {} — {state}",
            request.member, request.rule
        );
        rows.push(json!({
            "request": id.to_string(), "member": request.member.to_string(),
            "rule": request.rule, "asked": request.asked, "state": state,
        }));
    }
    Ok(Answer::new(text, json!({ "requests": Value::Array(rows) })))
}

/// `caisse allowances`.
pub fn allowances(context: &Context, arguments: Allowances) -> Result<Answer, Failure> {
    let fail = |error: ExecuteError| context.fail(|l| error.sentence(l));
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let month = arguments.month;
    let house = desk.state().map_err(fail)?;
    let rule = &arguments.rule;
    let situations = desk.people.situations_to_grant(house, rule, month).map_err(fail)?;
    let command = allocations::Command::GrantPeriodic {
        month,
        rule: arguments.rule,
        on: arguments.on.unwrap_or_else(|| context.today()),
        envelope: arguments.envelope,
        shortage: arguments.shortage.map(|shortage| match shortage {
            Shortage::Proportional => ShortageMethod::Proportional,
            Shortage::EqualAwards => ShortageMethod::ConstrainedEqualAwards,
            Shortage::EqualLosses => ShortageMethod::ConstrainedEqualLosses,
        }),
        situations,
    };
    let done = desk.act(actor, Command::Allocations(command)).map_err(fail)?;
    let Event::Allocations(allocations::Event::PeriodicGranted { amounts, computed, .. }) =
        &done.event
    else {
        unreachable!("an allowance was decided");
    };
    let total: Amount = amounts.iter().copied().sum();
    let by_rule: Amount = computed.iter().copied().sum();
    let text = match context.language {
        Language::French => format!(
            "{} allocations, {} réservés ({} par la règle)",
            amounts.len(),
            context.amount(total),
            context.amount(by_rule)
        ),
        Language::English => format!(
            "{} allowances, {} reserved ({} by the rule)",
            amounts.len(),
            context.amount(total),
            context.amount(by_rule)
        ),
    };
    let json = json!({ "allocations": amounts.len(), "total": total, "computed": by_rule });
    Ok(Answer::new(text, json))
}
