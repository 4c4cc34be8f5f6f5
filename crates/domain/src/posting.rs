//! The one place where events reach the books.

use caisse_units::Month;

use crate::ledger::{BulkEntry, JournalCode, Reason, Side};
use crate::{Event, Organisation, allocations, bank, books, contributions, payments, projects};

/// Posts the entries that an event carries, and locks the periods it closes.
pub(crate) fn post(house: &mut Organisation, event: &Event, record: u64) {
    match event {
        Event::Contributions(event) => post_contributions(house, event, record),
        Event::Allocations(event) => post_allocations(house, event, record),
        Event::Bank(bank::Event::Explained { entry, .. })
        | Event::Payments(
            payments::Event::Executed { entry, .. } | payments::Event::Undone { entry, .. },
        ) => {
            house.ledger.post(entry, record);
        }
        Event::Books(event) => post_books(house, event, record),
        Event::Founded(_)
        | Event::Members(_)
        | Event::Offices(_)
        | Event::Rules(_)
        | Event::Bank(_)
        | Event::Payments(_)
        // The entries of the effects of a poll are posted when these are applied.
        | Event::Assemblies(_) => (),
        Event::Projects(
            projects::Event::InvoiceAccepted { entry, .. }
            | projects::Event::InvoiceCancelled { entry, .. },
        ) => {
            house.ledger.post(entry, record);
        }
        Event::Proposals(_) | Event::Projects(_) | Event::Agreements(_) => (),
    }
}

fn post_contributions(house: &mut Organisation, event: &contributions::Event, record: u64) {
    use contributions::Event as E;
    match event {
        E::Called { month, rule, since, on, members, called, receivable, income, .. } => {
            house.ledger.post_bulk(
                &BulkEntry {
                    journal: JournalCode::Contributions,
                    date: *on,
                    label: &label_of_call(*month),
                    reason: &Reason::Rule { rule: rule.clone(), since: *since },
                    debit: *receivable,
                    credit: *income,
                    by_member: Side::Debit,
                    members,
                    amounts: called,
                },
                record,
            );
        }
        E::Waived { entry, .. }
        | E::Returned { entry, .. }
        | E::ReceiptUndone { entry, .. }
        | E::OtherReceived { entry, .. } => {
            house.ledger.post(entry, record);
        }
        E::Received { content, .. } => {
            house.ledger.post(&content.entry, record);
        }
        E::DebitsSettled { receipts, .. } => {
            for receipt in receipts {
                house.ledger.post(&receipt.entry, record);
            }
        }
        E::DebitsUndone { entries, .. } => {
            for entry in entries {
                house.ledger.post(entry, record);
            }
        }
        E::Chosen { .. }
        | E::Spread { .. }
        | E::Reminded { .. }
        | E::MandateSigned { .. }
        | E::MandateRevoked { .. }
        | E::DebitsPrepared { .. }
        | E::DebitsSent { .. }
        | E::DebitsAbandoned { .. } => (),
    }
}

fn post_allocations(house: &mut Organisation, event: &allocations::Event, record: u64) {
    use allocations::Event as E;
    match event {
        E::Granted { entry, .. } | E::Cancelled { entry, .. } | E::Expired { entry, .. } => {
            house.ledger.post(entry, record);
        }
        E::PeriodicGranted {
            month, rule, since, on, members, amounts, expense, payable, ..
        } => {
            house.ledger.post_bulk(
                &BulkEntry {
                    journal: JournalCode::Allocations,
                    date: *on,
                    label: &label_of_allowance(rule, *month),
                    reason: &Reason::Rule { rule: rule.clone(), since: *since },
                    debit: *expense,
                    credit: *payable,
                    by_member: Side::Credit,
                    members,
                    amounts,
                },
                record,
            );
        }
        E::Asked { .. } | E::Refused { .. } | E::Appealed { .. } => (),
    }
}

fn post_books(house: &mut Organisation, event: &books::Event, record: u64) {
    match event {
        books::Event::Recorded { entry } | books::Event::Corrected { counter: entry, .. } => {
            house.ledger.post(entry, record);
        }
        books::Event::MonthClosed { month } => {
            house.periods.close_month(*month);
            if month.month_of_year() == 12 && !house.periods.knows_year(month.year() + 1) {
                house.periods.open_year(month.year() + 1);
            }
        }
        books::Event::YearClosed { year, entry } => {
            if let Some(entry) = entry {
                house.ledger.post(entry, record);
            }
            house.periods.close_year(*year);
        }
        books::Event::YearOpened { year } => house.periods.open_year(*year),
        books::Event::BudgetAdopted { .. } => (),
    }
}

fn label_of_call(month: Month) -> String {
    format!("Appel des cotisations {}", month.genitive(caisse_units::Language::French))
}

fn label_of_allowance(rule: &str, month: Month) -> String {
    format!("Allocations « {rule} » {}", month.genitive(caisse_units::Language::French))
}
