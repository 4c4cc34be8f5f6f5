//! Equalisation at the command line, against published tables.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

fn run(file: &Path, language: &str) -> Result<(Value, bool), String> {
    caisse_cli::run(["caisse", "--language", language, "equalise", file.to_str().expect("a path")])
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/equalisation");
    let Ok(entries) = std::fs::read_dir(folder) else {
        println!("skipped: no shared data");
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.expect("readable").path());
    paths.filter(|path| path.extension().is_some_and(|one| one == "json")).collect()
}

#[test]
fn every_published_case_is_found_again() {
    for file in cases() {
        let (found, good) = run(&file, "en").unwrap_or_else(|error| panic!("{error}"));
        assert!(good, "{}: {}", file.display(), found["differences"]);
        assert_eq!(found["compared"], true, "{}", file.display());
        let computed = found["computed"].as_object().expect("figures");
        assert!(!computed.is_empty(), "{}", file.display());
    }
}

fn written(folder: &tempfile::TempDir, case: &Value) -> PathBuf {
    let file = folder.path().join("case.json");
    std::fs::write(&file, case.to_string()).expect("written");
    file
}

fn case(op: &str, inputs: &Value, expected: &Value) -> Value {
    json!({ "schema": "equalisation-case/1", "id": "test", "op": op, "inputs": inputs, "expected": expected })
}

#[test]
fn a_figure_that_is_not_the_expected_one_is_told_and_the_status_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let inputs = json!({ "endowment": "100", "claims": ["100", "200", "300"] });
    let wrong = case("claims", &inputs, &json!({ "talmud": ["100/3", "33", "100/3"] }));
    let (found, good) = run(&written(&folder, &wrong), "fr").expect("it is computed");
    assert!(!good);
    assert_eq!(found["differences"][0]["name"], "talmud[1]");
    assert_eq!(found["differences"][0]["computed"], "100/3");
}

#[test]
fn what_cannot_be_computed_is_refused_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let refused = |case: &Value, language: &str| {
        run(&written(&folder, case), language).expect_err("it should be refused")
    };
    let unknown = case("magic", &json!({}), &json!({}));
    assert!(refused(&unknown, "fr").contains("opération inconnue"));
    let float = case("claims", &json!({ "endowment": 0.5, "claims": ["1"] }), &json!({}));
    assert!(refused(&float, "en").contains("inputs.endowment"));
    let missing = case("rsa", &json!({ "groups_cost": { "a": "1" }, "funds": [{}] }), &json!({}));
    assert!(refused(&missing, "en").contains("inputs.funds[0].years"));
    let nobody = json!({ "regimes": [{ "pensioners": 1, "mean_pension": "1", "wage_mass": "0" }] });
    assert!(
        refused(&case("cgv_wage_earners", &nobody, &json!({})), "fr").contains("diviser est nul")
    );
    let keys = json!({ "key": [["a", "0.5"]], "total": "1.00", "unit": "0.01" });
    assert!(
        refused(&case("key_split_money", &keys, &json!({})), "fr").contains("0.5 au lieu de 1")
    );
    let unbalanced = json!({ "amounts": ["1", "-2"], "unit": "0.01" });
    let sentence = refused(&case("signed_rounding_small", &unbalanced, &json!({})), "fr");
    assert!(sentence.contains("ne s'équilibrent pas"), "{sentence}");
    let schema = json!({ "schema": "other", "inputs": {} });
    assert!(refused(&schema, "fr").contains("equalisation-case/1"));
}
