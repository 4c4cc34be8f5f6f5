//! The frame of a payload: a nonce, the mark of the command on its first record, and the event.
//!
//! The nonce makes the digest of a short or guessable event useless to someone who sees only the
//! header. The mark carries the idempotency key, a digest of the command, and how many records the
//! command wrote, so that the journal alone can tell a command asked twice and a command cut short.
//!
//! Absent on purpose: what the event says. Here it is a text.

use std::fmt;

use caisse_units::Language;

use crate::{Digest, Record};

/// The length of a nonce in bytes.
pub const NONCE_LENGTH: usize = 16;
/// The longest idempotency key, in bytes.
pub const LONGEST_KEY: usize = 128;

const WITHOUT_COMMAND: u8 = 0;
const WITH_COMMAND: u8 = 1;

/// What the first record of a command says about the command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandMark {
    /// The idempotency key given by who asked: 1 to 128 bytes of text.
    pub key: String,
    /// A digest of the command, to tell the same command asked again from another one under the same
    /// key.
    pub digest: Digest,
    /// How many records the command wrote, this one included; at least 1.
    pub records: u32,
}

/// The same mark as it stands in the stored bytes, borrowed: every record of a replay has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredMark<'a> {
    /// The idempotency key.
    pub key: &'a str,
    /// The digest of the command.
    pub digest: Digest,
    /// How many records the command wrote.
    pub records: u32,
}

impl StoredMark<'_> {
    /// The mark with a key of its own.
    pub fn to_mark(&self) -> CommandMark {
        CommandMark { key: self.key.to_owned(), digest: self.digest, records: self.records }
    }
}

/// A payload taken apart, borrowing the stored bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload<'a> {
    /// The nonce.
    pub nonce: [u8; NONCE_LENGTH],
    /// The mark, on the first record of a command.
    pub command: Option<StoredMark<'a>>,
    /// The event, as the domain wrote it.
    pub event: &'a str,
}

impl<'a> Payload<'a> {
    /// Takes the stored bytes apart. Every byte must belong to a field.
    ///
    /// # Errors
    /// [`PayloadError`] names the field and its place.
    pub fn read(bytes: &'a [u8]) -> Result<Payload<'a>, PayloadError> {
        let mut cursor = Cursor { bytes, at: 0 };
        let nonce = cursor.array::<NONCE_LENGTH>(Field::Nonce)?;
        let command = match cursor.array::<1>(Field::Kind)?[0] {
            WITHOUT_COMMAND => None,
            WITH_COMMAND => Some(read_mark(&mut cursor)?),
            kind => return Err(PayloadError::UnknownKind { kind }),
        };
        let length = u32::from_be_bytes(cursor.array(Field::Event)?) as usize;
        let event = cursor.text(length, Field::Event)?;
        if cursor.at != bytes.len() {
            return Err(PayloadError::BytesLeft { at: cursor.at as u64 });
        }
        Ok(Payload { nonce, command, event })
    }
}

fn read_mark<'a>(cursor: &mut Cursor<'a>) -> Result<StoredMark<'a>, PayloadError> {
    let records = u32::from_be_bytes(cursor.array(Field::Count)?);
    let digest = Digest::from_bytes(cursor.array(Field::CommandDigest)?);
    let length = u16::from_be_bytes(cursor.array(Field::Key)?) as usize;
    let key = cursor.text(length, Field::Key)?;
    check_mark(key, records)?;
    Ok(StoredMark { key, digest, records })
}

pub(crate) fn check_mark(key: &str, records: u32) -> Result<(), PayloadError> {
    if key.is_empty() || key.len() > LONGEST_KEY {
        return Err(PayloadError::KeyLength { length: key.len() as u64 });
    }
    if records == 0 {
        return Err(PayloadError::NoRecords);
    }
    Ok(())
}

/// The bytes of a new payload.
pub(crate) fn write(
    nonce: &[u8; NONCE_LENGTH],
    command: Option<&CommandMark>,
    event: &str,
) -> Result<Vec<u8>, PayloadError> {
    let mark = command.map_or(0, |mark| 4 + Digest::LENGTH + 2 + mark.key.len());
    let length = NONCE_LENGTH + 1 + mark + 4 + event.len();
    if length > Record::LONGEST_PAYLOAD {
        return Err(PayloadError::TooLong { length: length as u64 });
    }
    let mut bytes = Vec::with_capacity(length);
    bytes.extend_from_slice(nonce);
    match command {
        None => bytes.push(WITHOUT_COMMAND),
        Some(mark) => {
            check_mark(&mark.key, mark.records)?;
            bytes.push(WITH_COMMAND);
            bytes.extend_from_slice(&mark.records.to_be_bytes());
            bytes.extend_from_slice(mark.digest.as_bytes());
            bytes.extend_from_slice(&(mark.key.len() as u16).to_be_bytes());
            bytes.extend_from_slice(mark.key.as_bytes());
        }
    }
    bytes.extend_from_slice(&(event.len() as u32).to_be_bytes());
    bytes.extend_from_slice(event.as_bytes());
    Ok(bytes)
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, length: usize, field: Field) -> Result<&'a [u8], PayloadError> {
        let rest = &self.bytes[self.at..];
        let found = rest.get(..length).ok_or(PayloadError::CutShort {
            field,
            at: self.at as u64,
            missing: length.saturating_sub(rest.len()) as u64,
        })?;
        self.at += length;
        Ok(found)
    }

    fn array<const LENGTH: usize>(&mut self, field: Field) -> Result<[u8; LENGTH], PayloadError> {
        Ok(self.take(LENGTH, field)?.try_into().expect("as many bytes were taken"))
    }

    fn text(&mut self, length: usize, field: Field) -> Result<&'a str, PayloadError> {
        let at = self.at as u64;
        std::str::from_utf8(self.take(length, field)?)
            .map_err(|_| PayloadError::NotText { field, at })
    }
}

/// A field of a payload, to name it in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The 16 random bytes.
    Nonce,
    /// The byte that says whether a mark follows.
    Kind,
    /// How many records the command wrote.
    Count,
    /// The digest of the command.
    CommandDigest,
    /// The idempotency key.
    Key,
    /// The event.
    Event,
}

impl Field {
    fn name(self, language: Language) -> &'static str {
        match self {
            Field::Nonce => language.choose("l'aléa", "the nonce"),
            Field::Kind => language.choose("le genre", "the kind"),
            Field::Count => language.choose("le nombre d'enregistrements", "the number of records"),
            Field::CommandDigest => {
                language.choose("l'empreinte de la commande", "the digest of the command")
            }
            Field::Key => language.choose("la clé d'idempotence", "the idempotency key"),
            Field::Event => language.choose("l'événement", "the event"),
        }
    }
}

/// Why bytes are not a payload, or why a payload cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PayloadError {
    /// The bytes end inside a field.
    CutShort {
        /// The field.
        field: Field,
        /// Where it starts.
        at: u64,
        /// How many bytes are missing.
        missing: u64,
    },
    /// A text that is not UTF-8.
    NotText {
        /// The field.
        field: Field,
        /// Where it starts.
        at: u64,
    },
    /// The byte after the nonce is neither 0 nor 1.
    UnknownKind {
        /// The byte found.
        kind: u8,
    },
    /// Bytes follow the event.
    BytesLeft {
        /// Where they start.
        at: u64,
    },
    /// The idempotency key has not 1 to 128 bytes.
    KeyLength {
        /// Its bytes.
        length: u64,
    },
    /// A command that says it wrote no record.
    NoRecords,
    /// The payload would be over [`Record::LONGEST_PAYLOAD`].
    TooLong {
        /// Its bytes.
        length: u64,
    },
}

impl PayloadError {
    /// The sentence, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        use Language::{English, French};
        match (self, language) {
            (PayloadError::CutShort { field, at, missing }, French) => format!(
                "le contenu s'arrête dans {} (octet {at}) : il manque {missing} octets",
                field.name(language)
            ),
            (PayloadError::CutShort { field, at, missing }, English) => format!(
                "the payload ends inside {} (byte {at}): {missing} bytes are missing",
                field.name(language)
            ),
            (PayloadError::NotText { field, at }, French) => {
                format!("{} (octet {at}) n'est pas un texte UTF-8", field.name(language))
            }
            (PayloadError::NotText { field, at }, English) => {
                format!("{} (byte {at}) is not UTF-8 text", field.name(language))
            }
            (PayloadError::UnknownKind { kind }, French) => {
                format!("le genre de contenu {kind} est inconnu ; 0 et 1 sont connus")
            }
            (PayloadError::UnknownKind { kind }, English) => {
                format!("payload kind {kind} is unknown; 0 and 1 are known")
            }
            (PayloadError::BytesLeft { at }, French) => {
                format!("des octets suivent l'événement, à partir de l'octet {at}")
            }
            (PayloadError::BytesLeft { at }, English) => {
                format!("bytes follow the event, from byte {at}")
            }
            (PayloadError::KeyLength { length }, French) => {
                format!("la clé d'idempotence a {length} octets ; il en faut de 1 à {LONGEST_KEY}")
            }
            (PayloadError::KeyLength { length }, English) => {
                format!("the idempotency key has {length} bytes; it must have 1 to {LONGEST_KEY}")
            }
            (PayloadError::NoRecords, French) => {
                "la commande dit n'avoir rien écrit ; il faut au moins un enregistrement".to_owned()
            }
            (PayloadError::NoRecords, English) => {
                "the command says that it wrote no record; there must be at least one".to_owned()
            }
            (PayloadError::TooLong { length }, French) => format!(
                "le contenu aurait {length} octets et la limite est de {} ; partagez l'opération en plusieurs",
                Record::LONGEST_PAYLOAD
            ),
            (PayloadError::TooLong { length }, English) => format!(
                "the payload would have {length} bytes and the limit is {}; split the operation",
                Record::LONGEST_PAYLOAD
            ),
        }
    }
}

impl fmt::Display for PayloadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for PayloadError {}
