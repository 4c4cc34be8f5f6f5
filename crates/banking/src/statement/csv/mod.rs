//! Tables: every bank has its own columns, so that the treasurer maps them once and the map is
//! kept.
//!
//! [`CsvMapping::propose`] recognises the titles of many French banks; the proposal is to be shown
//! and confirmed. A balance column, when there is one, is checked row by row.
//!
//! Absent on purpose: spreadsheets (export them as CSV), guessing columns from their content.

mod mapping;
mod propose;
mod rows;
mod titles;

use caisse_units::Amount;

use super::identity::References;
use super::reading::{Reading, bare_line, blank};
use super::text::{Guess, amount, day, decode, filled, guess_decimal, iban};
use super::{
    AccountName, Detail, Format, Place, Problem, ReadOptions, Statement, StatementError,
    StatementLine, Warning,
};
pub use mapping::{AmountColumns, CsvMapping, DayOrder, DecimalSign, TextEncoding};
use rows::{Row, rows};
pub use titles::{ColumnRole, TitledColumn};

/// Reads a table: one statement.
pub(super) fn read(
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<Vec<Statement>, Vec<StatementError>> {
    let (mapping, proposed) = match &options.csv {
        Some(mapping) => (mapping.clone(), false),
        None => (CsvMapping::propose(bytes, &options.limits).map_err(|error| vec![error])?, true),
    };
    let (text, _) = decode(bytes, Some(mapping.encoding)).map_err(|error| vec![error])?;
    let limits = &options.limits;
    // One row more than allowed, so that the excess is seen; and the head.
    let wanted = limits.lines.saturating_add(propose::HEAD_ROWS + 1);
    let rows = rows(&text, mapping.separator, wanted, limits.nodes).map_err(|error| vec![error])?;
    let start = head_position(&rows, &mapping).map_err(|error| vec![error])?;
    let first = if mapping.head.is_empty() { start } else { start + 1 };
    let rows = of_account(rows, first, &mapping, options.account.as_deref());
    let (above, table) = rows.split_at(start);
    let mut reading = Reading::new(options);
    let mut statement = blank(Format::Csv);
    let head_closing = head_of_bank(above, &mut statement, &mut reading);
    let table = if mapping.head.is_empty() { table } else { table.get(1..).unwrap_or_default() };
    let mut reader = Table { mapping: &mapping, reading, account: None };
    let lines = reader.lines(table);
    if let Some(account) = reader.account.take() {
        statement.account = AccountName::from_text(&account);
    }
    let mut reading = reader.reading;
    if reading.sound() {
        balances(&mut statement, lines, head_closing, &mut reading);
    }
    if proposed {
        statement.warnings.push(Warning::MappingProposed);
    }
    // A reference column may be a cheque number or empty on most rows.
    let statement = reading.conclude(statement, References::Decorate, || Place::File);
    reading.end(vec![statement])
}

/// The rows without those of other accounts than the chosen one; those before `first` stay.
fn of_account(
    mut rows: Vec<Row>,
    first: usize,
    mapping: &CsvMapping,
    chosen: Option<&str>,
) -> Vec<Row> {
    if let (Some(column), Some(chosen)) = (mapping.account, chosen) {
        let mut index = 0;
        rows.retain(|row| {
            index += 1;
            index <= first || same_account(row.cell(column), chosen)
        });
    }
    rows
}

/// True for an account written with other spaces, dashes or capitals.
fn same_account(found: &str, chosen: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase()
    };
    plain(found) == plain(chosen)
}

/// The row of titles, or 0 where the mapping has none.
fn head_position(rows: &[Row], mapping: &CsvMapping) -> Result<usize, StatementError> {
    if mapping.head.is_empty() {
        return Ok(0);
    }
    let titles = |cells: &[String]| -> Vec<String> {
        cells.iter().map(|cell| propose::normal(cell)).collect()
    };
    let expected = titles(&mapping.head);
    rows.iter()
        .take(propose::HEAD_ROWS)
        .position(|row| titles(&row.cells) == expected)
        .ok_or_else(|| Problem::HeadNotFound { expected: mapping.head.clone() }.at(Place::File))
}

/// What the bank writes above its titles: the account, the closing balance and its day.
fn head_of_bank(
    rows: &[Row],
    statement: &mut Statement,
    reading: &mut Reading<'_>,
) -> Option<Amount> {
    let mut closing = None;
    for row in rows {
        let [title, content, ..] = row.cells.as_slice() else { continue };
        let (title, place) = (propose::normal(title), Place::Line(row.line));
        if title.starts_with("numero compte")
            || title.starts_with("numero de compte")
            || title.starts_with("iban")
            || title == "compte"
        {
            statement.account = AccountName::from_text(content);
        } else if title == "solde" || (title.starts_with("solde") && title.contains("eur")) {
            closing = reading.take(place, amount(content, sign_of(content)));
        } else if title == "date"
            && let Ok(to) = day(content, DayOrder::DayMonthYear)
        {
            statement.to = Some(to);
        } else if title == "devise" && propose::normal(content) != "eur" {
            reading.refuse(place, Problem::Currency { currency: content.trim().to_owned() });
        }
    }
    closing
}

/// The decimal sign that one amount shows; a comma, as French banks write, when it shows none.
fn sign_of(text: &str) -> DecimalSign {
    match guess_decimal(std::iter::once(text)) {
        Guess::Known(sign) => sign,
        _ => DecimalSign::Comma,
    }
}

/// A line and the balance that its row shows.
struct Balanced {
    line: StatementLine,
    balance: Option<Amount>,
}

/// A table being read.
struct Table<'m, 'o> {
    mapping: &'m CsvMapping,
    reading: Reading<'o>,
    account: Option<String>,
}

impl Table<'_, '_> {
    fn lines(&mut self, rows: &[Row]) -> Vec<Balanced> {
        let balance_sign = self.balance_sign(rows);
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            let place = Place::Line(row.line);
            if self.reading.stopped() || !self.reading.count_line(place) {
                break;
            }
            if let Some(line) = self.line(row, place, balance_sign) {
                lines.push(line);
            }
        }
        lines
    }

    /// Some banks write balances with another sign than amounts.
    fn balance_sign(&self, rows: &[Row]) -> DecimalSign {
        let Some(column) = self.mapping.balance else { return self.mapping.decimal };
        match guess_decimal(rows.iter().map(|row| row.cell(column))) {
            Guess::Known(sign) => sign,
            _ => self.mapping.decimal,
        }
    }

    fn line(&mut self, row: &Row, place: Place, balance_sign: DecimalSign) -> Option<Balanced> {
        let mapping = self.mapping;
        let expected = mapping.head.len().max(mapping.last_column() + 1);
        let spare = row.cells.iter().skip(expected).any(|cell| !cell.trim().is_empty());
        if row.cells.len() < mapping.last_column() + 1 || spare {
            self.reading.refuse(place, Problem::Cells { expected, found: row.cells.len() });
            return None;
        }
        if let Some(column) = mapping.currency
            && !matches!(
                propose::normal(row.cell(column)).as_str(),
                "eur" | "euro" | "euros" | "€" | ""
            )
        {
            let currency = row.cell(column).trim().to_owned();
            self.reading.refuse(place, Problem::Currency { currency });
            return None;
        }
        let booked = day(row.cell(mapping.booked), mapping.days);
        let booked = self.reading.take(place, booked);
        let value = match mapping.value.map(|column| row.cell(column).trim()) {
            Some(text) if !text.is_empty() => self.reading.take(place, day(text, mapping.days)),
            _ => booked,
        };
        let amount_read = self.amount(row);
        let amount_read = self.reading.take(place, amount_read);
        let balance = match mapping.balance.map(|column| row.cell(column).trim()) {
            Some(text) if !text.is_empty() => {
                self.reading.take(place, amount(text, balance_sign)).map(Some)
            }
            _ => Some(None),
        };
        if let Some(column) = mapping.account {
            self.account(row.cell(column), place);
        }
        let (booked, value, amount, balance) = (booked?, value?, amount_read?, balance?);
        let mut line = bare_line(row.line, booked, value, amount);
        self.texts(row, &mut line);
        Some(Balanced { line, balance })
    }

    fn amount(&self, row: &Row) -> Result<Amount, Problem> {
        let decimal = self.mapping.decimal;
        match self.mapping.amount {
            AmountColumns::Signed(column) => amount(row.cell(column), decimal),
            AmountColumns::DebitCredit { debit, credit } => {
                let (debit, credit) = (row.cell(debit).trim(), row.cell(credit).trim());
                let read = |text: &str| match text {
                    "" => Ok(Amount::ZERO),
                    text => amount(text, decimal).map(Amount::magnitude),
                };
                let (out, inward) = (read(debit)?, read(credit)?);
                let both = !out.is_zero() && !inward.is_zero();
                if both || (debit.is_empty() && credit.is_empty()) {
                    let (debit, credit) = (debit.to_owned(), credit.to_owned());
                    return Err(Problem::Sides { debit, credit });
                }
                Ok(inward.minus(out))
            }
            AmountColumns::AmountAndSide { amount: column, side } => {
                let magnitude = amount(row.cell(column), decimal)?.magnitude();
                match propose::normal(row.cell(side)).as_str() {
                    "d" | "debit" | "-" => Ok(-magnitude),
                    "c" | "credit" | "+" => Ok(magnitude),
                    other => {
                        Err(Problem::Unexpected { field: "débit/crédit", text: other.to_owned() })
                    }
                }
            }
        }
    }

    /// All rows must be of one account.
    fn account(&mut self, text: &str, place: Place) {
        let Some(found) = filled(text) else { return };
        match &self.account {
            Some(expected) if *expected != found => {
                let expected = expected.clone();
                self.reading.refuse(place, Problem::OtherAccount { expected, found });
            }
            Some(_) => {}
            None => self.account = Some(found),
        }
    }

    fn texts(&self, row: &Row, line: &mut StatementLine) {
        let cell = |column: Option<usize>| column.and_then(|column| filled(row.cell(column)));
        let labels: Vec<&str> = self
            .mapping
            .label
            .iter()
            .map(|column| row.cell(*column).trim())
            .filter(|text| !text.is_empty())
            .collect();
        line.label = labels.join(" ");
        line.bank_reference = cell(self.mapping.reference);
        let name = cell(self.mapping.name);
        let iban = self.mapping.iban.and_then(|column| iban(row.cell(column)));
        if name.is_some() || iban.is_some() {
            let amount = Some(line.amount);
            line.details.push(Detail { amount, name, iban, ..Detail::default() });
        }
    }
}

/// Takes the balances from the column, after every row, or the same closing balance on each; from
/// the head otherwise.
fn balances(
    statement: &mut Statement,
    mut lines: Vec<Balanced>,
    head_closing: Option<Amount>,
    reading: &mut Reading<'_>,
) {
    if let [first, .., last] = lines.as_slice() {
        let newest_first = first.line.booked > last.line.booked
            || (first.line.booked == last.line.booked && chains_backwards(&lines));
        if newest_first {
            lines.reverse();
        }
    }
    statement.closing = head_closing;
    let shown: Option<Vec<Amount>> = lines.iter().map(|line| line.balance).collect();
    if let Some(shown) = shown
        && let (Some(first), Some(last)) = (shown.first(), shown.last())
    {
        statement.closing = Some(*last);
        // One row does not tell a balance after the line from one for the whole export.
        let constant = shown.iter().all(|balance| balance == first)
            && lines.iter().any(|line| !line.line.amount.is_zero());
        if !constant {
            statement.opening = lines.first().and_then(|l| first.checked_sub(l.line.amount));
            check_chain(&lines, &shown, reading);
        }
    }
    statement.lines = lines.into_iter().map(|balanced| balanced.line).collect();
}

/// True when each balance is that of the row below it plus its own amount.
fn chains_backwards(lines: &[Balanced]) -> bool {
    let links = |older: &Balanced, newer: &Balanced| match (older.balance, newer.balance) {
        (Some(before), Some(after)) => before.checked_add(newer.line.amount) == Some(after),
        _ => false,
    };
    !lines.windows(2).all(|pair| links(&pair[0], &pair[1]))
        && lines.windows(2).all(|pair| links(&pair[1], &pair[0]))
}

fn check_chain(lines: &[Balanced], shown: &[Amount], reading: &mut Reading<'_>) {
    for (index, pair) in shown.windows(2).enumerate() {
        let line = &lines[index + 1].line;
        if pair[0].checked_add(line.amount) != Some(pair[1]) {
            let (before, amount, after) = (pair[0], line.amount, pair[1]);
            let problem = Problem::RunningBalance { before, amount, after };
            return reading.refuse(Place::Line(line.place), problem);
        }
    }
}
