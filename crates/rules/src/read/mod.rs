//! Rule files: TOML with French or English keys, to the tree.
//!
//! Every error is found in one reading, with its file, its line, what was expected and the nearest
//! name; one error and nothing is taken. What is read is then checked (`check`), so that a set of
//! rules that comes out of here is well typed, total and bounded, and its examples hold.
//!
//! Absent on purpose: opening files. The caller brings names and texts.

mod atoms;
mod document;
mod eligibility;
mod examples;
mod mechanisms;
mod sharing;
mod structure;
mod words;

use std::collections::BTreeMap;

use crate::check::{self, Finding, Header};
use crate::rule_error::{Limited, Place, RuleError, RuleProblem};
use crate::tree::{Rule, RuleSet};
pub(crate) use atoms::value_of;
use document::Reader;
pub(crate) use document::Spans;

/// The most files read together.
pub const FILES_LIMIT: usize = 500;
/// The most bytes of one file.
pub const BYTES_LIMIT: usize = 1_000_000;
/// The most rules of one set.
pub const RULES_LIMIT: usize = 2_000;
/// The most versions of one rule.
pub const VERSIONS_LIMIT: usize = 500;
/// The most lines of one version.
pub const LINES_LIMIT: usize = 200;
/// The most inputs of one rule.
pub const INPUTS_LIMIT: usize = 200;
/// The most steps of one formula.
pub const NODES_LIMIT: usize = 2_000;
/// The most formulas inside each other.
pub const DEPTH_LIMIT: usize = 32;
/// The most elements of one list.
pub const ELEMENTS_LIMIT: usize = 1_000;
/// The most letters of one text.
pub const LETTERS_LIMIT: usize = 2_000;

/// Where the parts of a rule stand in its file.
pub(crate) struct RuleSpans {
    pub file: String,
    pub line: usize,
    pub inputs: BTreeMap<String, usize>,
    pub versions: Vec<VersionSpans>,
}

/// Where the parts of a version stand.
pub(crate) struct VersionSpans {
    pub line: usize,
    pub lines: Vec<LineSpans>,
    pub examples: Vec<usize>,
}

/// Where the parts of a line stand.
pub(crate) struct LineSpans {
    pub line: usize,
    pub formula: Spans,
    pub floor: Option<Spans>,
    pub ceiling: Option<Spans>,
}

/// Reads and checks the rules of these files, given as (name, text).
///
/// # Errors
/// Every error found, in the order of the files and their lines.
pub fn read(files: &[(String, String)]) -> Result<RuleSet, Vec<RuleError>> {
    read_beside(&RuleSet::new(), files)
}

/// Reads the rules of these files beside rules that are already adopted: they may refer to them, and
/// replace those of the same name. Gives the whole set, checked together.
///
/// # Errors
/// As [`read`]; an error in an adopted rule, which a replaced one may cause, has no file.
pub fn read_beside(
    adopted: &RuleSet,
    files: &[(String, String)],
) -> Result<RuleSet, Vec<RuleError>> {
    read_with(adopted, files, |_, _| {})
}

/// As [`read_beside`], but a rule goes on from the adopted versions that begin before those of its
/// file: whoever proposes a change writes the change alone.
///
/// # Errors
/// As [`read_beside`].
pub fn read_after(
    adopted: &RuleSet,
    files: &[(String, String)],
) -> Result<RuleSet, Vec<RuleError>> {
    read_with(adopted, files, |rule, spans| {
        let (Some(known), Some(first)) = (adopted.rule(&rule.name), rule.versions.first()) else {
            return;
        };
        let since = first.since;
        let past = known.versions.iter().filter(|version| version.since < since);
        let line = spans.line;
        let place = |_| VersionSpans { line, lines: Vec::new(), examples: Vec::new() };
        spans.versions.splice(..0, past.clone().map(place));
        rule.versions.splice(..0, past.cloned());
    })
}

fn read_with(
    adopted: &RuleSet,
    files: &[(String, String)],
    complete_rule: impl Fn(&mut Rule, &mut RuleSpans),
) -> Result<RuleSet, Vec<RuleError>> {
    let mut errors = Vec::new();
    if files.len() > FILES_LIMIT {
        let problem = RuleProblem::TooMany { what: Limited::Files, limit: FILES_LIMIT };
        errors.push(RuleError { place: Box::default(), problem: Box::new(problem) });
        return Err(errors);
    }
    let mut documents = Vec::new();
    for (name, text) in files {
        match document::parse(name, text) {
            Ok(document) => documents.push(document),
            Err(error) => errors.push(error),
        }
    }
    let mut headers: Headers = adopted
        .rules()
        .map(|rule| {
            let typed = Some(crate::typing::Typed { kind: rule.result, per: rule.per });
            (rule.name.clone(), Header { typed })
        })
        .collect();
    headers.extend(structure::headers(&documents));
    let mut rules: Vec<(Rule, RuleSpans)> = Vec::new();
    let mut seen: BTreeMap<String, ()> = BTreeMap::new();
    for document in &documents {
        let mut reader = Reader::new(document);
        structure::rules(&mut reader, &headers, &mut seen, &mut rules);
        errors.append(&mut reader.errors);
    }
    if seen.len() > RULES_LIMIT {
        let problem = RuleProblem::TooMany { what: Limited::Rules, limit: RULES_LIMIT };
        errors.push(RuleError { place: Box::default(), problem: Box::new(problem) });
        return Err(errors);
    }
    for (rule, spans) in &mut rules {
        complete_rule(rule, spans);
    }
    let (rules, spans): (Vec<Rule>, Vec<RuleSpans>) = rules.into_iter().unzip();
    let spans: BTreeMap<String, RuleSpans> =
        rules.iter().map(|rule| rule.name.clone()).zip(spans).collect();
    let set = adopted.clone().merge(RuleSet::from_rules(rules));
    let complete = errors.is_empty();
    for finding in check::findings(&set, &headers, complete) {
        errors.push(located(&finding, &set, &spans));
    }
    if errors.is_empty() {
        return Ok(set);
    }
    let order: BTreeMap<&str, usize> =
        files.iter().enumerate().map(|(place, (name, _))| (name.as_str(), place)).collect();
    errors.sort_by_key(|error| {
        let file = error.place.file.as_deref().and_then(|file| order.get(file)).copied();
        (file, error.place.line)
    });
    Err(errors)
}

/// The types announced by the rules of these documents, by name, for references between files.
pub(crate) type Headers = BTreeMap<String, Header>;

/// The place of a finding in its file.
fn located(finding: &Finding, set: &RuleSet, spans: &BTreeMap<String, RuleSpans>) -> RuleError {
    let mut place = finding.place(set);
    if let Some(spans) = spans.get(&finding.rule) {
        place.file = Some(spans.file.clone());
        place.line = Some(line_of(finding, spans));
    }
    RuleError { place: Box::new(place), problem: Box::new(finding.problem.clone()) }
}

fn line_of(finding: &Finding, spans: &RuleSpans) -> usize {
    if let Some(line) = finding.input.as_ref().and_then(|input| spans.inputs.get(input)) {
        return *line;
    }
    let Some(version) = finding.version.and_then(|version| spans.versions.get(version)) else {
        return spans.line;
    };
    if let Some(example) = finding.example {
        return version.examples.get(example).copied().unwrap_or(version.line);
    }
    let Some(line) = finding.line.and_then(|line| version.lines.get(line)) else {
        return version.line;
    };
    let (tree, path) = match finding.path.split_first() {
        Some((&crate::typing::FLOOR, rest)) => (line.floor.as_ref(), rest),
        Some((&crate::typing::CEILING, rest)) => (line.ceiling.as_ref(), rest),
        Some(_) => (Some(&line.formula), finding.path.as_slice()),
        None => (None, finding.path.as_slice()),
    };
    let Some(mut here) = tree else { return line.line };
    for child in path {
        match here.children.get(*child) {
            Some(inside) => here = inside,
            None => break,
        }
    }
    here.line
}

impl Place {
    pub(crate) fn of_file(file: &str, line: usize) -> Place {
        Place { file: Some(file.to_owned()), line: Some(line), ..Place::default() }
    }
}

#[cfg(test)]
mod tests;
