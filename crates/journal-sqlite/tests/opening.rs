//! A file that is not ours is not touched; one program writes; a full disk refuses and keeps.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use caisse_journal::{
    Append, Digest, Head, Journal, JournalStore, Moment, OrganisationId, Pseudonym, SealedWrite,
    Sealer, StoreError, archive,
};
use caisse_journal_sqlite::SqliteStore;
use rusqlite::Connection;

fn organisation() -> OrganisationId {
    OrganisationId::new("caisse-gironde").expect("an identifier")
}

fn append(store: &SqliteStore, key: &str, event: &str) -> Result<Head, StoreError> {
    let head = store.head(&organisation())?;
    let (time, actor, digest) = (Moment(0), Pseudonym(1), Digest::of(b""));
    let events = [event.to_owned(), event.to_owned()];
    let batch = Sealer::new(head)
        .seal_command(time, actor, key, digest, &events, &mut || [0; 16])
        .expect("sealed");
    let append = Append::new(&organisation(), head, vec![batch], Vec::new())?;
    store.append(&append)?;
    Ok(append.head())
}

fn refusal(path: &Path) -> StoreError {
    SqliteStore::open(path).expect_err("refused")
}

#[test]
fn a_foreign_file_is_refused_and_not_touched() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = folder.path().join("accounts.csv");
    let long = "date;amount\n".repeat(30);
    for content in ["date;amount\n", long.as_str()] {
        fs::write(&text, content).expect("written");
        assert!(matches!(refusal(&text), StoreError::Foreign { .. }));
        assert_eq!(fs::read_to_string(&text).expect("read"), content);
    }
    let other = folder.path().join("other.db");
    Connection::open(&other)
        .and_then(|c| c.execute_batch("CREATE TABLE t (a); INSERT INTO t VALUES (1)"))
        .expect("another program's file");
    let before = fs::read(&other).expect("read");
    assert!(matches!(refusal(&other), StoreError::Foreign { .. }));
    assert!(matches!(SqliteStore::open_read_only(&other), Err(StoreError::Foreign { .. })));
    assert_eq!(fs::read(&other).expect("read"), before);
    let names: Vec<_> = fs::read_dir(folder.path())
        .expect("listed")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(names.len(), 2, "nothing was laid beside them: {names:?}");
}

#[test]
fn a_folder_and_a_missing_one_are_failures_with_the_path() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(matches!(refusal(folder.path()), StoreError::Failed { .. }));
    let missing = folder.path().join("missing/caisse.db");
    assert!(refusal(&missing).to_string().contains("missing/caisse.db"));
    let absent = folder.path().join("absent.db");
    assert!(matches!(SqliteStore::open_read_only(&absent), Err(StoreError::Failed { .. })));
    assert!(!absent.exists(), "reading creates nothing");
}

#[test]
fn another_version_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("caisse.db");
    drop(SqliteStore::open(&path).expect("created"));
    Connection::open(&path)
        .and_then(|c| c.pragma_update(None, "user_version", 2))
        .expect("a later version");
    let place = path.display().to_string();
    let expected = StoreError::OtherVersion { place, found: 2, known: 1 };
    assert_eq!(refusal(&path), expected);
    assert_eq!(SqliteStore::open_read_only(&path).err(), Some(expected));
}

#[test]
fn one_program_writes_and_others_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("caisse.db");
    let writer = SqliteStore::open(&path).expect("created");
    append(&writer, "a", "{}").expect("appended");
    assert_eq!(refusal(&path), StoreError::Busy { place: path.display().to_string() });

    let reader = SqliteStore::open_read_only(&path).expect("readers are welcome");
    assert_eq!(reader.head(&organisation()).expect("read").size, 2);
    append(&writer, "b", "{}").expect("appended");
    assert_eq!(reader.head(&organisation()).expect("read").size, 4, "and see what is new");
    assert!(matches!(append(&reader, "c", "{}"), Err(StoreError::ReadOnly { .. })));
    drop(writer);
    SqliteStore::open(&path).expect("free again");
}

#[test]
fn a_journal_that_was_closed_is_one_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("caisse.db");
    let store = SqliteStore::open(&path).expect("created");
    append(&store, "a", "{}").expect("appended");
    drop(store);
    let copy = folder.path().join("copy.db");
    fs::copy(&path, &copy).expect("copied");
    let store = SqliteStore::open_read_only(&copy).expect("opens");
    assert_eq!(store.head(&organisation()).expect("read").size, 2);
    assert!(!folder.path().join("caisse.db-wal").exists(), "the log is in the file");
}

#[test]
fn a_full_disk_refuses_and_what_was_recorded_stands() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("caisse.db");
    let store = SqliteStore::open(&path).expect("created");
    store.limit_pages(40).expect("limited");
    let event = format!("{{\"a\":\"{}\"}}", "x".repeat(3000));
    let mut known = Head::empty(&organisation());
    let error = (0..100)
        .find_map(|n| match append(&store, &format!("k{n}"), &event) {
            Ok(head) => {
                known = head;
                None
            }
            Err(error) => Some(error),
        })
        .expect("forty pages are soon full");
    assert_eq!(error, StoreError::Full { place: path.display().to_string() });
    assert!(known.size > 10);
    assert_eq!(store.head(&organisation()), Ok(known));
    store.limit_pages(1000).expect("space was freed");
    append(&store, "after", &event).expect("and the journal goes on");
    let journal = Journal::open(&store, &organisation()).expect("opens");
    assert_eq!(journal.filter_map(Result::ok).count() as u64, known.size + 2);
}

#[test]
fn a_row_taken_away_or_changed_behind_our_back_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("caisse.db");
    let store = SqliteStore::open(&path).expect("created");
    for key in ["a", "b", "c"] {
        append(&store, key, "{}").expect("appended");
    }
    drop(store);
    let tamper = |sql: &str| {
        Connection::open(&path).and_then(|c| c.execute_batch(sql)).expect("tampered");
        let store = SqliteStore::open(&path).expect("opens");
        let journal = Journal::open(&store, &organisation()).expect("opens");
        let fault = journal.filter_map(Result::err).next().expect("a fault");
        fault.to_string()
    };
    let changed =
        tamper("UPDATE records SET payload = CAST(payload || x'00' AS BLOB) WHERE number = 4");
    assert!(
        changed.contains("at record 4") && changed.contains("payload was changed"),
        "{changed}"
    );
    let removed = tamper("DELETE FROM records WHERE number = 2");
    assert!(removed.contains("at record 2") && removed.contains("number 3 is found"), "{removed}");
    let version = tamper(
        "UPDATE records SET header = CAST(x'00000009' || substr(header, 5) AS BLOB) WHERE number = 0",
    );
    assert!(version.contains("at record 0") && version.contains("version 9"), "{version}");
}

fn holds(folder: &Path, needle: &[u8]) -> bool {
    fs::read_dir(folder).expect("listed").any(|entry| {
        let bytes = fs::read(entry.expect("an entry").path()).expect("read");
        bytes.windows(needle.len()).any(|window| window == needle)
    })
}

#[test]
fn what_was_erased_is_in_no_file_any_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Arc::new(SqliteStore::open(folder.path().join("caisse.db")).expect("created"));
    let who = organisation();
    for person in 0..300 {
        let bytes = format!("wrapped-key-of-{person:04}-end").into_bytes();
        store.put_sealed(&who, "key", &format!("{person}"), &bytes).expect("written");
    }
    append(&store, "a", "{\"word\":\"needle-in-the-event\"}").expect("appended");
    assert!(holds(folder.path(), b"wrapped-key-of-0123-end"));
    assert!(holds(folder.path(), b"needle-in-the-event"));
    store.put_sealed(&who, "key", "124", b"another").expect("replaced");
    let writes = [SealedWrite::delete("key", "123"), SealedWrite::delete("key", "299")];
    store.write_sealed(&who, &writes).expect("erased");
    store.erase_payload(&who, 0).expect("erased");
    store.erase_payload(&who, 1).expect("erased");
    for person in ["0123", "0124", "0299"] {
        assert!(!holds(folder.path(), format!("wrapped-key-of-{person}-end").as_bytes()));
    }
    assert!(!holds(folder.path(), b"needle-in-the-event"));
    assert!(holds(folder.path(), b"wrapped-key-of-0125-end"), "the others stay");
}

/// `CAISSE_SMALL_DISK` names an empty folder on a disk of about a megabyte, such as
/// `mount -t tmpfs -o size=1m tmpfs FOLDER` makes; skipped without it.
#[test]
fn a_disk_that_is_really_full_refuses_and_what_was_recorded_stands() {
    let Ok(folder) = std::env::var("CAISSE_SMALL_DISK") else {
        println!("skipped: no small disk");
        return;
    };
    let folder = tempfile::tempdir_in(folder).expect("a folder");
    let path = folder.path().join("caisse.db");
    let ballast = folder.path().join("ballast");
    fs::write(&ballast, vec![0; 200_000]).expect("room for a ballast");
    let store = SqliteStore::open(&path).expect("created");
    let event = format!("{{\"a\":\"{}\"}}", "x".repeat(3000));
    let mut known = Head::empty(&organisation());
    let error = (0..10_000)
        .find_map(|n| match append(&store, &format!("k{n}"), &event) {
            Ok(head) => {
                known = head;
                None
            }
            Err(error) => Some(error),
        })
        .expect("a small disk is soon full");
    assert_eq!(error, StoreError::Full { place: path.display().to_string() });
    assert!(known.size > 10);
    assert_eq!(store.head(&organisation()), Ok(known));
    drop(store);
    fs::remove_file(&ballast).expect("space is freed");
    let store = SqliteStore::open(&path).expect("opens");
    assert_eq!(store.head(&organisation()), Ok(known));
    append(&store, "after", &event).expect("and the journal goes on");
    let journal = Journal::open(&store, &organisation()).expect("opens");
    assert_eq!(journal.filter_map(Result::ok).count() as u64, known.size + 2);
}

/// `CAISSE_READ_ONLY_DISK` names a folder on a disk that is mounted read-only, with a journal
/// `caisse.db` that was closed properly; skipped without it.
#[test]
fn a_journal_on_a_read_only_disk_can_be_read() {
    let Ok(folder) = std::env::var("CAISSE_READ_ONLY_DISK") else {
        println!("skipped: no read-only disk");
        return;
    };
    let path = Path::new(&folder).join("caisse.db");
    let store = SqliteStore::open_read_only(&path).expect("opens");
    assert_eq!(store.head(&organisation()).expect("read").size, 2);
    assert!(matches!(refusal(&path), StoreError::Failed { .. } | StoreError::ReadOnly { .. }));
}

#[test]
fn an_import_that_fills_the_disk_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let from = SqliteStore::open(folder.path().join("from.db")).expect("created");
    let event = format!("{{\"a\":\"{}\"}}", "x".repeat(3000));
    for n in 0..60 {
        append(&from, &format!("k{n}"), &event).expect("appended");
    }
    let mut bytes = Vec::new();
    archive::export(&from, &organisation(), &mut bytes).expect("exported");
    let to = SqliteStore::open(folder.path().join("to.db")).expect("created");
    to.limit_pages(40).expect("limited");
    let refused = archive::import(&to, bytes.as_slice()).expect_err("too large");
    assert!(matches!(refused, archive::ArchiveError::Store(StoreError::Full { .. })), "{refused}");
    assert_eq!(to.head(&organisation()), Ok(Head::empty(&organisation())));
    assert_eq!(to.list_organisations(), Ok(Vec::new()));
    to.limit_pages(1000).expect("space was freed");
    let summary = archive::import(&to, bytes.as_slice()).expect("imported");
    assert_eq!(Ok(summary.head), from.head(&organisation()));
}

#[test]
fn a_reader_elsewhere_does_not_hold_up_an_erasure() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("caisse.db");
    let store = SqliteStore::open(&path).expect("created");
    store.put_sealed(&organisation(), "key", "1", b"wrapped-key-of-0001-end").expect("written");
    let reader = Connection::open(&path).expect("opens");
    reader.execute_batch("BEGIN; SELECT count(*) FROM sealed;").expect("a reading that lasts");
    let before = Instant::now();
    store.delete_sealed(&organisation(), "key", "1").expect("erased");
    assert!(before.elapsed() < Duration::from_secs(5), "{:?}", before.elapsed());
    assert_eq!(store.get_sealed(&organisation(), "key", "1"), Ok(None));
    drop(reader);
    store.delete_sealed(&organisation(), "key", "2").expect("the next erasure empties the log");
    assert!(!holds(folder.path(), b"wrapped-key-of-0001-end"));
}
