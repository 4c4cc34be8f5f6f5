//! Agreements with producers and services, and matters ceded to a federation.

use caisse_units::{Amount, Language};
use maud::{Markup, html};

use super::parts::{adoption, date, money, reference};
use super::{Page, Section, charts};
use crate::views::{Agreement, Agreements, Cession};

pub(crate) fn agreements(agreements: &Agreements, language: Language) -> Page {
    let heading = language.choose("Les conventions", "The agreements");
    Page {
        title: heading.to_owned(),
        section: Section::Agreements,
        body: html! {
            h1 { (heading) }
            p.purpose { (language.choose(
                "Chez qui les crédits de la caisse se dépensent, à quelles conditions votées\u{a0}; et ce qu'une fédération décide à sa place.",
                "Where the credits of the caisse are spent, under which voted conditions; and what a federation decides in its place.",
            )) }
            section {
                h2 { (language.choose("Producteurs et services", "Producers and services")) }
                @if agreements.agreements.is_empty() {
                    p { (language.choose("Aucune convention pour le moment.", "No agreement so far.")) }
                } @else {
                    ul.rules { @for one in &agreements.agreements { (agreement(one, language)) } }
                }
            }
            @if !agreements.cessions.is_empty() {
                section {
                    h2 { (language.choose("Compétences cédées", "Matters ceded")) }
                    ul.rules { @for one in &agreements.cessions { (cession(one, language)) } }
                }
            }
        },
    }
}

fn agreement(one: &Agreement, language: Language) -> Markup {
    let total: Amount = one.spent.iter().map(|(_, amount)| *amount).sum();
    html! { li #(one.id) {
        h3 { (reference(&one.partner)) }
        p {
            @if !one.holds { strong { (language.choose("Hors de ces dates. ", "Outside its dates. ")) } }
            (one.rate) (language.choose(" du prix, du ", " of the price, from ")) (date(one.from, language))
            (language.choose(" au ", " to ")) (date(one.until, language)) "."
        }
        blockquote.text { @for paragraph in &one.criteria { p { (paragraph) } } }
        p.quiet { (one.id) " · " (adoption(&one.adoption, language)) "." }
        @if let Some(ended) = &one.ended {
            p.quiet { (language.choose("Arrêtée avant son terme\u{a0}: ", "Ended before its term: ")) (adoption(ended, language)) "." }
        }
        @if !one.spent.is_empty() { (spent(one, total, language)) }
    } }
}

fn spent(one: &Agreement, total: Amount, language: Language) -> Markup {
    let largest = one.spent.iter().map(|(_, amount)| *amount).max().unwrap_or_default();
    html! {
        details {
            summary {
                (language.choose("Dépensé là\u{a0}: ", "Spent there: ")) (money(total, language))
            }
            table.plain {
                caption.unseen { (language.choose("Dépensé par mois", "Spent by month")) }
                thead { tr {
                    th scope="col" { (language.choose("Mois", "Month")) }
                    th.number scope="col" { (language.choose("Montant", "Amount")) }
                } }
                tbody { @for (month, amount) in &one.spent { tr {
                    th scope="row" { (month.written(language)) }
                    td.number { (money(*amount, language)) (charts::bar(*amount, largest)) }
                } } }
            }
        }
    }
}

/// A matter ceded, its terms and its vote.
pub(super) fn cession(one: &Cession, language: Language) -> Markup {
    html! { li #(one.id) {
        h3 { (one.matter) }
        p { (language.choose("Décidé par ", "Decided by ")) strong { (one.federation) } "." }
        @for term in &one.terms { p { (term) } }
        p.quiet { (one.id) " · " (adoption(&one.adoption, language)) "." }
        @if let Some((day, back)) = &one.taken_back {
            p {
                (language.choose("Reprise à partir du ", "Taken back from ")) (date(*day, language))
                (language.choose("\u{a0}: ", ": ")) (adoption(back, language)) "."
            }
        }
    } }
}
