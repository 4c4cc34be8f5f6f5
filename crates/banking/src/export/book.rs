//! What every export has in common: accounts and entries.

use std::collections::BTreeMap;

use caisse_units::{Amount, Day};
use serde::{Deserialize, Serialize};

use crate::identifiers::Siren;

/// The books of one organisation over some period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Book {
    /// The name of the organisation.
    pub organisation: String,
    /// Its number, if it has one; the tax office's file is named by it.
    pub siren: Option<Siren>,
    /// The currency of every amount, three capitals: `EUR`.
    pub currency: String,
    /// The accounts that entries use, in any order.
    pub accounts: Vec<Account>,
    /// The entries, in the order of their validation, opening balances first.
    pub entries: Vec<BookEntry>,
}

/// An account of the chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Three digits, then digits or capitals: `512000`.
    pub number: String,
    /// What it is called: `Banque`.
    pub label: String,
}

/// An entry: a dated movement between accounts, whose debits equal its credits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookEntry {
    /// The code of its journal: `BQ`.
    pub journal: String,
    /// What the journal is called: `Banque`.
    pub journal_label: String,
    /// Its number in its journal; each journal counts without gaps.
    pub number: u64,
    /// The day it counts for.
    pub date: Day,
    /// The day it was validated, after which it can only be corrected by another.
    pub validated_on: Day,
    /// The reference of the document behind it.
    pub piece: String,
    /// The date of that document.
    pub piece_date: Day,
    /// What happened, in one line.
    pub label: String,
    /// Its movements, two at least.
    pub lines: Vec<BookLine>,
    /// Why: the rule, the decision, the document. May be empty.
    pub reason: String,
}

/// The movement of one account in an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookLine {
    /// The number of the account.
    pub account: String,
    /// The person or organisation concerned, in accounts kept per person.
    pub auxiliary: Option<Auxiliary>,
    /// What this line says, if more than the entry does. May be empty.
    pub label: String,
    /// What goes in, zero or more; one of debit and credit is zero.
    pub debit: Amount,
    /// What goes out, zero or more.
    pub credit: Amount,
    /// The mark that ties this line to those that settle it.
    pub lettering: Option<Lettering>,
}

/// A person's own account under a shared one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Auxiliary {
    /// Its code, unique under every account: `M0042`.
    pub code: String,
    /// The name.
    pub label: String,
}

/// The mark shared by a claim and its settlement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lettering {
    /// The mark: `AB`.
    pub code: String,
    /// The day it was put.
    pub date: Day,
}

/// What an account, or a person's own account under it, received and gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// The sum of its debits.
    pub debit: Amount,
    /// The sum of its credits.
    pub credit: Amount,
}

impl Balance {
    /// Debits less credits.
    pub fn net(self) -> Amount {
        self.debit.minus(self.credit)
    }
}

impl Book {
    /// The balance of every account that moved, by number and, where kept, by person's code.
    ///
    /// One pass over the lines; memory grows with the accounts, not the entries.
    pub fn balances(&self) -> BTreeMap<(&str, Option<&str>), Balance> {
        let mut balances: BTreeMap<(&str, Option<&str>), Balance> = BTreeMap::new();
        for line in self.entries.iter().flat_map(|entry| &entry.lines) {
            let person = line.auxiliary.as_ref().map(|auxiliary| auxiliary.code.as_str());
            let balance = balances.entry((&line.account, person)).or_default();
            balance.debit = balance.debit.plus(line.debit);
            balance.credit = balance.credit.plus(line.credit);
        }
        balances
    }
}

impl BookEntry {
    /// True if its journal carries last year's balances: by custom its code is AN or RAN, or its
    /// label speaks of "à nouveau".
    pub fn is_opening(&self) -> bool {
        is_opening_journal(&self.journal, &self.journal_label)
    }
}

/// See [`BookEntry::is_opening`].
pub(super) fn is_opening_journal(code: &str, label: &str) -> bool {
    let code = code.to_ascii_uppercase();
    let label = label.to_lowercase();
    matches!(code.as_str(), "AN" | "RAN" | "ANO" | "ANC")
        || ((label.starts_with("a ") || label.starts_with("à ") || label.starts_with("report"))
            && label.contains("nouveau"))
}
