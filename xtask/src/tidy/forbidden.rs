//! What may not be written: impurity in the pure crates, unfinished code, names that say nothing.

use toml_edit::Document;

use super::Finding;
use super::house::{House, crate_of, is_test_file};
use super::layers::dependencies;
use super::tokens::{Token, is};

/// The crates that know no clock, disk, network, randomness, environment or floating point.
const PURE: [&str; 3] = ["units", "rules", "domain"];
/// Names that have no place in a pure crate.
const IMPURE_NAMES: [&str; 6] = ["f32", "f64", "SystemTime", "Instant", "rand", "getrandom"];
/// Modules of `std` that have no place in a pure crate.
const IMPURE_MODULES: [&str; 4] = ["fs", "net", "env", "process"];
/// Names of modules that say nothing of what is inside.
const EMPTY_NAMES: [&str; 6] = ["utils", "util", "common", "misc", "manager", "helpers"];
/// Macros of unfinished code.
const UNFINISHED: [&str; 3] = ["todo", "unimplemented", "dbg"];

/// Every forbidden thing.
pub fn check(house: &House) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, file) in &house.rust {
        let pure = crate_of(path).is_some_and(|name| PURE.contains(&name)) && !is_test_file(path);
        let mut found = |line, message: String| findings.push(Finding::new(path, line, message));
        if let Some(name) = path.split(['/', '.']).find(|part| EMPTY_NAMES.contains(part)) {
            found(1, empty_name(name));
        }
        for (index, token) in file.tokens.iter().enumerate() {
            if let Some(message) = unfinished(&file.tokens, index) {
                found(token.line, message);
            }
            if pure
                && !token.in_test
                && let Some(message) = impure(&file.tokens, index)
            {
                found(token.line, message);
            }
        }
    }
    for (path, manifest) in &house.manifests {
        findings.extend(impure_dependencies(path, manifest));
    }
    findings
}

fn empty_name(name: &str) -> String {
    format!("a module named {name} says nothing of what is inside; name it after what it is for")
}

fn unfinished(tokens: &[Token], index: usize) -> Option<String> {
    let name = tokens[index].text.as_str();
    if UNFINISHED.contains(&name) && is(tokens, index + 1, &["!"]) {
        return Some(format!("{name}! has no place in what is kept"));
    }
    if name == "mod" {
        let module = tokens.get(index + 1)?.text.as_str();
        return EMPTY_NAMES.contains(&module).then(|| empty_name(module));
    }
    None
}

fn impure(tokens: &[Token], index: usize) -> Option<String> {
    let name = tokens[index].text.as_str();
    if IMPURE_NAMES.contains(&name) {
        return Some(format!("{name} has no place in a pure crate"));
    }
    if is_float(name) {
        return Some(format!("{name} is a floating-point number; money and rates are integers"));
    }
    if is(tokens, index, &["::", "now"]) {
        return Some("a pure crate knows no clock: the caller gives the date".to_owned());
    }
    if !is(tokens, index, &["std", "::"]) {
        return None;
    }
    let module = imported(tokens, index + 2)?;
    Some(format!("std::{module} has no place in a pure crate"))
}

/// The first impure module of `std` that a path names at `index`, alone or in braces.
fn imported(tokens: &[Token], index: usize) -> Option<&str> {
    let first = tokens.get(index)?;
    let named =
        if first.text == "{" { &tokens[index + 1..first.end] } else { &tokens[index..=index] };
    let starts_path = |place: usize| place == 0 || named[place - 1].text == ",";
    named
        .iter()
        .enumerate()
        .filter(|(place, _)| starts_path(*place))
        .map(|(_, token)| token.text.as_str())
        .find(|name| IMPURE_MODULES.contains(name))
}

/// True for a literal such as `1.5`, `2f64` or `1e3`; not for `0x1e3`, nor for text.
fn is_float(literal: &str) -> bool {
    let decimal = literal.starts_with(|c: char| c.is_ascii_digit())
        && !["0x", "0b", "0o"].iter().any(|prefix| literal.starts_with(prefix));
    decimal
        && (literal.contains('.')
            || literal.ends_with("f32")
            || literal.ends_with("f64")
            || literal.chars().all(|c| c.is_ascii_digit() || matches!(c, '_' | 'e' | 'E'))
                && literal.contains(['e', 'E']))
}

fn impure_dependencies(path: &str, text: &str) -> Vec<Finding> {
    if !crate_of(path).is_some_and(|name| PURE.contains(&name)) {
        return Vec::new();
    }
    // A manifest that cannot be read is reported by the rule on layers.
    let Ok(document) = Document::parse(text) else { return Vec::new() };
    dependencies(document.as_item())
        .into_iter()
        .filter(|(table, name)| {
            table != "dev-dependencies" && IMPURE_NAMES.contains(&name.as_str())
        })
        .map(|(_, name)| {
            Finding::new(path, 1, format!("the dependency {name} has no place in a pure crate"))
        })
        .collect()
}
