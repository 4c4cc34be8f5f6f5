//! The one place where events reach the books.

use caisse_units::Month;

use crate::ledger::{BulkEntry, JournalCode, Ledger, Periods, Reason, Side};
use crate::{
    Event, allocations, assemblies, bank, books, contributions, federation, payments, projects,
};

/// Posts the entries that an event and those that it causes carry, and locks the periods they close:
/// all that the books need of an event, which [`crate::apply`] takes into everything.
pub fn post(ledger: &mut Ledger, periods: &mut Periods, event: &Event, record: u64) {
    post_own(ledger, periods, event, record);
    match event {
        Event::Assemblies(assemblies::Event::PollClosed(closed)) => {
            closed.effects.iter().for_each(|effect| post(ledger, periods, effect, record));
        }
        Event::Federation(federation::Event::Received { effects, .. }) => {
            effects.iter().for_each(|effect| post(ledger, periods, effect, record));
        }
        _ => (),
    }
}

/// The same without the events that it causes, which are applied one by one.
pub(crate) fn post_own(ledger: &mut Ledger, periods: &mut Periods, event: &Event, record: u64) {
    match event {
        Event::Contributions(event) => post_contributions(ledger, event, record),
        Event::Allocations(event) => post_allocations(ledger, event, record),
        Event::Bank(bank::Event::Explained { entry, .. })
        | Event::Payments(
            payments::Event::Executed { entry, .. } | payments::Event::Undone { entry, .. },
        ) => {
            ledger.post(entry, record);
        }
        Event::Books(event) => post_books(ledger, periods, event, record),
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
            ledger.post(entry, record);
        }
        Event::Federation(
            federation::Event::Sent { entry: Some(entry), .. }
            | federation::Event::Received { entry: Some(entry), .. }
            | federation::Event::MoneyReceived { entry, .. },
        ) => {
            ledger.post(entry, record);
        }
        Event::Proposals(_)
        | Event::Projects(_)
        | Event::Agreements(_)
        | Event::Federation(_)
        | Event::Readings(_) => (),
    }
}

fn post_contributions(ledger: &mut Ledger, event: &contributions::Event, record: u64) {
    use contributions::Event as E;
    match event {
        E::Called { month, rule, since, on, members, called, receivable, income, .. } => {
            ledger.post_bulk(
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
        | E::ReturnUndone { entry, .. }
        | E::DebitUndone { entry, .. }
        | E::OtherReceived { entry, .. } => {
            ledger.post(entry, record);
        }
        E::Received { content, .. } | E::DebitSettled { content, .. } => {
            ledger.post(&content.entry, record);
        }
        E::DebitsSettled { receipts, .. } | E::ReceivedTogether { receipts, .. } => {
            for receipt in receipts {
                ledger.post(&receipt.entry, record);
            }
        }
        E::DebitsUndone { entries, .. } | E::TogetherUndone { entries, .. } => {
            for entry in entries {
                ledger.post(entry, record);
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

fn post_allocations(ledger: &mut Ledger, event: &allocations::Event, record: u64) {
    use allocations::Event as E;
    match event {
        E::Granted { entry, .. } | E::Cancelled { entry, .. } | E::Expired { entry, .. } => {
            ledger.post(entry, record);
        }
        E::PeriodicGranted {
            month, rule, since, on, members, amounts, expense, payable, ..
        } => {
            ledger.post_bulk(
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

fn post_books(ledger: &mut Ledger, periods: &mut Periods, event: &books::Event, record: u64) {
    match event {
        books::Event::Recorded { entry } | books::Event::Corrected { counter: entry, .. } => {
            ledger.post(entry, record);
        }
        books::Event::MonthClosed { month } => {
            periods.close_month(*month);
            if month.month_of_year() == 12 && !periods.knows_year(month.year() + 1) {
                periods.open_year(month.year() + 1);
            }
        }
        books::Event::YearClosed { year, entry } => {
            if let Some(entry) = entry {
                ledger.post(entry, record);
            }
            periods.close_year(*year);
        }
        books::Event::YearOpened { year } => periods.open_year(*year),
        books::Event::BudgetAdopted { .. } => (),
    }
}

fn label_of_call(month: Month) -> String {
    format!("Appel des cotisations {}", month.genitive(caisse_units::Language::French))
}

fn label_of_allowance(rule: &str, month: Month) -> String {
    format!("Allocations « {rule} » {}", month.genitive(caisse_units::Language::French))
}
