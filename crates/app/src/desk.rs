//! The desk of a caisse: its house, its people and its directory together, as a treasurer works with
//! them at a command line or behind a page.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use caisse_access::{Access, AccessError, Second};
use caisse_domain::identity::{AssemblyId, MemberId};
use caisse_domain::members::{self, Enrolment};
use caisse_domain::offices::Actor;
use caisse_domain::{Command, Organisation};
use caisse_journal::{OrganisationId, SealedWrite};
use caisse_units::{Day, Language};
use caisse_vault::{MasterKey, PersonalData, VaultError};

use crate::clock::Clock;
use crate::directory::{Directory, DirectoryError};
use crate::error::ExecuteError;
use crate::house::{Done, House, Request, Source};
use crate::peers::{self, PeersError};
use crate::people::{People, keys_once};

/// A desk, opened.
pub struct Desk {
    /// Its directory.
    pub directory: Directory,
    /// Its house.
    pub house: House,
    /// Its people.
    pub people: People,
    /// Why our feed could not be brought up to date, if so: what is missing is added the next time.
    pub feed_fault: Option<PeersError>,
    /// Whether its store is open for writing.
    pen: bool,
}

/// Why a desk does not open.
#[derive(Debug)]
pub enum DeskError {
    /// The directory.
    Directory(DirectoryError),
    /// The house or its people.
    Execute(ExecuteError),
}

impl DeskError {
    /// What happened, and what to do.
    pub fn sentence(&self, language: Language) -> String {
        match self {
            DeskError::Directory(error) => error.sentence(language),
            DeskError::Execute(error) => error.sentence(language),
        }
    }
}

impl From<DirectoryError> for DeskError {
    fn from(error: DirectoryError) -> DeskError {
        DeskError::Directory(error)
    }
}

impl<E: Into<ExecuteError>> From<E> for DeskError {
    fn from(error: E) -> DeskError {
        DeskError::Execute(error.into())
    }
}

impl Desk {
    /// Makes the directory of a new caisse; founding it is the first command.
    ///
    /// # Errors
    /// [`DeskError`].
    pub fn create(
        root: &Path,
        organisation: OrganisationId,
        clock: Arc<dyn Clock>,
        mut entropy: Source,
    ) -> Result<Desk, DeskError> {
        let directory = Directory::create(root, organisation, &mut entropy)?;
        Desk::over(directory, true, clock, entropy)
    }

    /// Opens the directory of a caisse for writing.
    ///
    /// # Errors
    /// [`DeskError`].
    pub fn open(root: &Path, clock: Arc<dyn Clock>, entropy: Source) -> Result<Desk, DeskError> {
        Desk::over(Directory::open(root)?, true, clock, entropy)
    }

    /// Opens it for reading.
    ///
    /// # Errors
    /// [`DeskError`].
    pub fn open_read_only(root: &Path, clock: Arc<dyn Clock>) -> Result<Desk, DeskError> {
        Desk::over(Directory::open_read_only(root)?, false, clock, Source::system())
    }

    fn over(
        directory: Directory,
        pen: bool,
        clock: Arc<dyn Clock>,
        entropy: Source,
    ) -> Result<Desk, DeskError> {
        let organisation = directory.organisation().clone();
        let house = House::open(organisation.clone(), directory.store(), clock, entropy)?;
        let people = People::open(organisation, directory.store(), directory.master_key()?)?;
        let mut desk = Desk { directory, house, people, feed_fault: None, pen };
        desk.publish_from(0);
        Ok(desk)
    }

    /// True if its store is open for writing.
    pub fn has_pen(&self) -> bool {
        self.pen
    }

    /// Opens the store for writing, and reads what others wrote since it was read.
    ///
    /// # Errors
    /// [`DeskError`], with [`caisse_journal::StoreError::Busy`] while another program writes; the desk
    /// is as before.
    pub fn take_pen(&mut self) -> Result<(), DeskError> {
        if self.pen {
            return Ok(());
        }
        let directory = Directory::open(self.directory.root())?;
        self.work_over(directory)?;
        self.pen = true;
        self.publish_from(0);
        Ok(())
    }

    /// What we said so far to other organisations, in messages.
    fn said(&self) -> usize {
        self.house.state().map_or(0, |state| state.federation.sent().len())
    }

    /// Brings our feed up to date when we said more than that. What cannot be written now is written
    /// the next time: it stands in the journal.
    pub(crate) fn publish_from(&mut self, before: usize) {
        if self.pen && self.said() > before {
            self.feed_fault = peers::publish(self).err();
        }
    }

    /// Opens the store for reading only, so that another program may write.
    ///
    /// # Errors
    /// [`DeskError`]; the desk is as before.
    pub fn put_pen_down(&mut self) -> Result<(), DeskError> {
        if !self.pen {
            return Ok(());
        }
        let directory = Directory::open_read_only(self.directory.root())?;
        self.work_over(directory)?;
        self.pen = false;
        Ok(())
    }

    /// Reads what others wrote since it was read. Costs one small reading when nothing was.
    ///
    /// # Errors
    /// [`DeskError`]; what was read before stands.
    pub fn follow(&mut self) -> Result<(), DeskError> {
        if self.house.catch_up()? {
            self.people = self.people_of(&self.directory)?;
        }
        Ok(())
    }

    fn work_over(&mut self, directory: Directory) -> Result<(), DeskError> {
        let before = self.house.head();
        self.house.move_to(directory.store())?;
        if self.house.head() == before {
            self.people.move_to(directory.store());
        } else {
            self.people = self.people_of(&directory)?;
        }
        self.directory = directory;
        Ok(())
    }

    fn people_of(&self, directory: &Directory) -> Result<People, DeskError> {
        let organisation = directory.organisation().clone();
        Ok(People::open(organisation, directory.store(), directory.master_key()?)?)
    }

    /// The state.
    ///
    /// # Errors
    /// A refusal when nothing is founded yet.
    pub fn state(&self) -> Result<&Organisation, ExecuteError> {
        self.house.state().ok_or(ExecuteError::Refused(caisse_domain::Refusal::NotFounded))
    }

    /// The day it is.
    pub fn today(&self) -> Day {
        self.house.clock().today()
    }

    /// Executes a command under a fresh key.
    ///
    /// # Errors
    /// [`ExecuteError`].
    pub fn act(&mut self, actor: Actor, command: Command) -> Result<Done, ExecuteError> {
        self.act_with(actor, command, Vec::new())
    }

    /// Executes a command with sealed data in the same commit.
    ///
    /// # Errors
    /// [`ExecuteError`].
    pub fn act_with(
        &mut self,
        actor: Actor,
        command: Command,
        sealed: Vec<SealedWrite>,
    ) -> Result<Done, ExecuteError> {
        let key = self.house.fresh_key()?;
        self.act_under(key, actor, command, sealed)
    }

    /// The same under a key of the caller's: the same key with the same command acts once, also after
    /// a restart.
    ///
    /// # Errors
    /// [`ExecuteError`]; [`ExecuteError::SameKeyOtherContent`] when the key served for something else.
    pub fn act_under(
        &mut self,
        key: String,
        actor: Actor,
        command: Command,
        sealed: Vec<SealedWrite>,
    ) -> Result<Done, ExecuteError> {
        let before = self.said();
        let done =
            self.house.execute(Request { key, actor, command, sealed: keys_once(sealed) })?;
        self.publish_from(before);
        Ok(done)
    }

    /// Enrols members with their personal data, all or none; gives the number of the first.
    ///
    /// # Errors
    /// [`ExecuteError`].
    pub fn enrol(
        &mut self,
        actor: Actor,
        list: Vec<(Enrolment, PersonalData)>,
    ) -> Result<MemberId, ExecuteError> {
        let first = self.state()?.members.len();
        let mut sealed = Vec::new();
        for (index, (_, data)) in list.iter().enumerate() {
            let member = MemberId::at(first + index);
            sealed.extend(self.people.seal_personal(member, data, self.house.entropy())?);
        }
        let enrolments = list.into_iter().map(|(enrolment, _)| enrolment).collect();
        let command = Command::Members(members::Command::Enrol(enrolments));
        let done = self.act_with(actor, command, sealed);
        if done.is_err() {
            self.people.forget_after(first);
        }
        done.map(|_| MemberId::at(first))
    }

    /// Declares situations, each from its day.
    ///
    /// # Errors
    /// [`ExecuteError`].
    pub fn declare(
        &mut self,
        actor: Actor,
        list: Vec<(MemberId, Day, BTreeMap<String, String>)>,
    ) -> Result<Done, ExecuteError> {
        let (mut marks, mut sealed) = (Vec::new(), Vec::new());
        for (member, from, values) in list {
            let entropy = self.house.entropy();
            let (mark, writes) = self.people.seal_situation(member, from, values, entropy)?;
            marks.push((member, mark));
            sealed.extend(writes);
        }
        let command = Command::Members(members::Command::DeclareSituations(marks));
        self.act_with(actor, command, sealed)
    }

    /// Erases a person for good.
    ///
    /// # Errors
    /// [`ExecuteError`].
    pub fn erase(&mut self, actor: Actor, member: MemberId) -> Result<Done, ExecuteError> {
        let writes = People::erasure(member);
        let command = Command::Members(members::Command::Erase { member });
        let done = self.act_with(actor, command, writes)?;
        self.people.forget(member);
        if self.directory.has_access() {
            // What cannot be erased now is erased when accesses are next opened: see `access`.
            let _ = self.access();
        }
        Ok(done)
    }

    /// Who may enter. Accounts of people who are erased are erased first.
    ///
    /// # Errors
    /// [`DirectoryError`].
    pub fn access(&self) -> Result<Access, DirectoryError> {
        let access = self.directory.access()?;
        let now = Second(self.house.clock().now().0.div_euclid(1_000));
        let fail = |error: AccessError| DirectoryError::Key {
            path: access.place().to_path_buf(),
            why: (error.sentence(Language::French), error.sentence(Language::English)),
        };
        let erased = |member: &str| {
            let member = member.parse::<MemberId>().ok();
            let known = member.and_then(|member| self.house.state()?.members.get(member));
            known.is_some_and(|known| known.erased)
        };
        for account in access.accounts(now).map_err(fail)? {
            if erased(&account.member) {
                access.erase(&account.member).map_err(fail)?;
            }
        }
        Ok(access)
    }

    /// Moves every key of the vault under a new master key, and puts it in the place of the old one;
    /// gives its file. Interrupted at any point, it can be run again: the new key waits beside the old
    /// one until the vault is under it.
    ///
    /// # Errors
    /// [`DeskError`]; the old key then stands, or the new one waits for the next run.
    pub fn rotate_master_key(&mut self) -> Result<PathBuf, DeskError> {
        let new = match self.directory.pending_master_key()? {
            Some(key) => key,
            None => {
                let key = MasterKey::generate(self.house.entropy()).map_err(VaultError::from)?;
                self.directory.write_pending_master_key(&key)?;
                key
            }
        };
        self.people.rotate(new, self.house.entropy())?;
        Ok(self.directory.promote_master_key()?)
    }

    /// Where a member votes in an assembly: the address within the pages of the caisse, such as
    /// `/voter/AG1-M12-7kqe-…`, for the letter to that member and for nobody else. The page opens
    /// whether or not the member is on the roll; what may be cast is decided there.
    ///
    /// # Errors
    /// [`DirectoryError`], when the key of personal words cannot be read or made.
    pub fn voting_address(
        &self,
        assembly: AssemblyId,
        member: MemberId,
    ) -> Result<String, DirectoryError> {
        Ok(format!("/voter/{}", self.directory.words()?.word(assembly, member)))
    }

    /// Keeps a snapshot and a signed checkpoint of where the journal stands.
    ///
    /// # Errors
    /// [`DeskError`].
    pub fn checkpoint(&mut self) -> Result<String, DeskError> {
        let signer = self.directory.signer()?;
        self.house.keep_snapshot();
        Ok(self.house.checkpoint(&signer)?)
    }
}
