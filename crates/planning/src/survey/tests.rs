use std::num::NonZeroUsize;

use caisse_rules::batch::Batch;
use caisse_rules::tree::{
    Content, Expression, Input, Line, Rounding, Rule, RuleSet, Title, Version,
};
use caisse_rules::value::{Value, ValueType};
use caisse_units::{Amount, Day, Rate};
use proptest::prelude::*;

use super::{Figures, Survey, survey};
use crate::{Chunk, Sector, Source, SourceColumn, SurveyError, Table, Workers};

fn day() -> Day {
    Day::new(2026, 1, 1).expect("a day")
}

fn threads(count: usize) -> NonZeroUsize {
    NonZeroUsize::new(count).expect("at least one")
}

/// A rule of one line over one input of euros, which may be negative.
fn rule(kind: ValueType, formula: Expression) -> RuleSet {
    let euros = |cents| Some(Value::Euros(Amount::from_cents(cents)));
    let line = Line {
        name: "part".to_owned(),
        title: Title::french("Part"),
        kind,
        content: Content::Formula(formula),
        rounding: Rounding::default(),
        floor: None,
        ceiling: None,
    };
    let input = Input {
        name: "salaire".to_owned(),
        title: Title::french("Salaire"),
        kind: ValueType::Euros,
        per: None,
        lowest: euros(-i64::from(i32::MAX)),
        highest: euros(i64::from(i32::MAX)),
        choices: Vec::new(),
        default: None,
        optional: false,
    };
    let version = Version {
        since: day(),
        source: None,
        decision: None,
        lines: vec![line],
        result: "part".to_owned(),
        examples: Vec::new(),
    };
    RuleSet::single(Rule {
        name: "part".to_owned(),
        title: Title::french("Part"),
        result: kind,
        per: None,
        role: None,
        inputs: vec![input],
        versions: vec![version],
    })
}

fn wage() -> Box<Expression> {
    Box::new(Expression::Input("salaire".to_owned()))
}

fn times(parts_per_million: i64) -> RuleSet {
    let rate = Value::Rate(Rate::from_parts_per_million(parts_per_million));
    let rate = Box::new(Expression::Constant(rate));
    rule(ValueType::Euros, Expression::ByRate { base: wage(), rate })
}

fn table(groups: usize, rows: Chunk) -> Table {
    let column = SourceColumn { name: "salaire".to_owned(), kind: ValueType::Euros };
    Table::new(groups, vec![column], rows).expect("one wage for each row")
}

/// The figures by sorting.
fn by_sorting(mut results: Vec<i64>) -> Figures {
    results.sort_unstable();
    let (Some(least), Some(most)) = (results.first(), results.last()) else {
        return Figures::default();
    };
    let mut deciles = [0; 9];
    for (place, decile) in deciles.iter_mut().enumerate() {
        *decile = results[((place + 1) * results.len()).div_ceil(10) - 1];
    }
    let sum = results.iter().map(|result| i128::from(*result)).sum();
    Figures { count: results.len() as u64, sum, least: *least, most: *most, deciles }
}

fn expected(rows: &Chunk, groups: usize, result: impl Fn(i32) -> i64) -> Survey {
    let results = |of: Option<usize>| {
        let pairs = rows.groups.iter().zip(&rows.columns[0]);
        let kept = pairs.filter(|(group, _)| of.is_none_or(|of| usize::from(**group) == of));
        by_sorting(kept.map(|(_, wage)| result(*wage)).collect())
    };
    Survey { groups: (0..groups).map(|group| results(Some(group))).collect(), all: results(None) }
}

fn tenfold(wage: i32) -> i64 {
    i64::from(wage) * 10
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn figures_are_those_of_sorting_whatever_the_spread_and_the_threads(
        rows in prop::collection::vec(
            (0_u8..4, prop_oneof![
                -5_i32..5,
                0_i32..200_000,
                -2_000_000_000_i32..2_000_000_000,
                Just(1_999_999_999),
            ]),
            0..300,
        ),
        count in 1_usize..4,
    ) {
        let rows = Chunk {
            groups: rows.iter().map(|(group, _)| *group).collect(),
            columns: vec![rows.iter().map(|(_, wage)| *wage).collect()],
        };
        let rules = times(10_000_000);
        let batch = Batch::compile(&rules, "part", day()).expect("a rule");
        let expected = expected(&rows, 5, tenfold);
        let found = survey(&batch, &table(5, rows), threads(count)).expect("wages");
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn a_tail_far_from_the_sample_is_counted_exactly() {
    // The sample sees wages under 2 000; the rest lie up to two thousand million.
    let wages = (0..120_000_i32).map(|row| if row < 40_000 { row % 2_000 } else { row * 17_000 });
    let rows = Chunk {
        groups: (0..120_000_usize).map(|row| (row % 3) as u8).collect(),
        columns: vec![wages.collect()],
    };
    let rules = times(10_000_000);
    let batch = Batch::compile(&rules, "part", day()).expect("a rule");
    let expected = expected(&rows, 3, tenfold);
    for count in 1..4 {
        let found = survey(&batch, &table(3, rows.clone()), threads(count)).expect("wages");
        assert_eq!(found, expected, "{count} threads");
    }
}

#[test]
fn made_up_workers_earn_what_was_published() {
    let workers = Workers::new(400_000, 1, "salaire");
    let rules = times(1_000_000);
    let batch = Batch::compile(&rules, "part", day()).expect("a rule");
    let found = survey(&batch, &workers, threads(2)).expect("wages");
    // Insee Première 2079: D1 1 492 €, median 2 190 €, D9 4 334 €, mean 2 733 €.
    let near = |found: i64, published: i64, percent: i64| {
        assert!((found - published * 100).abs() <= published * percent, "{found} for {published}");
    };
    near(found.all.deciles[0], 1_492, 1);
    near(found.all.deciles[4], 2_190, 1);
    near(found.all.deciles[8], 4_334, 2);
    near((found.all.sum / 400_000) as i64, 2_733, 2);
    let industry =
        found.groups[Sector::ALL.iter().position(|s| *s == Sector::Industry).expect("it")];
    near((industry.sum / i128::from(industry.count)) as i64, 3_021, 3);
    // 3 271 thousand of 27 072 thousand employees work in industry.
    assert!(industry.count.abs_diff(400_000 * 32_710 / 270_719) < 1_000);
    assert_eq!(found.groups.iter().map(|group| group.count).sum::<u64>(), 400_000);
}

#[test]
fn a_row_of_the_nation_is_the_same_whoever_reads_it() {
    let workers = Workers::new(1_000, 42, "salaire");
    let (mut whole, mut part) = (Chunk::default(), Chunk::default());
    workers.read(0..1_000, &mut whole);
    workers.read(700..750, &mut part);
    assert_eq!(part.groups, whole.groups[700..750]);
    assert_eq!(part.columns[0], whole.columns[0][700..750]);
    let other = Workers::new(1_000, 43, "salaire");
    other.read(0..1_000, &mut part);
    assert_ne!(part, whole);
}

#[test]
fn the_first_row_that_is_refused_is_named() {
    let mut wages = vec![100; 30_000];
    wages[25_000] = i32::MIN;
    wages[29_000] = i32::MIN;
    let rows = Chunk { groups: vec![0; 30_000], columns: vec![wages] };
    let table = table(1, rows);
    let rules = times(1_000_000);
    let batch = Batch::compile(&rules, "part", day()).expect("a rule");
    for count in 1..4 {
        let refused = survey(&batch, &table, threads(count));
        assert!(matches!(refused, Err(SurveyError::Row { row: 25_000, .. })), "{refused:?}");
    }
}

#[test]
fn a_rule_without_a_number_cannot_be_surveyed() {
    let yes = Expression::Constant(Value::YesNo(true));
    let rules = rule(ValueType::YesNo, yes);
    let batch = Batch::compile(&rules, "part", day()).expect("a rule");
    let refused = survey(&batch, &Workers::new(10, 1, "salaire"), threads(1));
    assert_eq!(refused, Err(SurveyError::NotANumber { kind: ValueType::YesNo }));
}

#[test]
fn a_nation_without_people_has_no_figures() {
    let rules = times(1_000_000);
    let batch = Batch::compile(&rules, "part", day()).expect("a rule");
    let found = survey(&batch, &Workers::new(0, 1, "salaire"), threads(2)).expect("nothing");
    assert_eq!(found.all, Figures::default());
    assert_eq!(found.groups, vec![Figures::default(); 5]);
}
