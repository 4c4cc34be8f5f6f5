//! The books, written for other programs: the French tax office's file, hledger, beancount, CSV.
//!
//! A [`Book`] is what they have in common: accounts and balanced entries. Each writer says which
//! characters it must replace; none rounds, sorts away or leaves out an entry.
//!
//! Absent on purpose: where the entries come from, which accounts a caisse needs, how a year is
//! closed.

mod book;

pub use book::{Account, Auxiliary, Book, BookEntry, BookLine, Lettering};
