use proptest::prelude::*;

use super::*;

fn leaves(count: u64) -> Vec<Digest> {
    (0..count).map(|n| Digest::of_parts(&[&[0], &n.to_be_bytes()])).collect()
}

/// The definition of RFC 6962, 2.1, word for word.
fn root_by_definition(leaves: &[Digest]) -> Digest {
    match leaves {
        [] => Digest::of(b""),
        [leaf] => *leaf,
        _ => {
            let mut split = 1;
            while split * 2 < leaves.len() {
                split *= 2;
            }
            let (left, right) = leaves.split_at(split);
            let parts = [root_by_definition(left), root_by_definition(right)];
            Digest::of_parts(&[&[1], parts[0].as_bytes(), parts[1].as_bytes()])
        }
    }
}

fn tree_of(leaves: &[Digest]) -> MerkleTree {
    let mut tree = MerkleTree::new();
    leaves.iter().for_each(|leaf| tree.push(*leaf));
    tree
}

#[test]
fn the_roots_are_those_of_the_definition_at_every_size() {
    let leaves = leaves(130);
    let tree = tree_of(&leaves);
    let mut frontier = Frontier::new();
    assert_eq!(frontier.root(), root_by_definition(&[]));
    for (index, leaf) in leaves.iter().enumerate() {
        frontier.push(*leaf);
        let expected = root_by_definition(&leaves[..=index]);
        assert_eq!(frontier.root(), expected);
        assert_eq!(tree.root(index as u64 + 1), Some(expected));
        assert_eq!(Frontier::from_bytes(&frontier.to_bytes()).as_ref(), Some(&frontier));
    }
    assert_eq!(tree.root(131), None);
}

/// The tree of the reference implementation of Certificate Transparency
/// (merkletree/merkle_tree_test.cc): eight inputs and their root.
#[test]
fn the_known_answers_of_certificate_transparency_are_found() {
    let inputs: [&[u8]; 8] = [
        b"",
        &[0x00],
        &[0x10],
        &[0x20, 0x21],
        &[0x30, 0x31],
        &[0x40, 0x41, 0x42, 0x43],
        &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
        &[
            0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d,
            0x6e, 0x6f,
        ],
    ];
    let leaves: Vec<Digest> = inputs.iter().map(|i| Digest::of_parts(&[&[0], i])).collect();
    let root = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328";
    assert_eq!(tree_of(&leaves).root(8).expect("eight leaves").to_string(), root);
}

#[test]
fn every_proof_of_every_small_tree_holds_and_no_other() {
    let leaves = leaves(33);
    let tree = tree_of(&leaves);
    for size in 1..=33 {
        let root = tree.root(size).expect("known");
        for index in 0..size {
            let proof = tree.inclusion_proof(index, size).expect("known");
            let leaf = leaves[index as usize];
            assert!(verify_inclusion(leaf, index, size, &proof, root), "{index} of {size}");
            let other = leaves[(index as usize + 1) % 33];
            assert!(!verify_inclusion(other, index, size, &proof, root));
            let mut longer = proof.clone();
            longer.push(root);
            assert!(!verify_inclusion(leaf, index, size, &longer, root));
            assert!(
                proof.is_empty()
                    || !verify_inclusion(leaf, index, size, &proof[..proof.len() - 1], root)
            );
        }
        for from in 1..=size {
            let proof = tree.consistency_proof(from, size).expect("known");
            let old = tree.root(from).expect("known");
            assert!(verify_consistency(from, old, size, root, &proof), "{from} to {size}");
            assert!(!verify_consistency(from, leaves[0], size, Digest::of(b"x"), &proof));
            if from < size {
                assert!(!verify_consistency(from, root, size, root, &proof));
                let shorter = &proof[..proof.len() - 1];
                assert!(!verify_consistency(from, old, size, root, shorter));
            }
        }
    }
    assert_eq!(tree.inclusion_proof(3, 3), None);
    assert_eq!(tree.consistency_proof(0, 3), None);
}

#[test]
fn a_frontier_of_another_length_is_not_read() {
    let mut frontier = Frontier::new();
    leaves(5).into_iter().for_each(|leaf| frontier.push(leaf));
    let bytes = frontier.to_bytes();
    assert_eq!(Frontier::from_bytes(&bytes[..bytes.len() - 1]), None);
    assert_eq!(Frontier::from_bytes(&bytes[..40]), None);
    assert_eq!(Frontier::from_bytes(&[]), None);
}

proptest! {
    #[test]
    fn a_proof_with_one_bit_changed_does_not_hold(
        size in 2u64..400, at in any::<u64>(), bit in 0usize..256, which in any::<usize>(),
    ) {
        let leaves = leaves(size);
        let tree = tree_of(&leaves);
        let (index, root) = (at % size, tree.root(size).expect("known"));
        let mut proof = tree.inclusion_proof(index, size).expect("known");
        let which = which % proof.len();
        let mut bytes = *proof[which].as_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        proof[which] = Digest::from_bytes(bytes);
        prop_assert!(!verify_inclusion(leaves[index as usize], index, size, &proof, root));
    }

    #[test]
    fn random_sizes_are_consistent(size in 1u64..600, at in any::<u64>()) {
        let tree = tree_of(&leaves(size));
        let from = 1 + at % size;
        let proof = tree.consistency_proof(from, size).expect("known");
        let (old, new) = (tree.root(from).expect("known"), tree.root(size).expect("known"));
        prop_assert!(verify_consistency(from, old, size, new, &proof));
    }
}
