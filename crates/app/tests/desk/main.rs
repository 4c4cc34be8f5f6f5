//! Whole caisses through the desk, as a treasurer works: files in, commands, files out.

#![allow(clippy::unwrap_used)]

mod ballots;
mod caisse;
mod camt;
mod consequences;
mod consultation;
mod mail;
mod matching;
mod members;
mod month;
mod snapshots;
mod union;
