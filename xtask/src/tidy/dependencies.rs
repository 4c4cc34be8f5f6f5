//! Every dependency has its reasons: decision 0006 against the manifests.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{Document, Item};

use super::Finding;
use super::house::House;
use super::layers::{self, PREFIX};

/// The page that holds the reasons, each under a line such as `**axum, tokio**`.
const PAGE: &str = "docs/decisions/0006-dependencies.md";

/// Every dependency without reasons, and all reasons without dependency.
pub fn check(house: &House) -> Vec<Finding> {
    let mut named = BTreeSet::new();
    let mut findings = Vec::new();
    let recorded = recorded(house.pages.get(PAGE).map_or("", String::as_str));
    for (path, text) in &house.manifests {
        for name in theirs(text) {
            if !recorded.contains_key(&name) {
                let line = layers::line_of(text, &name);
                let message = format!("{name} has no reasons in {PAGE}");
                findings.push(Finding::new(path, line, message));
            }
            named.insert(name);
        }
    }
    for (name, line) in recorded.iter().filter(|(name, _)| !named.contains(*name)) {
        let message = format!("no manifest names {name}");
        findings.push(Finding::new(PAGE, *line, message));
    }
    findings
}

/// The names in the bold lines of the page, with their line.
fn recorded(page: &str) -> BTreeMap<String, usize> {
    let bold = |line: &str| Some(line.trim().strip_prefix("**")?.strip_suffix("**")?.to_owned());
    page.lines()
        .enumerate()
        .filter_map(|(index, line)| Some((index + 1, bold(line)?)))
        .flat_map(|(line, names)| {
            let names: Vec<String> = names.split(',').map(|name| name.trim().to_owned()).collect();
            names.into_iter().map(move |name| (name, line))
        })
        .collect()
}

/// The dependencies of a manifest that are not ours, those of the workspace included.
fn theirs(text: &str) -> BTreeSet<String> {
    // A manifest that cannot be read is reported by the rule on layers.
    let Ok(document) = Document::parse(text) else { return BTreeSet::new() };
    let manifest = document.as_item();
    let workspace = manifest.as_table_like().and_then(|table| table.get("workspace"));
    let tables = [Some(manifest), workspace];
    let found = tables.into_iter().flatten().flat_map(|item: &Item| layers::dependencies(item));
    found.map(|(_, name)| name).filter(|name| !name.starts_with(PREFIX)).collect()
}
