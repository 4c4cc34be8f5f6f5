//! A member's page: my contribution and why, my money, my allowance, my requests.

use caisse_units::{Amount, Language};
use maud::{Markup, html};

use super::parts::{Noun, counted, date, money, money_to, short_date, steps};
use super::{Page, Section, charts, consequences};
use crate::views::{
    Allowance, Contribution, MemberPage, PastContribution, Payment, Place, RequestLine, Transfer,
};

const DAYS: Noun = Noun { french: ["jour", "jours"], english: ["day", "days"] };

pub(crate) fn member(member: &MemberPage, language: Language) -> Page {
    let name = member.name.as_ref().unwrap_or(&member.pseudonym);
    Page {
        title: format!("{} {name}", language.choose("Membre", "Member")),
        section: Section::Elsewhere,
        body: html! {
            h1 { (language.choose("Ma page", "My page")) span.quiet { " · " (name) } }
            p.quiet { (language.choose("Membre depuis le ", "Member since ")) (date(member.since, language)) }
            @if !member.standing.is_empty() {
                ul.standing { @for state in &member.standing { li { (state) } } }
            }
            section {
                @match &member.contribution {
                    Some(contribution) => (self::contribution(contribution, language)),
                    None => {
                        h2 { (language.choose("Ma cotisation", "My contribution")) }
                        p {
                            (language.choose(
                                "Aucune cotisation n'est appelée ce mois-ci.",
                                "No contribution is called this month.",
                            ))
                        }
                    }
                }
            }
            (consequences::mine(&member.changes, language))
            (my_money(member, language))
            (allowances(&member.allowances, language))
            (requests(&member.requests, language))
            (earlier(&member.earlier, language))
        },
    }
}

fn contribution(contribution: &Contribution, language: Language) -> Markup {
    let why = Place::Why(contribution.claim.clone());
    html! {
        h2 {
            @match language {
                Language::French => { "Ma cotisation " (contribution.month.genitive(language)) }
                Language::English => { "My contribution for " (contribution.month.written(language)) }
            }
        }
        p.headline {
            (money_to(contribution.due, Some(&why), language))
            " "
            span class=(payment_class(&contribution.payment)) { (payment(&contribution.payment, language)) }
        }
        p.quiet {
            (language.choose("Demandée pour le ", "Asked for ")) (date(contribution.due_day, language))
            (language.choose("\u{a0}; reçu ", "; received ")) (money(contribution.paid, language)) "."
        }
        h3 { (language.choose("Pourquoi ce montant", "Why this amount")) }
        (steps(&contribution.steps))
        p { a href=(why.address()) {
            (language.choose(
                "Jusqu'au vote\u{a0}: tout le calcul",
                "Down to the vote: the whole computation",
            ))
        } }
        @if let Some(transfer) = &contribution.transfer {
            (how_to_pay(transfer, contribution.due.minus(contribution.paid), language))
        }
    }
}

/// Where a payment stands, in a few words.
fn payment(payment: &Payment, language: Language) -> Markup {
    html! {
        @match payment {
            Payment::Awaited => (language.choose("à payer", "to be paid")),
            Payment::Partial => (language.choose("payée en partie", "paid in part")),
            Payment::Paid { on } => { (language.choose("payée le ", "paid on ")) (date(*on, language)) }
            Payment::Late { days } => {
                (language.choose("en retard de ", "late by "))
                (counted(u64::from(*days), &DAYS, language))
            }
            Payment::Arranged { terms } => (terms),
        }
    }
}

fn payment_class(payment: &Payment) -> &'static str {
    match payment {
        Payment::Paid { .. } => "state done",
        Payment::Late { .. } => "state late",
        Payment::Awaited | Payment::Partial | Payment::Arranged { .. } => "state",
    }
}

fn how_to_pay(transfer: &Transfer, remaining: Amount, language: Language) -> Markup {
    html! {
        h3 { (language.choose("Payer par virement", "Pay by transfer")) }
        div.transfer {
            dl.facts {
                dt { (language.choose("Il reste", "Remaining")) } dd { (money(remaining, language)) }
                dt { (language.choose("À", "To")) } dd { (transfer.beneficiary) }
                dt { "IBAN" } dd { code { (transfer.iban) } }
                dt { (language.choose("Référence", "Reference")) } dd { code { (transfer.reference) } }
            }
            (charts::qr(
                "virement",
                language.choose("Le même virement, à lire avec l'application de la banque", "The same transfer, for the bank's phone application"),
                &transfer.qr_text,
            ))
        }
    }
}

fn my_money(member: &MemberPage, language: Language) -> Markup {
    html! {
        @if !member.my_money.is_empty() {
            section {
                h2 { (language.choose("Où est allé mon argent", "Where my money went")) }
                (charts::stack(
                    "mon-argent",
                    language.choose("Mes cotisations de l'année", "My contributions of the year"),
                    &member.my_money,
                    language,
                ))
            }
        }
    }
}

fn allowances(allowances: &[Allowance], language: Language) -> Markup {
    html! {
        section {
            h2 { (language.choose("Ce que la caisse m'a accordé", "What the caisse granted me")) }
            @if allowances.is_empty() {
                p { (language.choose("Rien pour le moment.", "Nothing so far.")) }
            } @else {
                table.folds role="table" {
                    caption.unseen { (language.choose("Allocations", "Allocations")) }
                    thead role="rowgroup" { tr role="row" {
                        th role="columnheader" scope="col" {
                            (language.choose("Pour quoi", "What for"))
                        }
                        th role="columnheader" scope="col" { (language.choose("Le", "On")) }
                        th role="columnheader" scope="col" {
                            (language.choose("Où elle en est", "Where it stands"))
                        }
                        th.number role="columnheader" scope="col" {
                            (language.choose("Montant", "Amount"))
                        }
                    } }
                    tbody role="rowgroup" {
                        @for allowance in allowances { (self::allowance(allowance, language)) }
                    }
                }
            }
        }
    }
}

fn allowance(allowance: &Allowance, language: Language) -> Markup {
    let why = Place::Why(allowance.allocation.clone());
    html! { tr role="row" {
        th.what role="rowheader" scope="row" { (allowance.label) }
        td role="cell" { (short_date(allowance.day, language)) }
        td role="cell" { (allowance.state) }
        td.number role="cell" { (money_to(allowance.amount, Some(&why), language)) }
    } }
}

fn requests(requests: &[RequestLine], language: Language) -> Markup {
    html! {
        section {
            h2 { (language.choose("Mes demandes", "My requests")) }
            @if requests.is_empty() {
                p { (language.choose("Aucune demande.", "No request.")) }
            } @else {
                ul.requests { @for request in requests { li {
                    strong { (request.label) }
                    span.quiet { " " (request.request) ", " (date(request.day, language)) }
                    @if let Some(asked) = request.asked {
                        (language.choose("\u{a0}; demandé\u{a0}: ", "; asked: ")) (money(asked, language))
                    }
                    p {
                        (request.state)
                        @if let Some(allocation) = &request.allocation {
                            " " a href=(Place::Why(allocation.clone()).address()) {
                                (language.choose("Pourquoi ce montant", "Why this amount"))
                            }
                        }
                    }
                } } }
            }
        }
    }
}

fn earlier(earlier: &[PastContribution], language: Language) -> Markup {
    html! {
        @if !earlier.is_empty() {
            section {
                h2 { (language.choose("Mes cotisations passées", "My earlier contributions")) }
                table.folds role="table" {
                    caption.unseen {
                        (language.choose(
                            "Cotisations des mois passés",
                            "Contributions of earlier months",
                        ))
                    }
                    thead role="rowgroup" { tr role="row" {
                        th role="columnheader" scope="col" { (language.choose("Mois", "Month")) }
                        th role="columnheader" scope="col" {
                            (language.choose("Où elle en est", "Where it stands"))
                        }
                        th.number role="columnheader" scope="col" {
                            (language.choose("Demandé", "Asked"))
                        }
                        th.number role="columnheader" scope="col" {
                            (language.choose("Reçu", "Received"))
                        }
                    } }
                    tbody role="rowgroup" { @for past in earlier { (past_contribution(past, language)) } }
                }
            }
        }
    }
}

fn past_contribution(past: &PastContribution, language: Language) -> Markup {
    let why = Place::Why(past.claim.clone());
    html! { tr role="row" {
        th.what role="rowheader" scope="row" { (past.month.written(language)) }
        td role="cell" { (payment(&past.payment, language)) }
        td.number role="cell" data-name=(language.choose("demandé", "asked")) {
            (money_to(past.due, Some(&why), language))
        }
        td.number.second role="cell" data-name=(language.choose("reçu", "received")) {
            (money(past.paid, language))
        }
    } }
}
