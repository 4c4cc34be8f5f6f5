//! SWIFT MT940, as banks send it: with or without the envelope, pages as separate messages.
//!
//! The crate `mt940` was looked at: it needs a sanitizer for most real files and gives decimals;
//! what a caisse needs of the form is shorter than the glue.
//!
//! Source: SWIFT Standards, category 9, MT 940; field 86 as German and Dutch banks structure it.

mod information;

use caisse_units::{Amount, Day};

use super::identity::References;
use super::reading::{Reading, bare_line, blank};
use super::text::{amount, civil_day, decode, filled, iban, number};
use super::{
    AccountName, DecimalSign, Format, LineKind, Place, Problem, ReadOptions, Statement,
    StatementError, StatementLine, Warning,
};

/// A field: its tag, its text with the lines that continue it, and its first line.
struct Field {
    tag: String,
    text: String,
    line: u32,
}

/// Reads an MT940 file: one statement for each message.
pub(super) fn read(
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<Vec<Statement>, Vec<StatementError>> {
    let (text, _) = decode(bytes, None).map_err(|error| vec![error])?;
    let mut file = File { reading: Reading::new(options), statements: Vec::new(), open: None };
    file.fields(&text);
    file.torn();
    if file.statements.is_empty() && file.reading.sound() {
        file.reading.refuse(Place::File, Problem::Missing { field: ":20:" });
    }
    file.reading.end(file.statements)
}

/// `:61:…` as its tag and its text.
fn tag_of(row: &str) -> Option<(&str, &str)> {
    let (tag, rest) = row.strip_prefix(':')?.split_once(':')?;
    let known = (2..=3).contains(&tag.len())
        && tag.bytes().take(2).all(|byte| byte.is_ascii_digit())
        && tag.bytes().skip(2).all(|byte| byte.is_ascii_uppercase());
    known.then_some((tag, rest))
}

/// A file being read.
struct File<'o> {
    reading: Reading<'o>,
    statements: Vec<Statement>,
    open: Option<Open>,
}

/// A message whose closing balance has not come.
struct Open {
    statement: Statement,
    line: u32,
    foreign: bool,
    /// The last field was a line, which the next field 86 explains.
    after_line: bool,
}

impl File<'_> {
    /// Reads all fields. Lines of the envelope, before a tag or after the `-` that ends a message,
    /// belong to none.
    fn fields(&mut self, text: &str) {
        let mut field: Option<Field> = None;
        for (index, row) in text.lines().enumerate() {
            if self.reading.stopped() {
                return;
            }
            let row = row.trim_end_matches('\r');
            if let Some((tag, rest)) = tag_of(row) {
                if let Some(before) = field.take() {
                    self.field(&before);
                }
                let (tag, text) = (tag.to_owned(), rest.to_owned());
                field = Some(Field { tag, text, line: number(index + 1) });
            } else if row.starts_with('-') && (row.len() < 5 || row.starts_with("-}")) {
                if let Some(before) = field.take() {
                    self.field(&before);
                }
            } else if let Some(field) = field.as_mut()
                && !row.trim().is_empty()
            {
                field.text.push('\n');
                field.text.push_str(row);
            }
        }
        if let Some(last) = field {
            self.field(&last);
        }
    }

    fn field(&mut self, field: &Field) {
        let place = Place::Line(field.line);
        if field.tag == "20" {
            self.torn();
            let mut statement = blank(Format::Mt940);
            statement.name = filled(&field.text);
            self.open =
                Some(Open { statement, line: field.line, foreign: false, after_line: false });
            return;
        }
        let Some(mut open) = self.open.take() else {
            // What follows a closing balance (available balances, a summary) is not read.
            if self.statements.is_empty() && matches!(field.tag.as_str(), "61" | "60F" | "62F") {
                self.reading.refuse(place, Problem::Missing { field: ":20:" });
            }
            return;
        };
        let after_line = std::mem::replace(&mut open.after_line, false);
        match field.tag.as_str() {
            "25" => open.statement.account = account(&field.text),
            "28" | "28C" => open.statement.sequence = sequence(&field.text),
            "60F" | "60M" => {
                if let Some((day, opening)) = self.balance(field, &mut open) {
                    open.statement.opening = Some(opening);
                    open.statement.from = Some(day);
                }
            }
            "61" if !open.foreign => {
                if self.reading.count_line(place)
                    && let Some(line) = self.line(field, &mut open.statement.warnings)
                {
                    open.statement.lines.push(line);
                    open.after_line = true;
                }
            }
            "86" if after_line => {
                if let Some(line) = open.statement.lines.last_mut() {
                    information::add(line, &field.text);
                }
            }
            "62F" | "62M" => {
                if let Some((day, closing)) = self.balance(field, &mut open) {
                    open.statement.closing = Some(closing);
                    open.statement.to = Some(day);
                }
                let place = Place::Line(open.line);
                let statement = self.conclude(open.statement, place);
                self.statements.push(statement);
                return;
            }
            _ => {}
        }
        self.open = Some(open);
    }

    fn conclude(&mut self, mut statement: Statement, place: Place) -> Statement {
        // The day of the opening balance is the first one covered, or the evening before it.
        let booked = statement.lines.iter().map(|line| line.booked).min();
        statement.from = statement.from.min(booked).or(statement.from);
        self.reading.conclude(statement, References::Identify, || place)
    }

    /// Refuses a message that stops before its closing balance.
    fn torn(&mut self) {
        if let Some(open) = self.open.take() {
            let problem = Problem::Truncated { expected: ":62F:" };
            self.reading.refuse(Place::Line(open.line), problem);
        }
    }

    /// `C250101EUR37037,01`.
    fn balance(&mut self, field: &Field, open: &mut Open) -> Option<(Day, Amount)> {
        let place = Place::Line(field.line);
        let text = field.text.lines().next().unwrap_or("").trim();
        let unexpected = || Problem::Unexpected { field: ":60F:/:62F:", text: text.to_owned() };
        let parts = (text.get(..1), text.get(1..7), text.get(7..10), text.get(10..));
        let (Some(side), Some(day), Some(currency), Some(number)) = parts else {
            self.reading.refuse(place, unexpected());
            return None;
        };
        if currency != "EUR" {
            if !std::mem::replace(&mut open.foreign, true) {
                let problem = Problem::Currency { currency: currency.to_owned() };
                self.reading.refuse(place, problem);
            }
            return None;
        }
        let (day, _) = self.reading.take(place, compact_day(day))?;
        let magnitude = self.reading.take(place, amount(number, DecimalSign::Comma))?;
        match side {
            "C" => Some((day, magnitude)),
            "D" => Some((day, -magnitude)),
            _ => {
                self.reading.refuse(place, unexpected());
                None
            }
        }
    }

    /// `2501030103C7500,00NTRFNONREF//2025-000001`, and a second line that adds to it.
    fn line(&mut self, field: &Field, warnings: &mut Vec<Warning>) -> Option<StatementLine> {
        let place = Place::Line(field.line);
        let mut rows = field.text.lines();
        let first = rows.next().unwrap_or("").trim_end();
        let supplement = rows.next().unwrap_or("").trim();
        let Some(parts) = Parts::of(first) else {
            let text = first.chars().take(80).collect();
            self.reading.refuse(place, Problem::Unexpected { field: ":61:", text });
            return None;
        };
        let (value, adjusted) = self.reading.take(place, compact_day(parts.value))?;
        if adjusted {
            let text = parts.value.to_owned();
            warnings.push(Warning::DayAdjusted { place, text, day: value });
        }
        let booked = match parts.entry {
            Some(text) => self.reading.take(place, entry_day(text, value))?,
            None => value,
        };
        let magnitude = self.reading.take(place, amount(parts.amount, DecimalSign::Comma))?;
        let amount = if parts.debit { -magnitude } else { magnitude };
        let mut line = bare_line(field.line, booked, value, amount);
        line.code = filled(parts.code);
        line.kind = kind(parts.code, parts.reversal);
        line.reversal = parts.reversal;
        line.bank_reference = parts.bank_reference.and_then(filled);
        line.label = supplement.to_owned();
        information::start(&mut line, parts.reference, iban(supplement));
        Some(line)
    }
}

/// The parts of a field 61.
struct Parts<'a> {
    value: &'a str,
    entry: Option<&'a str>,
    reversal: bool,
    debit: bool,
    amount: &'a str,
    code: &'a str,
    reference: &'a str,
    bank_reference: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Option<Parts<'a>> {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let value = text.get(..6).filter(|value| digits(value))?;
        let rest = text.get(6..)?;
        let entry = rest.get(..4).filter(|entry| digits(entry));
        let rest = if entry.is_some() { rest.get(4..)? } else { rest };
        let (reversal, rest) = if rest.starts_with("RC") || rest.starts_with("RD") {
            (true, &rest[1..])
        } else {
            (false, rest)
        };
        let debit = match rest.get(..1)? {
            "C" => false,
            "D" => true,
            _ => return None,
        };
        // A funds code, the third letter of the currency, may follow.
        let rest = rest[1..].trim_start_matches(|c: char| c.is_ascii_uppercase());
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != ',')?;
        let (amount, rest) = rest.split_at(end);
        let (code, rest) = (rest.get(..4)?, rest.get(4..)?);
        let (reference, bank_reference) = match rest.split_once("//") {
            Some((reference, bank)) => (reference, Some(bank)),
            None => (rest, None),
        };
        Some(Parts { value, entry, reversal, debit, amount, code, reference, bank_reference })
    }
}

/// The day of `250131`. Banks that count months of thirty days write 30 February: the last day of
/// the month is taken, and the second value says so.
fn compact_day(text: &str) -> Result<(Day, bool), Problem> {
    let refuse = || Problem::Day { text: text.to_owned() };
    let (year, month, day) = match (text.get(..2), text.get(2..4), text.get(4..6)) {
        (Some(year), Some(month), Some(day)) => (year, month, day),
        _ => return Err(refuse()),
    };
    if let Some(day) = civil_day(year, month, day) {
        return Ok((day, false));
    }
    match (month, day) {
        ("02", "29" | "30") => {
            let first = civil_day(year, month, "01").ok_or_else(refuse)?;
            Ok((first.month().last_day(), true))
        }
        _ => Err(refuse()),
    }
}

/// The booking day `MMDD`, in the year of the value day or beside it at New Year.
fn entry_day(text: &str, value: Day) -> Result<Day, Problem> {
    let refuse = || Problem::Day { text: text.to_owned() };
    let (month, day) = (text.get(..2).ok_or_else(refuse)?, text.get(2..4).ok_or_else(refuse)?);
    let year = match (value.month().month_of_year(), month) {
        (1, "12") => value.year() - 1,
        (12, "01") => value.year() + 1,
        _ => value.year(),
    };
    civil_day(&year.to_string(), month, day).ok_or_else(refuse)
}

fn account(text: &str) -> AccountName {
    let text = text.trim();
    // Some banks add the currency to the IBAN.
    let iban = iban(text).or_else(|| iban(text.strip_suffix("EUR")?));
    iban.map_or_else(|| AccountName::from_text(text), AccountName::Iban)
}

fn sequence(text: &str) -> Option<u64> {
    text.trim().split('/').next()?.parse().ok()
}

/// The kind of a SWIFT transaction type; a letter, then three.
fn kind(code: &str, reversal: bool) -> LineKind {
    match code.get(1..) {
        Some("CHG" | "COM") => LineKind::Charge,
        Some("RTI") => LineKind::Return,
        _ if reversal => LineKind::Return,
        Some("TRF" | "STO" | "CLR") => LineKind::Transfer,
        Some("DDT") => LineKind::DirectDebit,
        Some("CHK" | "BOE") => LineKind::Cheque,
        Some("INT") => LineKind::Interest,
        _ => LineKind::Other,
    }
}
