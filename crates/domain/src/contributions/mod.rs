//! What members owe and what comes in: calls, waivers, instalments, receipts, returns, mandates and
//! collections by direct debit, other income.
//!
//! A *claim* is what one member owes for one month. A *receipt* is money that came in; it settles
//! claims, oldest first, and what is left over stays to the member's credit. A returned receipt
//! re-opens its claims: nothing is deleted.
//!
//! Absent on purpose: IBANs and names (vault), the texts of bank lines (vault), income (vault).

mod apply;
mod command;
mod decide;
mod event;
mod figures;
mod instalments;
mod refusal;
mod settled;
mod undo;

pub use apply::apply;
pub use command::Command;
pub use decide::{decide, to_call};
pub use event::Event;
pub use figures::ClaimState;
pub use instalments::{Instalment, Plan};
pub use refusal::Refusal;
pub use settled::Settled;

use std::collections::{BTreeMap, BTreeSet};

use caisse_units::{Amount, Day, Month};
use serde::{Deserialize, Serialize};

use crate::identity::{
    BankLineId, ClaimId, DebitMandateId, DebitRunId, EntryId, MemberId, ReceiptId,
};
use crate::ledger::Entry;

/// What one member owes for one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Who owes.
    pub member: MemberId,
    /// For which month.
    pub month: Month,
    /// What the rule proposed.
    pub proposed: Amount,
    /// What is called: the proposal, or more if the member chose more.
    pub called: Amount,
    /// What was received, never more than `called - waived`.
    pub paid: Amount,
    /// What was waived, with a reason.
    pub waived: Amount,
    /// When it is due; for a claim that was spread, when the first instalment not paid yet is.
    pub due: Day,
    /// Times it was reminded, all instalments together.
    pub reminders: u8,
    /// The collection that is asking the bank for it, if one is under way.
    pub in_collection: Option<DebitRunId>,
}

/// How money came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// Notes and coins, counted by hand.
    Cash,
    /// A cheque, with its number, at most 40 characters.
    Cheque {
        /// The number printed on it.
        number: String,
    },
    /// A transfer seen on the bank statement.
    Transfer {
        /// The line.
        line: BankLineId,
    },
    /// A collection by direct debit, seen on the bank statement.
    Debit {
        /// The collection.
        run: DebitRunId,
        /// The line.
        line: BankLineId,
    },
}

impl Means {
    /// The bank line that shows the money, if any.
    pub fn line(&self) -> Option<BankLineId> {
        match self {
            Means::Transfer { line } | Means::Debit { line, .. } => Some(*line),
            Means::Cash | Means::Cheque { .. } => None,
        }
    }
}

/// Money of one member that came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// From whom.
    pub member: MemberId,
    /// How much.
    pub amount: Amount,
    /// When.
    pub on: Day,
    /// How.
    pub means: Means,
    /// Which claims it settles, and for how much; the rest is to the member's credit.
    pub settles: Vec<(ClaimId, Amount)>,
    /// What went to each level by the keys in force, in the order of the keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<Share>,
    /// The books.
    pub entry: Entry,
}

/// A receipt as the state keeps it: its entry is in the books.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptReceipt {
    /// From whom.
    pub member: MemberId,
    /// How much.
    pub amount: Amount,
    /// When.
    pub on: Day,
    /// How.
    pub means: Means,
    /// Which claims it settled, and for how much.
    pub settles: Settled,
    /// Its entry in the books.
    pub entry: EntryId,
    /// When the bank took it back, or when it was undone because it was recorded by mistake.
    pub returned: Option<Day>,
}

/// What a receipt gives to one level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The name of the level in the keys; `local` stays in the caisse.
    pub level: String,
    /// How much.
    pub amount: Amount,
}

/// Where other income comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncomeKind {
    /// The surplus of a collective activity.
    Surplus,
    /// A contribution of another caisse or of the federation.
    OtherCaisse,
    /// A gift.
    Gift,
    /// Public money.
    Grant,
}

/// A mandate by which a member lets the caisse debit an account that the vault knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DebitMandate {
    /// Whose.
    pub member: MemberId,
    /// The unique reference (RUM), at most 35 characters.
    pub reference: String,
    /// When it was signed.
    pub signed: Day,
    /// The last collection; a mandate unused for 36 months lapses.
    pub last_used: Option<Day>,
    /// When it was revoked.
    pub revoked: Option<Day>,
}

/// One line of a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DebitItem {
    /// By which mandate.
    pub mandate: DebitMandateId,
    /// For which claim.
    pub claim: ClaimId,
    /// How much.
    pub amount: Amount,
    /// True for the first collection of the mandate.
    pub first: bool,
}

/// Whether the file of a collection has gone to the bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sending {
    /// Prepared before the sending was recorded: the file may have gone.
    Unknown,
    /// Not yet: what is paid otherwise leaves the collection.
    NotYet,
    /// The file was made that day.
    Sent(Day),
}

/// A collection by direct debit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DebitRun {
    /// The day the bank collects.
    pub collection: Day,
    /// Its lines, in the order of their claims, without those that were given up.
    pub items: Vec<DebitItem>,
    /// Whether the bank has its file.
    pub sending: Sending,
    /// The bank lines that came: one for the first debits, one for the recurring ones.
    pub settled: Vec<(bool, BankLineId)>,
    /// The debits that came each by a line of its own, which are not in `items` any more.
    pub apart: Vec<(DebitItem, BankLineId)>,
}

/// Everything owed and received.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contributions {
    claims: Vec<Claim>,
    receipts: Vec<KeptReceipt>,
    open: BTreeMap<MemberId, Vec<ClaimId>>,
    credit: BTreeMap<MemberId, Amount>,
    chosen: BTreeMap<MemberId, Vec<(Month, Amount)>>,
    plans: BTreeMap<ClaimId, Plan>,
    called: BTreeMap<Month, Vec<(ClaimId, u32)>>,
    mandates: Vec<DebitMandate>,
    mandates_by_member: BTreeMap<MemberId, Vec<DebitMandateId>>,
    references: BTreeSet<String>,
    runs: Vec<DebitRun>,
    /// What the bank took back, by the line that shows it: the receipt and the entry.
    returns: BTreeMap<BankLineId, (ReceiptId, EntryId)>,
}

#[cfg(test)]
mod tests;
