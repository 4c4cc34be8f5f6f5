//! Which kinds of events and of refusals the core knows, read from its sources as text, so that a test
//! notices a kind that nothing shows yet: no story of a refusal, no kept journal of an event.
//!
//! A kind is written as the value is for debugging: `Contributions Called`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use caisse_domain::{Event, Refusal};

/// Every kind of event that a journal can hold.
///
/// # Panics
/// If the sources of the core are not where they were.
pub fn events() -> BTreeSet<String> {
    kinds("lib.rs", "Event")
}

/// Every kind of refusal that the core can give.
///
/// # Panics
/// If the sources of the core are not where they were.
pub fn refusals() -> BTreeSet<String> {
    kinds("refusal.rs", "Refusal")
}

/// Every way in which a poll is counted, as `Method Approval`, and every effect of a proposal, as
/// `Effect Elect`.
///
/// # Panics
/// If the sources of the core are not where they were.
pub fn votes() -> BTreeSet<String> {
    let mut votes = BTreeSet::new();
    for (part, name) in [("assemblies", "Method"), ("proposals", "Effect")] {
        let found = module(part).iter().find_map(|text| variants(text, name));
        let found = found.unwrap_or_else(|| panic!("no {name} in {part}"));
        votes.extend(found.into_iter().map(|(variant, _)| format!("{name} {variant}")));
    }
    votes
}

/// The kind of an event.
pub fn of_event(event: &Event) -> String {
    match event {
        Event::Founded(_) => "Founded".to_owned(),
        event => head(&format!("{event:?}")),
    }
}

/// The kind of a refusal.
pub fn of_refusal(refusal: &Refusal) -> String {
    head(&format!("{refusal:?}"))
}

/// The names of the variants at the head of a value written for debugging: `Bank(Charge`.
fn head(text: &str) -> String {
    let head: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '(').collect();
    // The module and its variant; what the variant holds is not a kind.
    let words: Vec<&str> = head.split('(').filter(|word| !word.is_empty()).take(2).collect();
    words.join(" ")
}

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/src")
}

/// The variants of the enum at the front door; where one holds a module's enum, those of that enum.
fn kinds(file: &str, name: &str) -> BTreeSet<String> {
    let front = std::fs::read_to_string(sources().join(file)).expect("the core's sources");
    let mut kinds = BTreeSet::new();
    for (variant, holds) in variants(&front, name).expect("the enum at the front door") {
        let inner = holds.rsplit("::").next().unwrap_or_default();
        if !inner.ends_with(name) {
            kinds.insert(variant);
            continue;
        }
        let found = module(&variant.to_lowercase()).iter().find_map(|text| variants(text, inner));
        for (within, _) in found.unwrap_or_else(|| panic!("no {inner} in {variant}")) {
            kinds.insert(format!("{variant} {within}"));
        }
    }
    kinds
}

/// The texts of a module: one file, or all those of its folder.
fn module(name: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut waiting = vec![sources().join(format!("{name}.rs")), sources().join(name)];
    while let Some(path) = waiting.pop() {
        if let Ok(inside) = std::fs::read_dir(&path) {
            waiting.extend(inside.filter_map(|entry| Some(entry.ok()?.path())));
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            texts.push(text);
        }
    }
    texts
}

/// The variants of a public enum, each with what stands in its parentheses.
fn variants(source: &str, name: &str) -> Option<Vec<(String, String)>> {
    let plain: Vec<&str> =
        source.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    let plain = plain.join("\n");
    let (_, body) = plain.split_once(&format!("pub enum {name} {{"))?;
    let (mut found, mut depth, mut part) = (Vec::new(), 0, String::new());
    for letter in body.chars() {
        depth += match letter {
            '{' | '(' | '[' | '<' => 1,
            '}' | ')' | ']' | '>' => -1,
            _ => 0,
        };
        if depth < 0 || (depth == 0 && letter == ',') {
            found.extend(variant(&part));
            part.clear();
        } else {
            part.push(letter);
        }
        if depth < 0 {
            return Some(found);
        }
    }
    None
}

/// The name at the head of a variant, after its attributes, and what stands in its parentheses.
fn variant(part: &str) -> Option<(String, String)> {
    let mut rest = part.trim();
    while let Some(after) = rest.strip_prefix("#[") {
        rest = after.split_once(']')?.1.trim();
    }
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    let holds = after.trim().strip_prefix('(').and_then(|inside| inside.strip_suffix(')'));
    (!name.is_empty()).then(|| (name.to_owned(), holds.unwrap_or_default().trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_are_read_with_what_they_hold() {
        let source = "
            /// A thing.
            pub enum Event {
                /// Plain, with a comma.
                One,
                #[serde(rename = \"2\")]
                Two(members::Event),
                Three { list: Vec<(u8, u8)>, map: BTreeMap<u8, Vec<u8>> }, // and more, here
                Four(Box<Founding>),
            }
            pub enum Other { Five }";
        let found = variants(source, "Event").expect("it is there");
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["One", "Two", "Three", "Four"]);
        assert_eq!(found[1].1, "members::Event");
        assert_eq!(variants(source, "Refusal"), None);
    }

    #[test]
    fn kinds_of_the_core_are_found_under_the_names_of_values() {
        assert!(events().contains("Founded"));
        assert!(events().contains("Contributions Called"));
        let refusal = Refusal::Books(caisse_domain::books::Refusal::BudgetUnusable);
        for refusal in [refusal, Refusal::NotFounded] {
            assert!(refusals().contains(&of_refusal(&refusal)), "{}", of_refusal(&refusal));
        }
    }
}
