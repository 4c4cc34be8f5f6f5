//! Many threads through one handle on SQLite.

use std::collections::BTreeMap;
use std::sync::Barrier;

use caisse_app::{Done, ExecuteError, Handle, SetClock, verify};
use caisse_domain::identity::MemberId;
use caisse_units::Amount;
use caisse_world::caisse::{founded, identifier, open};
use caisse_world::laws;

use super::{MODEL, all_is_there, cash, disk, file, founded_on, request, state};

const THREADS: u32 = 64;
const EACH: u32 = 25;
const MEMBERS: u32 = 10;

/// What each thread pays in: no two commands have the same sum.
fn cents(thread: u32, number: u32) -> i64 {
    i64::from(1_000 + thread * EACH + number)
}

#[test]
fn what_many_threads_were_told_is_done_is_there_once_after_reopening() {
    let folder = tempfile::tempdir().expect("a folder");
    let clock = SetClock::at(founded_on());
    let house = founded(disk(&file(&folder)), &clock, MODEL, MEMBERS as usize);
    let before = house.head().size;
    let handle = Handle::new(house);
    let mut acknowledged: BTreeMap<String, Done> = BTreeMap::new();
    std::thread::scope(|scope| {
        let told = |thread: u32| {
            let handle = handle.clone();
            scope.spawn(move || {
                let told = (0..EACH).map(|number| {
                    let command = cash(1 + thread % MEMBERS, cents(thread, number), founded_on());
                    let asked = request(format!("{thread}-{number}"), command);
                    let done = handle.execute(asked.clone()).expect("accepted");
                    assert!(!done.repeated);
                    // Whoever is not sure asks again: the same answer, and no second effect.
                    if number % 5 == 0 {
                        let again = handle.execute(asked.clone()).expect("answered again");
                        assert_eq!(again, Done { repeated: true, ..done.clone() });
                    }
                    (asked.key, done)
                });
                told.collect::<Vec<_>>()
            })
        };
        let threads: Vec<_> = (0..THREADS).map(told).collect();
        for thread in threads {
            acknowledged.extend(thread.join().expect("no thread panics"));
        }
    });
    let live = handle.read().state().cloned();
    drop(handle);
    assert_eq!(acknowledged.len(), (THREADS * EACH) as usize);

    // The writer kept a snapshot as it stopped; the journal alone must say the same.
    let store = disk(&file(&folder));
    for snapshot in ["with", "without"] {
        let house = open(store.clone(), &clock, 2);
        assert_eq!(house.state(), live.as_ref(), "{snapshot} a snapshot");
        assert_eq!(house.head().size, before + u64::from(THREADS * EACH));
        store.delete_snapshot(&identifier()).expect("deleted");
    }
    all_is_there(store.as_ref(), &acknowledged);
    let house = open(store.clone(), &clock, 3);
    let mut received: Vec<i64> =
        state(&house).contributions.receipts().map(|(_, known)| known.amount.cents()).collect();
    received.sort_unstable();
    let mut expected: Vec<i64> =
        (0..THREADS).flat_map(|t| (0..EACH).map(move |n| cents(t, n))).collect();
    expected.sort_unstable();
    assert_eq!(received, expected, "each once");
    assert_eq!(state(&house).in_hand(), Amount::from_cents(expected.iter().sum()));
    laws::check_state(state(&house)).expect("the laws hold");
    assert!(verify::store(store.as_ref(), &identifier(), &[]).is_sound());
}

#[test]
fn the_same_key_from_many_threads_has_one_effect() {
    let folder = tempfile::tempdir().expect("a folder");
    let clock = SetClock::at(founded_on());
    let handle = Handle::new(founded(disk(&file(&folder)), &clock, MODEL, 4));
    let together = |key: &str, sums: [i64; 2]| -> Vec<Result<Done, ExecuteError>> {
        let barrier = Barrier::new(THREADS as usize);
        std::thread::scope(|scope| {
            let ask = |thread: u32| {
                let (handle, barrier) = (handle.clone(), &barrier);
                let sum = sums[thread as usize % 2];
                let asked = request(key, cash(3, sum, founded_on()));
                scope.spawn(move || {
                    barrier.wait();
                    handle.execute(asked)
                })
            };
            let threads: Vec<_> = (0..THREADS).map(ask).collect();
            threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
        })
    };

    let size = handle.read().head().size;
    let answers = together("one command", [1_500, 1_500]);
    let done: Vec<&Done> = answers.iter().map(|answer| answer.as_ref().expect("done")).collect();
    assert_eq!(done.iter().filter(|done| !done.repeated).count(), 1, "one effect");
    assert!(done.iter().all(|answer| (answer.record, &answer.event) == (size, &done[0].event)));
    assert_eq!(handle.read().head().size, size + 1);

    // Two commands under one key: one of them is done, the other one is told so by each.
    let answers = together("two commands", [2_000, 3_000]);
    let done: Vec<&Done> = answers.iter().filter_map(|answer| answer.as_ref().ok()).collect();
    assert_eq!(done.len(), THREADS as usize / 2);
    assert!(done.iter().all(|answer| answer.event == done[0].event));
    let refused = |answer: &&Result<Done, ExecuteError>| matches!(answer, Err(ExecuteError::SameKeyOtherContent { key }) if key == "two commands");
    assert_eq!(answers.iter().filter(refused).count(), THREADS as usize / 2);
    assert_eq!(handle.read().head().size, size + 2);
    let sum = handle.read().state().map(|house| house.contributions.credit(MemberId(3)).cents());
    assert!(matches!(sum, Some(3_500 | 4_500)), "{sum:?}");
}
