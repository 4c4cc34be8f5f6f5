//! Why this amount: from the amount to the vote.

use caisse_units::Language;
use maud::html;

use super::parts::{
    adoption, date, money, parameters, record_number, reference, references, steps,
};
use super::{Page, Section};
use crate::views::Why;

pub(crate) fn why(why: &Why, language: Language) -> Page {
    Page {
        title: format!(
            "{} {}",
            language.choose("Pourquoi ce montant\u{a0}?", "Why this amount?"),
            why.id
        ),
        section: Section::Elsewhere,
        body: html! {
            p.above { (language.choose("Pourquoi ce montant\u{a0}?", "Why this amount?")) }
            h1 { (why.title) }
            p.headline {
                (money(why.amount, language)) " "
                span.quiet { (language.choose("calculé le ", "computed on ")) (date(why.day, language)) }
            }
            section {
                h2 { (language.choose("Le calcul", "The computation")) }
                (steps(&why.steps))
            }
            @if !why.parameters.is_empty() {
                section {
                    h2 { (language.choose("Les valeurs", "The values")) }
                    (parameters(&why.parameters, language))
                }
            }
            section {
                h2 { (language.choose("La règle et le vote", "The rule and the vote")) }
                p { (reference(&why.rule)) }
                p { (adoption(&why.adoption, language)) "." }
            }
            section {
                h2 { (language.choose("Les écritures", "The entries")) }
                @if why.entries.is_empty() {
                    p { (language.choose("Pas encore d'écriture.", "No entry yet.")) }
                } @else { (references(&why.entries)) }
            }
            (record_number(why.record, language))
        },
    }
}
