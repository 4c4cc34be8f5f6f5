//! Snapshots: the state as bytes, with the head it was computed from. Never more than a cache.
//!
//! Version 4: the byte 4, then postcard of {digest of the layout, time of the last record, Merkle
//! frontier, state}. One that this program did not write, or cannot read, is as good as none.

use caisse_domain::Organisation;
use caisse_journal::merkle::Frontier;
use caisse_journal::{
    Head, JournalStore, Moment, OrganisationId, Snapshot, StoreError, usable_snapshot,
};
use serde::{Deserialize, Serialize};

/// The form of snapshots; a change of the state's layout comes with another number.
const VERSION: u8 = 4;

/// A state read back.
pub struct Kept {
    /// The head it was computed from.
    pub head: Head,
    /// The state.
    pub state: Organisation,
    /// The Merkle tree at that head.
    pub tree: Frontier,
    /// The time of the last record.
    pub last_time: Moment,
}

#[derive(Serialize)]
struct Written<'a> {
    last_time: Moment,
    tree: Vec<u8>,
    state: &'a Organisation,
}

#[derive(Deserialize)]
struct Read {
    last_time: Moment,
    tree: Vec<u8>,
    state: Organisation,
}

/// Keeps a snapshot.
///
/// # Errors
/// [`StoreError`] when the store does not take it.
pub fn write(
    store: &dyn JournalStore,
    organisation: &OrganisationId,
    head: Head,
    state: &Organisation,
    tree: &Frontier,
    last_time: Moment,
) -> Result<(), StoreError> {
    let written = Written { last_time, tree: tree.to_bytes(), state };
    let bytes = postcard::to_extend(&written, vec![VERSION]).expect("the state is plain data");
    store.put_snapshot(organisation, &Snapshot { head, bytes })
}

/// The snapshot, if there is one of this journal that this version can read.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub fn read(
    store: &dyn JournalStore,
    organisation: &OrganisationId,
) -> Result<Option<Kept>, StoreError> {
    let Some(snapshot) = usable_snapshot(store, organisation)? else { return Ok(None) };
    let Some((&VERSION, bytes)) = snapshot.bytes.split_first() else { return Ok(None) };
    let Ok(read) = postcard::from_bytes::<Read>(bytes) else { return Ok(None) };
    let Some(tree) = Frontier::from_bytes(&read.tree) else { return Ok(None) };
    let (head, state, last_time) = (snapshot.head, read.state, read.last_time);
    Ok(Some(Kept { head, state, tree, last_time }))
}

/// True if the snapshot, when there is one of that head that this version wrote, is of that state;
/// `None` when there is none. The state in it is compared as bytes, never built: a large caisse is
/// in memory once.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub fn agrees(
    store: &dyn JournalStore,
    organisation: &OrganisationId,
    head: Head,
    state: &Organisation,
) -> Result<Option<bool>, StoreError> {
    let Some(snapshot) = usable_snapshot(store, organisation)? else { return Ok(None) };
    let Some((&VERSION, bytes)) = snapshot.bytes.split_first() else { return Ok(None) };
    if snapshot.head != head {
        return Ok(None);
    }
    let Ok((_, rest)) = postcard::take_from_bytes::<(Moment, Vec<u8>)>(bytes) else {
        return Ok(Some(false));
    };
    let compared = postcard::to_extend(state, Comparison { rest, same: true });
    let compared = compared.expect("the state is plain data");
    Ok(Some(compared.same && compared.rest.is_empty()))
}

/// Takes bytes and only compares them with those expected.
struct Comparison<'a> {
    rest: &'a [u8],
    same: bool,
}

impl Extend<u8> for Comparison<'_> {
    fn extend<I: IntoIterator<Item = u8>>(&mut self, bytes: I) {
        for byte in bytes {
            match self.rest.split_first() {
                Some((expected, rest)) if *expected == byte => self.rest = rest,
                _ => self.same = false,
            }
        }
    }
}
