//! A store that fails at chosen writes: the disk is full, the machine stops before or after the
//! commit, or, what no real store may do, a part of a commit stays.
//!
//! Absent on purpose: chance. Which write fails, and how, is said beforehand.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::store::{RestoreFeed, SnapshotReading};
use crate::{
    Append, Head, JournalStore, OrganisationId, Record, RecordedCommand, SealedWrite, Snapshot,
    StoreError, StoredCheckpoint,
};

/// How a write fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The disk is full; nothing is written.
    Full,
    /// The system reports an error; nothing is written.
    Lost,
    /// The system reports an error, but everything was written: the answer is lost.
    AnswerLost,
    /// The system reports an error, and only the first records of the append were written, perhaps
    /// in the middle of a command. For writes other than an append, the same as [`Fault::Lost`].
    Torn {
        /// The records that stay.
        records: usize,
    },
}

/// A store that fails at chosen writes and otherwise does as the store within.
pub struct FailingStore {
    within: Arc<dyn JournalStore>,
    writes: AtomicU64,
    faults: Mutex<BTreeMap<u64, Fault>>,
}

const PLACE: &str = "failing store";

impl FailingStore {
    /// Around this store, without any fault yet.
    pub fn new(within: Arc<dyn JournalStore>) -> FailingStore {
        FailingStore { within, writes: AtomicU64::new(0), faults: Mutex::default() }
    }

    /// The store within, as it would be found after a restart.
    pub fn within(&self) -> Arc<dyn JournalStore> {
        Arc::clone(&self.within)
    }

    /// How many writes were asked for.
    pub fn writes(&self) -> u64 {
        self.writes.load(Ordering::SeqCst)
    }

    /// The write after `after` further ones fails so: 0 is the next one.
    pub fn fail_after(&self, after: u64, fault: Fault) {
        let at = self.writes() + after;
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).insert(at, fault);
    }

    fn next_fault(&self) -> Option<Fault> {
        let at = self.writes.fetch_add(1, Ordering::SeqCst);
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).remove(&at)
    }

    fn write<T>(&self, write: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
        match self.next_fault() {
            None => write(),
            Some(Fault::AnswerLost) => write().and_then(|_| Err(failed())),
            Some(fault) => Err(refusal(fault)),
        }
    }
}

fn failed() -> StoreError {
    StoreError::Failed { place: PLACE.to_owned(), detail: "input/output error".to_owned() }
}

fn refusal(fault: Fault) -> StoreError {
    match fault {
        Fault::Full => StoreError::Full { place: PLACE.to_owned() },
        Fault::Lost | Fault::AnswerLost | Fault::Torn { .. } => failed(),
    }
}

impl JournalStore for FailingStore {
    fn append(&self, append: &Append) -> Result<(), StoreError> {
        match self.next_fault() {
            None => self.within.append(append),
            Some(Fault::AnswerLost) => self.within.append(append).and_then(|_| Err(failed())),
            Some(Fault::Torn { records }) => {
                self.within.append(&append.torn(records)).and_then(|_| Err(failed()))
            }
            Some(fault) => Err(refusal(fault)),
        }
    }

    fn erase_payload(&self, organisation: &OrganisationId, number: u64) -> Result<(), StoreError> {
        self.write(|| self.within.erase_payload(organisation, number))
    }

    fn put_snapshot(
        &self,
        organisation: &OrganisationId,
        snapshot: &Snapshot,
    ) -> Result<(), StoreError> {
        self.write(|| self.within.put_snapshot(organisation, snapshot))
    }

    fn delete_snapshot(&self, organisation: &OrganisationId) -> Result<(), StoreError> {
        self.write(|| self.within.delete_snapshot(organisation))
    }

    fn put_checkpoint(
        &self,
        organisation: &OrganisationId,
        checkpoint: &StoredCheckpoint,
    ) -> Result<(), StoreError> {
        self.write(|| self.within.put_checkpoint(organisation, checkpoint))
    }

    fn write_sealed(
        &self,
        organisation: &OrganisationId,
        writes: &[SealedWrite],
    ) -> Result<(), StoreError> {
        self.write(|| self.within.write_sealed(organisation, writes))
    }

    fn restore(
        &self,
        organisation: &OrganisationId,
        feed: &mut RestoreFeed<'_>,
    ) -> Result<Head, StoreError> {
        self.write(|| self.within.restore(organisation, feed))
    }

    fn list_organisations(&self) -> Result<Vec<OrganisationId>, StoreError> {
        self.within.list_organisations()
    }

    fn head(&self, organisation: &OrganisationId) -> Result<Head, StoreError> {
        self.within.head(organisation)
    }

    fn read(
        &self,
        organisation: &OrganisationId,
        from: u64,
        most: usize,
    ) -> Result<Vec<Record>, StoreError> {
        self.within.read(organisation, from, most)
    }

    fn command(
        &self,
        organisation: &OrganisationId,
        key: &str,
    ) -> Result<Option<RecordedCommand>, StoreError> {
        self.within.command(organisation, key)
    }

    fn snapshot(&self, organisation: &OrganisationId) -> Result<Option<Snapshot>, StoreError> {
        self.within.snapshot(organisation)
    }

    fn read_snapshot(
        &self,
        organisation: &OrganisationId,
        read: &mut SnapshotReading<'_>,
    ) -> Result<(), StoreError> {
        self.within.read_snapshot(organisation, read)
    }

    fn checkpoints(
        &self,
        organisation: &OrganisationId,
    ) -> Result<Vec<StoredCheckpoint>, StoreError> {
        self.within.checkpoints(organisation)
    }

    fn get_sealed(
        &self,
        organisation: &OrganisationId,
        kind: &str,
        key: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        self.within.get_sealed(organisation, kind, key)
    }

    fn list_sealed(
        &self,
        organisation: &OrganisationId,
        kind: &str,
    ) -> Result<Vec<String>, StoreError> {
        self.within.list_sealed(organisation, kind)
    }

    fn sealed_kinds(&self, organisation: &OrganisationId) -> Result<Vec<String>, StoreError> {
        self.within.sealed_kinds(organisation)
    }
}
