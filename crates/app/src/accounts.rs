//! The books of a caisse without the rest of its state: what reports of accounts read. From the
//! accounts in the snapshot, and the entries of the records after it.
//!
//! Absent on purpose: members, claims, lines, writing. Whatever is unusual (no snapshot, a fault of
//! the journal) is left to [`crate::House`], which says what is wrong.

use caisse_domain::{Organisation, post};
use caisse_journal::{Journal, JournalStore, OrganisationId, Payload, Record, StoreError};

use crate::house::read_event;
use crate::snapshot;
pub use crate::snapshot::Accounts;

/// A later record is not sound, or is not an event.
struct Unsound;

impl From<StoreError> for Unsound {
    fn from(_: StoreError) -> Unsound {
        Unsound
    }
}

impl Accounts {
    /// The accounts of an organisation today; `None` when there is no snapshot to start from, or when
    /// a later record is not sound.
    ///
    /// # Errors
    /// [`StoreError`] when the snapshot cannot be read.
    pub fn open(
        store: &dyn JournalStore,
        organisation: &OrganisationId,
    ) -> Result<Option<Accounts>, StoreError> {
        let Some((head, mut accounts)) = snapshot::read_accounts(store, organisation)? else {
            return Ok(None);
        };
        let Accounts { ledger, periods, .. } = &mut accounts;
        let read = |record: &Record, _: Option<&Payload<'_>>| read_event(record, record.number());
        let journal = Journal::resume(store, organisation, head)?;
        let replayed = journal.replay_read(read, |record, event| {
            post(ledger, periods, &event.map_err(|_| Unsound)?, record.number());
            Ok::<(), Unsound>(())
        });
        Ok(replayed.is_ok().then_some(accounts))
    }
}

impl From<Organisation> for Accounts {
    fn from(state: Organisation) -> Accounts {
        let Organisation { chart, periods, ledger, .. } = state;
        Accounts { chart, periods, ledger }
    }
}
