//! Files for the bank: the debits of a collection (pain.008), the transfers of a signed order
//! (pain.001), and the square code of one claim.

use std::fmt;

use caisse_banking::identifiers::{CreditorIdentifier, Iban, MandateReference, PaymentIdentifier};
use caisse_banking::payment::debit::{DebitVersion, DirectDebit, DirectDebitFile, Sequence};
use caisse_banking::payment::square_code::{SquareCodeError, TransferRequest};
use caisse_banking::payment::transfer::{CreditTransfer, CreditTransferFile, TransferVersion};
use caisse_banking::payment::{AccountHolder, Moment, Remittance, StatementLines};
use caisse_domain::Organisation;
use caisse_domain::identity::{ClaimId, DebitRunId, MemberId, PaymentId};
use caisse_domain::payments::{Beneficiary, PaymentState};
use caisse_domain::projects::Supplier;
use caisse_units::Language;

use crate::desk::Desk;
use crate::error::ExecuteError;
use crate::work::matching::{debit_identifier, payment_message, reference, run_message};

/// Why a file is not made: every reason.
#[derive(Clone, Debug, PartialEq)]
pub struct BankFileError {
    /// Each in French and in English.
    pub problems: Vec<(String, String)>,
}

impl BankFileError {
    fn one(french: impl Into<String>, english: impl Into<String>) -> BankFileError {
        BankFileError { problems: vec![(french.into(), english.into())] }
    }

    /// The reasons, one per line.
    pub fn sentence(&self, language: Language) -> String {
        let lines: Vec<&str> = self
            .problems
            .iter()
            .map(|(french, english)| language.choose(french, english))
            .collect();
        lines.join("\n")
    }
}

impl fmt::Display for BankFileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl From<ExecuteError> for BankFileError {
    fn from(error: ExecuteError) -> BankFileError {
        BankFileError::one(error.sentence(Language::French), error.sentence(Language::English))
    }
}

macro_rules! explained {
    ($($source:ty),*) => {$(
        impl From<$source> for BankFileError {
            fn from(error: $source) -> BankFileError {
                let (french, english) = (Language::French, Language::English);
                BankFileError::one(error.sentence(french), error.sentence(english))
            }
        }
    )*};
}

explained!(
    caisse_banking::identifiers::IdentifierError,
    caisse_banking::payment::PaymentFaults,
    SquareCodeError
);

/// The caisse's own account.
fn own_account(house: &Organisation) -> Result<AccountHolder, BankFileError> {
    let Some(iban) = &house.founding.iban else {
        return Err(BankFileError::one(
            "la caisse n'a pas d'IBAN ; il se donne à la fondation",
            "the caisse has no IBAN; it is given at the founding",
        ));
    };
    Ok(AccountHolder { name: house.founding.name.clone(), iban: Iban::parse(iban)?, bic: None })
}

/// The name and account of a member, from the vault.
fn account_of(desk: &Desk, member: MemberId) -> Result<AccountHolder, BankFileError> {
    let data = desk.people.personal(member)?;
    let name = data.account_holder.clone().or_else(|| data.full_name());
    let (Some(iban), Some(name)) = (data.iban, name) else {
        return Err(BankFileError::one(
            format!("{member} : il manque le nom ou l'IBAN ; complétez sa fiche"),
            format!("{member}: the name or the IBAN is missing; complete their data"),
        ));
    };
    Ok(AccountHolder { name, iban: Iban::parse(&iban)?, bic: None })
}

fn moment_of(desk: &Desk) -> Moment {
    Moment::from_unix_seconds(desk.house.clock().now().0 / 1000)
}

/// The file of a collection, to be sent to the bank. The same collection always gives the same
/// message name, so that a bank refuses it twice.
///
/// # Errors
/// [`BankFileError`] lists every member whose data are missing or wrong.
pub fn debits(desk: &Desk, run: DebitRunId) -> Result<Vec<u8>, BankFileError> {
    let house = desk.state()?;
    let Some(content) = house.contributions.run(run) else {
        return Err(BankFileError::one(
            format!("aucune remise ne porte le numéro {run}"),
            format!("no collection has the number {run}"),
        ));
    };
    let Some(identifier) = &house.founding.creditor_identifier else {
        return Err(BankFileError::one(
            "il manque l'identifiant créancier SEPA (ICS), que la banque donne",
            "the SEPA creditor identifier, which the bank gives, is missing",
        ));
    };
    let (mut items, mut problems) = (Vec::new(), Vec::new());
    for item in &content.items {
        match debit(desk, house, run, *item) {
            Ok(debit) => {
                let sequence = if item.first { Sequence::First } else { Sequence::Recurrent };
                items.push((content.collection, sequence, debit));
            }
            Err(error) => problems.extend(error.problems),
        }
    }
    if !problems.is_empty() {
        return Err(BankFileError { problems });
    }
    let mut file = DirectDebitFile::gathered(
        PaymentIdentifier::parse(&run_message(run))?,
        moment_of(desk),
        own_account(house)?,
        CreditorIdentifier::parse(identifier)?,
        items,
    )?;
    file.statement_lines = StatementLines::OnePerBatch;
    Ok(file.to_xml(DebitVersion::default())?)
}

fn debit(
    desk: &Desk,
    house: &Organisation,
    run: DebitRunId,
    item: caisse_domain::contributions::DebitItem,
) -> Result<DirectDebit, BankFileError> {
    let mandates = &mut house.contributions.mandates();
    let (_, mandate) =
        mandates.find(|(id, _)| *id == item.mandate).expect("a collection names known mandates");
    let claim = house.contributions.claim(item.claim).expect("a collection names known claims");
    let AccountHolder { name, iban, bic } = account_of(desk, mandate.member)?;
    let label = format!("Cotisation {}", claim.month.written(Language::French));
    Ok(DirectDebit {
        end_to_end: PaymentIdentifier::parse(&debit_identifier(run, item.claim))?,
        amount: item.amount,
        mandate: MandateReference::parse(&mandate.reference)?,
        signed_on: mandate.signed,
        account_changed: false,
        name,
        iban,
        bic,
        remittance: Remittance::Text(label),
    })
}

/// The accounts of the levels that receive shares, by name: name of the holder and IBAN.
pub type LevelAccounts = std::collections::BTreeMap<String, (String, String)>;

/// The file of a payment order that two people signed.
///
/// # Errors
/// [`BankFileError`]: not signed, or every payee whose data are missing or wrong.
pub fn transfers(
    desk: &Desk,
    payment: PaymentId,
    levels: &LevelAccounts,
) -> Result<Vec<u8>, BankFileError> {
    let house = desk.state()?;
    let order = house.payments.get(payment).filter(|order| order.state == PaymentState::Signed);
    let Some(order) = order else {
        return Err(BankFileError::one(
            format!(
                "{payment} n'existe pas ou n'attend pas d'être envoyé : il faut deux signatures, et qu'il ne soit pas déjà exécuté"
            ),
            format!(
                "{payment} does not exist or is not waiting to be sent: it needs two signatures, and must not be executed already"
            ),
        ));
    };
    let (mut items, mut problems) = (Vec::new(), Vec::new());
    for item in &order.items {
        match payee(desk, house, item.to, levels) {
            Ok((holder, label)) => {
                let to = match item.to {
                    Beneficiary::Allocation(allocation) => allocation.to_string(),
                    Beneficiary::Level(level) => level.to_string(),
                    Beneficiary::Supplier(expense) => expense.to_string(),
                };
                items.push((
                    order.execution,
                    CreditTransfer {
                        end_to_end: PaymentIdentifier::parse(&format!("{payment}-{to}"))?,
                        amount: item.amount,
                        name: holder.name,
                        iban: holder.iban,
                        bic: holder.bic,
                        remittance: Remittance::Text(label),
                    },
                ));
            }
            Err(error) => problems.extend(error.problems),
        }
    }
    if !problems.is_empty() {
        return Err(BankFileError { problems });
    }
    let mut file = CreditTransferFile::gathered(
        PaymentIdentifier::parse(&payment_message(payment))?,
        moment_of(desk),
        own_account(house)?,
        items,
    )?;
    file.statement_lines = StatementLines::OnePerBatch;
    Ok(file.to_xml(TransferVersion::default())?)
}

fn payee(
    desk: &Desk,
    house: &Organisation,
    to: Beneficiary,
    levels: &LevelAccounts,
) -> Result<(AccountHolder, String), BankFileError> {
    match to {
        Beneficiary::Allocation(allocation) => {
            let granted = house.allocations.get(allocation).expect("orders name known allocations");
            let rule = house.allocations.rule_of(granted);
            Ok((account_of(desk, granted.member)?, format!("{rule} {allocation}")))
        }
        Beneficiary::Level(level) => {
            let name = house.rules.level(level).unwrap_or_default();
            let Some((holder, iban)) = levels.get(name) else {
                return Err(BankFileError::one(
                    format!(
                        "le niveau « {name} » ({level}) n'a pas d'IBAN ; donnez-le avec --niveau"
                    ),
                    format!("the level “{name}” ({level}) has no IBAN; give it with --level"),
                ));
            };
            let account =
                AccountHolder { name: holder.clone(), iban: Iban::parse(iban)?, bic: None };
            Ok((account, format!("Part {name}")))
        }
        Beneficiary::Supplier(expense) => {
            let known = house.projects.expense(expense).expect("orders name known invoices");
            let label = format!("Facture {expense}");
            let identity = match &known.invoice.supplier {
                Supplier::Member(member) => return Ok((account_of(desk, *member)?, label)),
                Supplier::Outside { identity } => identity,
            };
            let kept = desk.people.text(None, identity)?.and_then(|text| supplier_of(&text));
            let told = levels.get(&expense.to_string()).cloned();
            let Some((name, iban)) = told.or(kept) else {
                return Err(BankFileError::one(
                    format!(
                        "le fournisseur de {expense} n'a pas d'IBAN ; donnez-le avec --niveau, sous le nom {expense}"
                    ),
                    format!(
                        "the supplier of {expense} has no IBAN; give it with --level, under the name {expense}"
                    ),
                ));
            };
            let account = AccountHolder { name, iban: Iban::parse(&iban)?, bic: None };
            Ok((account, label))
        }
    }
}

/// The name and the account of a supplier who is no member, as the vault keeps them: one line each.
pub fn supplier_text(name: &str, iban: &Iban) -> String {
    format!("{}\n{iban}", name.trim().replace('\n', " "))
}

/// What [`supplier_text`] wrote.
pub fn supplier_of(text: &str) -> Option<(String, String)> {
    let (name, iban) = text.split_once('\n')?;
    Some((name.to_owned(), iban.to_owned()))
}

/// What a member needs to pay a claim by transfer: the text and the square code.
///
/// # Errors
/// [`BankFileError`] without an IBAN of the caisse, or when nothing is left to pay.
pub fn transfer_request(
    house: &Organisation,
    claim: ClaimId,
) -> Result<TransferRequest, BankFileError> {
    let left = house.contributions.claim(claim).map(|claim| claim.left());
    let Some(left) = left.filter(|left| left.is_positive()) else {
        return Err(BankFileError::one(
            format!("{claim} n'est pas à payer"),
            format!("{claim} is not to be paid"),
        ));
    };
    Ok(TransferRequest {
        beneficiary: own_account(house)?,
        amount: Some(left),
        purpose: String::new(),
        remittance: Remittance::Reference(reference(claim)),
        note: String::new(),
    })
}
