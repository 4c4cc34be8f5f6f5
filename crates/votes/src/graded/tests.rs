use std::path::PathBuf;

use proptest::prelude::*;
use serde_json::Value;

use super::judgment::{MissingGrades, judge};
use super::scores::{ScoreRule, score};
use super::*;
use crate::read::grades::{Limits, Scale, read};

fn shared(path: &str) -> Option<Vec<u8>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/votes");
    let bytes = std::fs::read(root.join(path)).ok();
    if bytes.is_none() {
        println!("skipped: no shared data");
    }
    bytes
}

fn tally(counts: &[u64]) -> GradeTally {
    GradeTally { counts: counts.to_vec(), missing: 0 }
}

fn expected(file: &str, method: &str) -> Option<Value> {
    let all: Value = serde_json::from_slice(&shared("expected.json")?).unwrap();
    let all = all.as_array().unwrap().clone();
    Some(all.into_iter().find(|one| one["file"] == file && one["method"] == method).unwrap())
}

#[test]
fn the_ballots_of_orsay_give_the_expected_judgment() {
    let Some(expected) = expected("bureau_01.csv", "majority_judgment") else { return };
    let table =
        read(&shared("judgment/bureau_01.csv").unwrap(), &Scale::Found, Limits::default()).unwrap();
    let outcome = judge(&table.tallies, MissingGrades::Worst).unwrap();
    let names: Vec<Vec<&str>> = outcome
        .classes
        .iter()
        .map(|class| class.iter().map(|one| table.candidates[*one].as_str()).collect())
        .collect();
    assert_eq!(serde_json::to_value(names).unwrap(), expected["ranking_classes"]);
    assert_eq!(table.voters, expected["key_figures"]["voters"].as_u64().unwrap());
    for (name, sheet) in table.candidates.iter().zip(&outcome.sheets) {
        let told = &expected["key_figures"]["tallies_worst_first"][name];
        assert_eq!(serde_json::to_value(&sheet.profile).unwrap(), *told, "{name}");
    }
}

#[test]
fn the_ballots_of_orsay_give_the_expected_scores() {
    let Some(expected) = expected("bureau_01.csv", "score_sum") else { return };
    let table =
        read(&shared("judgment/bureau_01.csv").unwrap(), &Scale::Found, Limits::default()).unwrap();
    let outcome = score(&table.tallies, &[1, 2, 3, 4, 5, 6], ScoreRule::Sum).unwrap();
    let names: Vec<Vec<&str>> = outcome
        .classes
        .iter()
        .map(|class| class.iter().map(|one| table.candidates[*one].as_str()).collect())
        .collect();
    assert_eq!(serde_json::to_value(names).unwrap(), expected["ranking_classes"]);
    for (name, score) in table.candidates.iter().zip(&outcome.scores) {
        assert_eq!(
            score.points,
            i128::from(expected["key_figures"]["totals"][name].as_i64().unwrap())
        );
    }
}

#[test]
fn the_nine_cases_of_mieux_voter_are_ranked_as_they_rank_them() {
    let Some(bytes) = shared("judgment/mieuxvoter_assertions.json") else { return };
    let cases: Vec<Value> = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(cases.len(), 9);
    for case in cases {
        let participants = case["participants"].as_u64().unwrap();
        let tallies: Vec<GradeTally> =
            serde_json::from_value::<Vec<Vec<u64>>>(case["tallies"].clone())
                .unwrap()
                .into_iter()
                .map(|counts| {
                    let missing = participants.saturating_sub(counts.iter().sum());
                    GradeTally { counts, missing }
                })
                .collect();
        let missing = match case["mode"].as_str() {
            Some("MedianDefault") => MissingGrades::Median,
            Some("Normalized") => MissingGrades::Ignored,
            Some("StaticDefault") => {
                MissingGrades::Fixed(case["default"].as_u64().unwrap_or(0) as u16)
            }
            None => MissingGrades::Worst,
            Some(other) => panic!("an unknown mode {other}"),
        };
        let outcome = judge(&tallies, missing).unwrap();
        let expected: Vec<usize> = serde_json::from_value(case["ranks"].clone()).unwrap();
        assert_eq!(ranks(&outcome.classes), expected, "{}", case["title"]);
    }
}

#[test]
fn the_majority_grade_is_the_lower_of_the_middle_ones() {
    let outcome = judge(&[tally(&[1, 0, 1]), tally(&[0, 2, 0])], MissingGrades::Worst).unwrap();
    assert_eq!((outcome.sheets[0].median, outcome.sheets[1].median), (0, 1));
    assert_eq!(outcome.classes, [[1], [0]], "belenios-tool ranks this pair the other way");
    let sheet = &judge(&[tally(&[2, 3, 4])], MissingGrades::Worst).unwrap().sheets[0];
    assert_eq!((sheet.median, sheet.below, sheet.above), (1, 2, 4));
}

#[test]
fn a_candidate_without_any_grade_is_last_and_shares_with_the_worst() {
    let nobody = GradeTally { counts: vec![0, 0], missing: 5 };
    let worst = tally(&[5, 0]);
    for missing in [MissingGrades::Ignored, MissingGrades::Median, MissingGrades::Worst] {
        let tallies = [nobody.clone(), tally(&[4, 1]), worst.clone()];
        assert_eq!(judge(&tallies, missing).unwrap().classes, [vec![1], vec![0, 2]]);
    }
}

#[test]
fn means_are_compared_as_fractions() {
    // 1/3 of 2 points against 2/6: equal; a floating point mean of thirds might not be.
    let few = GradeTally { counts: vec![2, 1], missing: 7 };
    let many = GradeTally { counts: vec![4, 2], missing: 0 };
    let graded = score(&[few.clone(), many.clone()], &[0, 1], ScoreRule::MeanOfGraded).unwrap();
    assert_eq!(graded.classes, [[0, 1]]);
    let all = score(&[few, many], &[0, 1], ScoreRule::MeanOfAll).unwrap();
    assert_eq!(all.classes, [[1], [0]]);
    let nobody = GradeTally { counts: vec![0, 0], missing: 3 };
    let last = score(&[nobody, tally(&[3, 0])], &[-5, 1], ScoreRule::MeanOfGraded).unwrap();
    assert_eq!(last.classes, [[1], [0]]);
}

#[test]
fn tallies_that_cannot_be_compared_are_refused() {
    assert_eq!(judge(&[], MissingGrades::Worst), Err(GradedError::NothingToRank));
    assert_eq!(
        judge(&[tally(&[1, 2]), tally(&[1])], MissingGrades::Worst),
        Err(GradedError::OtherScale { candidate: 1, expected: 2, found: 1 })
    );
    assert_eq!(
        judge(&[tally(&[1, 2])], MissingGrades::Fixed(2)),
        Err(GradedError::GradeOffScale { grade: 2, grades: 2 })
    );
    let many = [tally(&[u64::MAX, u64::MAX])];
    assert_eq!(judge(&many, MissingGrades::Worst), Err(GradedError::TooManyVotes));
    assert!(score(&[tally(&[1, 2])], &[2, 1], ScoreRule::Sum).is_err());
}

/// The definition, one voter at a time: the medians of a row, removed one by one.
fn successive_medians(counts: &[u64]) -> Vec<usize> {
    let mut row: Vec<usize> = counts
        .iter()
        .enumerate()
        .flat_map(|(grade, count)| std::iter::repeat_n(grade, *count as usize))
        .collect();
    let mut medians = Vec::new();
    while !row.is_empty() {
        medians.push(row.remove((row.len() - 1) / 2));
    }
    medians
}

/// The definition of Mieux Voter: the median grade and the larger group beside it, which the median
/// group then joins.
fn groups(counts: &[u64]) -> Vec<(usize, i64)> {
    let mut counts = counts.to_vec();
    let total: u64 = counts.iter().sum();
    let mut score = Vec::new();
    for _ in 0..counts.len() {
        let mut seen = 0;
        let median = counts
            .iter()
            .position(|count| {
                seen += count;
                seen > (total - 1) / 2
            })
            .unwrap();
        let below: u64 = counts[..median].iter().sum();
        let above: u64 = counts[median + 1..].iter().sum();
        let (second, sign) = if above > below {
            (
                counts[median + 1..].iter().position(|count| *count > 0).unwrap() + median + 1,
                above as i64,
            )
        } else if below > 0 {
            (counts[..median].iter().rposition(|count| *count > 0).unwrap(), -(below as i64))
        } else {
            (median, 0)
        };
        score.push((median, sign));
        if second != median {
            counts[second] += std::mem::take(&mut counts[median]);
        }
    }
    score
}

fn profiles() -> impl Strategy<Value = (Vec<u64>, Vec<u64>)> {
    (1_usize..=6, 1_usize..=14).prop_flat_map(|(grades, voters)| {
        let ballots = || proptest::collection::vec(0..grades, voters);
        (ballots(), ballots()).prop_map(move |(first, second)| {
            let count = |ballots: Vec<usize>| {
                let mut counts = vec![0; grades];
                ballots.into_iter().for_each(|grade| counts[grade] += 1);
                counts
            };
            (count(first), count(second))
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn three_definitions_of_majority_judgment_agree((first, second) in profiles()) {
        let outcome = judge(&[tally(&first), tally(&second)], MissingGrades::Worst).unwrap();
        let ranks = ranks(&outcome.classes);
        let ours = ranks[1].cmp(&ranks[0]);
        prop_assert_eq!(ours, successive_medians(&first).cmp(&successive_medians(&second)));
        prop_assert_eq!(ours, groups(&first).cmp(&groups(&second)));
    }

    #[test]
    fn as_many_voters_a_hundred_times_are_ranked_alike((first, second) in profiles(), times in 1_u64..1_000_000) {
        let many = |counts: &[u64]| tally(&counts.iter().map(|count| count * times).collect::<Vec<_>>());
        let once = judge(&[tally(&first), tally(&second)], MissingGrades::Ignored).unwrap();
        let stretched = judge(&[many(&first), tally(&second)], MissingGrades::Ignored).unwrap();
        prop_assert_eq!(once.classes, stretched.classes);
    }
}
