//! Files of ballots, read and written. Every reader has limits, tells all errors with their line, and
//! takes nothing from a file that has one.
//!
//! Absent on purpose: disks; the caller opens files.

pub mod pabulib;
