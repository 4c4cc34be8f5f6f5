//! Delegates chosen from approvals, so that each group of voters gets its part of the seats.
//!
//! Each rule fills one seat after another and can meet ties; either every outcome is listed, up to a
//! maximum, or an order given beforehand decides.

use std::collections::{BTreeSet, HashSet};

use num_rational::BigRational;

use super::state::{Best, Phase, State};
use super::{ApprovalError, Approvals};

/// How delegates are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CommitteeRule {
    /// Equal shares: each voter has seats / voters, a seat costs 1, its supporters pay it as equally as
    /// they can, the cheapest for them first. Seats that nobody can pay any more are filled by
    /// Phragmén's rule, what is left of the money counting.
    EqualShares,
    /// Equal shares without completion: seats may stay empty.
    EqualSharesAlone,
    /// Equal shares, counted again as if there were one seat more to share, then two…, until all
    /// seats are filled. Ties are always decided by an order.
    EqualSharesByIncrement,
    /// Sequential proportional approval (Thiele): to each voter the second approved delegate is
    /// worth 1/2, the third 1/3…; the most worth first.
    SequentialProportional,
    /// Phragmén's sequential rule: each seat weighs 1 on its supporters, who share it so that they
    /// bear the same; the lowest load first.
    SequentialPhragmen,
}

impl CommitteeRule {
    /// Every rule.
    pub const ALL: [CommitteeRule; 5] = [
        CommitteeRule::EqualShares,
        CommitteeRule::EqualSharesAlone,
        CommitteeRule::EqualSharesByIncrement,
        CommitteeRule::SequentialProportional,
        CommitteeRule::SequentialPhragmen,
    ];

    /// The word of parameters and of abcvoting.
    pub fn name(self) -> &'static str {
        match self {
            CommitteeRule::EqualShares => "equal-shares",
            CommitteeRule::EqualSharesAlone => "equal-shares-without-completion",
            CommitteeRule::EqualSharesByIncrement => "equal-shares-with-increment-completion",
            CommitteeRule::SequentialProportional => "seqpav",
            CommitteeRule::SequentialPhragmen => "seqphragmen",
        }
    }

    /// The rule of a name.
    pub fn from_name(name: &str) -> Option<CommitteeRule> {
        CommitteeRule::ALL.into_iter().find(|rule| rule.name() == name)
    }
}

/// What is done with ties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// Every committee that some way of deciding them gives, at most this many.
    All {
        /// The most committees listed.
        most: usize,
    },
    /// The candidate with the lowest number comes first.
    Lowest,
    /// An order drawn or voted beforehand decides: every candidate once, the first first.
    Order(Vec<u32>),
}

impl Default for Resolution {
    /// All committees, at most 20.
    fn default() -> Resolution {
        Resolution::All { most: 20 }
    }
}

/// What a number of a step means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// The most that a supporter pays for the seat.
    Price,
    /// The load that each supporter bears afterwards.
    Load,
    /// What voters gain.
    Gain,
}

/// How a seat was filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatStep {
    /// Who took it.
    pub candidate: u32,
    /// Who could have taken it as well, the taker included, ascending.
    pub tied: Vec<u32>,
    /// What the number means.
    pub meaning: Value,
    /// The number that put them first, exact.
    pub value: BigRational,
}

/// The delegates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committees {
    /// The committees, each ascending; several only where ties are listed.
    pub committees: Vec<Vec<u32>>,
    /// False if there may be more than were listed.
    pub complete: bool,
    /// How the seats of the first way were filled: ties by the order, or by lowest number.
    pub steps: Vec<SeatStep>,
    /// By increment: the seats that were shared in the end.
    pub shared_seats: Option<u64>,
}

/// More branches of ties than this are not followed.
const MOST_BRANCHES: usize = 100_000;

/// Chooses delegates for a number of seats.
///
/// Each seat costs one pass over the different ballots, for each branch of ties that is followed.
///
/// # Errors
/// No voter, seats that are none or more than the candidates, an order that does not name every
/// candidate once, or ties that branch into too many cases.
pub fn committees(
    approvals: &Approvals,
    seats: u32,
    rule: CommitteeRule,
    resolution: &Resolution,
) -> Result<Committees, ApprovalError> {
    let candidates = approvals.candidates();
    if seats == 0 || seats > candidates {
        return Err(ApprovalError::SeatsOutOfRange { seats, candidates });
    }
    if approvals.voters() == 0 {
        return Err(ApprovalError::NoVoter);
    }
    let order = order(candidates, resolution)?;
    let choice = Choice { approvals, seats, rule, order };
    if rule == CommitteeRule::EqualSharesByIncrement {
        return Ok(choice.by_increment());
    }
    let (committee, steps) = choice.decided(choice.start(seats.into()));
    match resolution {
        Resolution::All { most } => choice.all((*most).max(1), steps),
        _ => Ok(Committees {
            committees: vec![committee],
            complete: true,
            steps,
            shared_seats: None,
        }),
    }
}

/// By candidate, the place in the order that decides ties.
fn order(candidates: u32, resolution: &Resolution) -> Result<Vec<u32>, ApprovalError> {
    let Resolution::Order(given) = resolution else { return Ok((0..candidates).collect()) };
    let mut places = vec![u32::MAX; candidates as usize];
    for (place, &candidate) in given.iter().enumerate() {
        match places.get_mut(candidate as usize) {
            Some(free) if *free == u32::MAX => *free = place as u32,
            _ => return Err(ApprovalError::OrderIncomplete),
        }
    }
    if places.contains(&u32::MAX) {
        return Err(ApprovalError::OrderIncomplete);
    }
    Ok(places)
}

struct Choice<'a> {
    approvals: &'a Approvals,
    seats: u32,
    rule: CommitteeRule,
    order: Vec<u32>,
}

impl Choice<'_> {
    fn start(&self, shared_seats: u64) -> State {
        match self.rule {
            CommitteeRule::SequentialProportional => State::chosen(self.approvals),
            CommitteeRule::SequentialPhragmen => State::loads(self.approvals),
            _ => {
                let each = BigRational::new(shared_seats.into(), self.approvals.voters().into());
                State::money(self.approvals, &each)
            }
        }
    }

    /// The best of a state; where money is short, the rule goes over to loads if it has a completion.
    fn next(&self, state: &mut State) -> Option<Best> {
        let best = state.best(self.approvals, self.seats);
        if best.is_some() || self.rule != CommitteeRule::EqualShares || state.phase != Phase::Money
        {
            return best;
        }
        *state = state.clone().into_loads();
        state.best(self.approvals, self.seats)
    }

    /// Fills the seats, the order deciding ties.
    fn decided(&self, mut state: State) -> (Vec<u32>, Vec<SeatStep>) {
        let mut steps = Vec::new();
        while state.committee.len() < self.seats as usize {
            let Some(best) = self.next(&mut state) else { break };
            let first = best.tied.iter().min_by_key(|candidate| self.order[**candidate as usize]);
            let Some(&candidate) = first else { break };
            let after = state.with(self.approvals, candidate, &best);
            let meaning = match state.phase {
                Phase::Money => Value::Price,
                Phase::Load => Value::Load,
                Phase::Chosen => Value::Gain,
            };
            steps.push(SeatStep { candidate, tied: best.tied, meaning, value: best.exact });
            state = after;
        }
        (state.committee, steps)
    }

    /// Follows every branch of ties, depth first, those of the lowest numbers first.
    fn all(&self, most: usize, steps: Vec<SeatStep>) -> Result<Committees, ApprovalError> {
        let mut found: BTreeSet<Vec<u32>> = BTreeSet::new();
        let mut open = vec![self.start(self.seats.into())];
        let mut seen: HashSet<[u8; 32]> = HashSet::new();
        while let Some(mut state) = open.pop() {
            if found.len() == most {
                break;
            }
            let best = if state.committee.len() < self.seats as usize {
                self.next(&mut state)
            } else {
                None
            };
            let Some(best) = best else {
                found.insert(state.committee);
                continue;
            };
            for &candidate in best.tied.iter().rev() {
                let next = state.with(self.approvals, candidate, &best);
                // Ties taken in another sequence often lead to the same place.
                if best.tied.len() == 1 || seen.insert(next.digest()) {
                    open.push(next);
                }
            }
            if seen.len() > MOST_BRANCHES {
                return Err(ApprovalError::TooManyBranches { limit: MOST_BRANCHES });
            }
        }
        let complete = open.is_empty();
        let committees = found.into_iter().collect();
        Ok(Committees { committees, complete, steps, shared_seats: None })
    }

    fn by_increment(&self) -> Committees {
        let counts = self.approvals.counts();
        let approved = counts.iter().filter(|count| **count > 0).count();
        let mut result = Committees {
            committees: Vec::new(),
            complete: true,
            steps: Vec::new(),
            shared_seats: None,
        };
        if approved < self.seats as usize {
            // No money can pay a seat for somebody whom nobody approves: by number of approvals.
            let mut order: Vec<u32> = (0..self.approvals.candidates()).collect();
            let place = |candidate: u32| self.order[candidate as usize];
            order.sort_by_key(|&candidate| {
                (u64::MAX - counts[candidate as usize], place(candidate))
            });
            order.truncate(self.seats as usize);
            order.sort_unstable();
            result.committees = vec![order];
            return result;
        }
        // With the seats times the voters, each voter alone can pay every seat.
        let enough = u64::from(self.seats).saturating_mul(self.approvals.voters());
        let mut shared = u64::from(self.seats);
        loop {
            let (committee, steps) = self.decided(self.start(shared));
            if committee.len() == self.seats as usize || shared >= enough {
                result.committees = vec![committee];
                result.steps = steps;
                result.shared_seats = Some(shared);
                return result;
            }
            shared += 1;
        }
    }
}
