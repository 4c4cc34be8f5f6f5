//! Reading the models and the shared data, for the tests of the models.

#![allow(dead_code)] // Each test file uses its own part.

use std::fs;
use std::path::{Path, PathBuf};

use caisse_rules::{Inputs, RuleSet, Value};
use caisse_units::{Amount, Day};

pub fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models")
}

/// Reads a model, showing every error.
pub fn model(name: &str) -> RuleSet {
    let mut files = Vec::new();
    for entry in fs::read_dir(models().join(name)).expect("the model is a directory") {
        let path = entry.expect("a readable entry").path();
        let rules = path.extension().is_some_and(|extension| extension == "toml");
        if rules && !path.ends_with("modele.toml") {
            let text = fs::read_to_string(&path).expect("a readable file");
            files.push((path.file_name().expect("a name").to_string_lossy().into_owned(), text));
        }
    }
    files.sort();
    match RuleSet::read(&files) {
        Ok(rules) => rules,
        Err(errors) => {
            let sentences: Vec<String> = errors.iter().map(ToString::to_string).collect();
            panic!("{name}:\n{}", sentences.join("\n"));
        }
    }
}

pub fn day(text: &str) -> Day {
    text.parse().expect("a date")
}

pub fn euros(text: &str) -> Value {
    Value::Euros(Amount::parse(text).expect("an amount"))
}

pub fn inputs<const N: usize>(values: [(&str, Value); N]) -> Inputs {
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

pub fn shared_data(path: &str) -> Option<String> {
    let full = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    let text = fs::read_to_string(full).ok();
    if text.is_none() {
        println!("skipped: no shared data ({path})");
    }
    text
}
