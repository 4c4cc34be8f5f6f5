//! Majority judgment (Balinski and Laraki), in the grouped form.
//!
//! Candidates are compared by their majority grade: the median, and the lower of the two middle
//! grades where there are two. Where it is the same, one such grade is taken away from each and the
//! medians of what remains are compared, and so on. Seen as a row of all grades from worst to
//! best, this reads the row **from its middle outward**: the grade below, the grade above, the next
//! one below, the next one above. Long runs of the same pair are compared at once, so the cost is
//! that of the grades and not of the voters. The order is the one of Mieux Voter's groups.
//!
//! Where voters without an opinion are left out, candidates have rows of different lengths; a row
//! is then stretched to the length of the other before both are read.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::{GradeTally, GradedError, check, classes};

/// What a missing grade is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingGrades {
    /// The worst grade.
    #[default]
    Worst,
    /// This grade, the worst being 0.
    Fixed(u16),
    /// The candidate's own majority grade, among the grades that were given.
    Median,
    /// Nothing: each candidate is judged by those who had an opinion.
    Ignored,
}

/// A ranking, and the sheet of each candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct JudgmentOutcome {
    /// Candidates by number from 0, best first; equal candidates in one class.
    pub classes: Vec<Vec<usize>>,
    /// The sheet of each candidate, in their order.
    pub sheets: Vec<MeritSheet>,
}

/// What ranks a candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct MeritSheet {
    /// Voters by grade, from the worst, missing grades replaced as the rule says.
    pub profile: Vec<u64>,
    /// The majority grade, the worst being 0.
    pub median: u16,
    /// Voters above the majority grade.
    pub above: u64,
    /// Voters below the majority grade.
    pub below: u64,
    /// The row of grades read from its middle outward.
    pub steps: Vec<MeritStep>,
}

/// A run of the same pair of grades, on either side of the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct MeritStep {
    /// The grade on the side of the worst; it is compared first.
    pub lower: u16,
    /// The grade on the side of the best; it is compared second.
    pub upper: u16,
    /// How long the run is, in half voters: an odd row has its middle voter on both sides.
    pub half_voters: u64,
}

/// Ranks candidates by majority judgment.
///
/// A candidate without a single grade is judged as if everyone had given the worst.
/// O(candidates × log(candidates) × grades).
///
/// # Errors
/// No candidates, different scales, a fixed grade beyond the scale, more than `i64::MAX` votes.
pub fn judge(
    tallies: &[GradeTally],
    missing: MissingGrades,
) -> Result<JudgmentOutcome, GradedError> {
    let grades = check(tallies)?;
    if let MissingGrades::Fixed(grade) = missing
        && usize::from(grade) >= grades
    {
        return Err(GradedError::GradeOffScale { grade: grade.into(), grades });
    }
    if grades > usize::from(u16::MAX) {
        return Err(GradedError::GradeOffScale { grade: grades, grades: usize::from(u16::MAX) });
    }
    let sheets: Vec<MeritSheet> =
        tallies.iter().map(|tally| sheet(completed(tally, missing))).collect();
    let classes = classes(sheets.len(), |first, second| compare(&sheets[first], &sheets[second]));
    Ok(JudgmentOutcome { classes, sheets })
}

fn completed(tally: &GradeTally, missing: MissingGrades) -> Vec<u64> {
    let mut profile = tally.counts.clone();
    let nobody = profile.iter().all(|count| *count == 0);
    let replaced = match missing {
        MissingGrades::Worst => Some(0),
        MissingGrades::Fixed(grade) => Some(usize::from(grade)),
        MissingGrades::Median | MissingGrades::Ignored if nobody => Some(0),
        MissingGrades::Median => Some(lower_middle(&profile)),
        MissingGrades::Ignored => None,
    };
    if let Some(grade) = replaced {
        profile[grade] += tally.missing;
    }
    if profile.iter().all(|count| *count == 0) {
        profile[0] = 1;
    }
    profile
}

/// The lower of the middle grades. Not for an empty profile.
fn lower_middle(profile: &[u64]) -> usize {
    let total: u64 = profile.iter().sum();
    let before_middle = total.saturating_sub(1) / 2;
    let mut seen = 0;
    for (grade, count) in profile.iter().enumerate() {
        seen += count;
        if seen > before_middle {
            return grade;
        }
    }
    0
}

fn sheet(profile: Vec<u64>) -> MeritSheet {
    let median = lower_middle(&profile);
    let grade = |index: usize| u16::try_from(index).expect("scales are checked to fit");
    MeritSheet {
        median: grade(median),
        above: profile[median + 1..].iter().sum(),
        below: profile[..median].iter().sum(),
        steps: outward(&profile, grade),
        profile,
    }
}

/// Reads a row from its middle outward. Every voter counts as two halves, so that the middle falls
/// between two of them; each side is then as long as the row has voters.
fn outward(profile: &[u64], grade: impl Fn(usize) -> u16) -> Vec<MeritStep> {
    let total: u64 = profile.iter().sum();
    let (mut lower, mut upper) = (Vec::new(), Vec::new());
    let mut seen = 0_u64;
    for (index, count) in profile.iter().enumerate() {
        // The halves of this grade stand from 2 × seen to 2 × (seen + count); the middle at total.
        let (from, to) = (u128::from(seen) * 2, u128::from(seen + count) * 2);
        let middle = u128::from(total);
        let below = to.min(middle).saturating_sub(from);
        let above = to.saturating_sub(from.max(middle));
        lower.push((index, u64::try_from(below).expect("a side is as long as the row")));
        upper.push((index, u64::try_from(above).expect("a side is as long as the row")));
        seen += count;
    }
    let mut lower = lower.into_iter().rev().filter(|(_, run)| *run > 0);
    let mut upper = upper.into_iter().filter(|(_, run)| *run > 0);
    let (mut down, mut up) = (lower.next(), upper.next());
    let mut steps = Vec::new();
    while let (Some((low, low_run)), Some((high, high_run))) = (down, up) {
        let run = low_run.min(high_run);
        steps.push(MeritStep { lower: grade(low), upper: grade(high), half_voters: run });
        down = if low_run > run { Some((low, low_run - run)) } else { lower.next() };
        up = if high_run > run { Some((high, high_run - run)) } else { upper.next() };
    }
    steps
}

/// Compares two rows, each stretched to the length of the other.
fn compare(first: &MeritSheet, second: &MeritSheet) -> Ordering {
    let length = |sheet: &MeritSheet| u128::from(sheet.profile.iter().sum::<u64>());
    let (stretch_first, stretch_second) = (length(second), length(first));
    let (mut ones, mut others) = (first.steps.iter(), second.steps.iter());
    let (mut one, mut other) = (ones.next(), others.next());
    let (mut used_one, mut used_other) = (0_u128, 0_u128);
    while let (Some(a), Some(b)) = (one, other) {
        let order = (a.lower, a.upper).cmp(&(b.lower, b.upper));
        if order.is_ne() {
            return order;
        }
        let left_one = u128::from(a.half_voters) * stretch_first - used_one;
        let left_other = u128::from(b.half_voters) * stretch_second - used_other;
        let run = left_one.min(left_other);
        (used_one, used_other) = (used_one + run, used_other + run);
        if left_one == run {
            (one, used_one) = (ones.next(), 0);
        }
        if left_other == run {
            (other, used_other) = (others.next(), 0);
        }
    }
    Ordering::Equal
}
