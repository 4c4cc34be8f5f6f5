//! What can be wrong with a message, and with a feed.

use std::fmt;

use caisse_journal::{Digest, NoteError, OrganisationId};
use caisse_units::Language;

use crate::message::{Kind, LONGEST_BODY};
use crate::page::{LONGEST_PAGE, MOST_MESSAGES};

/// Why bytes are not a message or a page of messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageError {
    /// A line of the heading is not what it must be.
    Heading {
        /// Its number, from 1 to 9.
        line: usize,
    },
    /// The heading is not a signed note.
    Note(NoteError),
    /// A word that does not name a kind of message.
    Kind {
        /// What was read, cut to 40 characters.
        text: String,
    },
    /// Over [`LONGEST_BODY`].
    BodyTooLong {
        /// The bytes.
        length: u64,
    },
    /// The body is not the one that the heading names.
    OtherBody {
        /// The number of the message.
        number: u64,
    },
    /// A line of a page is not a message.
    Line {
        /// Its number, from 1.
        line: usize,
    },
    /// Over [`LONGEST_PAGE`].
    PageTooLong {
        /// The bytes.
        length: u64,
    },
    /// Over [`MOST_MESSAGES`].
    TooMany,
}

impl MessageError {
    /// The sentence, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        let (french, english) = match self {
            MessageError::Heading { line } => (
                format!(
                    "la ligne {line} de l'en-tête du message n'est pas de la forme attendue ; l'organisation qui l'a écrit doit le publier à nouveau"
                ),
                format!(
                    "line {line} of the message's heading is not of the expected form; the organisation that wrote it has to publish it again"
                ),
            ),
            MessageError::Note(error) => {
                (error.sentence(Language::French), error.sentence(Language::English))
            }
            MessageError::Kind { text } => (
                format!(
                    "« {text} » ne nomme pas une sorte de message : de 1 à {} lettres minuscules ou tirets",
                    Kind::LONGEST
                ),
                format!(
                    "“{text}” does not name a kind of message: 1 to {} lower case letters or dashes",
                    Kind::LONGEST
                ),
            ),
            MessageError::BodyTooLong { length } => (
                format!("le corps du message a {length} octets ; la limite est de {LONGEST_BODY}"),
                format!("the body of the message has {length} bytes; the limit is {LONGEST_BODY}"),
            ),
            MessageError::OtherBody { number } => (
                format!(
                    "le corps du message {number} n'est pas celui que son en-tête signé désigne : il a été changé en chemin ; demandez-le à nouveau"
                ),
                format!(
                    "the body of message {number} is not the one that its signed heading names: it was changed on its way; ask for it again"
                ),
            ),
            MessageError::Line { line } => (
                format!("la ligne {line} de la page n'est pas un message"),
                format!("line {line} of the page is not a message"),
            ),
            MessageError::PageTooLong { length } => (
                format!("la page a {length} octets ; la limite est de {LONGEST_PAGE}"),
                format!("the page has {length} bytes; the limit is {LONGEST_PAGE}"),
            ),
            MessageError::TooMany => (
                format!("la page a plus de {MOST_MESSAGES} messages"),
                format!("the page has more than {MOST_MESSAGES} messages"),
            ),
        };
        language.choose(&french, &english).to_owned()
    }
}

impl fmt::Display for MessageError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for MessageError {}

/// A message by which an organisation contradicts what it had said, under its own signature. Anyone
/// who has the key and the heading taken before can check it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The number of the message.
    pub number: u64,
    /// The digest of the heading that was taken before.
    pub known: Digest,
    /// The signed heading that contradicts it.
    pub note: String,
}

/// Why a message is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The message of another organisation.
    OtherFeed {
        /// Whose feed is followed.
        expected: OrganisationId,
        /// Whose message it is.
        found: OrganisationId,
    },
    /// No signature under the known key.
    NotSigned {
        /// The message.
        number: u64,
        /// The key, as it is written.
        key: String,
    },
    /// A signature that claims to be of the known key and is not.
    Forged {
        /// The message.
        number: u64,
    },
    /// Messages are missing before this one.
    Gap {
        /// The number that comes next.
        expected: u64,
        /// The number found.
        found: u64,
    },
    /// A number that was taken already, with other words.
    SaidOtherwise(Box<Evidence>),
    /// The next number, after a past that is not the one that was taken.
    PastChanged(Box<Evidence>),
}

impl Fault {
    /// What is to be kept and shown, when the organisation contradicts itself.
    pub fn evidence(&self) -> Option<&Evidence> {
        match self {
            Fault::SaidOtherwise(evidence) | Fault::PastChanged(evidence) => Some(evidence),
            _ => None,
        }
    }

    /// The sentence, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        let (french, english) = match self {
            Fault::OtherFeed { expected, found } => (
                format!(
                    "ce message est de « {found} » et non de « {expected} » ; vérifiez l'adresse"
                ),
                format!(
                    "this message is from “{found}” and not from “{expected}”; check the address"
                ),
            ),
            Fault::NotSigned { number, key } => (
                format!(
                    "le message {number} n'est pas signé par la clé connue ({key}) ; si l'organisation a changé de clé sans l'annoncer, comparez la nouvelle avec elle et décidez de la reconnaître"
                ),
                format!(
                    "message {number} is not signed by the known key ({key}); if the organisation changed its key without announcing it, compare the new one with it and decide to accept it"
                ),
            ),
            Fault::Forged { number } => (
                format!("la signature du message {number} est fausse : rien n'en a été pris"),
                format!("the signature of message {number} is false: nothing was taken from it"),
            ),
            Fault::Gap { expected, found } => (
                format!(
                    "le message {found} est arrivé alors que le {expected} manque ; demandez le fil à partir de {expected}"
                ),
                format!(
                    "message {found} came while {expected} is missing; ask for the feed from {expected}"
                ),
            ),
            Fault::SaidOtherwise(evidence) => (
                format!(
                    "le message {} avait d'autres mots quand il a été pris : l'organisation a signé deux versions ; la preuve est gardée",
                    evidence.number
                ),
                format!(
                    "message {} had other words when it was taken: the organisation signed two versions; the evidence is kept",
                    evidence.number
                ),
            ),
            Fault::PastChanged(evidence) => (
                format!(
                    "le message {} suit un passé qui n'est pas celui qui a été lu : l'organisation a réécrit son fil ; la preuve est gardée",
                    evidence.number
                ),
                format!(
                    "message {} follows a past that is not the one that was read: the organisation rewrote its feed; the evidence is kept",
                    evidence.number
                ),
            ),
        };
        language.choose(&french, &english).to_owned()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for Fault {}
