//! The page that explains the interface for programs, from the same descriptions as its document.

use caisse_units::Language;
use maud::{Markup, html};

use super::{Page, Section};
use crate::counter::JobCard;
use crate::form::{Field, Form, Kind};

pub(crate) fn programs(jobs: &[(JobCard, Option<Form>)], language: Language) -> Page {
    let title = language.choose("Agir par un programme", "Acting by a program");
    Page {
        title: title.to_owned(),
        section: Section::Elsewhere,
        body: html! {
            h1 { (title) }
            p.purpose {
                (language.choose(
                    "Un programme à qui vous donnez un jeton fait ce que vous pouvez faire ici, et rien de plus.",
                    "A program to which you give a token does what you can do here, and nothing more.",
                )) " "
                a href="/api" { (language.choose("Lire par un programme", "Reading by a program")) } "."
            }
            p {
                (language.choose("Le document\u{a0}: ", "The document: "))
                a href="/api/v1/jobs/openapi.json" { "openapi.json" } " (OpenAPI 3.1)."
            }
            ul {
                li { code { "Authorization: Bearer …" } (language.choose("\u{a0}: le jeton.", ": the token.")) }
                li { code { "Idempotency-Key: …" } (language.choose(
                    "\u{a0}: une clé par demande\u{a0}; la même clé n'agit qu'une fois.",
                    ": a key for each request; the same key acts once only.",
                )) }
                li { code { "\"confirm\": true" } (language.choose(
                    "\u{a0}: d'accord avec ce qui a été montré (réponse 202).",
                    ": agreed to what was shown (answer 202).",
                )) }
            }
            @if jobs.is_empty() {
                p { (language.choose(
                    "Entrez pour voir les tâches qui sont les vôtres.",
                    "Sign in to see the jobs that are yours.",
                )) }
            }
            @for (card, form) in jobs { (job(card, form.as_ref(), language)) }
        },
    }
}

fn job(card: &JobCard, form: Option<&Form>, language: Language) -> Markup {
    let subject = if card.subject.is_some() { "/{subject}" } else { "" };
    html! {
        h2 id=(card.job) { (card.title) }
        p { code { "POST /api/v1/jobs/" (card.job) (subject) } }
        p.quiet { (card.purpose) }
        @if let Some(form) = form {
            dl.facts { @for field in form.fields().filter(|field| field.kind != Kind::Hidden) {
                (asked(field, language))
            } }
        }
    }
}

fn asked(field: &Field, language: Language) -> Markup {
    html! { div {
        dt { code { (field.name) } @if !field.required { " " (language.choose("(facultatif)", "(optional)")) } }
        dd { (field.label) }
    } }
}
