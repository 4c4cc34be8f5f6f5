//! The accounts of a year.

use std::collections::BTreeMap;

use caisse_domain::ledger::AccountNumber;
use caisse_domain::ledger::figures::{ClosingEntries, Period};
use caisse_units::{Amount, Day, Month};
use caisse_web::views::{AccountLine, Accounts, TrialLine};

use crate::look::Look;

/// What stands on each side of the balance sheet, account by account.
#[derive(Default)]
struct Sides {
    assets: BTreeMap<AccountNumber, Amount>,
    liabilities: BTreeMap<AccountNumber, Amount>,
    result: Amount,
}

impl Look<'_> {
    /// The accounts of a year that has books. Linear in the postings, a few times.
    pub fn accounts(&self, year: i16) -> Option<Accounts> {
        if !self.state.periods.knows_year(year) {
            return None;
        }
        let period = Period::year(year)?;
        let before = Period::year(year - 1).filter(|_| self.state.periods.knows_year(year - 1));
        let until = self.today.min(period.to).max(period.from);
        let (income, expenses) = self.income(period, before);
        let (assets, liabilities) = self.balance_sheet(period.to, before.map(|before| before.to));
        let trial = self.state.ledger.trial_balance(period, ClosingEntries::Included);
        let trial = trial.lines.iter().map(|line| TrialLine {
            account: line.account.to_string(),
            title: self.account_title(line.account),
            opening: line.opening,
            debit: line.movement.debit,
            credit: line.movement.credit,
        });
        let closed = self.state.periods.is_year_closed(year);
        let (first, last) = (Month::new(year, 1)?.max(self.first_month()), until.month());
        let fund = if first <= last { self.fund_by_month(first, last) } else { Vec::new() };
        Some(Accounts {
            year,
            until,
            closed: self.index.year_closed(year).filter(|_| closed),
            income,
            expenses,
            assets,
            liabilities,
            trial: trial.collect(),
            fund,
            questions: self.pinned_to_year(year),
        })
    }

    /// Income (class 7) and expenses (class 6) of a period, closing entries left aside.
    pub fn income(
        &self,
        period: Period,
        before: Option<Period>,
    ) -> (Vec<AccountLine>, Vec<AccountLine>) {
        let now = self.movements(period);
        let past = before.map(|before| self.movements(before));
        let mut accounts: Vec<AccountNumber> = now.keys().copied().collect();
        accounts.extend(past.iter().flat_map(|past| past.keys()));
        accounts.sort_unstable();
        accounts.dedup();
        let side = |class: u8| {
            let of = |moved: &BTreeMap<AccountNumber, Amount>, account: &AccountNumber| {
                let balance = moved.get(account).copied().unwrap_or_default();
                if class == 7 { -balance } else { balance }
            };
            let wanted = accounts.iter().filter(|account| account.class() == class);
            wanted
                .map(|account| {
                    self.line(*account, of(&now, account), past.as_ref().map(|p| of(p, account)))
                })
                .collect()
        };
        (side(7), side(6))
    }

    fn movements(&self, period: Period) -> BTreeMap<AccountNumber, Amount> {
        let trial = self.state.ledger.trial_balance(period, ClosingEntries::LeftOut);
        let moved = trial.lines.iter().map(|line| (line.account, line.movement.balance()));
        moved
            .filter(|(account, balance)| matches!(account.class(), 6 | 7) && !balance.is_zero())
            .collect()
    }

    /// Assets and liabilities at the end of a day; the result that no closing entry took yet is a
    /// line of the liabilities.
    fn balance_sheet(&self, at: Day, before: Option<Day>) -> (Vec<AccountLine>, Vec<AccountLine>) {
        let now = self.sides(at);
        let past = before.map(|before| self.sides(before)).unwrap_or_default();
        let lines = |now: &BTreeMap<AccountNumber, Amount>, past: &BTreeMap<_, Amount>| {
            let mut accounts: Vec<AccountNumber> = now.keys().chain(past.keys()).copied().collect();
            accounts.sort_unstable();
            accounts.dedup();
            let of = |side: &BTreeMap<_, Amount>, account| {
                side.get(&account).copied().unwrap_or_default()
            };
            let lines = accounts.into_iter().map(|account| {
                self.line(account, of(now, account), before.map(|_| of(past, account)))
            });
            lines.collect::<Vec<AccountLine>>()
        };
        let assets = lines(&now.assets, &past.assets);
        let mut liabilities = lines(&now.liabilities, &past.liabilities);
        if !now.result.is_zero() || !past.result.is_zero() {
            liabilities.push(AccountLine {
                account: String::new(),
                title: self.say("Résultat de l'exercice", "Result of the year"),
                plain: self.say(
                    "ce qui est resté cette année, ou a manqué",
                    "what was left this year, or was missing",
                ),
                amount: now.result,
                before: before.map(|_| past.result),
            });
        }
        (assets, liabilities)
    }

    /// Third parties in debit and in credit are never set off: class 4 is taken party by party.
    fn sides(&self, at: Day) -> Sides {
        let ledger = &self.state.ledger;
        let trial = ledger.trial_balance(Period::until(at), ClosingEntries::Included);
        let mut sides = Sides::default();
        for line in trial.lines {
            let (account, balance) = (line.account, line.closing());
            match account.class() {
                6..=8 => sides.result = sides.result.minus(balance),
                4 => {
                    for party in ledger.auxiliary(account, at) {
                        sides.add(account, party.balance);
                    }
                }
                _ => sides.add(account, balance),
            }
        }
        sides
    }

    fn line(&self, account: AccountNumber, amount: Amount, before: Option<Amount>) -> AccountLine {
        AccountLine {
            account: account.to_string(),
            title: self.account_title(account),
            plain: self.account_plain(account),
            amount,
            before,
        }
    }
}

impl Sides {
    fn add(&mut self, account: AccountNumber, balance: Amount) {
        let (side, amount) = match balance.is_negative() {
            true => (&mut self.liabilities, -balance),
            false => (&mut self.assets, balance),
        };
        if !amount.is_zero() {
            let kept = side.entry(account).or_default();
            *kept = kept.plus(amount);
        }
    }
}
