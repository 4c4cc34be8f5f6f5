//! The layout of the statements: which accounts stand on which row.
//!
//! A row lists accounts by prefix; the longest prefix wins, so that `6571` may stand apart from
//! `657`. A sign after a prefix keeps one side only: `41+` is what is owed to us, `41-` what we owe,
//! and the two are never set off against each other.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{AccountNumber, ChartProblem};

/// The side of the statements where a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Column {
    /// What the organisation has.
    Assets,
    /// Where it comes from.
    Liabilities,
    /// Income of the year.
    Income,
    /// Expense of the year.
    Expense,
    /// Volunteer work and gifts in kind received, outside the result.
    Given,
    /// Volunteer work and gifts in kind used, outside the result.
    Used,
}

impl Column {
    const WORDS: [(&'static str, Column); 6] = [
        ("assets", Column::Assets),
        ("liabilities", Column::Liabilities),
        ("income", Column::Income),
        ("expense", Column::Expense),
        ("given", Column::Given),
        ("used", Column::Used),
    ];

    /// True where credits are shown above zero.
    pub fn is_credit(self) -> bool {
        matches!(self, Column::Liabilities | Column::Income | Column::Given)
    }
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RowKind {
    /// A title, without a figure.
    Heading,
    /// A line that counts.
    Line,
    /// The line of the year's result: its accounts, and classes 6, 7 and 8 as far as no closing
    /// entry has brought them there yet.
    Result,
    /// A part of a line, shown below it and not counted again.
    Detail,
    /// The sum of the lines of sections.
    Total,
}

impl RowKind {
    /// True for rows that count: every balance stands on exactly one of them.
    pub fn counts(self) -> bool {
        matches!(self, RowKind::Line | RowKind::Result)
    }

    const WORDS: [(&'static str, RowKind); 5] = [
        ("heading", RowKind::Heading),
        ("line", RowKind::Line),
        ("result", RowKind::Result),
        ("detail", RowKind::Detail),
        ("total", RowKind::Total),
    ];
}

/// Which balances of an account a pattern keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Sign {
    /// Both.
    Both,
    /// Debit balances.
    Debit,
    /// Credit balances.
    Credit,
}

/// Accounts by prefix, on one side or both, written `41`, `41+` or `41-`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    pub(super) prefix: AccountNumber,
    pub(super) sign: Sign,
}

impl Pattern {
    fn parse(text: &str) -> Result<Pattern, ChartProblem> {
        let (digits, sign) = match (text.strip_suffix('+'), text.strip_suffix('-')) {
            (Some(digits), _) => (digits, Sign::Debit),
            (_, Some(digits)) => (digits, Sign::Credit),
            _ => (text, Sign::Both),
        };
        let prefix = digits.parse().map_err(|error| ChartProblem::Number { error })?;
        Ok(Pattern { prefix, sign })
    }

    /// True when a balance of that account, debit or credit, falls under the pattern.
    fn takes(self, account: AccountNumber, debit: bool) -> bool {
        let side = match self.sign {
            Sign::Both => true,
            Sign::Debit => debit,
            Sign::Credit => !debit,
        };
        side && account.starts_with(self.prefix)
    }
}

impl Serialize for Pattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sign = match self.sign {
            Sign::Both => "",
            Sign::Debit => "+",
            Sign::Credit => "-",
        };
        serializer.collect_str(&format_args!("{}{sign}", self.prefix))
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Pattern, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Pattern::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// A row of the statements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) column: Column,
    pub(super) kind: RowKind,
    /// The section that it belongs to.
    pub(super) section: String,
    pub(super) french: String,
    pub(super) english: String,
    pub(super) accounts: Vec<Pattern>,
    /// Accounts that are deducted on this row: depreciation.
    pub(super) deducted: Vec<Pattern>,
    /// For a total, the sections that it sums.
    pub(super) sections: Vec<String>,
}

impl Row {
    /// Reads `row;column;kind;section;French;English;accounts;deducted`; a total lists sections
    /// where others list accounts.
    pub(super) fn read(columns: &[&str]) -> Result<Row, ChartProblem> {
        let at = |index: usize| columns.get(index).copied().unwrap_or("");
        let given = |index: usize, what: &'static str| match at(index) {
            "" => Err(ChartProblem::Missing { what }),
            text => Ok(text.to_owned()),
        };
        let column = word(&Column::WORDS, at(1))?;
        let kind = word(&RowKind::WORDS, at(2))?;
        let total = kind == RowKind::Total;
        let listed = at(6);
        let accounts = if total { Vec::new() } else { patterns(listed)? };
        let sections = listed.split_whitespace().filter(|_| total).map(str::to_owned).collect();
        if kind != RowKind::Heading && listed.is_empty() {
            return Err(ChartProblem::Missing {
                what: if total { "sections" } else { "accounts" },
            });
        }
        Ok(Row {
            column,
            kind,
            section: at(3).to_owned(),
            french: given(4, "French label")?,
            english: given(5, "English label")?,
            accounts,
            deducted: patterns(at(7))?,
            sections,
        })
    }

    /// The length of the longest prefix of this row that takes the balance, and whether the row
    /// deducts it.
    pub(super) fn takes(&self, account: AccountNumber, debit: bool) -> Option<(usize, bool)> {
        let lists = [(&self.accounts, false), (&self.deducted, true)];
        let patterns = lists
            .into_iter()
            .flat_map(|(list, deducted)| list.iter().map(move |pattern| (*pattern, deducted)));
        patterns
            .filter(|(pattern, _)| pattern.takes(account, debit))
            .map(|(pattern, deducted)| (pattern.prefix.digits(), deducted))
            .max()
    }
}

fn word<T: Copy>(words: &[(&str, T)], text: &str) -> Result<T, ChartProblem> {
    let found = words.iter().find(|(word, _)| *word == text);
    found.map(|(_, meaning)| *meaning).ok_or_else(|| ChartProblem::Word { word: text.to_owned() })
}

fn patterns(text: &str) -> Result<Vec<Pattern>, ChartProblem> {
    text.split_whitespace().map(Pattern::parse).collect()
}

/// The lines that take a balance with the longest prefix: exactly one in a coherent chart. For each,
/// its index among all rows and whether it deducts the balance.
pub(super) fn places(rows: &[Row], account: AccountNumber, debit: bool) -> Vec<(usize, bool)> {
    let lines = rows.iter().enumerate().filter(|(_, row)| row.kind.counts());
    let taking: Vec<(usize, usize, bool)> = lines
        .filter_map(|(index, row)| {
            row.takes(account, debit).map(|(digits, deducted)| (digits, index, deducted))
        })
        .collect();
    let longest = taking.iter().map(|(digits, ..)| *digits).max();
    taking
        .into_iter()
        .filter(|(digits, ..)| Some(*digits) == longest)
        .map(|(_, index, deducted)| (index, deducted))
        .collect()
}

/// An account has one line for its debit balances and one for its credit balances.
pub(super) fn check_account(rows: &[Row], account: AccountNumber) -> Result<(), ChartProblem> {
    for debit in [true, false] {
        match places(rows, account, debit).as_slice() {
            [] => return Err(ChartProblem::NoPlace { account }),
            [_] => {}
            [(first, _), (second, _), ..] => {
                return Err(ChartProblem::TwoPlaces {
                    account,
                    first: rows[*first].french.clone(),
                    second: rows[*second].french.clone(),
                });
            }
        }
    }
    Ok(())
}

/// Totals sum sections that exist.
pub(super) fn check_rows(rows: &[Row]) -> Vec<ChartProblem> {
    let exists =
        |section: &String| rows.iter().any(|row| row.kind.counts() && row.section == *section);
    let named = rows.iter().flat_map(|row| &row.sections);
    named
        .filter(|section| !exists(section))
        .map(|section| ChartProblem::UnknownSection { section: section.clone() })
        .collect()
}
