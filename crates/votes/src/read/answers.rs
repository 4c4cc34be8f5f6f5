//! Tables of answers to a motion: one row for each voter or delegate.
//!
//! Either a column `vote` (oui, non, abstention, blanc; yes, no, abstain, blank) and perhaps one
//! `weight` (`poids`, `voix`), or columns `yes` (`oui`, `pour`), `no` (`non`, `contre`), and perhaps
//! `abstain` (`abstention`) and `blank` (`blanc`) with numbers: a split mandate, which never exceeds
//! its `weight`. A column `college` (`collège`) tells colleges apart. An empty vote is not cast.

use std::collections::BTreeMap;

use super::table::{Limits, Row, Table, TableError, TableFault, shown};
use crate::mandate::{MandateError, Split};
use crate::motion::{Answer, CollegeCount, Electorate, Tally};

/// What a table of answers says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerTable {
    /// Rows: voters and delegates.
    pub voters: u64,
    /// Each college in the order of its name, with the sum of weights as its electorate, all present;
    /// one without a name where the table has no colleges.
    pub colleges: Vec<CollegeCount>,
}

const VOTE: &[&str] = &["vote", "answer", "réponse", "reponse", "choix", "choice"];
const YES: &[&str] = &["yes", "oui", "pour", "for"];
const NO: &[&str] = &["no", "non", "contre", "against"];
const ABSTAIN: &[&str] = &["abstain", "abstention", "abstentions"];
const BLANK: &[&str] = &["blank", "blanc", "blancs"];
const WEIGHT: &[&str] = &["weight", "poids", "voix", "mandats", "votes"];
const COLLEGE: &[&str] = &["college", "collège"];

/// Reads a table of answers.
///
/// # Errors
/// Every fault found, with its line.
pub fn read(bytes: &[u8], limits: Limits) -> Result<AnswerTable, Vec<TableError>> {
    let table = Table::read(bytes, limits)?;
    let columns = Columns::find(&table)?;
    let mut colleges = BTreeMap::<String, CollegeCount>::new();
    let mut errors = Vec::new();
    for row in table.rows() {
        let counted = columns.split(row).and_then(|split| {
            let name = columns.college.map_or("", |college| row.cell(college));
            let college = colleges.entry(name.to_owned()).or_insert_with(|| empty(name));
            add(college, &split)
        });
        if let Err(fault) = counted {
            errors.push(TableError { line: row.line, fault });
        }
        if errors.len() >= limits.errors {
            break;
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let voters = table.rows().len() as u64;
    Ok(AnswerTable { voters, colleges: colleges.into_values().collect() })
}

fn empty(name: &str) -> CollegeCount {
    let (electorate, tally) = (Electorate::default(), Tally::default());
    CollegeCount { college: name.to_owned(), electorate, tally }
}

fn add(college: &mut CollegeCount, split: &Split<Answer>) -> Result<(), TableFault> {
    let too_many = || TableFault::Mandate(MandateError::TooManyVotes);
    let entitled = college.electorate.entitled.checked_add(split.weight()).ok_or_else(too_many)?;
    college.tally = college.tally.with_split(split).ok_or_else(too_many)?;
    college.electorate = Electorate { entitled, present: entitled, represented: 0 };
    Ok(())
}

struct Columns {
    vote: Option<usize>,
    parts: [(Answer, Option<usize>); 4],
    weight: Option<usize>,
    college: Option<usize>,
}

impl Columns {
    fn find(table: &Table) -> Result<Columns, Vec<TableError>> {
        let parts = [
            (Answer::Yes, table.column(YES)?),
            (Answer::No, table.column(NO)?),
            (Answer::Abstain, table.column(ABSTAIN)?),
            (Answer::Blank, table.column(BLANK)?),
        ];
        let vote = table.column(VOTE)?;
        let missing =
            |names| vec![TableError { line: 1, fault: TableFault::ColumnMissing { names } }];
        if vote.is_none() {
            match (parts[0].1, parts[1].1) {
                (None, None) => return Err(missing(VOTE)),
                (None, _) => return Err(missing(YES)),
                (_, None) => return Err(missing(NO)),
                _ => {}
            }
        }
        Ok(Columns { vote, parts, weight: table.column(WEIGHT)?, college: table.column(COLLEGE)? })
    }

    fn split(&self, row: &Row) -> Result<Split<Answer>, TableFault> {
        if let Some(vote) = self.vote {
            let weight = row.number(self.weight, 1)?;
            return Ok(match answer(row.cell(vote))? {
                Some(answer) => Split::whole(weight, answer),
                None => Split::new(weight, []).expect("nothing is within any weight"),
            });
        }
        let mut parts = Vec::new();
        let mut cast = 0_u64;
        for (answer, column) in self.parts {
            let votes = row.number(column, 0)?;
            let too_many = || TableFault::Mandate(MandateError::TooManyVotes);
            cast = cast.checked_add(votes).ok_or_else(too_many)?;
            parts.push((answer, votes));
        }
        let weight = row.number(self.weight, cast)?;
        Split::new(weight, parts).map_err(TableFault::Mandate)
    }
}

fn answer(text: &str) -> Result<Option<Answer>, TableFault> {
    Ok(Some(match text.to_lowercase().as_str() {
        "" => return Ok(None),
        "oui" | "yes" | "pour" | "for" => Answer::Yes,
        "non" | "no" | "contre" | "against" => Answer::No,
        "abstention" | "abstain" | "abst" | "abst." => Answer::Abstain,
        "blanc" | "blank" | "nul" | "void" => Answer::Blank,
        _ => return Err(TableFault::NotAnAnswer { text: shown(text) }),
    }))
}

#[cfg(test)]
mod tests;
