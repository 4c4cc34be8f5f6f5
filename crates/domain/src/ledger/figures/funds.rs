//! What others earmarked, what the caisse may spend, and how long it would last.

use caisse_units::{Amount, Day, Language, Month};

use super::{Behind, ClosingEntries, Period};
use crate::ledger::layout::Sign;
use crate::ledger::{AccountNumber, Chart, DedicatedFund, Ledger};

/// The use of one dedicated fund over a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundUse {
    /// The fund and its two accounts.
    pub fund: DedicatedFund,
    /// What was in it the day before, above zero.
    pub opening: Amount,
    /// What was set aside.
    pub set_aside: Amount,
    /// What came back, since it was spent.
    pub taken_back: Amount,
    /// What is in it at the end.
    pub closing: Amount,
    /// The entries behind its balance at the end.
    pub behind: Behind,
}

impl FundUse {
    /// What moved the fund without passing through its two accounts; zero in sound books.
    pub fn unexplained(&self) -> Amount {
        self.closing.minus(self.opening.plus(self.set_aside).minus(self.taken_back))
    }
}

/// How long the caisse would last if nothing came in any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survival {
    /// Money in hand, less what is owed and what others earmarked.
    pub free: Amount,
    /// What was spent over the months counted: class 6 without depreciation, provisions and sums
    /// set aside, which take no money out.
    pub spent: Amount,
    /// How many months were counted.
    pub months: u32,
    /// The free money over the mean spending of a month, in tenths of a month, rounded down;
    /// `None` when nothing was spent.
    pub tenths: Option<i64>,
    /// The entries behind what was spent.
    pub behind: Behind,
}

impl Survival {
    /// The sentence that people read.
    pub fn sentence(&self, language: Language) -> String {
        let (free, spent) = (self.free.written(language), self.spent.written(language));
        let months = self.months;
        match (self.tenths, language) {
            (None, Language::French) => {
                format!(
                    "{free} disponibles, aucune dépense sur {months} mois : pas de durée à calculer"
                )
            }
            (None, Language::English) => {
                format!(
                    "{free} available, nothing spent over {months} months: no duration to compute"
                )
            }
            (Some(tenths), Language::French) => format!(
                "{free} disponibles, {spent} dépensés en {months} mois : {},{} mois d'avance",
                tenths / 10,
                tenths % 10
            ),
            (Some(tenths), Language::English) => format!(
                "{free} available, {spent} spent in {months} months: {}.{} months ahead",
                tenths / 10,
                tenths % 10
            ),
        }
    }
}

impl Ledger {
    /// The use of each dedicated fund over a period. Closing entries are left aside: they move the
    /// accounts of the year into its result, not the funds. Linear in the postings.
    pub fn fund_uses(&self, chart: &Chart, period: Period) -> Vec<FundUse> {
        let before = Period::until(period.from.plus_days(-1));
        let opening = self.movements(before, ClosingEntries::Included);
        let during = self.movements(period, ClosingEntries::LeftOut);
        let under = |movements: &[super::Movement], prefix: AccountNumber| -> Amount {
            let sorted = self.balances.sorted().iter();
            sorted
                .filter(|(account, _)| account.starts_with(prefix))
                .map(|(_, place)| movements[usize::from(*place)].balance())
                .sum()
        };
        let funds = chart.dedicated_funds().iter();
        funds
            .map(|fund| {
                let start = -under(&opening, fund.fund);
                FundUse {
                    fund: *fund,
                    opening: start,
                    set_aside: under(&during, fund.set_aside),
                    taken_back: -under(&during, fund.taken_back),
                    closing: start.minus(under(&during, fund.fund)),
                    behind: Behind {
                        accounts: self.under(|account| account.starts_with(fund.fund)),
                        period: Period::until(period.to),
                        closing: ClosingEntries::LeftOut,
                        credits_positive: true,
                    },
                }
            })
            .collect()
    }

    /// What the caisse may spend at the end of a day: money in hand (class 5, overdrafts deducted),
    /// less what it owes (parties in credit in class 4) and what others earmarked (dedicated funds).
    /// Reserves that the assembly set aside are its own money and are counted.
    pub fn free_money(&self, chart: &Chart, at: Day) -> Amount {
        let period = Period::until(at);
        let closing = ClosingEntries::Included;
        let movements = self.movements(period, closing);
        let dedicated = |account: AccountNumber| {
            chart.dedicated_funds().iter().any(|fund| account.starts_with(fund.fund))
        };
        let parties = self.by_party(&self.wanted(|account| account.class() == 4), period, closing);
        let sorted = self.balances.sorted().iter();
        sorted
            .map(|(account, place)| match account.class() {
                5 => movements[usize::from(*place)].balance(),
                4 => parties[usize::from(*place)].sides().1,
                1 if dedicated(*account) => movements[usize::from(*place)].balance(),
                _ => Amount::ZERO,
            })
            .sum()
    }

    /// Months of survival at the end of a month, from what was spent over the last `months` months,
    /// that one included. Linear in the postings.
    pub fn survival(&self, chart: &Chart, last: Month, months: u32) -> Survival {
        let months = months.clamp(1, 1_200);
        let first = last.plus_months(1 - i32::try_from(months).unwrap_or(1));
        let period = Period { from: first.first_day(), to: last.last_day() };
        let free = self.free_money(chart, last.last_day());
        let behind = Behind {
            accounts: self.under(|account| spends_money(chart, account)),
            period,
            closing: ClosingEntries::LeftOut,
            credits_positive: false,
        };
        let movements = self.movements(period, ClosingEntries::LeftOut);
        let places = behind.accounts().filter_map(|account| self.balances.place(account));
        let spent: Amount = places.map(|place| movements[usize::from(place)].balance()).sum();
        let tenths = spent.is_positive().then(|| {
            let free = i128::from(free.cents().max(0)) * i128::from(months) * 10;
            i64::try_from(free / i128::from(spent.cents())).unwrap_or(i64::MAX)
        });
        Survival { free, spent, months, tenths, behind }
    }

    fn under(&self, wanted: impl Fn(AccountNumber) -> bool) -> Vec<(AccountNumber, Sign)> {
        let sorted = self.balances.sorted().iter();
        sorted
            .filter(|(account, _)| wanted(*account))
            .map(|(account, _)| (*account, Sign::Both))
            .collect()
    }
}

/// True for the expenses that take money out: class 6 without its 68.
fn spends_money(chart: &Chart, account: AccountNumber) -> bool {
    let allowance = account.class() == 6 && account.digit(1) == Some(8);
    let set_aside = chart.dedicated_funds().iter().any(|fund| account.starts_with(fund.set_aside));
    account.class() == 6 && !allowance && !set_aside
}
