//! Reading any file and listing everything wrong with it.

use caisse_units::Day;

use super::entries::Entries;
use super::line::{self, Movement};
use super::{FecColumn, Finding, Problem, Severity};
use crate::identifiers::Siren;

/// The largest file read, in bytes: about four million lines.
pub const MOST_BYTES: usize = 512 * 1024 * 1024;
/// The most findings kept; more are counted.
pub const MOST_FINDINGS: usize = 10_000;

/// What a file holds and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FecReport {
    /// Lines after the first.
    pub lines: usize,
    /// Entries, by journal and number.
    pub entries: usize,
    /// The sum of debits, in cents.
    pub debit_cents: i128,
    /// The sum of credits, in cents.
    pub credit_cents: i128,
    /// True if the text was read as ISO 8859-15 because it is not UTF-8.
    pub is_latin9: bool,
    /// What was found, in the order of lines.
    pub findings: Vec<Finding>,
    /// Findings beyond [`MOST_FINDINGS`], counted and not kept.
    pub left_out: usize,
}

impl FecReport {
    /// True without any error; warnings may remain.
    pub fn is_right(&self) -> bool {
        self.left_out == 0
            && self.findings.iter().all(|finding| finding.severity() == Severity::Warning)
    }

    pub(super) fn found(&mut self, line: usize, column: Option<FecColumn>, problem: Problem) {
        match self.findings.len() < MOST_FINDINGS {
            true => self.findings.push(Finding { line, column, problem }),
            false => self.left_out += 1,
        }
    }
}

/// Checks the bytes of a file, and its name if given: form, types, order, balance of each entry,
/// gaps, lettering.
///
/// One pass and one sort of the entries; memory grows with the entries and the text. Never panics,
/// whatever the bytes.
pub fn check(bytes: &[u8], file_name: Option<&str>) -> FecReport {
    let mut report = FecReport::default();
    let closing = file_name.and_then(|name| check_name(name, &mut report));
    if bytes.len() > MOST_BYTES {
        report.found(0, None, Problem::TooLarge { bytes: bytes.len() });
        return report;
    }
    let Some(text) = decoded(bytes, &mut report) else { return report };
    let mut lines = (1..).zip(text_lines(&text));
    let Some((_, first)) = lines.next().filter(|(_, first)| !first.trim().is_empty()) else {
        report.found(0, None, Problem::EmptyFile);
        return report;
    };
    let Some((separator, columns)) = read_header(first, &mut report) else { return report };
    let mut entries = Entries::new();
    for (number, text) in lines {
        report.lines += 1;
        if text.trim().is_empty() {
            report.found(number, None, Problem::EmptyLine);
            continue;
        }
        let fields: Vec<&str> = text.split(separator).collect();
        if fields.len() != columns.len() {
            let (found, expected) = (fields.len(), columns.len());
            report.found(number, None, Problem::WrongColumnCount { found, expected });
            continue;
        }
        let movement: Movement<'_> = line::read(number, &columns, &fields, closing, &mut report);
        entries.add(&movement, &mut report);
    }
    if report.lines == 0 {
        report.found(0, None, Problem::NoEntry);
    }
    entries.finish(&mut report);
    report.findings.sort_by_key(|finding| finding.line);
    report
}

/// The closing day that the name gives.
fn check_name(name: &str, report: &mut FecReport) -> Option<Day> {
    let wrong = || Problem::WrongFileName { name: name.to_owned() };
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let Some((siren, date)) = stem.split_once("FEC").filter(|(siren, _)| siren.len() == 9) else {
        report.found(0, None, wrong());
        return None;
    };
    if Siren::parse(siren).is_err() {
        report.found(0, None, Problem::WrongSiren { siren: siren.to_owned() });
    }
    let closing = line::compact_day(date);
    if closing.is_none() {
        report.found(0, None, wrong());
    }
    closing
}

fn decoded<'a>(bytes: &'a [u8], report: &mut FecReport) -> Option<std::borrow::Cow<'a, str>> {
    let without_mark = bytes.strip_prefix(b"\xef\xbb\xbf");
    if without_mark.is_some() {
        report.found(1, None, Problem::ByteOrderMark);
    }
    let bytes = without_mark.unwrap_or(bytes);
    let utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    if utf16 || bytes.contains(&0) {
        report.found(0, None, Problem::NotText);
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.into()),
        Err(_) => {
            report.is_latin9 = true;
            Some(encoding_rs::ISO_8859_15.decode_without_bom_handling(bytes).0)
        }
    }
}

/// Lines that end with CR LF, LF or CR; the last may have no end.
fn text_lines(text: &str) -> impl Iterator<Item = &str> {
    let body = text.strip_suffix("\r\n").or(text.strip_suffix(['\n', '\r'])).unwrap_or(text);
    // A file of old Macintosh lines has no line feed at all.
    let end = if body.contains('\n') { '\n' } else { '\r' };
    body.split(end).map(|line| line.strip_suffix('\r').unwrap_or(line))
}

/// The separator and the column of each place, `None` for a column that is not ours.
fn read_header(first: &str, report: &mut FecReport) -> Option<(char, Vec<Option<FecColumn>>)> {
    let separator = match (first.contains('\t'), first.contains('|')) {
        (true, _) => '\t',
        (false, true) => '|',
        _ => {
            report.found(1, None, Problem::NoSeparator);
            return None;
        }
    };
    let columns: Vec<Option<FecColumn>> =
        first.split(separator).map(|name| column_named(name.trim())).collect();
    let expected = expected_columns(&columns);
    for (name, column) in first.split(separator).zip(&columns) {
        if column.is_none() && !is_cash_book_column(name.trim()) {
            report.found(1, None, Problem::UnknownColumn { name: name.trim().to_owned() });
        }
    }
    for (rank, column) in expected.into_iter().enumerate() {
        let places: Vec<usize> =
            (0..columns.len()).filter(|place| columns[*place] == Some(column)).collect();
        match places.as_slice() {
            [] => report.found(1, Some(column), Problem::MissingColumn),
            [place] if *place == rank => {}
            [place] => {
                let (found, expected) = (place + 1, rank + 1);
                report.found(1, Some(column), Problem::MisplacedColumn { found, expected });
            }
            _ => report.found(1, Some(column), Problem::RepeatedColumn),
        }
    }
    Some((separator, columns))
}

/// The 18 columns in the form of amounts that the file chose.
fn expected_columns(columns: &[Option<FecColumn>]) -> [FecColumn; 18] {
    let mut expected = FecColumn::ALL;
    if columns.contains(&Some(FecColumn::Montant)) || columns.contains(&Some(FecColumn::Sens)) {
        expected[11] = FecColumn::Montant;
        expected[12] = FecColumn::Sens;
    }
    expected
}

fn column_named(name: &str) -> Option<FecColumn> {
    let others = [FecColumn::Montant, FecColumn::Sens];
    let mut all = FecColumn::ALL.into_iter().chain(others);
    all.find(|column| column.name().eq_ignore_ascii_case(name))
}

/// The four columns that cash books add at the end.
fn is_cash_book_column(name: &str) -> bool {
    ["DateRglt", "ModeRglt", "NatOp", "IdClient"].iter().any(|n| n.eq_ignore_ascii_case(name))
}
