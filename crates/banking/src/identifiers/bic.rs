//! The code of a bank.

use super::{IdentifierError, IdentifierKind, compact, text_identifier};

/// The business identifier code of a bank (ISO 9362), 8 or 11 characters: `AGRIFRPP`.
///
/// The strictest of the shapes that the payment schemas accept, so that one code passes in all.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bic(String);

impl Bic {
    /// Reads a code, in capitals or not, with or without spaces.
    ///
    /// # Errors
    /// [`IdentifierError`] says what is wrong.
    pub fn parse(text: &str) -> Result<Bic, IdentifierError> {
        let kind = IdentifierKind::Bic;
        let code = compact(kind, text)?;
        let wrong_shape =
            || IdentifierError::WrongShape { kind, text: text.to_owned(), example: "AGRIFRPP" };
        if code.len() != 8 && code.len() != 11 {
            return Err(wrong_shape());
        }
        let bytes = code.as_bytes();
        let letters = bytes[..6].iter().all(u8::is_ascii_uppercase);
        // ISO 9362 keeps 0 and 1 (seventh place) and the letter O (eighth) out of living codes.
        if !letters || matches!(bytes[6], b'0' | b'1') || bytes[7] == b'O' {
            return Err(wrong_shape());
        }
        Ok(Bic(code))
    }

    /// The two letters of its country.
    pub fn country(&self) -> &str {
        &self.0[4..6]
    }
}

text_identifier!(Bic);
