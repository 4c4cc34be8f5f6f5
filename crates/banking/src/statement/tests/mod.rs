//! What the readers promise: on our own small files, and on the shared samples where they are.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its file has failed")]

mod fixtures;
mod hostile;
mod matching;
mod rules;
mod samples;
mod synthetic;
mod tables;
