//! The end of a year: what dedicated funds take and give back, the result, what is carried over.
//!
//! These are proposals, pure functions of the books: somebody decides them, then they are entries
//! like any other. Balances of classes 1 to 5 go on from year to year in one ledger, so that nothing
//! is posted to carry them over; [`Ledger::carried_over`] lists them for exports that want them.

use caisse_units::{Amount, Day, Language};

use super::{ClosingEntries, Period};
use crate::ledger::{
    AccountNumber, Chart, DedicatedFund, Entry, JournalCode, Ledger, Party, Posting, Reason,
    Unbalanced, Use,
};

/// A balance of the last day of a year that opens the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CarriedOver {
    /// The account.
    pub account: AccountNumber,
    /// The party.
    pub party: Option<Party>,
    /// Debit above zero.
    pub balance: Amount,
}

/// What came in and went out this year under one earmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earmark {
    /// The dedicated fund.
    pub fund: DedicatedFund,
    /// Earmarked income of the year.
    pub received: Amount,
    /// Expense of the year under the earmark.
    pub spent: Amount,
}

/// What a dedicated fund should take or give back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DedicatedMove {
    /// More came in than was spent: the rest is set aside.
    SetAside {
        /// The fund.
        fund: DedicatedFund,
        /// How much.
        amount: Amount,
    },
    /// More was spent than came in: the fund gives back, as far as it goes.
    TakeBack {
        /// The fund.
        fund: DedicatedFund,
        /// How much.
        amount: Amount,
        /// What the fund could not cover, which the caisse's own money bears.
        short: Amount,
    },
}

impl DedicatedMove {
    /// The entry of the move: an inventory entry, made before the last month is locked. Its reason is
    /// a decision or a document, since the closing of a year only clears accounts.
    ///
    /// # Errors
    /// [`Unbalanced`] for a move of zero.
    pub fn entry(self, date: Day, label: &str, reason: Reason) -> Result<Entry, Unbalanced> {
        let (debit, credit, amount) = match self {
            DedicatedMove::SetAside { fund, amount } => (fund.set_aside, fund.fund, amount),
            DedicatedMove::TakeBack { fund, amount, .. } => (fund.fund, fund.taken_back, amount),
        };
        let postings =
            vec![Posting::debit(debit, None, amount), Posting::credit(credit, None, amount)];
        Entry::new(JournalCode::General, date, label, reason, postings)
    }
}

/// What the assembly decides of a result: how much to which account of class 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allotment {
    /// A reserve or the result carried forward.
    pub account: AccountNumber,
    /// The part, above zero for a surplus as for a deficit.
    pub amount: Amount,
}

impl Ledger {
    /// What dedicated funds should take or give back for these earmarks, at the end of a day. Moves
    /// of zero are left out.
    pub fn dedicated_moves(&self, earmarks: &[Earmark], at: Day) -> Vec<DedicatedMove> {
        let movements = self.movements(Period::until(at), ClosingEntries::Included);
        let mut left: Vec<(AccountNumber, Amount)> = Vec::new();
        let mut moves = Vec::new();
        for earmark in earmarks {
            let fund = earmark.fund;
            let rest = earmark.received.minus(earmark.spent);
            if rest.is_positive() {
                moves.push(DedicatedMove::SetAside { fund, amount: rest });
            }
            if !rest.is_negative() {
                continue;
            }
            if !left.iter().any(|(account, _)| *account == fund.fund) {
                let place = self.balances.place(fund.fund).map(usize::from);
                let held = place.map_or(Amount::ZERO, |place| -movements[place].balance());
                left.push((fund.fund, held.max(Amount::ZERO)));
            }
            let held = left.iter_mut().find(|(account, _)| *account == fund.fund);
            let (_, held) = held.expect("inserted just above");
            let amount = (-rest).min(*held);
            *held = held.minus(amount);
            let short = (-rest).minus(amount);
            moves.push(DedicatedMove::TakeBack { fund, amount, short });
        }
        moves
    }

    /// The entry that closes a year: accounts of classes 6, 7 and 8 back to zero, and the surplus or
    /// deficit to its account. `None` when nothing is left to close, or outside the calendar.
    ///
    /// Years are closed in order, so that what stands in these classes on the last day is the year's.
    pub fn closing_entry(&self, chart: &Chart, year: i16, language: Language) -> Option<Entry> {
        let to = Period::year(year)?.to;
        let movements = self.movements(Period::until(to), ClosingEntries::Included);
        let mut result = Amount::ZERO;
        let mut postings = Vec::new();
        for (account, place) in self.balances.sorted() {
            let balance = movements[usize::from(*place)].balance();
            if matches!(account.class(), 6..=8) && !balance.is_zero() {
                result = result.minus(balance);
                postings.push(Posting { account: *account, party: None, amount: -balance });
            }
        }
        let used = if result.is_negative() { Use::ResultDeficit } else { Use::ResultSurplus };
        postings.push(Posting::credit(chart.account(used), None, result));
        let label = match language {
            Language::French => format!("Clôture de l'exercice {year}"),
            Language::English => format!("Closing of the year {year}"),
        };
        Entry::new(JournalCode::General, to, label, Reason::Closing { year }, postings).ok()
    }

    /// The balances of classes 1 to 5 at the end of a year, party by party, in the order of
    /// accounts: they open the next year. While the year is not closed, its result so far stands on
    /// the account that its closing will use, so that they sum to zero at any time.
    pub fn carried_over(&self, chart: &Chart, year: i16) -> Vec<CarriedOver> {
        let Some(Period { to, .. }) = Period::year(year) else { return Vec::new() };
        let mut carried = self.kept_balances(to);
        let movements = self.movements(Period::until(to), ClosingEntries::Included);
        let sorted = self.balances.sorted().iter();
        let result: Amount = sorted
            .filter(|(account, _)| matches!(account.class(), 6..=8))
            .map(|(_, place)| movements[usize::from(*place)].balance())
            .sum();
        if result.is_zero() {
            return carried;
        }
        let used = if result.is_positive() { Use::ResultDeficit } else { Use::ResultSurplus };
        let account = chart.account(used);
        match carried.iter_mut().find(|line| line.account == account && line.party.is_none()) {
            Some(line) => line.balance = line.balance.plus(result),
            None => carried.push(CarriedOver { account, party: None, balance: result }),
        }
        carried.retain(|line| !line.balance.is_zero());
        carried.sort_by_key(|line| line.account);
        carried
    }

    fn kept_balances(&self, to: Day) -> Vec<CarriedOver> {
        let kept = self.wanted(|account| matches!(account.class(), 1..=5));
        let parties = self.by_party(&kept, Period::until(to), ClosingEntries::Included);
        let sorted = self.balances.sorted().iter();
        sorted
            .flat_map(|(account, place)| {
                parties[usize::from(*place)].lines().into_iter().map(|line| CarriedOver {
                    account: *account,
                    party: line.party,
                    balance: line.balance,
                })
            })
            .collect()
    }

    /// The entry that allots what stands in the result accounts, as the assembly decided. It
    /// balances only when the parts sum to the whole result.
    ///
    /// # Errors
    /// [`Unbalanced`] with what is missing or too much.
    pub fn allotment_entry(
        &self,
        chart: &Chart,
        date: Day,
        label: &str,
        reason: Reason,
        parts: &[Allotment],
    ) -> Result<Entry, Unbalanced> {
        let accounts = [chart.account(Use::ResultSurplus), chart.account(Use::ResultDeficit)];
        let results = accounts.map(|account| (account, self.balance(account)));
        let deficit = results.iter().map(|(_, balance)| *balance).sum::<Amount>().is_positive();
        let cleared = results.into_iter().map(|(account, balance)| Posting {
            account,
            party: None,
            amount: -balance,
        });
        let allotted = parts.iter().map(|part| {
            let amount = if deficit { part.amount } else { -part.amount };
            Posting { account: part.account, party: None, amount }
        });
        let postings = cleared.chain(allotted).collect();
        Entry::new(JournalCode::General, date, label, reason, postings)
    }
}
