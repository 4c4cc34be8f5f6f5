//! Exact rational numbers, for what happens inside a line before it is rounded.
//!
//! Two `i128` while they fit, arbitrary precision beyond: nothing is ever lost, and the ordinary
//! case stays fast. Euros are counted in cents, rates as plain factors (1 is
//! 100 %), everything else in its own unit.
//!
//! Absent on purpose: floating point, and any rounding that the caller did not ask for.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use serde::{Deserialize, Serialize};

/// Which way a number that falls between two steps goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// To the nearest step, half away from zero.
    #[default]
    Nearest,
    /// Toward zero: the fraction is given up.
    Down,
    /// Away from zero: any fraction counts as a whole step.
    Up,
}

/// An exact rational number. Two values that are equal as numbers compare equal.
#[derive(Clone, Debug)]
pub struct Exact(Form);

#[derive(Clone, Debug)]
enum Form {
    /// Numerator and denominator; the denominator is positive. Not always in lowest terms.
    Small(i128, i128),
    Large(Box<BigRational>),
}

impl Exact {
    /// Zero.
    pub const ZERO: Exact = Exact(Form::Small(0, 1));

    /// A whole number.
    pub fn whole(number: i64) -> Exact {
        Exact(Form::Small(i128::from(number), 1))
    }

    /// `numerator / denominator`, or `None` when the denominator is zero.
    pub fn fraction(numerator: i128, denominator: i128) -> Option<Exact> {
        match denominator.cmp(&0) {
            Ordering::Equal => None,
            Ordering::Greater => Some(Exact(Form::Small(numerator, denominator))),
            Ordering::Less => Some(match (numerator.checked_neg(), denominator.checked_neg()) {
                (Some(numerator), Some(denominator)) => Exact(Form::Small(numerator, denominator)),
                _ => Exact::from_big(BigRational::new(numerator.into(), denominator.into())),
            }),
        }
    }

    /// The same number as a fraction of any size.
    pub(crate) fn ratio(&self) -> BigRational {
        self.big()
    }

    fn big(&self) -> BigRational {
        match &self.0 {
            Form::Small(numerator, denominator) => {
                BigRational::new(BigInt::from(*numerator), BigInt::from(*denominator))
            }
            Form::Large(number) => (**number).clone(),
        }
    }

    fn from_big(number: BigRational) -> Exact {
        match (number.numer().to_i128(), number.denom().to_i128()) {
            (Some(numerator), Some(denominator)) => Exact(Form::Small(numerator, denominator)),
            _ => Exact(Form::Large(Box::new(number))),
        }
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Exact) -> Exact {
        if let (Form::Small(a, b), Form::Small(c, d)) = (&self.0, &other.0) {
            let sum = if b == d {
                a.checked_add(*c).map(|numerator| (numerator, *b))
            } else {
                let shared = b.gcd(d);
                let (left, right) = (d / shared, b / shared);
                a.checked_mul(left)
                    .zip(c.checked_mul(right))
                    .and_then(|(left, right)| left.checked_add(right))
                    .zip(b.checked_mul(left))
            };
            if let Some((numerator, denominator)) = sum {
                return Exact(Form::Small(numerator, denominator));
            }
        }
        Exact::from_big(self.big() + other.big())
    }

    /// The difference.
    #[must_use]
    pub fn minus(&self, other: &Exact) -> Exact {
        self.plus(&other.negated())
    }

    /// The opposite.
    #[must_use]
    pub fn negated(&self) -> Exact {
        if let Form::Small(numerator, denominator) = self.0
            && let Some(numerator) = numerator.checked_neg()
        {
            return Exact(Form::Small(numerator, denominator));
        }
        Exact::from_big(-self.big())
    }

    /// The product.
    #[must_use]
    pub fn times(&self, other: &Exact) -> Exact {
        if let (Form::Small(a, b), Form::Small(c, d)) = (&self.0, &other.0)
            && let (Some(numerator), Some(denominator)) = (a.checked_mul(*c), b.checked_mul(*d))
        {
            return Exact(Form::Small(numerator, denominator));
        }
        Exact::from_big(self.big() * other.big())
    }

    /// The quotient, or `None` when `other` is zero.
    pub fn divided_by(&self, other: &Exact) -> Option<Exact> {
        match &other.0 {
            _ if other.is_zero() => None,
            Form::Small(numerator, denominator) => {
                Some(self.times(&Exact::fraction(*denominator, *numerator)?))
            }
            Form::Large(number) => Some(Exact::from_big(self.big() / (**number).clone())),
        }
    }

    /// True for zero.
    pub fn is_zero(&self) -> bool {
        match &self.0 {
            Form::Small(numerator, _) => *numerator == 0,
            Form::Large(number) => number.is_zero(),
        }
    }

    /// True below zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Form::Small(numerator, _) => *numerator < 0,
            Form::Large(number) => number.is_negative(),
        }
    }

    /// The number, or zero when it is negative.
    #[must_use]
    pub fn floored(self) -> Exact {
        if self.is_negative() { Exact::ZERO } else { self }
    }

    /// The nearest whole multiple of `step` in that direction, as a count of units (not of steps);
    /// `None` when `step` is not positive or the result does not fit `i64`.
    pub fn rounded(&self, step: i64, direction: Direction) -> Option<i64> {
        if step <= 0 {
            return None;
        }
        if let Form::Small(numerator, denominator) = self.0
            && let Some(divisor) = denominator.checked_mul(i128::from(step))
            && let Some(steps) = rounded_quotient(numerator, divisor, direction)
        {
            return i64::try_from(steps).ok()?.checked_mul(step);
        }
        let steps = self.big() / BigInt::from(step);
        let whole = match direction {
            Direction::Nearest => steps.round(),
            Direction::Down => steps.trunc(),
            Direction::Up if steps.is_negative() => steps.floor(),
            Direction::Up => steps.ceil(),
        };
        whole.to_integer().to_i64()?.checked_mul(step)
    }

    /// Numerator and denominator in lowest terms, as decimal text; the denominator is positive.
    pub fn lowest_terms(&self) -> (BigInt, BigInt) {
        let number = self.big();
        (number.numer().clone(), number.denom().clone())
    }

    /// The number as a plain decimal with up to `decimals` decimals, trailing zeros removed, and
    /// whether this text is exact.
    pub fn decimal(&self, decimals: u32) -> (String, bool) {
        let number = self.big();
        let scaled = number.clone() * BigInt::from(10).pow(decimals);
        let exact = scaled.is_integer();
        let digits = scaled.round().to_integer();
        let sign = if digits.is_negative() { "-" } else { "" };
        let digits = digits.abs().to_string();
        let width = decimals as usize + 1;
        let padded = format!("{digits:0>width$}");
        let (whole, fraction) = padded.split_at(padded.len() - decimals as usize);
        let fraction = fraction.trim_end_matches('0');
        let point = if fraction.is_empty() { "" } else { "." };
        (format!("{sign}{whole}{point}{fraction}"), exact)
    }
}

/// The quotient rounded in that direction, or `None` on overflow. `divisor` is positive.
fn rounded_quotient(numerator: i128, divisor: i128, direction: Direction) -> Option<i128> {
    let quotient = numerator / divisor;
    let remainder = (numerator % divisor).unsigned_abs();
    let away = match direction {
        Direction::Nearest => remainder.checked_mul(2)? >= divisor.unsigned_abs(),
        Direction::Down => false,
        Direction::Up => remainder > 0,
    };
    Some(if away { quotient + numerator.signum() } else { quotient })
}

impl PartialEq for Exact {
    fn eq(&self, other: &Exact) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact {}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Exact) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Exact) -> Ordering {
        if let (Form::Small(a, b), Form::Small(c, d)) = (&self.0, &other.0) {
            if b == d {
                return a.cmp(c);
            }
            if let (Some(left), Some(right)) = (a.checked_mul(*d), c.checked_mul(*b)) {
                return left.cmp(&right);
            }
        }
        self.big().cmp(&other.big())
    }
}
