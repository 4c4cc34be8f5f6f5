//! What a proposal on rules would change for this caisse: sums and groups of at least five.

use caisse_units::{Amount, Day, Month};
use schemars::JsonSchema;
use serde::Serialize;

/// The same thing under the rules of today and under the proposed ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Compared {
    /// Under the rules of today.
    pub today: Amount,
    /// With the proposal.
    pub proposed: Amount,
}

impl Compared {
    /// What the proposal adds; negative for what it takes.
    pub fn difference(self) -> Amount {
        self.proposed.minus(self.today)
    }
}

/// The consequences of a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Consequences {
    /// The day they were computed.
    pub as_of: Day,
    /// The main figures in sentences.
    pub sentences: Vec<String>,
    /// What they suppose.
    pub assumptions: Vec<String>,
    /// The past months computed again.
    pub past: Run,
    /// The months ahead.
    pub ahead: Run,
    /// Who gains, who sees no change, who loses.
    pub change: Change,
    /// By income or by contribution, from the lowest.
    pub by_income: Groups,
    /// By size of household.
    pub by_household: Groups,
    /// Typical cases: people who do not exist.
    pub cases: Vec<Case>,
}

/// Months in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Run {
    /// The money free before the first month.
    pub opening: Amount,
    /// The months, in order.
    pub months: Vec<RunMonth>,
    /// How long the money at its end would last with nothing coming in: today, proposed.
    pub survival: Option<(String, String)>,
}

/// One month of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RunMonth {
    /// The month.
    pub month: Month,
    /// Contributions.
    pub contributions: Compared,
    /// Allocations.
    pub allocations: Compared,
    /// The money free at its end.
    pub balance: Compared,
}

/// How many gain and lose. A number of 1 to 4 is never told: those few are among the unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// Those who gain.
    pub gain: Share,
    /// Those who see no change.
    pub same: Share,
    /// Those who lose.
    pub lose: Share,
}

/// So many, and by how much.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Share {
    /// How many, to be drawn; 0 when it is so few that it is not told.
    pub number: u32,
    /// How many, in words: “moins de 5”.
    pub written: String,
    /// By how much a month on average.
    pub mean: Option<Amount>,
}

/// A table of groups.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Groups {
    /// What it is sorted by.
    pub caption: String,
    /// The groups; none when there were too few people to tell.
    pub groups: Vec<Group>,
}

/// A group of at least five.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Group {
    /// Which.
    pub name: String,
    /// How many.
    pub units: u32,
    /// What each contributes a month on average.
    pub contribution: Compared,
    /// What each receives a month on average.
    pub allocation: Compared,
    /// How many of them gain and lose, in words.
    pub change: String,
}

impl Group {
    /// What each has more a month on average; negative for less.
    pub fn difference(&self) -> Amount {
        self.allocation.difference().minus(self.contribution.difference())
    }
}

/// A typical case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Case {
    /// What is known of such a person.
    pub who: String,
    /// What they would contribute in a month.
    pub contribution: Compared,
    /// What they would receive in a month.
    pub allocation: Compared,
}

/// What a proposal would change for the member who looks, who alone is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MyChange {
    /// The proposal, such as `PR4`.
    pub proposal: String,
    /// Its title.
    pub title: String,
    /// How many past months were computed again.
    pub months: u32,
    /// Contributions of those months.
    pub contributions: Compared,
    /// Allocations of those months.
    pub allocations: Compared,
    /// In the first month under the proposed rules: contribution.
    pub first_contribution: Compared,
    /// In the first month under the proposed rules: allocation.
    pub first_allocation: Compared,
}
