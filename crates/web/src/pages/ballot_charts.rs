//! Drawings of assemblies and polls: a quorum, a motion against its threshold, options with their
//! figures, a merit profile, a matrix of comparisons, a sum shared.
//!
//! As all drawings of the house: on the server, in SVG, with a title, a description and a table; the
//! order and the gaps carry the meaning, colours only help.
//!
//! Absent on purpose: counting. The figures come as they were counted.

use caisse_units::{Amount, Language};
use maud::{Markup, html};

use super::parts::{count, linked, money};
use crate::views::{
    Bar, Funding, Matrix, MeritRow, MotionBar, Payers, Place, SharedProject, Shares, Turnout,
};

const WIDTH: u64 = 6400;

/// The most options of which the matrix is drawn; beyond, its tables say it all.
const MOST_DRAWN: usize = 12;
/// The most options of which the matrix is written in one table.
const MOST_WRITTEN: usize = 30;
/// The most kinds of payers of one project that are written.
const MOST_PAYERS: usize = 6;

/// One part of a bar: its colour, its name, how many, and a remark.
struct Segment {
    class: &'static str,
    name: String,
    value: u64,
    remark: Option<String>,
}

impl Segment {
    fn new(class: &'static str, name: &str, value: u64) -> Segment {
        Segment { class, name: name.to_owned(), value, remark: None }
    }
}

/// `value` of `whole` as units of `length`, within bounds.
fn scaled(value: u64, whole: u64, length: u64) -> u64 {
    if whole == 0 {
        return 0;
    }
    let exact = u128::from(value) * u128::from(length) / u128::from(whole);
    u64::try_from(exact).unwrap_or(length).min(length)
}

/// A share of a whole in percent, with one decimal.
pub(crate) fn percent(value: u64, whole: u64, language: Language) -> String {
    // Rounded to the nearest tenth, halves upwards.
    let thousandths = (scaled(value, whole, 2000) + 1) / 2;
    let (whole, tenth) = (thousandths / 10, thousandths % 10);
    match language {
        Language::French => format!("{whole},{tenth}\u{a0}%"),
        Language::English => format!("{whole}.{tenth}%"),
    }
}

/// Who is there, against those entitled and those needed; then its table.
pub(crate) fn quorum(id: &str, title: &str, turnout: &Turnout, language: Language) -> Markup {
    let Turnout { entitled, present, represented, needed, .. } = *turnout;
    let absent = entitled.saturating_sub(present.saturating_add(represented));
    let segments = [
        Segment::new("part-3", language.choose("présents", "present"), present),
        Segment::new("part-2", language.choose("représentés", "represented"), represented),
        Segment::new("rest", language.choose("absents", "absent"), absent),
    ];
    let mark = (needed > 0).then_some(needed);
    let title = match (mark, language) {
        (None, _) => title.to_owned(),
        (Some(mark), Language::French) => {
            format!("{title}\u{a0}; le trait marque ce qu'il faut\u{a0}: {mark}")
        }
        (Some(mark), Language::English) => {
            format!("{title}; the line marks what is needed: {mark}")
        }
    };
    let title = title.as_str();
    html! {
        figure.chart {
            figcaption { (title) }
            (segmented(id, title, &segments, entitled, mark, language))
            (key(&segments, entitled, language.choose("Membres", "Members"), language))
        }
    }
}

/// One bar cut into segments of `whole`, with a mark at what is needed.
fn segmented(
    id: &str,
    title: &str,
    segments: &[Segment],
    whole: u64,
    mark: Option<u64>,
    language: Language,
) -> Markup {
    let mut so_far = 0u64;
    let mut cuts = Vec::with_capacity(segments.len());
    for segment in segments {
        let start = scaled(so_far, whole, WIDTH);
        so_far = so_far.saturating_add(segment.value);
        cuts.push((segment, start, scaled(so_far, whole, WIDTH)));
    }
    let colon = language.choose("\u{a0}: ", ": ");
    let told = segments.iter().map(|segment| format!("{}{colon}{}", segment.name, segment.value));
    let mut told: Vec<String> = told.collect();
    if let Some(mark) = mark {
        told.push(format!("{}{colon}{mark}", language.choose("il en faut", "needed")));
    }
    html! {
        @if whole > 0 {
            svg.measure role="img" aria-labelledby=(format!("{id}-title {id}-text"))
                viewBox="0 0 6400 480" preserveAspectRatio="none" {
                title id=(format!("{id}-title")) { (title) }
                desc id=(format!("{id}-text")) { (told.join(language.choose("\u{a0}; ", "; "))) }
                @for (segment, start, end) in &cuts {
                    @if end > start {
                        rect class=(segment.class) x=(start) y="70" width=(end - start) height="340" {}
                    }
                }
                @for (_, start, end) in cuts.iter().skip(1) {
                    @if end > start && *start > 0 { line.cut x1=(start) x2=(start) y1="70" y2="410" {} }
                }
                @if let Some(mark) = mark {
                    @let x = scaled(mark, whole, WIDTH);
                    line.mark-ground x1=(x) x2=(x) y1="0" y2="480" {}
                    line.mark x1=(x) x2=(x) y1="0" y2="480" {}
                }
            }
        }
    }
}

fn swatch(class: &str) -> Markup {
    html! {
        svg.swatch viewBox="0 0 10 10" aria-hidden="true" {
            rect class=(class) x="0.5" y="0.5" width="9" height="9" rx="2" {}
        }
    }
}

/// The table of a bar, which is also its key.
fn key(segments: &[Segment], whole: u64, unit: &str, language: Language) -> Markup {
    html! {
        table.key.counts {
            caption.unseen { (language.choose(
                "Les parts, dans l'ordre du dessin", "The parts, in the order of the drawing",
            )) }
            thead.unseen { tr {
                th scope="col" { (language.choose("Part", "Part")) }
                th.number scope="col" { (unit) }
                th.number scope="col" { (language.choose("Part du tout", "Share of the whole")) }
            } }
            tbody { @for segment in segments { tr {
                th scope="row" {
                    (swatch(segment.class)) (segment.name)
                    @if let Some(remark) = &segment.remark { span.note { (remark) } }
                }
                td.number { (count(segment.value, language)) }
                td.number.quiet {
                    @if segment.remark.is_none() { (percent(segment.value, whole, language)) }
                    @else { "–" }
                }
            } } }
        }
    }
}

/// Yes and no against the threshold: what weighs in the base is drawn, the rest is written.
pub(crate) fn motion(id: &str, bar: &MotionBar, language: Language) -> Markup {
    let votes = [bar.yes, bar.no, bar.abstain, bar.blank]
        .iter()
        .fold(0u64, |sum, one| sum.saturating_add(*one));
    let outside = language.choose("ne pèse pas dans le calcul", "does not weigh in the count");
    let mut drawn = vec![
        Segment::new("part-3", language.choose("oui", "yes"), bar.yes),
        Segment::new("part-1", language.choose("non", "no"), bar.no),
    ];
    let mut written = Vec::new();
    let others = [
        ("part-5", language.choose("abstentions", "abstentions"), bar.abstain, bar.weighs.abstain),
        ("part-2", language.choose("blancs", "blank"), bar.blank, bar.weighs.blank),
    ];
    for (class, name, value, weighs) in others {
        let mut segment = Segment::new(class, name, value);
        if weighs {
            drawn.push(segment);
        } else {
            segment.remark = Some(outside.to_owned());
            written.push(segment);
        }
    }
    if bar.weighs.silent {
        let silent = bar.base.saturating_sub(votes);
        drawn.push(Segment::new("rest", language.choose("n'ont pas voté", "did not vote"), silent));
    }
    let (needed, base) = (count(bar.needed, language), count(bar.base, language));
    let title = match language {
        Language::French => format!("Il faut {needed} oui sur {base}\u{a0}: le trait les marque"),
        Language::English => format!("{needed} yes of {base} are needed: the line marks them"),
    };
    let title = match &bar.name {
        Some(name) => format!("{name}. {title}"),
        None => title,
    };
    let mark = (bar.base > 0 && bar.needed <= bar.base).then_some(bar.needed);
    let drawing = segmented(id, &title, &drawn, bar.base, mark, language);
    drawn.extend(written);
    html! {
        figure.chart {
            figcaption { (title) }
            (drawing)
            (key(&drawn, bar.base, language.choose("Voix", "Votes"), language))
        }
    }
}

/// Options with their figures: the table is the drawing.
pub(crate) fn bars(unit: &str, most: u64, bars: &[Bar], language: Language) -> Markup {
    html! {
        figure.chart {
            figcaption { (language.choose(
                "Chaque barre se lit sur le plus qu'une option pouvait obtenir",
                "Each bar is read against the most that an option could get",
            )) }
            table.options {
                caption.unseen { (unit) }
                thead { tr {
                    th scope="col" { (language.choose("Option", "Option")) }
                    th.number scope="col" { (unit) }
                } }
                tbody { @for bar in bars { tr.chosen[bar.chosen] {
                    th scope="row" {
                        (linked(bar.place.as_ref(), html! { (bar.name) }))
                        @if bar.chosen { " " (chosen(language)) }
                        (option_bar(bar.value, most))
                    }
                    td.number { (count(bar.value, language)) }
                } } }
            }
        }
    }
}

/// A bar under a name, against the most. Decorative, the figure says it all.
pub(crate) fn option_bar(value: u64, most: u64) -> Markup {
    html! {
        svg.option viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true" {
            rect.rest width="1000" height="100" {}
            rect.filled width=(scaled(value, most, 1000)) height="100" {}
        }
    }
}

/// The word beside an option that was chosen.
fn chosen(language: Language) -> Markup {
    html! { span.mark { (language.choose("choisi", "chosen")) } }
}

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
        div.wide { table {
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
                        rect class=(if votes == back { "equal" } else { "rest" }) x=(x + 4) y=(y + 4) width="92" height="92" {}
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
        div.wide { table.pairs {
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
            span { (swatch("rest")) (language.choose("manque", "lacking")) }
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
                rect.rest x="0" y="70" width="6400" height="340" {}
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
            rect.rest x="0" y="70" width="6400" height="340" {}
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
