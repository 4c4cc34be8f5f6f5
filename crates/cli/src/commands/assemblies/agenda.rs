//! An agenda as people write it: `débat : Bilan`, `proposition PR1 20 min : Cotisation à 12 €`.

use caisse_app::work::members_file::Problem;
use caisse_domain::assemblies::meeting::{Item, ItemKind};
use caisse_domain::identity::ProposalId;

use super::problems;
use crate::answer::Failure;
use crate::arguments::Agenda;
use crate::context::Context;

const KINDS: &[(&str, &str, ItemKind)] = &[
    ("information", "information", ItemKind::Information),
    ("débat", "debate", ItemKind::Debate),
    ("proposition", "proposal", ItemKind::Proposal),
    ("élection", "election", ItemKind::Election),
    ("priorités", "priorities", ItemKind::Priorities),
    ("tirage", "sortition", ItemKind::Sortition),
];

/// The items told, each on its line; empty when nothing was told.
pub(super) fn read(context: &Context, agenda: &Agenda) -> Result<Vec<Item>, Failure> {
    let text = match &agenda.file {
        Some(path) => String::from_utf8_lossy(&context.read(path)?).into_owned(),
        None => agenda.items.join("\n"),
    };
    let mut wrong = Vec::new();
    let mut items = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match item(line) {
            Some(item) => items.push(item),
            None => {
                let problem = Problem {
                    line: index + 1,
                    text: (
                        format!(
                            "« {} » n'est pas un point ; écrivez par exemple « débat : Bilan », « proposition PR1 20 min : Cotisation » ; sortes : information, débat, proposition, élection, priorités, tirage",
                            line.trim()
                        ),
                        format!(
                            "“{}” is not an item; write for instance “debate: Accounts”, “proposal PR1 20 min: Contribution”; kinds: information, debate, proposal, election, priorities, sortition",
                            line.trim()
                        ),
                    ),
                };
                wrong.push(problem);
            }
        }
    }
    if wrong.is_empty() { Ok(items) } else { Err(problems(context, &wrong)) }
}

fn item(line: &str) -> Option<Item> {
    let (head, title) = line.split_once(':')?;
    let mut words = head.split_whitespace().peekable();
    let kind = words.next().and_then(kind)?;
    let (mut proposal, mut minutes) = (None, None);
    while let Some(word) = words.next() {
        if let Ok(known) = word.parse::<ProposalId>() {
            proposal = Some(known);
        } else {
            minutes = Some(word.trim_end_matches("min").parse::<u16>().ok()?);
            words.next_if(|word| *word == "min" || *word == "minutes");
        }
    }
    let title = title.trim().to_owned();
    (!title.is_empty()).then_some(Item {
        title,
        kind,
        proposal,
        minutes,
        documents: Vec::new(),
        report: None,
    })
}

fn kind(word: &str) -> Option<ItemKind> {
    let plain = |text: &str| text.to_lowercase().replace('é', "e");
    let meant = |(french, english, _): &&(&str, &str, ItemKind)| {
        plain(word) == plain(french) || plain(word) == *english
    };
    KINDS.iter().find(meant).map(|(_, _, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::{ItemKind, item};

    #[test]
    fn an_item_says_its_kind_its_proposal_and_its_minutes() {
        let read = item("proposition PR1 20 min : Cotisation : 12 €").expect("an item");
        assert_eq!(read.kind, ItemKind::Proposal);
        assert_eq!(read.proposal.map(|proposal| proposal.to_string()).as_deref(), Some("PR1"));
        assert_eq!((read.minutes, read.title.as_str()), (Some(20), "Cotisation : 12 €"));
        let read = item("Debate 15min: Accounts").expect("an item");
        assert_eq!((read.kind, read.minutes), (ItemKind::Debate, Some(15)));
        assert_eq!(item("élection : Bureau").expect("an item").kind, ItemKind::Election);
    }

    #[test]
    fn what_is_not_an_item_is_not_read() {
        for text in ["Bilan", "bilan : 2026", "débat :", "débat vite : Bilan"] {
            assert_eq!(item(text), None, "{text}");
        }
    }
}
