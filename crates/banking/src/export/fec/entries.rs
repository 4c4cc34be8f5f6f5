//! What only shows across lines: entries that balance, numbers that follow, names that agree.

use std::collections::{BTreeMap, HashMap, HashSet};

use caisse_units::Day;

use super::line::Movement;
use super::{FecColumn, FecReport, Problem};
use crate::export::book::is_opening_journal;

/// The entries of a file, as they are met.
pub(super) struct Entries {
    current: Option<Entry>,
    /// The first line of each entry met.
    first_lines: HashMap<(String, String), usize>,
    numbers: Vec<Numbered>,
    names: HashMap<String, String>,
    renamed: HashSet<String>,
    marks: BTreeMap<(String, String, String), Mark>,
    last_validation: Option<Day>,
    last_in_sequence: HashMap<String, u64>,
    only_opening_so_far: bool,
    late_opening_told: bool,
}

#[derive(Default)]
struct Entry {
    journal: String,
    number: String,
    first_line: usize,
    lines: usize,
    date: Option<Day>,
    validated_on: Option<Day>,
    debit: i128,
    credit: i128,
    amounts_read: bool,
    dates_differ: bool,
    validations_differ: bool,
    has_result_account: bool,
    moves_income: bool,
    opening: bool,
}

struct Numbered {
    /// What stands before the digits: part of the name of the sequence.
    prefix: String,
    journal: String,
    number: u64,
    line: usize,
}

struct Mark {
    first_line: usize,
    cents: i128,
    read: bool,
}

impl Entries {
    pub(super) fn new() -> Entries {
        Entries {
            current: None,
            first_lines: HashMap::new(),
            numbers: Vec::new(),
            names: HashMap::new(),
            renamed: HashSet::new(),
            marks: BTreeMap::new(),
            last_validation: None,
            last_in_sequence: HashMap::new(),
            only_opening_so_far: true,
            late_opening_told: false,
        }
    }

    pub(super) fn add(&mut self, movement: &Movement<'_>, report: &mut FecReport) {
        report.debit_cents += i128::from(movement.debit);
        report.credit_cents += i128::from(movement.credit);
        self.compare_names(movement, report);
        self.note_mark(movement);
        if movement.number.is_empty() {
            return;
        }
        let same = self.current.as_ref().is_some_and(|entry| {
            entry.journal == movement.journal && entry.number == movement.number
        });
        if !same {
            self.close(report);
            self.begin(movement, report);
        }
        if let Some(entry) = &mut self.current {
            entry.add(movement);
        }
    }

    pub(super) fn finish(mut self, report: &mut FecReport) {
        self.close(report);
        report.entries = self.first_lines.len();
        find_gaps(&mut self.numbers, report);
        for ((account, person, mark), sum) in self.marks {
            if sum.cents != 0 && sum.read {
                let account =
                    if person.is_empty() { account } else { format!("{account} {person}") };
                let difference = written(sum.cents);
                let problem = Problem::UnbalancedLettering { mark, account, difference };
                report.found(sum.first_line, Some(FecColumn::EcritureLet), problem);
            }
        }
    }

    fn begin(&mut self, movement: &Movement<'_>, report: &mut FecReport) {
        let line = movement.line;
        let key = (movement.journal.to_owned(), movement.number.to_owned());
        self.current = Some(Entry {
            journal: key.0.clone(),
            number: key.1.clone(),
            first_line: line,
            date: movement.date,
            validated_on: movement.validated_on,
            amounts_read: true,
            opening: is_opening_journal(movement.journal, movement.journal_label),
            ..Entry::default()
        });
        if let Some(first_line) = self.first_lines.get(&key) {
            let entry = format!("{} {}", key.0, key.1);
            let problem = Problem::Scattered { entry, first_line: *first_line };
            report.found(line, Some(FecColumn::EcritureNum), problem);
            return;
        }
        self.first_lines.insert(key, line);
        let text = movement.number;
        let prefix = text.trim_end_matches(|c: char| c.is_ascii_digit());
        match text[prefix.len()..].parse::<u64>() {
            Ok(number) => self.numbers.push(Numbered {
                prefix: prefix.to_owned(),
                journal: movement.journal.to_owned(),
                number,
                line,
            }),
            Err(_) => {
                let problem = Problem::NotANumber { text: text.to_owned() };
                report.found(line, Some(FecColumn::EcritureNum), problem);
            }
        }
        self.check_order(movement, prefix, report);
    }

    /// Numbers of one journal rise; validations of the file rise; opening balances come first.
    fn check_order(&mut self, movement: &Movement<'_>, prefix: &str, report: &mut FecReport) {
        let line = movement.line;
        if let Ok(number) = movement.number[prefix.len()..].parse::<u64>() {
            let sequence = format!("{}\u{0}{prefix}", movement.journal);
            let last = self.last_in_sequence.entry(sequence).or_insert(number);
            if number < *last {
                let problem = Problem::NumberGoesBack { number, previous: *last };
                report.found(line, Some(FecColumn::EcritureNum), problem);
            }
            *last = number.max(*last);
        }
        if self.current.as_ref().is_some_and(|entry| entry.opening) {
            if !self.only_opening_so_far && !self.late_opening_told {
                self.late_opening_told = true;
                let journal = movement.journal.to_owned();
                report.found(
                    line,
                    Some(FecColumn::JournalCode),
                    Problem::OpeningNotFirst { journal },
                );
            }
            return;
        }
        self.only_opening_so_far = false;
        let Some(validated_on) = movement.validated_on else { return };
        if let Some(previous) = self.last_validation.filter(|last| *last > validated_on) {
            let problem = Problem::OrderOfValidation { validated_on, previous };
            report.found(line, Some(FecColumn::ValidDate), problem);
        }
        self.last_validation = self.last_validation.max(Some(validated_on));
    }

    fn close(&mut self, report: &mut FecReport) {
        let Some(entry) = self.current.take() else { return };
        let (line, name) = (entry.first_line, format!("{} {}", entry.journal, entry.number));
        if entry.amounts_read && entry.debit != entry.credit {
            let (debit, credit) = (written(entry.debit), written(entry.credit));
            report.found(line, None, Problem::Unbalanced { entry: name.clone(), debit, credit });
        }
        if entry.lines == 1 {
            report.found(line, None, Problem::SingleLine { entry: name.clone() });
        }
        if entry.dates_differ {
            let problem = Problem::DifferentDates { entry: name.clone() };
            report.found(line, Some(FecColumn::EcritureDate), problem);
        }
        if entry.validations_differ {
            let problem = Problem::DifferentValidations { entry: name.clone() };
            report.found(line, Some(FecColumn::ValidDate), problem);
        }
        if entry.has_result_account && entry.moves_income && !entry.opening {
            report.found(line, None, Problem::ClosesResult { entry: name });
        }
    }

    fn compare_names(&mut self, movement: &Movement<'_>, report: &mut FecReport) {
        for (kind, code, name, column) in [
            ("", movement.journal, movement.journal_label, FecColumn::JournalLib),
            ("", movement.account, movement.account_label, FecColumn::CompteLib),
            (movement.account, movement.person, movement.person_label, FecColumn::CompAuxLib),
        ] {
            if code.is_empty() || name.is_empty() {
                continue;
            }
            let key = format!("{}\u{0}{kind}\u{0}{code}", column.name());
            match self.names.get(&key) {
                None => {
                    self.names.insert(key, name.to_owned());
                }
                Some(first) if first != name && !self.renamed.contains(&key) => {
                    let (code, other) = (code.to_owned(), name.to_owned());
                    let problem = Problem::TwoNames { code, first: first.clone(), other };
                    report.found(movement.line, Some(column), problem);
                    self.renamed.insert(key);
                }
                Some(_) => {}
            }
        }
    }

    fn note_mark(&mut self, movement: &Movement<'_>) {
        if movement.mark.is_empty() {
            return;
        }
        let key = [movement.account, movement.person, movement.mark].map(str::to_owned);
        let [account, person, mark] = key;
        let first_line = movement.line;
        let sum = self.marks.entry((account, person, mark)).or_insert(Mark {
            first_line,
            cents: 0,
            read: true,
        });
        sum.cents += i128::from(movement.debit) - i128::from(movement.credit);
        sum.read &= movement.amounts_read;
    }
}

impl Entry {
    fn add(&mut self, movement: &Movement<'_>) {
        self.lines += 1;
        self.debit += i128::from(movement.debit);
        self.credit += i128::from(movement.credit);
        self.amounts_read &= movement.amounts_read;
        self.dates_differ |= differ(self.date, movement.date);
        self.validations_differ |= differ(self.validated_on, movement.validated_on);
        self.has_result_account |= movement.account.starts_with("12");
        self.moves_income |= movement.account.starts_with(['6', '7']);
    }
}

/// False if one could not be read: that was said already.
fn differ(first: Option<Day>, other: Option<Day>) -> bool {
    matches!((first, other), (Some(first), Some(other)) if first != other)
}

/// Looks for missing numbers. A file counts its entries as a whole or journal by journal; it is
/// judged in the way that leaves fewer numbers missing.
fn find_gaps(numbers: &mut [Numbered], report: &mut FecReport) {
    numbers.sort_by(|a, b| (&a.prefix, a.number).cmp(&(&b.prefix, b.number)));
    let as_a_whole = gaps(numbers, |_| "");
    // Two journals that both have a number 1 do not count together.
    let shared = numbers
        .windows(2)
        .any(|pair| (&pair[0].prefix, pair[0].number) == (&pair[1].prefix, pair[1].number));
    numbers
        .sort_by(|a, b| (&a.journal, &a.prefix, a.number).cmp(&(&b.journal, &b.prefix, b.number)));
    let by_journal = gaps(numbers, |numbered| &numbered.journal);
    let count = |gaps: &[(usize, u64, u64, String)]| -> u128 {
        gaps.iter().map(|(_, first, last, _)| u128::from(last - first) + 1).sum()
    };
    let whole = !shared && count(&as_a_whole) <= count(&by_journal);
    for (line, first, last, journal) in if whole { as_a_whole } else { by_journal } {
        let journal = (!whole).then_some(journal);
        let problem = Problem::Gap { first, last, journal };
        report.found(line, Some(FecColumn::EcritureNum), problem);
    }
}

/// The missing numbers between neighbours of one sequence: line after the gap, first and last
/// missing, journal.
fn gaps(
    sorted: &[Numbered],
    sequence: impl Fn(&Numbered) -> &str,
) -> Vec<(usize, u64, u64, String)> {
    let mut gaps = Vec::new();
    for pair in sorted.windows(2) {
        let (before, after) = (&pair[0], &pair[1]);
        let together = before.prefix == after.prefix && sequence(before) == sequence(after);
        if together && after.number - before.number > 1 {
            let (first, last) = (before.number + 1, after.number - 1);
            gaps.push((after.line, first, last, after.journal.clone()));
        }
    }
    gaps
}

/// Cents as the file writes them.
fn written(cents: i128) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let magnitude = cents.unsigned_abs();
    format!("{sign}{},{:02}", magnitude / 100, magnitude % 100)
}
