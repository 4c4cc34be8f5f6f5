//! Invoices: what draws on a credit line, and how it reaches the books.
//!
//! Accepted: the cost's account at the debit, suppliers at the credit; paid: suppliers at the debit,
//! the bank at the credit (`payments`). So at every moment what suppliers are owed for projects is
//! what was accepted and not paid.

use caisse_units::{Amount, Day, Language};

use super::decide::{check_digest, check_text, get};
use super::{Event, ExpenseState, Field, Invoice, ProjectState, Refusal, Supplier};
use crate::Organisation;
use crate::identity::{ExpenseId, MemberId};
use crate::ledger::{Entry, JournalCode, Posting, Reason, Use};

/// Accepts an invoice: the project has a credit line with enough left.
pub(super) fn accept(house: &Organisation, invoice: Invoice) -> Result<Event, crate::Refusal> {
    let project = invoice.project;
    let known = get(house, project)?;
    match known.state {
        ProjectState::Funded => (),
        ProjectState::Open => return Err(Refusal::NotFunded { project }.into()),
        ProjectState::Closed(on) | ProjectState::GivenUp(on) => {
            return Err(Refusal::Over { project, on }.into());
        }
    }
    let Some(cost) = known.plan.costs.get(usize::from(invoice.cost)) else {
        return Err(Refusal::CostUnknown { project, count: known.plan.costs.len() }.into());
    };
    check_digest(&invoice.document)?;
    check_supplier(house, &invoice)?;
    if let Some((expense, _)) = house.projects.expense_of_document(&invoice.document) {
        return Err(Refusal::InvoiceTwice { expense }.into());
    }
    let (asked, left) = (invoice.amount, known.remainder());
    if !asked.is_positive() {
        return Err(Refusal::CreditUnusable.into());
    }
    if asked > left {
        return Err(Refusal::MoreThanCredit { project, left, asked }.into());
    }
    let expense = ExpenseId::at(house.projects.expenses.len());
    let suppliers = house.chart.account(Use::Suppliers);
    let entry = Entry {
        journal: JournalCode::General,
        date: invoice.on,
        label: format!("Facture {expense}, projet {project}"),
        reason: Reason::Document { digest: invoice.document.clone() },
        postings: vec![
            Posting::debit(cost.account, None, asked),
            Posting::credit(suppliers, None, asked),
        ],
    };
    house.check(&entry)?;
    Ok(Event::InvoiceAccepted { expense, invoice, entry })
}

fn check_supplier(house: &Organisation, invoice: &Invoice) -> Result<(), Refusal> {
    match &invoice.supplier {
        Supplier::Outside { identity } => check_digest(identity),
        Supplier::Member(member) => match house.members.get(*member) {
            Some(_) => Ok(()),
            None => Err(Refusal::NotActive { member: Some(*member) }),
        },
    }
}

/// Cancels an invoice by a counter-entry; one that is ordered is taken out of its order first.
pub(super) fn cancel(
    house: &Organisation,
    expense: ExpenseId,
    reasons: String,
    on: Day,
) -> Result<Event, crate::Refusal> {
    let Some(known) = house.projects.expense(expense) else {
        return Err(Refusal::ExpenseUnknown { expense }.into());
    };
    if known.state != ExpenseState::Accepted {
        return Err(Refusal::NotToPay { expense, state: known.state }.into());
    }
    check_text(&reasons, 500, Field::Reasons)?;
    house.ledger.check_correction(known.entry, on)?;
    let entry = house.ledger.counter_entry(known.entry, on, &reasons, Language::French)?;
    house.check(&entry)?;
    Ok(Event::InvoiceCancelled { expense, reasons, entry })
}

/// Whether an order may pay an invoice, at that amount.
pub(crate) fn check_payment(
    house: &Organisation,
    expense: ExpenseId,
    asked: Amount,
) -> Result<(), Refusal> {
    let Some(known) = house.projects.expense(expense) else {
        return Err(Refusal::ExpenseUnknown { expense });
    };
    if known.state != ExpenseState::Accepted {
        return Err(Refusal::NotToPay { expense, state: known.state });
    }
    let invoiced = known.invoice.amount;
    if asked != invoiced {
        return Err(Refusal::NotWhatIsInvoiced { expense, invoiced, asked });
    }
    Ok(())
}

/// The member whom an invoice pays, if it is one.
pub(crate) fn paid_member(house: &Organisation, expense: ExpenseId) -> Option<MemberId> {
    match house.projects.expense(expense)?.invoice.supplier {
        Supplier::Member(member) => Some(member),
        Supplier::Outside { .. } => None,
    }
}
