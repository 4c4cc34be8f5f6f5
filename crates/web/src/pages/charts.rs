//! Drawings, made on the server in SVG. Each has a title, a description for those who do not see it,
//! and its table; colours come from classes (a style attribute would be refused by our own security
//! policy), and never carry the meaning alone.
//!
//! All coordinates are whole units of a drawing 6400 wide: about ten to a pixel, so that no float is
//! needed.

mod comparison;
mod flows;
mod months;
mod progress;

use caisse_units::{Amount, Language, Month};
use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};

use super::parts::{count, linked, money};
use crate::views::{FundPoint, Part};

use comparison::share;
pub(crate) use comparison::{
    Lines, balance, filled, line_sample, lines_table, people, swatch, two_lines,
};
use flows::shortened_to;
pub(crate) use flows::{by_caisse, flows, money_flow};
pub(crate) use months::months;
pub(crate) use progress::{projects, speaking};

const WIDTH: i64 = 6400;

/// The colours of parts, by number, for parts that are like each other.
const EVEN: [usize; 6] = [1, 2, 3, 4, 5, 6];
/// The colours of what is done, what is late and what is awaited.
pub(crate) const DONE_LATE_AWAITED: [usize; 6] = [3, 1, 5, 2, 4, 6];

/// The colours of what is set aside, of what is free and of what is kept for others.
pub(crate) const KEPT_AND_FREE: [usize; 6] = [4, 3, 5, 2, 1, 6];

/// Ten coins, cut where the parts end; then the table that is also their key. `parts` sum to 10 €.
pub(crate) fn ten_coins(id: &str, title: &str, parts: &[Part], language: Language) -> Markup {
    let mut end = 0;
    let cuts: Vec<(i64, i64)> = parts
        .iter()
        .map(|part| {
            let start = end;
            end = (start + part.amount.cents()).clamp(0, 1000);
            (coin_position(start), coin_position(end))
        })
        .collect();
    let clip = format!("{id}-pieces");
    html! {
        figure.chart {
            figcaption { (title) }
            svg.coins role="img" aria-labelledby=(format!("{id}-title {id}-text"))
                viewBox="0 0 6400 560" {
                title id=(format!("{id}-title")) { (title) }
                desc id=(format!("{id}-text")) { (described(parts, language)) }
                clipPath id=(clip) {
                    @for coin in 0..10 { circle cx=(coin * 640 + 320) cy="280" r="276" {} }
                }
                g clip-path=(format!("url(#{clip})")) {
                    @for (index, (start, end)) in cuts.iter().enumerate() {
                        rect class=(part_class(&EVEN, index)) x=(start) y="0"
                            width=(end - start) height="560" {}
                    }
                }
                @for (start, _) in cuts.iter().skip(1) {
                    line.cut x1=(start) x2=(start) y1="0" y2="560" {}
                }
            }
            (key(&EVEN, parts, language))
        }
    }
}

/// Where a number of cents, 0 to 1000, falls on the ten coins.
pub(crate) fn coin_position(cents: i64) -> i64 {
    let coin = (cents / 100).min(9);
    coin * 640 + 44 + (cents - coin * 100) * 552 / 100
}

/// One bar cut into parts; then the table that is also its key. Nothing for a total of nothing.
pub(crate) fn stack(id: &str, title: &str, parts: &[Part], language: Language) -> Markup {
    stack_in(&EVEN, id, title, parts, language)
}

/// The same in chosen colours.
pub(crate) fn stack_in(
    colours: &[usize; 6],
    id: &str,
    title: &str,
    parts: &[Part],
    language: Language,
) -> Markup {
    let total: Amount = parts.iter().map(|part| part.amount).sum();
    let mut so_far = Amount::ZERO;
    let cuts: Vec<(i64, i64)> = parts
        .iter()
        .map(|part| {
            let start = scaled(so_far, total, WIDTH);
            so_far = so_far.plus(part.amount);
            (start, scaled(so_far, total, WIDTH))
        })
        .collect();
    html! {
        figure.chart {
            figcaption { (title) }
            @if total.is_positive() {
                svg.stack role="img" aria-labelledby=(format!("{id}-title {id}-text"))
                    viewBox="0 0 6400 360" preserveAspectRatio="none" {
                    title id=(format!("{id}-title")) { (title) }
                    desc id=(format!("{id}-text")) { (described(parts, language)) }
                    @for (index, (start, end)) in cuts.iter().enumerate() {
                        rect class=(part_class(colours, index)) x=(start) y="0"
                            width=(end - start) height="360" {}
                    }
                    @for (start, _) in cuts.iter().skip(1) {
                        line.cut x1=(start) x2=(start) y1="0" y2="360" {}
                    }
                }
            }
            (key(colours, parts, language))
        }
    }
}

/// `amount` of `whole` as units of `length`, within bounds.
fn scaled(amount: Amount, whole: Amount, length: i64) -> i64 {
    if !whole.is_positive() {
        return 0;
    }
    let exact = i128::from(amount.cents()) * i128::from(length) / i128::from(whole.cents());
    i64::try_from(exact.clamp(0, i128::from(length))).unwrap_or(length)
}

fn part_class(colours: &[usize; 6], index: usize) -> String {
    format!("part-{}", colours[index % 6])
}

fn described(parts: &[Part], language: Language) -> String {
    let told: Vec<String> = parts
        .iter()
        .map(|part| {
            let colon = language.choose("\u{a0}: ", ": ");
            format!("{}{colon}{}", part.name, part.amount.written(language))
        })
        .collect();
    told.join(language.choose("\u{a0}; ", "; "))
}

/// The table of the parts, with the colour of each.
fn key(colours: &[usize; 6], parts: &[Part], language: Language) -> Markup {
    let total: Amount = parts.iter().map(|part| part.amount).sum();
    html! {
        table.key {
            caption.unseen {
                (language.choose(
                    "Les parts, dans l'ordre du dessin",
                    "The parts, in the order of the drawing",
                ))
            }
            thead.unseen { tr {
                th scope="col" { (language.choose("Part", "Part")) }
                th scope="col" { (language.choose("Montant", "Amount")) }
            } }
            tbody {
                @for (index, part) in parts.iter().enumerate() { tr {
                    th scope="row" {
                        svg.swatch viewBox="0 0 10 10" aria-hidden="true" {
                            rect class=(part_class(colours, index)) width="10" height="10" rx="2" {}
                        }
                        (linked(part.place.as_ref(), html! { (part.name) }))
                    }
                    td.number { (money(part.amount, language)) }
                } }
            }
            tfoot { tr {
                th scope="row" { (language.choose("En tout", "In all")) }
                td.number { (money(total, language)) }
            } }
        }
    }
}

/// A thin bar beside a figure of a table: `amount` against the `largest` of its column. Decorative,
/// the figure says it all.
pub(crate) fn bar(amount: Amount, largest: Amount) -> Markup {
    html! {
        svg.bar viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true" {
            rect width=(scaled(amount, largest, 1000)) height="100" {}
        }
    }
}

/// The fund over time: known, then expected, with the reserve if there is one; then its table, folded.
/// `alone` is what is expected without the income that may not come again, from the first month
/// ahead; empty without such income. Nothing for fewer than two points.
pub(crate) fn fund(
    id: &str,
    title: &str,
    points: &[FundPoint],
    alone: &[FundPoint],
    floor: Option<Amount>,
    language: Language,
) -> Markup {
    if points.len() < 2 {
        return html! {};
    }
    let scale = Scale::over(points, alone, floor);
    html! {
        figure.chart {
            figcaption { (title) }
            svg.fund role="img" aria-labelledby=(format!("{id}-title {id}-text"))
                viewBox="0 0 6400 3000" {
                title id=(format!("{id}-title")) { (title) }
                desc id=(format!("{id}-text")) { (fund_described(points, language)) }
                (scale.grid())
                (scale.lines(points))
                (scale.alone(points, alone))
                @if let Some(floor) = floor { (scale.floor(floor, language)) }
                (scale.amounts(language))
                (scale.labels(points, language))
            }
            @if !alone.is_empty() {
                p.lines-key {
                    span { (line_sample("expected")) (language.choose("prévu, toutes rentrées comprises", "expected, all income counted")) }
                    span { (line_sample("now-rules")) (language.choose("prévu, cotisations seules", "expected, contributions alone")) }
                }
            }
            (fund_table(points, alone, language))
        }
    }
}

fn fund_described(points: &[FundPoint], language: Language) -> String {
    let (first, last) = (points[0], points[points.len() - 1]);
    let from = format!("{}, {}", first.month.written(language), first.fund.written(language));
    let to = format!("{}, {}", last.month.written(language), last.fund.written(language));
    match (language, last.expected) {
        (Language::French, true) => format!("De {from} à {to} (prévu)."),
        (Language::French, false) => format!("De {from} à {to}."),
        (Language::English, true) => format!("From {from} to {to} (expected)."),
        (Language::English, false) => format!("From {from} to {to}."),
    }
}

fn fund_table(points: &[FundPoint], alone: &[FundPoint], language: Language) -> Markup {
    let without = |month: Month| alone.iter().find(|point| point.month == month);
    html! {
        details {
            summary { (language.choose("Les chiffres du dessin", "The figures of the drawing")) }
            table {
                caption.unseen {
                    (language.choose(
                        "Le fonds à la fin de chaque mois",
                        "The fund at the end of each month",
                    ))
                }
                thead { tr {
                    th scope="col" { (language.choose("Mois", "Month")) }
                    th.number scope="col" { (language.choose("Fonds", "Fund")) }
                    @if !alone.is_empty() {
                        th.number scope="col" { (language.choose("Cotisations seules", "Contributions alone")) }
                    }
                } }
                tbody {
                    @for point in points { tr {
                        th scope="row" {
                            (point.month.written(language))
                            @if point.expected { (language.choose(" (prévu)", " (expected)")) }
                        }
                        td.number { (money(point.fund, language)) }
                        @if !alone.is_empty() {
                            td.number { @if let Some(point) = without(point.month) { (money(point.fund, language)) } }
                        }
                    } }
                }
            }
        }
    }
}

/// How months and amounts become positions.
struct Scale {
    /// The number of intervals between points, at least 1.
    intervals: i64,
    /// The amount at the bottom, a multiple of the step.
    bottom: Amount,
    /// The amount at the top, a multiple of the step.
    top: Amount,
    /// The amount between two lines of the grid.
    step: Amount,
}

impl Scale {
    const TOP: i64 = 260;
    const BOTTOM: i64 = 2600;

    fn over(points: &[FundPoint], alone: &[FundPoint], floor: Option<Amount>) -> Scale {
        let drawn = points.iter().chain(alone).map(|point| point.fund);
        let amounts: Vec<Amount> = drawn.chain(floor).collect();
        Scale::around(&amounts, points.len())
    }

    /// A scale that holds zero and all these amounts, for so many points.
    fn around(amounts: &[Amount], points: usize) -> Scale {
        let amounts = || amounts.iter().copied();
        let highest = amounts().max().unwrap_or_default().max(Amount::from_cents(100)).cents();
        let lowest = amounts().min().unwrap_or_default().min(Amount::ZERO).cents();
        let step = round_step((highest - lowest) / 4);
        Scale {
            intervals: i64::try_from(points).unwrap_or(1).saturating_sub(1).max(1),
            bottom: Amount::from_cents(lowest.div_euclid(step) * step),
            top: Amount::from_cents((highest + step - 1).div_euclid(step) * step),
            step: Amount::from_cents(step),
        }
    }

    fn x(&self, index: usize) -> i64 {
        80 + i64::try_from(index).unwrap_or(0) * (WIDTH - 160) / self.intervals
    }

    fn y(&self, amount: Amount) -> i64 {
        let height = Scale::BOTTOM - Scale::TOP;
        Scale::BOTTOM - scaled(amount.minus(self.bottom), self.top.minus(self.bottom), height)
    }

    /// The amounts that have a line.
    fn marks(&self) -> impl Iterator<Item = Amount> + use<> {
        let (bottom, step) = (self.bottom.cents(), self.step.cents());
        let lines = (self.top.cents() - bottom) / step;
        (0..=lines).map(move |line| Amount::from_cents(bottom + line * step))
    }

    /// Lines across.
    fn grid(&self) -> Markup {
        html! {
            @for amount in self.marks() {
                @let y = self.y(amount);
                line.grid x1="0" x2="6400" y1=(y) y2=(y) {}
            }
        }
    }

    /// The amount of each line, just above it; drawn last, so that nothing crosses them out.
    fn amounts(&self, language: Language) -> Markup {
        html! {
            @for amount in self.marks() {
                text x="0" y=(self.y(amount) - 50) { (whole_euros(amount, language)) }
            }
        }
    }

    /// What is expected of contributions alone, from today on.
    fn alone(&self, points: &[FundPoint], alone: &[FundPoint]) -> Markup {
        let known = points.iter().take_while(|point| !point.expected).count();
        let Some(now) = known.checked_sub(1).filter(|_| !alone.is_empty()) else {
            return html! {};
        };
        let mut path = format!("M{} {}", self.x(now), self.y(points[now].fund));
        for (ahead, point) in alone.iter().enumerate() {
            path.push_str(&format!("L{} {}", self.x(known + ahead), self.y(point.fund)));
        }
        html! { path.now-rules d=(path) {} }
    }

    /// The known line over a shaded ground, then the expected line.
    fn lines(&self, points: &[FundPoint]) -> Markup {
        let known = points.iter().take_while(|point| !point.expected).count();
        let path = |range: std::ops::Range<usize>| {
            let mut path = String::new();
            for index in range {
                let command = if path.is_empty() { 'M' } else { 'L' };
                path.push_str(&format!(
                    "{command}{} {}",
                    self.x(index),
                    self.y(points[index].fund)
                ));
            }
            path
        };
        let zero = self.y(Amount::ZERO);
        html! {
            @if known > 0 {
                path.ground d=(format!(
                    "{}L{} {zero}L{} {zero}Z", path(0..known), self.x(known - 1), self.x(0)
                )) {}
                path.known d=(path(0..known)) {}
            }
            @if known < points.len() {
                path.expected d=(path(known.saturating_sub(1)..points.len())) {}
            }
            @if known > 0 {
                circle.now cx=(self.x(known - 1)) cy=(self.y(points[known - 1].fund)) r="70" {}
            }
        }
    }

    /// The reserve that the fund should not cross.
    fn floor(&self, floor: Amount, language: Language) -> Markup {
        let y = self.y(floor);
        html! {
            line.floor x1="0" x2="6400" y1=(y) y2=(y) {}
            text x="1400" y=(y - 50) {
                (language.choose("réserve votée", "voted reserve"))
            }
        }
    }

    /// The first month, today and the last month, and the fund of today.
    fn labels(&self, points: &[FundPoint], language: Language) -> Markup {
        let last = points.len() - 1;
        let now = points.iter().take_while(|point| !point.expected).count().saturating_sub(1);
        // A label takes about 1200 units on a phone; three must stand side by side.
        let apart = |index: usize| (1900..WIDTH - 1900).contains(&self.x(index));
        let anchor = if self.x(now) > WIDTH * 2 / 3 { "end" } else { "middle" };
        html! {
            text x="0" y="2860" { (short_month(points[0].month, language)) }
            @if apart(now) {
                text.middle x=(self.x(now)) y="2860" { (short_month(points[now].month, language)) }
            }
            text.end x="6400" y="2860" { (short_month(points[last].month, language)) }
            text class=(format!("value {anchor}")) x=(self.x(now).clamp(600, WIDTH - 20))
                y=(self.y(points[now].fund) - 130) {
                (whole_euros(points[now].fund, language))
            }
        }
    }
}

/// The smallest of 1, 2, 5 times a power of ten euros that is not below `least` cents.
pub(crate) fn round_step(least: i64) -> i64 {
    let mut power: i64 = 100;
    loop {
        for times in [1, 2, 5] {
            match power.checked_mul(times) {
                Some(step) if step < least => {}
                Some(step) => return step,
                None => return least,
            }
        }
        power = power.saturating_mul(10);
    }
}

/// An amount to the euro, for the scale of a drawing: its cents are cut.
fn whole_euros(amount: Amount, language: Language) -> String {
    let euros = count(amount.cents().unsigned_abs() / 100, language);
    let sign = if amount.is_negative() { "\u{2212}" } else { "" };
    match language {
        Language::French => format!("{sign}{euros}\u{a0}€"),
        Language::English => format!("{sign}€{euros}"),
    }
}

/// A month in few letters, for under a drawing: `janv. 2026`, `Jan 2026`.
fn short_month(month: Month, language: Language) -> String {
    const NAMES: [(&str, &str); 12] = [
        ("janv.", "Jan"),
        ("févr.", "Feb"),
        ("mars", "Mar"),
        ("avr.", "Apr"),
        ("mai", "May"),
        ("juin", "Jun"),
        ("juil.", "Jul"),
        ("août", "Aug"),
        ("sept.", "Sep"),
        ("oct.", "Oct"),
        ("nov.", "Nov"),
        ("déc.", "Dec"),
    ];
    let (french, english) = NAMES[usize::from(month.month_of_year().unsigned_abs()) - 1];
    format!("{} {}", language.choose(french, english), month.year())
}

/// A text as a QR code of medium correction, as transfers ask; nothing when it is too long for one.
pub(crate) fn qr(id: &str, title: &str, text: &str) -> Markup {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else {
        return html! {};
    };
    let width = code.width();
    let mut path = String::new();
    for (index, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            path.push_str(&format!("M{} {}h1v1h-1z", index % width + 4, index / width + 4));
        }
    }
    let side = width + 8;
    html! {
        svg.qr role="img" aria-labelledby=(id) viewBox=(format!("0 0 {side} {side}"))
            shape-rendering="crispEdges" {
            title id=(id) { (title) }
            rect.paper width=(side) height=(side) {}
            path d=(path) {}
        }
    }
}
