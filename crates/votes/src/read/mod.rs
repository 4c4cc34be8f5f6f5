//! Files of ballots, read whole or refused with every fault and its line.
//!
//! [`preflib`] reads and writes the orders (`.soc`, `.soi`, `.toc`, `.toi`) and categories (`.cat`) of
//! PrefLib; [`blt`] those of the programs that count the single transferable vote. [`text`] holds what
//! they share: limits, encodings, and the list of all that is wrong with a file, each with its line.
//! [`grades`] reads tables of grades.
//!
//! Absent on purpose: disks and paths; a reader takes bytes.

pub mod blt;
pub mod grades;
pub mod preflib;
pub mod text;
