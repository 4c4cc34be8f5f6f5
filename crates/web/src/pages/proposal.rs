//! One proposal: where it stands, what it changes, what it would do here, how it was voted.

use caisse_units::Language;
use maud::{Markup, html};

use super::decision::vote;
use super::parts::{counted, date, reference, references};
use super::proposals::{SUPPORTERS, proposed_by};
use super::{Page, Section, consequences};
use crate::views::{Amendment, Difference, Place, Proposal, ProposalVote, Reached, Station};

pub(crate) fn proposal(proposal: &Proposal, language: Language) -> Page {
    let line = &proposal.line;
    Page {
        title: format!("{} {}", language.choose("Proposition", "Proposal"), line.id),
        section: Section::Proposals,
        body: html! {
            p.above {
                a href=(Place::Proposals.address()) { (language.choose("Propositions", "Proposals")) }
                " · " (line.id) " · " (line.does)
            }
            h1 { (line.title) }
            p.quiet {
                (proposed_by(line, language)) (language.choose("\u{a0}; ", "; "))
                (counted(u64::from(line.supporters), &SUPPORTERS, language)) "."
            }
            (path(&proposal.path, language))
            @if !proposal.text.is_empty() {
                blockquote.text { @for paragraph in &proposal.text { p { (paragraph) } } }
            }
            (changes(proposal, language))
            @if let Some(told) = &proposal.consequences { (consequences::consequences(told, language)) }
            (attached(proposal, language))
            (amendments(&proposal.amendments, language))
            (objections(proposal))
            (votes(proposal, language))
            (origins(proposal, language))
        },
    }
}

/// The stations from the draft to the effect.
fn path(stations: &[Station], language: Language) -> Markup {
    html! {
        ol.path aria-label=(language.choose("Où elle en est", "Where it stands")) {
            @for station in stations {
                li class=(class(station.reached))
                    aria-current=[(station.reached == Reached::Here).then_some("step")] {
                    span.unseen { (heard(station.reached, language)) }
                    strong { (station.name) }
                    @if let Some(day) = station.day { " " span.detail { (date(day, language)) } }
                    @if let Some(at) = &station.at { " " span.detail { (reference(at)) } }
                }
            }
        }
    }
}

fn class(reached: Reached) -> &'static str {
    match reached {
        Reached::Done => "done",
        Reached::Here => "here",
        Reached::ToCome => "later",
        Reached::Ended => "ended",
    }
}

fn heard(reached: Reached, language: Language) -> &'static str {
    match reached {
        Reached::Done => language.choose("Fait : ", "Done: "),
        Reached::Here => language.choose("Maintenant : ", "Now: "),
        Reached::ToCome => language.choose("À venir : ", "To come: "),
        Reached::Ended => language.choose("Fin : ", "End: "),
    }
}

fn changes(proposal: &Proposal, language: Language) -> Markup {
    html! {
        section {
            h2 { (language.choose("Ce qu'elle change", "What it changes")) }
            @for difference in &proposal.differences { (self::difference(difference, language)) }
            @if !proposal.effects.is_empty() { (references(&proposal.effects)) }
            @if !proposal.terms.is_empty() {
                blockquote.text { @for paragraph in &proposal.terms { p { (paragraph) } } }
            }
            @if proposal.differences.is_empty() && proposal.effects.is_empty() {
                p { (language.choose("Rien d'autre que son texte.", "Nothing but its text.")) }
            }
            p.quiet {
                (language.choose("Prise d'effet\u{a0}: ", "Takes effect on "))
                (date(proposal.from, language))
                @if proposal.path.last().is_some_and(|last| last.reached == Reached::ToCome) {
                    (language.choose(", d'elle-même, si elle est adoptée", ", by itself, if it is adopted"))
                }
                "."
            }
        }
    }
}

fn difference(difference: &Difference, language: Language) -> Markup {
    html! {
        h3 { (difference.heading) }
        ul.differences { @for sentence in &difference.sentences { li { (sentence) } } }
        @if let Some(place) = &difference.place {
            p { a href=(place.address()) { (language.choose("Le texte en vigueur", "The text in force")) } }
        }
    }
}

fn attached(proposal: &Proposal, language: Language) -> Markup {
    html! {
        @if let Some((sentences, digest)) = &proposal.attached {
            section {
                h2 { (language.choose("Ce qui avait été calculé avant le vote", "What had been computed before the vote")) }
                @for sentence in sentences { p { (sentence) } }
                p.quiet {
                    (language.choose("Empreinte du calcul\u{a0}: ", "Digest of the computation: "))
                    code { (digest) }
                }
            }
        }
    }
}

fn amendments(amendments: &[Amendment], language: Language) -> Markup {
    html! {
        @if !amendments.is_empty() {
            section {
                h2 { (language.choose("Amendements", "Amendments")) }
                ol.rules { @for amendment in amendments { li {
                    h3 {
                        (language.choose("Amendement ", "Amendment ")) (amendment.number)
                        span.quiet { " · " (amendment.state) }
                    }
                    p { (amendment.reasons) }
                    ul.differences { @for change in &amendment.changes { li { (change) } } }
                    p.quiet {
                        (language.choose("Déposé par ", "Moved by ")) (amendment.author)
                        (language.choose(" le ", " on ")) (date(amendment.day, language)) "."
                    }
                } } }
            }
        }
    }
}

fn objections(proposal: &Proposal) -> Markup {
    html! {
        @if !proposal.objections.is_empty() {
            section {
                h2 { "Objections" }
                ul.rules { @for objection in &proposal.objections { li {
                    p { (objection.text) }
                    p.quiet { (objection.by) " · " (objection.state) }
                } } }
            }
        }
    }
}

fn votes(proposal: &Proposal, language: Language) -> Markup {
    html! {
        @if !proposal.votes.is_empty() {
            section {
                h2 { (language.choose("Les votes", "The votes")) }
                @for one in &proposal.votes { (self::one_vote(one, language)) }
                @if let Some(decision) = &proposal.decision { p { (reference(decision)) } }
            }
        }
    }
}

fn one_vote(one: &ProposalVote, language: Language) -> Markup {
    html! {
        h3 {
            (reference(&one.poll))
            @if let Some(day) = one.day { " " span.detail { (date(day, language)) } }
        }
        p { (one.outcome) }
        @if let Some(count) = &one.count { (vote(count, language)) }
        p.quiet {
            (reference(&one.assembly))
            @if let Some(minutes) = &one.minutes { (language.choose("\u{a0}; ", "; ")) (reference(minutes)) }
        }
    }
}

fn origins(proposal: &Proposal, language: Language) -> Markup {
    html! {
        @if !proposal.origins.is_empty() || !proposal.documents.is_empty() {
            section {
                h2 { (language.choose("D'où elle vient", "Where it comes from")) }
                @if !proposal.origins.is_empty() { (references(&proposal.origins)) }
                @for document in &proposal.documents {
                    p.quiet { "Document " code { (document) } }
                }
            }
        }
    }
}
