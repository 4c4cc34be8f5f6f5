//! Ties between organisations: joined, admitted, left, with the matters that are ceded.

use caisse_domain::agreements::{Ceded, Covered};
use caisse_domain::proposals::Effect;

use super::effects::Written;
use super::reader::{Reader, Table, Word};
use super::{Source, needed_text};

const PEER: Word = Word("organisation", "peer");
const MATTERS: Word = Word("cede", "ceded");
const MATTER: Word = Word("domaine", "matter");
const UNTIL: Word = Word("jusqu_au", "until");
const NOTICE: Word = Word("preavis_jours", "notice_days");
const MAJORITY: Word = Word("majorite", "majority");
const RULES: Word = Word("regles", "rules");

/// Joining a federation, with what is ceded to it, or admitting a caisse.
pub(super) fn tie(reader: &mut Reader, table: Table<'_>, _: Source<'_>) -> Option<Written> {
    reader.check_keys(table, &[PEER, MATTERS]);
    let peer = reader.need(table, PEER, "\"OL1\"").and_then(|found| reader.id(found));
    let mut matters = Vec::new();
    if let Some(found) = reader.find(table, MATTERS) {
        for one in reader.list(found) {
            let one = reader.table(one)?;
            matters.push(matter(reader, one));
        }
    }
    // The federation is the one that is joined: its name is taken from there.
    let ceded = matters.into_iter().collect::<Option<Vec<Ceded>>>()?;
    Some((Effect::Tie { peer: peer?, ceded }, None))
}

fn matter(reader: &mut Reader, table: Table<'_>) -> Option<Ceded> {
    reader.check_keys(table, &[MATTER, UNTIL, NOTICE, MAJORITY, RULES]);
    let matter = needed_text(reader, table, MATTER, "\"salaires de référence\"");
    let until = reader.find(table, UNTIL).and_then(|found| reader.day(found));
    let notice = reader.need(table, NOTICE, "90").and_then(|found| reader.number(found, 3_660));
    let majority = reader.need(table, MAJORITY, "\"66,67 %\"");
    let majority = majority.and_then(|found| reader.rate(found));
    let rules = covered(reader, table)?;
    Some(Ceded {
        matter: matter?,
        federation: String::new(),
        until,
        notice_days: notice?,
        majority: majority?,
        rules,
    })
}

/// Which rules a matter holds: names of rules, or `cotisation`, `cles`, `reserve`, `perequation`,
/// `prestations:BESOIN`.
pub(super) fn covered(reader: &mut Reader, table: Table<'_>) -> Option<Vec<Covered>> {
    let Some(found) = reader.find(table, RULES) else { return Some(Vec::new()) };
    let list = reader.list(found);
    list.into_iter().map(|one| Some(Covered::read(&reader.text(one)?))).collect()
}

/// Leaving a federation, or ending the membership of a caisse.
pub(super) fn end_tie(reader: &mut Reader, table: Table<'_>, _: Source<'_>) -> Option<Written> {
    reader.check_keys(table, &[PEER]);
    let peer = reader.need(table, PEER, "\"OL1\"")?;
    Some((Effect::EndTie { peer: reader.id(peer)? }, None))
}
