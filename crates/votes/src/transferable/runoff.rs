//! Instant run-off: the last candidate leaves, their papers pass on, until one has more than half of
//! the votes still in the count.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use serde::{Deserialize, Serialize};

use super::Fraction;
use crate::ranked::{CandidateNumber, Figures, Profile};

/// Who leaves when several candidates are last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LastTie {
    /// The one of the highest number.
    #[default]
    HighestNumberOut,
    /// The one who had fewest votes in the most recent earlier round in which they differ; if they
    /// never differed, as [`LastTie::LotOrder`].
    EarlierRound {
        /// The order drawn, most favoured first.
        #[serde(default)]
        lots: Vec<CandidateNumber>,
    },
    /// The one who stands last in an order drawn before the count. Candidates who are not named stand
    /// after those who are, by number.
    LotOrder {
        /// The order drawn, most favoured first.
        lots: Vec<CandidateNumber>,
    },
}

/// How the run-off is held.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunoffRule {
    /// Who leaves when several candidates are last.
    #[serde(default)]
    pub last_tie: LastTie,
}

/// One round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Round {
    /// The votes of those still in the count; a paper whose best rank left holds several candidates
    /// counts equally for each.
    pub votes: BTreeMap<CandidateNumber, Fraction>,
    /// Papers that rank nobody who is still in the count.
    pub exhausted: u64,
    /// The candidates who are last with the same votes, if they are several.
    pub tied_last: Vec<CandidateNumber>,
    /// Who leaves after this round.
    pub excluded: Option<CandidateNumber>,
}

/// Where a tie decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RunoffTies {
    /// Rounds in which several candidates were last.
    pub rounds_with_tied_last: usize,
    /// Those candidates, round by round.
    pub tied: Vec<Vec<CandidateNumber>>,
    /// Who would win if candidates tied for last place left together (all that are left, if all of
    /// them are tied). Another result than `winners` shows that the tie rule decided.
    pub winners_if_tied_leave_together: Vec<CandidateNumber>,
}

/// Who wins, and the rounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RunoffOutcome {
    /// The rule that was applied.
    pub rule: RunoffRule,
    /// Sizes.
    #[serde(flatten)]
    pub figures: Figures,
    /// The winner; or several, if all that were left in a round had the same votes, which the rounds
    /// cannot separate.
    pub winners: Vec<CandidateNumber>,
    /// The last candidate left when the tie rule is applied to the end; among `winners`, the one
    /// whom it names.
    pub winner_by_tie_rule: CandidateNumber,
    /// Those who left, first to last.
    pub excluded_in_order: Vec<CandidateNumber>,
    /// The sheet.
    pub rounds: Vec<Round>,
    /// Where a tie decided.
    pub ties: RunoffTies,
}

/// Holds the run-off. Cost: distinct ballots × ranked candidates, and rounds × candidates.
pub fn instant_runoff(profile: &Profile, rule: RunoffRule) -> RunoffOutcome {
    let (lots, by_earlier_rounds) = match &rule.last_tie {
        LastTie::HighestNumberOut => (&[][..], false),
        LastTie::EarlierRound { lots } => (lots.as_slice(), true),
        LastTie::LotOrder { lots } => (lots.as_slice(), false),
    };
    let favour = profile.favour(lots);
    let mut past: Vec<Vec<BigRational>> = Vec::new();
    let count = Count::new(profile).hold(|tied, votes| {
        let mut last = tied.to_vec();
        if by_earlier_rounds {
            for round in past.iter().rev() {
                let fewest = last.iter().map(|&c| &round[c]).min().cloned();
                last.retain(|&c| Some(&round[c]) == fewest.as_ref());
            }
        }
        past.push(votes.to_vec());
        last.sort_by_key(|&candidate| std::cmp::Reverse(favour[candidate]));
        last.truncate(1);
        last
    });
    let together = Count::new(profile).hold(|tied, _| tied.to_vec());
    let tied = count.rounds.iter().map(|round| &round.tied_last).filter(|tied| !tied.is_empty());
    let tied: Vec<Vec<CandidateNumber>> = tied.cloned().collect();
    RunoffOutcome {
        rule,
        figures: profile.figures(),
        winners: count.winners,
        winner_by_tie_rule: profile.number(count.left),
        excluded_in_order: profile.numbers(&count.excluded),
        rounds: count.rounds,
        ties: RunoffTies {
            rounds_with_tied_last: tied.len(),
            tied,
            winners_if_tied_leave_together: together.winners,
        },
    }
}

struct Held {
    winners: Vec<CandidateNumber>,
    left: usize,
    excluded: Vec<usize>,
    rounds: Vec<Round>,
}

/// The papers, each with the class that counts now, and the votes of each candidate by the number of
/// candidates with whom a paper is shared.
struct Count<'a> {
    profile: &'a Profile,
    /// For each distinct ballot, where the class that counts starts in its order.
    at: Vec<usize>,
    piles: Vec<Vec<usize>>,
    /// For each candidate, papers by the number of candidates who share them.
    shared: Vec<BTreeMap<u64, u64>>,
    standing: Vec<bool>,
    exhausted: u64,
}

impl<'a> Count<'a> {
    fn new(profile: &'a Profile) -> Count<'a> {
        let candidates = profile.candidates().len();
        let mut count = Count {
            profile,
            at: vec![0; profile.ballots().len()],
            piles: vec![Vec::new(); candidates],
            shared: vec![BTreeMap::new(); candidates],
            standing: vec![true; candidates],
            exhausted: 0,
        };
        for ballot in 0..profile.ballots().len() {
            count.place(ballot, 0);
        }
        count
    }

    /// Round after round. `leave` chooses who leaves among those tied for the last place.
    fn hold(mut self, mut leave: impl FnMut(&[usize], &[BigRational]) -> Vec<usize>) -> Held {
        let mut held =
            Held { winners: Vec::new(), left: 0, excluded: Vec::new(), rounds: Vec::new() };
        loop {
            let votes: Vec<BigRational> = (0..self.standing.len()).map(|c| self.votes(c)).collect();
            let standing: Vec<usize> =
                (0..self.standing.len()).filter(|&c| self.standing[c]).collect();
            let mut round = Round {
                votes: standing
                    .iter()
                    .map(|&c| (self.profile.number(c), Fraction::from(votes[c].clone())))
                    .collect(),
                exhausted: self.exhausted,
                tied_last: Vec::new(),
                excluded: None,
            };
            if let Some(winner) = majority(&standing, &votes) {
                held.rounds.push(round);
                if held.winners.is_empty() {
                    held.winners.push(self.profile.number(winner));
                }
                held.left = winner;
                return held;
            }
            let fewest = standing.iter().map(|&c| &votes[c]).min().expect("somebody stands");
            let last: Vec<usize> =
                standing.iter().copied().filter(|&c| votes[c] == *fewest).collect();
            if last.len() == standing.len() && held.winners.is_empty() {
                held.winners = self.profile.numbers(&standing);
            }
            if last.len() > 1 {
                round.tied_last = self.profile.numbers(&last);
            }
            let leaving = leave(&last, &votes);
            if let [only] = leaving[..] {
                round.excluded = Some(self.profile.number(only));
            }
            held.rounds.push(round);
            let rest = standing.iter().filter(|c| !leaving.contains(c)).count();
            held.excluded.extend(&leaving);
            if rest <= 1 {
                let left = standing.iter().copied().find(|c| !leaving.contains(c));
                held.left = left.unwrap_or(standing[0]);
                if held.winners.is_empty() {
                    held.winners.push(self.profile.number(held.left));
                }
                return held;
            }
            for candidate in leaving {
                self.exclude(candidate);
            }
        }
    }

    fn votes(&self, candidate: usize) -> BigRational {
        let shares = self.shared[candidate].iter();
        shares.fold(BigRational::zero(), |sum, (&sharers, &papers)| {
            sum + BigRational::new(BigInt::from(papers), BigInt::from(sharers))
        })
    }

    /// Puts a ballot on the piles of the first class from `start` that holds somebody standing.
    fn place(&mut self, ballot: usize, mut start: usize) {
        let paper = &self.profile.ballots()[ballot];
        while start < paper.ranked() {
            let (class, end) = paper.class_at(start);
            let members: Vec<usize> = class.filter(|&c| self.standing[c]).collect();
            if !members.is_empty() {
                self.at[ballot] = start;
                for &member in &members {
                    self.piles[member].push(ballot);
                    *self.shared[member].entry(members.len() as u64).or_default() += paper.count();
                }
                return;
            }
            start = end;
        }
        self.exhausted += paper.count();
    }

    fn exclude(&mut self, candidate: usize) {
        self.standing[candidate] = false;
        self.shared[candidate].clear();
        for ballot in std::mem::take(&mut self.piles[candidate]) {
            let paper = &self.profile.ballots()[ballot];
            let (class, end) = paper.class_at(self.at[ballot]);
            let members: Vec<usize> = class.filter(|&c| self.standing[c]).collect();
            for &member in &members {
                let shared = &mut self.shared[member];
                *shared.entry(members.len() as u64 + 1).or_default() -= paper.count();
                *shared.entry(members.len() as u64).or_default() += paper.count();
            }
            if members.is_empty() {
                self.place(ballot, end);
            }
        }
    }
}

/// The candidate who has more than half of the votes still in the count.
fn majority(standing: &[usize], votes: &[BigRational]) -> Option<usize> {
    let total: BigRational = standing.iter().map(|&c| &votes[c]).sum();
    let half = total / BigRational::from_integer(BigInt::from(2));
    match standing {
        [only] => Some(*only),
        _ => standing.iter().copied().find(|&c| votes[c] > half),
    }
}
