//! The public page, and what stands around every page.

use caisse_units::{Amount, Day, Month};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Adoption, Checkpoint, FundPoint, Place};

/// What stands around every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Frame {
    /// The name of the caisse.
    pub name: String,
    /// What it is in a few words: “caisse alimentaire, Gironde”.
    pub kind: String,
    /// The month that the treasurer is working on: “this month” of every page.
    pub month: Month,
    /// The years that have books, in order; never empty.
    pub years: Vec<i16>,
    /// A sentence that every page shows on top: a broken journal that made the caisse read-only, or
    /// that this caisse is a demonstration.
    pub warning: Option<String>,
}

/// The public page of a caisse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Public {
    /// What the caisse is for, in one to three sentences, as its founding text says it.
    pub purpose: String,
    /// The day of this picture.
    pub as_of: Day,
    /// The fund in hand: what the assembly can dispose of.
    pub fund: Amount,
    /// Money kept that is not ours to spend freely: shares owed to other levels, earmarked funds.
    pub kept_for_others: Amount,
    /// How many belong to it.
    pub members: MemberCount,
    /// This month.
    pub month: Month,
    /// Money in and out this month.
    pub this_month: Flow,
    /// Money in and out this year, the month included.
    pub this_year: Flow,
    /// How long the fund lasts.
    pub survival: Survival,
    /// Where 10 € of contribution go; sums to 10 €.
    pub ten_euros: Vec<Part>,
    /// The rules in force today.
    pub rules: Vec<RuleInForce>,
    /// The latest checkpoint, if one was signed.
    pub checkpoint: Option<Checkpoint>,
}

/// How many belong to the caisse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MemberCount {
    /// People.
    pub people: u32,
    /// Households that they form.
    pub households: u32,
    /// Organisations that are members: workplaces, producers, associations.
    pub organisations: u32,
}

/// Money in and out over a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Flow {
    /// Contributions received.
    pub contributions: Amount,
    /// Allocations paid.
    pub allocations: Amount,
}

/// How long the fund lasts at the pace of the last months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Survival {
    /// Whole months that the fund still covers; `None` when it does not shrink.
    pub months: Option<u32>,
    /// How this was computed, in one sentence.
    pub method: String,
    /// The same without the gifts and subsidies that are in that pace, when there were some.
    pub alone: Option<Alone>,
    /// The fund at the end of each month, known then expected; drawn.
    pub fund: Vec<FundPoint>,
    /// The reserve that a voted rule keeps untouched.
    pub floor: Option<Amount>,
}

/// How long the fund lasts on what members alone bring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Alone {
    /// Whole months that the fund covers without that money; `None` when it does not shrink.
    pub months: Option<u32>,
    /// The same in one sentence.
    pub method: String,
    /// The months ahead on that money, to be drawn beside the others.
    pub fund: Vec<FundPoint>,
}

/// A share of an amount and where it goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Part {
    /// Where it goes: “allocations versées aux foyers”, “fédération”.
    pub name: String,
    /// How much; not negative.
    pub amount: Amount,
    /// What explains it: the account, the rule of the keys.
    pub place: Option<Place>,
}

/// A rule in force and the vote that put it there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RuleInForce {
    /// Its name in files and addresses.
    pub name: String,
    /// Its title for people.
    pub title: String,
    /// What it does, in one sentence.
    pub summary: String,
    /// The first day of the version in force.
    pub since: Day,
    /// How it was adopted.
    pub adoption: Adoption,
}
