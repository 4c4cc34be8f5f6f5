use super::*;
use crate::{Checkpoint, Digest, NoteSigner, Signed};

fn witness(name: &str, seed: u8) -> Cosigner {
    Cosigner::new(name, &[seed; 32]).expect("a good name")
}

fn note() -> SignedNote {
    let checkpoint = Checkpoint {
        origin: "caisse-gironde".into(),
        size: 1042,
        root: Digest::of(b"root"),
        extensions: Vec::new(),
    };
    checkpoint.sign(&NoteSigner::new("caisse-gironde", &[7; 32]).expect("a name")).expect("signs")
}

#[test]
fn a_cosignature_stands_beside_the_signature_of_the_journal() {
    let witness = witness("federation", 8);
    let mut note = note();
    note.attach(witness.cosign(&note, 1_679_315_147)).expect("there is room");
    let read = SignedNote::parse(&note.to_string()).expect("a note");
    assert_eq!(read, note);
    assert_eq!(witness.public().cosigned(&read), Some(1_679_315_147));
    let owner = NoteSigner::new("caisse-gironde", &[7; 32]).expect("a name").public();
    assert_eq!(read.signed_by(&owner), Signed::Valid);
}

#[test]
fn a_newer_cosignature_takes_the_place_of_the_older() {
    let witness = witness("federation", 8);
    let mut note = note();
    for second in [100, 200] {
        note.attach(witness.cosign(&note, second)).expect("there is room");
    }
    assert_eq!(note.signatures().len(), 2);
    assert_eq!(witness.public().cosigned(&note), Some(200));
}

#[test]
fn what_was_not_cosigned_by_this_key_counts_for_nothing() {
    let (ours, other) = (witness("federation", 8), witness("federation", 9));
    let mut forged = note();
    let mut line = ours.cosign(&forged, 5);
    line.bytes[0..8].copy_from_slice(&6_u64.to_be_bytes());
    forged.attach(line).expect("there is room");
    assert_eq!(ours.public().cosigned(&forged), None, "another second than the one signed");
    let mut by_other = note();
    by_other.attach(other.cosign(&by_other, 5)).expect("there is room");
    assert_eq!(ours.public().cosigned(&by_other), None, "another key under the same name");
    let elsewhere = SignedNote::new("something else\n".to_owned()).expect("a text");
    let mut moved = elsewhere.clone();
    moved.attach(ours.cosign(&note(), 5)).expect("there is room");
    assert_eq!(ours.public().cosigned(&moved), None, "the cosignature of another text");
}

#[test]
fn a_key_is_read_back_as_it_is_written_and_is_not_that_of_a_note() {
    let key = witness("federation", 8).public();
    assert_eq!(CosignerKey::parse(&key.to_string()), Ok(key.clone()));
    assert!(crate::NoteKey::parse(&key.to_string()).is_err());
    let text = key.to_string().replacen("federation", "fédération", 1);
    assert!(CosignerKey::parse(&text).is_err(), "the hash is that of the name too");
}

/// The example of the specification cannot be checked whole, since its key is not published; the form
/// of its line can: 4 bytes of key hash, 8 of time, 64 of signature.
#[test]
fn the_line_of_the_specification_has_our_form() {
    let text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\u{2014} witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
    let note = SignedNote::parse(text).expect("a note");
    let line = &note.signatures()[0];
    assert_eq!(line.bytes.len(), 72);
    assert_eq!(u64::from_be_bytes(line.bytes[..8].try_into().expect("eight")), 1_679_315_147);
}
