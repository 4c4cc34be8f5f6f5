//! Why the vault refused.

use std::fmt;

use caisse_units::Language;

use crate::entropy::EntropyError;
use crate::key::Owner;
use crate::master_key::KeyFingerprint;
use crate::sealed::Kind;
use crate::situation::SituationDigest;

/// Why something was not sealed or not opened. None of them carries a secret or a personal datum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VaultError {
    /// There are no random bytes.
    NoEntropy(EntropyError),
    /// The person has no key: erased, or never recorded.
    NoKey {
        /// Whose key was wanted.
        owner: Owner,
    },
    /// The bytes are no wrapped key of a version that we know.
    NotAWrappedKey {
        /// Their number.
        length: usize,
    },
    /// Another master key wrapped this key.
    OtherMasterKey {
        /// The master key that was given.
        given: KeyFingerprint,
        /// The master key that wrapped it.
        wanted: KeyFingerprint,
    },
    /// The wrapped key was altered, or is another person's.
    KeyNotAuthentic {
        /// Whose key was wanted.
        owner: Owner,
    },
    /// There is more to seal than the kind allows.
    TooLong {
        /// What was to be sealed.
        kind: Kind,
        /// Its length in bytes.
        length: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// The bytes are no sealed data of a version that we know.
    NotSealed {
        /// What was wanted.
        kind: Kind,
        /// The number of bytes.
        length: usize,
    },
    /// The sealed data are of another kind; `None` for one that this program does not know.
    OtherKind {
        /// What was wanted.
        wanted: Kind,
        /// What the bytes say they are.
        found: Option<Kind>,
    },
    /// The sealed data were altered, or are another person's.
    NotAuthentic {
        /// Whose data were wanted.
        owner: Owner,
        /// What was wanted.
        kind: Kind,
    },
    /// The data could not be written as JSON.
    Unwritable {
        /// What was to be sealed.
        kind: Kind,
        /// What the writer says.
        reason: String,
    },
    /// The opened data are not those that this program writes.
    Unreadable {
        /// What was opened.
        kind: Kind,
        /// The line of the JSON.
        line: usize,
        /// The column of the JSON.
        column: usize,
    },
    /// A situation has too many values, or too long a name or value.
    SituationTooLarge {
        /// The name of the value; empty when the number of values or a name is meant.
        name: String,
        /// The number of values or bytes.
        length: usize,
        /// The limit.
        limit: usize,
    },
    /// The sealed situation is the person's, but not the one that the journal recorded.
    OtherSituation {
        /// Whose situation it is.
        owner: Owner,
        /// The digest in the journal.
        recorded: SituationDigest,
        /// The digest of what was opened.
        found: SituationDigest,
    },
    /// A text is no digest.
    NotADigest {
        /// Its length in bytes.
        length: usize,
    },
}

impl VaultError {
    /// The sentence for the person who keeps the caisse, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::French => self.in_french(),
            Language::English => self.in_english(),
        }
    }

    fn in_french(&self) -> String {
        let whom =
            |owner: &Owner| format!("de la personne n° {} ({})", owner.person, owner.organisation);
        let what = |kind: &Kind| kind.written(Language::French);
        match self {
            VaultError::NoEntropy(error) => error.sentence(Language::French),
            VaultError::NoKey { owner } => format!(
                "les données {} ne sont plus lisibles : elles ont été effacées, ou jamais enregistrées",
                whom(owner)
            ),
            VaultError::NotAWrappedKey { length } => format!(
                "ces {length} octets ne sont pas une clé de personne ; restaurez-la d'une sauvegarde"
            ),
            VaultError::OtherMasterKey { given, wanted } => format!(
                "la clé maîtresse donnée est {given}, il faut {wanted} ; donnez celle-là, ou finissez \
                 le changement de clé commencé"
            ),
            VaultError::KeyNotAuthentic { owner } => format!(
                "la clé {} a été altérée ou mise à la place d'une autre ; restaurez-la d'une sauvegarde",
                whom(owner)
            ),
            VaultError::TooLong { kind, length, limit } => format!(
                "{length} octets à sceller dans {}, la limite est {limit} ; raccourcissez",
                what(kind)
            ),
            VaultError::NotSealed { kind, length } => format!(
                "impossible d'ouvrir {} : ces {length} octets n'ont pas été scellés par nous ; \
                 restaurez d'une sauvegarde",
                what(kind)
            ),
            VaultError::OtherKind { wanted, found } => format!(
                "on attendait {}, on a trouvé {} ; restaurez d'une sauvegarde",
                what(wanted),
                found.as_ref().map_or("une sorte inconnue d'ici", what)
            ),
            VaultError::NotAuthentic { owner, kind } => format!(
                "impossible d'ouvrir {} {} : les octets ont été altérés, ou sont ceux d'une autre ; \
                 restaurez d'une sauvegarde",
                what(kind),
                whom(owner)
            ),
            VaultError::Unwritable { kind, reason } => {
                format!("impossible d'écrire {} ({reason}) ; rien n'a été scellé", what(kind))
            }
            VaultError::Unreadable { kind, line, column } => format!(
                "impossible de lire {} : une autre version du programme a écrit cela (ligne {line}, \
                 colonne {column}) ; mettez le programme à jour",
                what(kind)
            ),
            VaultError::SituationTooLarge { name, length, limit } => {
                let place = if name.is_empty() {
                    "la situation déclarée".to_owned()
                } else {
                    format!("la valeur « {name} » de la situation")
                };
                format!("{place} est trop grande ({length}, limite {limit}) ; raccourcissez-la")
            }
            VaultError::OtherSituation { owner, recorded, found } => format!(
                "la situation {} n'est pas celle du journal (empreinte {found} au lieu de \
                 {recorded}) ; restaurez d'une sauvegarde",
                whom(owner)
            ),
            VaultError::NotADigest { length } => format!(
                "une empreinte s'écrit en 64 chiffres hexadécimaux ; ce texte fait {length} octets"
            ),
        }
    }

    fn in_english(&self) -> String {
        let whom = |owner: &Owner| format!("of person {} ({})", owner.person, owner.organisation);
        let what = |kind: &Kind| kind.written(Language::English);
        match self {
            VaultError::NoEntropy(error) => error.sentence(Language::English),
            VaultError::NoKey { owner } => format!(
                "the data {} can no longer be read: they were erased, or never recorded",
                whom(owner)
            ),
            VaultError::NotAWrappedKey { length } => {
                format!("these {length} bytes are no key of a person; restore it from a backup")
            }
            VaultError::OtherMasterKey { given, wanted } => format!(
                "the master key given is {given}, {wanted} is needed; give that one, or finish the \
                 change of key that was begun"
            ),
            VaultError::KeyNotAuthentic { owner } => format!(
                "the key {} was altered or put in the place of another; restore it from a backup",
                whom(owner)
            ),
            VaultError::TooLong { kind, length, limit } => {
                format!(
                    "{length} bytes to seal in {}, the limit is {limit}; shorten it",
                    what(kind)
                )
            }
            VaultError::NotSealed { kind, length } => format!(
                "cannot open {}: these {length} bytes were not sealed by us; restore from a backup",
                what(kind)
            ),
            VaultError::OtherKind { wanted, found } => format!(
                "{} was expected, {} was found; restore from a backup",
                what(wanted),
                found.as_ref().map_or("a kind unknown here", what)
            ),
            VaultError::NotAuthentic { owner, kind } => format!(
                "cannot open {} {}: the bytes were altered, or are someone else's; restore from a \
                 backup",
                what(kind),
                whom(owner)
            ),
            VaultError::Unwritable { kind, reason } => {
                format!("cannot write {} ({reason}); nothing was sealed", what(kind))
            }
            VaultError::Unreadable { kind, line, column } => format!(
                "cannot read {}: another version of the program wrote this (line {line}, column \
                 {column}); upgrade the program",
                what(kind)
            ),
            VaultError::SituationTooLarge { name, length, limit } => {
                let place = if name.is_empty() {
                    "the declared situation".to_owned()
                } else {
                    format!("the value “{name}” of the situation")
                };
                format!("{place} is too large ({length}, limit {limit}); shorten it")
            }
            VaultError::OtherSituation { owner, recorded, found } => format!(
                "the situation {} is not the one of the journal (digest {found} instead of \
                 {recorded}); restore from a backup",
                whom(owner)
            ),
            VaultError::NotADigest { length } => {
                format!("a digest is 64 hexadecimal digits; this text has {length} bytes")
            }
        }
    }
}

impl From<EntropyError> for VaultError {
    fn from(error: EntropyError) -> VaultError {
        VaultError::NoEntropy(error)
    }
}

impl fmt::Display for VaultError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for VaultError {}
