//! "My ten euros went…": what became of the money of a period, in the plain words of a member.

use caisse_units::{Amount, split};

use super::{Behind, ClosingEntries, Period};
use crate::ledger::layout::Sign;
use crate::ledger::{AccountNumber, Chart, Ledger, Use};

/// What the money of a period became.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Destination {
    /// Allocations of one kind of need; the account is that of the chart.
    Allocations(AccountNumber),
    /// Shares of contributions passed on to other levels.
    PassedOn,
    /// Set aside in dedicated funds, for the purpose that the givers named.
    Dedicated,
    /// The running of the caisse: everything else that was spent.
    Running,
    /// What is left in the common fund.
    Kept,
}

/// One destination and its share of a sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The destination.
    pub destination: Destination,
    /// What went there over the period.
    pub total: Amount,
    /// Its share of the sum that was asked, to the cent.
    pub share: Amount,
    /// What it was made from; empty for what was kept, which is a difference.
    pub behind: Behind,
}

impl Ledger {
    /// How `sum` would be divided as the money of a period was: by kind of need, passed on, set
    /// aside, running, kept. The shares sum to `sum` (largest remainders). Destinations that took
    /// nothing are left out; nothing at all when no money moved. Linear in the postings.
    pub fn shares_of(&self, chart: &Chart, period: Period, sum: Amount) -> Vec<Share> {
        let movements = self.movements(period, ClosingEntries::LeftOut);
        let mut found: Vec<Share> = Vec::new();
        let mut kept = Amount::ZERO;
        for (account, place) in self.balances.sorted() {
            let balance = movements[usize::from(*place)].balance();
            if !matches!(account.class(), 6 | 7) || balance.is_zero() {
                continue;
            }
            kept = kept.minus(balance);
            if account.class() == 6 {
                add(&mut found, destination(chart, *account), *account, balance, period);
            }
        }
        if kept.is_positive() {
            let behind = Behind { accounts: Vec::new(), ..nothing(period) };
            let (destination, share) = (Destination::Kept, Amount::ZERO);
            found.push(Share { destination, total: kept, share, behind });
        }
        found.retain(|share| share.total.is_positive());
        found.sort_by_key(|share| share.destination);
        let weights: Vec<i64> = found.iter().map(|share| share.total.cents()).collect();
        let parts = split::in_proportion(sum, &weights).unwrap_or_default();
        for (share, part) in found.iter_mut().zip(parts) {
            share.share = part;
        }
        found
    }
}

fn nothing(period: Period) -> Behind {
    let closing = ClosingEntries::LeftOut;
    Behind { accounts: Vec::new(), period, closing, credits_positive: false }
}

/// Where an expense goes: to a need if its account is that of a need, else by what it is used for.
fn destination(chart: &Chart, account: AccountNumber) -> Destination {
    let need = chart.needs().map(|(_, need)| need).find(|need| account.starts_with(*need));
    let general = chart.account(Use::Allocations);
    let dedicated = chart.dedicated_funds().iter();
    let mut dedicated = dedicated.map(|fund| fund.set_aside);
    match need {
        Some(need) => Destination::Allocations(need),
        None if account.starts_with(general) => Destination::Allocations(general),
        None if account.starts_with(chart.account(Use::PassedOn)) => Destination::PassedOn,
        None if dedicated.any(|set_aside| account.starts_with(set_aside)) => Destination::Dedicated,
        None => Destination::Running,
    }
}

fn add(
    found: &mut Vec<Share>,
    destination: Destination,
    account: AccountNumber,
    amount: Amount,
    period: Period,
) {
    let place = found.iter().position(|share| share.destination == destination);
    let place = place.unwrap_or_else(|| {
        let behind = nothing(period);
        found.push(Share { destination, total: Amount::ZERO, share: Amount::ZERO, behind });
        found.len() - 1
    });
    found[place].total = found[place].total.plus(amount);
    found[place].behind.accounts.push((account, Sign::Both));
}
