//! Personal data and situations of an organisation's people: sealed in the store, person by person.
//!
//! Absent on purpose: any rule. The journal learns a commitment and a date, never a value.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::sync::Arc;
use std::thread;

use caisse_domain::identity::{MemberId, PollId};
use caisse_domain::members::SituationMark;
use caisse_domain::rules::Situations;
use caisse_domain::{Organisation, allocations, contributions};
use caisse_journal::{JournalStore, OrganisationId, SealedWrite};
use caisse_units::{Day, Month};
use caisse_vault::{
    CommittedBallot, CommittedSituation, Entropy, Keyring, Kind, MasterKey, PersonalData,
    Situation, SituationDigest, WrappedKey,
};

use crate::error::ExecuteError;

const KEYS: &str = "person-key";
const PERSONAL: &str = "personal-data";
const SITUATIONS: &str = "situation";
const DOCUMENTS: &str = "document";
const LINES: &str = "bank-line";
const BALLOTS: &str = "ballot";

/// The fewest situations that are worth a thread to open.
const SITUATIONS_A_THREAD: usize = 500;

/// The organisation's own number in the vault, for what names no member alone.
const ORGANISATION: u64 = 0;

/// Polls stand in the vault after this number, beyond every member's.
const POLLS: u64 = 1 << 32;

/// The sealed data of one organisation.
pub struct People {
    organisation: OrganisationId,
    store: Arc<dyn JournalStore>,
    master: MasterKey,
    keyring: Keyring,
    /// Whose keys were drawn here and are not known to be stored: the command that they went with may
    /// have been refused, and then the next one must carry them.
    drawn: BTreeSet<u64>,
}

/// Sealed writes to hand over with a command.
pub type Writes = Vec<SealedWrite>;

impl People {
    /// Opens the sealed data of an organisation.
    ///
    /// # Errors
    /// [`ExecuteError::Store`], [`ExecuteError::Vault`].
    pub fn open(
        organisation: OrganisationId,
        store: Arc<dyn JournalStore>,
        master: MasterKey,
    ) -> Result<People, ExecuteError> {
        let mut entries = Vec::new();
        for key in store.list_sealed(&organisation, KEYS)? {
            let bytes = store.get_sealed(&organisation, KEYS, &key)?;
            if let (Ok(person), Some(bytes)) = (key.parse::<u64>(), bytes) {
                entries.push((person, WrappedKey::from_bytes(&bytes)?));
            }
        }
        let keyring = Keyring::from_entries(organisation.as_str(), entries);
        Ok(People { organisation, store, master, keyring, drawn: BTreeSet::new() })
    }

    /// Reads and writes that store from now on, which holds the same.
    pub(crate) fn move_to(&mut self, store: Arc<dyn JournalStore>) {
        self.store = store;
    }

    /// Seals the personal data of a member: the writes go with the command that enrols them.
    ///
    /// # Errors
    /// [`ExecuteError::Vault`], [`ExecuteError::Store`].
    pub fn seal_personal(
        &mut self,
        member: MemberId,
        data: &PersonalData,
        entropy: &mut impl Entropy,
    ) -> Result<Writes, ExecuteError> {
        let mut writes = self.key_writes(u64::from(member.0), entropy)?;
        let key = self.keyring.key(&self.master, u64::from(member.0))?;
        writes.push(SealedWrite::put(PERSONAL, &member.0.to_string(), data.seal(&key, entropy)?));
        Ok(writes)
    }

    /// Stores the personal data of a member at once, for a correction.
    ///
    /// # Errors
    /// [`ExecuteError::Vault`], [`ExecuteError::Store`].
    pub fn put_personal(
        &mut self,
        member: MemberId,
        data: &PersonalData,
        entropy: &mut impl Entropy,
    ) -> Result<(), ExecuteError> {
        let writes = self.seal_personal(member, data, entropy)?;
        Ok(self.store.write_sealed(&self.organisation, &writes)?)
    }

    /// The personal data of a member; empty if none were given or they are erased.
    ///
    /// # Errors
    /// [`ExecuteError::Vault`] when the key or the bytes are wrong, [`ExecuteError::Store`].
    pub fn personal(&self, member: MemberId) -> Result<PersonalData, ExecuteError> {
        if self.keyring.wrapped(u64::from(member.0)).is_none() {
            return Ok(PersonalData::default());
        }
        let name = member.0.to_string();
        let Some(bytes) = self.store.get_sealed(&self.organisation, PERSONAL, &name)? else {
            return Ok(PersonalData::default());
        };
        let key = self.keyring.key(&self.master, u64::from(member.0))?;
        Ok(PersonalData::open(&key, &bytes)?)
    }

    /// Seals a declared situation: the mark goes into the command, the writes with it.
    ///
    /// # Errors
    /// [`ExecuteError::Vault`], [`ExecuteError::Store`].
    pub fn seal_situation(
        &mut self,
        member: MemberId,
        from: Day,
        values: BTreeMap<String, String>,
        entropy: &mut impl Entropy,
    ) -> Result<(SituationMark, Writes), ExecuteError> {
        let mut writes = self.key_writes(u64::from(member.0), entropy)?;
        let key = self.keyring.key(&self.master, u64::from(member.0))?;
        let committed = Situation { valid_from: from, values }.commit(entropy)?;
        let commitment = committed.digest()?.to_string();
        let sealed = committed.seal(&key, entropy)?;
        writes.push(SealedWrite::put(SITUATIONS, &situation_name(member, &commitment), sealed));
        Ok((SituationMark { from, commitment }, writes))
    }

    /// The situation of a member that holds on that day, checked against what the journal recorded.
    ///
    /// # Errors
    /// [`ExecuteError::Vault`] when it is not the one recorded, [`ExecuteError::Store`].
    pub fn situation(
        &self,
        house: &Organisation,
        member: MemberId,
        on: Day,
    ) -> Result<Option<BTreeMap<String, String>>, ExecuteError> {
        // Who is erased has none, even if a key was drawn since for a declaration that was refused.
        let known = house.members.get(member).filter(|known| !known.erased);
        // Who joins within a month is called for it with the situation of the first day.
        let mark = known.and_then(|known| known.situation_on(on.max(known.joined)));
        let Some(mark) = mark else { return Ok(None) };
        if self.keyring.wrapped(u64::from(member.0)).is_none() {
            return Ok(None);
        }
        let name = situation_name(member, &mark.commitment);
        let Some(bytes) = self.store.get_sealed(&self.organisation, SITUATIONS, &name)? else {
            return Ok(None);
        };
        let recorded: SituationDigest = mark.commitment.parse()?;
        let key = self.keyring.key(&self.master, u64::from(member.0))?;
        let committed = CommittedSituation::open(&key, &bytes, &recorded)?;
        Ok(Some(committed.into_situation().values))
    }

    /// The situations of all members that hold on that day, opened on every core.
    ///
    /// # Errors
    /// Those of [`People::situation`].
    pub fn situations(&self, house: &Organisation, on: Day) -> Result<Situations, ExecuteError> {
        self.situations_of(house, house.members.all().map(|(member, _)| member), on)
    }

    /// The situations that the call of a month reads, and no other: of a household, that of the one
    /// who pays. None when no rule says who pays; the call then says so.
    ///
    /// # Errors
    /// Those of [`People::situation`].
    pub fn situations_to_call(
        &self,
        house: &Organisation,
        month: Month,
    ) -> Result<Situations, ExecuteError> {
        let members = contributions::to_call(house, month).unwrap_or_default();
        self.situations_of(house, members, month.first_day())
    }

    /// The situations that a periodic grant of a month reads, and no other.
    ///
    /// # Errors
    /// Those of [`People::situation`].
    pub fn situations_to_grant(
        &self,
        house: &Organisation,
        rule: &str,
        month: Month,
    ) -> Result<Situations, ExecuteError> {
        let members = allocations::to_grant(house, rule, month).unwrap_or_default();
        self.situations_of(house, members, month.first_day())
    }

    fn situations_of(
        &self,
        house: &Organisation,
        members: impl IntoIterator<Item = MemberId>,
        on: Day,
    ) -> Result<Situations, ExecuteError> {
        let declared = |member: &MemberId| {
            house.members.get(*member).is_some_and(|known| !known.situations.is_empty())
        };
        let declared: Vec<MemberId> = members.into_iter().filter(declared).collect();
        let open = |members: &[MemberId]| -> Result<Vec<_>, ExecuteError> {
            let opened =
                members.iter().map(|member| Ok((*member, self.situation(house, *member, on)?)));
            opened.collect()
        };
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let share = declared.len().div_ceil(cores).max(SITUATIONS_A_THREAD);
        let opened: Result<Vec<_>, ExecuteError> = thread::scope(|scope| {
            let (mine, others) = declared.split_at(declared.len().min(share));
            let others: Vec<_> =
                others.chunks(share).map(|members| scope.spawn(move || open(members))).collect();
            let mut opened = vec![open(mine)];
            opened.extend(others.into_iter().map(|other| other.join().expect("no panic")));
            opened.into_iter().collect()
        });
        let opened = opened?.into_iter().flatten();
        Ok(opened.filter_map(|(member, values)| Some((member, values?))).collect())
    }

    /// Seals a document of a member; its name is the digest of its bytes.
    ///
    /// # Errors
    /// [`ExecuteError::Vault`], [`ExecuteError::Store`].
    pub fn seal_document(
        &mut self,
        member: MemberId,
        bytes: &[u8],
        entropy: &mut impl Entropy,
    ) -> Result<(String, Writes), ExecuteError> {
        let digest = caisse_journal::Digest::of(bytes).to_string();
        let mut writes = self.key_writes(u64::from(member.0), entropy)?;
        let key = self.keyring.key(&self.master, u64::from(member.0))?;
        let sealed = key.seal(Kind::Document, bytes, entropy)?;
        writes.push(SealedWrite::put(DOCUMENTS, &format!("{}/{digest}", member.0), sealed));
        Ok((digest, writes))
    }

    /// Seals what a bank line says (name, account, text), under the organisation's own key.
    ///
    /// # Errors
    /// [`ExecuteError::Vault`], [`ExecuteError::Store`].
    pub fn seal_line(
        &mut self,
        identity: &str,
        text: &str,
        entropy: &mut impl Entropy,
    ) -> Result<Writes, ExecuteError> {
        let mut writes = self.key_writes(ORGANISATION, entropy)?;
        let key = self.keyring.key(&self.master, ORGANISATION)?;
        let sealed = key.seal(Kind::Document, text.as_bytes(), entropy)?;
        writes.push(SealedWrite::put(LINES, identity, sealed));
        Ok(writes)
    }

    /// What a bank line says.
    ///
    /// # Errors
    /// [`ExecuteError::Vault`], [`ExecuteError::Store`].
    pub fn line(&self, identity: &str) -> Result<Option<String>, ExecuteError> {
        let Some(bytes) = self.store.get_sealed(&self.organisation, LINES, identity)? else {
            return Ok(None);
        };
        let key = self.keyring.key(&self.master, ORGANISATION)?;
        let text = key.open(Kind::Document, &bytes)?;
        Ok(Some(String::from_utf8_lossy(&text).into_owned()))
    }

    /// Seals a text given in confidence, under the key of the member who gave it (it goes when the
    /// person is erased) or the organisation's own. Its name is the digest of the sealed bytes, so
    /// that nobody finds a short text by trying.
    ///
    /// # Errors
    /// [`ExecuteError::Vault`], [`ExecuteError::Store`].
    pub fn seal_text(
        &mut self,
        of: Option<MemberId>,
        text: &str,
        entropy: &mut impl Entropy,
    ) -> Result<(String, Writes), ExecuteError> {
        let person = of.map_or(ORGANISATION, |member| u64::from(member.0));
        let mut writes = self.key_writes(person, entropy)?;
        let key = self.keyring.key(&self.master, person)?;
        let sealed = key.seal(Kind::Document, text.as_bytes(), entropy)?;
        let digest = caisse_journal::Digest::of(&sealed).to_string();
        writes.push(SealedWrite::put(DOCUMENTS, &format!("{person}/{digest}"), sealed));
        Ok((digest, writes))
    }

    /// A text given in confidence; `None` when there is none of that name, or the person is erased.
    ///
    /// # Errors
    /// [`ExecuteError::Vault`], [`ExecuteError::Store`].
    pub fn text(&self, of: Option<MemberId>, digest: &str) -> Result<Option<String>, ExecuteError> {
        let person = of.map_or(ORGANISATION, |member| u64::from(member.0));
        if self.keyring.wrapped(person).is_none() {
            return Ok(None);
        }
        let name = format!("{person}/{digest}");
        let Some(bytes) = self.store.get_sealed(&self.organisation, DOCUMENTS, &name)? else {
            return Ok(None);
        };
        let key = self.keyring.key(&self.master, person)?;
        let text = key.open(Kind::Document, &bytes)?;
        Ok(Some(String::from_utf8_lossy(&text).into_owned()))
    }

    /// Seals a ballot under the key of its poll; gives the commitment for the journal, and the writes
    /// that go with the command. It takes the place of the voter's ballot before.
    ///
    /// # Errors
    /// [`ExecuteError::Vault`], [`ExecuteError::Store`].
    pub(crate) fn seal_ballot(
        &mut self,
        poll: PollId,
        voter: MemberId,
        text: String,
        entropy: &mut impl Entropy,
    ) -> Result<(String, Writes), ExecuteError> {
        let mut writes = self.key_writes(key_of(poll), entropy)?;
        let key = self.keyring.key(&self.master, key_of(poll))?;
        let ballot = CommittedBallot::new(text, entropy)?;
        let sealed = ballot.seal(&key, entropy)?;
        let name = ballot_name(poll, voter);
        let commitment = ballot.digest(&name);
        writes.push(SealedWrite::put(BALLOTS, &name, sealed));
        Ok((commitment, writes))
    }

    /// What a sealed ballot says and its commitment; `None` when it was never cast or is erased.
    ///
    /// # Errors
    /// [`ExecuteError::Vault`], [`ExecuteError::Store`].
    pub(crate) fn ballot(
        &self,
        poll: PollId,
        voter: MemberId,
    ) -> Result<Option<(CommittedBallot, String)>, ExecuteError> {
        if self.keyring.wrapped(key_of(poll)).is_none() {
            return Ok(None);
        }
        let name = ballot_name(poll, voter);
        let Some(bytes) = self.store.get_sealed(&self.organisation, BALLOTS, &name)? else {
            return Ok(None);
        };
        let key = self.keyring.key(&self.master, key_of(poll))?;
        let ballot = CommittedBallot::open(&key, &bytes)?;
        let commitment = ballot.digest(&name);
        Ok(Some((ballot, commitment)))
    }

    /// The writes that erase the key of a poll and its sealed ballots, to go with the command that
    /// ends it.
    pub(crate) fn ballots_erasure(poll: PollId, voters: impl Iterator<Item = MemberId>) -> Writes {
        let key = SealedWrite::delete(KEYS, &key_of(poll).to_string());
        let ballots = voters.map(|voter| SealedWrite::delete(BALLOTS, &ballot_name(poll, voter)));
        std::iter::once(key).chain(ballots).collect()
    }

    /// Drops the key of a poll from memory, once its erasure is durable.
    pub(crate) fn forget_poll(&mut self, poll: PollId) {
        self.keyring.erase(key_of(poll));
        self.drawn.remove(&key_of(poll));
    }

    /// The writes that erase a person for good, to go with the command that records it.
    pub fn erasure(member: MemberId) -> Writes {
        let name = member.0.to_string();
        vec![SealedWrite::delete(KEYS, &name), SealedWrite::delete(PERSONAL, &name)]
    }

    /// Drops the key of a person from memory, once the erasure is durable.
    pub fn forget(&mut self, member: MemberId) {
        self.keyring.erase(u64::from(member.0));
    }

    /// Drops from memory the keys of members after the first `count`: they were not enrolled after
    /// all.
    pub fn forget_after(&mut self, count: usize) {
        let beyond: Vec<u64> = self
            .keyring
            .entries()
            .map(|(person, _)| person)
            .filter(|person| (count as u64 + 1..POLLS).contains(person))
            .collect();
        for person in beyond {
            self.keyring.erase(person);
        }
    }

    /// Moves every key under another master key.
    ///
    /// # Errors
    /// [`ExecuteError::Vault`], [`ExecuteError::Store`]; the keys before stand.
    pub fn rotate(
        &mut self,
        new: MasterKey,
        entropy: &mut impl Entropy,
    ) -> Result<(), ExecuteError> {
        let rotated = self.keyring.rotated(&self.master, &new, entropy)?;
        let writes: Writes = rotated
            .entries()
            .map(|(person, key)| {
                SealedWrite::put(KEYS, &person.to_string(), key.as_bytes().to_vec())
            })
            .collect();
        self.store.write_sealed(&self.organisation, &writes)?;
        (self.keyring, self.master) = (rotated, new);
        Ok(())
    }

    /// The key of a person, drawn if there is none, as a write, until it is found stored.
    fn key_writes(
        &mut self,
        person: u64,
        entropy: &mut impl Entropy,
    ) -> Result<Writes, ExecuteError> {
        let name = person.to_string();
        if self.keyring.wrapped(person).is_none() {
            self.keyring.key_or_new(&self.master, person, entropy)?;
            self.drawn.insert(person);
        } else if !self.drawn.contains(&person) {
            return Ok(Vec::new());
        }
        let wrapped = self.keyring.wrapped(person).expect("it was just made").as_bytes().to_vec();
        if self.store.get_sealed(&self.organisation, KEYS, &name)?.as_ref() == Some(&wrapped) {
            self.drawn.remove(&person);
            return Ok(Vec::new());
        }
        Ok(vec![SealedWrite::put(KEYS, &name, wrapped)])
    }
}

/// Sealed writes with each key once: lines of a statement that were sealed one by one each carry it.
pub(crate) fn keys_once(mut writes: Writes) -> Writes {
    let mut seen = BTreeSet::new();
    writes.retain(|write| match write {
        SealedWrite::Put { kind, key, bytes } if kind == KEYS => {
            seen.insert((key.clone(), bytes.clone()))
        }
        _ => true,
    });
    writes
}

fn key_of(poll: PollId) -> u64 {
    POLLS + u64::from(poll.0)
}

/// Also the place that the commitment of the ballot names.
fn ballot_name(poll: PollId, voter: MemberId) -> String {
    format!("{poll}/{voter}")
}

fn situation_name(member: MemberId, commitment: &str) -> String {
    format!("{}/{commitment}", member.0)
}
