//! Opening the file: made at the first need, readable by its owner only.

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::guarding::Secrets;
use crate::passwords::Gate;
use crate::{Access, AccessError};

/// "CAAC": what the field `application_id` of the file says.
const APPLICATION: u32 = 0x4341_4143;
/// The version of the schema below.
const SCHEMA_VERSION: i64 = 1;
/// How long a statement waits for another program that writes.
const PATIENCE: Duration = Duration::from_secs(5);

const SCHEMA: &str = "
CREATE TABLE accounts (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    member TEXT NOT NULL UNIQUE,
    key BLOB NOT NULL,
    email BLOB,
    name BLOB,
    password TEXT,
    factor BLOB,
    factor_waiting BLOB,
    factor_step INTEGER NOT NULL DEFAULT 0,
    made INTEGER NOT NULL
) STRICT;
CREATE TABLE names (
    lookup BLOB NOT NULL PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
    kind TEXT NOT NULL,
    UNIQUE (account, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE recovery (
    account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
    hash BLOB NOT NULL,
    PRIMARY KEY (account, hash)
) STRICT, WITHOUT ROWID;
CREATE TABLE invitations (
    hash BLOB NOT NULL PRIMARY KEY,
    account INTEGER NOT NULL UNIQUE REFERENCES accounts ON DELETE CASCADE,
    inviter TEXT NOT NULL,
    made INTEGER NOT NULL,
    ends INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE links (
    hash BLOB NOT NULL PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
    made INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX links_by_account ON links (account);
CREATE TABLE sessions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    hash BLOB NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
    began INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    waiting INTEGER NOT NULL,
    way TEXT NOT NULL,
    factor_shown INTEGER,
    agent TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_by_account ON sessions (account);
CREATE TABLE tries (
    lookup BLOB NOT NULL PRIMARY KEY,
    wrong INTEGER NOT NULL,
    last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tries_by_last ON tries (last);
CREATE TABLE diary (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    member TEXT NOT NULL,
    deed TEXT NOT NULL,
    agent TEXT NOT NULL
) STRICT;
CREATE INDEX diary_by_at ON diary (at);
";

impl Access {
    /// Opens the file of that path, made first if there is none; `key` is the 32 secret bytes under
    /// which addresses, names and codes are sealed and hashed, kept elsewhere than the file.
    ///
    /// # Errors
    /// [`AccessError::Storage`] when the file cannot be opened or is of another program or version;
    /// [`AccessError::Vault`] for a key that was plainly not drawn at random.
    pub fn open(path: &Path, organisation: &str, key: &[u8; 32]) -> Result<Access, AccessError> {
        let place =
            |detail: String| AccessError::Storage { place: path.display().to_string(), detail };
        let secrets = Secrets::new(key).map_err(|error| place(error.to_string()))?;
        make_private(path).map_err(|error| place(error.to_string()))?;
        let failed = |error: rusqlite::Error| place(error.to_string());
        let mut writer = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(failed)?;
        prepare(&mut writer).map_err(failed)?;
        let (application, version): (u32, i64) = writer
            .query_row(
                "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .map_err(failed)?;
        if (application, version) != (APPLICATION, SCHEMA_VERSION) {
            return Err(place(format!("not accesses of version {SCHEMA_VERSION}")));
        }
        let reader = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(failed)?;
        Ok(Access {
            place: path.to_owned(),
            organisation: organisation.to_owned(),
            secrets,
            writer: Mutex::new(writer),
            reader: Mutex::new(reader),
            gate: Gate::default(),
        })
    }

    /// Where the file is.
    pub fn place(&self) -> &Path {
        &self.place
    }
}

/// An empty file that only its owner may read, if there is none; SQLite gives its working files the
/// same rights.
fn make_private(path: &Path) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

fn connect(path: &Path, access: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

fn prepare(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What is erased is overwritten with zeros.
    connection.pragma_update(None, "secure_delete", true)?;
    let begun = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Exclusive)?;
    let tables: i64 =
        begun.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables == 0 {
        begun.execute_batch(SCHEMA)?;
        begun.pragma_update(None, "application_id", APPLICATION)?;
        begun.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    }
    begun.commit()
}
