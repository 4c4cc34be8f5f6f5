//! The book as a journal of beancount.
//!
//! Beancount wants five roots, so each account goes under one by its class, which is the same in
//! every French chart: 1 equity (16 and 17 liabilities), 2, 3 and 5 assets, 4 liabilities (41
//! assets), 6 expenses, 7 income, 8 equity. Nothing follows from the root but the place in reports.
//! A person's account is under the shared one. Labels, journal, number, document and reason are
//! metadata, whose texts keep every character.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use super::names::{DistinctNames, one_line};
use super::{Book, BookEntry, BookFaults, BookLine};

/// Writes the whole book; linear in it, but for the sorting of accounts.
///
/// # Errors
/// [`BookFaults`] if anything is wrong with the book; nothing is written then.
pub fn write(book: &Book) -> Result<String, BookFaults> {
    book.check()?;
    let mut names = Names::default();
    let mut journal = String::new();
    let currency = &book.currency;
    let _ = writeln!(journal, "option \"title\" {}", quoted(&book.organisation));
    let _ = writeln!(journal, "option \"operating_currency\" \"{currency}\"\n");
    open_accounts(&mut journal, book, &mut names);
    for entry in &book.entries {
        write_entry(&mut journal, entry, &mut names, currency);
    }
    Ok(journal)
}

fn open_accounts(journal: &mut String, book: &Book, names: &mut Names) {
    let Some(first) = book.entries.iter().map(|entry| entry.date).min() else { return };
    let currency = &book.currency;
    for account in &book.accounts {
        let name = names.account(&account.number);
        let _ = writeln!(journal, "{first} open {name} {currency}");
        let _ = writeln!(journal, "  label: {}", quoted(&account.label));
    }
    let labels: HashMap<&str, &str> =
        book.accounts.iter().map(|a| (a.number.as_str(), a.label.as_str())).collect();
    let mut people = BTreeMap::new();
    for line in book.entries.iter().flat_map(|entry| &entry.lines) {
        if let Some(person) = &line.auxiliary {
            people.entry(names.of_line(line).to_owned()).or_insert((&line.account, person));
        }
    }
    for (name, (number, person)) in people {
        let label = labels.get(number.as_str()).copied().unwrap_or("");
        let _ = writeln!(journal, "{first} open {name} {currency}");
        let _ = writeln!(journal, "  label: {}", quoted(label));
        let _ = writeln!(journal, "  auxiliary: {}", quoted(&person.code));
        let _ = writeln!(journal, "  name: {}", quoted(&person.label));
    }
}

fn write_entry(journal: &mut String, entry: &BookEntry, names: &mut Names, currency: &str) {
    let _ = writeln!(journal, "\n{} * {}", entry.date, quoted(&entry.label));
    let _ = writeln!(journal, "  journal: {}", quoted(&entry.journal));
    let _ = writeln!(journal, "  number: {}", entry.number);
    let _ = writeln!(journal, "  validated: {}", entry.validated_on);
    let _ = writeln!(journal, "  piece: {}", quoted(&entry.piece));
    let _ = writeln!(journal, "  piece-date: {}", entry.piece_date);
    if !one_line(&entry.reason).is_empty() {
        let _ = writeln!(journal, "  reason: {}", quoted(&entry.reason));
    }
    for line in &entry.lines {
        let amount = line.debit.minus(line.credit);
        let _ = writeln!(journal, "  {}  {amount} {currency}", names.of_line(line));
        if !one_line(&line.label).is_empty() {
            let _ = writeln!(journal, "    label: {}", quoted(&line.label));
        }
        if let Some(lettering) = &line.lettering {
            let _ = writeln!(journal, "    lettering: {}", quoted(&lettering.code));
            let _ = writeln!(journal, "    lettering-date: {}", lettering.date);
        }
    }
}

/// The text on one line between quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", one_line(text).replace('\\', "\\\\").replace('"', "\\\""))
}

/// What each account is called in the journal.
#[derive(Default)]
pub(super) struct Names {
    given: DistinctNames,
}

impl Names {
    fn account(&mut self, number: &str) -> &str {
        self.given.name(number, None, "-", || format!("{}:{number}", root(number)))
    }

    pub(super) fn of_line(&mut self, line: &BookLine) -> &str {
        let parent = self.account(&line.account).to_owned();
        let Some(person) = &line.auxiliary else { return self.account(&line.account) };
        self.given.name(&line.account, Some(&person.code), "-", || {
            format!("{parent}:{}", component(&person.code))
        })
    }
}

fn root(number: &str) -> &'static str {
    match number.as_bytes() {
        [b'1', b'6' | b'7', ..] => "Liabilities",
        [b'1' | b'8' | b'9' | b'0', ..] => "Equity",
        [b'4', b'1', ..] => "Assets",
        [b'4', ..] => "Liabilities",
        [b'6', ..] => "Expenses",
        [b'7', ..] => "Income",
        _ => "Assets",
    }
}

/// Letters and digits of ASCII and dashes, the first a capital or a digit.
fn component(code: &str) -> String {
    let kept: String =
        code.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    match kept.chars().next() {
        Some(first) if first.is_ascii_uppercase() || first.is_ascii_digit() => kept,
        _ => format!("X{kept}"),
    }
}
