//! Who may be drawn: numbered, published with a digest before the draw.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::SortitionError;

/// One who may be drawn.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Entry {
    /// Who: a name or a number, unique in the pool, without tabs or line breaks.
    pub id: String,
    /// How many lots they have; 1 for an even chance.
    #[serde(default = "one")]
    pub weight: u64,
    /// The stratum they belong to, if the pool has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stratum: Option<String>,
}

fn one() -> u64 {
    1
}

impl Entry {
    /// One with an even chance and no stratum.
    pub fn new(id: impl Into<String>) -> Entry {
        Entry { id: id.into(), weight: 1, stratum: None }
    }
}

/// All who may be drawn, in the published order.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<Entry>", into = "Vec<Entry>")]
pub struct Pool {
    entries: Vec<Entry>,
}

impl TryFrom<Vec<Entry>> for Pool {
    type Error = SortitionError;

    fn try_from(entries: Vec<Entry>) -> Result<Pool, SortitionError> {
        Pool::new(entries)
    }
}

impl From<Pool> for Vec<Entry> {
    fn from(pool: Pool) -> Vec<Entry> {
        pool.entries
    }
}

impl Pool {
    /// A pool in this order.
    ///
    /// # Errors
    /// An empty pool, someone twice, a weight of 0, a name that cannot stand on one line, some with
    /// a stratum and some without, lots beyond `u64`.
    pub fn new(entries: Vec<Entry>) -> Result<Pool, SortitionError> {
        if entries.is_empty() {
            return Err(SortitionError::EmptyPool);
        }
        let mut seen = BTreeSet::new();
        let mut lots = 0_u64;
        let stratified = entries[0].stratum.is_some();
        for entry in &entries {
            let id = entry.id.clone();
            let names = [Some(&entry.id), entry.stratum.as_ref()];
            let unfit = |name: &String| name.is_empty() || name.chars().any(char::is_control);
            if names.into_iter().flatten().any(unfit) {
                return Err(SortitionError::UnfitName { id });
            }
            if !seen.insert(&entry.id) {
                return Err(SortitionError::Twice { id });
            }
            if entry.weight == 0 {
                return Err(SortitionError::NoWeight { id });
            }
            if entry.stratum.is_some() != stratified {
                return Err(SortitionError::StratumMissing { id });
            }
            lots = lots.checked_add(entry.weight).ok_or(SortitionError::TooManyLots)?;
        }
        Ok(Pool { entries })
    }

    /// The entries in the published order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The text whose digest is published: a line for each entry, `number`, `id`, `weight` and
    /// `stratum` (empty without strata) separated by tabs, each line ended by a line feed.
    pub fn published(&self) -> String {
        let mut text = String::new();
        for (index, Entry { id, weight, stratum }) in self.entries.iter().enumerate() {
            let stratum = stratum.as_deref().unwrap_or_default();
            let _ = writeln!(text, "{}\t{id}\t{weight}\t{stratum}", index + 1);
        }
        text
    }

    /// SHA-256 of [`Pool::published`], in hexadecimal.
    pub fn digest(&self) -> String {
        hexadecimal(&Sha256::digest(self.published().as_bytes()))
    }
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
