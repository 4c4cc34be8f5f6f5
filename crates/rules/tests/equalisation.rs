//! The formulas of equalisation: the published cases to the cent, and a sum of zero whatever comes.

mod support;

use caisse_rules::{Inputs, RuleSet, Value};
use caisse_units::{Amount, Language};
use proptest::prelude::*;
use support::{day, euros, inputs, model, shared_data};

const ON: &str = "2026-07-01";

fn transfers(rules: &RuleSet, rule: &str, rows: &[Inputs]) -> Vec<i64> {
    let outcomes = rules.evaluate_pool(rule, day(ON), rows).expect("a pool");
    outcomes
        .iter()
        .map(|outcome| match outcome.value {
            Value::Euros(amount) => amount.cents(),
            ref other => panic!("{other:?} is no amount"),
        })
        .collect()
}

fn case(name: &str) -> Option<serde_json::Value> {
    let text = shared_data(&format!("equalisation/{name}.json"))?;
    Some(serde_json::from_str(&text).expect("a case"))
}

fn text<'a>(value: &'a serde_json::Value, key: &str) -> &'a str {
    value[key].as_str().expect("a text")
}

fn expected(case: &serde_json::Value, key: &str, sign: i64) -> Vec<i64> {
    let list = case["expected"][key].as_array().expect("a list");
    let cents = |one: &serde_json::Value| {
        sign * Amount::parse(one.as_str().expect("a text")).expect("an amount").cents()
    };
    list.iter().map(cents).collect()
}

#[test]
fn the_pension_schemes_of_1974() {
    let Some(case) = case("fr-pension-stage-wage-earners") else { return };
    let schemes = case["inputs"]["regimes"].as_array().expect("schemes");
    let row = |scheme: &serde_json::Value| {
        inputs([
            ("allocataires", Value::Count(scheme["pensioners"].as_i64().expect("a count"))),
            ("prestation_moyenne", euros(text(scheme, "mean_pension"))),
            ("assiette", euros(text(scheme, "wage_mass"))),
        ])
    };
    let rows: Vec<Inputs> = schemes.iter().map(row).collect();
    let found = transfers(&model("equalisation"), "perequation_capacite", &rows);
    // There, above zero is who pays; here, who receives.
    assert_eq!(found, expected(&case, "balances", -1));
}

#[test]
fn the_risk_compensation_of_two_funds() {
    let Some(case) = case("de-risk-adjustment") else { return };
    let funds = case["inputs"]["funds"].as_array().expect("funds");
    let row = |fund: &serde_json::Value| {
        let years = |group: &str| Value::Count(fund["years"][group].as_i64().expect("years"));
        inputs([
            ("moins_de_60_ans", years("young")),
            ("de_60_ans_et_plus", years("old")),
            ("assiette", euros(text(fund, "income"))),
        ])
    };
    let rows: Vec<Inputs> = funds.iter().map(row).collect();
    let found = transfers(&model("equalisation"), "perequation_besoins", &rows);
    assert_eq!(found, expected(&case, "transfers", 1));
}

#[test]
fn the_balances_after_advances_of_2021() {
    let Some(case) = case("fr-transfers-2021") else { return };
    let column = |key: &str| case["inputs"][key].as_array().expect("a column").clone();
    let rows: Vec<Inputs> = column("final")
        .iter()
        .zip(column("advances"))
        .map(|(last, advance)| {
            inputs([
                ("definitif", euros(last.as_str().expect("a text"))),
                ("acompte", euros(advance.as_str().expect("a text"))),
            ])
        })
        .collect();
    let found = transfers(&model("equalisation"), "solde_apres_acomptes", &rows);
    assert_eq!(found, expected(&case, "balances", 1));
}

#[test]
fn a_formula_that_does_not_balance_is_refused_unless_someone_bears_the_difference() {
    let rows = |first: &str| -> Vec<Inputs> {
        [(first, "0,00"), ("10,00", "0,00")]
            .map(|(last, advance)| {
                inputs([("definitif", euros(last)), ("acompte", euros(advance))])
            })
            .to_vec()
    };
    let rules = model("equalisation");
    assert!(rules.evaluate_pool("solde_apres_acomptes", day(ON), &rows("-10,00")).is_ok());
    let error = rules
        .evaluate_pool("solde_apres_acomptes", day(ON), &rows("-9,99"))
        .expect_err("a cent is missing");
    let sentence = error.sentence(Language::French);
    assert!(sentence.contains("ne s'équilibrent pas"), "{sentence}");
}

#[test]
fn a_line_of_transfers_has_no_ceiling() {
    let file = include_str!("../../../models/equalisation/capacite.toml").replace(
        "sinon = \"0 %\" } } } } } }, methode = \"transferts\" }",
        "sinon = \"0 %\" } } } } } }, methode = \"transferts\" }\nplafond = \"5,00 EUR\"",
    );
    let errors = RuleSet::read(&[("capacite.toml".to_owned(), file)]).expect_err("a ceiling");
    let sentence = errors[0].sentence(Language::French);
    assert!(sentence.contains("ni plancher ni plafond"), "{sentence}");
}

#[test]
fn a_transfer_names_its_payer_and_its_receiver() {
    let rules = model("equalisation");
    let row =
        |members, base| inputs([("membres", Value::Count(members)), ("assiette", euros(base))]);
    let rows = [row(100, "200 000,00"), row(300, "300 000,00")];
    let outcomes = rules.evaluate_pool("perequation_par_tete", day(ON), &rows).expect("a pool");
    let told: Vec<String> = outcomes
        .iter()
        .map(|outcome| {
            let steps = outcome.explain(Language::French);
            steps.into_iter().map(|step| step.text + "\n").collect()
        })
        .collect();
    let amount = Amount::parse("1125,00").expect("an amount").written(Language::French);
    assert!(told[0].contains(&format!("paie {amount}")), "{}", told[0]);
    assert!(told[1].contains(&format!("reçoit {amount}")), "{}", told[1]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Members, resources, what was received before, and the year of the transition.
    #[test]
    fn every_formula_sums_to_zero_to_the_cent(
        rows in prop::collection::vec((1_i64..500, 0_i64..50_000_000, 0_i64..5_000_000, 1_i64..5), 2..30),
    ) {
        let rules = model("equalisation");
        let rows: Vec<Inputs> = rows
            .into_iter()
            .map(|(members, cents, before, year)| {
                let amount = |cents| Value::Euros(Amount::from_cents(cents));
                inputs([
                    ("membres", Value::Count(members)),
                    ("ressources", amount(cents)),
                    ("assiette", amount(cents)),
                    ("recu_avant", amount(before)),
                    ("annee", Value::Count(year)),
                    ("allocataires", Value::Count(members)),
                    ("prestation_moyenne", amount(before + 1)),
                    ("moins_de_60_ans", Value::Count(members)),
                    ("de_60_ans_et_plus", Value::Count(year)),
                ])
            })
            .collect();
        for rule in ["perequation_par_tete", "perequation_capacite", "perequation_besoins"] {
            prop_assert_eq!(transfers(&rules, rule, &rows).iter().sum::<i64>(), 0);
        }
        for rule in ["perequation_plancher", "perequation_plafonnee", "perequation_transition"] {
            // Where nobody is above the mean nobody can bear anything: then the rule says so.
            if let Ok(outcomes) = rules.evaluate_pool(rule, day(ON), &rows) {
                let sum: i64 = outcomes.iter().map(|one| match one.value {
                    Value::Euros(amount) => amount.cents(),
                    _ => i64::MAX,
                }).sum();
                prop_assert_eq!(sum, 0, "{}", rule);
            }
        }
    }
}
