//! The meaning of the mechanisms, on small rules written by hand.

use std::collections::BTreeMap;

use caisse_units::{Amount, Day, Rate};

use super::{evaluate, evaluate_pool};
use crate::evaluation_error::EvaluationProblem;
use crate::tree::*;
use crate::value::{Inputs, Value, ValueType};

fn euros(cents: i64) -> Value {
    Value::Euros(Amount::from_cents(cents))
}

fn constant(value: Value) -> Box<Expression> {
    Box::new(Expression::Constant(value))
}

fn percent(parts_per_million: i64) -> Expression {
    Expression::Constant(Value::Rate(Rate::from_parts_per_million(parts_per_million)))
}

fn input(name: &str) -> Box<Expression> {
    Box::new(Expression::Input(name.to_owned()))
}

fn day(text: &str) -> Day {
    text.parse().expect("a test writes true dates")
}

fn declared(name: &str, kind: ValueType) -> Input {
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

fn line(name: &str, kind: ValueType, formula: Expression) -> Line {
    Line {
        name: name.to_owned(),
        title: Title::french(name),
        kind,
        content: Content::Formula(formula),
        rounding: Rounding::default(),
        floor: None,
        ceiling: None,
    }
}

fn version(since: &str, lines: Vec<Line>) -> Version {
    let result = lines.last().expect("a test writes a line").name.clone();
    Version { since: day(since), source: None, decision: None, lines, result, examples: Vec::new() }
}

fn rule(name: &str, inputs: Vec<Input>, versions: Vec<Version>) -> Rule {
    Rule {
        name: name.to_owned(),
        title: Title::french(name),
        result: ValueType::Euros,
        per: None,
        role: None,
        inputs,
        versions,
    }
}

fn inputs<const N: usize>(values: [(&str, Value); N]) -> Inputs {
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The essay's contribution: 0.5 % up to a parameter, 1.25 % above, at least 5 €.
fn contribution() -> RuleSet {
    let ceiling =
        |since, cents| version(since, vec![line("pss", ValueType::Euros, *constant(euros(cents)))]);
    let pss =
        rule("pss", vec![], vec![ceiling("2025-01-01", 392_500), ceiling("2026-01-01", 400_500)]);
    let scale = Expression::MarginalScale {
        base: input("salaire"),
        brackets: vec![
            Bracket { up_to: Some(Expression::Rule("pss".to_owned())), rate: percent(5_000) },
            Bracket { up_to: None, rate: percent(12_500) },
        ],
    };
    let mut only = line("cotisation", ValueType::Euros, scale);
    only.floor = Some(*constant(euros(500)));
    let salary = declared("salaire", ValueType::Euros);
    let contribution = rule("cotisation", vec![salary], vec![version("2025-06-01", vec![only])]);
    RuleSet::from_rules([pss, contribution])
}

#[test]
fn a_scale_applies_each_rate_to_its_part_and_the_floor_comes_after() {
    let rules = contribution();
    let on = day("2026-03-15");
    let value = |cents| {
        let inputs = inputs([("salaire", euros(cents))]);
        evaluate(&rules, "cotisation", on, &inputs).expect("a salary is all it needs").value
    };
    assert_eq!(value(0), euros(500));
    assert_eq!(value(200_000), euros(1_000));
    // 4 005,00 × 0,5 % = 20,025 ; 995,00 × 1,25 % = 12,4375 ; together 32,4625, rounded once.
    assert_eq!(value(500_000), euros(3_246));
}

#[test]
fn a_past_month_is_computed_with_the_parameters_of_that_month() {
    let rules = contribution();
    let salary = inputs([("salaire", euros(500_000))]);
    let before = evaluate(&rules, "cotisation", day("2025-12-31"), &salary).expect("in force");
    // 3 925,00 × 0,5 % = 19,625 ; 1 075,00 × 1,25 % = 13,4375.
    assert_eq!(before.value, euros(3_306));
    let too_early = evaluate(&rules, "cotisation", day("2025-05-31"), &salary);
    let problem = *too_early.expect_err("the rule starts in June").problem;
    let first = Some(day("2025-06-01"));
    assert_eq!(problem, EvaluationProblem::NotYetInForce { on: day("2025-05-31"), first });
}

#[test]
fn a_rule_that_refers_to_itself_is_refused_without_looping() {
    let formula = |name: &str| Expression::Rule(name.to_owned());
    let one = rule(
        "une",
        vec![],
        vec![version("2026-01-01", vec![line("une", ValueType::Euros, formula("autre"))])],
    );
    let other = rule(
        "autre",
        vec![],
        vec![version("2026-01-01", vec![line("autre", ValueType::Euros, formula("une"))])],
    );
    let rules = RuleSet::from_rules([one, other]);
    let error = evaluate(&rules, "une", day("2026-01-01"), &Inputs::new());
    assert_eq!(*error.expect_err("a cycle").problem, EvaluationProblem::Cycle);
}

#[test]
fn a_missing_input_and_a_wrong_one_are_said_by_name() {
    let rules = contribution();
    let on = day("2026-01-01");
    let missing = evaluate(&rules, "cotisation", on, &Inputs::new()).expect_err("no salary");
    let kind = ValueType::Euros;
    let name = "salaire".to_owned();
    assert_eq!(*missing.problem, EvaluationProblem::MissingInput { name, kind });
    let rate = inputs([("salaire", Value::Count(3))]);
    let wrong = evaluate(&rules, "cotisation", on, &rate).expect_err("a count is no salary");
    assert!(matches!(*wrong.problem, EvaluationProblem::InputType { .. }));
    let negative = inputs([("salaire", euros(-1))]);
    let wrong = evaluate(&rules, "cotisation", on, &negative).expect_err("below zero");
    assert!(matches!(*wrong.problem, EvaluationProblem::InputOutOfBounds { .. }));
}

#[test]
fn an_aggregate_looks_at_all_participants_and_a_split_sums_to_the_whole() {
    let paid = line(
        "verse",
        ValueType::Euros,
        Expression::ByRate { base: input("revenu"), rate: Box::new(percent(100_000)) },
    );
    let pot = line(
        "pot",
        ValueType::Euros,
        Expression::Aggregate {
            function: AggregateFunction::Sum,
            of: Column::Line("verse".to_owned()),
            among: None,
            otherwise: None,
        },
    );
    let mut share = line("part", ValueType::Euros, Expression::Line("pot".to_owned()));
    share.content = Content::Sharing(Sharing {
        total: Expression::Line("pot".to_owned()),
        method: SharingMethod::Equally { among: None },
    });
    let income = declared("revenu", ValueType::Euros);
    let pool =
        rule("pot_commun", vec![income], vec![version("2026-01-01", vec![paid, pot, share])]);
    let rules = RuleSet::single(pool);
    let rows: Vec<Inputs> =
        [10_000, 20_005, 0].map(|cents| inputs([("revenu", euros(cents))])).into();
    let outcomes =
        evaluate_pool(&rules, "pot_commun", day("2026-02-01"), &rows, true).expect("three incomes");
    let shares: Vec<Value> = outcomes.iter().map(|outcome| outcome.value.clone()).collect();
    // 10,00 + 20,01 (20,005 rounded away from zero) + 0,00 = 30,01.
    assert_eq!(shares, [euros(1_001), euros(1_000), euros(1_000)]);
    assert_eq!(outcomes[2].line("pot"), Some(&euros(3_001)));
}

#[test]
fn keys_split_a_contribution_and_the_remainder_taker_receives_what_is_left() {
    let key = |name: &str, parts| Key {
        name: name.to_owned(),
        rate: Rate::from_parts_per_million(parts),
    };
    let mut split = line("repartition", ValueType::Euros, *input("cotisation"));
    split.content = Content::Sharing(Sharing {
        total: *input("cotisation"),
        method: SharingMethod::ByKeys {
            keys: vec![key("federation", 290_000), key("syndicat", 710_000)],
            remainder_to: "syndicat".to_owned(),
        },
    });
    let contribution = declared("cotisation", ValueType::Euros);
    let rules =
        RuleSet::single(rule("cles", vec![contribution], vec![version("2026-01-01", vec![split])]));
    let inputs = inputs([("cotisation", euros(1_001))]);
    let outcome = evaluate(&rules, "cles", day("2026-01-01"), &inputs).expect("an amount");
    let parts: BTreeMap<&str, i64> =
        outcome.parts.iter().map(|part| (part.name.as_str(), part.amount.cents())).collect();
    assert_eq!(parts, BTreeMap::from([("federation", 290), ("syndicat", 711)]));
}
