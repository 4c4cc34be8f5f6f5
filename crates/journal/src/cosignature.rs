//! Cosignatures (C2SP `tlog-cosignature`, Ed25519): what a witness states of somebody's checkpoint.
//!
//! A cosignature says: “at this second, this was the largest state of that journal that I had seen,
//! and it continued the one I had seen before”. It stands on the checkpoint's note beside the owner's
//! own signature, so that whoever holds the note holds the statement.
//!
//! Absent on purpose: the checks that such a statement needs ([`witness`](crate::witness)), and the
//! clock: the caller brings the second.

use ed25519_dalek::Signature;

use crate::key::{PublicKey, SecretKey};
use crate::{NoteSignature, SignedNote};

/// The latest second that a cosignature may carry, by its specification.
const LATEST: u64 = i64::MAX as u64;

/// The public key of a witness, with the name it cosigns under.
pub type CosignerKey = PublicKey<0x04>;
/// The secret key of a witness. Two witnesses never share one, since what is signed does not name
/// its signer.
pub type Cosigner = SecretKey<0x04>;

impl CosignerKey {
    /// The latest second at which this witness cosigned the note; `None` without a valid cosignature.
    /// Lines that claim to be this witness's and are not count for nothing.
    pub fn cosigned(&self, note: &SignedNote) -> Option<u64> {
        let claims = note
            .signatures()
            .iter()
            .filter(|one| one.name == self.name() && one.key_hash == self.hash());
        claims.filter_map(|claim| self.valid(note.text(), &claim.bytes)).max()
    }

    fn valid(&self, text: &str, bytes: &[u8]) -> Option<u64> {
        let (second, signature) = bytes.split_first_chunk::<8>()?;
        let second = u64::from_be_bytes(*second);
        let signature = Signature::from_slice(signature).ok()?;
        let message = message(second, text);
        let valid = second <= LATEST && self.has_signed(&message, &signature);
        valid.then_some(second)
    }
}

impl Cosigner {
    /// The cosignature of a checkpoint at that second, counted from 1970 and at most 2⁶³ − 1. It states
    /// what [`witness::judge`](crate::witness::judge) has to have found first.
    pub fn cosign(&self, checkpoint: &SignedNote, second: u64) -> NoteSignature {
        let second = second.min(LATEST);
        let mut bytes = second.to_be_bytes().to_vec();
        bytes.extend_from_slice(&self.signature(&message(second, checkpoint.text())));
        let key = self.public();
        NoteSignature { name: key.name().to_owned(), key_hash: key.hash(), bytes }
    }
}

/// What is signed: a line that says what it is, the second, and the whole text of the checkpoint.
fn message(second: u64, text: &str) -> Vec<u8> {
    format!("cosignature/v1\ntime {second}\n{text}").into_bytes()
}

#[cfg(test)]
mod tests;
