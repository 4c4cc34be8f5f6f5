//! A record: 88 bytes of header, which are chained, and a payload, which only its digest ties to the
//! header; so a payload can be shown alone, kept back or erased, and the chain still holds.
//!
//! The bytes are drawn in `docs/journal-format.md`. What was stored is kept as it was stored and
//! hashed as it was stored; nothing here encodes a header twice.
//!
//! Absent on purpose: what an event means.

use std::fmt;

use caisse_units::Language;

use crate::{Digest, Moment, OrganisationId, Payload, PayloadError, Pseudonym};

/// The version of the record format that this program writes.
pub const FORMAT_VERSION: u32 = 1;
/// The length of a header in bytes.
pub const HEADER_LENGTH: usize = 88;
/// The highest number of a record: what a signed 64-bit column holds.
pub const HIGHEST_NUMBER: u64 = i64::MAX as u64;

/// What a header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// The number of the record in its journal, from 0, without a gap.
    pub number: u64,
    /// When it was recorded.
    pub time: Moment,
    /// Who acted.
    pub actor: Pseudonym,
    /// SHA-256 of the payload's bytes.
    pub payload_digest: Digest,
    /// SHA-256 of the previous header's bytes; for record 0, the organisation's origin digest.
    pub previous: Digest,
}

impl Header {
    /// The 88 bytes of a new header, in the current version.
    pub fn to_bytes(&self) -> [u8; HEADER_LENGTH] {
        let mut bytes = [0; HEADER_LENGTH];
        bytes[0..4].copy_from_slice(&FORMAT_VERSION.to_be_bytes());
        bytes[4..12].copy_from_slice(&self.number.to_be_bytes());
        bytes[12..20].copy_from_slice(&self.time.0.to_be_bytes());
        bytes[20..24].copy_from_slice(&self.actor.0.to_be_bytes());
        bytes[24..56].copy_from_slice(self.payload_digest.as_bytes());
        bytes[56..88].copy_from_slice(self.previous.as_bytes());
        bytes
    }

    fn read(bytes: &[u8; HEADER_LENGTH]) -> Header {
        Header {
            number: u64::from_be_bytes(part(bytes, 4)),
            time: Moment(i64::from_be_bytes(part(bytes, 12))),
            actor: Pseudonym(u32::from_be_bytes(part(bytes, 20))),
            payload_digest: Digest::from_bytes(part(bytes, 24)),
            previous: Digest::from_bytes(part(bytes, 56)),
        }
    }
}

fn part<const LENGTH: usize>(bytes: &[u8; HEADER_LENGTH], at: usize) -> [u8; LENGTH] {
    bytes[at..at + LENGTH].try_into().expect("the header is longer than its last field")
}

/// A record as stored: the header's bytes, and the payload's unless it is withheld or erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    header: [u8; HEADER_LENGTH],
    payload: Option<Vec<u8>>,
}

impl Record {
    /// The longest payload, in bytes (16 MiB): a month's call for 100,000 members is one event of
    /// some 4 MiB.
    pub const LONGEST_PAYLOAD: usize = 16 * 1024 * 1024;

    pub(crate) fn sealed(header: &Header, payload: Vec<u8>) -> Record {
        Record { header: header.to_bytes(), payload: Some(payload) }
    }

    /// A record from the bytes found in a store or a file. The version and the lengths are checked
    /// here; the chain and the digests by [`crate::Chain`].
    ///
    /// # Errors
    /// [`RecordError`] when the header has not 88 bytes or another version, or the payload is too
    /// long.
    pub fn from_stored(header: &[u8], payload: Option<Vec<u8>>) -> Result<Record, RecordError> {
        let header: [u8; HEADER_LENGTH] = header
            .try_into()
            .map_err(|_| RecordError::HeaderLength { length: header.len() as u64 })?;
        let version = u32::from_be_bytes(part(&header, 0));
        if version != FORMAT_VERSION {
            return Err(RecordError::UnknownVersion { version });
        }
        let length = payload.as_ref().map_or(0, Vec::len);
        if length > Self::LONGEST_PAYLOAD {
            return Err(RecordError::PayloadTooLong { length: length as u64 });
        }
        Ok(Record { header, payload })
    }

    /// What the header says.
    pub fn header(&self) -> Header {
        Header::read(&self.header)
    }

    /// The number of the record.
    pub fn number(&self) -> u64 {
        u64::from_be_bytes(part(&self.header, 4))
    }

    /// The header's bytes, as stored.
    pub fn header_bytes(&self) -> &[u8; HEADER_LENGTH] {
        &self.header
    }

    /// SHA-256 of the header's bytes: what the next record names as its previous.
    pub fn hash(&self) -> Digest {
        Digest::of(&self.header)
    }

    /// The payload's bytes, as stored; `None` when withheld or erased.
    pub fn payload_bytes(&self) -> Option<&[u8]> {
        self.payload.as_deref()
    }

    /// The payload taken apart; `None` when withheld or erased.
    ///
    /// # Errors
    /// [`PayloadError`] when the bytes are not framed as a payload.
    pub fn payload(&self) -> Result<Option<Payload<'_>>, PayloadError> {
        self.payload.as_deref().map(Payload::read).transpose()
    }

    /// The same record without its payload.
    #[must_use]
    pub fn without_payload(&self) -> Record {
        Record { header: self.header, payload: None }
    }

    /// The bytes this record takes in memory and, nearly, on disk.
    pub fn length(&self) -> usize {
        HEADER_LENGTH + self.payload.as_ref().map_or(0, Vec::len)
    }
}

/// Bytes that cannot be a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordError {
    /// The header has not 88 bytes.
    HeaderLength {
        /// The bytes found.
        length: u64,
    },
    /// Another version of the format.
    UnknownVersion {
        /// The version that the bytes declare.
        version: u32,
    },
    /// The payload is over [`Record::LONGEST_PAYLOAD`].
    PayloadTooLong {
        /// The bytes found.
        length: u64,
    },
}

impl RecordError {
    /// The sentence, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (RecordError::HeaderLength { length }, Language::French) => {
                format!("l'en-tête a {length} octets au lieu de {HEADER_LENGTH}")
            }
            (RecordError::HeaderLength { length }, Language::English) => {
                format!("the header has {length} bytes instead of {HEADER_LENGTH}")
            }
            (RecordError::UnknownVersion { version }, Language::French) => format!(
                "le format est de version {version} et ce programme lit la version {FORMAT_VERSION} ; prenez un programme plus récent, ou la dernière sauvegarde si des octets ont changé"
            ),
            (RecordError::UnknownVersion { version }, Language::English) => format!(
                "the format is version {version} and this program reads version {FORMAT_VERSION}; take a newer program, or the last backup if bytes have changed"
            ),
            (RecordError::PayloadTooLong { length }, Language::French) => format!(
                "le contenu a {length} octets ; la limite est de {}",
                Record::LONGEST_PAYLOAD
            ),
            (RecordError::PayloadTooLong { length }, Language::English) => {
                format!("the payload has {length} bytes; the limit is {}", Record::LONGEST_PAYLOAD)
            }
        }
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for RecordError {}

/// Where a journal stands: how many records, and the hash of the last header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of records, which is the number of the next one.
    pub size: u64,
    /// SHA-256 of the last header; the organisation's origin digest when there is none.
    pub hash: Digest,
}

impl Head {
    /// The head of a journal without records.
    pub fn empty(organisation: &OrganisationId) -> Head {
        Head { size: 0, hash: organisation.origin_digest() }
    }

    /// The head after this record.
    pub fn after(record: &Record) -> Head {
        Head { size: record.number() + 1, hash: record.hash() }
    }
}
