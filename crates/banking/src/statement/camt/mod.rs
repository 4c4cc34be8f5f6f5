//! ISO 20022 camt.053, any version.
//!
//! Bank files often break their own schema, so that nothing is demanded here but what a statement
//! cannot do without. Versions differ little: from .04 the bank code is called otherwise, from .08
//! status and party gained a level; both shapes are read whatever the version says.
//!
//! Sources: the schemas camt.053.001.02, .04 and .08 of ISO 20022.

mod details;
mod entry;

use caisse_units::{Amount, Day};

use super::identity::References;
use super::reading::{Reading, blank};
use super::text::{amount, civil_day, decode_xml, filled, number};
use super::xml::{Element, Visit, walk};
use super::{
    AccountName, DecimalSign, Format, PendingLine, Place, Problem, ReadOptions, Statement,
    StatementError, StatementLine, Warning,
};

/// Reads a camt.053 message.
pub(super) fn read(
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<Vec<Statement>, Vec<StatementError>> {
    let text = decode_xml(bytes).map_err(|error| vec![error])?;
    let mut message = Message {
        reading: Reading::new(options),
        statements: Vec::new(),
        account: AccountName::Unnamed,
        foreign: false,
        found: 0,
        lines: Vec::new(),
        pending: Vec::new(),
        warnings: Vec::new(),
    };
    let tree = walk(&text, &options.limits, |element| message.visit(element));
    let tree = tree.map_err(|error| vec![error])?;
    let holder = tree.root().and_then(|root| root.child("BkToCstmrStmt"));
    if holder.is_none() {
        message.reading.refuse(Place::File, Problem::Missing { field: "BkToCstmrStmt" });
    } else if message.statements.is_empty() {
        message.reading.refuse(Place::File, Problem::Missing { field: "Stmt" });
    }
    message.reading.end(message.statements)
}

/// A message being read, and the lines of its current statement.
struct Message<'o> {
    reading: Reading<'o>,
    statements: Vec<Statement>,
    account: AccountName,
    /// The current statement is in another currency: said once, its lines are not read.
    foreign: bool,
    found: u64,
    lines: Vec<StatementLine>,
    pending: Vec<PendingLine>,
    warnings: Vec<Warning>,
}

impl Message<'_> {
    fn visit(&mut self, element: Element<'_, '_>) -> Visit {
        match element.name() {
            "Acct" => {
                self.account(element);
                Visit::Keep
            }
            "Ntry" => {
                self.found += 1;
                if !self.foreign && !self.reading.stopped() {
                    self.entry(element);
                }
                Visit::Forget
            }
            "Stmt" => {
                // A statement weighs as much as a line.
                if self.reading.count_line(Place::Record(self.rank())) {
                    let statement = self.statement(element);
                    self.statements.push(statement);
                }
                Visit::Forget
            }
            _ => Visit::Keep,
        }
    }

    /// The account comes before the entries, which need it to tell the other party from its owner.
    fn account(&mut self, element: Element<'_, '_>) {
        let name = element.text_at(&["Id", "IBAN"]).or(element.text_at(&["Id", "Othr", "Id"]));
        self.account = name.map_or(AccountName::Unnamed, AccountName::from_text);
        if let Some(currency) = element.child("Ccy")
            && currency.text() != "EUR"
        {
            self.foreign = true;
            let problem = Problem::Currency { currency: currency.text().to_owned() };
            self.reading.refuse(currency.place(), problem);
        }
    }

    fn statement(&mut self, element: Element<'_, '_>) -> Statement {
        let mut statement = blank(Format::Camt053);
        statement.account = std::mem::replace(&mut self.account, AccountName::Unnamed);
        statement.owner = element
            .text_at(&["Acct", "Ownr", "Nm"])
            .or(element.text_at(&["Acct", "Ownr", "Pty", "Nm"]))
            .and_then(filled);
        statement.name = element.text_at(&["Id"]).and_then(filled);
        statement.sequence = element.text_at(&["ElctrncSeqNb"]).and_then(|text| text.parse().ok());
        statement.from = element.text_at(&["FrToDt", "FrDtTm"]).and_then(day_of);
        statement.to = element.text_at(&["FrToDt", "ToDtTm"]).and_then(day_of);
        statement.lines = std::mem::take(&mut self.lines);
        statement.pending = std::mem::take(&mut self.pending);
        statement.warnings = std::mem::take(&mut self.warnings);
        let found = std::mem::take(&mut self.found);
        let declared = element.text_at(&["TxsSummry", "TtlNtries", "NbOfNtries"]);
        if let Some(declared) = declared.and_then(|text| text.parse().ok())
            && declared != found
        {
            statement.warnings.push(Warning::LineCount { declared, found });
        }
        if !std::mem::take(&mut self.foreign) {
            statement.opening =
                self.balance(element, "OPBD").or_else(|| self.balance(element, "PRCD"));
            statement.closing = self.balance(element, "CLBD");
        }
        if statement.account == AccountName::Unnamed {
            self.reading.refuse(element.place(), Problem::Missing { field: "Acct/Id" });
        }
        self.reading.conclude(statement, References::Identify, || element.place())
    }

    /// The first balance of that type.
    fn balance(&mut self, statement: Element<'_, '_>, code: &str) -> Option<Amount> {
        let balance = statement
            .named("Bal")
            .find(|balance| balance.text_at(&["Tp", "CdOrPrtry", "Cd"]) == Some(code))?;
        let magnitude = self.amount(balance, "Bal/Amt")?;
        self.signed(balance, magnitude)
    }

    /// The `Amt` of an element, in euros.
    fn amount(&mut self, holder: Element<'_, '_>, field: &'static str) -> Option<Amount> {
        let Some(element) = holder.child("Amt") else {
            self.reading.refuse(holder.place(), Problem::Missing { field });
            return None;
        };
        match element.currency() {
            Some("EUR") => {}
            Some(other) => {
                let problem = Problem::Currency { currency: other.to_owned() };
                self.reading.refuse(element.place(), problem);
                return None;
            }
            None => {
                self.reading.refuse(element.place(), Problem::Missing { field: "Amt@Ccy" });
                return None;
            }
        }
        self.magnitude(element)
    }

    /// The number that an amount element holds; the schema allows no sign.
    fn magnitude(&mut self, element: Element<'_, '_>) -> Option<Amount> {
        let text = element.text();
        let result = amount(text, DecimalSign::Point).and_then(|amount| {
            if amount.is_negative() || text.contains(',') {
                let text = text.to_owned();
                return Err(Problem::Amount(caisse_units::AmountError::NotANumber { text }));
            }
            Ok(amount)
        });
        match result {
            Ok(amount) => Some(amount),
            Err(problem) => {
                self.reading.refuse(element.place(), problem);
                None
            }
        }
    }

    /// The amount with the sign of `CdtDbtInd`. A reversal changes nothing to it: the indicator
    /// already says which way the money went.
    fn signed(&mut self, holder: Element<'_, '_>, magnitude: Amount) -> Option<Amount> {
        match holder.text_at(&["CdtDbtInd"]) {
            Some("CRDT") => Some(magnitude),
            Some("DBIT") => Some(-magnitude),
            Some(other) => {
                let text = other.to_owned();
                let problem = Problem::Unexpected { field: "CdtDbtInd", text };
                self.reading.refuse(holder.place(), problem);
                None
            }
            None => {
                self.reading.refuse(holder.place(), Problem::Missing { field: "CdtDbtInd" });
                None
            }
        }
    }

    /// The day of a `Dt` or `DtTm` inside the named element: `Some(None)` when the file has none,
    /// `None` when it has one that is no day, which is refused.
    fn day(&mut self, holder: Element<'_, '_>, name: &str) -> Option<Option<Day>> {
        let Some(element) = holder.child(name) else { return Some(None) };
        let text = element.text_at(&["Dt"]).or(element.text_at(&["DtTm"]));
        let Some(text) = text else { return Some(None) };
        let found = day_of(text);
        if found.is_none() {
            self.reading.refuse(element.place(), Problem::Day { text: text.to_owned() });
        }
        found.map(Some)
    }

    /// The rank of the entry in its message.
    fn rank(&self) -> u32 {
        number(usize::try_from(self.found).unwrap_or(usize::MAX))
    }
}

/// The civil day of `2025-01-31`, `2025-01-31T10:00:00+01:00` or `2025-01-31+01:00`: the day as the
/// bank writes it, in its own time.
fn day_of(text: &str) -> Option<Day> {
    let date = text.get(..10)?;
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let fits = year.len() == 4 && month.len() == 2 && day.len() == 2;
    fits.then(|| civil_day(year, month, day)).flatten()
}
