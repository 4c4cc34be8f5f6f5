//! Graded ballots: each voter gives each candidate a grade, or no opinion.
//!
//! Whatever the method, it looks only at how many voters gave each grade to each candidate: a
//! [`GradeTally`]. [`judgment`] ranks by majority judgment, [`scores`] by sums or means. Both work on
//! tallies, so billions of voters cost no more than ten.
//!
//! Absent on purpose: what a grade is called, and who gave it. Grades are numbers here, the worst
//! is 0.

mod error;
pub mod judgment;
pub mod scores;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use error::GradedError;

/// How many voters gave each grade to one candidate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct GradeTally {
    /// Voters by grade, from the worst.
    pub counts: Vec<u64>,
    /// Voters without an opinion.
    #[serde(default)]
    pub missing: u64,
}

impl GradeTally {
    /// Nobody yet, on a scale of `grades` grades.
    pub fn empty(grades: usize) -> GradeTally {
        GradeTally { counts: vec![0; grades], missing: 0 }
    }

    /// Adds `votes` voters who gave `grade`, or no opinion.
    ///
    /// # Errors
    /// A grade that is not on the scale; more votes than can be counted.
    pub fn add(&mut self, grade: Option<usize>, votes: u64) -> Result<(), GradedError> {
        let grades = self.counts.len();
        let count = match grade {
            None => &mut self.missing,
            Some(grade) => {
                self.counts.get_mut(grade).ok_or(GradedError::GradeOffScale { grade, grades })?
            }
        };
        *count = count.checked_add(votes).ok_or(GradedError::TooManyVotes)?;
        Ok(())
    }

    /// Voters who gave a grade.
    pub fn graded(&self) -> u128 {
        self.counts.iter().map(|count| u128::from(*count)).sum()
    }

    /// All voters.
    pub fn voters(&self) -> u128 {
        self.graded() + u128::from(self.missing)
    }
}

/// Tallies that can be compared: one scale for all, and no more voters than `i64` counts, so that
/// two counts can be multiplied in 128 bits.
fn check(tallies: &[GradeTally]) -> Result<usize, GradedError> {
    let grades = tallies.first().map_or(0, |tally| tally.counts.len());
    if grades == 0 {
        return Err(GradedError::NothingToRank);
    }
    for (candidate, tally) in tallies.iter().enumerate() {
        if tally.counts.len() != grades {
            let found = tally.counts.len();
            return Err(GradedError::OtherScale { candidate, expected: grades, found });
        }
        if i64::try_from(tally.voters()).is_err() {
            return Err(GradedError::TooManyVotes);
        }
    }
    Ok(grades)
}

/// Candidates in classes, best first, those that compare equal together; in a class, in their own
/// order.
fn classes(
    candidates: usize,
    mut compare: impl FnMut(usize, usize) -> std::cmp::Ordering,
) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..candidates).collect();
    order.sort_by(|first, second| compare(*second, *first));
    let mut classes: Vec<Vec<usize>> = Vec::new();
    for candidate in order {
        match classes.last_mut() {
            Some(class) if compare(class[0], candidate).is_eq() => class.push(candidate),
            _ => classes.push(vec![candidate]),
        }
    }
    classes
}

/// The rank of each candidate, from 1; equal candidates share theirs, and the next ranks are
/// skipped.
pub fn ranks(classes: &[Vec<usize>]) -> Vec<usize> {
    let mut ranks = vec![0; classes.iter().map(Vec::len).sum()];
    let mut next = 1;
    for class in classes {
        for candidate in class {
            ranks[*candidate] = next;
        }
        next += class.len();
    }
    ranks
}
