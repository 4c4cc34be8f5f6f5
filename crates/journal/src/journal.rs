//! Reading a journal with every check: the numbers, the chain, the digests, the commands whole, and
//! the head that the store announced.
//!
//! Absent on purpose: repairing. The first fault ends the reading; whoever reads makes the
//! organisation read-only and says so with the words of the error.

use std::vec;

use crate::{
    Chain, ChainError, ChainFault, Head, JournalStore, OrganisationId, Payload, Record, Snapshot,
    StoreError,
};

const CHUNK_RECORDS: usize = 1024;

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
    /// the head.
    ///
    /// # Errors
    /// The first fault of the journal, or of `visit`.
    pub fn replay<E: From<StoreError>>(
        mut self,
        mut visit: impl FnMut(&Record, Option<&Payload<'_>>) -> Result<(), E>,
    ) -> Result<Head, E> {
        while let Some(record) = self.fetch()? {
            let checked = self.chain.check(&record);
            let payload = checked.map_err(|error| StoreError::chain(&self.organisation, error))?;
            visit(&record, payload.as_ref())?;
        }
        Ok(self.end()?)
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
