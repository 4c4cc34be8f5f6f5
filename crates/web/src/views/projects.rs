//! From grievances to demands and projects, and the credit lines that votes open.

use caisse_units::{Amount, Day};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Adoption, Pages, Reference};

/// The board: what is wrong, what is demanded, what is done about it, and the sums set aside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Board {
    /// Grievances by theme; the theme is empty for those without one.
    pub themes: Vec<Theme>,
    /// Demands, the newest first.
    pub demands: Vec<Demand>,
    /// Projects, the newest first.
    pub projects: Vec<ProjectLine>,
    /// Envelopes; all on page 1.
    pub envelopes: Vec<Envelope>,
    /// Which page of the board this is.
    pub pages: Option<Pages>,
}

/// Grievances of one theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Theme {
    /// The theme; empty for grievances that have none.
    pub name: String,
    /// How many there are.
    pub count: u32,
    /// Those of them that are on this page, the newest first.
    pub grievances: Vec<Grievance>,
}

/// A grievance: its text is sealed, and who speaks may stay unknown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Grievance {
    /// Its number, such as `G3`.
    pub id: String,
    /// Who speaks: a number, or that it is anonymous.
    pub voice: String,
    /// The workplace or section, if told.
    pub workplace: Option<String>,
    /// When it was recorded.
    pub day: Day,
    /// The demands that stand on it.
    pub demands: Vec<Reference>,
}

/// A demand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Demand {
    /// Its number, such as `RV2`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// To whom.
    pub addressee: String,
    /// What is demanded.
    pub text: Vec<String>,
    /// The day by which an answer is expected.
    pub deadline: Day,
    /// True when that day has passed without an answer.
    pub overdue: bool,
    /// The grievances behind it.
    pub grievances: Vec<Reference>,
    /// The answers: day, what came of it, in words.
    pub answers: Vec<(Day, String, String)>,
    /// The projects that come from it.
    pub projects: Vec<Reference>,
}

/// A project in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProjectLine {
    /// Its number, such as `PJ1`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where it stands, in a few words.
    pub state: String,
    /// What it costs.
    pub cost: Amount,
    /// Its credit lines.
    pub credit: Amount,
    /// What invoices drew.
    pub drawn: Amount,
    /// Steps reached, and how many there are.
    pub steps: (u32, u32),
}

/// A sum voted for projects yet to be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Envelope {
    /// Its number, such as `EV1`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How much.
    pub amount: Amount,
    /// What projects took from it.
    pub drawn: Amount,
    /// The last day on which projects may be chosen.
    pub until: Day,
    /// True while projects may be chosen.
    pub open: bool,
    /// The vote.
    pub adoption: Adoption,
}

/// One project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Project {
    /// What lists say of it.
    pub line: ProjectLine,
    /// What it is about.
    pub text: Vec<String>,
    /// Who carries it.
    pub people: Vec<Reference>,
    /// The day it was opened.
    pub day: Day,
    /// The thread: grievances, demand, votes.
    pub thread: Vec<Reference>,
    /// Its costs, with what was spent under each.
    pub costs: Vec<Cost>,
    /// Its steps.
    pub milestones: Vec<Milestone>,
    /// The credit lines, each with its vote.
    pub credits: Vec<Credit>,
    /// What invoices paid so far.
    pub paid: Amount,
    /// The invoices.
    pub invoices: Vec<Invoice>,
    /// The reports, with their days.
    pub reports: Vec<(Day, Vec<String>)>,
    /// The day by which a report is owed.
    pub report_due: Option<Day>,
}

/// A cost of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Cost {
    /// What for.
    pub label: String,
    /// How much is planned.
    pub planned: Amount,
    /// How much was invoiced.
    pub spent: Amount,
}

/// A step of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Milestone {
    /// What will be done.
    pub label: String,
    /// By when.
    pub due: Day,
    /// When it was reached.
    pub reached: Option<Day>,
    /// True when its day has passed and it is not reached.
    pub late: bool,
}

/// A credit line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Credit {
    /// How much.
    pub amount: Amount,
    /// When it was voted.
    pub on: Day,
    /// The envelope it was taken from.
    pub envelope: Option<Reference>,
    /// The vote.
    pub adoption: Adoption,
}

/// An invoice that a credit line pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Invoice {
    /// Its number, such as `F2`.
    pub id: String,
    /// Under which cost.
    pub cost: String,
    /// From whom.
    pub supplier: String,
    /// Its date.
    pub on: Day,
    /// How much.
    pub amount: Amount,
    /// Where it stands.
    pub state: String,
    /// Who signed its payment.
    pub signatures: Vec<Reference>,
    /// Its entry.
    pub entry: Reference,
}
