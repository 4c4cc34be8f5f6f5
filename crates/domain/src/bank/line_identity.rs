//! The identity of a bank line: a text in the journal, 32 bytes in the state when it is a digest, as
//! those of our own readers of statements are; a caisse keeps one for every transfer it ever saw.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The identity of a line, given by the reader of the file; kept as it was written.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineIdentity(Form);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Form {
    /// 64 lower case hexadecimal digits.
    Digest([u8; 32]),
    /// Any other text.
    Text(Box<str>),
}

impl LineIdentity {
    /// The identity that this text writes.
    pub fn of(text: &str) -> LineIdentity {
        LineIdentity(digest(text.as_bytes()).map_or_else(|| Form::Text(text.into()), Form::Digest))
    }

    /// The identity that is this digest.
    pub const fn of_digest(bytes: [u8; 32]) -> LineIdentity {
        LineIdentity(Form::Digest(bytes))
    }

    /// A number that is nearly always different for different identities, the same on every machine.
    pub(super) fn slot(&self) -> u64 {
        match &self.0 {
            Form::Digest(bytes) => {
                u64::from_le_bytes(*bytes.first_chunk().expect("a digest has 32 bytes"))
            }
            Form::Text(text) => {
                let mut hasher = DefaultHasher::new();
                text.hash(&mut hasher);
                hasher.finish()
            }
        }
    }
}

/// The value of each byte as a lower case hexadecimal digit; 16 for those that are none.
const VALUES: [u8; 256] = {
    let mut values = [16; 256];
    let mut value = 0;
    while value < 16 {
        values[DIGITS[value] as usize] = value as u8;
        value += 1;
    }
    values
};

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// The bytes of 64 lower case hexadecimal digits; `None` for anything else.
fn digest(text: &[u8]) -> Option<[u8; 32]> {
    let (pairs, []) = text.as_chunks::<2>() else { return None };
    let pairs: &[[u8; 2]; 32] = pairs.try_into().ok()?;
    let values = pairs.map(|pair| pair.map(|digit| VALUES[usize::from(digit)]));
    let none = values.as_flattened().contains(&16);
    (!none).then(|| values.map(|[high, low]| high << 4 | low))
}

fn hexadecimal(bytes: &[u8; 32]) -> String {
    let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xf)]).collect()
}

impl fmt::Display for LineIdentity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Digest(bytes) => formatter.write_str(&hexadecimal(bytes)),
            Form::Text(text) => formatter.write_str(text),
        }
    }
}

impl fmt::Debug for LineIdentity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// The text for people's formats; for compact ones the digest, or the text behind so many zeros that
/// it is longer than a digest.
impl Serialize for LineIdentity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            _ if serializer.is_human_readable() => serializer.collect_str(self),
            Form::Digest(bytes) => serializer.serialize_bytes(bytes),
            Form::Text(text) => serializer.serialize_bytes(&[TEXT, text.as_bytes()].concat()),
        }
    }
}

/// What stands before a text in compact formats.
const TEXT: &[u8] = &[0; 33];

impl<'de> Deserialize<'de> for LineIdentity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<LineIdentity, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_str(Written)
        } else {
            deserializer.deserialize_bytes(Written)
        }
    }
}

struct Written;

impl Visitor<'_> for Written {
    type Value = LineIdentity;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the identity of a bank line")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<LineIdentity, E> {
        Ok(LineIdentity::of(text))
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<LineIdentity, E> {
        if let Ok(digest) = bytes.try_into() {
            return Ok(LineIdentity(Form::Digest(digest)));
        }
        let text = bytes.strip_prefix(TEXT).and_then(|text| std::str::from_utf8(text).ok());
        text.map(LineIdentity::of).ok_or_else(|| E::custom("bytes that are not an identity"))
    }
}
