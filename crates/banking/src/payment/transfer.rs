//! Credit transfers: the file by which a caisse pays benefits and suppliers (pain.001).
//!
//! Absent on purpose: addresses (unstructured ones are refused from November 2026, and SEPA asks for
//! none), urgent and instant payments, currencies other than the euro.

use std::collections::{BTreeMap, HashSet};

use caisse_units::{Amount, Day};
use serde::{Deserialize, Serialize};

use super::fault::{FaultKind, Inspection, Place};
use super::xml::{Dialect, Document};
use super::{AccountHolder, Moment, PaymentFaults, Remittance, StatementLines};
use crate::identifiers::{Bic, Iban, IdentifierError, PaymentIdentifier};

/// The version of the form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TransferVersion {
    /// pain.001.001.09, the SEPA form since November 2023.
    #[default]
    V09,
    /// pain.001.001.03, for banks that are late.
    V03,
}

/// A file of transfers from one account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditTransferFile {
    /// The identifier of the file; the bank refuses one that it has seen before.
    pub message: PaymentIdentifier,
    /// When it was made.
    pub created: Moment,
    /// Who hands it in; usually the holder of the account.
    pub initiating_party: String,
    /// The account that pays.
    pub account: AccountHolder,
    /// How our statement will show it.
    pub statement_lines: StatementLines,
    /// One batch per execution date.
    pub batches: Vec<TransferBatch>,
}

/// The transfers of one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferBatch {
    /// The identifier that comes back on the statement when it shows one line for the batch.
    pub identifier: PaymentIdentifier,
    /// The day on which the bank is asked to pay; an open day.
    pub execute_on: Day,
    /// The transfers.
    pub items: Vec<CreditTransfer>,
}

/// One transfer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditTransfer {
    /// The identifier that both sides see and that comes back if the transfer fails.
    pub end_to_end: PaymentIdentifier,
    /// How much; above zero, at most 999 999 999,99 €.
    pub amount: Amount,
    /// The name of the payee, in any characters.
    pub name: String,
    /// The payee's account.
    pub iban: Iban,
    /// The payee's bank, if known.
    pub bic: Option<Bic>,
    /// What the payee reads.
    pub remittance: Remittance,
}

impl CreditTransferFile {
    /// A file of these transfers, gathered in one batch per day named `MESSAGE-1`, `MESSAGE-2`, ….
    ///
    /// # Errors
    /// [`IdentifierError`] if the name of a batch is too long.
    pub fn gathered(
        message: PaymentIdentifier,
        created: Moment,
        account: AccountHolder,
        transfers: impl IntoIterator<Item = (Day, CreditTransfer)>,
    ) -> Result<CreditTransferFile, IdentifierError> {
        let mut days: BTreeMap<Day, Vec<CreditTransfer>> = BTreeMap::new();
        for (day, transfer) in transfers {
            days.entry(day).or_default().push(transfer);
        }
        let mut batches = Vec::with_capacity(days.len());
        for (rank, (execute_on, items)) in (1..).zip(days) {
            let identifier = PaymentIdentifier::parse(&format!("{message}-{rank}"))?;
            batches.push(TransferBatch { identifier, execute_on, items });
        }
        let initiating_party = account.name.clone();
        let statement_lines = StatementLines::default();
        Ok(CreditTransferFile {
            message,
            created,
            initiating_party,
            account,
            statement_lines,
            batches,
        })
    }

    /// How many transfers.
    pub fn count(&self) -> usize {
        self.batches.iter().map(|batch| batch.items.len()).sum()
    }

    /// The sum of all transfers.
    pub fn total(&self) -> Amount {
        self.batches.iter().map(TransferBatch::total).sum()
    }

    /// Looks for every fault.
    ///
    /// # Errors
    /// [`PaymentFaults`] lists them all.
    pub fn check(&self) -> Result<(), PaymentFaults> {
        let mut inspection = Inspection::default();
        let file = Place::default();
        inspection.name(&file, &self.initiating_party);
        inspection.name(&file, &self.account.name);
        inspection.account(&file, &self.account.iban);
        inspection.unless(!self.batches.is_empty(), &file, || FaultKind::Empty);
        let mut days = HashSet::new();
        for batch in &self.batches {
            let (place, date) = (Place::batch(&batch.identifier), batch.execute_on);
            inspection.unique(&place, &batch.identifier);
            inspection.unless(!batch.items.is_empty(), &place, || FaultKind::Empty);
            inspection.unless(days.insert(date), &place, || FaultKind::RepeatedBatch { date });
            inspection.date(&place, date, self.created, 0);
            for item in &batch.items {
                let place = Place::item(&batch.identifier, &item.end_to_end);
                inspection.unique(&place, &item.end_to_end);
                inspection.amount(&place, item.amount);
                inspection.name(&place, &item.name);
                inspection.account(&place, &item.iban);
            }
        }
        inspection.end()
    }

    /// The file's bytes: XML in UTF-8.
    ///
    /// # Errors
    /// [`PaymentFaults`] if anything is wrong; nothing is written then.
    pub fn to_xml(&self, version: TransferVersion) -> Result<Vec<u8>, PaymentFaults> {
        self.check()?;
        let (namespace, dialect) = match version {
            TransferVersion::V09 => {
                ("pain.001.001.09", Dialect { bank_code: "BICFI", wraps_dates: true })
            }
            TransferVersion::V03 => {
                ("pain.001.001.03", Dialect { bank_code: "BIC", wraps_dates: false })
            }
        };
        let mut xml = Document::new(namespace);
        xml.open("CstmrCdtTrfInitn");
        xml.open("GrpHdr");
        xml.leaf("MsgId", self.message.as_str());
        xml.leaf("CreDtTm", &self.created.to_string());
        xml.leaf("NbOfTxs", &self.count().to_string());
        xml.leaf("CtrlSum", &self.total().to_string());
        xml.name("InitgPty", &self.initiating_party);
        xml.close();
        for batch in &self.batches {
            self.write_batch(&mut xml, batch, dialect);
        }
        Ok(xml.finish())
    }

    fn write_batch(&self, xml: &mut Document, batch: &TransferBatch, dialect: Dialect) {
        xml.open("PmtInf");
        xml.leaf("PmtInfId", batch.identifier.as_str());
        xml.leaf("PmtMtd", "TRF");
        xml.statement_lines(self.statement_lines);
        xml.leaf("NbOfTxs", &batch.items.len().to_string());
        xml.leaf("CtrlSum", &batch.total().to_string());
        xml.nested(&["PmtTpInf", "SvcLvl", "Cd"], "SEPA");
        let date = batch.execute_on.to_string();
        match dialect.wraps_dates {
            true => xml.nested(&["ReqdExctnDt", "Dt"], &date),
            false => xml.leaf("ReqdExctnDt", &date),
        }
        xml.holder(["Dbtr", "DbtrAcct", "DbtrAgt"], &self.account, dialect);
        xml.leaf("ChrgBr", "SLEV");
        batch.items.iter().for_each(|item| item.write(xml, dialect));
        xml.close();
    }
}

impl TransferBatch {
    /// The sum of its transfers.
    pub fn total(&self) -> Amount {
        self.items.iter().map(|item| item.amount).sum()
    }
}

impl CreditTransfer {
    fn write(&self, xml: &mut Document, dialect: Dialect) {
        xml.open("CdtTrfTxInf");
        xml.nested(&["PmtId", "EndToEndId"], self.end_to_end.as_str());
        xml.open("Amt");
        xml.leaf_with("InstdAmt", " Ccy=\"EUR\"", &self.amount.to_string());
        xml.close();
        if self.bic.is_some() {
            xml.bank("CdtrAgt", self.bic.as_ref(), dialect);
        }
        xml.name("Cdtr", &self.name);
        xml.account("CdtrAcct", &self.iban);
        xml.remittance(&self.remittance);
        xml.close();
    }
}
