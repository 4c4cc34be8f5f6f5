//! The figures taken once, each printed with what was asked for.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use caisse_app::{Handle, House, snapshot};
use caisse_domain::apply;
use caisse_journal::{Journal, JournalStore, StoreError};
use caisse_journal_sqlite::SqliteStore;

use crate::{MEMBERS, called, large, open, organisation, receive_all};

/// Writers at the same time.
const WRITERS: u32 = 64;

/// Commands of each writer.
const EACH: u32 = 40;

/// Takes and prints every figure. `HOUSE_ONLY` names the only one to take.
pub fn print() {
    if std::env::args().any(|argument| argument == "--test" || argument == "--list") {
        return;
    }
    let only = std::env::var("HOUSE_ONLY").unwrap_or_default();
    let all: [(&str, fn()); 4] = [
        ("receipts", receipts),
        ("writers", writers),
        ("call", month_of_a_hundred_thousand),
        ("large", large_caisse),
    ];
    for (name, take) in all {
        if only.is_empty() || only == name {
            take();
        }
    }
}

/// The CPU time of this thread so far.
fn cpu() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = text.split_whitespace().next().and_then(|figure| figure.parse().ok());
    Duration::from_nanos(first.unwrap_or(0))
}

/// The memory that this process holds, in bytes.
fn resident() -> u64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    text.split_whitespace().nth(1).and_then(|pages| pages.parse().ok()).unwrap_or(0) * 4096
}

/// An empty folder on the disk of the target folder, erased when dropped.
fn folder() -> tempfile::TempDir {
    let target = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target");
    std::fs::create_dir_all(&target).expect("the target folder");
    tempfile::tempdir_in(target).expect("a folder")
}

fn receipts() {
    let (house, month, lines) = called(3);
    let (state, head) = (house.state().cloned(), house.head());
    let mut least = Duration::MAX;
    for _ in 0..5 {
        let (mut state, mut sealer) = (state.clone(), caisse_journal::Sealer::new(head));
        let before = cpu();
        receive_all(&mut state, &mut sealer, month, lines);
        least = least.min(cpu() - before);
    }
    println!(
        "decide + seal + apply of a receipt: {:.2} µs of CPU (asked: under 5)",
        least.as_secs_f64() * 1e6 / f64::from(MEMBERS)
    );
}

/// A caisse on disk with a month called and stated, and its first receipts to come.
fn on_disk(folder: &tempfile::TempDir) -> House {
    let store = SqliteStore::open(folder.path().join("journal.sqlite")).expect("opens");
    let mut house = open(Arc::new(store));
    large::execute(&mut house, large::beginning(MEMBERS));
    let month = large::founded_on().month();
    large::execute(&mut house, [large::call(month), large::statement(month, MEMBERS)]);
    house
}

fn writers() {
    let folder = folder();
    let mut house = on_disk(&folder);
    let month = large::founded_on().month();
    let alone = 100;
    let start = Instant::now();
    for number in 1..=alone {
        let command = large::receipt(month, number, number);
        let request = large::request(1 << 40 | u64::from(number), command);
        house.execute(request).expect("accepted");
    }
    let one = start.elapsed() / alone;
    let handle = Handle::new(house);
    let start = Instant::now();
    let threads: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let handle = handle.clone();
            std::thread::spawn(move || {
                let mut times = Vec::new();
                for each in 0..EACH {
                    let number = alone + 1 + writer * EACH + each;
                    let command = large::receipt(month, number, number);
                    let request = large::request(1 << 40 | u64::from(number), command);
                    let start = Instant::now();
                    handle.execute(request).expect("accepted");
                    times.push(start.elapsed());
                }
                times
            })
        })
        .collect();
    let mut times: Vec<Duration> =
        threads.into_iter().flat_map(|thread| thread.join().expect("no panic")).collect();
    let each = start.elapsed() / (WRITERS * EACH);
    times.sort_unstable();
    let p99 = times[times.len() * 99 / 100];
    println!(
        "durable receipts: one per commit {one:.1?} each; {WRITERS} writers {each:.1?} each, \
         {:.1} times as many (asked: 20); p99 {p99:.1?} = {:.1} commits (asked: under 20)",
        one.as_secs_f64() / each.as_secs_f64(),
        p99.as_secs_f64() / one.as_secs_f64(),
    );
}

fn month_of_a_hundred_thousand() {
    const COUNT: u32 = 100_000;
    let folder = folder();
    let store = SqliteStore::open(folder.path().join("journal.sqlite")).expect("opens");
    let mut house = open(Arc::new(store));
    large::execute(&mut house, large::beginning(0).into_iter().take(2));
    let before = resident();
    large::execute(&mut house, large::beginning(COUNT).into_iter().skip(2));
    let member = (resident() - before) as f64 / f64::from(COUNT);
    println!("memory of a member: at most {member:.0} bytes (asked: 500)");
    let (before, start) = (cpu(), Instant::now());
    large::execute(&mut house, [large::call(large::founded_on().month())]);
    println!(
        "a month's call for {COUNT} members, durable: {:.0?} of CPU, {:.0?} in all (asked: under 1 s)",
        cpu() - before,
        start.elapsed()
    );
}

fn large_caisse() {
    let months =
        std::env::var("HOUSE_MONTHS").ok().and_then(|text| text.parse().ok()).unwrap_or(12);
    let folder = folder();
    let path = folder.path().join("journal.sqlite");
    let (before, start) = (cpu(), Instant::now());
    let mut house = open(Arc::new(SqliteStore::open(&path).expect("opens")));
    large::fill(&mut house, MEMBERS, months);
    let records = house.head().size;
    println!(
        "{records} records made: {:.1?} of CPU, {:.1?} in all",
        cpu() - before,
        start.elapsed()
    );
    let (before, start) = (cpu(), Instant::now());
    assert!(house.keep_snapshot().is_none(), "the snapshot is kept");
    println!("snapshot written: {:.0?} of CPU, {:.0?} in all", cpu() - before, start.elapsed());
    drop(house);
    let store = SqliteStore::open(&path).expect("opens");
    let (memory, before, start) = (resident(), cpu(), Instant::now());
    let kept = snapshot::read(&store, &organisation()).expect("read").expect("one is kept");
    let read = (cpu() - before, start.elapsed());
    let lines = kept.state.ledger.posting_count();
    println!(
        "snapshot of {records} records read: {:.0?} of CPU, {:.0?} in all (asked: under 1 s); \
         {:.0} bytes a ledger line of {lines} (asked: 300)",
        read.0,
        read.1,
        (resident().saturating_sub(memory)) as f64 / lines as f64
    );
    drop(kept);
    replay(&store, records);
}

fn replay(store: &dyn JournalStore, records: u64) {
    let before = cpu();
    let journal = Journal::open(store, &organisation()).expect("opens");
    let mut state = None;
    let replayed = journal.replay(|record, payload| {
        let event = payload.expect("nothing is withheld").event;
        let event = serde_json::from_str(event).expect("an event");
        apply(&mut state, &event, record.number());
        Ok::<(), StoreError>(())
    });
    replayed.expect("sound");
    let spent = cpu() - before;
    println!(
        "replay of {records} records: {:.2?} of CPU, {:.0} records/s (asked: 500,000)",
        spent,
        records as f64 / spent.as_secs_f64()
    );
}
