//! Picking by lots, without putting back.

use num_bigint::BigUint;
use num_traits::ToPrimitive;
use sha2::{Digest, Sha256};

use super::pool::hexadecimal;
use super::{Entry, Pick};

/// Picks `seats` and then `reserve` of `entries`, which stand in the published order with their
/// index in the pool. Stops when nobody is left.
pub(super) fn pick(entries: &[(usize, &Entry)], key: &str, seats: u64, reserve: u64) -> Vec<Pick> {
    let mut left = Lots::new(entries.iter().map(|(_, entry)| entry.weight));
    let wanted = u128::from(seats) + u128::from(reserve);
    let mut picks = Vec::new();
    let mut attempt = 0_u32;
    while (picks.len() as u128) < wanted && left.total > 0 {
        let digest = hash(key, attempt);
        if let Some(lot) = lot(&digest, left.total) {
            let position = left.at(lot);
            let (index, entry) = entries[position];
            picks.push(Pick {
                id: entry.id.clone(),
                number: index as u64 + 1,
                attempt,
                digest: hexadecimal(&digest),
                lots: left.total,
                lot,
                reserve: picks.len() as u64 >= seats,
            });
            left.remove(position, entry.weight);
        }
        attempt += 1;
    }
    picks
}

/// The number as four bytes, the key, the number again.
fn hash(key: &str, attempt: u32) -> [u8; 32] {
    let number = attempt.to_be_bytes();
    let mut hasher = Sha256::new();
    hasher.update(number);
    hasher.update(key.as_bytes());
    hasher.update(number);
    hasher.finalize().into()
}

/// The digest as a number, modulo `lots`; nothing when it stands above the last whole multiple of
/// `lots` below 2^256, where the first lots would be favoured. `lots` is not 0.
pub(super) fn lot(digest: &[u8; 32], lots: u64) -> Option<u64> {
    let number = BigUint::from_bytes_be(digest);
    let all = BigUint::from(1_u8) << 256;
    let usable = &all - &all % lots;
    if number >= usable {
        return None;
    }
    (number % lots).to_u64()
}

/// Weights by position, where a lot is found and a weight removed in O(log n): a Fenwick tree.
pub(super) struct Lots {
    tree: Vec<u64>,
    pub(super) total: u64,
}

impl Lots {
    pub(super) fn new(weights: impl ExactSizeIterator<Item = u64>) -> Lots {
        let mut tree = vec![0_u64; weights.len() + 1];
        let mut total = 0;
        for (index, weight) in weights.enumerate() {
            tree[index + 1] += weight;
            total += weight;
        }
        for node in 1..tree.len() {
            let parent = node + (node & node.wrapping_neg());
            if parent < tree.len() {
                tree[parent] += tree[node];
            }
        }
        Lots { tree, total }
    }

    /// The position that holds `lot`, counted from 0 in order.
    pub(super) fn at(&self, lot: u64) -> usize {
        let (mut node, mut left) = (0, lot);
        let mut step = self.tree.len().next_power_of_two();
        while step > 0 {
            if node + step < self.tree.len() && self.tree[node + step] <= left {
                node += step;
                left -= self.tree[node];
            }
            step /= 2;
        }
        node
    }

    pub(super) fn remove(&mut self, position: usize, weight: u64) {
        self.total -= weight;
        let mut node = position + 1;
        while node < self.tree.len() {
            self.tree[node] -= weight;
            node += node & node.wrapping_neg();
        }
    }
}
