//! Files of ballots, read whole or refused with every fault and its line.
//!
//! [`pabulib`] reads and writes the participatory budgets of pabulib (`.pb`); [`preflib`] the orders
//! (`.soc`, `.soi`, `.toc`, `.toi`) and categories (`.cat`) of PrefLib; [`blt`] the files of the
//! programs that count the single transferable vote. [`text`] holds what the last two share: limits,
//! encodings, and the list of all that is wrong with a file, each with its line. [`grades`] reads
//! tables of grades, [`answers`] tables of yes and no, [`pool`] those who may be drawn; the last two share
//! [`table`].
//!
//! Absent on purpose: disks and paths; a reader takes bytes.

pub mod answers;
pub mod blt;
pub mod grades;
pub mod pabulib;
pub mod pool;
pub mod preflib;
pub mod table;
pub mod text;
