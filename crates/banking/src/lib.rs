//! Bank files, payment files and accounting exports: bytes to values and back, no input or output.
//!
//! - [`statement`]: what banks send (camt.053, CFONB 120, OFX, CSV, QIF, MT940);
//! - [`identifiers`]: what names an account, a creditor, a company, a payment;
//! - [`payment`]: what is sent to the bank (pain.001, pain.008, the square code of a transfer);
//! - [`export`]: what is handed to others (FEC, hledger, beancount, CSV).
//!
//! Absent on purpose: files and sockets, the current date, the caisse and its rules. A value that
//! needs "today" is given it by the caller.

pub mod export;
pub mod identifiers;
pub mod payment;
pub mod statement;
