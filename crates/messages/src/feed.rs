//! The feed of one's own organisation, written message after message.

use caisse_journal::{Digest, NoteSigner, OrganisationId, SignedNote};

use crate::{Content, Heading, LONGEST_BODY, Message, MessageError};

/// Where the feed of an organisation stands: enough to write the next message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    from: OrganisationId,
    next: u64,
    previous: Digest,
}

impl Feed {
    /// The feed of an organisation that has not said anything yet.
    pub fn new(from: OrganisationId) -> Feed {
        let previous = Heading::start(&from);
        Feed { from, next: 1, previous }
    }

    /// The feed whose last message this is.
    pub fn after(last: &Message) -> Feed {
        let heading = last.heading();
        Feed { from: heading.from.clone(), next: heading.number + 1, previous: heading.digest() }
    }

    /// Whose feed it is.
    pub fn from(&self) -> &OrganisationId {
        &self.from
    }

    /// The number of the next message.
    pub fn next(&self) -> u64 {
        self.next
    }

    /// Numbers, chains and signs a message. The signer's name is that of the organisation.
    ///
    /// # Errors
    /// [`MessageError::BodyTooLong`]; the feed has not moved.
    pub fn write(
        &mut self,
        signer: &NoteSigner,
        second: u64,
        content: Content,
    ) -> Result<Message, MessageError> {
        let Content { to, kind, body } = content;
        if body.len() > LONGEST_BODY {
            return Err(MessageError::BodyTooLong { length: body.len() as u64 });
        }
        let heading = Heading {
            from: self.from.clone(),
            number: self.next,
            previous: self.previous,
            second,
            to,
            kind,
            body: Digest::of(body.as_bytes()),
        };
        let mut note = SignedNote::new(heading.to_string()).map_err(MessageError::Note)?;
        note.sign(signer);
        let message = Message::new(note, body)?;
        *self = Feed::after(&message);
        Ok(message)
    }
}
