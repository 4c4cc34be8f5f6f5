//! The single transferable vote as counted in Scotland's council elections.
//!
//! Source: the Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52.
//! The quota is the papers divided by the seats and one, less any fraction, and one. A surplus passes
//! on by all the papers of the elected candidate, each at the surplus times its value divided by the
//! candidate's votes, cut after the fifth decimal; what is cut is accounted for on the sheet. Surpluses
//! pass on before anybody is excluded, the largest first; equal ones, and equal last candidates, are
//! separated by the most recent earlier stage at which they differ, then by lot. When as many
//! candidates are left as seats, they are elected and nothing more is transferred.
//!
//! All in whole hundred-thousandths of a vote.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::papers::Papers;
use super::{EqualRanks, TransferableError, Votes};
use crate::ranked::{CandidateNumber, Figures, Profile};

/// Decimals of a transfer value.
const PLACES: u32 = 5;
type Decimal = Votes<PLACES>;

/// How the count is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScottishRule {
    /// How many candidates are elected.
    pub seats: u32,
    /// What becomes of papers with equal ranks.
    #[serde(default)]
    pub equal_ranks: EqualRanks,
    /// The order drawn before the count: where only a lot can decide, the surplus of the candidate who
    /// stands first passes on first, and the candidate who stands last is excluded. Candidates who are
    /// not named stand after those who are, by number; an empty order is thus "by number".
    #[serde(default)]
    pub lots: Vec<CandidateNumber>,
}

/// What happened at a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "action")]
pub enum StageAction {
    /// Papers are counted by their first preference.
    FirstPreferences,
    /// A surplus passes on.
    Surplus {
        /// Whose.
        candidate: CandidateNumber,
        /// The votes beyond the quota.
        surplus: Decimal,
    },
    /// A candidate is excluded and their papers pass on at the value they have.
    Exclusion {
        /// Who.
        candidate: CandidateNumber,
    },
}

/// Papers that pass on at a stage, at one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Transfer {
    /// To whom; nobody if the papers name nobody else who is still in the count.
    pub to: Option<CandidateNumber>,
    /// How many papers.
    pub papers: u64,
    /// The value of each.
    pub value: Decimal,
}

/// Why somebody is elected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ElectionReason {
    /// Their votes reach the quota.
    Quota,
    /// As many candidates are left as seats.
    LastVacancies,
}

/// Somebody is elected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ElectionRecord {
    /// Who.
    pub candidate: CandidateNumber,
    /// Why.
    pub reason: ElectionReason,
}

/// One line of the sheet: a transfer and the votes that it leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stage {
    /// What happened.
    #[serde(flatten)]
    pub action: StageAction,
    /// The papers that passed on.
    pub transfers: Vec<Transfer>,
    /// The votes of each candidate after it. Their sum, `non_transferable` and `lost_to_rounding` are
    /// the papers of the count, exactly.
    pub votes: BTreeMap<CandidateNumber, Decimal>,
    /// Votes of papers that could not pass on, since the beginning.
    pub non_transferable: Decimal,
    /// What was cut off transfer values, since the beginning.
    pub lost_to_rounding: Decimal,
    /// Who is elected at the end of this stage, in order.
    pub elected: Vec<ElectionRecord>,
}

/// What a lot decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LotMatter {
    /// Whose surplus passes on first.
    Surplus,
    /// Who is excluded.
    Exclusion,
}

/// A decision by lot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lot {
    /// The stage, from 1, that it leads to.
    pub stage: usize,
    /// What is decided.
    pub matter: LotMatter,
    /// The candidates whom nothing separates.
    pub tied: Vec<CandidateNumber>,
    /// Whom the lot designates.
    pub designated: CandidateNumber,
}

/// Where lots decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScottishTies {
    /// Each decision by lot.
    pub lots: Vec<Lot>,
    /// Others would be elected if the order drawn were the opposite one.
    pub set_changes_if_lots_reversed: bool,
}

/// Who is elected, and the sheet of the count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScottishOutcome {
    /// The rule that was applied.
    pub rule: ScottishRule,
    /// Sizes.
    #[serde(flatten)]
    pub figures: Figures,
    /// Papers with a first preference: those that count.
    pub papers: u64,
    /// The votes that elect.
    pub quota: u64,
    /// Who is elected, in order of election.
    pub winners: Vec<CandidateNumber>,
    /// How many stages the count had.
    pub stages: usize,
    /// The stages.
    pub sheet: Vec<Stage>,
    /// Where lots decided.
    pub ties: ScottishTies,
}

/// Counts. Cost: distinct ballots × ranked candidates, and stages × candidates.
///
/// # Errors
/// No seat, or papers with equal ranks where the rule refuses them.
pub fn scottish(
    profile: &Profile,
    rule: ScottishRule,
) -> Result<ScottishOutcome, TransferableError> {
    if rule.seats == 0 {
        return Err(TransferableError::NoSeat);
    }
    let papers = Papers::new(profile, rule.equal_ranks)?;
    let favour = profile.favour(&rule.lots);
    let count = Count::new(profile, &papers, rule.seats).hold(&favour);
    let set_changes_if_lots_reversed = !count.lots.is_empty() && {
        let opposite: Vec<usize> = favour.iter().map(|rank| favour.len() - rank).collect();
        let other = Count::new(profile, &papers, rule.seats).hold(&opposite);
        let set = |count: &Count<'_>| {
            let mut set = count.elected.clone();
            set.sort_unstable();
            set
        };
        set(&other) != set(&count)
    };
    Ok(ScottishOutcome {
        rule,
        figures: profile.figures(),
        papers: papers.total(),
        quota: count.quota,
        winners: profile.numbers(&count.elected),
        stages: count.sheet.len(),
        sheet: count.sheet,
        ties: ScottishTies { lots: count.lots, set_changes_if_lots_reversed },
    })
}

struct Count<'a> {
    profile: &'a Profile,
    papers: &'a Papers,
    seats: usize,
    quota: u64,
    /// For each kind of paper: the place of its order that counts, and the value of each paper.
    at: Vec<usize>,
    values: Vec<u64>,
    piles: Vec<Vec<usize>>,
    votes: Vec<u128>,
    /// The votes at the end of each stage.
    past: Vec<Vec<u128>>,
    continuing: Vec<bool>,
    /// Elected candidates whose surplus has not passed on.
    pending: Vec<usize>,
    elected: Vec<usize>,
    non_transferable: u128,
    lost: u128,
    sheet: Vec<Stage>,
    lots: Vec<Lot>,
}

impl<'a> Count<'a> {
    fn new(profile: &'a Profile, papers: &'a Papers, seats: u32) -> Count<'a> {
        let candidates = profile.candidates().len();
        let mut piles = vec![Vec::new(); candidates];
        let mut votes = vec![0; candidates];
        for paper in 0..papers.len() {
            let first = usize::from(papers.order(paper)[0]);
            piles[first].push(paper);
            votes[first] += Decimal::whole(papers.count(paper)).units();
        }
        Count {
            profile,
            papers,
            seats: candidates.min(seats as usize),
            quota: papers.total() / (u64::from(seats) + 1) + 1,
            at: vec![0; papers.len()],
            values: vec![Decimal::ONE as u64; papers.len()],
            piles,
            votes,
            past: Vec::new(),
            continuing: vec![true; candidates],
            pending: Vec::new(),
            elected: Vec::new(),
            non_transferable: 0,
            lost: 0,
            sheet: Vec::new(),
            lots: Vec::new(),
        }
    }

    fn hold(mut self, favour: &[usize]) -> Count<'a> {
        self.close_stage(StageAction::FirstPreferences, Vec::new(), favour);
        while self.elected.len() < self.seats {
            let (action, transfers) = match self.next_surplus(favour) {
                Some(candidate) => self.pass_surplus(candidate),
                None => self.exclude(favour),
            };
            self.close_stage(action, transfers, favour);
        }
        self
    }

    fn number(&self, candidate: usize) -> CandidateNumber {
        self.profile.number(candidate)
    }

    fn quota_units(&self) -> u128 {
        Decimal::whole(self.quota).units()
    }

    fn left(&self) -> Vec<usize> {
        (0..self.continuing.len()).filter(|&candidate| self.continuing[candidate]).collect()
    }

    /// Notes the votes and deems candidates elected (rules 47 and 51).
    fn close_stage(&mut self, action: StageAction, transfers: Vec<Transfer>, favour: &[usize]) {
        self.past.push(self.votes.clone());
        let mut records = Vec::new();
        let mut reaching = self.left();
        reaching.retain(|&candidate| self.votes[candidate] >= self.quota_units());
        for candidate in self.in_order(reaching, favour) {
            if self.votes[candidate] > self.quota_units() {
                self.pending.push(candidate);
            }
            records.push(self.elect(candidate, ElectionReason::Quota));
        }
        let left = self.left();
        if left.len() <= self.seats - self.elected.len() {
            for candidate in self.in_order(left, favour) {
                records.push(self.elect(candidate, ElectionReason::LastVacancies));
            }
        }
        let votes = self.votes.iter().enumerate();
        self.sheet.push(Stage {
            action,
            transfers,
            votes: votes.map(|(c, &units)| (self.number(c), Decimal::from_units(units))).collect(),
            non_transferable: Decimal::from_units(self.non_transferable),
            lost_to_rounding: Decimal::from_units(self.lost),
            elected: records,
        });
    }

    fn elect(&mut self, candidate: usize, reason: ElectionReason) -> ElectionRecord {
        self.continuing[candidate] = false;
        self.elected.push(candidate);
        ElectionRecord { candidate: self.number(candidate), reason }
    }

    /// Most votes first; equal ones by earlier stages, then by lot.
    fn in_order(&self, mut candidates: Vec<usize>, favour: &[usize]) -> Vec<usize> {
        let before = |a: usize, b: usize| {
            let differs = self.past.iter().rev().find(|votes| votes[a] != votes[b]);
            differs.map_or(Ordering::Equal, |votes| votes[b].cmp(&votes[a]))
        };
        candidates.sort_by(|&a, &b| before(a, b).then(favour[a].cmp(&favour[b])));
        candidates
    }

    /// Rule 49: the largest surplus.
    fn next_surplus(&mut self, favour: &[usize]) -> Option<usize> {
        let first = *self.in_order(self.pending.clone(), favour).first()?;
        let tied: Vec<usize> =
            self.pending.iter().copied().filter(|&c| self.never_differed(c, first)).collect();
        self.note_lot(LotMatter::Surplus, tied, first);
        self.pending.retain(|&candidate| candidate != first);
        Some(first)
    }

    fn never_differed(&self, a: usize, b: usize) -> bool {
        self.past.iter().all(|votes| votes[a] == votes[b])
    }

    fn note_lot(&mut self, matter: LotMatter, mut tied: Vec<usize>, designated: usize) {
        if tied.len() < 2 {
            return;
        }
        tied.sort_unstable();
        let (tied, designated) = (self.profile.numbers(&tied), self.number(designated));
        self.lots.push(Lot { stage: self.sheet.len() + 1, matter, tied, designated });
    }

    /// Rule 48.
    fn pass_surplus(&mut self, candidate: usize) -> (StageAction, Vec<Transfer>) {
        let total = self.votes[candidate];
        let surplus = total - self.quota_units();
        let transfers =
            self.pass_on(candidate, |value| (surplus * u128::from(value) / total) as u64);
        let passed: u128 = transfers.iter().map(|t| t.value.units() * u128::from(t.papers)).sum();
        self.lost += surplus - passed;
        self.votes[candidate] = self.quota_units();
        let (candidate, surplus) = (self.number(candidate), Decimal::from_units(surplus));
        (StageAction::Surplus { candidate, surplus }, transfers)
    }

    /// Rule 50.
    fn exclude(&mut self, favour: &[usize]) -> (StageAction, Vec<Transfer>) {
        let order = self.in_order(self.left(), favour);
        let last = *order.last().expect("somebody is left while seats are vacant");
        let tied = order.into_iter().filter(|&c| self.never_differed(c, last)).collect();
        self.note_lot(LotMatter::Exclusion, tied, last);
        self.continuing[last] = false;
        let transfers = self.pass_on(last, |value| value);
        self.votes[last] = 0;
        (StageAction::Exclusion { candidate: self.number(last) }, transfers)
    }

    /// Passes all papers of a candidate to the next preference still in the count.
    fn pass_on(&mut self, from: usize, value: impl Fn(u64) -> u64) -> Vec<Transfer> {
        let mut parcels: BTreeMap<(Option<usize>, u64), u64> = BTreeMap::new();
        for paper in std::mem::take(&mut self.piles[from]) {
            let value = value(self.values[paper]);
            let order = self.papers.order(paper);
            let next = (self.at[paper] + 1..order.len())
                .find(|&place| self.continuing[usize::from(order[place])]);
            let count = self.papers.count(paper);
            let units = u128::from(value) * u128::from(count);
            let to = next.map(|place| usize::from(order[place]));
            match (next, to) {
                (Some(place), Some(to)) => {
                    self.at[paper] = place;
                    self.values[paper] = value;
                    self.piles[to].push(paper);
                    self.votes[to] += units;
                }
                _ => self.non_transferable += units,
            }
            *parcels.entry((to, value)).or_default() += count;
        }
        let transfer = |((to, value), papers): ((Option<usize>, u64), u64)| Transfer {
            to: to.map(|place| self.profile.number(place)),
            papers,
            value: Decimal::from_units(u128::from(value)),
        };
        parcels.into_iter().map(transfer).collect()
    }
}
