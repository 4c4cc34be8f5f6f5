//! The story that every store must pass, played on an empty store; it panics where a store fails.
//!
//! `open` opens the same store each time it is called, as after a restart: the story drops what it
//! holds before it asks again.

use std::sync::Arc;
use std::thread;

use crate::store::CHUNK_BYTES;
use crate::{
    Append, Batch, Chain, Digest, Draft, FailingStore, Fault, Head, Journal, JournalStore, Moment,
    OrganisationId, Pseudonym, Record, RecordedCommand, Restored, SealedWrite, Sealer, Snapshot,
    Stop, StoreError, StoredCheckpoint, usable_snapshot,
};

/// Opens the store of the story, again and again.
pub type Open<'a> = dyn FnMut() -> Arc<dyn JournalStore> + 'a;

/// Plays every chapter on one store, each with an organisation of its own.
///
/// # Panics
/// Where the store does not do what [`JournalStore`] says.
pub fn play(open: &mut Open<'_>) {
    an_organisation_never_written_is_empty(open);
    what_was_appended_is_there_after_a_restart(open);
    a_stale_head_is_refused_and_leaves_nothing(open);
    a_key_is_not_used_twice(open);
    organisations_do_not_see_each_other(open);
    long_records_come_in_several_chunks(open);
    snapshots_can_be_replaced_and_thrown_away(open);
    checkpoints_are_kept_by_size(open);
    sealed_blobs_are_written_listed_and_erased(open);
    a_payload_is_erased_and_the_chain_holds(open);
    a_restoration_is_all_or_nothing(open);
    concurrent_writers_lose_nothing(open);
    after_a_fault_the_command_is_asked_again_and_has_one_effect(open);
    a_torn_commit_is_noticed(open);
}

fn organisation(name: &str) -> OrganisationId {
    OrganisationId::new(name).expect("the story's names are identifiers")
}

/// The batch of a command that writes `records` events, sealed after `head`.
fn command(head: Head, key: &str, records: usize) -> Batch {
    let events: Vec<String> =
        (0..records).map(|index| format!("{{\"key\":\"{key}\",\"index\":{index}}}")).collect();
    let mut sealer = Sealer::new(head);
    let mut nonce = || [7; 16];
    sealer
        .seal_command(
            Moment(1_767_225_600_000),
            Pseudonym(12),
            key,
            Digest::of(key.as_bytes()),
            &events,
            &mut nonce,
        )
        .expect("the story's commands can be sealed")
}

/// An append of these commands, `(key, records)`, after the head of the store.
fn append_of(store: &dyn JournalStore, who: &OrganisationId, commands: &[(&str, usize)]) -> Append {
    let expected = store.head(who).expect("the head can be read");
    let mut head = expected;
    let mut batches = Vec::new();
    for (key, records) in commands {
        let batch = command(head, key, *records);
        head = batch.records().last().map_or(head, Head::after);
        batches.push(batch);
    }
    Append::new(who, expected, batches, Vec::new()).expect("the batches follow each other")
}

fn all(store: &dyn JournalStore, who: &OrganisationId) -> Vec<Record> {
    Journal::open(store, who)
        .expect("the journal opens")
        .collect::<Result<_, _>>()
        .expect("the chain holds")
}

fn an_organisation_never_written_is_empty(open: &mut Open<'_>) {
    let (store, who) = (open(), organisation("nobody"));
    assert_eq!(store.head(&who), Ok(Head::empty(&who)));
    assert_eq!(store.read(&who, 0, 10), Ok(Vec::new()));
    assert_eq!(store.command(&who, "k"), Ok(None));
    assert_eq!(store.snapshot(&who), Ok(None));
    assert_eq!(store.checkpoints(&who), Ok(Vec::new()));
    assert_eq!(store.sealed_kinds(&who), Ok(Vec::new()));
    assert_eq!(store.list_sealed(&who, "key"), Ok(Vec::new()));
    assert_eq!(store.get_sealed(&who, "key", "1"), Ok(None));
    assert!(!store.list_organisations().expect("listed").contains(&who));
}

fn what_was_appended_is_there_after_a_restart(open: &mut Open<'_>) {
    let who = organisation("first");
    let store = open();
    let expected = store.head(&who).expect("the head can be read");
    let first = command(expected, "call-2026-01", 3);
    let middle = Head::after(&first.records()[2]);
    let second = command(middle, "pay-17", 1);
    let sealed = vec![SealedWrite::put("key", "12", b"wrapped".to_vec())];
    let append = Append::new(&who, expected, vec![first.clone(), second.clone()], sealed)
        .expect("the batches follow each other");
    store.append(&append).expect("appended");
    drop(store);

    let store = open();
    assert_eq!(store.head(&who), Ok(append.head()));
    let written: Vec<Record> = append.records().cloned().collect();
    assert_eq!(all(&*store, &who), written);
    assert_eq!(store.read(&who, 2, 1), Ok(vec![written[2].clone()]));
    assert_eq!(store.read(&who, 4, 10), Ok(Vec::new()));
    let digest = Digest::of(b"call-2026-01");
    let recorded = RecordedCommand { digest, first: 0, records: 3 };
    assert_eq!(store.command(&who, "call-2026-01"), Ok(Some(recorded)));
    let recorded = RecordedCommand { digest: Digest::of(b"pay-17"), first: 3, records: 1 };
    assert_eq!(store.command(&who, "pay-17"), Ok(Some(recorded)));
    assert_eq!(store.get_sealed(&who, "key", "12"), Ok(Some(b"wrapped".to_vec())));
    assert!(store.list_organisations().expect("listed").contains(&who));
}

fn a_stale_head_is_refused_and_leaves_nothing(open: &mut Open<'_>) {
    let (store, who) = (open(), organisation("stale"));
    let (winner, late) =
        (append_of(&*store, &who, &[("a", 2)]), append_of(&*store, &who, &[("b", 1)]));
    store.append(&winner).expect("appended");
    let (expected, found) = (Head::empty(&who), winner.head());
    let moved = StoreError::HeadMoved { organisation: who.clone(), expected, found };
    assert_eq!(store.append(&late), Err(moved));
    assert_eq!(store.head(&who), Ok(winner.head()));
    assert_eq!(store.command(&who, "b"), Ok(None));

    // A head of the same size and of another history is as stale.
    let other = Head { size: 2, hash: Digest::of(b"another history") };
    let batches = vec![command(other, "c", 1)];
    let append = Append::new(&who, other, batches, Vec::new()).expect("follows the other head");
    assert!(matches!(store.append(&append), Err(StoreError::HeadMoved { .. })));
}

fn a_key_is_not_used_twice(open: &mut Open<'_>) {
    let (store, who) = (open(), organisation("twice"));
    store.append(&append_of(&*store, &who, &[("a", 2), ("b", 2)])).expect("appended");
    let head = store.head(&who).expect("the head can be read");
    let batch = command(head, "fresh", 1);
    let again = command(Head::after(&batch.records()[0]), "b", 1);
    let sealed = vec![SealedWrite::put("key", "1", vec![1])];
    let append = Append::new(&who, head, vec![batch, again], sealed).expect("in order");
    let used = StoreError::KeyUsed { organisation: who.clone(), key: "b".into(), first: 2 };
    assert_eq!(store.append(&append), Err(used));
    drop(store);

    let store = open();
    assert_eq!(store.head(&who), Ok(head), "the fresh command of the same append left nothing");
    assert_eq!(store.command(&who, "fresh"), Ok(None));
    assert_eq!(store.get_sealed(&who, "key", "1"), Ok(None));
}

fn organisations_do_not_see_each_other(open: &mut Open<'_>) {
    let (store, one, two) = (open(), organisation("one"), organisation("one-two"));
    store.append(&append_of(&*store, &one, &[("same", 2)])).expect("appended");
    store.append(&append_of(&*store, &two, &[("same", 1)])).expect("appended");
    store.put_sealed(&one, "key", "1", b"one").expect("written");
    assert_eq!(all(&*store, &one).len(), 2);
    assert_eq!(all(&*store, &two).len(), 1);
    assert_eq!(store.get_sealed(&two, "key", "1"), Ok(None));
}

fn long_records_come_in_several_chunks(open: &mut Open<'_>) {
    let (store, who) = (open(), organisation("long"));
    let expected = Head::empty(&who);
    let mut sealer = Sealer::new(expected);
    let event = "x".repeat(CHUNK_BYTES / 2 + 1);
    let (time, actor, nonce) = (Moment(0), Pseudonym::ORGANISATION, [1; 16]);
    let draft = Draft { time, actor, nonce, command: None, event: &event };
    let records: Vec<Record> =
        (0..5).map(|_| sealer.seal(&draft).expect("under the limit")).collect();
    let batches = vec![Batch::new(records.clone()).expect("framed")];
    let append = Append::new(&who, expected, batches, Vec::new()).expect("in order");
    store.append(&append).expect("appended");
    let chunk = store.read(&who, 0, 100).expect("read");
    assert!((1..=2).contains(&chunk.len()), "two of them are over the bytes of a chunk");
    assert_eq!(all(&*store, &who), records, "and the reader asks for the rest");
}

fn snapshots_can_be_replaced_and_thrown_away(open: &mut Open<'_>) {
    let (store, who) = (open(), organisation("snapshots"));
    store.append(&append_of(&*store, &who, &[("a", 2)])).expect("appended");
    let head = store.head(&who).expect("the head can be read");
    let old = Snapshot { head: Head::empty(&who), bytes: b"old".to_vec() };
    let new = Snapshot { head, bytes: b"new".to_vec() };
    store.put_snapshot(&who, &old).expect("kept");
    store.put_snapshot(&who, &new).expect("kept");
    drop(store);

    let store = open();
    assert_eq!(store.snapshot(&who), Ok(Some(new.clone())));
    let (mut start, mut rest) = ([0; 1], Vec::new());
    store
        .read_snapshot(&who, &mut |found, bytes| {
            assert_eq!(found, head);
            bytes.read_exact(&mut start).expect("it has bytes");
            bytes.read_to_end(&mut rest).expect("and more");
        })
        .expect("read as it comes");
    assert_eq!([&start, rest.as_slice()].concat(), b"new");
    assert_eq!(usable_snapshot(&*store, &who), Ok(Some(new)));
    let foreign = Head { size: 2, hash: Digest::of(b"another history") };
    store.put_snapshot(&who, &Snapshot { head: foreign, bytes: vec![] }).expect("kept");
    assert_eq!(usable_snapshot(&*store, &who), Ok(None));
    store.delete_snapshot(&who).expect("thrown away");
    store.read_snapshot(&who, &mut |_, _| unreachable!("nothing is left to read")).expect("asked");
    store.delete_snapshot(&who).expect("twice changes nothing");
    assert_eq!(store.snapshot(&who), Ok(None));
    assert_eq!(all(&*store, &who).len(), 2);
}

fn checkpoints_are_kept_by_size(open: &mut Open<'_>) {
    let (store, who) = (open(), organisation("checkpoints"));
    let note = |size: u64, note: &str| StoredCheckpoint { size, note: note.to_owned() };
    for checkpoint in [note(20, "b"), note(3, "a"), note(20, "b, cosigned")] {
        store.put_checkpoint(&who, &checkpoint).expect("kept");
    }
    drop(store);
    let expected = vec![note(3, "a"), note(20, "b, cosigned")];
    assert_eq!(open().checkpoints(&who), Ok(expected));
}

fn sealed_blobs_are_written_listed_and_erased(open: &mut Open<'_>) {
    let (store, who) = (open(), organisation("sealed"));
    let put = |kind, key, bytes: &[u8]| SealedWrite::put(kind, key, bytes.to_vec());
    let writes = [
        put("person", "b", b"1"),
        put("person", "a", b"2"),
        put("document", "z", &[0; 100_000]),
        put("person", "b", b"3"),
        put("person", "c", b""),
    ];
    store.write_sealed(&who, &writes).expect("written");
    drop(store);

    let store = open();
    assert_eq!(store.sealed_kinds(&who), Ok(vec!["document".into(), "person".into()]));
    let keys = Ok(vec!["a".into(), "b".into(), "c".into()]);
    assert_eq!(store.list_sealed(&who, "person"), keys);
    assert_eq!(store.get_sealed(&who, "person", "b"), Ok(Some(b"3".to_vec())));
    assert_eq!(store.get_sealed(&who, "person", "c"), Ok(Some(Vec::new())));
    assert_eq!(store.get_sealed(&who, "document", "z"), Ok(Some(vec![0; 100_000])));
    assert!(store.list_organisations().expect("listed").contains(&who));

    let writes = [SealedWrite::delete("document", "z"), put("", "a", b"1")];
    assert!(matches!(store.write_sealed(&who, &writes), Err(StoreError::SealedLimit { .. })));
    assert!(store.get_sealed(&who, "document", "z").expect("read").is_some(), "all or nothing");
    store.delete_sealed(&who, "document", "z").expect("erased");
    store.delete_sealed(&who, "document", "z").expect("twice changes nothing");
    assert_eq!(store.get_sealed(&who, "document", "z"), Ok(None));
    assert_eq!(store.sealed_kinds(&who), Ok(vec!["person".into()]));
    for key in ["a", "b", "c"] {
        store.delete_sealed(&who, "person", key).expect("erased");
    }
    assert!(!store.list_organisations().expect("listed").contains(&who), "nothing is left");
}

fn a_payload_is_erased_and_the_chain_holds(open: &mut Open<'_>) {
    let (store, who) = (open(), organisation("erased"));
    store.append(&append_of(&*store, &who, &[("a", 3), ("b", 1)])).expect("appended");
    let head = store.head(&who).expect("the head can be read");
    store.erase_payload(&who, 0).expect("erased");
    store.erase_payload(&who, 2).expect("erased");
    store.erase_payload(&who, 2).expect("twice changes nothing");
    drop(store);

    let store = open();
    let unknown = StoreError::RecordUnknown { organisation: who.clone(), number: 4 };
    assert_eq!(store.erase_payload(&who, 4), Err(unknown));
    assert_eq!(store.head(&who), Ok(head));
    let kept: Vec<bool> =
        all(&*store, &who).iter().map(|record| record.payload_bytes().is_some()).collect();
    assert_eq!(kept, [false, true, false, true]);
    assert!(store.command(&who, "a").expect("read").is_some(), "the store keeps the key");
    store.append(&append_of(&*store, &who, &[("c", 1)])).expect("the journal goes on");
}

fn a_restoration_is_all_or_nothing(open: &mut Open<'_>) {
    let (store, who) = (open(), organisation("restored"));
    let append = append_of(&*store, &who, &[("a", 2), ("b", 1)]);
    let items = || -> Vec<Restored> {
        let mut items: Vec<Restored> = append.records().cloned().map(Restored::Record).collect();
        items.push(Restored::Checkpoint(StoredCheckpoint { size: 3, note: "note".into() }));
        items.push(Restored::Sealed(SealedWrite::put("person", "1", vec![1, 2])));
        items
    };
    let mut left = items().into_iter();
    let stopped = store.restore(&who, &mut || left.next().map(Some).ok_or(Stop));
    assert_eq!(stopped, Err(StoreError::Stopped));
    assert_eq!(store.head(&who), Ok(Head::empty(&who)));
    assert_eq!(store.command(&who, "a"), Ok(None));
    assert!(!store.list_organisations().expect("listed").contains(&who));

    let mut left = items().into_iter();
    assert_eq!(store.restore(&who, &mut || Ok(left.next())), Ok(append.head()));
    drop(store);
    let store = open();
    assert_eq!(all(&*store, &who).len(), 3);
    assert_eq!(store.command(&who, "b").expect("read").map(|c| c.first), Some(2));
    assert_eq!(store.checkpoints(&who).expect("read").len(), 1);
    assert_eq!(store.get_sealed(&who, "person", "1"), Ok(Some(vec![1, 2])));

    let mut left = items().into_iter();
    let again = store.restore(&who, &mut || Ok(left.next()));
    assert_eq!(again, Err(StoreError::NotEmpty { organisation: who.clone() }));
    assert_eq!(store.head(&who), Ok(append.head()));
}

/// One command under one key until it is known to be recorded, as the application does.
fn insist(store: &dyn JournalStore, who: &OrganisationId, key: &str, records: usize) {
    for _ in 0..10_000 {
        if store.command(who, key).expect("commands can be read").is_some() {
            return;
        }
        match store.append(&append_of(store, who, &[(key, records)])) {
            Ok(()) => return,
            Err(
                StoreError::HeadMoved { .. }
                | StoreError::KeyUsed { .. }
                | StoreError::Full { .. }
                | StoreError::Failed { .. },
            ) => (),
            Err(error) => panic!("{error}"),
        }
    }
    panic!("ten thousand attempts at one command");
}

fn concurrent_writers_lose_nothing(open: &mut Open<'_>) {
    let (store, who) = (open(), organisation("concurrent"));
    thread::scope(|scope| {
        for writer in 0..4 {
            let (store, who) = (Arc::clone(&store), who.clone());
            scope.spawn(move || {
                for turn in 0..10 {
                    insist(&*store, &who, &format!("{writer}-{turn}"), 1 + turn % 3);
                }
            });
        }
    });
    let expected: usize = (0..10).map(|turn| 4 * (1 + turn % 3)).sum();
    assert_eq!(all(&*store, &who).len(), expected);
    assert_eq!(keys(&*store, &who).len(), 40);
}

fn keys(store: &dyn JournalStore, who: &OrganisationId) -> Vec<String> {
    all(store, who)
        .iter()
        .filter_map(|record| {
            record.payload().expect("framed")?.command.map(|mark| mark.key.to_owned())
        })
        .collect()
}

fn after_a_fault_the_command_is_asked_again_and_has_one_effect(open: &mut Open<'_>) {
    let who = organisation("faults");
    for round in 0..6 {
        let failing = FailingStore::new(open());
        let torn = Fault::Torn { records: 0 };
        let faults = [Fault::Full, Fault::Lost, Fault::AnswerLost, torn];
        for (turn, fault) in faults.into_iter().enumerate() {
            failing.fail_after(round % 3, fault);
            for step in 0..3 {
                insist(&failing, &who, &format!("{round}-{turn}-{step}"), 2);
            }
        }
    }
    let mut found = keys(&*open(), &who);
    assert_eq!(found.len(), 6 * 4 * 3);
    found.sort();
    found.dedup();
    assert_eq!(found.len(), 6 * 4 * 3, "each command once");
}

fn a_torn_commit_is_noticed(open: &mut Open<'_>) {
    let who = organisation("torn");
    let failing = FailingStore::new(open());
    failing.append(&append_of(&failing, &who, &[("a", 2)])).expect("appended");
    failing.fail_after(0, Fault::Torn { records: 3 });
    let append = append_of(&failing, &who, &[("b", 2), ("c", 2)]);
    assert!(matches!(failing.append(&append), Err(StoreError::Failed { .. })));
    drop(failing);

    let store = open();
    let mut journal = Journal::open(&*store, &who).expect("opens");
    let fault = journal.find_map(Result::err).expect("half a command is a fault");
    assert!(fault.to_string().contains("starts at record 4"), "{fault}");
    let mut chain = Chain::new(&who);
    let records = store.read(&who, 0, 4).expect("read");
    records.iter().for_each(|record| assert!(chain.check(record).is_ok()));
    assert!(chain.finish().is_ok(), "the commands before stand");
}
