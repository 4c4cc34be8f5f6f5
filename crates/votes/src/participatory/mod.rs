//! Participatory budgets: which projects a budget funds, from the ballots of those who share it.
//!
//! Two rules. **Equal shares** gives each voter the same part of the budget; a project is funded when
//! its supporters can pay it, the cheapest per unit of utility first; what is left over is spent by
//! a *completion*. **Greedy** takes the most utility for the cost first. Both are exact, to the last
//! fraction, and say where a tie was decided and by which rule; equal shares also says who paid what,
//! so that anyone can count again.
//!
//! Absent on purpose: who may vote, currencies, files ([`crate::read::pabulib`] reads them), and what a
//! funded project becomes.

mod ballots;
mod election;
mod error;
mod greedy;
mod outcome;
mod purse;
mod shares;
#[cfg(test)]
mod tests;
mod ties;
mod utility;

use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

pub use ballots::{Ballot, Ballots, VoteType};
pub use election::{Election, Project};
pub use error::{ElectionError, MethodError};
pub use outcome::{
    Ending, Group, Outcome, Payment, Phase, Selection, SheetLine, Support, written_exactly,
};
pub use ties::{Tie, TieOrder, TieRule};
pub use utility::Utility;

use shares::{Instance, Run};
use ties::Ranks;
use utility::Profile;

/// What is done with the money that equal shares leaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Completion {
    /// Nothing.
    None,
    /// Greedy on what is left.
    Greedy,
    /// Everybody's share is raised, again and again, until no supported project that is left would
    /// fit, or just before the projects would cost more than the budget.
    #[default]
    AddOne,
    /// The same without the first stop. The real result of Wieliczka 2023 needs it.
    AddOneUntilOverspending,
    /// Add-one, then greedy.
    AddOneThenGreedy,
}

impl Completion {
    /// Every completion.
    pub const ALL: [Completion; 5] = [
        Completion::None,
        Completion::Greedy,
        Completion::AddOne,
        Completion::AddOneUntilOverspending,
        Completion::AddOneThenGreedy,
    ];

    /// The word of parameters and files.
    pub fn name(self) -> &'static str {
        match self {
            Completion::None => "none",
            Completion::Greedy => "greedy",
            Completion::AddOne => "add1",
            Completion::AddOneUntilOverspending => "add1_overspend",
            Completion::AddOneThenGreedy => "add1_greedy",
        }
    }

    /// The completion of a name.
    pub fn from_name(name: &str) -> Option<Completion> {
        Completion::ALL.into_iter().find(|completion| completion.name() == name)
    }

    fn adds(self) -> bool {
        !matches!(self, Completion::None | Completion::Greedy)
    }

    fn then_greedy(self) -> bool {
        matches!(self, Completion::Greedy | Completion::AddOneThenGreedy)
    }
}

/// What each voter starts with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Start {
    /// The budget over the number of voters, as a fraction.
    #[default]
    Exact,
    /// The same rounded down to a whole unit of the currency: the default of equalshares.net.
    WholeUnits,
}

/// By how much add-one raises everybody's share.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// An amount, in units of the currency.
    Amount(BigRational),
    /// A part of the first share, such as 1/100.
    PartOfShare(BigRational),
}

impl Step {
    /// So many hundredths of a unit of the currency.
    pub fn of_hundredths(hundredths: u64) -> Step {
        Step::Amount(BigRational::new(hundredths.into(), 100.into()))
    }
}

impl Default for Step {
    /// One unit of the currency.
    fn default() -> Step {
        Step::Amount(BigRational::one())
    }
}

/// Equal shares, with all its parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EqualShares {
    /// What a funded project is worth to a voter.
    pub utility: Utility,
    /// What is done with the money that is left.
    pub completion: Completion,
    /// What each voter starts with.
    pub start: Start,
    /// By how much add-one raises everybody's share.
    pub step: Step,
    /// The most runs of add-one, after which it is refused.
    pub most_runs: u64,
    /// Which of equal projects comes first.
    pub ties: TieOrder,
}

impl EqualShares {
    /// The most runs of add-one unless told otherwise.
    pub const MOST_RUNS: u64 = 100_000;

    /// The method with its usual parameters: exact start, one unit at a time, ties by identifier.
    pub fn new(utility: Utility, completion: Completion) -> EqualShares {
        EqualShares {
            utility,
            completion,
            start: Start::default(),
            step: Step::default(),
            most_runs: EqualShares::MOST_RUNS,
            ties: TieOrder::default(),
        }
    }
}

/// The projects that a budget funds by the method of equal shares.
///
/// One run costs about one pass over the ballots per few projects; add-one as many runs as it takes.
///
/// # Errors
/// No voter, a utility that does not suit the ballots, a step that is not above 0, a start of 0,
/// a lot that does not name every project once, or more runs than allowed.
pub fn equal_shares(election: &Election, method: &EqualShares) -> Result<Outcome, MethodError> {
    let profile = Profile::new(election, method.utility)?;
    if profile.voters == 0 {
        return Err(MethodError::NoVoter);
    }
    let ranks = Ranks::new(&method.ties, election, &profile)?;
    let times_cost = method.utility.times_cost();
    let costs: Vec<u64> = election.projects().iter().map(|project| project.cost).collect();
    let supported = |project: &usize| profile.totals[*project] > 0;
    let (mut free, candidates): (Vec<usize>, Vec<usize>) =
        (0..costs.len()).filter(supported).partition(|&project| costs[project] == 0);
    // A utility that counts the cost of a free project counts 0: nobody supports it.
    free.retain(|_| !times_cost);
    free.sort_by_key(|&project| ranks.rank(project));
    let instance = Instance {
        profile: &profile,
        costs: &costs,
        ranks: &ranks,
        times_cost,
        candidates: &candidates,
    };
    let series = Series::new(election, method, profile.voters)?;
    let last = series.count(&instance, u128::from(election.budget()))?;
    let mut sheet = Sheet { election, free, last, greedy: Vec::new(), greedy_ties: Vec::new() };
    if method.completion.then_greedy() {
        let taken = sheet.taken();
        let money = u128::from(election.budget()) - cost_of(&costs, &taken);
        (sheet.greedy, sheet.greedy_ties) =
            greedy::complete(election, &profile, &ranks, times_cost, &taken, money);
    }
    Ok(sheet.outcome(&series, method.utility, profile))
}

/// The projects that a budget funds by the greedy rule.
///
/// # Errors
/// A utility that does not suit the ballots, or a lot that does not name every project once.
pub fn greedy(
    election: &Election,
    utility: Utility,
    order: &TieOrder,
) -> Result<Outcome, MethodError> {
    let profile = Profile::new(election, utility)?;
    let ranks = Ranks::new(order, election, &profile)?;
    let budget = u128::from(election.budget());
    let (selected, ties) =
        greedy::complete(election, &profile, &ranks, utility.times_cost(), &[], budget);
    let costs: Vec<u64> = election.projects().iter().map(|project| project.cost).collect();
    let selection = |&project: &usize| Selection { project, phase: Phase::Greedy, price: None };
    Ok(Outcome {
        total_cost: election.money(cost_of(&costs, &selected)),
        selected: selected.iter().map(selection).collect(),
        ties,
        ties_met: 0,
        runs: 0,
        ending: None,
        endowment_start: None,
        endowment_end: None,
        budget: election.money(election.budget()),
        purses: None,
        profile,
        unit: BigInt::from(10).pow(election.decimals()),
    })
}

fn cost_of(costs: &[u64], projects: &[usize]) -> u128 {
    projects.iter().map(|&project| u128::from(costs[project])).sum()
}

/// The runs of add-one: everything in the smallest unit of money, over one denominator.
struct Series {
    start: BigUint,
    step: Option<BigUint>,
    denominator: BigUint,
    until_overspending: bool,
    most_runs: u64,
}

/// The run that gives the result.
struct Last {
    run: Run,
    /// How many times the share was raised before it.
    raised: u64,
    runs: u64,
    ties_met: u64,
    ending: Ending,
}

impl Series {
    fn new(election: &Election, method: &EqualShares, voters: u64) -> Result<Series, MethodError> {
        let unit = BigInt::from(10).pow(election.decimals());
        let share = BigRational::new(election.budget().into(), voters.into());
        let start = match method.start {
            Start::Exact => share.clone(),
            Start::WholeUnits => (&share / &unit).floor() * &unit,
        };
        if start.is_zero() && method.start == Start::WholeUnits && election.budget() > 0 {
            return Err(MethodError::StartIsZero);
        }
        let step = match &method.step {
            Step::Amount(amount) => amount * &unit,
            Step::PartOfShare(part) => part * &share,
        };
        let adds = method.completion.adds() && election.budget() > 0;
        if adds && !step.is_positive() {
            return Err(MethodError::StepNotPositive);
        }
        let denominator = start.denom() * step.denom();
        let whole = |number: &BigRational| {
            (number * &denominator).to_integer().to_biguint().unwrap_or_default()
        };
        Ok(Series {
            start: whole(&start),
            step: adds.then(|| whole(&step)),
            until_overspending: method.completion == Completion::AddOneUntilOverspending,
            most_runs: method.most_runs.max(1),
            denominator: denominator.to_biguint().unwrap_or_default(),
        })
    }

    /// Runs until the end of the series.
    fn count(&self, instance: &Instance<'_>, budget: u128) -> Result<Last, MethodError> {
        let mut endowment = (self.start.clone(), self.denominator.clone());
        let run = shares::run(instance, &endowment);
        let ties_met = run.ties.len() as u64;
        let mut last = Last { run, raised: 0, runs: 1, ties_met, ending: Ending::SingleRun };
        let Some(step) = &self.step else { return Ok(last) };
        loop {
            if let Some(ending) = self.ended(instance, &last.run, budget) {
                last.ending = ending;
                return Ok(last);
            }
            if last.runs >= self.most_runs {
                return Err(MethodError::TooManyRuns { limit: self.most_runs });
            }
            endowment.0 += step;
            let run = shares::run(instance, &endowment);
            last.runs += 1;
            last.ties_met += run.ties.len() as u64;
            if cost_of(instance.costs, &run.selected) > budget {
                last.ending = Ending::WouldOverspend;
                return Ok(last);
            }
            last.run = run;
            last.raised += 1;
        }
    }

    fn ended(&self, instance: &Instance<'_>, run: &Run, budget: u128) -> Option<Ending> {
        let spent = cost_of(instance.costs, &run.selected);
        let mut rest = instance
            .candidates
            .iter()
            .filter(|&&project| run.purses.ranks[project] == purse::NEVER)
            .peekable();
        if rest.peek().is_none() {
            return Some(Ending::AllFunded);
        }
        let fits = |&project: &usize| spent + u128::from(instance.costs[project]) <= budget;
        (!self.until_overspending && !rest.any(fits)).then_some(Ending::Exhaustive)
    }

    /// The endowment after some steps, in units of the currency.
    fn endowment(&self, raised: u64, unit: &BigInt) -> BigRational {
        let step = self.step.clone().unwrap_or_default();
        let amount = BigInt::from(&self.start + step * raised);
        BigRational::new(amount, BigInt::from(self.denominator.clone()) * unit)
    }
}

/// What makes an outcome.
struct Sheet<'a> {
    election: &'a Election,
    free: Vec<usize>,
    last: Last,
    greedy: Vec<usize>,
    greedy_ties: Vec<Tie>,
}

impl Sheet<'_> {
    fn taken(&self) -> Vec<usize> {
        self.free.iter().chain(&self.last.run.selected).copied().collect()
    }

    fn outcome(self, series: &Series, utility: Utility, profile: Profile) -> Outcome {
        let election = self.election;
        let unit = BigInt::from(10).pow(election.decimals());
        let purses = self.last.run.purses;
        let values = BigRational::from(BigInt::from(10).pow(profile.value_decimals));
        // Prices of values, in the smallest unit; a utility with the cost divides by it, in the same
        // unit, and so is free of units.
        let price = |rank: usize, project: usize| {
            let divisor = if utility.times_cost() {
                election.projects()[project].cost.into()
            } else {
                unit.clone()
            };
            purses.price(rank) * &values / divisor
        };
        let free = self.free.iter().map(|&project| Selection {
            project,
            phase: Phase::Free,
            price: Some(BigRational::zero()),
        });
        let shared = self.last.run.selected.iter().enumerate().map(|(rank, &project)| Selection {
            project,
            phase: Phase::EqualShares,
            price: Some(price(rank, project)),
        });
        let greedy = self.greedy.iter().map(|&project| Selection {
            project,
            phase: Phase::Greedy,
            price: None,
        });
        let selected: Vec<Selection> = free.chain(shared).chain(greedy).collect();
        let cost = |selection: &Selection| u128::from(election.projects()[selection.project].cost);
        let offset = self.free.len();
        let mut ties = self.last.run.ties;
        ties.iter_mut().for_each(|tie| tie.after += offset);
        ties.extend(self.greedy_ties);
        Outcome {
            total_cost: election.money(selected.iter().map(cost).sum::<u128>()),
            selected,
            ties,
            ties_met: self.last.ties_met,
            runs: self.last.runs,
            ending: Some(self.last.ending),
            endowment_start: Some(series.endowment(0, &unit)),
            endowment_end: Some(series.endowment(self.last.raised, &unit)),
            budget: election.money(election.budget()),
            purses: Some(purses),
            profile,
            unit,
        }
    }
}

/// True if another tie order would fund other projects: the outcome is counted again with the order
/// reversed. Costs as much as the first count; nothing if it met no tie.
///
/// # Errors
/// Those of [`equal_shares`].
pub fn leans_on_ties(
    election: &Election,
    method: &EqualShares,
    outcome: &Outcome,
) -> Result<bool, MethodError> {
    if outcome.ties_met == 0 && outcome.ties.is_empty() {
        return Ok(false);
    }
    let mut reversed = method.clone();
    reversed.ties.reversed = !reversed.ties.reversed;
    let other = equal_shares(election, &reversed)?;
    Ok(sorted(outcome.winners()) != sorted(other.winners()))
}

/// The same for [`greedy`].
///
/// # Errors
/// Those of [`greedy`].
pub fn greedy_leans_on_ties(
    election: &Election,
    utility: Utility,
    order: &TieOrder,
    outcome: &Outcome,
) -> Result<bool, MethodError> {
    if outcome.ties.is_empty() {
        return Ok(false);
    }
    let reversed = TieOrder { reversed: !order.reversed, ..order.clone() };
    let other = greedy(election, utility, &reversed)?;
    Ok(sorted(outcome.winners()) != sorted(other.winners()))
}

fn sorted(mut places: Vec<usize>) -> Vec<usize> {
    places.sort_unstable();
    places
}
