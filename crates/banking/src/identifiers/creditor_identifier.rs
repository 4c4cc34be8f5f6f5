//! The identifier of a creditor who collects direct debits.

use super::{IdentifierError, IdentifierKind, check_digits, compact, text_identifier};

/// A SEPA creditor identifier, in French ICS: `FR72ZZZ123456`.
///
/// Two letters of country, two check digits, a business code of three characters that the creditor
/// chooses freely and that the check leaves out, then a national part of up to 28 characters (six in
/// France).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditorIdentifier(String);

impl CreditorIdentifier {
    /// Reads an identifier, in capitals or not, with or without spaces.
    ///
    /// # Errors
    /// [`IdentifierError`] says what is wrong.
    pub fn parse(text: &str) -> Result<CreditorIdentifier, IdentifierError> {
        let kind = IdentifierKind::CreditorIdentifier;
        let identifier = compact(kind, text)?;
        let (found, owned) = (identifier.len(), text.to_owned());
        let (least, most) = if identifier.starts_with("FR") { (13, 13) } else { (8, 35) };
        if found < least || found > most {
            return Err(IdentifierError::WrongLength { kind, text: owned, found, least, most });
        }
        let bytes = identifier.as_bytes();
        let country = bytes[..2].iter().all(u8::is_ascii_uppercase);
        if !country || !bytes[2..4].iter().all(u8::is_ascii_digit) {
            let example = "FR72ZZZ123456";
            return Err(IdentifierError::WrongShape { kind, text: owned, example });
        }
        let checked = format!("{}{}", &identifier[..4], &identifier[7..]);
        if !check_digits::is_right(&checked) {
            return Err(IdentifierError::WrongCheckDigits { kind, text: owned });
        }
        Ok(CreditorIdentifier(identifier))
    }

    /// The business code, free for the creditor to choose: `ZZZ` unless they need several.
    pub fn business_code(&self) -> &str {
        &self.0[4..7]
    }

    /// The part given by the national bank.
    pub fn national_part(&self) -> &str {
        &self.0[7..]
    }

    /// True if both name the same creditor, whatever their business codes.
    pub fn is_same_creditor(&self, other: &CreditorIdentifier) -> bool {
        self.0[..4] == other.0[..4] && self.national_part() == other.national_part()
    }
}

text_identifier!(CreditorIdentifier);
