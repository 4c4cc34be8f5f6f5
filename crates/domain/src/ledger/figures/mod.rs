//! Questions that one may ask of the books, each with the entries behind the answer.
//!
//! Every figure is computed from the columns when asked; a [`Behind`] says which accounts, days and
//! entries made it, and [`Ledger::entries_behind`] opens it. The law is that the amounts found there
//! sum to the figure.
//!
//! Absent on purpose: how figures are drawn or printed, and what they mean for a vote.

mod budget;
mod closing;
mod funds;
mod listing;
mod shares;
mod statements;
mod trial;

pub use budget::BudgetLine;
pub use closing::{Allotment, CarriedOver, DedicatedMove, Earmark};
pub use funds::{FundUse, Survival};
pub use listing::{AccountLedger, AuxiliaryLine, LedgerLine, MonthLine};
pub use shares::{Destination, Share};
pub use statements::{Statement, StatementRow, Statements};
pub use trial::{TrialBalance, TrialLine};

use std::ops::RangeInclusive;

use caisse_units::{Amount, Day, Month};

use super::apply::{PartyBalances, pack_day};
use super::layout::Sign;
use super::{AccountNumber, EntryView, Ledger, Posting};

/// Days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

impl Period {
    /// A calendar year, or `None` outside the calendar (1900 to 2999).
    pub fn year(year: i16) -> Option<Period> {
        Some(Period { from: Day::new(year, 1, 1)?, to: Day::new(year, 12, 31)? })
    }

    /// A month.
    pub fn month(month: Month) -> Period {
        Period { from: month.first_day(), to: month.last_day() }
    }

    /// Everything up to a day, included.
    pub fn until(to: Day) -> Period {
        Period { from: first_day(), to }
    }

    /// Everything.
    pub fn always() -> Period {
        Period::until(Day::new(2999, 12, 31).expect("within the calendar"))
    }

    /// True when the day is in the period.
    pub fn contains(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// The same days a year before; a month's end gives that month's end.
    #[must_use]
    pub fn year_before(self) -> Period {
        Period { from: year_before(self.from), to: year_before(self.to) }
    }

    /// The packed dates of the period.
    pub(super) fn packed(self) -> RangeInclusive<u32> {
        pack_day(self.from)..=pack_day(self.to)
    }
}

fn first_day() -> Day {
    Day::new(1900, 1, 1).expect("within the calendar")
}

/// The last day of a month gives the last day of that month a year before.
fn year_before(day: Day) -> Day {
    let month = day.month().plus_months(-12);
    if day.month().year() == month.year() {
        return first_day();
    }
    if day == day.month().last_day() {
        return month.last_day();
    }
    Day::new(month.year(), month.month_of_year(), day.day_of_month()).unwrap_or(month.last_day())
}

/// Whether the entries that close a year count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosingEntries {
    /// They count: balances after closing.
    Included,
    /// Those dated in the period do not: what happened in the year.
    LeftOut,
}

/// What a figure was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// The accounts, and for each the side kept when parties in debit and in credit stand on
    /// different rows.
    accounts: Vec<(AccountNumber, Sign)>,
    /// The days.
    pub period: Period,
    /// Whether closing entries count.
    pub closing: ClosingEntries,
    /// True when the figure is shown with credits above zero.
    pub credits_positive: bool,
}

impl Behind {
    /// The movements of one account over a period.
    pub fn account(account: AccountNumber, period: Period, closing: ClosingEntries) -> Behind {
        Behind { accounts: vec![(account, Sign::Both)], period, closing, credits_positive: false }
    }

    /// The accounts.
    pub fn accounts(&self) -> impl Iterator<Item = AccountNumber> {
        self.accounts.iter().map(|(account, _)| *account)
    }
}

impl Ledger {
    /// The postings behind a figure with their entries, in the order of records. Their amounts sum to
    /// the figure (with its sign turned when it is shown with credits above zero).
    ///
    /// Linear in the postings; nothing is collected.
    pub fn postings_behind<'a>(
        &'a self,
        behind: &Behind,
    ) -> impl Iterator<Item = (EntryView<'a>, Posting)> + use<'a> {
        let mut signs: Vec<Option<Sign>> = vec![None; self.balances.accounts.len()];
        for (account, sign) in &behind.accounts {
            let Some(place) = self.balances.place(*account) else { continue };
            let kept = &mut signs[usize::from(place)];
            *kept = Some(if kept.is_some_and(|kept| kept != *sign) { Sign::Both } else { *sign });
        }
        let split: Vec<bool> =
            signs.iter().map(|sign| sign.is_some_and(|sign| sign != Sign::Both)).collect();
        let parties = self.by_party(&split, behind.period, behind.closing);
        let (packed, closing) = (behind.period.packed(), behind.closing);
        self.entries().filter(move |entry| entry.counts(&packed, closing)).flat_map(move |entry| {
            let kept: Vec<usize> = entry
                .range()
                .filter(|index| {
                    let place = usize::from(self.postings.accounts[*index]);
                    let balance = || parties[place].of(self.postings.parties[*index]);
                    match signs[place] {
                        None => false,
                        Some(Sign::Both) => true,
                        Some(Sign::Debit) => !balance().is_negative(),
                        Some(Sign::Credit) => balance().is_negative(),
                    }
                })
                .collect();
            kept.into_iter().map(move |index| (entry, self.posting(index)))
        })
    }

    /// The entries behind a figure, each once, in the order of records.
    pub fn entries_behind<'a>(
        &'a self,
        behind: &Behind,
    ) -> impl Iterator<Item = EntryView<'a>> + use<'a> {
        let mut last = None;
        self.postings_behind(behind).map(|(entry, _)| entry).filter(move |entry| {
            let new = last != Some(entry.id());
            last = Some(entry.id());
            new
        })
    }

    /// Debits and credits of each account over a period, at the places of the accounts.
    pub(super) fn movements(&self, period: Period, closing: ClosingEntries) -> Vec<Movement> {
        let mut movements = vec![Movement::default(); self.balances.accounts.len()];
        let packed = period.packed();
        for entry in self.entries().filter(|entry| entry.counts(&packed, closing)) {
            for index in entry.range() {
                let movement = &mut movements[usize::from(self.postings.accounts[index])];
                movement.add(self.postings.amounts[index]);
            }
        }
        movements
    }

    /// The balances of some accounts, told by their places, party by party over a period; nothing
    /// for the others. One pass for all.
    fn by_party(&self, wanted: &[bool], period: Period, closing: ClosingEntries) -> Vec<Balanced> {
        let mut balanced = vec![Balanced::default(); self.balances.accounts.len()];
        if !wanted.contains(&true) {
            return balanced;
        }
        let packed = period.packed();
        for entry in self.entries().filter(|entry| entry.counts(&packed, closing)) {
            for index in entry.range() {
                let place = usize::from(self.postings.accounts[index]);
                if wanted[place] {
                    balanced[place].add(self.postings.parties[index], self.postings.amounts[index]);
                }
            }
        }
        balanced
    }

    /// For each account at its place, whether it is wanted.
    fn wanted(&self, wanted: impl Fn(AccountNumber) -> bool) -> Vec<bool> {
        self.balances.accounts.iter().map(|account| wanted(*account)).collect()
    }
}

impl EntryView<'_> {
    /// True when the entry is dated in the period and is not a closing entry to be left out.
    fn counts(self, packed: &RangeInclusive<u32>, closing: ClosingEntries) -> bool {
        packed.contains(&self.packed_date())
            && (closing == ClosingEntries::Included || !self.is_closing())
    }
}

/// The two sides of an account over a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Movement {
    /// The sum of debits.
    pub debit: Amount,
    /// The sum of credits, above zero.
    pub credit: Amount,
}

impl Movement {
    /// Debits minus credits.
    pub fn balance(self) -> Amount {
        self.debit.minus(self.credit)
    }

    fn add(&mut self, amount: Amount) {
        if amount.is_negative() {
            self.credit = self.credit.plus(-amount);
        } else {
            self.debit = self.debit.plus(amount);
        }
    }
}

/// The balances of one account by party, and of what has no party.
#[derive(Clone, Debug, Default)]
struct Balanced {
    parties: PartyBalances,
    without: Amount,
}

impl Balanced {
    fn add(&mut self, party: u32, amount: Amount) {
        match super::Party::unpack(party) {
            Some(party) => self.parties.add(party, amount),
            None => self.without = self.without.plus(amount),
        }
    }

    fn of(&self, party: u32) -> Amount {
        super::Party::unpack(party).map_or(self.without, |party| self.parties.of(party))
    }

    /// The sum of the balances on the debit side, and of those on the credit side.
    fn sides(&self) -> (Amount, Amount) {
        let all = self.parties.members.iter().chain(&self.parties.levels);
        let mut sides = (Amount::ZERO, Amount::ZERO);
        for balance in all.chain([&self.without]) {
            let side = if balance.is_negative() { &mut sides.1 } else { &mut sides.0 };
            *side = side.plus(*balance);
        }
        sides
    }
}
