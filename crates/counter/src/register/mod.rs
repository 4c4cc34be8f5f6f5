//! The register of members: enrolled, imported, suspended, gone and back.
//!
//! Absent on purpose: adopting rules; a rule takes effect by a vote.

mod enrol;
mod standing;
mod table;

use caisse_domain::offices::Role;

use crate::job::Job;

/// The jobs of the register.
pub(crate) const JOBS: &[Job] = &[enrol::JOB, table::JOB, standing::JOB];

/// Those who keep the register.
const KEEPERS: &[Role] = &[Role::Treasurer, Role::Facilitator];
