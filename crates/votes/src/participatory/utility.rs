//! What a funded project is worth to a voter, read off the ballot; and the ballots reduced to that.
//!
//! A utility is always a small whole number read off the ballot (1, points, rank), times 1 or times
//! the cost of the project. Ballots that say the same under a utility are one group: so the last
//! of three ranked projects, worth nothing under `borda_last_zero`, no longer tells two ballots apart.

use std::collections::HashMap;

use super::ballots::{Ballot, VoteType};
use super::election::Election;
use super::error::MethodError;

/// What a funded project is worth to a voter who supports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Utility {
    /// 1.
    Cardinality,
    /// Its cost.
    Cost,
    /// The points given; 1 on ballots without points.
    Score,
    /// The points given times its cost.
    ScoreTimesCost,
    /// With k projects ranked: k for the first … 1 for the last.
    BordaLastOne,
    /// The same times its cost.
    BordaLastOneTimesCost,
    /// With k projects ranked: k - 1 for the first … 0 for the last (pabutools' Borda).
    BordaLastZero,
    /// The same times its cost.
    BordaLastZeroTimesCost,
}

impl Utility {
    /// Every utility.
    pub const ALL: [Utility; 8] = [
        Utility::Cardinality,
        Utility::Cost,
        Utility::Score,
        Utility::ScoreTimesCost,
        Utility::BordaLastOne,
        Utility::BordaLastOneTimesCost,
        Utility::BordaLastZero,
        Utility::BordaLastZeroTimesCost,
    ];

    /// The word of parameters and files.
    pub fn name(self) -> &'static str {
        match self {
            Utility::Cardinality => "cardinality",
            Utility::Cost => "cost",
            Utility::Score => "score",
            Utility::ScoreTimesCost => "score_times_cost",
            Utility::BordaLastOne => "borda_last_one",
            Utility::BordaLastOneTimesCost => "borda_last_one_times_cost",
            Utility::BordaLastZero => "borda_last_zero",
            Utility::BordaLastZeroTimesCost => "borda_last_zero_times_cost",
        }
    }

    /// The utility of a name.
    pub fn from_name(name: &str) -> Option<Utility> {
        Utility::ALL.into_iter().find(|utility| utility.name() == name)
    }

    /// True if the cost of the project multiplies what the ballot says.
    pub fn times_cost(self) -> bool {
        matches!(
            self,
            Utility::Cost
                | Utility::ScoreTimesCost
                | Utility::BordaLastOneTimesCost
                | Utility::BordaLastZeroTimesCost
        )
    }

    fn needs_ranks(self) -> bool {
        matches!(
            self,
            Utility::BordaLastOne
                | Utility::BordaLastOneTimesCost
                | Utility::BordaLastZero
                | Utility::BordaLastZeroTimesCost
        )
    }

    fn uses_points(self) -> bool {
        matches!(self, Utility::Score | Utility::ScoreTimesCost)
    }

    /// The value of each project of a ballot, zeros left out.
    fn values(self, ballot: Ballot<'_>, into: &mut Vec<(u32, u32)>) {
        into.clear();
        let length = ballot.projects.len() as u32;
        let points = |index: usize| ballot.points.get(index).copied().unwrap_or(1);
        for (index, &project) in ballot.projects.iter().enumerate() {
            let value = match self {
                Utility::Cardinality | Utility::Cost => u32::from(points(index) > 0),
                Utility::Score | Utility::ScoreTimesCost => points(index),
                Utility::BordaLastOne | Utility::BordaLastOneTimesCost => length - index as u32,
                Utility::BordaLastZero | Utility::BordaLastZeroTimesCost => {
                    length - 1 - index as u32
                }
            };
            if value > 0 {
                into.push((project, value));
            }
        }
        into.sort_unstable();
    }
}

/// Ballots reduced to what a utility reads in them: groups of voters, and for each group the
/// projects it supports with their value.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    pub voters: u64,
    /// The voters of each group.
    pub counts: Vec<u32>,
    ends: Vec<u32>,
    entries: Vec<(u32, u32)>,
    /// By project: the groups that support it, ascending, with the value of each.
    pub supporters: Vec<Vec<(u32, u32)>>,
    /// By project: the sum of values over voters.
    pub totals: Vec<u64>,
    /// By project: how many voters support it.
    pub votes: Vec<u64>,
    /// True if every value is 1.
    pub plain: bool,
    /// Values are whole numbers of which 10^this make one.
    pub value_decimals: u32,
}

impl Profile {
    /// Reads the ballots of an election under a utility.
    pub fn new(election: &Election, utility: Utility) -> Result<Profile, MethodError> {
        let ballots = election.ballots();
        let vote_type = ballots.vote_type();
        if utility.needs_ranks() && vote_type != VoteType::Ordinal {
            return Err(MethodError::UnsuitableUtility { utility, vote_type });
        }
        let projects = election.projects().len();
        let mut profile = Profile {
            voters: ballots.voters(),
            counts: Vec::with_capacity(ballots.distinct()),
            ends: Vec::with_capacity(ballots.distinct()),
            entries: Vec::with_capacity(ballots.entries()),
            supporters: vec![Vec::new(); projects],
            totals: vec![0; projects],
            votes: vec![0; projects],
            plain: true,
            value_decimals: if utility.uses_points() && vote_type.has_points() {
                election.point_decimals()
            } else {
                0
            },
        };
        profile.gather(election, utility);
        profile.index()?;
        Ok(profile)
    }

    /// Fills the groups, merging ballots that the utility does not tell apart.
    fn gather(&mut self, election: &Election, utility: Utility) {
        let ballots = election.ballots();
        // Approvals are merged already, and nothing is lost from them here.
        let merged = !ballots.vote_type().has_points() && ballots.vote_type() != VoteType::Ordinal;
        let mut known: HashMap<Vec<(u32, u32)>, usize> = HashMap::new();
        let mut values = Vec::new();
        for ballot in ballots.iter() {
            utility.values(ballot, &mut values);
            if !merged {
                if let Some(&group) = known.get(&values) {
                    self.counts[group] += ballot.voters;
                    continue;
                }
                known.insert(values.clone(), self.counts.len());
            }
            self.counts.push(ballot.voters);
            self.entries.extend_from_slice(&values);
            self.ends.push(self.entries.len() as u32);
        }
    }

    fn index(&mut self) -> Result<(), MethodError> {
        for group in 0..self.counts.len() {
            let voters = u64::from(self.counts[group]);
            for &(project, value) in &self.entries[range(&self.ends, group)] {
                self.supporters[project as usize].push((group as u32, value));
                let total = &mut self.totals[project as usize];
                // Bounded so that totals times a part of the fixed-point scale stay in 128 bits.
                *total = total
                    .checked_add(voters * u64::from(value))
                    .filter(|total| *total < 1 << 56)
                    .ok_or(MethodError::ValuesTooLarge)?;
                self.votes[project as usize] += voters;
                self.plain &= value == 1;
            }
        }
        Ok(())
    }

    /// How many groups.
    pub fn groups(&self) -> usize {
        self.counts.len()
    }

    /// The projects that a group supports, ascending, with their value.
    pub fn group(&self, group: usize) -> &[(u32, u32)] {
        &self.entries[range(&self.ends, group)]
    }
}

fn range(ends: &[u32], place: usize) -> std::ops::Range<usize> {
    let start = place.checked_sub(1).map_or(0, |before| ends[before] as usize);
    start..ends[place] as usize
}
