//! What one may ask of contributions.

use caisse_units::{Amount, Day, Month};
use serde::Serialize;

use super::{IncomeKind, Means};
use crate::identity::{
    BankLineId, ClaimId, DebitMandateId, DebitRunId, DecisionId, MemberId, ReceiptId,
};

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
