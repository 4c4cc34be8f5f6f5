//! What happens to grievances, demands, projects and their credit lines.

use std::collections::BTreeMap;

use caisse_units::Amount;

use super::{
    Credit, Event, Expense, ExpenseState, OpenEnvelope, Project, ProjectState, Projects,
    RecordedGrievance, StatedDemand,
};
use crate::identity::{EntryId, ExpenseId, PaymentId, ProjectId};
use crate::payments::{self, Beneficiary, Item, Payments};

/// Applies an event that was decided; trusts the journal. `entry` is the number of the entry that
/// the event carries, if it carries one.
pub fn apply(projects: &mut Projects, event: &Event, entry: EntryId) {
    match event {
        Event::GrievanceRecorded { content, .. } => {
            let content = content.clone();
            projects.grievances.push(RecordedGrievance { content, theme: None });
        }
        Event::Grouped { theme, grievances } => {
            for grievance in grievances {
                projects.grievances[grievance.index()].theme = Some(theme.clone());
            }
        }
        Event::DemandStated { content, author, on, .. } => projects.demands.push(StatedDemand {
            content: content.clone(),
            author: *author,
            on: *on,
            answers: Vec::new(),
        }),
        Event::Answered { demand, answer, on } => {
            projects.demands[demand.index()].answers.push((*on, answer.clone()));
        }
        Event::ProjectOpened { plan, author, on, .. } => projects.list.push(Project {
            plan: plan.clone(),
            author: *author,
            on: *on,
            state: ProjectState::Open,
            credits: Vec::new(),
            reached: BTreeMap::new(),
            reports: Vec::new(),
            drawn: Amount::ZERO,
            paid: Amount::ZERO,
        }),
        Event::Replanned { project, plan } => {
            let known = &mut projects.list[project.index()];
            known.plan = plan.clone();
            known.reached.clear();
        }
        Event::MilestoneReached { project, milestone, reached } => {
            let known = &mut projects.list[project.index()];
            known.reached.insert(*milestone, reached.clone());
        }
        Event::EnvelopeOpened { content, .. } => {
            let content = content.clone();
            projects.envelopes.push(OpenEnvelope { content, drawn: Amount::ZERO });
        }
        Event::CreditOpened { project, credit } => credit_opened(projects, *project, credit),
        Event::InvoiceAccepted { invoice, .. } => {
            let known = &mut projects.list[invoice.project.index()];
            known.drawn = known.drawn.plus(invoice.amount);
            projects.expenses.push(Expense {
                invoice: invoice.clone(),
                entry,
                counter: None,
                state: ExpenseState::Accepted,
            });
        }
        Event::InvoiceCancelled { expense, entry: undoing, .. } => {
            let cancelled = &mut projects.expenses[expense.index()];
            cancelled.state = ExpenseState::Cancelled(undoing.date);
            cancelled.counter = Some(entry);
            let known = &mut projects.list[cancelled.invoice.project.index()];
            known.drawn = known.drawn.minus(cancelled.invoice.amount);
        }
        Event::Reported { project, report, on } => {
            projects.list[project.index()].reports.push((*on, report.clone()));
        }
        Event::ProjectClosed { project, on, .. } => {
            projects.list[project.index()].state = ProjectState::Closed(*on);
        }
        Event::GivenUp { project, on, .. } => {
            projects.list[project.index()].state = ProjectState::GivenUp(*on);
        }
    }
}

fn credit_opened(projects: &mut Projects, project: ProjectId, credit: &Credit) {
    if let Some(envelope) = credit.envelope {
        let from = &mut projects.envelopes[envelope.index()];
        from.drawn = from.drawn.plus(credit.amount);
    }
    let known = &mut projects.list[project.index()];
    known.state = ProjectState::Funded;
    known.credits.push(credit.clone());
}

/// Follows a payment order: its invoices are ordered, to be paid again, or paid.
pub fn follow_payment(projects: &mut Projects, payments: &Payments, event: &payments::Event) {
    let (items, state) = match event {
        payments::Event::Prepared { payment, items, .. } => {
            (&items[..], ExpenseState::Ordered(*payment))
        }
        payments::Event::Abandoned { payment, .. } => {
            (items_of(payments, *payment), ExpenseState::Accepted)
        }
        payments::Event::Executed { payment, entry, .. } => {
            (items_of(payments, *payment), ExpenseState::Paid(entry.date))
        }
        payments::Event::Undone { payment, .. } => {
            (items_of(payments, *payment), ExpenseState::Ordered(*payment))
        }
        payments::Event::Signed { .. } => return,
    };
    for item in items {
        if let Beneficiary::Supplier(expense) = item.to {
            move_to(projects, expense, state);
        }
    }
}

fn items_of(payments: &Payments, payment: PaymentId) -> &[Item] {
    payments.get(payment).map_or(&[], |order| &order.items)
}

/// Only the bank's line makes an invoice paid; a line taken by mistake makes it unpaid again.
fn move_to(projects: &mut Projects, expense: ExpenseId, state: ExpenseState) {
    let moved = &mut projects.expenses[expense.index()];
    let paid = |state| matches!(state, ExpenseState::Paid(_));
    let known = &mut projects.list[moved.invoice.project.index()];
    match (paid(moved.state), paid(state)) {
        (false, true) => known.paid = known.paid.plus(moved.invoice.amount),
        (true, false) => known.paid = known.paid.minus(moved.invoice.amount),
        _ => (),
    }
    moved.state = state;
}
