//! Where a sequential choice of delegates stands: who is chosen, and what each group of identical
//! ballots has left, bears, or has got. All numbers are whole, over one common denominator.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Zero};
use sha2::{Digest, Sha256};

use super::Approvals;

/// What a group's number means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Phase {
    /// Money left, of which a seat costs one whole (equal shares).
    Money,
    /// The load that each voter bears, a seat weighing one whole (Phragmén).
    Load,
    /// The approved candidates who are chosen (sequential proportional approval).
    Chosen,
}

/// A choice in the making.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub phase: Phase,
    /// Ascending.
    pub committee: Vec<u32>,
    denominator: BigInt,
    /// By ballot, over the denominator; whole numbers for [`Phase::Chosen`].
    numbers: Vec<BigInt>,
}

/// A number as a fraction of which only comparisons are asked: numerator, denominator above 0.
type Fraction = (BigInt, BigInt);

/// The candidates that come next, ascending, and the number that puts them first.
pub(super) struct Best {
    pub tied: Vec<u32>,
    value: Fraction,
    pub exact: BigRational,
}

impl State {
    /// Everybody has `each`.
    pub fn money(approvals: &Approvals, each: &BigRational) -> State {
        State::new(Phase::Money, approvals, each)
    }

    /// Nobody bears anything.
    pub fn loads(approvals: &Approvals) -> State {
        State::new(Phase::Load, approvals, &BigRational::zero())
    }

    /// Nobody is chosen.
    pub fn chosen(approvals: &Approvals) -> State {
        State::new(Phase::Chosen, approvals, &BigRational::zero())
    }

    fn new(phase: Phase, approvals: &Approvals, each: &BigRational) -> State {
        State {
            phase,
            committee: Vec::new(),
            denominator: each.denom().clone(),
            numbers: vec![each.numer().clone(); approvals.ballots().len()],
        }
    }

    /// Turns money left into loads below 0: what was not spent weighs for later seats.
    pub fn into_loads(mut self) -> State {
        self.phase = Phase::Load;
        self.numbers.iter_mut().for_each(|number| *number = -std::mem::take(number));
        self
    }

    /// What tells this state from others: states can be large, and many.
    pub fn digest(&self) -> [u8; 32] {
        let mut hasher = Sha256::new();
        hasher.update([u8::from(self.phase == Phase::Money)]);
        for candidate in &self.committee {
            hasher.update(candidate.to_le_bytes());
        }
        for number in [&self.denominator].into_iter().chain(&self.numbers) {
            let bytes = number.to_signed_bytes_le();
            hasher.update((bytes.len() as u64).to_le_bytes());
            hasher.update(&bytes);
        }
        hasher.finalize().into()
    }

    /// Who comes next, or nobody (only where money is short).
    pub fn best(&self, approvals: &Approvals, seats: u32) -> Option<Best> {
        let mut supporters = vec![Vec::new(); approvals.candidates() as usize];
        for (ballot, (approved, _)) in approvals.ballots().iter().enumerate() {
            for &candidate in approved {
                supporters[candidate as usize].push(ballot);
            }
        }
        let mut best: Option<(Vec<u32>, Fraction)> = None;
        for candidate in 0..approvals.candidates() {
            if self.committee.binary_search(&candidate).is_ok() {
                continue;
            }
            let groups = &supporters[candidate as usize];
            let value = match self.phase {
                Phase::Money => self.price(approvals, groups),
                Phase::Load => Some(self.new_load(approvals, groups, seats)),
                // Less is better everywhere: the gain counts below 0.
                Phase::Chosen => Some(self.gain(approvals, groups, seats)),
            };
            let Some(value) = value else { continue };
            let order = best
                .as_ref()
                .map(|(_, lowest)| (&value.0 * &lowest.1).cmp(&(&lowest.0 * &value.1)));
            match (order, &mut best) {
                (Some(std::cmp::Ordering::Greater), _) => {}
                (Some(std::cmp::Ordering::Equal), Some((tied, _))) => tied.push(candidate),
                _ => best = Some((vec![candidate], value)),
            }
        }
        let (tied, value) = best?;
        let scale =
            if self.phase == Phase::Chosen { -BigInt::one() } else { self.denominator.clone() };
        let exact = BigRational::new(value.0.clone(), &value.1 * scale);
        Some(Best { tied, value, exact })
    }

    /// The highest amount that a supporter pays when the supporters pay one whole as equally as they
    /// can.
    fn price(&self, approvals: &Approvals, groups: &[usize]) -> Option<Fraction> {
        let mut ascending = groups.to_vec();
        ascending.sort_by(|&one, &other| self.numbers[one].cmp(&self.numbers[other]));
        let voters = |ballot: usize| approvals.ballots()[ballot].1;
        let mut rich: u64 = ascending.iter().map(|&ballot| voters(ballot)).sum();
        let mut missing = self.denominator.clone();
        for &ballot in &ascending {
            if &self.numbers[ballot] * rich >= missing {
                return Some((missing, rich.into()));
            }
            missing -= &self.numbers[ballot] * voters(ballot);
            rich -= voters(ballot);
        }
        None
    }

    /// The load of each supporter when they share one whole more so that all bear the same.
    fn new_load(&self, approvals: &Approvals, groups: &[usize], seats: u32) -> Fraction {
        let mut load = self.denominator.clone();
        let mut weight = 0u64;
        for &ballot in groups {
            let voters = approvals.ballots()[ballot].1;
            load += &self.numbers[ballot] * voters;
            weight += voters;
        }
        match weight {
            // Above what anybody can bear: those whom nobody approves come last.
            0 => (&self.denominator * (seats + 1), BigInt::one()),
            weight => (load, weight.into()),
        }
    }

    /// What voters gain, a further approved candidate being worth 1/2, 1/3…, below 0 and over the
    /// common multiple of these.
    fn gain(&self, approvals: &Approvals, groups: &[usize], seats: u32) -> Fraction {
        let multiple = (1..=seats).fold(BigInt::one(), |multiple, next| multiple.lcm(&next.into()));
        let mut gain = BigInt::zero();
        for &ballot in groups {
            let voters = approvals.ballots()[ballot].1;
            gain -= &multiple / (&self.numbers[ballot] + 1u32) * voters;
        }
        (gain, multiple)
    }

    /// The state after one of the best was chosen.
    pub fn with(&self, approvals: &Approvals, candidate: u32, best: &Best) -> State {
        let mut next = self.clone();
        let place = next.committee.binary_search(&candidate).unwrap_or_else(|place| place);
        next.committee.insert(place, candidate);
        let common = best.value.0.gcd(&best.value.1);
        let (value, factor) = (&best.value.0 / &common, &best.value.1 / &common);
        if self.phase != Phase::Chosen && !factor.is_one() {
            next.denominator *= &factor;
            next.numbers.iter_mut().for_each(|number| *number *= &factor);
        }
        for (ballot, (approved, _)) in approvals.ballots().iter().enumerate() {
            if approved.binary_search(&candidate).is_err() {
                continue;
            }
            let number = &mut next.numbers[ballot];
            match self.phase {
                Phase::Money => *number -= value.clone().min(number.clone()),
                Phase::Load => *number = value.clone(),
                Phase::Chosen => *number += 1u32,
            }
        }
        next
    }
}
