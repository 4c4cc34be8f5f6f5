//! A store in memory: for tests, trials before a vote, and simulated worlds.
//!
//! Absent on purpose: durability. It is otherwise as strict as a disk.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::store::{CHUNK_BYTES, RestoreFeed, check_sealed};
use crate::{
    Append, Batch, Head, JournalStore, OrganisationId, Record, RecordedCommand, Restored,
    SealedWrite, Snapshot, StoreError, StoredCheckpoint,
};

/// A store in memory.
#[derive(Debug, Default)]
pub struct MemoryStore {
    shelves: Mutex<BTreeMap<OrganisationId, Shelf>>,
}

#[derive(Debug, Default)]
struct Shelf {
    records: Vec<Record>,
    commands: BTreeMap<String, RecordedCommand>,
    snapshot: Option<Snapshot>,
    checkpoints: BTreeMap<u64, String>,
    sealed: BTreeMap<String, BTreeMap<String, Vec<u8>>>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> MemoryStore {
        MemoryStore::default()
    }

    fn shelves(&self) -> MutexGuard<'_, BTreeMap<OrganisationId, Shelf>> {
        // Every change below is made only once nothing can fail any more, so a panic elsewhere
        // leaves no shelf half written.
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with<T>(&self, organisation: &OrganisationId, ask: impl FnOnce(&Shelf) -> T) -> T {
        match self.shelves().get(organisation) {
            Some(shelf) => ask(shelf),
            None => ask(&Shelf::default()),
        }
    }

    fn change(&self, organisation: &OrganisationId, change: impl FnOnce(&mut Shelf)) {
        change(self.shelves().entry(organisation.clone()).or_default());
    }
}

impl Shelf {
    fn head(&self, organisation: &OrganisationId) -> Head {
        self.records.last().map_or_else(|| Head::empty(organisation), Head::after)
    }

    fn check_keys(&self, who: &OrganisationId, batches: &[Batch]) -> Result<(), StoreError> {
        for mark in batches.iter().filter_map(Batch::mark) {
            if let Some(command) = self.commands.get(&mark.key) {
                let (organisation, key) = (who.clone(), mark.key.clone());
                return Err(StoreError::KeyUsed { organisation, key, first: command.first });
            }
        }
        Ok(())
    }

    fn store(&mut self, batch: &Batch) {
        if let (Some(mark), Some(first)) = (batch.mark(), batch.records().first()) {
            let (digest, records) = (mark.digest, mark.records);
            let command = RecordedCommand { digest, first: first.number(), records };
            self.commands.insert(mark.key.clone(), command);
        }
        self.records.extend_from_slice(batch.records());
    }

    fn write_sealed(&mut self, write: &SealedWrite) {
        match write {
            SealedWrite::Put { kind, key, bytes } => {
                self.sealed.entry(kind.clone()).or_default().insert(key.clone(), bytes.clone());
            }
            SealedWrite::Delete { kind, key } => {
                if let Some(keys) = self.sealed.get_mut(kind) {
                    keys.remove(key);
                    if keys.is_empty() {
                        self.sealed.remove(kind);
                    }
                }
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.records.is_empty() && self.checkpoints.is_empty() && self.sealed.is_empty()
    }
}

impl JournalStore for MemoryStore {
    fn list_organisations(&self) -> Result<Vec<OrganisationId>, StoreError> {
        let shelves = self.shelves();
        Ok(shelves.iter().filter(|(_, s)| !s.is_empty()).map(|(id, _)| id.clone()).collect())
    }

    fn head(&self, organisation: &OrganisationId) -> Result<Head, StoreError> {
        Ok(self.with(organisation, |shelf| shelf.head(organisation)))
    }

    fn append(&self, append: &Append) -> Result<(), StoreError> {
        let organisation = append.organisation();
        let mut shelves = self.shelves();
        let shelf = shelves.entry(organisation.clone()).or_default();
        let (expected, found) = (append.expected(), shelf.head(organisation));
        if found != expected {
            let organisation = organisation.clone();
            return Err(StoreError::HeadMoved { organisation, expected, found });
        }
        shelf.check_keys(organisation, append.batches())?;

        // Every reason to refuse is above this line.
        append.batches().iter().for_each(|batch| shelf.store(batch));
        append.sealed().iter().for_each(|write| shelf.write_sealed(write));
        Ok(())
    }

    fn read(
        &self,
        organisation: &OrganisationId,
        from: u64,
        most: usize,
    ) -> Result<Vec<Record>, StoreError> {
        Ok(self.with(organisation, |shelf| {
            let from = usize::try_from(from).unwrap_or(usize::MAX).min(shelf.records.len());
            let mut bytes = 0;
            let fits = |record: &&Record| {
                let fits = bytes < CHUNK_BYTES;
                bytes += record.length();
                fits
            };
            shelf.records[from..].iter().take(most).take_while(fits).cloned().collect()
        }))
    }

    fn command(
        &self,
        organisation: &OrganisationId,
        key: &str,
    ) -> Result<Option<RecordedCommand>, StoreError> {
        Ok(self.with(organisation, |shelf| shelf.commands.get(key).cloned()))
    }

    fn erase_payload(&self, organisation: &OrganisationId, number: u64) -> Result<(), StoreError> {
        let mut shelves = self.shelves();
        let record = usize::try_from(number)
            .ok()
            .and_then(|index| shelves.get_mut(organisation)?.records.get_mut(index))
            .ok_or_else(|| StoreError::RecordUnknown {
                organisation: organisation.clone(),
                number,
            })?;
        *record = record.without_payload();
        Ok(())
    }

    fn put_snapshot(
        &self,
        organisation: &OrganisationId,
        snapshot: &Snapshot,
    ) -> Result<(), StoreError> {
        self.change(organisation, |shelf| shelf.snapshot = Some(snapshot.clone()));
        Ok(())
    }

    fn snapshot(&self, organisation: &OrganisationId) -> Result<Option<Snapshot>, StoreError> {
        Ok(self.with(organisation, |shelf| shelf.snapshot.clone()))
    }

    fn delete_snapshot(&self, organisation: &OrganisationId) -> Result<(), StoreError> {
        self.change(organisation, |shelf| shelf.snapshot = None);
        Ok(())
    }

    fn put_checkpoint(
        &self,
        organisation: &OrganisationId,
        checkpoint: &StoredCheckpoint,
    ) -> Result<(), StoreError> {
        self.change(organisation, |shelf| {
            shelf.checkpoints.insert(checkpoint.size, checkpoint.note.clone());
        });
        Ok(())
    }

    fn checkpoints(
        &self,
        organisation: &OrganisationId,
    ) -> Result<Vec<StoredCheckpoint>, StoreError> {
        let stored =
            |(size, note): (&u64, &String)| StoredCheckpoint { size: *size, note: note.clone() };
        Ok(self.with(organisation, |shelf| shelf.checkpoints.iter().map(stored).collect()))
    }

    fn write_sealed(
        &self,
        organisation: &OrganisationId,
        writes: &[SealedWrite],
    ) -> Result<(), StoreError> {
        check_sealed(writes)?;
        self.change(organisation, |shelf| writes.iter().for_each(|w| shelf.write_sealed(w)));
        Ok(())
    }

    fn get_sealed(
        &self,
        organisation: &OrganisationId,
        kind: &str,
        key: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.with(organisation, |shelf| shelf.sealed.get(kind)?.get(key).cloned()))
    }

    fn list_sealed(
        &self,
        organisation: &OrganisationId,
        kind: &str,
    ) -> Result<Vec<String>, StoreError> {
        Ok(self.with(organisation, |shelf| {
            shelf.sealed.get(kind).map(|keys| keys.keys().cloned().collect()).unwrap_or_default()
        }))
    }

    fn sealed_kinds(&self, organisation: &OrganisationId) -> Result<Vec<String>, StoreError> {
        Ok(self.with(organisation, |shelf| shelf.sealed.keys().cloned().collect()))
    }

    fn restore(
        &self,
        organisation: &OrganisationId,
        feed: &mut RestoreFeed<'_>,
    ) -> Result<Head, StoreError> {
        let mut restored = Shelf::default();
        while let Some(item) = feed().map_err(|_| StoreError::Stopped)? {
            match item {
                Restored::Record(record) => {
                    let batch = Batch::new(vec![record])
                        .map_err(|error| StoreError::chain(organisation, error))?;
                    restored.check_keys(organisation, std::slice::from_ref(&batch))?;
                    restored.store(&batch);
                }
                Restored::Checkpoint(StoredCheckpoint { size, note }) => {
                    restored.checkpoints.insert(size, note);
                }
                Restored::Sealed(write) => {
                    check_sealed(std::slice::from_ref(&write))?;
                    restored.write_sealed(&write);
                }
            }
        }
        let mut shelves = self.shelves();
        let shelf = shelves.entry(organisation.clone()).or_default();
        if !shelf.is_empty() {
            return Err(StoreError::NotEmpty { organisation: organisation.clone() });
        }
        *shelf = restored;
        Ok(shelf.head(organisation))
    }
}
