//! The bank's answer to a file of ours: what it accepted, what it refused and why (pain.002).
//!
//! Reads every version that was seen (.03, .10, .14), by element names, without asking for a schema
//! or a namespace: banks are careless with both. A document type declaration is refused, as is a
//! document beyond the limits.
//!
//! Absent on purpose: what follows from a refusal.

use std::fmt;

use caisse_units::Language;
use quick_xml::Reader;
use quick_xml::errors::SyntaxError;
use quick_xml::events::Event;
use serde::{Deserialize, Serialize};

/// The largest report read, in bytes.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;
const MOST_DEPTH: usize = 64;
const MOST_ELEMENTS: usize = 5_000_000;

/// A report on one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusReport {
    /// The bank's identifier for the report.
    pub message: String,
    /// When the bank made it, as it wrote it.
    pub created: String,
    /// The identifier of our file.
    pub original_message: String,
    /// What became of the file as a whole.
    pub outcome: Outcome,
    /// What became of its batches; banks often list only those with something to say.
    pub batches: Vec<BatchStatus>,
}

/// What became of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchStatus {
    /// Our identifier of the batch; empty if the bank left it out.
    pub identifier: String,
    /// What became of it as a whole.
    pub outcome: Outcome,
    /// What became of its items; banks often list only those with something to say.
    pub items: Vec<ItemStatus>,
}

/// What became of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemStatus {
    /// Our identifier of the item; empty if the bank left it out.
    pub end_to_end: String,
    /// What became of it.
    pub outcome: Outcome,
    /// The mandate, if the bank repeats it.
    pub mandate: String,
    /// The other side's account, if the bank repeats it, as it wrote it.
    pub account: String,
}

/// A status and the reasons given for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The code: `ACCP` accepted, `ACSC` settled, `PART` in part, `PDNG` waiting, `RJCT` refused, …;
    /// empty if none was given at this level.
    pub status: String,
    /// The codes of the reasons: `AM04` no funds, `AC04` account closed, `MD01` no mandate, ….
    pub reasons: Vec<String>,
    /// What the bank adds in words.
    pub remarks: Vec<String>,
}

impl Outcome {
    /// True if nothing of it will be paid.
    pub fn is_refused(&self) -> bool {
        self.status == "RJCT"
    }
}

/// Why bytes are not a status report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatusReportError {
    /// Larger than [`MOST_BYTES`], deeper or with more elements than any bank writes.
    TooLarge,
    /// A document type declaration, which no bank writes and which can hide an attack.
    DocumentType,
    /// Not XML from this byte on.
    NotXml {
        /// The byte, from 0.
        position: u64,
    },
    /// The end is missing.
    Torn,
    /// XML, but not a status report.
    NotAReport,
}

impl StatusReportError {
    /// The sentence for the treasurer, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::TooLarge, Language::French) => {
                "le compte rendu est démesuré ; demandez à la banque de le découper".into()
            }
            (Self::TooLarge, Language::English) => {
                "the report is out of all measure; ask the bank to cut it".into()
            }
            (Self::DocumentType, Language::French) => {
                "le fichier déclare un type de document, ce qu'aucune banque ne fait ; ne l'ouvrez \
                 pas et demandez d'où il vient"
                    .into()
            }
            (Self::DocumentType, Language::English) => {
                "the file declares a document type, which no bank does; do not open it and ask \
                 where it comes from"
                    .into()
            }
            (Self::NotXml { position }, Language::French) => {
                format!(
                    "ce n'est pas du XML à partir de l'octet {position} ; téléchargez-le encore"
                )
            }
            (Self::NotXml { position }, Language::English) => {
                format!("not XML from byte {position} on; download it again")
            }
            (Self::Torn, Language::French) => {
                "la fin du fichier manque ; téléchargez-le encore".into()
            }
            (Self::Torn, Language::English) => {
                "the end of the file is missing; download it again".into()
            }
            (Self::NotAReport, Language::French) => {
                "ce n'est pas un compte rendu de paiement (pain.002) ; choisissez un autre fichier"
                    .into()
            }
            (Self::NotAReport, Language::English) => {
                "not a payment status report (pain.002); choose another file".into()
            }
        }
    }
}

impl fmt::Display for StatusReportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for StatusReportError {}

/// Reads a report.
///
/// Linear in the size of the report, within its limits.
///
/// # Errors
/// [`StatusReportError`]; nothing is read in part.
pub fn read_status_report(bytes: &[u8]) -> Result<StatusReport, StatusReportError> {
    if bytes.len() > MOST_BYTES {
        return Err(StatusReportError::TooLarge);
    }
    let text = decoded(bytes);
    let mut reader = Reader::from_str(&text);
    let mut walk = Walk::default();
    loop {
        let event = reader.read_event();
        match event {
            Ok(Event::Start(start)) => walk.enter(start.local_name().as_ref())?,
            Ok(Event::Empty(empty)) => {
                walk.enter(empty.local_name().as_ref())?;
                walk.leave();
            }
            Ok(Event::End(_)) => walk.leave(),
            Ok(Event::Text(piece)) => walk.text.push_str(&piece),
            Ok(Event::CData(piece)) => walk.text.push_str(&piece),
            Ok(Event::GeneralRef(name)) => match name.resolve_char_ref() {
                Ok(Some(character)) => walk.text.push(character),
                _ => walk.text.push_str(entity(&name)),
            },
            Ok(Event::DocType(_)) => return Err(StatusReportError::DocumentType),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(quick_xml::Error::Syntax(fault)) if fault != SyntaxError::InvalidBangMarkup => {
                return Err(StatusReportError::Torn);
            }
            Err(_) => {
                let position = reader.error_position();
                return Err(StatusReportError::NotXml { position });
            }
        }
    }
    match (walk.path.is_empty(), walk.is_report) {
        (false, _) => Err(StatusReportError::Torn),
        (true, false) => Err(StatusReportError::NotAReport),
        (true, true) => Ok(walk.report),
    }
}

/// UTF-8 if it is, otherwise what the first line declares, otherwise Latin-9: never a refusal over
/// one accent.
fn decoded(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => {
            let encoding = declared_encoding(bytes).unwrap_or(encoding_rs::ISO_8859_15);
            encoding.decode(bytes).0.into_owned()
        }
    }
}

fn declared_encoding(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let (_, after) = head.split_once("encoding=")?;
    let label = after.trim_start_matches(['"', '\'']).split(['"', '\'']).next()?;
    encoding_rs::Encoding::for_label(label.as_bytes())
}

fn entity(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "\u{fffd}",
    }
}

#[derive(Default)]
struct Walk {
    report: StatusReport,
    is_report: bool,
    path: Vec<String>,
    elements: usize,
    text: String,
}

impl Walk {
    fn enter(&mut self, name: &str) -> Result<(), StatusReportError> {
        self.elements += 1;
        if self.path.len() >= MOST_DEPTH || self.elements > MOST_ELEMENTS {
            return Err(StatusReportError::TooLarge);
        }
        self.text.clear();
        match name {
            "CstmrPmtStsRpt" => self.is_report = true,
            "OrgnlPmtInfAndSts" => self.report.batches.push(BatchStatus::default()),
            "TxInfAndSts" => {
                // Some old versions put items straight under the file.
                if !self.is_inside("OrgnlPmtInfAndSts") && self.report.batches.is_empty() {
                    self.report.batches.push(BatchStatus::default());
                }
                if let Some(batch) = self.report.batches.last_mut() {
                    batch.items.push(ItemStatus::default());
                }
            }
            _ => {}
        }
        self.path.push(name.to_owned());
        Ok(())
    }

    fn leave(&mut self) {
        let Some(name) = self.path.pop() else { return };
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        if !text.is_empty() && self.is_report {
            self.note(&name, text.to_owned());
        }
    }

    fn is_inside(&self, name: &str) -> bool {
        self.path.iter().any(|element| element == name)
    }

    fn parent(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    fn note(&mut self, name: &str, text: String) {
        let in_header = self.parent() == "GrpHdr";
        let in_reference = self.is_inside("OrgnlTxRef");
        let ours = self.is_inside("OrgnlTxRef") && !self.is_inside("RmtInf");
        let in_reason = self.is_inside("StsRsnInf");
        match name {
            "MsgId" if in_header => self.report.message = text,
            "CreDtTm" if in_header => self.report.created = text,
            "OrgnlMsgId" => self.report.original_message = text,
            "OrgnlPmtInfId" => {
                if let Some(batch) = self.report.batches.last_mut() {
                    batch.identifier = text;
                }
            }
            "GrpSts" | "PmtInfSts" | "TxSts" => {
                if let Some(outcome) = self.outcome() {
                    outcome.status = text;
                }
            }
            "Cd" | "Prtry" if in_reason && self.parent() == "Rsn" => {
                if let Some(outcome) = self.outcome() {
                    outcome.reasons.push(text);
                }
            }
            "AddtlInf" if in_reason => {
                if let Some(outcome) = self.outcome() {
                    outcome.remarks.push(text);
                }
            }
            "OrgnlEndToEndId" => {
                if let Some(item) = self.item() {
                    item.end_to_end = text;
                }
            }
            "MndtId" if in_reference => {
                if let Some(item) = self.item() {
                    item.mandate = text;
                }
            }
            "IBAN" if ours => self.account(text),
            _ => {}
        }
    }

    /// The other side's account: the debtor's under a mandate, otherwise the creditor's. The last
    /// one written wins only if it is theirs.
    fn account(&mut self, text: String) {
        let debtor = self.is_inside("DbtrAcct");
        if let Some(item) = self.item() {
            let theirs = debtor != item.mandate.is_empty();
            if theirs || item.account.is_empty() {
                item.account = text;
            }
        }
    }

    fn item(&mut self) -> Option<&mut ItemStatus> {
        self.report.batches.last_mut()?.items.last_mut()
    }

    /// The outcome of the innermost level that is open.
    fn outcome(&mut self) -> Option<&mut Outcome> {
        if self.is_inside("TxInfAndSts") {
            self.item().map(|item| &mut item.outcome)
        } else if self.is_inside("OrgnlPmtInfAndSts") {
            self.report.batches.last_mut().map(|batch| &mut batch.outcome)
        } else {
            Some(&mut self.report.outcome)
        }
    }
}
