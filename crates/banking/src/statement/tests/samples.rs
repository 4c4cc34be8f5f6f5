//! Files that other projects test with: each is read, or refused for its reason at its place.

use std::path::PathBuf;

use caisse_units::{Amount, Day};

use crate::statement::{BalanceCheck, Problem, ReadOptions, Statement, Warning, read};

/// The shared samples, where they are installed beside the repository.
pub(super) fn shared(folder: &str) -> Option<PathBuf> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/banking").join(folder);
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: no shared data");
    None
}

/// What reading each file of a folder says: a line for each statement, warning or error.
fn story(folder: &str, balance: BalanceCheck) -> Option<String> {
    let mut names: Vec<PathBuf> =
        std::fs::read_dir(shared(folder)?).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let options = ReadOptions { balance, ..ReadOptions::default() };
    let mut story = String::new();
    for path in names {
        let name = path.file_name().unwrap().to_str().unwrap();
        story += &format!("{name}\n");
        match read(&std::fs::read(&path).unwrap(), Some(name), &options) {
            Ok(statements) => statements.iter().for_each(|statement| story += &outline(statement)),
            Err(errors) => {
                for error in errors {
                    let sentence = error.to_string();
                    story += &format!("  {}\n", sentence.split(';').next().unwrap());
                }
            }
        }
    }
    Some(story)
}

fn outline(statement: &Statement) -> String {
    let amount = |amount: Option<Amount>| amount.map_or("?".to_owned(), |a| a.to_string());
    let day = |day: Option<Day>| day.map_or("?".to_owned(), |d| d.to_string());
    let details: usize = statement.lines.iter().map(|line| line.details.len()).sum();
    let mut outline = format!(
        "  {} {}..{} {}..{} lines {} details {} pending {}\n",
        statement.account,
        day(statement.from),
        day(statement.to),
        amount(statement.opening),
        amount(statement.closing),
        statement.lines.len(),
        details,
        statement.pending.len()
    );
    for warning in &statement.warnings {
        outline += &format!("  ! {warning:?}\n");
    }
    outline
}

#[test]
fn every_collected_statement_is_read_or_refused_for_its_reason() {
    for folder in ["camt", "cfonb120", "ofx", "qif", "csv", "mt940"] {
        let Some(story) = story(folder, BalanceCheck::Refuse) else { return };
        insta::assert_snapshot!(format!("collected_{folder}"), story);
    }
}

#[test]
fn cut_statements_can_be_read_with_a_warning() {
    let Some(camt) = story("camt", BalanceCheck::Warn) else { return };
    assert_eq!(camt.matches("BalanceDiffers").count(), 3, "{camt}");
    let Some(mt940) = story("mt940", BalanceCheck::Warn) else { return };
    assert_eq!(mt940.matches("BalanceDiffers").count(), 5, "{mt940}");
}

#[test]
fn an_intraday_report_is_not_taken_for_a_statement() {
    let Some(folder) = shared("camt") else { return };
    let bytes = std::fs::read(folder.join("hbci4java-052-returned-direct-debit.xml")).unwrap();
    let errors = read(&bytes, None, &ReadOptions::default()).unwrap_err();
    assert!(
        matches!(&errors[0].problem, Problem::OtherDocument { name } if name == "camt.052.001.02")
    );
}

#[test]
fn a_thirtieth_of_february_is_the_last_day_of_the_month() {
    let Some(folder) = shared("mt940") else { return };
    let bytes = std::fs::read(folder.join("self-provided-february_30.sta")).unwrap();
    let statements = read(&bytes, None, &ReadOptions::default()).unwrap();
    assert_eq!(statements[0].lines[0].value, Day::new(2016, 2, 29).unwrap());
    assert!(matches!(statements[0].warnings[0], Warning::DayAdjusted { .. }));
}

#[test]
fn the_collected_ofx_files_are_read_once_they_are_in_euros() {
    let Some(folder) = shared("ofx") else { return };
    let in_euros = |name: &str| {
        let mut text = String::from_utf8(std::fs::read(folder.join(name)).unwrap()).unwrap();
        for currency in ["USD", "CAD", "AUD"] {
            text = text.replace(currency, "EUR");
        }
        let text = text.replace("<CURDEF></CURDEF>", "<CURDEF>EUR</CURDEF>");
        match read(text.as_bytes(), Some(name), &ReadOptions::default()) {
            Ok(statements) => statements.iter().map(outline).collect(),
            Err(errors) => errors.iter().map(|error| format!("  {error}\n")).collect::<String>(),
        }
    };
    let names = [
        "ofxparse-bank_medium.ofx",
        "ofxparse-checking.ofx",
        "ofxparse-fail_nice-date_missing.ofx",
        "ofxparse-fail_nice-decimal_error.ofx",
        "ofxparse-fail_nice-empty_balance.ofx",
        "ofxparse-multiple_accounts.ofx",
        "ofxparse-ofx-v102-empty-tags.ofx",
        "ofxtools-stmtrs_euro.ofx",
    ];
    let story: String = names.iter().map(|name| format!("{name}\n{}", in_euros(name))).collect();
    insta::assert_snapshot!("collected_ofx_in_euros", story);
}
