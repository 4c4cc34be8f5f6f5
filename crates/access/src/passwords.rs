//! Passwords: which are refused, and how they are kept.
//!
//! Argon2id with the parameters that OWASP's password storage cheat sheet gives first: 19 MiB, two
//! passes, one lane, about 30 ms here. Length is asked, composition is not, as NIST SP 800-63B says;
//! the most common are refused.

use std::sync::{Condvar, Mutex, PoisonError};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use caisse_units::Language;
use caisse_vault::{Entropy as _, OsEntropy, VaultError};

use crate::AccessError;

/// The fewest characters of a password…
pub const FEWEST_CHARACTERS: usize = 12;
/// …unless it has so many words.
const FEWEST_WORDS: usize = 4;
/// The most bytes that are read as a password.
const MOST_BYTES: usize = 512;
/// The fewest different characters.
const FEWEST_DIFFERENT: usize = 5;
/// How many passwords are tried at once: each takes 19 MiB and a processor.
const MOST_AT_ONCE: u32 = 2;

/// Memory in KiB, passes, lanes.
const MEMORY: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// What remains of the most common passwords once digits and signs are left out, one a line.
const COMMON: &str = include_str!("common.txt");

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordFault {
    /// Fewer than 12 characters and fewer than four words.
    Short,
    /// More than 512 bytes.
    Long,
    /// Among the most common, with or without digits around.
    Common,
    /// A few characters again and again, or a row of the keyboard.
    Repeated,
    /// It is the name under which one enters.
    Name,
}

impl PasswordFault {
    /// What is refused, and what to do.
    pub fn sentence(self, language: Language) -> String {
        let text = match self {
            PasswordFault::Short => language.choose(
                "Choisissez au moins 12 caractères, ou quatre mots qui ne vont pas ensemble.",
                "Choose at least 12 characters, or four words that do not belong together.",
            ),
            PasswordFault::Long => language.choose(
                "Ce mot de passe est trop long : 512 octets au plus.",
                "This password is too long: 512 bytes at most.",
            ),
            PasswordFault::Common => language.choose(
                "Ce mot de passe est parmi les premiers que l'on essaie. Prenez plutôt quatre mots qui ne vont pas ensemble.",
                "This password is among the first that people try. Take four words that do not belong together.",
            ),
            PasswordFault::Repeated => language.choose(
                "Ce mot de passe répète trop les mêmes signes ou suit le clavier. Prenez plutôt quatre mots qui ne vont pas ensemble.",
                "This password repeats the same signs or follows the keyboard. Take four words that do not belong together.",
            ),
            PasswordFault::Name => language.choose(
                "Le mot de passe ne peut pas être le nom sous lequel on entre.",
                "The password cannot be the name that one signs in with.",
            ),
        };
        text.to_owned()
    }
}

/// Whether a password may be chosen by someone who enters under these names.
///
/// # Errors
/// [`PasswordFault`]: the first reason against it.
pub fn check_password(password: &str, names: &[&str]) -> Result<(), PasswordFault> {
    if password.len() > MOST_BYTES {
        return Err(PasswordFault::Long);
    }
    let words = password.split_whitespace().filter(|word| word.chars().count() >= 3).count();
    if password.chars().count() < FEWEST_CHARACTERS && words < FEWEST_WORDS {
        return Err(PasswordFault::Short);
    }
    let lower = password.to_lowercase();
    if names.iter().any(|name| name.trim().to_lowercase() == lower.trim()) {
        return Err(PasswordFault::Name);
    }
    let mut different: Vec<char> = lower.chars().collect();
    different.sort_unstable();
    different.dedup();
    if different.len() < FEWEST_DIFFERENT || is_a_row(&lower) {
        return Err(PasswordFault::Repeated);
    }
    let letters: String = lower.chars().filter(|letter| letter.is_alphabetic()).collect();
    let common = COMMON.lines().filter(|line| !line.is_empty());
    if common.into_iter().any(|stem| is_made_of(&letters, stem)) {
        return Err(PasswordFault::Common);
    }
    Ok(())
}

/// Whether a text is that stem, once or several times.
fn is_made_of(text: &str, stem: &str) -> bool {
    !text.is_empty()
        && text.len().is_multiple_of(stem.len())
        && text == stem.repeat(text.len() / stem.len())
}

/// Whether a text goes along the alphabet, the digits or a row of the keyboard.
fn is_a_row(text: &str) -> bool {
    const ROWS: [&str; 5] = [
        "01234567890123456789012345678901234567890",
        "98765432109876543210987654321098765432109",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
        "azertyuiopqsdfghjklmwxcvbnazertyuiop",
        "qwertyuiopasdfghjklzxcvbnmqwertyuiop",
    ];
    ROWS.iter().any(|row| row.contains(text))
}

fn argon() -> Argon2<'static> {
    let parameters = Params::new(MEMORY, PASSES, LANES, None).expect("parameters within bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
}

/// Lets a few passwords be worked on at once; the others wait.
#[derive(Default)]
pub(crate) struct Gate {
    within: Mutex<u32>,
    left: Condvar,
}

impl Gate {
    fn through<T>(&self, work: impl FnOnce() -> T) -> T {
        let within = self.within.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.left.wait_while(within, |within| *within >= MOST_AT_ONCE);
        *waited.unwrap_or_else(PoisonError::into_inner) += 1;
        let done = work();
        *self.within.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.left.notify_one();
        done
    }

    /// The password as it is kept: a PHC string with its parameters and a salt of 16 bytes.
    pub(crate) fn kept(&self, password: &str) -> Result<String, AccessError> {
        let mut salt = [0; 16];
        OsEntropy.fill(&mut salt).map_err(VaultError::NoEntropy)?;
        let hashed = self.through(|| argon().hash_password_with_salt(password.as_bytes(), &salt));
        Ok(hashed.expect("a salt of 16 bytes and a password of 512 at most").to_string())
    }

    /// Whether that is the password kept. Without one kept the same work is done, so that the time
    /// taken tells a stranger nothing.
    pub(crate) fn is(&self, password: &str, kept: Option<&str>) -> bool {
        const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$Y2Fpc3NlIG5vYm9keSdz$\
                               AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        if password.len() > MOST_BYTES {
            return false;
        }
        let Ok(parsed) = PasswordHash::new(kept.unwrap_or(NOBODYS)) else { return false };
        let same = self.through(|| argon().verify_password(password.as_bytes(), &parsed).is_ok());
        same && kept.is_some()
    }
}
