//! Why: rules, the decisions that adopted them, and the steps from both to an amount.

use caisse_units::{Amount, Day};
use schemars::JsonSchema;
use serde::Serialize;

use super::{CommonRule, Place, Reference};

/// One step of a computation. Steps nest: what a step was computed from stands in `from`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Step {
    /// What was done, in words: “10,00 € par foyer”.
    pub sentence: String,
    /// What it gave, written for people: “15,00 €”, “3”, “2,5 %”, “oui”. Empty for a remark.
    pub value: String,
    /// Where the value comes from, for a parameter or an input: its date and its source.
    pub source: Option<String>,
    /// Where it leads, if it has a page.
    pub place: Option<Place>,
    /// The steps that this one rests on.
    pub from: Vec<Step>,
}

/// Why this amount, down to the vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Why {
    /// The claim or the allocation: `C12`, `A7`.
    pub id: String,
    /// What the amount is: “cotisation de janvier 2026 du membre M12”.
    pub title: String,
    /// The amount.
    pub amount: Amount,
    /// The day on which it was computed.
    pub day: Day,
    /// Step by step, the last step first or in the order of the rule, as the rule tells it.
    pub steps: Vec<Step>,
    /// The parameters that it rests on.
    pub parameters: Vec<Parameter>,
    /// The version of the rule that was applied.
    pub rule: Reference,
    /// The vote that adopted that version.
    pub adoption: Adoption,
    /// The entries that record it.
    pub entries: Vec<Reference>,
    /// The number of the record in the journal.
    pub record: u64,
}

/// A dated value of a rule, with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Parameter {
    /// What it is.
    pub title: String,
    /// Its value, written for people.
    pub value: String,
    /// The first day of this value.
    pub since: Day,
    /// Who says so: the assembly, a decree, a published figure.
    pub source: String,
}

/// The decision that adopted something, in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Adoption {
    /// The decision, such as `D3`.
    pub decision: String,
    /// Its title.
    pub title: String,
    /// The day of the assembly.
    pub day: Day,
    /// The assembly.
    pub assembly: String,
    /// The count in one line, if there was a count: “112 pour, 9 contre, 14 abstentions”.
    pub vote: Option<String>,
}

/// A version of a rule, as the assembly reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Rule {
    /// Its name in files and addresses.
    pub name: String,
    /// Its title for people.
    pub title: String,
    /// The first day of this version.
    pub since: Day,
    /// The last day of this version, if another follows or the rule was repealed.
    pub until: Option<Day>,
    /// The first day on which the rule no longer holds after this version, and the vote that
    /// repealed it.
    pub repealed: Option<(Day, Adoption)>,
    /// The rule in sentences, generated from the rule executed.
    pub sentences: Vec<String>,
    /// Its scales and grids.
    pub tables: Vec<Table>,
    /// Its dated values.
    pub parameters: Vec<Parameter>,
    /// Its worked examples, checked at adoption.
    pub examples: Vec<Example>,
    /// What the checker found: bounds, jumps, the highest marginal rate, whether earning more can
    /// leave less.
    pub findings: Vec<String>,
    /// All its versions, the newest first.
    pub versions: Vec<Version>,
    /// How this version was adopted.
    pub adoption: Adoption,
    /// The federation that set this version, if one did.
    pub common: Option<CommonRule>,
}

/// A scale or a grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Table {
    /// What it gives.
    pub caption: String,
    /// The heads of its columns.
    pub columns: Vec<String>,
    /// Its rows, each with as many cells as there are columns; the first cell heads the row.
    pub rows: Vec<Vec<String>>,
}

/// A worked example of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Example {
    /// The case: “foyer de 3 personnes”.
    pub case: String,
    /// What the rule gives.
    pub result: String,
}

/// A version of a rule, in the list of its versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Version {
    /// Its first day.
    pub since: Day,
    /// Its last day, if another follows.
    pub until: Option<Day>,
    /// How it was adopted.
    pub adoption: Adoption,
}

/// A decision of an assembly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Decision {
    /// The decision, such as `D3`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The day of the assembly.
    pub day: Day,
    /// The assembly.
    pub assembly: String,
    /// The text adopted, paragraph by paragraph.
    pub text: Vec<String>,
    /// The count, if there was one.
    pub vote: Option<Vote>,
    /// The assembly, the poll and the proposal behind it, when it was taken by a poll.
    pub origin: Option<Origin>,
    /// The federation that took it, when it is recorded here as it came from there.
    pub federation: Option<Reference>,
    /// What it put in force or granted.
    pub effects: Vec<Effect>,
    /// The number of its record in the journal.
    pub record: u64,
}

/// What a decision came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Origin {
    /// The proposal, unless the question was put without one.
    pub proposal: Option<Reference>,
    /// The poll.
    pub poll: Reference,
    /// The result in words, with the figures to check it.
    pub outcome: String,
    /// The assembly.
    pub assembly: Reference,
    /// Its minutes: whether they are sealed and signed is in the detail.
    pub minutes: Reference,
}

/// The count of a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Vote {
    /// In favour.
    pub in_favour: u32,
    /// Against.
    pub against: u32,
    /// Abstentions.
    pub abstentions: u32,
    /// Blank ballots.
    pub blanks: u32,
}

/// What a decision does, and from when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Effect {
    /// What it does: “la règle de cotisation, nouvelle version, entre en vigueur”.
    pub sentence: String,
    /// The day from which it does it.
    pub from: Day,
    /// Where it leads.
    pub place: Option<Place>,
}
