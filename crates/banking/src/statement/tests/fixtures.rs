//! Small files of every form, written here so that the tests stand alone.

/// A camt.053 entry.
pub(super) fn entry(amount: &str, side: &str, day: &str, inside: &str) -> String {
    format!(
        "<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>\
         <Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt>\
         <ValDt><Dt>{day}</Dt></ValDt>{inside}</Ntry>\n"
    )
}

/// A camt.053 balance.
pub(super) fn balance(code: &str, amount: &str) -> String {
    format!(
        "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount}</Amt>\
         <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-31</Dt></Dt></Bal>\n"
    )
}

/// A camt.053 message of one statement that holds this.
pub(super) fn camt(inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>\
         <GrpHdr><MsgId>M-1</MsgId></GrpHdr><Stmt><Id>S-1</Id>\
         <Acct><Id><IBAN>FR7699999000012000000000306</IBAN></Id><Ccy>EUR</Ccy></Acct>\n\
         {inside}</Stmt></BkToCstmrStmt></Document>\n"
    )
}

/// 100.00, then these entries, then that closing balance.
pub(super) fn camt_month(entries: &str, closing: &str) -> String {
    camt(&(balance("OPBD", "100.00") + &balance("CLBD", closing) + entries))
}

/// A whole, ordinary message: a member's transfer, a batch, its return, a charge.
pub(super) fn camt_ordinary() -> String {
    let transfer = "<AcctSvcrRef>R1</AcctSvcrRef><NtryDtls><TxDtls>\
        <Refs><EndToEndId>COT-1</EndToEndId></Refs>\
        <RltdPties><Dbtr><Pty><Nm>Zoé &amp; Fils</Nm></Pty></Dbtr>\
        <DbtrAcct><Id><IBAN>FR7699999000074000000000213</IBAN></Id></DbtrAcct></RltdPties>\
        <RmtInf><Strd><CdtrRefInf><Ref>RF05COT202501</Ref></CdtrRefInf></Strd></RmtInf>\
        </TxDtls></NtryDtls><AddtlNtryInf>VIR ZOE</AddtlNtryInf>";
    let batch = "<AcctSvcrRef>R2</AcctSvcrRef><NtryDtls><Btch><PmtInfId>PRLV-1</PmtInfId>\
        <NbOfTxs>2</NbOfTxs></Btch></NtryDtls>";
    let returned = "<RvslInd>true</RvslInd><AcctSvcrRef>R3</AcctSvcrRef><NtryDtls><TxDtls>\
        <Refs><MndtId>MND-1</MndtId></Refs><RltdPties><Dbtr><Pty><Nm>Zoé</Nm></Pty></Dbtr>\
        <Cdtr><Pty><Nm>Caisse</Nm></Pty></Cdtr></RltdPties>\
        <RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf></TxDtls></NtryDtls>";
    let entries = entry("50.00", "CRDT", "2026-01-05", transfer)
        + &entry("30.00", "CRDT", "2026-01-06", batch)
        + &entry("15.00", "DBIT", "2026-01-08", returned)
        + &entry("1.50", "DBIT", "2026-01-09", "<AddtlNtryInf>FRAIS</AddtlNtryInf>");
    camt_month(&entries, "163.50")
}

/// A CFONB 120 record: its code, day, what stands in columns 41 to 90, amount.
pub(super) fn cfonb_record(code: &str, day: &str, middle: &str, amount: &str) -> String {
    let operation = if code == "04" || code == "05" { "05" } else { "  " };
    let record = format!(
        "{code}99999    00001EUR2 20000000003{operation}{day}{middle:<50}{amount:>14}{:<16}",
        ""
    );
    assert_eq!(record.chars().count(), 120, "{record}");
    record
}

/// The records of an ordinary CFONB 120 statement.
pub(super) fn cfonb_ordinary() -> Vec<String> {
    vec![
        cfonb_record("01", "311225", "", "0000000001000{"),
        cfonb_record("04", "050126", "  050126VIR SEPA ZOE", "0000000000500{"),
        cfonb_record("05", "050126", "     NPYZOE MULLER", ""),
        cfonb_record("05", "050126", "     RCNCOT-1", ""),
        cfonb_record("04", "080126", "98060126REJET PRLV", "0000000000015}"),
        cfonb_record("05", "080126", "     NPYZOE MULLER", ""),
        cfonb_record("07", "310126", "", "0000000001485{"),
    ]
}

/// An OFX 1 file with unclosed leaves and the elements that banks outside America add.
pub(super) fn ofx_ordinary() -> String {
    "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nCHARSET:1252\r\n\r\n<OFX>\r\n\
     <BANKMSGSRSV1><STMTTRNRS><TRNUID>1\r\n<STMTRS><CURDEF>EUR\r\n\
     <BANKACCTFROM><BANKID>99999\r\n<BRANCHID>00001\r\n<ACCTID>20000000003\r\n\
     <ACCTTYPE>CHECKING\r\n<ACCTKEY>06\r\n</BANKACCTFROM>\r\n\
     <BANKTRANLIST><DTSTART>20260101\r\n<DTEND>20260131\r\n\
     <STMTTRN><TRNTYPE>CREDIT\r\n<DTPOSTED>20260105120000.000[+1:CET]\r\n<TRNAMT>+50.00\r\n\
     <FITID>R1\r\n<CHECKNUM>\r\n<NAME>VIR ZOE & FILS\r\n<MEMO>cotisation &lt;janvier&gt;\r\n\
     </STMTTRN>\r\n\
     <STMTTRN><TRNTYPE>FEE<DTPOSTED>20260109<TRNAMT>-1,50<FITID>R4<NAME>FRAIS</STMTTRN>\r\n\
     </BANKTRANLIST><LEDGERBAL><BALAMT>148.50\r\n<DTASOF>20260131\r\n</LEDGERBAL>\r\n\
     </STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\r\n"
        .replace("-1,50", "-1.50")
}

/// A Crédit Mutuel table, in Latin-1.
pub(super) fn csv_ordinary() -> Vec<u8> {
    let text = "Date;Date de valeur;Débit;Crédit;Libellé;Solde\r\n\
        05/01/2026;05/01/2026;;1 050,00;VIR ZOÉ;1 150,00\r\n\
        09/01/2026;08/01/2026;-1,50;;\"FRAIS; \"\"TENUE\"\"\";1 148,50\r\n";
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

/// A QIF list.
pub(super) fn qif_ordinary() -> String {
    "!Type:Bank\nD05/01/2026\nT50,00\nPVIR ZOE\nMcotisation\n^\n\
     D29/01/2026\nT-1,50\nPFRAIS\n^\n"
        .to_owned()
}

/// An MT940 message.
pub(super) fn mt940_ordinary() -> String {
    ":20:S1\r\n:25:FR7699999000012000000000306\r\n:28C:7/1\r\n:60F:C251231EUR100,00\r\n\
     :61:2512310102C50,NTRFNONREF//R1\r\n:86:VIR ZOE\r\nZoe COT-1\r\n\
     :61:2601080108RC15,00NRTINONREF//R3\r\n:86:REJET\r\n\
     :62F:C260131EUR165,00\r\n:86:end\r\n-\r\n"
        .to_owned()
}

/// One ordinary file of each form.
pub(super) fn ordinary() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("camt.xml", camt_ordinary().into_bytes()),
        ("statement.cfo", cfonb_ordinary().join("\r\n").into_bytes()),
        ("statement.ofx", ofx_ordinary().into_bytes()),
        ("statement.csv", csv_ordinary()),
        ("statement.qif", qif_ordinary().into_bytes()),
        ("statement.sta", mt940_ordinary().into_bytes()),
    ]
}
