//! Contributions: called, received by hand, waived, spread, reminded.

use std::fmt::Write as _;

use caisse_app::work::notices;
use caisse_domain::contributions::{self, Means};
use caisse_domain::{Command, Event};
use caisse_units::{Amount, Day, Language};
use serde_json::json;

use crate::answer::{Answer, Failure};
use crate::arguments::{Call, Receive, Sender, Spread, Waive};
use crate::context::Context;

/// `caisse call`.
pub fn call(context: &Context, arguments: Call) -> Result<Answer, Failure> {
    let fail = |error: caisse_app::ExecuteError| context.fail(|l| error.sentence(l));
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let month = arguments.month;
    let middle = Day::new(month.year(), month.month_of_year(), 15);
    let due = arguments.due.or(middle).unwrap_or_else(|| month.last_day());
    let house = desk.state().map_err(fail)?;
    let situations = desk.people.situations_to_call(house, month).map_err(fail)?;
    let command = contributions::Command::Call { month, due, situations };
    let done = desk.act(actor, Command::Contributions(command)).map_err(fail)?;
    let Event::Contributions(contributions::Event::Called { called, .. }) = &done.event else {
        unreachable!("a call was decided");
    };
    let total: Amount = called.iter().copied().sum();
    let mut text = match context.language {
        Language::French => format!(
            "Appel pour {} : {} cotisations, {} en tout, à payer avant le {}.",
            month.written(context.language),
            called.len(),
            context.amount(total),
            due.written(context.language)
        ),
        Language::English => format!(
            "Call for {}: {} contributions, {} in all, to be paid by {}.",
            month.written(context.language),
            called.len(),
            context.amount(total),
            due.written(context.language)
        ),
    };
    let mut json = json!({ "month": month, "claims": called.len(), "total": total, "due": due });
    if let Some(sender) = &arguments.sender {
        let written = notices::of_call(&desk, month, sender).map_err(fail)?;
        json["letters"] = json!(written.letters);
        json["to_print"] = json!(written.to_print);
        text.push_str(&told(context, &written));
    }
    Ok(Answer::new(text, json))
}

fn told(context: &Context, notices: &notices::Notices) -> String {
    let outbox = "outbox/";
    let mut text = match context.language {
        Language::French => format!(
            "\nLettres dans {outbox} : {} à envoyer, {} à imprimer.",
            notices.letters, notices.to_print
        ),
        Language::English => format!(
            "\nLetters in {outbox}: {} to send, {} to print.",
            notices.letters, notices.to_print
        ),
    };
    for (member, error) in &notices.failed {
        let _ = write!(text, "\n  {member} : {}", error.sentence(context.language));
    }
    text
}

/// `caisse receive`.
pub fn receive(context: &Context, arguments: Receive) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let (member, amount) = (arguments.member, arguments.amount);
    let on = arguments.on.unwrap_or_else(|| context.today());
    let means = arguments.cheque.map_or(Means::Cash, |number| Means::Cheque { number });
    let command = contributions::Command::Receive { member, amount, on, means };
    let done = desk
        .act(actor, Command::Contributions(command))
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let Event::Contributions(contributions::Event::Received { receipt, content, .. }) = &done.event
    else {
        unreachable!("a receipt was decided");
    };
    let mut text = format!("{receipt} : {} ({member})", context.amount(amount));
    for (claim, part) in &content.settles {
        let _ = write!(text, "\n  {claim} : {}", context.amount(*part));
    }
    let json = json!({
        "receipt": receipt.to_string(),
        "settles": content.settles.iter().map(|(c, a)| json!([c.to_string(), a])).collect::<Vec<_>>(),
    });
    Ok(Answer::new(text, json))
}

/// `caisse waive`.
pub fn waive(context: &Context, arguments: Waive) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let claim = arguments.claim;
    let left = desk.house.state().and_then(|house| house.contributions.claim(claim));
    let amount = arguments.amount.or(left.map(|claim| claim.left())).unwrap_or_default();
    let command = contributions::Command::Waive {
        claim,
        amount,
        reason: arguments.reason,
        decision: arguments.decision,
        on: arguments.on.unwrap_or_else(|| context.today()),
    };
    desk.act(actor, Command::Contributions(command))
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let said = context.say("remise de", "waived:");
    let text = format!("{claim} : {said} {}", context.amount(amount));
    Ok(Answer::new(text, json!({ "claim": claim.to_string(), "waived": amount })))
}

/// `caisse spread`.
pub fn spread(context: &Context, arguments: &Spread) -> Result<Answer, Failure> {
    let mut parts = Vec::new();
    for part in &arguments.parts {
        let read = part.split_once('=').and_then(|(day, amount)| {
            Some((day.parse::<Day>().ok()?, Amount::parse(amount).ok()?))
        });
        let Some(read) = read else {
            let (french, english) = ("écrivez 2026-03-15=12,50", "write 2026-03-15=12.50");
            return Err(Failure::new(format!("« {part} » : {}", context.say(french, english))));
        };
        parts.push(read);
    }
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let count = parts.len();
    let command = contributions::Command::Spread { claim: arguments.claim, parts };
    desk.act(actor, Command::Contributions(command))
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let said = context.say("échéances", "instalments");
    let text = format!("{} : {count} {said}", arguments.claim);
    Ok(Answer::new(text, json!({ "claim": arguments.claim.to_string(), "parts": count })))
}

/// `caisse remind`: a letter for every late claim, then the record that it was reminded.
pub fn remind(context: &Context, arguments: &Sender) -> Result<Answer, Failure> {
    let fail = |error: caisse_app::ExecuteError| context.fail(|l| error.sentence(l));
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let (written, late) = notices::of_late(&desk, &arguments.sender).map_err(fail)?;
    let count = late.len();
    if count > 0 {
        let command = contributions::Command::Remind { claims: late, on: context.today() };
        desk.act(actor, Command::Contributions(command)).map_err(fail)?;
    }
    let said = context.say("Cotisations en retard rappelées :", "Late contributions reminded:");
    let text = format!("{said} {count}.{}", told(context, &written));
    Ok(Answer::new(text, json!({ "late": count, "letters": written.letters })))
}
