//! The consequences of a proposal on this caisse: the fund under both rules, who gains and who loses.

use caisse_units::{Amount, Language};
use maud::{Markup, html};

use super::charts::{self, Lines};
use super::parts::{count, date, money};
use crate::views::{
    Case, Change, Compared, Consequences, Group, Groups, MyChange, Place, Run, Share,
};

pub(crate) fn consequences(told: &Consequences, language: Language) -> Markup {
    html! {
        section #consequences {
            h2 { (language.choose("Ce qu'elle ferait ici", "What it would do here")) }
            p.quiet {
                (language.choose("Calculé le ", "Computed on ")) (date(told.as_of, language))
                (language.choose(
                    " sur les comptes et les situations de cette caisse. Personne n'y est montré\u{a0}: des totaux, et des groupes d'au moins cinq.",
                    " from the accounts and situations of this caisse. Nobody is shown: totals, and groups of at least five.",
                ))
            }
            ul.findings { @for sentence in &told.sentences { li { (sentence) } } }
            h3 { (language.choose("L'argent libre", "The free money")) }
            (run("passe", language.choose(
                "Les mois passés, recalculés", "The past months, computed again",
            ), &told.past, language))
            (run("avenir", language.choose(
                "Les mois à venir", "The months ahead",
            ), &told.ahead, language))
            (change(&told.change, language))
            (groups("revenus", &told.by_income, language))
            (groups("foyers", &told.by_household, language))
            (cases(&told.cases, language))
            @if !told.assumptions.is_empty() {
                details {
                    summary { (language.choose("Ce que ces chiffres supposent", "What these figures suppose")) }
                    ul { @for assumption in &told.assumptions { li { (assumption) } } }
                }
            }
        }
    }
}

fn run(id: &str, title: &str, run: &Run, language: Language) -> Markup {
    let line = |balance: fn(&crate::views::RunMonth) -> Amount| {
        std::iter::once(run.opening).chain(run.months.iter().map(balance)).collect::<Vec<_>>()
    };
    let Some(first) = run.months.first() else { return html! {} };
    let lines = Lines {
        before: first.month.previous(),
        today: line(|month| month.balance.today),
        proposed: line(|month| month.balance.proposed),
    };
    html! {
        figure.chart {
            figcaption { (title) }
            (charts::two_lines(id, title, &lines, language))
            p.lines-key {
                span { (charts::line_sample("known")) (language.choose("avec la proposition", "with the proposal")) }
                span { (charts::line_sample("now-rules")) (language.choose("règles d'aujourd'hui", "rules of today")) }
            }
            @if let Some((today, proposed)) = &run.survival {
                p.detail {
                    (language.choose("À la fin, sans rentrée, le fonds tiendrait\u{a0}: ", "At the end, with nothing coming in, the fund would last: "))
                    strong { (proposed) } (language.choose(" avec la proposition, ", " with the proposal, "))
                    strong { (today) } (language.choose(" avec les règles d'aujourd'hui.", " with the rules of today."))
                }
            }
            (run_table(title, run, language))
        }
    }
}

fn run_table(title: &str, run: &Run, language: Language) -> Markup {
    html! {
        details {
            summary { (language.choose("Les chiffres du dessin", "The figures of the drawing")) }
            div.wide tabindex="0" { table {
                caption.unseen { (title) }
                thead { tr {
                    th scope="col" { (language.choose("Mois", "Month")) }
                    th.number scope="col" { (language.choose("Cotisations", "Contributions")) }
                    th.number scope="col" { (language.choose("Allocations", "Allowances")) }
                    th.number scope="col" { (language.choose("Argent libre", "Free money")) }
                } }
                tbody { @for month in &run.months { tr {
                    th scope="row" { (month.month.written(language)) }
                    td.number { (both(month.contributions, language)) }
                    td.number { (both(month.allocations, language)) }
                    td.number { (both(month.balance, language)) }
                } } }
            } }
        }
    }
}

/// Before and after; once only when nothing changes.
fn both(compared: Compared, language: Language) -> Markup {
    html! {
        @if compared.today == compared.proposed { (money(compared.today, language)) } @else {
            span.before { (money(compared.today, language)) } " "
            span.arrow aria-hidden="true" { "→" }
            span.unseen { (language.choose(" devient ", " becomes ")) }
            " " (money(compared.proposed, language))
        }
    }
}

/// What one has more or less, with its sign.
fn signed(amount: Amount, language: Language) -> String {
    if amount.is_positive() {
        format!("+{}", amount.written(language))
    } else {
        amount.written(language)
    }
}

fn change(change: &Change, language: Language) -> Markup {
    let rows = [
        (3, language.choose("Y gagnent", "Gain"), &change.gain),
        (5, language.choose("Sans changement", "No change"), &change.same),
        (1, language.choose("Y perdent", "Lose"), &change.lose),
    ];
    let title = language.choose("Qui y gagne, qui y perd", "Who gains, who loses");
    let parts: Vec<(usize, u64)> =
        rows.iter().map(|(colour, _, share)| (*colour, u64::from(share.number))).collect();
    let told: Vec<String> =
        rows.iter().map(|(_, name, share)| format!("{name}\u{a0}: {}", share.written)).collect();
    html! {
        h3 { (title) }
        figure.chart {
            figcaption { (language.choose("Foyers ou membres comparés", "Households or members compared")) }
            (charts::people("gagnants", title, &told.join(", "), &parts))
            table.key {
                caption.unseen { (title) }
                thead.unseen { tr {
                    th scope="col" { (language.choose("Sens", "Direction")) }
                    th scope="col" { (language.choose("Combien", "How many")) }
                    th scope="col" { (language.choose("En moyenne par mois", "On average a month")) }
                } }
                tbody { @for (colour, name, share) in rows { tr {
                    th scope="row" { (charts::swatch(colour)) (name) }
                    td.number { (share.written) }
                    td.number { (mean(share, colour == 1, language)) }
                } } }
            }
        }
    }
}

fn mean(share: &Share, loss: bool, language: Language) -> Markup {
    html! { @if let Some(mean) = share.mean {
        span.amount { (signed(if loss { -mean } else { mean }, language)) }
        (language.choose(" par mois", " a month"))
    } }
}

fn groups(id: &str, groups: &Groups, language: Language) -> Markup {
    let largest = groups.groups.iter().map(|group| group.difference().magnitude()).max();
    let largest = largest.unwrap_or_default();
    html! {
        @if !groups.groups.is_empty() {
            table.folds.compare #(id) role="table" {
                caption { (groups.caption) }
                thead role="rowgroup" { tr role="row" {
                    th role="columnheader" scope="col" { (language.choose("Groupe", "Group")) }
                    th role="columnheader" scope="col" { (language.choose("Combien", "How many")) }
                    th role="columnheader" scope="col" { (language.choose("Cotisation par mois", "Contribution a month")) }
                    th role="columnheader" scope="col" { (language.choose("Allocation par mois", "Allowance a month")) }
                    th.number role="columnheader" scope="col" { (language.choose("Différence par mois", "Difference a month")) }
                } }
                tbody role="rowgroup" { @for group in &groups.groups { (self::group(group, largest, language)) } }
            }
        }
    }
}

fn group(group: &Group, largest: Amount, language: Language) -> Markup {
    html! { tr role="row" {
        th.what role="rowheader" scope="row" { (group.name) }
        td role="cell" {
            (count(u64::from(group.units), language))
            span.note { (group.change) }
        }
        td role="cell" data-name=(language.choose("cotisation", "contribution")) { (both(group.contribution, language)) }
        td role="cell" data-name=(language.choose("allocation", "allowance")) { (both(group.allocation, language)) }
        td.number role="cell" {
            span.amount { (signed(group.difference(), language)) }
            (charts::balance(group.difference(), largest))
        }
    } }
}

fn cases(cases: &[Case], language: Language) -> Markup {
    html! {
        @if !cases.is_empty() {
            table.folds.compare role="table" {
                caption { (language.choose("Des cas typiques, inventés", "Typical cases, invented")) }
                thead role="rowgroup" { tr role="row" {
                    th role="columnheader" scope="col" { (language.choose("Cas", "Case")) }
                    th role="columnheader" scope="col" { (language.choose("Cotisation par mois", "Contribution a month")) }
                    th role="columnheader" scope="col" { (language.choose("Allocation par mois", "Allowance a month")) }
                    th.number role="columnheader" scope="col" { (language.choose("Différence", "Difference")) }
                } }
                tbody role="rowgroup" { @for case in cases { tr role="row" {
                    th.what role="rowheader" scope="row" { (case.who) }
                    td role="cell" data-name=(language.choose("cotisation", "contribution")) { (both(case.contribution, language)) }
                    td role="cell" data-name=(language.choose("allocation", "allowance")) { (both(case.allocation, language)) }
                    td.number role="cell" { span.amount {
                        (signed(case.allocation.difference().minus(case.contribution.difference()), language))
                    } }
                } } }
            }
        }
    }
}

/// What each open proposal would change for the member who looks.
pub(crate) fn mine(changes: &[MyChange], language: Language) -> Markup {
    html! {
        @if !changes.is_empty() {
            section {
                h2 { (language.choose("Ce que cela changerait pour moi", "What this would change for me")) }
                p.quiet { (language.choose(
                    "Calculé sur ma situation, et montré à moi seul·e. Rien n'est voté.",
                    "Computed from my situation, and shown to me alone. Nothing is voted.",
                )) }
                ul.rules { @for one in changes { (self::my_change(one, language)) } }
            }
        }
    }
}

fn my_change(one: &MyChange, language: Language) -> Markup {
    let net = one.first_allocation.difference().minus(one.first_contribution.difference());
    html! { li {
        h3 { a href=(Place::Proposal(one.proposal.clone()).address()) { (one.title) } }
        p.headline {
            @if net.is_zero() { (language.choose("aucun changement", "no change")) } @else {
                span.amount { (signed(net, language)) }
                " " span.quiet { (language.choose("par mois, au premier mois", "a month, in the first month")) }
            }
        }
        dl.facts.long {
            dt { (language.choose("Ma cotisation", "My contribution")) }
            dd { (both(one.first_contribution, language)) }
            @if !one.first_allocation.today.is_zero() || !one.first_allocation.proposed.is_zero() {
                dt { (language.choose("Mon allocation", "My allowance")) }
                dd { (both(one.first_allocation, language)) }
            }
            @if one.months > 0 {
                dt {
                    @match language {
                        Language::French => { "Sur les " (one.months) " derniers mois, j'aurais versé" }
                        Language::English => { "Over the last " (one.months) " months I would have paid" }
                    }
                }
                dd { (both(one.contributions, language)) }
                @if !one.allocations.today.is_zero() || !one.allocations.proposed.is_zero() {
                    dt { (language.choose("et reçu", "and received")) }
                    dd { (both(one.allocations, language)) }
                }
            }
        }
    } }
}
