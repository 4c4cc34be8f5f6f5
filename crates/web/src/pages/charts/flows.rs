//! What goes from caisse to caisse, and caisses side by side.

use caisse_units::{Amount, Language};
use maud::{Markup, html};

use super::super::parts::{money, money_to};
use super::{WIDTH, scaled};
use crate::views::Part;

/// How many payers, or receivers, a drawing names; the others stand together.
const MOST_NAMED: usize = 8;
/// The height of all that flows.
const FLOWING: i64 = 2_000;
/// The height that a name and an amount need above their band.
const LABEL: i64 = 620;
/// The most signs of a name in a drawing.
const LONGEST: usize = 22;

/// A band from one edge of the drawing to the pot in its middle.
struct Band {
    label: String,
    amount: Amount,
    /// Where it starts at its edge, and how thick it is.
    top: i64,
    thick: i64,
    /// Where it meets the pot.
    meets: i64,
}

/// Where money came from at the left, where it went at the right, the caisse in the middle; what was left
/// is put aside at the right, what was missing was taken from the fund at the left. Then the table of both.
/// Nothing when nothing moved.
pub(crate) fn money_flow(
    id: &str,
    title: &str,
    sources: &[Part],
    uses: &[Part],
    language: Language,
) -> Markup {
    let (sources, uses) = balanced(sources, uses, language);
    let volume: Amount = sources.iter().map(|part| part.amount).sum();
    if !volume.is_positive() {
        return html! {};
    }
    let named = |parts: &[Part]| -> Vec<(String, Amount)> {
        parts.iter().map(|part| (part.name.clone(), part.amount)).collect()
    };
    let (from, to) = (named(&sources), named(&uses));
    let (left, right) = (bands_of(&from, volume, language), bands_of(&to, volume, language));
    let bottom = |bands: &[Band]| bands.last().map_or(0, |band| band.top + band.thick);
    let height = bottom(&left).max(bottom(&right)).max(LABEL + FLOWING) + 100;
    html! {
        figure.chart {
            figcaption { (title) }
            svg.fund.flows role="img" aria-labelledby=(format!("{id}-title {id}-text"))
                viewBox=(format!("0 0 {WIDTH} {height}")) {
                title id=(format!("{id}-title")) { (title) }
                desc id=(format!("{id}-text")) { (came_and_went(&from, &to, language)) }
                @for band in &left { path.receives d=(drawn(band, 0, 3_000)) {} }
                @for band in &right { path.pays d=(drawn(band, WIDTH, 3_400)) {} }
                rect.pot x="3000" y=(LABEL) width="400" height=(FLOWING) {}
                @for band in &left { (label(band, 0, "value", language)) }
                @for band in &right { (label(band, WIDTH, "value end", language)) }
            }
            details {
                summary { (language.choose("Les chiffres du dessin", "The figures of the drawing")) }
                (flow_table(language.choose("D'où vient l'argent", "Where the money came from"), &sources, language))
                (flow_table(language.choose("Où il va", "Where it went"), &uses, language))
            }
        }
    }
}

fn flow_table(title: &str, parts: &[Part], language: Language) -> Markup {
    html! {
        table.plain {
            caption { (title) }
            thead.unseen { tr {
                th scope="col" { (language.choose("Quoi", "What")) }
                th scope="col" { (language.choose("Montant", "Amount")) }
            } }
            tbody { @for part in parts { tr {
                th scope="row" { (part.name) }
                td.number { (money_to(part.amount, part.place.as_ref(), language)) }
            } } }
            tfoot { tr {
                th scope="row" { (language.choose("En tout", "In all")) }
                td.number { (money(parts.iter().map(|part| part.amount).sum(), language)) }
            } }
        }
    }
}

/// Both sides with what makes them equal; what runs against its side stands on the other, the largest
/// first.
fn balanced(sources: &[Part], uses: &[Part], language: Language) -> (Vec<Part>, Vec<Part>) {
    let turned = |part: &Part| Part { amount: part.amount.magnitude(), ..part.clone() };
    let side = |own: &[Part], other: &[Part]| -> Vec<Part> {
        let own = own.iter().filter(|part| part.amount.is_positive()).cloned();
        let other = other.iter().filter(|part| part.amount.is_negative()).map(turned);
        let mut all: Vec<Part> = own.chain(other).collect();
        all.sort_by_key(|part| std::cmp::Reverse(part.amount));
        all
    };
    let (mut from, mut to) = (side(sources, uses), side(uses, sources));
    let sum = |parts: &[Part]| parts.iter().map(|part| part.amount).sum::<Amount>();
    let left = sum(&from).minus(sum(&to));
    let rest = |french: &str, english: &str| Part {
        name: language.choose(french, english).to_owned(),
        amount: left.magnitude(),
        place: None,
    };
    if left.is_positive() {
        to.push(rest("gardé dans le fonds", "kept in the fund"));
    } else if left.is_negative() {
        from.push(rest("pris dans le fonds", "taken from the fund"));
    }
    (from, to)
}

fn came_and_went(from: &[(String, Amount)], to: &[(String, Amount)], language: Language) -> String {
    let listed = |parts: &[(String, Amount)]| {
        let told =
            parts.iter().map(|(name, amount)| format!("{name} {}", amount.written(language)));
        told.collect::<Vec<_>>().join(", ")
    };
    match language {
        Language::French => format!("Entré : {}. Sorti : {}.", listed(from), listed(to)),
        Language::English => format!("Came in: {}. Went out: {}.", listed(from), listed(to)),
    }
}

/// Payers at the left, receivers at the right, what they share in the middle. What stands in the table
/// of the page is its table.
pub(crate) fn flows(id: &str, title: &str, all: &[(&str, Amount)], language: Language) -> Markup {
    let side = |negative: bool| {
        let mut one: Vec<(&str, Amount)> = all
            .iter()
            .filter(|(_, amount)| !amount.is_zero() && amount.is_negative() == negative)
            .map(|(name, amount)| (*name, amount.magnitude()))
            .collect();
        one.sort_by_key(|(_, amount)| std::cmp::Reverse(*amount));
        one
    };
    let (payers, receivers) = (side(true), side(false));
    let volume: Amount = payers.iter().map(|(_, amount)| *amount).sum();
    let told = described(&payers, &receivers, language);
    let (left, right) = (bands(&payers, volume, language), bands(&receivers, volume, language));
    let bottom = |bands: &[Band]| bands.last().map_or(0, |band| band.top + band.thick);
    let height = bottom(&left).max(bottom(&right)).max(LABEL + FLOWING) + 100;
    html! {
        @if volume.is_positive() {
            figure.chart {
                figcaption { (title) }
                svg.fund.flows role="img" aria-labelledby=(format!("{id}-title {id}-text"))
                    viewBox=(format!("0 0 {WIDTH} {height}")) {
                    title id=(format!("{id}-title")) { (title) }
                    desc id=(format!("{id}-text")) { (told) }
                    @for band in &left { path.pays d=(drawn(band, 0, 3_000)) {} }
                    @for band in &right { path.receives d=(drawn(band, WIDTH, 3_400)) {} }
                    rect.pot x="3000" y=(LABEL) width="400" height=(FLOWING) {}
                    @for band in &left { (label(band, 0, "value", language)) }
                    @for band in &right { (label(band, WIDTH, "value end", language)) }
                }
            }
        }
    }
}

fn bands(all: &[(&str, Amount)], volume: Amount, language: Language) -> Vec<Band> {
    let owned: Vec<(String, Amount)> =
        all.iter().map(|(name, amount)| ((*name).to_owned(), *amount)).collect();
    bands_of(&owned, volume, language)
}

fn bands_of(all: &[(String, Amount)], volume: Amount, language: Language) -> Vec<Band> {
    let mut named: Vec<(String, Amount)> =
        all.iter().take(MOST_NAMED).map(|(name, amount)| (shortened(name), *amount)).collect();
    let others = all.get(MOST_NAMED..).unwrap_or_default();
    if !others.is_empty() {
        let label = format!("{} {}", others.len(), language.choose("autres", "others"));
        named.push((label, others.iter().map(|(_, amount)| *amount).sum()));
    }
    let (mut top, mut so_far) = (0, Amount::ZERO);
    named
        .into_iter()
        .map(|(label, amount)| {
            let from = scaled(so_far, volume, FLOWING);
            so_far = so_far.plus(amount);
            let thick = (scaled(so_far, volume, FLOWING) - from).max(15);
            let band = Band { label, amount, top: top + LABEL, thick, meets: LABEL + from };
            top = band.top + thick + 60;
            band
        })
        .collect()
}

/// The band as a path between two edges.
fn drawn(band: &Band, edge: i64, pot: i64) -> String {
    // Level for most of the way, so that the names above it stand free; the turn is near the pot.
    let middle = edge + (pot - edge) * 3 / 4;
    let (top, low) = (band.top, band.top + band.thick);
    let (high, deep) = (band.meets, band.meets + band.thick);
    format!(
        "M{edge} {top}C{middle} {top} {middle} {high} {pot} {high}L{pot} {deep}C{middle} {deep} {middle} {low} {edge} {low}Z"
    )
}

fn label(band: &Band, x: i64, class: &str, language: Language) -> Markup {
    let end = if x > 0 { "end" } else { "" };
    html! {
        text class=(end) x=(x) y=(band.top - 330) { (band.label) }
        text class=(class) x=(x) y=(band.top - 80) { (band.amount.written(language)) }
    }
}

fn described(
    payers: &[(&str, Amount)],
    receivers: &[(&str, Amount)],
    language: Language,
) -> String {
    let say = |all: &[(&str, Amount)], verb: &str| -> Vec<String> {
        let one =
            |(name, amount): &(&str, Amount)| format!("{name} {verb} {}", amount.written(language));
        all.iter().map(one).collect()
    };
    let mut told = say(payers, language.choose("verse", "pays"));
    told.extend(say(receivers, language.choose("reçoit", "receives")));
    told.join(language.choose("\u{a0}; ", "; "))
}

/// A name as a drawing has room for it: of “allowances granted: food” what is particular.
fn shortened(name: &str) -> String {
    let particular = name.rsplit_once(": ").map(|(_, particular)| particular);
    let long = name.chars().count() > LONGEST;
    shortened_to(particular.filter(|_| long).unwrap_or(name), LONGEST)
}

/// A text of at most so many signs, with an ellipsis for what is cut.
pub(super) fn shortened_to(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    text.chars().take(longest - 1).chain(['…']).collect()
}

/// One bar for each caisse, its name and figure above it, from a common edge. The table of the page is
/// its table.
pub(crate) fn by_caisse(
    id: &str,
    title: &str,
    all: &[(&str, Amount)],
    language: Language,
) -> Markup {
    const ROW: i64 = 620;
    const MOST: usize = 24;
    let drawn = &all[..all.len().min(MOST)];
    let largest = drawn.iter().map(|(_, amount)| amount.magnitude()).max().unwrap_or_default();
    let told: Vec<String> =
        drawn.iter().map(|(name, amount)| format!("{name} {}", amount.written(language))).collect();
    let height = ROW * i64::try_from(drawn.len()).unwrap_or(1);
    html! {
        figure.chart {
            figcaption { (title) }
            svg.fund.flows role="img" aria-labelledby=(format!("{id}-title {id}-text"))
                viewBox=(format!("0 0 {WIDTH} {height}")) {
                title id=(format!("{id}-title")) { (title) }
                desc id=(format!("{id}-text")) { (told.join(language.choose("\u{a0}; ", "; "))) }
                @for ((name, amount), row) in drawn.iter().zip(0_i64..) {
                    text x="0" y=(row * ROW + 280) { (shortened(name)) }
                    text class="value end" x=(WIDTH) y=(row * ROW + 280) { (amount.written(language)) }
                    rect.length x="0" y=(row * ROW + 380)
                        width=(scaled(amount.magnitude(), largest, WIDTH).max(10)) height="120" {}
                }
            }
        }
    }
}
