//! Who a journal belongs to, who acts in it, and when: three small types that cannot be confused.
//!
//! Absent on purpose: names of people. A pseudonym is a number that the vault, elsewhere, may or may
//! not still be able to name.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use caisse_units::Language;
use serde::{Deserialize, Serialize};

use crate::Digest;

/// The name of an organisation in journals, checkpoints and archives: 1 to 64 characters among
/// `a-z`, `0-9`, `.`, `-`, `_`, the first a letter or a digit. Safe as a file name and as the origin
/// line of a C2SP checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrganisationId(Arc<str>);

impl OrganisationId {
    /// The longest identifier, in bytes.
    pub const LONGEST: usize = 64;

    /// Checks and takes an identifier.
    ///
    /// # Errors
    /// [`IdentityError`] when the text is empty, too long, or has another character.
    pub fn new(text: &str) -> Result<OrganisationId, IdentityError> {
        let allowed =
            |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'_');
        let starts_well =
            text.bytes().next().is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if !starts_well || text.len() > Self::LONGEST || !text.bytes().all(allowed) {
            return Err(IdentityError { text: text.chars().take(80).collect() });
        }
        Ok(OrganisationId(Arc::from(text)))
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the first record of this organisation names as its previous header: a digest of the
    /// identifier, so that no record can be carried over into the journal of another organisation.
    pub fn origin_digest(&self) -> Digest {
        Digest::of_parts(&[b"caisse journal 1\n", self.0.as_bytes(), b"\n"])
    }
}

impl fmt::Display for OrganisationId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl FromStr for OrganisationId {
    type Err = IdentityError;

    fn from_str(text: &str) -> Result<OrganisationId, IdentityError> {
        OrganisationId::new(text)
    }
}

impl TryFrom<String> for OrganisationId {
    type Error = IdentityError;

    fn try_from(text: String) -> Result<OrganisationId, IdentityError> {
        OrganisationId::new(&text)
    }
}

impl From<OrganisationId> for String {
    fn from(organisation: OrganisationId) -> String {
        organisation.as_str().to_owned()
    }
}

/// A text that is not an identifier of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityError {
    /// What was read, cut to 80 characters.
    pub text: String,
}

impl IdentityError {
    /// The sentence for the person who typed it, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        let text = &self.text;
        match language {
            Language::French => format!(
                "« {text} » ne peut pas nommer une organisation ; prenez 1 à 64 caractères parmi a-z, 0-9, « . », « - », « _ », en commençant par une lettre ou un chiffre, par exemple caisse-gironde"
            ),
            Language::English => format!(
                "“{text}” cannot name an organisation; use 1 to 64 characters among a-z, 0-9, “.”, “-”, “_”, starting with a letter or a digit, for example caisse-gironde"
            ),
        }
    }
}

impl fmt::Display for IdentityError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for IdentityError {}

/// The number under which a person acts in the journal. The number says nothing about the person.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Pseudonym(pub u32);

impl Pseudonym {
    /// The organisation itself: what happens without anyone's hand, such as an expiry.
    pub const ORGANISATION: Pseudonym = Pseudonym(0);
}

/// A moment: milliseconds since 1970-01-01T00:00:00 UTC, as the caller's clock gave them. Clocks are
/// set back now and then: the journal orders records by number, never by moment.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Moment(pub i64);
