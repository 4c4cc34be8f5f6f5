//! Exports: the archive, the books in forms that others read, one's own data, a checkpoint.

use std::collections::BTreeMap;

use caisse_app::work::exports;
use caisse_banking::export::{BookFaults, beancount, csv, fec, hledger};
use caisse_journal::{Journal, archive};
use caisse_units::Day;
use serde_json::json;

use crate::answer::{Answer, Failure};
use crate::arguments::Export;
use crate::commands::register;
use crate::context::Context;

/// `caisse export`.
pub fn run(context: &Context, arguments: Export) -> Result<Answer, Failure> {
    match arguments {
        Export::Member { member } => register::show(context, member),
        Export::Checkpoint => {
            let mut desk = context.desk()?;
            let note = desk.checkpoint().map_err(|error| context.fail(|l| error.sentence(l)))?;
            Ok(Answer::new(note.clone(), json!({ "checkpoint": note })))
        }
        Export::Archive(output) => {
            let desk = context.reading()?;
            let mut bytes = Vec::new();
            let store = desk.directory.store();
            let organisation = desk.directory.organisation();
            let summary = archive::export(store.as_ref(), organisation, &mut bytes)
                .map_err(|error| context.fail(|l| error.sentence(l)))?;
            context.write(&output.file, &bytes)?;
            let said = context.say("enregistrements dans", "records in");
            let text = format!("{} {said} {}", summary.head.size, output.file.display());
            Ok(Answer::new(text, json!({ "records": summary.head.size, "file": output.file })))
        }
        Export::Fec { output, year } => {
            let year = year.year.unwrap_or_else(|| context.today().year());
            let desk = context.reading()?;
            let house = desk.state().map_err(|error| context.fail(|l| error.sentence(l)))?;
            let days = record_days(context, &desk)?;
            let book = exports::book_of_year(house, year, &|record| day_of(&days, record));
            let closing = Day::new(year, 12, 31).ok_or_else(|| Failure::new(year.to_string()))?;
            let file = fec::write(&book, closing, fec::FecSeparator::Tab, fec::FecEncoding::Utf8)
                .map_err(|faults| told(context, &faults))?;
            let report = fec::check(&file.bytes, Some(&file.name));
            let findings: Vec<String> =
                report.findings.iter().map(|finding| finding.sentence(context.language)).collect();
            let path = output.join(&file.name);
            context.write(&path, &file.bytes)?;
            let mut text = path.display().to_string();
            for finding in &findings {
                text.push('\n');
                text.push_str(finding);
            }
            let good = report.is_right();
            let json = json!({ "file": path, "lines": report.lines, "findings": findings });
            Ok(Answer { text, json, good })
        }
        Export::Hledger(output) => whole(context, &output.file, hledger::write),
        Export::Beancount(output) => whole(context, &output.file, beancount::write),
        Export::Csv(output) => {
            let style = csv::CsvStyle::of(context.language);
            whole(context, &output.file, move |book| csv::journal(book, style))
        }
    }
}

fn whole(
    context: &Context,
    path: &std::path::Path,
    write: impl FnOnce(&caisse_banking::export::Book) -> Result<String, BookFaults>,
) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = desk.state().map_err(|error| context.fail(|l| error.sentence(l)))?;
    let days = record_days(context, &desk)?;
    let book = exports::whole_book(house, &|record| day_of(&days, record));
    let text = write(&book).map_err(|faults| told(context, &faults))?;
    context.write(path, text.as_bytes())?;
    let json = json!({ "file": path, "entries": book.entries.len() });
    Ok(Answer::new(path.display().to_string(), json))
}

fn told(context: &Context, faults: &BookFaults) -> Failure {
    context.fail(|language| faults.sentence(language))
}

/// The first record of each day on which something was recorded: the day of validation of entries.
fn record_days(context: &Context, desk: &caisse_app::Desk) -> Result<BTreeMap<u64, Day>, Failure> {
    let store = desk.directory.store();
    let journal = Journal::open(store.as_ref(), desk.directory.organisation())
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let mut days = BTreeMap::new();
    let mut last = None;
    for record in journal {
        let record = record.map_err(|error| context.fail(|l| error.sentence(l)))?;
        let day = caisse_app::clock::day_of(record.header().time);
        if last != Some(day) {
            days.insert(record.number(), day);
            last = Some(day);
        }
    }
    Ok(days)
}

fn day_of(days: &BTreeMap<u64, Day>, record: u64) -> Day {
    let found = days.range(..=record).next_back();
    *found.map(|(_, day)| day).expect("every record has its day")
}
