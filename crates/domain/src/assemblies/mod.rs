//! Assemblies: statutes as data, convocation, agenda, attendance, proxies, speakers, polls, minutes.
//!
//! [`statutes`] say who convenes, who votes and how; a [`meeting::Assembly`] is convened, opened,
//! closed, and its minutes are sealed and signed; a [`poll::Poll`] fixes everything when it opens and
//! never changes once closed. Its closing carries the decision and its effects (decision 0012).
//!
//! Absent on purpose: what a proposal does once adopted (`proposals`), how ballots are counted
//! (`caisse-votes`), where discreet ballots are kept (vault), the time of day.

mod apply;
mod authorise;
mod command;
mod count;
mod decide;
mod event;
pub mod meeting;
mod method;
mod minutes;
pub mod poll;
mod refusal;
pub mod roll;
pub mod speech;
pub mod statutes;
#[cfg(test)]
mod tests;
mod written;

pub use apply::apply;
pub use authorise::{authorise, by_vote_only, check_sum};
pub use command::{BallotGiven, Command, Paper};
pub use count::Outcome;
pub use decide::{adopt_statutes, counts_again, decide};
pub use event::{Event, PollClosed};
pub use method::{Method, SharesCompletion};
pub use minutes::{Minutes, Section, minutes};
pub use refusal::Refusal;
pub use statutes::{Kind, Statutes};
pub use written::{Enough, Kept, Share, TimeOfDay, WrittenError};

use std::collections::BTreeMap;

use caisse_units::Day;
use serde::{Deserialize, Serialize};

use crate::identity::{AssemblyId, DecisionId, MemberId, PollId};
use meeting::{Assembly, Drawing, Mandate, Request};
use poll::Poll;

/// Statutes, assemblies and polls.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Assemblies {
    statutes: Vec<statutes::Version>,
    requests: Vec<Request>,
    assemblies: Vec<Assembly>,
    polls: Vec<Poll>,
    mandates: Vec<Mandate>,
    draws: Vec<Drawing>,
    by_decision: BTreeMap<DecisionId, PollId>,
}

/// What a poll came to, as `proposals` reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The motion carried.
    Adopted,
    /// The motion did not carry.
    Rejected,
    /// Too few were there: nothing was decided.
    NoQuorum,
    /// These options were chosen, by position in the poll's options, best first.
    Chosen(Vec<usize>),
}

impl Assemblies {
    /// The statutes in force on that day, with their first day and decision.
    pub fn statutes_on(&self, day: Day) -> Option<&statutes::Version> {
        self.statutes.iter().rev().find(|version| version.since <= day)
    }

    /// Every version of the statutes, in the order adopted.
    pub fn statutes(&self) -> &[statutes::Version] {
        &self.statutes
    }

    /// The assembly of that number.
    pub fn assembly(&self, assembly: AssemblyId) -> Option<&Assembly> {
        self.assemblies.get((assembly.0 as usize).checked_sub(1)?)
    }

    /// Every assembly with its number.
    pub fn assemblies(&self) -> impl DoubleEndedIterator<Item = (AssemblyId, &Assembly)> {
        self.assemblies.iter().enumerate().map(|(index, held)| (AssemblyId::at(index), held))
    }

    /// The poll of that number.
    pub fn poll(&self, poll: PollId) -> Option<&Poll> {
        self.polls.get((poll.0 as usize).checked_sub(1)?)
    }

    /// Every poll with its number.
    pub fn polls(&self) -> impl DoubleEndedIterator<Item = (PollId, &Poll)> {
        self.polls.iter().enumerate().map(|(index, poll)| (PollId::at(index), poll))
    }

    /// The poll that took a decision.
    pub fn poll_of(&self, decision: DecisionId) -> Option<PollId> {
        self.by_decision.get(&decision).copied()
    }

    /// The requests of members for an assembly, by number from 1.
    pub fn requests(&self) -> impl Iterator<Item = (u32, &Request)> {
        (1..).zip(&self.requests)
    }

    /// Every draw by lot, by number from 1.
    pub fn draws(&self) -> impl Iterator<Item = (u32, &Drawing)> {
        (1..).zip(&self.draws)
    }

    /// Every mandate ever given, by number from 1.
    pub fn mandates(&self) -> impl Iterator<Item = (u32, &Mandate)> {
        (1..).zip(&self.mandates)
    }

    /// The mandates that a delegate carries on that day.
    pub fn mandates_of(
        &self,
        delegate: MemberId,
        on: Day,
    ) -> impl Iterator<Item = (u32, &Mandate)> {
        self.mandates().filter(move |(_, mandate)| {
            mandate.delegate == delegate
                && mandate.from <= on
                && mandate.until.is_none_or(|until| on <= until)
        })
    }

    /// Members behind a delegate on that day.
    pub(crate) fn members_behind(&self, delegate: MemberId, on: Day) -> u64 {
        let members = self.mandates_of(delegate, on).map(|(_, mandate)| mandate.members);
        members.fold(0, u64::saturating_add)
    }
}
