//! The one key of the server, which wraps the key of each person.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use caisse_units::Language;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::entropy::{Entropy, EntropyError, draw};

/// The longest text of a key that is read, in bytes: 64 digits and the spaces people leave around.
const LONGEST_TEXT: usize = 256;
/// Fewer different bytes than this among 32 and the key was not drawn at random: chance gives so few
/// less than once in 10^12.
const FEWEST_DIFFERENT_BYTES: usize = 16;

/// The master key: 32 random bytes, kept by the host outside the database and its backups.
///
/// The memory that held it is overwritten when it is dropped. `Debug` shows its fingerprint only.
pub struct MasterKey {
    bytes: Zeroizing<[u8; 32]>,
    fingerprint: KeyFingerprint,
}

impl MasterKey {
    /// Reads the key that a file or an environment variable holds: 64 hexadecimal digits, or base64
    /// of 32 bytes (ordinary or URL alphabet, with or without `=`). Space around it is ignored.
    ///
    /// # Errors
    /// [`MasterKeyError`] when the text is no such key, or when its 32 bytes were plainly not drawn
    /// at random: too few different bytes, an arithmetic sequence, or readable text.
    pub fn from_text(text: &str) -> Result<MasterKey, MasterKeyError> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Err(MasterKeyError::Empty);
        }
        if text.len() > LONGEST_TEXT {
            return Err(MasterKeyError::TooLong { length: text.len() });
        }
        let decoded = Zeroizing::new(decode(trimmed)?);
        let mut bytes = Zeroizing::new([0; 32]);
        if decoded.len() != bytes.len() {
            return Err(MasterKeyError::WrongLength { bytes: decoded.len() });
        }
        bytes.copy_from_slice(&decoded);
        match weakness(&bytes) {
            Some(weakness) => Err(weakness),
            None => Ok(MasterKey::from_bytes(bytes)),
        }
    }

    /// Draws a new key.
    ///
    /// # Errors
    /// [`EntropyError`] when the source gives nothing.
    pub fn generate(entropy: &mut impl Entropy) -> Result<MasterKey, EntropyError> {
        draw(entropy).map(|bytes| MasterKey::from_bytes(Zeroizing::new(bytes)))
    }

    /// The key as 64 hexadecimal digits, for the file that will keep it. Overwritten on drop.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(64));
        for byte in self.bytes.iter() {
            for digit in [byte >> 4, byte & 15] {
                text.push(char::from_digit(u32::from(digit), 16).expect("four bits are a digit"));
            }
        }
        text
    }

    /// The public name of this key: wrapped keys carry it, so that the wrong key is said to be the
    /// wrong one and a rotation can be resumed.
    pub const fn fingerprint(&self) -> KeyFingerprint {
        self.fingerprint
    }

    fn from_bytes(bytes: Zeroizing<[u8; 32]>) -> MasterKey {
        let mut hasher = Sha256::new();
        hasher.update(b"caisse vault master key fingerprint v1\n");
        hasher.update(*bytes);
        let digest = hasher.finalize();
        let public = digest[..8].try_into().expect("a SHA-256 digest has 32 bytes");
        MasterKey { bytes, fingerprint: KeyFingerprint(public) }
    }

    /// The bytes, for the cipher.
    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "MasterKey({})", self.fingerprint())
    }
}

/// Reads hexadecimal when every character is such a digit and there are 64 of them, else base64.
fn decode(text: &str) -> Result<Vec<u8>, MasterKeyError> {
    if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        let digits: Vec<u8> =
            text.chars().filter_map(|c| c.to_digit(16)).map(|digit| digit as u8).collect();
        return Ok(digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect());
    }
    let unpadded = text.trim_end_matches('=');
    STANDARD_NO_PAD
        .decode(unpadded)
        .or_else(|_| URL_SAFE_NO_PAD.decode(unpadded))
        .map_err(|_| MasterKeyError::NotHexadecimalNorBase64 { length: text.chars().count() })
}

/// Why these bytes were not drawn at random, if it shows.
fn weakness(bytes: &[u8; 32]) -> Option<MasterKeyError> {
    let different = bytes.iter().collect::<std::collections::BTreeSet<_>>().len();
    if different < FEWEST_DIFFERENT_BYTES {
        return Some(MasterKeyError::FewDifferentBytes { different });
    }
    let step = bytes[1].wrapping_sub(bytes[0]);
    if bytes.windows(2).all(|pair| pair[1].wrapping_sub(pair[0]) == step) {
        return Some(MasterKeyError::Sequence);
    }
    if bytes.iter().all(|byte| (b' '..=b'~').contains(byte)) {
        return Some(MasterKeyError::ReadableText);
    }
    None
}

/// The public name of a master key: eight bytes of a hash of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyFingerprint(pub(crate) [u8; 8]);

impl fmt::Display for KeyFingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for KeyFingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// Why a text is not a master key. None of them repeats the text, which may be nearly a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MasterKeyError {
    /// There is nothing but space.
    Empty,
    /// The text is longer than any key.
    TooLong {
        /// Its length in bytes.
        length: usize,
    },
    /// The text is neither of the two notations.
    NotHexadecimalNorBase64 {
        /// Its length in characters.
        length: usize,
    },
    /// The text is one of the notations, of another number of bytes than 32.
    WrongLength {
        /// The number of bytes.
        bytes: usize,
    },
    /// Too few different bytes for a random key.
    FewDifferentBytes {
        /// How many there are.
        different: usize,
    },
    /// Each byte is the one before plus the same step.
    Sequence,
    /// The 32 bytes are readable text: a sentence or password, not a random key.
    ReadableText,
}

impl MasterKeyError {
    /// The sentence for the one who hosts the caisse, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        let what = match language {
            Language::French => self.in_french(),
            Language::English => self.in_english(),
        };
        let remedy = language.choose(
            "donnez 32 octets aléatoires en 64 chiffres hexadécimaux, par exemple le résultat de \
             « openssl rand -hex 32 »",
            "give 32 random bytes as 64 hexadecimal digits, for example the output of “openssl \
             rand -hex 32”",
        );
        match language {
            Language::French => format!("clé maîtresse refusée : {what} ; {remedy}"),
            Language::English => format!("master key refused: {what}; {remedy}"),
        }
    }

    fn in_french(&self) -> String {
        match self {
            MasterKeyError::Empty => "elle est vide".to_owned(),
            MasterKeyError::TooLong { length } => {
                format!("son texte fait {length} octets, plus qu'aucune clé")
            }
            MasterKeyError::NotHexadecimalNorBase64 { length } => {
                format!("ses {length} caractères ne sont ni hexadécimaux ni en base64")
            }
            MasterKeyError::WrongLength { bytes } => {
                format!("elle fait {bytes} octets au lieu de 32")
            }
            MasterKeyError::FewDifferentBytes { different } => {
                format!("elle n'a que {different} octets différents, elle n'est pas aléatoire")
            }
            MasterKeyError::Sequence => {
                "ses octets se suivent, elle n'est pas aléatoire".to_owned()
            }
            MasterKeyError::ReadableText => "c'est un texte lisible, pas un tirage".to_owned(),
        }
    }

    fn in_english(&self) -> String {
        match self {
            MasterKeyError::Empty => "it is empty".to_owned(),
            MasterKeyError::TooLong { length } => {
                format!("its text has {length} bytes, more than any key")
            }
            MasterKeyError::NotHexadecimalNorBase64 { length } => {
                format!("its {length} characters are neither hexadecimal nor base64")
            }
            MasterKeyError::WrongLength { bytes } => format!("it has {bytes} bytes instead of 32"),
            MasterKeyError::FewDifferentBytes { different } => {
                format!("it has only {different} different bytes, so it is not random")
            }
            MasterKeyError::Sequence => {
                "its bytes follow each other, so it is not random".to_owned()
            }
            MasterKeyError::ReadableText => "it is readable text, not a random draw".to_owned(),
        }
    }
}

impl fmt::Display for MasterKeyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for MasterKeyError {}
