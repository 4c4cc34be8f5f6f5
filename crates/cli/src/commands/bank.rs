//! Direct debits and bank statements.

use std::fmt::Write as _;
use std::path::Path;

use caisse_app::ExecuteError;
use caisse_app::work::matching::{self, Match};
use caisse_app::work::{bank_files, columns, statements};
use caisse_banking::statement::{
    CsvMapping, Format, Limits, Place, Problem, ReadOptions, StatementError, TitledColumn,
};
use caisse_domain::contributions::{self, Means};
use caisse_domain::identity::{BankLineId, DebitRunId};
use caisse_domain::{Command, Event, bank, payments};
use caisse_units::{Amount, Language};
use serde_json::{Value, json};

use crate::answer::{Answer, Failure};
use crate::arguments::{Debit, MatchLine, Statement};
use crate::context::Context;

/// `caisse debit`.
pub fn debit(context: &Context, arguments: Debit) -> Result<Answer, Failure> {
    let fail = |error: ExecuteError| context.fail(|l| error.sentence(l));
    match arguments {
        Debit::Mandate { member, reference, signed } => {
            let mut desk = context.desk()?;
            let actor = context.acting(desk.house.state());
            let command = contributions::Command::SignMandate { member, reference, signed };
            let done = desk.act(actor, Command::Contributions(command)).map_err(fail)?;
            let Event::Contributions(contributions::Event::MandateSigned { mandate, .. }) =
                done.event
            else {
                unreachable!("a mandate was decided");
            };
            Ok(Answer::new(mandate.to_string(), json!({ "mandate": mandate.to_string() })))
        }
        Debit::List => list_debits(context),
        Debit::Revoke { mandate, on } => {
            let mut desk = context.desk()?;
            let actor = context.acting(desk.house.state());
            let on = on.unwrap_or_else(|| context.today());
            let command = contributions::Command::RevokeMandate { mandate, on };
            desk.act(actor, Command::Contributions(command)).map_err(fail)?;
            let text = format!("{mandate} {}", context.say("révoqué", "revoked"));
            Ok(Answer::new(text, json!({ "mandate": mandate.to_string(), "revoked": on })))
        }
        Debit::Abandon { run, claims, reason } => {
            let mut desk = context.desk()?;
            let actor = context.acting(desk.house.state());
            let on = context.today();
            let command = contributions::Command::AbandonDebits { run, claims, reason, on };
            let done = desk.act(actor, Command::Contributions(command)).map_err(fail)?;
            let Event::Contributions(contributions::Event::DebitsAbandoned { claims, .. }) =
                done.event
            else {
                unreachable!("debits were given up");
            };
            let said = context.say("prélèvements abandonnés", "debits given up");
            let text = format!("{run} : {} {said}", claims.len());
            let claims: Vec<String> = claims.iter().map(ToString::to_string).collect();
            Ok(Answer::new(text, json!({ "run": run.to_string(), "claims": claims })))
        }
        Debit::Prepare { on } => {
            let mut desk = context.desk()?;
            let actor = context.acting(desk.house.state());
            let collection = caisse_banking::payment::target_days::next_target_day(on);
            let command = contributions::Command::PrepareDebits { collection };
            let done = desk.act(actor, Command::Contributions(command)).map_err(fail)?;
            let Event::Contributions(contributions::Event::DebitsPrepared { run, items, .. }) =
                done.event
            else {
                unreachable!("a collection was decided");
            };
            let total: Amount = items.iter().map(|item| item.amount).sum();
            let text = match context.language {
                Language::French => format!(
                    "{run} : {} prélèvements, {} en tout, le {}",
                    items.len(),
                    context.amount(total),
                    collection.written(context.language)
                ),
                Language::English => format!(
                    "{run}: {} debits, {} in all, on {}",
                    items.len(),
                    context.amount(total),
                    collection.written(context.language)
                ),
            };
            let json = json!({ "run": run.to_string(), "debits": items.len(), "total": total });
            Ok(Answer::new(text, json))
        }
        Debit::File { run, output } => {
            let mut desk = context.desk()?;
            let bytes = bank_files::debits(&desk, run)
                .map_err(|error| context.fail(|l| error.sentence(l)))?;
            // Recorded first: a file that nobody has yet is better than one that nobody knows of.
            if house_awaits_sending(&desk, run) {
                let actor = context.acting(desk.house.state());
                let command = contributions::Command::SendDebits { run, on: context.today() };
                desk.act(actor, Command::Contributions(command)).map_err(fail)?;
            }
            context.write(&output, &bytes)?;
            let text = output.display().to_string();
            Ok(Answer::new(text, json!({ "file": output, "bytes": bytes.len() })))
        }
    }
}

/// True while nobody has made the file of this collection.
fn house_awaits_sending(desk: &caisse_app::Desk, run: DebitRunId) -> bool {
    let known = desk.house.state().and_then(|house| house.contributions.run(run));
    known.is_some_and(|run| run.sending == contributions::Sending::NotYet)
}

fn list_debits(context: &Context) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = desk.state().map_err(|error| context.fail(|l| error.sentence(l)))?;
    let (mut text, mut mandates, mut runs) = (String::new(), Vec::new(), Vec::new());
    for (id, mandate) in house.contributions.mandates() {
        let state = match mandate.revoked {
            Some(on) => format!("{} {on}", context.say("révoqué le", "revoked on")),
            None => String::new(),
        };
        let (id, member) = (id.to_string(), mandate.member.to_string());
        let _ = writeln!(text, "{id:>6} {member:>6}  {}  {state}", mandate.reference);
        mandates.push(json!({
            "mandate": id, "member": member, "reference": mandate.reference,
            "signed": mandate.signed, "revoked": mandate.revoked, "last_used": mandate.last_used,
        }));
    }
    for (id, run) in house.contributions.runs() {
        let total: Amount = run.items.iter().map(|item| item.amount).sum();
        let state = match run.sending {
            contributions::Sending::Unknown => String::new(),
            contributions::Sending::NotYet => context.say("à remettre à la banque", "to send"),
            contributions::Sending::Sent(on) => {
                format!("{} {on}", context.say("remis le", "sent on"))
            }
        };
        let (id, count, total_written) = (id.to_string(), run.items.len(), context.amount(total));
        let _ =
            writeln!(text, "{id:>6} {}  {count:>5} × {total_written:>13}  {state}", run.collection);
        runs.push(json!({
            "run": id, "collection": run.collection, "debits": count, "total": total,
            "came": run.settled.len(), "state": state,
        }));
    }
    Ok(Answer::new(text, json!({ "mandates": mandates, "runs": runs })))
}

/// `caisse statement`.
pub fn statement(context: &Context, arguments: Statement) -> Result<Answer, Failure> {
    match arguments {
        Statement::Import { file, dry_run, account, columns } => {
            let bytes = statement_bytes(context, &file)?;
            let options = read_options(context, &bytes, account, &columns)?;
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
            if dry_run {
                let desk = context.reading()?;
                let house = desk.state().map_err(|error| context.fail(|l| error.sentence(l)))?;
                let preview = statements::preview(house, &bytes, name.as_deref(), &options)
                    .map_err(|error| context.fail(|l| error.sentence(l)))?;
                return Ok(previewed(context, &preview, false));
            }
            import(context, &bytes, name.as_deref(), &options)
        }
        Statement::Open => open(context),
        Statement::Match(arguments) => match_line(context, arguments),
    }
}

/// The bytes of a statement; a file that is longer than any statement is refused without being read.
fn statement_bytes(context: &Context, file: &Path) -> Result<Vec<u8>, Failure> {
    let limit = Limits::default().bytes;
    context.read_at_most(file, limit as u64, |length| {
        let bytes = usize::try_from(length).unwrap_or(usize::MAX);
        let problem = Problem::TooLarge { bytes, limit };
        let refusal = StatementError { place: Place::File, problem };
        context.fail(|language| refusal.sentence(language))
    })
}

fn previewed(context: &Context, preview: &statements::Preview, done: bool) -> Answer {
    let mut text = match context.language {
        Language::French => {
            format!("{} lignes nouvelles, {} déjà connues", preview.new, preview.known)
        }
        Language::English => format!("{} new lines, {} known already", preview.new, preview.known),
    };
    for statement in &preview.statements {
        for warning in &statement.warnings {
            let _ = write!(text, "\n  {}", warning.sentence(context.language));
        }
        if !done {
            for line in &statement.lines {
                let _ = write!(
                    text,
                    "\n  {}  {:>14}  {}",
                    line.booked,
                    context.amount(line.amount),
                    line.label
                );
            }
        }
    }
    Answer::new(text, json!({ "new": preview.new, "known": preview.known, "done": done }))
}

/// How to read the file: with the columns pointed at, else with those that are remembered for it.
fn read_options(
    context: &Context,
    bytes: &[u8],
    account: Option<String>,
    pointed: &[TitledColumn],
) -> Result<ReadOptions, Failure> {
    let limits = Limits::default();
    let csv = if pointed.is_empty() {
        columns::known(&context.root, bytes).map_err(|error| Failure::new(error.to_string()))?
    } else {
        let mapping = CsvMapping::of_titles(bytes, pointed, &limits)
            .map_err(|error| context.fail(|l| error.sentence(l)))?;
        Some(mapping)
    };
    // Columns pointed at say that it is a table, whatever it looks like.
    let format = csv.is_some().then_some(Format::Csv);
    Ok(ReadOptions { format, csv, account, ..ReadOptions::default() })
}

fn import(
    context: &Context,
    bytes: &[u8],
    name: Option<&str>,
    options: &ReadOptions,
) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let house = desk.state().map_err(|error| context.fail(|l| error.sentence(l)))?;
    let preview = statements::preview(house, bytes, name, options)
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    statements::import(&mut desk, actor, &preview)
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    if let Some(mapping) = &options.csv {
        columns::remember(&context.root, mapping)
            .map_err(|error| Failure::new(error.to_string()))?;
    }
    let matched = matching::match_all(&mut desk, actor)
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let mut answer = previewed(context, &preview, true);
    let (taken, left, refused) = (matched.taken.len(), matched.left.len(), matched.refused.len());
    let _ = match context.language {
        Language::French => write!(
            answer.text,
            "\n{taken} rapprochées, {left} à rapprocher (caisse statement open)"
        ),
        Language::English => {
            write!(answer.text, "\n{taken} matched, {left} to match (caisse statement open)")
        }
    };
    for (line, error) in &matched.refused {
        let _ = write!(answer.text, "\n  {line} : {}", error.sentence(context.language));
    }
    answer.json["matched"] = json!(taken);
    answer.json["left"] = json!(left + refused);
    Ok(answer)
}

fn open(context: &Context) -> Result<Answer, Failure> {
    let fail = |error: ExecuteError| context.fail(|l| error.sentence(l));
    let desk = context.reading()?;
    let house = desk.state().map_err(fail)?;
    let directory = matching::Directory::open(&desk).map_err(fail)?;
    let (mut text, mut rows) = (String::new(), Vec::new());
    let lines = matching::open_lines(&desk).map_err(fail)?;
    let found = matching::look_up(house, &directory, &lines);
    for (matching::OpenLine { id, line, text: words }, found) in lines.iter().zip(found) {
        let proposal = proposal(context, &found);
        let amount = context.amount(line.amount);
        let _ = writeln!(text, "{id:>6}  {}  {amount:>14}  {}", line.booked, words.summary());
        if !proposal.is_empty() {
            let _ = writeln!(text, "        → {proposal}");
        }
        rows.push(json!({
            "line": id.to_string(), "booked": line.booked, "amount": line.amount,
            "text": words.summary(), "proposal": proposal,
        }));
    }
    if rows.is_empty() {
        text = context.say("Toutes les lignes sont rapprochées.", "Every line is matched.");
    }
    Ok(Answer::new(text, json!({ "lines": Value::Array(rows) })))
}

fn proposal(context: &Context, found: &Match) -> String {
    match found {
        Match::Contribution(member) => format!("--member {member}"),
        Match::Together(parts) => {
            let parts = parts.iter().map(|(member, sum)| format!("--split {member}={sum}"));
            parts.collect::<Vec<String>>().join(" ")
        }
        Match::Debits(run, _) => run.to_string(),
        Match::Debit(claim) => format!("--debit {claim}"),
        Match::Return(receipt, reason) => format!("{receipt} ({reason})"),
        Match::Payment(payment) => format!("--payment {payment}"),
        Match::Charge => "--charge".to_owned(),
        Match::Perhaps(members) => {
            let perhaps = context.say("peut-être", "perhaps");
            let members: Vec<String> =
                members.iter().take(5).map(|member| format!("--member {member}")).collect();
            format!("{perhaps} {}", members.join(", "))
        }
        Match::Unknown => String::new(),
    }
}

fn match_line(context: &Context, arguments: MatchLine) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let line = arguments.line;
    let content = desk.house.state().and_then(|house| house.bank.line(line));
    let Some((content, _)) = content.map(|(line, state)| (line.clone(), state)) else {
        let refusal = bank::Refusal::LineUnknown { line };
        return Err(context.fail(|l| refusal.sentence(l)));
    };
    let Some(command) = command(line, &content, arguments) else {
        return Err(Failure::new(context.say(
            "dites ce qu'est la ligne : --member, --split, --debit, --payment, --charge, --deposit, --expense, --income ou --set-aside",
            "say what the line is: --member, --split, --debit, --payment, --charge, --deposit, --expense, --income or --set-aside",
        )));
    };
    desk.act(actor, command).map_err(|error| context.fail(|l| error.sentence(l)))?;
    let said = context.say("rapprochée", "matched");
    Ok(Answer::new(format!("{line} {said}"), json!({ "line": line.to_string() })))
}

fn command(line: BankLineId, content: &bank::Line, arguments: MatchLine) -> Option<Command> {
    let label = arguments.label.unwrap_or_default();
    if let Some(member) = arguments.member {
        return Some(Command::Contributions(contributions::Command::Receive {
            member,
            amount: content.amount,
            on: content.booked,
            means: Means::Transfer { line },
        }));
    }
    if !arguments.split.is_empty() {
        let parts = arguments.split.iter().map(|part| (part.member, part.amount)).collect();
        let together = contributions::Command::ReceiveTogether { line, parts };
        return Some(Command::Contributions(together));
    }
    if let Some(claim) = arguments.debit {
        let alone = contributions::Command::SettleDebit { claim, line };
        return Some(Command::Contributions(alone));
    }
    if let Some(payment) = arguments.payment {
        return Some(Command::Payments(payments::Command::Execute { payment, line }));
    }
    if let (Some(account), Some(decision)) = (arguments.expense, arguments.decision) {
        return Some(Command::Bank(bank::Command::Expense { line, account, label, decision }));
    }
    if let (Some(kind), Some(decision)) = (arguments.income, arguments.decision) {
        return Some(Command::Contributions(contributions::Command::ReceiveOther {
            kind: kind.into(),
            amount: content.amount,
            on: content.booked,
            label,
            line: Some(line),
            decision,
        }));
    }
    let command = match (arguments.charge, arguments.deposit, arguments.set_aside) {
        (true, _, _) => bank::Command::Charge { line },
        (_, true, _) => bank::Command::CashDeposit { line },
        (_, _, true) => bank::Command::SetAside { line },
        _ => return None,
    };
    Some(Command::Bank(command))
}
