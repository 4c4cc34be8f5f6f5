//! The book as a journal of hledger, which anyone can query on their own machine.
//!
//! Accounts are named by number and label (`411000 Cotisants`), a person's account is under it
//! (`411000 Cotisants:M008 Élodie Fèvre`). Debits are positive. The journal, number, document and
//! reason of each entry are tags.
//!
//! The form has no escape characters, so texts lose what would be read as syntax: a semicolon
//! becomes a comma, a colon a dash or a full stop, a bar a stroke, brackets parentheses; in tags a
//! comma becomes a semicolon.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::names::{DistinctNames, one_line};
use super::{Book, BookEntry, BookFaults, BookLine};

/// Writes the whole book; linear in it.
///
/// # Errors
/// [`BookFaults`] if anything is wrong with the book; nothing is written then.
pub fn write(book: &Book) -> Result<String, BookFaults> {
    book.check()?;
    let mut names = Names::of(book);
    let mut journal = String::new();
    let currency = &book.currency;
    let _ = writeln!(journal, "; {}", one_line(&book.organisation));
    let _ = writeln!(journal, "decimal-mark .\ncommodity 1000.00 {currency}\n");
    for account in &book.accounts {
        let _ = writeln!(journal, "account {}", names.plain(&account.number));
    }
    let lines = book.entries.iter().flat_map(|entry| &entry.lines);
    let mut declared = std::collections::HashSet::new();
    for line in lines.filter(|line| line.auxiliary.is_some()) {
        let name = names.of_line(line);
        if !declared.contains(name) {
            let _ = writeln!(journal, "account {name}");
            declared.insert(name.to_owned());
        }
    }
    for entry in &book.entries {
        write_entry(&mut journal, entry, &mut names, currency);
    }
    Ok(journal)
}

fn write_entry(journal: &mut String, entry: &BookEntry, names: &mut Names<'_>, currency: &str) {
    let code = tag_text(&format!("{}-{}", entry.journal, entry.number)).replace(['(', ')'], " ");
    let label = plain_text(&entry.label);
    let _ = writeln!(journal, "\n{} * ({}) {label}", entry.date, code.trim());
    let mut tag = |name: &str, value: &str| {
        let value = tag_text(value);
        if !value.is_empty() {
            let _ = writeln!(journal, "    ; {name}: {value}");
        }
    };
    tag("journal", &entry.journal);
    tag("number", &entry.number.to_string());
    tag("validated", &entry.validated_on.to_string());
    tag("piece", &entry.piece);
    tag("piece-date", &entry.piece_date.to_string());
    tag("reason", &entry.reason);
    for line in &entry.lines {
        let amount = line.debit.minus(line.credit);
        let _ = write!(journal, "    {}  {amount} {currency}", names.of_line(line));
        let mut tags = Vec::new();
        let label = tag_text(&line.label);
        if !label.is_empty() {
            tags.push(format!("label: {label}"));
        }
        if let Some(lettering) = &line.lettering {
            tags.push(format!("lettering: {}", tag_text(&lettering.code)));
            tags.push(format!("lettering-date: {}", lettering.date));
        }
        if !tags.is_empty() {
            let _ = write!(journal, "  ; {}", tags.join(", "));
        }
        journal.push('\n');
    }
}

/// A text without what the form reads as syntax.
fn plain_text(text: &str) -> String {
    one_line(text).replace(';', ",").replace('|', "/")
}

/// A text that can stand in a tag, where a comma ends and a colon begins another, and brackets hold
/// dates.
fn tag_text(text: &str) -> String {
    plain_text(text)
        .replace(',', ";")
        .replace(" : ", " - ")
        .replace(": ", " - ")
        .replace(':', ".")
        .replace('[', "(")
        .replace(']', ")")
}

/// What each account is called in the journal.
pub(super) struct Names<'a> {
    labels: HashMap<&'a str, &'a str>,
    given: DistinctNames,
}

impl<'a> Names<'a> {
    pub(super) fn of(book: &'a Book) -> Names<'a> {
        let labels = book.accounts.iter().map(|a| (a.number.as_str(), a.label.as_str()));
        Names { labels: labels.collect(), given: DistinctNames::default() }
    }

    fn plain(&mut self, number: &str) -> &str {
        let label = self.labels.get(number).copied().unwrap_or("");
        self.given.name(number, None, " ", || account_part(&format!("{number} {label}")))
    }

    pub(super) fn of_line(&mut self, line: &BookLine) -> &str {
        let parent = self.plain(&line.account).to_owned();
        let Some(person) = &line.auxiliary else {
            return self.plain(&line.account);
        };
        self.given.name(&line.account, Some(&person.code), " ", || {
            let own = account_part(&format!("{} {}", person.code, person.label));
            format!("{parent}:{own}")
        })
    }
}

fn account_part(text: &str) -> String {
    one_line(&plain_text(text).replace(':', "-"))
}
