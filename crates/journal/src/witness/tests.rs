use super::*;
use crate::{MerkleTree, NoteSigner};

const ORIGIN: &str = "caisse-gironde";

fn signer() -> NoteSigner {
    NoteSigner::new(ORIGIN, &[7; 32]).expect("a name")
}

fn tree(leaves: u64, word: &str) -> MerkleTree {
    let mut tree = MerkleTree::new();
    for leaf in 0..leaves {
        tree.push(Digest::of(format!("{word} {leaf}").as_bytes()));
    }
    tree
}

fn root(tree: &MerkleTree) -> Digest {
    tree.root(tree.size()).expect("its own size")
}

fn note(tree: &MerkleTree) -> SignedNote {
    let checkpoint = Checkpoint {
        origin: ORIGIN.to_owned(),
        size: tree.size(),
        root: root(tree),
        extensions: Vec::new(),
    };
    checkpoint.sign(&signer()).expect("signs")
}

fn submission(old: u64, tree: &MerkleTree) -> Submission {
    let proof = match old {
        0 => Vec::new(),
        _ => tree.consistency_proof(old, tree.size()).expect("an older size"),
    };
    Submission { old, proof, note: note(tree) }
}

fn seen(tree: &MerkleTree) -> Option<Seen> {
    Some(Seen { size: tree.size(), root: root(tree) })
}

fn judged(seen: Option<Seen>, asked: &Submission) -> Result<u64, WitnessRefusal> {
    judge(ORIGIN, &[signer().public()], seen, asked).map(|checkpoint| checkpoint.size)
}

#[test]
fn a_journal_that_goes_on_is_cosigned_from_its_first_checkpoint() {
    let mut last = None;
    for size in [1, 2, 3, 7, 8, 64, 1000] {
        let tree = tree(size, "record");
        let old = last.map_or(0, |seen: Seen| seen.size);
        assert_eq!(judged(last, &submission(old, &tree)), Ok(size));
        last = seen(&tree);
    }
    let same = tree(1000, "record");
    assert_eq!(judged(last, &submission(1000, &same)), Ok(1000), "nothing new is no fault");
}

#[test]
fn a_past_that_was_rewritten_is_refused_and_kept_as_evidence() {
    let (ours, other) = (tree(40, "record"), tree(60, "another record"));
    let refusal = judged(seen(&ours), &submission(40, &other)).expect_err("rewritten");
    assert_eq!(refusal, WitnessRefusal::NotContinued { old: 40 });
    assert!(refusal.is_evidence());
    assert_eq!(refusal.status(), 422);
    let same_size = tree(40, "another record");
    let asked = Submission { old: 40, proof: Vec::new(), note: note(&same_size) };
    let refusal = judged(seen(&ours), &asked).expect_err("another root");
    assert_eq!(refusal, WitnessRefusal::OtherRoot { size: 40 });
    assert!(refusal.is_evidence());
}

#[test]
fn each_fault_has_the_status_of_the_specification() {
    let (first, second) = (tree(5, "record"), tree(9, "record"));
    let stale = judged(seen(&second), &submission(5, &second)).expect_err("another size");
    assert_eq!(stale, WitnessRefusal::OtherSize { asked: 5, seen: 9 });
    assert_eq!(stale.status(), 409);
    let mut backwards = submission(5, &second);
    backwards.old = 10;
    let backwards = judged(seen(&second), &backwards).expect_err("beyond");
    assert_eq!(backwards.status(), 400);
    let unknown = judge("another", &[signer().public()], None, &submission(0, &first));
    assert_eq!(unknown.expect_err("unknown").status(), 404);
    let stranger = NoteSigner::new(ORIGIN, &[8; 32]).expect("a name").public();
    let unsigned = judge(ORIGIN, &[stranger], None, &submission(0, &first));
    assert_eq!(unsigned.expect_err("unsigned").status(), 403);
    let mut padded = submission(0, &first);
    padded.proof.push(Digest::of(b"too much"));
    assert_eq!(judged(None, &padded).expect_err("no proof from zero").status(), 422);
}

#[test]
fn a_request_is_read_back_as_it_was_written() {
    let asked = submission(5, &tree(9, "record"));
    assert_eq!(Submission::parse(&asked.to_string()), Ok(asked));
}

#[test]
fn a_request_that_is_none_is_refused_at_its_line() {
    let text = submission(5, &tree(9, "record")).to_string();
    let refused = |text: &str| Submission::parse(text).expect_err("no request");
    assert_eq!(refused(""), WitnessRefusal::Malformed { line: 1 });
    assert_eq!(
        refused(&text.replacen("old 5", "old 05", 1)),
        WitnessRefusal::Malformed { line: 1 }
    );
    assert_eq!(refused(&text.replacen("old 5", "new 5", 1)), WitnessRefusal::Malformed { line: 1 });
    let second = text.replacen("old 5\n", "old 5\nnot a hash\n", 1);
    assert_eq!(refused(&second), WitnessRefusal::Malformed { line: 2 });
    let hash = text.lines().nth(1).expect("a hash");
    let many = text.replacen(hash, &[hash; MOST_HASHES + 1].join("\n"), 1);
    assert_eq!(refused(&many), WitnessRefusal::Malformed { line: MOST_HASHES + 2 });
    assert_eq!(refused(&"x".repeat(LONGEST_REQUEST + 1)), WitnessRefusal::Malformed { line: 0 });
    let unsigned = &text[..text.rfind("\n\n").expect("signatures") + 1];
    assert!(matches!(refused(unsigned), WitnessRefusal::Note(_)), "{:?}", refused(unsigned));
}
