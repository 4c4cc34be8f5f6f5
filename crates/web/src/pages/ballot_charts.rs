//! Drawings of assemblies and polls: a quorum, a motion against its threshold, options with their
//! figures, a merit profile, a matrix of comparisons, a sum shared.
//!
//! As all drawings of the house: on the server, in SVG, with a title, a description and a table; the
//! order and the gaps carry the meaning, colours only help.
//!
//! Absent on purpose: counting. The figures come as they were counted.

mod matrix;
mod merit;
mod shares;

use caisse_units::Language;
use maud::{Markup, html};

use super::parts::{count, linked};
use crate::views::{Bar, MotionBar, Turnout};

pub(crate) use matrix::matrix;
pub(crate) use merit::merit;
pub(crate) use shares::shares;

const WIDTH: u64 = 6400;

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
    let thousandths = scaled(value, whole, 2000).div_ceil(2);
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
        Segment::new("hollow", language.choose("absents", "absent"), absent),
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
        drawn.push(Segment::new(
            "hollow",
            language.choose("n'ont pas voté", "did not vote"),
            silent,
        ));
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
            rect.hollow width="1000" height="100" {}
            rect.got width=(scaled(value, most, 1000)) height="100" {}
        }
    }
}

/// The word beside an option that was chosen.
fn chosen(language: Language) -> Markup {
    html! { span.mark { (language.choose("choisi", "chosen")) } }
}
