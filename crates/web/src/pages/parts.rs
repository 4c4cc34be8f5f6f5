//! The small pieces that all pages are made of: amounts, days, links, steps, lists of references.

use caisse_units::{Amount, Day, Language};
use maud::{Markup, html};

use crate::views::{Adoption, Pages, Parameter, Place, Reference, Step};

/// An amount, in figures that line up.
pub(crate) fn money(amount: Amount, language: Language) -> Markup {
    html! { span.amount { (amount.written(language)) } }
}

/// An amount that leads to its reason.
pub(crate) fn money_to(amount: Amount, place: Option<&Place>, language: Language) -> Markup {
    linked(place, money(amount, language))
}

/// Debit or credit, leading to its entry: nothing is written for nothing.
pub(crate) fn money_if_any(amount: Amount, place: Option<&Place>, language: Language) -> Markup {
    html! { @if !amount.is_zero() { (money_to(amount, place, language)) } }
}

/// A day, for people and for programs.
pub(crate) fn date(day: Day, language: Language) -> Markup {
    html! { time datetime=(day) { (day.written(language)) } }
}

/// A day in a table: `31/01/2026`, `31 Jan 2026` would not line up, so English has `2026-01-31`.
pub(crate) fn short_date(day: Day, language: Language) -> Markup {
    let month = day.month();
    let french = format!("{:02}/{:02}/{}", day.day_of_month(), month.month_of_year(), day.year());
    html! { time datetime=(day) {
        @match language { Language::French => (french), Language::English => (day) }
    } }
}

/// A count with its thousands apart.
pub(crate) fn count(number: u64, language: Language) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + 8);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push_str(language.choose("\u{202f}", ","));
        }
        grouped.push(digit);
    }
    grouped
}

/// A noun, one and many, in both languages.
pub(crate) struct Noun {
    /// One and many, in French.
    pub french: [&'static str; 2],
    /// One and many, in English.
    pub english: [&'static str; 2],
}

/// A count with its noun. French takes the singular for 0 and 1, English for 1 alone.
pub(crate) fn counted(number: u64, noun: &Noun, language: Language) -> String {
    let noun = match language {
        Language::French => noun.french[usize::from(number > 1)],
        Language::English => noun.english[usize::from(number != 1)],
    };
    format!("{}\u{a0}{noun}", count(number, language))
}

/// Something that leads to a place, or stands alone without one.
pub(crate) fn linked(place: Option<&Place>, content: Markup) -> Markup {
    match place {
        Some(place) => html! { a href=(place.address()) { (content) } },
        None => content,
    }
}

/// Steps of a computation, each with what it gave at the right, like a bill.
pub(crate) fn steps(steps: &[Step]) -> Markup {
    html! {
        ol.steps {
            @for step in steps {
                li {
                    div.step {
                        span.says { (linked(step.place.as_ref(), html! { (step.sentence) })) }
                        @if !step.value.is_empty() { span.gives { (step.value) } }
                    }
                    @if let Some(source) = &step.source {
                        p.source { (source) }
                    }
                    @if !step.from.is_empty() { (self::steps(&step.from)) }
                }
            }
        }
    }
}

/// A list of references.
pub(crate) fn references(references: &[Reference]) -> Markup {
    html! {
        ul.references {
            @for reference in references { li { (self::reference(reference)) } }
        }
    }
}

/// Votes and what they came to, side by side where there is room.
pub(crate) fn outcomes(references: &[Reference]) -> Markup {
    html! {
        ul.outcomes {
            @for reference in references { li {
                span { (linked(reference.place.as_ref(), html! { (reference.label) })) }
                @if let Some(detail) = &reference.detail { " " span.detail { (detail) } }
            } }
        }
    }
}

/// One reference.
pub(crate) fn reference(reference: &Reference) -> Markup {
    html! {
        (linked(reference.place.as_ref(), html! { (reference.label) }))
        @if let Some(detail) = &reference.detail { " " span.detail { (detail) } }
    }
}

/// The vote behind something: the assembly, the day, the decision, the count. A phrase without a
/// verb, so that it stands anywhere.
pub(crate) fn adoption(adoption: &Adoption, language: Language) -> Markup {
    let place = Place::Decision(adoption.decision.clone());
    html! {
        span.adoption {
            (adoption.assembly) (language.choose(" du ", " of ")) (date(adoption.day, language))
            (language.choose("\u{a0}: ", ": "))
            (linked(Some(&place), html! { (adoption.title) }))
            @if let Some(vote) = &adoption.vote { " (" (vote) ")" }
        }
    }
}

/// The dated values that a rule or an amount rests on.
pub(crate) fn parameters(parameters: &[Parameter], language: Language) -> Markup {
    html! {
        table.folds role="table" {
            caption { (language.choose("Valeurs utilisées", "Values used")) }
            thead role="rowgroup" { tr role="row" {
                th role="columnheader" scope="col" { (language.choose("Valeur", "Value")) }
                th.number role="columnheader" scope="col" {
                    (language.choose("Montant ou taux", "Amount or rate"))
                }
                th role="columnheader" scope="col" { (language.choose("Depuis le", "Since")) }
                th role="columnheader" scope="col" { "Source" }
            } }
            tbody role="rowgroup" {
                @for parameter in parameters { tr role="row" {
                    th.what role="rowheader" scope="row" { (parameter.title) }
                    td.number role="cell" { (parameter.value) }
                    td role="cell" { (short_date(parameter.since, language)) }
                    td role="cell" { (parameter.source) }
                } }
            }
        }
    }
}

/// The way through a long list; `place` gives the address of a page.
pub(crate) fn page_links(
    pages: Pages,
    language: Language,
    address: impl Fn(u32) -> String,
) -> Markup {
    html! {
        @if pages.count > 1 {
            nav.pages aria-label=(language.choose("Pages de la liste", "Pages of the list")) {
                @if pages.current > 1 {
                    a rel="prev" href=(address(pages.current - 1)) {
                        (language.choose("← Page précédente", "← Previous page"))
                    }
                }
                span { "Page " (pages.current) (language.choose(" sur ", " of ")) (pages.count) }
                @if pages.current < pages.count {
                    a rel="next" href=(address(pages.current + 1)) {
                        (language.choose("Page suivante →", "Next page →"))
                    }
                }
            }
        }
    }
}

/// The number of a record in the journal.
pub(crate) fn record_number(record: u64, language: Language) -> Markup {
    html! {
        p.quiet {
            (language.choose("Enregistrement n°\u{a0}", "Record no. ")) (count(record, language))
            (language.choose(" du ", " of "))
            a href=(Place::Journal(1).address()) { (language.choose("journal", "the journal")) }
            "."
        }
    }
}
