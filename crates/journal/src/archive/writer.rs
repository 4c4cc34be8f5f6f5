//! Writing an archive, frame by frame.

use std::io::Write;

use sha2::{Digest as _, Sha256};

use super::{ARCHIVE_VERSION, ArchiveError, ArchiveSummary, Frame, MAGIC};
use crate::{Chain, Digest, Head, OrganisationId, Record, StoredCheckpoint};

/// Writes an archive: the records by number, then checkpoints and sealed blobs, then the end. One
/// that is dropped before [`ArchiveWriter::end`] has no end, and no reader accepts it.
pub struct ArchiveWriter<W: Write> {
    to: W,
    hasher: Sha256,
    chain: Chain,
    organisation: OrganisationId,
    checkpoints: u64,
    sealed: u64,
}

impl<W: Write> ArchiveWriter<W> {
    /// Starts an archive. Frames are written one by one: give a buffered writer.
    ///
    /// # Errors
    /// [`ArchiveError::Disk`].
    pub fn new(organisation: &OrganisationId, to: W) -> Result<ArchiveWriter<W>, ArchiveError> {
        let mut writer = ArchiveWriter {
            to,
            hasher: Sha256::new(),
            chain: Chain::new(organisation),
            organisation: organisation.clone(),
            checkpoints: 0,
            sealed: 0,
        };
        writer.write(MAGIC)?;
        writer.write(&ARCHIVE_VERSION.to_be_bytes())?;
        writer.frame(Frame::Organisation, &[organisation.as_str().as_bytes()])?;
        Ok(writer)
    }

    /// Where the records written so far lead.
    pub fn head(&self) -> Head {
        self.chain.head()
    }

    /// Writes the next record.
    ///
    /// # Errors
    /// [`ArchiveError::Chain`] when it does not follow; [`ArchiveError::Disk`].
    pub fn record(&mut self, record: &Record) -> Result<(), ArchiveError> {
        self.chain.check(record).map_err(ArchiveError::Chain)?;
        let (kept, payload): (&[u8], _) = match record.payload_bytes() {
            Some(payload) => (&[1], payload),
            None => (&[0], [].as_slice()),
        };
        self.frame(Frame::Record, &[record.header_bytes(), kept, payload])
    }

    /// Writes a checkpoint.
    ///
    /// # Errors
    /// [`ArchiveError::FrameTooLong`], [`ArchiveError::Disk`].
    pub fn checkpoint(&mut self, checkpoint: &StoredCheckpoint) -> Result<(), ArchiveError> {
        self.checkpoints += 1;
        let (size, note) = (checkpoint.size.to_be_bytes(), checkpoint.note.as_bytes());
        self.frame(Frame::Checkpoint, &[&size, note])
    }

    /// Writes a sealed blob.
    ///
    /// # Errors
    /// [`ArchiveError::FrameTooLong`], [`ArchiveError::Disk`].
    pub fn sealed(&mut self, kind: &str, key: &str, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.sealed += 1;
        let length = |text: &str| u16::try_from(text.len()).unwrap_or(u16::MAX).to_be_bytes();
        let (kind_length, key_length) = (length(kind), length(key));
        let parts = [&kind_length[..], kind.as_bytes(), &key_length[..], key.as_bytes(), bytes];
        self.frame(Frame::Sealed, &parts)
    }

    /// Writes the end and flushes.
    ///
    /// # Errors
    /// [`ArchiveError::Chain`] when the last command is not whole; [`ArchiveError::Disk`].
    pub fn end(mut self) -> Result<ArchiveSummary, ArchiveError> {
        let head = self.chain.finish().map_err(ArchiveError::Chain)?;
        self.start(Frame::End, super::END_LENGTH)?;
        self.write(&head.size.to_be_bytes())?;
        self.write(head.hash.as_bytes())?;
        let digest = Digest::from_bytes(self.hasher.clone().finalize().into());
        self.write(digest.as_bytes())?;
        self.to.flush().map_err(ArchiveError::disk)?;
        Ok(ArchiveSummary {
            organisation: self.organisation,
            head,
            checkpoints: self.checkpoints,
            sealed: self.sealed,
        })
    }

    fn frame(&mut self, frame: Frame, parts: &[&[u8]]) -> Result<(), ArchiveError> {
        self.start(frame, parts.iter().map(|part| part.len()).sum())?;
        parts.iter().try_for_each(|part| self.write(part))
    }

    fn start(&mut self, frame: Frame, length: usize) -> Result<(), ArchiveError> {
        if length > frame.limit() {
            let (kind, limit) = (frame as u8 as char, frame.limit() as u64);
            return Err(ArchiveError::FrameTooLong { at: 0, kind, length: length as u64, limit });
        }
        self.write(&[frame as u8])?;
        self.write(&(length as u32).to_be_bytes())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.hasher.update(bytes);
        self.to.write_all(bytes).map_err(ArchiveError::disk)
    }
}
