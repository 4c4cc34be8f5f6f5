//! Simulated years from seeds. A failing seed is printed with the command that replays it.

use std::sync::Arc;

use caisse_app::verify;
use caisse_journal::JournalStore;
use caisse_journal_sqlite::SqliteStore;
use caisse_world::caisse::identifier;
use caisse_world::simulation::{Lived, Plan, live, live_on};

/// How many seeds; `CAISSE_SEEDS` gives another number, `CAISSE_SEED` replays one.
const SEEDS: u64 = 100;

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().and_then(|text| text.parse().ok())
}

#[test]
fn the_laws_hold_in_every_simulated_year() {
    let seeds: Vec<u64> = match number("CAISSE_SEED") {
        Some(seed) => vec![seed],
        None => (1..=number("CAISSE_SEEDS").unwrap_or(SEEDS)).collect(),
    };
    // Each seed lives in one thread; two seeds may live side by side.
    let mut lived = Lived::default();
    let halves = seeds.split_at(seeds.len() / 2);
    std::thread::scope(|scope| {
        let lives = [halves.0, halves.1].map(|seeds| {
            scope.spawn(|| seeds.iter().map(|seed| live(*seed, Plan::USUAL)).collect::<Vec<_>>())
        });
        for life in lives.into_iter().flat_map(|half| half.join().expect("panics are caught")) {
            lived.add(&life.unwrap_or_else(|failure| panic!("{failure}")));
        }
    });
    println!("{} seeds: {lived:#?}", seeds.len());
    if seeds.len() as u64 == SEEDS {
        reaches_what_it_should(&lived);
    }
}

/// A simulation that refuses everything would pass any law: this one must reach every kind of event.
fn reaches_what_it_should(lived: &Lived) {
    assert!(lived.failed_commits > 0 && lived.openings > 0 && lived.repeated > 0, "{lived:?}");
    assert!(lived.refusals.len() > 40, "only {} kinds of refusal", lived.refusals.len());
    assert!(lived.events.len() > 35, "only {} kinds of event", lived.events.len());
    let closed = |kind: &str| lived.events.get(kind).copied().unwrap_or(0);
    assert!(closed("Books MonthClosed") > 600 && closed("Books YearClosed") > 30, "{lived:?}");
    assert!(lived.situations > 300, "only {} situations opened", lived.situations);
}

#[test]
fn the_laws_hold_in_simulated_years_on_sqlite() {
    for seed in 1..=3 {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("journal.sqlite");
        let plan = Plan { steps: 60, check_every: 30, ..Plan::USUAL };
        let store = Arc::new(SqliteStore::open(&path).expect("opens"));
        let lived = live_on(store, seed, plan).unwrap_or_else(|failure| panic!("{failure}"));
        // The file alone, after everything is closed.
        let store = SqliteStore::open_read_only(&path).expect("opens");
        let events: u64 = lived.events.values().sum();
        assert_eq!(store.head(&identifier()).expect("a head").size, events);
        assert!(verify::store(&store, &identifier(), &[]).is_sound());
    }
}

#[test]
fn a_store_that_forgets_what_it_acknowledged_is_found() {
    for forgotten in [3, 20, 60] {
        let plan = Plan { forgotten: Some(forgotten), ..Plan::USUAL };
        let failure = live(1, plan).expect_err("a store that forgets must be found");
        println!("{failure}");
    }
}

#[test]
fn the_same_seed_lives_the_same_life() {
    let plan = Plan { steps: 40, ..Plan::USUAL };
    let (first, second) = (live(7, plan), live(7, plan));
    assert_eq!(format!("{first:?}"), format!("{second:?}"));
}
