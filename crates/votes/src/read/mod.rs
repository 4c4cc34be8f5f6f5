//! Files of ballots, read whole or refused with every fault and its line.
//!
//! Absent on purpose: files themselves. Each reader takes bytes and has limits.

pub mod grades;
