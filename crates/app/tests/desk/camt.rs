//! Statements as a bank would send them (camt.053).

use std::fmt::Write as _;

use caisse_units::{Amount, Day};

use super::caisse::{OWN_IBAN, day, euros};

/// A line to come on a statement.
#[derive(Clone)]
pub struct Line {
    pub on: Day,
    pub amount: Amount,
    pub label: String,
    code: [&'static str; 3],
    batch: Option<String>,
    payments: Vec<Payment>,
}

#[derive(Clone, Default)]
struct Payment {
    amount: Amount,
    name: String,
    iban: Option<String>,
    end_to_end: Option<String>,
    text: Option<String>,
    reason: Option<String>,
}

impl Line {
    fn new(on: &str, amount: &str, label: &str, code: [&'static str; 3]) -> Line {
        let (on, amount, label) = (day(on), euros(amount), label.to_owned());
        Line { on, amount, label, code, batch: None, payments: Vec::new() }
    }

    /// A transfer received.
    pub fn transfer(on: &str, amount: &str, name: &str, iban: &str, text: &str) -> Line {
        let mut line = Line::new(on, amount, "VIR SEPA RECU", ["PMNT", "RCDT", "ESCT"]);
        line.payments.push(Payment {
            amount: line.amount,
            name: name.to_owned(),
            iban: (!iban.is_empty()).then(|| iban.to_owned()),
            text: (!text.is_empty()).then(|| text.to_owned()),
            ..Payment::default()
        });
        line
    }

    /// A batch of ours booked as one sum: positive for debits, negative for transfers.
    pub fn batch(on: &str, amount: &str, identifier: &str) -> Line {
        let mut line = Line::new(on, amount, "REMISE", ["PMNT", "IDDT", "ESDD"]);
        if line.amount.is_negative() {
            line.code = ["PMNT", "ICDT", "ESCT"];
        }
        line.batch = Some(identifier.to_owned());
        line
    }

    /// One debit of a batch of ours, booked alone.
    pub fn debit(on: &str, amount: &str, batch: &str, end_to_end: &str) -> Line {
        let mut line = Line::batch(on, amount, batch);
        let (amount, end_to_end) = (line.amount, Some(end_to_end.to_owned()));
        line.payments.push(Payment { amount, end_to_end, ..Payment::default() });
        line
    }

    /// Transfers of several people, each with its amount and account, booked as one sum.
    pub fn together(on: &str, amount: &str, payments: &[(&str, String)]) -> Line {
        let mut line = Line::new(on, amount, "VIREMENTS RECUS", ["PMNT", "RCDT", "ESCT"]);
        line.payments.extend(payments.iter().map(|(amount, iban)| Payment {
            amount: euros(amount),
            iban: Some(iban.clone()),
            ..Payment::default()
        }));
        line
    }

    /// A debit that comes back.
    pub fn returned(on: &str, amount: &str, end_to_end: &str, reason: &str) -> Line {
        let mut line = Line::new(on, amount, "REJET PRLV", ["PMNT", "IDDT", "UPDD"]);
        line.payments.push(Payment {
            amount: line.amount,
            end_to_end: Some(end_to_end.to_owned()),
            reason: Some(reason.to_owned()),
            ..Payment::default()
        });
        line
    }

    /// What the bank takes for itself, or anything that only has a label.
    pub fn labelled(on: &str, amount: &str, label: &str) -> Line {
        Line::new(on, amount, label, ["PMNT", "OTHR", "OTHR"])
    }
}

/// A statement of our account in that currency.
pub fn statement_of(iban: &str, currency: &str, opening: &str, lines: &[Line]) -> String {
    let opening = euros(opening);
    let closing = lines.iter().fold(opening, |sum, line| sum.plus(line.amount));
    let first = lines.first().map_or(day("2026-01-01"), |line| line.on);
    let last = lines.last().map_or(first, |line| line.on);
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>\
         <GrpHdr><MsgId>M</MsgId><CreDtTm>{last}T20:00:00</CreDtTm></GrpHdr>\
         <Stmt><Id>S{last}</Id><CreDtTm>{last}T20:00:00</CreDtTm>\
         <Acct><Id><IBAN>{iban}</IBAN></Id></Acct>"
    );
    for (code, amount, on) in [("OPBD", opening, first), ("CLBD", closing, last)] {
        let _ = write!(
            text,
            "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{}<Dt><Dt>{on}</Dt></Dt></Bal>",
            signed(amount, currency)
        );
    }
    for line in lines {
        entry(&mut text, line, currency);
    }
    text.push_str("</Stmt></BkToCstmrStmt></Document>\n");
    text
}

/// A statement of the caisse's account.
pub fn statement(opening: &str, lines: &[Line]) -> String {
    statement_of(OWN_IBAN, "EUR", opening, lines)
}

fn signed(amount: Amount, currency: &str) -> String {
    let side = if amount.is_negative() { "DBIT" } else { "CRDT" };
    let amount = amount.magnitude();
    format!("<Amt Ccy=\"{currency}\">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>")
}

fn entry(text: &mut String, line: &Line, currency: &str) {
    let [domain, family, sub] = line.code;
    let on = line.on;
    let _ = write!(
        text,
        "<Ntry>{}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{on}</Dt></BookgDt>\
         <ValDt><Dt>{on}</Dt></ValDt><BkTxCd><Domn><Cd>{domain}</Cd><Fmly><Cd>{family}</Cd>\
         <SubFmlyCd>{sub}</SubFmlyCd></Fmly></Domn></BkTxCd>",
        signed(line.amount, currency)
    );
    if line.batch.is_some() || !line.payments.is_empty() {
        text.push_str("<NtryDtls>");
        if let Some(batch) = &line.batch {
            let _ = write!(text, "<Btch><PmtInfId>{batch}</PmtInfId></Btch>");
        }
        line.payments.iter().for_each(|payment| details(text, payment, currency));
        text.push_str("</NtryDtls>");
    }
    let _ = write!(text, "<AddtlNtryInf>{}</AddtlNtryInf></Ntry>", line.label);
}

fn details(text: &mut String, payment: &Payment, currency: &str) {
    text.push_str("<TxDtls>");
    if let Some(identifier) = &payment.end_to_end {
        let _ = write!(text, "<Refs><EndToEndId>{identifier}</EndToEndId></Refs>");
    }
    text.push_str(&signed(payment.amount, currency));
    if !payment.name.is_empty() || payment.iban.is_some() {
        text.push_str("<RltdPties>");
        if !payment.name.is_empty() {
            let _ = write!(text, "<Dbtr><Pty><Nm>{}</Nm></Pty></Dbtr>", payment.name);
        }
        if let Some(iban) = &payment.iban {
            let _ = write!(text, "<DbtrAcct><Id><IBAN>{iban}</IBAN></Id></DbtrAcct>");
        }
        text.push_str("</RltdPties>");
    }
    if let Some(written) = &payment.text {
        let _ = write!(text, "<RmtInf><Ustrd>{written}</Ustrd></RmtInf>");
    }
    if let Some(reason) = &payment.reason {
        let _ = write!(text, "<RtrInf><Rsn><Cd>{reason}</Cd></Rsn></RtrInf>");
    }
    text.push_str("</TxDtls>");
}
