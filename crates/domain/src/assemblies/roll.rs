//! The electoral roll of an assembly: who may vote, in which college, with how many votes. It is made
//! when the assembly opens, and stands in the journal as ranges of numbers.
//!
//! Absent on purpose: presence (`meeting`), names.

use caisse_units::Day;
use caisse_votes::mandate::weights;
use serde::{Deserialize, Serialize};

use super::statutes::Statutes;
use crate::Organisation;
use crate::identity::MemberId;

/// Members with numbers that follow each other, of one college, with as many votes each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// The first.
    pub first: MemberId,
    /// The last.
    pub last: MemberId,
    /// The place of their college, 0 where there are none.
    pub college: u16,
    /// The votes of each.
    pub votes: u64,
}

/// Who may vote, in the order of their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Roll {
    ranges: Vec<Range>,
}

/// One who may vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voter {
    /// The place of the college.
    pub college: u16,
    /// How many votes.
    pub votes: u64,
}

/// Who may vote, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heads {
    /// Members.
    pub members: u64,
    /// Votes, which are more where mandates weigh.
    pub votes: u64,
}

impl Heads {
    pub(super) fn add(&mut self, votes: u64) {
        self.members += 1;
        self.votes = self.votes.saturating_add(votes);
    }
}

impl Roll {
    /// The roll of this caisse on that day. Linear in the members; without mandates, each has one
    /// vote.
    pub(super) fn of(house: &Organisation, statutes: &Statutes, on: Day) -> Roll {
        let college = |member: MemberId| {
            let category = &house.members.get(member).expect("a member of the register").category;
            u16::try_from(statutes.college_of(category).unwrap_or(0)).unwrap_or(u16::MAX)
        };
        let entitled = house
            .members
            .all()
            .filter(|(member, known)| statutes.entitled(house, *member, known, on))
            .map(|(member, _)| member);
        let Some(rule) = &statutes.voters.delegates else {
            return Roll::from_voters(entitled.map(|member| (member, college(member), 1)));
        };
        let delegates: Vec<(MemberId, u64)> = entitled
            .filter_map(|member| {
                let members = house.assemblies.members_behind(member, on);
                (members > 0).then_some((member, members))
            })
            .collect();
        let members: Vec<u64> = delegates.iter().map(|(_, members)| *members).collect();
        let votes = weights(rule, &members).unwrap_or_else(|_| vec![1; members.len()]);
        let voters = delegates.iter().zip(votes).filter(|(_, votes)| *votes > 0);
        Roll::from_voters(voters.map(|((member, _), votes)| (*member, college(*member), votes)))
    }

    /// A roll from voters in the order of their numbers.
    fn from_voters(voters: impl Iterator<Item = (MemberId, u16, u64)>) -> Roll {
        let mut ranges: Vec<Range> = Vec::new();
        for (member, college, votes) in voters {
            match ranges.last_mut() {
                Some(range)
                    if range.last.0 + 1 == member.0
                        && range.college == college
                        && range.votes == votes =>
                {
                    range.last = member;
                }
                _ => ranges.push(Range { first: member, last: member, college, votes }),
            }
        }
        Roll { ranges }
    }

    /// What the member is on the roll. Logarithmic.
    pub fn voter(&self, member: MemberId) -> Option<Voter> {
        let after = self.ranges.partition_point(|range| range.first <= member);
        let range = self.ranges.get(after.checked_sub(1)?)?;
        let found = member <= range.last;
        found.then_some(Voter { college: range.college, votes: range.votes })
    }

    /// Everyone on the roll, in order.
    pub fn voters(&self) -> impl Iterator<Item = (MemberId, Voter)> {
        self.ranges.iter().flat_map(|range| {
            let voter = Voter { college: range.college, votes: range.votes };
            (range.first.0..=range.last.0).map(move |number| (MemberId(number), voter))
        })
    }

    /// All of them, counted.
    pub fn heads(&self) -> Heads {
        self.ranges.iter().fold(Heads::default(), |mut heads, range| {
            let members = u64::from(range.last.0 - range.first.0) + 1;
            heads.members += members;
            heads.votes = heads.votes.saturating_add(members.saturating_mul(range.votes));
            heads
        })
    }

    /// Each of so many colleges, counted.
    pub fn heads_by_college(&self, colleges: usize) -> Vec<Heads> {
        let mut heads = vec![Heads::default(); colleges.max(1)];
        for range in &self.ranges {
            let Some(college) = heads.get_mut(usize::from(range.college)) else { continue };
            let members = u64::from(range.last.0 - range.first.0) + 1;
            college.members += members;
            college.votes = college.votes.saturating_add(members.saturating_mul(range.votes));
        }
        heads
    }
}
