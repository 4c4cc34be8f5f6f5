//! One poll: what was asked, by which rule, what it came to, and all that is needed to count it again.

use caisse_units::{Amount, Day};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Effect, Fact, Person, Place, Reference, Table};

/// One poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Poll {
    /// The poll, such as `S3`.
    pub id: String,
    /// The question.
    pub question: String,
    /// What is decided, in words: “une règle”.
    pub kind: String,
    /// The assembly.
    pub assembly: Reference,
    /// The item of the agenda.
    pub item: String,
    /// The day it was closed or, while it is open, of the assembly.
    pub day: Day,
    /// The proposal, the amendment.
    pub about: Vec<Reference>,
    /// The options, in order; empty where the answer is yes or no.
    pub options: Vec<Reference>,
    /// The rule, line by line: method, threshold, base, quorum, ties, secrecy.
    pub rule: Vec<Fact>,
    /// How many may vote and how many did.
    pub turnout: PollTurnout,
    /// Where it stands.
    pub state: PollState,
    /// Objections to a proposal taken by consent.
    pub objections: Vec<Objection>,
    /// What it did, and from when.
    pub effects: Vec<Effect>,
    /// The decision recorded.
    pub decision: Option<Reference>,
    /// Why its effects could not take place.
    pub blocked: Option<String>,
    /// Who voted what, where the poll was open.
    pub votes: Option<OpenVotes>,
    /// The files to count it again.
    pub recount: Option<Recount>,
    /// The record of its closing in the journal.
    pub record: Option<u64>,
}

/// How many may vote and how many did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PollTurnout {
    /// Members entitled to vote.
    pub entitled: u64,
    /// Ballots cast in the room or from afar.
    pub cast: u64,
    /// Paper ballots handed out.
    pub papers: u64,
    /// What else is to be known: the paper count entered, confirmed.
    pub remarks: Vec<String>,
}

/// Where a poll stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PollState {
    /// Ballots are taken; the result is hidden.
    Open,
    /// Given up, and why.
    GivenUp(String),
    /// Closed.
    Closed(Box<PollResult>),
}

/// What a poll came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PollResult {
    /// In one word or two: “Adopté”, “Quorum non atteint”, “Choisi : le samedi”.
    pub verdict: String,
    /// True if something was decided.
    pub decided: bool,
    /// The outcome with the figures to check it.
    pub sentence: String,
    /// The quorum at the closing, in words.
    pub quorum: String,
    /// What is drawn.
    pub picture: Picture,
    /// The proof sheet.
    pub sheet: Vec<Table>,
    /// What one must know to read the sheet.
    pub remarks: Vec<String>,
}

/// What is drawn of a result: each has its table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Picture {
    /// Nothing was counted.
    None,
    /// Yes and no against a threshold: the whole, then each college.
    Motion(Vec<MotionBar>),
    /// A bar for each option.
    Bars {
        /// What the bars count: “approbations”, “points”.
        unit: String,
        /// The most that one could get.
        most: u64,
        /// The options, best first.
        bars: Vec<Bar>,
    },
    /// How many gave each grade to each option.
    Merit {
        /// The grades in words, best first.
        grades: Vec<String>,
        /// The options, best first.
        rows: Vec<MeritRow>,
    },
    /// For each pair, how many prefer the one to the other.
    Matrix(Matrix),
    /// Who paid for what.
    Shares(Shares),
}

/// Votes measured against a threshold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MotionBar {
    /// The college, or nothing for the whole.
    pub name: Option<String>,
    /// Yes.
    pub yes: u64,
    /// No.
    pub no: u64,
    /// Abstentions.
    pub abstain: u64,
    /// Blank ballots.
    pub blank: u64,
    /// What the threshold is a fraction of.
    pub base: u64,
    /// The least number of yes that reaches it.
    pub needed: u64,
    /// True if the yes reach it.
    pub reached: bool,
    /// Which of abstentions, blank ballots and those who did not vote weigh in the base.
    pub weighs: Weighs,
}

/// What weighs in the base besides yes and no.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Weighs {
    /// Abstentions do.
    pub abstain: bool,
    /// Blank ballots do.
    pub blank: bool,
    /// Those who did not vote do.
    pub silent: bool,
}

/// One option and its figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Bar {
    /// The option.
    pub name: String,
    /// Where it leads.
    pub place: Option<Place>,
    /// Its figure.
    pub value: u64,
    /// True if it was chosen.
    pub chosen: bool,
}

/// How one option was graded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MeritRow {
    /// The option.
    pub name: String,
    /// Where it leads.
    pub place: Option<Place>,
    /// Voters by grade, best first.
    pub counts: Vec<u64>,
    /// The majority grade, by its place among the grades, best first.
    pub grade: usize,
    /// True if it was chosen.
    pub chosen: bool,
}

/// Comparisons of options two by two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Matrix {
    /// The options, best first, each with its place in the ranking: equal ones share it.
    pub options: Vec<(u32, String, bool)>,
    /// Row by row, how many prefer the row's option to the column's; the diagonal is nothing.
    pub wins: Vec<Vec<Option<u64>>>,
    /// Row by row, the weakest victory of the strongest path: votes for and against.
    pub paths: Vec<Vec<Option<(u64, u64)>>>,
}

/// A sum shared among projects by those who support them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Shares {
    /// The sum.
    pub budget: Amount,
    /// What the funded projects cost.
    pub spent: Amount,
    /// Voters.
    pub voters: u64,
    /// What each voter began with, written exactly.
    pub share: String,
    /// The projects: those funded in the order of funding, then the others.
    pub projects: Vec<SharedProject>,
}

/// One project and who paid for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SharedProject {
    /// Its name.
    pub name: String,
    /// Where it leads.
    pub place: Option<Place>,
    /// What it costs.
    pub cost: Amount,
    /// How many support it.
    pub supporters: u64,
    /// How it was funded.
    pub funding: Funding,
    /// Who paid: how many voters, how much each, and whether it was all that they had left.
    pub payers: Vec<Payers>,
    /// What its supporters put in or, where that was not enough, had left together.
    pub paid: Amount,
}

/// How a project was funded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Funding {
    /// By its supporters.
    Supporters,
    /// From what was left of the sum, in the order of the method.
    Rest,
    /// It was not.
    None,
}

/// Voters who paid the same for a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Payers {
    /// How many.
    pub voters: u64,
    /// How much each, to the cent below.
    pub each: Amount,
    /// True if it was all that they had left.
    pub all_left: bool,
}

/// An objection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Objection {
    /// Who objects.
    pub by: Person,
    /// Why.
    pub text: String,
    /// Where it is, in a word: “maintenue”.
    pub state: String,
    /// True if it stands.
    pub stands: bool,
    /// How it was met.
    pub how: Option<String>,
}

/// Who voted what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OpenVotes {
    /// Each ballot in words, and who cast it.
    pub ballots: Vec<(String, Vec<Person>)>,
    /// How many voters are not listed here, in a very large poll.
    pub more: u64,
}

/// Files to count a poll again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Recount {
    /// The files: each with what it is.
    pub files: Vec<Reference>,
    /// The command that counts the standard one again.
    pub command: Option<String>,
    /// What the command will tell, and what it leaves out.
    pub remarks: Vec<String>,
}

/// A file to download.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct File {
    /// Its name on the reader's disk: `S3.toi`.
    pub name: String,
    /// Its type, as HTTP writes it.
    pub kind: &'static str,
    /// Its text.
    pub text: String,
}
