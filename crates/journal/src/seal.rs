//! Sealing: an event becomes a record, chained to the head.
//!
//! Absent on purpose: the clock and the source of chance. The moment and the nonce are handed in.

use std::fmt;

use caisse_units::Language;

use crate::payload;
use crate::record::HIGHEST_NUMBER;
use crate::{
    Batch, CommandMark, Digest, Head, Header, Moment, NONCE_LENGTH, PayloadError, Pseudonym, Record,
};

/// What is to be recorded.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    /// When it is recorded.
    pub time: Moment,
    /// Who acts.
    pub actor: Pseudonym,
    /// 16 bytes that nobody can guess, fresh for each record.
    pub nonce: [u8; NONCE_LENGTH],
    /// The mark, on the first record of a command.
    pub command: Option<&'a CommandMark>,
    /// The event as the domain writes it.
    pub event: &'a str,
}

/// Seals records one after the other and keeps the head they lead to. Nothing is stored: the records
/// go into a [`crate::Append`].
#[derive(Clone, Debug)]
pub struct Sealer {
    head: Head,
}

impl Sealer {
    /// A sealer that continues from this head.
    pub fn new(head: Head) -> Sealer {
        Sealer { head }
    }

    /// The head after the last record sealed.
    pub fn head(&self) -> Head {
        self.head
    }

    /// Seals one record. Two hashes: the payload and the header.
    ///
    /// # Errors
    /// [`SealError`]; the head has then not moved.
    pub fn seal(&mut self, draft: &Draft<'_>) -> Result<Record, SealError> {
        let number = self.head.size;
        if number > HIGHEST_NUMBER {
            return Err(SealError::JournalFull);
        }
        let payload = payload::write(&draft.nonce, draft.command, draft.event)
            .map_err(|error| SealError::Payload { number, error })?;
        let header = Header {
            number,
            time: draft.time,
            actor: draft.actor,
            payload_digest: Digest::of(&payload),
            previous: self.head.hash,
        };
        let record = Record::sealed(&header, payload);
        self.head = Head::after(&record);
        Ok(record)
    }

    /// Seals all the events of one command, the mark on the first, into one batch. `nonce` is asked
    /// once per record.
    ///
    /// # Errors
    /// [`SealError`]; the head has then not moved. A command without events is
    /// [`SealError::NoEvents`].
    pub fn seal_command(
        &mut self,
        time: Moment,
        actor: Pseudonym,
        key: &str,
        digest: Digest,
        events: &[String],
        nonce: &mut dyn FnMut() -> [u8; NONCE_LENGTH],
    ) -> Result<Batch, SealError> {
        let records = match u32::try_from(events.len()) {
            Ok(0) | Err(_) => return Err(SealError::NoEvents),
            Ok(records) => records,
        };
        let mark = CommandMark { key: key.to_owned(), digest, records };
        let mut sealer = self.clone();
        let mut sealed = Vec::with_capacity(events.len());
        for (index, event) in events.iter().enumerate() {
            let command = (index == 0).then_some(&mark);
            sealed.push(sealer.seal(&Draft { time, actor, nonce: nonce(), command, event })?);
        }
        *self = sealer;
        Ok(Batch::of_command(mark, sealed))
    }
}

/// Why a record could not be sealed. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SealError {
    /// The payload cannot be written.
    Payload {
        /// The number the record would have had.
        number: u64,
        /// Why.
        error: PayloadError,
    },
    /// A command without an event, or with more than four billion.
    NoEvents,
    /// No number is left.
    JournalFull,
}

impl SealError {
    /// The sentence, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        use Language::{English, French};
        match (self, language) {
            (SealError::Payload { number, error }, French) => format!(
                "l'enregistrement n° {number} n'a pas pu être scellé, rien n'est enregistré : {}",
                error.sentence(language)
            ),
            (SealError::Payload { number, error }, English) => format!(
                "record {number} could not be sealed, nothing is recorded: {}",
                error.sentence(language)
            ),
            (SealError::NoEvents, French) => {
                "une commande sans événement ne s'enregistre pas".to_owned()
            }
            (SealError::NoEvents, English) => "a command without events is not recorded".to_owned(),
            (SealError::JournalFull, French) => {
                "le journal n'a plus de numéro libre ; rien n'est enregistré".to_owned()
            }
            (SealError::JournalFull, English) => {
                "the journal has no number left; nothing is recorded".to_owned()
            }
        }
    }
}

impl fmt::Display for SealError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for SealError {}
