//! Labels in one string: each text is kept once and known by its place.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

/// The hasher starts from the same state on every machine: the core knows no randomness.
type Known = HashMap<u64, u32, BuildHasherDefault<DefaultHasher>>;

/// Texts in the order of their first use, all in one buffer.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Texts {
    buffer: String,
    #[serde(with = "crate::columns")]
    ends: Vec<u32>,
    /// From the hash of a text to its place; not written, built again at the first need.
    #[serde(skip)]
    known: Known,
}

impl PartialEq for Texts {
    fn eq(&self, other: &Texts) -> bool {
        self.buffer == other.buffer && self.ends == other.ends
    }
}

impl Texts {
    /// The text at a place that [`Texts::place`] gave.
    pub(super) fn at(&self, place: u32) -> &str {
        let place = place as usize;
        let start = if place == 0 { 0 } else { self.ends[place - 1] as usize };
        &self.buffer[start..self.ends[place] as usize]
    }

    /// The place of a text, which is kept if it is new. Constant time on average.
    pub(super) fn place(&mut self, text: &str) -> u32 {
        if self.known.len() != self.ends.len() {
            self.rebuild();
        }
        let mut slot = hash(text);
        while let Some(place) = self.known.get(&slot) {
            if self.at(*place) == text {
                return *place;
            }
            slot = slot.wrapping_add(1);
        }
        let place = u32::try_from(self.ends.len()).expect("fewer than four billion texts");
        self.buffer.push_str(text);
        self.ends.push(u32::try_from(self.buffer.len()).expect("less than 4 GiB of labels"));
        self.known.insert(slot, place);
        place
    }

    /// The bytes held, indexes included.
    pub(super) fn bytes(&self) -> usize {
        self.buffer.capacity() + self.ends.capacity() * 4 + self.known.capacity() * 17
    }

    fn rebuild(&mut self) {
        self.known.clear();
        for place in 0..self.ends.len() as u32 {
            let mut slot = hash(self.at(place));
            while self.known.contains_key(&slot) {
                slot = slot.wrapping_add(1);
            }
            self.known.insert(slot, place);
        }
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
