//! Months side by side: what came in and what went out of each, to one scale.

use caisse_units::{Amount, Language, Month};
use maud::{Markup, html};

use super::super::parts::money;
use super::{WIDTH, scaled, swatch};
use crate::views::Flow;

/// The height of one month: its name, two bars with their amounts.
const MONTH: i64 = 1_150;
/// The width that bars may take; an amount stands behind each.
const LONGEST: i64 = 4_600;
/// Colours of what comes in and of what goes out.
const IN_AND_OUT: (usize, usize) = (3, 1);

/// The months, oldest first; then the table that is also the key. Nothing for no month.
pub(crate) fn months(
    id: &str,
    title: &str,
    months: &[(Month, Flow)],
    language: Language,
) -> Markup {
    let moved = |flow: &Flow| flow.contributions.max(flow.allocations);
    let largest = months.iter().map(|(_, flow)| moved(flow)).max().unwrap_or_default();
    let height = MONTH * i64::try_from(months.len()).unwrap_or(1);
    html! {
        @if !months.is_empty() {
            figure.chart {
                figcaption { (title) }
                svg.fund.months role="img" aria-labelledby=(format!("{id}-title {id}-text"))
                    viewBox=(format!("0 0 {WIDTH} {height}")) {
                    title id=(format!("{id}-title")) { (title) }
                    desc id=(format!("{id}-text")) { (described(months, language)) }
                    @for ((month, flow), row) in months.iter().zip(0_i64..) {
                        @let top = row * MONTH;
                        text x="0" y=(top + 260) { (month.written(language)) }
                        (bar(top + 340, flow.contributions, largest, IN_AND_OUT.0, language))
                        (bar(top + 680, flow.allocations, largest, IN_AND_OUT.1, language))
                    }
                }
                (table(title, months, language))
            }
        }
    }
}

/// One bar, its amount behind it.
fn bar(top: i64, amount: Amount, largest: Amount, colour: usize, language: Language) -> Markup {
    let length = scaled(amount, largest, LONGEST).max(20);
    html! {
        rect class=(format!("part-{colour}")) x="0" y=(top) width=(length) height="280" {}
        text.value x=(length + 90) y=(top + 215) { (amount.written(language)) }
    }
}

fn described(months: &[(Month, Flow)], language: Language) -> String {
    let told = months.iter().map(|(month, flow)| {
        let month = month.written(language);
        let (came, went) =
            (flow.contributions.written(language), flow.allocations.written(language));
        match language {
            Language::French => format!("{month} : {came} de cotisations, {went} d'allocations"),
            Language::English => format!("{month}: {came} of contributions, {went} of allowances"),
        }
    });
    told.collect::<Vec<_>>().join(language.choose("\u{a0}; ", "; "))
}

fn table(title: &str, months: &[(Month, Flow)], language: Language) -> Markup {
    html! {
        div.wide { table {
            caption.unseen { (title) }
            thead { tr {
                th scope="col" { (language.choose("Mois", "Month")) }
                th.number scope="col" {
                    (swatch(IN_AND_OUT.0)) (language.choose("Cotisations", "Contributions"))
                }
                th.number scope="col" {
                    (swatch(IN_AND_OUT.1)) (language.choose("Allocations", "Allowances"))
                }
            } }
            tbody { @for (month, flow) in months { tr {
                th scope="row" { (month.written(language)) }
                td.number { (money(flow.contributions, language)) }
                td.number { (money(flow.allocations, language)) }
            } } }
        } }
    }
}
