//! Personal data and situations, sealed per person and erasable for good.
//!
//! The journal knows pseudonyms only (law 5). What names a person stands here, encrypted under a key
//! of that person alone ([`PersonKey`]), which is itself wrapped by the one [`MasterKey`] of the
//! server. Erasing a person is deleting the wrapped key ([`Keyring::erase`]): every sealed byte of
//! theirs, wherever it was copied, is then noise, and the chain of the journal is intact. What that
//! does not reach, backups of the wrapped keys, is said in `docs/vault-format.md`, with the bytes.
//!
//! Pure: bytes in, bytes out, and randomness through [`Entropy`], so that tests are deterministic.
//! Absent on purpose: files, environment variables, databases, the clock, and what an IBAN or an
//! income means.

mod ballot;
mod entropy;
mod error;
mod key;
mod keyring;
mod master_key;
mod personal_data;
mod sealed;
mod situation;

pub use ballot::CommittedBallot;
pub use entropy::{Entropy, EntropyError, OsEntropy, SeededEntropy};
pub use error::VaultError;
pub use key::{Owner, PersonKey, WrappedKey};
pub use keyring::Keyring;
pub use master_key::{KeyFingerprint, MasterKey, MasterKeyError};
pub use personal_data::{PersonalData, PostalAddress};
pub use sealed::Kind;
pub use situation::{CommittedSituation, Situation, SituationDigest};

#[cfg(test)]
mod tests;
