//! An archive: one file with everything that is needed to replay a journal on an empty machine, and
//! to check it. Its frames are drawn in `docs/journal-format.md`, section 4.
//!
//! Absent on purpose: the key that opens sealed blobs, and snapshots, which can be computed.

mod error;
mod reader;
mod writer;

pub use error::ArchiveError;
pub use reader::ArchiveReader;
pub use writer::ArchiveWriter;

use std::io::{Read, Write};

use crate::{
    Head, Journal, JournalStore, OrganisationId, Record, Restored, SealedWrite, Stop, StoreError,
};

const MAGIC: &[u8; 16] = b"caisse archive\n\0";
/// The version of the archive format that this program writes.
pub const ARCHIVE_VERSION: u32 = 1;

/// A type of frame, with the most bytes it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Frame {
    Organisation = b'O',
    Record = b'R',
    Checkpoint = b'C',
    Sealed = b'S',
    End = b'E',
}

/// The content of the frame `E`: size, head and digest.
const END_LENGTH: usize = 8 + 32 + 32;

impl Frame {
    fn of(kind: u8) -> Option<Frame> {
        [Frame::Organisation, Frame::Record, Frame::Checkpoint, Frame::Sealed, Frame::End]
            .into_iter()
            .find(|frame| *frame as u8 == kind)
    }

    fn limit(self) -> usize {
        match self {
            Frame::Organisation => OrganisationId::LONGEST,
            Frame::Record => crate::HEADER_LENGTH + 1 + Record::LONGEST_PAYLOAD,
            Frame::Checkpoint => 8 + crate::LONGEST_NOTE,
            Frame::Sealed => {
                2 + SealedWrite::LONGEST_KIND + 2 + SealedWrite::LONGEST_KEY + SealedWrite::LONGEST
            }
            Frame::End => END_LENGTH,
        }
    }
}

/// What an archive holds, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveSummary {
    /// Whose journal.
    pub organisation: OrganisationId,
    /// Where the journal stands.
    pub head: Head,
    /// The checkpoints.
    pub checkpoints: u64,
    /// The sealed blobs.
    pub sealed: u64,
}

/// Writes the whole journal of an organisation, every check made on the way. Memory: one chunk of
/// records, one blob. The caller flushes and renames the file.
///
/// # Errors
/// [`ArchiveError::Store`] at the first fault of the journal, [`ArchiveError::Disk`] when writing
/// fails; what was written then has no end and no reader accepts it.
pub fn export(
    store: &dyn JournalStore,
    organisation: &OrganisationId,
    to: impl Write,
) -> Result<ArchiveSummary, ArchiveError> {
    let mut writer = ArchiveWriter::new(organisation, to)?;
    for record in Journal::open(store, organisation).map_err(ArchiveError::Store)? {
        writer.record(&record.map_err(ArchiveError::Store)?)?;
    }
    for checkpoint in store.checkpoints(organisation).map_err(ArchiveError::Store)? {
        // One that was signed after the last record read belongs to the next archive.
        if checkpoint.size <= writer.head().size {
            writer.checkpoint(&checkpoint)?;
        }
    }
    for kind in store.sealed_kinds(organisation).map_err(ArchiveError::Store)? {
        for key in store.list_sealed(organisation, &kind).map_err(ArchiveError::Store)? {
            let blob = store.get_sealed(organisation, &kind, &key).map_err(ArchiveError::Store)?;
            // Erased since it was listed: nothing to keep.
            if let Some(bytes) = blob {
                writer.sealed(&kind, &key, &bytes)?;
            }
        }
    }
    writer.end()
}

/// Reads an archive into a store where its organisation has nothing yet: everything, or nothing.
///
/// # Errors
/// [`ArchiveError`] with the first fault of the archive and its place, or what the store refuses.
pub fn import(store: &dyn JournalStore, from: impl Read) -> Result<ArchiveSummary, ArchiveError> {
    let mut reader = ArchiveReader::open(from)?;
    let organisation = reader.organisation().clone();
    let mut fault = None;
    let restored = store.restore(&organisation, &mut || {
        reader.next_item().map_err(|error| {
            fault = Some(error);
            Stop
        })
    });
    match (restored, fault) {
        (_, Some(fault)) => Err(fault),
        (Err(error), None) => Err(ArchiveError::Store(error)),
        (Ok(_), None) => reader.summary().ok_or(ArchiveError::Store(StoreError::Stopped)),
    }
}

/// Reads an archive to its end, and gives each thing to `visit`.
///
/// # Errors
/// [`ArchiveError`] with the first fault and its place.
pub fn read(
    from: impl Read,
    mut visit: impl FnMut(&Restored),
) -> Result<ArchiveSummary, ArchiveError> {
    let mut reader = ArchiveReader::open(from)?;
    while let Some(item) = reader.next_item()? {
        visit(&item);
    }
    reader.summary().ok_or(ArchiveError::Store(StoreError::Stopped))
}

#[cfg(test)]
mod tests;
