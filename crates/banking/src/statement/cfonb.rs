//! CFONB 120, the French fixed-width statement.
//!
//! Records of 120 characters: 01 opening balance, 04 line, 05 more about the line before, 07
//! closing balance. The last character of an amount carries its last digit and its sign; the number
//! of decimals is a field. Some banks write no line breaks, or lower case and accents.
//!
//! Source: the CFONB brochure "Relevé de compte sur support informatique", as the samples show it.

use caisse_units::{Amount, AmountError, Day};

use super::identity::References;
use super::reading::{Reading, bare_line, blank};
use super::text::{cents, civil_day, decode, filled, number};
use super::{
    AccountName, Detail, Format, LineKind, Place, Problem, ReadOptions, Statement, StatementError,
    StatementLine,
};

const RECORD: usize = 120;

/// Reads a CFONB 120 file: one statement for each pair of 01 and 07 records.
pub(super) fn read(
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<Vec<Statement>, Vec<StatementError>> {
    let (text, _) = decode(bytes, None).map_err(|error| vec![error])?;
    let mut file = File { reading: Reading::new(options), statements: Vec::new(), open: None };
    file.records(&text);
    if file.open.is_some() || (file.statements.is_empty() && file.reading.sound()) {
        file.reading.refuse(Place::File, Problem::Truncated { expected: "07" });
    }
    file.reading.end(file.statements)
}

/// A file being read.
struct File<'o> {
    reading: Reading<'o>,
    statements: Vec<Statement>,
    open: Option<Open>,
}

/// A statement whose closing record has not come.
struct Open {
    statement: Statement,
    place: Place,
    /// Bank, branch and account, as the 01 record has them.
    account: String,
}

impl File<'_> {
    /// Reads all records; their place is the line, or the rank where there are no lines.
    fn records(&mut self, text: &str) {
        let text = text.trim_end_matches(['\u{1a}', '\0', '\r', '\n']);
        let has_lines = text.contains('\n');
        let mut rank = 0;
        for (index, line) in text.split('\n').enumerate() {
            if self.reading.stopped() {
                return;
            }
            let line = line.trim_end_matches('\r');
            let length = line.trim_end().chars().count();
            let place = Place::Line(number(index + 1));
            if has_lines && length > RECORD && !line.chars().count().is_multiple_of(RECORD) {
                let detail = format!("{length} > 120");
                self.reading.refuse(place, Problem::Malformed { grammar: "CFONB 120", detail });
                continue;
            }
            let mut characters =
                line.chars().take(if has_lines && length <= RECORD { RECORD } else { usize::MAX });
            loop {
                let mut record: Vec<char> = characters.by_ref().take(RECORD).collect();
                if record.is_empty() || self.reading.stopped() {
                    break;
                }
                rank += 1;
                if record.iter().all(|character| character.is_whitespace()) {
                    continue;
                }
                record.resize(RECORD, ' ');
                let place = if has_lines { place } else { Place::Record(rank) };
                self.record(place, &record);
            }
        }
    }

    fn record(&mut self, place: Place, record: &[char]) {
        match field(record, 0, 2).as_str() {
            "01" => self.opening(place, record),
            "04" => self.line(place, record),
            "05" => self.more(place, record),
            "07" => self.closing(place, record),
            other => {
                let text = other.to_owned();
                self.reading.refuse(place, Problem::Unexpected { field: "code", text });
            }
        }
    }

    fn opening(&mut self, place: Place, record: &[char]) {
        if self.open.take().is_some() {
            self.reading.refuse(place, Problem::Truncated { expected: "07" });
        }
        self.currency(place, record, true);
        let mut statement = blank(Format::Cfonb120);
        statement.account = AccountName::from_french_parts(
            &field(record, 2, 7),
            &field(record, 11, 16),
            &field(record, 21, 32),
        );
        statement.opening = self.amount(place, record);
        // The balance is that of the evening before.
        statement.from = self.day(place, &field(record, 34, 40)).map(|day| day.plus_days(1));
        self.open = Some(Open { statement, place, account: account_of(record) });
    }

    fn closing(&mut self, place: Place, record: &[char]) {
        self.currency(place, record, true);
        let closing = self.amount(place, record);
        let to = self.day(place, &field(record, 34, 40));
        let Some(mut open) = self.open.take() else {
            self.reading.refuse(place, Problem::Missing { field: "01" });
            return;
        };
        self.same_account(place, record, &open.account);
        open.statement.closing = closing;
        open.statement.to = to;
        // Entry numbers are zeros or counters that start again: they identify nothing.
        let statement = self.reading.conclude(open.statement, References::Decorate, || open.place);
        self.statements.push(statement);
    }

    fn line(&mut self, place: Place, record: &[char]) {
        if !self.reading.count_line(place) {
            return;
        }
        self.currency(place, record, false);
        let amount = self.amount(place, record);
        let booked = self.day(place, &field(record, 34, 40));
        let value_text = field(record, 42, 48);
        let value = if value_text.is_empty() { booked } else { self.day(place, &value_text) };
        let Some(mut open) = self.open.take() else {
            self.reading.refuse(place, Problem::Missing { field: "01" });
            return;
        };
        self.same_account(place, record, &open.account);
        if let (Some(amount), Some(booked), Some(value)) = (amount, booked, value) {
            let line = line_of(place, record, amount, booked, value);
            open.statement.lines.push(line);
        }
        self.open = Some(open);
    }

    fn more(&mut self, place: Place, record: &[char]) {
        let line = self.open.as_mut().and_then(|open| open.statement.lines.last_mut());
        match line {
            Some(line) => add_information(line, &field(record, 45, 48), &record[48..118]),
            // The line itself was refused: its complements say nothing new.
            None if !self.reading.sound() => {}
            None => self.reading.refuse(place, Problem::Missing { field: "04" }),
        }
    }

    /// Blank is allowed on balances, where some banks leave it out.
    fn currency(&mut self, place: Place, record: &[char], blank_allowed: bool) {
        let currency = field(record, 16, 19).to_uppercase();
        if currency != "EUR" && !(currency.is_empty() && blank_allowed) {
            self.reading.refuse(place, Problem::Currency { currency });
        }
    }

    fn same_account(&mut self, place: Place, record: &[char], expected: &str) {
        let found = account_of(record);
        if found != expected {
            let expected = expected.to_owned();
            self.reading.refuse(place, Problem::OtherAccount { expected, found });
        }
    }

    fn day(&mut self, place: Place, text: &str) -> Option<Day> {
        let day = match (text.get(..2), text.get(2..4), text.get(4..6)) {
            (Some(day), Some(month), Some(year)) => civil_day(year, month, day),
            _ => None,
        };
        self.reading.take(place, day.ok_or_else(|| Problem::Day { text: text.to_owned() }))
    }

    fn amount(&mut self, place: Place, record: &[char]) -> Option<Amount> {
        let result = signed_amount(record);
        self.reading.take(place, result)
    }
}

/// Characters `from` to `to` (excluded), trimmed.
fn field(record: &[char], from: usize, to: usize) -> String {
    record[from..to].iter().collect::<String>().trim().to_owned()
}

fn account_of(record: &[char]) -> String {
    let parts = [field(record, 2, 7), field(record, 11, 16), field(record, 21, 32)];
    parts.join(" ").to_uppercase()
}

/// The amount of characters 91 to 104: thirteen digits, then one that carries digit and sign, with
/// as many decimals as character 20 says.
fn signed_amount(record: &[char]) -> Result<Amount, Problem> {
    let text: String = record[90..104].iter().collect();
    let refuse = || Problem::Amount(AmountError::NotANumber { text: text.clone() });
    let (digit, negative) = signed_digit(record[103]).ok_or_else(refuse)?;
    let mut digits: String =
        record[90..103].iter().map(|c| if *c == ' ' { '0' } else { *c }).collect();
    digits.push(digit);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(refuse());
    }
    let decimals = match record[19] {
        ' ' => 2,
        other => other.to_digit(10).ok_or_else(refuse)? as usize,
    };
    let (whole, rest) = digits.split_at(digits.len() - decimals.min(9));
    let magnitude = cents(whole, rest, &text)?;
    Ok(Amount::from_cents(if negative { -magnitude } else { magnitude }))
}

/// `{` and A to I are +0 to +9, `}` and J to R are −0 to −9. On French keyboards of the time `{`
/// and `}` were printed `é` and `è`, and some files still have them so.
fn signed_digit(character: char) -> Option<(char, bool)> {
    let (offset, negative) = match character.to_ascii_uppercase() {
        '{' | 'é' | 'É' => (0, false),
        '}' | 'è' | 'È' => (0, true),
        letter @ 'A'..='I' => (letter as u32 - 'A' as u32 + 1, false),
        letter @ 'J'..='R' => (letter as u32 - 'J' as u32 + 1, true),
        _ => return None,
    };
    char::from_digit(offset, 10).map(|digit| (digit, negative))
}

fn line_of(
    place: Place,
    record: &[char],
    amount: Amount,
    booked: Day,
    value: Day,
) -> StatementLine {
    let code = field(record, 32, 34);
    let reject = filled(&field(record, 40, 42)).filter(|reason| reason != "00");
    let entry_number = field(record, 81, 88);
    let kind = match (&reject, code.as_str()) {
        (Some(_), _) => LineKind::Return,
        (None, "01" | "02") => LineKind::Cheque,
        (None, "05" | "06" | "18" | "21") => LineKind::Transfer,
        (None, "08" | "B1") => LineKind::DirectDebit,
        (None, "11") => LineKind::Card,
        (None, _) => LineKind::Other,
    };
    let position = match place {
        Place::Line(number) | Place::Record(number) => number,
        Place::Character { line, .. } => line,
        Place::File => 0,
    };
    let reversal = reject.is_some();
    let details = match reject {
        Some(reason) => vec![Detail { return_reason: Some(reason), ..Detail::default() }],
        None => Vec::new(),
    };
    StatementLine {
        kind,
        code: filled(&code),
        bank_reference: filled(&entry_number).filter(|text| !text.trim_matches('0').is_empty()),
        label: field(record, 48, 79),
        details,
        reversal,
        ..bare_line(position, booked, value, amount)
    }
}

/// Adds an 05 record to its line. A batch repeats the qualifiers for each of its payments: one that
/// comes again begins the next payment.
fn add_information(line: &mut StatementLine, qualifier: &str, characters: &[char]) {
    let whole: String = characters.iter().collect();
    let whole = whole.trim();
    let first: String = characters[..35].iter().collect();
    // Who is not us: the payer of money in, the payee of money out; in a return banks disagree.
    let payer = qualifier == "NPY";
    let other = line.reversal || payer == line.amount.is_positive();
    match qualifier {
        "NPY" | "NBE" if line.reversal && named(line) => {}
        "NPY" | "NBE" if other => set(line, |detail| &mut detail.name, whole),
        "RCN" => set(line, |detail| &mut detail.end_to_end, first.trim()),
        "RUM" => set(line, |detail| &mut detail.mandate, first.trim()),
        "LCS" => set(line, |detail| &mut detail.creditor_reference, first.trim()),
        "LCC" if is_creditor_reference(whole) => {
            set(line, |detail| &mut detail.creditor_reference, whole);
        }
        "LIB" | "LCC" | "LC2" => add_text(line, whole),
        _ => {}
    }
    settle_amount(line);
}

fn set(line: &mut StatementLine, place: impl Fn(&mut Detail) -> &mut Option<String>, text: &str) {
    let taken = line.details.last_mut().is_none_or(|detail| place(detail).is_some());
    if taken {
        let return_reason = line.details.first().and_then(|d| d.return_reason.clone());
        line.details.push(Detail { return_reason, ..Detail::default() });
    }
    if let Some(detail) = line.details.last_mut() {
        *place(detail) = filled(text);
    }
}

/// True when the last payment has its other party.
fn named(line: &StatementLine) -> bool {
    line.details.last().is_some_and(|detail| detail.name.is_some())
}

/// Free text, unless the payment has it already: banks repeat LIB as LCC.
fn add_text(line: &mut StatementLine, text: &str) {
    let Some(text) = filled(text) else { return };
    if line.details.is_empty() {
        line.details.push(Detail::default());
    }
    let Some(detail) = line.details.last_mut() else { return };
    match &mut detail.text {
        Some(before) if before.contains(&text) => {}
        Some(before) => {
            before.push(' ');
            before.push_str(&text);
        }
        none => *none = Some(text),
    }
}

/// A single payment is worth its line; the form does not say how a batch divides.
fn settle_amount(line: &mut StatementLine) {
    let amount = line.amount;
    match line.details.as_mut_slice() {
        [only] => only.amount = Some(amount),
        several => several.iter_mut().for_each(|detail| detail.amount = None),
    }
}

/// `RF`, two check digits, up to 21 letters or digits, alone in its field.
fn is_creditor_reference(text: &str) -> bool {
    let bytes = text.as_bytes();
    (5..=25).contains(&bytes.len())
        && bytes.starts_with(b"RF")
        && bytes[2..4].iter().all(u8::is_ascii_digit)
        && bytes[4..].iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}
