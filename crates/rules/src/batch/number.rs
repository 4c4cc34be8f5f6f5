//! The three widths in which a column is computed, behind one trait.
//!
//! `i64` and `i128` hold numerators over a denominator that the plan fixed; the plan proved that no
//! result or partial result leaves them, so they add and multiply without check in release builds.
//! [`Exact`] holds the number itself, of any size, for the rare rest: quotients by a column, bounds
//! that cannot be proved.

use std::borrow::Cow;

use crate::exact::{Direction, Exact};

/// One number for all rows, or one for each.
pub(super) enum Operand<'a, N: Clone> {
    Same(N),
    Each(Cow<'a, [N]>),
}

impl<'a, N: Number> Operand<'a, N> {
    /// The numbers of `rows` rows.
    pub(super) fn spread(self, rows: usize) -> Vec<N> {
        match self {
            Operand::Same(number) => vec![number; rows],
            Operand::Each(numbers) => numbers.into_owned(),
        }
    }

    pub(super) fn map<M: Number>(self, change: impl Fn(&N) -> M) -> Operand<'a, M> {
        match self {
            Operand::Same(number) => Operand::Same(change(&number)),
            Operand::Each(numbers) => Operand::Each(numbers.iter().map(change).collect()),
        }
    }

    /// The number of a row.
    pub(super) fn at(&self, row: usize) -> &N {
        match self {
            Operand::Same(number) => number,
            Operand::Each(numbers) => &numbers[row],
        }
    }

    /// The two, row by row.
    pub(super) fn with(self, other: Operand<'a, N>, both: impl Fn(&N, &N) -> N) -> Operand<'a, N> {
        match (self, other) {
            (Operand::Same(one), Operand::Same(other)) => Operand::Same(both(&one, &other)),
            (Operand::Same(one), Operand::Each(others)) => {
                Operand::Each(others.iter().map(|other| both(&one, other)).collect())
            }
            (Operand::Each(ones), Operand::Same(other)) => Operand::Each(match ones {
                Cow::Owned(mut ones) => {
                    ones.iter_mut().for_each(|one| *one = both(one, &other));
                    Cow::Owned(ones)
                }
                Cow::Borrowed(ones) => ones.iter().map(|one| both(one, &other)).collect(),
            }),
            (Operand::Each(ones), Operand::Each(others)) => Operand::Each(match ones {
                Cow::Owned(mut ones) => {
                    let pairs = ones.iter_mut().zip(others.iter());
                    pairs.for_each(|(one, other)| *one = both(one, other));
                    Cow::Owned(ones)
                }
                Cow::Borrowed(ones) => {
                    let pairs = ones.iter().zip(others.iter());
                    pairs.map(|(one, other)| both(one, other)).collect()
                }
            }),
        }
    }
}

/// How the numerators of a plan become whole units.
#[derive(Clone, Debug)]
pub(super) struct Rounder {
    /// Numerators are multiplied by this first: units of one, reduced.
    pub(super) factor: i128,
    /// Then divided by this: the denominator, reduced, times the step.
    pub(super) divisor: i128,
    /// The result is a whole number of steps.
    pub(super) step: i64,
    pub(super) direction: Direction,
    /// Units of one, for exact numbers.
    pub(super) units: i64,
    /// True when numerator × factor + divisor fits `i64`, and the result too.
    pub(super) narrow: bool,
    /// True when no numerator is negative.
    pub(super) never_negative: bool,
}

impl Rounder {
    /// What is added to the size of a numerator before the division truncates it.
    fn lift(&self) -> i128 {
        match self.direction {
            Direction::Nearest => self.divisor / 2,
            Direction::Down => 0,
            Direction::Up => self.divisor - 1,
        }
    }

    /// The units of one numerator; `None` beyond `i64`.
    pub(super) fn round_one(&self, numerator: i128) -> Option<i64> {
        let size = numerator.checked_mul(self.factor)?.unsigned_abs();
        let steps = size.checked_add(self.lift().unsigned_abs())? / self.divisor.unsigned_abs();
        let steps = i128::try_from(steps).ok()? * numerator.signum();
        i64::try_from(steps).ok()?.checked_mul(self.step)
    }

    fn round_narrow(&self, numbers: &[i64]) -> Vec<i64> {
        let fits = |number: i128| i64::try_from(number).expect("the plan proved that it fits");
        let (factor, divisor, lift) = (fits(self.factor), fits(self.divisor), fits(self.lift()));
        if factor == 1 && self.step == 1 && self.never_negative {
            // Division by a constant is several times faster than by a variable.
            return match divisor {
                1 => numbers.to_vec(),
                100 => numbers.iter().map(|n| n.wrapping_add(lift) / 100).collect(),
                10_000 => numbers.iter().map(|n| n.wrapping_add(lift) / 10_000).collect(),
                1_000_000 => numbers.iter().map(|n| n.wrapping_add(lift) / 1_000_000).collect(),
                other => numbers.iter().map(|n| n.wrapping_add(lift) / other).collect(),
            };
        }
        let one = |number: &i64| {
            let size = number.wrapping_mul(factor).wrapping_abs().wrapping_add(lift);
            (size / divisor).wrapping_mul(self.step).wrapping_mul(number.signum())
        };
        numbers.iter().map(one).collect()
    }
}

/// A width.
pub(super) trait Number: Clone + Ord + 'static {
    fn zero() -> Self;
    fn plus(&self, other: &Self) -> Self;
    fn minus(&self, other: &Self) -> Self;
    fn times(&self, other: &Self) -> Self;
    /// The quotient; only exact numbers are divided.
    fn over(&self, divisor: &Self) -> Option<Self>;
    /// A constant, whose numerator over the plan's denominator is given.
    fn constant(exact: &Exact, numerator: i128) -> Self;
    /// Numerators over `from`, as this width over `to`.
    fn from_narrow(numbers: Operand<'_, i64>, from: i128, to: i128) -> Operand<'_, Self>;
    /// Numerators over `from`, as this width over `to`.
    fn from_wide(numbers: Operand<'_, i128>, from: i128, to: i128) -> Operand<'_, Self>;
    /// Exact numbers as this width.
    fn from_exact(numbers: Operand<'_, Exact>) -> Operand<'_, Self>;
    /// Whole units; a row that leaves `i64` becomes doubtful.
    fn round(numbers: &[Self], rounder: &Rounder, doubts: &mut [bool]) -> Vec<i64>;
}

fn settle(units: Option<i64>, doubt: &mut bool) -> i64 {
    *doubt |= units.is_none();
    units.unwrap_or(0)
}

const PROVED: &str = "the plan proved that it fits";

macro_rules! integer {
    ($width:ty) => {
        fn zero() -> $width {
            0
        }

        fn plus(&self, other: &$width) -> $width {
            debug_assert!(self.checked_add(*other).is_some(), "{PROVED}");
            self.wrapping_add(*other)
        }

        fn minus(&self, other: &$width) -> $width {
            debug_assert!(self.checked_sub(*other).is_some(), "{PROVED}");
            self.wrapping_sub(*other)
        }

        fn times(&self, other: &$width) -> $width {
            debug_assert!(self.checked_mul(*other).is_some(), "{PROVED}");
            self.wrapping_mul(*other)
        }

        fn over(&self, _: &$width) -> Option<$width> {
            unreachable!("the plan divides exact numbers only")
        }

        fn from_exact(_: Operand<'_, Exact>) -> Operand<'_, $width> {
            unreachable!("no part of a plan is wider than the plan")
        }
    };
}

impl Number for i64 {
    integer!(i64);

    fn constant(_: &Exact, numerator: i128) -> i64 {
        i64::try_from(numerator).expect(PROVED)
    }

    fn from_narrow(numbers: Operand<'_, i64>, from: i128, to: i128) -> Operand<'_, i64> {
        if from == to {
            return numbers;
        }
        let factor = i64::try_from(to / from).expect(PROVED);
        numbers.map(|number| number.times(&factor))
    }

    fn from_wide(_: Operand<'_, i128>, _: i128, _: i128) -> Operand<'_, i64> {
        unreachable!("no part of a plan is wider than the plan")
    }

    fn round(numbers: &[i64], rounder: &Rounder, doubts: &mut [bool]) -> Vec<i64> {
        if rounder.narrow {
            return rounder.round_narrow(numbers);
        }
        let pairs = numbers.iter().zip(doubts);
        pairs.map(|(n, doubt)| settle(rounder.round_one(i128::from(*n)), doubt)).collect()
    }
}

impl Number for i128 {
    integer!(i128);

    fn constant(_: &Exact, numerator: i128) -> i128 {
        numerator
    }

    fn from_narrow(numbers: Operand<'_, i64>, from: i128, to: i128) -> Operand<'_, i128> {
        let factor = to / from;
        numbers.map(|number| i128::from(*number).times(&factor))
    }

    fn from_wide(numbers: Operand<'_, i128>, from: i128, to: i128) -> Operand<'_, i128> {
        if from == to {
            return numbers;
        }
        let factor = to / from;
        numbers.map(|number| number.times(&factor))
    }

    fn round(numbers: &[i128], rounder: &Rounder, doubts: &mut [bool]) -> Vec<i64> {
        let pairs = numbers.iter().zip(doubts);
        pairs.map(|(n, doubt)| settle(rounder.round_one(*n), doubt)).collect()
    }
}

impl Number for Exact {
    fn zero() -> Exact {
        Exact::ZERO
    }

    fn plus(&self, other: &Exact) -> Exact {
        Exact::plus(self, other)
    }

    fn minus(&self, other: &Exact) -> Exact {
        Exact::minus(self, other)
    }

    fn times(&self, other: &Exact) -> Exact {
        Exact::times(self, other)
    }

    fn over(&self, divisor: &Exact) -> Option<Exact> {
        self.divided_by(divisor)
    }

    fn constant(exact: &Exact, _: i128) -> Exact {
        exact.clone()
    }

    fn from_narrow(numbers: Operand<'_, i64>, from: i128, _: i128) -> Operand<'_, Exact> {
        numbers.map(|n| Exact::fraction(i128::from(*n), from).expect("denominators are positive"))
    }

    fn from_wide(numbers: Operand<'_, i128>, from: i128, _: i128) -> Operand<'_, Exact> {
        numbers.map(|n| Exact::fraction(*n, from).expect("denominators are positive"))
    }

    fn from_exact(numbers: Operand<'_, Exact>) -> Operand<'_, Exact> {
        numbers
    }

    fn round(numbers: &[Exact], rounder: &Rounder, doubts: &mut [bool]) -> Vec<i64> {
        let units = Exact::whole(rounder.units);
        let one = |number: &Exact| number.times(&units).rounded(rounder.step, rounder.direction);
        numbers.iter().zip(doubts).map(|(n, doubt)| settle(one(n), doubt)).collect()
    }
}
