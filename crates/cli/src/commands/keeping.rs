//! Keeping the books by hand: entries by decision, budgets, the result allotted, years opened, and
//! what was recorded by mistake undone.

use std::fmt::Write as _;

use caisse_app::ExecuteError;
use caisse_domain::contributions::Means;
use caisse_domain::identity::BankLineId;
use caisse_domain::ledger::figures::{Allotment, Period};
use caisse_domain::ledger::{Entry, JournalCode, Posting, Reason, Unbalanced};
use caisse_domain::{Command, Event, books, contributions, payments};
use caisse_journal::Digest;
use caisse_units::{Amount, Day, Language};
use serde_json::json;

use crate::answer::{Answer, Failure};
use crate::arguments::{Allot, BudgetCommand, Mistake, Open, Undo, WriteEntry, Year};
use crate::context::Context;

fn act(context: &Context, command: Command) -> Result<Event, Failure> {
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let done = desk.act(actor, command).map_err(|error| context.fail(|l| error.sentence(l)))?;
    Ok(done.event)
}

/// `caisse undo`.
pub fn undo(context: &Context, arguments: Undo) -> Result<Answer, Failure> {
    let on = arguments.on.unwrap_or_else(|| context.today());
    let reason = arguments.reason;
    let what = match arguments.what {
        Mistake::Line(line) => explanation(context, line)?,
        what => what,
    };
    let (what, command) = match what {
        Mistake::Line(line) => {
            (line.to_string(), Command::Contributions(undo_line(context, line, on, reason)?))
        }
        Mistake::Receipt(receipt) => (
            receipt.to_string(),
            Command::Contributions(contributions::Command::UndoReceipt { receipt, on, reason }),
        ),
        Mistake::Payment(payment) => (
            payment.to_string(),
            Command::Payments(payments::Command::Undo { payment, on, reasons: reason }),
        ),
        Mistake::Entry(entry) => (
            entry.to_string(),
            Command::Books(books::Command::Correct { entry, on, reasons: reason }),
        ),
    };
    let event = act(context, command)?;
    let waiting = match &event {
        Event::Contributions(contributions::Event::ReceiptUndone { line, .. }) => *line,
        Event::Contributions(
            contributions::Event::DebitsUndone { line, .. }
            | contributions::Event::DebitUndone { line, .. }
            | contributions::Event::TogetherUndone { line, .. }
            | contributions::Event::ReturnUndone { line, .. },
        ) => Some(*line),
        Event::Payments(payments::Event::Undone { line, .. }) => Some(*line),
        _ => None,
    };
    let mut text = format!("{what} : {}", context.say("défait", "undone"));
    if let Some(line) = waiting {
        let _ = match context.language {
            Language::French => write!(text, " ; la ligne {line} attend de nouveau"),
            Language::English => write!(text, "; the line {line} waits again"),
        };
    }
    let line = waiting.map(|line| line.to_string());
    Ok(Answer::new(text, json!({ "undone": what, "line": line })))
}

/// Gives a line back that was taken for a return, for the transfers of several members, or for debits.
fn undo_line(
    context: &Context,
    line: BankLineId,
    on: Day,
    reason: String,
) -> Result<contributions::Command, Failure> {
    use contributions::Command as C;
    let desk = context.reading()?;
    let house = desk.state().map_err(|error| context.fail(|l| error.sentence(l)))?;
    if house.contributions.return_by(line).is_some() {
        return Ok(C::UndoReturn { line, on, reason });
    }
    let transfer = Means::Transfer { line };
    let together = house.contributions.receipts().any(|(_, receipt)| receipt.means == transfer);
    Ok(if together {
        C::UndoTogether { line, on, reason }
    } else {
        C::UndoDebits { line, on, reason }
    })
}

/// What a bank line was taken for: the receipt, payment or entry to undo, or the line itself when it was
/// taken for a return, for several transfers, or for debits.
fn explanation(context: &Context, line: BankLineId) -> Result<Mistake, Failure> {
    let desk = context.reading()?;
    let house = desk.state().map_err(|error| context.fail(|l| error.sentence(l)))?;
    let transfer = Means::Transfer { line };
    let mut receipts = house
        .contributions
        .receipts()
        .filter(|(_, receipt)| receipt.returned.is_none() && receipt.means == transfer)
        .map(|(id, _)| id);
    let (receipt, other) = (receipts.next(), receipts.next());
    let returned = house.contributions.return_by(line).is_some();
    let payment = || {
        let executed = house
            .payments
            .all()
            .find(|(_, order)| order.executed.is_some_and(|(_, shown)| shown == line));
        executed.map(|(id, _)| Mistake::Payment(id))
    };
    let entry = || {
        let entries = house.ledger.entries().map(|entry| entry.id());
        let mut of_line = entries.filter(|entry| house.bank.line_of_entry(*entry) == Some(line));
        of_line.next_back().map(Mistake::Entry)
    };
    let debits = house.contributions.runs().any(|(_, run)| {
        let together = run.settled.iter().any(|(_, came)| *came == line);
        together || run.apart.iter().any(|(_, came)| *came == line)
    });
    if debits || returned || other.is_some() {
        return Ok(Mistake::Line(line));
    }
    let found = receipt.map(Mistake::Receipt).or_else(payment).or_else(entry);
    found.ok_or_else(|| {
        Failure::new(match context.language {
            Language::French => format!("rien n'explique encore la ligne {line}"),
            Language::English => format!("nothing explains the line {line} yet"),
        })
    })
}

/// `caisse entry`.
pub fn entry(context: &Context, arguments: WriteEntry) -> Result<Answer, Failure> {
    let reason = match (&arguments.document, arguments.decision) {
        (Some(path), _) => {
            Reason::Document { digest: Digest::of(&context.read(path)?).to_string() }
        }
        (None, Some(decision)) => Reason::Decision(decision),
        (None, None) => unreachable!("the grammar asks for one of the two"),
    };
    let debits = arguments.debit.iter().map(|one| Posting::debit(one.account, None, one.amount));
    let credits = arguments.credit.iter().map(|one| Posting::credit(one.account, None, one.amount));
    let entry = Entry {
        journal: if arguments.opening { JournalCode::Opening } else { JournalCode::General },
        date: arguments.on.unwrap_or_else(|| context.today()),
        label: arguments.label,
        reason,
        postings: debits.chain(credits).collect(),
    };
    recorded(context, entry)
}

fn recorded(context: &Context, entry: Entry) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let total: Amount = entry.postings.iter().map(|posting| posting.amount.max(Amount::ZERO)).sum();
    desk.act(actor, Command::Books(books::Command::Record(entry)))
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let house = desk.state().map_err(|error| context.fail(|l| error.sentence(l)))?;
    let last = house.ledger.entries().last().map(|entry| entry.id().to_string());
    let number = last.unwrap_or_default();
    let text = format!("{number} : {}", context.amount(total));
    Ok(Answer::new(text, json!({ "entry": number, "total": total })))
}

/// `caisse allot`.
pub fn allot(context: &Context, arguments: &Allot) -> Result<Answer, Failure> {
    let parts: Vec<Allotment> = arguments
        .parts
        .iter()
        .map(|part| Allotment { account: part.account, amount: part.amount })
        .collect();
    let date = arguments.on.unwrap_or_else(|| context.today());
    let entry = {
        let desk = context.reading()?;
        let house = desk.state().map_err(|error| context.fail(|l| error.sentence(l)))?;
        let reason = Reason::Decision(arguments.decision);
        let label = "Affectation du résultat";
        house.ledger.allotment_entry(&house.chart, date, label, reason, &parts)
    };
    let entry = entry.map_err(|Unbalanced { difference }| {
        let difference = difference.map_or_else(|| "?".to_owned(), |sum| context.amount(sum));
        Failure::new(match context.language {
            Language::French => format!(
                "les parts ne font pas le résultat à affecter : il s'en faut de {difference} ; « caisse report balance » donne le solde des comptes de résultat"
            ),
            Language::English => format!(
                "the parts do not make the result to allot: they are {difference} away; “caisse report balance” gives the result accounts"
            ),
        })
    })?;
    recorded(context, entry)
}

/// `caisse budget`.
pub fn budget(context: &Context, arguments: BudgetCommand) -> Result<Answer, Failure> {
    match arguments {
        BudgetCommand::Set { year, lines, decision } => {
            let count = lines.len();
            let lines = lines.iter().map(|line| (line.account, line.amount)).collect();
            let budget = books::Budget { decision, lines };
            act(context, Command::Books(books::Command::AdoptBudget { year, budget }))?;
            let said = context.say("lignes de budget adoptées", "budget lines adopted");
            Ok(Answer::new(
                format!("{year} : {count} {said}"),
                json!({ "year": year, "lines": count }),
            ))
        }
        BudgetCommand::Show(Year { year }) => {
            show_budget(context, year.unwrap_or_else(|| context.today().year()))
        }
    }
}

fn show_budget(context: &Context, year: i16) -> Result<Answer, Failure> {
    let fail = |error: ExecuteError| context.fail(|l| error.sentence(l));
    let desk = context.reading()?;
    let house = desk.state().map_err(fail)?;
    let (Some(budget), Some(period)) = (house.books.budget(year), Period::year(year)) else {
        return Err(Failure::new(match context.language {
            Language::French => format!(
                "aucun budget n'est adopté pour {year} ; « caisse budget set » en adopte un"
            ),
            Language::English => {
                format!("no budget is adopted for {year}; “caisse budget set” adopts one")
            }
        }));
    };
    let (mut text, mut rows) = (String::new(), Vec::new());
    let heads = [
        context.say("prévu", "planned"),
        context.say("réalisé", "actual"),
        context.say("reste", "left"),
    ];
    let _ = writeln!(text, "{:<44} {:>13} {:>13} {:>13}", "", heads[0], heads[1], heads[2]);
    for line in house.ledger.budget_against_actual(&budget.lines, period) {
        let account = house.chart.find(line.account);
        let label = account.map_or("", |account| account.label(context.language));
        let label: String = label.chars().take(36).collect();
        let amounts = [line.planned, line.actual, line.left()].map(|sum| context.amount(sum));
        let name = format!("{:<7} {label}", line.account.to_string());
        let _ =
            writeln!(text, "{name:<44} {:>13} {:>13} {:>13}", amounts[0], amounts[1], amounts[2]);
        rows.push(json!({
            "account": line.account.to_string(), "income": line.is_income(),
            "planned": line.planned, "actual": line.actual, "left": line.left(),
        }));
    }
    let _ = writeln!(text, "{} {}", context.say("Adopté par", "Adopted by"), budget.decision);
    let decision = budget.decision.to_string();
    Ok(Answer::new(text, json!({ "year": year, "decision": decision, "lines": rows })))
}

/// `caisse open`.
pub fn open(context: &Context, arguments: &Open) -> Result<Answer, Failure> {
    let year = arguments.year;
    act(context, Command::Books(books::Command::OpenYear { year }))?;
    let said = context.say("exercice ouvert", "year opened");
    Ok(Answer::new(format!("{year} : {said}"), json!({ "opened": year })))
}
