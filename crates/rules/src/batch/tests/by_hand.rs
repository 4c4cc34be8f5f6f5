//! Cases that a person can check.

use caisse_units::{Amount, Day, Rate};

use super::compare;
use crate::batch::{Batch, Columns, Values};
use crate::evaluation_error::EvaluationProblem;
use crate::tree::*;
use crate::value::{Value, ValueType};

pub(super) fn euros(cents: i64) -> Expression {
    Expression::Constant(Value::Euros(Amount::from_cents(cents)))
}

pub(super) fn rate(parts_per_million: i64) -> Expression {
    Expression::Constant(Value::Rate(Rate::from_parts_per_million(parts_per_million)))
}

pub(super) fn declared(name: &str, kind: ValueType) -> Input {
    Input {
        name: name.to_owned(),
        title: Title::french(name),
        kind,
        per: None,
        lowest: None,
        highest: None,
        choices: Vec::new(),
        default: None,
        optional: false,
    }
}

pub(super) fn line(name: &str, kind: ValueType, content: Content) -> Line {
    Line {
        name: name.to_owned(),
        title: Title::french(name),
        kind,
        content,
        rounding: Rounding::default(),
        floor: None,
        ceiling: None,
    }
}

pub(super) fn rule(name: &str, inputs: Vec<Input>, lines: Vec<Line>) -> Rule {
    let last = lines.last().expect("a rule has a line");
    let (result, kind) = (last.name.clone(), last.kind);
    let since = Day::new(2020, 1, 1).expect("a day");
    let version =
        Version { since, source: None, decision: None, lines, result, examples: Vec::new() };
    Rule {
        name: name.to_owned(),
        title: Title::french(name),
        result: kind,
        per: None,
        role: None,
        inputs,
        versions: vec![version],
    }
}

pub(super) fn day() -> Day {
    Day::new(2026, 3, 15).expect("a day")
}

fn input(name: &str) -> Box<Expression> {
    Box::new(Expression::Input(name.to_owned()))
}

/// Five brackets from 0.5 % to 4 %, at least 5 €, at most 300 €.
fn five_brackets() -> RuleSet {
    let bracket =
        |limit: Option<i64>, parts| Bracket { up_to: limit.map(euros), rate: rate(parts) };
    let scale = Expression::MarginalScale {
        base: input("salaire"),
        brackets: vec![
            bracket(Some(150_000), 5_000),
            bracket(Some(250_000), 12_500),
            bracket(Some(400_500), 20_000),
            bracket(Some(800_000), 31_500),
            bracket(None, 40_000),
        ],
    };
    let mut only = line("cotisation", ValueType::Euros, Content::Formula(scale));
    only.floor = Some(euros(500));
    only.ceiling = Some(euros(30_000));
    RuleSet::single(rule("cotisation", vec![declared("salaire", ValueType::Euros)], vec![only]))
}

#[test]
fn a_scale_over_a_column_gives_what_a_desk_calculator_gives() {
    let wages = vec![0, 150_000, 263_000, 1_000_000, 100_000_000_000_000];
    let columns = Columns::new(5).with("salaire", crate::batch::Column::euros(wages));
    let rules = five_brackets();
    let answer = compare(&rules, "cotisation", day(), &columns, "five brackets").expect("wages");
    // 1 500 × 0.5 % + 1 000 × 1.25 % + 130 × 2 % = 7.50 + 12.50 + 2.60;
    // 10 000 €: 7.50 + 12.50 + 1 505 × 2 % + 3 995 × 3.15 % + 2 000 × 4 % = 255.9425.
    assert_eq!(
        answer.result().values,
        Values::Numbers(ValueType::Euros, vec![500, 750, 2_260, 25_594, 30_000],)
    );
}

#[test]
fn every_row_of_several_batches_is_computed() {
    let wages: Vec<i64> = (0..5000).map(|row| row * 317).collect();
    let columns = Columns::new(5000).with("salaire", crate::batch::Column::euros(wages));
    compare(&five_brackets(), "cotisation", day(), &columns, "three batches").expect("wages");
}

#[test]
fn a_row_that_cannot_be_computed_is_named_and_nothing_is_given() {
    let mut wages = vec![200_000; 3000];
    wages[2500] = -1;
    wages[2700] = -1;
    let columns = Columns::new(3000).with("salaire", crate::batch::Column::euros(wages));
    let rules = five_brackets();
    assert!(compare(&rules, "cotisation", day(), &columns, "a negative wage").is_none());
    let batch = Batch::compile(&rules, "cotisation", day()).expect("a rule");
    let error = batch.run(&columns).expect_err("a negative wage");
    assert_eq!(error.participant, Some(2500));
    assert!(matches!(*error.problem, EvaluationProblem::InputOutOfBounds { .. }));
    let empty = Columns::new(2);
    assert!(compare(&rules, "cotisation", day(), &empty, "no wage at all").is_none());
}

#[test]
fn the_bounds_of_a_result_are_proved() {
    let rules = five_brackets();
    let batch = Batch::compile(&rules, "cotisation", day()).expect("a rule");
    assert_eq!(batch.bounds(), Some((500, 30_000)));
    assert!(!batch.is_pool());
    assert_eq!(batch.kind(), ValueType::Euros);
}

#[test]
fn a_pool_shares_its_total_over_more_rows_than_one_batch() {
    let weights = Column::Input("poids".to_owned());
    let of = weights.clone();
    let total = Expression::Aggregate {
        function: AggregateFunction::Sum,
        of,
        among: None,
        otherwise: None,
    };
    let third = Expression::ByRate { base: Box::new(total), rate: Box::new(rate(333_333)) };
    let sharing = Sharing { total: third, method: SharingMethod::InProportion { weights } };
    let shared = line("part", ValueType::Euros, Content::Sharing(sharing));
    let weights = vec![declared("poids", ValueType::Euros)];
    let rules = RuleSet::single(rule("partage", weights, vec![shared]));
    let weights: Vec<i64> = (0..3000).map(|row| row % 97).collect();
    let sum: i64 = weights.iter().sum();
    let columns = Columns::new(3000).with("poids", crate::batch::Column::euros(weights));
    let answer = compare(&rules, "partage", day(), &columns, "a pool").expect("weights");
    let Values::Numbers(_, parts) = &answer.result().values else { panic!("euros") };
    assert_eq!(parts.iter().sum::<i64>(), (sum * 333_333 + 500_000) / 1_000_000);
}

#[test]
fn a_refused_default_spoils_only_the_rows_that_take_it() {
    let mut salary = declared("salaire", ValueType::Euros);
    salary.default = Some(Value::Euros(Amount::from_cents(-1)));
    let only = line("part", ValueType::Euros, Content::Formula(*input("salaire")));
    let rules = RuleSet::single(rule("part", vec![salary], vec![only]));
    let values = |known| {
        let wages = Values::Numbers(ValueType::Euros, vec![100, 200]);
        let column = crate::batch::Column::partly_known(wages, known).expect("two rows");
        Columns::new(2).with("salaire", column)
    };
    let known = compare(&rules, "part", day(), &values(vec![true, true]), "known").expect("wages");
    assert_eq!(known.result().values, Values::Numbers(ValueType::Euros, vec![100, 200]));
    assert!(compare(&rules, "part", day(), &values(vec![true, false]), "default").is_none());
}

#[test]
fn what_is_divided_must_be_known_even_when_the_divisor_is_zero() {
    let prorata = Expression::Prorata {
        base: Box::new(euros(1_000)),
        present: Box::new(Expression::Constant(Value::Days(1))),
        whole: Box::new(Expression::Input("jours".to_owned())),
    };
    let ratio = Expression::Ratio {
        of: Box::new(prorata),
        by: Box::new(Expression::Constant(Value::Count(0))),
        otherwise: Box::new(euros(7)),
    };
    let only = line("part", ValueType::Euros, Content::Formula(ratio));
    let days = vec![declared("jours", ValueType::Days)];
    let rules = RuleSet::single(rule("part", days, vec![only]));
    let table = |days| {
        let days = crate::batch::Column::new(Values::Numbers(ValueType::Days, vec![days]));
        Columns::new(1).with("jours", days)
    };
    let answer = compare(&rules, "part", day(), &table(2), "two days").expect("days");
    assert_eq!(answer.result().values, Values::Numbers(ValueType::Euros, vec![7]));
    assert!(compare(&rules, "part", day(), &table(0), "no day").is_none());
}
