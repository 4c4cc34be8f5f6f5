//! What can be wrong with an archive, with its place.

use std::fmt;

use caisse_units::Language;

use super::ARCHIVE_VERSION;
use crate::{ChainError, Digest, StoreError};

/// Why an archive is refused or could not be written. Nothing of it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArchiveError {
    /// The file does not start as an archive does.
    NotAnArchive,
    /// Another version of the format.
    OtherVersion {
        /// Its version.
        version: u32,
    },
    /// The file ends before its end.
    CutShort {
        /// Where it ends, in bytes from the start.
        at: u64,
    },
    /// A frame of an unknown type.
    UnknownFrame {
        /// Where it starts.
        at: u64,
        /// Its type.
        kind: u8,
    },
    /// A frame longer than its type allows.
    FrameTooLong {
        /// Where it starts.
        at: u64,
        /// Its type.
        kind: char,
        /// Its length.
        length: u64,
        /// The longest of its type.
        limit: u64,
    },
    /// A frame that is not made as its type is.
    FrameMisshapen {
        /// Where it starts.
        at: u64,
        /// Its type.
        kind: char,
    },
    /// A frame that has no business at its place.
    FrameMisplaced {
        /// Where it starts.
        at: u64,
        /// Its type.
        kind: char,
    },
    /// The chain of records is broken.
    Chain(ChainError),
    /// The end announces another number of records.
    OtherCount {
        /// The records announced.
        announced: u64,
        /// The records found.
        found: u64,
    },
    /// The digest at the end is not that of the file, or the head is not that of the records.
    Changed {
        /// Where the end starts.
        at: u64,
        /// The digest written at the end.
        written: Digest,
        /// The digest of what was read.
        computed: Digest,
    },
    /// Bytes follow the end.
    BytesAfterEnd {
        /// Where they start.
        at: u64,
    },
    /// The system could not read or write the file.
    Disk {
        /// The words of the system.
        detail: String,
    },
    /// The store refuses.
    Store(StoreError),
}

impl ArchiveError {
    pub(crate) fn disk(error: std::io::Error) -> ArchiveError {
        ArchiveError::Disk { detail: error.to_string() }
    }

    /// The sentence, with the place and the remedy.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        let again = "rien n'en est gardé ; recopiez l'archive depuis sa source";
        match self {
            ArchiveError::NotAnArchive => {
                "ce fichier n'est pas une archive de caisse ; vérifiez son nom".to_owned()
            }
            ArchiveError::OtherVersion { version } => format!(
                "cette archive est de version {version} et ce programme lit la version {ARCHIVE_VERSION} ; prenez un programme plus récent"
            ),
            ArchiveError::CutShort { at } => {
                format!("l'archive s'arrête à l'octet {at}, avant sa fin ; {again}")
            }
            ArchiveError::UnknownFrame { at, kind } => {
                format!("à l'octet {at}, le cadre de genre {kind} est inconnu ; {again}")
            }
            ArchiveError::FrameTooLong { at, kind, length, limit } => format!(
                "à l'octet {at}, le cadre {kind} annonce {length} octets et la limite est de {limit} ; {again}"
            ),
            ArchiveError::FrameMisshapen { at, kind } => {
                format!("à l'octet {at}, le cadre {kind} est mal formé ; {again}")
            }
            ArchiveError::FrameMisplaced { at, kind } => {
                format!("à l'octet {at}, le cadre {kind} n'est pas à sa place ; {again}")
            }
            ArchiveError::Chain(error) => {
                format!("{} ; rien de l'archive n'est gardé", error.sentence(Language::French))
            }
            ArchiveError::OtherCount { announced, found } => format!(
                "l'archive annonce {announced} enregistrements et en a {found} : il en manque, ou on en a ajouté ; {again}"
            ),
            ArchiveError::Changed { written, computed, .. } => format!(
                "l'archive a été changée : son empreinte est {computed} et elle annonce {written} ; {again}"
            ),
            ArchiveError::BytesAfterEnd { at } => {
                format!("des octets suivent la fin de l'archive, à l'octet {at} ; {again}")
            }
            ArchiveError::Disk { detail } => format!(
                "l'archive n'a pas pu être lue ou écrite : le système a répondu « {detail} »"
            ),
            ArchiveError::Store(error) => error.sentence(Language::French),
        }
    }

    fn english(&self) -> String {
        let again = "nothing of it is kept; copy the archive again from where it came";
        match self {
            ArchiveError::NotAnArchive => {
                "this file is not an archive of ours; check its name".to_owned()
            }
            ArchiveError::OtherVersion { version } => format!(
                "this archive is version {version} and this program reads version {ARCHIVE_VERSION}; take a newer program"
            ),
            ArchiveError::CutShort { at } => {
                format!("the archive ends at byte {at}, before its end; {again}")
            }
            ArchiveError::UnknownFrame { at, kind } => {
                format!("at byte {at}, frame type {kind} is unknown; {again}")
            }
            ArchiveError::FrameTooLong { at, kind, length, limit } => format!(
                "at byte {at}, frame {kind} announces {length} bytes and the limit is {limit}; {again}"
            ),
            ArchiveError::FrameMisshapen { at, kind } => {
                format!("at byte {at}, frame {kind} is malformed; {again}")
            }
            ArchiveError::FrameMisplaced { at, kind } => {
                format!("at byte {at}, frame {kind} is out of place; {again}")
            }
            ArchiveError::Chain(error) => {
                format!("{}; nothing of the archive is kept", error.sentence(Language::English))
            }
            ArchiveError::OtherCount { announced, found } => format!(
                "the archive announces {announced} records and has {found}: some are missing or were added; {again}"
            ),
            ArchiveError::Changed { written, computed, .. } => format!(
                "the archive was changed: its digest is {computed} and it announces {written}; {again}"
            ),
            ArchiveError::BytesAfterEnd { at } => {
                format!("bytes follow the end of the archive, at byte {at}; {again}")
            }
            ArchiveError::Disk { detail } => {
                format!("the archive could not be read or written: the system answered “{detail}”")
            }
            ArchiveError::Store(error) => error.sentence(Language::English),
        }
    }
}

impl fmt::Display for ArchiveError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for ArchiveError {}
