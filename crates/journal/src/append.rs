//! What is appended together: the records of one or several commands, and sealed blobs, in one
//! durable commit.
//!
//! An [`Append`] is checked when it is made: its records follow the expected head and each other,
//! digests included. A store receives nothing else, so that no store can break a chain.

use std::collections::BTreeSet;

use crate::{
    Chain, ChainError, ChainFault, CommandMark, Head, OrganisationId, Record, StoreError, store,
};

/// The records of one command, never stored in part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    mark: Option<CommandMark>,
    records: Vec<Record>,
}

impl Batch {
    /// The batch of these records, the mark of the command being on the first, if it has one.
    ///
    /// # Errors
    /// [`ChainError`] when a payload is not framed as one.
    pub fn new(records: Vec<Record>) -> Result<Batch, ChainError> {
        let mark = match records.first() {
            None => None,
            Some(first) => {
                let fail = |error| ChainError {
                    number: first.number(),
                    fault: ChainFault::Payload { error },
                };
                let payload = first.payload().map_err(fail)?;
                payload.and_then(|payload| payload.command).map(|mark| mark.to_mark())
            }
        };
        Ok(Batch { mark, records })
    }

    pub(crate) fn of_command(mark: CommandMark, records: Vec<Record>) -> Batch {
        Batch { mark: Some(mark), records }
    }

    /// The mark of the command.
    pub fn mark(&self) -> Option<&CommandMark> {
        self.mark.as_ref()
    }

    /// The records, in their order.
    pub fn records(&self) -> &[Record] {
        &self.records
    }
}

/// A change to the sealed blobs: ciphertexts, wrapped keys, documents. The store does not open them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SealedWrite {
    /// Stores these bytes under this key, in place of what was there.
    Put {
        /// The kind: 1 to 64 bytes.
        kind: String,
        /// The key within the kind: 1 to 255 bytes.
        key: String,
        /// The bytes, at most [`SealedWrite::LONGEST`].
        bytes: Vec<u8>,
    },
    /// Erases what stands under this key, for good; nothing happens if there is nothing.
    Delete {
        /// The kind.
        kind: String,
        /// The key within the kind.
        key: String,
    },
}

impl SealedWrite {
    /// The longest blob in bytes (64 MiB).
    pub const LONGEST: usize = 64 * 1024 * 1024;
    /// The longest kind in bytes.
    pub const LONGEST_KIND: usize = 64;
    /// The longest key in bytes.
    pub const LONGEST_KEY: usize = 255;

    /// A blob to store.
    pub fn put(kind: &str, key: &str, bytes: Vec<u8>) -> SealedWrite {
        SealedWrite::Put { kind: kind.to_owned(), key: key.to_owned(), bytes }
    }

    /// A blob to erase.
    pub fn delete(kind: &str, key: &str) -> SealedWrite {
        SealedWrite::Delete { kind: kind.to_owned(), key: key.to_owned() }
    }

    /// The kind and the key.
    pub fn place(&self) -> (&str, &str) {
        match self {
            SealedWrite::Put { kind, key, .. } | SealedWrite::Delete { kind, key } => (kind, key),
        }
    }
}

/// One durable commit for one organisation: batches that follow an expected head, and sealed blobs.
#[derive(Clone, Debug)]
pub struct Append {
    organisation: OrganisationId,
    expected: Head,
    batches: Vec<Batch>,
    sealed: Vec<SealedWrite>,
    head: Head,
}

impl Append {
    /// Checks that the batches follow `expected` and each other, that each command is whole, that no
    /// key comes twice, and that the sealed blobs are within bounds. Two hashes per record.
    ///
    /// # Errors
    /// [`StoreError::Chain`], [`StoreError::KeyUsed`], [`StoreError::SealedLimit`].
    pub fn new(
        organisation: &OrganisationId,
        expected: Head,
        batches: Vec<Batch>,
        sealed: Vec<SealedWrite>,
    ) -> Result<Append, StoreError> {
        store::check_sealed(&sealed)?;
        let mut chain = Chain::from_head(expected);
        let mut keys = BTreeSet::new();
        for batch in &batches {
            if let Some(mark) = &batch.mark
                && !keys.insert(&mark.key)
            {
                let (key, first) = (mark.key.clone(), chain.head().size);
                return Err(StoreError::KeyUsed { organisation: organisation.clone(), key, first });
            }
            for record in &batch.records {
                chain.check(record).map_err(|error| StoreError::chain(organisation, error))?;
            }
            chain.finish().map_err(|error| StoreError::chain(organisation, error))?;
        }
        let head = chain.head();
        Ok(Append { organisation: organisation.clone(), expected, batches, sealed, head })
    }

    /// The first `records` records of this append and nothing else, even in the middle of a command:
    /// what a disk that tears would leave. Only for [`crate::FailingStore`].
    pub(crate) fn torn(&self, records: usize) -> Append {
        let mut left = records;
        let mut head = self.expected;
        let mut batches = Vec::new();
        for batch in &self.batches {
            let kept: Vec<Record> = batch.records.iter().take(left).cloned().collect();
            left -= kept.len();
            if let Some(last) = kept.last() {
                head = Head::after(last);
                batches.push(Batch { mark: batch.mark.clone(), records: kept });
            }
        }
        let (organisation, expected) = (self.organisation.clone(), self.expected);
        Append { organisation, expected, batches, sealed: Vec::new(), head }
    }

    /// Whose journal.
    pub fn organisation(&self) -> &OrganisationId {
        &self.organisation
    }

    /// The head that the records follow.
    pub fn expected(&self) -> Head {
        self.expected
    }

    /// The batches, in their order.
    pub fn batches(&self) -> &[Batch] {
        &self.batches
    }

    /// The changes to sealed blobs, in their order.
    pub fn sealed(&self) -> &[SealedWrite] {
        &self.sealed
    }

    /// All records, in their order.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.batches.iter().flat_map(|batch| &batch.records)
    }

    /// The head once this is stored.
    pub fn head(&self) -> Head {
        self.head
    }
}
