//! From a grievance to a demand, to a project, to its result; and the credit lines that votes open.
//!
//! A grievance may be anonymous: then nothing here says whose it is. Each step keeps the number of
//! the one before, and a credit line that of the decision that opened it. A credit line reserves
//! money beside the books ([`Projects::reserved`]) until invoices draw on it; an invoice accepted is
//! an expense and a debt in the books, paid by an order under two signatures (decision 0013).
//!
//! Absent on purpose: names and texts that members gave in confidence (vault), ballots, proposals.

mod apply;
mod authority;
mod decide;
mod expenses;
mod figures;
mod refusal;
#[cfg(test)]
mod tests;

pub use apply::{apply, follow_payment};
pub use authority::authorise;
pub use decide::decide;
pub(crate) use decide::{check_credit, check_envelope, check_opening};
pub(crate) use expenses::{check_payment, paid_member};
pub use figures::{OwedReport, Step};
pub use refusal::{Field, Refusal};

use caisse_units::{Amount, Day};
use serde::{Deserialize, Serialize};

use crate::identity::{
    DecisionId, DemandId, EntryId, EnvelopeId, ExpenseId, GrievanceId, MemberId, PaymentId,
    ProjectId,
};
use crate::ledger::{AccountNumber, Entry};

/// The most lines, milestones, people or grievances in one list.
pub const LONGEST_LIST: usize = 200;
/// The most characters of a title.
pub const LONGEST_TITLE: usize = 200;
/// The most characters of a text.
pub const LONGEST_TEXT: usize = 20_000;

/// Who speaks in a grievance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    /// A member, or a union section that is one.
    Named(MemberId),
    /// Somebody who does not want to be named.
    Anonymous {
        /// SHA-256 of the author's number and a secret that the author keeps: with it the author,
        /// and nobody else, can show later whose it was. 64 hexadecimal digits.
        commitment: String,
    },
}

/// Something that is wrong at work or around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grievance {
    /// Whose.
    pub voice: Voice,
    /// SHA-256 of the sealed text, 64 hexadecimal digits.
    pub text: String,
    /// The workplace or section, at most 200 characters, if told.
    #[serde(default)]
    pub workplace: Option<String>,
    /// When it was recorded.
    pub on: Day,
}

/// What came of a demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// What was demanded.
    Granted,
    /// A part of it.
    PartlyGranted,
    /// Nothing.
    Rejected,
    /// No answer by the deadline.
    Unanswered,
}

/// An answer to a demand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What came of it.
    pub outcome: Outcome,
    /// In words.
    pub text: String,
    /// SHA-256 of the letter or agreement, 64 hexadecimal digits.
    #[serde(default)]
    pub document: Option<String>,
}

/// What is demanded, of whom, by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// Its title.
    pub title: String,
    /// To whom: an employer, a town, a ministry.
    pub addressee: String,
    /// The day by which an answer is expected.
    pub deadline: Day,
    /// What is demanded.
    pub text: String,
    /// The grievances behind it.
    pub grievances: Vec<GrievanceId>,
}

/// One line of what a project costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// What for.
    pub label: String,
    /// The account that takes it: class 6, or 2 for what lasts.
    pub account: AccountNumber,
    /// How much, above zero.
    pub amount: Amount,
}

/// A step of a project, with its date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// What will be done.
    pub label: String,
    /// By when.
    pub due: Day,
}

/// A project as planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Its title.
    pub title: String,
    /// What it is about.
    pub text: String,
    /// The demand it comes from, if any.
    #[serde(default)]
    pub demand: Option<DemandId>,
    /// What it costs.
    pub costs: Vec<Cost>,
    /// Its steps, by date.
    pub milestones: Vec<Milestone>,
    /// Who carries it: at least one active member.
    pub people: Vec<MemberId>,
}

impl Plan {
    /// The sum of its costs.
    pub fn cost(&self) -> Amount {
        self.costs.iter().map(|cost| cost.amount).sum()
    }
}

/// A credit line opened by a vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// How much may be spent.
    pub amount: Amount,
    /// When it was voted.
    pub on: Day,
    /// The day by which results are reported back to the assembly.
    pub report_by: Day,
    /// The envelope it is taken from, if any.
    #[serde(default)]
    pub envelope: Option<EnvelopeId>,
    /// The decision.
    pub decision: DecisionId,
}

/// A sum voted for projects yet to be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// Its title.
    pub title: String,
    /// How much.
    pub amount: Amount,
    /// The last day on which projects may be chosen; from the next one it reserves nothing more.
    pub until: Day,
    /// The decision.
    pub decision: DecisionId,
}

/// Whom an invoice pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Supplier {
    /// A member: a cooperative, an association, a person who works for the project.
    Member(MemberId),
    /// Somebody else: SHA-256 of the sealed name and bank account, 64 hexadecimal digits.
    Outside {
        /// The digest.
        identity: String,
    },
}

/// An invoice that a credit line pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// For which project.
    pub project: ProjectId,
    /// Under which of its costs, from 0.
    pub cost: u16,
    /// From whom.
    pub supplier: Supplier,
    /// SHA-256 of the invoice, 64 hexadecimal digits.
    pub document: String,
    /// How much, above zero.
    pub amount: Amount,
    /// Its date.
    pub on: Day,
}

/// Where an invoice stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpenseState {
    /// Accepted: in the books, to be paid.
    Accepted,
    /// In a payment order.
    Ordered(PaymentId),
    /// Paid on that day.
    Paid(Day),
    /// Cancelled on that day, by a counter-entry.
    Cancelled(Day),
}

/// An invoice accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expense {
    /// The invoice.
    pub invoice: Invoice,
    /// Its entry in the books.
    pub entry: EntryId,
    /// The counter-entry, once it is cancelled.
    pub counter: Option<EntryId>,
    /// Where it stands.
    pub state: ExpenseState,
}

/// A report back to the assembly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The results, in words.
    pub text: String,
    /// SHA-256 of a document, 64 hexadecimal digits.
    #[serde(default)]
    pub document: Option<String>,
    /// The day by which the next report is owed, for a project that goes on.
    #[serde(default)]
    pub next: Option<Day>,
}

/// Where a project stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProjectState {
    /// Planned: no money yet.
    Open,
    /// A vote gave it a credit line.
    Funded,
    /// Done on that day; what was left went back.
    Closed(Day),
    /// Given up on that day, before any money.
    GivenUp(Day),
}

/// A step reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// When.
    pub on: Day,
    /// SHA-256 of what shows it, 64 hexadecimal digits.
    #[serde(default)]
    pub document: Option<String>,
}

/// A project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    /// As planned.
    pub plan: Plan,
    /// Who opened it.
    pub author: MemberId,
    /// When.
    pub on: Day,
    /// Where it stands.
    pub state: ProjectState,
    /// The credit lines voted, in order.
    pub credits: Vec<Credit>,
    /// The steps reached, by their place in the plan.
    pub reached: std::collections::BTreeMap<u16, Reached>,
    /// Reports with their days.
    pub reports: Vec<(Day, Report)>,
    /// Invoices accepted and not cancelled.
    pub drawn: Amount,
    /// Invoices paid.
    pub paid: Amount,
}

/// A demand as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedDemand {
    /// What is demanded.
    pub content: Demand,
    /// Who stated it.
    pub author: MemberId,
    /// When.
    pub on: Day,
    /// The answers, with their days.
    pub answers: Vec<(Day, Answer)>,
}

/// A grievance as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedGrievance {
    /// What was recorded.
    pub content: Grievance,
    /// The theme under which it was grouped.
    pub theme: Option<String>,
}

/// An envelope as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenEnvelope {
    /// As voted.
    pub content: Envelope,
    /// What projects took from it.
    pub drawn: Amount,
}

/// Grievances, demands, projects.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Projects {
    grievances: Vec<RecordedGrievance>,
    demands: Vec<StatedDemand>,
    list: Vec<Project>,
    expenses: Vec<Expense>,
    envelopes: Vec<OpenEnvelope>,
}

/// What one may ask; money comes from proposals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Command {
    /// Record a grievance.
    RecordGrievance(Grievance),
    /// Put grievances under a theme, in the place of the one they had.
    Group {
        /// The theme.
        theme: String,
        /// Which.
        grievances: Vec<GrievanceId>,
    },
    /// State a demand.
    StateDemand(Demand),
    /// Record an answer to a demand.
    RecordAnswer {
        /// Which.
        demand: DemandId,
        /// The answer.
        answer: Answer,
    },
    /// Open a project.
    OpenProject(Plan),
    /// Plan a project anew, before it has money.
    Replan {
        /// Which.
        project: ProjectId,
        /// The new plan.
        plan: Plan,
    },
    /// A step is reached.
    ReachMilestone {
        /// Of which project.
        project: ProjectId,
        /// Its place in the plan, from 0.
        milestone: u16,
        /// What shows it.
        reached: Reached,
    },
    /// Accept an invoice: it draws on the credit line and enters the books.
    AcceptInvoice(Invoice),
    /// Cancel an invoice that is in no order.
    CancelInvoice {
        /// Which.
        expense: ExpenseId,
        /// Why, 1 to 500 characters.
        reasons: String,
        /// The date of the counter-entry.
        on: Day,
    },
    /// Report results back to the assembly that voted.
    Report {
        /// On which project.
        project: ProjectId,
        /// The results.
        report: Report,
    },
    /// A funded project is done: what is left of its credit goes back.
    CloseProject {
        /// Which.
        project: ProjectId,
    },
    /// Give up a project that has no money.
    GiveUp {
        /// Which.
        project: ProjectId,
        /// Why, 1 to 500 characters.
        reasons: String,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A grievance was recorded.
    GrievanceRecorded {
        /// Its number.
        grievance: GrievanceId,
        /// What.
        content: Grievance,
    },
    /// Grievances were put under a theme.
    Grouped {
        /// The theme.
        theme: String,
        /// Which.
        grievances: Vec<GrievanceId>,
    },
    /// A demand was stated.
    DemandStated {
        /// Its number.
        demand: DemandId,
        /// What.
        content: Demand,
        /// By whom.
        author: MemberId,
        /// When.
        on: Day,
    },
    /// A demand was answered.
    Answered {
        /// Which.
        demand: DemandId,
        /// The answer.
        answer: Answer,
        /// When.
        on: Day,
    },
    /// A project was opened.
    ProjectOpened {
        /// Its number.
        project: ProjectId,
        /// The plan.
        plan: Plan,
        /// By whom.
        author: MemberId,
        /// When.
        on: Day,
    },
    /// A project was planned anew.
    Replanned {
        /// Which.
        project: ProjectId,
        /// The new plan.
        plan: Plan,
    },
    /// A step was reached.
    MilestoneReached {
        /// Of which project.
        project: ProjectId,
        /// Its place in the plan.
        milestone: u16,
        /// When, and what shows it.
        reached: Reached,
    },
    /// A vote opened an envelope.
    EnvelopeOpened {
        /// Its number.
        envelope: EnvelopeId,
        /// What.
        content: Envelope,
    },
    /// A vote opened a credit line.
    CreditOpened {
        /// For which project.
        project: ProjectId,
        /// How much, by which decision.
        credit: Credit,
    },
    /// An invoice was accepted.
    InvoiceAccepted {
        /// Its number.
        expense: ExpenseId,
        /// The invoice.
        invoice: Invoice,
        /// The books.
        entry: Entry,
    },
    /// An invoice was cancelled.
    InvoiceCancelled {
        /// Which.
        expense: ExpenseId,
        /// Why.
        reasons: String,
        /// The counter-entry.
        entry: Entry,
    },
    /// Results were reported.
    Reported {
        /// On which project.
        project: ProjectId,
        /// The results.
        report: Report,
        /// When.
        on: Day,
    },
    /// A project was closed.
    ProjectClosed {
        /// Which.
        project: ProjectId,
        /// When.
        on: Day,
        /// What went back.
        returned: Amount,
    },
    /// A project was given up.
    GivenUp {
        /// Which.
        project: ProjectId,
        /// Why.
        reasons: String,
        /// When.
        on: Day,
    },
}
