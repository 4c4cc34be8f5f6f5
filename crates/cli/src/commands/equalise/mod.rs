//! `caisse equalise`: the formulas of equalisation on a case file, told beside what the file expects.
//!
//! A case file (`schema: equalisation-case/1`) names an operation, its inputs and, where it has some,
//! the figures that were published. Every number is exact. The command needs no caisse.

mod case;
mod compare;
mod operations;

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::answer::{Answer, Failure};
use crate::context::Context;

use case::Case;

/// `caisse equalise FILE`.
pub fn run(context: &Context, file: &Path) -> Result<Answer, Failure> {
    let bytes = context.read(file)?;
    let named =
        |error: &dyn std::fmt::Display| Failure::new(format!("{} : {error}", file.display()));
    let case = Case::read(&bytes, context.language).map_err(|error| named(&error))?;
    let computed =
        operations::compute(&case).map_err(|error| named(&error.sentence(context.language)))?;
    let differences = compare::differences(&case, &computed);
    let mut text = case.title.clone();
    for (name, value) in &computed {
        let _ = write!(text, "\n  {name} : {}", told(value));
    }
    let agrees = differences.is_empty();
    if case.expected.is_empty() {
        text.push('\n');
        text.push_str(&context.say("Rien à comparer.", "Nothing to compare with."));
    } else if agrees {
        text.push('\n');
        text.push_str(&context.say("C'est ce qui était attendu.", "This is what was expected."));
    }
    for difference in &differences {
        let found = context.say("attendu", "expected");
        let _ = write!(text, "\n  ≠ {} : {found} {}", difference.name, told(&difference.expected));
    }
    let told: Vec<Value> = differences
        .iter()
        .map(|one| json!({ "name": one.name, "expected": one.expected, "computed": one.computed }))
        .collect();
    let json = json!({
        "id": case.id, "op": case.operation, "computed": Map::from_iter(computed),
        "compared": !case.expected.is_empty(), "agrees": agrees, "differences": told,
    });
    Ok(Answer { text, json, good: agrees })
}

/// A value as people read it: texts without their quotes, lists on one line.
fn told(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(told).collect::<Vec<_>>().join("  "),
        Value::Object(map) => {
            let entries = map.iter().map(|(name, value)| format!("{name} ({})", told(value)));
            entries.collect::<Vec<_>>().join("  ")
        }
        other => other.to_string(),
    }
}
