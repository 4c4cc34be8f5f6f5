//! The rules of reading, on small files.

use std::collections::BTreeSet;

use caisse_units::{Amount, AmountError, Day};

use super::fixtures::{
    balance, camt, camt_month, camt_ordinary, cfonb_ordinary, cfonb_record, entry, mt940_ordinary,
    ofx_ordinary, ordinary, qif_ordinary,
};
use crate::statement::{
    AccountName, BalanceCheck, Format, Limits, LineIdentity, LineKind, Place, Problem, ReadOptions,
    Statement, StatementError, Warning, read,
};

fn statements(bytes: &[u8]) -> Vec<Statement> {
    read(bytes, None, &ReadOptions::default())
        .unwrap_or_else(|errors| panic!("{}", sentences(&errors)))
}

fn only(text: &str) -> Statement {
    let mut statements = statements(text.as_bytes());
    assert_eq!(statements.len(), 1);
    statements.remove(0)
}

fn refusal(text: &str) -> Vec<StatementError> {
    read(text.as_bytes(), None, &ReadOptions::default()).unwrap_err()
}

fn sentences(errors: &[StatementError]) -> String {
    errors.iter().map(|error| format!("{error}\n")).collect()
}

fn euros(text: &str) -> Amount {
    text.parse().unwrap()
}

fn amounts(statement: &Statement) -> Vec<Amount> {
    statement.lines.iter().map(|line| line.amount).collect()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn a_form_is_recognised_by_its_content() {
    let formats =
        [Format::Camt053, Format::Cfonb120, Format::Ofx, Format::Csv, Format::Qif, Format::Mt940];
    for ((name, bytes), format) in ordinary().into_iter().zip(formats) {
        assert_eq!(statements(&bytes)[0].format, format, "{name}");
    }
}

#[test]
fn what_is_no_statement_is_named() {
    for (bytes, name) in [
        (b"%PDF-1.7 ...".as_slice(), "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (
            b"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"/>",
            "pain.002.001.10",
        ),
    ] {
        let errors = read(bytes, None, &ReadOptions::default()).unwrap_err();
        assert_eq!(errors[0].problem, Problem::OtherDocument { name: name.to_owned() });
    }
    assert_eq!(refusal("  \n")[0].problem, Problem::Empty);
    assert_eq!(refusal("Bonjour")[0].problem, Problem::UnknownForm);
}

#[test]
fn a_torn_file_is_never_half_taken() {
    for (name, bytes) in ordinary() {
        // Tables and QIF have no end mark: a file cut between two lines looks whole.
        if matches!(name, "statement.csv" | "statement.qif") {
            continue;
        }
        let end = bytes.iter().rposition(|byte| !b" \r\n-".contains(byte)).unwrap();
        // The last balance of MT940 may lose the text after it, and the CFONB record its spaces.
        let end = match name {
            "statement.sta" => bytes.len() - ",00\r\n:86:end\r\n-\r\n".len(),
            "statement.cfo" => bytes.len() - 17,
            _ => end,
        };
        for length in 0..end {
            let torn = read(&bytes[..length], Some(name), &ReadOptions::default());
            assert!(torn.is_err(), "{name} cut at {length} of {}", bytes.len());
        }
    }
}

#[test]
fn opening_and_lines_make_closing_or_the_file_is_refused() {
    let file = camt_month(&entry("50.00", "CRDT", "2026-01-05", ""), "149.99");
    let errors = refusal(&file);
    let expected =
        Problem::Balance { opening: euros("100"), booked: euros("50"), closing: euros("149.99") };
    assert_eq!(errors[0].problem, expected);
    let options = ReadOptions { balance: BalanceCheck::Warn, ..ReadOptions::default() };
    let statements = read(file.as_bytes(), None, &options).unwrap();
    assert!(matches!(statements[0].warnings[0], Warning::BalanceDiffers { .. }));
}

#[test]
fn an_absent_opening_balance_is_not_zero() {
    let file = camt(&(balance("CLBD", "50.00") + &entry("50.00", "CRDT", "2026-01-05", "")));
    let statement = only(&file);
    assert_eq!(statement.opening, None);
    assert_eq!(statement.warnings, [Warning::BalanceUnchecked]);
}

#[test]
fn a_statement_without_lines_is_a_statement() {
    let statement = only(&camt_month("", "100.00"));
    assert!(statement.lines.is_empty());
}

#[test]
fn a_reversal_keeps_the_sign_of_its_indicator_and_the_party_of_the_payment() {
    let statement = only(&camt_ordinary());
    let line = &statement.lines[2];
    assert_eq!(line.amount, euros("-15"));
    assert!(line.reversal && line.is_return());
    assert_eq!(line.kind, LineKind::Return);
    let detail = &line.details[0];
    assert_eq!(detail.name.as_deref(), Some("Zoé"));
    assert_eq!(detail.return_reason.as_deref(), Some("AM04"));
    assert_eq!(detail.mandate.as_deref(), Some("MND-1"));
}

#[test]
fn a_batch_without_details_keeps_our_order_and_its_count() {
    let line = &only(&camt_ordinary()).lines[1];
    let batch = line.batch.as_ref().unwrap();
    assert_eq!(batch.payment_information.as_deref(), Some("PRLV-1"));
    assert_eq!(batch.count, Some(2));
    assert!(line.details.is_empty());
}

#[test]
fn payments_that_do_not_add_up_to_their_line_are_said() {
    let payment = |amount: &str| {
        format!("<TxDtls><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></TxDtls>")
    };
    let details = format!("<NtryDtls>{}{}</NtryDtls>", payment("20.00"), payment("29.00"));
    let statement = only(&camt_month(&entry("50.00", "CRDT", "2026-01-05", &details), "150.00"));
    assert_eq!(
        statement.warnings,
        [Warning::DetailsDiffer {
            place: Place::Record(1),
            amount: euros("50"),
            details: euros("49")
        }]
    );
}

#[test]
fn charges_explain_a_return_that_costs_more_than_the_debit() {
    let details = "<NtryDtls><TxDtls><AmtDtls><InstdAmt><Amt Ccy=\"EUR\">12.00</Amt></InstdAmt>\
        </AmtDtls><Chrgs><Amt Ccy=\"EUR\">3.00</Amt></Chrgs>\
        <RtrInf><Rsn><Cd>MS03</Cd></Rsn></RtrInf></TxDtls></NtryDtls>";
    let statement = only(&camt_month(&entry("15.00", "DBIT", "2026-01-05", details), "85.00"));
    let detail = &statement.lines[0].details[0];
    assert_eq!((detail.amount, detail.charges), (Some(euros("-12")), Some(euros("3"))));
    assert!(statement.warnings.is_empty());
}

#[test]
fn encodings_and_dates_with_times_are_understood() {
    let file = camt_ordinary().replace(
        "<BookgDt><Dt>2026-01-05</Dt></BookgDt>",
        "<BookgDt><DtTm>2026-01-05T23:30:00.000+01:00</DtTm></BookgDt>",
    );
    let expected = only(&camt_ordinary());
    assert_eq!(only(&file), expected);
    let marked = [b"\xEF\xBB\xBF".as_slice(), file.as_bytes()].concat();
    assert_eq!(statements(&marked)[0], expected);
    let latin9: Vec<u8> = file
        .replace("UTF-8", "ISO-8859-15")
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    assert_eq!(statements(&latin9)[0], expected);
    let utf16: Vec<u8> =
        std::iter::once(0xFEFF).chain(file.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(statements(&utf16)[0], expected);
}

#[test]
fn every_error_is_listed_with_its_place() {
    let entries = entry("50.005", "CRDT", "2026-01-05", "")
        + &entry("1.00", "OTHER", "2026-01-05", "")
        + &entry("1.00", "CRDT", "2026-02-30", "")
        + &entry("1.00", "CRDT", "2026-01-05", "").replace("EUR", "USD");
    let errors = refusal(&camt_month(&entries, "100.00"));
    let lines: Vec<Place> = errors.iter().map(|error| error.place).collect();
    let at = |line, column| Place::Character { line, column };
    let expected = [at(5, 7), at(6, 1), at(7, 83), at(7, 121), at(8, 7)];
    assert_eq!(lines, expected, "{}", sentences(&errors));
    assert!(matches!(errors[0].problem, Problem::Amount(AmountError::TooManyDecimals { .. })));
    assert!(matches!(errors[1].problem, Problem::Unexpected { field: "CdtDbtInd", .. }));
    assert!(matches!(errors[2].problem, Problem::Day { .. }));
    assert!(matches!(errors[4].problem, Problem::Currency { .. }));
}

#[test]
fn a_line_without_a_day_is_refused_beside_other_errors() {
    let entries = entry("x", "CRDT", "2026-01-05", "")
        + &entry("1.00", "CRDT", "2026-01-05", "").replace("<Dt>2026-01-05</Dt>", "")
        + &entry("1.00", "CRDT", "2026-01-05", "")
            .replace("<BookgDt><Dt>2026-01-05</Dt></BookgDt>", "");
    let errors = refusal(&camt_month(&entries, "100.00"));
    assert_eq!(errors.len(), 2, "{}", sentences(&errors));
    assert_eq!(errors[1].problem, Problem::Missing { field: "BookgDt" });
}

#[test]
fn millions_of_small_elements_are_refused_before_they_fill_the_memory() {
    let file = camt(&"<A/>".repeat(1_000_000));
    assert!(matches!(refusal(&file)[0].problem, Problem::TooManyElements { .. }));
}

#[test]
fn zeros_beyond_cents_are_cents() {
    let file = camt_month(&entry("50.00000", "CRDT", "2026-01-05", ""), "150.000");
    assert_eq!(amounts(&only(&file)), [euros("50")]);
}

#[test]
fn limits_are_refusals() {
    let file = camt_ordinary();
    let limits = Limits::default();
    let cases = [
        (Limits { bytes: 100, ..limits }, "bytes"),
        (Limits { nodes: 200, ..limits }, "elements"),
        (Limits { depth: 4, ..limits }, "levels"),
        (Limits { lines: 2, ..limits }, "lines"),
        (Limits { text: 12, ..limits }, "record 1: a text"),
        (Limits { text: 20, ..limits }, "file: a text"),
    ];
    for (limits, word) in cases {
        let options = ReadOptions { limits, ..ReadOptions::default() };
        let errors = read(file.as_bytes(), None, &options).unwrap_err();
        assert!(sentences(&errors).contains(word), "{word}: {}", sentences(&errors));
    }
    let deep = camt(&"<A>".repeat(100_000));
    assert!(matches!(refusal(&deep)[0].problem, Problem::TooDeep { .. }));
    let many = camt_month(&entry("x", "CRDT", "2026-01-05", "").repeat(500), "100.00");
    let errors = refusal(&many);
    assert_eq!(errors.len(), 101);
    assert_eq!(errors[100].problem, Problem::TooManyErrors { limit: 100 });
}

#[test]
fn xml_cannot_reach_outside_its_file() {
    let file = camt_ordinary().replacen("<Document", "<!DOCTYPE Document><Document", 1);
    assert_eq!(refusal(&file)[0].problem, Problem::DocumentType);
    let file = camt_ordinary().replace("&amp;", "&lol;");
    assert_eq!(refusal(&file)[0].problem, Problem::UnknownEntity { name: "lol".to_owned() });
}

#[test]
fn an_overlap_and_a_second_import_bring_nothing_new() {
    let pay = |day: &str, label: &str| {
        entry("60.00", "CRDT", day, &format!("<AddtlNtryInf>{label}</AddtlNtryInf>"))
    };
    let first =
        pay("2026-01-26", "VIR A") + &pay("2026-01-27", "VIR B") + &pay("2026-01-27", "VIR B");
    let second =
        pay("2026-01-27", "VIR B") + &pay("2026-01-27", "VIR B") + &pay("2026-01-28", "VIR B");
    let identities = |entries: &str| -> BTreeSet<LineIdentity> {
        only(&camt_month(entries, "280.00")).lines.iter().map(|line| line.identity).collect()
    };
    let (first, second) = (identities(&first), identities(&second));
    assert_eq!((first.len(), second.len()), (3, 3), "equal payments of one day are two");
    assert_eq!(second.difference(&first).count(), 1);
    let identity = first.first().unwrap();
    assert_eq!(identity.to_string().parse(), Ok(*identity));
}

#[test]
fn equal_lines_on_two_pages_of_one_day_are_two_but_the_same_page_twice_is_one() {
    let page = |name: &str, opening: &str, closing: &str| {
        format!(
            ":20:{name}\n:25:1234567\n:60M:C260131EUR{opening}\n:61:260131C5,00NTRFNONREF\n\
             :86:DON\n:62M:C260131EUR{closing}\n-\n"
        )
    };
    let identities = |file: String| -> BTreeSet<LineIdentity> {
        statements(file.as_bytes())
            .iter()
            .flat_map(|statement| statement.lines.iter().map(|line| line.identity))
            .collect()
    };
    let pages = page("1", "100,00", "105,00") + &page("2", "105,00", "110,00");
    assert_eq!(identities(pages).len(), 2);
    let twice = page("1", "100,00", "105,00") + &page("1", "100,00", "105,00");
    assert_eq!(identities(twice).len(), 1);
}

#[test]
fn cfonb_is_read_without_line_breaks_in_lower_case_and_with_accents() {
    let expected = only(&cfonb_ordinary().join("\n"));
    assert_eq!(amounts(&expected), [euros("50"), euros("-1.50")]);
    assert_eq!(expected.account, AccountName::Iban("FR7699999000012000000000306".to_owned()));
    assert_eq!(expected.lines[0].details[0].end_to_end.as_deref(), Some("COT-1"));
    assert_eq!(expected.lines[1].details[0].return_reason.as_deref(), Some("98"));
    assert_eq!(expected.lines[1].details[0].name.as_deref(), Some("ZOE MULLER"));
    let unbroken = only(&cfonb_ordinary().concat());
    assert_eq!(unbroken.lines[0].place, 2);
    assert_eq!(
        unbroken.lines.iter().map(|line| line.identity).collect::<Vec<_>>(),
        expected.lines.iter().map(|line| line.identity).collect::<Vec<_>>()
    );
    let accents: Vec<u8> = cfonb_ordinary()
        .concat()
        .replace("ZOE MULLER", "Zoé Müller")
        .replace('{', "é")
        .replace('}', "è")
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let accents = &statements(&accents)[0];
    assert_eq!(accents.lines[0].details[0].name.as_deref(), Some("Zoé Müller"));
    assert_eq!(amounts(accents), amounts(&expected));
}

#[test]
fn cfonb_amounts_have_the_decimals_of_their_field() {
    let records = cfonb_ordinary().join("\n");
    // Three decimals, the last one zero: the same amounts, one digit longer.
    let thousandths: String = records
        .replace("EUR2", "EUR3")
        .lines()
        .map(|record| {
            let (head, tail) = record.split_at(90);
            if tail.trim().is_empty() {
                return record.to_owned() + "\n";
            }
            let amount = tail.trim();
            let sign = amount.chars().last().unwrap();
            let digits = &amount[..amount.len() - 1];
            format!("{head}{}0{sign}{:16}\n", &digits[1..], "")
        })
        .collect();
    assert_eq!(amounts(&only(&thousandths)), [euros("50"), euros("-1.50")]);
    let errors = refusal(&records.replace("EUR2", "EUR4"));
    assert!(matches!(errors[0].problem, Problem::Amount(AmountError::TooManyDecimals { .. })));
}

#[test]
fn cfonb_records_of_another_account_or_currency_are_refused_at_their_line() {
    let mut records = cfonb_ordinary();
    records[0] = records[0].replace("EUR", "   ");
    assert_eq!(only(&records.join("\n")).lines.len(), 2, "balances may leave the currency out");
    records[1] = records[1].replace("EUR", "FRF");
    records[4] = records[4].replace("20000000003", "20000000004");
    let errors = refusal(&records.join("\n"));
    assert_eq!(errors[0].place, Place::Line(2));
    assert_eq!(errors[0].problem, Problem::Currency { currency: "FRF".to_owned() });
    assert!(errors.iter().any(|error| error.place == Place::Line(5)
        && matches!(error.problem, Problem::OtherAccount { .. })));
    let orphan = cfonb_record("04", "050126", "  050126VIR", "0000000000500{");
    assert_eq!(refusal(&orphan)[0].problem, Problem::UnknownForm);
}

#[test]
fn ofx_leaves_may_be_unclosed_and_empty_and_know_french_accounts() {
    let statement = only(&ofx_ordinary());
    assert_eq!(statement.account, AccountName::Iban("FR7699999000012000000000306".to_owned()));
    assert_eq!(amounts(&statement), [euros("50"), euros("-1.50")]);
    assert_eq!(statement.lines[0].label, "VIR ZOE & FILS");
    assert_eq!(statement.lines[0].details[0].text.as_deref(), Some("cotisation <janvier>"));
    assert_eq!(statement.lines[0].bank_reference.as_deref(), Some("R1"));
    assert_eq!(statement.lines[1].kind, LineKind::Charge);
    assert_eq!(statement.closing, Some(euros("148.50")));
    let closed = ofx_ordinary().replace("<NAME>FRAIS", "<NAME>FRAIS</NAME>");
    assert_eq!(only(&closed), statement);
}

#[test]
fn ofx_lists_each_transaction_that_it_cannot_read() {
    let file = ofx_ordinary()
        .replace("<TRNAMT>+50.00", "<TRNAMT>$120")
        .replace("<DTPOSTED>20260109", "<DTPOSTED>20260231");
    let errors = refusal(&file);
    assert_eq!(errors.len(), 2, "{}", sentences(&errors));
    assert!(matches!(errors[0].problem, Problem::Amount(_)));
    assert_eq!(errors[1].problem, Problem::Day { text: "20260231".to_owned() });
    let dollars = ofx_ordinary().replace("<CURDEF>EUR", "<CURDEF>USD");
    assert_eq!(refusal(&dollars)[0].problem, Problem::Currency { currency: "USD".to_owned() });
}

#[test]
fn qif_days_come_first_unless_the_file_shows_otherwise() {
    let statement = only(&qif_ordinary());
    assert_eq!(statement.lines[0].booked, day("2026-01-05"));
    assert_eq!(statement.account, AccountName::Unnamed);
    assert!(!statement.warnings.contains(&Warning::DayOrderAssumed));
    let doubtful = only(&qif_ordinary().replace("29/01", "08/01"));
    assert!(doubtful.warnings.contains(&Warning::DayOrderAssumed));
    let american = only(&qif_ordinary().replace("29/01/2026", "01/29'26"));
    let days: Vec<Day> = american.lines.iter().map(|line| line.booked).collect();
    assert_eq!(days, [day("2026-01-29"), day("2026-05-01")]);
    let mixed = qif_ordinary().replace("05/01", "01/15");
    assert!(matches!(refusal(&mixed)[0].problem, Problem::Day { .. }));
}

#[test]
fn qif_amounts_that_may_be_thousands_are_refused() {
    let file = qif_ordinary().replace("T50,00", "T1,234").replace("T-1,50", "T-5");
    assert_eq!(refusal(&file)[0].problem, Problem::AmbiguousAmount { text: "1,234".to_owned() });
    let torn = qif_ordinary().trim_end().trim_end_matches('^').to_owned();
    assert!(matches!(refusal(&torn)[0].problem, Problem::Truncated { expected: "^" }));
}

#[test]
fn mt940_booking_days_cross_the_new_year_and_reversals_keep_their_side() {
    let statement = only(&mt940_ordinary());
    assert_eq!(statement.lines[0].booked, day("2026-01-02"));
    assert_eq!(statement.lines[0].value, day("2025-12-31"));
    assert_eq!(statement.sequence, Some(7));
    assert_eq!(statement.lines[1].amount, euros("15"));
    assert!(statement.lines[1].reversal);
    assert_eq!(statement.lines[0].label, "VIR ZOE");
    assert_eq!(statement.lines[0].details[0].text.as_deref(), Some("Zoe COT-1"));
}

#[test]
fn a_local_number_designates_the_account_whose_iban_holds_it() {
    let iban = "FR76 9999 9000 0120 0000 0000 306";
    assert_eq!(AccountName::from_text("20000000003").designates(iban), Some(true));
    assert_eq!(AccountName::from_text("20000000004").designates(iban), Some(false));
    assert_eq!(AccountName::from_text(iban).designates(iban), Some(true));
    assert_eq!(AccountName::from_text("3").designates(iban), None);
    assert_eq!(AccountName::Unnamed.designates(iban), None);
}

#[test]
fn lines_whose_sum_no_account_holds_are_refused() {
    let record = "D05/01/2026\nT1000000000000,00\nPX\n^\n";
    let file = format!("!Type:Bank\n{}", record.repeat(30_000));
    let errors = refusal(&file);
    assert!(matches!(errors[0].problem, Problem::Amount(AmountError::OutOfBounds { .. })));
}

#[test]
fn an_error_repeats_only_the_start_of_a_long_text() {
    let digits = "9".repeat(100_000);
    let errors = refusal(&camt_month(&entry(&digits, "CRDT", "2026-01-05", ""), "100.00"));
    assert!(errors[0].to_string().len() < 300, "{}", errors[0]);
}
