use caisse_units::Language;

use super::*;
use crate::{
    Append, Batch, ChainFault, Draft, MemoryStore, Moment, NoteSigner, Pseudonym, Sealer, archive,
};

fn organisation() -> OrganisationId {
    OrganisationId::new("caisse-gironde").expect("an identifier")
}

fn signer(seed: u8) -> NoteSigner {
    NoteSigner::new("caisse-gironde", &[seed; 32]).expect("a name")
}

/// Records that say `word`, and checkpoints at these sizes.
fn store(word: &str, records: u64, checkpoints: &[u64]) -> MemoryStore {
    let (store, who) = (MemoryStore::new(), organisation());
    let mut sealer = Sealer::new(crate::Head::empty(&who));
    let draft =
        Draft { time: Moment(0), actor: Pseudonym(1), nonce: [0; 16], command: None, event: word };
    let sealed: Vec<Record> = (0..records).map(|_| sealer.seal(&draft).expect("sealed")).collect();
    let mut frontier = Frontier::new();
    for record in &sealed {
        frontier.push(record.leaf());
        if checkpoints.contains(&frontier.size()) {
            let stored = Checkpoint::of(&who, &frontier).to_stored(&signer(1)).expect("signed");
            store.put_checkpoint(&who, &stored).expect("kept");
        }
    }
    let batch = Batch::new(sealed).expect("framed");
    let append = Append::new(&who, crate::Head::empty(&who), vec![batch], Vec::new());
    store.append(&append.expect("in order")).expect("appended");
    store
}

fn verify(store: &MemoryStore) -> Verification {
    verify_store(store, &organisation(), &[signer(1).public()], |_, _| ())
}

#[test]
fn a_sound_journal_says_what_was_checked_and_what_was_not() {
    let store = store("{}", 10, &[4, 8]);
    store.erase_payload(&organisation(), 2).expect("erased");
    let mut replayed = 0;
    let keys = [signer(1).public()];
    let report = verify_store(&store, &organisation(), &keys, |_, payload| {
        replayed += u32::from(payload.is_some());
    });
    assert_eq!(replayed, 9);
    assert!(report.is_sound());
    assert_eq!(report.head, store.head(&organisation()).expect("read"));
    let name = "caisse-gironde".to_owned();
    let checked = vec![
        Checked::Chain { records: 10 },
        Checked::Payloads { records: 9 },
        Checked::Roots { checkpoints: 2 },
        Checked::Signatures { name, checkpoints: 2 },
    ];
    assert_eq!(report.checked, checked);
    let not_checked = vec![
        NotChecked::PayloadsWithheld { records: 1 },
        NotChecked::AfterLastCheckpoint { records: 2 },
    ];
    assert_eq!(report.not_checked, not_checked);
    for language in [Language::French, Language::English] {
        assert_eq!(report.sentences(language).len(), 6);
    }
}

#[test]
fn an_end_cut_off_is_seen_by_a_checkpoint_and_only_by_it() {
    let (long, short) = (store("{}", 10, &[10]), store("{}", 7, &[]));
    assert!(verify(&short).is_sound());
    assert!(verify(&short).not_checked.contains(&NotChecked::NoCheckpoint));
    let checkpoint = long.checkpoints(&organisation()).expect("read").remove(0);
    short.put_checkpoint(&organisation(), &checkpoint).expect("kept");
    assert_eq!(verify(&short).findings, [Finding::BeyondEnd { size: 10, records: 7 }]);
}

#[test]
fn a_journal_made_anew_is_seen_by_the_root() {
    let (signed, anew) = (store("{}", 10, &[6]), store("[]", 10, &[]));
    let checkpoint = signed.checkpoints(&organisation()).expect("read").remove(0);
    anew.put_checkpoint(&organisation(), &checkpoint).expect("kept");
    assert!(matches!(verify(&anew).findings[..], [Finding::OtherRoot { size: 6, .. }]));
}

#[test]
fn signatures_are_told_apart() {
    let store = store("{}", 3, &[3]);
    let unknown = verify_store(&store, &organisation(), &[signer(2).public()], |_, _| ());
    assert!(unknown.is_sound());
    assert!(unknown.not_checked.contains(&NotChecked::SignaturesUnknown { checkpoints: 1 }));

    let mut checkpoint = store.checkpoints(&organisation()).expect("read").remove(0);
    let note = SignedNote::parse(&checkpoint.note).expect("a note");
    let line = checkpoint.note.lines().last().expect("a signature").to_owned();
    let other = Checkpoint {
        extensions: vec!["more".into()],
        ..Checkpoint::parse(note.text()).expect("read")
    };
    checkpoint.note = format!("{other}\n{line}\n");
    store.put_checkpoint(&organisation(), &checkpoint).expect("kept");
    let forged = Finding::Forged { size: 3, name: "caisse-gironde".into() };
    assert_eq!(verify(&store).findings, [forged]);
}

#[test]
fn checkpoints_that_are_not_ours_are_findings() {
    let store = store("{}", 3, &[]);
    let who = organisation();
    let root = crate::Digest::of(b"");
    let other = Checkpoint { origin: "caisse-lyon".into(), size: 1, root, extensions: vec![] };
    let stored = other.to_stored(&signer(1)).expect("signed");
    store.put_checkpoint(&who, &stored).expect("kept");
    store.put_checkpoint(&who, &StoredCheckpoint { size: 2, note: "junk".into() }).expect("kept");
    let origin = "caisse-lyon".to_owned();
    let unreadable = Finding::NoteUnreadable { size: 2, error: crate::NoteError::NoSignature };
    assert_eq!(verify(&store).findings, [Finding::OtherOrigin { size: 1, origin }, unreadable]);
}

#[test]
fn an_archive_is_verified_up_to_its_first_fault() {
    let store = store("{}", 10, &[4, 8]);
    let mut bytes = Vec::new();
    archive::export(&store, &organisation(), &mut bytes).expect("exported");
    let keys = [signer(1).public()];
    let report = verify_archive(bytes.as_slice(), &keys, |_, _| ()).expect("begins well");
    assert!(report.is_sound());
    assert!(report.checked.contains(&Checked::Archive { sealed: 0 }));

    // The frames R have 5 + 88 + 1 + 23 bytes; the first starts after 20 + 5 + 14.
    let event_of_6 = 39 + 6 * 117 + 116;
    bytes[event_of_6] ^= 1;
    let mut replayed = 0;
    let report =
        verify_archive(bytes.as_slice(), &keys, |_, _| replayed += 1).expect("begins well");
    assert_eq!(replayed, 6, "the sound records were replayed");
    let [Finding::Chain(error)] = &report.findings[..] else { panic!("{:?}", report.findings) };
    assert_eq!(error.number, 6);
    assert!(matches!(error.fault, ChainFault::PayloadDigest { .. }));
    assert!(report.not_checked.contains(&NotChecked::AfterFault { from: 6 }));
    assert_eq!(report.head.size, 6);
}
