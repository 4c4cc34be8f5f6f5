use caisse_units::{Amount, Day, Language};
use proptest::prelude::*;

use super::debit::{DebitVersion, DirectDebit, DirectDebitFile, Sequence};
use super::square_code::{SquareCodeError, TransferRequest};
use super::status_report::{StatusReportError, read_status_report};
use super::transfer::{CreditTransfer, CreditTransferFile, TransferVersion};
use super::*;
use crate::identifiers::{
    Bic, CreditorIdentifier, CreditorReference, Iban, MandateReference, PaymentIdentifier,
};

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn identifier(text: &str) -> PaymentIdentifier {
    PaymentIdentifier::parse(text).unwrap()
}

fn caisse() -> AccountHolder {
    AccountHolder {
        name: "Caisse de l’Aube".into(),
        iban: Iban::parse("FR7699999000011234567890152").unwrap(),
        bic: Some(Bic::parse("AGRIFRPP").unwrap()),
    }
}

fn made() -> Moment {
    Moment::new(day("2026-01-20"), 8, 30, 5).unwrap()
}

/// Names as people write them: accents, quotes, tabs, pipes, emoji, other scripts, very long.
pub(super) fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,100}",
        "[A-Za-zÀ-ÿ œŒ’\"'|\t;&<>-]{0,300}",
        Just("👩🏽‍🌾 Zoë \"la|tempête\"\tD’Été <&>".to_owned()),
        Just("Ω".repeat(500)),
    ]
}

pub(super) fn transfer(end_to_end: &str, cents: i64, name: &str, text: &str) -> CreditTransfer {
    CreditTransfer {
        end_to_end: identifier(end_to_end),
        amount: Amount::from_cents(cents),
        name: name.into(),
        iban: Iban::parse("FR7630006000011234567890189").unwrap(),
        bic: None,
        remittance: Remittance::Text(text.into()),
    }
}

pub(super) fn transfers() -> CreditTransferFile {
    let mut second = transfer("ALLOC-2", 8_000, "Ngọc Trần", "");
    second.remittance = Remittance::Reference(CreditorReference::make("COT202501").unwrap());
    second.bic = Some(Bic::parse("CMCIFR2AXXX").unwrap());
    let first = transfer("ALLOC-1", 21_148, "Élodie Fèvre", "Garantie de revenu – décision n° 4");
    let third = transfer("ALLOC-3", 1, "Œuvre & Cie", "1 cent d’essai");
    CreditTransferFile::gathered(
        identifier("CAISSE-VIR-2026-01"),
        made(),
        caisse(),
        [(day("2026-01-30"), third), (day("2026-01-22"), first), (day("2026-01-22"), second)],
    )
    .unwrap()
}

pub(super) fn debit(end_to_end: &str, cents: i64, name: &str, text: &str) -> DirectDebit {
    DirectDebit {
        end_to_end: identifier(end_to_end),
        amount: Amount::from_cents(cents),
        mandate: MandateReference::parse(&format!("RUM-{end_to_end}")).unwrap(),
        signed_on: day("2025-11-03"),
        account_changed: false,
        name: name.into(),
        iban: Iban::parse("FR1420041010050500013M02606").unwrap(),
        bic: None,
        remittance: Remittance::Text(text.into()),
    }
}

pub(super) fn debits() -> DirectDebitFile {
    let mut moved = debit("COT-3", 1_050, "Zoë D’Été", "Cotisation de février");
    moved.account_changed = true;
    let on = day("2026-02-05");
    DirectDebitFile::gathered(
        identifier("CAISSE-PRLV-2026-02"),
        made(),
        caisse(),
        CreditorIdentifier::parse("FR72ZZZ123456").unwrap(),
        [
            (on, Sequence::Recurrent, debit("COT-1", 6_781, "Élodie Fèvre", "Cotisation")),
            (on, Sequence::First, debit("COT-2", 4_250, "Ngọc Trần", "Cotisation")),
            (on, Sequence::Recurrent, moved),
            (day("2026-02-10"), Sequence::Single, debit("COT-4", 2_000, "Ali", "")),
        ],
    )
    .unwrap()
}

#[test]
fn a_file_of_transfers_is_written_as_the_bank_expects() {
    let bytes = transfers().to_xml(TransferVersion::V09).unwrap();
    insta::assert_snapshot!("transfers_v09", String::from_utf8(bytes).unwrap());
    let bytes = transfers().to_xml(TransferVersion::V03).unwrap();
    insta::assert_snapshot!("transfers_v03", String::from_utf8(bytes).unwrap());
}

#[test]
fn a_file_of_debits_is_written_as_the_bank_expects() {
    let bytes = debits().to_xml(DebitVersion::V08).unwrap();
    insta::assert_snapshot!("debits_v08", String::from_utf8(bytes).unwrap());
    let bytes = debits().to_xml(DebitVersion::V02).unwrap();
    insta::assert_snapshot!("debits_v02", String::from_utf8(bytes).unwrap());
}

#[test]
fn there_is_one_batch_per_date_and_sequence() {
    let file = debits();
    let kinds: Vec<_> =
        file.batches.iter().map(|b| (b.collect_on, b.sequence, b.items.len())).collect();
    let on = day("2026-02-05");
    assert_eq!(
        kinds,
        [
            (on, Sequence::First, 1),
            (on, Sequence::Recurrent, 2),
            (day("2026-02-10"), Sequence::Single, 1)
        ]
    );
    assert_eq!(file.total(), Amount::from_cents(14_081));
}

#[test]
fn every_fault_of_a_file_is_listed_with_its_place() {
    let mut file = transfers();
    file.batches[0].execute_on = day("2026-01-24");
    file.batches[0].items[0].amount = Amount::ZERO;
    file.batches[0].items[0].name = "🎉".into();
    file.batches[0].items[1].end_to_end = identifier("ALLOC-1");
    file.batches[0].items[1].iban = Iban::parse("BR1800360305000010009795493C1").unwrap();
    file.batches[1].items.clear();
    file.batches[1].execute_on = day("2026-01-05");
    let faults = file.to_xml(TransferVersion::V09).unwrap_err();
    insta::assert_snapshot!("faults_of_transfers_fr", faults.sentence(Language::French));
    insta::assert_snapshot!("faults_of_transfers_en", faults.sentence(Language::English));
}

#[test]
fn a_mandate_signed_too_late_or_used_twice_is_refused() {
    let mut file = debits();
    file.batches[0].items[0].signed_on = day("2026-03-01");
    let again = file.batches[2].items[0].clone();
    file.batches[2].items.push(DirectDebit { end_to_end: identifier("COT-5"), ..again });
    file.batches[2].collect_on = day("2026-01-20");
    let faults = file.check().unwrap_err();
    insta::assert_snapshot!("faults_of_debits_fr", faults.sentence(Language::French));
    insta::assert_snapshot!("faults_of_debits_en", faults.sentence(Language::English));
}

#[test]
fn a_batch_with_the_date_of_another_is_refused() {
    let mut file = transfers();
    file.batches[1].execute_on = file.batches[0].execute_on;
    let PaymentFaults(faults) = file.check().unwrap_err();
    let date = file.batches[0].execute_on;
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].kind, FaultKind::RepeatedBatch { date });
}

#[test]
fn an_item_may_be_called_like_a_batch() {
    let mut file = transfers();
    file.batches[1].items[0].end_to_end = file.batches[0].identifier.clone();
    assert_eq!(file.check(), Ok(()));
    file.batches[1].identifier = file.batches[0].identifier.clone();
    let PaymentFaults(faults) = file.check().unwrap_err();
    assert_eq!(faults.len(), 1);
    assert!(matches!(faults[0].kind, FaultKind::Repeated { .. }));
}

#[test]
fn a_moment_counts_from_1970() {
    assert_eq!(Moment::from_unix_seconds(0).to_string(), "1970-01-01T00:00:00+00:00");
    assert_eq!(Moment::from_unix_seconds(1_768_897_805), made());
    assert_eq!(Moment::from_unix_seconds(-1).to_string(), "1969-12-31T23:59:59+00:00");
}

fn shared(path: &str) -> Option<Vec<u8>> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/banking/");
    let bytes = std::fs::read(format!("{root}{path}")).ok();
    if bytes.is_none() {
        println!("skipped: no shared data");
    }
    bytes
}

fn request(remittance: Remittance) -> TransferRequest {
    TransferRequest {
        beneficiary: AccountHolder { name: "Caisse de l'Aube".into(), bic: None, ..caisse() },
        amount: Some(Amount::from_cents(4_250)),
        purpose: String::new(),
        remittance,
        note: String::new(),
    }
}

#[test]
fn our_square_code_is_the_one_others_write() {
    let reference = CreditorReference::make("COT202501").unwrap();
    let ours = request(Remittance::Reference(reference));
    let Some(theirs) = shared("epc-qr/ok_structured.txt") else { return };
    assert_eq!(ours.payload().unwrap(), String::from_utf8(theirs).unwrap());
    let theirs = String::from_utf8(shared("epc-qr/ok_text.txt").unwrap()).unwrap();
    let text = request(Remittance::Text("Cotisation janvier, M004".into()));
    assert_eq!(TransferRequest::parse(&theirs).unwrap(), text);
    let wrong = shared("epc-qr/bad_comma_and_both_references.txt").unwrap();
    let wrong = String::from_utf8(wrong).unwrap();
    assert_eq!(TransferRequest::parse(&wrong), Err(SquareCodeError::ReferenceAndText));
    let wrong = wrong.replace("\nRF05COT202501", "\n");
    assert!(matches!(TransferRequest::parse(&wrong), Err(SquareCodeError::WrongAmount { .. })));
}

#[test]
fn the_square_is_small_enough_to_be_photographed() {
    let reference = CreditorReference::make("COT202501").unwrap();
    let ours = request(Remittance::Reference(reference));
    assert_eq!(ours.squares().unwrap().len(), 37, "version 5");
    let svg = ours.svg(200).unwrap();
    assert!(svg.contains("<svg ") && svg.ends_with("</svg>"));
    insta::assert_snapshot!("square_code_svg", svg);
    let mut largest = request(Remittance::Text("é".repeat(140)));
    largest.beneficiary.name = "é".repeat(70);
    assert!(matches!(largest.svg(200), Err(SquareCodeError::TooManyBytes { .. })));
}

#[test]
fn the_reports_of_a_bank_are_read() {
    let read = |version: &str| {
        let path = format!("pain/hbci4java-pain.002.001.10-{version}.xml");
        shared(&path).map(|bytes| read_status_report(&bytes).unwrap())
    };
    let (Some(first), Some(second), Some(third)) = (read("01"), read("02"), read("03")) else {
        return;
    };
    insta::assert_debug_snapshot!("reports_of_a_bank", [&first, &third]);
    assert_eq!(first, second, "the second has a namespace, and says the same");
}

const REFUSAL: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<p:Document xmlns:p="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><p:CstmrPmtStsRpt>
<p:GrpHdr><p:MsgId>B1</p:MsgId><p:CreDtTm>2026-02-06T06:00:00</p:CreDtTm></p:GrpHdr>
<p:OrgnlGrpInfAndSts><p:OrgnlMsgId>CAISSE-PRLV-2026-02</p:OrgnlMsgId>
<p:OrgnlMsgNmId>pain.008.001.08</p:OrgnlMsgNmId><p:GrpSts>PART</p:GrpSts></p:OrgnlGrpInfAndSts>
<p:OrgnlPmtInfAndSts><p:OrgnlPmtInfId>CAISSE-PRLV-2026-02-2</p:OrgnlPmtInfId>
<p:TxInfAndSts><p:OrgnlEndToEndId>COT-1</p:OrgnlEndToEndId><p:TxSts>RJCT</p:TxSts>
<p:StsRsnInf><p:Rsn><p:Cd>AM04</p:Cd></p:Rsn><p:AddtlInf>Provision &amp; solde</p:AddtlInf></p:StsRsnInf>
<p:OrgnlTxRef><p:MndtRltdInf><p:MndtId>RUM-COT-1</p:MndtId></p:MndtRltdInf>
<p:DbtrAcct><p:Id><p:IBAN>FR1420041010050500013M02606</p:IBAN></p:Id></p:DbtrAcct>
<p:CdtrAcct><p:Id><p:IBAN>FR7699999000011234567890152</p:IBAN></p:Id></p:CdtrAcct></p:OrgnlTxRef>
</p:TxInfAndSts></p:OrgnlPmtInfAndSts></p:CstmrPmtStsRpt></p:Document>"#;

#[test]
fn a_refused_debit_is_known_by_its_identifier_mandate_and_reason() {
    let report = read_status_report(REFUSAL.as_bytes()).unwrap();
    insta::assert_debug_snapshot!("a_refused_debit", report);
    assert!(report.batches[0].items[0].outcome.is_refused());
}

#[test]
fn a_report_in_latin_1_keeps_its_accents() {
    let text = REFUSAL.replace("UTF-8", "ISO-8859-1").replace("solde", "créance");
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    let report = read_status_report(&bytes).unwrap();
    assert_eq!(report.batches[0].items[0].outcome.remarks, ["Provision & créance"]);
}

#[test]
fn what_is_not_a_report_is_refused() {
    let read = |text: &str| read_status_report(text.as_bytes());
    assert_eq!(read("<Document/>"), Err(StatusReportError::NotAReport));
    assert_eq!(read(""), Err(StatusReportError::NotAReport));
    assert_eq!(read(&REFUSAL[..700]), Err(StatusReportError::Torn));
    let typed = "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>";
    assert_eq!(read(typed), Err(StatusReportError::DocumentType));
    assert!(matches!(read("<a></b>"), Err(StatusReportError::NotXml { .. })));
    let deep = "<a>".repeat(65);
    assert_eq!(read(&deep), Err(StatusReportError::TooLarge));
}

/// The texts of every element of that name.
fn elements<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let after = xml.split(open.as_str()).skip(1);
    after.filter_map(|rest| rest.split_once(close.as_str())).map(|(text, _)| text).collect()
}

proptest! {
    #[test]
    fn control_sums_count_what_the_file_holds(
        items in prop::collection::vec((0_i32..10, 1_i64..99_999_999_999, 0_usize..4), 1..30)
    ) {
        let sequences = [Sequence::First, Sequence::Recurrent, Sequence::Last, Sequence::Single];
        let items = items.iter().enumerate().map(|(rank, (days, cents, sequence))| {
            let on = target_days::next_target_day(day("2026-02-02").plus_days(*days));
            (on, sequences[*sequence], debit(&format!("COT-{rank}"), *cents, "Zoë", "Cotisation"))
        });
        let (model, expected) = (debits(), items.clone().map(|(_, _, item)| item.amount).sum());
        let file = DirectDebitFile::gathered(
            model.message, model.created, model.creditor, model.creditor_identifier, items.clone(),
        ).unwrap();
        let xml = String::from_utf8(file.to_xml(DebitVersion::V08).unwrap()).unwrap();
        let read = |texts: &[&str]| -> Amount {
            texts.iter().map(|text| text.parse::<Amount>().unwrap()).sum()
        };
        let (head, batches) = xml.split_once("</GrpHdr>").unwrap();
        prop_assert_eq!(read(&elements(head, "CtrlSum")), expected);
        prop_assert_eq!(read(&elements(batches, "CtrlSum")), expected);
        let count = items.len().to_string();
        prop_assert_eq!(elements(head, "NbOfTxs"), [count.as_str()]);
        let batches: Vec<&str> = batches.split("<PmtInf>").skip(1).collect();
        for batch in &batches {
            let amounts = batch.split("<InstdAmt Ccy=\"EUR\">").skip(1);
            let amounts: Vec<&str> = amounts.filter_map(|rest| rest.split('<').next()).collect();
            prop_assert_eq!(read(&amounts), read(&elements(batch, "CtrlSum")));
            let count = amounts.len().to_string();
            prop_assert_eq!(elements(batch, "NbOfTxs"), [count.as_str()]);
        }
        let kinds: std::collections::BTreeSet<_> =
            items.map(|(on, sequence, _)| (on, sequence)).collect();
        prop_assert_eq!(batches.len(), kinds.len());
    }

    #[test]
    fn a_square_code_is_read_back(
        name in "[\\PC&&[^ ]]{1,30}", text in "\\PC{0,60}", cents in 1_i64..100_000_000
    ) {
        let mut asked = request(Remittance::Text(text.trim().to_owned()));
        asked.beneficiary.name = name.trim().to_owned();
        asked.amount = Some(Amount::from_cents(cents));
        if let Ok(payload) = asked.payload() {
            prop_assert_eq!(TransferRequest::parse(&payload), Ok(asked));
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_status_report(&bytes);
        let _ = TransferRequest::parse(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn a_damaged_report_never_makes_the_reader_panic(
        place in 0_usize..1_200, byte in any::<u8>(), cut in 0_usize..1_300
    ) {
        let mut bytes = REFUSAL.as_bytes().to_vec();
        let place = place % bytes.len();
        bytes[place] = byte;
        bytes.truncate(cut.max(1));
        let _ = read_status_report(&bytes);
    }
}
