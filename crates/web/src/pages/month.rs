//! The treasurer's month: seven lists, what remains to be done, and each list whole.

use caisse_units::{Amount, Language};
use maud::{Markup, html};

use super::parts::{count, date, linked, money, money_to, page_links, short_date};
use super::words::explained;
use super::{Page, Section, charts};
use crate::house::LINES_PER_PAGE;
use crate::views::{ClosingCondition, Line, List, MonthPage, Pages, Part, Place};

/// The lines of each list that the page of the month shows before “the whole list”.
const LINES_SHOWN: usize = 6;

pub(crate) fn month(month: &MonthPage, language: Language) -> Page {
    let title = month.month.written(language);
    Page {
        title: title.clone(),
        section: Section::Month,
        body: html! {
            h1 { (language.choose("Le mois de la trésorerie", "The treasurer's month")) span.quiet { " · " (title) } }
            (explained(&["appel", "encaissement", "rapprochement", "ordre", "cloture"], language))
            (neighbours(month, language))
            (state(month, language))
            (overview(month, language))
            (progress(month, language))
            section {
                h2 { (language.choose("Pour clore le mois", "To close the month")) }
                (closing(&month.to_close, language))
            }
            @for list in [List::Unmatched, List::ToDecide, List::ToSign, List::ToPay, List::Late, List::Paid, List::Called] {
                (short_list(month, list, language))
            }
        },
    }
}

fn neighbours(month: &MonthPage, language: Language) -> Markup {
    html! {
        nav.pages aria-label=(language.choose("Mois voisins", "Neighbouring months")) {
            @if let Some(previous) = month.previous {
                a rel="prev" href=(Place::Month(previous).address()) { "← " (previous.written(language)) }
            }
            @if let Some(next) = month.next {
                a rel="next" href=(Place::Month(next).address()) { (next.written(language)) " →" }
            }
        }
    }
}

fn state(month: &MonthPage, language: Language) -> Markup {
    html! {
        @match month.closed {
            Some(day) => p.purpose {
                (language.choose("Mois clos le ", "Month closed on ")) (date(day, language))
                (language.choose(
                    ". Une correction se fait par une contre-écriture dans un mois ouvert.",
                    ". A correction is a counter-entry in an open month.",
                ))
            },
            None => p.purpose { (language.choose("Mois ouvert.", "Open month.")) },
        }
    }
}

/// The name of a list.
fn name(list: List, language: Language) -> &'static str {
    match list {
        List::Called => language.choose("Cotisations appelées", "Contributions called"),
        List::Paid => language.choose("Cotisations payées", "Contributions paid"),
        List::Late => language.choose("Cotisations en retard", "Late contributions"),
        List::Unmatched => language.choose("Lignes de relevé à expliquer", "Bank lines to explain"),
        List::ToDecide => language.choose("Demandes à décider", "Requests to decide"),
        List::ToSign => language.choose("Paiements à signer", "Payments to sign"),
        List::ToPay => {
            language.choose("Paiements à remettre à la banque", "Payments to hand to the bank")
        }
    }
}

/// What a list says when nothing is in it.
fn nothing(list: List, language: Language) -> &'static str {
    match list {
        List::Called => language.choose("Rien n'a été appelé.", "Nothing was called."),
        List::Paid => language.choose("Rien n'est encore arrivé.", "Nothing has come in yet."),
        List::Late => language.choose("Personne n'est en retard.", "Nobody is late."),
        List::Unmatched => {
            language.choose("Chaque ligne est expliquée.", "Every line is explained.")
        }
        List::ToDecide => language.choose("Aucune demande n'attend.", "No request is waiting."),
        List::ToSign => language.choose("Rien à signer.", "Nothing to sign."),
        List::ToPay => language.choose("Rien à remettre.", "Nothing to hand over."),
    }
}

fn overview(month: &MonthPage, language: Language) -> Markup {
    html! {
        div.wide { table.overview {
            caption { (language.choose("Le mois en sept lignes", "The month in seven lines")) }
            thead { tr {
                th scope="col" { (language.choose("Liste", "List")) }
                th.number scope="col" { (language.choose("Nombre", "Number")) }
                th.number scope="col" { (language.choose("Montant", "Amount")) }
            } }
            tbody { @for list in List::ALL {
                @let worklist = month.list(list);
                tr {
                    th scope="row" { a href=(Place::MonthList(month.month, list).address()) { (name(list, language)) } }
                    td.number { (count(worklist.lines.len() as u64, language)) }
                    td.number { (money(worklist.total(), language)) }
                }
            } }
        } }
    }
}

/// What was called, cut into what came and what did not.
fn progress(month: &MonthPage, language: Language) -> Markup {
    let (called, paid, late) = (month.called.total(), month.paid.total(), month.late.total());
    let awaited = called.minus(paid).minus(late);
    if awaited.is_negative() || !called.is_positive() {
        return html! {};
    }
    let part = |list: List, name: &str, amount: Amount| Part {
        name: name.to_owned(),
        amount,
        place: Some(Place::MonthList(month.month, list)),
    };
    let parts = [
        part(List::Paid, language.choose("payé", "paid"), paid),
        part(List::Late, language.choose("en retard", "late"), late),
        part(List::Called, language.choose("attendu", "awaited"), awaited),
    ];
    let title = language
        .choose("Où en sont les cotisations appelées", "Where the called contributions stand");
    charts::stack_in(&charts::DONE_LATE_AWAITED, "avancement", title, &parts, language)
}

fn closing(conditions: &[ClosingCondition], language: Language) -> Markup {
    html! {
        ul.conditions {
            @for condition in conditions {
                li class=(if condition.met { "met" } else { "unmet" }) {
                    span.mark { (if condition.met { language.choose("fait", "done") } else { language.choose("à faire", "to do") }) }
                    " " (linked(condition.place.as_ref(), html! { (condition.sentence) }))
                }
            }
        }
    }
}

fn short_list(month: &MonthPage, list: List, language: Language) -> Markup {
    let lines = &month.list(list).lines;
    html! {
        section {
            h2 { (name(list, language)) }
            @if lines.is_empty() {
                p { (nothing(list, language)) }
            } @else {
                (table(list, &lines[..lines.len().min(LINES_SHOWN)], language))
                @if lines.len() > LINES_SHOWN {
                    p { a href=(Place::MonthList(month.month, list).address()) {
                        (language.choose("Toute la liste\u{a0}: ", "The whole list: "))
                        (count(lines.len() as u64, language))
                    } }
                }
            }
        }
    }
}

/// One list whole, page by page. `None` beyond its last page.
pub(crate) fn month_list(
    month: &MonthPage,
    list: List,
    page: u32,
    language: Language,
) -> Option<Page> {
    let worklist = month.list(list);
    let start = (page as usize - 1).checked_mul(LINES_PER_PAGE)?;
    if start > 0 && start >= worklist.lines.len() {
        return None;
    }
    let end = worklist.lines.len().min(start + LINES_PER_PAGE);
    let pages = worklist.lines.len().div_ceil(LINES_PER_PAGE).max(1);
    let pages = Pages { current: page, count: u32::try_from(pages).ok()? };
    let address = Place::MonthList(month.month, list).address();
    let title = format!("{}, {}", name(list, language), month.month.written(language));
    Some(Page {
        title: title.clone(),
        section: Section::Month,
        body: html! {
            h1 { (title) }
            p { a href=(Place::Month(month.month).address()) { (language.choose("← Retour au mois", "← Back to the month")) } }
            @if worklist.lines.is_empty() {
                p { (nothing(list, language)) }
            } @else {
                p.headline { (money(worklist.total(), language)) span.quiet { " " (language.choose("en tout", "in all")) } }
                (table(list, &worklist.lines[start..end], language))
            }
            (page_links(pages, language, |page| format!("{address}?page={page}")))
        },
    })
}

fn table(list: List, lines: &[Line], language: Language) -> Markup {
    html! {
        table.folds.lines role="table" {
            caption.unseen { (name(list, language)) }
            thead role="rowgroup" { tr role="row" {
                th role="columnheader" scope="col" { (language.choose("N°", "No.")) }
                th role="columnheader" scope="col" { (language.choose("Date", "Date")) }
                th role="columnheader" scope="col" { (language.choose("Quoi", "What")) }
                th.number role="columnheader" scope="col" { (language.choose("Montant", "Amount")) }
            } }
            tbody role="rowgroup" { @for line in lines { tr role="row" {
                th role="rowheader" scope="row" { (line.id) }
                td role="cell" { (short_date(line.day, language)) }
                td.what role="cell" {
                    (linked(line.place.as_ref(), html! { (line.label) }))
                    @if let Some(note) = &line.note { span.note { (note) } }
                }
                td.number role="cell" { (money_to(line.amount, line.place.as_ref(), language)) }
            } } }
        }
    }
}
