//! QIF, Quicken's form: one letter, one field, `^` ends a line of the account.
//!
//! Nothing in it names the account or the balances, and nothing says whether days or months come
//! first, nor which sign is the decimal one: the whole file is looked at before either is decided.

use super::identity::References;
use super::reading::{Reading, bare_line, blank};
use super::text::{Guess, amount, day, decode, filled, guess_days, guess_decimal, number};
use super::{
    AccountName, DayOrder, DecimalSign, Detail, Format, Place, Problem, ReadOptions, Statement,
    StatementError, Warning,
};

/// One record, as the file writes it.
#[derive(Default)]
struct Record {
    line: u32,
    day: String,
    amount: String,
    payee: String,
    memo: String,
    reference: String,
}

/// Reads a QIF file: one statement for each list of bank lines.
pub(super) fn read(
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<Vec<Statement>, Vec<StatementError>> {
    let (text, _) = decode(bytes, None).map_err(|error| vec![error])?;
    let mut reading = Reading::new(options);
    let lists = lists(&text, &mut reading);
    let order = day_order(&lists, &mut reading);
    let decimal = decimal_sign(&lists, &mut reading);
    let mut statements = Vec::new();
    if let (Some((order, assumed)), Some(decimal)) = (order, decimal) {
        for list in lists {
            let mut statement = statement_of(list, order, decimal, &mut reading);
            if assumed {
                statement.warnings.push(Warning::DayOrderAssumed);
            }
            statements.push(statement);
        }
    }
    if reading.sound() && statements.is_empty() {
        reading.refuse(Place::File, Problem::Missing { field: "!Type:Bank" });
    }
    reading.end(statements)
}

/// The lines of one account.
#[derive(Default)]
struct List {
    account: String,
    records: Vec<Record>,
}

/// Cuts the file in lists of records.
fn lists(text: &str, reading: &mut Reading<'_>) -> Vec<List> {
    let mut lists: Vec<List> = Vec::new();
    let mut account = String::new();
    let mut section = Section::Other;
    let mut record: Option<Record> = None;
    for (index, row) in text.lines().enumerate() {
        let line = number(index + 1);
        let row = row.trim_end_matches('\u{1a}');
        let mut characters = row.chars();
        let letter = characters.next();
        let rest = characters.as_str().trim();
        match (letter, section) {
            (None, _) => {}
            (Some('!'), _) => {
                section = section_of(rest);
                if section == Section::Lines {
                    let account = std::mem::take(&mut account);
                    lists.push(List { account, records: Vec::new() });
                }
            }
            (Some('^'), Section::Lines) => {
                if let (Some(record), Some(list)) = (record.take(), lists.last_mut()) {
                    if !reading.count_line(Place::Line(line)) {
                        return lists;
                    }
                    list.records.push(record);
                }
            }
            (Some('N'), Section::Account) => rest.clone_into(&mut account),
            (Some(letter), Section::Lines) => {
                let record = record.get_or_insert_with(|| Record { line, ..Record::default() });
                record.field(letter, rest);
            }
            (Some(_), _) => {}
        }
    }
    if let Some(record) = record {
        reading.refuse(Place::Line(record.line), Problem::Truncated { expected: "^" });
    }
    lists
}

/// What the current list holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Lines,
    Account,
    Other,
}

fn section_of(title: &str) -> Section {
    let title = title.to_ascii_lowercase();
    match title.as_str() {
        "type:bank" | "type:cash" | "type:ccard" | "type:oth a" | "type:oth l" => Section::Lines,
        "account" => Section::Account,
        _ => Section::Other,
    }
}

impl Record {
    fn field(&mut self, letter: char, text: &str) {
        let place = match letter {
            'D' => &mut self.day,
            'T' => &mut self.amount,
            // The same amount, in newer files; T comes first when both are there.
            'U' if self.amount.is_empty() => &mut self.amount,
            'P' => &mut self.payee,
            'M' => &mut self.memo,
            'N' => &mut self.reference,
            _ => return,
        };
        text.clone_into(place);
    }
}

/// The order of days, and whether it had to be assumed.
fn day_order(lists: &[List], reading: &mut Reading<'_>) -> Option<(DayOrder, bool)> {
    let records = || lists.iter().flat_map(|list| &list.records);
    match guess_days(records().map(|record| record.day.as_str())) {
        Ok(known) => Some((known.unwrap_or(DayOrder::DayMonthYear), known.is_none())),
        Err((index, text)) => {
            let place = records().nth(index).map_or(Place::File, |r| Place::Line(r.line));
            reading.refuse(place, Problem::Day { text });
            None
        }
    }
}

fn decimal_sign(lists: &[List], reading: &mut Reading<'_>) -> Option<DecimalSign> {
    let records = lists.iter().flat_map(|list| &list.records);
    match guess_decimal(records.map(|record| record.amount.as_str())) {
        Guess::Known(sign) => Some(sign),
        Guess::Indifferent => Some(DecimalSign::Comma),
        Guess::Ambiguous(text) => {
            reading.refuse(Place::File, Problem::AmbiguousAmount { text });
            None
        }
    }
}

fn statement_of(
    list: List,
    order: DayOrder,
    decimal: DecimalSign,
    reading: &mut Reading<'_>,
) -> Statement {
    let mut statement = blank(Format::Qif);
    statement.account = AccountName::from_text(&list.account);
    for record in list.records {
        let place = Place::Line(record.line);
        let booked = match record.day.as_str() {
            "" => Err(Problem::Missing { field: "D" }),
            text => day(text, order),
        };
        let value = match record.amount.as_str() {
            "" => Err(Problem::Missing { field: "T" }),
            text => amount(text, decimal),
        };
        let (booked, amount) = (reading.take(place, booked), reading.take(place, value));
        let (Some(booked), Some(amount)) = (booked, amount) else { continue };
        let mut line = bare_line(record.line, booked, booked, amount);
        line.bank_reference = filled(&record.reference);
        if record.payee.is_empty() {
            line.label = record.memo;
        } else {
            line.label = record.payee;
            if let Some(text) = filled(&record.memo) {
                let text = Some(text);
                line.details.push(Detail { amount: Some(amount), text, ..Detail::default() });
            }
        }
        statement.lines.push(line);
    }
    // N is a cheque number or a category of the program that wrote the file.
    reading.conclude(statement, References::Decorate, || Place::File)
}
