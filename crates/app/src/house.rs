//! One organisation, opened from its store: its state, its head, and the one writer.
//!
//! Nothing is acknowledged before it is durable. Commands that wait together are decided one after
//! the other on the working state, sealed, and appended by one commit; if the commit fails, the
//! working state is thrown away, loaded again from the store, and every one of them gets the error.

use std::collections::HashMap;
use std::sync::Arc;

use caisse_domain::offices::Actor;
use caisse_domain::{Command, Envelope, Event, Organisation, apply, decide};
use caisse_journal::merkle::Frontier;
use caisse_journal::{
    Append, Batch, Checkpoint, Digest, Head, Journal, JournalStore, Moment, NoteSigner,
    OrganisationId, Payload, Pseudonym, Record, SealedWrite, Sealer, SignedNote, StoreError,
    StoredCheckpoint, merkle,
};
use caisse_vault::{Entropy, EntropyError, OsEntropy, SeededEntropy};

use crate::clock::{Clock, day_of};
use crate::error::{ExecuteError, ReadOnlyReason};
use crate::snapshot;

/// A snapshot is written when at least so many records came after the last one…
const SNAPSHOT_EVERY: u64 = 10_000;

/// …and at least the journal's records over this: the work spent on snapshots stays in proportion to
/// the journal, and opening replays at most so much of it.
const SNAPSHOT_SHARE: u64 = 8;

/// Where random bytes come from: the system, or a seed in tests and simulations.
#[derive(Clone, Debug)]
pub enum Source {
    /// The operating system; for real data.
    System(OsEntropy),
    /// A seed; whoever knows it knows every key.
    Seeded(SeededEntropy),
}

impl Source {
    /// The source of the operating system.
    pub fn system() -> Source {
        Source::System(OsEntropy)
    }

    /// The source that a seed determines.
    pub fn seeded(seed: u64) -> Source {
        Source::Seeded(SeededEntropy::new(seed))
    }
}

impl Entropy for Source {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        match self {
            Source::System(source) => source.fill(bytes),
            Source::Seeded(source) => source.fill(bytes),
        }
    }
}

/// A command to execute.
#[derive(Clone, Debug)]
pub struct Request {
    /// The idempotency key: the same key with the same command has one effect.
    pub key: String,
    /// Who acts.
    pub actor: Actor,
    /// What is asked.
    pub command: Command,
    /// Sealed data that go with it, written in the same commit.
    pub sealed: Vec<SealedWrite>,
}

/// What was done.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    /// What happened.
    pub event: Event,
    /// The number of its record.
    pub record: u64,
    /// True if it was done before, under the same key.
    pub repeated: bool,
}

/// One organisation, opened.
pub struct House {
    organisation: OrganisationId,
    store: Arc<dyn JournalStore>,
    clock: Arc<dyn Clock>,
    entropy: Source,
    state: Option<Organisation>,
    head: Head,
    tree: Frontier,
    last_time: Moment,
    snapshot_at: u64,
    read_only: Option<ReadOnlyReason>,
}

/// A command decided in a batch and waiting for the commit.
struct Waiting {
    place: usize,
    done: Done,
}

impl House {
    /// Opens an organisation: the snapshot, if it is one of this journal, then every later record,
    /// checked. A journal that is broken opens read-only, at the last record that is sound.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read at all.
    pub fn open(
        organisation: OrganisationId,
        store: Arc<dyn JournalStore>,
        clock: Arc<dyn Clock>,
        entropy: Source,
    ) -> Result<House, StoreError> {
        let mut house = House {
            head: Head::empty(&organisation),
            organisation,
            store,
            clock,
            entropy,
            state: None,
            tree: Frontier::new(),
            last_time: Moment(0),
            snapshot_at: 0,
            read_only: None,
        };
        house.load()?;
        Ok(house)
    }

    /// The state, once founded.
    pub fn state(&self) -> Option<&Organisation> {
        self.state.as_ref()
    }

    /// The state, once founded; the house is closed.
    pub fn into_state(self) -> Option<Organisation> {
        self.state
    }

    /// Where the journal stands.
    pub fn head(&self) -> Head {
        self.head
    }

    /// Why the organisation can only be read, if so.
    pub fn read_only(&self) -> Option<&ReadOnlyReason> {
        self.read_only.as_ref()
    }

    /// The identifier of the organisation.
    pub fn organisation(&self) -> &OrganisationId {
        &self.organisation
    }

    /// The store it lives in.
    pub fn store(&self) -> &Arc<dyn JournalStore> {
        &self.store
    }

    /// The clock it reads.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// The random source it draws from.
    pub fn entropy(&mut self) -> &mut Source {
        &mut self.entropy
    }

    /// Takes what another program wrote since the journal was read; true if there was something.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read; what was read before stands.
    pub fn catch_up(&mut self) -> Result<bool, StoreError> {
        let before = self.head.size;
        if self.read_only.is_none() {
            self.replay()?;
        }
        Ok(self.head.size > before)
    }

    /// Works over another opening of the same store, and takes what was written meanwhile.
    pub(crate) fn move_to(&mut self, store: Arc<dyn JournalStore>) -> Result<(), StoreError> {
        let before = std::mem::replace(&mut self.store, store);
        let caught_up = self.catch_up();
        if caught_up.is_err() {
            self.store = before;
        }
        caught_up.map(|_| ())
    }

    /// Executes one command.
    ///
    /// # Errors
    /// [`ExecuteError`]; nothing was recorded.
    pub fn execute(&mut self, request: Request) -> Result<Done, ExecuteError> {
        let mut answers = self.execute_batch(vec![request]);
        answers.pop().expect("one answer per request")
    }

    /// Executes commands in their order, made durable by one commit. One answer per request.
    pub fn execute_batch(&mut self, requests: Vec<Request>) -> Vec<Result<Done, ExecuteError>> {
        let mut answers: Vec<Option<Result<Done, ExecuteError>>> = vec![None; requests.len()];
        let mut batches = Vec::new();
        let mut sealed = Vec::new();
        let mut waiting: Vec<Waiting> = Vec::new();
        let mut keys: HashMap<String, (Digest, usize)> = HashMap::new();
        let before = self.head;
        let mut sealer = Sealer::new(before);
        for (place, request) in requests.into_iter().enumerate() {
            if let Some(reason) = &self.read_only {
                answers[place] = Some(Err(ExecuteError::ReadOnly(reason.clone())));
                continue;
            }
            let digest = digest_of(&request);
            if let Some((known, first)) = keys.get(&request.key) {
                // It is not done before the commit: it waits with the first one.
                match again(&waiting[*first].done, *known, digest, &request.key) {
                    Ok(done) => waiting.push(Waiting { place, done }),
                    Err(error) => answers[place] = Some(Err(error)),
                }
                continue;
            }
            match self.recorded(&request.key, digest) {
                Ok(None) => (),
                Ok(Some(done)) => {
                    answers[place] = Some(Ok(done));
                    continue;
                }
                Err(error) => {
                    answers[place] = Some(Err(error));
                    continue;
                }
            }
            let Request { key, actor, command, sealed: writes } = request;
            match self.prepare(&key, actor, command, digest, &mut sealer) {
                Ok((batch, done)) => {
                    keys.insert(key, (digest, waiting.len()));
                    waiting.push(Waiting { place, done });
                    batches.push(batch);
                    sealed.extend(writes);
                }
                Err(error) => answers[place] = Some(Err(error)),
            }
        }
        if !waiting.is_empty() {
            self.commit(before, batches, sealed, waiting, &mut answers);
        }
        let answered = |answer: Option<_>| answer.expect("every request is answered");
        answers.into_iter().map(answered).collect()
    }

    /// Decides one command on the working state, seals it and applies it there.
    fn prepare(
        &mut self,
        key: &str,
        actor: Actor,
        command: Command,
        digest: Digest,
        sealer: &mut Sealer,
    ) -> Result<(Batch, Done), ExecuteError> {
        let time = self.clock.now().max(self.last_time);
        let envelope = Envelope { actor, today: day_of(time) };
        let event = decide(self.state.as_ref(), envelope, command)?;
        let text = serde_json::to_string(&event).expect("events are plain data");
        let mut nonce = [0; caisse_journal::NONCE_LENGTH];
        self.entropy.fill(&mut nonce).map_err(caisse_vault::VaultError::from)?;
        let actor = match actor {
            Actor::Founders => Pseudonym::ORGANISATION,
            Actor::Member(member) => Pseudonym(member.0),
        };
        let batch = sealer
            .seal_command(time, actor, key, digest, &[text], &mut || nonce)
            .map_err(ExecuteError::Seal)?;
        let record = sealer.head().size - 1;
        apply(&mut self.state, &event, record);
        self.last_time = time;
        Ok((batch, Done { event, record, repeated: false }))
    }

    /// Makes the batches durable, then answers; or loads the state again and answers the error.
    fn commit(
        &mut self,
        before: Head,
        batches: Vec<Batch>,
        sealed: Vec<SealedWrite>,
        waiting: Vec<Waiting>,
        answers: &mut [Option<Result<Done, ExecuteError>>],
    ) {
        let stored = Append::new(&self.organisation, before, batches, sealed)
            .and_then(|append| self.store.append(&append).map(|()| append));
        match stored {
            Ok(append) => {
                for record in append.records() {
                    self.tree.push(record.leaf());
                }
                self.head = append.head();
                for Waiting { place, done } in waiting {
                    answers[place] = Some(Ok(done));
                }
                let enough = SNAPSHOT_EVERY.max(self.head.size / SNAPSHOT_SHARE);
                if self.head.size - self.snapshot_at >= enough {
                    self.keep_snapshot();
                }
            }
            Err(error) => {
                let first = waiting.first().map_or(0, |waiting| waiting.place);
                for Waiting { place, .. } in waiting {
                    answers[place] = Some(Err(ExecuteError::Store(error.clone())));
                }
                // What was refused after the first of them may be refused for what did not happen.
                for answer in answers.iter_mut().skip(first) {
                    if matches!(answer, Some(Err(ExecuteError::Refused(_)))) {
                        *answer = Some(Err(ExecuteError::Store(error.clone())));
                    }
                }
                if let Err(error) = self.load() {
                    self.read_only = Some(ReadOnlyReason::Store(error));
                }
            }
        }
    }

    /// The answer that was given for this key, if it was used.
    fn recorded(&self, key: &str, digest: Digest) -> Result<Option<Done>, ExecuteError> {
        let Some(recorded) = self.store.command(&self.organisation, key)? else {
            return Ok(None);
        };
        if recorded.digest != digest {
            return Err(ExecuteError::SameKeyOtherContent { key: key.to_owned() });
        }
        let records = self.store.read(&self.organisation, recorded.first, 1)?;
        let event = records.first().map(|record| read_event(record, recorded.first));
        match event {
            Some(Ok(event)) => Ok(Some(Done { event, record: recorded.first, repeated: true })),
            Some(Err(reason)) => Err(ExecuteError::ReadOnly(reason)),
            None => {
                Err(ExecuteError::ReadOnly(ReadOnlyReason::Withheld { record: recorded.first }))
            }
        }
    }

    /// Computes the state from the store.
    fn load(&mut self) -> Result<(), StoreError> {
        self.state = None;
        self.tree = Frontier::new();
        self.head = Head::empty(&self.organisation);
        self.last_time = Moment(0);
        if let Some(kept) = snapshot::read(self.store.as_ref(), &self.organisation)? {
            self.state = Some(kept.state);
            self.tree = kept.tree;
            self.last_time = kept.last_time;
            self.head = kept.head;
        }
        self.snapshot_at = self.head.size;
        self.replay()
    }

    /// Applies every record after the head.
    fn replay(&mut self) -> Result<(), StoreError> {
        let store = Arc::clone(&self.store);
        let journal = Journal::resume(store.as_ref(), &self.organisation, self.head)?;
        let read = |record: &Record, payload: Option<&Payload<'_>>| {
            let event = event_of(payload.map(|payload| payload.event), record.number());
            (event, record.leaf(), Head::after(record))
        };
        let outcome = journal.replay_read(read, |record, (event, leaf, head)| {
            apply(&mut self.state, &event.map_err(Stop::Reason)?, record.number());
            self.tree.push(leaf);
            self.head = head;
            self.last_time = self.last_time.max(record.header().time);
            Ok::<(), Stop>(())
        });
        match outcome {
            Ok(_) => Ok(()),
            Err(Stop::Reason(reason)) => {
                self.read_only = Some(reason);
                Ok(())
            }
            Err(Stop::Store(error @ StoreError::Chain { .. })) => {
                self.read_only = Some(ReadOnlyReason::Store(error));
                Ok(())
            }
            Err(Stop::Store(error)) => Err(error),
        }
    }

    /// Keeps a snapshot of the state, so that opening is quick; it can be deleted at any time.
    /// A store that cannot keep it loses nothing, so its error is only reported.
    pub fn keep_snapshot(&mut self) -> Option<StoreError> {
        let state = self.state.as_ref()?;
        if self.read_only.is_some() {
            return None;
        }
        self.snapshot_at = self.head.size;
        let (store, tree) = (self.store.as_ref(), &self.tree);
        snapshot::write(store, &self.organisation, self.head, state, tree, self.last_time).err()
    }

    /// Signs a checkpoint of the head and keeps it.
    ///
    /// # Errors
    /// [`ExecuteError::Store`].
    pub fn checkpoint(&mut self, signer: &NoteSigner) -> Result<String, ExecuteError> {
        if let Some(reason) = &self.read_only {
            return Err(ExecuteError::ReadOnly(reason.clone()));
        }
        let checkpoint = Checkpoint {
            origin: self.organisation.to_string(),
            size: self.head.size,
            root: self.root(),
            extensions: Vec::new(),
        };
        let mut note = checkpoint.sign(signer).expect("our origin has no control characters");
        // Cosignatures that the same checkpoint got before stay on it.
        let kept = self.store.checkpoints(&self.organisation)?.into_iter().next_back();
        let kept = kept.and_then(|kept| SignedNote::parse(&kept.note).ok());
        if let Some(kept) = kept.filter(|kept| kept.text() == note.text()) {
            for signature in kept.signatures() {
                let ours = note
                    .signatures()
                    .iter()
                    .any(|one| (&one.name, one.key_hash) == (&signature.name, signature.key_hash));
                if !ours && note.attach(signature.clone()).is_err() {
                    break;
                }
            }
        }
        let stored = StoredCheckpoint { size: checkpoint.size, note: note.to_string() };
        self.store.put_checkpoint(&self.organisation, &stored)?;
        Ok(stored.note)
    }

    /// The root of the Merkle tree of the records.
    pub fn root(&self) -> Digest {
        if self.head.size == 0 { merkle::empty_root() } else { self.tree.root() }
    }

    /// A fresh idempotency key, for callers that have none.
    ///
    /// # Errors
    /// [`ExecuteError::Vault`] without a source of randomness.
    pub fn fresh_key(&mut self) -> Result<String, ExecuteError> {
        let mut bytes = [0; 16];
        self.entropy.fill(&mut bytes).map_err(caisse_vault::VaultError::from)?;
        Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

enum Stop {
    Store(StoreError),
    Reason(ReadOnlyReason),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Stop {
        Stop::Store(error)
    }
}

fn again(done: &Done, known: Digest, digest: Digest, key: &str) -> Result<Done, ExecuteError> {
    if known != digest {
        return Err(ExecuteError::SameKeyOtherContent { key: key.to_owned() });
    }
    Ok(Done { repeated: true, ..done.clone() })
}

/// What tells a command from another one: who asks, and the command without situations.
fn digest_of(request: &Request) -> Digest {
    let actor = match request.actor {
        Actor::Founders => 0_u32,
        Actor::Member(member) => member.0,
    };
    let command = serde_json::to_vec(&request.command).expect("commands are plain data");
    Digest::of_parts(&[&actor.to_be_bytes(), &command])
}

/// The event that a record carries.
///
/// # Errors
/// [`ReadOnlyReason`] when the payload is withheld or cannot be read.
pub fn read_event(record: &Record, number: u64) -> Result<Event, ReadOnlyReason> {
    let payload = record
        .payload()
        .map_err(|error| ReadOnlyReason::Event { record: number, detail: error.to_string() })?;
    event_of(payload.as_ref().map(|payload| payload.event), number)
}

fn event_of(text: Option<&str>, record: u64) -> Result<Event, ReadOnlyReason> {
    let Some(text) = text else { return Err(ReadOnlyReason::Withheld { record }) };
    serde_json::from_str(text)
        .map_err(|error| ReadOnlyReason::Event { record, detail: error.to_string() })
}
