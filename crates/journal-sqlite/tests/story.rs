//! The store on SQLite passes the story that every store must pass.

use std::sync::Arc;

use caisse_journal::{JournalStore, story};
use caisse_journal_sqlite::SqliteStore;

#[test]
fn the_sqlite_store_passes_the_story() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("caisse.db");
    story::play(&mut || {
        Arc::new(SqliteStore::open(&path).expect("opens")) as Arc<dyn JournalStore>
    });
}
