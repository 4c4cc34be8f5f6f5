//! From the text of a ballot to its projects and points.

use std::collections::HashMap;

use super::error::Problem;
use super::faults::Faults;
use crate::participatory::{Election, ElectionError};

/// Where a ballot finds the place of a project.
pub(super) struct Names {
    /// Small whole numbers, which most identifiers are.
    small: Vec<u32>,
    others: HashMap<String, u32>,
}

impl Names {
    /// No name yet.
    pub fn new() -> Names {
        Names { small: vec![Names::NONE; Names::SMALL], others: HashMap::new() }
    }

    const NONE: u32 = u32::MAX;
    const SMALL: usize = 1 << 16;

    fn small_number(id: &str) -> Option<usize> {
        let canonical = (id.len() == 1 || !id.starts_with('0')) && (1..=5).contains(&id.len());
        if !canonical || !id.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let number = id.bytes().fold(0, |sum, digit| sum * 10 + usize::from(digit - b'0'));
        Some(number).filter(|number| *number < Names::SMALL)
    }

    /// Adds a name; false if it is there already.
    pub fn add(&mut self, id: &str, place: u32) -> bool {
        match Names::small_number(id) {
            Some(number) => {
                let free = self.small[number] == Names::NONE;
                if free {
                    self.small[number] = place;
                }
                free
            }
            None => {
                let free = !self.others.contains_key(id);
                if free {
                    self.others.insert(id.to_owned(), place);
                }
                free
            }
        }
    }

    pub fn place(&self, id: &str) -> Option<u32> {
        match Names::small_number(id) {
            Some(number) => Some(self.small[number]).filter(|place| *place != Names::NONE),
            None => self.others.get(id).copied(),
        }
    }
}

/// The columns of VOTES that count.
pub(super) struct Places {
    pub vote: usize,
    pub points: Option<usize>,
    pub voter: Option<usize>,
    pub columns: usize,
}

/// The ballots being read.
pub(super) struct Votes<'n> {
    /// Where the ballots go, unless something is wrong already.
    pub election: Option<Election>,
    names: &'n Names,
    entries_of_ballot: Vec<(u32, u32)>,
    /// The decimals of the unit of points.
    pub decimals: u32,
    /// The decimals of the points that this unit cannot express; 0 if there are none.
    pub decimals_needed: u32,
    pub voters: u64,
    pub entries: u64,
}

impl<'n> Votes<'n> {
    /// No ballot yet; points are counted in units of a last decimal.
    pub fn new(election: Option<Election>, names: &'n Names, decimals: u32) -> Votes<'n> {
        Votes {
            election,
            names,
            entries_of_ballot: Vec::new(),
            decimals,
            decimals_needed: 0,
            voters: 0,
            entries: 0,
        }
    }

    /// Reads one ballot: identifiers and, where the type has them, points, separated by commas.
    pub fn ballot(&mut self, line: u64, vote: &str, points: Option<&str>, faults: &mut Faults) {
        self.entries_of_ballot.clear();
        let before = faults.problems.len();
        let vote = self.listed(vote);
        match points {
            None => {
                for id in vote.split(',').map(str::trim).filter(|id| !id.is_empty()) {
                    self.name(line, id, 1, faults);
                }
            }
            Some(points) => {
                let points = if points.eq_ignore_ascii_case("none") { "" } else { points };
                let count = |list: &str| match list.trim_end_matches(',').trim() {
                    "" => 0,
                    list => list.split(',').count(),
                };
                let (projects, given) = (count(vote), count(points));
                if projects != given {
                    faults.add(line, Problem::PointsMismatch { projects, points: given });
                    return;
                }
                for (id, text) in vote.split(',').zip(points.split(',')).take(projects) {
                    let points = self.points(line, text.trim(), faults);
                    self.name(line, id.trim(), points, faults);
                }
            }
        }
        self.entries += self.entries_of_ballot.len() as u64;
        if faults.problems.len() == before {
            self.cast(line, faults);
        }
    }

    /// The list of a ballot: the word `None`, which is no project, stands for an empty one.
    fn listed<'t>(&self, vote: &'t str) -> &'t str {
        let none = vote.eq_ignore_ascii_case("none") && self.names.place(vote).is_none();
        if none { "" } else { vote }
    }

    fn name(&mut self, line: u64, id: &str, points: u32, faults: &mut Faults) {
        match self.names.place(id) {
            Some(place) => self.entries_of_ballot.push((place, points)),
            None => faults.add(line, Problem::UnknownProject { id: id.to_owned() }),
        }
    }

    fn points(&mut self, line: u64, text: &str, faults: &mut Faults) -> u32 {
        let number = faults.number(line, "points", text);
        if number.decimals > self.decimals {
            self.decimals_needed = self.decimals_needed.max(number.decimals);
            return 0;
        }
        let scaled = number.scaled(self.decimals).and_then(|points| u32::try_from(points).ok());
        scaled.filter(|points| *points <= Election::LARGEST_POINTS).unwrap_or_else(|| {
            faults.add(line, Problem::TooLong { field: "points", text: text.to_owned() });
            0
        })
    }

    fn cast(&mut self, line: u64, faults: &mut Faults) {
        let Some(election) = &mut self.election else { return };
        let problem = match election.cast(&self.entries_of_ballot, 1) {
            Ok(()) => return,
            Err(ElectionError::TwiceInBallot { id }) => Problem::TwiceInBallot { id },
            Err(ElectionError::SeveralChoices { count }) => Problem::SeveralChoices { count },
            Err(ElectionError::TooManyEntries { limit }) => {
                Problem::TooManyEntries { limit: limit as u64 }
            }
            Err(_) => Problem::TooManyVoters { limit: Election::MOST_VOTERS },
        };
        faults.add(line, problem);
    }
}
