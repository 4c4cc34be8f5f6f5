//! The models of the house, on random tables.

use std::fs;
use std::path::Path;

use caisse_units::Day;

use super::compare;
use super::random::Draw;
use crate::batch::{Batch, Columns};
use crate::evaluation_error::{EvaluationError, EvaluationProblem};
use crate::tree::RuleSet;

fn models() -> Vec<(String, RuleSet)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models");
    let mut models = Vec::new();
    for model in fs::read_dir(folder).expect("the models are a directory") {
        let path = model.expect("a readable entry").path();
        if !path.is_dir() || path.ends_with("statutes") {
            continue;
        }
        let mut files = Vec::new();
        for file in fs::read_dir(&path).expect("a model is a directory") {
            let file = file.expect("a readable entry").path();
            if file.extension().is_some_and(|extension| extension == "toml")
                && !file.ends_with("modele.toml")
            {
                let name = file.display().to_string();
                files.push((name, fs::read_to_string(&file).expect("a readable file")));
            }
        }
        let rules = RuleSet::read(&files).expect("a model reads");
        models.push((path.display().to_string(), rules));
    }
    models.sort_by(|(one, _), (other, _)| one.cmp(other));
    models
}

/// The inputs of every rule, as the rules that refer to each other need them together.
fn table(draw: &mut Draw, rules: &RuleSet, rows: usize) -> Columns {
    let mut columns = Columns::new(rows);
    for input in rules.rules().flat_map(|rule| &rule.inputs) {
        if columns.column(&input.name).is_none() {
            let values = draw.likely_values(input, rows);
            columns = columns.with(&input.name, crate::batch::Column::new(values));
        }
    }
    columns
}

fn not_yet_in_force(error: EvaluationError) -> bool {
    matches!(*error.problem, EvaluationProblem::NotYetInForce { .. })
}

#[test]
fn every_rule_of_every_model_gives_the_same_by_batch_and_by_row() {
    let mut draw = Draw(2026);
    let (mut compared, mut answered) = (0, 0);
    for (model, rules) in models() {
        for rule in rules.rules() {
            for (year, month) in [(2024, 12), (2026, 6)] {
                let on = Day::new(year, month, 15).expect("a day");
                if Batch::compile(&rules, &rule.name, on).is_err_and(not_yet_in_force) {
                    continue;
                }
                let columns = table(&mut draw, &rules, 40);
                let context = format!("{model}, {} on {on}", rule.name);
                compared += 1;
                answered +=
                    i32::from(compare(&rules, &rule.name, on, &columns, &context).is_some());
            }
        }
    }
    assert!(compared > 50, "{compared} rules of models were compared");
    assert!(answered * 10 > compared * 9, "{answered} of {compared} were answered");
}
