//! Envelopes, agreements and cessions: what votes opened, as lists.

use std::fmt::Write as _;

use caisse_domain::Command;
use caisse_domain::agreements::{self, Agreement as Known, Refusal, Spending};
use caisse_domain::identity::AgreementId;
use serde_json::{Value, json};

use super::{digest_of, state};
use crate::answer::{Answer, Failure};
use crate::arguments::Agreement;
use crate::context::Context;

/// `caisse envelope list`.
pub fn envelopes(context: &Context) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = state(context, &desk)?;
    let (mut text, mut rows) = (String::new(), Vec::new());
    for (id, known) in house.projects.envelopes() {
        let content = &known.content;
        let (amount, left) = (context.amount(content.amount), context.amount(known.left()));
        let (remains, until) = (context.say("reste", "left"), context.say("jusqu'au", "until"));
        let last = content.until.written(context.language);
        let _ = writeln!(
            text,
            "{id:>5}  {} : {amount}, {remains} {left}, {until} {last}  ({})",
            content.title, content.decision
        );
        rows.push(json!({
            "envelope": id.to_string(), "title": content.title, "amount": content.amount,
            "left": known.left(), "until": content.until, "decision": content.decision.to_string(),
            "open": context.today() <= content.until,
        }));
    }
    Ok(Answer::new(text, json!({ "envelopes": Value::Array(rows) })))
}

/// `caisse agreement`.
pub fn agreement(context: &Context, arguments: Agreement) -> Result<Answer, Failure> {
    match arguments {
        Agreement::List => list(context),
        Agreement::Show { agreement } => show(context, agreement),
        Agreement::Spent { agreement, month, amount, document } => {
            let document = digest_of(context, Some(&document))?.unwrap_or_default();
            let spending = Spending { month, amount, document };
            let command = agreements::Command::RecordSpending { agreement, spending };
            let mut desk = context.desk()?;
            let actor = context.acting(desk.house.state());
            desk.act(actor, Command::Agreements(command))
                .map_err(|error| context.fail(|l| error.sentence(l)))?;
            let month = month.written(context.language);
            let text = format!("{agreement}, {month} : {}", context.amount(amount));
            Ok(Answer::new(text, json!({ "agreement": agreement.to_string(), "amount": amount })))
        }
    }
}

fn stands(context: &Context, known: &Known) -> String {
    let today = context.today();
    if known.holds_on(today) {
        context.say("en vigueur", "in force")
    } else if today < known.from {
        context.say("à venir", "to come")
    } else {
        context.say("finie", "over")
    }
}

fn line(context: &Context, id: AgreementId, known: &Known) -> String {
    let language = context.language;
    let (rate, partner) = (known.terms.rate.written(language), known.terms.partner);
    let (from, last) = (known.from.written(language), known.last_day().written(language));
    let state = stands(context, known);
    format!("{id:>5}  {partner}  {rate}  {from} → {last}  {state}  ({})", known.decision)
}

fn values(context: &Context, id: AgreementId, known: &Known) -> Value {
    json!({
        "agreement": id.to_string(), "partner": known.terms.partner.to_string(),
        "criteria": known.terms.criteria, "rate": known.terms.rate, "from": known.from,
        "until": known.last_day(), "decision": known.decision.to_string(),
        "in_force": known.holds_on(context.today()), "spent": known.total_spent(),
    })
}

fn list(context: &Context) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = state(context, &desk)?;
    let (mut text, mut rows) = (String::new(), Vec::new());
    for (id, known) in house.agreements.all() {
        let _ = writeln!(text, "{}", line(context, id, known));
        rows.push(values(context, id, known));
    }
    Ok(Answer::new(text, json!({ "agreements": rows })))
}

fn show(context: &Context, agreement: AgreementId) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = state(context, &desk)?;
    let Some(known) = house.agreements.get(agreement) else {
        return Err(context.fail(|l| Refusal::Unknown { agreement }.sentence(l)));
    };
    let mut text =
        format!("{}\n{}\n", line(context, agreement, known).trim(), known.terms.criteria);
    let months = known.spent_by_month();
    if !months.is_empty() {
        let _ = writeln!(text, "\n{}", context.say("Dépensé là", "Spent there"));
    }
    for (month, amount) in &months {
        let _ =
            writeln!(text, "  {}  {}", month.written(context.language), context.amount(*amount));
    }
    let mut json = values(context, agreement, known);
    let month = |(month, amount)| json!({ "month": month, "amount": amount });
    json["months"] = months.into_iter().map(month).collect();
    Ok(Answer::new(text, json))
}

/// `caisse cession list`.
pub fn cessions(context: &Context) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = state(context, &desk)?;
    let (mut text, mut rows) = (String::new(), Vec::new());
    let (language, today) = (context.language, context.today());
    for (id, known) in house.agreements.cessions() {
        let content = &known.content;
        let holds = known.holds_on(today);
        let state = match holds {
            true => context.say("cédé", "ceded"),
            false => context.say("décidé ici", "decided here"),
        };
        let (from, majority) = (known.from.written(language), content.majority.written(language));
        let _ = writeln!(
            text,
            "{id:>5}  {} → {}  {from}, {majority}  {state}  ({})",
            content.matter, content.federation, known.decision
        );
        rows.push(json!({
            "cession": id.to_string(), "matter": content.matter,
            "federation": content.federation, "from": known.from, "until": content.until,
            "notice_days": content.notice_days, "majority": content.majority, "holds": holds,
            "taken_back": known.taken_back.map(|(from, _)| from),
            "decision": known.decision.to_string(),
        }));
    }
    Ok(Answer::new(text, json!({ "cessions": Value::Array(rows) })))
}
