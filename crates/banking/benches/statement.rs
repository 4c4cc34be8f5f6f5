//! How long a statement of 10,000 lines takes to read, in the forms that a bank sends most.

use std::fmt::Write;

use caisse_banking::statement::matching::{OpenClaim, match_lines};
use caisse_banking::statement::{ReadOptions, read};
use caisse_units::Amount;
use divan::Bencher;

const LINES: usize = 10_000;

fn main() {
    divan::main();
}

/// A camt.053 of transfers with their payment, as long as banks write them.
fn camt() -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document \
         xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr>\
         <MsgId>M</MsgId></GrpHdr><Stmt><Id>S</Id><Acct><Id>\
         <IBAN>FR7699999000012000000000306</IBAN></Id><Ccy>EUR</Ccy></Acct>",
    );
    for (code, amount) in [("OPBD", 0), ("CLBD", LINES * 15)] {
        let _ = write!(
            text,
            "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount}.00\
             </Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-31</Dt></Dt></Bal>"
        );
    }
    for line in 0..LINES {
        let _ = write!(
            text,
            "<Ntry><Amt Ccy=\"EUR\">15.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>\
             <BookgDt><Dt>2026-01-{:02}</Dt></BookgDt><ValDt><Dt>2026-01-31</Dt></ValDt>\
             <AcctSvcrRef>2026-{line:06}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly>\
             <Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls>\
             <Refs><EndToEndId>COT-{line}</EndToEndId></Refs><Amt Ccy=\"EUR\">15.00</Amt>\
             <CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>Zoé Müller {line}</Nm></Pty>\
             </Dbtr><DbtrAcct><Id><IBAN>FR7699999000074000000000213</IBAN></Id></DbtrAcct>\
             </RltdPties><RmtInf><Ustrd>cotisation de janvier</Ustrd></RmtInf></TxDtls></NtryDtls>\
             <AddtlNtryInf>VIR SEPA ZOE MULLER {line}</AddtlNtryInf></Ntry>",
            line % 31 + 1
        );
    }
    text.push_str("</Stmt></BkToCstmrStmt></Document>");
    text
}

/// The same lines in a Crédit Mutuel table.
fn table() -> String {
    let mut text = String::from("Date;Date de valeur;Débit;Crédit;Libellé;Solde\r\n");
    for line in 0..LINES {
        let day = line * 31 / LINES + 1;
        let balance = (line + 1) * 15;
        let _ = write!(
            text,
            "{day:02}/01/2026;{day:02}/01/2026;;15,00;VIR SEPA ZOE MULLER {line};{balance},00\r\n"
        );
    }
    text
}

/// The same lines in an OFX 1 file.
fn ofx() -> String {
    let mut text = String::from(
        "OFXHEADER:100\r\n\r\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR\r\n\
         <BANKACCTFROM><BANKID>99999<BRANCHID>00001<ACCTID>20000000003</BANKACCTFROM>\
         <BANKTRANLIST>",
    );
    for line in 0..LINES {
        let _ = write!(
            text,
            "<STMTTRN><TRNTYPE>CREDIT\r\n<DTPOSTED>202601{:02}\r\n<TRNAMT>15.00\r\n\
             <FITID>2026-{line:06}\r\n<NAME>VIR SEPA ZOE MULLER\r\n<MEMO>cotisation {line}\r\n\
             </STMTTRN>\r\n",
            line % 31 + 1
        );
    }
    text.push_str("</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>");
    text
}

fn bench(bencher: Bencher<'_, '_>, text: &str) {
    bencher.counter(divan::counter::ItemsCount::new(LINES)).bench(|| {
        let statements = read(text.as_bytes(), None, &ReadOptions::default());
        let lines = statements.map_or(0, |statements| statements[0].lines.len());
        assert_eq!(lines, LINES);
    });
}

#[divan::bench]
fn read_camt(bencher: Bencher<'_, '_>) {
    bench(bencher, &camt());
}

#[divan::bench]
fn read_table(bencher: Bencher<'_, '_>) {
    bench(bencher, &table());
}

#[divan::bench]
fn read_ofx(bencher: Bencher<'_, '_>) {
    bench(bencher, &ofx());
}

/// Matches the 10,000 lines of the message with 10,000 claims: by end-to-end reference, by IBAN, and
/// for a third of them by name only.
#[divan::bench]
fn match_with_claims(bencher: Bencher<'_, '_>) {
    let text = camt();
    let statements = read(text.as_bytes(), None, &ReadOptions::default()).unwrap_or_default();
    let lines = statements.first().map_or(&[][..], |statement| &statement.lines);
    let claims: Vec<OpenClaim> = (0..LINES as u64)
        .map(|id| OpenClaim {
            id,
            payer: id,
            amount: Amount::from_cents(1500),
            reference: None,
            mandate: None,
            end_to_end: (id % 3 == 0).then(|| format!("COT-{id}")),
            order: None,
            iban: (id % 3 == 1).then(|| format!("FR76{id:023}")),
            name: Some(format!("Zoé Müller {id}")),
        })
        .collect();
    bencher
        .counter(divan::counter::ItemsCount::new(LINES))
        .bench(|| assert_eq!(match_lines(lines, &claims, &[]).len(), LINES));
}
