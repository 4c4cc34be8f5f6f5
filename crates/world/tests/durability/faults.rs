//! A store that fails at every write in turn, in every way it can.

use std::collections::BTreeMap;
use std::sync::Arc;

use caisse_app::{Clock, Done, ExecuteError, House, Request, SetClock};
use caisse_domain::rules::Situations;
use caisse_domain::{Envelope, Organisation, apply, decide};
use caisse_journal::{FailingStore, Fault, JournalStore, MemoryStore};
use caisse_world::caisse::{founded, identifier, open};
use caisse_world::chance::Chance;
use caisse_world::{laws, proposals};

use super::{MODEL, all_is_there, cash, disk, file, founded_on, request, state};

/// What of a batch is accepted, and the states that it goes through: before it, then after each.
fn path(
    house: &House,
    today: caisse_units::Day,
    batch: Vec<Request>,
) -> (Vec<Request>, Vec<Option<Organisation>>) {
    let (mut accepted, mut states) = (Vec::new(), vec![house.state().cloned()]);
    for asked in batch {
        let mut next = states.last().cloned().flatten();
        let envelope = Envelope { actor: asked.actor, today };
        if let Ok(event) = decide(next.as_ref(), envelope, asked.command.clone()) {
            let record = house.head().size + accepted.len() as u64;
            apply(&mut next, &event, record);
            states.push(next);
            accepted.push(asked);
        }
    }
    (accepted, states)
}

/// Some receipts that are always accepted, and what chance proposes on this state.
fn batch(house: &House, clock: &SetClock, number: u64, chance: &mut Chance) -> Vec<Request> {
    let today = clock.today();
    let mut asked: Vec<Request> =
        (0..3).map(|n| request(format!("cash-{number}-{n}"), cash(1, 100 + n, today))).collect();
    for n in 0..12 {
        let (actor, command) = proposals::draw(state(house), today, &Situations::new(), chance);
        let key = format!("drawn-{number}-{n}");
        asked.push(Request { key, actor, command, sealed: Vec::new() });
    }
    asked
}

fn failed(answers: &[Result<Done, ExecuteError>]) {
    for answer in answers {
        assert!(matches!(answer, Err(ExecuteError::Store(_))), "{answer:?}");
    }
}

/// Every write fails four times in different ways before it succeeds; after each failure the state is
/// that before it, also for whoever opens the store.
fn every_write_fails(within: Arc<dyn JournalStore>, writes: u64) {
    let store = Arc::new(FailingStore::new(within));
    let clock = SetClock::at(founded_on());
    let mut house = founded(store.clone(), &clock, MODEL, 9);
    let mut chance = Chance::new(2026);
    let mut acknowledged: BTreeMap<String, Done> = BTreeMap::new();
    for number in 0..writes {
        let days = i32::try_from(chance.between(1, 9)).expect("a few days");
        clock.set(clock.today().plus_days(days));
        let asked = batch(&house, &clock, number, &mut chance);
        let (accepted, states) = path(&house, clock.today(), asked.clone());
        let (before, head) = (states[0].clone(), house.head());

        // What would have been refused anyway is not told so before the commit it was decided in.
        for fault in [Fault::Full, Fault::Lost, Fault::Torn { records: 0 }] {
            store.fail_after(0, fault);
            failed(&house.execute_batch(asked.clone()));
            assert!(house.read_only().is_none(), "{number}, {fault:?}");
            assert_eq!((house.state(), house.head()), (before.as_ref(), head), "{fault:?}");
            let opened = open(store.within(), &clock, 1);
            assert_eq!((opened.state(), opened.head()), (before.as_ref(), head), "{fault:?}");
        }

        // What stays of a torn write, or all of one whose answer was lost, was acknowledged to nobody,
        // and is a state that the batch goes through: no command is half visible.
        let most = states.len() - 1;
        let kept = usize::try_from(chance.below(most as u64 + 1)).expect("a few");
        let (fault, kept) = match chance.percent(50) {
            true => (Fault::AnswerLost, most),
            false => (Fault::Torn { records: kept }, kept),
        };
        store.fail_after(0, fault);
        failed(&house.execute_batch(asked.clone()));
        assert_eq!(house.state(), states[kept].as_ref(), "{number}, {fault:?}");
        if chance.percent(50) {
            house = open(store.clone(), &clock, number);
            assert_eq!(house.state(), states[kept].as_ref(), "opened after {fault:?}");
        }

        // Asked again under the same keys, all is done, once.
        let answers = house.execute_batch(accepted.clone());
        assert_eq!(house.head().size, head.size + most as u64);
        assert_eq!(house.state(), states[most].as_ref());
        for (asked, answer) in accepted.into_iter().zip(answers) {
            acknowledged.insert(asked.key, answer.expect("it is done, before or now"));
        }
    }
    laws::check_state(state(&house)).expect("the laws hold");
    let live = house.state().cloned();
    drop(house);
    all_is_there(store.as_ref(), &acknowledged);
    let (opened, failures) = (open(store.within(), &clock, 0), 4 * writes);
    assert_eq!(opened.state(), live.as_ref());
    println!("{failures} failed writes, {} commands acknowledged", acknowledged.len());
    assert!(acknowledged.len() as u64 > 6 * writes, "only {}", acknowledged.len());
}

#[test]
fn after_each_failed_write_in_memory_the_state_before_stands() {
    every_write_fails(Arc::new(MemoryStore::new()), 60);
}

#[test]
fn after_each_failed_write_on_sqlite_the_state_before_stands() {
    let folder = tempfile::tempdir().expect("a folder");
    every_write_fails(disk(&file(&folder)), 30);
    assert!(disk(&file(&folder)).head(&identifier()).expect("a head").size > 180);
}

#[test]
fn a_long_commit_torn_after_any_record_leaves_whole_commands_and_can_be_asked_again() {
    const LENGTH: usize = 150;
    let clock = SetClock::at(founded_on());
    let receipt = |n: usize| {
        let cents = i64::try_from(n).expect("a few") + 1;
        request(format!("cash-{n}"), cash(1 + n as u32 % 4, cents, founded_on()))
    };
    let asked: Vec<Request> = (0..LENGTH).map(receipt).collect();
    for torn in (0..LENGTH).step_by(7).chain([1, LENGTH - 1, LENGTH]) {
        let store = Arc::new(FailingStore::new(Arc::new(MemoryStore::new())));
        let mut house = founded(store.clone(), &clock, MODEL, 4);
        let before = house.head().size;
        store.fail_after(0, Fault::Torn { records: torn });
        failed(&house.execute_batch(asked.clone()));
        assert_eq!(state(&house).contributions.receipts().count(), torn);
        let mut house = open(store.within(), &clock, 2);
        assert_eq!(house.head().size, before + torn as u64);
        let answers = house.execute_batch(asked.clone());
        for (n, answer) in answers.iter().enumerate() {
            let done = answer.as_ref().expect("done");
            assert_eq!((done.record, done.repeated), (before + n as u64, n < torn));
        }
        assert_eq!(state(&house).contributions.receipts().count(), LENGTH);
    }
}
