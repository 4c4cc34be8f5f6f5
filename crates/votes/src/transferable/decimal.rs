//! Votes that are not whole: decimals of a fixed number of places, and fractions.

use std::fmt;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use serde::{Serialize, Serializer};

/// Votes counted in units of the last of `PLACES` decimals. Written with all its decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Votes<const PLACES: u32>(u128);

impl<const PLACES: u32> Votes<PLACES> {
    /// Units in one vote.
    pub const ONE: u128 = 10u128.pow(PLACES);

    /// From units of the last decimal.
    pub const fn from_units(units: u128) -> Self {
        Votes(units)
    }

    /// Whole votes.
    pub const fn whole(votes: u64) -> Self {
        Votes(votes as u128 * Self::ONE)
    }

    /// The units of the last decimal.
    pub const fn units(self) -> u128 {
        self.0
    }
}

impl<const PLACES: u32> fmt::Display for Votes<PLACES> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / Self::ONE, self.0 % Self::ONE);
        write!(formatter, "{whole}.{rest:0width$}", width = PLACES as usize)
    }
}

impl<const PLACES: u32> Serialize for Votes<PLACES> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// An exact fraction. Written `35`, or `5171/2`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fraction(BigRational);

impl Fraction {
    /// The quotient of two whole numbers.
    ///
    /// # Panics
    /// If the divisor is 0.
    pub fn new(dividend: u64, divisor: u64) -> Fraction {
        Fraction(BigRational::new(BigInt::from(dividend), BigInt::from(divisor)))
    }

    /// The sum of fractions.
    pub fn sum<'a>(fractions: impl IntoIterator<Item = &'a Fraction>) -> Fraction {
        let sum = fractions.into_iter().fold(BigRational::zero(), |sum, next| sum + &next.0);
        Fraction(sum)
    }
}

impl From<BigRational> for Fraction {
    fn from(value: BigRational) -> Fraction {
        Fraction(value)
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Serialize for Fraction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
