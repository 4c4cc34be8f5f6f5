//! Records, chain, Merkle tree, checkpoints, archives, and the contract of a store.
//!
//! One journal per organisation. [`Sealer`] turns events into [`Record`]s chained to a [`Head`];
//! a [`Batch`] holds the records of one command, an [`Append`] the batches and sealed blobs of one
//! durable commit; a [`JournalStore`] keeps them; [`Chain`] checks what is read back. The bytes are
//! drawn in `docs/journal-format.md`.
//!
//! Absent on purpose: what an event means, the clock, chance, keys, names of people.

mod append;
pub mod archive;
mod chain;
mod checkpoint;
mod cosignature;
mod digest;
mod failing;
mod identity;
mod journal;
mod key;
mod memory;
pub mod merkle;
mod note;
mod payload;
mod record;
mod seal;
pub mod store;
mod store_error;
pub mod story;
pub mod verify;
pub mod witness;

pub use append::{Append, Batch, SealedWrite};
pub use chain::{Chain, ChainError, ChainFault};
pub use checkpoint::{Checkpoint, CheckpointError};
pub use cosignature::{Cosigner, CosignerKey};
pub use digest::Digest;
pub use failing::{FailingStore, Fault};
pub use identity::{IdentityError, Moment, OrganisationId, Pseudonym};
pub use journal::{Journal, usable_snapshot};
pub use key::{PublicKey, SecretKey};
pub use memory::MemoryStore;
pub use merkle::{Frontier, MerkleTree};
pub use note::{
    LONGEST_NOTE, MOST_SIGNATURES, NoteError, NoteKey, NoteSignature, NoteSigner, Signed,
    SignedNote,
};
pub use payload::{
    CommandMark, Field, LONGEST_KEY, NONCE_LENGTH, Payload, PayloadError, StoredMark,
};
pub use record::{
    FORMAT_VERSION, HEADER_LENGTH, HIGHEST_NUMBER, Head, Header, Record, RecordError,
};
pub use seal::{Draft, SealError, Sealer};
pub use store::{
    JournalStore, RecordedCommand, RestoreFeed, Restored, Snapshot, SnapshotReading, Stop,
    StoredCheckpoint,
};
pub use store_error::StoreError;

#[cfg(test)]
mod tests;
