//! Reading a journal with every check: the numbers, the chain, the digests, the commands whole, and
//! the head that the store announced.
//!
//! Absent on purpose: repairing. The first fault ends the reading; whoever reads makes the
//! organisation read-only and says so with the words of the error.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::{thread, vec};

use crate::store::CHUNK_BYTES;
use crate::{
    Chain, ChainError, ChainFault, Head, JournalStore, OrganisationId, Payload, Record, Snapshot,
    StoreError,
};

/// Few enough to stay in the cache of a core.
const CHUNK_RECORDS: usize = 256;

/// How many records make it worth reading and checking on another thread than the visitor's.
const MANY_RECORDS: u64 = 16 * CHUNK_RECORDS as u64;

/// How many chunks wait for the visitor when the reader begins to read in them for it.
const CHUNKS_AHEAD: usize = 4;

/// How many chunks may wait at most: the reader goes on while the visitor catches up.
const MOST_AHEAD: usize = 2 * CHUNKS_AHEAD;

/// Records that wait for the visitor.
enum Chunk<T> {
    /// They are checked.
    Checked(Vec<Record>),
    /// They are checked, and what the visitor needs was read in them.
    Read(Vec<(Record, T)>),
}

/// The payload of a record that was checked, `None` when withheld.
fn taken_apart(record: &Record) -> Option<Payload<'_>> {
    record.payload().expect("it was taken apart to be checked")
}

/// The records of a journal, checked as they are read, up to the head found on opening. After an
/// error it gives nothing more.
pub struct Journal<'s> {
    store: &'s dyn JournalStore,
    organisation: OrganisationId,
    chain: Chain,
    until: Head,
    chunk: vec::IntoIter<Record>,
    ended: bool,
}

impl<'s> Journal<'s> {
    /// The journal from its first record.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn open(
        store: &'s dyn JournalStore,
        organisation: &OrganisationId,
    ) -> Result<Journal<'s>, StoreError> {
        let until = store.head(organisation)?;
        Ok(Journal {
            store,
            organisation: organisation.clone(),
            chain: Chain::new(organisation),
            until,
            chunk: Vec::new().into_iter(),
            ended: false,
        })
    }

    /// The journal from a head that was checked before, such as a snapshot's: what precedes it is
    /// not read again, except for its last record.
    ///
    /// # Errors
    /// [`StoreError::Chain`] when the head is not one that this journal went through.
    pub fn resume(
        store: &'s dyn JournalStore,
        organisation: &OrganisationId,
        from: Head,
    ) -> Result<Journal<'s>, StoreError> {
        let journal = Journal::open(store, organisation)?;
        let fail = |fault| ChainError { number: from.size.saturating_sub(1), fault };
        if from.size > journal.until.size {
            let fault = ChainFault::EndMissing { announced: from.size };
            return Err(journal.broken(ChainError { number: journal.until.size, fault }));
        }
        let found = match from.size.checked_sub(1) {
            None => Head::empty(organisation).hash,
            Some(last) => match store.read(organisation, last, 1)?.first() {
                Some(record) => record.hash(),
                None => {
                    let fault = ChainFault::EndMissing { announced: from.size };
                    return Err(journal.broken(fail(fault)));
                }
            },
        };
        if found != from.hash {
            let fault = ChainFault::OtherHead { announced: from.hash, found };
            return Err(journal.broken(fail(fault)));
        }
        Ok(Journal { chain: Chain::from_head(from), ..journal })
    }

    /// The head up to which this reads.
    pub fn until(&self) -> Head {
        self.until
    }

    /// Gives each record with its payload (`None` when withheld) to `visit`, to the end, and then
    /// the head. `visit` sees each record after its checks.
    ///
    /// # Errors
    /// The first fault of the journal, or of `visit`.
    pub fn replay<E: From<StoreError>>(
        self,
        mut visit: impl FnMut(&Record, Option<&Payload<'_>>) -> Result<(), E>,
    ) -> Result<Head, E> {
        self.replay_read(|_, _| (), |record, ()| visit(record, taken_apart(record).as_ref()))
    }

    /// The same for a visitor that first needs something `read` in each record. A long journal is
    /// read and checked on a second thread, a few chunks ahead; when the visitor falls behind, that
    /// thread calls `read` for it. `visit` sees the same records in the same order in any case.
    ///
    /// # Errors
    /// The first fault of the journal, or of `visit`.
    pub fn replay_read<T: Send, E: From<StoreError>>(
        mut self,
        read: impl Fn(&Record, Option<&Payload<'_>>) -> T + Sync,
        mut visit: impl FnMut(&Record, T) -> Result<(), E>,
    ) -> Result<Head, E> {
        let read = |record: &Record| read(record, taken_apart(record).as_ref());
        if self.until.size - self.chain.head().size < MANY_RECORDS {
            while let Some(record) = self.step()? {
                visit(&record, read(&record))?;
            }
            return Ok(self.chain.head());
        }
        let waiting = &AtomicUsize::new(0);
        thread::scope(|scope| {
            let (give, take) = sync_channel(MOST_AHEAD);
            let reader = scope.spawn(move || self.check_ahead(read, &give, waiting));
            // When the visitor stops, `take` is dropped and the reader stops at its next chunk.
            for chunk in take {
                waiting.fetch_sub(1, Ordering::Relaxed);
                match chunk {
                    Chunk::Checked(records) => {
                        records.iter().try_for_each(|record| visit(record, read(record)))?;
                    }
                    Chunk::Read(records) => {
                        let mut records = records.into_iter();
                        records.try_for_each(|(record, read)| visit(&record, read))?;
                    }
                }
            }
            Ok(reader.join().expect("reading a journal does not panic")?)
        })
    }

    /// Gives chunks of checked records to the end, or as long as they are taken; those before a
    /// fault are given.
    fn check_ahead<T>(
        mut self,
        read: impl Fn(&Record) -> T,
        give: &SyncSender<Chunk<T>>,
        waiting: &AtomicUsize,
    ) -> Result<Head, StoreError> {
        loop {
            let (mut checked, mut bytes) = (Vec::with_capacity(CHUNK_RECORDS), 0);
            let ended = loop {
                match self.step() {
                    Ok(Some(record)) => {
                        bytes += record.length();
                        checked.push(record);
                    }
                    Ok(None) => break Ok(true),
                    Err(error) => break Err(error),
                }
                if checked.len() == CHUNK_RECORDS || bytes >= CHUNK_BYTES {
                    break Ok(false);
                }
            };
            // Only a hint: who reads changes how long it takes, and nothing else.
            let chunk = if waiting.fetch_add(1, Ordering::Relaxed) < CHUNKS_AHEAD {
                Chunk::Checked(checked)
            } else {
                let read_in = |record: Record| {
                    let read = read(&record);
                    (record, read)
                };
                Chunk::Read(checked.into_iter().map(read_in).collect())
            };
            let taken = give.send(chunk).is_ok();
            if ended? || !taken {
                return Ok(self.chain.head());
            }
        }
    }

    /// The next record, not yet checked; `None` at the head found on opening.
    fn fetch(&mut self) -> Result<Option<Record>, StoreError> {
        let from = self.chain.head().size;
        if from >= self.until.size {
            return Ok(None);
        }
        if let Some(record) = self.chunk.next() {
            return Ok(Some(record));
        }
        let left = usize::try_from(self.until.size - from).unwrap_or(usize::MAX);
        self.chunk =
            self.store.read(&self.organisation, from, left.min(CHUNK_RECORDS))?.into_iter();
        match self.chunk.next() {
            Some(record) => Ok(Some(record)),
            None => {
                let fault = ChainFault::EndMissing { announced: self.until.size };
                Err(self.broken(ChainError { number: from, fault }))
            }
        }
    }

    fn end(&self) -> Result<Head, StoreError> {
        let head = self.chain.finish().map_err(|error| self.broken(error))?;
        if head != self.until {
            let fault = ChainFault::OtherHead { announced: self.until.hash, found: head.hash };
            return Err(self.broken(ChainError { number: head.size.saturating_sub(1), fault }));
        }
        Ok(head)
    }

    fn broken(&self, error: ChainError) -> StoreError {
        StoreError::chain(&self.organisation, error)
    }

    fn step(&mut self) -> Result<Option<Record>, StoreError> {
        match self.fetch()? {
            Some(record) => {
                self.chain
                    .check(&record)
                    .map_err(|error| StoreError::chain(&self.organisation, error))?;
                Ok(Some(record))
            }
            None => self.end().map(|_| None),
        }
    }
}

impl Iterator for Journal<'_> {
    type Item = Result<Record, StoreError>;

    fn next(&mut self) -> Option<Result<Record, StoreError>> {
        if self.ended {
            return None;
        }
        let step = self.step().transpose();
        self.ended = !matches!(step, Some(Ok(_)));
        step
    }
}

/// The snapshot, if it was computed from a head that this journal went through. One that was not is
/// of no use: the state is computed from the records instead.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub fn usable_snapshot(
    store: &dyn JournalStore,
    organisation: &OrganisationId,
) -> Result<Option<Snapshot>, StoreError> {
    let Some(snapshot) = store.snapshot(organisation)? else { return Ok(None) };
    match Journal::resume(store, organisation, snapshot.head) {
        Ok(_) => Ok(Some(snapshot)),
        Err(StoreError::Chain { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
