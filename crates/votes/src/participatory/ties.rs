//! Which of several equal projects comes first, and the record of each time that was asked.
//!
//! Absent on purpose: chance. A lot is drawn before the count, published, and given here as an order.

use super::election::Election;
use super::error::MethodError;
use super::utility::Profile;

/// One rule to order projects that are equal otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TieRule {
    /// The identifier, compared as text: `10` comes before `9`.
    ProjectId,
    /// The lowest cost first.
    LowestCost,
    /// The project with most supporters first.
    MostVotes,
    /// A lot drawn beforehand: every project, the first drawn first.
    Lot(Vec<String>),
}

/// Rules asked in sequence. Whatever they leave equal is ordered by identifier, so that nothing
/// is left to the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TieOrder {
    /// The rules, the first asked first.
    pub rules: Vec<TieRule>,
    /// Reverses the whole order: the way to see whether an outcome leans on it.
    pub reversed: bool,
}

impl Default for TieOrder {
    fn default() -> TieOrder {
        TieOrder { rules: vec![TieRule::ProjectId], reversed: false }
    }
}

impl TieOrder {
    /// The order that equalshares.net recommends: lowest cost, then most votes, then a lot drawn
    /// beforehand.
    pub fn recommended(lot: Vec<String>) -> TieOrder {
        TieOrder {
            rules: vec![TieRule::LowestCost, TieRule::MostVotes, TieRule::Lot(lot)],
            reversed: false,
        }
    }
}

/// A tie that was met, and how it was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// How many projects had been selected before.
    pub after: usize,
    /// The tied projects, by their place in the election, the chosen one first.
    pub projects: Vec<usize>,
    /// The rule that put the chosen one before all others: a place in [`TieOrder::rules`], or
    /// `None` where only the identifier told them apart.
    pub decided_by: Option<usize>,
}

/// A tie order made ready for one election.
#[derive(Clone, Debug)]
pub(crate) struct Ranks {
    /// By rule, by project: the smaller first.
    keys: Vec<Vec<u64>>,
    /// By project: its place in the whole order.
    ranks: Vec<u32>,
}

impl Ranks {
    pub fn new(
        order: &TieOrder,
        election: &Election,
        profile: &Profile,
    ) -> Result<Ranks, MethodError> {
        let keys: Vec<Vec<u64>> = order
            .rules
            .iter()
            .map(|rule| keys(rule, election, profile))
            .collect::<Result<_, MethodError>>()?;
        let by_id = identifiers(election);
        let mut sorted: Vec<usize> = (0..election.projects().len()).collect();
        sorted.sort_by(|&one, &other| {
            let rules = keys.iter().map(|key| key[one].cmp(&key[other]));
            rules
                .fold(std::cmp::Ordering::Equal, |sofar, next| sofar.then(next))
                .then(by_id[one].cmp(&by_id[other]))
        });
        if order.reversed {
            sorted.reverse();
        }
        let mut ranks = vec![0; sorted.len()];
        for (rank, project) in sorted.into_iter().enumerate() {
            ranks[project] = rank as u32;
        }
        Ok(Ranks { keys, ranks })
    }

    pub fn rank(&self, project: usize) -> u32 {
        self.ranks[project]
    }

    /// The record of a tie between at least two projects.
    pub fn settle(&self, after: usize, mut projects: Vec<usize>) -> Tie {
        projects.sort_by_key(|&project| self.ranks[project]);
        // The last rule that still had to remove somebody is the one that decided.
        let mut rivals: Vec<usize> = projects[1..].to_vec();
        let mut decided_by = None;
        for (rule, key) in self.keys.iter().enumerate() {
            let before = rivals.len();
            rivals.retain(|&rival| key[rival] == key[projects[0]]);
            if rivals.len() < before {
                decided_by = Some(rule);
            }
        }
        if !rivals.is_empty() {
            decided_by = None;
        }
        Tie { after, projects, decided_by }
    }
}

fn keys(rule: &TieRule, election: &Election, profile: &Profile) -> Result<Vec<u64>, MethodError> {
    let projects = election.projects();
    Ok(match rule {
        TieRule::ProjectId => identifiers(election),
        TieRule::LowestCost => projects.iter().map(|project| project.cost).collect(),
        TieRule::MostVotes => profile.votes.iter().map(|votes| u64::MAX - votes).collect(),
        TieRule::Lot(drawn) => {
            let mut places = vec![u64::MAX; projects.len()];
            for (place, id) in drawn.iter().enumerate() {
                let project = election.place(id).map(|project| project as usize);
                match project.filter(|&project| places[project] == u64::MAX) {
                    Some(project) => places[project] = place as u64,
                    None => return Err(MethodError::LotUnknown { id: id.clone() }),
                }
            }
            if let Some(forgotten) = places.iter().position(|&place| place == u64::MAX) {
                return Err(MethodError::LotIncomplete { id: projects[forgotten].id.clone() });
            }
            places
        }
    })
}

/// By project, the place of its identifier among all, compared as text.
fn identifiers(election: &Election) -> Vec<u64> {
    let projects = election.projects();
    let mut sorted: Vec<usize> = (0..projects.len()).collect();
    sorted.sort_by(|&one, &other| projects[one].id.cmp(&projects[other].id));
    let mut places = vec![0; projects.len()];
    for (place, project) in sorted.into_iter().enumerate() {
        places[project] = place as u64;
    }
    places
}
