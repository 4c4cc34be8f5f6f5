//! A merit profile: for each option, how many gave each grade, from the best to the worst.

use caisse_units::Language;
use maud::{Markup, html};

use super::super::parts::{count, linked};
use super::{WIDTH, chosen, scaled};
use crate::views::MeritRow;

/// The merit profile: for each option a bar from the best grade to the worst, with a mark at its
/// middle; then how many gave each grade.
pub(crate) fn merit(id: &str, grades: &[String], rows: &[MeritRow], language: Language) -> Markup {
    html! {
        figure.chart {
            figcaption { (language.choose(
                "La mention majoritaire est celle sous le trait du milieu, des meilleures à gauche aux pires à droite",
                "The majority grade is the one under the line in the middle, from the best on the left to the worst on the right",
            )) }
            table.options {
                caption.unseen { (language.choose("Profil de mérite", "Merit profile")) }
                thead { tr {
                    th scope="col" { (language.choose("Option", "Option")) }
                    th.grade scope="col" { (language.choose("Mention", "Grade")) }
                } }
                tbody { @for (place, row) in rows.iter().enumerate() { tr.chosen[row.chosen] {
                    th scope="row" {
                        (linked(row.place.as_ref(), html! { (row.name) }))
                        @if row.chosen { " " (chosen(language)) }
                        (profile(&format!("{id}-{place}"), grades, row, language))
                    }
                    td.grade { (grades.get(row.grade).map(String::as_str).unwrap_or_default()) }
                } } }
            }
        }
        (grades_given(grades, rows, language))
    }
}

/// One bar of a merit profile.
fn profile(id: &str, grades: &[String], row: &MeritRow, language: Language) -> Markup {
    let whole = row.counts.iter().fold(0u64, |sum, one| sum.saturating_add(*one));
    let colon = language.choose("\u{a0}: ", ": ");
    let given = grades.iter().zip(&row.counts).filter(|(_, count)| **count > 0);
    let told: Vec<String> = given.map(|(grade, count)| format!("{grade}{colon}{count}")).collect();
    let mut so_far = 0u64;
    let mut cuts = Vec::with_capacity(grades.len());
    for (place, voters) in row.counts.iter().enumerate() {
        let start = scaled(so_far, whole, WIDTH);
        so_far = so_far.saturating_add(*voters);
        cuts.push((place, start, scaled(so_far, whole, WIDTH)));
    }
    html! {
        svg.merit role="img" aria-labelledby=(format!("{id}-title {id}-text"))
            viewBox="0 0 6400 480" preserveAspectRatio="none" {
            title id=(format!("{id}-title")) { (row.name) }
            desc id=(format!("{id}-text")) { (told.join(language.choose("\u{a0}; ", "; "))) }
            @for (place, start, end) in &cuts {
                @if end > start {
                    @let (class, strength) = tint(*place, grades.len());
                    rect class=(class) fill-opacity=(strength) x=(start) y="70" width=(end - start) height="340" {}
                }
            }
            @for (_, start, end) in cuts.iter().skip(1) {
                @if end > start && *start > 0 { line.cut x1=(start) x2=(start) y1="70" y2="410" {} }
            }
            line.mark-ground x1="3200" x2="3200" y1="0" y2="480" {}
            line.mark x1="3200" x2="3200" y1="0" y2="480" {}
        }
    }
}

/// The colour of a grade, best first: teal that fades to the middle, then brick that grows.
fn tint(place: usize, grades: usize) -> (&'static str, String) {
    let last = grades.saturating_sub(1).max(1);
    // From 0 (best) to 1000 (worst).
    let depth = place * 1000 / last;
    let away = depth.abs_diff(500);
    let strength = 400 + away * 600 / 500;
    let class = match depth {
        ..500 => "part-3",
        500 => "part-5",
        _ => "part-1",
    };
    let strength = if depth == 500 { 700 } else { strength };
    (class, format!("{}.{:03}", strength / 1000, strength % 1000))
}

fn grades_given(grades: &[String], rows: &[MeritRow], language: Language) -> Markup {
    html! {
        div.wide tabindex="0" { table {
            caption { (language.choose("Combien ont donné chaque mention", "How many gave each grade")) }
            thead { tr {
                th scope="col" { (language.choose("Option", "Option")) }
                @for (place, grade) in grades.iter().enumerate() {
                    th.number scope="col" {
                        @let (class, strength) = tint(place, grades.len());
                        svg.swatch viewBox="0 0 10 10" aria-hidden="true" {
                            rect class=(class) fill-opacity=(strength) width="10" height="10" rx="2" {}
                        }
                        (grade)
                    }
                }
            } }
            tbody { @for row in rows { tr {
                th scope="row" { (row.name) }
                @for voters in &row.counts { td.number { (count(*voters, language)) } }
            } } }
        } }
    }
}
