//! Records, chain, Merkle tree, checkpoints, archives, and the store contract. It does not know what an event means.
