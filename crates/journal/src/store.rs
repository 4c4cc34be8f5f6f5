//! What a store of journals must do; `story` is the test that every store passes.
//!
//! A store keeps, per organisation: records, the idempotency keys of their commands, the latest
//! snapshot, checkpoints, and sealed blobs. It is synchronous and can be shared between threads.
//!
//! Absent on purpose: deciding, grouping, retrying. Who appends holds the head it decided upon; when
//! the head has moved, the store refuses and the decision is taken again.

use std::io::Read;

use crate::{Append, Digest, Head, OrganisationId, Record, SealedWrite, StoreError};

/// The bytes after which [`JournalStore::read`] ends a chunk, even before the number asked.
pub const CHUNK_BYTES: usize = 4 * 1024 * 1024;

/// A command that was recorded, found by its idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedCommand {
    /// The digest of the command, to tell it from another one under the same key.
    pub digest: Digest,
    /// The number of its first record.
    pub first: u64,
    /// How many records it wrote.
    pub records: u32,
}

/// A state computed from the journal, opaque here, with the head it was computed from. It can be
/// thrown away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The head it was computed from.
    pub head: Head,
    /// The state, as whoever computed it writes it.
    pub bytes: Vec<u8>,
}

/// A checkpoint as stored: a signed note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCheckpoint {
    /// The number of records it covers.
    pub size: u64,
    /// The note, with its signatures.
    pub note: String,
}

/// One thing that an archive brings back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Restored {
    /// The next record, already checked by the feed.
    Record(Record),
    /// A checkpoint.
    Checkpoint(StoredCheckpoint),
    /// A sealed blob; only [`SealedWrite::Put`] is expected.
    Sealed(SealedWrite),
}

/// The feed of a restoration found a fault: nothing is to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop;

/// Gives what is restored, one thing at a time, then `None`.
pub type RestoreFeed<'a> = dyn FnMut() -> Result<Option<Restored>, Stop> + 'a;

/// Takes a snapshot's head and its bytes as they come; it need not read them all.
pub type SnapshotReading<'a> = dyn FnMut(Head, &mut dyn Read) + 'a;

/// A store of journals. An organisation that was never written is empty, not unknown.
pub trait JournalStore: Send + Sync {
    /// The organisations that have records, checkpoints or sealed blobs, in order.
    ///
    /// # Errors
    /// [`StoreError`], as for every function below.
    fn list_organisations(&self) -> Result<Vec<OrganisationId>, StoreError>;

    /// Where the journal stands.
    fn head(&self, organisation: &OrganisationId) -> Result<Head, StoreError>;

    /// Stores everything in one durable commit, or nothing. When it returns `Ok`, the records are on
    /// the disk. After an error nothing of it is visible, except that an answer can be lost after
    /// the commit: ask [`JournalStore::command`] again.
    ///
    /// # Errors
    /// [`StoreError::HeadMoved`] when the head is not the expected one; [`StoreError::KeyUsed`] when
    /// a key of the append was already used.
    fn append(&self, append: &Append) -> Result<(), StoreError>;

    /// The records from this number on, at most `most`, and fewer when [`CHUNK_BYTES`] is reached;
    /// none only at the end of the journal.
    fn read(
        &self,
        organisation: &OrganisationId,
        from: u64,
        most: usize,
    ) -> Result<Vec<Record>, StoreError>;

    /// The command recorded under this idempotency key.
    fn command(
        &self,
        organisation: &OrganisationId,
        key: &str,
    ) -> Result<Option<RecordedCommand>, StoreError>;

    /// Erases the payload of a record for good; its header stays, and the chain holds.
    ///
    /// # Errors
    /// [`StoreError::RecordUnknown`].
    fn erase_payload(&self, organisation: &OrganisationId, number: u64) -> Result<(), StoreError>;

    /// Keeps this snapshot in place of the one before.
    fn put_snapshot(
        &self,
        organisation: &OrganisationId,
        snapshot: &Snapshot,
    ) -> Result<(), StoreError>;

    /// The snapshot, if there is one.
    fn snapshot(&self, organisation: &OrganisationId) -> Result<Option<Snapshot>, StoreError>;

    /// Gives the snapshot to `read`, if there is one, without holding all its bytes in memory when
    /// the store can. `read` must not ask the store anything.
    fn read_snapshot(
        &self,
        organisation: &OrganisationId,
        read: &mut SnapshotReading<'_>,
    ) -> Result<(), StoreError> {
        if let Some(snapshot) = self.snapshot(organisation)? {
            read(snapshot.head, &mut snapshot.bytes.as_slice());
        }
        Ok(())
    }

    /// Throws the snapshot away.
    fn delete_snapshot(&self, organisation: &OrganisationId) -> Result<(), StoreError>;

    /// Keeps a checkpoint, in place of one of the same size (which may have had fewer signatures).
    fn put_checkpoint(
        &self,
        organisation: &OrganisationId,
        checkpoint: &StoredCheckpoint,
    ) -> Result<(), StoreError>;

    /// The checkpoints, by size.
    fn checkpoints(
        &self,
        organisation: &OrganisationId,
    ) -> Result<Vec<StoredCheckpoint>, StoreError>;

    /// Writes sealed blobs without records, all or nothing.
    ///
    /// # Errors
    /// [`StoreError::SealedLimit`].
    fn write_sealed(
        &self,
        organisation: &OrganisationId,
        writes: &[SealedWrite],
    ) -> Result<(), StoreError>;

    /// The blob under this key.
    fn get_sealed(
        &self,
        organisation: &OrganisationId,
        kind: &str,
        key: &str,
    ) -> Result<Option<Vec<u8>>, StoreError>;

    /// The keys of this kind, in order.
    fn list_sealed(
        &self,
        organisation: &OrganisationId,
        kind: &str,
    ) -> Result<Vec<String>, StoreError>;

    /// The kinds that have a blob, in order.
    fn sealed_kinds(&self, organisation: &OrganisationId) -> Result<Vec<String>, StoreError>;

    /// Fills an organisation that has nothing yet, all or nothing, and gives its head.
    ///
    /// # Errors
    /// [`StoreError::NotEmpty`] when it has something; [`StoreError::Stopped`] when the feed stops.
    fn restore(
        &self,
        organisation: &OrganisationId,
        feed: &mut RestoreFeed<'_>,
    ) -> Result<Head, StoreError>;

    /// Stores one sealed blob.
    ///
    /// # Errors
    /// Those of [`JournalStore::write_sealed`].
    fn put_sealed(
        &self,
        organisation: &OrganisationId,
        kind: &str,
        key: &str,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        self.write_sealed(organisation, &[SealedWrite::put(kind, key, bytes.to_vec())])
    }

    /// Erases one sealed blob for good.
    ///
    /// # Errors
    /// Those of [`JournalStore::write_sealed`].
    fn delete_sealed(
        &self,
        organisation: &OrganisationId,
        kind: &str,
        key: &str,
    ) -> Result<(), StoreError> {
        self.write_sealed(organisation, &[SealedWrite::delete(kind, key)])
    }
}

/// Checks the bounds of sealed blobs; every store calls it before writing.
///
/// # Errors
/// [`StoreError::SealedLimit`] names the first one out of bounds.
pub fn check_sealed(writes: &[SealedWrite]) -> Result<(), StoreError> {
    for write in writes {
        let (kind, key) = write.place();
        let length = match write {
            SealedWrite::Put { bytes, .. } => bytes.len(),
            SealedWrite::Delete { .. } => 0,
        };
        let kind_fits = (1..=SealedWrite::LONGEST_KIND).contains(&kind.len());
        let key_fits = (1..=SealedWrite::LONGEST_KEY).contains(&key.len());
        if !kind_fits || !key_fits || length > SealedWrite::LONGEST {
            return Err(StoreError::SealedLimit {
                kind: kind.to_owned(),
                key: key.to_owned(),
                length: length as u64,
            });
        }
    }
    Ok(())
}
