//! The identifiers that we give to a message, a batch and a payment.

use super::{IdentifierError, IdentifierKind, text_identifier};

/// An identifier of ours inside a bank file: 1 to 35 characters, never used twice.
///
/// Letters and digits of ASCII and `/ - ? : ( ) . , ' +`; no space; it neither begins nor ends with
/// a slash nor has two in a row, as the European Payments Council asks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PaymentIdentifier(String);

impl PaymentIdentifier {
    /// Reads an identifier; capitals and small letters are kept as they are.
    ///
    /// # Errors
    /// [`IdentifierError`] says what is wrong.
    pub fn parse(text: &str) -> Result<PaymentIdentifier, IdentifierError> {
        restricted(IdentifierKind::PaymentIdentifier, text, "COT-2026-01-0042")
            .map(PaymentIdentifier)
    }
}

/// The text if it follows the rule above.
pub(super) fn restricted(
    kind: IdentifierKind,
    text: &str,
    example: &'static str,
) -> Result<String, IdentifierError> {
    let wrong = |c: &char| !c.is_ascii_alphanumeric() && !"/-?:().,'+".contains(*c);
    if let Some(character) = text.chars().find(wrong) {
        return Err(IdentifierError::WrongCharacter { kind, text: text.to_owned(), character });
    }
    let found = text.len();
    if !(1..=35).contains(&found) {
        let text = text.to_owned();
        return Err(IdentifierError::WrongLength { kind, text, found, least: 1, most: 35 });
    }
    if text.starts_with('/') || text.ends_with('/') || text.contains("//") {
        return Err(IdentifierError::WrongShape { kind, text: text.to_owned(), example });
    }
    Ok(text.to_owned())
}

text_identifier!(PaymentIdentifier);
