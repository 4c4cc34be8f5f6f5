//! The formulas by which known systems share between bodies, on exact numbers.
//!
//! Each family has its file: conflicting [`claims`], [`keys`] and their rounding, [`schemes`] that
//! compare needs with capacities, [`grants`] by points and criteria, [`accounts`] that must balance.
//! They are what published tables are recomputed with, and what the formulas of `models/equalisation`,
//! written in the rule language, are compared with. Numbers are fractions of any size: nothing is
//! rounded but where a formula says so.
//!
//! Absent on purpose: files, currencies, and which formula an assembly adopts.

pub mod accounts;
pub mod claims;
mod error;
pub mod grants;
pub mod keys;
mod number;
pub mod schemes;

pub use error::FormulaError;
pub use number::{parse, written};

pub use crate::sharing::Exact;

#[cfg(test)]
mod tests;
