//! The words of SQLite, turned into ours.

use caisse_journal::StoreError;
use rusqlite::{Error, ErrorCode};

/// The error of the store at `place` for an error of SQLite.
pub(crate) fn at(place: &str) -> impl Fn(Error) -> StoreError {
    move |error| translate(place, &error)
}

fn translate(place: &str, error: &Error) -> StoreError {
    let (place, detail) = (place.to_owned(), error.to_string());
    let code = match error {
        Error::SqliteFailure(failure, _) => failure.code,
        Error::InvalidColumnType(..)
        | Error::FromSqlConversionFailure(..)
        | Error::IntegralValueOutOfRange(..) => return StoreError::Damaged { place, detail },
        _ => return StoreError::Failed { place, detail },
    };
    match code {
        ErrorCode::DiskFull => StoreError::Full { place },
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy { place },
        ErrorCode::NotADatabase => StoreError::Foreign { place, detail },
        ErrorCode::DatabaseCorrupt => StoreError::Damaged { place, detail },
        ErrorCode::ReadOnly => StoreError::ReadOnly { place },
        _ => StoreError::Failed { place, detail },
    }
}
