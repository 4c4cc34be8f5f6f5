//! What goes from caisse to caisse, and caisses side by side.

use caisse_units::{Amount, Language};
use maud::{Markup, html};

use super::{WIDTH, scaled};

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
    let middle = (edge + pot) / 2;
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

fn shortened(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    name.chars().take(LONGEST - 1).chain(['…']).collect()
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
