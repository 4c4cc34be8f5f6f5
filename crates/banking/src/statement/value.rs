//! What a bank statement says, once read: the same values whatever the form of the file.

use caisse_units::{Amount, Day};
use serde::{Deserialize, Serialize};

use super::{AccountName, Format, LineIdentity, Warning};

/// One statement of one account, in euros.
///
/// Whatever could be checked was checked: when both balances are known, opening + booked lines =
/// closing, to the cent (see [`super::BalanceCheck`] for files that a bank cut).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The form of the file it was read from.
    pub format: Format,
    /// How the file names the account. Never trust it: ask [`AccountName::designates`] whether it
    /// is one of ours.
    pub account: AccountName,
    /// The owner of the account, where the file has it.
    pub owner: Option<String>,
    /// The bank's own name for this statement, where the file has it.
    pub name: Option<String>,
    /// The electronic sequence number: a gap between two imports means a missing statement.
    pub sequence: Option<u64>,
    /// First day covered: declared by the file, otherwise that of its first line.
    pub from: Option<Day>,
    /// Last day covered: declared by the file, otherwise that of its last line.
    pub to: Option<Day>,
    /// Balance before the first line. `None` when the file does not say: it is never zero by
    /// default, and must be compared with the last closing balance held.
    pub opening: Option<Amount>,
    /// Balance after the last line.
    pub closing: Option<Amount>,
    /// The booked lines, oldest first.
    pub lines: Vec<StatementLine>,
    /// Announced by the bank, not booked: must not reach the ledger.
    pub pending: Vec<PendingLine>,
    /// What the treasurer should know, and that is no reason to refuse.
    pub warnings: Vec<Warning>,
}

impl Statement {
    /// The sum of the booked lines.
    ///
    /// Complexity: one pass over the lines.
    pub fn booked(&self) -> Amount {
        self.lines.iter().map(|line| line.amount).sum()
    }
}

/// One booked line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementLine {
    /// Where it stands in the file: the line of text, or the record, counted from 1.
    pub place: u32,
    /// The day the bank booked it.
    pub booked: Day,
    /// The day it counts for interest; the booking day where the file has no other.
    pub value: Day,
    /// Positive when money came in, negative when it went out. Already right for reversals: a
    /// returned debit is negative.
    pub amount: Amount,
    /// What kind of operation, as far as the bank's code tells.
    pub kind: LineKind,
    /// The bank's code, as written: `PMNT/RCDT/ESCT`, `05`, `CREDIT`, `NTRF`.
    pub code: Option<String>,
    /// The bank's reference of this line, where it identifies something.
    pub bank_reference: Option<String>,
    /// The text that the account owner sees.
    pub label: String,
    /// The payments inside: several for a batch, none for charges, cheques, or a batch booked as
    /// one sum.
    pub details: Vec<Detail>,
    /// The payment order of ours that this line executes, when it was booked as a batch.
    pub batch: Option<Batch>,
    /// True when the bank undoes an earlier line.
    pub reversal: bool,
    /// What makes this line the same line in another import of the same account.
    pub identity: LineIdentity,
}

impl StatementLine {
    /// True when the line undoes a payment: the bank says reversal, or a payment in it carries the
    /// reason of its return.
    pub fn is_return(&self) -> bool {
        self.reversal
            || self.kind == LineKind::Return
            || self.details.iter().any(|detail| detail.return_reason.is_some())
    }

    /// True when two lines of different identity may still be one: same booking day, same amount.
    /// A reason to ask, when an account is imported in two forms of file, or from a bank that
    /// changes its references; never a reason to drop a line.
    pub fn resembles(&self, other: &StatementLine) -> bool {
        self.booked == other.booked && self.amount == other.amount
    }
}

/// One payment inside a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// Its amount, signed like [`StatementLine::amount`]; `None` in forms that do not split a
    /// batch.
    pub amount: Option<Amount>,
    /// Charges that the bank took on it, as a positive amount.
    pub charges: Option<Amount>,
    /// The amount in the currency of the order, when that was not the euro.
    pub instructed: Option<ForeignAmount>,
    /// The other party.
    pub name: Option<String>,
    /// The other party's IBAN, in capitals and without spaces, as the file has it (not checked).
    pub iban: Option<String>,
    /// The end-to-end reference; `None` when the bank says that none was provided.
    pub end_to_end: Option<String>,
    /// The reference of the direct debit mandate.
    pub mandate: Option<String>,
    /// The structured creditor reference (ISO 11649 `RF…` or another scheme).
    pub creditor_reference: Option<String>,
    /// What the payer wrote.
    pub text: Option<String>,
    /// The code of the return, such as `AM04` (no funds).
    pub return_reason: Option<String>,
}

/// An amount in another currency, kept as the bank wrote it and never computed with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignAmount {
    /// ISO 4217 code.
    pub currency: String,
    /// The decimal number, as written.
    pub decimal: String,
}

/// The payment order that a line executes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// The identifier that we gave to the order (`PmtInfId`).
    pub payment_information: Option<String>,
    /// How many payments the bank counts in it.
    pub count: Option<u32>,
}

/// A line that the bank announces without booking it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingLine {
    /// Where it stands in the file, counted from 1.
    pub place: u32,
    /// The bank's status, such as `PDNG` or `INFO`.
    pub status: String,
    /// The day announced.
    pub day: Option<Day>,
    /// Signed like [`StatementLine::amount`].
    pub amount: Amount,
    /// The text that the account owner sees.
    pub label: String,
    /// The payments inside.
    pub details: Vec<Detail>,
}

/// What kind of operation a line is, as far as the bank's code tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// A transfer, in or out.
    Transfer,
    /// A direct debit, ours or another's.
    DirectDebit,
    /// A payment that came back.
    Return,
    /// A cheque, paid or handed in.
    Cheque,
    /// A card payment.
    Card,
    /// Cash, paid in or withdrawn.
    Cash,
    /// What the bank takes for itself.
    Charge,
    /// Interest, in or out.
    Interest,
    /// The file has no code, or one without a common meaning.
    #[default]
    Other,
}
