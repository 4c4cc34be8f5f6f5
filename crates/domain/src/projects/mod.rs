//! From a grievance to a demand, to a project, to its result; and the credit lines that votes open.
//!
//! Absent on purpose: names and texts that members gave in confidence (vault), ballots.

use serde::{Deserialize, Serialize};

/// Grievances, demands, projects.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Projects {}

/// What one may ask.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Command {}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {}
