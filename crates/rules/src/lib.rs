//! The rule language: typed, dated, total rules as data, their checker, evaluators and explanations.

pub mod sharing;
