//! Keeping the books over time: entries by decision, corrections, budgets, months closed and locked,
//! years closed and carried over.
//!
//! Absent on purpose: how an entry is stored and summed (`ledger`).

mod refusal;

pub use refusal::Refusal;

use std::collections::BTreeMap;

use caisse_units::{Amount, Day, Language, Month};
use serde::{Deserialize, Serialize};

use crate::identity::{BankLineId, DecisionId, EntryId};
use crate::ledger::{AccountNumber, Entry, JournalCode, Reason};
use crate::{Organisation, Refusal as Refused};

/// Budgets voted, by year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Books {
    budgets: BTreeMap<i16, Budget>,
}

/// A budget as voted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// The decision that adopted it.
    pub decision: DecisionId,
    /// What is planned per account, positive for expenses as for income.
    pub lines: Vec<(AccountNumber, Amount)>,
}

/// What one may ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Command {
    /// Record an entry by decision or document: opening balances, allotting the result, reserves,
    /// dedicated funds, volunteer work.
    Record(Entry),
    /// Undo an entry by its counter-entry.
    Correct {
        /// Which.
        entry: EntryId,
        /// The date of the counter-entry.
        on: Day,
        /// Why, 1 to 500 characters.
        reasons: String,
    },
    /// Adopt a budget.
    AdoptBudget {
        /// The year.
        year: i16,
        /// The budget.
        budget: Budget,
    },
    /// Open the next year of the books, while the one before is still open.
    OpenYear {
        /// Which.
        year: i16,
    },
    /// Close and lock a month.
    CloseMonth {
        /// Which.
        month: Month,
    },
    /// Close a year whose months are closed: its result goes to its account.
    CloseYear {
        /// Which.
        year: i16,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// An entry was recorded.
    Recorded {
        /// The entry.
        entry: Entry,
    },
    /// An entry was undone.
    Corrected {
        /// Which.
        entry: EntryId,
        /// Why.
        reasons: String,
        /// The counter-entry.
        counter: Entry,
    },
    /// A budget was adopted.
    BudgetAdopted {
        /// The year.
        year: i16,
        /// The budget.
        budget: Budget,
    },
    /// A year was opened.
    YearOpened {
        /// Which.
        year: i16,
    },
    /// A month was closed.
    MonthClosed {
        /// Which.
        month: Month,
    },
    /// A year was closed.
    YearClosed {
        /// Which.
        year: i16,
        /// The result, if there was anything to close. Balances go on in the same ledger.
        entry: Option<Entry>,
    },
}

impl Books {
    /// The budget of a year.
    pub fn budget(&self, year: i16) -> Option<&Budget> {
        self.budgets.get(&year)
    }
}

/// Decides a command on the books.
///
/// # Errors
/// The first refusal in the order of the checks.
pub fn decide(house: &Organisation, command: Command, today: Day) -> Result<Event, Refused> {
    match command {
        Command::Record(entry) => record(house, entry),
        Command::Correct { entry, on, reasons } => correct(house, entry, on, reasons),
        Command::AdoptBudget { year, budget } => {
            house.offices.require(budget.decision)?;
            adopt_budget(house, year, budget, today)
        }
        Command::OpenYear { year } => open_year(house, year, today),
        Command::CloseMonth { month } => close_month(house, month, today),
        Command::CloseYear { year } => {
            house.periods.check_close_year(year)?;
            let entry = house.ledger.closing_entry(&house.chart, year, Language::French);
            Ok(Event::YearClosed { year, entry })
        }
    }
}

fn record(house: &Organisation, entry: Entry) -> Result<Event, Refused> {
    match &entry.reason {
        Reason::Decision(decision) => {
            house.offices.require(*decision)?;
        }
        Reason::Document { digest } => {
            let hexadecimal = digest.bytes().all(|byte| byte.is_ascii_hexdigit());
            if digest.len() != 64 || !hexadecimal {
                return Err(Refusal::DocumentUnusable.into());
            }
        }
        _ => return Err(Refusal::ReasonNotByHand.into()),
    }
    let opening = entry.journal == JournalCode::Opening;
    for posting in &entry.postings {
        house.check_by_hand(posting.account, opening)?;
    }
    house.check(&entry)?;
    Ok(Event::Recorded { entry })
}

/// Only entries without a party are undone by a plain counter-entry; for the others (a receipt, an
/// allocation, a payment) the thing itself is undone, with its entry.
fn correct(
    house: &Organisation,
    entry: EntryId,
    on: Day,
    reasons: String,
) -> Result<Event, Refused> {
    if reasons.trim().is_empty() || reasons.chars().count() > 500 {
        return Err(Refusal::ReasonUnusable.into());
    }
    house.ledger.check_correction(entry, on)?;
    if let Some(refusal) = undone_elsewhere(house, entry) {
        return Err(refusal.into());
    }
    let counter = house.ledger.counter_entry(entry, on, &reasons, Language::French)?;
    house.check(&counter)?;
    Ok(Event::Corrected { entry, reasons, counter })
}

/// Why a plain counter-entry is not what undoes this entry, if so. Linear in the receipts and orders.
fn undone_elsewhere(house: &Organisation, entry: EntryId) -> Option<Refusal> {
    let undone = house.ledger.entry(entry)?.to_entry();
    // A line of a statement waits again once its entry is undone: what restores an undone explanation
    // is a new match.
    if let Reason::Correction(before) = undone.reason
        && house.bank.line_of_entry(before).is_some()
    {
        return Some(Refusal::NotByCounterEntry { entry });
    }
    if let Some((receipt, _)) =
        house.contributions.receipts().find(|(_, receipt)| receipt.entry == entry)
    {
        return Some(Refusal::EntryOfReceipt { entry, receipt });
    }
    let executed = |payment: &crate::payments::Payment| {
        payment.executed.is_some_and(|(made, _)| made == entry)
    };
    if let Some((payment, _)) = house.payments.all().find(|(_, payment)| executed(payment)) {
        return Some(Refusal::EntryOfPayment { entry, payment });
    }
    if house.projects.made_entry(entry) {
        return Some(Refusal::NotByCounterEntry { entry });
    }
    // The books kept by claims, allocations and shares are undone with them.
    let kept = undone.postings.iter().any(|posting| {
        posting.party.is_some() || house.check_by_hand(posting.account, true).is_err()
    });
    let closing = matches!(undone.reason, Reason::Closing { .. });
    (kept || closing).then_some(Refusal::NotByCounterEntry { entry })
}

/// The year after the last one, from the first day of the year before it on: a call may be made in
/// December for January.
fn open_year(house: &Organisation, year: i16, today: Day) -> Result<Event, Refused> {
    let last = house.periods.years().next_back().unwrap_or(house.founding.first_year);
    if year != last + 1 {
        return Err(Refusal::YearDoesNotFollow { year, next: last + 1 }.into());
    }
    if year > today.year() + 1 {
        return Err(Refusal::YearTooFar { year }.into());
    }
    Ok(Event::YearOpened { year })
}

/// A budget by a decision that may still be in the making.
pub(crate) fn adopt_budget(
    house: &Organisation,
    year: i16,
    budget: Budget,
    today: Day,
) -> Result<Event, Refused> {
    let mut accounts: Vec<AccountNumber> = budget.lines.iter().map(|line| line.0).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let in_bounds =
        |line: &(AccountNumber, Amount)| line.1.is_positive() && line.1 <= Amount::LIMIT;
    if accounts.is_empty()
        || accounts.len() != budget.lines.len()
        || !budget.lines.iter().all(in_bounds)
    {
        return Err(Refusal::BudgetUnusable.into());
    }
    for account in accounts {
        house.chart.check_account(account, today)?;
    }
    Ok(Event::BudgetAdopted { year, budget })
}

fn close_month(house: &Organisation, month: Month, today: Day) -> Result<Event, Refused> {
    if today <= month.last_day() {
        return Err(Refusal::MonthNotOver { month }.into());
    }
    house.periods.check_close_month(month)?;
    let open: Vec<BankLineId> = house
        .bank
        .open_lines()
        .filter(|(_, line)| line.booked.month() <= month)
        .map(|(id, _)| id)
        .collect();
    if let Some(first) = open.first() {
        return Err(Refusal::LinesOpen { month, first: *first, count: open.len() }.into());
    }
    Ok(Event::MonthClosed { month })
}

/// Applies an event that was decided; trusts the journal. Entries and periods reach the ledger
/// through `posting`.
pub fn apply(books: &mut Books, event: &Event) {
    if let Event::BudgetAdopted { year, budget } = event {
        books.budgets.insert(*year, budget.clone());
    }
}
