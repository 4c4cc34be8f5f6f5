//! A ranking: comparisons two by two, drawn as squares and written as tables.

use caisse_units::Language;
use maud::{Markup, html};

use super::super::parts::count;
use super::chosen;
use crate::views::Matrix;

/// The most options of which the matrix is drawn; beyond, its tables say it all.
const MOST_DRAWN: usize = 12;
/// The most options of which the matrix is written in one table.
const MOST_WRITTEN: usize = 15;

/// For each pair, how many prefer the one to the other: drawn, then written; then strongest paths.
pub(crate) fn matrix(id: &str, matrix: &Matrix, language: Language) -> Markup {
    let title = language.choose(
        "Ligne par ligne\u{a0}: plein, l'option de la ligne l'emporte sur celle de la colonne",
        "Row by row: filled, the option of the row wins against that of the column",
    );
    html! {
        (ranking(matrix, language))
        @if matrix.options.len() <= MOST_DRAWN {
            figure.chart.squares {
                figcaption { (title) }
                (squares(id, title, matrix, language))
            }
        }
        @if matrix.options.len() <= MOST_WRITTEN {
            (pairs(
                language.choose("Combien préfèrent l'option de la ligne à celle de la colonne", "How many prefer the option of the row to that of the column"),
                matrix,
                |row, column| matrix.wins[row][column].map(|votes| html! {
                    @let back = matrix.wins[column][row].unwrap_or(0);
                    @if votes > back { strong { (count(votes, language)) } } @else { (count(votes, language)) }
                }),
            ))
            @if matrix.paths.iter().flatten().any(Option::is_some) {
            (pairs(
                language.choose("La plus faible victoire du chemin le plus fort, de la ligne à la colonne", "The weakest victory of the strongest path, from the row to the column"),
                matrix,
                |row, column| matrix.paths[row][column].map(|(votes, back)| html! {
                    (count(votes, language)) span.quiet { "–" (count(back, language)) }
                }),
            ))
            }
        }
    }
}

fn ranking(matrix: &Matrix, language: Language) -> Markup {
    html! {
        table.options {
            caption { (language.choose("Le classement", "The ranking")) }
            thead { tr {
                th.rank scope="col" { (language.choose("Rang", "Rank")) }
                th scope="col" { (language.choose("Option", "Option")) }
            } }
            tbody { @for (rank, name, is_chosen) in &matrix.options { tr.chosen[*is_chosen] {
                td.rank { (rank) }
                th scope="row" { (name) @if *is_chosen { " " (chosen(language)) } }
            } } }
        }
    }
}

fn squares(id: &str, title: &str, matrix: &Matrix, language: Language) -> Markup {
    let side = 100;
    let options = matrix.options.len();
    let length = options * side + side;
    let duels = (0..options).flat_map(|row| (0..options).map(move |column| (row, column)));
    let wins = |row: usize, column: usize| {
        let (votes, back) = (matrix.wins[row][column]?, matrix.wins[column][row]?);
        Some((votes, back))
    };
    let won = duels.clone().filter_map(|(row, column)| {
        let (votes, back) = wins(row, column)?;
        (votes > back).then(|| {
            format!("{} {} {} {votes}–{back}", row + 1, language.choose("bat", "beats"), column + 1)
        })
    });
    let won: Vec<String> = won.collect();
    html! {
        svg.matrix role="img" aria-labelledby=(format!("{id}-title {id}-text"))
            viewBox=(format!("0 0 {length} {length}")) {
            title id=(format!("{id}-title")) { (title) }
            desc id=(format!("{id}-text")) { (won.join(language.choose("\u{a0}; ", "; "))) }
            @for place in 0..options {
                text x=(side / 2) y=(place * side + side + side / 2) { (place + 1) }
                text x=(place * side + side + side / 2) y=(side / 2) { (place + 1) }
            }
            @for (row, column) in duels {
                @let (x, y) = (column * side + side, row * side + side);
                @match wins(row, column) {
                    Some((votes, back)) if votes > back => {
                        rect.won x=(x + 4) y=(y + 4) width="92" height="92" {}
                        text.on x=(x + side / 2) y=(y + side / 2) { (votes) }
                    }
                    Some((votes, back)) => {
                        rect class=(if votes == back { "equal" } else { "hollow" }) x=(x + 4) y=(y + 4) width="92" height="92" {}
                        text x=(x + side / 2) y=(y + side / 2) { (votes) }
                    }
                    None => {}
                }
            }
        }
    }
}

/// A table of pairs; columns by number, rows by number and name.
fn pairs(caption: &str, matrix: &Matrix, cell: impl Fn(usize, usize) -> Option<Markup>) -> Markup {
    let options = matrix.options.len();
    html! {
        div.wide tabindex="0" { table.pairs {
            caption { (caption) }
            thead { tr {
                td {}
                @for place in 0..options { th.number scope="col" { (place + 1) } }
            } }
            tbody { @for row in 0..options { tr {
                th scope="row" { (row + 1) ". " (matrix.options[row].1) }
                @for column in 0..options { td.number {
                    @match cell(row, column) { Some(told) => (told), None => "–" }
                } }
            } } }
        } }
    }
}
