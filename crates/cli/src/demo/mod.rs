//! The demo: thirteen months of a food caisse of the size of Gironde's, made by the commands that its
//! people give: assemblies that vote, a treasurer who keeps accounts on statements as a bank writes
//! them, projects that begin with a grievance; and the small world in which it lives ([`world`]).
//!
//! Rules: those published in Gironde (`models/food-caisse-gironde`). People, accounts and events are
//! invented. Nothing is drawn by chance but keys: what people think is a function of their number
//! ([`opinions`]), so that the same votes come out of every demo.
//!
//! Absent on purpose: any rule of the caisse; a command that is refused ends the demo.

mod autumn;
mod ballots;
mod bank;
mod budget;
mod calendar;
mod collecting;
mod founding;
mod meeting;
mod month;
mod opinions;
mod paying;
mod people;
mod projects;
mod proposals;
mod spring;
mod statutes;
mod summer;
#[cfg(test)]
mod tests;
mod winter;
pub mod world;

use std::collections::BTreeMap;

use caisse_app::{Desk, ExecuteError, Request, SetClock};
use caisse_domain::federation::Card;
use caisse_domain::identity::{
    AssemblyId, ClaimId, DecisionId, MemberId, PaymentId, PollId, ProposalId,
};
use caisse_domain::offices::{Actor, Role};
use caisse_domain::{Command, Event, Organisation};
use caisse_units::{Amount, Day, Month};

use crate::answer::Failure;
use crate::context::Context;

/// The IBAN of the demo caisse; bank 99999 does not exist.
fn own_iban() -> String {
    people::iban(1)
}

/// A day of the demo.
fn day(year: i16, month: i8, of_month: i8) -> Day {
    Day::new(year, month, of_month).expect("a day of the calendar")
}

/// The day of the founding assembly.
fn founded() -> Day {
    day(2024, 11, 23)
}

/// The first and the last month told.
fn months() -> impl Iterator<Item = Month> {
    let first = Month::new(2025, 1).expect("a month of the calendar");
    (0..13).map(move |index| first.plus_months(index))
}

/// What stays the same during the demo, and what it must remember.
pub struct Stage<'a> {
    context: &'a Context,
    desk: Desk,
    clock: SetClock,
    households: Vec<people::Household>,
    balance: Amount,
    statement: u32,
    late: Vec<ClaimId>,
    /// How many happenings of the calendar are over.
    happened: usize,
    proposals: BTreeMap<&'static str, ProposalId>,
    assemblies: BTreeMap<&'static str, AssemblyId>,
    decisions: BTreeMap<&'static str, DecisionId>,
    polls: BTreeMap<&'static str, PollId>,
    /// The card of the food federation.
    federation: Card,
    /// What the bank will show of transfers with other organisations.
    wires: Vec<bank::Movement>,
    /// Orders for projects, signed, that the bank has not executed yet.
    orders: Vec<PaymentId>,
}

impl Stage<'_> {
    /// Goes to a day: what the calendar holds until then happens first, and what is recorded from now
    /// on is recorded on that day.
    fn on(&mut self, day: Day) -> Result<Day, Failure> {
        while let Some(next) = calendar::CALENDAR.get(self.happened) {
            let happens = next.day();
            if happens > day {
                break;
            }
            self.happened += 1;
            self.clock.set(happens);
            (next.what)(self)?;
        }
        self.clock.set(day);
        Ok(day)
    }

    fn house(&self) -> &Organisation {
        self.desk.house.state().expect("the caisse is founded")
    }

    fn act(&mut self, actor: Actor, command: Command) -> Result<Event, Failure> {
        let done = self.desk.act(actor, command).map_err(|error| self.fail(&error))?;
        Ok(done.event)
    }

    /// Commands of many people, made durable together.
    fn act_all(&mut self, commands: Vec<(Actor, Command)>) -> Result<(), Failure> {
        let mut requests = Vec::with_capacity(commands.len());
        for (actor, command) in commands {
            let key = self.desk.house.fresh_key().map_err(|error| self.fail(&error))?;
            requests.push(Request { key, actor, command, sealed: Vec::new() });
        }
        self.execute(requests)
    }

    /// Requests executed in their order, by one commit.
    fn execute(&mut self, requests: Vec<Request>) -> Result<(), Failure> {
        for answer in self.desk.house.execute_batch(requests) {
            answer.map_err(|error| self.fail(&error))?;
        }
        Ok(())
    }

    fn fail(&self, error: &ExecuteError) -> Failure {
        self.context.fail(|language| error.sentence(language))
    }

    /// Who holds an office today.
    fn officer(&self, role: Role) -> Actor {
        Actor::Member(self.holder(role))
    }

    fn holder(&self, role: Role) -> MemberId {
        let today = self.desk.today();
        let offices = &self.house().offices;
        let mut held = offices.offices().map(|(_, office)| office.member);
        held.find(|member| offices.holds(*member, role, today)).expect("every office is held")
    }

    fn treasurer(&self) -> Actor {
        self.officer(Role::Treasurer)
    }

    fn proposal(&self, name: &str) -> ProposalId {
        *self.proposals.get(name).expect("it was proposed")
    }

    fn decision(&self, name: &str) -> DecisionId {
        *self.decisions.get(name).expect("it was decided")
    }

    /// The household of a member: members are numbered household by household.
    fn household(&self, member: MemberId) -> &people::Household {
        let after = self.households.partition_point(|household| household.head <= member);
        &self.households[after - 1]
    }

    /// People who take part in the life of the caisse beyond its meetings: second members of
    /// households of two or more, so that nobody in office stands for their own household.
    fn active(&self, rank: usize) -> MemberId {
        let mut seconds = self.households.iter().filter(|household| household.people > 1);
        let household = seconds.nth(rank * 9).expect("there are enough households");
        MemberId(household.head.0 + 1)
    }
}
