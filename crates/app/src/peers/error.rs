//! What can go wrong between organisations.

use std::fmt;
use std::path::PathBuf;

use caisse_domain::identity::PeerId;
use caisse_journal::NoteError;
use caisse_messages::{Fault, MessageError};
use caisse_units::Language;

use crate::desk::DeskError;
use crate::directory::DirectoryError;
use crate::error::ExecuteError;

/// What went wrong between organisations. What was taken before it stands.
#[derive(Debug)]
pub enum PeersError {
    /// Our directory, or the one of a peer on this machine.
    Directory(DirectoryError),
    /// Our house refuses.
    Execute(ExecuteError),
    /// A file beside the journal cannot be read or written.
    Disk {
        /// Which.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// A file beside the journal is not what this program wrote.
    Unreadable {
        /// Which.
        path: PathBuf,
    },
    /// Our feed has said more than our journal knows: the journal is an older copy.
    FeedAhead {
        /// The messages of the feed.
        said: u64,
        /// Those of the journal.
        known: u64,
    },
    /// Our feed has said something else than our journal.
    FeedOther {
        /// The message.
        number: u64,
    },
    /// There is no such peer.
    Unknown {
        /// Which was asked for.
        peer: PeerId,
    },
    /// We do not know where its feed is read.
    NoAddress {
        /// Whose.
        peer: PeerId,
    },
    /// It does not answer.
    Unreachable {
        /// Where it was looked for.
        place: String,
        /// What was said.
        detail: String,
    },
    /// It answers what is no answer.
    Status {
        /// Where.
        place: String,
        /// The status of HTTP.
        status: u16,
    },
    /// Its page is no page.
    Page(MessageError),
    /// A message is not taken.
    Fault(Fault),
    /// Its feed no longer holds what it said.
    Shorter {
        /// How many messages were taken.
        taken: u64,
    },
    /// It contradicted itself, and nobody decided what follows.
    Contradicted {
        /// Who.
        peer: PeerId,
    },
    /// Its key cannot be read.
    Key(NoteError),
    /// Its witness key is not signed by the key we know it by.
    WitnessKey {
        /// Whose.
        peer: PeerId,
    },
    /// A witness has seen more of our journal than there is.
    SeenMore {
        /// How many records it saw.
        seen: u64,
        /// How many there are.
        size: u64,
    },
    /// A witness does not cosign.
    NotCosigned {
        /// The status of its answer.
        status: u16,
        /// What it said.
        said: String,
    },
}

impl PeersError {
    /// What happened, and what to do.
    pub fn sentence(&self, language: Language) -> String {
        let (french, english) = match self {
            PeersError::Directory(error) => return error.sentence(language),
            PeersError::Execute(error) => return error.sentence(language),
            PeersError::Page(error) => return error.sentence(language),
            PeersError::Fault(fault) => return fault.sentence(language),
            PeersError::Key(error) => return error.sentence(language),
            other => other.sentences(),
        };
        language.choose(&french, &english).to_owned()
    }

    fn sentences(&self) -> (String, String) {
        match self {
            PeersError::Disk { path, error } => {
                let said = format!("{} : {error}", path.display());
                (said.clone(), said)
            }
            PeersError::Unreadable { path } => {
                let path = path.display();
                (
                    format!(
                        "{path} n'est pas ce que ce programme a écrit ; mettez-le de côté : ce qu'il tient se refait"
                    ),
                    format!(
                        "{path} is not what this program wrote; put it aside: what it holds is made again"
                    ),
                )
            }
            PeersError::FeedAhead { said, known } => (
                format!(
                    "notre fil a déjà dit {said} messages et ce journal n'en connaît que {known} : c'est une copie ancienne ; reprenez la plus récente, sinon vos partenaires verront deux passés"
                ),
                format!(
                    "our feed has said {said} messages and this journal knows only {known}: it is an old copy; take the latest one, or your peers will see two pasts"
                ),
            ),
            PeersError::FeedOther { number } => (
                format!(
                    "le message {number} de notre fil n'est pas celui que dit ce journal : ce sont deux histoires différentes ; reprenez la copie d'où le fil a été publié"
                ),
                format!(
                    "message {number} of our feed is not what this journal says: these are two histories; take the copy from which the feed was published"
                ),
            ),
            PeersError::Unknown { peer } => (
                format!(
                    "{peer} n'est pas une organisation connue ; « caisse federation list » les donne"
                ),
                format!(
                    "{peer} is no organisation that is known; “caisse federation list” tells them"
                ),
            ),
            PeersError::NoAddress { peer } => (
                format!(
                    "on ne sait pas où lire le fil de {peer} ; donnez son dossier (--from) ou son adresse"
                ),
                format!(
                    "nobody knows where the feed of {peer} is read; give its directory (--from) or its address"
                ),
            ),
            PeersError::Shorter { taken } => (
                format!(
                    "ce fil ne contient plus les {taken} messages qui en ont été pris : il est remis d'une copie ancienne, ou retenu ; demandez à l'organisation"
                ),
                format!(
                    "this feed no longer holds the {taken} messages that were taken from it: it was put back from an old copy, or is held back; ask the organisation"
                ),
            ),
            PeersError::Contradicted { peer } => (
                format!(
                    "{peer} s'est contredit ; plus rien n'est pris de son fil tant qu'une assemblée n'a pas reconnu une clé"
                ),
                format!(
                    "{peer} contradicted itself; nothing more is taken from its feed until an assembly accepted a key"
                ),
            ),
            other => other.wire_sentences(),
        }
    }

    fn wire_sentences(&self) -> (String, String) {
        match self {
            PeersError::Unreachable { place, detail } => (
                format!(
                    "{place} ne répond pas ({detail}) ; rien n'est perdu, la suite sera prise à la prochaine fois"
                ),
                format!(
                    "{place} does not answer ({detail}); nothing is lost, what follows is taken next time"
                ),
            ),
            PeersError::Status { place, status } => (
                format!("{place} répond {status} ; vérifiez l'adresse avec l'organisation"),
                format!("{place} answers {status}; check the address with the organisation"),
            ),
            PeersError::WitnessKey { peer } => (
                format!(
                    "la clé de témoin de {peer} n'est pas signée par la clé que nous lui connaissons"
                ),
                format!("the witness key of {peer} is not signed by the key that we know it by"),
            ),
            PeersError::SeenMore { seen, size } => (
                format!(
                    "ce témoin a déjà vu {seen} enregistrements de notre journal, qui n'en a plus que {size} : c'est une copie ancienne"
                ),
                format!(
                    "this witness has seen {seen} records of our journal, which now has only {size}: it is an old copy"
                ),
            ),
            PeersError::NotCosigned { status, said } => (
                format!("le témoin ne cosigne pas ({status}) : {said}"),
                format!("the witness does not cosign ({status}): {said}"),
            ),
            _ => unreachable!("the others have their sentences"),
        }
    }
}

impl fmt::Display for PeersError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for PeersError {}

impl From<DirectoryError> for PeersError {
    fn from(error: DirectoryError) -> PeersError {
        PeersError::Directory(error)
    }
}

impl From<ExecuteError> for PeersError {
    fn from(error: ExecuteError) -> PeersError {
        PeersError::Execute(error)
    }
}

impl From<DeskError> for PeersError {
    fn from(error: DeskError) -> PeersError {
        match error {
            DeskError::Directory(error) => PeersError::Directory(error),
            DeskError::Execute(error) => PeersError::Execute(error),
        }
    }
}

impl From<MessageError> for PeersError {
    fn from(error: MessageError) -> PeersError {
        PeersError::Page(error)
    }
}

impl From<NoteError> for PeersError {
    fn from(error: NoteError) -> PeersError {
        PeersError::Key(error)
    }
}
