//! What happened to contributions. Its serialised form is what journals hold for ever.

use caisse_units::{Amount, Day, Month};
use serde::{Deserialize, Serialize};

use super::{DebitItem, IncomeKind, Receipt};
use crate::identity::{
    BankLineId, ClaimId, DebitMandateId, DebitRunId, DecisionId, MemberId, ReceiptId,
};
use crate::ledger::{AccountNumber, Entry};

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
