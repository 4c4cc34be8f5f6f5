//! The reference that a payer copies and that comes back on the bank statement.

use super::{IdentifierError, IdentifierKind, check_digits, compact, text_identifier};

/// A creditor reference of ISO 11649: `RF`, two check digits, 1 to 21 letters and digits.
///
/// A mistyped one is caught by the payer's bank, which a free text never is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditorReference(String);

impl CreditorReference {
    /// Reads a reference, in capitals or not, with or without spaces.
    ///
    /// # Errors
    /// [`IdentifierError`] says what is wrong.
    pub fn parse(text: &str) -> Result<CreditorReference, IdentifierError> {
        let kind = IdentifierKind::CreditorReference;
        let reference = compact(kind, text)?;
        let found = reference.len();
        if !(5..=25).contains(&found) {
            let text = text.to_owned();
            return Err(IdentifierError::WrongLength { kind, text, found, least: 5, most: 25 });
        }
        let digits = reference.as_bytes()[2..4].iter().all(u8::is_ascii_digit);
        if !reference.starts_with("RF") || !digits {
            let text = text.to_owned();
            return Err(IdentifierError::WrongShape { kind, text, example: "RF18539007547034" });
        }
        if !check_digits::is_right(&reference) {
            return Err(IdentifierError::WrongCheckDigits { kind, text: text.to_owned() });
        }
        Ok(CreditorReference(reference))
    }

    /// The reference of these 1 to 21 letters and digits, such as `COT202501`.
    ///
    /// # Errors
    /// [`IdentifierError`] if a character is wrong or the length out of bounds.
    pub fn make(body: &str) -> Result<CreditorReference, IdentifierError> {
        let kind = IdentifierKind::CreditorReference;
        let body_read = compact(kind, body)?;
        let found = body_read.len();
        if !(1..=21).contains(&found) {
            let text = body.to_owned();
            return Err(IdentifierError::WrongLength { kind, text, found, least: 1, most: 21 });
        }
        let digits = check_digits::digits_for("RF", &body_read);
        Ok(CreditorReference(format!("RF{digits}{body_read}")))
    }

    /// The reference of a number, such as the number of a call for contributions.
    pub fn from_number(number: u64) -> CreditorReference {
        CreditorReference::make(&number.to_string()).expect("a u64 has at most 20 digits")
    }

    /// What was given to [`CreditorReference::make`]: the reference without `RF` and its check.
    pub fn body(&self) -> &str {
        &self.0[4..]
    }

    /// The reference in groups of four, as people read it: `RF18 5390 0754 7034`.
    pub fn grouped(&self) -> String {
        super::iban::in_groups_of_four(&self.0)
    }
}

text_identifier!(CreditorReference);
