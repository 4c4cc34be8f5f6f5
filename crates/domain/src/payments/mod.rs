//! Paying out: orders under two signatures, then the bank line that shows the money has left.
//!
//! An order gathers reserved allocations, shares owed to other levels and invoices of projects. Two
//! different people in office sign it, neither of them paying themselves; only then is there a bank
//! file; the books move when the bank statement shows it.
//!
//! Absent on purpose: IBANs, names, the bank file itself (`banking`, made by `app`).

use std::collections::BTreeSet;

use caisse_units::{Amount, Day, Language};
use serde::{Deserialize, Serialize};

use crate::allocations::AllocationState;
use crate::identity::{AllocationId, BankLineId, EntryId, ExpenseId, LevelId, MemberId, PaymentId};
use crate::ledger::{Entry, JournalCode, Party, Posting, Reason, Use};
use crate::{Organisation, offices, projects};

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

/// Why it is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing to pay.
    Empty,
    /// The same item twice.
    ItemTwice {
        /// Which.
        to: Beneficiary,
    },
    /// No allocation of that number, or none that is reserved.
    NotReserved {
        /// Which.
        allocation: AllocationId,
        /// Where it stands, if it exists.
        state: Option<AllocationState>,
    },
    /// Another amount than what is reserved.
    NotWhatIsReserved {
        /// Which.
        allocation: AllocationId,
        /// What is reserved.
        reserved: Amount,
        /// What was to be paid.
        asked: Amount,
    },
    /// More than is owed to a level.
    MoreThanOwed {
        /// Which.
        level: LevelId,
        /// What is owed and not ordered yet.
        owed: Amount,
        /// What was to be paid.
        asked: Amount,
    },
    /// More than there is in the bank, once the orders that it has not executed are taken away.
    MoreThanInBank {
        /// The order.
        asked: Amount,
        /// The balance.
        balance: Amount,
        /// What other orders wait to take from it.
        ordered: Amount,
    },
    /// The order is not executed.
    NotExecuted {
        /// The number.
        payment: PaymentId,
    },
    /// No order of that number.
    Unknown {
        /// The number.
        payment: PaymentId,
    },
    /// The order is signed, executed or abandoned already.
    NotToSign {
        /// The number.
        payment: PaymentId,
    },
    /// The same person cannot sign twice.
    SignedTwice {
        /// Who.
        member: MemberId,
        /// What.
        payment: PaymentId,
    },
    /// Nobody signs a payment to oneself.
    OwnPayment {
        /// Who.
        member: MemberId,
        /// What.
        payment: PaymentId,
    },
    /// The order is not signed by two people, or is executed already.
    NotSigned {
        /// The number.
        payment: PaymentId,
        /// How many signatures it has.
        signatures: usize,
    },
    /// The order is executed or abandoned.
    Finished {
        /// The number.
        payment: PaymentId,
    },
    /// The bank line has another amount.
    LineDiffers {
        /// The line's amount.
        line: Amount,
        /// The order's.
        order: Amount,
    },
    /// A reason is missing or too long.
    ReasonUnusable,
}

impl Refusal {
    /// What is refused and what would make it possible.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        let write = |amount: &Amount| amount.written(Language::French);
        match self {
            Refusal::Empty => "l'ordre de paiement est vide".to_owned(),
            Refusal::ItemTwice { to } => format!("{} figure deux fois dans l'ordre", named(to)),
            Refusal::NotReserved { allocation, state } => match state {
                None => format!("aucune allocation ne porte le numéro {allocation}"),
                Some(AllocationState::Paid(on)) => {
                    format!("{allocation} a déjà été payée le {}", on.written(Language::French))
                }
                Some(AllocationState::Ordered(payment)) => {
                    format!("{allocation} est déjà dans l'ordre {payment}")
                }
                Some(_) => format!("{allocation} n'est plus réservée"),
            },
            Refusal::NotWhatIsReserved { allocation, reserved, asked } => format!(
                "{} sont réservés pour {allocation}, on ne peut en payer {}",
                write(reserved),
                write(asked)
            ),
            Refusal::MoreThanOwed { level, owed, asked } => format!(
                "{} sont dus au niveau {level}, on ne peut en payer {}",
                write(owed),
                write(asked)
            ),
            Refusal::MoreThanInBank { asked, balance, ordered } if ordered.is_zero() => format!(
                "l'ordre est de {}, la banque n'a que {} ; attendez des rentrées ou payez en deux fois",
                write(asked),
                write(balance)
            ),
            Refusal::MoreThanInBank { asked, balance, ordered } => format!(
                "l'ordre est de {} ; la banque a {}, dont {} déjà ordonnés ; attendez des rentrées ou abandonnez un ordre",
                write(asked),
                write(balance),
                write(ordered)
            ),
            Refusal::NotExecuted { payment } => {
                format!(
                    "{payment} n'est pas exécuté ; il n'y a rien à défaire, un ordre en attente s'abandonne"
                )
            }
            Refusal::Unknown { payment } => format!("aucun ordre ne porte le numéro {payment}"),
            Refusal::NotToSign { payment } => format!("{payment} n'attend plus de signature"),
            Refusal::SignedTwice { member, payment } => format!(
                "{member} a déjà signé {payment} ; la seconde signature est celle d'une autre personne"
            ),
            Refusal::OwnPayment { member, payment } => format!(
                "{payment} paie aussi {member}, qui ne peut donc le signer ; demandez à une autre personne en fonction"
            ),
            Refusal::NotSigned { payment, signatures } => format!(
                "{payment} porte {signatures} signature(s) ; il en faut deux, de deux personnes"
            ),
            Refusal::Finished { payment } => format!("{payment} est déjà exécuté ou abandonné"),
            Refusal::LineDiffers { line, order } => format!(
                "la ligne du relevé est de {}, l'ordre de {} ; ils doivent être égaux",
                write(line),
                write(order)
            ),
            Refusal::ReasonUnusable => "un motif de 1 à 500 caractères est nécessaire".to_owned(),
        }
    }

    fn english(&self) -> String {
        let write = |amount: &Amount| amount.written(Language::English);
        match self {
            Refusal::Empty => "the payment order is empty".to_owned(),
            Refusal::ItemTwice { to } => format!("{} stands twice in the order", named(to)),
            Refusal::NotReserved { allocation, state } => match state {
                None => format!("no allocation has the number {allocation}"),
                Some(AllocationState::Paid(on)) => {
                    format!("{allocation} was paid already, on {}", on.written(Language::English))
                }
                Some(AllocationState::Ordered(payment)) => {
                    format!("{allocation} is in the order {payment} already")
                }
                Some(_) => format!("{allocation} is not reserved any more"),
            },
            Refusal::NotWhatIsReserved { allocation, reserved, asked } => format!(
                "{} is reserved for {allocation}, {} cannot be paid",
                write(reserved),
                write(asked)
            ),
            Refusal::MoreThanOwed { level, owed, asked } => {
                format!(
                    "{} is owed to the level {level}, {} cannot be paid",
                    write(owed),
                    write(asked)
                )
            }
            Refusal::MoreThanInBank { asked, balance, ordered } if ordered.is_zero() => format!(
                "the order is of {}, the bank has only {}; wait for income or pay in two parts",
                write(asked),
                write(balance)
            ),
            Refusal::MoreThanInBank { asked, balance, ordered } => format!(
                "the order is of {}; the bank has {}, of which {} is ordered already; wait for income or give up an order",
                write(asked),
                write(balance),
                write(ordered)
            ),
            Refusal::NotExecuted { payment } => {
                format!(
                    "{payment} is not executed; there is nothing to undo, a waiting order is given up"
                )
            }
            Refusal::Unknown { payment } => format!("no order has the number {payment}"),
            Refusal::NotToSign { payment } => format!("{payment} awaits no signature any more"),
            Refusal::SignedTwice { member, payment } => format!(
                "{member} signed {payment} already; the second signature is another person's"
            ),
            Refusal::OwnPayment { member, payment } => format!(
                "{payment} also pays {member}, who therefore cannot sign it; ask another person in office"
            ),
            Refusal::NotSigned { payment, signatures } => {
                format!("{payment} has {signatures} signature(s); it needs two, of two people")
            }
            Refusal::Finished { payment } => format!("{payment} is executed or abandoned already"),
            Refusal::LineDiffers { line, order } => format!(
                "the statement line is of {}, the order of {}; they must be equal",
                write(line),
                write(order)
            ),
            Refusal::ReasonUnusable => "a reason of 1 to 500 characters is needed".to_owned(),
        }
    }
}

fn named(to: &Beneficiary) -> String {
    match to {
        Beneficiary::Allocation(allocation) => allocation.to_string(),
        Beneficiary::Level(level) => level.to_string(),
        Beneficiary::Supplier(expense) => expense.to_string(),
    }
}

/// Decides a command on payments.
///
/// # Errors
/// The first [`crate::Refusal`] in the order of the checks.
pub fn decide(
    house: &Organisation,
    command: Command,
    actor: offices::Actor,
) -> Result<Event, crate::Refusal> {
    match command {
        Command::Prepare { items, execution } => prepare(house, items, execution),
        Command::Sign { payment } => sign(house, payment, actor),
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
    actor: offices::Actor,
) -> Result<Event, crate::Refusal> {
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
    Ok(Event::Signed { payment, by })
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
            if order.signatures.len() >= 2 {
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
