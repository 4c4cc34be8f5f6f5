//! The steps of a computation, as the rule tells them, set one in another.

use caisse_rules::Outcome;
use caisse_rules::explain::StepText;
use caisse_rules::trace::{RuleTrace, Trace};
use caisse_units::Language;
use caisse_web::views::{Place, Step};

/// The steps of an outcome: its lines in order, each with what led to it.
pub(crate) fn of(outcome: &Outcome, language: Language) -> Vec<Step> {
    let told = outcome.explain(language);
    let mut roots = nested(&told);
    if let Some(trace) = &outcome.trace {
        link(&mut roots, trace);
    }
    roots
}

/// A remark that stands among steps.
pub(crate) fn remark(sentence: String) -> Step {
    Step { sentence, value: String::new(), source: None, place: None, from: Vec::new() }
}

/// A step with its value.
pub(crate) fn valued(sentence: String, value: String) -> Step {
    Step { sentence, value, source: None, place: None, from: Vec::new() }
}

/// The names and days of the rules that a trace used, itself included, each once.
pub(crate) fn rules_used(trace: &RuleTrace) -> Vec<(String, caisse_units::Day)> {
    let mut found = Vec::new();
    collect(trace, &mut found);
    found
}

fn collect(trace: &RuleTrace, found: &mut Vec<(String, caisse_units::Day)>) {
    for used in &trace.used {
        collect(used, found);
    }
    for step in trace.lines.iter().flat_map(|line| &line.steps) {
        collect_step(step, found);
    }
    let own = (trace.origin.rule.clone(), trace.origin.since);
    if !found.contains(&own) {
        found.push(own);
    }
}

fn collect_step(trace: &Trace, found: &mut Vec<(String, caisse_units::Day)>) {
    if let caisse_rules::trace::Step::Rule { origin, .. } = &trace.step {
        let used = (origin.rule.clone(), origin.since);
        if !found.contains(&used) {
            found.push(used);
        }
    }
    for child in &trace.children {
        collect_step(child, found);
    }
}

/// Steps told with a depth, set one in another.
fn nested(told: &[StepText]) -> Vec<Step> {
    let mut open: Vec<(usize, Step)> = Vec::new();
    let mut roots = Vec::new();
    for one in told {
        close(&mut open, &mut roots, one.depth);
        open.push((one.depth, step(&one.text)));
    }
    close(&mut open, &mut roots, 0);
    roots
}

/// Puts every open step that is at least that deep into the one above it.
fn close(open: &mut Vec<(usize, Step)>, roots: &mut Vec<Step>, depth: usize) {
    while open.last().is_some_and(|(deep, _)| *deep >= depth) {
        let Some((_, done)) = open.pop() else { return };
        match open.last_mut() {
            Some((_, above)) => above.from.push(done),
            None => roots.push(done),
        }
    }
}

/// A sentence with its value apart, when it ends with one.
fn step(text: &str) -> Step {
    for sign in [" = ", "\u{a0}: ", ": ", " ≈ "] {
        if let Some((sentence, value)) = text.rsplit_once(sign)
            && is_value(value)
        {
            return valued(sentence.to_owned(), value.to_owned());
        }
    }
    remark(text.to_owned())
}

/// Short, and without a bracket or a comma that would make it a phrase.
fn is_value(text: &str) -> bool {
    !text.is_empty()
        && text.chars().count() <= 40
        && !text.contains(['(', ')', '×', '+'])
        && !text.contains(", ")
}

/// The first step of each rule leads to the version that was used.
fn link(roots: &mut [Step], trace: &RuleTrace) {
    let mut used = Vec::new();
    flat(trace, &mut used);
    for (root, trace) in roots.iter_mut().zip(used) {
        root.place =
            Some(Place::Rule { name: trace.origin.rule.clone(), since: Some(trace.origin.since) });
    }
}

/// The rules of a trace in the order in which they are told.
fn flat<'a>(trace: &'a RuleTrace, found: &mut Vec<&'a RuleTrace>) {
    for used in &trace.used {
        flat(used, found);
    }
    found.push(trace);
}
