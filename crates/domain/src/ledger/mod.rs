//! The books: the only way money moves.
//!
//! An [`Entry`] is a balanced movement with the [`Reason`] that it carries out; the [`Ledger`] keeps
//! entries in columns and balances beside them, and the balances are a fold of the columns, nothing
//! more ([`Ledger::is_the_fold_of_its_entries`]). The [`Chart`] of accounts is data, with a version per year, since
//! the charts of associations and unions disagree; [`Periods`] say which months and years are locked.
//! [`Ledger::check`] refuses before anything is recorded, [`Ledger::post`] trusts what was recorded,
//! and [`figures`] answers questions, each with the entries behind it.
//!
//! Absent on purpose: who may post (offices), why an amount is right (rules, contributions,
//! allocations), names of people, files and their formats (exports), the current date.

mod account;
mod apply;
mod chart;
mod chart_problem;
mod decide;
mod entry;
pub mod figures;
mod layout;
mod periods;
mod texts;

pub use account::{AccountNumber, AccountNumberError, Party};
pub use apply::{EntryView, Ledger};
pub use chart::{Account, Chart, DedicatedFund, OrganisationKind, Use};
pub use chart_problem::{ChartError, ChartProblem};
pub use decide::{LedgerRefusal, check_parties};
pub use entry::{BulkEntry, Entry, JournalCode, Posting, Reason, Side, Unbalanced};
pub use layout::{Column, RowKind};
pub use periods::Periods;

#[cfg(test)]
mod tests;
