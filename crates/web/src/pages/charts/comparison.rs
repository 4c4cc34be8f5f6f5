//! Drawings that compare today with a proposal: two lines over months, people who gain and lose,
//! more or less around a middle.

use caisse_units::{Amount, Language, Month};
use maud::{Markup, html};

use super::super::parts::money;
use super::{Scale, WIDTH, scaled, short_month, whole_euros};

/// Two lines over the same months, the first point being the end of the month before them.
pub(crate) struct Lines {
    /// The month of the first point.
    pub before: Month,
    /// Under the rules of today.
    pub today: Vec<Amount>,
    /// With the proposal.
    pub proposed: Vec<Amount>,
}

/// Both lines, the proposed one above and in colour. Nothing for fewer than two points.
pub(crate) fn two_lines(id: &str, title: &str, lines: &Lines, language: Language) -> Markup {
    let points = lines.today.len().min(lines.proposed.len());
    if points < 2 {
        return html! {};
    }
    let all: Vec<Amount> = lines.today.iter().chain(&lines.proposed).copied().collect();
    let scale = Scale::around(&all, points);
    let last = points - 1;
    let month = |ahead: usize| lines.before.plus_months(i32::try_from(ahead).unwrap_or(0));
    html! {
        svg.fund role="img" aria-labelledby=(format!("{id}-title {id}-text")) viewBox="0 0 6400 3000" {
            title id=(format!("{id}-title")) { (title) }
            desc id=(format!("{id}-text")) { (described(lines, month(last), language)) }
            (scale.grid())
            @if all.iter().any(|amount| amount.is_negative()) {
                @let zero = scale.y(Amount::ZERO);
                line.zero x1="0" x2="6400" y1=(zero) y2=(zero) {}
            }
            path.now-rules d=(path(&scale, &lines.today[..points])) {}
            path.known d=(path(&scale, &lines.proposed[..points])) {}
            circle.end-now cx=(scale.x(last)) cy=(scale.y(lines.today[last])) r="60" {}
            circle.now cx=(scale.x(last)) cy=(scale.y(lines.proposed[last])) r="70" {}
            (scale.amounts(language))
            text x="0" y="2860" { (short_month(month(0), language)) }
            text.end x="6400" y="2860" { (short_month(month(last), language)) }
            text class="value end" x="6380" y=(scale.y(lines.proposed[last]) - 130) {
                (whole_euros(lines.proposed[last], language))
            }
        }
    }
}

/// The figures of both lines, folded.
pub(crate) fn lines_table(title: &str, lines: &Lines, language: Language) -> Markup {
    html! {
        details {
            summary { (language.choose("Les chiffres du dessin", "The figures of the drawing")) }
            div.wide { table {
                caption.unseen { (title) }
                thead { tr {
                    th scope="col" { (language.choose("Mois", "Month")) }
                    th.number scope="col" { (language.choose("Comme aujourd'hui", "As today")) }
                    th.number scope="col" { (language.choose("Comme supposé", "As supposed")) }
                } }
                tbody { @for (ahead, (today, supposed)) in (0..).zip(lines.today.iter().zip(&lines.proposed)) { tr {
                    th scope="row" { (lines.before.plus_months(ahead).written(language)) }
                    td.number { (money(*today, language)) }
                    td.number { (money(*supposed, language)) }
                } } }
            } }
        }
    }
}

fn path(scale: &Scale, line: &[Amount]) -> String {
    let mut path = String::new();
    for (index, amount) in line.iter().enumerate() {
        let command = if index == 0 { 'M' } else { 'L' };
        path.push_str(&format!("{command}{} {}", scale.x(index), scale.y(*amount)));
    }
    path
}

fn described(lines: &Lines, last: Month, language: Language) -> String {
    let end = |line: &[Amount]| line.last().copied().unwrap_or_default().written(language);
    let (today, proposed) = (end(&lines.today), end(&lines.proposed));
    let start = lines.today.first().copied().unwrap_or_default().written(language);
    let month = last.written(language);
    match language {
        Language::French => format!(
            "De {start} à {proposed} fin {month} avec la proposition, à {today} avec les règles d'aujourd'hui."
        ),
        Language::English => format!(
            "From {start} to {proposed} at the end of {month} with the proposal, to {today} with the rules of today."
        ),
    }
}

/// A piece of a line, for the key of a drawing.
pub(crate) fn line_sample(class: &str) -> Markup {
    html! {
        svg.fund.sample viewBox="0 0 400 100" aria-hidden="true" {
            path class=(class) d="M0 50L400 50" {}
        }
    }
}

/// A square of one of the six colours.
pub(crate) fn swatch(colour: usize) -> Markup {
    html! {
        svg.swatch viewBox="0 0 10 10" aria-hidden="true" {
            rect class=(format!("part-{colour}")) width="10" height="10" rx="2" {}
        }
    }
}

/// One bar cut by numbers of people, each part with its colour; parts of nobody are left out.
pub(crate) fn people(id: &str, title: &str, told: &str, parts: &[(usize, u64)]) -> Markup {
    let total: u64 = parts.iter().map(|(_, number)| number).sum();
    let mut end = 0;
    let cuts: Vec<(usize, i64, i64)> = parts
        .iter()
        .filter(|(_, number)| *number > 0)
        .map(|(colour, number)| {
            let start = end;
            end += number;
            (*colour, share(start, total, WIDTH), share(end, total, WIDTH))
        })
        .collect();
    html! {
        @if total > 0 {
            svg.stack role="img" aria-labelledby=(format!("{id}-title {id}-text"))
                viewBox="0 0 6400 360" preserveAspectRatio="none" {
                title id=(format!("{id}-title")) { (title) }
                desc id=(format!("{id}-text")) { (told) }
                @for (colour, start, end) in &cuts {
                    rect class=(format!("part-{colour}")) x=(start) y="0" width=(end - start) height="360" {}
                }
                @for (_, start, _) in cuts.iter().skip(1) {
                    line.cut x1=(start) x2=(start) y1="0" y2="360" {}
                }
            }
        }
    }
}

/// `number` of `whole` as units of `length`.
pub(crate) fn share(number: u64, whole: u64, length: i64) -> i64 {
    if whole == 0 {
        return 0;
    }
    let exact = u128::from(number) * u128::from(length.unsigned_abs()) / u128::from(whole);
    i64::try_from(exact).unwrap_or(length).min(length)
}

/// A thin bar to the right of the middle for more, to the left for less; decorative, the figure says
/// it all.
pub(crate) fn balance(amount: Amount, largest: Amount) -> Markup {
    let length = scaled(amount.magnitude(), largest, 500);
    let (start, class) = if amount.is_negative() { (500 - length, "less") } else { (500, "more") };
    html! {
        svg.balance viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true" {
            rect class=(class) x=(start) y="10" width=(length) height="80" {}
            line.middle x1="500" x2="500" y1="0" y2="100" {}
        }
    }
}

/// A bar filled up to a part of a whole: what was drawn of a credit, what was reached of steps.
pub(crate) fn filled(done: u64, whole: u64) -> Markup {
    html! {
        svg.filled viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true" {
            rect.rest width="1000" height="100" {}
            rect.full width=(share(done, whole, 1000)) height="100" {}
        }
    }
}
