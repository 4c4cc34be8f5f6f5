//! Who may know whom: manifests and paths in sources against what ARCHITECTURE.md draws.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{Document, Item};

use super::Finding;
use super::house::{House, crate_of, is_test_file};

/// The page that draws the layers.
const PAGE: &str = "ARCHITECTURE.md";
/// What starts every one of our crates but the program itself.
pub const PREFIX: &str = "caisse-";

/// The drawn edges: `a -> b c` for the product, `a ..> b` for tests and benches only.
#[derive(Default)]
struct Drawing {
    product: BTreeSet<(String, String)>,
    tests: BTreeSet<(String, String)>,
    /// Each crate that has a line, and that line.
    crates: BTreeMap<String, usize>,
}

impl Drawing {
    fn allows(&self, from: &str, to: &str, in_test: bool) -> bool {
        let edge = (from.to_owned(), to.to_owned());
        from == to || self.product.contains(&edge) || (in_test && self.tests.contains(&edge))
    }
}

/// Every edge that is not drawn, every crate that has no line, every line of no crate.
pub fn check(house: &House) -> Vec<Finding> {
    let (drawing, mut findings) = read_drawing(house);
    if drawing.crates.is_empty() {
        return findings;
    }
    let crates: BTreeSet<&str> = house.manifests.keys().filter_map(|path| crate_of(path)).collect();
    for name in crates.iter().filter(|name| !drawing.crates.contains_key(**name)) {
        let message = format!("the block `layers` has no line for the crate {name}");
        findings.push(Finding::new(PAGE, 1, message));
    }
    for (name, line) in drawing.crates.iter().filter(|(name, _)| !crates.contains(name.as_str())) {
        let message = format!("there is no crate {name}");
        findings.push(Finding::new(PAGE, *line, message));
    }
    for (path, manifest) in &house.manifests {
        findings.extend(check_manifest(&drawing, path, manifest));
    }
    findings.extend(check_sources(&drawing, &crates, house));
    findings
}

fn read_drawing(house: &House) -> (Drawing, Vec<Finding>) {
    let mut drawing = Drawing::default();
    let mut findings = Vec::new();
    let page = house.pages.get(PAGE).map_or("", String::as_str);
    let block = page
        .lines()
        .enumerate()
        .skip_while(|(_, line)| line.trim() != "```layers")
        .skip(1)
        .take_while(|(_, line)| line.trim() != "```");
    for (index, line) in block {
        let text = line.trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let solid = text.split_once("->").map(|sides| (sides, false));
        let dotted = || text.split_once("..>").map(|sides| (sides, true));
        let Some(((from, targets), tests_only)) = solid.or_else(dotted) else {
            let message = format!("“{text}” is neither `a -> b c` nor `a ..> b c`");
            findings.push(Finding::new(PAGE, index + 1, message));
            continue;
        };
        let from = from.trim().to_owned();
        drawing.crates.entry(from.clone()).or_insert(index + 1);
        for target in targets.split_whitespace() {
            let edges = if tests_only { &mut drawing.tests } else { &mut drawing.product };
            edges.insert((from.clone(), target.to_owned()));
        }
    }
    if drawing.crates.is_empty() {
        findings.push(Finding::new(PAGE, 1, "has no block ```layers that draws who may know whom"));
    }
    (drawing, findings)
}

fn check_manifest(drawing: &Drawing, path: &str, text: &str) -> Vec<Finding> {
    let Some(from) = crate_of(path) else { return Vec::new() };
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => return vec![Finding::new(path, 1, error.to_string())],
    };
    let mut findings = Vec::new();
    for (table, dependency) in dependencies(document.as_item()) {
        let Some(to) = dependency.strip_prefix(PREFIX) else { continue };
        let in_test = table == "dev-dependencies";
        if !drawing.allows(from, to, in_test) {
            let line = line_of(text, &dependency);
            findings.push(Finding::new(path, line, undrawn(from, to)));
        }
    }
    findings
}

/// Each dependency of a manifest with the name of its table, those for one platform included.
pub fn dependencies(manifest: &Item) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let Some(table) = manifest.as_table_like() else { return found };
    for (name, item) in table.iter() {
        match name {
            "dependencies" | "dev-dependencies" | "build-dependencies" => {
                let names = item.as_table_like().into_iter().flat_map(|table| table.iter());
                found.extend(names.map(|(key, value)| (name.to_owned(), real_name(key, value))));
            }
            "target" => {
                let platforms = item.as_table_like().into_iter().flat_map(|table| table.iter());
                found.extend(platforms.flat_map(|(_, platform)| dependencies(platform)));
            }
            _ => {}
        }
    }
    found
}

/// The name of the package behind a key, which `package = "…"` may rename.
fn real_name(key: &str, value: &Item) -> String {
    let renamed = value.as_table_like().and_then(|table| table.get("package"));
    renamed.and_then(Item::as_str).unwrap_or(key).to_owned()
}

/// The line of a dependency: the first that starts with its name, else the first that holds it.
pub fn line_of(text: &str, dependency: &str) -> usize {
    let starting = text.lines().position(|line| line.starts_with(dependency));
    let holding = || text.lines().position(|line| line.contains(dependency));
    starting.or_else(holding).map_or(1, |index| index + 1)
}

fn check_sources(drawing: &Drawing, crates: &BTreeSet<&str>, house: &House) -> Vec<Finding> {
    let names: BTreeMap<String, &str> = crates
        .iter()
        .filter(|name| !matches!(**name, "caisse" | "xtask"))
        .map(|name| (format!("{PREFIX}{name}").replace('-', "_"), *name))
        .collect();
    let mut findings = Vec::new();
    for (path, file) in &house.rust {
        let Some(from) = crate_of(path) else { continue };
        for token in &file.tokens {
            let Some(to) = names.get(&token.text) else { continue };
            if !drawing.allows(from, to, token.in_test || is_test_file(path)) {
                findings.push(Finding::new(path, token.line, undrawn(from, to)));
            }
        }
    }
    findings
}

fn undrawn(from: &str, to: &str) -> String {
    format!("{from} may not know {to}: {PAGE} draws no such edge")
}
