//! Importing a bank statement: preview, then import, then what can be matched without doubt.

use caisse_banking::statement::{
    self, AccountName, Batch, Detail, LineIdentity, LineKind, ReadOptions, Statement,
    StatementLine, Warning,
};
use caisse_domain::offices::Actor;
use caisse_domain::{Command, Organisation, bank};
use caisse_journal::Digest;
use caisse_units::{Amount, Language};
use serde::{Deserialize, Serialize};

use crate::desk::Desk;
use crate::error::ExecuteError;

/// What is kept of a bank line beside its amount, sealed: what matching and people read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LineText {
    /// The label of the bank.
    pub label: String,
    /// The reference of the batch that we sent, if the line is its sum.
    pub batch: Option<String>,
    /// True for a returned debit or transfer.
    pub returned: bool,
    /// What kind of operation, by the bank's code.
    pub kind: LineKind,
    /// The payments in the line.
    pub details: Vec<DetailText>,
}

/// What is kept of one payment in a bank line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DetailText {
    /// Its amount, signed; `None` in forms that do not split a batch.
    pub amount: Option<Amount>,
    /// The other side's name.
    pub name: Option<String>,
    /// The other side's account.
    pub iban: Option<String>,
    /// The identifier that both sides see.
    pub end_to_end: Option<String>,
    /// The mandate.
    pub mandate: Option<String>,
    /// The reference with check digits.
    pub reference: Option<String>,
    /// The free text.
    pub text: Option<String>,
    /// Why it was returned.
    pub reason: Option<String>,
}

impl LineText {
    fn of(line: &StatementLine) -> LineText {
        LineText {
            label: line.label.clone(),
            batch: line.batch.as_ref().and_then(|batch| batch.payment_information.clone()),
            returned: line.is_return(),
            kind: line.kind,
            details: line
                .details
                .iter()
                .map(|detail| DetailText {
                    amount: detail.amount,
                    name: detail.name.clone(),
                    iban: detail.iban.clone(),
                    end_to_end: detail.end_to_end.clone(),
                    mandate: detail.mandate.clone(),
                    reference: detail.creditor_reference.clone(),
                    text: detail.text.clone(),
                    reason: detail.return_reason.clone(),
                })
                .collect(),
        }
    }

    /// The line as the reader of statements gave it, with what matching needs.
    pub(crate) fn as_read(&self, kept: &bank::Line) -> StatementLine {
        let batch = self.batch.clone();
        StatementLine {
            place: 0,
            booked: kept.booked,
            value: kept.booked,
            amount: kept.amount,
            kind: self.kind,
            code: None,
            bank_reference: None,
            label: self.label.clone(),
            details: self.details.iter().map(DetailText::as_read).collect(),
            batch: batch.map(|name| Batch { payment_information: Some(name), count: None }),
            reversal: self.returned,
            identity: kept.identity.to_string().parse().unwrap_or_else(|_| LineIdentity::default()),
        }
    }

    /// Everything a person may read in it, in one line.
    pub fn summary(&self) -> String {
        let mut parts = vec![self.label.clone()];
        for detail in &self.details {
            parts.extend(detail.name.clone());
            parts.extend(detail.text.clone());
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" · ")
    }
}

impl DetailText {
    fn as_read(&self) -> Detail {
        Detail {
            amount: self.amount,
            charges: None,
            instructed: None,
            name: self.name.clone(),
            iban: self.iban.clone(),
            end_to_end: self.end_to_end.clone(),
            mandate: self.mandate.clone(),
            creditor_reference: self.reference.clone(),
            text: self.text.clone(),
            return_reason: self.reason.clone(),
        }
    }
}

/// What an import would do, before it does it.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The statements of the file, as read.
    pub statements: Vec<Statement>,
    /// The digest of the file.
    pub file: String,
    /// How many lines are new.
    pub new: usize,
    /// How many are known already.
    pub known: usize,
}

/// Why a file is not imported.
#[derive(Debug)]
pub enum ImportError {
    /// It cannot be read; every error with its place.
    Unreadable(Vec<statement::StatementError>),
    /// It is of an account that is not ours.
    OtherAccount {
        /// The account in the file.
        found: String,
    },
    /// The core refuses.
    Execute(ExecuteError),
}

impl ImportError {
    /// What happened, and what to do.
    pub fn sentence(&self, language: Language) -> String {
        match self {
            ImportError::Unreadable(errors) => {
                let lines: Vec<String> =
                    errors.iter().map(|error| error.sentence(language)).collect();
                lines.join("\n")
            }
            ImportError::OtherAccount { found } => match language {
                Language::French => format!(
                    "ce relevé est celui du compte {found}, qui n'est pas celui de la caisse ; rien n'a été importé"
                ),
                Language::English => format!(
                    "this statement is of the account {found}, which is not the caisse's; nothing was imported"
                ),
            },
            ImportError::Execute(error) => error.sentence(language),
        }
    }
}

impl From<ExecuteError> for ImportError {
    fn from(error: ExecuteError) -> ImportError {
        ImportError::Execute(error)
    }
}

/// Reads a file and says what an import would do.
///
/// # Errors
/// [`ImportError`]; nothing is changed in any case.
pub fn preview(
    house: &Organisation,
    bytes: &[u8],
    file_name: Option<&str>,
    options: &ReadOptions,
) -> Result<Preview, ImportError> {
    let mut statements =
        statement::read(bytes, file_name, options).map_err(ImportError::Unreadable)?;
    if let Some(chosen) = &options.account {
        keep_account(&mut statements, chosen)?;
    }
    if let Some(iban) = &house.founding.iban {
        for statement in &statements {
            if statement.account.designates(iban) == Some(false) {
                return Err(ImportError::OtherAccount { found: statement.account.to_string() });
            }
        }
    }
    let all = statements.iter().flat_map(|statement| &statement.lines);
    let (mut new, mut known) = (0, 0);
    for line in all {
        match house.bank.by_identity(&kept_identity(line)) {
            Some(_) => known += 1,
            None => new += 1,
        }
    }
    Ok(Preview { statements, file: Digest::of(bytes).to_string(), new, known })
}

/// Of a file with the statements of several accounts, those of one. A statement that does not name its
/// account is taken at the treasurer's word, and then checked like the others.
fn keep_account(statements: &mut Vec<Statement>, chosen: &str) -> Result<(), ImportError> {
    let found = statements.first().map(|statement| statement.account.to_string());
    let plain = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase()
    };
    statements.retain(|statement| match &statement.account {
        AccountName::Unnamed => true,
        named => {
            plain(&named.to_string()) == plain(chosen) || named.designates(chosen) == Some(true)
        }
    });
    for statement in statements.iter_mut().filter(|one| one.account == AccountName::Unnamed) {
        statement.account = AccountName::from_text(chosen);
        statement.warnings.retain(|warning| *warning != Warning::AccountUnnamed);
    }
    match found {
        Some(found) if statements.is_empty() => Err(ImportError::OtherAccount { found }),
        _ => Ok(()),
    }
}

/// Imports what a preview showed. A file with several statements is taken in the order of their
/// dates; each is all or nothing, and those that say nothing new are passed over.
///
/// # Errors
/// [`ImportError::Execute`].
pub fn import(desk: &mut Desk, actor: Actor, preview: &Preview) -> Result<usize, ImportError> {
    let mut order: Vec<&Statement> = preview.statements.iter().collect();
    order.sort_by_key(|statement| (statement.from, statement.to, statement.sequence));
    let several = order.len() > 1;
    let mut imported = 0;
    for (rank, statement) in order.into_iter().enumerate() {
        let known = |line: &StatementLine| {
            let identity = kept_identity(line);
            desk.state().is_ok_and(|house| house.bank.by_identity(&identity).is_some())
        };
        if several && preview.new > 0 && statement.lines.iter().all(known) {
            continue;
        }
        let file = match several {
            true => Digest::of(format!("{}#{rank}", preview.file).as_bytes()).to_string(),
            false => preview.file.clone(),
        };
        let mut sealed = Vec::new();
        for line in &statement.lines {
            if desk.state()?.bank.by_identity(&kept_identity(line)).is_none() {
                let identity = line.identity.to_string();
                let text = serde_json::to_string(&LineText::of(line)).expect("plain data");
                let entropy = desk.house.entropy();
                sealed.extend(desk.people.seal_line(&identity, &text, entropy)?);
            }
        }
        let account = statement.account.to_string();
        let tail: String = account.chars().rev().take(4).collect();
        let content = bank::Statement {
            account: tail.chars().rev().collect(),
            file,
            opening: statement.opening,
            closing: statement.closing,
            lines: statement
                .lines
                .iter()
                .map(|line| bank::Line {
                    identity: kept_identity(line),
                    booked: line.booked,
                    amount: line.amount,
                })
                .collect(),
        };
        let command = Command::Bank(bank::Command::Import(content));
        let done = desk.act_with(actor, command, sealed)?;
        if let caisse_domain::Event::Bank(bank::Event::Imported { statement, .. }) = done.event {
            imported += statement.lines.len();
        }
    }
    Ok(imported)
}

/// The identity of a line as the caisse keeps it.
fn kept_identity(line: &StatementLine) -> bank::LineIdentity {
    bank::LineIdentity::of_digest(*line.identity.bytes())
}
