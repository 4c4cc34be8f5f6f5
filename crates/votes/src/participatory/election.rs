//! An election on projects: a budget, what each project costs, and the ballots.
//!
//! Absent on purpose: currencies. Money is a whole number of the smallest unit that the costs
//! need, with the number of decimals that makes one unit of the currency.

use std::collections::HashMap;

use num_bigint::BigInt;
use num_rational::BigRational;

use super::ballots::{Ballots, VoteType};
use super::error::ElectionError;

/// A project that asks for money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// What ballots call it.
    pub id: String,
    /// What people call it; may be empty.
    pub name: String,
    /// Its cost, in the smallest unit of the election.
    pub cost: u64,
    /// What the organisers decided, where a file says so.
    pub selected: Option<bool>,
}

/// An election on projects.
#[derive(Clone, Debug, PartialEq)]
pub struct Election {
    decimals: u32,
    budget: u64,
    projects: Vec<Project>,
    ballots: Ballots,
    point_decimals: u32,
    places: HashMap<String, u32>,
}

impl Election {
    /// The most that a budget or cost may be, in its smallest unit.
    pub const LARGEST_AMOUNT: u64 = 1 << 60;
    /// The most points that a ballot may give to one project, in units of the last decimal.
    pub const LARGEST_POINTS: u32 = 1_000_000_000;
    /// The most voters.
    pub const MOST_VOTERS: u64 = 1 << 26;
    /// The most projects named, over all different ballots.
    pub const MOST_ENTRIES: usize = 1 << 30;

    /// An election without ballots yet. `budget` and costs are whole numbers of a unit of which
    /// 10^`decimals` make one unit of the currency; points are whole numbers of a unit of which
    /// 10^`point_decimals` make one point.
    ///
    /// # Errors
    /// Two projects share an identifier, one is empty, or an amount is over
    /// [`Election::LARGEST_AMOUNT`].
    pub fn new(
        decimals: u32,
        budget: u64,
        projects: Vec<Project>,
        vote_type: VoteType,
        point_decimals: u32,
    ) -> Result<Election, ElectionError> {
        if budget > Election::LARGEST_AMOUNT {
            return Err(ElectionError::AmountTooLarge { amount: budget });
        }
        let mut places = HashMap::with_capacity(projects.len());
        for (place, project) in projects.iter().enumerate() {
            if project.id.is_empty() {
                return Err(ElectionError::EmptyProjectId { place });
            }
            if project.cost > Election::LARGEST_AMOUNT {
                return Err(ElectionError::AmountTooLarge { amount: project.cost });
            }
            if places.insert(project.id.clone(), place as u32).is_some() {
                return Err(ElectionError::ProjectTwice { id: project.id.clone() });
            }
        }
        let ballots = Ballots::new(vote_type);
        Ok(Election { decimals, budget, projects, ballots, point_decimals, places })
    }

    /// Adds one ballot cast by `voters` voters: projects by their place, with points where the type
    /// has them. An empty ballot is a ballot, and its voters count.
    ///
    /// # Errors
    /// An unknown project, the same project twice, several for [`VoteType::ChooseOne`], points over
    /// [`Election::LARGEST_POINTS`], too many voters or entries. Nothing is added then.
    pub fn cast(&mut self, entries: &[(u32, u32)], voters: u32) -> Result<(), ElectionError> {
        if voters == 0 {
            return Ok(());
        }
        if self.ballots.voters() + u64::from(voters) > Election::MOST_VOTERS {
            return Err(ElectionError::TooManyVoters { limit: Election::MOST_VOTERS });
        }
        if self.ballots.vote_type() == VoteType::ChooseOne && entries.len() > 1 {
            return Err(ElectionError::SeveralChoices { count: entries.len() });
        }
        for &(project, points) in entries {
            if project as usize >= self.projects.len() {
                return Err(ElectionError::UnknownPlace { place: project });
            }
            if points > Election::LARGEST_POINTS {
                return Err(ElectionError::PointsTooLarge { points });
            }
        }
        if let Some(project) = twice(entries) {
            let id = self.projects[project as usize].id.clone();
            return Err(ElectionError::TwiceInBallot { id });
        }
        if self.ballots.entries() + entries.len() > Election::MOST_ENTRIES {
            return Err(ElectionError::TooManyEntries { limit: Election::MOST_ENTRIES });
        }
        self.ballots.add(entries, voters);
        Ok(())
    }

    /// How many decimals the smallest unit of money has.
    pub fn decimals(&self) -> u32 {
        self.decimals
    }

    /// How many decimals the smallest unit of points has.
    pub fn point_decimals(&self) -> u32 {
        self.point_decimals
    }

    /// The budget, in the smallest unit.
    pub fn budget(&self) -> u64 {
        self.budget
    }

    /// The projects; their places are what ballots and outcomes name.
    pub fn projects(&self) -> &[Project] {
        &self.projects
    }

    /// The place of a project.
    pub fn place(&self, id: &str) -> Option<u32> {
        self.places.get(id).copied()
    }

    /// The ballots.
    pub fn ballots(&self) -> &Ballots {
        &self.ballots
    }

    /// An amount of the smallest unit, in units of the currency.
    pub fn money(&self, amount: impl Into<BigInt>) -> BigRational {
        BigRational::new(amount.into(), BigInt::from(10).pow(self.decimals))
    }

    /// The projects that the organisers selected, where the file says so for at least one.
    pub fn official(&self) -> Option<Vec<usize>> {
        self.projects.iter().any(|project| project.selected.is_some()).then(|| {
            let chosen = |place: &usize| self.projects[*place].selected == Some(true);
            (0..self.projects.len()).filter(chosen).collect()
        })
    }
}

/// A project that the entries name twice.
fn twice(entries: &[(u32, u32)]) -> Option<u32> {
    // Most ballots are short, where comparing is faster than sorting.
    if entries.len() <= 16 {
        let before = |index: usize| entries[..index].iter().map(|entry| entry.0);
        let mut named = entries.iter().enumerate();
        return named
            .find(|(index, entry)| before(*index).any(|project| project == entry.0))
            .map(|(_, entry)| entry.0);
    }
    let mut projects: Vec<u32> = entries.iter().map(|entry| entry.0).collect();
    projects.sort_unstable();
    projects.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
}
