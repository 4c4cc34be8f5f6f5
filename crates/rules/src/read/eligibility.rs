//! Who is entitled and in which class: the mechanisms that list conditions.

use super::atoms::Names;
use super::document::{Node, Reader};
use super::mechanisms::{Parts, Read, part_at, texts, title};
use super::words;
use crate::tree::{Expression, PriorityClass, Requirement};

/// Requirements that must all be met.
pub(super) fn eligible<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    names: &Names<'_>,
    mut parts: Parts,
) -> Option<Read> {
    let mut requirements = Vec::new();
    for row in reader.list(node)? {
        requirements.push(requirement(reader, row, names, &mut parts));
    }
    let requirements: Option<Vec<Requirement>> = requirements.into_iter().collect();
    parts.done(Expression::Eligible(requirements?))
}

fn requirement<'d>(
    reader: &mut Reader<'d>,
    row: Node<'d>,
    names: &Names<'_>,
    parts: &mut Parts,
) -> Option<Requirement> {
    if reader.optional(row, words::SENIORITY).is_some() {
        reader.only(row, &[&[words::SENIORITY, words::AT_LEAST]]);
        let months = part_at(reader, row, names, parts, words::SENIORITY);
        let at_least = part_at(reader, row, names, parts, words::AT_LEAST);
        return Some(Requirement::Seniority { months: *months?, at_least: *at_least? });
    }
    if reader.optional(row, words::STATUS).is_some() {
        reader.only(row, &[&[words::STATUS, words::AMONG]]);
        let on = part_at(reader, row, names, parts, words::STATUS);
        let among = reader.required(row, words::AMONG)?;
        let among = texts(reader, among)?;
        return Some(Requirement::Status { on: *on?, among });
    }
    reader.only(row, &[&[words::TITLE, words::IF]]);
    let title = reader.required(row, words::TITLE).and_then(|node| title(reader, node));
    let met = part_at(reader, row, names, parts, words::IF);
    Some(Requirement::Other { title: title?, met: *met? })
}

/// Classes of priority, first served first.
pub(super) fn classes<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    names: &Names<'_>,
    mut parts: Parts,
) -> Option<Read> {
    reader.only(node, &[&[words::CLASSES, words::OTHERWISE]]);
    let rows = reader.required(node, words::CLASSES)?;
    let mut classes = Vec::new();
    for row in reader.list(rows)? {
        reader.only(row, &[&[words::TITLE, words::IF]]);
        let title = reader.required(row, words::TITLE).and_then(|node| title(reader, node));
        let when = part_at(reader, row, names, &mut parts, words::IF);
        classes.push(title.zip(when).map(|(title, when)| PriorityClass { title, when: *when }));
    }
    let otherwise = reader.required(node, words::OTHERWISE).and_then(|node| title(reader, node));
    let classes: Option<Vec<PriorityClass>> = classes.into_iter().collect();
    parts.done(Expression::PriorityClass { classes: classes?, otherwise: otherwise? })
}
