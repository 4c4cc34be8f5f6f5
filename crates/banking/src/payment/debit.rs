//! Direct debits: the file by which a caisse collects contributions under mandates (pain.008).
//!
//! Absent on purpose: whether a mandate is alive and which collection of it this is (the caller
//! knows), debits between businesses (B2B), addresses, currencies other than the euro.

use std::collections::{BTreeMap, HashSet};

use caisse_units::{Amount, Day};
use serde::{Deserialize, Serialize};

use super::fault::{FaultKind, Inspection, Place};
use super::xml::{Dialect, Document};
use super::{AccountHolder, Moment, PaymentFaults, Remittance, StatementLines};
use crate::identifiers::{
    Bic, CreditorIdentifier, Iban, IdentifierError, MandateReference, PaymentIdentifier,
};

/// The version of the form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DebitVersion {
    /// pain.008.001.08, the SEPA form since November 2023.
    #[default]
    V08,
    /// pain.008.001.02, for banks that are late.
    V02,
}

/// Which collection of its mandate a debit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Sequence {
    /// The first of several (FRST); since November 2016 the first may also be called recurrent.
    First,
    /// One of several (RCUR).
    Recurrent,
    /// The last of several (FNAL).
    Last,
    /// The only one (OOFF).
    Single,
}

impl Sequence {
    /// The code of the form: `FRST`, `RCUR`, `FNAL`, `OOFF`.
    pub fn code(self) -> &'static str {
        match self {
            Sequence::First => "FRST",
            Sequence::Recurrent => "RCUR",
            Sequence::Last => "FNAL",
            Sequence::Single => "OOFF",
        }
    }
}

/// A file of direct debits to one account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectDebitFile {
    /// The identifier of the file; the bank refuses one that it has seen before.
    pub message: PaymentIdentifier,
    /// When it was made.
    pub created: Moment,
    /// The account that is paid.
    pub creditor: AccountHolder,
    /// The creditor's identifier, in French ICS.
    pub creditor_identifier: CreditorIdentifier,
    /// How our statement will show it.
    pub statement_lines: StatementLines,
    /// One batch per date and sequence.
    pub batches: Vec<DebitBatch>,
}

/// The debits of one day and one sequence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DebitBatch {
    /// The identifier that comes back on the statement when it shows one line for the batch.
    pub identifier: PaymentIdentifier,
    /// The day of the collection; an open day, at least one open day after the file was made.
    pub collect_on: Day,
    /// Which collection of their mandates these are.
    pub sequence: Sequence,
    /// The debits.
    pub items: Vec<DirectDebit>,
}

/// One direct debit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectDebit {
    /// The identifier that both sides see and that comes back if the debit is returned.
    pub end_to_end: PaymentIdentifier,
    /// How much; above zero, at most 999 999 999,99 €.
    pub amount: Amount,
    /// The reference of the mandate, in French RUM.
    pub mandate: MandateReference,
    /// The day the mandate was signed.
    pub signed_on: Day,
    /// True for the first debit after the debtor gave another account under the same mandate.
    pub account_changed: bool,
    /// The name of the debtor, in any characters.
    pub name: String,
    /// The debtor's account.
    pub iban: Iban,
    /// The debtor's bank, if known.
    pub bic: Option<Bic>,
    /// What the debtor reads.
    pub remittance: Remittance,
}

impl DirectDebitFile {
    /// A file of these debits, gathered in one batch per day and sequence named `MESSAGE-1`,
    /// `MESSAGE-2`, ….
    ///
    /// # Errors
    /// [`IdentifierError`] if the name of a batch is too long.
    pub fn gathered(
        message: PaymentIdentifier,
        created: Moment,
        creditor: AccountHolder,
        creditor_identifier: CreditorIdentifier,
        debits: impl IntoIterator<Item = (Day, Sequence, DirectDebit)>,
    ) -> Result<DirectDebitFile, IdentifierError> {
        let mut kinds: BTreeMap<(Day, Sequence), Vec<DirectDebit>> = BTreeMap::new();
        for (day, sequence, debit) in debits {
            kinds.entry((day, sequence)).or_default().push(debit);
        }
        let mut batches = Vec::with_capacity(kinds.len());
        for (rank, ((collect_on, sequence), items)) in (1..).zip(kinds) {
            let identifier = PaymentIdentifier::parse(&format!("{message}-{rank}"))?;
            batches.push(DebitBatch { identifier, collect_on, sequence, items });
        }
        let statement_lines = StatementLines::default();
        Ok(DirectDebitFile {
            message,
            created,
            creditor,
            creditor_identifier,
            statement_lines,
            batches,
        })
    }

    /// How many debits.
    pub fn count(&self) -> usize {
        self.batches.iter().map(|batch| batch.items.len()).sum()
    }

    /// The sum of all debits.
    pub fn total(&self) -> Amount {
        self.batches.iter().map(DebitBatch::total).sum()
    }

    /// Looks for every fault.
    ///
    /// # Errors
    /// [`PaymentFaults`] lists them all.
    pub fn check(&self) -> Result<(), PaymentFaults> {
        let mut inspection = Inspection::default();
        let file = Place::default();
        inspection.name(&file, &self.creditor.name);
        inspection.account(&file, &self.creditor.iban);
        inspection.unless(!self.batches.is_empty(), &file, || FaultKind::Empty);
        let (mut kinds, mut once) = (HashSet::new(), HashSet::new());
        for batch in &self.batches {
            let (place, date) = (Place::batch(&batch.identifier), batch.collect_on);
            inspection.unique(&place, &batch.identifier);
            inspection.unless(!batch.items.is_empty(), &place, || FaultKind::Empty);
            let new = kinds.insert((date, batch.sequence));
            inspection.unless(new, &place, || FaultKind::RepeatedBatch { date });
            inspection.date(&place, date, self.created, 1);
            batch.items.iter().for_each(|item| item.check(&mut inspection, batch, &mut once));
        }
        inspection.end()
    }

    /// The file's bytes: XML in UTF-8.
    ///
    /// # Errors
    /// [`PaymentFaults`] if anything is wrong; nothing is written then.
    pub fn to_xml(&self, version: DebitVersion) -> Result<Vec<u8>, PaymentFaults> {
        self.check()?;
        let (namespace, bank_code) = match version {
            DebitVersion::V08 => ("pain.008.001.08", "BICFI"),
            DebitVersion::V02 => ("pain.008.001.02", "BIC"),
        };
        let dialect = Dialect { bank_code, wraps_dates: false };
        let mut xml = Document::new(namespace);
        xml.open("CstmrDrctDbtInitn");
        xml.open("GrpHdr");
        xml.leaf("MsgId", self.message.as_str());
        xml.leaf("CreDtTm", &self.created.to_string());
        xml.leaf("NbOfTxs", &self.count().to_string());
        xml.leaf("CtrlSum", &self.total().to_string());
        xml.name("InitgPty", &self.creditor.name);
        xml.close();
        for batch in &self.batches {
            self.write_batch(&mut xml, batch, dialect);
        }
        Ok(xml.finish())
    }

    fn write_batch(&self, xml: &mut Document, batch: &DebitBatch, dialect: Dialect) {
        xml.open("PmtInf");
        xml.leaf("PmtInfId", batch.identifier.as_str());
        xml.leaf("PmtMtd", "DD");
        xml.statement_lines(self.statement_lines);
        xml.leaf("NbOfTxs", &batch.items.len().to_string());
        xml.leaf("CtrlSum", &batch.total().to_string());
        xml.open("PmtTpInf");
        xml.nested(&["SvcLvl", "Cd"], "SEPA");
        xml.nested(&["LclInstrm", "Cd"], "CORE");
        xml.leaf("SeqTp", batch.sequence.code());
        xml.close();
        xml.leaf("ReqdColltnDt", &batch.collect_on.to_string());
        xml.holder(["Cdtr", "CdtrAcct", "CdtrAgt"], &self.creditor, dialect);
        xml.leaf("ChrgBr", "SLEV");
        ["CdtrSchmeId", "Id", "PrvtId", "Othr"].into_iter().for_each(|name| xml.open(name));
        xml.leaf("Id", self.creditor_identifier.as_str());
        xml.nested(&["SchmeNm", "Prtry"], "SEPA");
        (0..4).for_each(|_| xml.close());
        batch.items.iter().for_each(|item| item.write(xml, dialect));
        xml.close();
    }
}

impl DebitBatch {
    /// The sum of its debits.
    pub fn total(&self) -> Amount {
        self.items.iter().map(|item| item.amount).sum()
    }
}

impl DirectDebit {
    /// `once` holds the mandates and sequences that may not come again in the file.
    fn check(
        &self,
        inspection: &mut Inspection,
        batch: &DebitBatch,
        once: &mut HashSet<(String, Sequence)>,
    ) {
        let place = Place::item(&batch.identifier, &self.end_to_end);
        inspection.unique(&place, &self.end_to_end);
        inspection.amount(&place, self.amount);
        inspection.name(&place, &self.name);
        inspection.account(&place, &self.iban);
        let (signed_on, collected_on) = (self.signed_on, batch.collect_on);
        inspection.unless(signed_on <= collected_on, &place, || {
            let mandate = self.mandate.clone();
            FaultKind::SignedAfterCollection { mandate, signed_on, collected_on }
        });
        if batch.sequence != Sequence::Recurrent {
            let key = (self.mandate.as_str().to_ascii_uppercase(), batch.sequence);
            let new = once.insert(key);
            let mandate = || FaultKind::MandateTwice { mandate: self.mandate.clone() };
            inspection.unless(new, &place, mandate);
        }
    }

    fn write(&self, xml: &mut Document, dialect: Dialect) {
        xml.open("DrctDbtTxInf");
        xml.nested(&["PmtId", "EndToEndId"], self.end_to_end.as_str());
        xml.leaf_with("InstdAmt", " Ccy=\"EUR\"", &self.amount.to_string());
        xml.open("DrctDbtTx");
        xml.open("MndtRltdInf");
        xml.leaf("MndtId", self.mandate.as_str());
        xml.leaf("DtOfSgntr", &self.signed_on.to_string());
        if self.account_changed {
            xml.leaf("AmdmntInd", "true");
            // "Same mandate, new debtor account" (rulebook of November 2016).
            xml.nested(&["AmdmntInfDtls", "OrgnlDbtrAcct", "Id", "Othr", "Id"], "SMNDA");
        }
        xml.close();
        xml.close();
        xml.bank("DbtrAgt", self.bic.as_ref(), dialect);
        xml.name("Dbtr", &self.name);
        xml.account("DbtrAcct", &self.iban);
        xml.remittance(&self.remittance);
        xml.close();
    }
}
