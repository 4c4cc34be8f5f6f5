use caisse_units::Language;
use proptest::prelude::*;

use super::*;
use crate::export::tests::{any_book, book, day};
use crate::export::{BookFaultKind, BookFaults};

const NAME: &str = "123456782FEC20251231.txt";

fn shared(case: &str) -> Option<Vec<u8>> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/banking/fec/");
    let bytes = std::fs::read(format!("{root}{case}/{NAME}")).ok();
    if bytes.is_none() {
        println!("skipped: no shared data");
    }
    bytes
}

fn ours() -> String {
    let closing = day("2025-12-31");
    let file = write(&book(), closing, FecSeparator::Tab, FecEncoding::Utf8).unwrap();
    assert_eq!(file.name, NAME);
    String::from_utf8(file.bytes).unwrap()
}

fn sentences(bytes: &[u8], language: Language) -> String {
    let report = check(bytes, Some(NAME));
    report.findings.iter().map(|finding| finding.sentence(language) + "\n").collect()
}

#[test]
fn a_file_is_written_as_the_tax_office_expects() {
    insta::assert_snapshot!("fec", ours().replace('\t', "→"));
    assert_eq!(check(ours().as_bytes(), Some(NAME)).findings, []);
}

#[test]
fn the_right_file_is_found_right() {
    let Some(bytes) = shared("ok_tab_utf8") else { return };
    let report = check(&bytes, Some(NAME));
    assert_eq!(report.findings, []);
    assert!(report.is_right());
    assert_eq!(report.lines, 315);
    assert_eq!(report.debit_cents, report.credit_cents);
}

#[test]
fn the_wrong_files_are_found_wrong_at_their_lines() {
    let (Some(right), Some(dots), Some(missing)) =
        (shared("ok_tab_utf8"), shared("bad_dot_decimal"), shared("bad_missing_validdate_value"))
    else {
        return;
    };
    let dots = check(&dots, Some(NAME));
    assert!(dots.findings.iter().all(|f| matches!(f.problem, Problem::DecimalPoint { .. })));
    assert_eq!(dots.findings.len(), 315, "the debit of every line");
    let (right, report) = (String::from_utf8(right).unwrap(), check(&missing, Some(NAME)));
    let missing = String::from_utf8(missing).unwrap();
    let line = 1 + right.lines().zip(missing.lines()).position(|(a, b)| a != b).unwrap();
    assert_eq!(report.findings[0].line, line);
    assert_eq!(report.findings[0].column, Some(FecColumn::ValidDate));
    assert_eq!(report.findings[0].problem, Problem::MissingValue);
}

/// A change to a right file and the start of the problem that it must raise.
fn change(name: &str, apply: impl Fn(&str) -> String, expected: &str) {
    let changed = apply(&ours());
    assert_ne!(changed, ours(), "{name} changes nothing");
    let report = check(changed.as_bytes(), Some(NAME));
    let found: Vec<String> =
        report.findings.iter().map(|finding| format!("{:?}", finding.problem)).collect();
    assert!(found.iter().any(|problem| problem.starts_with(expected)), "{name}: {found:?}");
}

fn replace(from: &'static str, to: &'static str) -> impl Fn(&str) -> String {
    move |text| text.replacen(from, to, 1)
}

fn without_line(number: usize) -> impl Fn(&str) -> String {
    move |text| {
        let lines = text.lines().enumerate().filter(|(rank, _)| rank + 1 != number);
        lines.map(|(_, line)| format!("{line}\r\n")).collect()
    }
}

/// The last `count` lines put first, after the names.
fn last_lines_first(count: usize) -> impl Fn(&str) -> String {
    move |text| {
        let lines: Vec<&str> = text.lines().collect();
        let (body, last) = lines[1..].split_at(lines.len() - 1 - count);
        let all = lines[..1].iter().chain(last).chain(body);
        all.map(|line| format!("{line}\r\n")).collect()
    }
}

#[test]
fn what_the_tax_office_lets_pass_is_found() {
    change("unbalanced", replace("67,81\t0,00", "67,82\t0,00"), "Unbalanced");
    change("gap", |text| text.replace("BQ\tBanque\t2\t", "BQ\tBanque\t3\t"), "Gap");
    change("dashes", replace("20250115\t411000", "2025-01-15\t411000"), "SeparatedDate");
    change("letters", replace("\t627000\t", "\t6270AB\t"), "AccountWithLetters");
    change("no class", replace("\t627000\t", "\tBANQUE\t"), "AccountWithoutClass");
    change("both sides", replace("67,81\t0,00", "67,81\t67,81"), "BothSides");
}

#[test]
fn every_other_fault_is_found() {
    change("no validation", replace("20250131\t\t\r\n", "\t\t\r\n"), "MissingValue");
    change("empty label", replace("Reprise des soldes", " "), "MissingValue");
    change("decimal point", replace("67,81\t", "67.81\t"), "DecimalPoint");
    change("thousands", replace("25304,17\t", "25 304,17\t"), "ThousandsSeparator");
    change("third decimal", replace("67,81\t", "67,810\t"), "TooManyDecimals");
    change("words", replace("67,81\t", "beaucoup\t"), "WrongAmount");
    change("negative", replace("9,80\t0,00", "-9,80\t0,00"), "NegativeAmount");
    change("no side", replace("9,80\t0,00", "0,00\t0,00"), "NoSide");
    change("no such day", replace("20250115\t411000", "20250230\t411000"), "WrongDate");
    change("after closing", replace("20250228\t627000", "20260228\t627000"), "AfterClosing");
    change("long before", replace("20250101\t512000", "20220101\t512000"), "LongBeforeClosing");
    change("line too long", replace("Frais 🏦", "Frais\t🏦"), "WrongColumnCount");
    change("empty line", replace("\r\nCT", "\r\n\r\nCT"), "EmptyLine");
    change("control", replace("Frais 🏦", "Frais\u{1}"), "ControlCharacter");
    change("one line", without_line(3), "SingleLine");
    change("two dates", replace("20250228\t512000", "20250227\t512000"), "DifferentDates");
    change("scattered", last_lines_first(1), "Scattered");
    change("goes back", last_lines_first(2), "NumberGoesBack");
    change("opening late", last_lines_first(2), "OpeningNotFirst");
    change("validations", last_lines_first(2), "OrderOfValidation");
    change("validated early", replace("20250131\t\t", "20241231\t\t"), "ValidatedBeforeDate");
    change("two validations", replace("20250131\t\t", "20250201\t\t"), "DifferentValidations");
    change("piece later", replace("BQ2\t20250228", "BQ2\t20250301"), "PieceAfterEntry");
    change("two names", replace("512000\tBanque", "512000\tCaisse"), "TwoNames");
    change("half person", replace("\tM008\tÉlodie Fèvre", "\tM008\t"), "HalfAuxiliary");
    change("half mark", replace("AA\t20250205", "AA\t"), "HalfLettering");
    change("marks", replace("AA\t20250205", "BB\t20250205"), "UnbalancedLettering");
    change("currency", replace("20250131\t\t\r", "20250131\t12,00\t\r"), "HalfCurrency");
    change("no number", replace("BQ\tBanque\t1\t", "BQ\tBanque\tx\t"), "NotANumber");
}

#[test]
fn the_first_line_is_checked() {
    change("misplaced", replace("CompteNum\tCompteLib", "CompteLib\tCompteNum"), "MisplacedColumn");
    change("missing", replace("ValidDate", "Validation"), "MissingColumn");
    change("unknown", replace("ValidDate", "Validation"), "UnknownColumn");
    change("twice", replace("ValidDate", "DateLet"), "RepeatedColumn");
    change("semicolons", |text| text.replace('\t', ";"), "NoSeparator");
    change("mark", |text| format!("\u{feff}{text}"), "ByteOrderMark");
    change("nothing", |_| String::new(), "EmptyFile");
    change("only names", |text| text.lines().next().unwrap().to_owned(), "NoEntry");
}

#[test]
fn the_name_of_the_file_is_checked() {
    let problems = |name: &str| check(ours().as_bytes(), Some(name)).findings;
    assert!(matches!(problems("FEC.txt")[0].problem, Problem::WrongFileName { .. }));
    let siren = problems("123456789FEC20251231.txt");
    assert!(matches!(siren[0].problem, Problem::WrongSiren { .. }));
    assert!(check(ours().as_bytes(), None).findings.is_empty());
}

#[test]
fn a_closing_of_the_result_is_noticed() {
    let mut closed = book();
    closed
        .accounts
        .push(crate::export::Account { number: "120000".into(), label: "Résultat".into() });
    let mut last = closed.entries[3].clone();
    last.number = 3;
    last.lines[0].account = "120000".into();
    last.lines[1].account = "627000".into();
    closed.entries.push(last);
    let closing = day("2025-12-31");
    let file = write(&closed, closing, FecSeparator::Tab, FecEncoding::Utf8).unwrap();
    let report = check(&file.bytes, Some(NAME));
    assert!(report.is_right(), "only a warning");
    assert!(matches!(report.findings[0].problem, Problem::ClosesResult { .. }));
}

#[test]
fn the_other_form_of_amounts_is_read() {
    let head =
        FecColumn::ALL.map(FecColumn::name).join("|").replace("Debit|Credit", "Montant|Sens");
    let row = |account: &str, side: &str| {
        format!(
            "BQ|Banque|1|20250115|{account}|Compte {account}|||P1|20250115|Frais|9,80|{side}|||20250131||"
        )
    };
    let text = |first: &str, second: &str| {
        [&head, &row("627000", first), &row("512000", second)].map(String::as_str).join("\n")
    };
    assert_eq!(check(text("D", "C").as_bytes(), Some(NAME)).findings, []);
    assert_eq!(check(text("+1", "-1").as_bytes(), Some(NAME)).findings, []);
    let wrong = check(text("D", "X").as_bytes(), Some(NAME)).findings;
    assert_eq!(wrong.len(), 1);
    assert!(matches!(wrong[0].problem, Problem::WrongSide { .. }));
    let unbalanced = check(text("D", "D").as_bytes(), Some(NAME)).findings;
    assert!(matches!(unbalanced[0].problem, Problem::Unbalanced { .. }));
}

#[test]
fn findings_are_said_in_both_languages() {
    let wrong = ours()
        .replace("BQ\tBanque\t2\t", "BQ\tBanque\t5\t")
        .replacen("67,81\t0,00", "67.81\t0,00", 1)
        .replacen("25304,17\t0,00", "25304,18\t0,00", 1)
        .replacen("20250228\t627000", "28/02/2025\t62BANK", 1);
    insta::assert_snapshot!("findings_fr", sentences(wrong.as_bytes(), Language::French));
    insta::assert_snapshot!("findings_en", sentences(wrong.as_bytes(), Language::English));
}

#[test]
fn latin9_is_written_and_read() {
    let closing = day("2025-12-31");
    let file = write(&book(), closing, FecSeparator::Bar, FecEncoding::Latin9).unwrap();
    assert!(file.bytes.contains(&0xc9), "É in ISO 8859-15");
    let report = check(&file.bytes, Some(NAME));
    assert!(report.is_latin9);
    assert_eq!(report.findings, []);
}

#[test]
fn a_book_without_number_or_with_entries_after_the_closing_is_not_written() {
    let mut without = book();
    without.siren = None;
    let refused = |book: &_, closing| {
        write(book, day(closing), FecSeparator::Tab, FecEncoding::Utf8).unwrap_err()
    };
    let BookFaults(faults) = refused(&without, "2025-12-31");
    assert_eq!(faults[0].kind, BookFaultKind::NoSiren);
    let BookFaults(faults) = refused(&book(), "2025-01-31");
    assert_eq!(faults.len(), 2);
    assert!(matches!(faults[0].kind, BookFaultKind::AfterClosing { .. }));
}

proptest! {
    #[test]
    fn whatever_the_book_our_file_has_no_error(book in any_book(), bar in any::<bool>()) {
        let separator = if bar { FecSeparator::Bar } else { FecSeparator::Tab };
        for encoding in [FecEncoding::Utf8, FecEncoding::Latin9] {
            let file = write(&book, day("2025-12-31"), separator, encoding).unwrap();
            let report = check(&file.bytes, Some(&file.name));
            prop_assert!(report.is_right(), "{:?}", report.findings);
            let lines: usize = book.entries.iter().map(|entry| entry.lines.len()).sum();
            prop_assert_eq!(report.lines, lines);
            prop_assert_eq!(report.entries, book.entries.len());
            let debit: i64 = book.balances().values().map(|balance| balance.debit.cents()).sum();
            prop_assert_eq!(report.debit_cents, i128::from(debit));
        }
    }

    #[test]
    fn no_bytes_make_the_checker_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..400), name in "\\PC{0,30}"
    ) {
        check(&bytes, Some(&name));
    }

    #[test]
    fn a_damaged_file_never_makes_the_checker_panic(
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        cut in any::<prop::sample::Index>()
    ) {
        let mut bytes = ours().into_bytes();
        for (place, byte) in places {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        bytes.truncate(cut.index(bytes.len()) + 1);
        for finding in check(&bytes, Some(NAME)).findings {
            prop_assert!(!finding.sentence(Language::French).is_empty());
            prop_assert!(!finding.sentence(Language::English).is_empty());
        }
    }
}
