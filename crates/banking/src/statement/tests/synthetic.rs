//! One month of one account told in eleven files of eight forms, against its answer key.

use std::collections::BTreeSet;

use caisse_units::{Amount, Day};
use serde_json::Value;

use super::samples::shared;
use crate::statement::{
    AccountName, LineKind, Place, Problem, ReadOptions, Statement, StatementLine, read,
};

fn key() -> Option<Value> {
    let bytes = std::fs::read(shared("synthetic")?.join("expected.json")).unwrap();
    Some(serde_json::from_slice(&bytes).unwrap())
}

fn file(name: &str) -> Vec<u8> {
    std::fs::read(shared("synthetic").unwrap().join(name)).unwrap()
}

fn only(name: &str) -> Statement {
    let mut statements = read(&file(name), Some(name), &ReadOptions::default())
        .unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
    assert_eq!(statements.len(), 1, "{name}");
    statements.remove(0)
}

fn text<'k>(value: &'k Value, field: &str) -> Option<&'k str> {
    value[field].as_str()
}

/// `NOTPROVIDED` is how banks write that there is none.
fn reference<'k>(value: &'k Value, field: &str) -> Option<&'k str> {
    text(value, field).filter(|text| *text != "NOTPROVIDED")
}

fn day(value: &Value, field: &str) -> Day {
    text(value, field).unwrap().parse().unwrap()
}

fn cents(value: &Value, field: &str) -> Amount {
    Amount::from_cents(value[field].as_i64().unwrap())
}

/// A text as poorer forms write it: capitals without accents.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for character in text.to_lowercase().chars() {
        match character {
            'é' | 'è' | 'ê' | 'ë' => plain.push('e'),
            'à' | 'â' | 'á' => plain.push('a'),
            'ï' | 'í' | 'î' => plain.push('i'),
            'ô' => plain.push('o'),
            'ü' => plain.push('u'),
            'ç' => plain.push('c'),
            'œ' => plain.push_str("oe"),
            '–' => plain.push('-'),
            '°' => plain.push('o'),
            other => plain.push(other),
        }
    }
    plain
}

fn entries(key: &Value) -> &Vec<Value> {
    key["entries"].as_array().unwrap()
}

/// What every form carries: thirteen lines, their days, amounts and labels.
fn check_lines(name: &str, statement: &Statement, key: &Value, label_length: usize) {
    assert_eq!(statement.lines.len(), entries(key).len(), "{name}");
    for (line, entry) in statement.lines.iter().zip(entries(key)) {
        assert_eq!(line.booked, day(entry, "booked"), "{name}");
        assert_eq!(line.amount, cents(entry, "cents"), "{name}");
        let label: String = text(entry, "label").unwrap().chars().take(label_length).collect();
        assert_eq!(line.label, label.trim(), "{name}");
    }
}

fn check_frame(name: &str, statement: &Statement, key: &Value) {
    let iban = text(key, "account").unwrap();
    assert_eq!(statement.account, AccountName::Iban(iban.to_owned()), "{name}");
    assert_eq!(statement.closing, Some(cents(key, "closing_cents")), "{name}");
    assert_eq!(statement.from, Some(day(key, "from")), "{name}");
    assert_eq!(statement.to, Some(day(key, "to")), "{name}");
}

fn check_values(name: &str, statement: &Statement, key: &Value) {
    for (line, entry) in statement.lines.iter().zip(entries(key)) {
        assert_eq!(line.value, day(entry, "value"), "{name}");
    }
}

fn check_references(name: &str, statement: &Statement, key: &Value) {
    for (line, entry) in statement.lines.iter().zip(entries(key)) {
        assert_eq!(line.bank_reference.as_deref(), text(entry, "ref"), "{name}");
    }
}

fn check_details_exactly(name: &str, line: &StatementLine, entry: &Value) {
    let expected = entry["details"].as_array().unwrap();
    assert_eq!(line.details.len(), expected.len(), "{name}");
    for (detail, expected) in line.details.iter().zip(expected) {
        assert_eq!(detail.amount.unwrap().magnitude(), cents(expected, "cents"), "{name}");
        assert_eq!(detail.amount.unwrap().is_negative(), line.amount.is_negative(), "{name}");
        assert_eq!(detail.name.as_deref(), text(expected, "name"), "{name}");
        assert_eq!(detail.iban.as_deref(), text(expected, "iban"), "{name}");
        assert_eq!(detail.end_to_end.as_deref(), reference(expected, "e2e"), "{name}");
        assert_eq!(detail.mandate.as_deref(), text(expected, "mandate"), "{name}");
        assert_eq!(detail.creditor_reference.as_deref(), text(expected, "creditor_ref"), "{name}");
        assert_eq!(detail.text.as_deref(), text(expected, "text"), "{name}");
        assert_eq!(detail.return_reason.as_deref(), text(expected, "return_reason"), "{name}");
    }
}

#[test]
fn camt_says_everything() {
    let Some(key) = key() else { return };
    for name in ["ok_v02.camt053.xml", "ok_v08.camt053.xml", "ok_v08_prefix.camt053.xml"] {
        let statement = only(name);
        check_lines(name, &statement, &key, usize::MAX);
        check_frame(name, &statement, &key);
        check_values(name, &statement, &key);
        check_references(name, &statement, &key);
        assert_eq!(statement.opening, Some(cents(&key, "opening_cents")));
        assert_eq!(statement.owner.as_deref(), Some("Caisse de l'Aube"));
        assert_eq!(statement.sequence, Some(1));
        assert_eq!(statement.warnings, [], "{name}");
        for (line, entry) in statement.lines.iter().zip(entries(&key)) {
            check_details_exactly(name, line, entry);
            let code: Vec<&str> =
                entry["code"].as_array().unwrap().iter().map(|c| c.as_str().unwrap()).collect();
            assert_eq!(line.code, Some(code.join("/")));
            assert_eq!(line.reversal, entry["reversal"].as_bool().unwrap());
            let batch = line.batch.as_ref();
            assert_eq!(
                batch.and_then(|b| b.payment_information.as_deref()),
                entry["batch"][0].as_str()
            );
            assert_eq!(batch.and_then(|b| b.count).map(u64::from), entry["batch"][1].as_u64());
            let foreign = line.details.iter().find_map(|detail| detail.instructed.as_ref());
            assert_eq!(foreign.map(|f| f.currency.as_str()), entry["instructed"][0].as_str());
            if let Some(cents) = entry["instructed"][1].as_i64() {
                assert_eq!(foreign.unwrap().decimal, Amount::from_cents(cents).to_string());
            }
        }
        let kinds: Vec<LineKind> = statement.lines.iter().map(|line| line.kind).collect();
        assert_eq!(kinds[2], LineKind::Return);
        assert_eq!(kinds[3], LineKind::Charge);
        assert_eq!(kinds[12], LineKind::Interest);
    }
}

#[test]
fn all_versions_of_camt_say_the_same() {
    if shared("synthetic").is_none() {
        return;
    }
    let first = only("ok_v02.camt053.xml");
    assert_eq!(first.lines, only("ok_v08.camt053.xml").lines);
    assert_eq!(first.lines, only("ok_v08_prefix.camt053.xml").lines);
}

#[test]
fn cfonb_says_all_but_how_a_batch_divides() {
    let Some(key) = key() else { return };
    let name = "ok.cfonb120.cfo";
    let statement = only(name);
    check_lines(name, &statement, &key, 31);
    check_frame(name, &statement, &key);
    check_values(name, &statement, &key);
    assert_eq!(statement.opening, Some(cents(&key, "opening_cents")));
    for (line, entry) in statement.lines.iter().zip(entries(&key)) {
        let expected = entry["details"].as_array().unwrap();
        assert_eq!(line.details.len(), expected.len(), "{name}: {}", line.label);
        assert_eq!(line.reversal, entry["reversal"].as_bool().unwrap());
        for (detail, expected) in line.details.iter().zip(expected) {
            let same = |ours: &Option<String>, theirs: Option<&str>| {
                let theirs = theirs.map(|text| plain(text).chars().take(70).collect::<String>());
                assert_eq!(ours.as_deref().map(plain), theirs, "{name}: {}", line.label);
            };
            same(&detail.name, text(expected, "name"));
            same(&detail.end_to_end, reference(expected, "e2e"));
            same(&detail.creditor_reference, text(expected, "creditor_ref"));
            same(&detail.text, text(expected, "text"));
            let single = expected["cents"].as_i64().filter(|_| line.details.len() == 1);
            assert_eq!(detail.amount.map(|a| a.magnitude().cents()), single);
        }
    }
    assert_eq!(statement.lines[2].details[0].return_reason.as_deref(), Some("98"));
}

#[test]
fn ofx_gives_references_labels_and_what_the_payer_wrote() {
    let Some(key) = key() else { return };
    for name in ["ok.ofx102.ofx", "ok.ofx211.ofx"] {
        let statement = only(name);
        check_lines(name, &statement, &key, usize::MAX);
        check_frame(name, &statement, &key);
        check_values(name, &statement, &key);
        check_references(name, &statement, &key);
        assert_eq!(statement.opening, None, "OFX has no opening balance, and none is invented");
        for (line, entry) in statement.lines.iter().zip(entries(&key)) {
            let read = line.details.first().and_then(|detail| detail.text.as_deref());
            assert_eq!(read.map(plain), text(&entry["details"][0], "text").map(plain), "{name}");
        }
    }
}

#[test]
fn mt940_gives_references_labels_and_one_text() {
    let Some(key) = key() else { return };
    let name = "ok.mt940.sta";
    let statement = only(name);
    check_lines(name, &statement, &key, usize::MAX);
    check_frame(name, &statement, &key);
    check_values(name, &statement, &key);
    check_references(name, &statement, &key);
    assert_eq!(statement.opening, Some(cents(&key, "opening_cents")));
    for (line, entry) in statement.lines.iter().zip(entries(&key)) {
        let read = line.details.first().and_then(|d| d.text.as_deref()).map(plain);
        for expected in entry["details"].as_array().unwrap() {
            let read = read.as_deref().unwrap();
            assert!(read.contains(&plain(text(expected, "name").unwrap())), "{read}");
            if let Some(text) = text(expected, "text") {
                assert!(read.contains(&plain(text)), "{read}");
            }
        }
    }
}

#[test]
fn tables_and_qif_give_days_amounts_and_labels() {
    let Some(key) = key() else { return };
    let (opening, closing) = (cents(&key, "opening_cents"), cents(&key, "closing_cents"));
    let files = [
        ("credit_mutuel.csv", true, Some(opening), Some(closing)),
        ("boursobank.csv", true, None, Some(closing)),
        ("banque_postale.csv", false, None, Some(closing)),
        ("ok.qif", false, None, None),
    ];
    for (name, has_value, opening, closing) in files {
        let mut statement = only(name);
        // A day's lines may come in either order where the newest is first.
        let labels = |s: &Statement| -> BTreeSet<String> {
            s.lines.iter().map(|l| format!("{} {} {}", l.booked, l.amount, l.label)).collect()
        };
        let before = labels(&statement);
        statement.lines.sort_by_key(|line| (line.booked, line.amount));
        let mut sorted = key.clone();
        sorted["entries"]
            .as_array_mut()
            .unwrap()
            .sort_by_key(|e| (day(e, "booked"), cents(e, "cents")));
        check_lines(name, &statement, &sorted, usize::MAX);
        assert_eq!(labels(&statement), before);
        if has_value {
            check_values(name, &statement, &sorted);
        }
        assert_eq!((statement.opening, statement.closing), (opening, closing), "{name}");
    }
    let account = only("banque_postale.csv").account;
    assert_eq!(account.designates(text(&key, "account").unwrap()), Some(true));
    assert_eq!(account.designates("FR7699999000074000000000116"), Some(false));
}

#[test]
fn one_cent_too_much_refuses_the_whole_file() {
    if shared("synthetic").is_none() {
        return;
    }
    let bytes = file("trap_closing_off_by_one_cent.camt053.xml");
    let errors = read(&bytes, None, &ReadOptions::default()).unwrap_err();
    let [error] = errors.as_slice() else { panic!("{errors:?}") };
    let Problem::Balance { opening, booked, closing } = error.problem else { panic!("{error}") };
    assert_eq!(closing.minus(opening).minus(booked), Amount::from_cents(1));
}

#[test]
fn a_pending_entry_is_not_booked() {
    if shared("synthetic").is_none() {
        return;
    }
    let statement = only("trap_pending_entry.camt053.xml");
    assert_eq!(statement.lines, only("ok_v08.camt053.xml").lines);
    let [pending] = statement.pending.as_slice() else { panic!("{:?}", statement.pending) };
    assert_eq!((pending.amount, pending.status.as_str()), (Amount::from_cents(99900), "PDNG"));
    assert_eq!(pending.label, "VIR EN ATTENTE");
}

#[test]
fn the_same_statement_in_a_new_message_brings_nothing_new() {
    if shared("synthetic").is_none() {
        return;
    }
    let identities =
        |name: &str| -> BTreeSet<_> { only(name).lines.iter().map(|line| line.identity).collect() };
    let first = identities("ok_v08.camt053.xml");
    assert_eq!(first.len(), 13, "the two equal payments of 27 January are two");
    assert_eq!(first, identities("trap_same_statement_new_message_id.camt053.xml"));
    // The bank's references make them the same lines in its other forms.
    assert_eq!(first, identities("ok.ofx102.ofx"));
    assert_eq!(first, identities("ok.mt940.sta"));
}

#[test]
fn an_external_entity_is_refused_unread() {
    if shared("synthetic").is_none() {
        return;
    }
    let bytes = file("evil_external_entity.camt053.xml");
    let errors = read(&bytes, None, &ReadOptions::default()).unwrap_err();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].problem, Problem::DocumentType);
    assert_eq!(errors[0].place, Place::Character { line: 2, column: 1 });
}

#[test]
fn without_bank_references_equal_lines_are_both_kept_and_known_again() {
    if shared("synthetic").is_none() {
        return;
    }
    let whole = String::from_utf8(file("ok_v08.camt053.xml")).unwrap();
    let mut bare = String::new();
    for part in whole.split("<AcctSvcrRef>") {
        let rest = part.split_once("</AcctSvcrRef>").map_or(part, |(_, rest)| rest);
        bare.push_str(rest);
    }
    let identities = |text: &str| -> BTreeSet<_> {
        let statements = read(text.as_bytes(), None, &ReadOptions::default()).unwrap();
        assert!(statements[0].lines.iter().all(|line| line.bank_reference.is_none()));
        statements[0].lines.iter().map(|line| line.identity).collect()
    };
    assert_eq!(identities(&bare).len(), 13);
    assert_eq!(identities(&bare), identities(&bare));
    assert_eq!(identities(&bare), identities(&bare.replace("M-1", "M-2")));
}
