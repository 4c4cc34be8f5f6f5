//! A sum shared among projects: who paid for what, and what was lacking.

use caisse_units::{Amount, Language};
use maud::{Markup, html};

use super::super::parts::{count, linked, money};
use super::{WIDTH, scaled, swatch};
use crate::views::{Funding, Payers, Place, SharedProject, Shares};

/// The most kinds of payers of one project that are written.
const MOST_PAYERS: usize = 6;

/// A sum shared: the sum, then for each project who put in how much.
pub(crate) fn shares(id: &str, shares: &Shares, language: Language) -> Markup {
    html! {
        (envelope(id, shares, language))
        table.options {
            caption { (language.choose("Qui a payé quoi", "Who paid for what")) }
            thead { tr {
                th scope="col" { (language.choose("Projet", "Project")) }
                th.number scope="col" { (language.choose("Coût", "Cost")) }
            } }
            tbody { @for (place, project) in shares.projects.iter().enumerate() {
                (shared_project(&format!("{id}-{place}"), project, language))
            } }
        }
        p.legend {
            span { (swatch("part-3")) (language.choose("payé par ses soutiens", "paid by its supporters")) }
            span { (swatch("part-2")) (language.choose("tout ce qui leur restait", "all that they had left")) }
            span { (swatch("part-5")) (language.choose("complété par le reste de la somme", "completed from the rest of the sum")) }
            span { (swatch("hollow")) (language.choose("manque", "lacking")) }
        }
    }
}

fn envelope(id: &str, shares: &Shares, language: Language) -> Markup {
    let cents = |amount: Amount| u64::try_from(amount.cents()).unwrap_or(0);
    let (spent, budget) = (cents(shares.spent), cents(shares.budget));
    let left = shares.budget.minus(shares.spent);
    let (spent_said, budget_said) =
        (shares.spent.written(language), shares.budget.written(language));
    let title = match language {
        Language::French => format!("{spent_said} attribués sur {budget_said}"),
        Language::English => format!("{spent_said} granted of {budget_said}"),
    };
    html! {
        figure.chart {
            figcaption { (title) }
            svg.measure role="img" aria-labelledby=(format!("{id}-title {id}-text"))
                viewBox="0 0 6400 480" preserveAspectRatio="none" {
                title id=(format!("{id}-title")) { (title) }
                desc id=(format!("{id}-text")) { (language.choose("reste", "left")) " " (left.written(language)) }
                rect.hollow x="0" y="70" width="6400" height="340" {}
                rect.part-3 x="0" y="70" width=(scaled(spent, budget, WIDTH)) height="340" {}
            }
            p.quiet { (language.choose("Reste ", "Left: ")) (money(left, language)) ". "
                @match language {
                    Language::French => { "Chaque votant commence avec " (shares.share) " (" (shares.voters) " votants)." }
                    Language::English => { "Each voter begins with " (shares.share) " (" (shares.voters) " voters)." }
                }
            }
        }
    }
}

fn shared_project(id: &str, project: &SharedProject, language: Language) -> Markup {
    let funded = project.funding != Funding::None;
    let place: Option<&Place> = project.place.as_ref();
    html! {
        tr.chosen[funded] {
            th scope="row" {
                (linked(place, html! { (project.name) }))
                @if funded { " " span.mark { (language.choose("financé", "funded")) } }
                (paid_bar(id, project, language))
                span.note { (who_paid(project, language)) }
            }
            td.number { (money(project.cost, language)) }
        }
    }
}

fn paid_bar(id: &str, project: &SharedProject, language: Language) -> Markup {
    let cents = |amount: Amount| u64::try_from(amount.cents()).unwrap_or(0);
    let cost = cents(project.cost);
    let all: u64 = project
        .payers
        .iter()
        .filter(|payers| payers.all_left)
        .map(|payers| cents(payers.each).saturating_mul(payers.voters))
        .fold(0, u64::saturating_add);
    let paid = cents(project.paid);
    let all = all.min(paid);
    let (equal, exhausted) = match project.funding {
        Funding::Supporters => {
            (scaled(cost - all.min(cost), cost, WIDTH), scaled(all, cost, WIDTH))
        }
        _ => (0, scaled(paid, cost, WIDTH)),
    };
    let title = project.name.as_str();
    html! {
        svg.merit role="img" aria-labelledby=(format!("{id}-title {id}-text"))
            viewBox="0 0 6400 480" preserveAspectRatio="none" {
            title id=(format!("{id}-title")) { (title) }
            desc id=(format!("{id}-text")) { (who_paid(project, language)) }
            rect.hollow x="0" y="70" width="6400" height="340" {}
            @if project.funding == Funding::Rest { rect.part-5 x="0" y="70" width="6400" height="340" {} }
            rect.part-3 x="0" y="70" width=(equal) height="340" {}
            rect.part-2 x=(equal) y="70" width=(exhausted.min(WIDTH - equal)) height="340" {}
            @if exhausted > 0 && equal > 0 { line.cut x1=(equal) x2=(equal) y1="70" y2="410" {} }
        }
    }
}

/// Who paid for a project, or what was lacking, in one phrase.
fn who_paid(project: &SharedProject, language: Language) -> String {
    let supporters = count(project.supporters, language);
    let supported = match (language, project.supporters) {
        (Language::French, 0 | 1) => format!("{supporters} soutien"),
        (Language::French, _) => format!("{supporters} soutiens"),
        (Language::English, 1) => format!("{supporters} supporter"),
        (Language::English, _) => format!("{supporters} supporters"),
    };
    let paid = project.paid.written(language);
    let lacking = project.cost.minus(project.paid).written(language);
    let colon = language.choose("\u{a0}: ", ": ");
    match (project.funding, language) {
        (Funding::Supporters, _) => {
            format!("{supported}{colon}{}", payers(&project.payers, language))
        }
        (Funding::Rest, Language::French) => {
            format!("{supported}\u{a0}; il leur restait {paid}, la somme complète de {lacking}")
        }
        (Funding::Rest, Language::English) => {
            format!("{supported}; they had {paid} left, the sum completes with {lacking}")
        }
        (Funding::None, Language::French) => {
            format!("{supported}\u{a0}; il leur restait {paid}, il manquait {lacking}")
        }
        (Funding::None, Language::English) => {
            format!("{supported}; they had {paid} left, {lacking} lacked")
        }
    }
}

fn payers(payers: &[Payers], language: Language) -> String {
    let one = |paid: &Payers| {
        let (voters, each) = (count(paid.voters, language), paid.each.written(language));
        let all = match paid.all_left {
            true => language.choose(" (tout ce qui leur restait)", " (all that they had left)"),
            false => "",
        };
        match language {
            Language::French => format!("{voters} ont payé {each}{all}"),
            Language::English => format!("{voters} paid {each}{all}"),
        }
    };
    let mut said: Vec<String> = payers.iter().take(MOST_PAYERS).map(one).collect();
    let more = payers.iter().skip(MOST_PAYERS).map(|paid| paid.voters).fold(0, u64::saturating_add);
    if more > 0 {
        said.push(match language {
            Language::French => format!("{more} ont payé moins"),
            Language::English => format!("{more} paid less"),
        });
    }
    said.join(", ")
}
