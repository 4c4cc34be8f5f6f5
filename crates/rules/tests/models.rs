//! The models read, check, and reproduce the published figures to the cent.

mod support;

use std::fs;

use caisse_rules::{Inputs, Value};
use caisse_units::Amount;
use support::{day, euros, inputs, model, models, shared_data};

#[test]
fn every_model_reads_and_its_examples_hold() {
    let mut names: Vec<String> = fs::read_dir(models())
        .expect("the models are a directory")
        .map(|entry| entry.expect("a readable entry"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name != "statutes")
        .collect();
    names.sort();
    assert!(names.len() >= 7, "models found: {names:?}");
    for name in names {
        let rules = model(&name);
        assert!(!rules.is_empty(), "{name} has rules");
        assert!(models().join(&name).join("README.md").exists(), "{name} states its sources");
    }
}

#[test]
fn eighty_wages_give_the_ten_exact_columns() {
    let Some(table) = shared_data("rules/cas_salaires_40.csv") else { return };
    wages(&table, 80);
}

#[test]
fn ten_wages_of_our_own_fixture_give_the_ten_exact_columns() {
    wages(include_str!("fixtures/wages.csv"), 10);
}

fn wages(table: &str, expected_rows: usize) {
    let rules = model("legal-employee-contributions");
    let mut lines = table.lines();
    let columns: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let mut rows = 0;
    for line in lines.filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.split(',').collect();
        let on = day(&format!("{}-01", cells[0]));
        let given = inputs([("salaire_brut", euros(cells[1]))]);
        let outcome = rules.evaluate("salaire_net", on, &given).expect("a wage");
        for at in 2..12 {
            let expected = euros(cells[at]);
            assert_eq!(outcome.line(columns[at]), Some(&expected), "{} of {line}", columns[at]);
        }
        rows += 1;
    }
    assert_eq!(rows, expected_rows);
}

/// 193 households that make 400 persons: sizes are not published, and do not matter.
fn households_of_gironde() -> Vec<Inputs> {
    let household = |persons: i64| inputs([("personnes", Value::Count(persons))]);
    let mut all: Vec<Inputs> = (0..193).map(|at| household(1 + at % 3)).collect();
    let persons: i64 = (0..193).map(|at| 1 + at % 3).sum();
    all[0] = household(1 + 400 - persons);
    all
}

#[test]
fn the_gironde_month_costs_44_475_euros_and_the_floor_brings_2_965() {
    let rules = model("food-caisse-gironde");
    let households = households_of_gironde();
    let outcomes = rules.evaluate_pool("mois_de_la_caisse", day("2025-01-01"), &households);
    let first = &outcomes.expect("households")[0];
    assert_eq!(first.line("toutes_les_personnes"), Some(&Value::Count(400)));
    assert_eq!(first.line("foyers"), Some(&Value::Count(193)));
    assert_eq!(first.line("allocations"), Some(&euros("44475.00")));
    assert_eq!(first.line("cotisations"), Some(&euros("2965.00")));
    assert_eq!(first.value, euros("41510.00"));
}

#[test]
fn a_gironde_household_may_give_more_but_not_less_than_its_floor() {
    let rules = model("food-caisse-gironde");
    let with = |chosen: &str| {
        let given = inputs([("personnes", Value::Count(3)), ("cotisation_choisie", euros(chosen))]);
        rules.evaluate("cotisation", day("2025-01-01"), &given)
    };
    assert_eq!(with("45.00").expect("above the floor").value, euros("45.00"));
    let refusal = with("19.99").expect_err("below the floor");
    assert_eq!(
        refusal.sentence(caisse_units::Language::French).replace('\u{a0}', " "),
        "règle « cotisation », ligne « cotisation_due » : la valeur choisie pour \
         « cotisation_choisie », 19,99 €, est refusée ; choisissez au moins 20,00 €"
    );
}

#[test]
fn the_lyon_month_lies_between_23_700_and_28_500_euros() {
    let rules = model("food-caisse-lyon");
    // 110 households, 160 further persons: 50 households with two of them, 60 with one.
    let month = |further_are_small: bool| {
        let rows: Vec<Inputs> = (0..110)
            .map(|at| {
                let further = if at < 50 { 2 } else { 1 };
                let (tall, small) = if further_are_small { (1, further) } else { (1 + further, 0) };
                inputs([("grands", Value::Count(tall)), ("petits", Value::Count(small))])
            })
            .collect();
        let outcomes = rules.evaluate_pool("mois_de_la_caisse", day("2024-10-01"), &rows);
        outcomes.expect("households")[0].value.clone()
    };
    assert_eq!(month(false), euros("28500.00"));
    assert_eq!(month(true), euros("23700.00"));
}

#[test]
fn the_ariege_year_needs_16_67_a_head_and_lacks_4_000_at_the_floor() {
    let rules = model("food-caisse-ariege");
    let member = inputs([("revenu_net", euros("400.00")), ("subvention", euros("20000.00"))]);
    let rows = vec![member; 50];
    let outcomes = rules.evaluate_pool("annee_de_la_caisse", day("2025-06-01"), &rows);
    let first = &outcomes.expect("members")[0];
    assert_eq!(first.line("allocations"), Some(&euros("30000.00")));
    assert_eq!(first.line("cotisations"), Some(&euros("6000.00")));
    assert_eq!(first.line("deficit"), Some(&euros("4000.00")));
    assert_eq!(first.value, euros("16.67"));
}

#[test]
fn two_thousand_contributions_split_by_the_cgt_keys_without_losing_a_cent() {
    let rules = model("union-dues-cgt");
    let keys = [29_i64, 27, 3, 10, 31];
    let mut rounding_alone_misses = Vec::new();
    for cents in 1..=2_000_i64 {
        let amount = Amount::from_cents(cents);
        let given = inputs([("cotisation", Value::Euros(amount))]);
        let outcome = rules
            .evaluate("partage_de_la_cotisation", day("2026-01-01"), &given)
            .expect("an amount");
        let sum: i64 = outcome.parts.iter().map(|part| part.amount.cents()).sum();
        assert_eq!(sum, cents, "the five parts of {amount}");
        let alone: i64 = keys.iter().map(|key| (cents * key + 50) / 100).sum();
        if alone != cents {
            rounding_alone_misses.push(cents);
        }
    }
    assert_eq!(rounding_alone_misses.len(), 920);
    assert_eq!(rounding_alone_misses[..3], [1, 2, 4]);
}

#[test]
fn the_rule_that_explains_the_language_is_a_rule() {
    let readme = fs::read_to_string(models().join("README.md")).expect("the language is told");
    let text = readme.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
    let text = text.expect("an example").to_owned();
    let rules = caisse_rules::RuleSet::read(&[("README.md".to_owned(), text)]);
    let rules = rules.unwrap_or_else(|errors| panic!("{errors:?}"));
    let given = inputs([("revenu", euros("2000.00"))]);
    let outcome = rules.evaluate("cotisation", day("2026-03-01"), &given).expect("an income");
    assert_eq!(outcome.value, euros("50.00"));
}
