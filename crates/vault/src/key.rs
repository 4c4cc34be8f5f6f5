//! The key of one person, in the clear and wrapped.

use std::fmt;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::entropy::{Entropy, EntropyError, draw};
use crate::error::VaultError;
use crate::master_key::{KeyFingerprint, MasterKey};

/// The first bytes of a wrapped key, version 1.
const MAGIC: [u8; 5] = *b"CVKW\x01";
/// The length of a wrapped key in bytes: magic 5, fingerprint 8, nonce 24, key 32, tag 16.
const WRAPPED_LENGTH: usize = 85;

/// Whose data it is: an organisation and the pseudonym of a person in it. Every sealed byte is bound
/// to it, so that the bytes of one person are refused in the place of another's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Owner {
    /// The organisation, by the name its journal carries.
    pub organisation: String,
    /// The number of the person in that journal.
    pub person: u64,
}

impl Owner {
    /// The owner `person` of `organisation`.
    pub fn new(organisation: impl Into<String>, person: u64) -> Owner {
        Owner { organisation: organisation.into(), person }
    }

    /// What the cipher authenticates beside the secret: a purpose, then the organisation framed by
    /// its length, then the person, then `details`. No two owners give the same bytes.
    pub(crate) fn associated_data(&self, purpose: &[u8], details: &[u8]) -> Vec<u8> {
        let mut data = Vec::with_capacity(purpose.len() + self.organisation.len() + 64);
        data.extend_from_slice(purpose);
        data.extend_from_slice(&(self.organisation.len() as u64).to_be_bytes());
        data.extend_from_slice(self.organisation.as_bytes());
        data.extend_from_slice(&self.person.to_be_bytes());
        data.extend_from_slice(details);
        data
    }
}

/// The data key of one person, in the clear; seals and opens what is theirs.
///
/// Held for the time of a request only; its memory is overwritten on drop.
pub struct PersonKey {
    owner: Owner,
    bytes: Zeroizing<[u8; 32]>,
}

impl PersonKey {
    /// Draws the key of a person.
    ///
    /// # Errors
    /// [`EntropyError`] when the source gives nothing.
    pub fn generate(owner: Owner, entropy: &mut impl Entropy) -> Result<PersonKey, EntropyError> {
        Ok(PersonKey { owner, bytes: Zeroizing::new(draw(entropy)?) })
    }

    /// Whose key it is.
    pub fn owner(&self) -> &Owner {
        &self.owner
    }

    /// This key, encrypted under the master key and bound to its owner: what is stored.
    ///
    /// # Errors
    /// [`VaultError::NoEntropy`].
    pub fn wrap(
        &self,
        master: &MasterKey,
        entropy: &mut impl Entropy,
    ) -> Result<WrappedKey, VaultError> {
        let nonce: [u8; 24] = draw(entropy)?;
        let fingerprint = master.fingerprint();
        let associated = wrapping_data(&self.owner, fingerprint);
        let payload = Payload { msg: self.bytes.as_slice(), aad: &associated };
        let secret = XChaCha20Poly1305::new(master.bytes().into())
            .encrypt(&XNonce::from(nonce), payload)
            .expect("32 bytes are below every limit of the cipher");
        let mut bytes = Vec::with_capacity(WRAPPED_LENGTH);
        bytes.extend_from_slice(&MAGIC);
        bytes.extend_from_slice(&fingerprint.0);
        bytes.extend_from_slice(&nonce);
        bytes.extend_from_slice(&secret);
        Ok(WrappedKey { bytes })
    }

    /// Takes the secret of another key: what an attacker who moves bytes between persons would need.
    #[cfg(test)]
    pub(crate) fn copy_secret_of(&mut self, other: &PersonKey) {
        self.bytes = other.bytes.clone();
    }

    /// The cipher of this key.
    pub(crate) fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.bytes).into())
    }
}

impl fmt::Debug for PersonKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PersonKey").field("owner", &self.owner).finish_non_exhaustive()
    }
}

/// The key of a person, encrypted under the master key. Deleting every copy of it erases the person.
///
/// Version 1, 85 bytes: `CVKW`, version byte 1, fingerprint of the master key (8), nonce (24), then
/// the 32 bytes of the key encrypted by XChaCha20-Poly1305 with its tag (48). Associated data:
/// `caisse vault key v1\n`, length of the organisation (8, big-endian), organisation, person (8,
/// big-endian), fingerprint (8).
#[derive(Clone, PartialEq, Eq)]
pub struct WrappedKey {
    bytes: Vec<u8>,
}

impl WrappedKey {
    /// Reads the bytes that were stored.
    ///
    /// # Errors
    /// [`VaultError::NotAWrappedKey`] when the length, the magic or the version is not ours.
    pub fn from_bytes(bytes: &[u8]) -> Result<WrappedKey, VaultError> {
        if bytes.len() != WRAPPED_LENGTH || !bytes.starts_with(&MAGIC) {
            return Err(VaultError::NotAWrappedKey { length: bytes.len() });
        }
        Ok(WrappedKey { bytes: bytes.to_vec() })
    }

    /// The bytes to store.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The fingerprint of the master key that wrapped it.
    pub fn wrapped_by(&self) -> KeyFingerprint {
        KeyFingerprint(self.bytes[5..13].try_into().expect("the length was checked on reading"))
    }

    /// The key in the clear.
    ///
    /// # Errors
    /// [`VaultError::OtherMasterKey`] when another master key wrapped it;
    /// [`VaultError::KeyNotAuthentic`] when the bytes were altered or belong to someone else.
    pub fn open(&self, master: &MasterKey, owner: &Owner) -> Result<PersonKey, VaultError> {
        let (given, wanted) = (master.fingerprint(), self.wrapped_by());
        if given != wanted {
            return Err(VaultError::OtherMasterKey { given, wanted });
        }
        let refused = || VaultError::KeyNotAuthentic { owner: owner.clone() };
        let nonce: [u8; 24] = self.bytes[13..37].try_into().map_err(|_| refused())?;
        let associated = wrapping_data(owner, wanted);
        let secret = XChaCha20Poly1305::new(master.bytes().into())
            .decrypt(&XNonce::from(nonce), Payload { msg: &self.bytes[37..], aad: &associated })
            .map(Zeroizing::new)
            .map_err(|_| refused())?;
        let mut bytes = Zeroizing::new([0; 32]);
        if secret.len() != bytes.len() {
            return Err(refused());
        }
        bytes.copy_from_slice(&secret);
        Ok(PersonKey { owner: owner.clone(), bytes })
    }

    /// The same key under another master key; what it sealed is untouched.
    ///
    /// # Errors
    /// Those of [`WrappedKey::open`] and [`PersonKey::wrap`].
    pub fn rewrap(
        &self,
        old: &MasterKey,
        new: &MasterKey,
        owner: &Owner,
        entropy: &mut impl Entropy,
    ) -> Result<WrappedKey, VaultError> {
        self.open(old, owner)?.wrap(new, entropy)
    }
}

impl fmt::Debug for WrappedKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "WrappedKey(by {})", self.wrapped_by())
    }
}

fn wrapping_data(owner: &Owner, fingerprint: KeyFingerprint) -> Vec<u8> {
    owner.associated_data(b"caisse vault key v1\n", &fingerprint.0)
}
