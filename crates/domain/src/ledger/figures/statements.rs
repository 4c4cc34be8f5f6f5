//! The balance sheet and the income statement, laid out as the chart says.
//!
//! Parties in debit and parties in credit are never set off: what one member owes us is a claim even
//! when we owe as much to another.

use caisse_units::{Amount, Day, Language};

use super::{Behind, ClosingEntries, Period};
use crate::ledger::layout::{self, Column, Row, RowKind, Sign};
use crate::ledger::{AccountNumber, Chart, Ledger};

/// A row of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementRow {
    /// Its side.
    pub column: Column,
    /// What it is.
    pub kind: RowKind,
    /// Its label in French.
    pub french: String,
    /// Its label in English.
    pub english: String,
    /// Before deductions; shown as the side shows it. Zero for a heading.
    pub gross: Amount,
    /// Depreciation and write-downs, above zero.
    pub deducted: Amount,
    /// The same row a year before, after deductions.
    pub previous: Amount,
    /// What it was made from.
    pub behind: Behind,
}

impl StatementRow {
    /// The figure of the row: what is left after deductions.
    pub fn net(&self) -> Amount {
        self.gross.minus(self.deducted)
    }

    /// Its label in that language.
    pub fn label(&self, language: Language) -> &str {
        language.choose(&self.french, &self.english)
    }
}

/// One side or both of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// In the order of the chart.
    pub rows: Vec<StatementRow>,
    /// Balances that no row of the chart takes, debit above zero: empty unless entries were posted
    /// to accounts that this chart does not know.
    pub unplaced: Vec<(AccountNumber, Amount)>,
}

impl Statement {
    /// The sum of the lines of a side, totals and details left aside.
    pub fn sum(&self, column: Column) -> Amount {
        let lines = self.rows.iter().filter(|row| row.column == column && row.kind.counts());
        lines.map(StatementRow::net).sum()
    }
}

/// The annual statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statements {
    /// Assets and liabilities at the last day of the period.
    pub balance_sheet: Statement,
    /// Income and expense of the period, and volunteer work at its foot.
    pub income: Statement,
}

impl Statements {
    /// The surplus of the period, below zero for a deficit.
    pub fn result(&self) -> Amount {
        self.income.sum(Column::Income).minus(self.income.sum(Column::Expense))
    }
}

/// The balances of one account on each side, and the line where each stands.
struct Sides {
    account: AccountNumber,
    debit: Amount,
    credit: Amount,
    debit_place: Option<Place>,
    credit_place: Option<Place>,
}

/// The line of a balance: its index among all rows, and whether it is deducted there.
type Place = (usize, bool);

/// The only line of a balance; `None` when it has none, or more than one.
fn only_place(rows: &[Row], account: AccountNumber, debit: bool) -> Option<Place> {
    match layout::places(rows, account, debit).as_slice() {
        [place] => Some(*place),
        _ => None,
    }
}

impl Ledger {
    /// The balance sheet at the end of a day, with the year before. Before and after the closing of
    /// the year it shows the same: the result line takes what is still in classes 6, 7 and 8.
    pub fn balance_sheet(&self, chart: &Chart, at: Day) -> Statement {
        let columns = [Column::Assets, Column::Liabilities];
        self.statement(chart, &columns, Period::until(at), ClosingEntries::Included)
    }

    /// The income statement of a period, with the year before and the volunteer work at its foot.
    /// Entries that close a year do not count.
    pub fn income_statement(&self, chart: &Chart, period: Period) -> Statement {
        let columns = [Column::Income, Column::Expense, Column::Given, Column::Used];
        self.statement(chart, &columns, period, ClosingEntries::LeftOut)
    }

    /// Both statements of a period. Linear in the postings.
    pub fn statements(&self, chart: &Chart, period: Period) -> Statements {
        Statements {
            balance_sheet: self.balance_sheet(chart, period.to),
            income: self.income_statement(chart, period),
        }
    }

    fn statement(
        &self,
        chart: &Chart,
        columns: &[Column],
        period: Period,
        closing: ClosingEntries,
    ) -> Statement {
        let rows = chart.rows();
        let sides = self.sides(rows, period, closing);
        let mut now = laid_out(rows, columns, &sides, period, closing);
        let before = period.year_before();
        let before = laid_out(rows, columns, &self.sides(rows, before, closing), before, closing);
        for (row, before) in now.iter_mut().zip(&before) {
            row.previous = before.net();
        }
        let nowhere = |side: &&Sides| side.debit_place.is_none() || side.credit_place.is_none();
        let unplaced = sides.iter().filter(nowhere);
        let unplaced = unplaced.map(|side| (side.account, side.debit.plus(side.credit)));
        let unplaced = unplaced.filter(|(_, balance)| !balance.is_zero()).collect();
        Statement { rows: now, unplaced }
    }

    /// Every account with its balances on each side; an account whose sides stand on different rows
    /// is taken party by party.
    fn sides(&self, rows: &[Row], period: Period, closing: ClosingEntries) -> Vec<Sides> {
        let movements = self.movements(period, closing);
        let accounts = self.balances.accounts.iter();
        let places: Vec<[Option<Place>; 2]> = accounts
            .map(|account| [true, false].map(|debit| only_place(rows, *account, debit)))
            .collect();
        let split: Vec<bool> = places.iter().map(|[debit, credit]| debit != credit).collect();
        let parties = self.by_party(&split, period, closing);
        let sides = |(account, place): &(AccountNumber, u16)| {
            let place = usize::from(*place);
            let balance = movements[place].balance();
            let (debit, credit) = match split[place] {
                true => parties[place].sides(),
                false if balance.is_negative() => (Amount::ZERO, balance),
                false => (balance, Amount::ZERO),
            };
            let [debit_place, credit_place] = places[place];
            Sides { account: *account, debit, credit, debit_place, credit_place }
        };
        self.balances.sorted().iter().map(sides).collect()
    }
}

/// The rows of some sides over a period.
fn laid_out(
    rows: &[Row],
    columns: &[Column],
    sides: &[Sides],
    period: Period,
    closing: ClosingEntries,
) -> Vec<StatementRow> {
    let mut laid: Vec<(usize, StatementRow)> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| columns.contains(&row.column))
        .map(|(index, row)| (index, empty(row, period, closing)))
        .collect();
    for (index, row) in &mut laid {
        if rows[*index].kind != RowKind::Total {
            sides.iter().for_each(|side| fill(row, rows, *index, side));
        }
    }
    let lines: Vec<(String, Amount, Behind)> = laid
        .iter()
        .filter(|(_, row)| row.kind.counts())
        .map(|(index, row)| {
            let credit = row.column.is_credit();
            let signed = if credit { -row.net() } else { row.net() };
            (rows[*index].section.clone(), signed, row.behind.clone())
        })
        .collect();
    for (index, row) in laid.iter_mut().filter(|(_, row)| row.kind == RowKind::Total) {
        total(row, &rows[*index].sections, &lines);
    }
    laid.into_iter().map(|(_, row)| row).collect()
}

fn empty(row: &Row, period: Period, closing: ClosingEntries) -> StatementRow {
    let credits_positive = row.column.is_credit();
    StatementRow {
        column: row.column,
        kind: row.kind,
        french: row.french.clone(),
        english: row.english.clone(),
        gross: Amount::ZERO,
        deducted: Amount::ZERO,
        previous: Amount::ZERO,
        behind: Behind { accounts: Vec::new(), period, closing, credits_positive },
    }
}

/// Adds the balances of an account to a row, if they stand there.
fn fill(row: &mut StatementRow, rows: &[Row], index: usize, sides: &Sides) {
    let on = |debit: bool, place: Option<Place>| match row.kind {
        RowKind::Result if matches!(sides.account.class(), 6..=8) => Some(false),
        RowKind::Line | RowKind::Result => {
            place.filter(|(line, _)| *line == index).map(|(_, deducted)| deducted)
        }
        RowKind::Detail => rows[index].takes(sides.account, debit).map(|(_, deducted)| deducted),
        RowKind::Heading | RowKind::Total => None,
    };
    let (debit, credit) = (on(true, sides.debit_place), on(false, sides.credit_place));
    for (place, amount) in [(debit, sides.debit), (credit, sides.credit)] {
        let shown = if row.column.is_credit() { -amount } else { amount };
        match place {
            Some(true) => row.deducted = row.deducted.minus(shown),
            Some(false) => row.gross = row.gross.plus(shown),
            None => {}
        }
    }
    let sign = match (debit.is_some(), credit.is_some()) {
        (true, true) => Sign::Both,
        (true, false) => Sign::Debit,
        (false, true) => Sign::Credit,
        (false, false) => return,
    };
    row.behind.accounts.push((sides.account, sign));
}

/// Sums the lines of sections into a total. On the side of expense or assets debits are above zero.
fn total(row: &mut StatementRow, sections: &[String], lines: &[(String, Amount, Behind)]) {
    let summed = lines.iter().filter(|(section, ..)| sections.contains(section));
    for (_, signed, behind) in summed {
        let shown = if row.column.is_credit() { -*signed } else { *signed };
        row.gross = row.gross.plus(shown);
        row.behind.accounts.extend_from_slice(&behind.accounts);
    }
}
