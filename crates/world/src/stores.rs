//! A store that forgets: it acknowledges a write and keeps nothing of it. The simulator must find it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use caisse_journal::store::RestoreFeed;
use caisse_journal::{
    Append, Head, JournalStore, OrganisationId, Record, RecordedCommand, SealedWrite, Snapshot,
    StoreError, StoredCheckpoint,
};

/// A store that drops one append, which it acknowledged. No honest store does this.
pub struct ForgetfulStore {
    within: Arc<dyn JournalStore>,
    appends: AtomicU64,
    forgotten: u64,
}

impl ForgetfulStore {
    /// Around this store; the append of that number, from 0, is acknowledged and dropped.
    pub fn new(within: Arc<dyn JournalStore>, forgotten: u64) -> ForgetfulStore {
        ForgetfulStore { within, appends: AtomicU64::new(0), forgotten }
    }
}

impl JournalStore for ForgetfulStore {
    fn append(&self, append: &Append) -> Result<(), StoreError> {
        if self.appends.fetch_add(1, Ordering::SeqCst) == self.forgotten {
            return Ok(());
        }
        self.within.append(append)
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

    fn erase_payload(&self, organisation: &OrganisationId, number: u64) -> Result<(), StoreError> {
        self.within.erase_payload(organisation, number)
    }

    fn put_snapshot(
        &self,
        organisation: &OrganisationId,
        snapshot: &Snapshot,
    ) -> Result<(), StoreError> {
        self.within.put_snapshot(organisation, snapshot)
    }

    fn snapshot(&self, organisation: &OrganisationId) -> Result<Option<Snapshot>, StoreError> {
        self.within.snapshot(organisation)
    }

    fn delete_snapshot(&self, organisation: &OrganisationId) -> Result<(), StoreError> {
        self.within.delete_snapshot(organisation)
    }

    fn put_checkpoint(
        &self,
        organisation: &OrganisationId,
        checkpoint: &StoredCheckpoint,
    ) -> Result<(), StoreError> {
        self.within.put_checkpoint(organisation, checkpoint)
    }

    fn checkpoints(
        &self,
        organisation: &OrganisationId,
    ) -> Result<Vec<StoredCheckpoint>, StoreError> {
        self.within.checkpoints(organisation)
    }

    fn write_sealed(
        &self,
        organisation: &OrganisationId,
        writes: &[SealedWrite],
    ) -> Result<(), StoreError> {
        self.within.write_sealed(organisation, writes)
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

    fn restore(
        &self,
        organisation: &OrganisationId,
        feed: &mut RestoreFeed<'_>,
    ) -> Result<Head, StoreError> {
        self.within.restore(organisation, feed)
    }
}
