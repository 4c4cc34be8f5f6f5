//! The members of a federation side by side, and the mandates of their delegates.

use caisse_units::{Amount, Language};
use maud::{Markup, html};

use super::charts;
use super::federation::{instructed, owed};
use super::parts::{adoption, count, date, money, reference, references};
use crate::views::{Below, DelegateMandate, Mandated, MemberCaisse, Place, SetForAll, Statement};

pub(super) fn below(below: &Below, language: Language) -> Markup {
    let lacking: Vec<&MemberCaisse> =
        below.members.iter().filter(|one| one.lacks.is_some() || one.caught.is_some()).collect();
    html! {
        @if !lacking.is_empty() {
            section {
                h2 { (language.choose("À regarder", "To look at")) }
                ul.references { @for one in &lacking { li {
                    (reference(&one.peer)) (language.choose("\u{a0}: ", ": "))
                    @if let Some(lacks) = &one.lacks { (lacks) " " }
                    @if let Some(caught) = &one.caught { (caught) }
                } } }
            }
        }
        section {
            h2 { (language.choose("Par membre, caisse par caisse", "Per member, caisse by caisse")) }
            p { (language.choose(
                "Le dernier relevé que chaque caisse a publié, divisé par ses membres.",
                "The last statement that each caisse published, divided by its members.",
            )) }
            (heads(below, language))
        }
        section {
            h2 { (language.choose("Derniers relevés", "Last statements")) }
            (side_by_side(below, language))
            @if !below.years.is_empty() {
                p {
                    (language.choose("Toutes les caisses ensemble\u{a0}: ", "All caisses together: "))
                    @for (index, year) in below.years.iter().enumerate() {
                        @if index > 0 { ", " }
                        a href=(Place::Consolidated(*year).address()) { (year) }
                    }
                    "."
                }
            }
        }
        section {
            h2 { (language.choose("Les liens", "The ties")) }
            ul.references { @for one in &below.members { li {
                (reference(&one.peer)) " " span.detail {
                    (one.state) " " (one.heard)
                    @if let Some(debt) = &one.debt { " " (owed(debt, language)) }
                }
            } } }
        }
        @if !below.set.is_empty() {
            section {
                h2 { (language.choose("Règles communes", "Common rules")) }
                @for one in &below.set { (set_for_all(one, language)) }
            }
        }
        @if !below.assemblies.is_empty() {
            section {
                h2 { (language.choose("Les mandats des délégués", "The mandates of delegates")) }
                @for one in &below.assemblies { (mandated(one, language)) }
            }
        }
    }
}

type PerHead = fn(&Statement) -> Option<Amount>;

/// Contributions, grants and what is left, per member: bars, and their table.
fn heads(below: &Below, language: Language) -> Markup {
    let measures: [(&str, PerHead); 3] = [
        (language.choose("Cotisations reçues", "Contributions received"), |one| {
            one.received_per_head
        }),
        (language.choose("Accordé", "Granted"), |one| one.granted_per_head),
        (language.choose("Disponible", "Available"), |one| one.available_per_head),
    ];
    let told: Vec<(&MemberCaisse, &Statement)> =
        below.members.iter().filter_map(|one| Some((one, one.statement.as_ref()?))).collect();
    let names = without_common_words(told.iter().map(|(one, _)| one.peer.label.as_str()).collect());
    let largest = |measure: PerHead| {
        let all = told.iter().filter_map(|(_, statement)| measure(statement));
        all.map(Amount::magnitude).max().unwrap_or_default()
    };
    html! {
        @if told.is_empty() {
            p { (language.choose("Aucun relevé n'a encore été reçu.", "No statement was received yet.")) }
        } @else {
            (charts::by_caisse(
                "par-membre",
                language.choose("Cotisations reçues par membre", "Contributions received per member"),
                &told.iter().zip(&names).map(|((_, statement), name)| {
                    (*name, statement.received_per_head.unwrap_or_default())
                }).collect::<Vec<_>>(),
                language,
            ))
            div.wide { table {
                caption.unseen { (language.choose("Par membre", "Per member")) }
                thead { tr {
                    th scope="col" { "Caisse" }
                    @for (title, _) in &measures { th.number scope="col" { (title) } }
                } }
                tbody { @for (one, statement) in &told { tr {
                    th scope="row" { (reference(&one.peer)) }
                    @for (_, measure) in &measures { td.number {
                        @match measure(statement) {
                            Some(amount) => { (money(amount, language)) (charts::bar(amount, largest(*measure))) }
                            None => "–",
                        }
                    } }
                } } }
            } }
        }
    }
}

/// Names without the words with which all of them begin: a drawing has room for what differs.
pub(super) fn without_common_words(names: Vec<&str>) -> Vec<&str> {
    let words: Vec<Vec<&str>> = names.iter().map(|name| name.split(' ').collect()).collect();
    let shortest = words.iter().map(Vec::len).min().unwrap_or_default().saturating_sub(1);
    let same = |place: &usize| words.iter().all(|one| one[*place] == words[0][*place]);
    let common = if words.len() > 1 { (0..shortest).take_while(same).count() } else { 0 };
    let start = |name: &str| name.splitn(common + 1, ' ').last().map_or(0, str::len);
    names.into_iter().map(|name| &name[name.len() - start(name)..]).collect()
}

/// The figures that some statement has: a base and a reserve are not everyone's.
#[derive(Clone, Copy)]
struct Columns {
    /// The statements are of several months.
    months: bool,
    base: bool,
    floor: bool,
}

impl Columns {
    fn of(told: &[&Statement]) -> Columns {
        Columns {
            months: told.windows(2).any(|two| two[0].month != two[1].month),
            base: told.iter().any(|one| one.base.is_some()),
            floor: told.iter().any(|one| !one.floor.is_zero()),
        }
    }

    /// How many cells a line has beside its name.
    fn count(self) -> usize {
        6 + [self.months, self.base, self.floor].into_iter().filter(|shown| *shown).count()
    }
}

fn side_by_side(below: &Below, language: Language) -> Markup {
    let say = |french: &'static str, english: &'static str| language.choose(french, english);
    let told: Vec<&Statement> =
        below.members.iter().filter_map(|one| one.statement.as_ref()).collect();
    let columns = Columns::of(&told);
    html! {
        @if let (Some(one), false) = (told.first(), columns.months) {
            p { (say("Ceux de ", "Those of ")) (one.month.written(language)) "." }
        }
        div.wide { table.statements {
            caption.unseen { (say("Les caisses côte à côte", "The caisses side by side")) }
            thead { tr {
                th scope="col" { "Caisse" }
                @if columns.months { th scope="col" { (say("Mois", "Month")) } }
                th.number scope="col" { (say("Membres", "Members")) }
                th.number scope="col" { (say("Cotisants", "Contributors")) }
                @if columns.base { th.number scope="col" { (say("Assiette", "Base")) } }
                th.number scope="col" { (say("Cotisations", "Contributions")) }
                th.number scope="col" { (say("Accordé", "Granted")) }
                th.number scope="col" { (say("Disponible", "Available")) }
                @if columns.floor { th.number scope="col" { (say("Réserve", "Reserve")) } }
                th.number scope="col" { (say("Tient", "Lasts")) }
            } }
            tbody { @for one in &below.members { tr {
                th scope="row" { (reference(&one.peer)) }
                @match &one.statement {
                    Some(statement) => (figures(statement, columns, language)),
                    None => td colspan=(columns.count()) { (say("Aucun relevé.", "No statement.")) },
                }
            } } }
            (totals(&told, columns, language))
        } }
    }
}

/// The cells of a statement, month first.
fn figures(statement: &Statement, columns: Columns, language: Language) -> Markup {
    html! {
        @if columns.months { td { (statement.month.written(language)) } }
        td.number { (count(statement.members, language)) }
        td.number { (count(statement.contributors, language)) }
        @if columns.base {
            td.number { @match statement.base { Some(base) => (money(base, language)), None => "–" } }
        }
        td.number { (money(statement.received, language)) }
        td.number { (money(statement.granted, language)) }
        td.number { (money(statement.available, language)) }
        @if columns.floor { td.number { (money(statement.floor, language)) } }
        td.number { (lasts(statement.survival, language)) }
    }
}

/// How long a fund lasts, from tenths of months.
pub(super) fn lasts(tenths: Option<u32>, language: Language) -> String {
    match tenths {
        None => language.choose("sans fin", "no end").to_owned(),
        Some(tenths) => {
            let (whole, tenth) = (tenths / 10, tenths % 10);
            format!(
                "{whole}{}{tenth}\u{a0}{}",
                language.choose(",", "."),
                language.choose("mois", "months")
            )
        }
    }
}

/// The sums under the lines, when they are all of one month.
fn totals(told: &[&Statement], columns: Columns, language: Language) -> Markup {
    let sum = |of: fn(&Statement) -> Amount| -> Amount { told.iter().map(|one| of(one)).sum() };
    let base: Option<Amount> =
        told.iter().map(|one| one.base).try_fold(Amount::ZERO, |sum, base| Some(sum.plus(base?)));
    html! {
        @if !columns.months && told.len() > 1 {
            tfoot { tr {
                th scope="row" { "Total" }
                td.number { (count(told.iter().map(|one| one.members).sum(), language)) }
                td.number { (count(told.iter().map(|one| one.contributors).sum(), language)) }
                @if columns.base {
                    td.number { @match base { Some(base) => (money(base, language)), None => "–" } }
                }
                td.number { (money(sum(|one| one.received), language)) }
                td.number { (money(sum(|one| one.granted), language)) }
                td.number { (money(sum(|one| one.available), language)) }
                @if columns.floor { td.number { (money(sum(|one| one.floor), language)) } }
                td {}
            } }
        }
    }
}

fn set_for_all(one: &SetForAll, language: Language) -> Markup {
    html! {
        h3 { (one.matter) }
        (references(&one.rules))
        p.quiet {
            (language.choose("Pour tous à partir du ", "For all from ")) (date(one.from, language)) ". "
            (adoption(&one.adoption, language)) "."
        }
    }
}

fn mandated(one: &Mandated, language: Language) -> Markup {
    html! {
        h3 { (reference(&one.assembly)) }
        @for item in &one.items {
            div.wide tabindex="0" { table {
                caption {
                    (item.title)
                    @if let Some(poll) = &item.poll { " (" (reference(poll)) ")" }
                }
                thead { tr {
                    th scope="col" { "Caisse" }
                    th scope="col" { (language.choose("Mandat", "Mandate")) }
                    th scope="col" { (language.choose("Vote du délégué", "Vote of the delegate")) }
                } }
                tbody { @for mandate in &item.mandates { (delegate(mandate, language)) } }
            } }
        }
    }
}

fn delegate(mandate: &DelegateMandate, language: Language) -> Markup {
    html! { tr {
        th scope="row" { (reference(&mandate.caisse)) }
        td {
            @match &mandate.instructed {
                Some(told) => (instructed(told, language)),
                None => span.quiet { (language.choose("aucune consigne reçue", "no instruction received")) },
            }
        }
        td {
            @match &mandate.voted {
                Some(voted) => (voted),
                None => span.quiet { "–" },
            }
            @if mandate.deviates {
                " " strong.state.late { (language.choose("autre que le mandat", "not the mandate")) }
            }
        }
    } }
}
