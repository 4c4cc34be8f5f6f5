//! Rules: checked, run over a table, explained, adopted, listed.

use std::fmt::Write as _;
use std::path::Path;

use caisse_app::models;
use caisse_domain::{Command, rules};
use caisse_rules::{Inputs, Outcome, Rule, RuleSet, Value};
use caisse_units::Day;
use serde_json::json;

use crate::answer::{Answer, Failure};
use crate::arguments::Rules;
use crate::context::Context;

/// `caisse rules`.
pub fn run(context: &Context, arguments: Rules) -> Result<Answer, Failure> {
    match arguments {
        Rules::Check { path } => check(context, &path),
        Rules::Run { path, rule, input, output, on } => {
            let set = read(context, &path)?;
            let rule = chosen(context, &set, rule.as_deref())?;
            let on = on.unwrap_or_else(|| context.today());
            let table = Table::read(context, &set, rule, &input)?;
            let outcomes = evaluate(context, &set, rule, on, &table.inputs)?;
            let text = table.with(&outcomes);
            let rows = outcomes.len();
            match output {
                Some(path) => {
                    context.write(&path, text.as_bytes())?;
                    let json = json!({ "rows": rows, "file": path });
                    Ok(Answer::new(path.display().to_string(), json))
                }
                None => Ok(Answer::new(text.clone(), json!({ "rows": rows, "table": text }))),
            }
        }
        Rules::Explain { path, rule, input, row, on } => {
            let set = read(context, &path)?;
            let rule = chosen(context, &set, rule.as_deref())?;
            let on = on.unwrap_or_else(|| context.today());
            explain(context, &set, rule, on, input.as_deref(), row)
        }
        Rules::Adopt { path, decision } => {
            let model =
                models::model(&path).map_err(|error| context.fail(|l| error.sentence(l)))?;
            let mut desk = context.desk()?;
            let actor = context.acting(desk.house.state());
            let adopted = desk.state().map_err(|error| context.fail(|l| error.sentence(l)))?;
            let rules: Vec<_> = model
                .rules
                .into_iter()
                .filter(|new| adopted.rules.set().rule(&new.rule.name) != Some(&new.rule))
                .collect();
            let names: Vec<String> = rules.iter().map(|new| new.rule.name.clone()).collect();
            let command = Command::Rules(rules::Command::Adopt { rules, decision });
            desk.act(actor, command).map_err(|error| context.fail(|l| error.sentence(l)))?;
            let said = context.say("adoptées :", "adopted:");
            let text = format!("{said} {}", names.join(", "));
            Ok(Answer::new(text, json!({ "rules": names })))
        }
        Rules::List => list(context),
    }
}

fn read(context: &Context, path: &Path) -> Result<RuleSet, Failure> {
    let files = models::rule_files(path).map_err(|error| context.fail(|l| error.sentence(l)))?;
    let files: Vec<_> = files.into_iter().filter(|(name, _)| name != models::MANIFEST).collect();
    RuleSet::read(&files).map_err(|errors| {
        let lines: Vec<String> =
            errors.iter().map(|error| error.sentence(context.language)).collect();
        Failure::new(lines.join("\n"))
    })
}

fn chosen<'a>(
    context: &Context,
    set: &'a RuleSet,
    name: Option<&str>,
) -> Result<&'a Rule, Failure> {
    let found = match name {
        Some(name) => set.rule(name),
        None => {
            let mut rules = set.rules().filter(|rule| !rule.is_parameter());
            rules.next().filter(|_| rules.next().is_none())
        }
    };
    found.ok_or_else(|| {
        let names: Vec<&str> = set.rules().map(|rule| rule.name.as_str()).collect();
        let ask = context.say("dites laquelle avec --rule :", "say which with --rule:");
        Failure::new(format!("{ask} {}", names.join(", ")))
    })
}

fn check(context: &Context, path: &Path) -> Result<Answer, Failure> {
    let set = read(context, path)?;
    let today = context.today();
    let (mut text, mut rows) = (String::new(), Vec::new());
    for rule in set.rules() {
        let _ = writeln!(text, "{} — {}", rule.name, rule.title.text(context.language));
        let mut lines = Vec::new();
        if let Some(report) = set.report(&rule.name, today) {
            lines = report.sentences(&set, context.language);
            for line in &lines {
                let _ = writeln!(text, "  {line}");
            }
        }
        rows.push(json!({ "rule": rule.name, "report": lines }));
    }
    Ok(Answer::new(text, json!({ "rules": rows })))
}

fn evaluate(
    context: &Context,
    set: &RuleSet,
    rule: &Rule,
    on: Day,
    rows: &[Inputs],
) -> Result<Vec<Outcome>, Failure> {
    caisse_rules::evaluate::evaluate_pool(set, &rule.name, on, rows, false)
        .map_err(|error| context.fail(|l| error.sentence(l)))
}

fn explain(
    context: &Context,
    set: &RuleSet,
    rule: &Rule,
    on: Day,
    input: Option<&Path>,
    row: usize,
) -> Result<Answer, Failure> {
    let mut text = String::new();
    if let Some(told) = set.explain(&rule.name, on, context.language) {
        let _ = writeln!(text, "{}", told.text(context.language));
    }
    let mut steps = Vec::new();
    if let Some(input) = input {
        let table = Table::read(context, set, rule, input)?;
        let outcomes = set
            .evaluate_pool(&rule.name, on, &table.inputs)
            .map_err(|error| context.fail(|l| error.sentence(l)))?;
        let Some(outcome) = row.checked_sub(1).and_then(|row| outcomes.get(row)) else {
            let said =
                context.say("le tableau a si peu de lignes :", "the table has only so many rows:");
            return Err(Failure::new(format!("{said} {}", outcomes.len())));
        };
        for step in outcome.explain(context.language) {
            let line = format!("{}{}", "  ".repeat(step.depth), step.text);
            let _ = writeln!(text, "{line}");
            steps.push(line);
        }
    }
    let json = json!({ "rule": rule.name, "text": text, "steps": steps });
    Ok(Answer::new(text, json))
}

/// A table of inputs: as read, and what the rules understand of it.
struct Table {
    heads: csv::StringRecord,
    rows: Vec<csv::StringRecord>,
    inputs: Vec<Inputs>,
}

impl Table {
    fn read(context: &Context, set: &RuleSet, rule: &Rule, path: &Path) -> Result<Table, Failure> {
        let bytes = context.read(path)?;
        let text = String::from_utf8_lossy(&bytes);
        let head = text.lines().next().unwrap_or_default();
        let separator = if head.contains(';') { b';' } else { b',' };
        let mut reader =
            csv::ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
        let broken = |error: csv::Error| Failure::new(format!("{} : {error}", path.display()));
        let heads = reader.headers().map_err(broken)?.clone();
        let (mut rows, mut inputs, mut problems) = (Vec::new(), Vec::new(), Vec::new());
        for record in reader.records() {
            let record = record.map_err(broken)?;
            let line = record.position().map_or(0, csv::Position::line);
            let mut row = Inputs::new();
            for (head, cell) in heads.iter().zip(&record) {
                let declared = rule.input(head.trim());
                let other = || set.rules().find_map(|rule| rule.input(head.trim()));
                let Some(input) = declared.or_else(other) else { continue };
                if cell.trim().is_empty() {
                    continue;
                }
                match Value::parse(input.kind, cell) {
                    Ok(value) => {
                        row.insert(input.name.clone(), value);
                    }
                    Err(_) => problems.push(format!(
                        "{} {line}, « {} » : « {cell} » ({})",
                        context.say("ligne", "line"),
                        input.name,
                        input.kind.name(context.language)
                    )),
                }
            }
            inputs.push(row);
            rows.push(record);
            if problems.len() >= 100 {
                break;
            }
        }
        if !problems.is_empty() {
            let heading = context.say("valeurs illisibles :", "unreadable values:");
            return Err(Failure::new(format!("{heading}\n{}", problems.join("\n"))));
        }
        Ok(Table { heads, rows, inputs })
    }

    /// The table with a column for each line of the rule, and each taker of a split.
    fn with(&self, outcomes: &[Outcome]) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let mut heads = self.heads.clone();
        if let Some(first) = outcomes.first() {
            for line in &first.lines {
                heads.push_field(&line.name);
                for part in &line.parts {
                    heads.push_field(&format!("{}.{}", line.name, part.name));
                }
            }
        }
        let mut written = writer.write_record(&heads);
        for (row, outcome) in self.rows.iter().zip(outcomes) {
            let mut row = row.clone();
            for line in &outcome.lines {
                row.push_field(&plain(&line.value));
                for part in &line.parts {
                    row.push_field(&part.amount.to_string());
                }
            }
            written = written.and_then(|()| writer.write_record(&row));
        }
        written.expect("writing into memory does not fail");
        let bytes = writer.into_inner().expect("writing into memory does not fail");
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// A value as programs read it: decimals with a point, no unit.
fn plain(value: &Value) -> String {
    match value {
        Value::Euros(amount) => amount.to_string(),
        Value::Rate(rate) => rate.to_string(),
        Value::Hours(hundredths) => caisse_units::Amount::from_cents(*hundredths).to_string(),
        Value::Months(n) | Value::Days(n) | Value::Count(n) => n.to_string(),
        Value::YesNo(yes) => if *yes { "oui" } else { "non" }.to_owned(),
        Value::Category(text) => text.clone(),
        Value::Date(day) => day.to_string(),
    }
}

fn list(context: &Context) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = desk.state().map_err(|error| context.fail(|l| error.sentence(l)))?;
    let today = context.today();
    let (mut text, mut rows) = (String::new(), Vec::new());
    for (rule, purpose) in house.rules.all() {
        for version in &rule.versions {
            let decision = house.rules.decision(&rule.name, version.since);
            let by = decision.map(|decision| decision.to_string()).unwrap_or_default();
            let in_force = house
                .rules
                .version_on(&rule.name, today)
                .is_some_and(|now| now.since == version.since);
            let mark = if in_force { "•" } else { " " };
            let _ = writeln!(
                text,
                "{mark} {:<36} {} {by:<5} {}",
                rule.name,
                version.since,
                rule.title.text(context.language)
            );
            rows.push(json!({
                "rule": rule.name, "since": version.since, "decision": by,
                "purpose": purpose, "in_force": in_force,
            }));
        }
    }
    Ok(Answer::new(text, json!({ "rules": rows })))
}
