//! The books, written for other programs: the French tax office's file, hledger, beancount, CSV.
//!
//! A [`Book`] is what they have in common: accounts and balanced entries. Each writer first checks
//! the book as a whole, says which characters it must replace, and neither rounds nor leaves out
//! anything: the whole book, or the list of what is wrong with it.
//!
//! Absent on purpose: where the entries come from, which accounts a caisse needs, how a year is
//! closed.

pub mod beancount;
mod book;
pub mod csv;
mod fault;
pub mod fec;
pub mod hledger;
mod names;

pub use book::{Account, Auxiliary, Balance, Book, BookEntry, BookLine, Lettering};
pub use fault::{BookFault, BookFaultKind, BookFaults};

#[cfg(test)]
mod judges;
#[cfg(test)]
mod tests;
