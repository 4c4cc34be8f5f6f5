//! Journals of past forms, verified and replayed for ever (`journals/`).

use std::path::PathBuf;
use std::sync::Arc;

use caisse_app::{House, SetClock, Source, verify};
use caisse_domain::ledger::Use;
use caisse_journal::{JournalStore, MemoryStore, archive};
use caisse_units::{Amount, Day};

fn kept(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../journals").join(name);
    std::fs::read(path).expect("journals of past forms are part of the house")
}

#[test]
fn a_journal_of_the_first_form_replays_to_the_same_figures() {
    let bytes = kept("v1/demo.caisse");
    let report = verify::archive(bytes.as_slice(), &[]).expect("its beginning is read");
    assert!(report.is_sound(), "{}", report.sentence(caisse_units::Language::English));
    assert_eq!((report.events, report.entries), (1366, 2543));

    let store = Arc::new(MemoryStore::new());
    let summary = archive::import(store.as_ref(), bytes.as_slice()).expect("it is whole");
    let day = Day::new(2026, 1, 31).expect("a day of the calendar");
    let store: Arc<dyn JournalStore> = store;
    let clock = Arc::new(SetClock::at(day));
    let house = House::open(summary.organisation, store, clock, Source::seeded(1));
    let house = house.expect("the store is read");
    assert_eq!(house.read_only(), None);
    assert_eq!(house.head().size, 1366);
    let state = house.state().expect("it was founded");
    assert_eq!(state.members.len(), 400);
    assert_eq!(state.in_hand(), Amount::from_cents(10_046_080));
    assert_eq!(state.available(day), Amount::from_cents(10_041_580));
    let food = state.chart.allocations_for("food");
    let spent = state.ledger.account_ledger(food, None, year_of_2025());
    assert_eq!(spent.lines.iter().map(|line| line.amount).sum::<Amount>(), Amount::ZERO);
    let granted: Amount =
        spent.lines.iter().map(|line| line.amount).filter(|amount| amount.is_positive()).sum();
    assert_eq!(granted, Amount::from_cents(53_370_000), "44,475.00 a month, as published");
    let bank = state.ledger.balance(state.chart.account(Use::Bank));
    assert_eq!(Some(bank), state.bank.last_closing());
}

fn year_of_2025() -> caisse_domain::ledger::figures::Period {
    caisse_domain::ledger::figures::Period::year(2025).expect("a year of the calendar")
}

#[test]
fn one_byte_changed_in_a_kept_journal_is_found() {
    let mut bytes = kept("v1/demo.caisse");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    match verify::archive(bytes.as_slice(), &[]) {
        Ok(report) => assert!(!report.is_sound()),
        Err(error) => drop(error),
    }
}
