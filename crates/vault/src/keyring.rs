//! The wrapped keys of an organisation's people: drawn, used, rotated, erased.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use crate::entropy::Entropy;
use crate::error::VaultError;
use crate::key::{Owner, PersonKey, WrappedKey};
use crate::master_key::MasterKey;
use crate::sealed::Kind;

/// The wrapped keys of one organisation, by person. The caller stores each entry where it can be
/// deleted alone, and deletes it there when it calls [`Keyring::erase`].
#[derive(Clone, Debug)]
pub struct Keyring {
    organisation: String,
    keys: BTreeMap<u64, WrappedKey>,
}

impl Keyring {
    /// No key yet.
    pub fn new(organisation: impl Into<String>) -> Keyring {
        Keyring { organisation: organisation.into(), keys: BTreeMap::new() }
    }

    /// The ring that the stored entries make.
    pub fn from_entries(
        organisation: impl Into<String>,
        entries: impl IntoIterator<Item = (u64, WrappedKey)>,
    ) -> Keyring {
        Keyring { organisation: organisation.into(), keys: entries.into_iter().collect() }
    }

    /// The entries to store, in the order of the persons.
    pub fn entries(&self) -> impl Iterator<Item = (u64, &WrappedKey)> {
        self.keys.iter().map(|(person, key)| (*person, key))
    }

    /// The wrapped key of a person; `None` when erased or never recorded.
    pub fn wrapped(&self, person: u64) -> Option<&WrappedKey> {
        self.keys.get(&person)
    }

    /// The key of a person in the clear, drawn and wrapped first if there was none.
    ///
    /// # Errors
    /// Those of [`WrappedKey::open`]; [`VaultError::NoEntropy`].
    pub fn key_or_new(
        &mut self,
        master: &MasterKey,
        person: u64,
        entropy: &mut impl Entropy,
    ) -> Result<PersonKey, VaultError> {
        if self.keys.contains_key(&person) {
            return self.key(master, person);
        }
        let key = PersonKey::generate(self.owner(person), entropy)?;
        self.keys.insert(person, key.wrap(master, entropy)?);
        Ok(key)
    }

    /// The key of a person in the clear.
    ///
    /// # Errors
    /// [`VaultError::NoKey`] when erased or never recorded; those of [`WrappedKey::open`].
    pub fn key(&self, master: &MasterKey, person: u64) -> Result<PersonKey, VaultError> {
        let owner = self.owner(person);
        match self.keys.get(&person) {
            Some(wrapped) => wrapped.open(master, &owner),
            None => Err(VaultError::NoKey { owner }),
        }
    }

    /// Opens what was sealed for a person.
    ///
    /// # Errors
    /// Those of [`Keyring::key`] and [`PersonKey::open`].
    pub fn open(
        &self,
        master: &MasterKey,
        person: u64,
        kind: Kind,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        self.key(master, person)?.open(kind, sealed)
    }

    /// The ring under another master key, all keys or none. Keys that `new` already wraps are kept,
    /// so that a rotation which was interrupted while storing can be run again. Linear.
    ///
    /// # Errors
    /// The first error of [`WrappedKey::rewrap`]; the ring is unchanged.
    pub fn rotated(
        &self,
        old: &MasterKey,
        new: &MasterKey,
        entropy: &mut impl Entropy,
    ) -> Result<Keyring, VaultError> {
        let mut keys = BTreeMap::new();
        for (person, wrapped) in &self.keys {
            let owner = self.owner(*person);
            let moved = if wrapped.wrapped_by() == new.fingerprint() {
                wrapped.open(new, &owner)?;
                wrapped.clone()
            } else {
                wrapped.rewrap(old, new, &owner, entropy)?
            };
            keys.insert(*person, moved);
        }
        Ok(Keyring { organisation: self.organisation.clone(), keys })
    }

    /// Erases a person: their key leaves the ring, and with it the meaning of all that it sealed.
    /// True if there was one. The caller deletes the stored copy; backups keep theirs until they
    /// expire (`docs/vault-format.md`).
    pub fn erase(&mut self, person: u64) -> bool {
        self.keys.remove(&person).is_some()
    }

    fn owner(&self, person: u64) -> Owner {
        Owner::new(self.organisation.clone(), person)
    }
}
