//! The worked examples of the file, to the tree.

use std::collections::BTreeMap;

use super::document::{Node, Reader};
use super::structure::{day, value};
use super::{mechanisms, words};
use crate::nearest::nearest;
use crate::rule_error::RuleProblem;
use crate::tree::{Example, ExampleRow, Input, Line};
use crate::value::{Inputs, ValueType};

/// What an example may name.
pub(super) struct ExampleContext<'c> {
    pub inputs: &'c [Input],
    pub lines: &'c [Line],
    pub result: &'c str,
    pub kind: Option<ValueType>,
    /// False when lines are missing because of their own errors.
    pub complete: bool,
}

/// A worked example.
pub(super) fn example<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    context: &ExampleContext<'_>,
) -> Option<Example> {
    let on = match reader.optional(node, words::ON_DAY) {
        Some(node) => Some(day(reader, node)?),
        None => None,
    };
    let rows = match reader.optional(node, words::PARTICIPANTS) {
        Some(list) => {
            reader.only(node, &[&[words::ON_DAY, words::PARTICIPANTS]]);
            let rows: Vec<Option<ExampleRow>> = reader
                .list(list)?
                .into_iter()
                .map(|node| example_row(reader, node, context))
                .collect();
            rows.into_iter().collect::<Option<Vec<_>>>()?
        }
        None => vec![example_row(reader, node, context)?],
    };
    Some(Example { on, rows })
}

fn example_row<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    context: &ExampleContext<'_>,
) -> Option<ExampleRow> {
    let mut row =
        ExampleRow { inputs: Inputs::new(), expected: BTreeMap::new(), parts: BTreeMap::new() };
    let mut complete = true;
    for (name, node) in reader.entries(node) {
        match name.as_str() {
            "attendu" | "expected" => complete &= expected(reader, node, context, &mut row),
            "parts" | "shares" => {
                for (taker, node) in reader.entries(node) {
                    match mechanisms::amount(reader, node) {
                        Some(amount) => drop(row.parts.insert(taker, amount)),
                        None => complete = false,
                    }
                }
            }
            "le" | "on" => {}
            _ => match context.inputs.iter().find(|input| input.name == name) {
                Some(input) => match value(reader, node, input.kind) {
                    Some(value) => drop(row.inputs.insert(name, value)),
                    None => complete = false,
                },
                None => {
                    let names = context.inputs.iter().map(|input| input.name.as_str());
                    let nearest = nearest(&name, names.clone()).map(str::to_owned);
                    let expected = names.map(str::to_owned).collect();
                    let problem = RuleProblem::UnknownKey { key: name, nearest, expected };
                    reader.report(node.line, problem);
                    complete = false;
                }
            },
        }
    }
    complete.then_some(row)
}

/// What an example expects: the result, or a table of lines.
fn expected<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    context: &ExampleContext<'_>,
    row: &mut ExampleRow,
) -> bool {
    if node.table().is_none() {
        let line = context.lines.iter().find(|line| line.name == context.result);
        let Some(kind) = line.map(|line| line.kind).or(context.kind) else { return false };
        let value = value(reader, node, kind);
        return value.map(|value| row.expected.insert(context.result.to_owned(), value)).is_some();
    }
    let mut complete = true;
    for (name, node) in reader.entries(node) {
        let Some(line) = context.lines.iter().find(|line| line.name == name) else {
            if !context.complete {
                continue;
            }
            let names = context.lines.iter().map(|line| line.name.as_str());
            let nearest = nearest(&name, names).map(str::to_owned);
            reader.report(node.line, RuleProblem::UnknownName { name, nearest });
            complete = false;
            continue;
        };
        match value(reader, node, line.kind) {
            Some(value) => drop(row.expected.insert(name, value)),
            None => complete = false,
        }
    }
    complete
}
