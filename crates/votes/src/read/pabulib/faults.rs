//! The problems of a file, gathered up to a maximum.

use super::error::{PabulibError, Problem};
use super::numbers::{Decimal, Fault};

/// The problems found so far.
pub(super) struct Faults {
    pub problems: Vec<(u64, Problem)>,
    limit: usize,
    /// True if reading stops here: the maximum is reached, or what follows cannot be understood.
    pub more: bool,
}

impl Faults {
    /// No problem yet, and at most `limit` of them.
    pub fn new(limit: usize) -> Faults {
        Faults { problems: Vec::new(), limit: limit.max(1), more: false }
    }

    /// The refusal of the file, its problems in the order of their lines.
    pub fn refusal(mut self) -> PabulibError {
        self.problems.sort_by_key(|(line, _)| *line);
        PabulibError { problems: self.problems, more: self.more }
    }

    /// Records a problem of a line, 0 for the file as a whole.
    pub fn add(&mut self, line: u64, problem: Problem) {
        if self.problems.len() < self.limit {
            self.problems.push((line, problem));
        } else {
            self.more = true;
        }
    }

    /// Records what is wrong with a number, and gives 0 in its place.
    pub fn number(&mut self, line: u64, field: &'static str, text: &str) -> Decimal {
        Decimal::parse(text).unwrap_or_else(|fault| {
            let text = text.to_owned();
            self.add(
                line,
                match fault {
                    Fault::NotANumber => Problem::NotANumber { field, text },
                    Fault::Negative => Problem::Negative { field, text },
                    Fault::TooLong => Problem::TooLong { field, text },
                },
            );
            Decimal { digits: 0, decimals: 0 }
        })
    }
}
