//! What names and reaches a person.

use std::fmt;

use caisse_units::{Day, Language};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::entropy::Entropy;
use crate::error::VaultError;
use crate::key::PersonKey;
use crate::sealed::Kind;

/// The personal data of a member; everything is optional, and what is not needed is not asked.
///
/// For an organisation, `family_name` is its name. An IBAN is kept as given, without spaces: whether
/// it is well formed is the business of banking. `Debug` says which fields are filled, not what they
/// hold, so that a log cannot name anyone.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PersonalData {
    /// Given names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_names: Option<String>,
    /// Family name; the name of an organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
    /// E-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Postal address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_address: Option<PostalAddress>,
    /// Day of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Day>,
    /// Bank account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iban: Option<String>,
    /// The bank of that account, where its country asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bic: Option<String>,
    /// The holder of that account, when it is not the member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_holder: Option<String>,
    /// The language in which to write to the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

/// A postal address.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PostalAddress {
    /// Building, street, hamlet: the lines before the town.
    pub lines: Vec<String>,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub town: String,
    /// Country, as two letters; empty for France.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub country: String,
}

impl PersonalData {
    /// Given and family names as one writes them to the person; `None` when there is neither.
    pub fn full_name(&self) -> Option<String> {
        let names = [self.given_names.as_deref(), self.family_name.as_deref()];
        let known: Vec<&str> =
            names.into_iter().flatten().map(str::trim).filter(|name| !name.is_empty()).collect();
        if known.is_empty() { None } else { Some(known.join(" ")) }
    }

    /// Seals these data for the owner of `key`, as JSON without the empty fields.
    ///
    /// # Errors
    /// Those of [`PersonKey::seal`].
    pub fn seal(&self, key: &PersonKey, entropy: &mut impl Entropy) -> Result<Vec<u8>, VaultError> {
        let json = serde_json::to_vec(self).map_err(|error| VaultError::Unwritable {
            kind: Kind::PersonalData,
            reason: error.to_string(),
        })?;
        key.seal(Kind::PersonalData, &Zeroizing::new(json), entropy)
    }

    /// Opens data that [`PersonalData::seal`] sealed.
    ///
    /// # Errors
    /// Those of [`PersonKey::open`]; [`VaultError::Unreadable`] when a newer program wrote a field
    /// that this one does not know, which it would lose on writing.
    pub fn open(key: &PersonKey, sealed: &[u8]) -> Result<PersonalData, VaultError> {
        let json = key.open(Kind::PersonalData, sealed)?;
        serde_json::from_slice(&json).map_err(|error| VaultError::Unreadable {
            kind: Kind::PersonalData,
            line: error.line(),
            column: error.column(),
        })
    }

    fn filled(&self) -> Vec<&'static str> {
        let fields = [
            ("given_names", self.given_names.is_some()),
            ("family_name", self.family_name.is_some()),
            ("email", self.email.is_some()),
            ("phone", self.phone.is_some()),
            ("postal_address", self.postal_address.is_some()),
            ("birth_date", self.birth_date.is_some()),
            ("iban", self.iban.is_some()),
            ("bic", self.bic.is_some()),
            ("account_holder", self.account_holder.is_some()),
            ("language", self.language.is_some()),
        ];
        fields.into_iter().filter(|(_, filled)| *filled).map(|(name, _)| name).collect()
    }
}

impl fmt::Debug for PersonalData {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PersonalData(with {})", self.filled().join(", "))
    }
}

impl fmt::Debug for PostalAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PostalAddress(…)")
    }
}
