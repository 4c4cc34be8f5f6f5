//! Why a store did not do what was asked.

use std::fmt;

use caisse_units::Language;

use crate::{ChainError, Head, OrganisationId, SealedWrite};

/// Why a store did not do what was asked. Nothing was written, unless the variant says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// The journal has moved since the decision was taken: load it and decide again.
    HeadMoved {
        /// Whose journal.
        organisation: OrganisationId,
        /// The head that was expected.
        expected: Head,
        /// The head that was found.
        found: Head,
    },
    /// The idempotency key was already used.
    KeyUsed {
        /// Whose journal.
        organisation: OrganisationId,
        /// The key.
        key: String,
        /// The first record of the command that used it.
        first: u64,
    },
    /// The records do not follow each other, or stored records do not.
    Chain {
        /// Whose journal.
        organisation: OrganisationId,
        /// Where and why.
        error: ChainError,
    },
    /// A sealed blob, its kind or its key is out of bounds.
    SealedLimit {
        /// The kind.
        kind: String,
        /// The key.
        key: String,
        /// The bytes of the blob.
        length: u64,
    },
    /// There is no record of this number.
    RecordUnknown {
        /// Whose journal.
        organisation: OrganisationId,
        /// The number.
        number: u64,
    },
    /// A restoration into an organisation that has something.
    NotEmpty {
        /// Whose journal.
        organisation: OrganisationId,
    },
    /// The feed of a restoration stopped.
    Stopped,
    /// Another program writes here.
    Busy {
        /// The place: a path.
        place: String,
    },
    /// The store was opened for reading only.
    ReadOnly {
        /// The place.
        place: String,
    },
    /// The place holds something that is not a store of journals.
    Foreign {
        /// The place.
        place: String,
        /// What was found.
        detail: String,
    },
    /// The place holds a store of another version.
    OtherVersion {
        /// The place.
        place: String,
        /// Its version.
        found: i64,
        /// The version that this program knows.
        known: i64,
    },
    /// No space is left.
    Full {
        /// The place.
        place: String,
    },
    /// What was read cannot have been written by us.
    Damaged {
        /// The place.
        place: String,
        /// What was found.
        detail: String,
    },
    /// Any other failure of the disk or of the operating system. The commit may or may not have
    /// happened: read the head again.
    Failed {
        /// The place.
        place: String,
        /// The words of the system.
        detail: String,
    },
}

impl StoreError {
    pub(crate) fn chain(organisation: &OrganisationId, error: ChainError) -> StoreError {
        StoreError::Chain { organisation: organisation.clone(), error }
    }

    /// True when trying again later, unchanged, can succeed.
    pub fn is_passing(&self) -> bool {
        matches!(self, StoreError::Busy { .. } | StoreError::Full { .. })
    }

    /// The sentence, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        match self {
            StoreError::HeadMoved { organisation, expected, found } => format!(
                "le journal de {organisation} a avancé : {} enregistrements étaient attendus, il y en a {} ; rien n'est enregistré, la demande est à reprendre sur l'état présent",
                expected.size, found.size
            ),
            StoreError::KeyUsed { organisation, key, first } => format!(
                "la clé « {key} » a déjà servi dans le journal de {organisation}, à l'enregistrement n° {first} ; rien n'est enregistré une seconde fois"
            ),
            StoreError::Chain { organisation, error } => {
                format!("journal de {organisation} : {}", error.sentence(Language::French))
            }
            StoreError::SealedLimit { kind, key, length } => format!(
                "le dépôt scellé « {kind} / {key} » de {length} octets sort des limites : genre de 1 à {} octets, clé de 1 à {}, contenu jusqu'à {}",
                SealedWrite::LONGEST_KIND,
                SealedWrite::LONGEST_KEY,
                SealedWrite::LONGEST
            ),
            StoreError::RecordUnknown { organisation, number } => {
                format!("le journal de {organisation} n'a pas d'enregistrement n° {number}")
            }
            StoreError::NotEmpty { organisation } => format!(
                "{organisation} a déjà un journal ici ; importez l'archive dans un dossier neuf"
            ),
            StoreError::Stopped => {
                "la reprise s'est arrêtée sur une erreur ; rien n'en est gardé".to_owned()
            }
            StoreError::Busy { place } => format!(
                "un autre programme écrit dans {place} ; fermez-le, ou attendez qu'il ait fini"
            ),
            StoreError::ReadOnly { place } => {
                format!("{place} est ouvert en lecture seule ; rien n'y est écrit")
            }
            StoreError::Foreign { place, detail } => format!(
                "{place} n'est pas un journal de caisse ({detail}) ; il n'a pas été touché, vérifiez le chemin"
            ),
            StoreError::OtherVersion { place, found, known } => format!(
                "{place} est de version {found} et ce programme connaît la version {known} ; il n'a pas été touché, prenez un programme plus récent"
            ),
            StoreError::Full { place } => format!(
                "il n'y a plus de place pour {place} ; rien n'est enregistré, libérez de l'espace et recommencez"
            ),
            StoreError::Damaged { place, detail } => format!(
                "{place} est abîmé ({detail}) ; plus rien n'y est écrit, reprenez la dernière sauvegarde"
            ),
            StoreError::Failed { place, detail } => format!(
                "{place} : le système a répondu « {detail} » ; vérifiez le disque avant de recommencer"
            ),
        }
    }

    fn english(&self) -> String {
        match self {
            StoreError::HeadMoved { organisation, expected, found } => format!(
                "the journal of {organisation} has moved: {} records were expected, there are {}; nothing is recorded, the request is to be taken again from the present state",
                expected.size, found.size
            ),
            StoreError::KeyUsed { organisation, key, first } => format!(
                "the key “{key}” was already used in the journal of {organisation}, at record {first}; nothing is recorded a second time"
            ),
            StoreError::Chain { organisation, error } => {
                format!("journal of {organisation}: {}", error.sentence(Language::English))
            }
            StoreError::SealedLimit { kind, key, length } => format!(
                "the sealed blob “{kind} / {key}” of {length} bytes is out of bounds: kind of 1 to {} bytes, key of 1 to {}, content up to {}",
                SealedWrite::LONGEST_KIND,
                SealedWrite::LONGEST_KEY,
                SealedWrite::LONGEST
            ),
            StoreError::RecordUnknown { organisation, number } => {
                format!("the journal of {organisation} has no record {number}")
            }
            StoreError::NotEmpty { organisation } => format!(
                "{organisation} already has a journal here; import the archive into a new folder"
            ),
            StoreError::Stopped => "the import stopped at an error; nothing of it is kept".into(),
            StoreError::Busy { place } => {
                format!(
                    "another program writes to {place}; close it, or wait until it has finished"
                )
            }
            StoreError::ReadOnly { place } => {
                format!("{place} is open for reading only; nothing is written to it")
            }
            StoreError::Foreign { place, detail } => format!(
                "{place} is not a journal of ours ({detail}); it was not touched, check the path"
            ),
            StoreError::OtherVersion { place, found, known } => format!(
                "{place} is version {found} and this program knows version {known}; it was not touched, take a newer program"
            ),
            StoreError::Full { place } => format!(
                "no space is left for {place}; nothing is recorded, free some space and try again"
            ),
            StoreError::Damaged { place, detail } => format!(
                "{place} is damaged ({detail}); nothing more is written to it, go back to the last backup"
            ),
            StoreError::Failed { place, detail } => format!(
                "{place}: the system answered “{detail}”; check the disk before trying again"
            ),
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for StoreError {}
