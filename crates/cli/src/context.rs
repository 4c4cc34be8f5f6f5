//! What every command knows: the directory, the language, who acts, what day it is.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use caisse_app::directory::DirectoryError;
use caisse_app::{
    Accounts, Clock, Desk, DeskError, Directory, ExecuteError, SetClock, Source, SystemClock,
};
use caisse_domain::identity::MemberId;
use caisse_domain::offices::{Actor, Role};
use caisse_domain::{Organisation, Refusal};
use caisse_journal::StoreError;
use caisse_units::{Amount, Day, Language};

use crate::answer::Failure;
use crate::arguments::Global;

/// How long a command waits for another program that writes.
const PATIENCE: Duration = Duration::from_secs(4);
/// How long between two attempts; shorter than the pages leave the pen free.
const ATTEMPT: Duration = Duration::from_millis(10);

/// What every command knows.
pub struct Context {
    /// The directory of the caisse.
    pub root: PathBuf,
    /// The language of sentences.
    pub language: Language,
    /// True for values in place of text.
    pub json: bool,
    /// Who acts, when told.
    pub actor: Option<MemberId>,
    clock: Arc<dyn Clock>,
}

impl Context {
    /// From the options that every command has, and the locale.
    pub fn new(global: &Global) -> Context {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(|name| std::env::var(name).ok())
            .find(|value| !value.is_empty());
        let language = match &global.language {
            Some(tag) => Language::from_tag(tag),
            None => locale.map_or(Language::French, |locale| Language::from_tag(&locale)),
        };
        let clock: Arc<dyn Clock> = match global.today {
            Some(day) => Arc::new(SetClock::at(day)),
            None => Arc::new(SystemClock),
        };
        let root = global.directory.clone();
        Context { root, language, json: global.json, actor: global.actor, clock }
    }

    /// The same, without who acts.
    pub fn for_nobody(&self) -> Context {
        let (root, clock) = (self.root.clone(), self.clock());
        Context { root, language: self.language, json: self.json, actor: None, clock }
    }

    /// The same, for the caisse of another directory.
    pub fn for_directory(&self, root: PathBuf) -> Context {
        let (clock, actor) = (self.clock(), self.actor);
        Context { root, language: self.language, json: self.json, actor, clock }
    }

    /// The clock.
    pub fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock)
    }

    /// The day it is.
    pub fn today(&self) -> Day {
        self.clock.today()
    }

    /// Opens the caisse for writing. Pages on which members vote hold the pen for two seconds at most:
    /// a command waits for it a little longer than that.
    pub fn desk(&self) -> Result<Desk, Failure> {
        let start = Instant::now();
        loop {
            match Desk::open(&self.root, self.clock(), Source::system()) {
                Err(DeskError::Directory(DirectoryError::Store(StoreError::Busy { .. })))
                    if start.elapsed() < PATIENCE =>
                {
                    std::thread::sleep(ATTEMPT);
                }
                opened => return opened.map_err(|error| self.desk_error(&error)),
            }
        }
    }

    /// Opens the caisse for reading. If its journal is broken, what can be read is what is before the
    /// fault, and whoever reads is told so on the error output.
    pub fn reading(&self) -> Result<Desk, Failure> {
        let desk = Desk::open_read_only(&self.root, self.clock())
            .map_err(|error| self.desk_error(&error))?;
        if let Some(reason) = desk.house.read_only() {
            let refusal = ExecuteError::ReadOnly(reason.clone());
            let so_far = self.say(
                "les chiffres sont ceux d'avant cette faute",
                "the figures are those before that fault",
            );
            eprintln!("{}\n{so_far}", refusal.sentence(self.language));
        }
        Ok(desk)
    }

    /// The books alone, for reading: quicker than the whole caisse when it is large.
    pub fn accounts(&self) -> Result<Accounts, Failure> {
        let directory = Directory::open_read_only(&self.root)
            .map_err(|error| self.fail(|l| error.sentence(l)))?;
        let read = Accounts::open(directory.store().as_ref(), directory.organisation());
        if let Ok(Some(accounts)) = read {
            return Ok(accounts);
        }
        let state = self.reading()?.house.into_state();
        let state = state.ok_or_else(|| self.fail(|l| Refusal::NotFounded.sentence(l)))?;
        Ok(Accounts::from(state))
    }

    fn desk_error(&self, error: &DeskError) -> Failure {
        Failure::new(error.sentence(self.language))
    }

    /// Who acts: as told, else the treasurer in office, else the founders.
    pub fn acting(&self, house: Option<&Organisation>) -> Actor {
        if let Some(member) = self.actor {
            return Actor::Member(member);
        }
        let today = self.today();
        let treasurer = house.and_then(|house| {
            house.offices.offices().map(|(_, office)| office).find(|office| {
                office.role == Role::Treasurer
                    && house.offices.holds(office.member, Role::Treasurer, today)
            })
        });
        treasurer.map_or(Actor::Founders, |office| Actor::Member(office.member))
    }

    /// One of two texts.
    pub fn say(&self, french: &str, english: &str) -> String {
        self.language.choose(french, english).to_owned()
    }

    /// An amount for people.
    pub fn amount(&self, amount: Amount) -> String {
        amount.written(self.language)
    }

    /// A failure from a thing that has sentences.
    pub fn fail(&self, sentence: impl FnOnce(Language) -> String) -> Failure {
        Failure::new(sentence(self.language))
    }

    /// Reads a file, with a bound.
    pub fn read(&self, path: &Path) -> Result<Vec<u8>, Failure> {
        const MOST: u64 = 256_000_000;
        self.read_at_most(path, MOST, |_| {
            let (french, english) = ("le fichier dépasse 256 Mo", "the file is over 256 MB");
            Failure::new(format!("{} : {}", path.display(), self.say(french, english)))
        })
    }

    /// Reads a file of so many bytes at most. One that is longer is refused by its length, unread.
    pub fn read_at_most(
        &self,
        path: &Path,
        most: u64,
        too_long: impl FnOnce(u64) -> Failure,
    ) -> Result<Vec<u8>, Failure> {
        let fail = |error: std::io::Error| Failure::new(format!("{} : {error}", path.display()));
        let length = std::fs::metadata(path).map_err(fail)?.len();
        if length > most {
            return Err(too_long(length));
        }
        std::fs::read(path).map_err(fail)
    }

    /// Writes a file whole or not at all.
    pub fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        let fail = |error: std::io::Error| Failure::new(format!("{} : {error}", path.display()));
        let mut draft = path.as_os_str().to_owned();
        draft.push(".draft");
        let draft = PathBuf::from(draft);
        std::fs::write(&draft, bytes).map_err(fail)?;
        std::fs::rename(&draft, path).map_err(fail)
    }
}
