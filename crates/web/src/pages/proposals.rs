//! The proposals: what is being decided, and what was.

use caisse_units::Language;
use maud::{Markup, html};

use super::parts::{Noun, counted, date, page_links};
use super::words::explained;
use super::{Page, Section};
use crate::views::{Place, ProposalLine, ProposalList};

pub(crate) const SUPPORTERS: Noun =
    Noun { french: ["soutien", "soutiens"], english: ["supporter", "supporters"] };

pub(crate) fn proposals(list: &ProposalList, language: Language) -> Page {
    let none = list.in_vote.is_empty()
        && list.scheduled.is_empty()
        && list.open.is_empty()
        && list.decided.is_empty();
    Page {
        title: language.choose("Les propositions", "The proposals").to_owned(),
        section: Section::Proposals,
        body: html! {
            h1 { (language.choose("Les propositions", "The proposals")) }
            (explained(&["proposition", "regle", "seuil"], language))
            p.purpose { (language.choose(
                "Rien ne change ici sans une proposition et son vote. Une proposition rejetée reste écrite.",
                "Nothing changes here without a proposal and its vote. A rejected proposal stays on record.",
            )) }
            @if none {
                p { (language.choose("Aucune proposition pour le moment.", "No proposal so far.")) }
            }
            (those(&list.in_vote, language.choose("Au vote", "In vote"), language))
            (those(&list.scheduled, language.choose("À l'ordre du jour", "On an agenda"), language))
            (those(&list.open, language.choose("Ouvertes au soutien", "Open for support"), language))
            (those(&list.decided, language.choose("Décidées", "Decided"), language))
            @if let Some(pages) = list.pages {
                (page_links(pages, language, |page| format!("{}?page={page}", Place::Proposals.address())))
            }
        },
    }
}

fn those(lines: &[ProposalLine], heading: &str, language: Language) -> Markup {
    html! {
        @if !lines.is_empty() {
            section {
                h2 { (heading) }
                ul.rules { @for line in lines { li {
                    h3 { a href=(Place::Proposal(line.id.clone()).address()) { (line.title) } }
                    p.refused[line.refused] { (line.does) " · " strong { (line.state) } }
                    p.quiet {
                        (line.id) ", " (proposed_by(line, language)) ", "
                        (counted(u64::from(line.supporters), &SUPPORTERS, language))
                    }
                } } }
            }
        }
    }
}

/// Who proposed it and when, as a part of a sentence.
pub(crate) fn proposed_by(line: &ProposalLine, language: Language) -> Markup {
    html! {
        (language.choose("proposée par ", "proposed by ")) (line.author)
        (language.choose(" le ", " on ")) (date(line.day, language))
    }
}
