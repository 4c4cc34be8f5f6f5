//! The chain, checked record by record: numbers without a gap, each header naming the one before,
//! each payload with its digest, each command whole.
//!
//! Absent on purpose: the store the records come from, and what to do about a broken chain. Who
//! reads stops at the first fault; what stands before it is sound, what follows is not trusted.

use std::fmt;

use caisse_units::Language;

use crate::{Digest, Head, OrganisationId, Payload, PayloadError, Record, RecordError};

/// Checks records in their order.
#[derive(Clone, Debug)]
pub struct Chain {
    head: Head,
    open: Option<OpenCommand>,
}

#[derive(Clone, Copy, Debug)]
struct OpenCommand {
    first: u64,
    records: u32,
    found: u32,
}

impl Chain {
    /// The chain of an organisation, from its first record.
    pub fn new(organisation: &OrganisationId) -> Chain {
        Chain::from_head(Head::empty(organisation))
    }

    /// The chain from a head that is trusted, between two commands.
    pub fn from_head(head: Head) -> Chain {
        Chain { head, open: None }
    }

    /// The head after the last record that was accepted.
    pub fn head(&self) -> Head {
        self.head
    }

    /// Checks the next record and gives its payload, `None` when it is withheld. Two hashes.
    ///
    /// # Errors
    /// [`ChainError`] with the first fault; the chain then stays where it was.
    pub fn check<'r>(&mut self, record: &'r Record) -> Result<Option<Payload<'r>>, ChainError> {
        let expected = self.head.size;
        let fail = |fault| ChainError { number: expected, fault };
        let header = record.header();
        if header.number != expected {
            return Err(fail(ChainFault::Number { found: header.number }));
        }
        if header.previous != self.head.hash {
            return Err(fail(ChainFault::Previous {
                expected: self.head.hash,
                found: header.previous,
            }));
        }
        if let Some(bytes) = record.payload_bytes() {
            let found = Digest::of(bytes);
            if found != header.payload_digest {
                return Err(fail(ChainFault::PayloadDigest {
                    expected: header.payload_digest,
                    found,
                }));
            }
        }
        let payload = record.payload().map_err(|error| fail(ChainFault::Payload { error }))?;
        self.open = self.follow(payload.as_ref()).map_err(fail)?;
        self.head = Head::after(record);
        Ok(payload)
    }

    /// The end of the journal, or of what was given: no command may stand open.
    ///
    /// # Errors
    /// [`ChainFault::HalfCommand`].
    pub fn finish(&self) -> Result<Head, ChainError> {
        match self.open {
            Some(open) => Err(ChainError { number: self.head.size, fault: open.half() }),
            None => Ok(self.head),
        }
    }

    /// The command that stands open after a record with this payload.
    fn follow(&self, payload: Option<&Payload<'_>>) -> Result<Option<OpenCommand>, ChainFault> {
        let mark = payload.and_then(|payload| payload.command.as_ref());
        let open = match (self.open, mark) {
            (Some(open), Some(_)) => return Err(open.half()),
            (Some(open), None) => OpenCommand { found: open.found + 1, ..open },
            (None, Some(mark)) => {
                OpenCommand { first: self.head.size, records: mark.records, found: 1 }
            }
            (None, None) => return Ok(None),
        };
        Ok((open.found < open.records).then_some(open))
    }
}

impl OpenCommand {
    fn half(self) -> ChainFault {
        ChainFault::HalfCommand { first: self.first, records: self.records, found: self.found }
    }
}

/// A fault of the chain, with the number that the faulty record has or should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainError {
    /// The number of the record where the chain breaks; the records before it are sound.
    pub number: u64,
    /// What is wrong.
    pub fault: ChainFault,
}

/// What can be wrong with a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChainFault {
    /// The bytes are not a record.
    Record {
        /// Why.
        error: RecordError,
    },
    /// Another number stands where this record should be.
    Number {
        /// The number found.
        found: u64,
    },
    /// The header does not name the header before it.
    Previous {
        /// The hash of the header before.
        expected: Digest,
        /// The hash that the header names.
        found: Digest,
    },
    /// The payload is not the one that the header announces.
    PayloadDigest {
        /// The digest in the header.
        expected: Digest,
        /// The digest of the payload found.
        found: Digest,
    },
    /// The payload is not framed as a payload.
    Payload {
        /// Why.
        error: PayloadError,
    },
    /// A command announced more records than it has.
    HalfCommand {
        /// The number of its first record.
        first: u64,
        /// The records it announced.
        records: u32,
        /// The records found.
        found: u32,
    },
    /// The journal ends before the head that the store announces.
    EndMissing {
        /// The size announced.
        announced: u64,
    },
    /// The last header is not the one that the store announces.
    OtherHead {
        /// The hash announced.
        announced: Digest,
        /// The hash of the last header read.
        found: Digest,
    },
}

impl ChainError {
    /// The sentence, with the place.
    pub fn sentence(&self, language: Language) -> String {
        let number = self.number;
        match language {
            Language::French => format!(
                "à l'enregistrement n° {number} du journal, {} ; les enregistrements qui précèdent sont intacts, reprenez la dernière sauvegarde",
                self.fault.french()
            ),
            Language::English => format!(
                "at record {number} of the journal, {}; the records before it are sound, go back to the last backup",
                self.fault.english()
            ),
        }
    }
}

impl ChainFault {
    fn french(&self) -> String {
        match self {
            ChainFault::Record { error } => error.sentence(Language::French),
            ChainFault::Number { found } => {
                format!(
                    "on trouve le numéro {found} : un enregistrement manque, ou l'ordre a changé"
                )
            }
            ChainFault::Previous { expected, found } => format!(
                "l'en-tête désigne comme précédent {found}, alors que le précédent est {expected} : l'un des deux a été changé"
            ),
            ChainFault::PayloadDigest { expected, found } => format!(
                "le contenu a été changé : son empreinte est {found} et l'en-tête annonce {expected}"
            ),
            ChainFault::Payload { error } => error.sentence(Language::French),
            ChainFault::HalfCommand { first, records, found } => format!(
                "la commande commencée à l'enregistrement n° {first} annonce {records} enregistrements et n'en a que {found}"
            ),
            ChainFault::EndMissing { announced } => {
                format!("le journal s'arrête, alors qu'il annonce {announced} enregistrements")
            }
            ChainFault::OtherHead { announced, found } => format!(
                "le dernier en-tête a l'empreinte {found}, alors que le journal annonce {announced}"
            ),
        }
    }

    fn english(&self) -> String {
        match self {
            ChainFault::Record { error } => error.sentence(Language::English),
            ChainFault::Number { found } => {
                format!("number {found} is found: a record is missing, or the order was changed")
            }
            ChainFault::Previous { expected, found } => format!(
                "the header names {found} as the one before, whereas that one is {expected}: one of the two was changed"
            ),
            ChainFault::PayloadDigest { expected, found } => format!(
                "the payload was changed: its digest is {found} and the header announces {expected}"
            ),
            ChainFault::Payload { error } => error.sentence(Language::English),
            ChainFault::HalfCommand { first, records, found } => format!(
                "the command that starts at record {first} announces {records} records and has only {found}"
            ),
            ChainFault::EndMissing { announced } => {
                format!("the journal ends, whereas it announces {announced} records")
            }
            ChainFault::OtherHead { announced, found } => format!(
                "the last header has the hash {found}, whereas the journal announces {announced}"
            ),
        }
    }
}

impl fmt::Display for ChainError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for ChainError {}
