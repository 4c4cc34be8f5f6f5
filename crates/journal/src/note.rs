//! Signed notes (C2SP `signed-note`): a text and signatures, as other people's programs read them.
//!
//! Absent on purpose: what the text says (a checkpoint, for us), where keys are kept, and which keys
//! are to be trusted: whoever verifies brings them.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use caisse_units::Language;
use ed25519_dalek::Signature;

use crate::key::{PublicKey, SecretKey, is_key_name};

/// The longest note in bytes.
pub const LONGEST_NOTE: usize = 64 * 1024;
/// The most signatures on a note.
pub const MOST_SIGNATURES: usize = 64;

const DASH: &str = "\u{2014} ";

/// The public key of who signs notes.
pub type NoteKey = PublicKey<0x01>;
/// The secret key of who signs notes.
pub type NoteSigner = SecretKey<0x01>;

/// One signature of a note, of whatever type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    /// The name of the key.
    pub name: String,
    /// The key hash.
    pub key_hash: u32,
    /// The signature's bytes; 64 for Ed25519.
    pub bytes: Vec<u8>,
}

/// What is known of a note's signature by a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signed {
    /// Signed by this key.
    Valid,
    /// A signature that claims to be this key's, and is not.
    Forged,
    /// No signature by this key.
    Absent,
}

/// A text with its signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedNote {
    text: String,
    signatures: Vec<NoteSignature>,
}

impl SignedNote {
    /// A note without signature yet. The text ends with a line feed.
    ///
    /// # Errors
    /// [`NoteError::Text`] when the text does not end with a line feed, or has other control
    /// characters.
    pub fn new(text: String) -> Result<SignedNote, NoteError> {
        if !text.ends_with('\n') || text.contains(|c: char| c.is_control() && c != '\n') {
            return Err(NoteError::Text);
        }
        Ok(SignedNote { text, signatures: Vec::new() })
    }

    /// Reads a note with at least one signature.
    ///
    /// # Errors
    /// [`NoteError`] names the line.
    pub fn parse(note: &str) -> Result<SignedNote, NoteError> {
        if note.len() > LONGEST_NOTE {
            return Err(NoteError::TooLong { length: note.len() as u64 });
        }
        let split = note.rfind("\n\n").ok_or(NoteError::NoSignature)?;
        let (text, rest) = (&note[..=split], &note[split + 2..]);
        let mut signed = SignedNote::new(text.to_owned())?;
        signed.signatures = SignedNote::read_signatures(rest, text.matches('\n').count() + 1)?;
        Ok(signed)
    }

    /// Reads lines of signatures, each with its line feed, that follow so many other lines.
    pub(crate) fn read_signatures(
        lines: &str,
        before: usize,
    ) -> Result<Vec<NoteSignature>, NoteError> {
        let lines = lines.strip_suffix('\n').ok_or(NoteError::NoSignature)?;
        let mut signatures = Vec::new();
        for (index, line) in lines.split('\n').enumerate() {
            let number = before + 1 + index;
            signatures.push(read_signature(line).ok_or(NoteError::SignatureLine { number })?);
            if signatures.len() > MOST_SIGNATURES {
                return Err(NoteError::TooManySignatures);
            }
        }
        Ok(signatures)
    }

    /// The text, its last line feed included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, in their order.
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Adds this signer's signature, in place of one that it made before.
    pub fn sign(&mut self, signer: &NoteSigner) {
        let key = signer.public();
        self.signatures.retain(|s| (s.name.as_str(), s.key_hash) != (key.name(), key.hash()));
        self.signatures.push(NoteSignature {
            name: key.name().to_owned(),
            key_hash: key.hash(),
            bytes: signer.signature(self.text.as_bytes()).to_vec(),
        });
    }

    /// Adds a signature that was made elsewhere, in place of those by the same key: a newer
    /// cosignature takes the place of the older.
    ///
    /// # Errors
    /// [`NoteError::TooManySignatures`].
    pub fn attach(&mut self, signature: NoteSignature) -> Result<(), NoteError> {
        let same = |s: &NoteSignature| s.name == signature.name && s.key_hash == signature.key_hash;
        let others = self.signatures.iter().filter(|s| !same(s)).count();
        if others >= MOST_SIGNATURES {
            return Err(NoteError::TooManySignatures);
        }
        self.signatures.retain(|s| !same(s));
        self.signatures.push(signature);
        Ok(())
    }

    /// Adds the signatures of another copy of this note, such as a witness's.
    ///
    /// # Errors
    /// [`NoteError::OtherText`] when the texts differ; [`NoteError::TooManySignatures`].
    pub fn merge(&mut self, other: &SignedNote) -> Result<(), NoteError> {
        if self.text != other.text {
            return Err(NoteError::OtherText);
        }
        let mut signatures = self.signatures.clone();
        for signature in &other.signatures {
            if !signatures.contains(signature) {
                signatures.push(signature.clone());
            }
        }
        if signatures.len() > MOST_SIGNATURES {
            return Err(NoteError::TooManySignatures);
        }
        self.signatures = signatures;
        Ok(())
    }

    /// Whether this key signed the note.
    pub fn signed_by(&self, key: &NoteKey) -> Signed {
        let claimed = |s: &&NoteSignature| s.name == key.name() && s.key_hash == key.hash();
        let mut claims = self.signatures.iter().filter(claimed).peekable();
        if claims.peek().is_none() {
            return Signed::Absent;
        }
        let valid = claims.all(|signature| {
            Signature::from_slice(&signature.bytes)
                .is_ok_and(|signature| key.has_signed(self.text.as_bytes(), &signature))
        });
        if valid { Signed::Valid } else { Signed::Forged }
    }
}

fn read_signature(line: &str) -> Option<NoteSignature> {
    let (name, encoded) = line.strip_prefix(DASH)?.split_once(' ')?;
    let bytes = STANDARD.decode(encoded).ok()?;
    let (hash, signature) = bytes.split_first_chunk::<4>()?;
    if !is_key_name(name) || signature.is_empty() {
        return None;
    }
    let key_hash = u32::from_be_bytes(*hash);
    Some(NoteSignature { name: name.to_owned(), key_hash, bytes: signature.to_vec() })
}

/// The note as it is published.
impl fmt::Display for SignedNote {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| writeln!(formatter, "{signature}"))
    }
}

/// The line of the signature, without its line feed.
impl fmt::Display for NoteSignature {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = self.key_hash.to_be_bytes().to_vec();
        bytes.extend_from_slice(&self.bytes);
        write!(formatter, "{DASH}{} {}", self.name, STANDARD.encode(bytes))
    }
}

/// Why a text is not a signed note, or a key not a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteError {
    /// The name of a key is empty, or has a space or a plus.
    KeyName {
        /// The name.
        name: String,
    },
    /// The bytes are not an Ed25519 public key.
    KeyBytes {
        /// The name.
        name: String,
    },
    /// The text is not `name+hash+base64` of an Ed25519 key.
    KeyText {
        /// What was read, cut to 200 characters.
        text: String,
    },
    /// The text does not end with a line feed, or has control characters.
    Text,
    /// Over [`LONGEST_NOTE`].
    TooLong {
        /// The bytes.
        length: u64,
    },
    /// No empty line followed by signatures.
    NoSignature,
    /// A line that should be a signature and is not.
    SignatureLine {
        /// Its number, from 1.
        number: usize,
    },
    /// Over [`MOST_SIGNATURES`].
    TooManySignatures,
    /// Two notes that were to be one have different texts.
    OtherText,
}

impl NoteError {
    /// The sentence, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        use Language::{English, French};
        match (self, language) {
            (NoteError::KeyName { name }, French) => {
                format!("« {name} » ne peut pas nommer une clé : ni vide, ni espace, ni « + »")
            }
            (NoteError::KeyName { name }, English) => {
                format!("“{name}” cannot name a key: not empty, no space, no “+”")
            }
            (NoteError::KeyBytes { name }, French) => {
                format!("la clé « {name} » n'est pas une clé publique Ed25519")
            }
            (NoteError::KeyBytes { name }, English) => {
                format!("the key “{name}” is not an Ed25519 public key")
            }
            (NoteError::KeyText { text }, French) => format!(
                "« {text} » n'est pas une clé publique écrite nom+empreinte+base64 ; recopiez-la en entier"
            ),
            (NoteError::KeyText { text }, English) => format!(
                "“{text}” is not a public key written name+hash+base64; copy the whole of it"
            ),
            (NoteError::Text, French) => {
                "le texte de la note doit finir par un saut de ligne, sans caractère de contrôle"
                    .to_owned()
            }
            (NoteError::Text, English) => {
                "the text of the note must end with a line feed and have no control character"
                    .to_owned()
            }
            (NoteError::TooLong { length }, French) => {
                format!("la note a {length} octets ; la limite est de {LONGEST_NOTE}")
            }
            (NoteError::TooLong { length }, English) => {
                format!("the note has {length} bytes; the limit is {LONGEST_NOTE}")
            }
            (NoteError::NoSignature, French) => {
                "la note n'a pas de ligne vide suivie de signatures".to_owned()
            }
            (NoteError::NoSignature, English) => {
                "the note has no empty line followed by signatures".to_owned()
            }
            (NoteError::SignatureLine { number }, French) => {
                format!("la ligne {number} de la note n'est pas une signature")
            }
            (NoteError::SignatureLine { number }, English) => {
                format!("line {number} of the note is not a signature")
            }
            (NoteError::TooManySignatures, French) => {
                format!("la note a plus de {MOST_SIGNATURES} signatures")
            }
            (NoteError::TooManySignatures, English) => {
                format!("the note has more than {MOST_SIGNATURES} signatures")
            }
            (NoteError::OtherText, French) => {
                "les deux notes n'ont pas le même texte : leurs signatures ne se réunissent pas"
                    .to_owned()
            }
            (NoteError::OtherText, English) => {
                "the two notes have different texts: their signatures cannot be put together"
                    .to_owned()
            }
        }
    }
}

impl fmt::Display for NoteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for NoteError {}

#[cfg(test)]
mod tests;
