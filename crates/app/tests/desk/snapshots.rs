//! Snapshots: what is read from one is what the records give, and one that is damaged is as good as
//! none.

use std::sync::Arc;

use caisse_app::{Accounts, House, Source, snapshot};
use caisse_domain::identity::BankLineId;
use caisse_domain::offices::Actor;
use caisse_domain::{Command, bank};
use caisse_journal::{JournalStore, MemoryStore, OrganisationId, Restored, Snapshot};

use crate::caisse::Caisse;
use crate::month::carried_over;

/// The journal of that caisse in memory, without its snapshot.
fn in_memory(caisse: &Caisse) -> (MemoryStore, OrganisationId) {
    let name = caisse.desk.directory.organisation().clone();
    let mut records = caisse_journal::Journal::open(caisse.desk.house.store().as_ref(), &name)
        .unwrap()
        .map(|record| Restored::Record(record.unwrap()));
    let store = MemoryStore::new();
    store.restore(&name, &mut || Ok(records.next())).unwrap();
    (store, name)
}

fn opened(store: &Arc<MemoryStore>, name: &OrganisationId, caisse: &Caisse) -> House {
    let store = Arc::clone(store) as Arc<dyn JournalStore>;
    House::open(name.clone(), store, Arc::new(caisse.clock.clone()), Source::seeded(1)).unwrap()
}

#[test]
fn the_accounts_alone_are_those_of_the_whole() {
    let caisse = carried_over();
    let (store, name) = in_memory(&caisse);
    let store = Arc::new(store);
    assert!(Accounts::open(store.as_ref(), &name).unwrap().is_none(), "there is no snapshot");
    let mut house = opened(&store, &name, &caisse);
    assert!(house.keep_snapshot().is_none());
    let same = |house: &House| {
        let accounts = Accounts::open(store.as_ref(), &name).unwrap().expect("from the snapshot");
        let state = house.state().unwrap();
        assert_eq!(accounts.ledger, state.ledger);
        assert_eq!(accounts.periods, state.periods);
        assert_eq!(accounts.chart, state.chart);
    };
    same(&house);
    // With records after the snapshot.
    let before = house.state().unwrap().ledger.entry_count();
    let today = caisse.desk.today();
    let line = bank::Line {
        identity: bank::LineIdentity::of("abcd"),
        booked: today,
        amount: caisse_units::Amount::from_cents(-321),
    };
    let statement = bank::Statement {
        account: "0189".to_owned(),
        file: "f".to_owned(),
        opening: house.state().unwrap().bank.last_closing(),
        closing: None,
        lines: vec![line],
    };
    let number = BankLineId::at(house.state().unwrap().bank.lines().count());
    for command in [bank::Command::Import(statement), bank::Command::Charge { line: number }] {
        let key = house.fresh_key().unwrap();
        let (actor, command) = (treasurer(&house), Command::Bank(command));
        let request = caisse_app::Request { key, actor, command, sealed: Vec::new() };
        house.execute(request).unwrap();
    }
    assert_eq!(house.state().unwrap().ledger.entry_count(), before + 1);
    same(&house);
}

fn treasurer(house: &House) -> Actor {
    let offices = &house.state().unwrap().offices;
    let mut held = offices.offices().map(|(_, office)| office);
    let treasurer = held.find(|office| office.role == caisse_domain::offices::Role::Treasurer);
    treasurer.map_or(Actor::Founders, |office| Actor::Member(office.member))
}

#[test]
fn a_damaged_snapshot_is_as_good_as_none() {
    let caisse = carried_over();
    let (store, name) = in_memory(&caisse);
    let store = Arc::new(store);
    let mut house = opened(&store, &name, &caisse);
    assert!(house.keep_snapshot().is_none());
    let kept = store.snapshot(&name).unwrap().expect("it was kept");
    let state = house.state().unwrap();
    let agrees = |bytes: Vec<u8>| {
        store.put_snapshot(&name, &Snapshot { head: kept.head, bytes }).unwrap();
        snapshot::agrees(store.as_ref(), &name, kept.head, state).unwrap()
    };
    assert_eq!(agrees(kept.bytes.clone()), Some(true));
    assert_eq!(agrees([kept.bytes.as_slice(), &[0]].concat()), Some(false), "a byte too many");
    assert_eq!(agrees(vec![1]), None, "of another version");
    assert_eq!(agrees(Vec::new()), None);
    for at in (9..kept.bytes.len()).step_by(1_997) {
        assert_eq!(agrees(kept.bytes[..at].to_vec()), Some(false), "cut at {at}");
        assert!(snapshot::read(store.as_ref(), &name).unwrap().is_none(), "cut at {at}");
        assert_eq!(opened(&store, &name, &caisse).state(), Some(state), "from the records");
    }
    let start = 9 + usize::from(kept.bytes[1]);
    for at in (start..kept.bytes.len()).step_by(601) {
        let mut bytes = kept.bytes.clone();
        bytes[at] ^= 1;
        assert_eq!(agrees(bytes), Some(false), "byte {at}");
    }
}
