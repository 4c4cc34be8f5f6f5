//! Questions pinned to figures, beside the figure or together; and the records of the readings held.

use caisse_units::Language;
use maud::{Markup, html};

use super::parts::{Noun, count, counted, date, linked, page_links, reference, references};
use super::words::explained;
use super::{Page, Section};
use crate::views::{PinnedQuestion, Place, ReadingList, ReadingRecord};

const PEOPLE: Noun = Noun { french: ["personne", "personnes"], english: ["person", "people"] };

/// Questions under a heading; nothing for none.
pub(super) fn pinned(title: &str, questions: &[PinnedQuestion], language: Language) -> Markup {
    html! {
        @if !questions.is_empty() {
            section {
                h2 { (title) }
                ul.questions { @for one in questions { li { (question(one, false, language)) } } }
            }
        }
    }
}

/// One question: its words, who asked, what was answered, what it became.
fn question(one: &PinnedQuestion, with_figure: bool, language: Language) -> Markup {
    html! {
        @match &one.text {
            Some(text) => blockquote { (text) },
            None => p.quiet { (language.choose("Les mots de cette question ont été effacés.", "The words of this question were erased.")) },
        }
        p.detail {
            (one.id) " · "
            @match &one.who {
                Some(who) => (who),
                None => (language.choose("de la salle", "from the room")),
            }
            ", " (date(one.day, language))
            @if with_figure { (language.choose(", sur ", ", on ")) (reference(&one.figure)) }
            @if let Some(reading) = one.reading.as_ref().filter(|_| !with_figure) { " · " (reference(reading)) }
            @if one.is_open() { " · " span.state.late { (language.choose("attend une réponse", "waits for an answer")) } }
        }
        @for (who, day, text) in &one.answers {
            div.answer {
                @match text {
                    Some(text) => p { (text) },
                    None => p.quiet { (language.choose("Les mots de cette réponse ont été effacés.", "The words of this answer were erased.")) },
                }
                p.detail { (language.choose("Réponse de ", "Answer of ")) (who) ", " (date(*day, language)) }
            }
        }
        @if !one.became.is_empty() {
            p.became { (language.choose("Elle est devenue\u{a0}:", "It became:")) }
            (references(&one.became))
        }
    }
}

/// The readings held and the questions that wait.
pub(crate) fn readings(list: &ReadingList, language: Language) -> Page {
    let title = language.choose("Lectures et questions", "Readings and questions");
    Page {
        title: title.to_owned(),
        section: Section::Readings,
        body: html! {
            h1 { (title) }
            p.purpose { (language.choose(
                "Ce qui a été demandé en lisant les comptes, ce qui a été répondu, et ce que c'est devenu.",
                "What was asked while reading the accounts, what was answered, and what became of it.",
            )) }
            (explained(&["lecture", "question", "grief", "proposition"], language))
            @if list.pages.current == 1 {
                section {
                    h2 { (language.choose("Les questions qui attendent", "The questions that wait")) }
                    @if list.waiting.is_empty() {
                        p { (language.choose("Aucune question n'attend.", "No question waits.")) }
                    } @else {
                        ul.questions { @for one in &list.waiting { li { (question(one, true, language)) } } }
                    }
                }
            }
            section {
                h2 { (language.choose("Les lectures", "The readings")) }
                @if list.readings.is_empty() {
                    p {
                        (language.choose("Aucune lecture n'a encore été tenue. ", "No reading was held yet. "))
                        (linked(Some(&Place::SharedReading), html! { (language.choose("Commencer par les cinq étapes", "Begin with the five steps")) })) "."
                    }
                }
                @for one in &list.readings { (record(one, language)) }
                (page_links(list.pages, language, |page| format!("{}?page={page}", Place::Readings.address())))
            }
            @if !list.alone.is_empty() {
                section {
                    h2 { (language.choose("Posées hors séance", "Asked outside a session")) }
                    ul.questions { @for one in &list.alone { li id=(one.id) { (question(one, true, language)) } } }
                }
            }
        },
    }
}

fn record(one: &ReadingRecord, language: Language) -> Markup {
    html! {
        article.reading id=(one.id) {
            h3 { (one.title) }
            p.detail {
                (one.id) " · " (date(one.day, language))
                (language.choose(" · animée par ", " · led by ")) (one.facilitator)
                @match one.closed {
                    Some((_, people)) => { " · " (counted(u64::from(people), &PEOPLE, language)) }
                    None => { " · " span.state { (language.choose("ouverte", "open")) } }
                }
                " · " (asked(one, language))
            }
            @if !one.record.is_empty() {
                div.text { @for paragraph in &one.record { p { (paragraph) } } }
            }
            @if !one.questions.is_empty() {
                details open[one.closed.is_none()] {
                    summary { (language.choose("Questions et réponses", "Questions and answers")) }
                    ul.questions { @for question in &one.questions { li id=(question.id) { (self::question(question, true, language)) } } }
                }
            }
        }
    }
}

fn asked(one: &ReadingRecord, language: Language) -> String {
    const QUESTIONS: Noun =
        Noun { french: ["question", "questions"], english: ["question", "questions"] };
    let asked = counted(one.questions.len() as u64, &QUESTIONS, language);
    let open = one.questions.iter().filter(|question| question.is_open()).count() as u64;
    match (open, language) {
        (0, _) => asked,
        (open, Language::French) => format!("{asked}, dont {} sans réponse", count(open, language)),
        (open, Language::English) => format!("{asked}, {} unanswered", count(open, language)),
    }
}
