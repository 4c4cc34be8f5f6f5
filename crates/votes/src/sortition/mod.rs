//! Draws from a public seed that anyone can repeat, in the way of RFC 3797.
//!
//! Before the draw, two things are published: the [`Pool`], numbered, with its digest, and where the
//! seed will come from (a lottery of a given day, a quotation, a dice throw on the stage). When the
//! [`Sources`] have spoken, they are written in one canonical form, and each pick is SHA-256 of the
//! pick's number, that key, and the number again, taken over those who are left; a value from which
//! a plain remainder would favour the first is thrown away and the next number is tried. The whole
//! method, with a script that repeats it, is in `docs/sortition.md`.
//!
//! Absent on purpose: chance. Nothing here can choose a seed, or draw twice differently.

mod error;
mod key;
mod lots;
mod pool;
mod seats;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use error::SortitionError;
pub use key::{SourceKind, SourceValue, Sources};
pub use pool::{Entry, Pool};
pub use seats::{Allotment, StratumSeats, allot};

/// What is drawn from a pool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct DrawRule {
    /// How many seats, and how they are shared among strata.
    pub seats: Allotment,
    /// How many are drawn after them, in each stratum, to replace who declines.
    #[serde(default)]
    pub reserve: u64,
}

/// A draw: everything that is needed to repeat it, and what came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Draw {
    /// The digest of the pool.
    pub pool_digest: String,
    /// The sources in canonical form.
    pub key: String,
    /// Each stratum in order, or the whole pool as the only one.
    pub strata: Vec<StratumDraw>,
}

/// What was drawn in one stratum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct StratumDraw {
    /// Its name; absent for the whole pool.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stratum: Option<String>,
    /// Its key: that of the draw, or the one derived for this stratum.
    pub key: String,
    /// How many of it there are in the pool.
    pub members: u64,
    /// How many seats it has.
    pub seats: u64,
    /// Picks in order: the seats first, then the reserve.
    pub picks: Vec<Pick>,
}

impl StratumDraw {
    /// Who has a seat, in the order drawn.
    pub fn elected(&self) -> impl Iterator<Item = &Pick> {
        self.picks.iter().filter(|pick| !pick.reserve)
    }

    /// Who replaces them, in this order.
    pub fn reserve(&self) -> impl Iterator<Item = &Pick> {
        self.picks.iter().filter(|pick| pick.reserve)
    }
}

/// One pick.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Pick {
    /// Who.
    pub id: String,
    /// Their number in the published pool, from 1.
    pub number: u64,
    /// The number that was hashed with the key, from 0.
    pub attempt: u32,
    /// SHA-256, in hexadecimal.
    pub digest: String,
    /// The lots that were left: people, or their weights.
    pub lots: u64,
    /// The lot that was drawn, from 0: the digest as a number, modulo the lots.
    pub lot: u64,
    /// True for a pick of the reserve.
    pub reserve: bool,
}

/// Draws from `pool` by `sources` under `rule`.
///
/// O(n log n) in the pool, and one SHA-256 for each pick.
///
/// # Errors
/// More seats than people, strata that do not fit the rule.
pub fn draw(pool: &Pool, sources: &Sources, rule: &DrawRule) -> Result<Draw, SortitionError> {
    let key = sources.canonical();
    let mut strata = Vec::new();
    for part in allot(pool, &rule.seats)? {
        let entries: Vec<(usize, &Entry)> = pool
            .entries()
            .iter()
            .enumerate()
            .filter(|(_, entry)| part.stratum.is_none() || entry.stratum == part.stratum)
            .collect();
        let key = match &part.stratum {
            None => key.clone(),
            Some(stratum) => key::derived(&key, stratum),
        };
        let picks = lots::pick(&entries, &key, part.seats, rule.reserve);
        let (stratum, members, seats) = (part.stratum, part.members, part.seats);
        strata.push(StratumDraw { stratum, key, members, seats, picks });
    }
    Ok(Draw { pool_digest: pool.digest(), key, strata })
}
