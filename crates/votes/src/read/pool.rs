//! Tables of those who may be drawn: one row each, in the order to be published.
//!
//! The first column, or the one called `id`, `nom`, `name`, `membre` or `member`, says who; `weight`
//! (`poids`) how many lots; `stratum` (`strate`, `college`, `collège`) to which stratum they belong.

use super::table::{Limits, Table, TableError, TableFault};
use crate::sortition::{Entry, Pool, SortitionError};

/// Reads a pool.
///
/// # Errors
/// Every fault found, with its line.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Pool, Vec<TableError>> {
    let table = Table::read(bytes, limits)?;
    let who = table.column(&["id", "nom", "name", "membre", "member"])?.unwrap_or(0);
    let weight = table.column(&["weight", "poids"])?;
    let stratum = table.column(&["stratum", "strate", "college", "collège"])?;
    let (mut entries, mut errors) = (Vec::new(), Vec::new());
    for row in table.rows() {
        let stratum = stratum.map(|stratum| row.cell(stratum)).filter(|name| !name.is_empty());
        match row.number(weight, 1) {
            Ok(weight) => entries.push(Entry {
                id: row.cell(who).to_owned(),
                weight,
                stratum: stratum.map(str::to_owned),
            }),
            Err(fault) => errors.push(TableError { line: row.line, fault }),
        }
        if errors.len() >= limits.errors {
            break;
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let lines: Vec<u64> = table.rows().iter().map(|row| row.line).collect();
    let ids: Vec<String> = entries.iter().map(|entry| entry.id.clone()).collect();
    Pool::new(entries).map_err(|error| {
        let place = match &error {
            SortitionError::Twice { id } => ids.iter().rposition(|other| other == id),
            SortitionError::NoWeight { id }
            | SortitionError::UnfitName { id }
            | SortitionError::StratumMissing { id } => ids.iter().position(|other| other == id),
            _ => None,
        };
        let line = place.map_or(0, |place| lines[place]);
        vec![TableError { line, fault: TableFault::Pool(error) }]
    })
}

#[cfg(test)]
mod tests;
