//! A decision of an assembly: its text, its vote, what it put in force.

use caisse_units::Language;
use maud::{Markup, html};

use super::parts::{count, date, linked, record_number, reference};
use super::{Page, Section};
use crate::views::{Decision, Origin, Vote};

pub(crate) fn decision(decision: &Decision, language: Language) -> Page {
    Page {
        title: format!("{} {}", language.choose("Décision", "Decision"), decision.id),
        section: Section::Rules,
        body: html! {
            p.above { (language.choose("Décision ", "Decision ")) (decision.id) }
            h1 { (decision.title) }
            p.quiet { (decision.assembly) ", " (date(decision.day, language)) }
            @if let Some(federation) = &decision.federation {
                p {
                    (language.choose("Décidé par ", "Decided by ")) (reference(federation))
                    (language.choose(
                        " dans une compétence que nous lui avons cédée.",
                        " in a matter that we ceded to it.",
                    ))
                }
            }
            blockquote.text { @for paragraph in &decision.text { p { (paragraph) } } }
            @if decision.vote.is_some() || decision.origin.is_some() {
                section {
                    h2 { (language.choose("Le vote", "The vote")) }
                    @if let Some(origin) = &decision.origin { p { (origin.outcome) } }
                    @if let Some(vote) = &decision.vote { (self::vote(vote, language)) }
                    @if let Some(origin) = &decision.origin { (self::origin(origin, language)) }
                }
            }
            section {
                h2 { (language.choose("Ce qu'elle met en vigueur", "What it puts in force")) }
                ul.references { @for effect in &decision.effects { li {
                    (linked(effect.place.as_ref(), html! { (effect.sentence) }))
                    " " span.detail { (language.choose("à partir du ", "from ")) (date(effect.from, language)) }
                } } }
                @if decision.effects.is_empty() {
                    p { (language.choose("Rien d'autre que son texte.", "Nothing but its text.")) }
                }
            }
            (record_number(decision.record, language))
        },
    }
}

/// Where it was decided: minutes, assembly, poll, proposal.
fn origin(origin: &Origin, language: Language) -> Markup {
    html! {
        dl.facts {
            dt { (language.choose("Procès-verbal", "Minutes")) } dd { (reference(&origin.minutes)) }
            dt { (language.choose("Assemblée", "Assembly")) } dd { (reference(&origin.assembly)) }
            dt { (language.choose("Scrutin", "Poll")) } dd { (reference(&origin.poll)) }
            @if let Some(proposal) = &origin.proposal {
                dt { (language.choose("Proposition", "Proposal")) } dd { (reference(proposal)) }
            }
        }
    }
}

/// The count, drawn and written.
pub(super) fn vote(vote: &Vote, language: Language) -> Markup {
    let mut rows = vec![
        (language.choose("Pour", "In favour"), vote.in_favour),
        (language.choose("Contre", "Against"), vote.against),
        (language.choose("Abstentions", "Abstentions"), vote.abstentions),
    ];
    if vote.blanks > 0 {
        rows.push((language.choose("Blancs", "Blank"), vote.blanks));
    }
    let total = rows.iter().map(|(_, voices)| u64::from(*voices)).sum::<u64>().max(1);
    html! {
        table.vote {
            caption.unseen { (language.choose("Décompte des voix", "Count of the votes")) }
            thead.unseen { tr {
                th scope="col" { (language.choose("Choix", "Choice")) }
                th scope="col" { (language.choose("Voix", "Votes")) }
            } }
            tbody { @for (choice, voices) in rows { tr {
                th scope="row" { (choice) }
                td.number {
                    (count(u64::from(voices), language))
                    svg.bar viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true" {
                        rect width=(u64::from(voices) * 1000 / total) height="100" {}
                    }
                }
            } } }
        }
    }
}
