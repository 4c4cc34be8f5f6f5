//! A person erased, and a caisse carried to another machine in one file.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use caisse_app::people::People;
use caisse_app::{Desk, House, SetClock, Source, verify};
use caisse_domain::identity::MemberId;
use caisse_domain::offices::Actor;
use caisse_journal::archive::{self, ArchiveError};
use caisse_journal::{JournalStore, OrganisationId};
use caisse_journal_sqlite::SqliteStore;
use caisse_units::Language;
use caisse_vault::PersonalData;
use caisse_world::caisse::{first_commands, month, person, treasurer};
use caisse_world::laws;

use super::{MODEL, cash, founded_on};

const NAME: &str = "Zéphyrine";

fn clock() -> Arc<SetClock> {
    Arc::new(SetClock::at(founded_on()))
}

fn named(name: &str) -> PersonalData {
    PersonalData { given_names: Some(name.to_owned()), ..PersonalData::default() }
}

/// A caisse of six people, three with a name and a situation, after a call and some receipts.
fn caisse(root: &Path) -> Desk {
    let organisation = OrganisationId::new("caisse-essai").expect("an identifier");
    let mut desk = Desk::create(root, organisation, clock(), Source::seeded(3)).expect("made");
    for command in first_commands(MODEL, 3, founded_on()) {
        desk.act(Actor::Founders, command).expect("founded");
    }
    let list = [NAME, "Barnabé", "Philomène"].map(|name| (person(founded_on()), named(name)));
    let first = desk.enrol(treasurer(), list.into()).expect("enrolled");
    assert_eq!(first, MemberId(4));
    let situation = |net: &str| BTreeMap::from([("salaire_net".to_owned(), net.to_owned())]);
    let situations = vec![
        (MemberId(4), founded_on(), situation("1700.00")),
        (MemberId(5), founded_on(), situation("2900.00")),
    ];
    desk.declare(treasurer(), situations).expect("declared");
    let situations =
        desk.people.situations(desk.state().expect("founded"), founded_on()).expect("opened");
    let call = caisse_domain::contributions::Command::Call {
        month: month(2026, 1),
        due: founded_on().plus_days(20),
        situations,
    };
    desk.act(treasurer(), caisse_domain::Command::Contributions(call)).expect("called");
    for n in 0..30 {
        desk.act(treasurer(), cash(1 + n % 6, 700 + i64::from(n), founded_on())).expect("done");
    }
    desk
}

fn exported(desk: &Desk) -> Vec<u8> {
    let mut bytes = Vec::new();
    let store = desk.directory.store();
    archive::export(store.as_ref(), desk.directory.organisation(), &mut bytes).expect("exported");
    bytes
}

#[test]
fn erasing_a_person_leaves_chain_figures_and_verification_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = caisse(&folder.path().join("caisse"));
    let who = desk.directory.organisation().clone();
    let (balances, head) = {
        let house = desk.state().expect("founded");
        (house.ledger.all_balances().collect::<Vec<_>>(), desk.house.head())
    };
    let records = desk.directory.store().read(&who, 0, 1_000).expect("read");
    assert_eq!(desk.people.personal(MemberId(4)).expect("read"), named(NAME));

    desk.erase(treasurer(), MemberId(4)).expect("erased");
    assert_eq!(desk.people.personal(MemberId(4)).expect("read"), PersonalData::default());
    assert_eq!(desk.people.personal(MemberId(5)).expect("read"), named("Barnabé"));
    let situation = |desk: &Desk, member| {
        let house = desk.state().expect("founded");
        desk.people.situation(house, member, founded_on()).expect("read")
    };
    assert_eq!(situation(&desk, MemberId(4)), None);
    assert!(situation(&desk, MemberId(5)).is_some());

    // Every record before it stands byte for byte, and one more says that it was done.
    let after = desk.directory.store().read(&who, 0, 1_000).expect("read");
    assert_eq!(after[..records.len()], records[..]);
    assert_eq!(desk.house.head().size, head.size + 1);
    let house = desk.state().expect("founded");
    assert_eq!(house.ledger.all_balances().collect::<Vec<_>>(), balances);
    laws::check_state(house).expect("the laws hold");
    let live = desk.house.state().cloned();
    desk.house.keep_snapshot();
    let report = verify::store(desk.directory.store().as_ref(), &who, &[]);
    assert!(report.is_sound(), "{}", report.sentence(Language::English));
    assert!(report.snapshot_compared);
    drop(desk);

    let root = folder.path().join("caisse");
    let desk = Desk::open(&root, clock(), Source::seeded(9)).expect("opens");
    assert_eq!(desk.house.read_only(), None);
    assert_eq!(desk.house.state(), live.as_ref());
    assert_eq!(desk.people.personal(MemberId(4)).expect("read"), PersonalData::default());
}

#[test]
fn an_archive_on_an_empty_disk_gives_the_same_caisse() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = caisse(&folder.path().join("caisse"));
    desk.erase(treasurer(), MemberId(4)).expect("erased");
    let signer = desk.directory.signer().expect("a key");
    desk.checkpoint().expect("signed");
    let bytes = exported(&desk);
    let report = verify::archive(bytes.as_slice(), &[signer.public()]).expect("read");
    assert!(report.is_sound(), "{}", report.sentence(Language::English));

    let path = folder.path().join("other.sqlite");
    let store: Arc<dyn JournalStore> = Arc::new(SqliteStore::open(&path).expect("opens"));
    let summary = archive::import(store.as_ref(), bytes.as_slice()).expect("imported");
    assert_eq!(summary.head, desk.house.head());
    let who = summary.organisation;
    let report = verify::store(store.as_ref(), &who, &[signer.public()]);
    assert!(report.is_sound(), "{}", report.sentence(Language::English));
    let mut house =
        House::open(who.clone(), store.clone(), clock(), Source::seeded(5)).expect("opens");
    assert_eq!(house.state(), desk.house.state());
    assert_eq!(house.root(), desk.house.root());

    // With the master key, the people who were not erased are readable, and only they.
    let master = desk.directory.master_key().expect("a key");
    let people = People::open(who.clone(), store.clone(), master).expect("opens");
    assert_eq!(people.personal(MemberId(4)).expect("read"), PersonalData::default());
    assert_eq!(people.personal(MemberId(5)).expect("read"), named("Barnabé"));

    // What was done there is known here: the same key has no second effect; and it goes on.
    let records = store.read(&who, 9, 1).expect("read");
    let mark = records[0].payload().expect("whole");
    let key = mark.and_then(|payload| payload.command.map(|mark| mark.key.to_owned()));
    assert!(store.command(&who, &key.expect("a command")).expect("read").is_some());
    house.execute(super::request("after", cash(1, 900, founded_on()))).expect("it goes on");
    let mut again = Vec::new();
    archive::export(desk.directory.store().as_ref(), &who, &mut again).expect("exported");
    assert_eq!(again, bytes, "the same caisse is the same file");
}

/// Refused with a sentence in both languages, and nothing is left on the disk.
fn refused(folder: &Path, bytes: &[u8], how: &str) -> ArchiveError {
    let path = folder.join("refused.sqlite");
    let store = SqliteStore::open(&path).expect("opens");
    let error = archive::import(&store, bytes).expect_err(how);
    assert_eq!(store.list_organisations(), Ok(Vec::new()), "{how}: all or nothing");
    for language in [Language::French, Language::English] {
        assert!(error.sentence(language).len() > 30, "{how}: {}", error.sentence(language));
    }
    error
}

#[test]
fn an_archive_that_was_changed_is_refused_and_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = exported(&caisse(&folder.path().join("caisse")));
    let step = bytes.len() / 60;
    for at in (20..bytes.len()).step_by(step) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x10;
        refused(folder.path(), &changed, "a byte changed");
        let torn = refused(folder.path(), &bytes[..at], "an end torn off");
        assert!(matches!(torn, ArchiveError::CutShort { .. }), "{torn:?}");
    }
    let frames = frames(&bytes);
    let records: Vec<_> = frames.iter().filter(|(kind, _)| *kind == b'R').collect();
    for (number, (_, range)) in records.iter().enumerate().step_by(5) {
        let mut without = bytes.clone();
        without.drain(range.clone());
        match refused(folder.path(), &without, "a record removed") {
            ArchiveError::Chain(error) => assert_eq!(error.number, number as u64),
            // Without its last, the chain is whole and one record is missing.
            other => assert!(matches!(other, ArchiveError::OtherCount { .. }), "{other:?}"),
        }
    }
    // After all of them, the same disk takes the whole archive.
    let store = SqliteStore::open(folder.path().join("refused.sqlite")).expect("opens");
    archive::import(&store, bytes.as_slice()).expect("imported");
}

/// The frames of an archive: their kind, and where each starts and ends (`docs/journal-format.md`).
fn frames(bytes: &[u8]) -> Vec<(u8, std::ops::Range<usize>)> {
    let (mut at, mut frames) = (20, Vec::new());
    while at < bytes.len() {
        let length = u32::from_be_bytes(bytes[at + 1..at + 5].try_into().expect("four bytes"));
        let end = at + 5 + length as usize;
        frames.push((bytes[at], at..end));
        at = end;
    }
    frames
}
