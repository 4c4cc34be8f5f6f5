//! Assemblies: statutes as data, convocation, agenda, attendance, proxies, speakers, polls, minutes.
//!
//! Absent on purpose: what a proposal does once adopted (`proposals`), how ballots are counted
//! (`caisse-votes`), where discreet ballots are kept (vault), the time of day.

use serde::{Deserialize, Serialize};

/// Statutes, assemblies and polls.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Assemblies {}

/// What one may ask.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Command {}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {}

/// What a poll came to, as `proposals` reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The motion carried.
    Adopted,
    /// The motion did not carry.
    Rejected,
    /// Too few were there: nothing was decided.
    NoQuorum,
    /// These options were chosen, by position in the poll's options, best first.
    Chosen(Vec<usize>),
}
