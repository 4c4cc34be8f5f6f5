//! Opening: is this file ours, is it of our version, does nobody else write to it?
//!
//! A file that is not ours is recognised from its first bytes, before SQLite sees it, and is not
//! touched.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use caisse_journal::StoreError;
use rusqlite::{Connection, OpenFlags};

use crate::{SqliteStore, trouble};

/// "CAIS": what the field `application_id` of the file says.
const APPLICATION: u32 = 0x4341_4953;
/// The version of the schema below.
const SCHEMA_VERSION: i64 = 1;
/// How long a statement waits for a lock of SQLite, such as that of a reader's checkpoint.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// The bytes that the write-ahead log may keep between two uses.
const LOG_KEPT: i64 = 64 * 1024 * 1024;

/// Where SQLite's header has its magic, and the application's number.
const MAGIC: &[u8] = b"SQLite format 3\0";
const APPLICATION_AT: usize = 68;

const SCHEMA: &str = "
CREATE TABLE organisations (
    organisation TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TABLE records (
    organisation TEXT NOT NULL,
    number INTEGER NOT NULL,
    header BLOB NOT NULL,
    payload BLOB,
    PRIMARY KEY (organisation, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE commands (
    organisation TEXT NOT NULL,
    key TEXT NOT NULL,
    digest BLOB NOT NULL,
    first INTEGER NOT NULL,
    records INTEGER NOT NULL,
    PRIMARY KEY (organisation, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE snapshots (
    organisation TEXT NOT NULL PRIMARY KEY,
    size INTEGER NOT NULL,
    hash BLOB NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
CREATE TABLE checkpoints (
    organisation TEXT NOT NULL,
    size INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (organisation, size)
) STRICT, WITHOUT ROWID;
CREATE TABLE sealed (
    organisation TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (organisation, kind, key)
) STRICT;
";

pub(crate) fn for_writing(path: &Path) -> Result<SqliteStore, StoreError> {
    let place = path.display().to_string();
    inspect(path, &place)?;
    let lock = lock(path, &place)?;
    let writer = connect(path, &place, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    if is_new(&writer, &place)? {
        create(&writer).map_err(trouble::at(&place))?;
    }
    prepare_for_writing(&writer).map_err(trouble::at(&place))?;
    check_version(&writer, &place)?;
    let reader = connect(path, &place, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    Ok(SqliteStore {
        place,
        path: path.to_owned(),
        writer: Some(Mutex::new(writer)),
        reader: Mutex::new(reader),
        _lock: Some(lock),
    })
}

pub(crate) fn for_reading(path: &Path) -> Result<SqliteStore, StoreError> {
    let place = path.display().to_string();
    if let Found::Nothing = inspect(path, &place)? {
        return Err(StoreError::Failed { place, detail: "no such journal".to_owned() });
    }
    let mut reader = connect(path, &place, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    if is_on_a_disk_without_writing(&reader, path) {
        reader = connect_to_still_file(path, &place)?;
    }
    check_version(&reader, &place)?;
    let (path, reader) = (path.to_owned(), Mutex::new(reader));
    Ok(SqliteStore { place, path, writer: None, reader, _lock: None })
}

enum Found {
    /// No file, an empty one, or one whose creation was cut short.
    Nothing,
    Ours,
}

fn inspect(path: &Path, place: &str) -> Result<Found, StoreError> {
    let failed = |error: std::io::Error| StoreError::Failed {
        place: place.to_owned(),
        detail: error.to_string(),
    };
    let mut bytes = Vec::new();
    match File::open(path) {
        Ok(file) => file.take(100).read_to_end(&mut bytes).map_err(failed)?,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(failed(error)),
    };
    if bytes.is_empty() {
        return Ok(Found::Nothing);
    }
    if !bytes.starts_with(MAGIC) || bytes.len() < 100 {
        return Err(foreign(place, "not a SQLite file"));
    }
    if bytes[APPLICATION_AT..APPLICATION_AT + 4] == APPLICATION.to_be_bytes() {
        return Ok(Found::Ours);
    }
    // Creation is one transaction under a rollback journal: while that journal is there, the first
    // page may be half written, and SQLite is about to undo it.
    if beside(path, "-journal").exists() {
        return Ok(Found::Nothing);
    }
    Err(foreign(place, "a SQLite file of another program"))
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn lock(path: &Path, place: &str) -> Result<File, StoreError> {
    let failed = |error: std::io::Error| StoreError::Failed {
        place: place.to_owned(),
        detail: error.to_string(),
    };
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(beside(path, ".lock"))
        .map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::Busy { place: place.to_owned() }),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

fn connect(path: &Path, place: &str, access: OpenFlags) -> Result<Connection, StoreError> {
    let mut flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if access == OpenFlags::SQLITE_OPEN_READ_WRITE {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let connection = Connection::open_with_flags(path, flags).map_err(trouble::at(place))?;
    connection.busy_timeout(PATIENCE).map_err(trouble::at(place))?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// True when the file cannot be read only because SQLite has no place for its working file beside
/// it, as on a disk mounted read-only, while the log was emptied when the journal was closed.
fn is_on_a_disk_without_writing(connection: &Connection, path: &Path) -> bool {
    let asked = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
    let cannot_open = asked
        .is_err_and(|error| error.sqlite_error_code() == Some(rusqlite::ErrorCode::CannotOpen));
    cannot_open && !beside(path, "-wal").exists()
}

/// Reads a file that nobody can be writing to.
fn connect_to_still_file(path: &Path, place: &str) -> Result<Connection, StoreError> {
    let mut address = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                address.push(char::from(*byte));
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    connect(Path::new(&address), place, flags)
}

/// True when there is nothing in the file, once SQLite has undone a creation that was cut short.
fn is_new(connection: &Connection, place: &str) -> Result<bool, StoreError> {
    let (application, tables): (u32, u32) = connection
        .query_row(
            "SELECT application_id, (SELECT count(*) FROM sqlite_schema) FROM pragma_application_id",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .map_err(trouble::at(place))?;
    match (application, tables) {
        (APPLICATION, _) => Ok(false),
        (0, 0) => Ok(true),
        _ => Err(foreign(place, "a SQLite file of another program")),
    }
}

fn foreign(place: &str, detail: &str) -> StoreError {
    StoreError::Foreign { place: place.to_owned(), detail: detail.to_owned() }
}

fn prepare_for_writing(connection: &Connection) -> rusqlite::Result<()> {
    let mode: String =
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    debug_assert_eq!(mode, "wal");
    connection.pragma_update(None, "synchronous", "FULL")?;
    // A large snapshot passes through the log; the log does not keep its size.
    connection.pragma_update_and_check(None, "journal_size_limit", LOG_KEPT, |_| Ok(()))?;
    // What is erased is overwritten with zeros, in the file and not only in its index.
    connection.pragma_update(None, "secure_delete", true)
}

fn create(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "page_size", 8192)?;
    connection.execute_batch(&format!(
        "BEGIN EXCLUSIVE; {SCHEMA} PRAGMA application_id = {APPLICATION}; \
         PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
    ))
}

fn check_version(connection: &Connection, place: &str) -> Result<(), StoreError> {
    let found: i64 = connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(trouble::at(place))?;
    if found == SCHEMA_VERSION {
        return Ok(());
    }
    Err(StoreError::OtherVersion { place: place.to_owned(), found, known: SCHEMA_VERSION })
}
