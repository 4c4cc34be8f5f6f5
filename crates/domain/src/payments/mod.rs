//! Paying out: orders under two signatures, then the bank line that shows the money has left.
//!
//! An order gathers reserved allocations, shares owed to other levels and invoices of projects. Two
//! different people in office sign it, neither of them paying themselves; only then is there a bank
//! file; the books move when the bank statement shows it.
//!
//! Absent on purpose: IBANs, names, the bank file itself (`banking`, made by `app`).

mod refusal;

pub use refusal::Refusal;

use std::collections::BTreeSet;

use caisse_units::{Amount, Day, Language};
use serde::{Deserialize, Serialize};

use crate::allocations::AllocationState;
use crate::identity::{AllocationId, BankLineId, EntryId, ExpenseId, LevelId, MemberId, PaymentId};
use crate::ledger::{Entry, JournalCode, Party, Posting, Reason, Use};
use crate::{Envelope, Organisation, offices, projects};

/// How many people sign an order.
const SIGNATURES: usize = 2;

/// To whom one item of an order goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Beneficiary {
    /// The member of this allocation.
    Allocation(AllocationId),
    /// A level that is owed shares of contributions.
    Level(LevelId),
    /// The supplier of this invoice of a project.
    Supplier(ExpenseId),
}

/// One item of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// To whom.
    pub to: Beneficiary,
    /// How much.
    pub amount: Amount,
}

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// Waits for signatures.
    ToSign,
    /// Signed by two people; the bank file may be made.
    Signed,
    /// Seen on the bank statement that day.
    Executed(Day),
    /// Given up that day.
    Abandoned(Day),
}

/// An order to pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// What it pays.
    pub items: Vec<Item>,
    /// The day the bank should execute it.
    pub execution: Day,
    /// Who signed, in order.
    pub signatures: Vec<MemberId>,
    /// Where it stands.
    pub state: PaymentState,
    /// Once executed, the entry and the bank line.
    pub executed: Option<(EntryId, BankLineId)>,
}

impl Payment {
    /// The sum of its items.
    pub fn total(&self) -> Amount {
        self.items.iter().map(|item| item.amount).sum()
    }
}

/// The orders.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payments {
    list: Vec<Payment>,
}

impl Payments {
    /// The order of that number.
    pub fn get(&self, payment: PaymentId) -> Option<&Payment> {
        self.list.get((payment.0 as usize).checked_sub(1)?)
    }

    /// Every order with its number.
    pub fn all(&self) -> impl Iterator<Item = (PaymentId, &Payment)> {
        self.list.iter().enumerate().map(|(index, payment)| (PaymentId::at(index), payment))
    }

    /// What is ordered and not yet executed, all orders together.
    pub fn ordered(&self) -> Amount {
        self.pending().map(Payment::total).sum()
    }

    fn pending(&self) -> impl Iterator<Item = &Payment> {
        self.list
            .iter()
            .filter(|payment| matches!(payment.state, PaymentState::ToSign | PaymentState::Signed))
    }

    /// What is ordered for a level and not yet executed.
    pub fn ordered_for(&self, level: LevelId) -> Amount {
        self.pending()
            .flat_map(|payment| &payment.items)
            .filter(|item| item.to == Beneficiary::Level(level))
            .map(|item| item.amount)
            .sum()
    }
}

/// What one may ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Command {
    /// Prepare an order.
    Prepare {
        /// What it pays.
        items: Vec<Item>,
        /// The day the bank should execute it.
        execution: Day,
    },
    /// Sign an order, as the actor.
    Sign {
        /// Which.
        payment: PaymentId,
    },
    /// Give up an order that the bank has not executed.
    Abandon {
        /// Which.
        payment: PaymentId,
        /// Why, 1 to 500 characters.
        reasons: String,
        /// When.
        on: Day,
    },
    /// The bank statement shows it.
    Execute {
        /// Which.
        payment: PaymentId,
        /// The line.
        line: BankLineId,
    },
    /// A line was taken by mistake for the execution of an order: the order is signed and awaited
    /// again, the line waits again.
    Undo {
        /// Which.
        payment: PaymentId,
        /// The date of the counter-entry.
        on: Day,
        /// Why, 1 to 500 characters.
        reasons: String,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// An order was prepared.
    Prepared {
        /// Its number.
        payment: PaymentId,
        /// What it pays.
        items: Vec<Item>,
        /// When.
        execution: Day,
    },
    /// An order was signed.
    Signed {
        /// Which.
        payment: PaymentId,
        /// By whom.
        by: MemberId,
    },
    /// An order was given up.
    Abandoned {
        /// Which.
        payment: PaymentId,
        /// Why.
        reasons: String,
        /// When.
        on: Day,
    },
    /// The bank executed an order.
    Executed {
        /// Which.
        payment: PaymentId,
        /// The line.
        line: BankLineId,
        /// The books.
        entry: Entry,
    },
    /// The execution of an order was recorded by mistake and undone.
    Undone {
        /// Which.
        payment: PaymentId,
        /// Why.
        reasons: String,
        /// The line that waits again.
        line: BankLineId,
        /// The counter-entry.
        entry: Entry,
    },
}

/// Decides a command on payments.
///
/// # Errors
/// The first [`crate::Refusal`] in the order of the checks.
pub fn decide(
    house: &Organisation,
    command: Command,
    envelope: Envelope,
) -> Result<Event, crate::Refusal> {
    match command {
        Command::Prepare { items, execution } => prepare(house, items, execution),
        Command::Sign { payment } => sign(house, payment, envelope),
        Command::Abandon { payment, reasons, on } => {
            let order = known(house, payment)?;
            if !matches!(order.state, PaymentState::ToSign | PaymentState::Signed) {
                return Err(Refusal::Finished { payment }.into());
            }
            if reasons.trim().is_empty() || reasons.chars().count() > 500 {
                return Err(Refusal::ReasonUnusable.into());
            }
            Ok(Event::Abandoned { payment, reasons, on })
        }
        Command::Execute { payment, line } => execute(house, payment, line),
        Command::Undo { payment, on, reasons } => undo(house, payment, on, reasons),
    }
}

fn known(house: &Organisation, payment: PaymentId) -> Result<&Payment, crate::Refusal> {
    house.payments.get(payment).ok_or_else(|| Refusal::Unknown { payment }.into())
}

fn prepare(
    house: &Organisation,
    items: Vec<Item>,
    execution: Day,
) -> Result<Event, crate::Refusal> {
    if items.is_empty() {
        return Err(Refusal::Empty.into());
    }
    let mut seen = BTreeSet::new();
    for item in &items {
        if !seen.insert(item.to) {
            return Err(Refusal::ItemTwice { to: item.to }.into());
        }
        match item.to {
            Beneficiary::Allocation(allocation) => {
                check_allocation(house, allocation, item.amount)?
            }
            Beneficiary::Level(level) => check_level(house, level, item.amount)?,
            Beneficiary::Supplier(expense) => {
                projects::check_payment(house, expense, item.amount)?;
            }
        }
    }
    let asked: Amount = items.iter().map(|item| item.amount).sum();
    let balance = house.ledger.balance(house.chart.account(Use::Bank));
    let ordered = house.payments.ordered();
    if asked > balance.minus(ordered) {
        return Err(Refusal::MoreThanInBank { asked, balance, ordered }.into());
    }
    Ok(Event::Prepared { payment: PaymentId::at(house.payments.list.len()), items, execution })
}

fn check_allocation(
    house: &Organisation,
    allocation: AllocationId,
    asked: Amount,
) -> Result<(), Refusal> {
    match house.allocations.get(allocation) {
        Some(known) if known.state == AllocationState::Reserved => {
            let reserved = known.amount;
            if asked != reserved {
                return Err(Refusal::NotWhatIsReserved { allocation, reserved, asked });
            }
            Ok(())
        }
        known => Err(Refusal::NotReserved { allocation, state: known.map(|known| known.state) }),
    }
}

fn check_level(house: &Organisation, level: LevelId, asked: Amount) -> Result<(), Refusal> {
    let owed = house.owed_to(level).minus(house.payments.ordered_for(level));
    if asked > owed || !asked.is_positive() {
        return Err(Refusal::MoreThanOwed { level, owed, asked });
    }
    Ok(())
}

fn sign(
    house: &Organisation,
    payment: PaymentId,
    envelope: Envelope,
) -> Result<Event, crate::Refusal> {
    let Envelope { actor, today } = envelope;
    let order = known(house, payment)?;
    let offices::Actor::Member(by) = actor else {
        let power = offices::Power::Sign;
        return Err(offices::Refusal::NotAllowed { actor, power }.into());
    };
    if order.state != PaymentState::ToSign {
        return Err(Refusal::NotToSign { payment }.into());
    }
    if order.signatures.contains(&by) {
        return Err(Refusal::SignedTwice { member: by, payment }.into());
    }
    let own = order.items.iter().any(|item| match item.to {
        Beneficiary::Allocation(allocation) => {
            house.allocations.get(allocation).is_some_and(|known| known.member == by)
        }
        Beneficiary::Level(_) => false,
        Beneficiary::Supplier(expense) => projects::paid_member(house, expense) == Some(by),
    });
    if own {
        return Err(Refusal::OwnPayment { member: by, payment }.into());
    }
    if order.signatures.len() + 1 >= SIGNATURES {
        check_offices(house, order, by, payment, today)?;
    }
    Ok(Event::Signed { payment, by })
}

/// The signature that completes an order completes the offices that the statutes want for its sum.
fn check_offices(
    house: &Organisation,
    order: &Payment,
    by: MemberId,
    payment: PaymentId,
    today: Day,
) -> Result<(), Refusal> {
    let Some(version) = house.assemblies.statutes_on(today) else { return Ok(()) };
    let total = order.total();
    let holds = |role: offices::Role| {
        let mut people = order.signatures.iter().chain([&by]);
        people.any(|member| house.offices.holds(*member, role, today))
    };
    match version.statutes.signatures(total).find(|role| !holds(*role)) {
        Some(role) => Err(Refusal::OfficeMissing { payment, total, role }),
        None => Ok(()),
    }
}

fn execute(
    house: &Organisation,
    payment: PaymentId,
    line: BankLineId,
) -> Result<Event, crate::Refusal> {
    let order = known(house, payment)?;
    if order.state != PaymentState::Signed {
        let signatures = order.signatures.len();
        return Err(Refusal::NotSigned { payment, signatures }.into());
    }
    let seen = house.bank.open_line(line)?;
    let total = order.total();
    if seen.amount != -total {
        return Err(Refusal::LineDiffers { line: seen.amount, order: -total }.into());
    }
    let mut postings = Vec::with_capacity(order.items.len() + 1);
    for item in &order.items {
        let (account, party) = match item.to {
            Beneficiary::Allocation(allocation) => {
                let member = house.allocations.get(allocation).map(|known| known.member);
                (Use::AllocationsPayable, member.map(Party::Member))
            }
            Beneficiary::Level(level) => (Use::OwedToLevels, Some(Party::Level(level))),
            Beneficiary::Supplier(_) => (Use::Suppliers, None),
        };
        postings.push(Posting::debit(house.chart.account(account), party, item.amount));
    }
    postings.push(Posting::credit(house.chart.account(Use::Bank), None, total));
    let entry = Entry {
        journal: JournalCode::Bank,
        date: house.periods.open_day(seen.booked),
        label: format!("Paiement {payment}"),
        reason: Reason::BankLine(line),
        postings,
    };
    house.check(&entry)?;
    Ok(Event::Executed { payment, line, entry })
}

/// The order as it was before the line was taken for it.
fn undo(
    house: &Organisation,
    payment: PaymentId,
    on: Day,
    reasons: String,
) -> Result<Event, crate::Refusal> {
    let order = known(house, payment)?;
    let Some((made, line)) = order.executed else {
        return Err(Refusal::NotExecuted { payment }.into());
    };
    if reasons.trim().is_empty() || reasons.chars().count() > 500 {
        return Err(Refusal::ReasonUnusable.into());
    }
    let entry = house.ledger.counter_entry(made, on, &reasons, Language::French)?;
    house.check(&entry)?;
    Ok(Event::Undone { payment, reasons, line, entry })
}

/// Applies an event that was decided; trusts the journal. `first_entry` is the number of the first
/// entry that the event posted.
pub fn apply(payments: &mut Payments, event: &Event, first_entry: EntryId) {
    match event {
        Event::Prepared { items, execution, .. } => payments.list.push(Payment {
            items: items.clone(),
            execution: *execution,
            signatures: Vec::new(),
            state: PaymentState::ToSign,
            executed: None,
        }),
        Event::Signed { payment, by } => {
            let order = &mut payments.list[payment.index()];
            order.signatures.push(*by);
            if order.signatures.len() >= SIGNATURES {
                order.state = PaymentState::Signed;
            }
        }
        Event::Abandoned { payment, on, .. } => {
            payments.list[payment.index()].state = PaymentState::Abandoned(*on);
        }
        Event::Executed { payment, line, entry } => {
            let order = &mut payments.list[payment.index()];
            order.state = PaymentState::Executed(entry.date);
            order.executed = Some((first_entry, *line));
        }
        Event::Undone { payment, .. } => {
            let order = &mut payments.list[payment.index()];
            order.state = PaymentState::Signed;
            order.executed = None;
        }
    }
}
