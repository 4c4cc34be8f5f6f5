//! kill -9 at any point: no acknowledged record is lost, no command is half visible, the chain holds.
//!
//! The test starts itself again as a child that appends and acknowledges, and kills it at moments
//! drawn from a fixed seed. A second test tears the write-ahead log, as a power cut would.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use caisse_journal::{
    Append, Digest, Head, Journal, JournalStore, Moment, OrganisationId, Pseudonym, SealedWrite,
    Sealer, StoreError, archive,
};
use caisse_journal_sqlite::SqliteStore;

const KILLS: u32 = 210;
const ARCHIVE: &str = "CAISSE_CRASH_TEST_ARCHIVE";
const PATH: &str = "CAISSE_CRASH_TEST_DATABASE";

fn organisation() -> OrganisationId {
    OrganisationId::new("crash").expect("an identifier")
}

/// Small numbers from a seed; the same ones each time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// A group of commands after the head, each with one to five records, and a blob per command.
fn group(head: Head, draw: &mut Draw) -> Append {
    let (mut sealer, mut batches, mut sealed) = (Sealer::new(head), Vec::new(), Vec::new());
    for _ in 0..=draw.below(7) {
        let first = sealer.head().size;
        let filling = "x".repeat(draw.below(2000) as usize);
        let events = vec![format!("{{\"filling\":\"{filling}\"}}"); 1 + draw.below(5) as usize];
        let (key, digest) = (format!("command-{first}"), Digest::of(b""));
        let mut nonce = || [1; 16];
        let (time, actor) = (Moment(0), Pseudonym(3));
        let batch = sealer.seal_command(time, actor, &key, digest, &events, &mut nonce);
        batches.push(batch.expect("sealed"));
        sealed.push(SealedWrite::put("blob", &key, vec![7; draw.below(3000) as usize]));
    }
    Append::new(&organisation(), head, batches, sealed).expect("in order")
}

/// What the child does: append for ever and say, after each append, how many records are durable.
#[test]
#[ignore = "started by the test below"]
fn child_appends_until_it_is_killed() {
    let Ok(path) = std::env::var(PATH) else { return };
    if let Ok(archive) = std::env::var(ARCHIVE) {
        let bytes = fs::read(archive).expect("the archive");
        let store = SqliteStore::open(path).expect("opens");
        archive::import(&store, bytes.as_slice()).expect("imported");
        return;
    }
    let store = SqliteStore::open(path).expect("opens after a crash");
    let mut head = store.head(&organisation()).expect("a head");
    let mut draw = Draw(head.size + 1);
    loop {
        let append = group(head, &mut draw);
        store.append(&append).expect("appended");
        head = append.head();
        let mut out = std::io::stdout().lock();
        writeln!(out, "acknowledged {}", head.size).expect("the parent listens");
        out.flush().expect("the parent listens");
    }
}

fn start(path: &Path) -> Child {
    spawn(path, None)
}

fn spawn(path: &Path, archive: Option<&Path>) -> Child {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    if let Some(archive) = archive {
        command.env(ARCHIVE, archive);
    }
    command
        .args(["--exact", "child_appends_until_it_is_killed", "--ignored", "--nocapture"])
        .env(PATH, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the child starts")
}

/// Kills the child after `wait` from its first acknowledgement, and gives the last one received.
fn run_and_kill(path: &Path, wait: Duration) -> u64 {
    let mut child = start(path);
    let out = BufReader::new(child.stdout.take().expect("piped"));
    let acknowledged = Arc::new(AtomicU64::new(0));
    let seen = Arc::clone(&acknowledged);
    let listener = thread::spawn(move || {
        // The harness writes its own lines; the acknowledgement can stand after one of them.
        for line in out.lines().map_while(Result::ok) {
            let number = line.split("acknowledged ").nth(1).and_then(|n| n.trim().parse().ok());
            if let Some(number) = number {
                seen.store(number, Ordering::SeqCst);
            }
        }
    });
    let mut patience = 2_000;
    while acknowledged.load(Ordering::SeqCst) == 0 && patience > 0 {
        thread::sleep(Duration::from_micros(500));
        patience -= 1;
    }
    thread::sleep(wait);
    child.kill().expect("killed");
    child.wait().expect("gone");
    listener.join().expect("heard to the end");
    acknowledged.load(Ordering::SeqCst)
}

/// Checks everything after `known`, which was checked before, and gives the new head.
fn check(store: &SqliteStore, known: Head) -> Head {
    let who = organisation();
    let head = Journal::resume(store, &who, known)
        .expect("what was known still stands")
        .replay(|record, payload| {
            if let Some(mark) = payload.and_then(|payload| payload.command.as_ref()) {
                let command = store.command(&who, mark.key)?.expect("the key is kept");
                assert_eq!((command.first, command.records), (record.number(), mark.records));
                assert!(store.get_sealed(&who, "blob", mark.key)?.is_some(), "with its blob");
            }
            Ok::<(), StoreError>(())
        })
        .expect("the chain holds and no command is half visible");
    // The key and the blob of a command that was not kept are not there either.
    let next = format!("command-{}", head.size);
    assert_eq!(store.command(&who, &next), Ok(None));
    assert_eq!(store.get_sealed(&who, "blob", &next), Ok(None));
    head
}

#[test]
fn no_acknowledged_record_is_lost_by_a_kill_and_none_is_half_visible() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("crash.db");
    let mut draw = Draw(2026);
    let mut known = Head::empty(&organisation());
    let (mut in_flight, mut acknowledged) = (0, 0);
    for kill in 0..KILLS {
        let last = run_and_kill(&path, Duration::from_micros(draw.below(25_000)));
        let store = SqliteStore::open(&path).expect("opens after a kill");
        let head = check(&store, known);
        assert!(head.size >= last, "kill {kill}: {last} acknowledged, {} found", head.size);
        in_flight += u32::from(head.size > last && last > 0);
        acknowledged += u32::from(last > known.size);
        known = head;
    }
    let store = SqliteStore::open_read_only(&path).expect("opens");
    assert_eq!(check(&store, Head::empty(&organisation())), known, "and from the start");
    println!(
        "{KILLS} kills, {acknowledged} after acknowledgements, {} records, {in_flight} appends durable before their answer",
        known.size
    );
    assert!(acknowledged > KILLS / 2, "the child must have worked, or nothing was tested");
}

#[test]
fn a_kill_while_the_file_is_created_leaves_a_file_that_opens() {
    let (mut draw, mut stages) = (Draw(77), [0; 3]);
    for _ in 0..60 {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("new.db");
        let mut child = start(&path);
        // Wait until the child is about to create, then a little more.
        let lock = folder.path().join("new.db.lock");
        for _ in 0..4_000 {
            if lock.exists() {
                break;
            }
            thread::sleep(Duration::from_micros(250));
        }
        thread::sleep(Duration::from_micros(draw.below(12_000)));
        child.kill().expect("killed");
        child.wait().expect("gone");
        let length = fs::metadata(&path).map(|metadata| metadata.len()).unwrap_or(0);
        let store = SqliteStore::open(&path).expect("opens");
        let head = check(&store, Head::empty(&organisation()));
        stages[if length == 0 {
            0
        } else if head.size == 0 {
            1
        } else {
            2
        }] += 1;
    }
    println!("killed before, during and after creation: {stages:?}");
    assert!(stages[0] + stages[1] > 0, "some kills must fall into the creation");
}

#[test]
fn a_kill_during_an_import_leaves_everything_or_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let who = organisation();
    let from = SqliteStore::open(folder.path().join("from.db")).expect("opens");
    let mut draw = Draw(9);
    let mut head = from.head(&who).expect("a head");
    for _ in 0..150 {
        let append = group(head, &mut draw);
        from.append(&append).expect("appended");
        head = append.head();
    }
    let archive = folder.path().join("archive");
    let file = fs::File::create(&archive).expect("created");
    archive::export(&from, &who, file).expect("exported");
    let (mut nothing, mut everything) = (0, 0);
    for turn in 0..40 {
        let path = folder.path().join(format!("to-{turn}.db"));
        let mut child = spawn(&path, Some(&archive));
        let lock = folder.path().join(format!("to-{turn}.db.lock"));
        for _ in 0..4_000 {
            if lock.exists() {
                break;
            }
            thread::sleep(Duration::from_micros(250));
        }
        thread::sleep(Duration::from_micros(draw.below(400_000)));
        child.kill().expect("killed, or gone already");
        child.wait().expect("gone");
        let store = SqliteStore::open(&path).expect("opens");
        match store.list_organisations().expect("listed").len() {
            0 => {
                nothing += 1;
                assert_eq!(store.head(&who), Ok(Head::empty(&who)));
            }
            _ => {
                everything += 1;
                assert_eq!(check(&store, Head::empty(&who)), head);
            }
        }
    }
    println!("killed during an import: {nothing} times nothing, {everything} times everything");
    assert!(nothing > 0, "some kills must fall into the import");
}

#[test]
fn a_write_ahead_log_torn_anywhere_shows_whole_appends_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("torn.db");
    let (mut heads, mut draw) = (vec![Head::empty(&organisation())], Draw(5));
    let store = SqliteStore::open(&path).expect("opens");
    for _ in 0..12 {
        let append = group(*heads.last().expect("one"), &mut draw);
        store.append(&append).expect("appended");
        heads.push(append.head());
    }
    let with = |suffix: &str| PathBuf::from(format!("{}{suffix}", path.display()));
    let (database, log) = (fs::read(&path).expect("read"), fs::read(with("-wal")).expect("read"));
    drop(store);
    let mut seen = vec![0; heads.len()];
    for turn in 0..150 {
        let copy = folder.path().join(format!("copy-{turn}.db"));
        let mut torn = log.clone();
        let at = draw.below(log.len() as u64) as usize;
        match turn % 3 {
            0 => torn.truncate(at),
            1 => torn[at] ^= 1 << draw.below(8),
            _ => torn[at..].fill(0),
        }
        fs::write(&copy, &database).expect("written");
        fs::write(format!("{}-wal", copy.display()), torn).expect("written");
        let store = SqliteStore::open(&copy).expect("opens");
        let head = check(&store, Head::empty(&organisation()));
        let index = heads.iter().position(|known| *known == head).expect("the head of an append");
        seen[index] += 1;
    }
    assert!(seen.iter().filter(|count| **count > 0).count() > 4, "many places: {seen:?}");
}
