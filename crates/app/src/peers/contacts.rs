//! When each peer was last reached, and where: what the journal does not hold, since it can be lost
//! without loss.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{PeersError, write_whole};
use crate::desk::Desk;

const FILE: &str = "peers.json";
/// How much older a last contact may be on the disk than it is, in milliseconds: what is read every few
/// seconds is not written every few seconds.
const SAME_MINUTE: i64 = 60_000;

/// What is remembered of reaching one peer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Its directory, when it lives on this machine.
    #[serde(default)]
    pub directory: Option<PathBuf>,
    /// When its feed was last read, in milliseconds since 1970.
    #[serde(default)]
    pub last_contact: Option<i64>,
    /// When that was last tried.
    #[serde(default)]
    pub last_try: Option<i64>,
    /// The highest number seen in its feed.
    #[serde(default)]
    pub highest: u64,
    /// What went wrong the last time, in French and in English.
    #[serde(default)]
    pub trouble: Option<(String, String)>,
    /// Its key as a witness, once it was found signed by the key we know it by.
    #[serde(default)]
    pub witness: Option<String>,
    /// How many of our records it cosigned.
    #[serde(default)]
    pub cosigned: u64,
}

/// What is remembered of reaching each peer, by its identifier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contacts(pub BTreeMap<String, Contact>);

impl Contacts {
    /// Reads them; none if there is no file yet.
    ///
    /// # Errors
    /// [`PeersError::Disk`], [`PeersError::Unreadable`].
    pub fn read(root: &Path) -> Result<Contacts, PeersError> {
        let path = root.join(FILE);
        match std::fs::read(&path) {
            Ok(bytes) => {
                serde_json::from_slice(&bytes).map_err(|_| PeersError::Unreadable { path })
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Contacts::default()),
            Err(error) => Err(PeersError::Disk { path, error }),
        }
    }

    /// Keeps them, whole or not at all.
    ///
    /// # Errors
    /// [`PeersError::Disk`].
    pub fn write(&self, root: &Path) -> Result<(), PeersError> {
        let path = root.join(FILE);
        let bytes = serde_json::to_vec_pretty(self).expect("plain data");
        write_whole(&path, &bytes).map_err(|error| PeersError::Disk { path, error })
    }

    /// Changes what is remembered of one peer.
    ///
    /// # Errors
    /// Those of [`Contacts::read`] and [`Contacts::write`].
    pub fn note(
        desk: &Desk,
        origin: &str,
        change: impl FnOnce(&mut Contact),
    ) -> Result<(), PeersError> {
        let root = desk.directory.root();
        let mut contacts = Contacts::read(root)?;
        change(contacts.0.entry(origin.to_owned()).or_default());
        contacts.write(root)
    }

    /// Whether there is more to remember than contacts a minute later.
    pub(super) fn tell_more_than(&self, before: &Contacts) -> bool {
        let later = |new: Option<i64>, old: Option<i64>| match (new, old) {
            (Some(new), Some(old)) => new.abs_diff(old) >= SAME_MINUTE.unsigned_abs(),
            (new, old) => new != old,
        };
        self.0.len() != before.0.len()
            || self.0.iter().any(|(origin, new)| {
                let old = before.of(origin);
                let same = Contact {
                    last_contact: old.last_contact,
                    last_try: old.last_try,
                    ..new.clone()
                };
                same != old
                    || later(new.last_contact, old.last_contact)
                    || later(new.last_try, old.last_try)
            })
    }

    /// What is remembered of one peer.
    pub fn of(&self, origin: &str) -> Contact {
        self.0.get(origin).cloned().unwrap_or_default()
    }
}
