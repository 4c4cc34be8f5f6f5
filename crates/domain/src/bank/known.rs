//! Where a line stands, by its identity: a hash for each line, so that a line known again is found at
//! once and its identity is kept once.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

use super::{Explained, Line};
use crate::identity::BankLineId;

/// From hashes of identities to lines. The hasher starts from the same state on every machine: the
/// core knows no randomness.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Known(HashMap<u64, BankLineId, BuildHasherDefault<DefaultHasher>>);

impl Known {
    /// The index of these lines.
    pub(super) fn of(lines: &[(Line, Explained)]) -> Known {
        let mut known = Known::default();
        known.0.reserve(lines.len());
        for (index, (line, _)) in lines.iter().enumerate() {
            known.insert(&line.identity, BankLineId::at(index));
        }
        known
    }

    /// The line with that identity. Constant time on average.
    pub(super) fn find(&self, lines: &[(Line, Explained)], identity: &str) -> Option<BankLineId> {
        let mut slot = hash(identity);
        while let Some(line) = self.0.get(&slot) {
            if lines[line.index()].0.identity == identity {
                return Some(*line);
            }
            slot = slot.wrapping_add(1);
        }
        None
    }

    /// Adds a line whose identity was not known.
    pub(super) fn insert(&mut self, identity: &str, line: BankLineId) {
        let mut slot = hash(identity);
        while self.0.contains_key(&slot) {
            slot = slot.wrapping_add(1);
        }
        self.0.insert(slot, line);
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
