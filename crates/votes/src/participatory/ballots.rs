//! Ballots on projects, identical ones merged as they arrive.
//!
//! Absent on purpose: who voted. A voter counts here, and is nobody.

use std::fmt;
use std::hash::{DefaultHasher, Hasher};

/// How a ballot speaks of projects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VoteType {
    /// A set of projects.
    Approval,
    /// One project at most.
    ChooseOne,
    /// Points given to projects, from a common stock.
    Cumulative,
    /// Points given to projects, each by itself.
    Scoring,
    /// Projects from the most wanted to the least.
    Ordinal,
}

impl VoteType {
    /// Every type.
    pub const ALL: [VoteType; 5] = [
        VoteType::Approval,
        VoteType::ChooseOne,
        VoteType::Cumulative,
        VoteType::Scoring,
        VoteType::Ordinal,
    ];

    /// The word of pabulib files.
    pub fn name(self) -> &'static str {
        match self {
            VoteType::Approval => "approval",
            VoteType::ChooseOne => "choose-1",
            VoteType::Cumulative => "cumulative",
            VoteType::Scoring => "scoring",
            VoteType::Ordinal => "ordinal",
        }
    }

    /// The type that a pabulib file names.
    pub fn from_name(name: &str) -> Option<VoteType> {
        VoteType::ALL.into_iter().find(|kind| name.trim().eq_ignore_ascii_case(kind.name()))
    }

    /// True if ballots carry points.
    pub fn has_points(self) -> bool {
        matches!(self, VoteType::Cumulative | VoteType::Scoring)
    }
}

/// Identical ballots, as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ballot<'a> {
    /// How many voters cast it; at least 1.
    pub voters: u32,
    /// The projects it names, by their place in the election: ascending, except for
    /// [`VoteType::Ordinal`], where the order is the voter's.
    pub projects: &'a [u32],
    /// The points of each, in units of the last decimal; empty for types without points.
    pub points: &'a [u32],
}

/// All ballots of an election, identical ones merged in the order of their first appearance.
#[derive(Clone)]
pub struct Ballots {
    vote_type: VoteType,
    voters: u64,
    counts: Vec<u32>,
    ends: Vec<u32>,
    projects: Vec<u32>,
    points: Vec<u32>,
    // Open addressing: the place of a ballot plus one, or 0. The order of the ballots does not
    // depend on it.
    slots: Vec<u32>,
    scratch: Vec<(u32, u32)>,
}

impl Ballots {
    /// No ballot yet.
    pub fn new(vote_type: VoteType) -> Ballots {
        Ballots {
            vote_type,
            voters: 0,
            counts: Vec::new(),
            ends: Vec::new(),
            projects: Vec::new(),
            points: Vec::new(),
            slots: vec![0; 1024],
            scratch: Vec::new(),
        }
    }

    /// How the ballots speak.
    pub fn vote_type(&self) -> VoteType {
        self.vote_type
    }

    /// How many voters, those of empty ballots included.
    pub fn voters(&self) -> u64 {
        self.voters
    }

    /// How many different ballots.
    pub fn distinct(&self) -> usize {
        self.counts.len()
    }

    /// How many projects are named, over all different ballots.
    pub fn entries(&self) -> usize {
        self.projects.len()
    }

    /// The ballot at a place below [`Ballots::distinct`].
    ///
    /// # Panics
    /// Beyond it.
    pub fn ballot(&self, place: usize) -> Ballot<'_> {
        let range = self.range(place);
        Ballot {
            voters: self.counts[place],
            projects: &self.projects[range.clone()],
            points: if self.vote_type.has_points() { &self.points[range] } else { &[] },
        }
    }

    /// The ballots, in the order of their first appearance.
    pub fn iter(&self) -> impl Iterator<Item = Ballot<'_>> {
        (0..self.distinct()).map(|place| self.ballot(place))
    }

    /// Adds a ballot of `voters` voters: pairs of a project and its points (ignored by types without
    /// points). The caller has checked that no project comes twice. Constant time, on average, per
    /// project named.
    pub(crate) fn add(&mut self, entries: &[(u32, u32)], voters: u32) {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        let with_points = self.vote_type.has_points();
        scratch.extend(
            entries.iter().map(|&(project, points)| (project, points * u32::from(with_points))),
        );
        if self.vote_type != VoteType::Ordinal {
            scratch.sort_unstable();
        }
        let place = self.place(&scratch);
        self.counts[place] += voters;
        self.voters += u64::from(voters);
        self.scratch = scratch;
    }

    /// The place of a ballot, which is made if nobody cast it yet.
    fn place(&mut self, entries: &[(u32, u32)]) -> usize {
        if (self.counts.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut slot = hash(entries.iter().copied()) & mask;
        while let Some(place) = (self.slots[slot] as usize).checked_sub(1) {
            if self.same(place, entries) {
                return place;
            }
            slot = (slot + 1) & mask;
        }
        self.projects.extend(entries.iter().map(|entry| entry.0));
        if self.vote_type.has_points() {
            self.points.extend(entries.iter().map(|entry| entry.1));
        }
        self.ends.push(self.projects.len() as u32);
        self.counts.push(0);
        self.slots[slot] = self.counts.len() as u32;
        self.counts.len() - 1
    }

    fn grow(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        let mut slots = vec![0; self.slots.len() * 2];
        for place in 0..self.counts.len() {
            let mut slot = hash(self.pairs(place)) & mask;
            while slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            slots[slot] = place as u32 + 1;
        }
        self.slots = slots;
    }

    fn same(&self, place: usize, entries: &[(u32, u32)]) -> bool {
        self.range(place).len() == entries.len() && self.pairs(place).eq(entries.iter().copied())
    }

    fn pairs(&self, place: usize) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.range(place).map(|at| (self.projects[at], self.points.get(at).copied().unwrap_or(0)))
    }

    fn range(&self, place: usize) -> std::ops::Range<usize> {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        start..self.ends[place] as usize
    }
}

impl fmt::Debug for Ballots {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ", self.vote_type.name())?;
        formatter.debug_list().entries(self.iter()).finish()
    }
}

/// Two sets of ballots are equal when as many voters cast each ballot, in whatever order.
impl PartialEq for Ballots {
    fn eq(&self, other: &Ballots) -> bool {
        let sorted = |ballots: &Ballots| {
            let mut list: Vec<(Vec<(u32, u32)>, u32)> = (0..ballots.distinct())
                .map(|place| (ballots.pairs(place).collect(), ballots.counts[place]))
                .collect();
            list.sort_unstable();
            list
        };
        self.vote_type == other.vote_type && sorted(self) == sorted(other)
    }
}

// SipHash: ballots come from strangers, who must not be able to make all of them collide.
fn hash(entries: impl Iterator<Item = (u32, u32)>) -> usize {
    let mut hasher = DefaultHasher::new();
    for (project, points) in entries {
        hasher.write_u64(u64::from(project) | u64::from(points) << 32);
    }
    hasher.finish() as usize
}
