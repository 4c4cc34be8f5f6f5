//! Reports: where the caisse stands, its books, and why an amount is what it is.

use std::fmt::Write as _;

use caisse_app::{Accounts, Desk, ExecuteError};
use caisse_domain::Organisation;
use caisse_domain::identity::{AllocationId, ClaimId};
use caisse_domain::ledger::figures::{ClosingEntries, Period, Statement};
use caisse_domain::ledger::{AccountNumber, Ledger, RowKind};
use caisse_domain::rules::Question;
use caisse_units::{Amount, Language, Month};
use serde_json::{Value, json};

use crate::answer::{Answer, Failure};
use crate::arguments::Report;
use crate::context::Context;

/// `caisse report`. Reports of the books do not open the rest of the caisse.
pub fn run(context: &Context, arguments: Report) -> Result<Answer, Failure> {
    let this_year = context.today().year();
    let period = |year: Option<i16>| {
        let year = year.unwrap_or(this_year);
        Period::year(year).ok_or_else(|| Failure::new(year.to_string()))
    };
    match arguments {
        Report::Overview => whole(context, |_, house| Ok(overview(context, house))),
        Report::Balance(year) => Ok(balance(context, &context.accounts()?, period(year.year)?)),
        Report::Ledger { account, year } => {
            Ok(ledger(context, &context.accounts()?.ledger, account, period(year.year)?))
        }
        Report::Journal(year) => {
            Ok(journal(context, &context.accounts()?.ledger, period(year.year)?))
        }
        Report::BalanceSheet(year) => {
            let Accounts { chart, ledger, .. } = context.accounts()?;
            Ok(statement(context, &ledger.balance_sheet(&chart, period(year.year)?.to)))
        }
        Report::Income(year) => {
            let Accounts { chart, ledger, .. } = context.accounts()?;
            Ok(statement(context, &ledger.income_statement(&chart, period(year.year)?)))
        }
        Report::Unpaid => whole(context, |_, house| Ok(unpaid(context, house))),
        Report::Survival => {
            let Accounts { chart, ledger, .. } = context.accounts()?;
            let month = context.today().month().previous();
            let survival = ledger.survival(&chart, month, 12);
            let json = json!({ "free": survival.free, "spent": survival.spent, "tenths": survival.tenths });
            Ok(Answer::new(survival.sentence(context.language), json))
        }
        Report::Why { figure } => whole(context, |desk, house| why(context, desk, house, &figure)),
    }
}

/// A report that needs the whole caisse.
fn whole(
    context: &Context,
    report: impl FnOnce(&Desk, &Organisation) -> Result<Answer, Failure>,
) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = desk.state().map_err(|error| context.fail(|l| error.sentence(l)))?;
    report(&desk, house)
}

fn overview(context: &Context, house: &Organisation) -> Answer {
    let today = context.today();
    let members = house.members.active_on(today).count();
    let (in_hand, available) = (house.in_hand(), house.available(today));
    let reserved = house.allocations.reserved();
    let late = house
        .contributions
        .all_open()
        .filter(|(id, _)| house.contributions.late_on(*id, today).is_positive())
        .count();
    let open = house.bank.open_lines().count();
    let rows = [
        (context.say("Membres en règle", "Active members"), members.to_string()),
        (context.say("En banque et en caisse", "In bank and cash"), context.amount(in_hand)),
        (
            context.say("Réservé pour des allocations", "Reserved for allowances"),
            context.amount(reserved),
        ),
        (context.say("Disponible", "Available"), context.amount(available)),
        (context.say("Cotisations en retard", "Late contributions"), late.to_string()),
        (context.say("Lignes à rapprocher", "Lines to match"), open.to_string()),
    ];
    let mut text = format!("{}\n", house.founding.name);
    for (label, value) in &rows {
        let _ = writeln!(text, "  {label:<32} {value:>16}");
    }
    let json = json!({
        "name": house.founding.name, "members": members, "in_hand": in_hand,
        "reserved": reserved, "available": available, "late": late, "open_lines": open,
    });
    Answer::new(text, json)
}

fn balance(context: &Context, accounts: &Accounts, period: Period) -> Answer {
    let trial = accounts.ledger.trial_balance(period, ClosingEntries::LeftOut);
    let (mut text, mut rows) = (String::new(), Vec::new());
    for line in &trial.lines {
        let account = accounts.chart.find(line.account);
        let label = account.map_or("", |account| account.label(context.language));
        let (debit, credit) = (line.movement.debit, line.movement.credit);
        let _ = writeln!(
            text,
            "{:<8} {:<48.48} {:>15} {:>15} {:>15}",
            line.account.to_string(),
            label,
            context.amount(debit),
            context.amount(credit),
            context.amount(line.closing())
        );
        rows.push(json!({
            "account": line.account.to_string(), "label": label, "opening": line.opening,
            "debit": debit, "credit": credit, "closing": line.closing(),
        }));
    }
    Answer::new(text, json!({ "accounts": rows }))
}

fn ledger(context: &Context, ledger: &Ledger, account: AccountNumber, period: Period) -> Answer {
    let listed = ledger.account_ledger(account, None, period);
    let mut text = format!("{:>62} {:>15}\n", "", context.amount(listed.opening));
    let mut rows = Vec::new();
    for line in &listed.lines {
        let entry = ledger.entry(line.entry);
        let label = entry.map_or("", |entry| entry.label());
        let _ = writeln!(
            text,
            "{} {:>7} {:<28.28} {:>15} {:>15}",
            line.date,
            line.entry,
            label,
            context.amount(line.amount),
            context.amount(line.balance)
        );
        rows.push(json!({
            "entry": line.entry.to_string(), "date": line.date, "label": label,
            "amount": line.amount, "balance": line.balance,
        }));
    }
    let json = json!({ "opening": listed.opening, "lines": rows, "closing": listed.closing });
    Answer::new(text, json)
}

fn journal(context: &Context, ledger: &Ledger, period: Period) -> Answer {
    let (mut text, mut rows) = (String::new(), Vec::new());
    for entry in ledger.entries().filter(|entry| period.contains(entry.date())) {
        let reason = entry.reason().sentence(context.language);
        let _ = writeln!(
            text,
            "{} {:>7} {} {}\n        {reason}",
            entry.date(),
            entry.id(),
            entry.journal().code(),
            entry.label()
        );
        let postings: Vec<Value> = entry
            .postings()
            .map(|posting| {
                let party = posting.party.map(|party| party.to_string()).unwrap_or_default();
                let amount = context.amount(posting.amount);
                let _ = writeln!(
                    text,
                    "        {:<8} {party:<8} {amount:>15}",
                    posting.account.to_string()
                );
                json!([posting.account.to_string(), party, posting.amount])
            })
            .collect();
        rows.push(json!({
            "entry": entry.id().to_string(), "date": entry.date(), "journal": entry.journal().code(),
            "label": entry.label(), "reason": reason, "postings": postings,
        }));
    }
    Answer::new(text, json!({ "entries": rows }))
}

fn statement(context: &Context, statement: &Statement) -> Answer {
    let (mut text, mut rows) = (String::new(), Vec::new());
    for row in &statement.rows {
        let label = row.label(context.language);
        if row.kind == RowKind::Heading {
            let _ = writeln!(text, "\n{label}");
        } else if !row.net().is_zero() || !row.previous.is_zero() || row.kind == RowKind::Total {
            let _ = writeln!(
                text,
                "  {label:<56.56} {:>15} {:>15}",
                context.amount(row.net()),
                context.amount(row.previous)
            );
        }
        rows.push(json!({ "label": label, "net": row.net(), "previous": row.previous }));
    }
    Answer::new(text, json!({ "rows": rows }))
}

fn unpaid(context: &Context, house: &Organisation) -> Answer {
    let today = context.today();
    let (mut text, mut rows, mut total) = (String::new(), Vec::new(), Amount::ZERO);
    for (id, claim) in house.contributions.all_open() {
        let late = house.contributions.late_on(id, today);
        let collected = claim.in_collection.map(|run| run.to_string());
        let mut mark = String::new();
        if late.is_positive() {
            let said = context.say("en retard", "late");
            mark = match late == claim.left() {
                true => said,
                false => format!("{said} : {}", context.amount(late)),
            };
        }
        if let Some(run) = &collected {
            let said = context.say("dans le prélèvement", "in the collection");
            mark = format!("{mark} ({said} {run})").trim().to_owned();
        }
        let left = context.amount(claim.left());
        let _ = writeln!(
            text,
            "{id:>7} {:>7} {} {left:>13} {} {mark}",
            claim.member, claim.month, claim.due
        );
        total = total.plus(claim.left());
        rows.push(json!({
            "claim": id.to_string(), "member": claim.member.to_string(), "month": claim.month,
            "left": claim.left(), "due": claim.due, "late": late.is_positive(),
            "late_amount": late, "collection": collected, "reminders": claim.reminders,
        }));
    }
    let _ = writeln!(text, "{:>40}", context.amount(total));
    Answer::new(text, json!({ "claims": rows, "total": total }))
}

/// The steps from an amount down to the parameters, then the entry and the decision behind it.
fn why(
    context: &Context,
    desk: &Desk,
    house: &Organisation,
    figure: &str,
) -> Result<Answer, Failure> {
    let fail = |error: ExecuteError| context.fail(|l| error.sentence(l));
    let (question, rule, computed, amount) = if let Ok(id) = figure.parse::<ClaimId>() {
        let claim = house.contributions.claim(id).ok_or_else(|| unknown(context, figure))?;
        let on = claim.month.first_day();
        let question = Question::of_month(claim.member, claim.month);
        let version = house.rules.contribution(on);
        (question, version, claim.proposed, claim.called)
    } else if let Ok(id) = figure.parse::<AllocationId>() {
        let allocation = house.allocations.get(id).ok_or_else(|| unknown(context, figure))?;
        let request = allocation.request.and_then(|id| house.allocations.request(id));
        let month = house.allocations.month_of(id);
        let on = month.map_or(allocation.on, Month::first_day);
        let counted = month.map_or(on, Month::last_day);
        let asked = request.map(|request| request.asked);
        let question = Question { member: allocation.member, on, counted, asked, told: Some(id) };
        let version = house.rules.benefit(house.allocations.rule_of(allocation), on);
        (question, version, allocation.computed, allocation.amount)
    } else {
        return Err(unknown(context, figure));
    };
    let rule = rule.map_err(|refusal| context.fail(|l| refusal.sentence(l)))?;
    let situation = desk.people.situation(house, question.member, question.on).map_err(fail)?;
    let outcome = rule
        .explain(house, question, situation.as_ref())
        .map_err(|failure| context.fail(|l| failure.sentence(l)))?;
    let mut text = format!("{figure} : {}\n", context.amount(amount));
    let mut steps = Vec::new();
    for step in outcome.explain(context.language) {
        let line = format!("{}{}", "  ".repeat(step.depth), step.text);
        let _ = writeln!(text, "{line}");
        steps.push(line);
    }
    if amount != computed {
        let line = differs(context, computed, amount);
        let _ = writeln!(text, "{line}");
        steps.push(line);
    }
    let decision = house.rules.decision(rule.name(), rule.since());
    if let Some(content) = decision.and_then(|id| house.offices.decision(id)) {
        let since = rule.since().written(context.language);
        let on = content.on.written(context.language);
        let _ = match context.language {
            Language::French => writeln!(
                text,
                "Règle « {} », en vigueur depuis le {since}, adoptée le {on} par : {} ({}).",
                rule.name(),
                content.assembly,
                content.title
            ),
            Language::English => writeln!(
                text,
                "Rule “{}”, in force since {since}, adopted on {on} by: {} ({}).",
                rule.name(),
                content.assembly,
                content.title
            ),
        };
    }
    let json = json!({
        "figure": figure, "amount": amount, "rule": rule.name(), "since": rule.since(),
        "decision": decision.map(|id| id.to_string()), "steps": steps,
    });
    Ok(Answer::new(text, json))
}

/// Why the amount is not what the rule computed: chosen, shared because the fund was short, or decided.
fn differs(context: &Context, computed: Amount, amount: Amount) -> String {
    let (by_rule, stands) = (context.amount(computed), context.amount(amount));
    match (amount > computed, context.language) {
        (true, Language::French) => format!("Proposé : {by_rule} ; le membre a choisi {stands}."),
        (true, Language::English) => format!("Proposed: {by_rule}; the member chose {stands}."),
        (false, Language::French) => format!(
            "La règle donne {by_rule} ; {stands} ont été accordés, par décision ou parce que le fonds ne suffisait pas pour tous."
        ),
        (false, Language::English) => format!(
            "The rule gives {by_rule}; {stands} was granted, by decision or because the fund was too short for all."
        ),
    }
}

fn unknown(context: &Context, figure: &str) -> Failure {
    Failure::new(match context.language {
        Language::French => format!(
            "« {figure} » n'est ni une cotisation (C12) ni une allocation (A3) de cette caisse"
        ),
        Language::English => {
            format!("“{figure}” is neither a claim (C12) nor an allocation (A3) of this caisse")
        }
    })
}
