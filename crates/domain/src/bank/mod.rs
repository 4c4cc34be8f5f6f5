//! What the bank says: statements and their lines, each accounted for once.
//!
//! A line keeps its identity, so that a statement imported twice, or one that overlaps another,
//! changes nothing. A line is *open* until something explains it: a receipt, a payment, a return,
//! a charge, or an entry that sets it aside.
//!
//! Absent on purpose: the texts of the lines and the names in them (vault); file formats (`banking`).

use std::collections::BTreeMap;

use caisse_units::{Amount, Day, Language};
use serde::{Deserialize, Serialize};

mod known;
mod line_identity;

use known::Known;

pub use line_identity::LineIdentity;

use crate::identity::{BankLineId, DecisionId, EntryId};
use crate::ledger::{Entry, JournalCode, Posting, Reason, Use};
use crate::{Organisation, assemblies};

/// A line of a statement, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its identity, given by the reader of the file.
    pub identity: LineIdentity,
    /// The day the bank booked it.
    pub booked: Day,
    /// The amount, positive when received.
    pub amount: Amount,
}

/// A statement, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The account, by its last four characters.
    pub account: String,
    /// SHA-256 of the file.
    pub file: String,
    /// The balance before the first line, if the file gives it.
    pub opening: Option<Amount>,
    /// The balance after the last line, if the file gives it.
    pub closing: Option<Amount>,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// What a bank line turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Explained {
    /// Not yet.
    Open,
    /// By an event of the journal.
    Yes,
}

/// Statements and lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bank {
    lines: Vec<(Line, Explained)>,
    files: Vec<String>,
    last_closing: Option<Amount>,
    last_booked: Option<Day>,
    /// The lines whose explanation is one entry that a counter-entry can undo, by that entry.
    by_entry: BTreeMap<EntryId, BankLineId>,
    #[serde(skip)]
    known: Known,
}

/// What one may ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Command {
    /// Import a statement; lines already known are left alone.
    Import(Statement),
    /// A line is a charge of the bank.
    Charge {
        /// The line.
        line: BankLineId,
    },
    /// A line is a payment of the caisse outside allocations: rent, insurance, a purchase.
    Expense {
        /// The line.
        line: BankLineId,
        /// What it is for: which account of the chart.
        account: crate::ledger::AccountNumber,
        /// In words, 1 to 200 characters.
        label: String,
        /// The decision that it carries out.
        decision: DecisionId,
    },
    /// A line cannot be explained yet: its amount goes to the suspense account.
    SetAside {
        /// The line.
        line: BankLineId,
    },
    /// Cash was brought to the bank, and this line shows it.
    CashDeposit {
        /// The line.
        line: BankLineId,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A statement was imported; `lines` holds only the lines that were new.
    Imported {
        /// The number of its first new line.
        first: BankLineId,
        /// The statement.
        statement: Statement,
    },
    /// A line was explained outside contributions and payments.
    Explained {
        /// The line.
        line: BankLineId,
        /// The decision, if one is carried out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decision: Option<DecisionId>,
        /// The books.
        entry: Entry,
    },
}

/// Why it is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// This very file was imported before.
    AlreadyImported,
    /// Opening + lines ≠ closing.
    DoesNotAdd {
        /// The balance that the lines lead to.
        computed: Amount,
        /// The balance that the file states.
        stated: Amount,
    },
    /// The statement does not start where the last one ended, and shares no line with it.
    Gap {
        /// Where the last statement ended.
        expected: Amount,
        /// Where this one starts.
        found: Amount,
    },
    /// Every line is known already.
    NothingNew,
    /// A line is over the limit of amounts, or zero.
    AmountUnusable {
        /// Its position, from 1.
        position: usize,
    },
    /// No line of that number.
    LineUnknown {
        /// The number.
        line: BankLineId,
    },
    /// The line is explained already.
    LineExplained {
        /// The number.
        line: BankLineId,
    },
    /// The line's sign does not fit the act.
    WrongDirection {
        /// The number.
        line: BankLineId,
        /// Its amount.
        amount: Amount,
    },
    /// The label is missing or too long.
    LabelUnusable,
}

impl Refusal {
    /// What is refused and what would make it possible.
    pub fn sentence(&self, language: Language) -> String {
        let french = language == Language::French;
        let write = |amount: &Amount| amount.written(language);
        match self {
            Refusal::AlreadyImported => language
                .choose(
                    "ce relevé a déjà été importé ; rien n'a changé",
                    "this statement was imported before; nothing changed",
                )
                .to_owned(),
            Refusal::DoesNotAdd { computed, stated } if french => format!(
                "le relevé ne tombe pas juste : solde de départ et lignes donnent {}, le relevé annonce {} ; demandez un nouveau fichier à la banque",
                write(computed),
                write(stated)
            ),
            Refusal::DoesNotAdd { computed, stated } => format!(
                "the statement does not add up: its opening balance and lines give {}, it states {}; ask the bank for a new file",
                write(computed),
                write(stated)
            ),
            Refusal::Gap { expected, found } if french => format!(
                "un relevé manque : le précédent finissait à {}, celui-ci commence à {} ; importez d'abord celui d'entre les deux",
                write(expected),
                write(found)
            ),
            Refusal::Gap { expected, found } => format!(
                "a statement is missing: the last one ended at {}, this one starts at {}; import the one between them first",
                write(expected),
                write(found)
            ),
            Refusal::NothingNew => language
                .choose(
                    "toutes les lignes de ce relevé sont déjà connues ; rien n'a changé",
                    "every line of this statement is known already; nothing changed",
                )
                .to_owned(),
            Refusal::AmountUnusable { position } if french => {
                format!("ligne {position} du relevé : montant nul ou démesuré")
            }
            Refusal::AmountUnusable { position } => {
                format!("line {position} of the statement: an amount of zero or beyond bounds")
            }
            Refusal::LineUnknown { line } if french => {
                format!("aucune ligne de relevé ne porte le numéro {line}")
            }
            Refusal::LineUnknown { line } => format!("no statement line has the number {line}"),
            Refusal::LineExplained { line } if french => {
                format!(
                    "la ligne {line} est déjà rapprochée ; pour la reprendre, corrigez d'abord son écriture"
                )
            }
            Refusal::LineExplained { line } => {
                format!(
                    "the line {line} is matched already; to take it up again, correct its entry first"
                )
            }
            Refusal::WrongDirection { line, amount } if french => format!(
                "la ligne {line} est de {} : son sens ne convient pas à cet acte",
                write(amount)
            ),
            Refusal::WrongDirection { line, amount } => {
                format!(
                    "the line {line} is of {}: its direction does not fit this act",
                    write(amount)
                )
            }
            Refusal::LabelUnusable => language
                .choose(
                    "un libellé de 1 à 200 caractères est nécessaire",
                    "a label of 1 to 200 characters is needed",
                )
                .to_owned(),
        }
    }
}

impl Bank {
    /// The line of that number, and whether it is explained.
    pub fn line(&self, line: BankLineId) -> Option<(&Line, Explained)> {
        self.lines.get((line.0 as usize).checked_sub(1)?).map(|(content, state)| (content, *state))
    }

    /// The number of the line with that identity.
    pub fn by_identity(&self, identity: &LineIdentity) -> Option<BankLineId> {
        self.known.find(&self.lines, identity)
    }

    /// Every line with its number, in the order imported.
    pub fn lines(&self) -> impl Iterator<Item = (BankLineId, &Line, Explained)> {
        self.lines.iter().enumerate().map(|(i, (line, state))| (BankLineId::at(i), line, *state))
    }

    /// The lines nothing explains yet.
    pub fn open_lines(&self) -> impl Iterator<Item = (BankLineId, &Line)> {
        self.lines()
            .filter(|(_, _, state)| *state == Explained::Open)
            .map(|(id, line, _)| (id, line))
    }

    /// The line that this entry explains, if a counter-entry can undo that: a charge, an expense, a
    /// line set aside, a deposit, other income. It stays known after the counter-entry.
    pub fn line_of_entry(&self, entry: EntryId) -> Option<BankLineId> {
        self.by_entry.get(&entry).copied()
    }

    /// The balance that the last statement stated.
    pub fn last_closing(&self) -> Option<Amount> {
        self.last_closing
    }

    /// The line, if it is known and open.
    ///
    /// # Errors
    /// [`Refusal::LineUnknown`], [`Refusal::LineExplained`].
    pub fn open_line(&self, line: BankLineId) -> Result<&Line, Refusal> {
        match self.line(line) {
            None => Err(Refusal::LineUnknown { line }),
            Some((_, Explained::Yes)) => Err(Refusal::LineExplained { line }),
            Some((content, Explained::Open)) => Ok(content),
        }
    }
}

/// Decides a command on bank lines.
///
/// # Errors
/// The first [`Refusal`] in the order of the list.
pub fn decide(house: &Organisation, command: Command, today: Day) -> Result<Event, crate::Refusal> {
    let (bank, chart) = (&house.bank, &house.chart);
    match command {
        Command::Import(statement) => Ok(import(bank, statement)?),
        Command::Charge { line } => {
            let content = outgoing(bank, line)?;
            let label = "Frais bancaires".to_owned();
            let reason = Reason::BankLine(line);
            let entry =
                against_bank(house, content, chart.account(Use::BankCharges), label, reason);
            house.check(&entry)?;
            Ok(Event::Explained { line, decision: None, entry })
        }
        Command::Expense { line, account, label, decision } => {
            let content = outgoing(bank, line)?;
            if label.trim().is_empty() || label.chars().count() > 200 {
                return Err(Refusal::LabelUnusable.into());
            }
            let entry = against_bank(house, content, account, label, Reason::Decision(decision));
            house.offices.require(decision)?;
            assemblies::check_sum(house, -content.amount, Some(decision), today)?;
            house.check(&entry)?;
            house.check_by_hand(account, false)?;
            Ok(Event::Explained { line, decision: Some(decision), entry })
        }
        Command::SetAside { line } => {
            let content = bank.open_line(line)?;
            let label = "Ligne en attente d'explication".to_owned();
            let account = chart.account(Use::Suspense);
            let entry = against_bank(house, content, account, label, Reason::BankLine(line));
            house.check(&entry)?;
            Ok(Event::Explained { line, decision: None, entry })
        }
        Command::CashDeposit { line } => {
            let content = bank.open_line(line)?;
            if !content.amount.is_positive() {
                return Err(Refusal::WrongDirection { line, amount: content.amount }.into());
            }
            let label = "Remise d'espèces et de chèques".to_owned();
            let account = chart.account(Use::Cash);
            let entry = against_bank(house, content, account, label, Reason::BankLine(line));
            house.check(&entry)?;
            Ok(Event::Explained { line, decision: None, entry })
        }
    }
}

fn import(bank: &Bank, mut statement: Statement) -> Result<Event, Refusal> {
    if bank.files.contains(&statement.file) {
        return Err(Refusal::AlreadyImported);
    }
    for (index, line) in statement.lines.iter().enumerate() {
        if line.amount.is_zero() || line.amount.magnitude() > Amount::LIMIT {
            return Err(Refusal::AmountUnusable { position: index + 1 });
        }
    }
    if let (Some(opening), Some(stated)) = (statement.opening, statement.closing) {
        let computed = opening.plus(statement.lines.iter().map(|line| line.amount).sum());
        if computed != stated {
            return Err(Refusal::DoesNotAdd { computed, stated });
        }
    }
    let overlaps = statement.lines.iter().any(|line| bank.by_identity(&line.identity).is_some());
    if let (Some(expected), Some(found), false) = (bank.last_closing, statement.opening, overlaps)
        && expected != found
    {
        return Err(Refusal::Gap { expected, found });
    }
    statement.lines.retain(|line| bank.by_identity(&line.identity).is_none());
    if statement.lines.is_empty() {
        return Err(Refusal::NothingNew);
    }
    Ok(Event::Imported { first: BankLineId::at(bank.lines.len()), statement })
}

fn outgoing(bank: &Bank, line: BankLineId) -> Result<&Line, Refusal> {
    let content = bank.open_line(line)?;
    if !content.amount.is_negative() {
        return Err(Refusal::WrongDirection { line, amount: content.amount });
    }
    Ok(content)
}

/// The entry that books a bank line against one account; of a line of a locked month, on the first
/// day that is open.
fn against_bank(
    house: &Organisation,
    line: &Line,
    account: crate::ledger::AccountNumber,
    label: String,
    reason: Reason,
) -> Entry {
    let chart = &house.chart;
    Entry {
        journal: JournalCode::Bank,
        date: house.periods.open_day(line.booked),
        label,
        reason,
        postings: vec![
            Posting::debit(chart.account(Use::Bank), None, line.amount),
            Posting::credit(account, None, line.amount),
        ],
    }
}

/// Applies an event that was decided; trusts the journal.
pub fn apply(bank: &mut Bank, event: &Event) {
    match event {
        Event::Imported { statement, .. } => {
            for line in &statement.lines {
                let id = BankLineId::at(bank.lines.len());
                bank.known.insert(&line.identity, id);
                bank.lines.push((line.clone(), Explained::Open));
            }
            bank.files.push(statement.file.clone());
            let last = statement.lines.iter().map(|line| line.booked).max();
            if statement.closing.is_some() && last >= bank.last_booked {
                bank.last_closing = statement.closing;
                bank.last_booked = last;
            }
        }
        // The line is marked with those that other modules explain, in `crate::apply`.
        Event::Explained { .. } => (),
    }
}

/// Marks a line as explained; by which entry, if a counter-entry can undo it.
pub(crate) fn explain(bank: &mut Bank, line: BankLineId, entry: Option<EntryId>) {
    bank.lines[line.index()].1 = Explained::Yes;
    if let Some(entry) = entry {
        bank.by_entry.insert(entry, line);
    }
}

/// What explained the line was undone where it was made: the line waits for another explanation.
pub(crate) fn wait_again(bank: &mut Bank, line: BankLineId) {
    bank.lines[line.index()].1 = Explained::Open;
}

/// The entry was undone: the line that it explained waits for another explanation.
pub(crate) fn reopen(bank: &mut Bank, entry: EntryId) {
    if let Some(line) = bank.line_of_entry(entry) {
        bank.lines[line.index()].1 = Explained::Open;
    }
}

#[cfg(test)]
mod tests;
