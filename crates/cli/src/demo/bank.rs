//! The bank of the demo: it writes camt.053 statements as banks do.

use std::fmt::Write as _;

use caisse_units::{Amount, Day};

/// A line of a statement to come.
#[derive(Clone, Debug, Default)]
pub struct Movement {
    /// The day.
    pub on: Option<Day>,
    /// Positive when received.
    pub amount: Amount,
    /// What the bank prints.
    pub label: String,
    /// Our own batch reference.
    pub batch: Option<(String, usize)>,
    /// The other side's name and account.
    pub party: Option<(String, String)>,
    /// The identifier of the payment.
    pub end_to_end: Option<String>,
    /// The reference with check digits.
    pub reference: Option<String>,
    /// The free text.
    pub text: Option<String>,
    /// The reason of a return.
    pub returned: Option<String>,
}

/// Writes a statement: opening balance, movements in the order of their days, closing balance.
pub fn statement(
    iban: &str,
    number: u32,
    from: Day,
    to: Day,
    opening: Amount,
    movements: &[Movement],
) -> (Vec<u8>, Amount) {
    let closing = opening.plus(movements.iter().map(|movement| movement.amount).sum());
    let mut xml = String::from(
        r#"<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>"#,
    );
    let _ = write!(
        xml,
        "<GrpHdr><MsgId>R{number}</MsgId><CreDtTm>{to}T23:00:00</CreDtTm></GrpHdr><Stmt><Id>R{number}</Id><ElctrncSeqNb>{number}</ElctrncSeqNb><CreDtTm>{to}T23:00:00</CreDtTm><FrToDt><FrDtTm>{from}T00:00:00</FrDtTm><ToDtTm>{to}T23:00:00</ToDtTm></FrToDt><Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>"
    );
    balance(&mut xml, "OPBD", opening, from);
    balance(&mut xml, "CLBD", closing, to);
    for (rank, movement) in movements.iter().enumerate() {
        entry(&mut xml, movement, &format!("{number:03}-{rank:05}"), to);
    }
    xml.push_str("</Stmt></BkToCstmrStmt></Document>");
    (xml.into_bytes(), closing)
}

fn balance(xml: &mut String, code: &str, amount: Amount, on: Day) {
    let _ = write!(
        xml,
        "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{}<Dt><Dt>{on}</Dt></Dt></Bal>",
        signed(amount)
    );
}

fn signed(amount: Amount) -> String {
    let side = if amount.is_negative() { "DBIT" } else { "CRDT" };
    format!("<Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>{side}</CdtDbtInd>", amount.magnitude())
}

fn entry(xml: &mut String, movement: &Movement, reference: &str, to: Day) {
    let on = movement.on.unwrap_or(to);
    let reversal = if movement.returned.is_some() { "<RvslInd>true</RvslInd>" } else { "" };
    let code = if movement.returned.is_some() { "UPDD" } else { "ESCT" };
    let family = match (movement.returned.is_some(), movement.amount.is_negative()) {
        (true, _) => "IDDT",
        (false, true) => "ICDT",
        (false, false) => "RCDT",
    };
    let _ = write!(
        xml,
        "<Ntry>{}{reversal}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{on}</Dt></BookgDt><ValDt><Dt>{on}</Dt></ValDt><AcctSvcrRef>{reference}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>{family}</Cd><SubFmlyCd>{code}</SubFmlyCd></Fmly></Domn></BkTxCd>",
        signed(movement.amount)
    );
    if let Some((batch, count)) = &movement.batch {
        let _ = write!(
            xml,
            "<NtryDtls><Btch><PmtInfId>{batch}</PmtInfId><NbOfTxs>{count}</NbOfTxs></Btch></NtryDtls>"
        );
    } else if let Some((name, iban)) = &movement.party {
        detail(xml, movement, name, iban);
    }
    let _ = write!(xml, "<AddtlNtryInf>{}</AddtlNtryInf></Ntry>", escaped(&movement.label));
}

fn detail(xml: &mut String, movement: &Movement, name: &str, iban: &str) {
    let end_to_end = movement.end_to_end.as_deref().unwrap_or("NOTPROVIDED");
    let side =
        if movement.amount.is_negative() && movement.returned.is_none() { "Cdtr" } else { "Dbtr" };
    let _ = write!(
        xml,
        "<NtryDtls><TxDtls><Refs><EndToEndId>{end_to_end}</EndToEndId></Refs>{}<RltdPties><{side}><Pty><Nm>{}</Nm></Pty></{side}><{side}Acct><Id><IBAN>{iban}</IBAN></Id></{side}Acct></RltdPties>",
        signed(movement.amount),
        escaped(name)
    );
    if let Some(reference) = &movement.reference {
        let _ = write!(
            xml,
            "<RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>{reference}</Ref></CdtrRefInf></Strd></RmtInf>"
        );
    } else if let Some(text) = &movement.text {
        let _ = write!(xml, "<RmtInf><Ustrd>{}</Ustrd></RmtInf>", escaped(text));
    }
    if let Some(reason) = &movement.returned {
        let _ = write!(xml, "<RtrInf><Rsn><Cd>{reason}</Cd></Rsn></RtrInf>");
    }
    xml.push_str("</TxDtls></NtryDtls>");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
