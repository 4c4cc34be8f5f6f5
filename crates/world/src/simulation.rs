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
use caisse_app::people::People;
use caisse_app::{Accounts, Clock, Done, ExecuteError, House, Request, SetClock, Source, verify};
use caisse_domain::identity::{DecisionId, MemberId};
use caisse_domain::members;
use caisse_domain::offices::Actor;
use caisse_domain::rules::{self, AdoptedRule, Purpose, Situation};
use caisse_domain::{Command, Envelope, Event, Organisation, Refusal, apply, decide};
use caisse_journal::{FailingStore, Fault, JournalStore, MemoryStore};
use caisse_vault::MasterKey;

use crate::caisse::{day, first_commands, identifier, model, open, treasurer};
use crate::chance::Chance;
use crate::stores::ForgetfulStore;
use crate::{assembled, closing, kinds, laws, proposals};

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
    /// Situations that were opened from the store and were those declared.
    pub situations: u64,
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
        self.situations += other.situations;
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
    within: Arc<dyn JournalStore>,
    store: Arc<FailingStore>,
    clock: SetClock,
    house: House,
    master: String,
    people: People,
    /// What was declared, by commitment, acknowledged or not.
    declared: BTreeMap<String, Situation>,
    mirror: Option<Organisation>,
    events: Vec<Event>,
    acknowledged: Vec<Acknowledged>,
    by_key: BTreeMap<String, usize>,
    chance: Chance,
    lived: Lived,
    seed: u64,
}

/// The people of the simulated caisse, opened from a store.
fn people(store: Arc<dyn JournalStore>, master: &str) -> People {
    let master = MasterKey::from_text(master).expect("written by us");
    People::open(identifier(), store, master).unwrap_or_else(|error| panic!("{error}"))
}

/// Lives one seed. A panic anywhere is a failure like another: whatever is asked is answered.
///
/// # Errors
/// [`Failure`]: the first law that did not hold.
pub fn live(seed: u64, plan: Plan) -> Result<Lived, Box<Failure>> {
    live_on(Arc::new(MemoryStore::new()), seed, plan)
}

/// Lives one seed over an empty store.
///
/// # Errors
/// [`Failure`]: the first law that did not hold.
pub fn live_on(store: Arc<dyn JournalStore>, seed: u64, plan: Plan) -> Result<Lived, Box<Failure>> {
    // After a panic the store is only looked at by whoever wants to know why.
    let alive = std::panic::AssertUnwindSafe(|| live_through(store, seed, plan));
    let life = std::panic::catch_unwind(alive);
    life.unwrap_or_else(|_| {
        let law = format!("a panic, told above (seed {seed})");
        Err(Box::new(Failure { seed, step: 0, law }))
    })
}

fn live_through(
    store: Arc<dyn JournalStore>,
    seed: u64,
    plan: Plan,
) -> Result<Lived, Box<Failure>> {
    let mut world = World::new(store, seed, plan.forgotten);
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
    fn new(mut within: Arc<dyn JournalStore>, seed: u64, forgotten: Option<u64>) -> World {
        if let Some(forgotten) = forgotten {
            within = Arc::new(ForgetfulStore::new(within, forgotten));
        }
        let store = Arc::new(FailingStore::new(Arc::clone(&within)));
        let clock = SetClock::at(day(2026, 1, 5));
        let house = open(Arc::clone(&store) as Arc<dyn JournalStore>, &clock, seed);
        let master = MasterKey::generate(&mut Source::seeded(seed)).expect("a seed always gives");
        let master = master.to_text().to_string();
        let people = people(Arc::clone(&store) as Arc<dyn JournalStore>, &master);
        World {
            within,
            store,
            clock,
            house,
            master,
            people,
            declared: BTreeMap::new(),
            mirror: None,
            events: Vec::new(),
            acknowledged: Vec::new(),
            by_key: BTreeMap::new(),
            chance: Chance::new(seed),
            lived: Lived::default(),
            seed,
        }
    }

    /// A third of the caisses are of a sector, where situations count; half of all split what comes in
    /// by the keys of a union.
    fn found(&mut self) -> Result<(), String> {
        let people = usize::try_from(self.chance.between(4, 12)).unwrap_or(4);
        let sector = self.chance.percent(33);
        let name = if sector { "sector-caisse" } else { "food-caisse-gironde" };
        let mut commands = first_commands(name, people, self.clock.today());
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
        let mut requests: Vec<Request> = commands.into_iter().enumerate().map(request).collect();
        for member in (1..=people).filter(|_| sector) {
            requests.push(self.first_situation(MemberId::at(member - 1))?);
        }
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
        let requests = self.requests(step)?;
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
            // What was sent again was sealed before the opening: its keys are on the store.
            self.people = people(Arc::clone(&self.store) as Arc<dyn JournalStore>, &self.master);
        }
        match self.chance.below(30) {
            0 | 1 if faults => self.reopen(),
            2 => {
                self.house.keep_snapshot();
            }
            3 => {
                let deleted = self.within.delete_snapshot(&identifier());
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

    /// One to four new commands, sometimes the closing of a month; sometimes an old one again, or an
    /// old key with other content.
    fn requests(&mut self, step: u64) -> Result<Vec<Request>, String> {
        let Some(state) = self.mirror.clone() else { return Ok(Vec::new()) };
        let today = self.clock.today();
        let known = self.people.situations(&state, today).map_err(|error| error.to_string())?;
        let mut drawn = Vec::new();
        if self.chance.percent(15) {
            let commands = closing::commands(&state, today);
            drawn.extend(commands.into_iter().map(|command| (treasurer(), command)));
        }
        // Half of the caisses decide by assemblies; the others go on by founding decisions.
        if self.seed.is_multiple_of(2) && self.chance.percent(50) {
            drawn.extend(assembled::draw(&state, today, &mut self.chance));
        }
        for _ in 0..=self.chance.below(4) {
            drawn.push(proposals::draw(&state, today, &known, &mut self.chance));
        }
        let mut requests: Vec<Request> = Vec::new();
        for (number, (actor, command)) in drawn.into_iter().enumerate() {
            let key = format!("step-{step}-{number}");
            let mut request = self.sealed(Request { key, actor, command, sealed: Vec::new() })?;
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
        Ok(requests)
    }

    /// What a member of a caisse where situations count declares at the founding.
    fn first_situation(&mut self, member: MemberId) -> Result<Request, String> {
        let (from, values) = (day(2026, 1, 1), proposals::situation(&mut self.chance));
        let entropy = self.house.entropy();
        let sealed = self.people.seal_situation(member, from, values.clone(), entropy);
        let (mark, sealed) = sealed.map_err(|error| error.to_string())?;
        self.declared.insert(mark.commitment.clone(), values);
        let key = format!("declared-{member}");
        let command = Command::Members(members::Command::DeclareSituations(vec![(member, mark)]));
        Ok(Request { key, actor: Actor::Founders, command, sealed })
    }

    /// With what goes sealed in the same commit: half of the situations are really declared, and who
    /// is erased loses their key.
    fn sealed(&mut self, mut request: Request) -> Result<Request, String> {
        match &mut request.command {
            Command::Members(members::Command::Erase { member }) => {
                request.sealed = People::erasure(*member);
            }
            Command::Members(members::Command::DeclareSituations(list))
                if list[0].0.0 > 0 && self.chance.percent(70) =>
            {
                let (member, mark) = &mut list[0];
                let values = proposals::situation(&mut self.chance);
                let entropy = self.house.entropy();
                let sealed =
                    self.people.seal_situation(*member, mark.from, values.clone(), entropy);
                let (sealed_mark, writes) = sealed.map_err(|error| error.to_string())?;
                self.declared.insert(sealed_mark.commitment.clone(), values);
                (*mark, request.sealed) = (sealed_mark, writes);
            }
            _ => (),
        }
        Ok(request)
    }

    fn reopen(&mut self) {
        self.lived.openings += 1;
        let store = Arc::clone(&self.store) as Arc<dyn JournalStore>;
        self.people = people(Arc::clone(&store), &self.master);
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
        // A torn commit may have kept what comes later in the batch: what was refused before it then is
        // accepted after it now. The journal's order is that of the records.
        let mut answered: Vec<_> = requests.into_iter().zip(answers).collect();
        answered.sort_by_key(|(_, answer)| answer.as_ref().map_or(u64::MAX, |done| done.record));
        for (request, answer) in answered {
            match answer {
                Ok(done) => {
                    // A torn commit may have left the records without what was sealed with them, as no
                    // real store does: then it is given again.
                    if done.repeated {
                        let given = self.store.write_sealed(&identifier(), &request.sealed);
                        given.map_err(|error| error.to_string())?;
                    }
                    self.acknowledge(request, done, true)?;
                }
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
        if let Event::Members(members::Event::Erased { member }) = done.event {
            self.people.forget(member);
        }
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
            self.lived.situations += self.situations_open(state)?;
        }
        self.opens_to_the_same("with the snapshot that there is")?;
        self.house.keep_snapshot();
        self.opens_to_the_same("from a fresh snapshot")?;
        self.within.delete_snapshot(&identifier()).map_err(|error| error.to_string())?;
        self.opens_to_the_same("from the journal alone")
    }

    /// What was declared opens again, from memory and from the store alone, until its person is erased.
    fn situations_open(&self, state: &Organisation) -> Result<u64, String> {
        let today = self.clock.today();
        let reopened = people(Arc::clone(&self.within), &self.master);
        let mut opened = 0;
        for (member, known) in state.members.all() {
            let mark = known.situation_on(today).filter(|_| !known.erased);
            let expected = mark.and_then(|mark| self.declared.get(&mark.commitment)).cloned();
            for people in [&self.people, &reopened] {
                let found = people.situation(state, member, today);
                let found = found.map_err(|error| format!("the situation of {member}: {error}"))?;
                if found != expected {
                    return Err(format!("{member} declared {expected:?}, {found:?} is found"));
                }
            }
            opened += u64::from(expected.is_some());
        }
        Ok(opened)
    }

    fn opens_to_the_same(&self, how: &str) -> Result<(), String> {
        let opened = open(Arc::clone(&self.within), &self.clock, 0);
        if opened.state() != self.mirror.as_ref() || opened.head() != self.house.head() {
            return Err(format!("opened {how}, the state is another"));
        }
        let alone = Accounts::open(self.within.as_ref(), &identifier());
        if let (Ok(Some(alone)), Some(whole)) = (alone, opened.into_state())
            && (alone.ledger != whole.ledger || alone.periods != whole.periods)
        {
            return Err(format!("opened {how}, the accounts alone are others"));
        }
        Ok(())
    }

    /// Everything once more, and all that was acknowledged is looked up on the store.
    fn end(&mut self) -> Result<(), String> {
        self.check()?;
        for known in &self.acknowledged {
            let key = &known.request.key;
            let found = self.within.command(&identifier(), key).map_err(|e| e.to_string())?;
            if found.map(|found| found.first) != Some(known.record) {
                return Err(format!("{key} was acknowledged and is lost"));
            }
            let records = self.within.read(&identifier(), known.record, 1);
            let records = records.map_err(|error| error.to_string())?;
            let event = records.first().map(|record| read_event(record, known.record));
            if event != Some(Ok(known.event.clone())) {
                return Err(format!("record {} is not what was acknowledged", known.record));
            }
        }
        let report = verify::store(self.within.as_ref(), &identifier(), &[]);
        if !report.is_sound() {
            return Err(report.sentence(caisse_units::Language::English));
        }
        Ok(())
    }
}
