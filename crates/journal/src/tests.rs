use std::sync::Arc;

use proptest::prelude::*;

use super::payload::StoredMark;
use super::*;

#[test]
fn the_memory_store_passes_the_story() {
    let store = Arc::new(MemoryStore::new());
    story::play(&mut || Arc::clone(&store) as Arc<dyn JournalStore>);
}

#[test]
fn the_failing_store_without_faults_passes_the_story() {
    let within = Arc::new(MemoryStore::new()) as Arc<dyn JournalStore>;
    story::play(&mut || Arc::new(FailingStore::new(Arc::clone(&within))));
}

fn organisation() -> OrganisationId {
    OrganisationId::new("caisse-gironde").expect("an identifier")
}

fn draft<'a>(event: &'a str, command: Option<&'a CommandMark>) -> Draft<'a> {
    Draft { time: Moment(-1), actor: Pseudonym(42), nonce: [3; 16], command, event }
}

#[test]
fn the_bytes_are_those_of_the_format_page() {
    let mark = CommandMark { key: "k1".into(), digest: Digest::of(b"command"), records: 1 };
    let mut sealer = Sealer::new(Head::empty(&organisation()));
    let record = sealer.seal(&draft("{}", Some(&mark))).expect("sealed");
    let mut payload = vec![3; 16];
    payload.extend([1, 0, 0, 0, 1]);
    payload.extend(Digest::of(b"command").as_bytes());
    payload.extend([0, 2, b'k', b'1', 0, 0, 0, 2, b'{', b'}']);
    assert_eq!(record.payload_bytes(), Some(payload.as_slice()));
    let mut header = vec![0, 0, 0, 1];
    header.extend([0; 8]);
    header.extend([255; 8]);
    header.extend([0, 0, 0, 42]);
    header.extend(Digest::of(&payload).as_bytes());
    header.extend(Digest::of(b"caisse journal 1\ncaisse-gironde\n").as_bytes());
    assert_eq!(record.header_bytes().as_slice(), header);
    assert_eq!(sealer.head(), Head { size: 1, hash: Digest::of(&header) });
}

#[test]
fn an_identifier_is_short_and_plain() {
    for good in ["a", "caisse-gironde", "33.caisse_2", &"a".repeat(64)] {
        assert_eq!(OrganisationId::new(good).map(String::from).as_deref(), Ok(good));
    }
    for bad in ["", "-a", ".", "../a", "a/b", "Caisse", "é", "a b", "a+b", &"a".repeat(65)] {
        assert!(OrganisationId::new(bad).is_err(), "{bad}");
    }
    assert!(serde_json::from_str::<OrganisationId>("\"a/b\"").is_err());
}

#[test]
fn a_seal_that_fails_does_not_move_the_head() {
    let mut sealer = Sealer::new(Head::empty(&organisation()));
    let before = sealer.head();
    let long = "x".repeat(Record::LONGEST_PAYLOAD);
    assert!(matches!(
        sealer.seal(&draft(&long, None)),
        Err(SealError::Payload { number: 0, error: PayloadError::TooLong { .. } })
    ));
    let mark = CommandMark { key: "k".repeat(129), digest: Digest::of(b""), records: 1 };
    let error = PayloadError::KeyLength { length: 129 };
    let refused = Err(SealError::Payload { number: 0, error });
    assert_eq!(sealer.seal(&draft("{}", Some(&mark))), refused);
    let events = ["{}".to_owned(), long];
    let nonce = &mut || [0; 16];
    let key = Digest::of(b"");
    let (time, actor) = (Moment(0), Pseudonym(1));
    assert!(sealer.seal_command(time, actor, "k", key, &events, nonce).is_err());
    assert_eq!(sealer.seal_command(time, actor, "k", key, &[], nonce), Err(SealError::NoEvents));
    assert_eq!(sealer.head(), before);
    let mut full = Sealer::new(Head { size: HIGHEST_NUMBER + 1, hash: key });
    assert_eq!(full.seal(&draft("{}", None)), Err(SealError::JournalFull));
}

#[test]
fn an_append_must_follow_its_head_with_whole_commands() {
    let (who, head) = (organisation(), Head::empty(&organisation()));
    let mark = CommandMark { key: "k".into(), digest: Digest::of(b""), records: 2 };
    let mut sealer = Sealer::new(head);
    let first = sealer.seal(&draft("1", Some(&mark))).expect("sealed");
    let second = sealer.seal(&draft("2", None)).expect("sealed");
    let append = |records: Vec<&Record>| {
        let batch = Batch::new(records.into_iter().cloned().collect()).expect("framed");
        Append::new(&who, head, vec![batch], Vec::new()).map(|append| append.head().size)
    };
    let broken = |number, fault| {
        Err(StoreError::Chain { organisation: who.clone(), error: ChainError { number, fault } })
    };
    assert_eq!(append(vec![&first, &second]), Ok(2));
    let half = ChainFault::HalfCommand { first: 0, records: 2, found: 1 };
    assert_eq!(append(vec![&first]), broken(1, half));
    assert_eq!(append(vec![&second]), broken(0, ChainFault::Number { found: 1 }));
    assert!(append(vec![&first, &second, &second]).is_err());
}

#[test]
fn a_record_does_not_pass_into_the_journal_of_another_organisation() {
    let mut sealer = Sealer::new(Head::empty(&organisation()));
    let record = sealer.seal(&draft("{}", None)).expect("sealed");
    let other = OrganisationId::new("caisse-lyon").expect("an identifier");
    let error = Chain::new(&other).check(&record).expect_err("another origin");
    assert!(matches!(error.fault, ChainFault::Previous { .. }));
}

#[test]
fn a_chain_with_any_byte_changed_is_noticed() {
    let mut sealer = Sealer::new(Head::empty(&organisation()));
    let mark = CommandMark { key: "k".into(), digest: Digest::of(b""), records: 3 };
    let records: Vec<Record> = (0..3)
        .map(|n| sealer.seal(&draft("{\"a\":1}", (n == 0).then_some(&mark))).expect("sealed"))
        .collect();
    for (index, record) in records.iter().enumerate() {
        let (header, payload) =
            (record.header_bytes().to_vec(), record.payload_bytes().expect("kept").to_vec());
        for at in 0..header.len() + payload.len() {
            let (mut header, mut payload) = (header.clone(), payload.clone());
            match at.checked_sub(header.len()) {
                None => header[at] ^= 0x10,
                Some(at) => payload[at] ^= 0x10,
            }
            let Ok(changed) = Record::from_stored(&header, Some(payload)) else { continue };
            let mut all = records.clone();
            all[index] = changed;
            let mut chain = Chain::new(&organisation());
            let accepted = all.iter().all(|record| chain.check(record).is_ok());
            assert!(!accepted || chain.finish() != Ok(sealer.head()), "{index}, byte {at}");
        }
    }
}

#[test]
fn a_sentence_names_the_place_in_both_languages() {
    let mut sealer = Sealer::new(Head::empty(&organisation()));
    sealer.seal(&draft("0", None)).expect("sealed");
    let record = sealer.seal(&draft("1", None)).expect("sealed");
    let error = Chain::new(&organisation()).check(&record).expect_err("record 0 is missing");
    let french = error.sentence(caisse_units::Language::French);
    let english = error.sentence(caisse_units::Language::English);
    assert!(french.contains("n° 0") && french.contains("un enregistrement manque"), "{french}");
    assert!(english.contains("record 0") && english.contains("a record is missing"), "{english}");
}

proptest! {
    #[test]
    fn a_payload_is_read_back_and_no_other_bytes_panic(
        nonce in any::<[u8; 16]>(),
        mark in proptest::option::of(("[ -~é]{1,40}", any::<[u8; 32]>(), 1u32..9)),
        event in ".{0,200}",
        noise in proptest::collection::vec(any::<u8>(), 0..80),
        cut in any::<usize>(),
    ) {
        let mark = mark.map(|(key, digest, records)| CommandMark {
            key, digest: Digest::from_bytes(digest), records,
        });
        let bytes = payload::write(&nonce, mark.as_ref(), &event).expect("short");
        let read = Payload::read(&bytes).expect("framed");
        let command = mark.as_ref().map(|mark| StoredMark {
            key: &mark.key,
            digest: mark.digest,
            records: mark.records,
        });
        prop_assert_eq!(read, Payload { nonce, command, event: &event });
        let cut = cut % bytes.len();
        prop_assert!(Payload::read(&bytes[..cut]).is_err());
        let mut longer = bytes.clone();
        longer.push(0);
        prop_assert!(Payload::read(&longer).is_err());
        let _ = Payload::read(&noise);
    }

    #[test]
    fn a_header_is_read_back(number in any::<u64>(), time in any::<i64>(), actor in any::<u32>(),
                             one in any::<[u8; 32]>(), two in any::<[u8; 32]>()) {
        let header = Header {
            number, time: Moment(time), actor: Pseudonym(actor),
            payload_digest: Digest::from_bytes(one), previous: Digest::from_bytes(two),
        };
        let record = Record::from_stored(&header.to_bytes(), None).expect("version 1");
        prop_assert_eq!(record.header(), header);
        prop_assert_eq!(record.number(), number);
    }
}

/// A store with a journal so long that it is read on another thread.
fn long_journal() -> MemoryStore {
    let store = MemoryStore::new();
    let mut sealer = Sealer::new(Head::empty(&organisation()));
    let batches = (0..5_000).map(|number| {
        let (key, digest) = (format!("k{number}"), Digest::of(b""));
        let events = [number.to_string()];
        let sealed =
            sealer.seal_command(Moment(0), Pseudonym(1), &key, digest, &events, &mut || [0; 16]);
        sealed.expect("sealed")
    });
    let head = Head::empty(&organisation());
    let append = Append::new(&organisation(), head, batches.collect(), Vec::new());
    store.append(&append.expect("in order")).expect("appended");
    store
}

/// What the visitor saw, and how the reading ended.
fn visited(store: &dyn JournalStore, most: usize) -> (Vec<String>, Result<Head, StoreError>) {
    let mut seen = Vec::new();
    let journal = Journal::open(store, &organisation()).expect("opens");
    let ended = journal.replay(|_, payload| {
        if seen.len() == most {
            return Err(StoreError::Stopped);
        }
        seen.push(payload.map_or("withheld", |payload| payload.event).to_owned());
        Ok(())
    });
    (seen, ended)
}

#[test]
fn a_long_journal_is_read_ahead_in_its_order() {
    let store = long_journal();
    let all: Vec<String> = (0..5_000).map(|number| number.to_string()).collect();
    assert_eq!(visited(&store, usize::MAX), (all.clone(), store.head(&organisation())));
    assert_eq!(visited(&store, 3_000), (all[..3_000].to_vec(), Err(StoreError::Stopped)));
    store.erase_payload(&organisation(), 4_200).expect("erased");
    assert_eq!(visited(&store, usize::MAX).0[4_200], "withheld");
}

#[test]
fn what_stands_before_the_fault_of_a_long_journal_is_visited() {
    let sound = long_journal();
    let mut records = Journal::open(&sound, &organisation()).expect("opens").map(|record| {
        let record = record.expect("sound");
        let mut payload = record.payload_bytes().expect("kept").to_vec();
        if record.number() == 4_321 {
            *payload.last_mut().expect("not empty") = b'x';
        }
        Record::from_stored(record.header_bytes(), Some(payload)).expect("a record")
    });
    let store = MemoryStore::new();
    let restored = store.restore(&organisation(), &mut || Ok(records.next().map(Restored::Record)));
    assert_eq!(
        restored.map(|head| head.size),
        Ok(5_000),
        "the store does not check what it is fed"
    );
    let (seen, ended) = visited(&store, usize::MAX);
    assert_eq!(seen.len(), 4_321);
    let Err(StoreError::Chain { error, .. }) = ended else { panic!("{ended:?}") };
    assert_eq!(error.number, 4_321);
    assert!(matches!(error.fault, ChainFault::PayloadDigest { .. }));
}
