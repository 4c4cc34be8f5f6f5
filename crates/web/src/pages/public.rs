//! The public page, and the rules in force.

use caisse_units::Language;
use maud::{Markup, html};

use super::parts::{Noun, adoption, count, counted, date, linked, money_to};
use super::words::explained;
use super::{Page, Section, charts, journal};
use crate::views::{Flow, List, Part, Place, Public, RuleInForce, Survival};

const HOUSEHOLDS: Noun = Noun { french: ["foyer", "foyers"], english: ["household", "households"] };
const ORGANISATIONS: Noun =
    Noun { french: ["organisation", "organisations"], english: ["organisation", "organisations"] };
const MONTHS: Noun = Noun { french: ["mois", "mois"], english: ["month", "months"] };

/// The public page; `month` tells whether the reader may follow links to the treasurer's month.
pub(crate) fn public(public: &Public, month: bool, language: Language) -> Page {
    Page {
        title: language.choose("La caisse", "The caisse").to_owned(),
        section: Section::Caisse,
        body: html! {
            (opening(public, language))
            (explained(&["caisse", "fonds", "cotisation", "allocation", "reserve"], language))
            (flows(public, month, language))
            (ten_euros(&public.ten_euros, language))
            (survival(&public.survival, language))
            p { a href=(Place::SharedReading.address()) {
                (language.choose("Lire les comptes ensemble, en cinq étapes", "Read the accounts together, in five steps"))
            } }
            section {
                h2 {
                    (language.choose(
                        "Les règles en vigueur et leur vote",
                        "The rules in force and their votes",
                    ))
                }
                (rule_list(&public.rules, Under::Heading, language))
            }
            @if let Some(checkpoint) = &public.checkpoint {
                section {
                    h2 { (language.choose("Ce qui fait foi", "What can be relied on")) }
                    (journal::checkpoint_in_short(checkpoint, language))
                }
            }
        },
    }
}

fn opening(public: &Public, language: Language) -> Markup {
    let members = public.members;
    let accounts = Place::Accounts(public.month.year());
    html! {
        h1.unseen { (language.choose("La caisse", "The caisse")) }
        p.purpose { (public.purpose) }
        dl.figures {
            div.main {
                dt { (language.choose("Fonds disponible", "Fund in hand")) }
                dd { (money_to(public.fund, Some(&accounts), language)) }
                dd.quiet { (language.choose("au ", "on ")) (date(public.as_of, language)) }
            }
            div {
                dt { (language.choose("Membres", "Members")) }
                dd { (count(u64::from(members.people), language)) }
                dd.quiet {
                    (counted(u64::from(members.households), &HOUSEHOLDS, language))
                    @if members.organisations > 0 {
                        ", "
                        (counted(u64::from(members.organisations), &ORGANISATIONS, language))
                    }
                }
            }
            div {
                dt { (language.choose("Le fonds tient", "The fund lasts")) }
                dd { (lasting(public.survival.months, language)) }
                @match &public.survival.alone {
                    None => dd.quiet { (language.choose("au rythme actuel", "at today's pace")) },
                    Some(alone) if alone.months == public.survival.months => {
                        dd.quiet { (language.choose("même sur les cotisations seules", "even on contributions alone")) }
                    }
                    Some(alone) => {
                        dd.quiet { (language.choose("si toutes les rentrées continuent", "if all income goes on")) }
                        dd.quiet {
                            (language.choose("cotisations seules\u{a0}: ", "contributions alone: "))
                            strong { (lasting(alone.months, language)) }
                        }
                    }
                }
            }
            @if !public.kept_for_others.is_zero() {
                div {
                    dt { (language.choose("Gardé pour d'autres", "Kept for others")) }
                    dd { (money_to(public.kept_for_others, Some(&accounts), language)) }
                    dd.quiet {
                        (language.choose(
                            "parts dues et fonds dédiés",
                            "shares owed and dedicated funds",
                        ))
                    }
                }
            }
        }
    }
}

/// How long the fund lasts, in a few words.
fn lasting(months: Option<u32>, language: Language) -> String {
    match months {
        Some(months) => counted(u64::from(months), &MONTHS, language),
        None => language.choose("sans s'épuiser", "without running out").to_owned(),
    }
}

fn ten_euros(parts: &[Part], language: Language) -> Markup {
    let title = language.choose(
        "Dix pièces d'un euro, coupées là où elles partent",
        "Ten one-euro coins, cut where they go",
    );
    html! {
        section {
            h2 { (language.choose("Où vont 10 € de cotisation", "Where €10 of contribution go")) }
            @if parts.is_empty() {
                p { (language.choose("Rien n'a encore été reçu.", "Nothing has come in yet.")) }
            } @else {
                (charts::ten_coins("dix-euros", title, parts, language))
            }
        }
    }
}

fn flows(public: &Public, month: bool, language: Language) -> Markup {
    let year = public.month.year();
    let the_year = match language {
        Language::French => format!("année {year}"),
        Language::English => format!("the year {year}"),
    };
    let accounts = Place::Accounts(year);
    let paid = Place::MonthList(public.month, List::Paid);
    let paid = if month { &paid } else { &accounts };
    html! {
        section {
            h2 { (language.choose("Ce qui entre, ce qui sort", "What comes in, what goes out")) }
            div.wide {
                table {
                    caption.unseen {
                        (language.choose(
                            "Cotisations reçues et allocations versées",
                            "Contributions received and allocations paid",
                        ))
                    }
                    thead { tr {
                        th scope="col" { (language.choose("Période", "Period")) }
                        th.number scope="col" { (language.choose("Cotisations", "Contributions")) }
                        th.number scope="col" { (language.choose("Allocations", "Allocations")) }
                    } }
                    tbody {
                        (flow_row(&public.month.written(language), public.this_month, paid, &accounts, language))
                        (flow_row(&the_year, public.this_year, &accounts, &accounts, language))
                    }
                }
            }
            p { a href=(accounts.address()) {
                (language.choose("Lire les comptes de l'année", "Read the accounts of the year"))
            } }
        }
    }
}

/// A period; what came in leads to what lists it, what went out to the accounts.
fn flow_row(
    period: &str,
    flow: Flow,
    received: &Place,
    accounts: &Place,
    language: Language,
) -> Markup {
    let largest = flow.contributions.max(flow.allocations);
    html! {
        tr {
            th scope="row" { (period) }
            td.number {
                (money_to(flow.contributions, Some(received), language))
                (charts::bar(flow.contributions, largest))
            }
            td.number {
                (money_to(flow.allocations, Some(accounts), language))
                (charts::bar(flow.allocations, largest))
            }
        }
    }
}

fn survival(survival: &Survival, language: Language) -> Markup {
    html! {
        section {
            h2 { (language.choose("Combien de temps le fonds tient", "How long the fund lasts")) }
            p { (survival.method) }
            @if let Some(alone) = &survival.alone { p { (alone.method) } }
            (charts::fund(
                "fonds",
                language.choose("Le fonds, mois après mois, puis ce qui est prévu", "The fund, month after month, then what is expected"),
                &survival.fund,
                survival.alone.as_ref().map_or(&[], |alone| &alone.fund),
                survival.floor,
                language,
            ))
        }
    }
}

/// The page of the rules in force.
pub(crate) fn rules(public: &Public, language: Language) -> Page {
    Page {
        title: language.choose("Les règles", "The rules").to_owned(),
        section: Section::Rules,
        body: html! {
            h1 { (language.choose("Les règles en vigueur", "The rules in force")) }
            p.purpose { (language.choose(
                "Chaque règle a été votée\u{a0}; c'est elle, mot pour mot, qui calcule les \
                 montants.",
                "Each rule was voted; it is the rule itself, word for word, that computes the \
                 amounts.",
            )) }
            (rule_list(&public.rules, Under::Title, language))
        },
    }
}

/// What a list of rules stands under, which gives the rank of its own headings.
#[derive(Clone, Copy, PartialEq)]
enum Under {
    Title,
    Heading,
}

fn rule_list(rules: &[RuleInForce], under: Under, language: Language) -> Markup {
    html! {
        ul.rules {
            @for rule in rules { (rule_in_force(rule, under, language)) }
            @if rules.is_empty() {
                li { p { (language.choose("Aucune règle n'est encore en vigueur.", "No rule is in force yet.")) } }
            }
        }
    }
}

fn rule_in_force(rule: &RuleInForce, under: Under, language: Language) -> Markup {
    let place = Place::Rule { name: rule.name.clone(), since: Some(rule.since) };
    let link = linked(Some(&place), html! { (rule.title) });
    html! {
        li {
            @match under {
                Under::Title => h2 { (link) },
                Under::Heading => h3 { (link) },
            }
            p { (rule.summary) }
            p.quiet {
                (language.choose("En vigueur depuis le ", "In force since "))
                (date(rule.since, language)) ". "
                (adoption(&rule.adoption, language)) "."
            }
        }
    }
}
