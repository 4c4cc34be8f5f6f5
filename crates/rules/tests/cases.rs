//! Every published figure of the shared cases, asked of the models. Skipped when the shared data are
//! absent; the same figures stand in `models.rs` and in the examples of the models.

mod support;

use caisse_rules::{Inputs, RuleSet, Value};
use caisse_units::Amount;
use serde_json::Value as Json;
use support::{day, euros, inputs, model, shared_data};

fn case(name: &str) -> Option<Json> {
    let text = shared_data(&format!("cases/{name}.json"))?;
    Some(serde_json::from_str(&text).expect("a case is JSON"))
}

/// The value of an output of the case, as text.
fn output<'j>(case: &'j Json, name: &str) -> &'j str {
    case["outputs"][name]["value"].as_str().unwrap_or_else(|| panic!("no {name} in the case"))
}

fn amount(value: &Value) -> Amount {
    match value {
        Value::Euros(amount) => *amount,
        other => panic!("{other:?} is not an amount"),
    }
}

fn count(case: &Json, name: &str) -> i64 {
    case["inputs"][name].as_i64().unwrap_or_else(|| panic!("no {name} in the case"))
}

/// A rule for one person or household.
fn one<const N: usize>(rules: &RuleSet, rule: &str, on: &str, given: [(&str, Value); N]) -> Amount {
    amount(&rules.evaluate(rule, day(on), &inputs(given)).expect("the inputs it needs").value)
}

#[test]
fn the_figures_of_gironde() {
    let Some(case) = case("gironde") else { return };
    let rules = model("food-caisse-gironde");
    let on = "2025-01-01";
    let sizes = |output: &str, rule: &str| {
        for (size, expected) in case["outputs"][output]["value"].as_object().expect("by size") {
            let persons = Value::Count(size.parse().expect("a size"));
            let expected = expected.as_str().expect("an amount");
            assert_eq!(
                Value::Euros(one(&rules, rule, on, [("personnes", persons)])),
                euros(expected)
            );
        }
    };
    sizes("allowance_by_household_size", "allocation");
    sizes("floor_by_household_size", "cotisation");

    let (households, people) = (count(&case, "households"), count(&case, "people"));
    let further = people - households;
    let rows: Vec<Inputs> = (0..households)
        .map(|at| {
            let size = 1 + further / households + i64::from(at < further % households);
            inputs([("personnes", Value::Count(size))])
        })
        .collect();
    let outcomes = rules.evaluate_pool("mois_de_la_caisse", day(on), &rows).expect("households");
    let line = |name: &str| amount(outcomes[0].line(name).expect("a line"));
    let yearly = |month: Amount| month.checked_times(12).expect("in bounds");
    assert_eq!(line("allocations").to_string(), output(&case, "allowances_per_month"));
    assert_eq!(yearly(line("allocations")).to_string(), output(&case, "allowances_per_year"));
    assert_eq!(line("cotisations").to_string(), output(&case, "floor_income_per_month"));
    assert_eq!(yearly(line("cotisations")).to_string(), output(&case, "floor_income_per_year"));
    let cost = case["inputs"]["first_year_cost_of_project"].as_str().expect("a cost");
    let cost = Amount::parse(cost).expect("an amount");
    let rest = cost.minus(yearly(line("allocations")));
    assert_eq!(
        rest.to_string(),
        output(&case, "cost_not_spent_on_allowances_before_contributions")
    );
}

#[test]
fn the_figures_of_lyon() {
    let Some(case) = case("lyon") else { return };
    let rules = model("food-caisse-lyon");
    let households = count(&case, "households");
    let further = count(&case, "people_about") - households;
    let month = |small: bool| {
        let rows: Vec<Inputs> = (0..households)
            .map(|at| {
                let more = further / households + i64::from(at < further % households);
                let (tall, small) = if small { (1, more) } else { (1 + more, 0) };
                inputs([("grands", Value::Count(tall)), ("petits", Value::Count(small))])
            })
            .collect();
        let outcomes = rules.evaluate_pool("mois_de_la_caisse", day("2024-10-01"), &rows);
        amount(&outcomes.expect("households")[0].value)
    };
    let (most, least) = (month(false), month(true));
    assert_eq!(most.to_string(), output(&case, "month_if_no_further_person_is_under_14"));
    assert_eq!(least.to_string(), output(&case, "month_if_all_160_further_people_are_under_14"));
    let in_all = &case["outputs"]["36_months_at_that_size"]["value"];
    let times = |month: Amount| month.checked_times(36).expect("in bounds").to_string();
    assert_eq!(times(least), in_all["least"].as_str().expect("an amount"));
    assert_eq!(times(most), in_all["most"].as_str().expect("an amount"));

    let budget = euros(case["inputs"]["budget"].as_str().expect("a budget"));
    let outcome = rules
        .evaluate("parts_du_budget", day("2024-10-01"), &inputs([("budget", budget)]))
        .expect("a budget");
    let shares = &case["outputs"]["budget_shares"]["value"];
    for (ours, theirs) in [
        ("metropole", "metropolis"),
        ("etat", "State"),
        ("membres", "members"),
        ("autres", "left_for_others"),
    ] {
        let part = outcome.parts.iter().find(|part| part.name == ours).expect("a taker");
        assert_eq!(part.amount.to_string(), shares[theirs].as_str().expect("an amount"));
    }
}

#[test]
fn the_figures_of_ariege() {
    let Some(case) = case("ariege") else { return };
    let rules = model("food-caisse-ariege");
    let on = "2025-06-01";
    let pays =
        |income: Amount| one(&rules, "cotisation", on, [("revenu_net", Value::Euros(income))]);
    let parse = |text: &str| Amount::parse(text).expect("an amount");
    let allowance = one(&rules, "allocation", on, []);
    let floor = pays(Amount::ZERO);
    // The floor binds up to that income and no longer above it: two cents of contribution are
    // eighty cents of income.
    let binds = parse(output(&case, "income_up_to_which_the_floor_binds"));
    assert_eq!(pays(binds), floor);
    assert!(pays(binds.plus(Amount::from_cents(80))) > floor);
    let even = parse(output(&case, "income_at_which_a_member_pays_the_own_allowance"));
    assert_eq!(pays(even), allowance);

    let subsidy = euros(case["inputs"]["subsidy_per_year"].as_str().expect("a subsidy"));
    let members = usize::try_from(count(&case, "members")).expect("a number of members");
    let poorest = inputs([("revenu_net", euros("0.00")), ("subvention", subsidy)]);
    let outcomes = rules
        .evaluate_pool("annee_de_la_caisse", day(on), &vec![poorest; members])
        .expect("members");
    let line = |name: &str| amount(outcomes[0].line(name).expect("a line")).to_string();
    assert_eq!(line("allocations"), output(&case, "allowances_per_year"));
    assert_eq!(
        line("moyenne_necessaire"),
        output(&case, "mean_contribution_needed_per_head_and_month")
    );
    let at_floor = &case["outputs"]["all_at_the_floor"]["value"];
    assert_eq!(line("cotisations"), at_floor["contributions_per_year"].as_str().expect("one"));
    assert_eq!(line("deficit"), at_floor["deficit_per_year"].as_str().expect("one"));
}

#[test]
fn the_figures_of_the_mutual_pot() {
    let Some(case) = case("mutual-pot") else { return };
    let rules = model("mutual-pot");
    let incomes = case["inputs"]["incomes"].as_array().expect("incomes");
    let rows: Vec<Inputs> = incomes
        .iter()
        .map(|income| inputs([("revenu", euros(income.as_str().expect("an amount")))]))
        .collect();
    let outcomes = rules.evaluate_pool("pot_commun", day("2026-01-01"), &rows).expect("incomes");
    let line = |row: usize, name: &str| amount(outcomes[row].line(name).expect("a line"));
    assert_eq!(line(0, "pot").to_string(), output(&case, "paid_in"));
    let topups = case["outputs"]["topups"]["value"].as_array().expect("a list");
    for (row, topup) in topups.iter().enumerate() {
        assert_eq!(line(row, "complement").to_string(), topup.as_str().expect("an amount"));
    }
    assert_eq!(
        line(0, "complements").to_string(),
        case["outputs"]["topups"]["sum"].as_str().expect("a sum")
    );
    assert_eq!(line(0, "reste_du_pot").to_string(), output(&case, "left"));
    assert_eq!(line(0, "a_partager").to_string(), output(&case, "shared"));
    let each = case["outputs"]["shared"]["each_of_three"].as_str().expect("an amount");
    for row in 0..3 {
        assert_eq!(line(row, "part").to_string(), each);
    }
    assert_eq!(line(0, "reste_au_pot").to_string(), output(&case, "stays"));
}

#[test]
fn the_figures_of_the_union_dues() {
    let Some(case) = case("union-dues-cgt") else { return };
    let rules = model("union-dues-cgt");
    let on = day("2026-01-01");
    let names = [
        ("professional", "professionnel"),
        ("territorial", "territorial"),
        ("press", "presse"),
        ("national", "national"),
        ("union", "syndicat"),
    ];
    let outcome = rules
        .evaluate("partage_de_la_cotisation", on, &inputs([("cotisation", euros("10.00"))]))
        .expect("an amount");
    let expected = &case["outputs"]["10.00"]["value"];
    for (theirs, ours) in names {
        let part = outcome.parts.iter().find(|part| part.name == ours).expect("a taker");
        assert_eq!(part.amount.to_string(), expected[theirs].as_str().expect("an amount"));
    }
    let of_which = &case["outputs"]["10.00_of_which"]["value"];
    for (theirs, ours) in [
        ("professional_pooled", "professionnel_mutualise"),
        ("territorial_pooled", "territorial_mutualise"),
    ] {
        let line = amount(outcome.line(ours).expect("a line"));
        assert_eq!(line.to_string(), of_which[theirs].as_str().expect("an amount"));
    }
    // The keys of the rule are those of the case.
    for (theirs, ours) in names {
        let key = case["rule"]["keys_percent"][theirs].as_i64().expect("a percentage");
        let hundred = inputs([("cotisation", euros("100.00"))]);
        let whole = rules.evaluate("partage_de_la_cotisation", on, &hundred).expect("an amount");
        let part = whole.parts.iter().find(|part| part.name == ours).expect("a taker");
        assert_eq!(part.amount, Amount::from_cents(key * 100));
    }
    let per_month =
        one(&rules, "cotisation_syndicale", "2026-01-01", [("salaire_net", euros("1500.00"))]);
    let pay = &case["outputs"]["net_pay_1500"]["value"];
    let per_year = per_month.checked_times(12).expect("in bounds");
    assert_eq!(per_month.to_string(), pay["per_month"].as_str().expect("an amount"));
    assert_eq!(per_year.to_string(), pay["per_year"].as_str().expect("an amount"));
    let credit = rules
        .evaluate("credit_d_impot", on, &inputs([("cotisations_annee", Value::Euros(per_year))]))
        .expect("an amount");
    let expected = &case["outputs"]["tax_credit_66_percent_of_180"]["value"];
    for (theirs, ours) in
        [("back", "rendu"), ("left", "reste"), ("left_per_month", "reste_par_mois")]
    {
        let line = amount(credit.line(ours).expect("a line"));
        assert_eq!(line.to_string(), expected[theirs].as_str().expect("an amount"));
    }
}

#[test]
fn a_national_branch_of_150_euros_costs_120_billion_for_66_7_million_people() {
    let Some(case) = case("food-branch") else { return };
    let text = r#"
regle = "allocation_nationale"
titre = "Allocation alimentaire de chaque habitant"
resultat = "EUR/mois"
role = "recu"
[[version]]
depuis = 2026-01-01
valeur = "150,00 EUR"
"#;
    let rules = RuleSet::read(&[("branche.toml".to_owned(), text.to_owned())]).expect("it reads");
    let month = one(&rules, "allocation_nationale", "2026-01-01", []);
    let year = month.checked_times(12).expect("in bounds").cents();
    let people = 120_000_000_000_i64 * 100 / year;
    // In tenths of a million, rounded.
    let tenths = (people + 50_000) / 100_000;
    let printed = output(&case, "people_for_120_billion");
    assert_eq!(format!("{}.{} million", tenths / 10, tenths % 10), printed);
}
