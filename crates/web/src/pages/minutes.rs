//! The minutes of an assembly: what happened, item by item; the seal and the signatures.

use caisse_units::Language;
use maud::{Markup, html};

use super::assembly::person;
use super::parts::{date, outcomes};
use super::{Page, Section};
use crate::views::{Minutes, MinutesItem, Place};

pub(crate) fn minutes(minutes: &Minutes, language: Language) -> Page {
    Page {
        title: format!("{} {}", language.choose("Procès-verbal", "Minutes"), minutes.id),
        section: Section::Assemblies,
        body: html! {
            p.back { a href=(Place::Assembly(minutes.id.clone()).address()) {
                (language.choose("← Retour à l'assemblée", "← Back to the assembly"))
            } }
            p.above { (language.choose("Procès-verbal", "Minutes")) " · " (minutes.id) }
            h1 { (minutes.title) }
            p.when { (date(minutes.day, language)) }
            div.minutes {
                @for line in &minutes.opening { p { (line) } }
                @for (place, item) in minutes.items.iter().enumerate() { (self::item(place + 1, item)) }
                @for line in &minutes.closing { p { (line) } }
            }
            (seal(minutes, language))
            @if !minutes.names.is_empty() {
                section.names {
                    h2 { (language.choose("Qui est qui", "Who is who")) }
                    p.quiet { (language.choose(
                        "Le procès-verbal ne connaît que des numéros. Cette liste n'en fait pas partie, et ne se montre qu'à vous.",
                        "The minutes know numbers only. This list is no part of them, and is shown to you alone.",
                    )) }
                    ul.people { @for one in &minutes.names { li { (person(one)) } } }
                }
            }
        },
    }
}

fn item(place: usize, item: &MinutesItem) -> Markup {
    html! {
        section {
            h2 { (place) ". " (item.title) }
            @for line in &item.lines { p { (line) } }
            @for text in &item.additions { blockquote.added { p { (text) } } }
            @if !item.references.is_empty() { (outcomes(&item.references)) }
        }
    }
}

fn seal(minutes: &Minutes, language: Language) -> Markup {
    html! {
        section.seal {
            h2 { (language.choose("Le sceau et les signatures", "The seal and the signatures")) }
            @for sentence in &minutes.seal { p { (sentence) } }
            p { a href=(Place::MinutesText(minutes.id.clone()).address()) {
                (language.choose("Le texte à sceller, en un fichier", "The text to be sealed, as a file"))
            } }
            @match minutes.remade {
                Some(true) => { p { span.state.done { (language.choose(
                    "Refait à partir du journal, ce texte a bien l'empreinte scellée.",
                    "Made again from the journal, this text has the digest that was sealed.",
                )) } } }
                Some(false) => { p { span.state.late { (language.choose(
                    "Refait à partir du journal, ce texte n'a pas l'empreinte scellée : demandez au bureau le texte imprimé.",
                    "Made again from the journal, this text does not have the digest that was sealed: ask the bureau for the printed text.",
                )) } } }
                None => {}
            }
            @if let Some(digest) = &minutes.digest {
                p.digest { (language.choose("Empreinte (SHA-256)\u{a0}: ", "Digest (SHA-256): ")) code { (digest) } }
            }
            @if !minutes.signatures.is_empty() {
                ul.conditions { @for (office, signer, signed) in &minutes.signatures {
                    li class=(if *signed { "met" } else { "unmet" }) {
                        span.mark { (if *signed { language.choose("signé", "signed") } else { language.choose("à signer", "to sign") }) }
                        span { (office) (language.choose("\u{a0}: ", ": ")) (person(signer)) }
                    }
                } }
            }
        }
    }
}
