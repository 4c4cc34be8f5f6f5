//! Building numbers: each with its denominator, its bounds and the width that these prove.
//!
//! Bounds are those of numerators; every partial result of a node is bounded with it, so that the
//! width is a proof and not a guess.

use caisse_units::Day;
use num_traits::ToPrimitive;

use super::number::Rounder;
use super::plan::{Choice, Node, Number, Place, Plain, Selector, Width};
use crate::exact::{Direction, Exact};
use crate::value::{ValueType, units_of_one};

/// Partial results stay under this size, which leaves room for one addition.
const NARROW_LIMIT: i128 = 1 << 62;
const WIDE_LIMIT: i128 = 1 << 125;

/// Bounds while they are known: none means that they left `i128`.
type Bounds = Option<(i128, i128)>;

fn size((lowest, highest): (i128, i128)) -> i128 {
    lowest.saturating_abs().max(highest.saturating_abs())
}

/// The least common multiple, or none beyond the limit.
fn common(numbers: &[&Number]) -> Option<i128> {
    numbers.iter().try_fold(1_i128, |common, number| {
        let shared = num_integer::gcd(common, number.denominator);
        common.checked_mul(number.denominator / shared).filter(|common| *common < WIDE_LIMIT)
    })
}

fn product((a, b): (i128, i128), (c, d): (i128, i128)) -> Bounds {
    let corners = [a.checked_mul(c)?, a.checked_mul(d)?, b.checked_mul(c)?, b.checked_mul(d)?];
    Some((*corners.iter().min()?, *corners.iter().max()?))
}

impl Number {
    /// The narrowest width that holds the bounds, the partial results and every part.
    fn fit(node: Node, denominator: Option<i128>, bounds: Bounds, partial: &[i128]) -> Number {
        let parts_are = node.parts().iter().map(|part| part.width).max().unwrap_or(Width::Narrow);
        let largest = bounds.map(|bounds| partial.iter().copied().fold(size(bounds), i128::max));
        let (Some(denominator), Some((lowest, highest)), Some(largest)) =
            (denominator, bounds, largest)
        else {
            return Number::exact(node);
        };
        let largest = largest.max(denominator);
        match parts_are {
            Width::Narrow if largest < NARROW_LIMIT => {
                Number { width: Width::Narrow, denominator, lowest, highest, node }
            }
            Width::Narrow | Width::Wide if largest < WIDE_LIMIT => {
                Number { width: Width::Wide, denominator, lowest, highest, node }
            }
            _ => Number::exact(node),
        }
    }

    fn exact(node: Node) -> Number {
        Number { width: Width::Exact, denominator: 1, lowest: i128::MIN, highest: i128::MAX, node }
    }

    /// The bounds over a multiple of the denominator.
    fn over(&self, denominator: i128) -> Bounds {
        if self.width == Width::Exact {
            return None;
        }
        let factor = denominator / self.denominator;
        Some((self.lowest.checked_mul(factor)?, self.highest.checked_mul(factor)?))
    }

    pub(super) fn constant(exact: Exact) -> Number {
        let (numerator, denominator) = exact.lowest_terms();
        let numerator = numerator.to_i128();
        let bounds = numerator.map(|numerator| (numerator, numerator));
        Number::fit(Node::Constant(exact), denominator.to_i128(), bounds, &[])
    }

    pub(super) fn as_constant(&self) -> Option<&Exact> {
        match &self.node {
            Node::Constant(exact) => Some(exact),
            _ => None,
        }
    }

    /// Units of that type, between bounds.
    pub(super) fn place(place: Place, kind: ValueType, bounds: (i64, i64)) -> Number {
        let bounds = (i128::from(bounds.0), i128::from(bounds.1));
        Number::fit(Node::Place(place), Some(units_of_one(kind).into()), Some(bounds), &[])
    }

    pub(super) fn sum(terms: Vec<Number>) -> Number {
        let denominator = common(&terms.iter().collect::<Vec<_>>());
        let bounds = denominator.and_then(|denominator| {
            let mut all = Vec::new();
            for term in &terms {
                all.push(term.over(denominator)?);
            }
            Some(all)
        });
        let add = |all: &[(i128, i128)]| {
            all.iter().try_fold((0_i128, 0_i128), |(low, high), (a, b)| {
                Some((low.checked_add(*a)?, high.checked_add(*b)?))
            })
        };
        let partial = bounds.as_ref().map_or(0, |all| {
            all.iter().fold(0_i128, |partial, bounds| partial.saturating_add(size(*bounds)))
        });
        let bounds = bounds.and_then(|all| add(&all));
        Number::fit(Node::Sum(terms), denominator, bounds, &[partial])
    }

    pub(super) fn difference(from: Number, subtract: Number) -> Number {
        let denominator = common(&[&from, &subtract]);
        let both = denominator.and_then(|d| from.over(d).zip(subtract.over(d)));
        let bounds = both.and_then(|((a, b), (c, d))| Some((a.checked_sub(d)?, b.checked_sub(c)?)));
        let partial = both.map_or(0, |(a, b)| size(a).max(size(b)));
        Number::fit(Node::Difference(Box::new([from, subtract])), denominator, bounds, &[partial])
    }

    pub(super) fn floored(number: Number) -> Number {
        let bounds = number.over(number.denominator);
        let partial = bounds.map_or(0, size);
        let bounds = bounds.map(|(low, high)| (low.max(0), high.max(0)));
        let denominator = Some(number.denominator);
        Number::fit(Node::Floored(Box::new(number)), denominator, bounds, &[partial])
    }

    pub(super) fn product(one: Number, other: Number) -> Number {
        let denominator = one.denominator.checked_mul(other.denominator);
        let both = one.over(one.denominator).zip(other.over(other.denominator));
        let bounds = both.and_then(|(one, other)| product(one, other));
        let partial = both.map_or(0, |(a, b)| size(a).max(size(b)));
        Number::fit(Node::Product(Box::new([one, other])), denominator, bounds, &[partial])
    }

    pub(super) fn least(terms: Vec<Number>) -> Number {
        Number::union(terms, Node::Least, |all| {
            (all.iter().map(|b| b.0).min(), all.iter().map(|b| b.1).min())
        })
    }

    pub(super) fn greatest(terms: Vec<Number>) -> Number {
        Number::union(terms, Node::Greatest, |all| {
            (all.iter().map(|b| b.0).max(), all.iter().map(|b| b.1).max())
        })
    }

    pub(super) fn pick(selector: Selector, branches: Vec<Number>) -> Number {
        Number::union(
            branches,
            |branches| Node::Pick(Box::new(selector), branches),
            |all| (all.iter().map(|b| b.0).min(), all.iter().map(|b| b.1).max()),
        )
    }

    /// Terms over one denominator, with the bounds that `of_all` makes of theirs.
    fn union(
        terms: Vec<Number>,
        node: impl FnOnce(Vec<Number>) -> Node,
        of_all: impl Fn(&[(i128, i128)]) -> (Option<i128>, Option<i128>),
    ) -> Number {
        let denominator = common(&terms.iter().collect::<Vec<_>>());
        let all: Option<Vec<(i128, i128)>> = denominator
            .and_then(|denominator| terms.iter().map(|term| term.over(denominator)).collect());
        let partial = all.iter().flatten().map(|bounds| size(*bounds)).max().unwrap_or(0);
        let bounds = all.and_then(|all| {
            let (lowest, highest) = of_all(&all);
            lowest.zip(highest)
        });
        Number::fit(node(terms), denominator, bounds, &[partial])
    }

    /// A marginal scale; below zero the base counts as zero.
    pub(super) fn scale(base: Number, brackets: Vec<(Option<Number>, Number)>) -> Number {
        let limits = brackets.iter().filter_map(|(limit, _)| limit.as_ref());
        let mut amounts: Vec<&Number> = vec![&base];
        amounts.extend(limits);
        let amounts_over = common(&amounts);
        let rates: Vec<&Number> = brackets.iter().map(|(_, rate)| rate).collect();
        let rates_over = common(&rates);
        let denominator = amounts_over.zip(rates_over).and_then(|(a, b)| a.checked_mul(b));
        // The parts of the base in the brackets sum to at most the base, so the scale is at most
        // the base at the extreme rates.
        let found = amounts_over.zip(rates_over).and_then(|(amounts_over, rates_over)| {
            let all = amounts.iter().map(|a| a.over(amounts_over)).collect::<Option<Vec<_>>>()?;
            let rates = rates.iter().map(|r| r.over(rates_over)).collect::<Option<Vec<_>>>()?;
            let least = rates.iter().map(|rate| rate.0).min().unwrap_or(0).min(0);
            let most = rates.iter().map(|rate| rate.1).max().unwrap_or(0).max(0);
            let base = all[0].1.max(0);
            let bounds = (base.checked_mul(least)?, base.checked_mul(most)?);
            let limit = all.iter().map(|bounds| size(*bounds)).max()?.checked_mul(2)?;
            let rate = rates.iter().map(|bounds| size(*bounds)).max().unwrap_or(0);
            let turns = i128::try_from(rates.len()).ok()?.checked_mul(2)?.checked_add(1)?;
            let partial = base.checked_mul(rate)?.checked_mul(turns)?;
            Some((bounds, [limit, rate, partial]))
        });
        let bounds = found.map(|(bounds, _)| bounds);
        let partial = found.map_or([0; 3], |(_, partial)| partial);
        let over = amounts_over.zip(rates_over).unwrap_or((1, 1));
        let open_early = brackets.iter().rev().skip(1).any(|(limit, _)| limit.is_none());
        let (bounds, denominator) = if open_early { (None, None) } else { (bounds, denominator) };
        let ramps = ramps(&brackets, over);
        let base = Box::new(Number::floored(base));
        let node = match ramps {
            Some(ramps) => Node::Ramps { base, over, ramps },
            None => Node::Brackets { base, over, brackets },
        };
        Number::fit(node, denominator, bounds, &partial)
    }

    pub(super) fn steps(base: Number, step: i64, direction: Direction) -> Number {
        let rounder = base.rounder(ValueType::Euros, step, direction);
        let bounds = base.rounded_bounds(&rounder);
        let bounds = (i128::from(bounds.0), i128::from(bounds.1));
        let (width, denominator) =
            (if size(bounds) < NARROW_LIMIT { Width::Narrow } else { Width::Wide }, 1);
        let node = Node::Steps { base: Box::new(base), rounder };
        Number { width, denominator, lowest: bounds.0, highest: bounds.1, node }
    }

    /// `of / by`, or `otherwise` where the divisor is zero. A constant divisor is a product.
    pub(super) fn quotient(of: Number, by: Number, otherwise: Number) -> Number {
        let inverse = by.as_constant().map(|divisor| Exact::whole(1).divided_by(divisor));
        // What is divided is computed even where the divisor is zero: it may be refused.
        let cannot_fail = matches!(of.node, Node::Constant(_) | Node::Place(_));
        match inverse {
            Some(Some(inverse)) => Number::product(of, Number::constant(inverse)),
            Some(None) if cannot_fail => otherwise,
            _ => Number::exact(Node::Quotient(Box::new([of, by, otherwise]))),
        }
    }

    /// `base × present / whole`, presence kept between 0 and the whole, which must be above zero.
    pub(super) fn prorata(base: Number, present: Number, whole: Number) -> Number {
        match whole.as_constant() {
            Some(divisor) if *divisor > Exact::ZERO => {
                let inverse = Exact::whole(1).divided_by(divisor).unwrap_or(Exact::ZERO);
                let present = Number::least(vec![Number::floored(present), whole]);
                let share = Number::product(present, Number::constant(inverse));
                Number::product(base, share)
            }
            _ => Number::exact(Node::Prorata(Box::new([base, present, whole]))),
        }
    }

    pub(super) fn waiting(quantity: Number, threshold: Number, from_the_first: bool) -> Number {
        let denominator = common(&[&quantity, &threshold]);
        let both = denominator.and_then(|d| quantity.over(d).zip(threshold.over(d)));
        let bounds = both.and_then(|((low, high), (least, _))| match from_the_first {
            true => Some((low.min(0), high.max(0))),
            false => Some((0, high.checked_sub(least)?.max(0))),
        });
        let partial = both.map_or(0, |(a, b)| size(a).saturating_add(size(b)));
        let node = Node::Waiting { parts: Box::new([quantity, threshold]), from_the_first };
        Number::fit(node, denominator, bounds, &[partial])
    }

    pub(super) fn chosen(place: Place, choice: Choice, refused: bool) -> Number {
        let parts: Vec<&Number> = choice.parts();
        let denominator = common(&parts);
        let all: Option<Vec<(i128, i128)>> = denominator
            .and_then(|denominator| parts.iter().map(|part| part.over(denominator)).collect());
        let bounds = all
            .and_then(|all| Some((all.iter().map(|b| b.0).min()?, all.iter().map(|b| b.1).max()?)));
        let node = Node::Chosen { place, parts: Box::new(choice), refused };
        Number::fit(node, denominator, bounds, &[])
    }

    pub(super) fn months(from: Plain<Day>, to: Plain<Day>) -> Number {
        Number::fit(Node::Months(Box::new([from, to])), Some(1), Some((0, 20_000)), &[])
    }

    pub(super) fn days(from: Plain<Day>, subtract: Plain<Day>) -> Number {
        let bounds = Some((-500_000, 500_000));
        Number::fit(Node::Days(Box::new([from, subtract])), Some(1), bounds, &[])
    }

    /// How this number becomes whole steps of units.
    pub(super) fn rounder(&self, kind: ValueType, step: i64, direction: Direction) -> Rounder {
        let units = units_of_one(kind);
        let shared = num_integer::gcd(i128::from(units), self.denominator);
        let factor = i128::from(units) / shared;
        let divisor = (self.denominator / shared).saturating_mul(i128::from(step));
        let mut rounder = Rounder {
            factor,
            divisor,
            step,
            direction,
            units,
            narrow: false,
            never_negative: self.width != Width::Exact && self.lowest >= 0,
        };
        if self.width == Width::Narrow {
            let largest = size((self.lowest, self.highest)).saturating_mul(factor);
            let fits = largest.saturating_add(divisor) < NARROW_LIMIT;
            let bounds = self.rounded_bounds(&rounder);
            let result = size((bounds.0.into(), bounds.1.into()));
            rounder.narrow = fits && result < NARROW_LIMIT;
        }
        rounder
    }

    /// Bounds of the whole units.
    pub(super) fn rounded_bounds(&self, rounder: &Rounder) -> (i64, i64) {
        if self.width == Width::Exact {
            return (i64::MIN, i64::MAX);
        }
        let lowest = rounder.round_one(self.lowest).unwrap_or(i64::MIN);
        let highest = rounder.round_one(self.highest).unwrap_or(i64::MAX);
        (lowest, highest)
    }

    /// The width and denominator in which numbers are compared.
    pub(super) fn comparison(numbers: &[&Number]) -> (Width, i128) {
        let widest = numbers.iter().map(|number| number.width).max().unwrap_or(Width::Narrow);
        let denominator = common(numbers);
        let largest = denominator.and_then(|denominator| {
            let bounds = numbers.iter().map(|number| number.over(denominator));
            bounds
                .map(|bounds| bounds.map(size))
                .try_fold(denominator, |largest, bound| Some(largest.max(bound?)))
        });
        match (denominator, largest) {
            (Some(denominator), Some(largest)) if largest < WIDE_LIMIT => {
                let width = if largest < NARROW_LIMIT { Width::Narrow } else { Width::Wide };
                (width.max(widest), if widest == Width::Exact { 1 } else { denominator })
            }
            _ => (Width::Exact, 1),
        }
    }
}

/// The slope changes of a scale with constant, increasing limits and constant rates, whose amounts
/// and rates have these denominators.
fn ramps(
    brackets: &[(Option<Number>, Number)],
    over: (i128, i128),
) -> Option<Vec<(Number, Number)>> {
    let constant = |number: &Number, over: i128| {
        number.as_constant()?;
        number.over(over).map(|bounds| bounds.0)
    };
    let mut ramps = Vec::with_capacity(brackets.len() + 1);
    let (mut start, mut slope) = (0, 0);
    for (place, (limit, rate)) in brackets.iter().enumerate() {
        let rate = constant(rate, over.1)?;
        ramps.push((start, rate.checked_sub(slope)?));
        slope = rate;
        let Some(limit) = limit else {
            if place + 1 < brackets.len() {
                return None;
            }
            break;
        };
        let limit = constant(limit, over.0)?;
        if limit < start {
            return None;
        }
        start = limit;
        if place + 1 == brackets.len() {
            ramps.push((start, slope.checked_neg()?));
        }
    }
    let constant =
        |numerator, denominator| Exact::fraction(numerator, denominator).map(Number::constant);
    let steeper = ramps.into_iter().filter(|(_, change)| *change != 0);
    steeper.map(|(start, change)| constant(start, over.0).zip(constant(change, over.1))).collect()
}
