//! The counter: what awaits me, what I can do, and one page for each job.

use caisse_units::Language;
use maud::{Markup, html};

use super::parts::count;
use super::{Page, Section};
use crate::address::percent_encoded;
use crate::counter::{JobCard, Preview, Queue};
use crate::form::Form;
use crate::form::markup::{self, Shown};

/// What awaits the one who entered, then what they can do.
pub(crate) fn jobs(awaiting: &[Queue], jobs: &[JobCard], language: Language) -> Page {
    let title = language.choose("À faire", "To do");
    let mut parts: Vec<&str> = Vec::new();
    for job in jobs {
        if !parts.contains(&job.part.as_str()) {
            parts.push(&job.part);
        }
    }
    Page {
        title: title.to_owned(),
        section: Section::Elsewhere,
        body: html! {
            h1 { (title) }
            @if awaiting.is_empty() {
                p.purpose { (language.choose("Rien ne vous attend aujourd'hui.", "Nothing awaits you today.")) }
            } @else {
                ul.queues { @for queue in awaiting { (self::queue(queue, language)) } }
            }
            @for part in parts {
                h2 { (part) }
                ul.jobs {
                    @for job in jobs.iter().filter(|job| job.part == part) { li {
                        a href=(address(job)) { (job.title) }
                        p.quiet { (job.purpose) }
                    } }
                }
            }
        },
    }
}

fn address(job: &JobCard) -> String {
    let subject = job.subject.as_deref().map(percent_encoded);
    let subject = subject.map_or(String::new(), |subject| format!("/{subject}"));
    format!("/faire/{}{subject}", percent_encoded(&job.job))
}

fn queue(queue: &Queue, language: Language) -> Markup {
    let head = html! {
        @if let Some(number) = queue.count { span.many { (count(number, language)) } }
        span.name { (queue.title) }
    };
    html! {
        li {
            p.head {
                @match &queue.place {
                    Some(place) => a href=(place) { (head) },
                    None => (head),
                }
            }
            p.quiet { (queue.sentence) }
            @if !queue.items.is_empty() {
                ul { @for (title, place) in &queue.items { li { a href=(place) { (title) } } } }
            }
        }
    }
}

/// One job: its form.
pub(crate) fn job(form: &Form, shown: &Shown<'_>) -> Page {
    let faulty = !shown.faults.is_empty();
    let wrong = shown.language.choose("À corriger\u{a0}: ", "To correct: ");
    Page {
        title: format!("{}{}", if faulty { wrong } else { "" }, form.title),
        section: Section::Elsewhere,
        body: html! {
            (back(shown.language))
            h1 { (form.title) }
            @for sentence in &form.introduction { p.purpose { (sentence) } }
            (markup::form(form, shown))
        },
    }
}

/// What will happen, to be agreed to.
pub(crate) fn agreement(form: &Form, preview: &Preview, shown: &Shown<'_>) -> Page {
    Page {
        title: preview.title.clone(),
        section: Section::Elsewhere,
        body: html! {
            (back(shown.language))
            h1 { (preview.title) }
            p.quiet role="status" {
                (shown.language.choose(
                    "Rien n'est encore enregistré.",
                    "Nothing is recorded yet.",
                ))
            }
            @for sentence in &preview.sentences { p { (sentence) } }
            (markup::agreement(form, &preview.tables, &preview.button, shown))
        },
    }
}

fn back(language: Language) -> Markup {
    html! { p.above { a href="/faire" { (language.choose("← À faire", "← To do")) } } }
}
