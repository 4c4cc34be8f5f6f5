//! Tables of grades: a head with the candidates, then a row for each voter.
//!
//! A first column without a name, or called `id`, `voter`, `votant`, identifies the voter and is not
//! read; a column called `weight`, `poids` or `voix` says how many votes a row is. Grades are whole
//! numbers from 1 (worst), or the words of a scale; 0 or an empty cell is no opinion. Separators are
//! commas, semicolons or tabs.
//!
//! All or nothing: every fault is listed with its line, up to [`Limits::errors`].

mod error;
#[cfg(test)]
mod tests;

pub use error::{GradesError, GradesFault};

use super::table::{self, TableFault, shown};
use crate::graded::{GradeTally, GradedError};

/// How much is read at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Rows.
    pub rows: usize,
    /// Candidates.
    pub candidates: usize,
    /// The best grade.
    pub grades: u16,
    /// Faults listed before giving up.
    pub errors: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { bytes: 128_000_000, rows: 5_000_000, candidates: 1_000, grades: 100, errors: 50 }
    }
}

/// What the cells mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// Numbers from 1 to the highest found.
    #[default]
    Found,
    /// Numbers from 1 to this one.
    UpTo(u16),
    /// These words, from the worst; letter case does not matter.
    Words(Vec<String>),
}

/// A table of grades, as tallies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradeTable {
    /// The candidates, as the head names them.
    pub candidates: Vec<String>,
    /// How many grades there are.
    pub grades: usize,
    /// The tally of each candidate.
    pub tallies: Vec<GradeTally>,
    /// Votes: rows, or the sum of their weights.
    pub voters: u64,
}

/// Reads a table of grades.
///
/// # Errors
/// Every fault found, with its line.
pub fn read(bytes: &[u8], scale: &Scale, limits: Limits) -> Result<GradeTable, Vec<GradesError>> {
    let mut reader = table::reader(bytes, limits.bytes).map_err(|error| vec![error.into()])?;
    let not_a_table = |error: csv::Error| vec![table::broken(&error).into()];
    let head = reader.headers().map_err(not_a_table)?.clone();
    let columns = Columns::read(&head, scale, limits)?;
    let mut rows = Rows::new(columns, scale, limits);
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(not_a_table)? {
        rows.take(&record);
        if rows.errors.len() >= limits.errors {
            break;
        }
    }
    rows.finish()
}

/// What each column is.
struct Columns {
    all: usize,
    weight: Option<usize>,
    candidates: Vec<(usize, String)>,
    grades: usize,
}

impl Columns {
    fn read(
        head: &csv::StringRecord,
        scale: &Scale,
        limits: Limits,
    ) -> Result<Columns, Vec<GradesError>> {
        let fault = |fault| vec![GradesError { line: 1, fault }];
        let named = |name: &str, among: &[&str]| {
            let name = name.trim().to_lowercase();
            among.contains(&name.as_str())
        };
        let weight = head.iter().position(|name| named(name, &["weight", "poids", "voix"]));
        let voter = head.iter().take(1).any(|name| {
            named(name, &["", "id", "voter", "votant", "votante", "bulletin", "ballot"])
        });
        let candidates: Vec<(usize, String)> = head
            .iter()
            .enumerate()
            .filter(|(column, _)| Some(*column) != weight && !(voter && *column == 0))
            .map(|(column, name)| (column, name.trim().to_owned()))
            .collect();
        let found = candidates.len();
        if found == 0 || found > limits.candidates {
            return Err(fault(GradesFault::Candidates { found, limit: limits.candidates }));
        }
        let mut names = std::collections::BTreeSet::new();
        for (_, name) in &candidates {
            if name.is_empty() || !names.insert(name) {
                return Err(fault(GradesFault::CandidateName { name: name.clone() }));
            }
        }
        let grades =
            check_scale(scale, limits).map_err(|fault| vec![GradesError { line: 0, fault }])?;
        Ok(Columns { all: head.len(), weight, candidates, grades })
    }
}

/// How many grades are tallied; for a scale to be found, as many as are allowed.
fn check_scale(scale: &Scale, limits: Limits) -> Result<usize, GradesFault> {
    let most = usize::from(limits.grades);
    let grades = match scale {
        Scale::Found => most,
        Scale::UpTo(best) => usize::from(*best),
        Scale::Words(words) => {
            let distinct: std::collections::BTreeSet<String> =
                words.iter().map(|word| word.trim().to_lowercase()).collect();
            if distinct.len() != words.len() || distinct.contains("") {
                return Err(GradesFault::Scale);
            }
            words.len()
        }
    };
    if grades == 0 || grades > most { Err(GradesFault::Scale) } else { Ok(grades) }
}

struct Rows {
    columns: Columns,
    words: Vec<String>,
    found: bool,
    limits: Limits,
    tallies: Vec<GradeTally>,
    voters: u64,
    rows: usize,
    highest: usize,
    errors: Vec<GradesError>,
}

impl Rows {
    fn new(columns: Columns, scale: &Scale, limits: Limits) -> Rows {
        let words = match scale {
            Scale::Words(words) => words.iter().map(|word| word.trim().to_lowercase()).collect(),
            _ => Vec::new(),
        };
        let tallies = vec![GradeTally::empty(columns.grades); columns.candidates.len()];
        let found = *scale == Scale::Found;
        let (voters, rows, highest, errors) = (0, 0, 0, Vec::new());
        Rows { columns, words, found, limits, tallies, voters, rows, highest, errors }
    }

    fn take(&mut self, record: &csv::StringRecord) {
        let line = record.position().map_or(0, csv::Position::line);
        if let Err(fault) = self.row(record) {
            self.errors.push(GradesError { line, fault });
        }
    }

    fn row(&mut self, record: &csv::StringRecord) -> Result<(), GradesFault> {
        self.rows += 1;
        if self.rows > self.limits.rows {
            return Err(GradesFault::TooManyRows { limit: self.limits.rows });
        }
        if record.len() != self.columns.all {
            let (expected, found) = (self.columns.all, record.len());
            return Err(TableFault::Cells { expected, found }.into());
        }
        let votes = match self.columns.weight {
            None => 1,
            Some(column) => {
                let text = &record[column];
                let votes = text.trim().parse().ok().filter(|votes: &u64| *votes > 0);
                votes.ok_or_else(|| GradesFault::Weight { text: shown(text) })?
            }
        };
        let mut given = Vec::with_capacity(self.columns.candidates.len());
        for (column, name) in &self.columns.candidates {
            let text = &record[*column];
            let grade = self.grade(text).ok_or_else(|| GradesFault::Grade {
                candidate: name.clone(),
                text: shown(text),
                best: if self.words.is_empty() { self.columns.grades as u16 } else { 0 },
            })?;
            given.push(grade);
        }
        self.voters = self.voters.checked_add(votes).ok_or(GradesFault::Votes)?;
        for (tally, grade) in self.tallies.iter_mut().zip(given) {
            self.highest = self.highest.max(grade.map_or(0, |grade| grade + 1));
            tally.add(grade, votes).map_err(|_: GradedError| GradesFault::Votes)?;
        }
        Ok(())
    }

    /// `Some(None)` is no opinion, `None` no grade at all.
    fn grade(&self, text: &str) -> Option<Option<usize>> {
        let text = text.trim();
        if text.is_empty() {
            return Some(None);
        }
        if !self.words.is_empty() {
            let text = text.to_lowercase();
            return self.words.iter().position(|word| *word == text).map(Some);
        }
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        match text.parse::<usize>().ok()? {
            0 => Some(None),
            grade if grade <= self.columns.grades => Some(Some(grade - 1)),
            _ => None,
        }
    }

    fn finish(mut self) -> Result<GradeTable, Vec<GradesError>> {
        if self.errors.is_empty() && self.rows == 0 {
            self.errors.push(GradesError { line: 0, fault: GradesFault::NoVoter });
        }
        if !self.errors.is_empty() {
            return Err(self.errors);
        }
        let mut grades = self.columns.grades;
        if self.found {
            grades = self.highest.max(1);
            for tally in &mut self.tallies {
                tally.counts.truncate(grades);
            }
        }
        let candidates = self.columns.candidates.into_iter().map(|(_, name)| name).collect();
        Ok(GradeTable { candidates, grades, tallies: self.tallies, voters: self.voters })
    }
}
