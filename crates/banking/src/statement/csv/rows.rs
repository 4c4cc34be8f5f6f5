//! A table as rows of cells: separators, quotes, line breaks inside quotes (RFC 4180).

use crate::statement::text::number;
use crate::statement::{Place, Problem, StatementError};

/// More columns than any bank writes.
const COLUMNS: usize = 1_000;

/// More bytes in a cell than any bank writes.
const CELL: usize = 20_000;

/// A row and its first line.
pub(super) struct Row {
    pub(super) line: u32,
    pub(super) cells: Vec<String>,
}

impl Row {
    /// The cell of that column; empty beyond the last.
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// The rows of a text that hold something. A quote opens only at the start of a cell, as programs
/// write it: labels such as `L"ATELIER` are common.
///
/// At most `wanted` rows are read, and `limit` cells.
///
/// # Errors
/// [`Problem::TooManyElements`], also for a row of over 1,000 cells; [`Problem::TextTooLong`]; [`Problem::Malformed`] for a quote that never closes, with the line where it opened.
pub(super) fn rows(
    text: &str,
    separator: char,
    wanted: usize,
    limit: usize,
) -> Result<Vec<Row>, StatementError> {
    let mut cells = 0usize;
    let mut rows = Vec::new();
    let mut row = Row { line: 1, cells: Vec::new() };
    let mut cell = String::new();
    let mut line = 1usize;
    let mut quoted: Option<usize> = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '\n' {
            line += 1;
        }
        if rows.len() >= wanted {
            return Ok(rows);
        }
        if cell.len() > CELL {
            if let Some(opened) = quoted {
                return Err(unclosed(opened));
            }
            let problem = Problem::TextTooLong { length: cell.len(), limit: CELL };
            return Err(problem.at(Place::Line(number(line))));
        }
        if quoted.is_some() {
            match character {
                '"' if characters.next_if_eq(&'"').is_some() => cell.push('"'),
                '"' => quoted = None,
                other => cell.push(other),
            }
        } else if character == '"' && cell.trim().is_empty() {
            cell.clear();
            quoted = Some(line);
        } else if character == separator {
            row.cells.push(std::mem::take(&mut cell));
            cells += 1;
            let limit = if row.cells.len() > COLUMNS { COLUMNS } else { limit };
            if cells > limit {
                return Err(Problem::TooManyElements { limit }.at(Place::Line(number(line))));
            }
        } else if character == '\n' || character == '\r' {
            row.cells.push(std::mem::take(&mut cell));
            keep(&mut rows, std::mem::replace(&mut row, Row { line: 0, cells: Vec::new() }));
            if character == '\r' && characters.next_if_eq(&'\n').is_some() {
                line += 1;
            }
            row.line = number(line);
        } else {
            cell.push(character);
        }
    }
    if let Some(opened) = quoted {
        return Err(unclosed(opened));
    }
    row.cells.push(cell);
    keep(&mut rows, row);
    Ok(rows)
}

fn unclosed(opened: usize) -> StatementError {
    Problem::Malformed { grammar: "CSV", detail: "\"".to_owned() }.at(Place::Line(number(opened)))
}

fn keep(rows: &mut Vec<Row>, row: Row) {
    if row.cells.iter().any(|cell| !cell.trim().is_empty()) {
        rows.push(row);
    }
}
