//! The identifiers that banks, creditors and the tax office know people and organisations by.
//!
//! Each type holds a text that was checked once and for all: an [`Iban`] that exists as a value has
//! right check digits (and, in France and Monaco, a right RIB key). They print and store themselves
//! in compact form, without spaces.
//!
//! The checks are written here rather than taken from a crate: the two that were tried are right but
//! check neither the RIB key nor the creditor identifier, and the whole is a page of arithmetic.
//!
//! Absent on purpose: whether the account, the creditor or the company exists; only the bank or the
//! register can say.

mod bic;
mod check_digits;
mod creditor_identifier;
mod creditor_reference;
mod error;
mod iban;
mod mandate_reference;
mod payment_identifier;
mod siren;

pub use bic::Bic;
pub use creditor_identifier::CreditorIdentifier;
pub use creditor_reference::CreditorReference;
pub use error::{IdentifierError, IdentifierKind};
pub use iban::Iban;
pub use mandate_reference::MandateReference;
pub use payment_identifier::PaymentIdentifier;
pub use siren::Siren;

/// What every identifier type offers: reading, printing, storing as text.
macro_rules! text_identifier {
    ($name:ident) => {
        impl $name {
            /// The identifier in compact form, without spaces.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::identifiers::IdentifierError;

            fn from_str(text: &str) -> Result<$name, Self::Err> {
                $name::parse(text)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<$name, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                $name::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}
use text_identifier;

/// The text in capitals and without the spaces that people put between groups; refused if a
/// character is neither a letter nor a digit of ASCII.
fn compact(kind: IdentifierKind, text: &str) -> Result<String, IdentifierError> {
    let mut compacted = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            ' ' | '\u{a0}' | '\u{202f}' | '\t' => {}
            c if c.is_ascii_alphanumeric() => compacted.push(c.to_ascii_uppercase()),
            character => {
                let text = text.to_owned();
                return Err(IdentifierError::WrongCharacter { kind, text, character });
            }
        }
    }
    Ok(compacted)
}

#[cfg(test)]
mod tests;
