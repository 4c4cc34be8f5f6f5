//! Files of participatory budgets: `.pb`, the format of pabulib.org, read and written.
//!
//! Three sections, META, PROJECTS and VOTES, each a table with a header, fields separated by
//! semicolons, quoted where need be. Columns come in any order; those that the count does not need
//! are kept for projects and written back. Identical ballots are merged while reading, so memory grows
//! with the different ballots and not with the file. A file with an error is refused whole, with every
//! error and its line, up to a maximum.
//!
//! Absent on purpose: disks (the caller opens the file), and voters: their identifiers, ages and the
//! like are neither kept nor written.
//!
//! Source: Faliszewski et al., "Participatory Budgeting: Data, Tools and Analysis", arXiv 2305.11035.

mod error;
mod faults;
mod numbers;
mod rows;
mod sections;
#[cfg(test)]
mod tests;
mod votes;
mod write;

pub use error::{PabulibError, Problem, Remark};
pub use write::write;

use std::io::Read;

use crate::participatory::Election;

/// What a reader accepts at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Projects.
    pub projects: usize,
    /// Voters.
    pub voters: u64,
    /// Projects named on all ballots together.
    pub entries: u64,
    /// Errors told before reading stops.
    pub errors: usize,
}

impl Default for Limits {
    /// 256 MiB, 10,000 projects, 10 million voters, 200 million entries, 50 errors.
    fn default() -> Limits {
        Limits {
            bytes: 256 << 20,
            projects: 10_000,
            voters: 10_000_000,
            entries: 200_000_000,
            errors: 50,
        }
    }
}

/// A file that was read: the election, and what else the file says.
#[derive(Clone, Debug, PartialEq)]
pub struct Pabulib {
    /// The budget, the projects and the ballots.
    pub election: Election,
    /// The pairs of the META section, in order.
    pub meta: Vec<(String, String)>,
    /// The columns of the PROJECTS section.
    pub columns: Vec<String>,
    /// By project, the text of each column.
    pub rows: Vec<Vec<String>>,
    /// What is odd in the file without preventing the count.
    pub remarks: Vec<Remark>,
}

impl Pabulib {
    /// The value of a key of the META section.
    pub fn meta(&self, key: &str) -> Option<&str> {
        let mut pairs = self.meta.iter();
        pairs.find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value.as_str())
    }
}

/// Reads a file from its bytes. Linear in their number.
///
/// # Errors
/// Every problem of the file with its line, up to `limits.errors`; nothing is taken then.
pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Pabulib, PabulibError> {
    if bytes.len() as u64 > limits.bytes {
        return Err(PabulibError::one(0, Problem::TooManyBytes { limit: limits.bytes }));
    }
    sections::parse(bytes, limits)
}

/// Reads a file from a stream, and no more of it than the limit.
///
/// # Errors
/// Those of [`parse`], and a stream that fails.
pub fn read(stream: impl Read, limits: &Limits) -> Result<Pabulib, PabulibError> {
    let mut bytes = Vec::new();
    let most = limits.bytes.saturating_add(1);
    if let Err(failure) = stream.take(most).read_to_end(&mut bytes) {
        return Err(PabulibError::one(0, Problem::Unreadable { message: failure.to_string() }));
    }
    parse(&bytes, limits)
}
