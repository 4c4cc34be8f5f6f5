//! The report of a verification, in plain words.

use caisse_units::Language;

use crate::archive::ArchiveError;
use crate::{ChainError, CheckpointError, Digest, Head, NoteError, OrganisationId, StoreError};

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Whose journal.
    pub organisation: OrganisationId,
    /// Where the sound part of the journal stands.
    pub head: Head,
    /// What was checked and holds.
    pub checked: Vec<Checked>,
    /// What was not checked, and why.
    pub not_checked: Vec<NotChecked>,
    /// What is wrong. Empty when the journal is sound as far as it was checked.
    pub findings: Vec<Finding>,
}

impl Verification {
    /// True when nothing wrong was found.
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    /// The report as sentences, one per line: what is wrong first, then what was checked, then what
    /// was not.
    pub fn sentences(&self, language: Language) -> Vec<String> {
        let mut lines = Vec::new();
        lines.extend(self.findings.iter().map(|finding| finding.sentence(language)));
        lines.extend(self.checked.iter().map(|checked| checked.sentence(language)));
        lines.extend(self.not_checked.iter().map(|not| not.sentence(language)));
        lines
    }
}

/// Something that was checked and holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checked {
    /// Numbers, previous hashes, whole commands.
    Chain {
        /// The records.
        records: u64,
    },
    /// The payloads have the digests that their headers announce.
    Payloads {
        /// The records with a payload.
        records: u64,
    },
    /// The roots of checkpoints are those of the records.
    Roots {
        /// The checkpoints compared.
        checkpoints: u64,
    },
    /// Checkpoints are signed by a key that was given.
    Signatures {
        /// The name of the key.
        name: String,
        /// The checkpoints it signed.
        checkpoints: u64,
    },
    /// The archive is whole, to its last byte.
    Archive {
        /// The sealed blobs in it.
        sealed: u64,
    },
}

impl Checked {
    /// The sentence.
    pub fn sentence(&self, language: Language) -> String {
        use Language::{English, French};
        match (self, language) {
            (Checked::Chain { records }, French) => format!(
                "vérifié : les {records} enregistrements se suivent sans manque, chacun désigne le précédent, chaque commande est entière"
            ),
            (Checked::Chain { records }, English) => format!(
                "checked: the {records} records follow each other without a gap, each names the one before, each command is whole"
            ),
            (Checked::Payloads { records }, French) => {
                format!(
                    "vérifié : le contenu de {records} enregistrements est celui que leur en-tête annonce"
                )
            }
            (Checked::Payloads { records }, English) => {
                format!(
                    "checked: the payload of {records} records is the one that their header announces"
                )
            }
            (Checked::Roots { checkpoints }, French) => format!(
                "vérifié : {checkpoints} points de contrôle portent bien sur ces enregistrements (racine de l'arbre recalculée)"
            ),
            (Checked::Roots { checkpoints }, English) => format!(
                "checked: {checkpoints} checkpoints are about these very records (root of the tree computed again)"
            ),
            (Checked::Signatures { name, checkpoints }, French) => {
                format!("vérifié : {checkpoints} points de contrôle sont signés par « {name} »")
            }
            (Checked::Signatures { name, checkpoints }, English) => {
                format!("checked: {checkpoints} checkpoints are signed by “{name}”")
            }
            (Checked::Archive { sealed }, French) => format!(
                "vérifié : l'archive est entière, jusqu'au dernier octet, avec {sealed} dépôts scellés"
            ),
            (Checked::Archive { sealed }, English) => format!(
                "checked: the archive is whole, to the last byte, with {sealed} sealed blobs"
            ),
        }
    }
}

/// Something that was not checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotChecked {
    /// Payloads withheld or erased.
    PayloadsWithheld {
        /// The records without their payload.
        records: u64,
    },
    /// What follows the first fault.
    AfterFault {
        /// The number of the first record that was not checked.
        from: u64,
    },
    /// No checkpoint: nothing outside vouches for the journal.
    NoCheckpoint,
    /// A checkpoint over records that follow the first fault.
    CheckpointAfterFault {
        /// The records it covers.
        size: u64,
    },
    /// Records that no checkpoint covers yet.
    AfterLastCheckpoint {
        /// The records.
        records: u64,
    },
    /// Checkpoints that none of the keys given has signed.
    SignaturesUnknown {
        /// The checkpoints.
        checkpoints: u64,
    },
    /// What sealed blobs contain.
    SealedContent {
        /// The blobs.
        sealed: u64,
    },
}

impl NotChecked {
    /// The sentence, with what would make the check possible.
    pub fn sentence(&self, language: Language) -> String {
        use Language::{English, French};
        match (self, language) {
            (NotChecked::PayloadsWithheld { records }, French) => format!(
                "non vérifié : le contenu de {records} enregistrements, gardé à part ou effacé ; leurs en-têtes tiennent"
            ),
            (NotChecked::PayloadsWithheld { records }, English) => format!(
                "not checked: the payload of {records} records, withheld or erased; their headers hold"
            ),
            (NotChecked::AfterFault { from }, French) => {
                format!("non vérifié : ce qui suit le défaut, à partir de l'enregistrement n° {from}")
            }
            (NotChecked::AfterFault { from }, English) => {
                format!("not checked: what follows the fault, from record {from} on")
            }
            (NotChecked::NoCheckpoint, French) => {
                "non vérifié : aucun point de contrôle n'accompagne ce journal ; une fin coupée, ou un journal refait en entier, ne se verrait pas".to_owned()
            }
            (NotChecked::NoCheckpoint, English) => {
                "not checked: no checkpoint comes with this journal; an end cut off, or a journal made anew as a whole, would not be seen".to_owned()
            }
            (NotChecked::CheckpointAfterFault { size }, French) => format!(
                "non vérifié : le point de contrôle sur {size} enregistrements, au-delà du défaut"
            ),
            (NotChecked::CheckpointAfterFault { size }, English) => {
                format!("not checked: the checkpoint on {size} records, beyond the fault")
            }
            (NotChecked::AfterLastCheckpoint { records }, French) => format!(
                "non vérifié par une signature : les {records} derniers enregistrements, postérieurs au dernier point de contrôle"
            ),
            (NotChecked::AfterLastCheckpoint { records }, English) => format!(
                "not vouched for by a signature: the last {records} records, after the last checkpoint"
            ),
            (NotChecked::SignaturesUnknown { checkpoints }, French) => format!(
                "non vérifié : {checkpoints} points de contrôle ne portent la signature d'aucune des clés données ; demandez à l'organisation sa clé publique"
            ),
            (NotChecked::SignaturesUnknown { checkpoints }, English) => format!(
                "not checked: {checkpoints} checkpoints are signed by none of the keys given; ask the organisation for its public key"
            ),
            (NotChecked::SealedContent { sealed }, French) => format!(
                "non vérifié : ce que contiennent {sealed} dépôts scellés, qui ne s'ouvrent qu'avec la clé de l'organisation"
            ),
            (NotChecked::SealedContent { sealed }, English) => format!(
                "not checked: what {sealed} sealed blobs contain; only the organisation's key opens them"
            ),
        }
    }
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The chain is broken.
    Chain(ChainError),
    /// The store cannot be read.
    Store(StoreError),
    /// The archive cannot be read to its end.
    Archive(ArchiveError),
    /// A checkpoint is not a signed note.
    NoteUnreadable {
        /// The records it is filed under.
        size: u64,
        /// Why.
        error: NoteError,
    },
    /// A signed note is not a checkpoint.
    CheckpointUnreadable {
        /// The records it is filed under.
        size: u64,
        /// Why.
        error: CheckpointError,
    },
    /// A checkpoint of another organisation.
    OtherOrigin {
        /// The records it is filed under.
        size: u64,
        /// The origin it names.
        origin: String,
    },
    /// A checkpoint filed under another size than its own.
    OtherSize {
        /// The records it is filed under.
        size: u64,
        /// The records it says it covers.
        said: u64,
    },
    /// A checkpoint on more records than there are.
    BeyondEnd {
        /// The records it covers.
        size: u64,
        /// The records there are.
        records: u64,
    },
    /// A checkpoint on other records.
    OtherRoot {
        /// The records it covers.
        size: u64,
        /// The root it says.
        expected: Digest,
        /// The root of the records.
        found: Digest,
    },
    /// A signature that claims to be of a known key and is not.
    Forged {
        /// The records that the checkpoint covers.
        size: u64,
        /// The name of the key.
        name: String,
    },
}

impl Finding {
    /// The sentence, with the place.
    pub fn sentence(&self, language: Language) -> String {
        use Language::{English, French};
        match (self, language) {
            (Finding::Chain(error), _) => error.sentence(language),
            (Finding::Store(error), _) => error.sentence(language),
            (Finding::Archive(error), _) => error.sentence(language),
            (Finding::NoteUnreadable { size, error }, French) => {
                format!(
                    "le point de contrôle sur {size} enregistrements : {}",
                    error.sentence(language)
                )
            }
            (Finding::NoteUnreadable { size, error }, English) => {
                format!("the checkpoint on {size} records: {}", error.sentence(language))
            }
            (Finding::CheckpointUnreadable { size, error }, French) => {
                format!(
                    "le point de contrôle sur {size} enregistrements : {}",
                    error.sentence(language)
                )
            }
            (Finding::CheckpointUnreadable { size, error }, English) => {
                format!("the checkpoint on {size} records: {}", error.sentence(language))
            }
            (Finding::OtherOrigin { size, origin }, French) => format!(
                "le point de contrôle sur {size} enregistrements est celui d'une autre organisation, « {origin} »"
            ),
            (Finding::OtherOrigin { size, origin }, English) => format!(
                "the checkpoint on {size} records is that of another organisation, “{origin}”"
            ),
            (Finding::OtherSize { size, said }, French) => {
                format!(
                    "le point de contrôle rangé sous {size} enregistrements dit en couvrir {said}"
                )
            }
            (Finding::OtherSize { size, said }, English) => {
                format!("the checkpoint filed under {size} records says that it covers {said}")
            }
            (Finding::BeyondEnd { size, records }, French) => format!(
                "un point de contrôle porte sur {size} enregistrements et le journal n'en a que {records} : la fin a été coupée"
            ),
            (Finding::BeyondEnd { size, records }, English) => format!(
                "a checkpoint is on {size} records and the journal has only {records}: the end was cut off"
            ),
            (Finding::OtherRoot { size, expected, found }, French) => format!(
                "le point de contrôle sur {size} enregistrements a la racine {expected} et ces enregistrements ont la racine {found} : le journal a été refait depuis la signature"
            ),
            (Finding::OtherRoot { size, expected, found }, English) => format!(
                "the checkpoint on {size} records has the root {expected} and these records have the root {found}: the journal was made anew since it was signed"
            ),
            (Finding::Forged { size, name }, French) => format!(
                "la signature de « {name} » sur le point de contrôle de {size} enregistrements est fausse"
            ),
            (Finding::Forged { size, name }, English) => {
                format!("the signature of “{name}” on the checkpoint of {size} records is false")
            }
        }
    }
}
