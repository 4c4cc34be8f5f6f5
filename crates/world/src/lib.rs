//! Tests only: simulated caisses, one thread, one seed, faults; and the stories in French played on the
//! core and on the stores.
//!
//! [`caisse`] founds a caisse as tests need it. [`simulation`] lives years of it from one seed: valid
//! and invalid commands, full disks, lost answers, crashes, snapshots thrown away; [`laws`] are what
//! must hold after every step. A failing seed is printed and replays. [`kinds`] lists the kinds of
//! events and refusals, so that a test notices one that nothing shows yet; [`every_kind`] and
//! [`every_vote`] make the journals that hold each of them.
//!
//! Absent on purpose: anything that ships. No other crate may depend on this one.

pub mod assembled;
pub mod bank;
pub mod caisse;
pub mod chance;
pub mod closing;
pub mod every_kind;
pub mod every_vote;
pub mod federated;
pub mod kinds;
pub mod laws;
pub mod proposals;
pub mod simulation;
pub mod stores;
