//! Offices and mandates: who holds what, since when, by which vote, with which instruction.

use caisse_units::{Day, Language};
use maud::{Markup, html};

use super::parts::{Noun, adoption, counted, date, reference};
use super::{Page, Section};
use crate::views::{Mandate, Office, Offices};

const MEMBERS: Noun = Noun { french: ["membre", "membres"], english: ["member", "members"] };

pub(crate) fn offices(offices: &Offices, language: Language) -> Page {
    let heading = language.choose("Les mandats", "The mandates");
    Page {
        title: heading.to_owned(),
        section: Section::Offices,
        body: html! {
            h1 { (heading) }
            p.purpose { (language.choose(
                "Chaque fonction vient d'un vote, a un terme, et peut être révoquée par un vote.",
                "Each office comes from a vote, has a term, and can be taken back by a vote.",
            )) }
            section {
                h2 { (language.choose("En fonction", "In office")) }
                (list(&offices.held, language.choose("Personne pour le moment.", "Nobody for the moment."), language))
            }
            @if !offices.delegates.is_empty() {
                section {
                    h2 { (language.choose("Mandats de délégué·es", "Mandates of delegates")) }
                    ul.rules { @for mandate in &offices.delegates { (delegate(mandate, language)) } }
                }
            }
            @if !offices.past.is_empty() {
                section {
                    h2 { (language.choose("Avant", "Before")) }
                    (list(&offices.past, "", language))
                }
            }
        },
    }
}

fn list(offices: &[Office], none: &str, language: Language) -> Markup {
    html! {
        @if offices.is_empty() { p { (none) } } @else {
            ul.rules { @for office in offices { (self::office(office, language)) } }
        }
    }
}

fn office(office: &Office, language: Language) -> Markup {
    html! { li {
        h3 { (office.role) ", " (reference(&office.holder)) }
        p { (term(office.from, office.until, language)) }
        (instruction(&office.instruction, language))
        p.quiet { (office.id) " · " (adoption(&office.adoption, language)) "." }
    } }
}

fn delegate(mandate: &Mandate, language: Language) -> Markup {
    html! { li {
        h3 { (mandate.of) ", " (reference(&mandate.delegate)) }
        p {
            (term(mandate.from, mandate.until, language)) (language.choose("\u{a0}; ", "; "))
            (counted(mandate.members, &MEMBERS, language))
            @if let Some(kind) = &mandate.kind {
                (language.choose("\u{a0}; lie le vote sur ", "; binds the vote on ")) (kind)
            }
        }
        @if mandate.instruction.is_empty() {
            p.quiet { (language.choose("Mandat libre.", "Free mandate.")) }
        } @else { (instruction(&mandate.instruction, language)) }
    } }
}

fn instruction(paragraphs: &[String], language: Language) -> Markup {
    html! {
        @if !paragraphs.is_empty() {
            p.detail { (language.choose("Mandat impératif\u{a0}:", "Imperative mandate:")) }
            blockquote.text { @for paragraph in paragraphs { p { (paragraph) } } }
        }
    }
}

fn term(from: Day, until: Option<Day>, language: Language) -> Markup {
    html! {
        (language.choose("du ", "from ")) (date(from, language))
        @match until {
            Some(until) => { (language.choose(" au ", " to ")) (date(until, language)) }
            None => (language.choose(", sans terme fixé", ", no term set")),
        }
    }
}
