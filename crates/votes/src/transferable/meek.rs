//! The single transferable vote of B. L. Meek: each elected candidate keeps the part of every paper
//! that the quota needs, found by approaching it again and again.
//!
//! Source: I. D. Hill, B. A. Wichmann, D. R. Woodall, "Algorithm 123: Single transferable vote by
//! Meek's method", Computer Journal 30 (1987), in whole billionths of a vote as the parametric Meek
//! rule of droop and stv-rs counts: what a candidate keeps is rounded down, keep factors are rounded
//! up, the quota is the votes in use divided by the seats and one, rounded down, and one billionth.
//! When the surpluses together are no more than a millionth of a vote, or stop shrinking, the last
//! candidate is excluded; all candidates within that surplus of the last count as tied.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::papers::{Branches, Papers};
use super::{EqualRanks, TransferableError, Votes};
use crate::ranked::{CandidateNumber, Figures, Profile};

/// Decimals of votes and keep factors.
const PLACES: u32 = 9;
type Decimal = Votes<PLACES>;
const ONE: u64 = Decimal::ONE as u64;

/// How the count is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeekRule {
    /// How many candidates are elected.
    pub seats: u32,
    /// What becomes of papers with equal ranks.
    #[serde(default)]
    pub equal_ranks: EqualRanks,
    /// The order in which candidates who are tied for the last place are excluded: the first named
    /// goes first. Candidates who are not named come after, by number; an empty order is thus "the
    /// lowest number goes first".
    #[serde(default)]
    pub exclusion_order: Vec<CandidateNumber>,
    /// Surpluses that together are no more than this many billionths of a vote are not passed on
    /// further before an exclusion.
    #[serde(default = "a_millionth")]
    pub negligible_surplus: u64,
}

fn a_millionth() -> u64 {
    ONE / 1_000_000
}

impl MeekRule {
    /// The usual rule, for so many seats.
    pub fn for_seats(seats: u32) -> MeekRule {
        MeekRule {
            seats,
            equal_ranks: EqualRanks::default(),
            exclusion_order: Vec::new(),
            negligible_surplus: a_millionth(),
        }
    }
}

/// How a round ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MeekAction {
    /// These candidates reach the quota.
    Elected(Vec<CandidateNumber>),
    /// This candidate is excluded.
    Excluded {
        /// Who.
        candidate: CandidateNumber,
        /// All who were within the surplus of the last place, if they were several.
        tied: Vec<CandidateNumber>,
    },
    /// As many candidates are left as seats; they are elected.
    RemainingElected(Vec<CandidateNumber>),
}

/// One line of the sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MeekRound {
    /// How it ends.
    pub action: MeekAction,
    /// How many times the papers were counted to get there.
    pub iterations: u64,
    /// The quota at the end.
    pub quota: Decimal,
    /// The part of each paper that each candidate keeps.
    pub keep_factors: BTreeMap<CandidateNumber, Decimal>,
    /// The votes of each candidate. With `exhausted` they make the papers of the count, exactly.
    pub votes: BTreeMap<CandidateNumber, Decimal>,
    /// Votes that nobody keeps, the cut decimals included.
    pub exhausted: Decimal,
    /// Votes of the elected beyond the quota, together.
    pub surplus: Decimal,
}

/// Who is elected, and the sheet of the count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MeekOutcome {
    /// The rule that was applied.
    pub rule: MeekRule,
    /// Sizes.
    #[serde(flatten)]
    pub figures: Figures,
    /// Papers with a first preference: those that count.
    pub papers: u64,
    /// Who is elected, in order of election; those elected in the same round by number.
    pub winners: Vec<CandidateNumber>,
    /// The rounds.
    pub rounds: Vec<MeekRound>,
}

/// Counts. Cost: to sort the papers, then at each iteration the different beginnings of papers that are
/// not used up.
///
/// # Errors
/// No seat, or papers with equal ranks where the rule refuses them.
pub fn meek(profile: &Profile, rule: MeekRule) -> Result<MeekOutcome, TransferableError> {
    if rule.seats == 0 {
        return Err(TransferableError::NoSeat);
    }
    let papers = Papers::new(profile, rule.equal_ranks)?;
    let exclusion_rank = profile.favour(&rule.exclusion_order);
    let mut count = Count::new(profile, &papers, &rule);
    while count.elected.len() < count.seats {
        count.round(&exclusion_rank);
    }
    Ok(MeekOutcome {
        figures: profile.figures(),
        papers: papers.total(),
        winners: profile.numbers(&count.elected),
        rounds: count.rounds,
        rule,
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Continuing,
    Elected,
    Excluded,
}

struct Count<'a> {
    profile: &'a Profile,
    papers: &'a Papers,
    branches: Branches,
    /// By the number of preferences before: what is left of each paper of the branch being walked.
    power: Vec<u64>,
    seats: usize,
    seats_and_one: u128,
    negligible: i128,
    status: Vec<Status>,
    keep: Vec<u64>,
    votes: Vec<u128>,
    exhausted: u128,
    quota: u128,
    surplus: i128,
    iterations: u64,
    elected: Vec<usize>,
    rounds: Vec<MeekRound>,
}

impl<'a> Count<'a> {
    fn new(profile: &'a Profile, papers: &'a Papers, rule: &MeekRule) -> Count<'a> {
        let candidates = profile.candidates().len();
        let branches = Branches::new(papers);
        Count {
            profile,
            papers,
            power: vec![ONE; branches.depth + 1],
            branches,
            seats: candidates.min(rule.seats as usize),
            seats_and_one: u128::from(rule.seats) + 1,
            negligible: i128::from(rule.negligible_surplus),
            status: vec![Status::Continuing; candidates],
            keep: vec![ONE; candidates],
            votes: vec![0; candidates],
            exhausted: 0,
            quota: 0,
            surplus: 0,
            iterations: 0,
            elected: Vec::new(),
            rounds: Vec::new(),
        }
    }

    /// Elects somebody, or excludes one candidate.
    fn round(&mut self, exclusion_rank: &[usize]) {
        self.iterations = 0;
        let continuing = self.continuing();
        if continuing.len() <= self.seats - self.elected.len() {
            self.count();
            self.elect(&continuing);
            self.close(MeekAction::RemainingElected(self.profile.numbers(&continuing)));
            return;
        }
        let reaching = self.approach();
        if !reaching.is_empty() {
            self.close(MeekAction::Elected(self.profile.numbers(&reaching)));
            return;
        }
        let fewest = continuing.iter().map(|&c| self.votes[c]).min().unwrap_or_default();
        let within = fewest + u128::try_from(self.surplus).unwrap_or(0);
        let mut low: Vec<usize> =
            continuing.into_iter().filter(|&c| self.votes[c] <= within).collect();
        let tied = if low.len() > 1 { self.profile.numbers(&low) } else { Vec::new() };
        low.sort_by_key(|&candidate| exclusion_rank[candidate]);
        let candidate = self.profile.number(low[0]);
        self.close(MeekAction::Excluded { candidate, tied });
        self.status[low[0]] = Status::Excluded;
        self.keep[low[0]] = 0;
    }

    fn continuing(&self) -> Vec<usize> {
        let is_continuing = |&c: &usize| self.status[c] == Status::Continuing;
        (0..self.status.len()).filter(is_continuing).collect()
    }

    /// Counts and adjusts what the elected keep, until somebody reaches the quota (they are elected
    /// and returned) or nothing more is gained (nobody).
    fn approach(&mut self) -> Vec<usize> {
        let mut last_surplus = Decimal::whole(self.papers.total()).units() as i128;
        loop {
            self.count();
            let mut reaching = self.continuing();
            reaching.retain(|&candidate| self.votes[candidate] >= self.quota);
            self.elect(&reaching);
            let beyond = |&c: &usize| self.votes[c] as i128 - self.quota as i128;
            self.surplus = self.elected.iter().map(beyond).sum();
            let settled = self.surplus <= self.negligible || self.surplus >= last_surplus;
            if !reaching.is_empty() || settled {
                return reaching;
            }
            last_surplus = self.surplus;
            for &candidate in &self.elected {
                let needed = (u128::from(self.keep[candidate]) * self.quota).div_ceil(Decimal::ONE);
                let factor = (needed * Decimal::ONE).div_ceil(self.votes[candidate].max(1));
                self.keep[candidate] = u64::try_from(factor).unwrap_or(ONE).min(ONE);
            }
        }
    }

    fn elect(&mut self, candidates: &[usize]) {
        for &candidate in candidates {
            self.status[candidate] = Status::Elected;
            self.elected.push(candidate);
        }
    }

    /// Shares every paper out. A single paper is shared first and multiplied after, so that merging,
    /// and walking what papers have in common once, change nothing. A branch of which nothing is left
    /// is not walked.
    fn count(&mut self) {
        self.iterations += 1;
        self.votes.fill(0);
        let nodes = self.branches.nodes();
        let mut next = 0;
        while let Some(branch) = nodes.get(next) {
            let (power, keep) = (self.power[branch.depth], self.keep[branch.candidate]);
            // Keep factors and power are at most one billion, so their product fits.
            let kept = u128::from(power * keep / ONE);
            self.votes[branch.candidate] += kept * u128::from(branch.papers);
            let passed_on = power * (ONE - keep) / ONE;
            self.power[branch.depth + 1] = passed_on;
            next = if passed_on == 0 { branch.end } else { next + 1 };
        }
        let total = Decimal::whole(self.papers.total()).units();
        let kept: u128 = self.votes.iter().sum();
        self.exhausted = total - kept;
        self.quota = kept / self.seats_and_one + 1;
    }

    fn close(&mut self, action: MeekAction) {
        let by_number = |units: &dyn Fn(usize) -> u128| {
            let each = |c| (self.profile.number(c), Decimal::from_units(units(c)));
            (0..self.status.len()).map(each).collect()
        };
        self.rounds.push(MeekRound {
            action,
            iterations: self.iterations,
            quota: Decimal::from_units(self.quota),
            keep_factors: by_number(&|c| u128::from(self.keep[c])),
            votes: by_number(&|c| self.votes[c]),
            exhausted: Decimal::from_units(self.exhausted),
            surplus: Decimal::from_units(u128::try_from(self.surplus).unwrap_or(0)),
        });
    }
}
