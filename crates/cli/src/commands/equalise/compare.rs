//! What was computed beside what the case expects.

use caisse_rules::equalisation::{Exact, parse};
use serde_json::Value;

use super::case::Case;

/// A figure that is not what was expected.
pub struct Difference {
    /// Its name, with its place: `balances[1]`.
    pub name: String,
    /// What was expected.
    pub expected: Value,
    /// What was computed; nothing if it was not.
    pub computed: Value,
}

/// The figures that are not as expected, beyond the tolerance of the case. An expected `null` is not
/// compared; `x_at_most` and `x_at_least` are bounds.
pub fn differences(case: &Case, computed: &[(String, Value)]) -> Vec<Difference> {
    let mut found = Vec::new();
    let figure = |name: &str| computed.iter().find(|(known, _)| known == name).map(|(_, v)| v);
    for (name, expected) in &case.expected {
        let bound = match name.as_str() {
            "at_least" => figure("least").map(|value| (value, Bound::Least)),
            _ => name.strip_suffix("_at_most").and_then(figure).map(|value| (value, Bound::Most)),
        };
        match bound {
            Some((value, bound)) => {
                if !bound.holds(value, expected, &case.tolerance) {
                    found.push(difference(name, expected, value));
                }
            }
            None => {
                let value = figure(name).unwrap_or(&Value::Null);
                compare(name, expected, value, &case.tolerance, &mut found);
            }
        }
    }
    found
}

enum Bound {
    Least,
    Most,
}

impl Bound {
    fn holds(&self, value: &Value, expected: &Value, tolerance: &Exact) -> bool {
        match (number(value), number(expected)) {
            (Some(value), Some(expected)) => match self {
                Bound::Least => value + tolerance >= expected,
                Bound::Most => value <= expected,
            },
            _ => false,
        }
    }
}

fn difference(name: &str, expected: &Value, computed: &Value) -> Difference {
    Difference { name: name.to_owned(), expected: expected.clone(), computed: computed.clone() }
}

fn compare(
    name: &str,
    expected: &Value,
    computed: &Value,
    tolerance: &Exact,
    found: &mut Vec<Difference>,
) {
    match (expected, computed) {
        (Value::Null, _) => {}
        (Value::Array(wanted), Value::Array(list)) if wanted.len() == list.len() => {
            for (index, (wanted, one)) in wanted.iter().zip(list).enumerate() {
                compare(&format!("{name}[{index}]"), wanted, one, tolerance, found);
            }
        }
        (Value::Object(wanted), Value::Object(map)) => {
            for (key, wanted) in wanted {
                let one = map.get(key).unwrap_or(&Value::Null);
                compare(&format!("{name}.{key}"), wanted, one, tolerance, found);
            }
        }
        (wanted, one) => {
            let close = match (number(wanted), number(one)) {
                (Some(wanted), Some(one)) => {
                    let gap = if wanted > one { wanted - one } else { one - wanted };
                    gap <= *tolerance
                }
                _ => wanted == one,
            };
            if !close {
                found.push(difference(name, wanted, one));
            }
        }
    }
}

fn number(value: &Value) -> Option<Exact> {
    match value {
        Value::String(text) => parse(text),
        Value::Number(number) => parse(&number.to_string()),
        _ => None,
    }
}
