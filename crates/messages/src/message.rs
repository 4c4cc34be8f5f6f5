//! One message: a heading that is signed, and a body whose digest the heading holds.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use caisse_journal::{Digest, OrganisationId, SignedNote};
use serde::{Deserialize, Serialize};

use crate::MessageError;

/// The longest body in bytes: a common rule with its tables fits many times.
pub const LONGEST_BODY: usize = 1024 * 1024;

/// The first line of every heading.
const FIRST_LINE: &str = "caisse message 1";

/// What sort of message it is: 1 to 32 characters among `a-z` and `-`. The domain gives them meaning;
/// a reader keeps those it does not know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Kind(Arc<str>);

impl Kind {
    /// The longest word, in bytes.
    pub const LONGEST: usize = 32;

    /// Checks and takes a word.
    ///
    /// # Errors
    /// [`MessageError::Kind`] when it is empty, too long, or has another character.
    pub fn new(word: &str) -> Result<Kind, MessageError> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
        if word.is_empty() || word.len() > Self::LONGEST || !word.bytes().all(allowed) {
            return Err(MessageError::Kind { text: word.chars().take(40).collect() });
        }
        Ok(Kind(Arc::from(word)))
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Kind {
    type Error = MessageError;

    fn try_from(word: String) -> Result<Kind, MessageError> {
        Kind::new(&word)
    }
}

impl From<Kind> for String {
    fn from(kind: Kind) -> String {
        kind.as_str().to_owned()
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

/// Whom a message is for. Everyone can read every feed: this says who has to act on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum To {
    /// All who follow the feed.
    All,
    /// One organisation.
    One(OrganisationId),
}

/// `*`, or the identifier.
impl fmt::Display for To {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            To::All => formatter.write_str("*"),
            To::One(organisation) => organisation.fmt(formatter),
        }
    }
}

impl FromStr for To {
    type Err = MessageError;

    fn from_str(text: &str) -> Result<To, MessageError> {
        match text {
            "*" => Ok(To::All),
            one => Ok(To::One(
                OrganisationId::new(one).map_err(|_| MessageError::Heading { line: 6 })?,
            )),
        }
    }
}

/// What is to be said, before it is numbered and signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// For whom.
    pub to: To,
    /// What sort of message.
    pub kind: Kind,
    /// The body: text, at most [`LONGEST_BODY`] bytes, JSON as the domain wrote it.
    pub body: String,
}

/// The heading of a message: the text that is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Who speaks.
    pub from: OrganisationId,
    /// Its place in the feed, from 1, without a gap.
    pub number: u64,
    /// The digest of the heading before, or [`Heading::start`] of the feed.
    pub previous: Digest,
    /// When it was signed, in seconds since 1970. It may go backwards; the order is that of the numbers.
    pub second: u64,
    /// For whom.
    pub to: To,
    /// What sort of message.
    pub kind: Kind,
    /// The digest of the body's bytes.
    pub body: Digest,
}

impl Heading {
    /// What the first message of a feed names as the heading before it.
    pub fn start(from: &OrganisationId) -> Digest {
        Digest::of_parts(&[b"caisse feed 1\n", from.as_str().as_bytes(), b"\n"])
    }

    /// The digest that the next heading names.
    pub fn digest(&self) -> Digest {
        Digest::of(self.to_string().as_bytes())
    }

    /// Reads the text of a note.
    ///
    /// # Errors
    /// [`MessageError::Heading`] names the line.
    pub fn parse(text: &str) -> Result<Heading, MessageError> {
        let at = |line: usize| MessageError::Heading { line };
        let body = text.strip_suffix('\n').ok_or(at(8))?;
        let mut lines = body.split('\n');
        let mut next = |line: usize| lines.next().ok_or(at(line));
        if next(1)? != FIRST_LINE {
            return Err(at(1));
        }
        let from = OrganisationId::new(next(2)?).map_err(|_| at(2))?;
        let number = number(next(3)?).filter(|number| *number > 0).ok_or(at(3))?;
        let previous = digest(next(4)?).ok_or(at(4))?;
        let second = self::number(next(5)?).ok_or(at(5))?;
        let to = next(6)?.parse()?;
        let kind = Kind::new(next(7)?).map_err(|_| at(7))?;
        let body = digest(next(8)?).ok_or(at(8))?;
        if next(9).is_ok() {
            return Err(at(9));
        }
        Ok(Heading { from, number, previous, second, to, kind, body })
    }
}

/// The text that is signed: eight lines.
impl fmt::Display for Heading {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{FIRST_LINE}\n{}\n{}", self.from, self.number)?;
        writeln!(formatter, "{}\n{}", STANDARD.encode(self.previous.as_bytes()), self.second)?;
        writeln!(formatter, "{}\n{}", self.to, self.kind)?;
        writeln!(formatter, "{}", STANDARD.encode(self.body.as_bytes()))
    }
}

/// A number as it must be written: decimal, without leading zeros.
fn number(text: &str) -> Option<u64> {
    text.parse::<u64>().ok().filter(|number| number.to_string() == text)
}

fn digest(text: &str) -> Option<Digest> {
    let bytes = STANDARD.decode(text).ok()?;
    bytes.try_into().ok().map(Digest::from_bytes)
}

/// A message as it was read or written: the signed heading and the body, which agree. Whether the
/// signature is right only a [`Reader`](crate::Reader) can say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    heading: Heading,
    note: SignedNote,
    body: String,
}

impl Message {
    /// Puts a note and a body together.
    ///
    /// # Errors
    /// [`MessageError`] when the note is no heading, or the body is not the one it names.
    pub fn new(note: SignedNote, body: String) -> Result<Message, MessageError> {
        if body.len() > LONGEST_BODY {
            return Err(MessageError::BodyTooLong { length: body.len() as u64 });
        }
        let heading = Heading::parse(note.text())?;
        if heading.body != Digest::of(body.as_bytes()) {
            return Err(MessageError::OtherBody { number: heading.number });
        }
        Ok(Message { heading, note, body })
    }

    /// The heading.
    pub fn heading(&self) -> &Heading {
        &self.heading
    }

    /// The heading with its signatures.
    pub fn note(&self) -> &SignedNote {
        &self.note
    }

    /// The body.
    pub fn body(&self) -> &str {
        &self.body
    }
}
