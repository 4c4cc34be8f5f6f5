//! What members owe and what comes in: calls, waivers, instalments, receipts, returns, mandates and
//! collections by direct debit, other income.
//!
//! A *claim* is what one member owes for one month. A *receipt* is money that came in; it settles
//! claims, oldest first, and what is left over stays to the member's credit. A returned receipt
//! re-opens its claims: nothing is deleted.
//!
//! Absent on purpose: IBANs and names (vault), the texts of bank lines (vault), income (vault).

mod apply;
mod decide;
mod figures;
mod instalments;
mod refusal;
mod settled;
mod undo;

pub use apply::apply;
pub use decide::decide;
pub use figures::ClaimState;
pub use instalments::{Instalment, Plan};
pub use refusal::Refusal;
pub use settled::Settled;

use std::collections::{BTreeMap, BTreeSet};

use caisse_units::{Amount, Day, Month};
use serde::{Deserialize, Serialize};

use crate::identity::{
    BankLineId, ClaimId, DebitMandateId, DebitRunId, DecisionId, EntryId, MemberId, ReceiptId,
};
use crate::ledger::{AccountNumber, Entry};

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

/// What one may ask.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Command {
    /// Call the contributions of a month: every active member not yet called for it owes what the
    /// rule gives on the situation handed over.
    Call {
        /// The month.
        month: Month,
        /// When they are due.
        due: Day,
        /// The situations opened for this call.
        #[serde(skip)]
        situations: crate::rules::Situations,
    },
    /// A member chooses to pay more than proposed from a month on; zero ends the choice.
    Choose {
        /// Who.
        member: MemberId,
        /// From which month.
        from: Month,
        /// The amount chosen.
        amount: Amount,
    },
    /// Waive part or all of a claim.
    Waive {
        /// Which.
        claim: ClaimId,
        /// How much.
        amount: Amount,
        /// Why; 1 to 500 characters.
        reason: String,
        /// By which decision.
        decision: DecisionId,
        /// The date of the entry.
        on: Day,
    },
    /// Spread what is left of a claim over dates.
    Spread {
        /// Which.
        claim: ClaimId,
        /// The dates and amounts, which sum to what is left.
        parts: Vec<(Day, Amount)>,
    },
    /// Money of a member came in.
    Receive {
        /// From whom.
        member: MemberId,
        /// How much.
        amount: Amount,
        /// When.
        on: Day,
        /// How; `Debit` only through [`Command::SettleDebits`].
        means: Means,
    },
    /// A bank line of a collection came: its first debits, or its recurring ones, are received.
    SettleDebits {
        /// The collection.
        run: DebitRunId,
        /// True for the first debits, which the bank books apart.
        first_debits: bool,
        /// The bank line.
        line: BankLineId,
    },
    /// One bank line shows the transfers of several members, as some banks book them.
    ReceiveTogether {
        /// The bank line.
        line: BankLineId,
        /// From whom how much; they sum to the line.
        parts: Vec<(MemberId, Amount)>,
    },
    /// The bank booked one debit of a collection by a line of its own.
    SettleDebit {
        /// The claim that the debit is for.
        claim: ClaimId,
        /// The bank line.
        line: BankLineId,
    },
    /// The bank took a receipt back.
    Return {
        /// Which receipt.
        receipt: ReceiptId,
        /// When.
        on: Day,
        /// The reason code of the bank, such as `AM04`.
        reason: String,
        /// The bank line that shows it.
        line: BankLineId,
    },
    /// Reminders were sent for these claims.
    Remind {
        /// Which.
        claims: Vec<ClaimId>,
        /// When.
        on: Day,
    },
    /// A member signed a mandate.
    SignMandate {
        /// Who.
        member: MemberId,
        /// The reference.
        reference: String,
        /// When.
        signed: Day,
    },
    /// A mandate is revoked.
    RevokeMandate {
        /// Which.
        mandate: DebitMandateId,
        /// When.
        on: Day,
    },
    /// Prepare a collection of all open claims that have a valid mandate and are due by the day.
    PrepareDebits {
        /// The day the bank collects.
        collection: Day,
    },
    /// The file of a collection went to the bank: from now on its debits stand, whatever else comes.
    SendDebits {
        /// The collection.
        run: DebitRunId,
        /// When.
        on: Day,
    },
    /// Give up a collection, or some debits of it: never sent, or refused by the bank.
    AbandonDebits {
        /// The collection.
        run: DebitRunId,
        /// The claims whose debits are given up; all of the collection if empty.
        claims: Vec<ClaimId>,
        /// Why, 1 to 500 characters.
        reason: String,
        /// When.
        on: Day,
    },
    /// Undo a receipt that was recorded by mistake; its claims are owed again, and the bank line that
    /// it explained, if any, waits again.
    UndoReceipt {
        /// Which.
        receipt: ReceiptId,
        /// The date of the counter-entry.
        on: Day,
        /// Why, 1 to 500 characters.
        reason: String,
    },
    /// A bank line was taken by mistake for the debits of a collection: they are awaited again, and the
    /// line waits again.
    UndoDebits {
        /// The line.
        line: BankLineId,
        /// The date of the counter-entries.
        on: Day,
        /// Why, 1 to 500 characters.
        reason: String,
    },
    /// Give a bank line back that was taken by mistake for a return: the receipt stands again.
    UndoReturn {
        /// The bank line of the return.
        line: BankLineId,
        /// When.
        on: Day,
        /// Why; 1 to 500 characters.
        reason: String,
    },
    /// Give a bank line back whose transfers of several members were split by mistake.
    UndoTogether {
        /// The bank line.
        line: BankLineId,
        /// When.
        on: Day,
        /// Why; 1 to 500 characters.
        reason: String,
    },
    /// Record income other than contributions.
    ReceiveOther {
        /// Where it comes from.
        kind: IncomeKind,
        /// How much.
        amount: Amount,
        /// When.
        on: Day,
        /// From whom or what, 1 to 200 characters.
        label: String,
        /// The bank line; cash if absent.
        line: Option<BankLineId>,
        /// The decision or agreement that it carries out.
        decision: DecisionId,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Contributions were called. The columns have one row per member.
    Called {
        /// The month.
        month: Month,
        /// The rule.
        rule: String,
        /// The first day of the version applied.
        since: Day,
        /// When they are due.
        due: Day,
        /// The date of the entry.
        on: Day,
        /// The number of the first claim.
        first: ClaimId,
        /// The members, in order.
        members: Vec<MemberId>,
        /// What the rule proposed to each.
        proposed: Vec<Amount>,
        /// What is called from each.
        called: Vec<Amount>,
        /// The account of claims, debited.
        receivable: AccountNumber,
        /// The account of contributions, credited.
        income: AccountNumber,
    },
    /// A member chose an amount.
    Chosen {
        /// Who.
        member: MemberId,
        /// From which month.
        from: Month,
        /// How much; zero ends the choice.
        amount: Amount,
    },
    /// A claim was waived, in part or whole.
    Waived {
        /// Which.
        claim: ClaimId,
        /// How much.
        amount: Amount,
        /// Why.
        reason: String,
        /// By which decision.
        decision: DecisionId,
        /// The books.
        entry: Entry,
        /// What is left to debit of the claim if its collection is not sent yet, as for a receipt.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        leaving: Vec<(ClaimId, Amount)>,
    },
    /// A claim was spread over dates.
    Spread {
        /// Which.
        claim: ClaimId,
        /// When how much is due.
        parts: Vec<(Day, Amount)>,
    },
    /// Money of a member came in.
    Received {
        /// Its number.
        receipt: ReceiptId,
        /// All about it.
        content: Receipt,
        /// What is left to debit of claims that this receipt pays while their collection is not sent
        /// yet; zero leaves the collection.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        leaving: Vec<(ClaimId, Amount)>,
    },
    /// A receipt recorded by mistake was undone.
    ReceiptUndone {
        /// Which.
        receipt: ReceiptId,
        /// When.
        on: Day,
        /// Why.
        reason: String,
        /// The bank line that waits again, if it explained one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        line: Option<BankLineId>,
        /// The counter-entry.
        entry: Entry,
    },
    /// A bank line of a collection came.
    DebitsSettled {
        /// The collection.
        run: DebitRunId,
        /// True for the first debits, which the bank books apart.
        first_debits: bool,
        /// The bank line.
        line: BankLineId,
        /// The number of the first receipt.
        first: ReceiptId,
        /// One receipt per item.
        receipts: Vec<Receipt>,
    },
    /// One bank line showed the transfers of several members.
    ReceivedTogether {
        /// The bank line.
        line: BankLineId,
        /// The number of the first receipt.
        first: ReceiptId,
        /// One receipt per member.
        receipts: Vec<Receipt>,
        /// As for one receipt.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        leaving: Vec<(ClaimId, Amount)>,
    },
    /// The receipts of one bank line, recorded by mistake, were undone.
    TogetherUndone {
        /// The bank line, which waits again.
        line: BankLineId,
        /// When.
        on: Day,
        /// Why.
        reason: String,
        /// The receipts that are undone.
        receipts: Vec<ReceiptId>,
        /// Their counter-entries, in the same order.
        entries: Vec<Entry>,
    },
    /// One debit of a collection came by a line of its own.
    DebitSettled {
        /// The collection.
        run: DebitRunId,
        /// The debit, which leaves those awaited together.
        item: DebitItem,
        /// The bank line.
        line: BankLineId,
        /// The number of the receipt.
        receipt: ReceiptId,
        /// All about it.
        content: Receipt,
    },
    /// A bank line that was taken by mistake for one debit was given back.
    DebitUndone {
        /// The collection.
        run: DebitRunId,
        /// The debit.
        item: DebitItem,
        /// True if the debit is awaited again with the others of its collection; false when those have
        /// come.
        awaited: bool,
        /// The bank line, which waits again.
        line: BankLineId,
        /// When.
        on: Day,
        /// Why.
        reason: String,
        /// The receipt that is undone.
        receipt: ReceiptId,
        /// Its counter-entry.
        entry: Entry,
    },
    /// A return that was matched with a receipt by mistake was undone: the receipt stands again.
    ReturnUndone {
        /// The receipt.
        receipt: ReceiptId,
        /// The bank line of the return, which waits again.
        line: BankLineId,
        /// When.
        on: Day,
        /// Why.
        reason: String,
        /// What the receipt settles now.
        settles: Vec<(ClaimId, Amount)>,
        /// As for a receipt.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        leaving: Vec<(ClaimId, Amount)>,
        /// The counter-entry of the return.
        entry: Entry,
    },
    /// A bank line that was taken by mistake for the debits of a collection was given back.
    DebitsUndone {
        /// The collection.
        run: DebitRunId,
        /// True for its first debits.
        first_debits: bool,
        /// The bank line that waits again.
        line: BankLineId,
        /// When.
        on: Day,
        /// Why.
        reason: String,
        /// The receipts that are undone.
        receipts: Vec<ReceiptId>,
        /// Their counter-entries, in the same order.
        entries: Vec<Entry>,
    },
    /// The bank took a receipt back.
    Returned {
        /// Which.
        receipt: ReceiptId,
        /// When.
        on: Day,
        /// The bank's reason.
        reason: String,
        /// The bank line.
        line: BankLineId,
        /// The books.
        entry: Entry,
    },
    /// Reminders were sent.
    Reminded {
        /// For which claims.
        claims: Vec<ClaimId>,
        /// When.
        on: Day,
    },
    /// A mandate was signed.
    MandateSigned {
        /// Its number.
        mandate: DebitMandateId,
        /// Whose.
        member: MemberId,
        /// Its reference.
        reference: String,
        /// When.
        signed: Day,
    },
    /// A mandate was revoked.
    MandateRevoked {
        /// Which.
        mandate: DebitMandateId,
        /// When.
        on: Day,
    },
    /// A collection was prepared.
    DebitsPrepared {
        /// Its number.
        run: DebitRunId,
        /// The day of collection.
        collection: Day,
        /// Its lines.
        items: Vec<DebitItem>,
        /// True since the sending of the file is recorded; journals before it did not say.
        #[serde(default)]
        sending_is_recorded: bool,
    },
    /// The file of a collection went to the bank.
    DebitsSent {
        /// The collection.
        run: DebitRunId,
        /// When.
        on: Day,
    },
    /// Debits of a collection were given up.
    DebitsAbandoned {
        /// The collection.
        run: DebitRunId,
        /// Their claims.
        claims: Vec<ClaimId>,
        /// Why.
        reason: String,
        /// When.
        on: Day,
    },
    /// Other income came in.
    OtherReceived {
        /// Where from.
        kind: IncomeKind,
        /// How much.
        amount: Amount,
        /// From whom or what.
        label: String,
        /// The bank line.
        line: Option<BankLineId>,
        /// What it carries out.
        decision: DecisionId,
        /// The books.
        entry: Entry,
    },
}

#[cfg(test)]
mod tests;
