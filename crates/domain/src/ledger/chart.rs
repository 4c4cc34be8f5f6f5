//! The chart of accounts: data with a version, never code.
//!
//! A chart file is text that a spreadsheet opens: one thing per line, columns between `;`, lines of
//! `#` for people. It names the accounts, the account for each use that the core has (so that no
//! number is written in code), the dedicated funds, and the layout of the statements. A file is taken
//! whole or not at all, with every problem listed by line ([`Chart::parse`]).

use std::collections::BTreeMap;

use caisse_units::{Day, Language};
use serde::{Deserialize, Serialize};

use super::layout::{self, Row};
use super::{AccountNumber, ChartError, ChartProblem, LedgerRefusal};

/// The most bytes and lines of a chart file; the general chart has about 900 accounts.
pub(super) const MOST_BYTES: usize = 1 << 20;
pub(super) const MOST_LINES: usize = 10_000;

/// The kind of organisation that a chart is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OrganisationKind {
    /// An association.
    Association,
    /// A union or a body of unions.
    Union,
}

/// An account of the chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its number.
    pub number: AccountNumber,
    /// Its name in French, as the chart prints it.
    pub french: String,
    /// Its name in English.
    pub english: String,
}

impl Account {
    /// Its name in that language.
    pub fn label(&self, language: Language) -> &str {
        language.choose(&self.french, &self.english)
    }
}

/// A fund given by others for a purpose: its account, the charge by which the unspent part is set
/// aside, and the income by which it comes back when spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DedicatedFund {
    /// The fund, 19x.
    pub fund: AccountNumber,
    /// Where the unspent part is charged at closing, 689x.
    pub set_aside: AccountNumber,
    /// Where what is spent comes back as income, 789x.
    pub taken_back: AccountNumber,
}

macro_rules! uses {
    ($($(#[$doc:meta])* $name:ident = $word:literal;)*) => {
        /// What the core needs an account for. Each chart names the account of each use.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub enum Use {
            $($(#[$doc])* #[serde(rename = $word)] $name,)*
        }

        impl Use {
            /// All uses; a chart names an account for each.
            pub const ALL: &'static [Use] = &[$(Use::$name),*];

            /// The word of this use in chart files and in the journal.
            pub const fn word(self) -> &'static str {
                match self { $(Use::$name => $word),* }
            }
        }
    };
}

uses! {
    /// The bank account.
    Bank = "bank";
    /// The petty cash.
    Cash = "cash";
    /// Money between two of our own accounts, and debits sent to the bank but not yet credited.
    InTransit = "in-transit";
    /// Bank lines that nobody has explained yet.
    Suspense = "suspense";
    /// Contributions called and not yet received, member by member.
    ContributionsReceivable = "contributions-receivable";
    /// Contributions that will probably not come, member by member.
    DoubtfulContributions = "doubtful-contributions";
    /// Contributions of members, as income.
    ContributionsIncome = "contributions-income";
    /// Contributions given up as lost.
    ContributionsLost = "contributions-lost";
    /// Contributions received for a later year.
    ContributionsInAdvance = "contributions-in-advance";
    /// What is owed to other levels of the organisation.
    OwedToLevels = "owed-to-levels";
    /// Shares of contributions passed on to other levels, as expense.
    PassedOn = "passed-on";
    /// Contributions of other caisses and bodies, as income.
    FromOtherBodies = "from-other-bodies";
    /// Gifts, as income.
    Gifts = "gifts";
    /// Public subsidies, as income.
    Subsidies = "subsidies";
    /// Surpluses of collective activities, as income.
    Surpluses = "surpluses";
    /// Other income.
    OtherIncome = "other-income";
    /// Allocations granted, as expense; `need` lines name sub-accounts.
    Allocations = "allocations";
    /// Allocations decided and not yet paid, member by member.
    AllocationsPayable = "allocations-payable";
    /// What is owed to suppliers.
    Suppliers = "suppliers";
    /// Expenses of mandated members, before refund or waiver.
    VolunteerExpenses = "volunteer-expenses";
    /// Bank charges.
    BankCharges = "bank-charges";
    /// Other running expenses.
    OtherExpense = "other-expense";
    /// The net position when the books start.
    OpeningPosition = "opening-position";
    /// The reserve that the statutes fix.
    StatutoryReserve = "statutory-reserve";
    /// The reserve that the assembly sets aside for its own projects.
    ProjectReserve = "project-reserve";
    /// Surpluses carried forward.
    RetainedSurplus = "retained-surplus";
    /// Deficits carried forward.
    RetainedDeficit = "retained-deficit";
    /// The year's surplus until the assembly allots it.
    ResultSurplus = "result-surplus";
    /// The year's deficit until the assembly allots it.
    ResultDeficit = "result-deficit";
    /// Volunteer work used, outside the result.
    VolunteerWorkUsed = "volunteer-work-used";
    /// Volunteer work given, outside the result.
    VolunteerWorkGiven = "volunteer-work-given";
}

impl Use {
    /// The use that a word names.
    pub fn from_word(word: &str) -> Option<Use> {
        Use::ALL.iter().copied().find(|candidate| candidate.word() == word)
    }
}

/// A chart of accounts, whole and coherent: every use has its account, and every account has one
/// place in the statements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Recorded")]
pub struct Chart {
    name: String,
    kind: OrganisationKind,
    since: Day,
    source: String,
    /// In the order of their numbers.
    accounts: Vec<Account>,
    uses: BTreeMap<Use, AccountNumber>,
    needs: BTreeMap<String, AccountNumber>,
    dedicated: Vec<DedicatedFund>,
    /// The last days of accounts that were closed.
    closed: BTreeMap<AccountNumber, Day>,
    rows: Vec<Row>,
}

/// A chart as it was written, checked again when it is read.
#[derive(Deserialize)]
struct Recorded {
    name: String,
    kind: OrganisationKind,
    since: Day,
    source: String,
    accounts: Vec<Account>,
    uses: BTreeMap<Use, AccountNumber>,
    needs: BTreeMap<String, AccountNumber>,
    dedicated: Vec<DedicatedFund>,
    closed: BTreeMap<AccountNumber, Day>,
    rows: Vec<Row>,
}

/// The parts of a chart before they are checked together.
#[derive(Default)]
struct Draft {
    name: String,
    kind: Option<OrganisationKind>,
    since: Option<Day>,
    source: String,
    accounts: Vec<Account>,
    uses: BTreeMap<Use, AccountNumber>,
    needs: BTreeMap<String, AccountNumber>,
    dedicated: Vec<DedicatedFund>,
    closed: BTreeMap<AccountNumber, Day>,
    rows: Vec<Row>,
}

impl Chart {
    /// Reads a chart file. All or nothing.
    ///
    /// # Errors
    /// Every problem of the file, in the order of its lines.
    pub fn parse(text: &str) -> Result<Chart, Vec<ChartError>> {
        if text.len() > MOST_BYTES || text.lines().count() > MOST_LINES {
            return Err(vec![ChartError { line: 0, problem: ChartProblem::TooLong }]);
        }
        let mut draft = Draft::default();
        let mut errors = Vec::new();
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let columns: Vec<&str> = line.split(';').map(str::trim).collect();
            if columns[0].starts_with('#') || columns.iter().all(|column| column.is_empty()) {
                continue;
            }
            if let Err(problem) = draft.read(&columns) {
                errors.push(ChartError { line: index + 1, problem });
            }
        }
        draft.accounts.sort_by_key(|account| account.number);
        if errors.is_empty() {
            return draft.finish().map_err(|problems| {
                problems.into_iter().map(|problem| ChartError { line: 0, problem }).collect()
            });
        }
        Err(errors)
    }

    /// The name of the chart.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The kind of organisation that it is written for.
    pub fn kind(&self) -> OrganisationKind {
        self.kind
    }

    /// The first day on which it applies.
    pub fn since(&self) -> Day {
        self.since
    }

    /// The texts and charts that it comes from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// All accounts in the order of their numbers.
    pub fn accounts(&self) -> &[Account] {
        &self.accounts
    }

    /// The account of that number.
    pub fn find(&self, number: AccountNumber) -> Option<&Account> {
        let found = self.accounts.binary_search_by_key(&number, |account| account.number).ok()?;
        Some(&self.accounts[found])
    }

    /// The account that serves a use.
    ///
    /// # Panics
    /// Never: a chart without one is not made.
    pub fn account(&self, purpose: Use) -> AccountNumber {
        *self.uses.get(&purpose).expect("a chart names an account for each use")
    }

    /// The account of allocations of a kind of need, or the general one when the chart has none.
    pub fn allocations_for(&self, need: &str) -> AccountNumber {
        self.needs.get(need).copied().unwrap_or_else(|| self.account(Use::Allocations))
    }

    /// The kinds of need that have their own account.
    pub fn needs(&self) -> impl Iterator<Item = (&str, AccountNumber)> {
        self.needs.iter().map(|(need, account)| (need.as_str(), *account))
    }

    /// The dedicated funds.
    pub fn dedicated_funds(&self) -> &[DedicatedFund] {
        &self.dedicated
    }

    /// The rows of the statements, in order.
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Adds an account, for instance the sub-account of a second bank.
    ///
    /// # Errors
    /// [`ChartProblem::Duplicate`] or [`ChartProblem::NoPlace`]; the chart is left as it was.
    pub fn add(&mut self, account: Account) -> Result<(), ChartProblem> {
        let number = account.number;
        let Err(gap) = self.accounts.binary_search_by_key(&number, |account| account.number) else {
            return Err(ChartProblem::Duplicate { account: number });
        };
        layout::check_account(&self.rows, number)?;
        self.accounts.insert(gap, account);
        Ok(())
    }

    /// Closes an account after that day; entries dated later are refused.
    ///
    /// # Errors
    /// [`ChartProblem::Unknown`], or [`ChartProblem::InUse`] for an account that the core needs.
    pub fn close(&mut self, number: AccountNumber, until: Day) -> Result<(), ChartProblem> {
        if let Some((purpose, _)) = self.uses.iter().find(|(_, account)| **account == number) {
            return Err(ChartProblem::InUse { account: number, purpose: purpose.word() });
        }
        if self.find(number).is_none() {
            return Err(ChartProblem::Unknown { account: number });
        }
        self.closed.insert(number, until);
        Ok(())
    }

    /// The last day of an account that was closed.
    pub fn last_day(&self, number: AccountNumber) -> Option<Day> {
        self.closed.get(&number).copied()
    }

    /// May something be posted to this account at that date?
    ///
    /// # Errors
    /// [`LedgerRefusal::UnknownAccount`], [`LedgerRefusal::AccountClosed`].
    pub fn check_account(&self, number: AccountNumber, date: Day) -> Result<(), LedgerRefusal> {
        if self.find(number).is_none() {
            let above = |account: &&Account| number.starts_with(account.number);
            let nearest = self.accounts.iter().rfind(above);
            let nearest = nearest.map(|account| account.number);
            return Err(LedgerRefusal::UnknownAccount { account: number, nearest });
        }
        match self.last_day(number) {
            Some(until) if until < date => {
                Err(LedgerRefusal::AccountClosed { account: number, until })
            }
            _ => Ok(()),
        }
    }
}

impl Draft {
    /// Reads one line, whose first column says what it is.
    fn read(&mut self, columns: &[&str]) -> Result<(), ChartProblem> {
        let at = |index: usize| columns.get(index).copied().unwrap_or("");
        let given = |index: usize, what: &'static str| match at(index) {
            "" => Err(ChartProblem::Missing { what }),
            text => Ok(text),
        };
        let number = |index: usize| {
            given(index, "account")?.parse().map_err(|error| ChartProblem::Number { error })
        };
        match columns[0] {
            "name" => self.name = given(1, "name")?.to_owned(),
            "kind" => {
                self.kind = Some(match given(1, "kind")? {
                    "association" => OrganisationKind::Association,
                    "union" => OrganisationKind::Union,
                    other => return Err(ChartProblem::Word { word: other.to_owned() }),
                });
            }
            "since" => {
                let day = given(1, "since")?;
                let word = || ChartProblem::Word { word: day.to_owned() };
                self.since = Some(day.parse().map_err(|_| word())?);
            }
            "source" => self.source = given(1, "source")?.to_owned(),
            "account" => {
                let (french, english) = (given(2, "French name")?, given(3, "English name")?);
                let (french, english) = (french.to_owned(), english.to_owned());
                self.accounts.push(Account { number: number(1)?, french, english });
            }
            "use" => {
                let word = given(1, "use")?;
                let unknown = || ChartProblem::Word { word: word.to_owned() };
                let purpose = Use::from_word(word).ok_or_else(unknown)?;
                if self.uses.insert(purpose, number(2)?).is_some() {
                    return Err(ChartProblem::Twice { word: word.to_owned() });
                }
            }
            "need" => {
                let word = given(1, "need")?.to_owned();
                if self.needs.insert(word.clone(), number(2)?).is_some() {
                    return Err(ChartProblem::Twice { word });
                }
            }
            "dedicated" => self.dedicated.push(DedicatedFund {
                fund: number(1)?,
                set_aside: number(2)?,
                taken_back: number(3)?,
            }),
            "row" => self.rows.push(Row::read(columns)?),
            other => return Err(ChartProblem::Word { word: other.to_owned() }),
        }
        Ok(())
    }

    /// Checks the parts together.
    fn finish(self) -> Result<Chart, Vec<ChartProblem>> {
        let mut problems = Vec::new();
        for what in [("name", self.name.is_empty()), ("source", self.source.is_empty())] {
            if what.1 {
                problems.push(ChartProblem::Missing { what: what.0 });
            }
        }
        for pair in self.accounts.windows(2) {
            if pair[0].number >= pair[1].number {
                problems.push(ChartProblem::Duplicate { account: pair[1].number });
            }
        }
        let known = |number: &AccountNumber| {
            self.accounts.binary_search_by_key(number, |account| account.number).is_ok()
        };
        for purpose in Use::ALL {
            if !self.uses.contains_key(purpose) {
                problems.push(ChartProblem::Unnamed { purpose: purpose.word() });
            }
        }
        let funds = self.dedicated.iter();
        let funds = funds.flat_map(|fund| [&fund.fund, &fund.set_aside, &fund.taken_back]);
        for number in self.uses.values().chain(self.needs.values()).chain(funds) {
            if !known(number) {
                problems.push(ChartProblem::Unknown { account: *number });
            }
        }
        problems.extend(layout::check_rows(&self.rows));
        for account in &self.accounts {
            problems.extend(layout::check_account(&self.rows, account.number).err());
        }
        let (Some(kind), Some(since)) = (self.kind, self.since) else {
            problems.push(ChartProblem::Missing { what: "kind, since" });
            return Err(problems);
        };
        if !problems.is_empty() {
            return Err(problems);
        }
        let Draft { name, source, accounts, uses, needs, dedicated, closed, rows, .. } = self;
        Ok(Chart { name, kind, since, source, accounts, uses, needs, dedicated, closed, rows })
    }
}

impl TryFrom<Recorded> for Chart {
    type Error = ChartError;

    fn try_from(recorded: Recorded) -> Result<Chart, ChartError> {
        let Recorded { name, source, accounts, uses, needs, dedicated, closed, rows, .. } =
            recorded;
        let (kind, since) = (Some(recorded.kind), Some(recorded.since));
        Draft { name, kind, since, source, accounts, uses, needs, dedicated, closed, rows }
            .finish()
            .map_err(|problems| {
                let problem = problems.into_iter().next().expect("a refusal has a problem");
                ChartError { line: 0, problem }
            })
    }
}
