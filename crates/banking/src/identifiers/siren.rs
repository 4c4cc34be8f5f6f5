//! The number of a French organisation.

use super::{IdentifierError, IdentifierKind, check_digits, compact, text_identifier};

/// A SIREN: nine digits, the last of which makes Luhn's sum a multiple of ten.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Siren(String);

impl Siren {
    /// Reads a number, with or without spaces.
    ///
    /// # Errors
    /// [`IdentifierError`] says what is wrong.
    pub fn parse(text: &str) -> Result<Siren, IdentifierError> {
        let kind = IdentifierKind::Siren;
        let number = compact(kind, text)?;
        if let Some(character) = number.chars().find(|c| !c.is_ascii_digit()) {
            return Err(IdentifierError::WrongCharacter { kind, text: text.to_owned(), character });
        }
        let (found, owned) = (number.len(), text.to_owned());
        if found != 9 {
            return Err(IdentifierError::WrongLength {
                kind,
                text: owned,
                found,
                least: 9,
                most: 9,
            });
        }
        if !check_digits::is_luhn(&number) {
            return Err(IdentifierError::WrongCheckDigits { kind, text: owned });
        }
        Ok(Siren(number))
    }

    /// The number in groups of three, as people read it: `123 456 782`.
    pub fn grouped(&self) -> String {
        format!("{} {} {}", &self.0[..3], &self.0[3..6], &self.0[6..])
    }
}

text_identifier!(Siren);
