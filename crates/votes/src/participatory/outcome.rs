//! What was funded, and the sheet from which anyone can count it again.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::election::Election;
use super::purse::Purses;
use super::ties::Tie;
use super::utility::Profile;

/// What funded a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// It costs nothing and somebody supports it.
    Free,
    /// Its supporters paid it, by equal shares.
    EqualShares,
    /// It was the best of those that still fitted: greedy, alone or as a completion.
    Greedy,
}

/// A funded project.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// Its place in the election.
    pub project: usize,
    /// What funded it.
    pub phase: Phase,
    /// By equal shares: what its supporters paid per unit of utility, in units of the currency;
    /// utilities that count the cost count it in the same units.
    pub price: Option<BigRational>,
}

/// What a group of identical ballots did for a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Payment {
    /// The group: a place in [`Outcome::groups`].
    pub group: usize,
    /// Its voters.
    pub voters: u32,
    /// What each of them paid, in units of the currency.
    pub each: BigRational,
    /// True if that was all that each had left.
    pub exhausted: bool,
}

/// Voters whose ballots say the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// How many voters.
    pub voters: u32,
    /// The projects they support, by their place, with the value of each.
    pub values: Vec<(usize, BigRational)>,
    /// What each has left at the end of equal shares, in units of the currency.
    pub left: Option<BigRational>,
}

/// What voters said of a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Support {
    /// How many voters support it.
    pub voters: u64,
    /// The sum of their values: votes, points or ranks, before any product with the cost.
    pub value: BigRational,
}

/// What the proof sheet says of a project.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetLine {
    /// Its place in the election.
    pub project: usize,
    /// Its cost, in units of the currency.
    pub cost: BigRational,
    /// What voters said of it.
    pub support: Support,
    /// How it was funded and at which place, from 0; `None` if it was not.
    pub selected: Option<(usize, Selection)>,
    /// What its supporters have left together when equal shares ends, in units of the currency: less
    /// than the cost of a project that equal shares did not fund.
    pub supporters_left: Option<BigRational>,
}

/// How add-one ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ending {
    /// A single run was asked.
    SingleRun,
    /// No supported project that is left would fit.
    Exhaustive,
    /// The next increase would have spent more than the budget.
    WouldOverspend,
    /// Every supported project is funded: more money would change nothing.
    AllFunded,
}

/// The result of a count, with its proof sheet.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The funded projects, in the order of their selection.
    pub selected: Vec<Selection>,
    /// The ties met in the run that gave the result, and in its completion.
    pub ties: Vec<Tie>,
    /// The ties met by equal shares in all runs together.
    pub ties_met: u64,
    /// How many runs of equal shares; 0 for greedy alone.
    pub runs: u64,
    /// How it ended; `None` for greedy alone.
    pub ending: Option<Ending>,
    /// The first endowment of each voter, in units of the currency.
    pub endowment_start: Option<BigRational>,
    /// The endowment of the run that gave the result.
    pub endowment_end: Option<BigRational>,
    /// The budget, in units of the currency.
    pub budget: BigRational,
    /// What the selected projects cost together, in units of the currency.
    pub total_cost: BigRational,
    pub(crate) purses: Option<Purses>,
    pub(crate) profile: Profile,
    pub(crate) unit: BigInt,
}

impl Outcome {
    /// The places of the selected projects, in order.
    pub fn winners(&self) -> Vec<usize> {
        self.selected.iter().map(|selection| selection.project).collect()
    }

    /// How many voters.
    pub fn voters(&self) -> u64 {
        self.profile.voters
    }

    /// How many ballots that say different things under the utility.
    pub fn distinct_ballots(&self) -> usize {
        self.profile.groups()
    }

    /// The part of the budget that is left, in units of the currency.
    pub fn money_left(&self) -> BigRational {
        &self.budget - &self.total_cost
    }

    /// What voters said of a project.
    ///
    /// # Panics
    /// If the election has no project at this place.
    pub fn support(&self, project: usize) -> Support {
        Support {
            voters: self.profile.votes[project],
            value: self.value(self.profile.totals[project]),
        }
    }

    /// What is to be known of each project of the election that was counted, in its order.
    ///
    /// # Panics
    /// If the election is another one, with more projects.
    pub fn sheet(&self, election: &Election) -> Vec<SheetLine> {
        let line = |project: usize| SheetLine {
            project,
            cost: election.money(election.projects()[project].cost),
            support: self.support(project),
            selected: self
                .selected
                .iter()
                .position(|selection| selection.project == project)
                .map(|place| (place, self.selected[place].clone())),
            supporters_left: self.purses.as_ref().map(|purses| {
                let groups = self.profile.supporters[project].iter().map(|supporter| supporter.0);
                self.money(purses.together(&self.profile, groups))
            }),
        };
        (0..election.projects().len()).map(line).collect()
    }

    /// The groups of identical ballots. Computed when asked: one fraction per group and project.
    pub fn groups(&self) -> Vec<Group> {
        let group = |place: usize| Group {
            voters: self.profile.counts[place],
            values: self
                .profile
                .group(place)
                .iter()
                .map(|&(project, value)| (project as usize, self.value(u64::from(value))))
                .collect(),
            left: self
                .purses
                .as_ref()
                .map(|purses| self.money(purses.purse(&self.profile, place as u32))),
        };
        (0..self.profile.groups()).map(group).collect()
    }

    /// Who paid how much for a project: nothing for a project that equal shares did not fund.
    /// Computed when asked: one fraction per group that supports it.
    pub fn payments(&self, project: usize) -> Vec<Payment> {
        let Some(purses) = &self.purses else { return Vec::new() };
        let rank = purses.ranks[project];
        if rank as usize >= purses.paid() {
            return Vec::new();
        }
        let payment = |&(group, value): &(u32, u32)| Payment {
            group: group as usize,
            voters: self.profile.counts[group as usize],
            each: self.money(purses.payment(&self.profile, group, value, rank)),
            exhausted: purses.spent[group as usize] <= rank,
        };
        self.profile.supporters[project].iter().map(payment).collect()
    }

    fn value(&self, value: u64) -> BigRational {
        BigRational::new(value.into(), BigInt::from(10).pow(self.profile.value_decimals))
    }

    fn money(&self, amount: BigRational) -> BigRational {
        amount / &self.unit
    }
}

/// An exact number as proof sheets print it: whole (`400000`), with two decimals (`2228141.75`), or
/// as a fraction (`25000/21`).
pub fn written_exactly(number: &BigRational) -> String {
    if number.is_integer() {
        return number.numer().to_string();
    }
    let (hundredths, rest) = (number.numer() * BigInt::from(100)).div_rem(number.denom());
    if !rest.is_zero() {
        return number.to_string();
    }
    let (whole, decimals) = hundredths.abs().div_rem(&BigInt::from(100));
    let sign = if hundredths.is_negative() { "-" } else { "" };
    format!("{sign}{whole}.{:0>2}", decimals.to_string())
}
