//! The counter of a caisse: every job that its people do in the browser, over its desk.
//!
//! A job is data ([`job::Job`]): who may do it, the form that asks, what it would do, and the commands
//! that do it. [`DeskCounter`] finds the job, checks that it is this guest's, and holds the pen while
//! it acts. One file per job, in the order of the work: `money`, `member`, `assembly`, `register`.
//!
//! Absent on purpose: markup and addresses of forms (`caisse-web`), what the domain allows (it is
//! asked), sessions and passwords.

mod assembly;
mod board;
mod fields;
mod job;
mod member;
mod money;
mod register;

use std::sync::Arc;

use caisse_domain::identity::MemberId;
use caisse_units::Language;
use caisse_web::form::{Fault, Filled, Form};
use caisse_web::{
    Acted, Counter, Guest, JobCard, Queue, Reception, Router, counter_routes, programs_routes,
};
use caisse_window::{Pen, Room};

use job::{Deed, Here, Job};

/// The counter over the desk of a room.
pub struct DeskCounter {
    room: Arc<Room>,
    pen: Pen,
}

/// What people and programs do at the counter of that room, for the guests whom that reception knows:
/// without the guards that every answer gets.
pub fn routes(room: &Arc<Room>, reception: Arc<dyn Reception>) -> Router {
    let counter: Arc<dyn Counter> = Arc::new(DeskCounter::new(room));
    let programs = programs_routes(Arc::clone(&reception), Arc::clone(&counter));
    counter_routes(reception, counter).merge(programs)
}

/// Every job, in the order in which they are offered.
fn all_jobs() -> impl Iterator<Item = &'static Job> {
    [member::JOBS, money::JOBS, register::JOBS, assembly::JOBS].into_iter().flatten()
}

impl DeskCounter {
    /// The counter over that room's desk, which is opened for writing while a job acts.
    pub fn new(room: &Arc<Room>) -> DeskCounter {
        DeskCounter { room: Arc::clone(room), pen: Pen::new(room) }
    }

    /// Looks at the caisse with the eyes of this guest.
    fn look<T>(
        &self,
        guest: &Guest,
        subject: Option<&str>,
        language: Language,
        see: impl FnOnce(&Here<'_>) -> Option<T>,
    ) -> Option<T> {
        let desk = self.room.read();
        let house = desk.house.state()?;
        let member: MemberId = guest.member.as_ref()?.parse().ok()?;
        // Whoever is erased is nobody, whatever session they have.
        house.members.get(member).filter(|known| !known.erased)?;
        let second_factor = guest.second_factor;
        let today = desk.today();
        see(&Here { desk: &desk, house, member, today, language, second_factor, subject })
    }
}

impl Counter for DeskCounter {
    fn jobs(&self, guest: &Guest, language: Language) -> Vec<JobCard> {
        let cards = self.look(guest, None, language, |here| {
            let mine = all_jobs().filter(|job| job.offered && job.is_for(here));
            Some(mine.map(|job| job.card(language)).collect())
        });
        cards.unwrap_or_default()
    }

    fn described(&self, guest: &Guest, language: Language) -> Vec<JobCard> {
        let cards = self.look(guest, None, language, |here| {
            let mine = all_jobs().filter(|job| job.is_for(here));
            Some(mine.map(|job| job.described(language)).collect())
        });
        cards.unwrap_or_default()
    }

    fn awaiting(&self, guest: &Guest, language: Language) -> Vec<Queue> {
        self.look(guest, None, language, |here| Some(board::awaiting(here))).unwrap_or_default()
    }

    fn form(
        &self,
        guest: &Guest,
        job: &str,
        subject: Option<&str>,
        language: Language,
    ) -> Option<Form> {
        let job = all_jobs().find(|one| one.name == job)?;
        self.look(guest, subject, language, |here| job.is_for(here).then(|| (job.form)(here))?)
    }

    fn act(
        &self,
        guest: &Guest,
        job: &str,
        subject: Option<&str>,
        filled: Filled,
        key: &str,
        language: Language,
    ) -> Result<Acted, Vec<Fault>> {
        let known = all_jobs().find(|one| one.name == job);
        let Some(job) = known else { return Err(job::whole(not_yours(language))) };
        // What it would do is told from what can be read: the pen stays where it is.
        let told = self.look(guest, subject, language, |here| {
            let preview = || match (job.preview, filled.confirmed()) {
                (Some(preview), false) => preview(here, &filled).map(Some),
                _ => Ok(None),
            };
            Some(if job.is_for(here) { preview() } else { Err(job::whole(not_yours(language))) })
        });
        match told {
            None => return Err(job::whole(not_yours(language))),
            Some(Err(faults)) => return Err(faults),
            Some(Ok(Some(preview))) => return Ok(Acted::Confirm(preview)),
            Some(Ok(None)) => (),
        }
        let member = guest.member.as_ref().and_then(|member| member.parse().ok());
        let Some(member) = member else { return Err(job::whole(not_yours(language))) };
        let written = self.pen.write(|desk| {
            let mut deed = Deed { desk, member, language, subject, filled: &filled, key, step: 0 };
            // The day may have turned, or an office ended, while the pen was elsewhere.
            if !deed.look(guest.second_factor, |here| job.is_for(here)) {
                return Err(job::whole(not_yours(language)));
            }
            (job.act)(&mut deed)
        });
        written.unwrap_or_else(|error| Err(job::whole(error.sentence(language))))
    }
}

fn not_yours(language: Language) -> String {
    language
        .choose(
            "Cette tâche n'est pas, ou n'est plus, la vôtre.",
            "This job is not, or is no longer, yours.",
        )
        .to_owned()
}
