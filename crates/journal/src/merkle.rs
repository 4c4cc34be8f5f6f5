//! The Merkle tree of RFC 6962, section 2.1, over the headers of a journal: one record can be shown
//! to belong to a journal, and a journal to be the continuation of a shorter one, with a few hashes.
//!
//! [`Frontier`] gives the root while records are added and keeps only a hash per power of two;
//! [`MerkleTree`] keeps every complete node and makes proofs; the `verify_*` functions need neither.
//!
//! Absent on purpose: records. A leaf is a digest, made by [`leaf_of`].

use crate::{Digest, HEADER_LENGTH, Record};

/// The leaf of a header: SHA-256 of 0x00 and its bytes.
pub fn leaf_of(header: &[u8; HEADER_LENGTH]) -> Digest {
    let mut bytes = [0; HEADER_LENGTH + 1];
    bytes[1..].copy_from_slice(header);
    Digest::of(&bytes)
}

impl Record {
    /// The leaf of this record in the Merkle tree.
    pub fn leaf(&self) -> Digest {
        leaf_of(self.header_bytes())
    }
}

fn node_of(left: Digest, right: Digest) -> Digest {
    let mut bytes = [1; 65];
    bytes[1..33].copy_from_slice(left.as_bytes());
    bytes[33..].copy_from_slice(right.as_bytes());
    Digest::of(&bytes)
}

/// The root of the tree without leaves: SHA-256 of nothing.
pub fn empty_root() -> Digest {
    Digest::of(b"")
}

/// The right edge of a growing tree: the roots of the complete subtrees, from the largest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    roots: Vec<Digest>,
}

impl Frontier {
    /// The frontier of the tree without leaves.
    pub fn new() -> Frontier {
        Frontier::default()
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf: one hash on average, at most 64.
    pub fn push(&mut self, leaf: Digest) {
        let mut root = leaf;
        for _ in 0..self.size.trailing_ones() {
            let left = self.roots.pop().expect("one subtree per bit of the size");
            root = node_of(left, root);
        }
        self.roots.push(root);
        self.size += 1;
    }

    /// The root of the tree; at most 63 hashes.
    pub fn root(&self) -> Digest {
        let mut from_the_right = self.roots.iter().rev();
        let Some(last) = from_the_right.next() else { return empty_root() };
        from_the_right.fold(*last, |right, left| node_of(*left, right))
    }

    /// The frontier as bytes, to keep in a snapshot: 8 bytes of size, then 32 per root.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.size.to_be_bytes().to_vec();
        self.roots.iter().for_each(|root| bytes.extend_from_slice(root.as_bytes()));
        bytes
    }

    /// Reads what [`Frontier::to_bytes`] wrote; `None` for anything of another length.
    pub fn from_bytes(bytes: &[u8]) -> Option<Frontier> {
        let (size, roots) = bytes.split_first_chunk::<8>()?;
        let size = u64::from_be_bytes(*size);
        let (roots, rest) = roots.as_chunks::<32>();
        if !rest.is_empty() || roots.len() != size.count_ones() as usize {
            return None;
        }
        Some(Frontier { size, roots: roots.iter().copied().map(Digest::from_bytes).collect() })
    }
}

/// A tree that keeps every complete node, 64 bytes per leaf, and makes proofs in O(log²).
#[derive(Clone, Debug, Default)]
pub struct MerkleTree {
    /// `levels[0]` are the leaves; `levels[k][i]` is the root of the leaves `i·2ᵏ .. (i+1)·2ᵏ`.
    levels: Vec<Vec<Digest>>,
}

impl MerkleTree {
    /// The tree without leaves.
    pub fn new() -> MerkleTree {
        MerkleTree::default()
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, Vec::len) as u64
    }

    /// Adds a leaf: one hash on average.
    pub fn push(&mut self, leaf: Digest) {
        let mut complete = leaf;
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            let nodes = &mut self.levels[level];
            nodes.push(complete);
            if nodes.len() % 2 == 1 {
                return;
            }
            complete = node_of(nodes[nodes.len() - 2], complete);
        }
    }

    /// The root of the first `size` leaves; `None` when there are fewer.
    pub fn root(&self, size: u64) -> Option<Digest> {
        match size {
            0 => Some(empty_root()),
            size if size <= self.size() => Some(self.range(0, size)),
            _ => None,
        }
    }

    /// The proof that leaf `index` is in the tree of the first `size` leaves: the sibling hashes,
    /// from the leaf up (RFC 6962, 2.1.1). `None` when there is no such leaf or size.
    pub fn inclusion_proof(&self, index: u64, size: u64) -> Option<Vec<Digest>> {
        if index >= size || size > self.size() {
            return None;
        }
        let mut proof = Vec::new();
        let (mut start, mut end) = (0, size);
        while end - start > 1 {
            let middle = start + largest_power_below(end - start);
            if index < middle {
                proof.push(self.range(middle, end));
                end = middle;
            } else {
                proof.push(self.range(start, middle));
                start = middle;
            }
        }
        proof.reverse();
        Some(proof)
    }

    /// The proof that the tree of `size` leaves continues that of `from` leaves (RFC 6962, 2.1.2).
    /// `None` unless 1 ≤ `from` ≤ `size` ≤ the leaves there are.
    pub fn consistency_proof(&self, from: u64, size: u64) -> Option<Vec<Digest>> {
        if from == 0 || from > size || size > self.size() {
            return None;
        }
        let mut proof = Vec::new();
        let (mut start, mut end) = (0, size);
        while from < end {
            let middle = start + largest_power_below(end - start);
            if from <= middle {
                proof.push(self.range(middle, end));
                end = middle;
            } else {
                proof.push(self.range(start, middle));
                start = middle;
            }
        }
        // When the old tree is not a left edge of its own, the verifier does not know this root.
        if start > 0 {
            proof.push(self.range(start, end));
        }
        proof.reverse();
        Some(proof)
    }

    /// The root of the leaves `start .. end`, at least one, `start` aligned as RFC 6962 splits.
    fn range(&self, start: u64, end: u64) -> Digest {
        let length = end - start;
        if length.is_power_of_two() {
            let level = length.trailing_zeros() as usize;
            return self.levels[level][(start >> level) as usize];
        }
        let middle = start + largest_power_below(length);
        node_of(self.range(start, middle), self.range(middle, end))
    }
}

/// The largest power of two smaller than `length`, which is at least 2.
fn largest_power_below(length: u64) -> u64 {
    1 << (63 - (length - 1).leading_zeros())
}

/// True when `proof` shows that `leaf` is leaf `index` of the tree of `size` leaves with this root
/// (RFC 9162, 2.1.3.2). Any proof that is too short or too long is false.
pub fn verify_inclusion(
    leaf: Digest,
    index: u64,
    size: u64,
    proof: &[Digest],
    root: Digest,
) -> bool {
    if index >= size {
        return false;
    }
    let (mut node, mut last, mut hash) = (index, size - 1, leaf);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            hash = node_of(*sibling, hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_of(hash, *sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && hash == root
}

/// True when `proof` shows that the tree of `size` leaves with `root` continues the tree of `from`
/// leaves with `from_root` (RFC 9162, 2.1.4.2). A tree without leaves is continued by any tree, with
/// an empty proof.
pub fn verify_consistency(
    from: u64,
    from_root: Digest,
    size: u64,
    root: Digest,
    proof: &[Digest],
) -> bool {
    if from > size {
        return false;
    }
    if from == 0 || from == size {
        let known = if from == 0 { empty_root() } else { root };
        return proof.is_empty() && from_root == known;
    }
    let (first, rest) = if from.is_power_of_two() {
        (from_root, proof)
    } else {
        match proof.split_first() {
            Some((first, rest)) => (*first, rest),
            None => return false,
        }
    };
    let shift = (from - 1).trailing_ones();
    let (mut node, mut last) = ((from - 1) >> shift, (size - 1) >> shift);
    let (mut old, mut new) = (first, first);
    for sibling in rest {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            old = node_of(*sibling, old);
            new = node_of(*sibling, new);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            new = node_of(new, *sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && old == from_root && new == root
}

#[cfg(test)]
mod tests;
