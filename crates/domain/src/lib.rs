//! The pure core: it knows no clock, disk, network or randomness.

pub mod identity;
pub mod ledger;
