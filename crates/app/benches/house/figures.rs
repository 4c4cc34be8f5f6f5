//! The figures taken once, each printed with what was asked for.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use caisse_app::{Desk, Handle, House, SetClock, Source, snapshot};
use caisse_domain::identity::{HouseholdId, MemberId};
use caisse_domain::members::{self, Enrolment};
use caisse_domain::offices::Actor;
use caisse_domain::{Command, apply, contributions};
use caisse_journal::{Journal, JournalStore, Payload, Record, StoreError};
use caisse_journal_sqlite::SqliteStore;

use crate::measure::{cpu_of_all, resident};
use crate::{MEMBERS, called, large, open, organisation, receive_all};

/// Writers at the same time.
const WRITERS: u32 = 64;

/// Commands of each writer.
const EACH: u32 = 40;

/// Takes and prints every figure. `HOUSE_ONLY` names the only one to take. Only `cargo bench` asks for
/// them: it says `--bench`, which `cargo test --benches` does not.
pub fn print() {
    let mut arguments = std::env::args();
    if !arguments.any(|argument| argument == "--bench") {
        return;
    }
    let only = std::env::var("HOUSE_ONLY").unwrap_or_default();
    let all: [(&str, fn()); 5] = [
        ("receipts", receipts),
        ("writers", writers),
        ("call", month_of_a_hundred_thousand),
        ("situations", month_of_a_hundred_thousand_situations),
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

/// The same from the vault: households of two, each of whose members declared a situation.
fn month_of_a_hundred_thousand_situations() {
    const COUNT: u32 = 100_000;
    let folder = folder();
    let clock = Arc::new(SetClock::at(large::today()));
    let root = folder.path().join("caisse");
    let mut desk = Desk::create(&root, organisation(), clock, Source::seeded(1)).expect("made");
    large::execute(&mut desk.house, large::beginning(0).into_iter().take(2));
    let enrolment = |number: u32| Enrolment {
        household: Some(HouseholdId(number / 2 + 1)),
        ..large::enrolment()
    };
    let enrolled = members::Command::Enrol((0..COUNT).map(enrolment).collect());
    large::execute(&mut desk.house, [Command::Members(enrolled)]);
    let day = large::founded_on();
    let values = BTreeMap::from([("cotisation_choisie".to_owned(), "42,00 EUR".to_owned())]);
    let declared = (1..=COUNT).map(|member| (MemberId(member), day, values.clone()));
    desk.declare(Actor::Founders, declared.collect()).expect("declared");
    let (before, start) = (cpu_of_all(), Instant::now());
    let house = desk.house.state().expect("founded");
    let (month, due) = (day.month(), day.month().last_day());
    let situations = desk.people.situations_to_call(house, month).expect("opened");
    let opened = (cpu_of_all() - before, start.elapsed());
    let call = contributions::Command::Call { month, due, situations };
    desk.act(Actor::Founders, Command::Contributions(call)).expect("called");
    println!(
        "a month's call for {COUNT} members in households of two with situations, durable: opening \
         the vault {:.2?} of CPU, {:.2?}; with the call {:.2?} of CPU, {:.2?} in all (asked: under \
         1 s)",
        opened.0,
        opened.1,
        cpu_of_all() - before,
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
    let (before, start) = (cpu(), Instant::now());
    let kept = snapshot::read(&store, &organisation()).expect("read").expect("one is kept");
    let read = (cpu() - before, start.elapsed());
    let lines = kept.state.ledger.posting_count();
    println!(
        "snapshot of {records} records read: {:.0?} of CPU, {:.0?} in all (asked: under 1 s); the \
         books alone hold {:.0} bytes a ledger line of {lines}",
        read.0,
        read.1,
        kept.state.ledger.bytes() as f64 / lines as f64
    );
    drop(kept);
    replay(&store, records);
}

fn replay(store: &dyn JournalStore, records: u64) {
    let (before, start) = (cpu_of_all(), Instant::now());
    let journal = Journal::open(store, &organisation()).expect("opens");
    let mut state = None;
    let read = |_: &Record, payload: Option<&Payload<'_>>| {
        let event = payload.expect("nothing is withheld").event;
        serde_json::from_str(event).expect("an event")
    };
    let replayed = journal.replay_read(read, |record, event| {
        apply(&mut state, &event, record.number());
        Ok::<(), StoreError>(())
    });
    replayed.expect("sound");
    let (spent, took) = (cpu_of_all() - before, start.elapsed());
    println!(
        "replay of {records} records: {spent:.2?} of CPU on two threads, {took:.2?} in all, {:.0} \
         records/s (asked: 500,000)",
        records as f64 / took.as_secs_f64()
    );
}
