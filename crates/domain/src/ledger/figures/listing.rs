//! Lists: the ledger of an account, the journals, and what stands for each party.

use caisse_units::{Amount, Day, Month};

use super::{ClosingEntries, Movement, Period};
use crate::identity::EntryId;
use crate::ledger::{AccountNumber, EntryView, JournalCode, Ledger, Party};

/// A line in the ledger of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerLine {
    /// The entry.
    pub entry: EntryId,
    /// Its date.
    pub date: Day,
    /// The account, which may be a sub-account of the one that was asked.
    pub account: AccountNumber,
    /// The party.
    pub party: Option<Party>,
    /// Debit above zero.
    pub amount: Amount,
    /// The balance after this line.
    pub balance: Amount,
}

/// The ledger of an account and its sub-accounts over a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountLedger {
    /// The account that was asked.
    pub account: AccountNumber,
    /// The party, when only one was asked.
    pub party: Option<Party>,
    /// The balance the day before.
    pub opening: Amount,
    /// By date, then in the order of records.
    pub lines: Vec<LedgerLine>,
    /// The balance at the end.
    pub closing: Amount,
}

/// An account or several over one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthLine {
    /// The month.
    pub month: Month,
    /// What moved in the month.
    pub movement: Movement,
    /// The balance at its end: debit above zero.
    pub balance: Amount,
}

/// What stands for one party in an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuxiliaryLine {
    /// The party; `None` gathers the lines without one.
    pub party: Option<Party>,
    /// The balance: debit above zero.
    pub balance: Amount,
}

impl Ledger {
    /// The ledger of an account and its sub-accounts over a period, closing entries included, for
    /// all parties or one. Linear in the postings, plus the sorting of its lines.
    pub fn account_ledger(
        &self,
        account: AccountNumber,
        party: Option<Party>,
        period: Period,
    ) -> AccountLedger {
        let under = self.wanted(|number| number.starts_with(account));
        let (during, wanted) = (period.packed(), party.map(|party| Party::pack(Some(party))));
        let mut opening = Amount::ZERO;
        let mut lines: Vec<(u32, usize, EntryId)> = Vec::new();
        for entry in self.entries().filter(|entry| entry.packed_date() <= *during.end()) {
            for index in entry.range() {
                let other = wanted.is_some_and(|wanted| wanted != self.postings.parties[index]);
                if other || !under[usize::from(self.postings.accounts[index])] {
                    continue;
                }
                if entry.packed_date() < *during.start() {
                    opening = opening.plus(self.postings.amounts[index]);
                } else {
                    lines.push((entry.packed_date(), index, entry.id()));
                }
            }
        }
        lines.sort_unstable();
        let mut balance = opening;
        let lines = lines
            .into_iter()
            .map(|(_, index, entry)| {
                let posting = self.posting(index);
                balance = balance.plus(posting.amount);
                LedgerLine {
                    entry,
                    date: EntryView { ledger: self, index: entry.index() }.date(),
                    account: posting.account,
                    party: posting.party,
                    amount: posting.amount,
                    balance,
                }
            })
            .collect();
        AccountLedger { account, party, opening, lines, closing: balance }
    }

    /// Some accounts with their sub-accounts, taken together, month by month from the first to the
    /// last: the fund over time, as it is drawn. Closing entries count. Linear in the postings.
    pub fn monthly(&self, accounts: &[AccountNumber], first: Month, last: Month) -> Vec<MonthLine> {
        let wanted =
            self.wanted(|number| accounts.iter().any(|account| number.starts_with(*account)));
        let count = usize::try_from(last.months_since(first) + 1).unwrap_or(0);
        let mut movements = vec![Movement::default(); count];
        let mut balance = Amount::ZERO;
        for entry in self.entries() {
            let month = entry.date().month().months_since(first);
            for index in entry.range() {
                let amount = self.postings.amounts[index];
                if !wanted[usize::from(self.postings.accounts[index])] {
                    continue;
                }
                match usize::try_from(month) {
                    Ok(month) if month < count => movements[month].add(amount),
                    Ok(_) => {}
                    Err(_) => balance = balance.plus(amount),
                }
            }
        }
        let lines = movements.into_iter().zip(0..);
        lines
            .map(|(movement, months)| {
                balance = balance.plus(movement.balance());
                MonthLine { month: first.plus_months(months), movement, balance }
            })
            .collect()
    }

    /// The entries of a journal over a period, by number.
    pub fn journal(
        &self,
        journal: JournalCode,
        period: Period,
    ) -> impl Iterator<Item = EntryView<'_>> {
        let packed = period.packed();
        self.entries().filter(move |entry| {
            entry.journal() == journal && packed.contains(&entry.packed_date())
        })
    }

    /// What stands for each party in an account and its sub-accounts at the end of a day, without
    /// the parties at zero: members, then levels, then what has no party. Linear in the postings.
    pub fn auxiliary(&self, account: AccountNumber, at: Day) -> Vec<AuxiliaryLine> {
        let under = self.wanted(|number| number.starts_with(account));
        let mut balanced = super::Balanced::default();
        let packed = Period::until(at).packed();
        let counted = |entry: &EntryView<'_>| entry.counts(&packed, ClosingEntries::Included);
        for entry in self.entries().filter(counted) {
            for index in entry.range() {
                if under[usize::from(self.postings.accounts[index])] {
                    balanced.add(self.postings.parties[index], self.postings.amounts[index]);
                }
            }
        }
        balanced.lines()
    }
}

impl super::Balanced {
    /// The balances that are not zero: members, then levels, then what has no party.
    pub(super) fn lines(&self) -> Vec<AuxiliaryLine> {
        let parties = self.parties.iter().map(|(party, balance)| (Some(party), balance));
        parties
            .chain([(None, self.without)])
            .filter(|(_, balance)| !balance.is_zero())
            .map(|(party, balance)| AuxiliaryLine { party, balance })
            .collect()
    }
}
