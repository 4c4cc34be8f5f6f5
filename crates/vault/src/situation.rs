//! Declared situations, and the digest by which the journal commits to one without knowing it.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use caisse_units::Day;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::entropy::{Entropy, draw};
use crate::error::VaultError;
use crate::key::PersonKey;
use crate::sealed::Kind;

/// The most values that one situation holds.
const MOST_VALUES: usize = 256;
/// The longest name of a value, in bytes.
const LONGEST_NAME: usize = 100;
/// The longest value, in bytes.
const LONGEST_VALUE: usize = 1000;

/// What a person declared (income, household, working time…), from the day it holds.
///
/// The values are the inputs of the rules, as text: the rule that reads one says its unit. A later
/// situation supersedes this one and does not overwrite it. `Debug` shows the names of the values,
/// not the values.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Situation {
    /// The first day on which it holds.
    pub valid_from: Day,
    /// The values by name.
    pub values: BTreeMap<String, String>,
}

impl Situation {
    /// The bytes that the digest covers: JSON without spaces, `valid_from` then `values`, names in
    /// the order of their UTF-8 bytes. The same situation always gives the same bytes.
    ///
    /// # Errors
    /// [`VaultError::SituationTooLarge`] above 256 values, 100 bytes of a name or 1,000 of a value.
    pub fn canonical_json(&self) -> Result<Vec<u8>, VaultError> {
        self.check()?;
        serde_json::to_vec(self).map_err(|error| VaultError::Unwritable {
            kind: Kind::Situation,
            reason: error.to_string(),
        })
    }

    /// This situation with a fresh salt of 32 bytes, which hides it: without the salt, trying every
    /// income against the digest would find the right one in seconds.
    ///
    /// # Errors
    /// Those of [`Situation::canonical_json`]; [`VaultError::NoEntropy`].
    pub fn commit(self, entropy: &mut impl Entropy) -> Result<CommittedSituation, VaultError> {
        self.check()?;
        Ok(CommittedSituation { salt: Salt(draw(entropy)?), situation: self })
    }

    fn check(&self) -> Result<(), VaultError> {
        let refuse = |name: &str, length, limit| {
            Err(VaultError::SituationTooLarge { name: name.to_owned(), length, limit })
        };
        if self.values.len() > MOST_VALUES {
            return refuse("", self.values.len(), MOST_VALUES);
        }
        for (name, value) in &self.values {
            if name.is_empty() || name.len() > LONGEST_NAME {
                return refuse("", name.len(), LONGEST_NAME);
            }
            if value.len() > LONGEST_VALUE {
                return refuse(name, value.len(), LONGEST_VALUE);
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Situation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.values.keys().map(String::as_str).collect();
        write!(formatter, "Situation(from {}, with {})", self.valid_from, names.join(", "))
    }
}

/// A situation and the salt of its digest: what is sealed, and what the person may show to an
/// auditor, who recomputes the digest that the journal carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommittedSituation {
    salt: Salt,
    situation: Situation,
}

impl CommittedSituation {
    /// The situation.
    pub fn situation(&self) -> &Situation {
        &self.situation
    }

    /// The situation, without its salt.
    pub fn into_situation(self) -> Situation {
        self.situation
    }

    /// The digest that the journal carries: SHA-256 of `caisse situation v1\n`, the salt (32 bytes)
    /// and the canonical JSON.
    ///
    /// # Errors
    /// Those of [`Situation::canonical_json`].
    pub fn digest(&self) -> Result<SituationDigest, VaultError> {
        let json = Zeroizing::new(self.situation.canonical_json()?);
        let mut hasher = Sha256::new();
        hasher.update(b"caisse situation v1\n");
        hasher.update(self.salt.0);
        hasher.update(json.as_slice());
        Ok(SituationDigest(hasher.finalize().into()))
    }

    /// Seals the situation and its salt for the owner of `key`.
    ///
    /// # Errors
    /// Those of [`PersonKey::seal`].
    pub fn seal(&self, key: &PersonKey, entropy: &mut impl Entropy) -> Result<Vec<u8>, VaultError> {
        let json = serde_json::to_vec(self).map_err(|error| VaultError::Unwritable {
            kind: Kind::Situation,
            reason: error.to_string(),
        })?;
        key.seal(Kind::Situation, &Zeroizing::new(json), entropy)
    }

    /// Opens a sealed situation and checks that it is the one the journal recorded.
    ///
    /// # Errors
    /// Those of [`PersonKey::open`]; [`VaultError::Unreadable`];
    /// [`VaultError::OtherSituation`] when it is another one of the same person.
    pub fn open(
        key: &PersonKey,
        sealed: &[u8],
        recorded: &SituationDigest,
    ) -> Result<CommittedSituation, VaultError> {
        let json = key.open(Kind::Situation, sealed)?;
        let committed: CommittedSituation =
            serde_json::from_slice(&json).map_err(|error| VaultError::Unreadable {
                kind: Kind::Situation,
                line: error.line(),
                column: error.column(),
            })?;
        let found = committed.digest()?;
        if found != *recorded {
            return Err(VaultError::OtherSituation {
                owner: key.owner().clone(),
                recorded: *recorded,
                found,
            });
        }
        Ok(committed)
    }
}

/// The digest of a situation and its salt. Says nothing of the situation to whom lacks the salt, and
/// so may stand in the journal for ever, also after the person was erased.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SituationDigest(pub [u8; 32]);

impl fmt::Display for SituationDigest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hexadecimal(&self.0))
    }
}

impl fmt::Debug for SituationDigest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl FromStr for SituationDigest {
    type Err = VaultError;

    /// Reads 64 hexadecimal digits.
    fn from_str(text: &str) -> Result<SituationDigest, VaultError> {
        from_hexadecimal(text)
            .map(SituationDigest)
            .ok_or(VaultError::NotADigest { length: text.len() })
    }
}

impl Serialize for SituationDigest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SituationDigest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<SituationDigest, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Thirty-two random bytes, written as hexadecimal.
#[derive(Clone, PartialEq, Eq)]
struct Salt([u8; 32]);

impl fmt::Debug for Salt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Salt(…)")
    }
}

impl Serialize for Salt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hexadecimal(&self.0))
    }
}

impl<'de> Deserialize<'de> for Salt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Salt, D::Error> {
        let text = String::deserialize(deserializer)?;
        from_hexadecimal(&text)
            .map(Salt)
            .ok_or_else(|| serde::de::Error::custom("a salt is 64 hexadecimal digits"))
    }
}

fn hexadecimal(bytes: &[u8; 32]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).expect("four bits are a digit");
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn from_hexadecimal(text: &str) -> Option<[u8; 32]> {
    let digits: &[u8; 64] = text.as_bytes().try_into().ok()?;
    let value =
        |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = value(pair[0])? << 4 | value(pair[1])?;
    }
    Some(bytes)
}
