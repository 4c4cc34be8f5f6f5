//! Payment orders: prepared, signed by two people, sent to the bank.

use std::fmt::Write as _;

use caisse_app::ExecuteError;
use caisse_app::work::bank_files::{self, LevelAccounts};
use caisse_app::work::payables;
use caisse_domain::payments::{self, Beneficiary, PaymentState};
use caisse_domain::{Command, Event, allocations};
use caisse_units::{Amount, Day};
use serde_json::{Value, json};

use crate::answer::{Answer, Failure};
use crate::arguments::{Pay, Payable};
use crate::context::Context;

/// `caisse pay`.
pub fn run(context: &Context, arguments: Pay) -> Result<Answer, Failure> {
    let today = context.today();
    match arguments {
        Pay::List => list(context),
        Pay::Prepare { items, levels, on } => prepare(context, &items, levels, on),
        Pay::Sign { payment } => {
            let command = Command::Payments(payments::Command::Sign { payment });
            act(context, command)?;
            let said = context.say("signé", "signed");
            Ok(Answer::new(format!("{payment} {said}"), json!({ "payment": payment.to_string() })))
        }
        Pay::File { payment, output, levels } => {
            let desk = context.reading()?;
            let levels = level_accounts(context, &levels)?;
            let bytes = bank_files::transfers(&desk, payment, &levels)
                .map_err(|error| context.fail(|l| error.sentence(l)))?;
            context.write(&output, &bytes)?;
            let text = output.display().to_string();
            Ok(Answer::new(text, json!({ "file": output, "bytes": bytes.len() })))
        }
        Pay::Abandon { payment, reason } => {
            let command = payments::Command::Abandon { payment, reasons: reason, on: today };
            act(context, Command::Payments(command))?;
            let said = context.say("abandonné", "given up");
            Ok(Answer::new(format!("{payment} {said}"), json!({ "payment": payment.to_string() })))
        }
        Pay::Cancel { allocation, reason } => {
            let command = allocations::Command::Cancel { allocation, reasons: reason, on: today };
            act(context, Command::Allocations(command))?;
            let said = context.say("annulée", "cancelled");
            let text = format!("{allocation} {said}");
            Ok(Answer::new(text, json!({ "allocation": allocation.to_string() })))
        }
        Pay::Expire => {
            let command = allocations::Command::Expire { on: today };
            let event = act(context, Command::Allocations(command))?;
            let Event::Allocations(allocations::Event::Expired { allocations, .. }) = event else {
                unreachable!("expiry was decided");
            };
            let said = context.say("allocations échues", "allocations expired");
            let text = format!("{} {said}", allocations.len());
            Ok(Answer::new(text, json!({ "expired": allocations.len() })))
        }
    }
}

fn act(context: &Context, command: Command) -> Result<Event, Failure> {
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let done = desk.act(actor, command).map_err(|error| context.fail(|l| error.sentence(l)))?;
    Ok(done.event)
}

fn prepare(context: &Context, named: &[Payable], levels: bool, on: Day) -> Result<Answer, Failure> {
    let fail = |error: ExecuteError| context.fail(|l| error.sentence(l));
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let items = payables::items(
        desk.state().map_err(fail)?,
        &named.iter().copied().map(payable).collect::<Vec<_>>(),
        levels,
    );
    let execution = caisse_banking::payment::target_days::next_target_day(on);
    let command = Command::Payments(payments::Command::Prepare { items, execution });
    let done = desk.act(actor, command).map_err(fail)?;
    let Event::Payments(payments::Event::Prepared { payment, items, .. }) = done.event else {
        unreachable!("an order was decided");
    };
    let total: Amount = items.iter().map(|item| item.amount).sum();
    let said = context.say("à signer par deux personnes", "to be signed by two people");
    let text = format!("{payment} : {}, {said}", context.amount(total));
    let json = json!({ "payment": payment.to_string(), "items": items.len(), "total": total });
    Ok(Answer::new(text, json))
}

fn payable(named: Payable) -> Beneficiary {
    match named {
        Payable::Allocation(id) => Beneficiary::Allocation(id),
        Payable::Invoice(id) => Beneficiary::Supplier(id),
    }
}

fn level_accounts(context: &Context, texts: &[String]) -> Result<LevelAccounts, Failure> {
    let mut accounts = LevelAccounts::new();
    for text in texts {
        let parts: Vec<&str> = text.splitn(3, '=').collect();
        let [level, holder, iban] = parts.as_slice() else {
            let (french, english) = ("écrivez NIVEAU=TITULAIRE=IBAN", "write LEVEL=HOLDER=IBAN");
            return Err(Failure::new(format!("« {text} » : {}", context.say(french, english))));
        };
        accounts.insert((*level).to_owned(), ((*holder).to_owned(), (*iban).to_owned()));
    }
    Ok(accounts)
}

fn list(context: &Context) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = desk.state().map_err(|error| context.fail(|l| error.sentence(l)))?;
    let (mut text, mut rows) = (String::new(), Vec::new());
    for (id, order) in house.payments.all() {
        let state = match order.state {
            PaymentState::ToSign => context.say("à signer", "to sign"),
            PaymentState::Signed => context.say("à envoyer à la banque", "to send to the bank"),
            PaymentState::Executed(day) => {
                format!("{} {day}", context.say("payé le", "paid on"))
            }
            PaymentState::Abandoned(day) => {
                format!("{} {day}", context.say("abandonné le", "given up on"))
            }
        };
        let signatures: Vec<String> = order.signatures.iter().map(ToString::to_string).collect();
        let total = context.amount(order.total());
        let _ = writeln!(text, "{id:>6}  {total:>14}  {state}  {}", signatures.join(", "));
        rows.push(json!({
            "payment": id.to_string(), "total": order.total(), "execution": order.execution,
            "state": state, "signatures": signatures,
        }));
    }
    Ok(Answer::new(text, json!({ "payments": Value::Array(rows) })))
}
