//! Ranges of numbers, and what each mechanism makes of those of its parts.

use crate::exact::Exact;
use crate::tree::{AggregateFunction, Expression, Rule};
use crate::value::units_of_one;

/// The most participants that the analysis of aggregates counts with.
pub const PARTICIPANTS: i64 = 1_000_000;

/// What a formula can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    /// The least and the most, for numbers.
    pub numbers: Option<(Exact, Exact)>,
    /// True when it is the same for every participant.
    pub common: bool,
}

impl Range {
    pub fn of(low: Exact, high: Exact, common: bool) -> Range {
        let ordered = if low <= high { (low, high) } else { (high, low) };
        Range { numbers: Some(ordered), common }
    }

    pub fn whole(low: i64, high: i64, common: bool) -> Range {
        Range::of(Exact::whole(low), Exact::whole(high), common)
    }

    pub fn other(common: bool) -> Range {
        Range { numbers: None, common }
    }

    pub fn low(&self) -> Exact {
        self.numbers.as_ref().map_or(Exact::ZERO, |(low, _)| low.clone())
    }

    pub fn high(&self) -> Exact {
        self.numbers.as_ref().map_or(Exact::ZERO, |(_, high)| high.clone())
    }

    /// Its only value, when it is the same for everyone on that day.
    pub fn point(&self) -> Option<&Exact> {
        match &self.numbers {
            Some((low, high)) if low == high && self.common => Some(low),
            _ => None,
        }
    }

    /// The values of both.
    pub fn hull(self, other: Range) -> Range {
        let common = self.common && other.common;
        match (self.numbers, other.numbers) {
            (Some((a, b)), Some((c, d))) => Range::of(a.min(c), b.max(d), common),
            _ => Range::other(common),
        }
    }

    pub fn times(&self, other: &Range) -> Range {
        let products = [
            self.low().times(&other.low()),
            self.low().times(&other.high()),
            self.high().times(&other.low()),
            self.high().times(&other.high()),
        ];
        let [first, ..] = products.clone();
        let low = products.iter().cloned().fold(first.clone(), Exact::min);
        let high = products.into_iter().fold(first, Exact::max);
        Range::of(low, high, self.common && other.common)
    }
}

pub(super) fn input_range(rule: &Rule, name: &str) -> Range {
    match rule.input(name) {
        Some(input) if input.kind.is_number() => {
            let (low, high) = input.bounds();
            let units = i128::from(units_of_one(input.kind));
            let exact = |bound| Exact::fraction(i128::from(bound), units).unwrap_or(Exact::ZERO);
            Range::of(exact(low), exact(high), false)
        }
        _ => Range::other(false),
    }
}

pub(super) fn aggregate(function: AggregateFunction, of: Range, otherwise: Option<Range>) -> Range {
    let most = Exact::whole(PARTICIPANTS);
    match function {
        AggregateFunction::Count => Range::whole(0, PARTICIPANTS, true),
        AggregateFunction::Sum => {
            let low = of.low().times(&most).min(Exact::ZERO);
            let high = of.high().times(&most).max(Exact::ZERO);
            Range::of(low, high, true)
        }
        AggregateFunction::Mean | AggregateFunction::Minimum | AggregateFunction::Maximum => {
            let of = Range { common: true, ..of };
            match otherwise {
                Some(otherwise) => of.hull(otherwise),
                None => of,
            }
        }
    }
}

pub(super) fn chosen_range(expression: &Expression, chosen: Range, ranges: &[Range]) -> Range {
    let Expression::Chosen { lowest, highest, .. } = expression else { return chosen };
    let Some((proposed, bounds)) = ranges.split_first() else { return chosen };
    let (mut low, mut high) = (chosen.low(), chosen.high());
    let mut bounds = bounds.iter();
    if lowest.is_some()
        && let Some(bound) = bounds.next()
    {
        (low, high) = (low.max(bound.low()), high.max(bound.high()));
    }
    if highest.is_some()
        && let Some(bound) = bounds.next()
    {
        (low, high) = (low.min(bound.low()), high.min(bound.high()));
    }
    Range::of(low, high, false).hull(Range { common: false, ..proposed.clone() })
}

pub(super) fn prorata(base: &Range, present: &Range, whole: &Range) -> Range {
    let one = Exact::whole(1);
    let share = |present: Exact, whole: Exact| {
        present.floored().divided_by(&whole).unwrap_or(Exact::ZERO).min(one.clone())
    };
    let low = share(present.low(), whole.high());
    let high = share(present.high(), whole.low());
    base.times(&Range::of(low, high, present.common && whole.common))
}

/// The range of a mechanism from those of its parts.
pub(super) fn combine(expression: &Expression, ranges: &[Range]) -> Range {
    use Expression as E;
    let common = ranges.iter().all(|range| range.common);
    let pair = || match ranges {
        [first, second, ..] => Some((first, second)),
        _ => None,
    };
    let fold = |pick: fn(Exact, Exact) -> Exact| {
        let low = ranges.iter().map(Range::low).reduce(pick).unwrap_or(Exact::ZERO);
        let high = ranges.iter().map(Range::high).reduce(pick).unwrap_or(Exact::ZERO);
        Range::of(low, high, common)
    };
    match (expression, pair()) {
        (E::Sum(_), _) => fold(|a, b| a.plus(&b)),
        (E::Minimum(_), _) => fold(Exact::min),
        (E::Maximum(_), _) => fold(Exact::max),
        (E::Difference { .. }, Some((from, subtract))) => {
            if from.numbers.is_none() {
                return Range::whole(-402_000, 402_000, common);
            }
            let low = from.low().minus(&subtract.high());
            Range::of(low, from.high().minus(&subtract.low()), common)
        }
        (E::DifferenceFloored { .. }, Some((from, subtract))) => {
            let low = from.low().minus(&subtract.high()).floored();
            Range::of(low, from.high().minus(&subtract.low()).floored(), common)
        }
        (E::ByRate { .. } | E::ByCount { .. }, Some((base, factor))) => base.times(factor),
        (E::Step { step, direction, .. }, _) => {
            let Some(base) = ranges.first() else { return Range::other(common) };
            let multiple = |number: Exact| {
                let far = number.rounded(step.cents().max(1), *direction);
                far.map_or(number, Exact::whole)
            };
            Range::of(multiple(base.low()), multiple(base.high()), common)
        }
        (E::Capped { .. }, Some((base, cap))) => {
            let already = ranges.get(2).cloned().unwrap_or(Range::whole(0, 0, true));
            let low = base.low().min(cap.low().minus(&already.high()).floored());
            let high = base.high().min(cap.high().minus(&already.low()).floored());
            Range::of(low, high, common)
        }
        (E::Waiting { from_the_first, .. }, Some((quantity, threshold))) => {
            let counted = |quantity: Exact, threshold: Exact| match quantity > threshold {
                true if *from_the_first => quantity,
                true => quantity.minus(&threshold),
                false => Exact::ZERO,
            };
            let low = counted(quantity.low(), threshold.high());
            let high = counted(quantity.high(), threshold.low());
            // A whole quantity may be below zero when it passes a negative threshold.
            Range::of(low.min(Exact::ZERO), high.max(Exact::ZERO), common)
        }
        (E::Ratio { .. }, Some((of, by))) => {
            let otherwise = ranges.get(2).cloned().unwrap_or(Range::whole(0, 0, true));
            ratio(of, by).hull(Range { common, ..otherwise })
        }
        _ => Range::other(common),
    }
}

/// The range of a quotient. A divisor that may be zero is at least a millionth of its unit when it
/// is not: the finest value that a line can hold.
fn ratio(of: &Range, by: &Range) -> Range {
    let common = of.common && by.common;
    let finest = Exact::fraction(1, 1_000_000).unwrap_or(Exact::ZERO);
    let (low, high) = (by.low(), by.high());
    let mut divisors = Vec::new();
    if high > Exact::ZERO {
        divisors.push(high.clone());
        divisors.push(low.clone().max(finest.clone()));
    }
    if low < Exact::ZERO {
        divisors.push(low);
        divisors.push(high.min(finest.negated()));
    }
    let quotients = divisors.iter().flat_map(|divisor| {
        [of.low().divided_by(divisor), of.high().divided_by(divisor)].into_iter().flatten()
    });
    let quotients: Vec<Exact> = quotients.collect();
    let least = quotients.iter().cloned().reduce(Exact::min).unwrap_or(Exact::ZERO);
    let most = quotients.into_iter().reduce(Exact::max).unwrap_or(Exact::ZERO);
    Range::of(least, most, common)
}
