//! What was planned against what happened.

use caisse_units::Amount;

use super::{Behind, ClosingEntries, Period};
use crate::ledger::layout::Sign;
use crate::ledger::{AccountNumber, Ledger};

/// One line of a budget, with what happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetLine {
    /// The account; its sub-accounts count unless they have a line of their own.
    pub account: AccountNumber,
    /// What was planned, above zero for expense as for income.
    pub planned: Amount,
    /// What happened over the period, above zero for expense as for income.
    pub actual: Amount,
    /// What it was made from.
    pub behind: Behind,
}

impl BudgetLine {
    /// True for income.
    pub fn is_income(&self) -> bool {
        is_income(self.account)
    }

    /// What is left to spend or to receive; below zero once the plan is passed.
    pub fn left(&self) -> Amount {
        self.planned.minus(self.actual)
    }
}

fn is_income(account: AccountNumber) -> bool {
    matches!(account.class(), 1 | 7)
}

impl Ledger {
    /// A budget against what happened over a period, in the order of its lines, then the accounts of
    /// classes 6 and 7 that moved although nobody planned them. Closing entries do not count. Linear
    /// in the postings.
    pub fn budget_against_actual(
        &self,
        budget: &[(AccountNumber, Amount)],
        period: Period,
    ) -> Vec<BudgetLine> {
        let closing = ClosingEntries::LeftOut;
        let movements = self.movements(period, closing);
        let mut lines: Vec<BudgetLine> =
            budget.iter().map(|(account, planned)| empty(*account, *planned, period)).collect();
        for (account, place) in self.balances.sorted() {
            let balance = movements[usize::from(*place)].balance();
            let planned = lines[..budget.len()].iter_mut();
            let nearest = planned
                .filter(|line| account.starts_with(line.account))
                .max_by_key(|line| line.account.digits());
            match nearest {
                Some(line) => take(line, *account, balance),
                None if matches!(account.class(), 6 | 7) && !balance.is_zero() => {
                    let mut line = empty(*account, Amount::ZERO, period);
                    take(&mut line, *account, balance);
                    lines.push(line);
                }
                None => {}
            }
        }
        lines
    }
}

fn empty(account: AccountNumber, planned: Amount, period: Period) -> BudgetLine {
    let behind = Behind {
        accounts: Vec::new(),
        period,
        closing: ClosingEntries::LeftOut,
        credits_positive: is_income(account),
    };
    BudgetLine { account, planned, actual: Amount::ZERO, behind }
}

fn take(line: &mut BudgetLine, account: AccountNumber, balance: Amount) {
    let shown = if line.is_income() { -balance } else { balance };
    line.actual = line.actual.plus(shown);
    line.behind.accounts.push((account, Sign::Both));
}
