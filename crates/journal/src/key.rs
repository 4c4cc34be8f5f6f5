//! Ed25519 keys under a name, as C2SP writes them: `name+hash+base64`, where a byte tells what the
//! key is for. Keys of notes and keys of witnesses are two types, so that one is never taken for the
//! other.
//!
//! Absent on purpose: where secret keys are kept, and what is signed.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, Verifier as _, VerifyingKey};

use crate::{Digest, NoteError};

/// The points whose order divides eight, as they are written: multiples of one of order eight. A
/// signature whose R is one of them fits messages that nobody chose (Chalkias, Garillot and
/// Nikolaenko 2020, "Taming the many EdDSAs").
#[rustfmt::skip]
pub(crate) const SMALL_ORDER: [[u8; 32]; 8] = [
    [
        0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
        0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0xfa,
    ],
    [
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    ],
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
        0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x85,
    ],
    [
        0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f,
    ],
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
        0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
    ],
    [
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x80,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
        0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
    ],
];

/// A public key with the name it signs under; `TYPE` tells what it signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey<const TYPE: u8> {
    name: String,
    key: VerifyingKey,
}

impl<const TYPE: u8> PublicKey<TYPE> {
    /// A key from its name and its 32 bytes.
    ///
    /// # Errors
    /// [`NoteError::KeyName`] when the name is empty, or has a space or a plus;
    /// [`NoteError::KeyBytes`] when the bytes are not a point of the curve.
    pub fn new(name: &str, key: &[u8; 32]) -> Result<PublicKey<TYPE>, NoteError> {
        let name = key_name(name)?;
        match VerifyingKey::from_bytes(key) {
            Ok(key) => Ok(PublicKey { name, key }),
            Err(_) => Err(NoteError::KeyBytes { name }),
        }
    }

    /// Reads `name+hash+base64`, the written form of a public key.
    ///
    /// # Errors
    /// [`NoteError::KeyText`] when a part is missing, of another type, or does not fit the hash.
    pub fn parse(text: &str) -> Result<PublicKey<TYPE>, NoteError> {
        let wrong = || NoteError::KeyText { text: text.chars().take(200).collect() };
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(hash), Some(encoded)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(wrong());
        };
        let bytes = STANDARD.decode(encoded).map_err(|_| wrong())?;
        let key: &[u8; 32] = match bytes.split_first() {
            Some((found, key)) if *found == TYPE => key.try_into().map_err(|_| wrong())?,
            _ => return Err(wrong()),
        };
        let key = PublicKey::new(name, key)?;
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

    /// The key hash: the first four bytes of SHA-256(name, line feed, type, key).
    pub fn hash(&self) -> u32 {
        let digest = Digest::of_parts(&[self.name.as_bytes(), b"\n", &[TYPE], self.key.as_bytes()]);
        let [a, b, c, d, ..] = *digest.as_bytes();
        u32::from_be_bytes([a, b, c, d])
    }

    /// What `VerifyingKey::verify_strict` says, a tenth sooner: it works out the point R of the
    /// signature to see whether its order is small. `verify` has compared the bytes of R with those
    /// of the R it computed, so that here they are the only way to write that point.
    pub(crate) fn has_signed(&self, message: &[u8], signature: &Signature) -> bool {
        !self.key.is_weak()
            && !SMALL_ORDER.contains(signature.r_bytes())
            && self.key.verify(message, signature).is_ok()
    }
}

/// `name+hash+base64`, the written form of a public key.
impl<const TYPE: u8> fmt::Display for PublicKey<TYPE> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = vec![TYPE];
        bytes.extend_from_slice(self.key.as_bytes());
        write!(formatter, "{}+{:08x}+{}", self.name, self.hash(), STANDARD.encode(bytes))
    }
}

/// A secret key with the name it signs under. Its bytes are the caller's to keep; they are wiped
/// from memory when this is dropped.
pub struct SecretKey<const TYPE: u8> {
    name: String,
    key: SigningKey,
}

impl<const TYPE: u8> SecretKey<TYPE> {
    /// A key from its name and its 32 secret bytes.
    ///
    /// # Errors
    /// [`NoteError::KeyName`].
    pub fn new(name: &str, secret: &[u8; 32]) -> Result<SecretKey<TYPE>, NoteError> {
        Ok(SecretKey { name: key_name(name)?, key: SigningKey::from_bytes(secret) })
    }

    /// The public key.
    pub fn public(&self) -> PublicKey<TYPE> {
        PublicKey { name: self.name.clone(), key: self.key.verifying_key() }
    }

    pub(crate) fn signature(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }
}

/// The name only; never the secret.
impl<const TYPE: u8> fmt::Debug for SecretKey<TYPE> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SecretKey({})", self.name)
    }
}

/// A name that a key can have.
fn key_name(name: &str) -> Result<String, NoteError> {
    match is_key_name(name) {
        true => Ok(name.to_owned()),
        false => Err(NoteError::KeyName { name: name.to_owned() }),
    }
}

/// True for a name without space or plus.
pub(crate) fn is_key_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+')
}
