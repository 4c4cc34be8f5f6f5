//! A caisse on a disk that is asked by many at once, fails, fills up, is damaged, or is moved: what was
//! acknowledged stays, what was refused leaves no trace, and the house says which it was.

mod archives;
mod broken;
mod faults;
mod full_disk;
mod people;
mod threads;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use caisse_app::{Done, House, Request};
use caisse_domain::contributions::{self, Means};
use caisse_domain::identity::MemberId;
use caisse_domain::{Command, Organisation};
use caisse_journal::{JournalStore, StoreError};
use caisse_journal_sqlite::SqliteStore;
use caisse_units::{Amount, Day};
use caisse_world::caisse::{day, identifier, treasurer};

/// The model of these caisses.
const MODEL: &str = "food-caisse-gironde";

/// The day they are founded on.
fn founded_on() -> Day {
    day(2026, 1, 5)
}

/// The journal's file in a folder.
fn file(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("journal.sqlite")
}

/// Opens the file for writing; a writer that is about to stop is waited for.
fn disk(path: &Path) -> Arc<dyn JournalStore> {
    for _ in 0..1_000 {
        match SqliteStore::open(path) {
            Ok(store) => return Arc::new(store),
            Err(StoreError::Busy { .. }) => std::thread::sleep(Duration::from_millis(10)),
            Err(error) => panic!("{error}"),
        }
    }
    panic!("the writer does not stop");
}

/// So many cents in cash from a member.
fn cash(member: u32, cents: i64, on: Day) -> Command {
    Command::Contributions(contributions::Command::Receive {
        member: MemberId(member),
        amount: Amount::from_cents(cents),
        on,
        means: Means::Cash,
    })
}

/// Asked by the treasurer under a key.
fn request(key: impl Into<String>, command: Command) -> Request {
    Request { key: key.into(), actor: treasurer(), command, sealed: Vec::new() }
}

/// The state of a house that is founded.
fn state(house: &House) -> &Organisation {
    house.state().expect("the caisse is founded")
}

/// All that was acknowledged is on the store under its key, and is what was told.
fn all_is_there<'a>(
    store: &dyn JournalStore,
    acknowledged: impl IntoIterator<Item = (&'a String, &'a Done)>,
) {
    for (key, done) in acknowledged {
        let found = store.command(&identifier(), key).expect("the store is read");
        let found = found.unwrap_or_else(|| panic!("{key} was acknowledged and is lost"));
        assert_eq!(found.first, done.record, "{key}");
        let records = store.read(&identifier(), done.record, 1).expect("the store is read");
        let event = caisse_app::house::read_event(&records[0], done.record);
        assert_eq!(event, Ok(done.event.clone()), "{key}");
    }
}
