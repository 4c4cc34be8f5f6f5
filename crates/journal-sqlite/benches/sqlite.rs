//! What a durable command costs on this disk: one per commit, sixty-four per commit, and a bare
//! flush to compare with; then replaying a journal from the file.
//!
//! The database is in the target folder, because the temporary folder may be in memory.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::PathBuf;

use caisse_journal::{
    Append, Batch, Digest, Head, Journal, JournalStore, Moment, OrganisationId, Pseudonym, Sealer,
    Snapshot, StoreError,
};
use caisse_journal_sqlite::SqliteStore;
use divan::Bencher;
use divan::counter::ItemsCount;

fn main() {
    divan::main();
}

const EVENT: &str = r#"{"type":"contribution_received","member":1234,"month":"2026-03","amount":1250,"entry":{"debit":"512","credit":"756"},"reason":{"rule":"R1","version":3},"line":"stmt-2026-03/000123"}"#;

fn organisation() -> OrganisationId {
    OrganisationId::new("bench").expect("an identifier")
}

/// An empty folder on the disk of the target folder, erased when dropped.
fn folder() -> tempfile::TempDir {
    let target = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target");
    fs::create_dir_all(&target).expect("the target folder");
    tempfile::tempdir_in(target).expect("a folder")
}

/// `commands` commands of one record after the head.
fn group(head: Head, commands: u64) -> Append {
    let mut sealer = Sealer::new(head);
    let batches: Vec<Batch> = (0..commands)
        .map(|_| {
            let (key, digest) = (format!("receipt-{}", sealer.head().size), Digest::of(b"c"));
            let (time, actor, events) = (Moment(0), Pseudonym(1), [EVENT.to_owned()]);
            sealer
                .seal_command(time, actor, &key, digest, &events, &mut || [9; 16])
                .expect("sealed")
        })
        .collect();
    Append::new(&organisation(), head, batches, Vec::new()).expect("in order")
}

#[divan::bench(args = [1, 64], sample_count = 100, sample_size = 1)]
fn append_commands_in_one_commit(bencher: Bencher, commands: u64) {
    let folder = folder();
    let store = SqliteStore::open(folder.path().join("bench.db")).expect("opens");
    let mut head = Head::empty(&organisation());
    bencher.counter(ItemsCount::new(commands)).bench_local(|| {
        let append = group(head, commands);
        store.append(&append).expect("appended");
        head = append.head();
    });
}

/// 512 bytes written and flushed, as a log does: what one durable answer costs at least.
#[divan::bench(sample_count = 100, sample_size = 1)]
fn flush_the_disk_once(bencher: Bencher) {
    let folder = folder();
    let mut file = File::create(folder.path().join("log")).expect("created");
    bencher.counter(ItemsCount::new(1u32)).bench_local(|| {
        file.write_all(&[7; 512]).expect("written");
        file.sync_data().expect("flushed");
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn replay_two_hundred_thousand_records(bencher: Bencher) {
    const COUNT: u64 = 200_000;
    let folder = folder();
    let store = SqliteStore::open(folder.path().join("bench.db")).expect("opens");
    let mut head = Head::empty(&organisation());
    while head.size < COUNT {
        let append = group(head, 2_000);
        store.append(&append).expect("appended");
        head = append.head();
    }
    bencher.counter(ItemsCount::new(COUNT)).bench_local(|| {
        let mut bytes = 0;
        Journal::open(&store, &organisation())
            .expect("opens")
            .replay(|_, payload| {
                bytes += payload.map_or(0, |payload| payload.event.len());
                Ok::<(), StoreError>(())
            })
            .expect("holds");
        bytes
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn read_a_snapshot_of_a_hundred_megabytes(bencher: Bencher) {
    let folder = folder();
    let store = SqliteStore::open(folder.path().join("bench.db")).expect("opens");
    let head = Head::empty(&organisation());
    store
        .put_snapshot(&organisation(), &Snapshot { head, bytes: vec![5; 100_000_000] })
        .expect("kept");
    bencher.bench_local(|| store.snapshot(&organisation()).expect("read"));
}
