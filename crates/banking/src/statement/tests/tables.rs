//! The rules of tables.

use caisse_units::{Amount, Day};

use super::fixtures::csv_ordinary;
use crate::statement::{
    AmountColumns, CsvMapping, DayOrder, DecimalSign, Limits, Place, Problem, ReadOptions,
    Statement, StatementError, TextEncoding, Warning, read,
};

fn propose(bytes: &[u8]) -> Result<CsvMapping, StatementError> {
    CsvMapping::propose(bytes, &Limits::default())
}

fn with(bytes: &[u8], mapping: &CsvMapping) -> Result<Vec<Statement>, Vec<StatementError>> {
    let options = ReadOptions { csv: Some(mapping.clone()), ..ReadOptions::default() };
    read(bytes, Some("releve.csv"), &options)
}

fn refusal(text: &str) -> Problem {
    let errors = read(text.as_bytes(), Some("x.csv"), &ReadOptions::default()).unwrap_err();
    errors[0].problem.clone()
}

fn euros(text: &str) -> Amount {
    text.parse().unwrap()
}

#[test]
fn a_mapping_is_proposed_kept_and_used_again() {
    let mapping = propose(&csv_ordinary()).unwrap();
    assert_eq!(mapping.encoding, TextEncoding::Windows1252);
    assert_eq!(mapping.separator, ';');
    assert_eq!(mapping.decimal, DecimalSign::Comma);
    assert_eq!(mapping.days, DayOrder::DayMonthYear);
    assert_eq!(mapping.amount, AmountColumns::DebitCredit { debit: 2, credit: 3 });
    let kept = serde_json::to_string(&mapping).unwrap();
    let mapping: CsvMapping = serde_json::from_str(&kept).unwrap();
    let statement = with(&csv_ordinary(), &mapping).unwrap().remove(0);
    assert_eq!(statement.lines[0].label, "VIR ZOÉ");
    assert_eq!(statement.lines[1].label, "FRAIS; \"TENUE\"");
    assert_eq!(statement.lines[1].amount, euros("-1.50"));
    assert_eq!(statement.lines[1].value, Day::new(2026, 1, 8).unwrap());
    assert_eq!(statement.opening, Some(euros("100")));
    assert_eq!(statement.closing, Some(euros("1148.50")));
    assert_eq!(statement.warnings, [Warning::AccountUnnamed]);
}

#[test]
fn a_bank_that_changes_its_columns_is_told() {
    let mapping = propose(&csv_ordinary()).unwrap();
    let other = b"Date;Montant;Libelle\n05/01/2026;1,00;X\n";
    let errors = with(other, &mapping).unwrap_err();
    assert!(matches!(errors[0].problem, Problem::HeadNotFound { .. }));
    assert!(errors[0].to_string().contains("Date de valeur"));
}

#[test]
fn unknown_titles_ask_for_a_mapping() {
    let problem = refusal("Quand;Combien;Quoi\n05/01/2026;1,00;X\n");
    let head = ["Quand", "Combien", "Quoi"].map(str::to_owned).to_vec();
    assert_eq!(problem, Problem::MappingNeeded { head });
}

#[test]
fn a_line_removed_from_the_middle_breaks_the_balances() {
    let text = "Date,Label,Amount,Balance\n2026-01-05,A,1.00,101.00\n2026-01-06,B,1.00,103.00\n";
    let problem = refusal(text);
    assert_eq!(
        problem,
        Problem::RunningBalance { before: euros("101"), amount: euros("1"), after: euros("103") }
    );
}

#[test]
fn newest_first_is_turned_round_even_within_a_day() {
    let text = "Date;Libellé;Montant;Solde\n05/01/2026;C;1,00;103,00\n05/01/2026;B;-2,00;102,00\n\
                05/01/2026;A;4,00;104,00\n";
    let statements = read(text.as_bytes(), None, &ReadOptions::default()).unwrap();
    let labels: Vec<&str> = statements[0].lines.iter().map(|line| line.label.as_str()).collect();
    assert_eq!(labels, ["A", "B", "C"]);
    assert_eq!(statements[0].opening, Some(euros("100")));
}

#[test]
fn cells_are_refused_at_their_line() {
    let head = "Date;Débit;Crédit;Libellé;Devise\n";
    let cases = [
        ("05/01/2026;1,00\n", "cells instead of"),
        ("05/01/2026;1,00;2,00;X;EUR\n", "one or the other"),
        ("05/01/2026;;;X;EUR\n", "one or the other"),
        ("32/01/2026;1,00;;X;EUR\n", "not a day"),
        ("05/01/2026;1,005;;X;EUR\n", "may be a thousand"),
        ("05/01/2026;1,0050;;X;EUR\n", "more than two decimals"),
        ("05/01/2026;abc;;X;EUR\n", "not an amount"),
        ("05/01/2026;1,00;;X;USD\n", "kept in euros"),
        ("05/01/2026;1,00;;\"X;EUR\n", "well-formed"),
    ];
    for (row, word) in cases {
        let file = format!("{head}{row}");
        let errors = read(file.as_bytes(), Some("x.csv"), &ReadOptions::default()).unwrap_err();
        assert_eq!(errors[0].place, Place::Line(2), "{row}");
        assert!(errors[0].to_string().contains(word), "{row}: {}", errors[0]);
    }
}

#[test]
fn thousands_are_read_in_both_manners() {
    for (separator, text, expected) in [
        (';', "1 234,56", "1234.56"),
        (';', "1\u{202f}234,56 €", "1234.56"),
        (';', "-1.234.567,80", "-1234567.80"),
        ('\t', "12,5", "12.50"),
        ('\t', "+1,234.56", "1234.56"),
        ('|', "1'234.56-", "-1234.56"),
    ] {
        let file = format!(
            "Date{separator}Libellé{separator}Montant\n05/01/2026{separator}X{separator}{text}\n"
        );
        let statements = read(file.as_bytes(), Some("x.csv"), &ReadOptions::default()).unwrap();
        assert_eq!(statements[0].lines[0].amount, euros(expected), "{text}");
    }
}

#[test]
fn a_text_in_the_wrong_encoding_is_refused_at_its_place() {
    let mapping = CsvMapping { encoding: TextEncoding::Utf8, ..propose(&csv_ordinary()).unwrap() };
    let errors = with(&csv_ordinary(), &mapping).unwrap_err();
    assert_eq!(errors[0].problem, Problem::Encoding { encoding: "UTF-8".to_owned() });
    assert_eq!(errors[0].place, Place::Character { line: 1, column: 22 });
}

#[test]
fn the_balance_of_a_single_row_gives_no_opening() {
    let text = "dateOp;label;amount;accountbalance\n2026-01-05;A;\"38,25\";37090.71\n";
    let statements = read(text.as_bytes(), None, &ReadOptions::default()).unwrap();
    assert_eq!(statements[0].opening, None);
    assert_eq!(statements[0].closing, Some(euros("37090.71")));
}

#[test]
fn a_table_of_one_endless_row_or_cell_is_refused_at_once() {
    assert_eq!(refusal(&";".repeat(3_000)), Problem::TooManyElements { limit: 1_000 });
    let endless = "x".repeat(3_000_000);
    assert!(matches!(refusal(&endless), Problem::TextTooLong { limit: 20_000, .. }));
}

#[test]
fn a_quote_that_never_closes_is_refused_where_it_opened() {
    let row = "05/01/2026;X;1,00\n";
    let file = format!("Date;Libellé;Montant\n05/01/2026;\"X;1,00\n{}", row.repeat(3_000));
    let errors = read(file.as_bytes(), Some("x.csv"), &ReadOptions::default()).unwrap_err();
    assert_eq!(errors[0].place, Place::Line(2));
    assert!(matches!(errors[0].problem, Problem::Malformed { grammar: "CSV", .. }));
}
