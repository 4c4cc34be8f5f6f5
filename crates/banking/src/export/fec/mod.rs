//! The French tax office's file of accounting entries (FEC, article A.47 A-1 of the book of tax
//! procedures): one line per movement, 18 columns.
//!
//! [`write()`] makes one from a [`super::Book`]; [`check`] reads any and lists everything wrong with
//! it. The tax office's own checker looks at the form only and lets an unbalanced entry, a gap in
//! the numbers, dates with dashes, letters in an account or two filled sides pass; this one does
//! not.
//!
//! Absent on purpose: the XML form, the fixed-width form, the opinion of a tax inspector.

mod check;
mod column;
mod entries;
mod finding;
mod line;
mod write;

pub use check::{FecReport, MOST_BYTES, MOST_FINDINGS, check};
pub use column::FecColumn;
pub use finding::{Finding, Problem, Severity};
pub use write::{FecEncoding, FecFile, FecSeparator, write};

#[cfg(test)]
mod tests;
