use proptest::prelude::*;

use super::*;
use crate::{
    Append, Batch, Checkpoint, Digest, Draft, Frontier, MemoryStore, Moment, NoteSigner, Pseudonym,
    Sealer,
};

fn organisation() -> OrganisationId {
    OrganisationId::new("caisse-gironde").expect("an identifier")
}

/// Four commands of two records, a checkpoint on all, two blobs, one payload erased.
fn store() -> MemoryStore {
    let (store, who) = (MemoryStore::new(), organisation());
    let mut sealer = Sealer::new(Head::empty(&who));
    let mut batches: Vec<Batch> = Vec::new();
    for n in 0..4 {
        let events = [format!("{{\"n\":{n}}}"), "{}".to_owned()];
        let (key, digest) = (format!("k{n}"), Digest::of(&[n]));
        let nonce = &mut || [n; 16];
        let actor = Pseudonym(u32::from(n));
        batches.push(
            sealer.seal_command(Moment(5), actor, &key, digest, &events, nonce).expect("sealed"),
        );
    }
    let mut frontier = Frontier::new();
    batches.iter().flat_map(Batch::records).for_each(|record| frontier.push(record.leaf()));
    let sealed = vec![
        SealedWrite::put("person", "1", vec![1, 2, 3]),
        SealedWrite::put("document", "a", vec![0; 50]),
    ];
    let append = Append::new(&who, Head::empty(&who), batches, sealed).expect("in order");
    store.append(&append).expect("appended");
    let signer = NoteSigner::new(who.as_str(), &[9; 32]).expect("a name");
    let checkpoint = Checkpoint::of(&who, &frontier);
    store.put_checkpoint(&who, &checkpoint.to_stored(&signer).expect("signed")).expect("kept");
    store.erase_payload(&who, 3).expect("erased");
    store
}

fn archive() -> Vec<u8> {
    let mut bytes = Vec::new();
    export(&store(), &organisation(), &mut bytes).expect("exported");
    bytes
}

fn outcome(bytes: &[u8]) -> Result<ArchiveSummary, ArchiveError> {
    let store = MemoryStore::new();
    let outcome = import(&store, bytes);
    if outcome.is_err() {
        assert_eq!(store.list_organisations(), Ok(Vec::new()), "all or nothing");
    }
    outcome
}

#[test]
fn an_archive_brings_everything_to_an_empty_machine() {
    let (from, to, who) = (store(), MemoryStore::new(), organisation());
    let bytes = archive();
    let summary = import(&to, bytes.as_slice()).expect("imported");
    assert_eq!((summary.head.size, summary.checkpoints, summary.sealed), (8, 1, 2));
    assert_eq!(to.head(&who), from.head(&who));
    assert_eq!(to.read(&who, 0, 100), from.read(&who, 0, 100));
    assert_eq!(to.checkpoints(&who), from.checkpoints(&who));
    assert_eq!(to.get_sealed(&who, "person", "1"), Ok(Some(vec![1, 2, 3])));
    for key in ["k0", "k1", "k2", "k3"] {
        assert_eq!(to.command(&who, key), from.command(&who, key));
    }
    let mut again = Vec::new();
    export(&to, &who, &mut again).expect("exported");
    assert_eq!(again, bytes, "the archive of the copy is the same file");
    assert!(matches!(
        import(&to, bytes.as_slice()),
        Err(ArchiveError::Store(StoreError::NotEmpty { .. }))
    ));
}

#[test]
fn one_byte_changed_anywhere_is_refused() {
    let bytes = archive();
    for at in 0..bytes.len() {
        for change in [0x01, 0x80] {
            let mut changed = bytes.clone();
            changed[at] ^= change;
            assert!(outcome(&changed).is_err(), "byte {at}");
        }
    }
}

#[test]
fn an_end_torn_anywhere_is_refused_with_its_place() {
    let bytes = archive();
    for length in 0..bytes.len() {
        match outcome(&bytes[..length]) {
            Err(ArchiveError::NotAnArchive) => assert!(length < 16),
            Err(ArchiveError::CutShort { at }) => assert!(at <= length as u64 && length >= 16),
            other => panic!("{length}: {other:?}"),
        }
    }
    let mut longer = bytes.clone();
    longer.push(0);
    assert_eq!(outcome(&longer), Err(ArchiveError::BytesAfterEnd { at: bytes.len() as u64 }));
}

/// The frames of an archive: where each starts and ends.
fn frames(bytes: &[u8]) -> Vec<(u8, std::ops::Range<usize>)> {
    let (mut at, mut frames) = (20, Vec::new());
    while at < bytes.len() {
        let length = u32::from_be_bytes(bytes[at + 1..at + 5].try_into().expect("four")) as usize;
        frames.push((bytes[at], at..at + 5 + length));
        at += 5 + length;
    }
    frames
}

#[test]
fn a_record_removed_or_swapped_is_refused_by_its_number() {
    let bytes = archive();
    let records: Vec<_> = frames(&bytes).into_iter().filter(|(kind, _)| *kind == b'R').collect();
    for (index, (_, range)) in records.iter().enumerate() {
        let mut without = bytes.clone();
        without.drain(range.clone());
        let error = outcome(&without).expect_err("a record is missing");
        let missing = matches!(&error, ArchiveError::Chain(e) if e.number == index as u64);
        // Without its last record, the last command is cut short at the end.
        let last = matches!(&error, ArchiveError::Chain(e) if e.number == 7);
        assert!(missing || last, "{index}: {error}");
    }
    // Both records of the last command: the chain is whole, the count is not.
    let mut without = bytes.clone();
    without.drain(records[6].1.start..records[7].1.end);
    assert_eq!(outcome(&without), Err(ArchiveError::OtherCount { announced: 8, found: 6 }));
    let blob = frames(&bytes).into_iter().find(|(kind, _)| *kind == b'S').expect("a blob").1;
    let mut without = bytes.clone();
    without.drain(blob);
    assert!(matches!(outcome(&without), Err(ArchiveError::Changed { .. })));
}

#[test]
fn another_version_and_other_files_are_named() {
    let mut bytes = archive();
    bytes[19] = 2;
    assert_eq!(outcome(&bytes), Err(ArchiveError::OtherVersion { version: 2 }));
    assert_eq!(outcome(b"PK\x03\x04"), Err(ArchiveError::NotAnArchive));
    assert_eq!(outcome(&[b'x'; 100]), Err(ArchiveError::NotAnArchive));
}

#[test]
fn a_frame_that_lies_about_its_length_is_refused_before_room_is_made() {
    let bytes = archive();
    let (_, range) = frames(&bytes).into_iter().find(|(kind, _)| *kind == b'S').expect("a blob");
    let mut lies = bytes.clone();
    lies[range.start + 1..range.start + 5].copy_from_slice(&u32::MAX.to_be_bytes());
    assert!(matches!(outcome(&lies), Err(ArchiveError::FrameTooLong { kind: 'S', .. })));
    let mut lies = bytes.clone();
    lies[range.start + 1..range.start + 5].copy_from_slice(&(60u32 << 20).to_be_bytes());
    assert_eq!(outcome(&lies), Err(ArchiveError::CutShort { at: bytes.len() as u64 }));
}

#[test]
fn a_disk_that_fills_while_writing_is_said() {
    struct Full(usize);
    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            let room = self.0.min(bytes.len());
            self.0 -= room;
            if room == 0 {
                return Err(std::io::ErrorKind::StorageFull.into());
            }
            Ok(room)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let (store, length) = (store(), archive().len());
    for room in (0..length).step_by(37) {
        let failed = export(&store, &organisation(), Full(room));
        assert!(matches!(failed, Err(ArchiveError::Disk { .. })), "{room}");
    }
}

#[test]
fn an_archive_is_not_written_from_a_chain_that_does_not_hold() {
    let who = organisation();
    let mut sealer = Sealer::new(Head { size: 1, hash: who.origin_digest() });
    let (time, actor, nonce) = (Moment(0), Pseudonym(1), [0; 16]);
    let draft = Draft { time, actor, nonce, command: None, event: "{}" };
    let record = sealer.seal(&draft).expect("sealed");
    let mut writer = ArchiveWriter::new(&who, Vec::new()).expect("started");
    assert!(matches!(writer.record(&record), Err(ArchiveError::Chain(_))));
}

proptest! {
    #[test]
    fn noise_is_refused_and_never_panics(
        noise in proptest::collection::vec(any::<u8>(), 0..300), keep in 0usize..400,
    ) {
        let mut bytes = archive();
        bytes.truncate(keep.max(20));
        bytes.extend(noise);
        prop_assert!(outcome(&bytes).is_err());
    }
}
