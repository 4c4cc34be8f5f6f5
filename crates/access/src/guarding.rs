//! The key of the file and what is made under it: keyed hashes to look things up, seals for texts,
//! and one-time words.

use caisse_vault::{
    Entropy as _, Kind, MasterKey, OsEntropy, Owner, PersonKey, VaultError, WrappedKey,
};
use hmac::{Hmac, KeyInit, Mac};
use rusqlite::Connection;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{Access, AccessError};

/// Digits and letters that are not taken for one another when read from paper (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// How many of them make a word: 26 of 5 bits, so 130 bits.
const WORD: usize = 26;

/// What a hash is for; two purposes never share a hash.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    Name,
    Invitation,
    Link,
    Session,
    Seal,
    Recovery,
    Try,
}

impl Purpose {
    fn label(self) -> &'static str {
        match self {
            Purpose::Name => "name",
            Purpose::Invitation => "invitation",
            Purpose::Link => "link",
            Purpose::Session => "session",
            Purpose::Seal => "seal",
            Purpose::Recovery => "recovery",
            Purpose::Try => "try",
        }
    }
}

/// What is made of the secret bytes of the file.
pub(crate) struct Secrets {
    hashing: Zeroizing<[u8; 32]>,
    sealing: MasterKey,
}

impl Secrets {
    pub(crate) fn new(key: &[u8; 32]) -> Result<Secrets, caisse_vault::MasterKeyError> {
        let hashing = mac(key, "caisse access v1|hashing", "");
        let sealing = mac(key, "caisse access v1|sealing", "");
        let text: Zeroizing<String> =
            Zeroizing::new(sealing.iter().map(|byte| format!("{byte:02x}")).collect());
        Ok(Secrets { hashing: Zeroizing::new(hashing), sealing: MasterKey::from_text(&text)? })
    }

    /// HMAC-SHA-256 of a text for one purpose: the same text gives the same hash, and nobody without
    /// the key can try texts.
    pub(crate) fn hash(&self, purpose: Purpose, text: &str) -> [u8; 32] {
        mac(&self.hashing, purpose.label(), text)
    }

    /// A hash that stands in pages, as 32 hexadecimal digits.
    pub(crate) fn shown(&self, purpose: Purpose, text: &str) -> String {
        self.hash(purpose, text)[..16].iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn mac(key: &[u8; 32], label: &str, text: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length is a key");
    mac.update(label.as_bytes());
    mac.update(b"|");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}

/// A word that nobody guesses: 130 bits.
///
/// # Errors
/// When the machine has no random bytes.
pub(crate) fn draw_word() -> Result<String, AccessError> {
    draw_letters(WORD)
}

/// So many letters of Crockford's base 32, of five bits each.
pub(crate) fn draw_letters(count: usize) -> Result<String, AccessError> {
    let mut bytes = Zeroizing::new(vec![0; count]);
    OsEntropy.fill(&mut bytes).map_err(VaultError::NoEntropy)?;
    Ok(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect())
}

/// A word as it was typed from paper: capitals, blanks, dashes and an `o` for a zero are forgiven.
/// Nothing is left of what is far too long.
pub(crate) fn as_typed(word: &str) -> String {
    if word.len() > 200 {
        return String::new();
    }
    word.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| match letter.to_ascii_lowercase() {
            'i' | 'l' => '1',
            'o' => '0',
            other => other,
        })
        .collect()
}

/// What of a person is sealed; bound to the seal, so that one is refused in the place of another.
#[derive(Clone, Copy)]
pub(crate) enum Sealed {
    Email,
    Name,
    Factor,
}

impl Sealed {
    fn prefix(self) -> &'static [u8] {
        match self {
            Sealed::Email => b"email\n",
            Sealed::Name => b"name\n",
            Sealed::Factor => b"factor\n",
        }
    }
}

impl Access {
    fn owner(&self, account: i64) -> Owner {
        Owner::new(self.organisation.clone(), account.unsigned_abs())
    }

    /// A fresh wrapped key for an account.
    pub(crate) fn draw_key(&self, account: i64) -> Result<WrappedKey, AccessError> {
        let key = PersonKey::generate(self.owner(account), &mut OsEntropy)
            .map_err(VaultError::NoEntropy)?;
        Ok(key.wrap(&self.secrets.sealing, &mut OsEntropy)?)
    }

    fn key(&self, connection: &Connection, account: i64) -> Result<PersonKey, AccessError> {
        let bytes: Vec<u8> = connection
            .prepare_cached("SELECT key FROM accounts WHERE number = ?1")?
            .query_row([account], |row| row.get(0))?;
        let wrapped = WrappedKey::from_bytes(&bytes)?;
        Ok(wrapped.open(&self.secrets.sealing, &self.owner(account))?)
    }

    /// Seals bytes under the key of an account.
    pub(crate) fn seal(
        &self,
        connection: &Connection,
        account: i64,
        what: Sealed,
        bytes: &[u8],
    ) -> Result<Vec<u8>, AccessError> {
        let plain = Zeroizing::new([what.prefix(), bytes].concat());
        Ok(self.key(connection, account)?.seal(Kind::Access, &plain, &mut OsEntropy)?)
    }

    /// Opens what [`Access::seal`] sealed.
    pub(crate) fn unseal(
        &self,
        connection: &Connection,
        account: i64,
        what: Sealed,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, AccessError> {
        let plain = self.key(connection, account)?.open(Kind::Access, sealed)?;
        let stripped = plain.strip_prefix(what.prefix()).ok_or_else(|| {
            VaultError::NotAuthentic { owner: self.owner(account), kind: Kind::Access }
        })?;
        Ok(Zeroizing::new(stripped.to_vec()))
    }
}
