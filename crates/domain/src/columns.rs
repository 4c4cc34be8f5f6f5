//! Columns of numbers in snapshots, each as one run of bytes of fixed width, the lowest first: copied,
//! not read a number at a time. In formats for people they are lists of numbers. For
//! `#[serde(with = "crate::columns")]`.
//!
//! Absent on purpose: the journal, whose events are texts.

use std::fmt;
use std::marker::PhantomData;

use caisse_units::Amount;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A number of fixed width.
pub(crate) trait Number: Copy {
    /// Its bytes.
    type Bytes: AsRef<[u8]> + for<'a> TryFrom<&'a [u8], Error: fmt::Debug>;
    /// How many there are.
    const WIDTH: usize;

    /// The bytes of this number, the lowest first.
    fn to_bytes(self) -> Self::Bytes;

    /// The number that these bytes are.
    fn from_bytes(bytes: Self::Bytes) -> Self;
}

macro_rules! numbers {
    ($($number:ty as $width:literal: $to:expr, $from:expr;)*) => {$(
        impl Number for $number {
            type Bytes = [u8; $width];
            const WIDTH: usize = $width;

            fn to_bytes(self) -> [u8; $width] {
                $to(self)
            }

            fn from_bytes(bytes: [u8; $width]) -> $number {
                $from(bytes)
            }
        }
    )*};
}

numbers! {
    u8 as 1: u8::to_le_bytes, u8::from_le_bytes;
    u16 as 2: u16::to_le_bytes, u16::from_le_bytes;
    u32 as 4: u32::to_le_bytes, u32::from_le_bytes;
    Amount as 8: |amount: Amount| amount.cents().to_le_bytes(),
        |bytes| Amount::from_cents(i64::from_le_bytes(bytes));
}

pub(crate) fn serialize<T: Number + Serialize, S: Serializer>(
    column: &[T],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        return column.serialize(serializer);
    }
    let mut bytes = Vec::with_capacity(column.len() * T::WIDTH);
    column.iter().for_each(|number| bytes.extend_from_slice(number.to_bytes().as_ref()));
    serializer.serialize_bytes(&bytes)
}

pub(crate) fn deserialize<'de, T: Number + Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    if deserializer.is_human_readable() {
        return Vec::deserialize(deserializer);
    }
    deserializer.deserialize_bytes(Column(PhantomData))
}

struct Column<T>(PhantomData<T>);

impl<T: Number> Visitor<'_> for Column<T> {
    type Value = Vec<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "numbers of {} bytes", T::WIDTH)
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<T>, E> {
        let numbers = bytes.chunks_exact(T::WIDTH);
        if !numbers.remainder().is_empty() {
            return Err(E::invalid_length(bytes.len(), &self));
        }
        let number = |bytes: &[u8]| T::from_bytes(bytes.try_into().expect("chunks of that width"));
        Ok(numbers.map(number).collect())
    }
}

#[cfg(test)]
mod tests;
