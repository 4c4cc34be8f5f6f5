//! Years of a caisse from one seed, in one thread: what people ask, what fails, and the laws after it.
//!
//! Beside the house lives its *mirror*: the same events folded by nothing but `apply`. The house is
//! broken as often as chance says (full disk, lost answer, torn commit, crash, snapshot thrown away)
//! and must still say what the mirror says, give the same answer to the same command, and have on
//! the store all that it acknowledged.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use caisse_app::house::read_event;
use caisse_app::{Clock, Done, ExecuteError, House, Request, SetClock, verify};
use caisse_domain::identity::DecisionId;
use caisse_domain::offices::Actor;
use caisse_domain::rules::{self, AdoptedRule, Purpose};
use caisse_domain::{Command, Envelope, Event, Organisation, Refusal, apply, decide};
use caisse_journal::{FailingStore, Fault, JournalStore, MemoryStore};

use crate::caisse::{day, first_commands, identifier, model, open};
use crate::chance::Chance;
use crate::stores::ForgetfulStore;
use crate::{kinds, laws, proposals};

/// How long, and what is planted.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Batches of commands to try.
    pub steps: u64,
    /// The laws are checked after so many.
    pub check_every: u64,
    /// True if writes fail and the house crashes.
    pub faults: bool,
    /// The append that the store acknowledges and drops: the simulation must then fail.
    pub forgotten: Option<u64>,
}

impl Plan {
    /// About two years of a caisse.
    pub const USUAL: Plan = Plan { steps: 120, check_every: 40, faults: true, forgotten: None };
}

/// What was lived, to see that the simulation reaches what it should.
#[derive(Clone, Debug, Default)]
pub struct Lived {
    /// Events by kind.
    pub events: BTreeMap<String, u64>,
    /// Refusals by kind.
    pub refusals: BTreeMap<String, u64>,
    /// Commits that failed.
    pub failed_commits: u64,
    /// Times the house was opened again.
    pub openings: u64,
    /// Commands sent again under their key.
    pub repeated: u64,
    /// Days that passed.
    pub days: i64,
}

impl Lived {
    /// Adds another life to this one.
    pub fn add(&mut self, other: &Lived) {
        for (kind, count) in &other.events {
            *self.events.entry(kind.clone()).or_default() += count;
        }
        for (kind, count) in &other.refusals {
            *self.refusals.entry(kind.clone()).or_default() += count;
        }
        self.failed_commits += other.failed_commits;
        self.openings += other.openings;
        self.repeated += other.repeated;
        self.days += other.days;
    }
}

/// A law that did not hold.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The seed that shows it.
    pub seed: u64,
    /// The step.
    pub step: u64,
    /// What did not hold.
    pub law: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Failure { seed, step, law } = self;
        write!(
            formatter,
            "seed {seed}, step {step}: {law}\n  replay it: CAISSE_SEED={seed} cargo test -p caisse-world --test simulation"
        )
    }
}

/// A command that was acknowledged.
struct Acknowledged {
    request: Request,
    event: Event,
    record: u64,
}

struct World {
    memory: Arc<dyn JournalStore>,
    store: Arc<FailingStore>,
    clock: SetClock,
    house: House,
    mirror: Option<Organisation>,
    events: Vec<Event>,
    acknowledged: Vec<Acknowledged>,
    by_key: BTreeMap<String, usize>,
    chance: Chance,
    lived: Lived,
    seed: u64,
}

/// Lives one seed. A panic anywhere is a failure like another: whatever is asked is answered.
///
/// # Errors
/// [`Failure`]: the first law that did not hold.
pub fn live(seed: u64, plan: Plan) -> Result<Lived, Box<Failure>> {
    let life = std::panic::catch_unwind(|| live_through(seed, plan));
    life.unwrap_or_else(|_| {
        let law = format!("a panic, told above (seed {seed})");
        Err(Box::new(Failure { seed, step: 0, law }))
    })
}

fn live_through(seed: u64, plan: Plan) -> Result<Lived, Box<Failure>> {
    let mut world = World::new(seed, plan.forgotten);
    let at = |step: u64| move |law: String| Box::new(Failure { seed, step, law });
    world.found().map_err(at(0))?;
    for step in 1..=plan.steps {
        world.step(step, plan.faults).map_err(at(step))?;
        if step % plan.check_every == 0 {
            world.check().map_err(at(step))?;
        }
    }
    world.end().map_err(at(plan.steps))?;
    Ok(world.lived)
}

impl World {
    fn new(seed: u64, forgotten: Option<u64>) -> World {
        let mut memory: Arc<dyn JournalStore> = Arc::new(MemoryStore::new());
        if let Some(forgotten) = forgotten {
            memory = Arc::new(ForgetfulStore::new(memory, forgotten));
        }
        let store = Arc::new(FailingStore::new(Arc::clone(&memory)));
        let clock = SetClock::at(day(2026, 1, 5));
        let house = open(Arc::clone(&store) as Arc<dyn JournalStore>, &clock, seed);
        World {
            memory,
            store,
            clock,
            house,
            mirror: None,
            events: Vec::new(),
            acknowledged: Vec::new(),
            by_key: BTreeMap::new(),
            chance: Chance::new(seed),
            lived: Lived::default(),
            seed,
        }
    }

    /// Half of the caisses split what comes in by the keys of a union.
    fn found(&mut self) -> Result<(), String> {
        let people = usize::try_from(self.chance.between(4, 12)).unwrap_or(4);
        let mut commands = first_commands("food-caisse-gironde", people, self.clock.today());
        if self.chance.percent(50) {
            let is_keys = |adopted: &&AdoptedRule| matches!(adopted.purpose, Purpose::Keys { .. });
            let keys = model("union-dues-cgt").rules.iter().filter(is_keys).cloned().collect();
            let adopt = rules::Command::Adopt { rules: keys, decision: DecisionId(1) };
            commands.insert(3, Command::Rules(adopt));
        }
        let request = |(number, command)| Request {
            key: format!("founding-{number}"),
            actor: Actor::Founders,
            command,
            sealed: Vec::new(),
        };
        let requests: Vec<Request> = commands.into_iter().enumerate().map(request).collect();
        for request in requests {
            let answers = self.house.execute_batch(vec![request.clone()]);
            self.take(vec![request], answers)?;
        }
        Ok(())
    }

    fn step(&mut self, step: u64, faults: bool) -> Result<(), String> {
        if self.chance.percent(70) {
            let days = i32::try_from(self.chance.between(1, 9)).unwrap_or(1);
            self.clock.set(self.clock.today().plus_days(days));
            self.lived.days += i64::from(days);
        }
        let requests = self.requests(step);
        if faults && self.chance.percent(10) {
            let torn = Fault::Torn { records: usize::try_from(self.chance.below(3)).unwrap_or(0) };
            let kinds = [Fault::Full, Fault::Lost, Fault::AnswerLost, torn];
            self.store.fail_after(0, self.chance.one_of(&kinds).unwrap_or(Fault::Full));
        }
        let answers = self.house.execute_batch(requests.clone());
        let failed = self.take(requests, answers)?;
        if !failed.is_empty() {
            self.lived.failed_commits += 1;
            if self.chance.percent(50) {
                self.reopen();
            }
            let answers = self.house.execute_batch(failed.clone());
            let failed = self.take_again(failed, answers)?;
            if failed > 0 {
                return Err(format!("{failed} commands failed twice"));
            }
        }
        match self.chance.below(30) {
            0 | 1 if faults => self.reopen(),
            2 => {
                self.house.keep_snapshot();
            }
            3 => {
                let deleted = self.memory.delete_snapshot(&identifier());
                deleted.map_err(|error| error.to_string())?;
            }
            _ => (),
        }
        let (head, known) = (self.house.head().size, self.events.len() as u64);
        if head != known {
            return Err(format!("the journal has {head} records, {known} were acknowledged"));
        }
        Ok(())
    }

    /// One to four new commands; sometimes an old one again, or an old key with other content.
    fn requests(&mut self, step: u64) -> Vec<Request> {
        let Some(state) = &self.mirror else { return Vec::new() };
        let mut requests: Vec<Request> = Vec::new();
        for number in 0..=self.chance.below(4) {
            let (actor, command) = proposals::draw(state, self.clock.today(), &mut self.chance);
            let key = format!("step-{step}-{number}");
            let mut request = Request { key, actor, command, sealed: Vec::new() };
            let index = self.chance.below(self.acknowledged.len() as u64);
            let old = usize::try_from(index).ok().and_then(|index| self.acknowledged.get(index));
            match (self.chance.below(50), old) {
                (0 | 1, Some(old)) => request = old.request.clone(),
                (2, Some(old)) => request.key.clone_from(&old.request.key),
                (3 | 4, _) => requests.push(request.clone()),
                _ => (),
            }
            requests.push(request);
        }
        requests
    }

    fn reopen(&mut self) {
        self.lived.openings += 1;
        let store = Arc::clone(&self.store) as Arc<dyn JournalStore>;
        self.house = open(store, &self.clock, self.seed ^ self.lived.openings);
    }

    /// Takes the answers of a batch; gives back the requests whose commit failed.
    fn take(
        &mut self,
        requests: Vec<Request>,
        answers: Vec<Result<Done, ExecuteError>>,
    ) -> Result<Vec<Request>, String> {
        let mut failed: Vec<Request> = Vec::new();
        for (request, answer) in requests.into_iter().zip(answers) {
            match answer {
                Ok(done) => self.acknowledge(request, done, false)?,
                Err(ExecuteError::Refused(refusal)) => {
                    self.refused(&request, &refusal)?;
                    *self.lived.refusals.entry(kinds::of_refusal(&refusal)).or_default() += 1;
                }
                Err(ExecuteError::SameKeyOtherContent { key }) => {
                    let same =
                        self.by_key.get(&key).map(|index| &self.acknowledged[*index].request);
                    let twice = |known: &Request| {
                        known.command == request.command && known.actor == request.actor
                    };
                    if same.is_some_and(twice) {
                        return Err(format!("the same command under {key} was taken for another"));
                    }
                }
                Err(ExecuteError::Store(_)) => failed.push(request),
                Err(other) => return Err(format!("an unexpected answer: {other}")),
            }
        }
        Ok(failed)
    }

    /// Takes the answers to commands sent again: they are done, whether or not they were before.
    fn take_again(
        &mut self,
        requests: Vec<Request>,
        answers: Vec<Result<Done, ExecuteError>>,
    ) -> Result<usize, String> {
        let mut failed = 0;
        for (request, answer) in requests.into_iter().zip(answers) {
            match answer {
                Ok(done) => self.acknowledge(request, done, true)?,
                // It was refused, or would have been, for what others of the batch did.
                Err(ExecuteError::Refused(_)) if !self.by_key.contains_key(&request.key) => (),
                Err(ExecuteError::Store(_)) => failed += 1,
                Err(error) => return Err(format!("sent again, {} fails: {error}", request.key)),
            }
        }
        Ok(failed)
    }

    /// The house refuses what the core refuses on the mirror, with the same reason.
    fn refused(&self, request: &Request, refusal: &Refusal) -> Result<(), String> {
        let envelope = Envelope { actor: request.actor, today: self.clock.today() };
        match decide(self.mirror.as_ref(), envelope, request.command.clone()) {
            Err(expected) if expected == *refusal => Ok(()),
            Err(expected) => Err(format!("refused for “{refusal}” instead of “{expected}”")),
            Ok(_) => Err(format!("{} is refused for what did not happen: {refusal}", request.key)),
        }
    }

    fn acknowledge(&mut self, request: Request, done: Done, again: bool) -> Result<(), String> {
        if let Some(index) = self.by_key.get(&request.key) {
            self.lived.repeated += 1;
            let known = &self.acknowledged[*index];
            if !done.repeated || known.event != done.event || known.record != done.record {
                return Err(format!("{} had two effects or two answers", request.key));
            }
            return Ok(());
        }
        if done.repeated && !again {
            return Err(format!("{} is said to be done before, and is not", request.key));
        }
        if done.record != self.events.len() as u64 {
            let expected = self.events.len();
            return Err(format!("{} is record {} instead of {expected}", request.key, done.record));
        }
        apply(&mut self.mirror, &done.event, done.record);
        let kind = kinds::of_event(&done.event);
        *self.lived.events.entry(kind).or_default() += 1;
        self.events.push(done.event.clone());
        self.by_key.insert(request.key.clone(), self.acknowledged.len());
        let (event, record) = (done.event, done.record);
        self.acknowledged.push(Acknowledged { request, event, record });
        Ok(())
    }

    fn check(&mut self) -> Result<(), String> {
        if self.house.state() != self.mirror.as_ref() {
            return Err("the house differs from the fold of what it acknowledged".to_owned());
        }
        if let Some(state) = &self.mirror {
            laws::check(state, &self.events)?;
        }
        self.opens_to_the_same("with the snapshot that there is")?;
        self.house.keep_snapshot();
        self.opens_to_the_same("from a fresh snapshot")?;
        self.memory.delete_snapshot(&identifier()).map_err(|error| error.to_string())?;
        self.opens_to_the_same("from the journal alone")
    }

    fn opens_to_the_same(&self, how: &str) -> Result<(), String> {
        let opened = open(Arc::clone(&self.memory), &self.clock, 0);
        if opened.state() != self.mirror.as_ref() || opened.head() != self.house.head() {
            return Err(format!("opened {how}, the state is another"));
        }
        Ok(())
    }

    /// Everything once more, and all that was acknowledged is looked up on the store.
    fn end(&mut self) -> Result<(), String> {
        self.check()?;
        for known in &self.acknowledged {
            let key = &known.request.key;
            let found = self.memory.command(&identifier(), key).map_err(|e| e.to_string())?;
            if found.map(|found| found.first) != Some(known.record) {
                return Err(format!("{key} was acknowledged and is lost"));
            }
            let records = self.memory.read(&identifier(), known.record, 1);
            let records = records.map_err(|error| error.to_string())?;
            let event = records.first().map(|record| read_event(record, known.record));
            if event != Some(Ok(known.event.clone())) {
                return Err(format!("record {} is not what was acknowledged", known.record));
            }
        }
        let report = verify::store(self.memory.as_ref(), &identifier(), &[]);
        if !report.is_sound() {
            return Err(report.sentence(caisse_units::Language::English));
        }
        Ok(())
    }
}
