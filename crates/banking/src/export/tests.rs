use caisse_units::{Amount, Day, Language};
use proptest::prelude::*;

use super::csv::CsvStyle;
use super::*;
use crate::identifiers::Siren;

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn person(code: &str, label: &str) -> Option<Auxiliary> {
    Some(Auxiliary { code: code.into(), label: label.into() })
}

pub(super) fn line(account: &str, auxiliary: Option<Auxiliary>, cents: i64) -> BookLine {
    BookLine {
        account: account.into(),
        auxiliary,
        label: String::new(),
        debit: Amount::from_cents(cents.max(0)),
        credit: Amount::from_cents((-cents).max(0)),
        lettering: None,
    }
}

fn entry(journal: &str, number: u64, date: &str, label: &str, lines: Vec<BookLine>) -> BookEntry {
    BookEntry {
        journal: journal.into(),
        journal_label: match journal {
            "AN" => "À nouveaux",
            "CT" => "Cotisations",
            _ => "Banque",
        }
        .into(),
        number,
        date: day(date),
        validated_on: day(date).month().last_day(),
        piece: format!("{journal}{number}"),
        piece_date: day(date),
        label: label.into(),
        lines,
        reason: String::new(),
    }
}

/// A small right book with texts that are hard on every form.
pub(super) fn book() -> Book {
    let mark = Some(Lettering { code: "AA".into(), date: day("2025-02-05") });
    let mut claim = line("411000", person("M008", "Élodie Fèvre"), 6_781);
    claim.lettering = mark.clone();
    claim.label = "Cotisation: janvier, [2025]; \"pleine\"".into();
    let mut paid = line("411000", person("M008", "Élodie Fèvre"), -6_781);
    paid.lettering = mark;
    let mut call = entry(
        "CT",
        1,
        "2025-01-15",
        "Appel | janvier ; 2 « cotisants »",
        vec![
            claim,
            line("411000", person("m-9", "=HYPERLINK(\"x\")"), 4_250),
            line("756100", None, -11_031),
        ],
    );
    call.reason = "Règle « capacité » v3 : plafond, décision du 12:30, date: [2025-13-45]".into();
    let opening = vec![line("512000", None, 2_530_417), line("106800", None, -2_530_417)];
    let payment = vec![line("512000", None, 6_781), paid];
    let fees = vec![line("627000", None, 980), line("512000", None, -980)];
    Book {
        organisation: "Caisse \"de l’Aube\" \\ test".into(),
        siren: Some(Siren::parse("123456782").unwrap()),
        currency: "EUR".into(),
        accounts: [
            ("106800", "Réserves : projet; entité"),
            ("411000", "Cotisants"),
            ("512000", "Banque"),
            ("627000", "Services bancaires"),
            ("756100", "Cotisations sans contrepartie"),
        ]
        .map(|(number, label)| Account { number: number.into(), label: label.into() })
        .to_vec(),
        entries: vec![
            entry("AN", 1, "2025-01-01", "Reprise des soldes", opening),
            call,
            entry("BQ", 1, "2025-02-05", "Prélèvement\tSEPA \\ \"février\"", payment),
            entry("BQ", 2, "2025-02-28", "Frais 🏦", fees),
        ],
    }
}

fn hard_text() -> impl Strategy<Value = String> {
    let hard = "[A-Za-z0-9À-ÿœ’\"'|\t\r\n;:,\\[\\]()<>&%#*!=@~{}\\\\ -]{0,40}";
    prop_oneof![
        2 => hard,
        2 => "\\PC{0,40}",
        1 => Just("👩🏽‍🌾 \"D’Été\"|\t:;,\\ [2025-13-01] date:x".to_owned()),
        1 => Just("très long ".repeat(60)),
    ]
}

/// Any right book: two to four lines an entry, balanced, with hard texts everywhere.
pub(super) fn any_book() -> impl Strategy<Value = Book> {
    let movement = (0_usize..6, prop::option::of(("[ -~]{1,6}", hard_text())), 1_i64..9_999_999);
    let lines = prop::collection::vec(movement, 1..4);
    let entry = (0_usize..2, 0_i32..300, hard_text(), hard_text(), hard_text(), lines);
    let labels = prop::collection::vec(hard_text(), 6);
    (hard_text(), labels, prop::collection::vec(entry, 1..8)).prop_map(|(name, labels, entries)| {
        let numbers = ["101000", "164000", "411000", "512000", "6571AB", "756100"];
        let filled = |text: &str| format!("x{text}");
        let accounts = numbers
            .iter()
            .zip(&labels)
            .map(|(number, label)| Account { number: (*number).into(), label: filled(label) });
        let mut counts = [0_u64; 2];
        let mut book = Book { organisation: name, entries: Vec::new(), ..book() };
        book.accounts = accounts.collect();
        for (journal, days, label, piece, reason, moves) in entries {
            counts[journal] += 1;
            let mut lines: Vec<BookLine> = moves
                .iter()
                .map(|(account, person, cents)| {
                    let auxiliary = person.as_ref().map(|(code, label)| Auxiliary {
                        code: filled(code),
                        label: filled(label),
                    });
                    let mut line = self::line(numbers[*account], auxiliary, *cents);
                    line.label.clone_from(&piece);
                    line
                })
                .collect();
            let total: i64 = moves.iter().map(|(_, _, cents)| cents).sum();
            lines.push(self::line("512000", None, -total));
            let date = day("2025-01-01").plus_days(days);
            book.entries.push(BookEntry {
                journal: ["BQ", "O|D"][journal].into(),
                journal_label: ["Banque", "Opérations diverses"][journal].into(),
                number: counts[journal],
                date,
                validated_on: day("2025-12-31"),
                piece: filled(&piece),
                piece_date: date,
                label: filled(&label),
                lines,
                reason,
            });
        }
        book
    })
}

#[test]
fn the_book_is_written_in_every_form() {
    insta::assert_snapshot!("hledger", hledger::write(&book()).unwrap());
    insta::assert_snapshot!("beancount", beancount::write(&book()).unwrap());
    let mut style = CsvStyle::of(Language::French);
    style.byte_order_mark = false;
    insta::assert_snapshot!("journal_csv", csv::journal(&book(), style).unwrap());
    insta::assert_snapshot!("balance_csv", csv::balance(&book(), style).unwrap());
}

#[test]
fn everything_wrong_with_a_book_is_listed() {
    let mut wrong = book();
    wrong.currency = "euro".into();
    wrong.accounts[0].number = "10A".into();
    wrong.accounts[1].label = " \t".into();
    wrong.accounts.push(Account { number: "512000".into(), label: "Banque".into() });
    wrong.entries[1].lines[0].debit = Amount::from_cents(6_782);
    wrong.entries[2].number = 7;
    wrong.entries[2].lines[0].credit = Amount::from_cents(-1);
    wrong.entries[2].validated_on = day("2025-01-15");
    wrong.entries[2].piece.clear();
    wrong.entries[3].lines.pop();
    let faults = wrong.check().unwrap_err();
    insta::assert_snapshot!("faults_fr", faults.sentence(Language::French));
    insta::assert_snapshot!("faults_en", faults.sentence(Language::English));
    assert_eq!(hledger::write(&wrong), Err(faults.clone()));
    assert_eq!(beancount::write(&wrong), Err(faults.clone()));
    assert_eq!(csv::journal(&wrong, CsvStyle::of(Language::English)), Err(faults));
}

#[test]
fn opening_balances_may_be_validated_with_the_accounts() {
    let mut late = book();
    late.entries[0].validated_on = day("2025-06-30");
    assert_eq!(late.check(), Ok(()));
}

/// Reads a table back, as RFC 4180 says.
fn cells(text: &str, separator: char) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (vec![], vec![], String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            c if c == separator && !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted && characters.peek() == Some(&'\n') => {
                characters.next();
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    rows
}

#[test]
fn a_name_cannot_run_as_a_formula() {
    let table = csv::journal(&book(), CsvStyle::of(Language::French)).unwrap();
    let rows = cells(table.trim_start_matches('\u{feff}'), ';');
    assert_eq!(rows[4][10], "'=HYPERLINK(\"x\")");
    assert_eq!(rows[4][12], "42,50");
}

proptest! {
    #[test]
    fn a_table_gives_every_text_back(book in any_book()) {
        for language in [Language::French, Language::English] {
            let mut style = CsvStyle::of(language);
            (style.byte_order_mark, style.disarms_formulas) = (false, false);
            let rows = cells(&csv::journal(&book, style).unwrap(), style.separator);
            let lines: usize = book.entries.iter().map(|entry| entry.lines.len()).sum();
            prop_assert_eq!(rows.len(), lines + 1);
            prop_assert!(rows.iter().all(|row| row.len() == 17));
            let reasons: Vec<&str> = book.entries.iter()
                .flat_map(|entry| entry.lines.iter().map(|_| entry.reason.as_str())).collect();
            let read: Vec<&str> = rows[1..].iter().map(|row| row[16].as_str()).collect();
            prop_assert_eq!(read, reasons);
        }
    }
}
