//! One entry of the books: what moved, and why.

use caisse_units::Language;
use maud::{Markup, html};

use super::parts::{date, linked, money, money_if_any, record_number, references};
use super::{Page, Section};
use crate::views::{Entry, Place, Posting};

pub(crate) fn entry(entry: &Entry, language: Language) -> Page {
    let title = format!("{} {}", language.choose("Écriture", "Entry"), entry.id);
    Page {
        title: title.clone(),
        section: Section::Accounts,
        body: html! {
            h1 { (title) }
            p.purpose { (entry.label) }
            p.quiet {
                (language.choose("Du ", "Of ")) (date(entry.day, language))
                (language.choose(", enregistrée le ", ", recorded on ")) (date(entry.recorded, language)) "."
            }
            (postings(entry, language))
            section {
                h2 { (language.choose("Pourquoi cette écriture", "Why this entry")) }
                (references(&entry.reasons))
            }
            @if !entry.corrections.is_empty() {
                section {
                    h2 { (language.choose("Corrections", "Corrections")) }
                    (references(&entry.corrections))
                }
            }
            (record_number(entry.record, language))
        },
    }
}

fn postings(entry: &Entry, language: Language) -> Markup {
    let debit = entry.postings.iter().map(|posting| posting.debit).sum();
    let credit = entry.postings.iter().map(|posting| posting.credit).sum();
    html! {
        div.wide { table {
            caption {
                (language.choose(
                    "Ce qui a bougé\u{a0}: à gauche où l'argent va, à droite d'où il vient",
                    "What moved: on the left where the money goes, on the right where it comes \
                     from",
                ))
            }
            thead { tr {
                th scope="col" { (language.choose("Compte", "Account")) }
                th.number scope="col" { (language.choose("Débit", "Debit")) }
                th.number scope="col" { (language.choose("Crédit", "Credit")) }
            } }
            tbody { @for posting in &entry.postings { (self::posting(posting, entry.day.year(), language)) } }
            tfoot { tr {
                th scope="row" { "Total" }
                td.number { (money(debit, language)) }
                td.number { (money(credit, language)) }
            } }
        } }
    }
}

fn posting(posting: &Posting, year: i16, language: Language) -> Markup {
    let place = Place::Account { account: posting.account.clone(), year };
    html! { tr {
        th scope="row" {
            (linked(Some(&place), html! { code { (posting.account) } " " (posting.title) }))
            @if let Some(party) = &posting.party { span.note { (party) } }
        }
        td.number { (money_if_any(posting.debit, None, language)) }
        td.number { (money_if_any(posting.credit, None, language)) }
    } }
}
