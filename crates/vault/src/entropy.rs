//! Where random bytes come from.

use std::fmt;

use caisse_units::Language;
use sha2::{Digest, Sha256};
use zeroize::Zeroize;

/// A source of random bytes: keys, nonces and salts are drawn from it, never from a global.
pub trait Entropy {
    /// Fills `bytes` with random bytes.
    ///
    /// # Errors
    /// [`EntropyError`] when the source cannot give them; the content of `bytes` is then of no use.
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), EntropyError>;
}

/// The random source of the operating system; the only one for real data.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        getrandom::fill(bytes).map_err(|error| EntropyError { reason: error.to_string() })
    }
}

/// Bytes that a seed determines: SHA-256 over the seed and a counter. For tests and simulations,
/// which must replay; anyone who knows the seed knows the keys, so never for real data.
#[derive(Clone, Debug)]
pub struct SeededEntropy {
    seed: u64,
    blocks_drawn: u64,
}

impl SeededEntropy {
    /// The source that `seed` determines.
    pub const fn new(seed: u64) -> SeededEntropy {
        SeededEntropy { seed, blocks_drawn: 0 }
    }
}

impl Entropy for SeededEntropy {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        for part in bytes.chunks_mut(32) {
            let mut hasher = Sha256::new();
            hasher.update(b"caisse seeded entropy v1\n");
            hasher.update(self.seed.to_be_bytes());
            hasher.update(self.blocks_drawn.to_be_bytes());
            self.blocks_drawn += 1;
            part.copy_from_slice(&hasher.finalize()[..part.len()]);
        }
        Ok(())
    }
}

/// Draws an array of `N` random bytes.
pub(crate) fn draw<const N: usize>(entropy: &mut impl Entropy) -> Result<[u8; N], EntropyError> {
    let mut bytes = [0; N];
    match entropy.fill(&mut bytes) {
        Ok(()) => Ok(bytes),
        Err(error) => {
            bytes.zeroize();
            Err(error)
        }
    }
}

/// The random source gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntropyError {
    /// What the operating system says.
    pub reason: String,
}

impl EntropyError {
    /// The sentence for the one who hosts the caisse, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        let reason = &self.reason;
        match language {
            Language::French => format!(
                "le système n'a pas donné d'octets aléatoires ({reason}) ; rien n'a été scellé, \
                 réessayez ou redémarrez la machine"
            ),
            Language::English => format!(
                "the system gave no random bytes ({reason}); nothing was sealed, try again or \
                 restart the machine"
            ),
        }
    }
}

impl fmt::Display for EntropyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for EntropyError {}
