//! Snapshots: the state as bytes, with the head it was computed from. Never more than a cache.
//!
//! Version 6: the byte 6, then sections, each its length in 8 bytes (the lowest first) and postcard:
//! {time of the last record, Merkle frontier}; the accounts; the contributions; the bank lines;
//! everything else. They are read one at a time, and the accounts can be read alone. A snapshot that
//! this program did not write, or cannot read, is as good as none.

use std::io::{BufRead, BufReader, Read};

use caisse_domain::agreements::Agreements;
use caisse_domain::allocations::Allocations;
use caisse_domain::assemblies::Assemblies;
use caisse_domain::books::Books;
use caisse_domain::federation::Federation;
use caisse_domain::ledger::{Chart, Ledger, Periods};
use caisse_domain::members::Members;
use caisse_domain::offices::Offices;
use caisse_domain::payments::Payments;
use caisse_domain::projects::Projects;
use caisse_domain::proposals::Proposals;
use caisse_domain::readings::Readings;
use caisse_domain::rules::RuleBook;
use caisse_domain::{Founding, Organisation};
use caisse_journal::merkle::Frontier;
use caisse_journal::{Head, Journal, JournalStore, Moment, OrganisationId, Snapshot, StoreError};
use postcard::ser_flavors::Flavor;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The form of snapshots; a change of the state's layout comes with another number.
const VERSION: u8 = 7;

/// The longest section that is believed, in bytes.
const LONGEST_SECTION: u64 = 1 << 30;

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

/// The part of a state that the reports of the books need.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Accounts {
    /// The chart of accounts.
    pub chart: Chart,
    /// Which months and years are locked.
    pub periods: Periods,
    /// The books.
    pub ledger: Ledger,
}

#[derive(Serialize, Deserialize)]
struct Start {
    last_time: Moment,
    tree: Vec<u8>,
}

#[derive(Serialize)]
struct AccountsOf<'a> {
    chart: &'a Chart,
    periods: &'a Periods,
    ledger: &'a Ledger,
}

#[derive(Serialize)]
struct OthersOf<'a> {
    founding: &'a Founding,
    books: &'a Books,
    members: &'a Members,
    offices: &'a Offices,
    rules: &'a RuleBook,
    allocations: &'a Allocations,
    payments: &'a Payments,
    assemblies: &'a Assemblies,
    proposals: &'a Proposals,
    projects: &'a Projects,
    agreements: &'a Agreements,
    federation: &'a Federation,
    readings: &'a Readings,
}

#[derive(Deserialize)]
struct Others {
    founding: Founding,
    books: Books,
    members: Members,
    offices: Offices,
    rules: RuleBook,
    allocations: Allocations,
    payments: Payments,
    assemblies: Assemblies,
    proposals: Proposals,
    projects: Projects,
    agreements: Agreements,
    federation: Federation,
    readings: Readings,
}

/// Takes each section of a state in turn.
trait Sections {
    fn take(&mut self, section: &impl Serialize);
}

fn give(state: &Organisation, to: &mut impl Sections) {
    let Organisation { chart, periods, ledger, contributions, bank, founding, .. } = state;
    let Organisation { books, members, offices, rules, allocations, payments, .. } = state;
    let Organisation { assemblies, proposals, projects, agreements, federation, readings, .. } =
        state;
    to.take(&AccountsOf { chart, periods, ledger });
    to.take(contributions);
    to.take(bank);
    to.take(&OthersOf {
        founding,
        books,
        members,
        offices,
        rules,
        allocations,
        payments,
        assemblies,
        proposals,
        projects,
        agreements,
        federation,
        readings,
    });
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
    let mut written = Written { bytes: vec![VERSION] };
    written.take(&Start { last_time, tree: tree.to_bytes() });
    give(state, &mut written);
    store.put_snapshot(organisation, &Snapshot { head, bytes: written.bytes })
}

struct Written {
    bytes: Vec<u8>,
}

impl Sections for Written {
    fn take(&mut self, section: &impl Serialize) {
        let place = self.bytes.len();
        self.bytes.extend([0; 8]);
        let bytes = std::mem::take(&mut self.bytes);
        self.bytes = postcard::to_extend(section, bytes).expect("the state is plain data");
        let length = (self.bytes.len() - place - 8) as u64;
        self.bytes[place..place + 8].copy_from_slice(&length.to_le_bytes());
    }
}

/// The snapshot, if there is one of this journal that this version can read.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub fn read(
    store: &dyn JournalStore,
    organisation: &OrganisationId,
) -> Result<Option<Kept>, StoreError> {
    usable(store, organisation, |head, from| {
        let start: Start = started(from)?;
        let Accounts { chart, periods, ledger } = section(from)?;
        let (contributions, bank) = (section(from)?, section(from)?);
        let others: Others = section(from)?;
        let state = Organisation {
            founding: others.founding,
            chart,
            periods,
            ledger,
            books: others.books,
            members: others.members,
            offices: others.offices,
            rules: others.rules,
            contributions,
            bank,
            allocations: others.allocations,
            payments: others.payments,
            assemblies: others.assemblies,
            proposals: others.proposals,
            projects: others.projects,
            agreements: others.agreements,
            federation: others.federation,
            readings: others.readings,
        };
        let tree = Frontier::from_bytes(&start.tree)?;
        Some(Kept { head, state, tree, last_time: start.last_time })
    })
}

/// The accounts in the snapshot and the head they were computed from, if there is one of this
/// journal that this version can read. Nothing else of the state is read.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub fn read_accounts(
    store: &dyn JournalStore,
    organisation: &OrganisationId,
) -> Result<Option<(Head, Accounts)>, StoreError> {
    usable(store, organisation, |head, from| {
        let _: Start = started(from)?;
        Some((head, section(from)?))
    })
}

/// What `read` makes of the snapshot; nothing unless the journal went through the head that the
/// snapshot was computed from.
fn usable<T>(
    store: &dyn JournalStore,
    organisation: &OrganisationId,
    read: impl Fn(Head, &mut dyn Read) -> Option<T>,
) -> Result<Option<T>, StoreError> {
    let mut found = None;
    store.read_snapshot(organisation, &mut |head, from| {
        found = read(head, from).map(|made| (head, made));
    })?;
    let Some((head, made)) = found else { return Ok(None) };
    match Journal::resume(store, organisation, head) {
        Ok(_) => Ok(Some(made)),
        Err(StoreError::Chain { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

fn started(from: &mut dyn Read) -> Option<Start> {
    let mut version = [0];
    from.read_exact(&mut version).ok()?;
    if version == [VERSION] { section(from) } else { None }
}

fn section<T: DeserializeOwned>(from: &mut dyn Read) -> Option<T> {
    let length = length(from)?;
    let mut bytes = vec![0; usize::try_from(length).ok()?];
    from.read_exact(&mut bytes).ok()?;
    postcard::from_bytes(&bytes).ok()
}

fn length(from: &mut dyn Read) -> Option<u64> {
    let mut length = [0; 8];
    from.read_exact(&mut length).ok()?;
    Some(u64::from_le_bytes(length)).filter(|length| *length <= LONGEST_SECTION)
}

/// True if the snapshot, when there is one of that head that this version wrote, is of that state;
/// `None` when there is none. The state in it is compared as bytes, as they come, never built: a
/// large caisse is in memory once.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub fn agrees(
    store: &dyn JournalStore,
    organisation: &OrganisationId,
    head: Head,
    state: &Organisation,
) -> Result<Option<bool>, StoreError> {
    let mut same = None;
    store.read_snapshot(organisation, &mut |found, from| {
        let mut version = [0];
        if found != head || from.read_exact(&mut version).is_err() || version != [VERSION] {
            return;
        }
        let mut compared =
            Compared { same: length(from).and_then(|length| skip(from, length)).is_some(), from };
        give(state, &mut compared);
        same = Some(compared.same && compared.from.read(&mut version).is_ok_and(|read| read == 0));
    })?;
    Ok(same)
}

fn skip(from: &mut dyn Read, length: u64) -> Option<()> {
    let skipped = std::io::copy(&mut from.take(length), &mut std::io::sink()).ok()?;
    (skipped == length).then_some(())
}

/// Compares sections with those that come.
struct Compared<'a> {
    same: bool,
    from: &'a mut dyn Read,
}

impl Sections for Compared<'_> {
    fn take(&mut self, section: &impl Serialize) {
        if !self.same {
            return;
        }
        let Some(length) = length(self.from) else {
            self.same = false;
            return;
        };
        let from = BufReader::with_capacity(1 << 16, (&mut *self.from).take(length));
        let comparison = Comparison { from, same: true };
        let compared = postcard::serialize_with_flavor(section, comparison);
        self.same = compared.expect("the state is plain data");
    }
}

/// Takes bytes and only compares them with those expected.
struct Comparison<R> {
    from: R,
    same: bool,
}

impl<R: BufRead> Flavor for Comparison<R> {
    type Output = bool;

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.try_extend(&[byte])
    }

    fn try_extend(&mut self, mut bytes: &[u8]) -> postcard::Result<()> {
        while self.same && !bytes.is_empty() {
            let expected = self.from.fill_buf().unwrap_or_default();
            let length = expected.len().min(bytes.len());
            let (compared, rest) = bytes.split_at(length);
            self.same = length > 0 && compared == &expected[..length];
            self.from.consume(length);
            bytes = rest;
        }
        Ok(())
    }

    fn finalize(mut self) -> postcard::Result<bool> {
        Ok(self.same && self.from.fill_buf().is_ok_and(<[u8]>::is_empty))
    }
}
