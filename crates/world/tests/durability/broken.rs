//! A byte changed in the file of a journal: the caisse can be read, says why, and takes nothing more.

use std::path::Path;
use std::sync::Arc;

use caisse_app::work::exports;
use caisse_app::{Desk, ExecuteError, ReadOnlyReason, SetClock, Source, verify};
use caisse_banking::export::hledger;
use caisse_domain::offices::Actor;
use caisse_journal::{Append, OrganisationId, SealedWrite, StoreError};
use caisse_units::{Amount, Language};
use caisse_world::caisse::{first_commands, treasurer};

use super::{MODEL, cash, founded_on};

/// Receipts after the founding.
const RECEIPTS: u32 = 20;

fn desk(root: &Path) -> Desk {
    let organisation = OrganisationId::new("caisse-essai").expect("an identifier");
    let clock = Arc::new(SetClock::at(founded_on()));
    let mut desk = Desk::create(root, organisation, clock, Source::seeded(3)).expect("made");
    for command in first_commands(MODEL, 4, founded_on()) {
        desk.act(Actor::Founders, command).expect("founded");
    }
    for n in 0..RECEIPTS {
        desk.act(treasurer(), cash(1 + n % 4, 1_000 + i64::from(n), founded_on())).expect("done");
    }
    desk
}

fn reopened(root: &Path) -> Desk {
    let clock = Arc::new(SetClock::at(founded_on()));
    Desk::open(root, clock, Source::seeded(4)).expect("a broken journal opens, to be read")
}

/// Changes the one byte of the file at that place within these bytes, which stand there once.
fn change(root: &Path, within: &[u8], at: usize) {
    let path = root.join("journal.sqlite");
    let mut bytes = std::fs::read(&path).expect("the file");
    let places: Vec<usize> = bytes
        .windows(within.len())
        .enumerate()
        .filter_map(|(place, window)| (window == within).then_some(place))
        .collect();
    assert_eq!(places.len(), 1, "the record stands once in the file");
    bytes[places[0] + at] ^= 0x01;
    std::fs::write(&path, bytes).expect("written");
}

/// Opens a caisse whose record `number` was changed; everything that must hold then.
fn is_read_only_from(root: &Path, number: u64) {
    let mut desk = reopened(root);
    let reason = desk.house.read_only().expect("it is read-only").clone();
    let ReadOnlyReason::Store(StoreError::Chain { error, .. }) = &reason else {
        panic!("{reason:?}")
    };
    assert_eq!(error.number, number);

    // It says so, and why, in both languages, to each command, and writes nothing around it.
    let head = desk.directory.store().head(desk.directory.organisation());
    for _ in 0..2 {
        let refused = desk.act(treasurer(), cash(1, 5_000, founded_on()));
        let refused = refused.expect_err("it is read-only");
        assert_eq!(refused, ExecuteError::ReadOnly(reason.clone()));
        let french = refused.sentence(Language::French);
        assert!(french.starts_with("cette caisse est en lecture seule : "), "{french}");
        assert!(french.contains(&number.to_string()), "{french}");
        let english = refused.sentence(Language::English);
        assert!(english.starts_with("this caisse is read-only: "), "{english}");
        assert!(english.contains(&number.to_string()), "{english}");
    }
    assert!(desk.checkpoint().is_err(), "no head is signed that is not checked");
    assert_eq!(desk.directory.store().head(desk.directory.organisation()), head);

    // Reports work on what is sound: the records before it.
    let house = desk.state().expect("the founding is sound");
    let founding = first_commands(MODEL, 4, founded_on()).len() as u64;
    let sound = i64::try_from(number - founding).expect("a few");
    assert_eq!(house.contributions.receipts().count() as i64, sound);
    let expected: i64 = (0..sound).map(|n| 1_000 + n).sum();
    assert_eq!(house.in_hand(), Amount::from_cents(expected));
    let book = exports::whole_book(house, &|_| founded_on());
    assert_eq!(book.entries.len() as i64, sound);
    assert!(hledger::write(&book).is_ok());

    // And whoever verifies is told the same place.
    let store = desk.directory.store();
    let report = verify::store(store.as_ref(), desk.directory.organisation(), &[]);
    assert!(!report.is_sound());
    let told = report.sentence(Language::French);
    assert!(told.contains(&number.to_string()), "{told}");
}

#[test]
fn a_byte_changed_in_a_payload_makes_the_caisse_read_only_from_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("caisse");
    let desk = desk(&root);
    let number = desk.house.head().size - 8;
    let store = desk.directory.store();
    let records = store.read(desk.directory.organisation(), number, 1).expect("read");
    let payload = records[0].payload_bytes().expect("kept").to_vec();
    drop((desk, store));
    change(&root, &payload, payload.len() - 3);
    is_read_only_from(&root, number);
}

#[test]
fn a_byte_changed_in_a_header_makes_the_caisse_read_only_from_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("caisse");
    let desk = desk(&root);
    let number = desk.house.head().size - 8;
    let store = desk.directory.store();
    let records = store.read(desk.directory.organisation(), number, 1).expect("read");
    let header = records[0].header_bytes().to_vec();
    drop((desk, store));
    // The end of a header is the hash of the one before.
    change(&root, &header, header.len() - 1);
    is_read_only_from(&root, number);
}

#[test]
fn a_seal_that_fails_leaves_the_state_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("caisse");
    let mut desk = desk(&root);
    let (state, head) = (desk.house.state().cloned(), desk.house.head());
    // A key that no journal takes.
    let key = "k".repeat(10_000);
    let command = cash(1, 5_000, founded_on());
    let asked = caisse_app::Request { key, actor: treasurer(), command, sealed: Vec::new() };
    let refused = desk.house.execute(asked).expect_err("the key is too long");
    assert!(matches!(refused, ExecuteError::Seal(_)), "{refused:?}");
    assert!(!refused.sentence(Language::French).is_empty());
    assert_eq!((desk.house.state(), desk.house.head()), (state.as_ref(), head));
    // And the next one is taken.
    desk.act(treasurer(), cash(1, 5_000, founded_on())).expect("taken");
    assert_eq!(desk.house.head().size, head.size + 1);
}

#[test]
fn nothing_is_written_around_a_head_that_moved() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("caisse");
    let mut desk = desk(&root);
    // Another writer, which the lock of the file keeps out, would have appended meanwhile.
    let store = desk.directory.store();
    let who = desk.directory.organisation().clone();
    let records = store.read(&who, 0, 3).expect("read");
    let sealed = vec![SealedWrite::put("document", "x", vec![1])];
    let stale = caisse_journal::Head::after(&records[2]);
    let append = Append::new(&who, stale, Vec::new(), sealed).expect("well made");
    let refused = store.append(&append).expect_err("the head has moved");
    assert!(matches!(refused, StoreError::HeadMoved { .. }), "{refused:?}");
    assert_eq!(store.get_sealed(&who, "document", "x"), Ok(None), "not even a blob");
    desk.act(treasurer(), cash(1, 5_000, founded_on())).expect("the journal is whole");
}
