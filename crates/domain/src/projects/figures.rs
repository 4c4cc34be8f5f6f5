//! Questions one may ask of grievances, demands, projects and credit lines.

use std::collections::{BTreeMap, BTreeSet};

use caisse_units::{Amount, Day};

use super::{
    Expense, ExpenseState, OpenEnvelope, Project, ProjectState, Projects, RecordedGrievance,
    StatedDemand,
};
use crate::identity::{
    DecisionId, DemandId, EntryId, EnvelopeId, ExpenseId, GrievanceId, ProjectId,
};

/// A report that is owed to the assembly that voted: an item for its next agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwedReport {
    /// On which project.
    pub project: ProjectId,
    /// By when.
    pub due: Day,
    /// The decision that gave the money.
    pub decision: DecisionId,
}

/// A step on the way from grievances to a project, oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A grievance behind the demand.
    Grievance(GrievanceId),
    /// The demand.
    Demand(DemandId),
    /// The project.
    Project(ProjectId),
    /// A decision that gave it money.
    Decision(DecisionId),
}

impl OpenEnvelope {
    /// What projects may still take from it.
    pub fn left(&self) -> Amount {
        self.content.amount.minus(self.drawn)
    }
}

impl Project {
    /// The sum of its credit lines.
    pub fn credit(&self) -> Amount {
        self.credits.iter().map(|credit| credit.amount).sum()
    }

    /// What invoices may still draw.
    pub fn remainder(&self) -> Amount {
        self.credit().minus(self.drawn)
    }

    /// What its plan still lacks.
    pub fn lacking(&self) -> Amount {
        self.plan.cost().minus(self.credit())
    }

    /// Money kept for it: its credit less what is paid already; once it is closed, only what is
    /// invoiced and unpaid again, since a payment was undone.
    pub fn reserved(&self) -> Amount {
        match self.state {
            ProjectState::Funded => self.credit().minus(self.paid),
            _ => self.drawn.minus(self.paid),
        }
    }

    /// The day by which a report is owed next; `None` when none is. A closed project owes a last
    /// one, from the day it was closed.
    pub fn report_due(&self) -> Option<Day> {
        let last = self.reports.last();
        if let ProjectState::Closed(on) = self.state {
            let told = last.is_some_and(|(reported, _)| *reported >= on);
            return (!told && !self.credits.is_empty()).then_some(on);
        }
        let voted = self.credits.iter().map(|credit| credit.report_by).min()?;
        match last {
            None => Some(voted),
            Some((on, report)) => {
                let later = self.credits.iter().map(|credit| credit.report_by);
                later.filter(|due| due > on).chain(report.next).min()
            }
        }
    }
}

impl Projects {
    /// The grievance of that number.
    pub fn grievance(&self, grievance: GrievanceId) -> Option<&RecordedGrievance> {
        self.grievances.get((grievance.0 as usize).checked_sub(1)?)
    }

    /// Every grievance with its number.
    pub fn grievances(&self) -> impl Iterator<Item = (GrievanceId, &RecordedGrievance)> {
        self.grievances.iter().enumerate().map(|(index, one)| (GrievanceId::at(index), one))
    }

    /// Grievances by theme; those without a theme under an empty one.
    pub fn themes(&self) -> BTreeMap<&str, Vec<GrievanceId>> {
        let mut themes: BTreeMap<&str, Vec<GrievanceId>> = BTreeMap::new();
        for (id, one) in self.grievances() {
            themes.entry(one.theme.as_deref().unwrap_or("")).or_default().push(id);
        }
        themes
    }

    /// The demand of that number.
    pub fn demand(&self, demand: DemandId) -> Option<&StatedDemand> {
        self.demands.get((demand.0 as usize).checked_sub(1)?)
    }

    /// Every demand with its number.
    pub fn demands(&self) -> impl Iterator<Item = (DemandId, &StatedDemand)> {
        self.demands.iter().enumerate().map(|(index, one)| (DemandId::at(index), one))
    }

    /// The demands without an answer whose deadline has passed.
    pub fn overdue_demands(&self, today: Day) -> impl Iterator<Item = (DemandId, &StatedDemand)> {
        self.demands()
            .filter(move |(_, one)| one.answers.is_empty() && one.content.deadline < today)
    }

    /// The demands that stand on a grievance.
    pub fn demands_of(&self, grievance: GrievanceId) -> impl Iterator<Item = DemandId> {
        self.demands()
            .filter(move |(_, one)| one.content.grievances.contains(&grievance))
            .map(|(id, _)| id)
    }

    /// The project of that number.
    pub fn get(&self, project: ProjectId) -> Option<&Project> {
        self.list.get((project.0 as usize).checked_sub(1)?)
    }

    /// Every project with its number.
    pub fn all(&self) -> impl Iterator<Item = (ProjectId, &Project)> {
        self.list.iter().enumerate().map(|(index, one)| (ProjectId::at(index), one))
    }

    /// The projects that come from a demand.
    pub fn projects_of(&self, demand: DemandId) -> impl Iterator<Item = ProjectId> {
        self.all().filter(move |(_, one)| one.plan.demand == Some(demand)).map(|(id, _)| id)
    }

    /// The projects that a vote on priorities may choose: running, and not funded in full.
    pub fn to_choose(&self) -> impl Iterator<Item = (ProjectId, &Project)> {
        self.all().filter(|(_, one)| {
            matches!(one.state, ProjectState::Open | ProjectState::Funded)
                && one.lacking().is_positive()
        })
    }

    /// How a project came about: its grievances, its demand, itself, the decisions behind its money.
    pub fn thread(&self, project: ProjectId) -> Vec<Step> {
        let Some(known) = self.get(project) else { return Vec::new() };
        let mut steps = Vec::new();
        if let Some(demand) = known.plan.demand {
            let behind = self.demand(demand).map_or(&[][..], |one| &one.content.grievances);
            steps.extend(behind.iter().copied().map(Step::Grievance));
            steps.push(Step::Demand(demand));
        }
        steps.push(Step::Project(project));
        let decisions: BTreeSet<DecisionId> =
            known.credits.iter().map(|credit| credit.decision).collect();
        steps.extend(decisions.into_iter().map(Step::Decision));
        steps
    }

    /// The invoice of that number.
    pub fn expense(&self, expense: ExpenseId) -> Option<&Expense> {
        self.expenses.get((expense.0 as usize).checked_sub(1)?)
    }

    /// Every invoice with its number.
    pub fn expenses(&self) -> impl Iterator<Item = (ExpenseId, &Expense)> {
        self.expenses.iter().enumerate().map(|(index, one)| (ExpenseId::at(index), one))
    }

    /// The invoices of a project that are accepted or ordered, and not paid.
    pub fn unpaid(&self, project: ProjectId) -> impl Iterator<Item = (ExpenseId, &Expense)> {
        self.expenses().filter(move |(_, one)| {
            one.invoice.project == project
                && matches!(one.state, ExpenseState::Accepted | ExpenseState::Ordered(_))
        })
    }

    /// The invoice that this document is, unless it was cancelled.
    pub fn expense_of_document(&self, document: &str) -> Option<(ExpenseId, &Expense)> {
        self.expenses().find(|(_, one)| {
            one.invoice.document == document && !matches!(one.state, ExpenseState::Cancelled(_))
        })
    }

    /// True for entries that an invoice or its cancelling made: they are undone there.
    pub fn made_entry(&self, entry: EntryId) -> bool {
        self.expenses.iter().any(|one| one.entry == entry || one.counter == Some(entry))
    }

    /// What was spent under each cost of a project, in the order of its plan.
    pub fn spent_by_cost(&self, project: ProjectId) -> Vec<Amount> {
        let costs = self.get(project).map_or(0, |known| known.plan.costs.len());
        let mut spent = vec![Amount::ZERO; costs];
        for (_, one) in self.expenses() {
            let counts = !matches!(one.state, ExpenseState::Cancelled(_));
            if one.invoice.project == project && counts {
                let sum = &mut spent[usize::from(one.invoice.cost)];
                *sum = sum.plus(one.invoice.amount);
            }
        }
        spent
    }

    /// The envelope of that number.
    pub fn envelope(&self, envelope: EnvelopeId) -> Option<&OpenEnvelope> {
        self.envelopes.get((envelope.0 as usize).checked_sub(1)?)
    }

    /// Every envelope with its number.
    pub fn envelopes(&self) -> impl Iterator<Item = (EnvelopeId, &OpenEnvelope)> {
        self.envelopes.iter().enumerate().map(|(index, one)| (EnvelopeId::at(index), one))
    }

    /// What votes keep for projects on a day: what credit lines have not paid yet, and what is left
    /// in envelopes that are still open. Nothing counts twice: a credit line taken from an envelope
    /// leaves the envelope.
    pub fn reserved(&self, on: Day) -> Amount {
        let credits: Amount = self.list.iter().map(Project::reserved).sum();
        let open = self.envelopes.iter().filter(|one| on <= one.content.until);
        credits.plus(open.map(OpenEnvelope::left).sum())
    }

    /// The reports owed by a day, those due first first: items for the agenda.
    pub fn reports_owed(&self, by: Day) -> Vec<OwedReport> {
        let mut owed: Vec<OwedReport> = self
            .all()
            .filter_map(|(project, known)| {
                let due = known.report_due().filter(|due| *due <= by)?;
                let decision = known.credits.last()?.decision;
                Some(OwedReport { project, due, decision })
            })
            .collect();
        owed.sort_by_key(|report| (report.due, report.project));
        owed
    }
}
