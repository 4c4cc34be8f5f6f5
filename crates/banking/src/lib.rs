//! Bank files, payment files and accounting exports: bytes to values and back.
//!
//! Absent on purpose: input and output, a clock, the ledger, members, rules. This crate knows the
//! forms that banks, accountants and the tax office agreed on, and nothing of the caisse.

pub mod export;
pub mod identifiers;
pub mod payment;
