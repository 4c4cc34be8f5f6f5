//! Scores: points by grade, added up or averaged. Exact: a mean is a fraction and is compared as one.

use std::cmp::Ordering;

use num_bigint::BigInt;
use serde::{Deserialize, Serialize};

use super::{GradeTally, GradedError, check, classes};

/// What ranks the candidates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScoreRule {
    /// The sum of all points; no opinion brings none.
    Sum,
    /// The mean over all voters; no opinion counts as 0 points.
    MeanOfAll,
    /// The mean over those who had an opinion.
    MeanOfGraded,
}

/// A ranking, and the points of each candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct ScoreOutcome {
    /// Candidates by number from 0, best first; equal candidates in one class.
    pub classes: Vec<Vec<usize>>,
    /// The points of each candidate, in their order.
    pub scores: Vec<Score>,
}

/// Points: a sum, and the number of voters it is divided by for a mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Score {
    /// The sum of points.
    pub points: i128,
    /// By how many it is divided: 1 for a sum. 0 when nobody had an opinion; such a mean is below
    /// every other.
    pub voters: u64,
}

impl Score {
    fn compare(&self, other: &Score) -> Ordering {
        match (self.voters, other.voters) {
            (0, 0) => Ordering::Equal,
            (0, _) => Ordering::Less,
            (_, 0) => Ordering::Greater,
            (mine, theirs) => {
                let times = |points: i128, voters: u64| BigInt::from(points) * voters;
                times(self.points, theirs).cmp(&times(other.points, mine))
            }
        }
    }
}

/// Ranks candidates by their points; `values` are the points of each grade, from the worst.
///
/// # Errors
/// No candidates, different scales, as many values as grades or not rising, too many votes.
pub fn score(
    tallies: &[GradeTally],
    values: &[i64],
    rule: ScoreRule,
) -> Result<ScoreOutcome, GradedError> {
    let grades = check(tallies)?;
    let rising = values.windows(2).all(|pair| pair[0] < pair[1]);
    if values.len() != grades || !rising {
        return Err(GradedError::ValuesDoNotFit { grades, values: values.len() });
    }
    let scores: Vec<Score> = tallies.iter().map(|tally| points(tally, values, rule)).collect();
    let classes = classes(scores.len(), |one, other| scores[one].compare(&scores[other]));
    Ok(ScoreOutcome { classes, scores })
}

/// At most `i64::MAX` voters of at most `i64::MAX` points each: the sum fits in 127 bits.
fn points(tally: &GradeTally, values: &[i64], rule: ScoreRule) -> Score {
    let parts = tally.counts.iter().zip(values);
    let points = parts.map(|(count, value)| i128::from(*count) * i128::from(*value)).sum();
    let voters = match rule {
        ScoreRule::Sum => 1,
        ScoreRule::MeanOfAll => tally.voters(),
        ScoreRule::MeanOfGraded => tally.graded(),
    };
    Score { points, voters: u64::try_from(voters).expect("votes are checked to fit") }
}
