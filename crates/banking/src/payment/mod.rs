//! What we hand to the bank or to a payer: transfers, direct debits, the square code of a transfer.
//!
//! Files are written from values that were checked as a whole: either a file without a fault, or the
//! list of every fault with its place. The forms are those of SEPA: euros, accounts in its
//! countries, the characters of [`text`].
//!
//! Absent on purpose: which payments are due, who may sign them, how the file reaches the bank.

pub mod target_days;
pub mod text;
