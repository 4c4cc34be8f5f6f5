//! Bank statements: bytes to values, whatever the form of the file.
//!
//! `read` recognises the form (camt.053, CFONB 120, OFX, CSV, QIF, MT940), reads it whole and
//! checks it: opening + booked lines = closing, euros only, whole cents, nothing after a torn end.
//! It is all or nothing: either every statement of the file, or every error with its place and its
//! remedy.
//!
//! Absent on purpose: files and network (bytes come in), the ledger, the members, the list of our
//! accounts (the caller compares [`AccountName::designates`]), what was imported before (the caller
//! keeps each [`LineIdentity`] and the last closing balance).

mod account;
mod csv;
mod format;
mod identity;
mod problem;
mod value;

pub use account::AccountName;
pub use csv::{AmountColumns, CsvMapping, DayOrder, DecimalSign, TextEncoding};
pub use format::{BalanceCheck, Format, Limits, ReadOptions};
pub use identity::{LineIdentity, LineIdentityError};
pub use problem::{Place, Problem, StatementError, Warning};
pub use value::{Batch, Detail, ForeignAmount, LineKind, PendingLine, Statement, StatementLine};
