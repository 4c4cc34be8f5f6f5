//! What programs may read, as a page for those who write them.

use caisse_units::Language;
use maud::html;

use super::{Page, Section};
use crate::api::Reading;

pub(crate) fn api(readings: &[Reading], language: Language) -> Page {
    Page {
        title: language.choose("Pour les programmes", "For programs").to_owned(),
        section: Section::Journal,
        body: html! {
            h1 { (language.choose("Pour les programmes", "For programs")) }
            p { (language.choose(
                "Ce que disent les pages, un programme peut le lire aussi\u{a0}: en JSON, à la même adresse précédée de /api/v1. Les montants sont en centimes entiers\u{a0}; un lieu est l'adresse d'une page.",
                "What the pages say, a program may read too: as JSON, at the same address after /api/v1. Amounts are whole cents; a place is the address of a page.",
            )) }
            p { (language.choose("La description complète, au format OpenAPI\u{a0}: ", "The whole description, in the OpenAPI format: "))
                a href="/api/v1/openapi.json" { "openapi.json" } "." }
            div.wide { table {
                caption { (language.choose("Ce qui peut être lu", "What may be read")) }
                thead { tr {
                    th scope="col" { (language.choose("Adresse", "Address")) }
                    th scope="col" { (language.choose("Ce que c'est", "What it is")) }
                } }
                tbody { @for reading in readings { tr {
                    th scope="row" { code { "/api/v1" (reading.path) } }
                    td { (language.choose(reading.says.0, reading.says.1)) }
                } } }
            } }
        },
    }
}
