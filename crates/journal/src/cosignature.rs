//! Cosignatures (C2SP `tlog-cosignature`, Ed25519): what a witness states of somebody's checkpoint.
//!
//! A cosignature says: “at this second, this was the largest state of that journal that I had seen,
//! and it continued the one I had seen before”. It stands on the checkpoint's note beside the owner's
//! own signature, so that whoever holds the note holds the statement.
//!
//! Absent on purpose: the checks that such a statement needs ([`witness`](crate::witness)), and the
//! clock: the caller brings the second.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use crate::note::is_key_name;
use crate::{Digest, NoteError, NoteSignature, SignedNote};

/// The type of Ed25519 cosignatures in key hashes and written keys.
const COSIGNATURE: u8 = 0x04;

/// The latest second that a cosignature may carry, by its specification.
const LATEST: u64 = i64::MAX as u64;

/// The public key of a witness, with the name it cosigns under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CosignerKey {
    name: String,
    key: VerifyingKey,
}

impl CosignerKey {
    /// A key from its name and its 32 bytes.
    ///
    /// # Errors
    /// [`NoteError::KeyName`]; [`NoteError::KeyBytes`] when the bytes are not a point of the curve.
    pub fn new(name: &str, key: &[u8; 32]) -> Result<CosignerKey, NoteError> {
        if !is_key_name(name) {
            return Err(NoteError::KeyName { name: name.to_owned() });
        }
        let key = VerifyingKey::from_bytes(key)
            .map_err(|_| NoteError::KeyBytes { name: name.to_owned() })?;
        Ok(CosignerKey { name: name.to_owned(), key })
    }

    /// Reads `name+hash+base64`, the written form of a witness's key.
    ///
    /// # Errors
    /// [`NoteError::KeyText`] when a part is missing, of another type, or does not fit the hash.
    pub fn parse(text: &str) -> Result<CosignerKey, NoteError> {
        let wrong = || NoteError::KeyText { text: text.chars().take(200).collect() };
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(hash), Some(encoded)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(wrong());
        };
        let bytes = STANDARD.decode(encoded).map_err(|_| wrong())?;
        let key: &[u8; 32] = match bytes.split_first() {
            Some((&COSIGNATURE, key)) => key.try_into().map_err(|_| wrong())?,
            _ => return Err(wrong()),
        };
        let key = CosignerKey::new(name, key)?;
        if hash != format!("{:08x}", key.hash()) {
            return Err(wrong());
        }
        Ok(key)
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The 32 bytes of the key.
    pub fn key_bytes(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// The key hash: the first four bytes of SHA-256(name, line feed, 0x04, key).
    pub fn hash(&self) -> u32 {
        let digest =
            Digest::of_parts(&[self.name.as_bytes(), b"\n", &[COSIGNATURE], self.key.as_bytes()]);
        let [a, b, c, d, ..] = *digest.as_bytes();
        u32::from_be_bytes([a, b, c, d])
    }

    /// The latest second at which this witness cosigned the note; `None` without a valid cosignature.
    /// Lines that claim to be this witness's and are not count for nothing.
    pub fn cosigned(&self, note: &SignedNote) -> Option<u64> {
        let claims = note
            .signatures()
            .iter()
            .filter(|one| one.name == self.name && one.key_hash == self.hash());
        claims.filter_map(|claim| self.valid(note.text(), &claim.bytes)).max()
    }

    fn valid(&self, text: &str, bytes: &[u8]) -> Option<u64> {
        let (second, signature) = bytes.split_first_chunk::<8>()?;
        let second = u64::from_be_bytes(*second);
        let signature = Signature::from_slice(signature).ok()?;
        let message = message(second, text);
        let valid = second <= LATEST && self.key.verify_strict(&message, &signature).is_ok();
        valid.then_some(second)
    }
}

/// `name+hash+base64`, the written form of a witness's key.
impl fmt::Display for CosignerKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = vec![COSIGNATURE];
        bytes.extend_from_slice(self.key.as_bytes());
        write!(formatter, "{}+{:08x}+{}", self.name, self.hash(), STANDARD.encode(bytes))
    }
}

/// The secret key of a witness. Two witnesses never share one, since what is signed does not name
/// its signer. The bytes are wiped from memory when this is dropped.
pub struct Cosigner {
    name: String,
    key: SigningKey,
}

impl Cosigner {
    /// A witness from its name and its 32 secret bytes.
    ///
    /// # Errors
    /// [`NoteError::KeyName`].
    pub fn new(name: &str, secret: &[u8; 32]) -> Result<Cosigner, NoteError> {
        if !is_key_name(name) {
            return Err(NoteError::KeyName { name: name.to_owned() });
        }
        Ok(Cosigner { name: name.to_owned(), key: SigningKey::from_bytes(secret) })
    }

    /// The public key.
    pub fn public(&self) -> CosignerKey {
        CosignerKey { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// The cosignature of a checkpoint at that second, counted from 1970 and at most 2⁶³ − 1. It states
    /// what [`witness::judge`](crate::witness::judge) has to have found first.
    pub fn cosign(&self, checkpoint: &SignedNote, second: u64) -> NoteSignature {
        let second = second.min(LATEST);
        let signature = self.key.sign(&message(second, checkpoint.text()));
        let mut bytes = second.to_be_bytes().to_vec();
        bytes.extend_from_slice(&signature.to_bytes());
        NoteSignature { name: self.name.clone(), key_hash: self.public().hash(), bytes }
    }
}

/// The name only; never the secret.
impl fmt::Debug for Cosigner {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Cosigner({})", self.name)
    }
}

/// What is signed: a line that says what it is, the second, and the whole text of the checkpoint.
fn message(second: u64, text: &str) -> Vec<u8> {
    format!("cosignature/v1\ntime {second}\n{text}").into_bytes()
}

#[cfg(test)]
mod tests;
