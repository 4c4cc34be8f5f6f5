//! Bank statements: bytes to values, whatever the form of the file.
//!
//! [`read`] recognises the form (camt.053, CFONB 120, OFX, CSV, QIF, MT940), reads it whole and
//! checks it: opening + booked lines = closing, euros only, whole cents, nothing after a torn end.
//! It is all or nothing: either every statement of the file, or every error with its place and its
//! remedy.
//!
//! Absent on purpose: files and network (bytes come in), the ledger, the members, the list of our
//! accounts (the caller compares [`AccountName::designates`]), what was imported before (the caller
//! keeps each [`LineIdentity`] and the last closing balance).

mod account;
mod camt;
mod cfonb;
mod csv;
mod detect;
mod format;
mod identity;
pub mod matching;
mod mt940;
mod ofx;
mod problem;
mod qif;
mod reading;
mod text;
mod value;
mod warning;
mod xml;

#[cfg(test)]
mod tests;

pub use account::AccountName;
pub use csv::{
    AmountColumns, ColumnRole, CsvMapping, DayOrder, DecimalSign, TextEncoding, TitledColumn,
};
pub use format::{BalanceCheck, Format, Limits, ReadOptions};
pub use identity::{LineIdentity, LineIdentityError};
pub use problem::{Place, Problem, StatementError};
pub use value::{Batch, Detail, ForeignAmount, LineKind, PendingLine, Statement, StatementLine};
pub use warning::Warning;

/// Reads a statement file, whole or not at all.
///
/// `file_name` only helps to recognise a table; the content decides. Complexity: linear in the
/// bytes; memory follows the lines read, not the elements of the file.
///
/// # Errors
/// Every reason to refuse the file, with its place and remedy, in the order of the file; at most
/// [`Limits::errors`] of them. Never empty.
pub fn read(
    bytes: &[u8],
    file_name: Option<&str>,
    options: &ReadOptions,
) -> Result<Vec<Statement>, Vec<StatementError>> {
    let limit = options.limits.bytes;
    if bytes.len() > limit {
        return Err(vec![Problem::TooLarge { bytes: bytes.len(), limit }.at(Place::File)]);
    }
    let format = match options.format {
        Some(format) => format,
        None => detect::detect(bytes, file_name).map_err(|error| vec![error])?,
    };
    match format {
        Format::Camt053 => camt::read(bytes, options),
        Format::Cfonb120 => cfonb::read(bytes, options),
        Format::Ofx => ofx::read(bytes, options),
        Format::Csv => csv::read(bytes, options),
        Format::Qif => qif::read(bytes, options),
        Format::Mt940 => mt940::read(bytes, options),
    }
}
