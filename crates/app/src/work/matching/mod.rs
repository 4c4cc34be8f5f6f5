//! What each open bank line is: found without doubt, proposed, or left to a person.
//!
//! The statement reader's matching finds which claims a line settles; here is what the claims are
//! (contributions, items of a collection, receipts that may come back, items of payment orders) and
//! what a whole line becomes, since one event explains it. A name alone is only ever a proposal.
//!
//! Absent on purpose: the evidence and its order (`caisse_banking::statement::matching`), the books.

mod claims;
mod directory;
mod judging;

use caisse_banking::identifiers::CreditorReference;
use caisse_domain::contributions::{DebitRun, Means};
use caisse_domain::identity::{BankLineId, ClaimId, DebitRunId, MemberId, PaymentId, ReceiptId};
use caisse_domain::offices::Actor;
use caisse_domain::{Command, Organisation, bank, contributions, payments};
use caisse_units::Amount;

use crate::desk::Desk;
use crate::error::ExecuteError;
use crate::house::Request;
use crate::work::statements::LineText;

pub use directory::Directory;

/// How many lines are taken by one commit.
const GROUP: usize = 500;

/// What a line is, as far as one can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// A contribution of this member.
    Contribution(MemberId),
    /// Contributions of several members, which the bank booked together.
    Together(Vec<(MemberId, Amount)>),
    /// The debits of a collection, first ones or recurring ones.
    Debits(DebitRunId, bool),
    /// The debit of one claim, which the bank booked alone.
    Debit(ClaimId),
    /// A receipt that the bank takes back, with the bank's reason.
    Return(ReceiptId, String),
    /// A payment order that the bank executed.
    Payment(PaymentId),
    /// A charge of the bank.
    Charge,
    /// Perhaps a contribution of one of these members, the likeliest first.
    Perhaps(Vec<MemberId>),
    /// Nothing is known of it.
    Unknown,
}

/// The reference that a member writes on a transfer for a claim (ISO 11649).
pub fn reference(claim: ClaimId) -> CreditorReference {
    CreditorReference::from_number(u64::from(claim.0))
}

/// The identifier of one debit of a collection: comes back if it is returned.
pub fn debit_identifier(run: DebitRunId, claim: ClaimId) -> String {
    format!("{run}-{claim}")
}

/// The name of a collection's file.
pub fn run_message(run: DebitRunId) -> String {
    format!("COLLECTE-{run}")
}

/// The name of a payment order's file.
pub fn payment_message(payment: PaymentId) -> String {
    format!("PAIEMENT-{payment}")
}

/// The identifier of a collection's first or recurring debits, which the bank books as one sum: the
/// file numbers its batches from 1, the first debits before the recurring ones.
pub fn run_batch(run: DebitRunId, content: &DebitRun, first_debits: bool) -> String {
    let apart = content.apart.iter().map(|(item, _)| item);
    let before = !first_debits && content.items.iter().chain(apart).any(|item| item.first);
    format!("{}-{}", run_message(run), 1 + u8::from(before))
}

/// The identifier of a payment order's only batch.
pub fn payment_batch(payment: PaymentId) -> String {
    format!("{}-1", payment_message(payment))
}

/// An open bank line, with what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenLine {
    /// Its number.
    pub id: BankLineId,
    /// What the journal keeps of it.
    pub line: bank::Line,
    /// What the vault keeps of it.
    pub text: LineText,
}

/// Every open line, in the order of the statements.
///
/// # Errors
/// [`ExecuteError`] when the store or the vault fails.
pub fn open_lines(desk: &Desk) -> Result<Vec<OpenLine>, ExecuteError> {
    let mut lines = Vec::new();
    for (id, line) in desk.state()?.bank.open_lines() {
        let text = desk.people.line(&line.identity.to_string())?;
        let text = text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        lines.push(OpenLine { id, line: line.clone(), text });
    }
    Ok(lines)
}

/// What each of these lines is, in their order; what one settles is no longer due for the next.
///
/// Complexity: linear in the lines and in what is owed and paid.
pub fn look_up(house: &Organisation, directory: &Directory, lines: &[OpenLine]) -> Vec<Match> {
    judging::look_up(house, directory, lines)
}

/// The command that takes a line for what it is; `None` when a person must say.
pub fn command(line: BankLineId, content: &bank::Line, found: &Match) -> Option<Command> {
    use contributions::Command as Contributions;
    Some(match found {
        Match::Contribution(member) => Command::Contributions(Contributions::Receive {
            member: *member,
            amount: content.amount,
            on: content.booked,
            means: Means::Transfer { line },
        }),
        Match::Debits(run, first_debits) => Command::Contributions(Contributions::SettleDebits {
            run: *run,
            first_debits: *first_debits,
            line,
        }),
        Match::Together(parts) => {
            Command::Contributions(Contributions::ReceiveTogether { line, parts: parts.clone() })
        }
        Match::Debit(claim) => {
            Command::Contributions(Contributions::SettleDebit { claim: *claim, line })
        }
        Match::Return(receipt, reason) => Command::Contributions(Contributions::Return {
            receipt: *receipt,
            on: content.booked,
            reason: reason.clone(),
            line,
        }),
        Match::Payment(payment) => {
            Command::Payments(payments::Command::Execute { payment: *payment, line })
        }
        Match::Charge => Command::Bank(bank::Command::Charge { line }),
        Match::Perhaps(_) | Match::Unknown => return None,
    })
}

/// What matching did.
#[derive(Clone, Debug, Default)]
pub struct Matched {
    /// The lines taken, with what they are.
    pub taken: Vec<(BankLineId, Match)>,
    /// The lines left, with proposals.
    pub left: Vec<(BankLineId, Match)>,
    /// The lines whose command was refused, with the reason.
    pub refused: Vec<(BankLineId, ExecuteError)>,
}

/// Takes every open line that is known without doubt, then looks again at the others: a debit that
/// was just received may be the one that the next line takes back. Stops when nothing more is taken.
///
/// # Errors
/// [`ExecuteError`] when the store or the vault fails; refusals are listed instead.
pub fn match_all(desk: &mut Desk, actor: Actor) -> Result<Matched, ExecuteError> {
    let directory = Directory::open(desk)?;
    let mut open = open_lines(desk)?;
    let mut matched = Matched::default();
    loop {
        let found = look_up(desk.state()?, &directory, &open);
        let (mut known, mut left, mut rest) = (Vec::new(), Vec::new(), Vec::new());
        for (line, found) in open.into_iter().zip(found) {
            match command(line.id, &line.line, &found) {
                Some(command) => known.push((line.id, found, command)),
                None => {
                    left.push((line.id, found));
                    rest.push(line);
                }
            }
        }
        if known.is_empty() {
            matched.left = left;
            matched.taken.sort_by_key(|(line, _)| *line);
            matched.refused.sort_by_key(|(line, _)| *line);
            return Ok(matched);
        }
        for group in known.chunks(GROUP) {
            take(desk, actor, group, &mut matched)?;
        }
        open = rest;
    }
}

/// Takes lines by one commit.
fn take(
    desk: &mut Desk,
    actor: Actor,
    group: &[(BankLineId, Match, Command)],
    matched: &mut Matched,
) -> Result<(), ExecuteError> {
    let mut requests = Vec::with_capacity(group.len());
    for (_, _, command) in group {
        let key = desk.house.fresh_key()?;
        requests.push(Request { key, actor, command: command.clone(), sealed: Vec::new() });
    }
    let answers = desk.house.execute_batch(requests);
    for ((line, found, _), answer) in group.iter().zip(answers) {
        match answer {
            Ok(_) => matched.taken.push((*line, found.clone())),
            Err(error @ ExecuteError::Refused(_)) => matched.refused.push((*line, error)),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
