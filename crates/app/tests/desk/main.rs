//! Whole caisses through the desk, as a treasurer works: files in, commands, files out.

#![allow(clippy::unwrap_used)]

mod caisse;
mod camt;
mod mail;
mod matching;
mod members;
mod month;
mod snapshots;
mod union;
