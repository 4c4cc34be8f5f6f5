//! The contract of a store, in SQL.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use caisse_journal::store::{CHUNK_BYTES, RestoreFeed, SnapshotReading, check_sealed};
use caisse_journal::{
    Append, Batch, ChainError, ChainFault, Digest, Head, JournalStore, OrganisationId, Record,
    RecordError, RecordedCommand, Restored, SealedWrite, Snapshot, StoreError, StoredCheckpoint,
};
use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior, params};

use crate::opening::PATIENCE;
use crate::{SqliteStore, trouble};

/// How long emptying the log waits for readers in other programs.
const PATIENCE_FOR_READERS: Duration = Duration::from_millis(200);

/// True when an organisation has records, checkpoints or sealed blobs. All may have been erased
/// since it was first written.
const OCCUPIED: &str = "(EXISTS (SELECT 1 FROM records r WHERE r.organisation = o.organisation)
 OR EXISTS (SELECT 1 FROM checkpoints c WHERE c.organisation = o.organisation)
 OR EXISTS (SELECT 1 FROM sealed s WHERE s.organisation = o.organisation))";

/// A number as SQLite's signed integer; those beyond it are in no journal.
fn column(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

impl SqliteStore {
    fn reading(&self) -> MutexGuard<'_, Connection> {
        // A connection is sound after a panic: a transaction left open was rolled back.
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn writing(&self) -> Result<MutexGuard<'_, Connection>, StoreError> {
        let writer: &Mutex<Connection> = self
            .writer
            .as_ref()
            .ok_or_else(|| StoreError::ReadOnly { place: self.place.clone() })?;
        Ok(writer.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn ask<T>(
        &self,
        question: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        question(&self.reading()).map_err(trouble::at(&self.place))
    }

    /// One transaction: everything that `work` writes, or nothing.
    fn transact<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut connection = self.writing()?;
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(trouble::at(&self.place))?;
        let done = work(&transaction)?;
        transaction.commit().map_err(trouble::at(&self.place))?;
        Ok(done)
    }

    /// Empties the write-ahead log, so that what was erased is in no file any more. A reader in
    /// another program can delay it until the next time; erasing itself is already durable.
    fn empty_log(&self) -> Result<(), StoreError> {
        let writer = self.writing()?;
        let _reader = self.reading();
        let place = trouble::at(&self.place);
        writer.busy_timeout(PATIENCE_FOR_READERS).map_err(&place)?;
        let emptied =
            writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).map_err(&place);
        writer.busy_timeout(PATIENCE).map_err(&place)?;
        emptied
    }

    fn head_in(
        &self,
        connection: &Connection,
        organisation: &OrganisationId,
    ) -> Result<Head, StoreError> {
        let last: Option<(i64, Vec<u8>)> = connection
            .prepare_cached(
                "SELECT number, header FROM records WHERE organisation = ?1 \
                 ORDER BY number DESC LIMIT 1",
            )
            .and_then(|mut statement| {
                statement
                    .query_row([organisation.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()
            })
            .map_err(trouble::at(&self.place))?;
        match last {
            None => Ok(Head::empty(organisation)),
            Some((number, header)) => {
                let record = Record::from_stored(&header, None)
                    .map_err(|error| not_a_record(organisation, number, error))?;
                Ok(Head::after(&record))
            }
        }
    }

    fn command_in(
        &self,
        connection: &Connection,
        organisation: &OrganisationId,
        key: &str,
    ) -> Result<Option<RecordedCommand>, StoreError> {
        connection
            .prepare_cached(
                "SELECT digest, first, records FROM commands WHERE organisation = ?1 AND key = ?2",
            )
            .and_then(|mut statement| {
                statement
                    .query_row([organisation.as_str(), key], |row| {
                        let first: i64 = row.get(1)?;
                        Ok(RecordedCommand {
                            digest: Digest::from_bytes(row.get(0)?),
                            first: first.unsigned_abs(),
                            records: row.get(2)?,
                        })
                    })
                    .optional()
            })
            .map_err(trouble::at(&self.place))
    }

    fn insert(
        &self,
        connection: &Connection,
        organisation: &OrganisationId,
        batch: &Batch,
    ) -> Result<(), StoreError> {
        let place = trouble::at(&self.place);
        if insert_command(connection, organisation, batch).map_err(&place)? {
            return insert_records(connection, organisation, batch.records()).map_err(place);
        }
        let key = batch.mark().map(|mark| mark.key.clone()).unwrap_or_default();
        let first = self.command_in(connection, organisation, &key)?.map_or(0, |used| used.first);
        Err(StoreError::KeyUsed { organisation: organisation.clone(), key, first })
    }

    fn restore_item(
        &self,
        connection: &Connection,
        organisation: &OrganisationId,
        item: Restored,
    ) -> Result<(), StoreError> {
        let place = trouble::at(&self.place);
        match item {
            Restored::Record(record) => {
                let batch = Batch::new(vec![record]).map_err(|error| StoreError::Chain {
                    organisation: organisation.clone(),
                    error,
                })?;
                self.insert(connection, organisation, &batch)
            }
            Restored::Checkpoint(checkpoint) => {
                insert_checkpoint(connection, organisation, &checkpoint).map_err(place)
            }
            Restored::Sealed(write) => {
                check_sealed(std::slice::from_ref(&write))?;
                write_sealed(connection, organisation, &write).map_err(place)
            }
        }
    }
}

fn not_a_record(organisation: &OrganisationId, number: i64, error: RecordError) -> StoreError {
    let (number, fault) = (number.unsigned_abs(), ChainFault::Record { error });
    StoreError::Chain { organisation: organisation.clone(), error: ChainError { number, fault } }
}

fn insert_organisation(
    connection: &Connection,
    organisation: &OrganisationId,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO organisations VALUES (?1)")?
        .execute([organisation.as_str()])
        .map(drop)
}

fn remove_snapshot(connection: &Connection, organisation: &OrganisationId) -> rusqlite::Result<()> {
    connection
        .execute("DELETE FROM snapshots WHERE organisation = ?1", [organisation.as_str()])
        .map(drop)
}

/// False when the key of the command was already used.
fn insert_command(
    connection: &Connection,
    organisation: &OrganisationId,
    batch: &Batch,
) -> rusqlite::Result<bool> {
    let (Some(mark), Some(first)) = (batch.mark(), batch.records().first()) else {
        return Ok(true);
    };
    let (who, first) = (organisation.as_str(), column(first.number()));
    let inserted = connection
        .prepare_cached("INSERT INTO commands VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING")?
        .execute(params![who, mark.key, mark.digest.as_bytes(), first, mark.records])?;
    Ok(inserted > 0)
}

fn insert_records(
    connection: &Connection,
    organisation: &OrganisationId,
    records: &[Record],
) -> rusqlite::Result<()> {
    let who = organisation.as_str();
    let mut statement = connection.prepare_cached("INSERT INTO records VALUES (?1, ?2, ?3, ?4)")?;
    for record in records {
        let (number, header) = (column(record.number()), record.header_bytes());
        statement.execute(params![who, number, header, record.payload_bytes()])?;
    }
    Ok(())
}

fn insert_checkpoint(
    connection: &Connection,
    organisation: &OrganisationId,
    checkpoint: &StoredCheckpoint,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO checkpoints VALUES (?1, ?2, ?3)")?
        .execute(params![organisation.as_str(), column(checkpoint.size), checkpoint.note])
        .map(drop)
}

fn write_sealed(
    connection: &Connection,
    organisation: &OrganisationId,
    write: &SealedWrite,
) -> rusqlite::Result<()> {
    let who = organisation.as_str();
    match write {
        SealedWrite::Put { kind, key, bytes } => connection
            .prepare_cached("INSERT OR REPLACE INTO sealed VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![who, kind, key, bytes])
            .map(drop),
        SealedWrite::Delete { kind, key } => connection
            .prepare_cached(
                "DELETE FROM sealed WHERE organisation = ?1 AND kind = ?2 AND key = ?3",
            )?
            .execute(params![who, kind, key])
            .map(drop),
    }
}

impl JournalStore for SqliteStore {
    fn list_organisations(&self) -> Result<Vec<OrganisationId>, StoreError> {
        let names = self.ask(|connection| {
            connection
                .prepare(&format!(
                    "SELECT organisation FROM organisations o WHERE {OCCUPIED} \
                     ORDER BY organisation"
                ))?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<String>>>()
        })?;
        let damaged = |error: caisse_journal::IdentityError| StoreError::Damaged {
            place: self.place.clone(),
            detail: error.to_string(),
        };
        names.iter().map(|name| OrganisationId::new(name).map_err(damaged)).collect()
    }

    fn head(&self, organisation: &OrganisationId) -> Result<Head, StoreError> {
        self.head_in(&self.reading(), organisation)
    }

    fn append(&self, append: &Append) -> Result<(), StoreError> {
        let (organisation, expected) = (append.organisation(), append.expected());
        let place = trouble::at(&self.place);
        self.transact(|transaction| {
            let found = self.head_in(transaction, organisation)?;
            if found != expected {
                let organisation = organisation.clone();
                return Err(StoreError::HeadMoved { organisation, expected, found });
            }
            insert_organisation(transaction, organisation).map_err(&place)?;
            for batch in append.batches() {
                self.insert(transaction, organisation, batch)?;
            }
            for write in append.sealed() {
                write_sealed(transaction, organisation, write).map_err(&place)?;
            }
            Ok(())
        })?;
        if append.sealed().iter().any(|write| matches!(write, SealedWrite::Delete { .. })) {
            self.empty_log()?;
        }
        Ok(())
    }

    fn read(
        &self,
        organisation: &OrganisationId,
        from: u64,
        most: usize,
    ) -> Result<Vec<Record>, StoreError> {
        let connection = self.reading();
        let place = trouble::at(&self.place);
        let mut statement = connection
            .prepare_cached(
                "SELECT number, header, payload FROM records \
                 WHERE organisation = ?1 AND number >= ?2 ORDER BY number LIMIT ?3",
            )
            .map_err(&place)?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut rows =
            statement.query(params![organisation.as_str(), column(from), most]).map_err(&place)?;
        let (mut records, mut bytes) = (Vec::new(), 0);
        while let Some(row) = rows.next().map_err(&place)? {
            let number: i64 = row.get(0).map_err(&place)?;
            let payload: Option<Vec<u8>> = row.get(2).map_err(&place)?;
            let header = row.get_ref(1).map_err(&place)?;
            let header = header.as_blob().map_err(|error| place(error.into()))?;
            let record = Record::from_stored(header, payload)
                .map_err(|error| not_a_record(organisation, number, error))?;
            bytes += record.length();
            records.push(record);
            if bytes >= CHUNK_BYTES {
                break;
            }
        }
        Ok(records)
    }

    fn command(
        &self,
        organisation: &OrganisationId,
        key: &str,
    ) -> Result<Option<RecordedCommand>, StoreError> {
        self.command_in(&self.reading(), organisation, key)
    }

    fn erase_payload(&self, organisation: &OrganisationId, number: u64) -> Result<(), StoreError> {
        let place = trouble::at(&self.place);
        self.transact(|transaction| {
            let changed = transaction
                .prepare_cached(
                    "UPDATE records SET payload = NULL WHERE organisation = ?1 AND number = ?2",
                )
                .and_then(|mut statement| {
                    statement.execute(params![organisation.as_str(), column(number)])
                })
                .map_err(&place)?;
            match changed {
                0 => Err(StoreError::RecordUnknown { organisation: organisation.clone(), number }),
                _ => Ok(()),
            }
        })?;
        self.empty_log()
    }

    fn put_snapshot(
        &self,
        organisation: &OrganisationId,
        snapshot: &Snapshot,
    ) -> Result<(), StoreError> {
        let (size, hash) = (column(snapshot.head.size), snapshot.head.hash);
        self.transact(|transaction| {
            transaction
                .prepare_cached("INSERT OR REPLACE INTO snapshots VALUES (?1, ?2, ?3, ?4)")
                .and_then(|mut statement| {
                    let who = organisation.as_str();
                    statement.execute(params![who, size, hash.as_bytes(), snapshot.bytes])
                })
                .map(drop)
                .map_err(trouble::at(&self.place))
        })
    }

    fn snapshot(&self, organisation: &OrganisationId) -> Result<Option<Snapshot>, StoreError> {
        self.ask(|connection| {
            connection
                .prepare_cached("SELECT size, hash, bytes FROM snapshots WHERE organisation = ?1")?
                .query_row([organisation.as_str()], |row| {
                    let size: i64 = row.get(0)?;
                    let hash = Digest::from_bytes(row.get(1)?);
                    let head = Head { size: size.unsigned_abs(), hash };
                    Ok(Snapshot { head, bytes: row.get(2)? })
                })
                .optional()
        })
    }

    fn read_snapshot(
        &self,
        organisation: &OrganisationId,
        read: &mut SnapshotReading<'_>,
    ) -> Result<(), StoreError> {
        self.ask(|connection| {
            let kept = connection
                .prepare_cached("SELECT rowid, size, hash FROM snapshots WHERE organisation = ?1")?
                .query_row([organisation.as_str()], |row| {
                    let size: i64 = row.get(1)?;
                    let head =
                        Head { size: size.unsigned_abs(), hash: Digest::from_bytes(row.get(2)?) };
                    Ok((row.get(0)?, head))
                })
                .optional()?;
            let Some((row, head)) = kept else { return Ok(()) };
            let mut bytes = connection.blob_open("main", "snapshots", "bytes", row, true)?;
            read(head, &mut bytes);
            Ok(())
        })
    }

    fn delete_snapshot(&self, organisation: &OrganisationId) -> Result<(), StoreError> {
        self.transact(|transaction| {
            remove_snapshot(transaction, organisation).map_err(trouble::at(&self.place))
        })
    }

    fn put_checkpoint(
        &self,
        organisation: &OrganisationId,
        checkpoint: &StoredCheckpoint,
    ) -> Result<(), StoreError> {
        self.transact(|transaction| {
            insert_organisation(transaction, organisation)
                .and_then(|()| insert_checkpoint(transaction, organisation, checkpoint))
                .map_err(trouble::at(&self.place))
        })
    }

    fn checkpoints(
        &self,
        organisation: &OrganisationId,
    ) -> Result<Vec<StoredCheckpoint>, StoreError> {
        self.ask(|connection| {
            connection
                .prepare_cached(
                    "SELECT size, note FROM checkpoints WHERE organisation = ?1 ORDER BY size",
                )?
                .query_map([organisation.as_str()], |row| {
                    let size: i64 = row.get(0)?;
                    Ok(StoredCheckpoint { size: size.unsigned_abs(), note: row.get(1)? })
                })?
                .collect()
        })
    }

    fn write_sealed(
        &self,
        organisation: &OrganisationId,
        writes: &[SealedWrite],
    ) -> Result<(), StoreError> {
        check_sealed(writes)?;
        let place = trouble::at(&self.place);
        self.transact(|transaction| {
            insert_organisation(transaction, organisation).map_err(&place)?;
            writes
                .iter()
                .try_for_each(|write| write_sealed(transaction, organisation, write))
                .map_err(&place)
        })?;
        if writes.iter().any(|write| matches!(write, SealedWrite::Delete { .. })) {
            self.empty_log()?;
        }
        Ok(())
    }

    fn get_sealed(
        &self,
        organisation: &OrganisationId,
        kind: &str,
        key: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        self.ask(|connection| {
            connection
                .prepare_cached(
                    "SELECT bytes FROM sealed WHERE organisation = ?1 AND kind = ?2 AND key = ?3",
                )?
                .query_row([organisation.as_str(), kind, key], |row| row.get(0))
                .optional()
        })
    }

    fn list_sealed(
        &self,
        organisation: &OrganisationId,
        kind: &str,
    ) -> Result<Vec<String>, StoreError> {
        self.ask(|connection| {
            connection
                .prepare_cached(
                    "SELECT key FROM sealed WHERE organisation = ?1 AND kind = ?2 ORDER BY key",
                )?
                .query_map([organisation.as_str(), kind], |row| row.get(0))?
                .collect()
        })
    }

    fn sealed_kinds(&self, organisation: &OrganisationId) -> Result<Vec<String>, StoreError> {
        self.ask(|connection| {
            connection
                .prepare_cached(
                    "SELECT DISTINCT kind FROM sealed WHERE organisation = ?1 ORDER BY kind",
                )?
                .query_map([organisation.as_str()], |row| row.get(0))?
                .collect()
        })
    }

    fn restore(
        &self,
        organisation: &OrganisationId,
        feed: &mut RestoreFeed<'_>,
    ) -> Result<Head, StoreError> {
        self.transact(|transaction| {
            let occupied: bool = transaction
                .query_row(
                    &format!(
                        "SELECT EXISTS (SELECT 1 FROM organisations o \
                         WHERE organisation = ?1 AND {OCCUPIED})"
                    ),
                    [organisation.as_str()],
                    |row| row.get(0),
                )
                .map_err(trouble::at(&self.place))?;
            if occupied {
                return Err(StoreError::NotEmpty { organisation: organisation.clone() });
            }
            insert_organisation(transaction, organisation)
                .and_then(|()| remove_snapshot(transaction, organisation))
                .map_err(trouble::at(&self.place))?;
            while let Some(item) = feed().map_err(|_| StoreError::Stopped)? {
                self.restore_item(transaction, organisation, item)?;
            }
            self.head_in(transaction, organisation)
        })
    }
}
