use super::*;
use ed25519_dalek::{Verifier as _, VerifyingKey};

use crate::key::SMALL_ORDER;
use crate::{Checkpoint, CheckpointError, Digest};

fn signer(name: &str, seed: u8) -> NoteSigner {
    NoteSigner::new(name, &[seed; 32]).expect("a good name")
}

fn checkpoint() -> Checkpoint {
    Checkpoint {
        origin: "caisse-gironde".into(),
        size: 1042,
        root: Digest::of(b"root"),
        extensions: Vec::new(),
    }
}

/// The example of the C2SP text `signed-note`: a key and a note by the Go checksum database's
/// authors (golang.org/x/mod/sumdb/note).
#[test]
fn the_example_of_the_go_note_package_verifies() {
    let key = NoteKey::parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
        .expect("the published key");
    let note = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    let note = SignedNote::parse(note).expect("a note");
    assert_eq!(note.signed_by(&key), Signed::Valid);
    assert_eq!(
        key.to_string(),
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    );
}

#[test]
fn a_checkpoint_is_read_back_as_it_was_signed() {
    let signer = signer("caisse-gironde", 7);
    let note = checkpoint().sign(&signer).expect("signs");
    let read = SignedNote::parse(&note.to_string()).expect("a note");
    assert_eq!(read, note);
    assert_eq!(read.signed_by(&signer.public()), Signed::Valid);
    assert_eq!(Checkpoint::parse(read.text()), Ok(checkpoint()));
    assert_eq!(NoteKey::parse(&signer.public().to_string()), Ok(signer.public()));
}

/// The bytes that `docs/journal-format.md` shows: a signature of Ed25519 is the same each time.
#[test]
fn the_checkpoint_of_the_format_page_is_ours() {
    let note = checkpoint().sign(&signer("caisse-gironde", 7)).expect("signs").to_string();
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/journal-format.md");
    let page = std::fs::read_to_string(page).expect("the page");
    assert!(page.contains(&format!("```\n{note}```\n")), "the page should show:\n{note}");
    let key = signer("caisse-gironde", 7).public();
    assert!(page.contains(&format!("`{key}`")), "the page should show {key}");
}

#[test]
fn a_witness_adds_its_line_without_touching_ours() {
    let (ours, witness) = (signer("caisse-gironde", 7), signer("federation", 8));
    let mut note = checkpoint().sign(&ours).expect("signs");
    let mut copy = SignedNote::new(note.text().to_owned()).expect("a text");
    copy.sign(&witness);
    note.merge(&copy).expect("the same text");
    note.merge(&copy).expect("twice changes nothing");
    assert_eq!(note.signatures().len(), 2);
    assert_eq!(note.signed_by(&ours.public()), Signed::Valid);
    assert_eq!(note.signed_by(&witness.public()), Signed::Valid);
    assert_eq!(note.signed_by(&signer("other", 9).public()), Signed::Absent);
    let other = Checkpoint { size: 1043, ..checkpoint() }.sign(&witness).expect("signs");
    assert_eq!(note.merge(&other), Err(NoteError::OtherText));
}

#[test]
fn a_text_changed_after_signing_is_forged() {
    let signer = signer("caisse-gironde", 7);
    let note = checkpoint().sign(&signer).expect("signs").to_string();
    let changed = note.replacen("1042", "1043", 1);
    let note = SignedNote::parse(&changed).expect("still a note");
    assert_eq!(note.signed_by(&signer.public()), Signed::Forged);
}

#[test]
fn what_is_not_a_note_is_refused_with_its_line() {
    let good = checkpoint().sign(&signer("caisse-gironde", 7)).expect("signs").to_string();
    assert_eq!(SignedNote::parse("a\nb\nc\n"), Err(NoteError::NoSignature));
    assert_eq!(SignedNote::parse(good.trim_end()), Err(NoteError::NoSignature));
    let garbled = good.replace("\u{2014} ", "- ");
    assert_eq!(SignedNote::parse(&garbled), Err(NoteError::SignatureLine { number: 5 }));
    let long = "x".repeat(LONGEST_NOTE + 1);
    assert_eq!(
        SignedNote::parse(&long),
        Err(NoteError::TooLong { length: LONGEST_NOTE as u64 + 1 })
    );
    let crowd = format!(
        "{good}{}",
        good.lines().last().map(|l| format!("{l}\n")).expect("a line").repeat(64)
    );
    assert_eq!(SignedNote::parse(&crowd), Err(NoteError::TooManySignatures));
    assert!(SignedNote::new("tab\t\n".into()).is_err());
}

#[test]
fn what_is_not_a_key_is_refused() {
    let good = signer("caisse", 7).public().to_string();
    assert!(matches!(NoteKey::parse("caisse"), Err(NoteError::KeyText { .. })));
    assert!(
        NoteKey::parse(&good.replacen("caisse", "banque", 1)).is_err(),
        "the hash has the name"
    );
    assert!(NoteSigner::new("two words", &[1; 32]).is_err());
    assert!(NoteSigner::new("a+b", &[1; 32]).is_err());
}

#[test]
fn what_is_not_a_checkpoint_is_refused_with_its_line() {
    let text = checkpoint().to_string();
    assert_eq!(Checkpoint::parse("a\n1\n"), Err(CheckpointError::Lines));
    let size = Checkpoint::parse(&text.replacen("1042", "01042", 1));
    assert_eq!(size, Err(CheckpointError::Size { text: "01042".into() }));
    assert!(matches!(Checkpoint::parse("a\n1\nAAAA\n"), Err(CheckpointError::Root { .. })));
    assert_eq!(Checkpoint::parse(&format!("\n{}", &text[15..])), Err(CheckpointError::Origin));
}

proptest::proptest! {
    #[test]
    fn no_text_makes_a_reader_panic(
        text in "(\\PC|\n){0,120}", tail in "\n\n(\u{2014} [a-z+]{0,4} [A-Za-z0-9+/=]{0,12}\n?){0,3}",
    ) {
        for text in [text.clone(), tail.clone(), text + &tail] {
            if let Ok(note) = SignedNote::parse(&text) {
                proptest::prop_assert_eq!(SignedNote::parse(&note.to_string()), Ok(note.clone()));
                let _ = Checkpoint::parse(note.text());
            }
            let _ = Checkpoint::parse(&text);
            let _ = NoteKey::parse(&text);
        }
    }

    #[test]
    fn a_checkpoint_is_read_back_whatever_it_says(
        origin in "[a-z0-9][a-z0-9._/-]{0,30}", size: u64, root: [u8; 32],
        extensions in proptest::collection::vec("[!-~é]{1,20}", 0..4),
    ) {
        let root = Digest::from_bytes(root);
        let checkpoint = Checkpoint { origin, size, root, extensions };
        proptest::prop_assert_eq!(Checkpoint::parse(&checkpoint.to_string()), Ok(checkpoint));
    }
}

/// The verdict of a key on a text with one signature that claims to be its own.
fn verdict(key: &NoteKey, text: &str, bytes: Vec<u8>) -> Signed {
    let mut note = SignedNote::new(text.to_owned()).expect("a text");
    let (name, key_hash) = (key.name().to_owned(), key.hash());
    note.attach(NoteSignature { name, key_hash, bytes }).expect("the first");
    note.signed_by(key)
}

fn both_say(key: &NoteKey, text: &str, bytes: &[u8; 64]) -> (bool, bool) {
    let key = VerifyingKey::from_bytes(key.key_bytes()).expect("a point");
    let signature = Signature::from_bytes(bytes);
    let (text, plain) = (text.as_bytes(), key.verify(text.as_bytes(), &signature).is_ok());
    (plain, key.verify_strict(text, &signature).is_ok())
}

#[test]
fn the_points_of_small_order_are_the_eight_that_the_library_calls_weak() {
    for (place, point) in SMALL_ORDER.iter().enumerate() {
        let key = VerifyingKey::from_bytes(point).expect("a point");
        assert!(key.is_weak(), "{point:?}");
        assert!(!SMALL_ORDER[..place].contains(point), "{point:?} stands twice");
    }
}

/// R is the neutral point and s = k·a: the equation holds, though the signer drew no nonce.
#[test]
fn a_signature_whose_point_has_a_small_order_is_refused_as_the_strict_reading_does() {
    let (key, text) = (signer("caisse-gironde", 7).public(), "nobody chose this\n");
    let s = [
        0x2c, 0x74, 0x7b, 0xab, 0xd1, 0x35, 0x88, 0x6e, 0x30, 0x5e, 0xd3, 0x91, 0xd1, 0x03, 0x52,
        0xf5, 0x97, 0xcd, 0xc3, 0x02, 0xb7, 0xb6, 0xbe, 0x04, 0xe6, 0x95, 0x92, 0x31, 0x56, 0xd8,
        0xcf, 0x02,
    ];
    let mut bytes = [0; 64];
    bytes[0] = 1;
    bytes[32..].copy_from_slice(&s);
    assert_eq!(both_say(&key, text, &bytes), (true, false));
    assert_eq!(verdict(&key, text, bytes.to_vec()), Signed::Forged);
}

/// Under a key of small order, one signature fits most texts: R = B, s = 1.
#[test]
fn a_key_of_small_order_signs_nothing() {
    let key = NoteKey::new("anyone", &SMALL_ORDER[0]).expect("a point");
    let mut bytes = [0x66; 64];
    bytes[0] = 0x58;
    bytes[32..].fill(0);
    bytes[32] = 1;
    for text in ["one\n", "another\n"] {
        assert_eq!(both_say(&key, text, &bytes), (true, false));
        assert_eq!(verdict(&key, text, bytes.to_vec()), Signed::Forged);
    }
}

#[test]
fn a_signature_with_any_bit_changed_is_refused() {
    let (key, text) = (signer("caisse-gironde", 7).public(), "a text\n");
    let mut note = SignedNote::new(text.to_owned()).expect("a text");
    note.sign(&signer("caisse-gironde", 7));
    let good = note.signatures()[0].bytes.clone();
    assert_eq!(verdict(&key, text, good.clone()), Signed::Valid);
    for bit in 0..512 {
        let mut changed = good.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(verdict(&key, text, changed), Signed::Forged, "bit {bit}");
    }
}
