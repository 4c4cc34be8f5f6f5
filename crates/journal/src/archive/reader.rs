//! Reading an archive, frame by frame, every check made on the way.

use std::io::{ErrorKind, Read};

use sha2::{Digest as _, Sha256};

use super::{ARCHIVE_VERSION, ArchiveError, ArchiveSummary, END_LENGTH, Frame, MAGIC};
use crate::{
    Chain, ChainError, ChainFault, Digest, Head, OrganisationId, Record, Restored, SealedWrite,
    StoredCheckpoint, store,
};

/// Reads an archive. What it gives before the end is checked record by record; that the file is
/// whole is known only when [`ArchiveReader::next_item`] has given `None`.
pub struct ArchiveReader<R: Read> {
    from: R,
    hasher: Sha256,
    /// How many bytes were read: the place of the next one.
    at: u64,
    chain: Chain,
    organisation: OrganisationId,
    checkpoints: u64,
    sealed: u64,
    ended: bool,
}

impl<R: Read> ArchiveReader<R> {
    /// Reads the beginning: the version, and whose journal it is. Give a buffered reader.
    ///
    /// # Errors
    /// [`ArchiveError::NotAnArchive`], [`ArchiveError::OtherVersion`], and those of every frame.
    pub fn open(from: R) -> Result<ArchiveReader<R>, ArchiveError> {
        let unnamed = OrganisationId::new("unnamed").expect("an identifier");
        let mut reader = ArchiveReader {
            from,
            hasher: Sha256::new(),
            at: 0,
            chain: Chain::new(&unnamed),
            organisation: unnamed,
            checkpoints: 0,
            sealed: 0,
            ended: false,
        };
        let magic = reader.bytes(MAGIC.len()).map_err(|error| match error {
            ArchiveError::CutShort { .. } => ArchiveError::NotAnArchive,
            error => error,
        })?;
        if magic != MAGIC {
            return Err(ArchiveError::NotAnArchive);
        }
        let version = u32::from_be_bytes(reader.array()?);
        if version != ARCHIVE_VERSION {
            return Err(ArchiveError::OtherVersion { version });
        }
        let at = reader.at;
        let (frame, length) = reader.frame()?;
        if frame != Frame::Organisation {
            return Err(ArchiveError::FrameMisplaced { at, kind: frame as u8 as char });
        }
        let name = reader.bytes(length)?;
        let misshapen = ArchiveError::FrameMisshapen { at, kind: 'O' };
        let name = std::str::from_utf8(&name).map_err(|_| misshapen.clone())?;
        reader.organisation = OrganisationId::new(name).map_err(|_| misshapen)?;
        reader.chain = Chain::new(&reader.organisation);
        Ok(reader)
    }

    /// Whose journal it is.
    pub fn organisation(&self) -> &OrganisationId {
        &self.organisation
    }

    /// What was read, once the end was reached; `None` before.
    pub fn summary(&self) -> Option<ArchiveSummary> {
        self.ended.then(|| ArchiveSummary {
            organisation: self.organisation.clone(),
            head: self.chain.head(),
            checkpoints: self.checkpoints,
            sealed: self.sealed,
        })
    }

    /// The next record, checkpoint or blob; `None` at the end, once the whole file is known to be
    /// sound.
    ///
    /// # Errors
    /// [`ArchiveError`] with the place. Nothing that was given before is then to be kept.
    pub fn next_item(&mut self) -> Result<Option<Restored>, ArchiveError> {
        if self.ended {
            return Ok(None);
        }
        let at = self.at;
        let (frame, length) = self.frame()?;
        let misshapen = || ArchiveError::FrameMisshapen { at, kind: frame as u8 as char };
        if frame == Frame::End {
            if length != END_LENGTH {
                return Err(misshapen());
            }
            self.end(at)?;
            return Ok(None);
        }
        let bytes = self.bytes(length)?;
        match frame {
            Frame::Record => self.record(bytes).map_or_else(|| Err(misshapen()), |r| r.map(Some)),
            Frame::Checkpoint => {
                self.checkpoints += 1;
                read_checkpoint(&bytes).map(Some).ok_or_else(misshapen)
            }
            Frame::Sealed => {
                self.sealed += 1;
                let write = read_sealed(&bytes).ok_or_else(misshapen)?;
                store::check_sealed(std::slice::from_ref(&write)).map_err(ArchiveError::Store)?;
                Ok(Some(Restored::Sealed(write)))
            }
            Frame::Organisation | Frame::End => {
                Err(ArchiveError::FrameMisplaced { at, kind: frame as u8 as char })
            }
        }
    }

    /// `None` when the frame is no record at all.
    fn record(&mut self, mut bytes: Vec<u8>) -> Option<Result<Restored, ArchiveError>> {
        let payload_at = crate::HEADER_LENGTH + 1;
        if bytes.len() < payload_at {
            return None;
        }
        let payload = bytes.split_off(payload_at);
        let payload = match bytes.pop() {
            Some(1) => Some(payload),
            Some(0) if payload.is_empty() => None,
            _ => return None,
        };
        let number = self.chain.head().size;
        let record = Record::from_stored(&bytes, payload)
            .map_err(|error| ChainError { number, fault: ChainFault::Record { error } });
        let checked = record.and_then(|record| {
            self.chain.check(&record)?;
            Ok(Restored::Record(record))
        });
        Some(checked.map_err(ArchiveError::Chain))
    }

    fn end(&mut self, at: u64) -> Result<(), ArchiveError> {
        let announced = Head {
            size: u64::from_be_bytes(self.array()?),
            hash: Digest::from_bytes(self.array()?),
        };
        let computed = Digest::from_bytes(self.hasher.clone().finalize().into());
        let written = Digest::from_bytes(self.array()?);
        let head = self.chain.finish().map_err(ArchiveError::Chain)?;
        if head.size != announced.size {
            let (announced, found) = (announced.size, head.size);
            return Err(ArchiveError::OtherCount { announced, found });
        }
        if head != announced || computed != written {
            return Err(ArchiveError::Changed { at, written, computed });
        }
        let mut rest = [0];
        match self.from.read(&mut rest) {
            Ok(0) => self.ended = true,
            Ok(_) => return Err(ArchiveError::BytesAfterEnd { at: self.at }),
            Err(error) => return Err(ArchiveError::disk(error)),
        }
        Ok(())
    }

    fn frame(&mut self) -> Result<(Frame, usize), ArchiveError> {
        let at = self.at;
        let [kind] = self.array()?;
        let frame = Frame::of(kind).ok_or(ArchiveError::UnknownFrame { at, kind })?;
        let length = u32::from_be_bytes(self.array()?) as usize;
        if length > frame.limit() {
            let (length, limit) = (length as u64, frame.limit() as u64);
            return Err(ArchiveError::FrameTooLong { at, kind: kind as char, length, limit });
        }
        Ok((frame, length))
    }

    fn array<const LENGTH: usize>(&mut self) -> Result<[u8; LENGTH], ArchiveError> {
        let mut bytes = [0; LENGTH];
        self.from.read_exact(&mut bytes).map_err(|error| self.cut_short(error))?;
        self.took(&bytes);
        Ok(bytes)
    }

    /// Room is made as the bytes come: a length that lies costs nothing.
    fn bytes(&mut self, length: usize) -> Result<Vec<u8>, ArchiveError> {
        let mut bytes = Vec::with_capacity(length.min(64 * 1024));
        let read = self.from.by_ref().take(length as u64).read_to_end(&mut bytes);
        match read {
            Ok(read) if read < length => Err(ArchiveError::CutShort { at: self.at + read as u64 }),
            Ok(_) => {
                self.took(&bytes);
                Ok(bytes)
            }
            Err(error) => Err(ArchiveError::disk(error)),
        }
    }

    fn took(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        self.at += bytes.len() as u64;
    }

    fn cut_short(&self, error: std::io::Error) -> ArchiveError {
        match error.kind() {
            ErrorKind::UnexpectedEof => ArchiveError::CutShort { at: self.at },
            _ => ArchiveError::disk(error),
        }
    }
}

fn read_checkpoint(bytes: &[u8]) -> Option<Restored> {
    let (size, note) = bytes.split_first_chunk::<8>()?;
    let note = std::str::from_utf8(note).ok()?.to_owned();
    Some(Restored::Checkpoint(StoredCheckpoint { size: u64::from_be_bytes(*size), note }))
}

fn read_sealed(bytes: &[u8]) -> Option<SealedWrite> {
    let (kind, rest) = read_text(bytes)?;
    let (key, bytes) = read_text(rest)?;
    Some(SealedWrite::put(kind, key, bytes.to_vec()))
}

fn read_text(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    let (text, rest) = rest.split_at_checked(u16::from_be_bytes(*length) as usize)?;
    Some((std::str::from_utf8(text).ok()?, rest))
}
