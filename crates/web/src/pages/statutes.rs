//! The statutes in force, their versions, and the decision behind each.

use caisse_units::Language;
use maud::{Markup, html};

use super::parts::{adoption, date, references};
use super::{Page, Section};
use crate::views::{Place, Statutes, StatutesVersion};

pub(crate) fn statutes(statutes: Option<&Statutes>, language: Language) -> Page {
    let heading = language.choose("Les statuts", "The statutes");
    Page {
        title: heading.to_owned(),
        section: Section::Statutes,
        body: html! {
            h1 { (heading) }
            @match statutes {
                Some(statutes) => (version(statutes, language)),
                None => p.purpose { (language.choose(
                    "Aucun statut n'est encore adopté\u{a0}: les décisions sont enregistrées telles que l'assemblée les a prises.",
                    "No statutes are adopted yet: decisions are recorded as the assembly took them.",
                )) },
            }
        },
    }
}

fn version(statutes: &Statutes, language: Language) -> Markup {
    html! {
        p.purpose { (statutes.title) }
        p.quiet {
            (language.choose("En vigueur depuis le ", "In force since ")) (date(statutes.since, language))
            @if let Some(until) = statutes.until {
                (language.choose(" et jusqu'au ", " and until ")) (date(until, language))
            }
            ". " (adoption(&statutes.adoption, language)) "."
        }
        div.text { @for sentence in &statutes.text { p { (sentence) } } }
        @if !statutes.ceded.is_empty() {
            section {
                h2 { (language.choose("Ce qui est décidé ailleurs", "What is decided elsewhere")) }
                (references(&statutes.ceded))
            }
        }
        section {
            h2 { (language.choose("Leurs versions", "Their versions")) }
            ol.versions {
                @for one in &statutes.versions {
                    li aria-current=[(one.since == statutes.since).then_some("true")] {
                        (span(one, language)) (language.choose("\u{a0}: ", ": "))
                        (adoption(&one.adoption, language)) "."
                    }
                }
            }
        }
    }
}

fn span(version: &StatutesVersion, language: Language) -> Markup {
    html! {
        a href=(Place::Statutes(Some(version.since)).address()) {
            @match version.until {
                Some(until) => {
                    (language.choose("du ", "from ")) (date(version.since, language))
                    (language.choose(" au ", " to ")) (date(until, language))
                }
                None => { (language.choose("depuis le ", "since ")) (date(version.since, language)) }
            }
        }
    }
}
