//! The reference of a direct debit mandate.

use super::payment_identifier::restricted;
use super::{IdentifierError, IdentifierKind, text_identifier};

/// A unique mandate reference, in French RUM: 1 to 35 characters, unique for one creditor.
///
/// The same characters as a [`super::PaymentIdentifier`]. Banks compare references without regard to
/// capitals, so two that differ only by capitals are the same: see [`MandateReference::is_same`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MandateReference(String);

impl MandateReference {
    /// Reads a reference; capitals and small letters are kept as they are.
    ///
    /// # Errors
    /// [`IdentifierError`] says what is wrong.
    pub fn parse(text: &str) -> Result<MandateReference, IdentifierError> {
        restricted(IdentifierKind::MandateReference, text, "CAISSE-M0042-1").map(MandateReference)
    }

    /// True if a bank would take both for the same mandate.
    pub fn is_same(&self, other: &MandateReference) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

text_identifier!(MandateReference);
