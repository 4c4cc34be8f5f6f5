//! Who pays or is paid, and what they read on their statement.

use serde::{Deserialize, Serialize};

use crate::identifiers::{Bic, CreditorReference, Iban};

/// The holder of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountHolder {
    /// Their name, in any characters; the bank reads its SEPA form, 70 characters at most.
    pub name: String,
    /// Their account.
    pub iban: Iban,
    /// Their bank, if known; banks no longer ask for it inside the European Economic Area.
    pub bic: Option<Bic>,
}

/// What the other side reads on their statement: a reference or a text, never both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Remittance {
    /// A text, in any characters; the bank reads its SEPA form, 140 characters at most. An empty one
    /// is left out.
    Text(String),
    /// A reference with check digits.
    Reference(CreditorReference),
}

/// How our own statement shows a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum StatementLines {
    /// One line with the batch's total: shorter, but some banks give no detail.
    OnePerBatch,
    /// One line per item: each is matched by its own identifier.
    #[default]
    OnePerItem,
}
