//! Sharing a total among participants, exactly, then in whole cents that sum to the whole.
//!
//! Three questions, three families. A total and **weights**: [`equally`], [`in_proportion`],
//! [`by_keys`]. A total too small for what is **claimed**: [`divide`] gives the exact awards of a
//! [`Method`], [`share`] the cents, [`by_priority`] serves class after class, [`raise_to_level`]
//! tops up to a level. **Transfers** that already sum to zero: [`round_transfers`] brings them to
//! cents that still do.
//!
//! Every award is first a fraction over one common denominator ([`ExactShares`]), in `i128` whose
//! bounds each function proves; it is rounded once, by largest remainders, in an order of ties that
//! the caller states ([`Ties`]). The definitions are those of W. Thomson's survey (2019) as the R
//! package ClaimsProblems 1.0.0 writes them.
//!
//! Absent on purpose: who the participants are, why they claim, dates, floating point.

mod claims;
mod error;
mod exact;
mod few;
mod method;
mod priority;
mod transfers;
mod weights;

pub use claims::{Method, divide, share};
pub use error::SharingError;
pub use exact::{Exact, ExactShares, PARTICIPANTS_LIMIT, Ties};
pub use method::{shares, split, transfers};
pub use priority::{Served, by_priority, raise_to_level, serve};
pub use transfers::{Bearer, balance, round_signed, round_transfers};
pub use weights::{RemainderTo, by_keys, equally, in_proportion};

#[cfg(test)]
mod tests;
