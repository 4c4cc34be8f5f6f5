//! A ballot between its casting and its count, and the digest by which the journal commits to it.
//!
//! Absent on purpose: what a ballot says. It is a text here, and where it was cast another.

use std::fmt;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::entropy::{Entropy, draw};
use crate::error::VaultError;
use crate::key::PersonKey;
use crate::sealed::Kind;

/// The length of the salt in bytes.
const SALT: usize = 32;

/// A ballot and the salt that hides it: without the salt, trying every answer against the digest
/// would find the right one at once.
///
/// Sealed form: the salt (32 bytes), then the text in UTF-8.
#[derive(Clone, PartialEq, Eq)]
pub struct CommittedBallot {
    salt: Zeroizing<[u8; SALT]>,
    text: Zeroizing<String>,
}

impl CommittedBallot {
    /// This text under a fresh salt.
    ///
    /// # Errors
    /// [`VaultError::NoEntropy`].
    pub fn new(text: String, entropy: &mut impl Entropy) -> Result<CommittedBallot, VaultError> {
        let salt = Zeroizing::new(draw(entropy)?);
        Ok(CommittedBallot { salt, text: Zeroizing::new(text) })
    }

    /// What the ballot says.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The digest that the journal carries, as 64 hexadecimal digits: SHA-256 of
    /// `caisse ballot v1\n`, the salt, `place`, a line feed and the text. `place` says in which poll
    /// and whose, so that one ballot is refused in the place of another.
    pub fn digest(&self, place: &str) -> String {
        let mut hasher = Sha256::new();
        hasher.update(b"caisse ballot v1\n");
        hasher.update(self.salt.as_slice());
        hasher.update(place.as_bytes());
        hasher.update(b"\n");
        hasher.update(self.text.as_bytes());
        hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Seals the ballot and its salt under the key of its poll.
    ///
    /// # Errors
    /// Those of [`PersonKey::seal`].
    pub fn seal(&self, key: &PersonKey, entropy: &mut impl Entropy) -> Result<Vec<u8>, VaultError> {
        let mut plain = Zeroizing::new(Vec::with_capacity(SALT + self.text.len()));
        plain.extend_from_slice(self.salt.as_slice());
        plain.extend_from_slice(self.text.as_bytes());
        key.seal(Kind::Ballot, &plain, entropy)
    }

    /// Opens what [`CommittedBallot::seal`] sealed.
    ///
    /// # Errors
    /// Those of [`PersonKey::open`]; [`VaultError::Unreadable`] when there is no salt or no text.
    pub fn open(key: &PersonKey, sealed: &[u8]) -> Result<CommittedBallot, VaultError> {
        let plain = key.open(Kind::Ballot, sealed)?;
        let unreadable = || VaultError::Unreadable { kind: Kind::Ballot, line: 1, column: 1 };
        let (salt, text) = plain.split_first_chunk::<SALT>().ok_or_else(unreadable)?;
        let text = str::from_utf8(text).map_err(|_| unreadable())?;
        Ok(CommittedBallot { salt: Zeroizing::new(*salt), text: Zeroizing::new(text.to_owned()) })
    }
}

impl fmt::Debug for CommittedBallot {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("CommittedBallot(…)")
    }
}
