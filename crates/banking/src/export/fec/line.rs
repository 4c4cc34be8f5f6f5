//! One line of the file: is each column filled and of its type, do the columns agree.

use caisse_units::Day;

use super::{FecColumn, FecReport, Problem};

/// What the entries need to know of a line; what could not be read is empty or zero.
#[derive(Clone, Debug, Default)]
pub(super) struct Movement<'a> {
    pub(super) line: usize,
    pub(super) journal: &'a str,
    pub(super) journal_label: &'a str,
    pub(super) number: &'a str,
    pub(super) date: Option<Day>,
    pub(super) account: &'a str,
    pub(super) account_label: &'a str,
    pub(super) person: &'a str,
    pub(super) person_label: &'a str,
    pub(super) mark: &'a str,
    pub(super) validated_on: Option<Day>,
    pub(super) debit: i64,
    pub(super) credit: i64,
    /// False if an amount could not be read, so that no balance is judged on it.
    pub(super) amounts_read: bool,
}

/// Reads a line, reporting what is wrong with it alone.
pub(super) fn read<'a>(
    line: usize,
    columns: &[Option<FecColumn>],
    fields: &[&'a str],
    closing: Option<Day>,
    report: &mut FecReport,
) -> Movement<'a> {
    let value = |wanted: FecColumn| {
        let place = columns.iter().position(|column| *column == Some(wanted));
        place.and_then(|place| fields.get(place)).map_or("", |text| text.trim())
    };
    check_filled(line, columns, fields, report);
    let mut movement = Movement {
        line,
        journal: value(FecColumn::JournalCode),
        journal_label: value(FecColumn::JournalLib),
        number: value(FecColumn::EcritureNum),
        account: value(FecColumn::CompteNum),
        account_label: value(FecColumn::CompteLib),
        person: value(FecColumn::CompAuxNum),
        person_label: value(FecColumn::CompAuxLib),
        mark: value(FecColumn::EcritureLet),
        amounts_read: true,
        ..Movement::default()
    };
    let dates = [FecColumn::EcritureDate, FecColumn::PieceDate, FecColumn::ValidDate]
        .map(|column| read_date(line, column, value(column), report));
    read_date(line, FecColumn::DateLet, value(FecColumn::DateLet), report);
    (movement.date, movement.validated_on) = (dates[0], dates[2]);
    compare_dates(line, dates, closing, report);
    check_account(line, movement.account, report);
    check_pairs(line, value, report);
    match columns.contains(&Some(FecColumn::Montant)) {
        true => {
            let (amount, side) = (value(FecColumn::Montant), value(FecColumn::Sens));
            read_side(&mut movement, amount, side, report);
        }
        false => {
            let (debit, credit) = (value(FecColumn::Debit), value(FecColumn::Credit));
            read_sides(&mut movement, debit, credit, report);
        }
    }
    movement
}

/// Columns that every line must fill (amounts are looked at with their reading), and what hides.
fn check_filled(
    line: usize,
    columns: &[Option<FecColumn>],
    fields: &[&str],
    report: &mut FecReport,
) {
    for (column, text) in columns.iter().zip(fields) {
        let Some(column) = *column else { continue };
        let is_amount = matches!(column, FecColumn::Debit | FecColumn::Credit);
        if column.is_mandatory() && !is_amount && text.trim().is_empty() {
            report.found(line, Some(column), Problem::MissingValue);
        }
        if text.contains(char::is_control) {
            report.found(line, Some(column), Problem::ControlCharacter);
        }
    }
}

/// Columns that go two by two.
fn check_pairs<'a>(line: usize, value: impl Fn(FecColumn) -> &'a str, report: &mut FecReport) {
    for (first, second, problem) in [
        (FecColumn::CompAuxNum, FecColumn::CompAuxLib, Problem::HalfAuxiliary),
        (FecColumn::EcritureLet, FecColumn::DateLet, Problem::HalfLettering),
        (FecColumn::Montantdevise, FecColumn::Idevise, Problem::HalfCurrency),
    ] {
        if value(first).is_empty() != value(second).is_empty() {
            report.found(line, Some(first), problem);
        }
    }
    let in_currency = value(FecColumn::Montantdevise);
    if !in_currency.is_empty() {
        read_amount(line, FecColumn::Montantdevise, in_currency, report);
    }
}

fn read_sides(movement: &mut Movement<'_>, debit: &str, credit: &str, report: &mut FecReport) {
    let line = movement.line;
    let mut amount = |column: FecColumn, text: &str| {
        if text.is_empty() {
            report.found(line, Some(column), Problem::MissingValue);
            return Some(0);
        }
        read_amount(line, column, text, report)
    };
    let (debit, credit) = (amount(FecColumn::Debit, debit), amount(FecColumn::Credit, credit));
    movement.amounts_read = debit.is_some() && credit.is_some();
    (movement.debit, movement.credit) = (debit.unwrap_or(0), credit.unwrap_or(0));
    match (debit, credit) {
        (Some(0), Some(0)) => report.found(line, None, Problem::NoSide),
        (Some(debit), Some(credit)) if debit != 0 && credit != 0 => {
            report.found(line, None, Problem::BothSides);
        }
        _ => {}
    }
}

fn read_side(movement: &mut Movement<'_>, amount: &str, side: &str, report: &mut FecReport) {
    let line = movement.line;
    let cents = match amount {
        "" => None,
        text => read_amount(line, FecColumn::Montant, text, report),
    };
    movement.amounts_read = cents.is_some();
    let cents = cents.unwrap_or(0);
    match side {
        "D" | "d" | "+1" | "1" => movement.debit = cents,
        "C" | "c" | "-1" => movement.credit = cents,
        "" => movement.amounts_read = false,
        text => {
            movement.amounts_read = false;
            let text = text.to_owned();
            report.found(line, Some(FecColumn::Sens), Problem::WrongSide { text });
        }
    }
    if movement.amounts_read && cents == 0 {
        report.found(line, None, Problem::NoSide);
    }
}

/// A date without separators, `20251231`.
pub(super) fn compact_day(text: &str) -> Option<Day> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (year, month, day) = (&text[..4], &text[4..6], &text[6..]);
    Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn read_date(line: usize, column: FecColumn, text: &str, report: &mut FecReport) -> Option<Day> {
    if text.is_empty() {
        return None;
    }
    let day = compact_day(text);
    if day.is_none() {
        let separated = text.len() <= 10
            && text.contains(['-', '/', '.'])
            && text.chars().all(|c| c.is_ascii_digit() || "-/.".contains(c));
        let text = text.to_owned();
        let problem = match separated {
            true => Problem::SeparatedDate { text },
            false => Problem::WrongDate { text },
        };
        report.found(line, Some(column), problem);
    }
    day
}

fn compare_dates(
    line: usize,
    [date, piece, validated_on]: [Option<Day>; 3],
    closing: Option<Day>,
    report: &mut FecReport,
) {
    let Some(date) = date else { return };
    if let Some(closing) = closing {
        let problem = if date > closing {
            Some(Problem::AfterClosing { date, closing })
        } else if closing.whole_months_since(date) >= 24 {
            Some(Problem::LongBeforeClosing { date, closing })
        } else {
            None
        };
        if let Some(problem) = problem {
            report.found(line, Some(FecColumn::EcritureDate), problem);
        }
    }
    if let Some(piece) = piece.filter(|piece| *piece > date) {
        let problem = Problem::PieceAfterEntry { piece, date };
        report.found(line, Some(FecColumn::PieceDate), problem);
    }
    if let Some(validated_on) = validated_on.filter(|validated_on| *validated_on < date) {
        let problem = Problem::ValidatedBeforeDate { validated_on, date };
        report.found(line, Some(FecColumn::ValidDate), problem);
    }
}

fn check_account(line: usize, account: &str, report: &mut FecReport) {
    let is_digit = |character: char| character.is_ascii_digit();
    let text = account.to_owned();
    let problem = match account.chars().count() {
        0 => return,
        length if length < 3 || !account.chars().take(3).all(is_digit) => {
            Problem::AccountWithoutClass { text }
        }
        _ if !account.chars().all(is_digit) => Problem::AccountWithLetters { text },
        _ => return,
    };
    report.found(line, Some(FecColumn::CompteNum), problem);
}

/// The cents of `1234,56`.
fn read_amount(line: usize, column: FecColumn, text: &str, report: &mut FecReport) -> Option<i64> {
    match amount_cents(text) {
        Ok(cents) => {
            if cents < 0 {
                let text = text.to_owned();
                report.found(line, Some(column), Problem::NegativeAmount { text });
            }
            Some(cents)
        }
        Err(problem) => {
            report.found(line, Some(column), problem);
            None
        }
    }
}

fn amount_cents(text: &str) -> Result<i64, Problem> {
    let owned = || text.to_owned();
    let spaces = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'');
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let numeric = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.') || spaces(c);
    if digits.is_empty() || !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(Problem::WrongAmount { text: owned() });
    }
    if !digits.chars().all(numeric) {
        return Err(Problem::WrongAmount { text: owned() });
    }
    let commas = digits.matches(',').count();
    let points = digits.matches('.').count();
    if digits.contains(spaces) || commas + points > 1 {
        return Err(Problem::ThousandsSeparator { text: owned() });
    }
    if points == 1 {
        return Err(Problem::DecimalPoint { text: owned() });
    }
    let (whole, decimals) = digits.split_once(',').unwrap_or((digits, ""));
    if decimals.len() > 2 {
        return Err(Problem::TooManyDecimals { text: owned() });
    }
    let euros: i64 = whole.parse().map_err(|_| Problem::WrongAmount { text: owned() })?;
    let cents: i64 = format!("{decimals:0<2}").parse().unwrap_or(0);
    let cents = euros.checked_mul(100).and_then(|euros| euros.checked_add(cents));
    let cents = cents.ok_or_else(|| Problem::WrongAmount { text: owned() })?;
    Ok(if negative { -cents } else { cents })
}
