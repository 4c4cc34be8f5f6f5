//! Where a line stands, by its identity: a number for each line, so that a line known again is found
//! at once and its identity is kept once.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};
use std::sync::OnceLock;

use super::{Explained, Line, LineIdentity};
use crate::identity::BankLineId;

/// The hasher starts from the same state on every machine: the core knows no randomness.
type Places = HashMap<u64, BankLineId, BuildHasherDefault<DefaultHasher>>;

/// From the slots of identities to lines: not written, made at the first question.
#[derive(Clone, Debug, Default)]
pub(super) struct Known(OnceLock<Places>);

/// It follows from the lines, and is equal when they are.
impl PartialEq for Known {
    fn eq(&self, _: &Known) -> bool {
        true
    }
}

impl Eq for Known {}

impl Known {
    /// The line with that identity. Constant time on average, after a first time linear in the lines.
    pub(super) fn find(
        &self,
        lines: &[(Line, Explained)],
        identity: &LineIdentity,
    ) -> Option<BankLineId> {
        let places = self.0.get_or_init(|| places(lines));
        let mut slot = identity.slot();
        while let Some(line) = places.get(&slot) {
            if lines[line.index()].0.identity == *identity {
                return Some(*line);
            }
            slot = slot.wrapping_add(1);
        }
        None
    }

    /// Adds a line whose identity was not known.
    pub(super) fn insert(&mut self, identity: &LineIdentity, line: BankLineId) {
        if let Some(places) = self.0.get_mut() {
            insert(places, identity, line);
        }
    }
}

fn places(lines: &[(Line, Explained)]) -> Places {
    let mut places = Places::with_capacity_and_hasher(lines.len(), BuildHasherDefault::default());
    for (index, (line, _)) in lines.iter().enumerate() {
        insert(&mut places, &line.identity, BankLineId::at(index));
    }
    places
}

fn insert(places: &mut Places, identity: &LineIdentity, line: BankLineId) {
    let mut slot = identity.slot();
    while places.contains_key(&slot) {
        slot = slot.wrapping_add(1);
    }
    places.insert(slot, line);
}
