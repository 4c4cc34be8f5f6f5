//! A version of a rule, as the assembly reads it.

use caisse_units::Language;
use maud::{Markup, html};

use super::federation::set_by;
use super::parts::{adoption, date, parameters};
use super::{Page, Section};
use crate::views::{Example, Place, Rule, Table, Version};

pub(crate) fn rule(rule: &Rule, language: Language) -> Page {
    Page {
        title: rule.title.clone(),
        section: Section::Rules,
        body: html! {
            p.above { a href=(Place::Rules.address()) { (language.choose("Règles", "Rules")) } }
            h1 { (rule.title) }
            @if let Some((day, repeal)) = &rule.repealed {
                p.repealed {
                    strong { (language.choose("Règle abrogée", "Rule repealed")) }
                    (language.choose(" à partir du ", " from ")) (date(*day, language))
                    (language.choose("\u{a0}: ", ": ")) (adoption(repeal, language)) "."
                }
            }
            p.quiet {
                (language.choose("Version en vigueur depuis le ", "Version in force since "))
                (date(rule.since, language))
                @if let Some(until) = rule.until {
                    (language.choose(" et jusqu'au ", " and until ")) (date(until, language))
                }
                ". "
                @match &rule.common {
                    Some(common) => (set_by(common, language)),
                    None => { (adoption(&rule.adoption, language)) "." }
                }
            }
            div.text { @for sentence in &rule.sentences { p { (sentence) } } }
            @for table in &rule.tables { (self::table(table)) }
            @if !rule.parameters.is_empty() { (parameters(&rule.parameters, language)) }
            (examples(&rule.examples, language))
            @if !rule.findings.is_empty() {
                section {
                    h2 {
                        (language.choose("Ce que la vérification a trouvé", "What the check found"))
                    }
                    ul { @for finding in &rule.findings { li { (finding) } } }
                }
            }
            section {
                h2 { (language.choose("Ses versions", "Its versions")) }
                (versions(rule, language))
            }
        },
    }
}

fn table(table: &Table) -> Markup {
    html! {
        div.wide tabindex="0" { table {
            caption { (table.caption) }
            thead { tr {
                @for (index, column) in table.columns.iter().enumerate() {
                    th.number[index > 0] scope="col" { (column) }
                }
            } }
            tbody { @for row in &table.rows { tr {
                @for (index, cell) in row.iter().enumerate() {
                    @if index == 0 { th scope="row" { (cell) } } @else { td.number { (cell) } }
                }
            } } }
        } }
    }
}

fn examples(examples: &[Example], language: Language) -> Markup {
    html! {
        @if !examples.is_empty() {
            section {
                h2 { (language.choose("Exemples vérifiés", "Checked examples")) }
                div.wide tabindex="0" { table {
                    caption.unseen { (language.choose("Exemples", "Examples")) }
                    thead { tr {
                        th scope="col" { (language.choose("Cas", "Case")) }
                        th.number scope="col" { (language.choose("Résultat", "Result")) }
                    } }
                    tbody { @for example in examples { tr {
                        th scope="row" { (example.case) }
                        td.number { (example.result) }
                    } } }
                } }
            }
        }
    }
}

fn versions(rule: &Rule, language: Language) -> Markup {
    html! {
        ol.versions {
            @for version in &rule.versions {
                li aria-current=[(version.since == rule.since).then_some("true")] {
                    (span(rule, version, language)) (language.choose("\u{a0}: ", ": ")) (adoption(&version.adoption, language)) "."
                }
            }
        }
    }
}

fn span(rule: &Rule, version: &Version, language: Language) -> Markup {
    let place = Place::Rule { name: rule.name.clone(), since: Some(version.since) };
    html! {
        a href=(place.address()) {
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
