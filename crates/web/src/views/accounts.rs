//! The books: statements of a year, one account, one entry.

use caisse_units::{Amount, Day, Month};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Pages, PinnedQuestion, Reference};

/// The accounts of a year, for two readings: plain words, and the accountant's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Accounts {
    /// The year of the books.
    pub year: i16,
    /// The last day that they cover.
    pub until: Day,
    /// The day the year was closed, if it was.
    pub closed: Option<Day>,
    /// What came in: accounts of class 7, positive when credited.
    pub income: Vec<AccountLine>,
    /// What went out: accounts of class 6, positive when debited.
    pub expenses: Vec<AccountLine>,
    /// What the caisse has and is owed: positive when debited.
    pub assets: Vec<AccountLine>,
    /// Funds and debts: positive when credited; the result of the year is a line of it, so that both
    /// sides are equal.
    pub liabilities: Vec<AccountLine>,
    /// Every account that moved or stands.
    pub trial: Vec<TrialLine>,
    /// The fund at the end of each month; drawn.
    pub fund: Vec<FundPoint>,
    /// The questions pinned to accounts and months of the year, the newest first.
    pub questions: Vec<PinnedQuestion>,
}

/// One account in a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AccountLine {
    /// Its number in the chart; empty for a computed line such as the result, which leads nowhere.
    pub account: String,
    /// Its title in the chart.
    pub title: String,
    /// The same in plain words: “cotisations des membres”, “argent à la banque”.
    pub plain: String,
    /// The amount of the year.
    pub amount: Amount,
    /// The amount of the year before, if there was one.
    pub before: Option<Amount>,
}

/// One account in the trial balance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TrialLine {
    /// Its number in the chart.
    pub account: String,
    /// Its title in the chart.
    pub title: String,
    /// The balance brought into the year, positive when debited.
    pub opening: Amount,
    /// The sum of its debits in the year.
    pub debit: Amount,
    /// The sum of its credits in the year.
    pub credit: Amount,
}

/// The fund at the end of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FundPoint {
    /// The month.
    pub month: Month,
    /// The fund at its end.
    pub fund: Amount,
    /// True when it is expected and not known.
    pub expected: bool,
}

/// One account in a year, line by line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Ledger {
    /// Its number in the chart.
    pub account: String,
    /// Its title in the chart.
    pub title: String,
    /// What it is in plain words.
    pub plain: String,
    /// The year of the books.
    pub year: i16,
    /// Its balance before the first line of this page, positive when debited.
    pub opening: Amount,
    /// Its lines, the oldest first.
    pub lines: Vec<LedgerLine>,
    /// Which page of them.
    pub pages: Pages,
}

/// A line of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LedgerLine {
    /// The entry, such as `E40`.
    pub entry: String,
    /// The day of the thing.
    pub day: Day,
    /// What it says.
    pub label: String,
    /// Debited, or nothing.
    pub debit: Amount,
    /// Credited, or nothing.
    pub credit: Amount,
    /// The balance after it, positive when debited.
    pub balance: Amount,
}

/// One entry of the books and its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Entry {
    /// The entry, such as `E40`.
    pub id: String,
    /// The day of the thing.
    pub day: Day,
    /// The day of the record.
    pub recorded: Day,
    /// What it says.
    pub label: String,
    /// Debits and credits; the sums are equal.
    pub postings: Vec<Posting>,
    /// What it carries out: the rule version, the decision, the bank line, the document, the amount
    /// explained. Never empty.
    pub reasons: Vec<Reference>,
    /// Entries that it corrects or that correct it.
    pub corrections: Vec<Reference>,
    /// The number of its record in the journal.
    pub record: u64,
}

/// One side of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Posting {
    /// The account.
    pub account: String,
    /// Its title in the chart.
    pub title: String,
    /// Whose part of the account, by pseudonym, if it is kept by person or level.
    pub party: Option<String>,
    /// Debited, or nothing.
    pub debit: Amount,
    /// Credited, or nothing.
    pub credit: Amount,
}
