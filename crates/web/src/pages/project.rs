//! One project: where it comes from, what it costs, what was spent and under which signatures.

use caisse_units::{Amount, Language};
use maud::{Markup, html};

use super::parts::{adoption, date, money, money_to, reference, references, short_date};
use super::projects::{credit, listed};
use super::{Page, Section, charts};
use crate::views::{Cost, Credit, Invoice, Milestone, Place, Project};

pub(crate) fn project(project: &Project, language: Language) -> Page {
    let line = &project.line;
    Page {
        title: format!("{} {}", language.choose("Projet", "Project"), line.id),
        section: Section::Projects,
        body: html! {
            p.above {
                a href=(Place::Projects.address()) { (language.choose("Projets", "Projects")) }
                " · " (line.id)
            }
            h1 { (line.title) }
            p.quiet {
                strong { (line.state) }
                (language.choose("\u{a0}; ouvert le ", "; opened on ")) (date(project.day, language))
                (language.choose("\u{a0}; porté par ", "; carried by ")) (listed(&project.people)) "."
            }
            @if !project.text.is_empty() {
                div.text { @for paragraph in &project.text { p { (paragraph) } } }
            }
            section {
                h2 { (language.choose("L'argent", "The money")) }
                (credit(line, language))
                (costs(&project.costs, language))
                (credits(&project.credits, language))
            }
            (invoices(project, language))
            (milestones(&project.milestones, language))
            (reports(project, language))
            @if !project.thread.is_empty() {
                section {
                    h2 { (language.choose("Le fil, du grief au vote", "The thread, from the grievance to the vote")) }
                    (references(&project.thread))
                }
            }
        },
    }
}

fn costs(costs: &[Cost], language: Language) -> Markup {
    let largest = costs.iter().map(|cost| cost.planned.max(cost.spent)).max().unwrap_or_default();
    let sum = |amount: fn(&Cost) -> Amount| costs.iter().map(amount).sum::<Amount>();
    html! {
        @if !costs.is_empty() {
            div.wide { table {
                caption { (language.choose("Coûts", "Costs")) }
                thead { tr {
                    th scope="col" { (language.choose("Pour", "For")) }
                    th.number scope="col" { (language.choose("Prévu", "Planned")) }
                    th.number scope="col" { (language.choose("Facturé", "Invoiced")) }
                } }
                tbody { @for cost in costs { tr {
                    th scope="row" { (cost.label) }
                    td.number { (money(cost.planned, language)) (charts::bar(cost.planned, largest)) }
                    td.number { (money(cost.spent, language)) (charts::bar(cost.spent, largest)) }
                } } }
                tfoot { tr {
                    th scope="row" { (language.choose("En tout", "In all")) }
                    td.number { (money(sum(|cost| cost.planned), language)) }
                    td.number { (money(sum(|cost| cost.spent), language)) }
                } }
            } }
        }
    }
}

fn credits(credits: &[Credit], language: Language) -> Markup {
    html! {
        @if !credits.is_empty() {
            ul.references { @for credit in credits { li {
                (money(credit.amount, language)) (language.choose(", ouverts le ", ", opened on "))
                (date(credit.on, language))
                @if let Some(envelope) = &credit.envelope {
                    (language.choose(", sur l'enveloppe ", ", from the envelope ")) (reference(envelope))
                }
                " " span.detail { (adoption(&credit.adoption, language)) }
            } } }
        } @else {
            p { (language.choose(
                "Aucun vote n'a encore ouvert de crédit.", "No vote has opened a credit line yet.",
            )) }
        }
    }
}

fn invoices(project: &Project, language: Language) -> Markup {
    html! {
        @if !project.invoices.is_empty() {
            section {
                h2 { (language.choose("Les factures", "The invoices")) }
                p.quiet {
                    (language.choose("Payé à ce jour\u{a0}: ", "Paid so far: ")) (money(project.paid, language)) "."
                }
                table.folds.compare role="table" {
                    caption.unseen { (language.choose("Factures", "Invoices")) }
                    thead role="rowgroup" { tr role="row" {
                        th role="columnheader" scope="col" { (language.choose("Facture", "Invoice")) }
                        th role="columnheader" scope="col" { (language.choose("Du", "Of")) }
                        th role="columnheader" scope="col" { (language.choose("Où elle en est", "Where it stands")) }
                        th role="columnheader" scope="col" { (language.choose("Signée par", "Signed by")) }
                        th.number role="columnheader" scope="col" { (language.choose("Montant", "Amount")) }
                    } }
                    tbody role="rowgroup" { @for one in &project.invoices { (invoice(one, language)) } }
                }
            }
        }
    }
}

fn invoice(one: &Invoice, language: Language) -> Markup {
    html! { tr role="row" {
        th.what role="rowheader" scope="row" {
            (one.id) ", " (one.cost) span.note { (one.supplier) }
        }
        td role="cell" { (short_date(one.on, language)) }
        td role="cell" { (one.state) }
        td role="cell" data-name=(language.choose("signée par", "signed by")) {
            @if one.signatures.is_empty() { (language.choose("personne", "nobody")) } @else { (listed(&one.signatures)) }
        }
        td.number role="cell" { (money_to(one.amount, one.entry.place.as_ref(), language)) }
    } }
}

fn milestones(milestones: &[Milestone], language: Language) -> Markup {
    html! {
        @if !milestones.is_empty() {
            section {
                h2 { (language.choose("Les étapes", "The steps")) }
                ul.conditions { @for milestone in milestones {
                    @let state = match (milestone.reached, milestone.late) {
                        (Some(_), _) => ("met", language.choose("atteinte", "reached")),
                        (None, true) => ("unmet", language.choose("en retard", "late")),
                        (None, false) => ("awaited", language.choose("à venir", "to come")),
                    };
                    li class=(state.0) {
                        span.mark { (state.1) }
                        span {
                            (milestone.label) " "
                            span.detail {
                                @match milestone.reached {
                                    Some(day) => { (language.choose("le ", "on ")) (date(day, language)) }
                                    None => { (language.choose("pour le ", "by ")) (date(milestone.due, language)) }
                                }
                            }
                        }
                    }
                } }
            }
        }
    }
}

fn reports(project: &Project, language: Language) -> Markup {
    html! {
        @if !project.reports.is_empty() || project.report_due.is_some() {
            section {
                h2 { (language.choose("Compte rendu à l'assemblée", "Report back to the assembly")) }
                @for (day, text) in &project.reports {
                    h3 { (date(*day, language)) }
                    @for paragraph in text { p { (paragraph) } }
                }
                @if let Some(due) = project.report_due {
                    p.quiet {
                        (language.choose("Prochain compte rendu dû le ", "Next report owed on ")) (date(due, language)) "."
                    }
                }
            }
        }
    }
}
