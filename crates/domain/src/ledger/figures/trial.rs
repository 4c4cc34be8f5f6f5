//! The trial balance: every account, its opening balance, its movements, its closing balance.

use caisse_units::Amount;

use super::{Behind, ClosingEntries, Movement, Period};
use crate::ledger::{AccountNumber, Ledger};

/// One account of the trial balance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialLine {
    /// The account.
    pub account: AccountNumber,
    /// The balance the day before the period: debit above zero.
    pub opening: Amount,
    /// The debits and credits of the period.
    pub movement: Movement,
}

impl TrialLine {
    /// The balance at the end of the period: debit above zero.
    pub fn closing(&self) -> Amount {
        self.opening.plus(self.movement.balance())
    }
}

/// All accounts that moved until the end of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialBalance {
    /// The period.
    pub period: Period,
    /// Whether the closing entries of the period count.
    pub closing: ClosingEntries,
    /// In the order of account numbers.
    pub lines: Vec<TrialLine>,
}

impl TrialBalance {
    /// The debits and credits of the period over all accounts: equal, by the law of balanced entries.
    pub fn total(&self) -> Movement {
        self.lines.iter().fold(Movement::default(), |total, line| Movement {
            debit: total.debit.plus(line.movement.debit),
            credit: total.credit.plus(line.movement.credit),
        })
    }

    /// The sums of the debit balances and of the credit balances at the end: equal too.
    pub fn balances(&self) -> Movement {
        let mut total = Movement::default();
        self.lines.iter().for_each(|line| total.add(line.closing()));
        total
    }

    /// What stands behind the closing balance of an account.
    pub fn behind(&self, account: AccountNumber) -> Behind {
        Behind::account(account, Period::until(self.period.to), self.closing)
    }
}

impl Ledger {
    /// The trial balance of a period. Linear in the postings.
    ///
    /// With [`ClosingEntries::LeftOut`] the closing entries dated in the period do not count; those of
    /// earlier years always do.
    pub fn trial_balance(&self, period: Period, closing: ClosingEntries) -> TrialBalance {
        let before = Period::until(period.from.plus_days(-1));
        let opening = self.movements(before, ClosingEntries::Included);
        let during = self.movements(period, closing);
        let lines = self.balances.sorted().iter().map(|(account, place)| {
            let place = usize::from(*place);
            let opening = opening[place].balance();
            TrialLine { account: *account, opening, movement: during[place] }
        });
        let moved =
            |line: &TrialLine| !line.opening.is_zero() || line.movement != Movement::default();
        TrialBalance { period, closing, lines: lines.filter(moved).collect() }
    }
}
