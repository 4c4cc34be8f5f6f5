//! The board: what is wrong, what is demanded, what is done, and with which money.

use caisse_units::{Amount, Language};
use maud::{Markup, html};

use super::parts::{Noun, adoption, counted, date, money, page_links, reference};
use super::words::explained;
use super::{Page, Section, charts};
use crate::views::{Board, Demand, Envelope, Grievance, Place, ProjectLine, Theme};

const GRIEVANCES: Noun = Noun { french: ["grief", "griefs"], english: ["grievance", "grievances"] };

pub(crate) fn projects(board: &Board, language: Language) -> Page {
    let heading = language.choose("Les projets", "The projects");
    Page {
        title: heading.to_owned(),
        section: Section::Projects,
        body: html! {
            h1 { (heading) }
            (explained(&["grief", "proposition"], language))
            p.purpose { (language.choose(
                "De ce qui ne va pas à ce qu'on exige, de là à ce qu'on fait, avec l'argent que l'assemblée a voté.",
                "From what is wrong to what is demanded, and on to what is done with the money that the assembly voted.",
            )) }
            section {
                h2 { (language.choose("Projets", "Projects")) }
                (project_list(&board.projects, language))
            }
            @if !board.envelopes.is_empty() {
                section {
                    h2 { (language.choose("Enveloppes", "Envelopes")) }
                    ul.rules { @for one in &board.envelopes { (envelope(one, language)) } }
                }
            }
            section {
                h2 { (language.choose("Revendications", "Demands")) }
                @if board.demands.is_empty() {
                    p { (language.choose("Aucune revendication pour le moment.", "No demand so far.")) }
                } @else {
                    ul.rules { @for one in &board.demands { (demand(one, language)) } }
                }
            }
            section {
                h2 { (language.choose("Griefs", "Grievances")) }
                p.quiet { (language.choose(
                    "Le texte d'un grief est confié à la caisse et n'est pas publié\u{a0}; qui le veut reste anonyme.",
                    "The text of a grievance is entrusted to the caisse and not published; whoever wants to stays anonymous.",
                )) }
                @if board.themes.is_empty() {
                    p { (language.choose("Aucun grief pour le moment.", "No grievance so far.")) }
                }
                @for one in &board.themes { (theme(one, language)) }
            }
            @if let Some(pages) = board.pages {
                (page_links(pages, language, |page| format!("{}?page={page}", Place::Projects.address())))
            }
        },
    }
}

fn project_list(projects: &[ProjectLine], language: Language) -> Markup {
    html! {
        @if projects.is_empty() {
            p { (language.choose("Aucun projet pour le moment.", "No project so far.")) }
        } @else {
            (charts::projects("avancement", language.choose(
                "Ce que chaque projet coûte, ce qui est voté, ce qui est utilisé",
                "What each project costs, what was voted, what was drawn",
            ), projects, language))
            ul.rules { @for project in projects { li {
                h3 { a href=(Place::Project(project.id.clone()).address()) { (project.title) } }
                p { (project.id) " · " strong { (project.state) } }
                (credit(project, language))
                @if project.steps.1 > 0 { (steps(project, language)) }
            } } }
        }
    }
}

/// Opened, drawn, left: in figures, and as a bar.
pub(crate) fn credit(project: &ProjectLine, language: Language) -> Markup {
    let left = project.credit.minus(project.drawn);
    html! {
        dl.triple {
            div {
                dt { (language.choose("Coût prévu", "Planned cost")) }
                dd { (money(project.cost, language)) }
            }
            div {
                dt { (language.choose("Crédit ouvert", "Credit opened")) }
                dd { (money(project.credit, language)) }
            }
            div {
                dt { (language.choose("Utilisé", "Drawn")) }
                dd { (money(project.drawn, language)) }
            }
            div {
                dt { (language.choose("Il reste", "Left")) }
                dd { strong { (money(left, language)) } }
            }
        }
        @if project.credit.is_positive() { (charts::filled(cents(project.drawn), cents(project.credit))) }
    }
}

fn cents(amount: Amount) -> u64 {
    u64::try_from(amount.cents()).unwrap_or(0)
}

fn steps(project: &ProjectLine, language: Language) -> Markup {
    let (reached, all) = project.steps;
    html! {
        p.detail {
            @match language {
                Language::French => { "Étapes atteintes\u{a0}: " (reached) " sur " (all) }
                Language::English => { "Steps reached: " (reached) " of " (all) }
            }
        }
    }
}

fn envelope(one: &Envelope, language: Language) -> Markup {
    html! { li #(one.id) {
        h3 { (one.title) }
        dl.triple {
            div {
                dt { (language.choose("Votée", "Voted")) }
                dd { (money(one.amount, language)) }
            }
            div {
                dt { (language.choose("Attribuée", "Given to projects")) }
                dd { (money(one.drawn, language)) }
            }
            div {
                dt { (language.choose("Il reste", "Left")) }
                dd { strong { (money(one.amount.minus(one.drawn), language)) } }
            }
        }
        (charts::filled(cents(one.drawn), cents(one.amount)))
        p {
            @if one.open {
                (language.choose("Des projets peuvent être choisis jusqu'au ", "Projects may be chosen until "))
            } @else {
                (language.choose("Close depuis le ", "Closed since "))
            }
            (date(one.until, language)) "."
        }
        p.quiet { (one.id) " · " (adoption(&one.adoption, language)) "." }
    } }
}

fn demand(one: &Demand, language: Language) -> Markup {
    html! { li #(one.id) {
        h3 { (one.title) }
        p {
            (one.id) " · " (language.choose("à ", "to ")) strong { (one.addressee) }
            (language.choose(", réponse attendue le ", ", answer expected on ")) (date(one.deadline, language))
            @if one.overdue {
                " · " span.state.late { (language.choose("sans réponse", "no answer")) }
            }
        }
        @for paragraph in &one.text { p { (paragraph) } }
        @for (day, outcome, words) in &one.answers {
            p {
                (language.choose("Réponse du ", "Answer of ")) (date(*day, language))
                (language.choose("\u{a0}: ", ": ")) strong { (outcome) } ". " (words)
            }
        }
        @if !one.grievances.is_empty() {
            p.quiet { (language.choose("Griefs\u{a0}: ", "Grievances: ")) (listed(&one.grievances)) }
        }
        @if !one.projects.is_empty() {
            p.quiet { (language.choose("Projets\u{a0}: ", "Projects: ")) (listed(&one.projects)) }
        }
    } }
}

/// References in a row.
pub(crate) fn listed(list: &[crate::views::Reference]) -> Markup {
    html! {
        @for (index, one) in list.iter().enumerate() {
            @if index > 0 { ", " }
            (reference(one))
        }
    }
}

fn theme(one: &Theme, language: Language) -> Markup {
    html! {
        h3 {
            @if one.name.is_empty() { (language.choose("Sans thème", "Without a theme")) } @else { (one.name) }
            span.quiet { " · " (counted(u64::from(one.count), &GRIEVANCES, language)) }
        }
        ul.references { @for grievance in &one.grievances { (self::grievance(grievance, language)) } }
    }
}

fn grievance(one: &Grievance, language: Language) -> Markup {
    html! { li #(one.id) {
        (one.id) " · " (one.voice)
        @if let Some(workplace) = &one.workplace { ", " (workplace) }
        " " span.detail { (date(one.day, language)) }
        @if !one.demands.is_empty() {
            " " span.detail { (language.choose("→ revendication ", "→ demand ")) (listed(&one.demands)) }
        }
    } }
}
