//! What an adoption changes in the rule book.

use caisse_rules::tree::{Content, SharingMethod};

use super::{AdoptedRule, Event, Purpose, Repeal, RuleBook};

/// Applies an event that was decided; trusts the journal.
pub fn apply(book: &mut RuleBook, event: &Event) {
    let (rules, decision) = match event {
        Event::Adopted { rules, decision } => (rules, decision),
        Event::Repealed { rule, from, decision } => {
            let repeal = Repeal { from: *from, decision: *decision };
            return book.repeals.entry(rule.clone()).or_default().push(repeal);
        }
    };
    for AdoptedRule { purpose, rule } in rules {
        for version in &rule.versions {
            book.decisions.entry((rule.name.clone(), version.since)).or_insert(*decision);
        }
        if let Purpose::Keys { own } = purpose {
            add_levels(book, rule, own);
        }
        book.purposes.insert(rule.name.clone(), purpose.clone());
        book.set.insert(rule.clone());
    }
}

/// Names a level that receives no share yet: a federation or a caisse that we settle with.
pub(crate) fn name_level(book: &mut RuleBook, name: &str) {
    if !book.levels.iter().any(|known| known == name) {
        book.levels.push(name.to_owned());
    }
}

fn add_levels(book: &mut RuleBook, rule: &caisse_rules::Rule, own: &str) {
    for line in rule.versions.iter().flat_map(|version| &version.lines) {
        if let Content::Sharing(sharing) = &line.content
            && let SharingMethod::ByKeys { keys, .. } = &sharing.method
        {
            for key in keys {
                if key.name != own && !book.levels.contains(&key.name) {
                    book.levels.push(key.name.clone());
                }
            }
        }
    }
}
