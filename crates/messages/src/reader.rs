//! Following somebody else's feed.

use caisse_journal::{Digest, NoteKey, OrganisationId, Signed};

use crate::{Evidence, Fault, Heading, Message};

/// Follows the feed of one organisation. It remembers the digest of each heading that it took, 32
/// bytes a message, so that a message said again in other words is found out however old it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    from: OrganisationId,
    key: NoteKey,
    start: Digest,
    known: Vec<Digest>,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// The next one: to be applied, once.
    Next,
    /// One that was taken before, word for word: nothing to do.
    Again,
}

impl Reader {
    /// Follows a feed from its beginning, under the key that both sides compared.
    pub fn new(from: OrganisationId, key: NoteKey) -> Reader {
        Reader::after(from, key, Vec::new())
    }

    /// Follows a feed whose first headings, with these digests, were taken already.
    pub fn after(from: OrganisationId, key: NoteKey, known: Vec<Digest>) -> Reader {
        let start = Heading::start(&from);
        Reader { from, key, start, known }
    }

    /// The number of the next message.
    pub fn next(&self) -> u64 {
        self.known.len() as u64 + 1
    }

    /// The key under which the next message must be signed.
    pub fn key(&self) -> &NoteKey {
        &self.key
    }

    /// From the next message on another key signs: the organisation said so in its feed, or an
    /// assembly decided it after a key was lost.
    pub fn turn_to(&mut self, key: NoteKey) {
        self.key = key;
    }

    /// Takes a message: one signature is checked and two digests are compared. After a fault the reader
    /// stands where it stood.
    ///
    /// # Errors
    /// A [`Fault`]; those with [`Evidence`] show, under the organisation's own signature, that it said
    /// two things: they are to be kept and shown, and nothing more is to be taken.
    pub fn take(&mut self, message: &Message) -> Result<Taken, Fault> {
        let heading = message.heading();
        if heading.from != self.from {
            let (expected, found) = (self.from.clone(), heading.from.clone());
            return Err(Fault::OtherFeed { expected, found });
        }
        let digest = heading.digest();
        if let Some(known) = self.digest_of(heading.number) {
            if known == digest {
                return Ok(Taken::Again);
            }
            self.check_signature(message)?;
            return Err(Fault::SaidOtherwise(self.evidence(message, known)));
        }
        self.check_signature(message)?;
        if heading.number != self.next() {
            return Err(Fault::Gap { expected: self.next(), found: heading.number });
        }
        let last = self.known.last().copied().unwrap_or(self.start);
        if heading.previous != last {
            return Err(Fault::PastChanged(self.evidence(message, last)));
        }
        self.known.push(digest);
        Ok(Taken::Next)
    }

    fn digest_of(&self, number: u64) -> Option<Digest> {
        self.known.get(usize::try_from(number.checked_sub(1)?).ok()?).copied()
    }

    fn check_signature(&self, message: &Message) -> Result<(), Fault> {
        let number = message.heading().number;
        match message.note().signed_by(&self.key) {
            Signed::Valid => Ok(()),
            Signed::Forged => Err(Fault::Forged { number }),
            Signed::Absent => Err(Fault::NotSigned { number, key: self.key.to_string() }),
        }
    }

    fn evidence(&self, message: &Message, known: Digest) -> Box<Evidence> {
        let number = message.heading().number;
        Box::new(Evidence { number, known, note: message.note().to_string() })
    }
}
