//! What members do for themselves.
//!
//! Absent on purpose: acting for another member, but where a mandate for it is recorded (the domain
//! says so).

mod appeal;
pub(crate) mod ask;
mod choose;
mod contact;
mod declare;
mod own_data;
mod proxy;
pub(crate) use proxy::convened;
mod speak;

use crate::job::Job;

/// The jobs of a member.
pub(crate) const JOBS: &[Job] = &[
    declare::JOB,
    choose::JOB,
    ask::JOB,
    appeal::JOB,
    proxy::JOB,
    speak::JOB,
    contact::JOB,
    own_data::JOB,
];
