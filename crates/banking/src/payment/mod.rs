//! What we hand to the bank or to a payer: transfers, direct debits, the square code of a transfer;
//! and the bank's report on what it was handed.
//!
//! Files are written from values that were checked as a whole: either a file without a fault, or the
//! list of every fault with its place. The forms are those of SEPA: euros, accounts in its
//! countries, the characters of [`text`].
//!
//! Absent on purpose: which payments are due, who may sign them, how the file reaches the bank.

pub mod debit;
mod fault;
mod moment;
mod party;
pub mod square_code;
pub mod status_report;
pub mod target_days;
pub mod text;
pub mod transfer;
mod xml;

pub use fault::{FaultKind, PaymentFault, PaymentFaults, Place};
pub use moment::Moment;
pub use party::{AccountHolder, Remittance, StatementLines};

#[cfg(test)]
mod judges;
#[cfg(test)]
mod tests;
