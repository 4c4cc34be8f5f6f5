//! Checkpoints (C2SP `tlog-checkpoint`): the size and the root of a journal at some moment, signed,
//! to be published, kept and cosigned by others.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use caisse_units::Language;

use crate::{
    Digest, Frontier, NoteError, NoteSigner, OrganisationId, SignedNote, StoredCheckpoint,
};

/// What a checkpoint says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The origin line: for our journals, the identifier of the organisation.
    pub origin: String,
    /// The number of records.
    pub size: u64,
    /// The root of their Merkle tree.
    pub root: Digest,
    /// Further lines, kept as they are; none is empty.
    pub extensions: Vec<String>,
}

impl Checkpoint {
    /// The checkpoint of a journal whose tree is this one.
    pub fn of(organisation: &OrganisationId, frontier: &Frontier) -> Checkpoint {
        Checkpoint {
            origin: organisation.to_string(),
            size: frontier.size(),
            root: frontier.root(),
            extensions: Vec::new(),
        }
    }

    /// The checkpoint as a note, signed.
    ///
    /// # Errors
    /// [`NoteError::Text`] when a line has a control character.
    pub fn sign(&self, signer: &NoteSigner) -> Result<SignedNote, NoteError> {
        let mut note = SignedNote::new(self.to_string())?;
        note.sign(signer);
        Ok(note)
    }

    /// The checkpoint signed, as a store keeps it.
    ///
    /// # Errors
    /// Those of [`Checkpoint::sign`].
    pub fn to_stored(&self, signer: &NoteSigner) -> Result<StoredCheckpoint, NoteError> {
        Ok(StoredCheckpoint { size: self.size, note: self.sign(signer)?.to_string() })
    }

    /// Reads the text of a note.
    ///
    /// # Errors
    /// [`CheckpointError`] names the line.
    pub fn parse(text: &str) -> Result<Checkpoint, CheckpointError> {
        let body = text.strip_suffix('\n').ok_or(CheckpointError::Lines)?;
        let mut lines = body.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next())
        else {
            return Err(CheckpointError::Lines);
        };
        if origin.is_empty() {
            return Err(CheckpointError::Origin);
        }
        let canonical = |n: &u64| n.to_string() == size;
        let size = size
            .parse::<u64>()
            .ok()
            .filter(canonical)
            .ok_or_else(|| CheckpointError::Size { text: size.chars().take(40).collect() })?;
        let root = STANDARD
            .decode(root)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .map(Digest::from_bytes)
            .ok_or_else(|| CheckpointError::Root { text: root.chars().take(80).collect() })?;
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        if extensions.iter().any(String::is_empty) {
            return Err(CheckpointError::Lines);
        }
        Ok(Checkpoint { origin: origin.to_owned(), size, root, extensions })
    }
}

/// The text of the note.
impl fmt::Display for Checkpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let root = STANDARD.encode(self.root.as_bytes());
        write!(formatter, "{}\n{}\n{}\n", self.origin, self.size, root)?;
        self.extensions.iter().try_for_each(|line| writeln!(formatter, "{line}"))
    }
}

/// Why the text of a note is not a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckpointError {
    /// Fewer than three lines, or an empty one.
    Lines,
    /// The origin is empty.
    Origin,
    /// The second line is not a size in decimal.
    Size {
        /// The line, cut to 40 characters.
        text: String,
    },
    /// The third line is not 32 bytes in base64.
    Root {
        /// The line, cut to 80 characters.
        text: String,
    },
}

impl CheckpointError {
    /// The sentence, with the place.
    pub fn sentence(&self, language: Language) -> String {
        use Language::{English, French};
        match (self, language) {
            (CheckpointError::Lines, French) => {
                "un point de contrôle a au moins trois lignes, dont aucune n'est vide".to_owned()
            }
            (CheckpointError::Lines, English) => {
                "a checkpoint has at least three lines, none of them empty".to_owned()
            }
            (CheckpointError::Origin, French) => {
                "la ligne 1 du point de contrôle ne nomme aucune organisation".to_owned()
            }
            (CheckpointError::Origin, English) => {
                "line 1 of the checkpoint names no organisation".to_owned()
            }
            (CheckpointError::Size { text }, French) => {
                format!(
                    "ligne 2 du point de contrôle : « {text} » n'est pas un nombre d'enregistrements"
                )
            }
            (CheckpointError::Size { text }, English) => {
                format!("line 2 of the checkpoint: “{text}” is not a number of records")
            }
            (CheckpointError::Root { text }, French) => {
                format!("ligne 3 du point de contrôle : « {text} » n'est pas une racine en base64")
            }
            (CheckpointError::Root { text }, English) => {
                format!("line 3 of the checkpoint: “{text}” is not a root in base64")
            }
        }
    }
}

impl fmt::Display for CheckpointError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for CheckpointError {}
