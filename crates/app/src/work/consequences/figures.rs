//! What consequences are told in: totals, groups, cases. No figure here is one person's.

use caisse_rules::Value;
use caisse_rules::tree::Title;
use caisse_units::{Amount, Day, Language, Month, Rate};
use serde::{Serialize, Serializer};

/// Groups smaller than this are merged, counts below it are not told.
pub const SMALLEST_GROUP: usize = 5;

/// How many, unless it is so few that it would point at someone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// None, or at least [`SMALLEST_GROUP`].
    Exactly(usize),
    /// From 1 to 4.
    Few,
}

impl Count {
    /// The count of `number`, as far as it may be told.
    pub fn of(number: usize) -> Count {
        if (1..SMALLEST_GROUP).contains(&number) { Count::Few } else { Count::Exactly(number) }
    }

    /// As a person reads it.
    pub fn written(self, language: Language) -> String {
        match self {
            Count::Exactly(number) => number.to_string(),
            Count::Few => language.choose("moins de 5", "fewer than 5").to_owned(),
        }
    }
}

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Count::Exactly(number) => serializer.collect_str(number),
            Count::Few => serializer.serialize_str("1-4"),
        }
    }
}

/// What comes in and goes out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// Contributions called.
    pub contributions: Amount,
    /// Allocations granted.
    pub allocations: Amount,
}

impl Flow {
    /// What a member has of it in the end: received less paid.
    pub fn net(self) -> Amount {
        self.allocations.minus(self.contributions)
    }

    /// Both flows together.
    pub fn plus(self, other: Flow) -> Flow {
        Flow {
            contributions: self.contributions.plus(other.contributions),
            allocations: self.allocations.plus(other.allocations),
        }
    }
}

/// The same thing under the rules of today and under the proposed ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Both<T> {
    /// Under the rules of today.
    pub today: T,
    /// With the proposal.
    pub proposed: T,
}

/// One month of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct MonthOfRun {
    /// The month.
    pub month: Month,
    /// What comes in and goes out.
    pub flow: Both<Flow>,
    /// The money free at its end.
    pub balance: Both<Amount>,
}

/// Some months in a row, from the same opening balance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The money free before the first month.
    pub opening: Amount,
    /// The months, in order.
    pub months: Vec<MonthOfRun>,
    /// Months that the closing balance would last at the pace of the run, in tenths; absent when
    /// nothing goes out.
    pub survival_tenths: Both<Option<i64>>,
    /// The first month that ends below zero.
    pub empty_in: Both<Option<Month>>,
}

impl Run {
    /// The sum of its months.
    pub fn total(&self) -> Both<Flow> {
        self.months.iter().fold(Both::default(), |sum: Both<Flow>, month| Both {
            today: sum.today.plus(month.flow.today),
            proposed: sum.proposed.plus(month.flow.proposed),
        })
    }

    /// The balance at its end.
    pub fn closing(&self) -> Both<Amount> {
        let opening = Both { today: self.opening, proposed: self.opening };
        self.months.last().map_or(opening, |month| month.balance)
    }
}

/// How many gain or lose over the months replayed, and by how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// How many gain.
    pub gain: Count,
    /// What those who gain get more per month, on average, to the euro; absent for few.
    pub mean_gain: Option<Amount>,
    /// How many lose.
    pub lose: Count,
    /// What those who lose have less per month, on average, to the euro; absent for few.
    pub mean_loss: Option<Amount>,
    /// How many see no change; when few gain or lose they are counted here.
    pub same: Count,
}

/// Members or households of a kind, at least five.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Which.
    pub name: GroupName,
    /// How many.
    pub units: usize,
    /// What each pays and receives per month, on average, to the cent.
    pub mean: Both<Flow>,
    /// Who gains and who loses among them.
    pub change: Change,
}

/// What a group is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupName {
    /// A part of those ranked by income or by contribution, from the lowest: `part` of `of`.
    Part {
        /// Which, from 1.
        part: usize,
        /// Of how many.
        of: usize,
        /// Their mean income or contribution per month, to ten euros.
        mean: Amount,
    },
    /// Households of that many persons; the last size stands for larger ones too.
    Persons(usize),
    /// Households of several sizes that were too few apart.
    OtherSizes,
}

/// What the parts are ranked by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ranking {
    /// The declared input of that name.
    Declared(String),
    /// The contribution by the rules of today: too few declared an amount.
    Contribution,
}

/// A person who does not exist, with round figures close to those of many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Case {
    /// What is known of such a person.
    pub inputs: Vec<CaseInput>,
    /// What such a person pays and receives in a month.
    pub flow: Both<Flow>,
}

/// One thing known of a typical case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CaseInput {
    /// Its title for people.
    pub title: Title,
    /// Its value.
    pub value: Value,
}

/// What a proposal would change for this caisse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Consequences {
    /// The day it was computed.
    pub as_of: Day,
    /// The first day of the proposed rules.
    pub effective: Day,
    /// The last twelve months, as if either rules had held all along.
    pub replay: Run,
    /// The next twelve months, with the members of today.
    pub projection: Run,
    /// Members or households compared.
    pub units: usize,
    /// Those who could not be computed, for lack of a declaration.
    pub not_counted: Count,
    /// The part of what was called that came in, over the months replayed.
    pub collected: Rate,
    /// Who gains and who loses.
    pub change: Change,
    /// What the parts below are ranked by.
    pub ranking: Ranking,
    /// By income, from the lowest.
    pub by_income: Vec<Group>,
    /// By size of household.
    pub by_household: Vec<Group>,
    /// Typical cases, five if the members are diverse enough.
    pub cases: Vec<Case>,
}

/// The same for one member, who alone is shown it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mine {
    /// Over the months replayed.
    pub replay: Both<Flow>,
    /// How many months those were.
    pub months: usize,
    /// In the first month under the proposed rules.
    pub first_month: Both<Flow>,
}
