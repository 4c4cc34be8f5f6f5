//! The journal store on one SQLite file.
//!
//! A few tables keyed by (organisation, number). Write-ahead log with full synchronisation: when
//! `append` returns, the records are on the disk. One program writes at a time, which a lock file
//! beside the database ensures; others may read meanwhile.
//!
//! Absent on purpose: what a record means, and any repair. The crate `caisse-journal` says what a
//! store must do and checks the chain.

mod opening;
mod store;
mod trouble;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use caisse_journal::StoreError;
use rusqlite::Connection;

/// A store on one SQLite file.
#[derive(Debug)]
pub struct SqliteStore {
    place: String,
    path: PathBuf,
    // Closed in this order: the last connection to close empties the log into the file, and only
    // the writer can.
    reader: Mutex<Connection>,
    /// `None` when opened for reading only.
    writer: Option<Mutex<Connection>>,
    /// Held as long as the store is open; the system lets it go when the program ends in any way.
    _lock: Option<File>,
}

impl SqliteStore {
    /// Opens the file for reading and writing, and creates it when there is none.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when another program writes to it; [`StoreError::Foreign`] and
    /// [`StoreError::OtherVersion`] when it is not a store that this program knows, and is then not
    /// touched; [`StoreError::Damaged`], [`StoreError::Full`], [`StoreError::Failed`].
    pub fn open(path: impl AsRef<Path>) -> Result<SqliteStore, StoreError> {
        opening::for_writing(path.as_ref())
    }

    /// Opens an existing file for reading only, also while another program writes to it.
    ///
    /// # Errors
    /// Those of [`SqliteStore::open`], except [`StoreError::Busy`]; [`StoreError::Failed`] when
    /// there is no file.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<SqliteStore, StoreError> {
        opening::for_reading(path.as_ref())
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Refuses, as a full disk would, once the file has this many pages of 8 KiB. For hosts that
    /// give each organisation its share, and for tests.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] when open for reading only.
    pub fn limit_pages(&self, pages: u32) -> Result<(), StoreError> {
        let writer = self.writing()?;
        writer
            .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
            .map_err(trouble::at(&self.place))
    }
}
