//! hledger and beancount accept our journals and find the balances that we find.

use std::collections::BTreeMap;
use std::process::Command;

use proptest::prelude::*;

use super::tests::{any_book, book};
use super::*;

/// What a program answers about a journal, or `None` if it is not installed.
fn answer(program: &str, before: &[&str], journal: &str, after: &[&str]) -> Option<String> {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("book.journal");
    std::fs::write(&path, journal).unwrap();
    let run =
        Command::new(program).args(before).arg(&path).args(after).env("LC_ALL", "C.UTF-8").output();
    let Ok(output) = run else {
        println!("skipped: {program} is not installed");
        return None;
    };
    let (out, err) = (output.stdout, String::from_utf8_lossy(&output.stderr).into_owned());
    assert!(output.status.success() && err.is_empty(), "{program}: {err}\n{journal}");
    Some(String::from_utf8(out).unwrap())
}

/// The last cell of each row, as cents, by its first cell. Names hold no line break.
fn by_name(table: &str) -> BTreeMap<String, i64> {
    let rows = table.lines().filter_map(|row| {
        let (name, amount) = row.rsplit_once(',')?;
        let name = name.strip_prefix('"').and_then(|n| n.strip_suffix('"')).unwrap_or(name);
        let amount = amount.trim_matches('"').replace(" EUR", "");
        let amount: caisse_units::Amount = amount.trim().parse().ok()?;
        (!amount.is_zero()).then(|| (name.trim_end().replace("\"\"", "\""), amount.cents()))
    });
    rows.collect()
}

/// Our balances under the names that a form gives, without zeros.
fn ours(book: &Book, mut name: impl FnMut(&BookLine) -> String) -> BTreeMap<String, i64> {
    let balances = book.balances();
    let mut named = BTreeMap::new();
    for line in book.entries.iter().flat_map(|entry| &entry.lines) {
        let code = line.auxiliary.as_ref().map(|person| person.code.as_str());
        let net = balances[&(line.account.as_str(), code)].net();
        if !net.is_zero() {
            named.insert(name(line), net.cents());
        }
    }
    named
}

fn hledger_agrees(book: &Book) {
    let journal = hledger::write(book).unwrap();
    let Some(_) = answer("hledger", &["check", "--strict", "-f"], &journal, &[]) else { return };
    let after = ["balance", "--flat", "--no-total", "--output-format", "csv"];
    let table = answer("hledger", &["-f"], &journal, &after).unwrap_or_default();
    let mut names = hledger::Names::of(book);
    assert_eq!(by_name(&table), ours(book, |line| names.of_line(line).to_owned()), "{journal}");
}

/// bean-check alone judges the balances, stated as directives after the entries; bean-query, which not
/// every version brings, lists them.
fn beancount_agrees(book: &Book) {
    let journal = beancount::write(book).unwrap();
    let mut names = beancount::Names::default();
    let ours = ours(book, |line| names.of_line(line).to_owned());
    let stated = format!("{journal}\n{}", stated(&ours));
    let Some(_) = answer("bean-check", &[], &stated, &[]) else { return };
    let query = "select account, sum(number) as total group by account";
    let Some(table) = answer("bean-query", &["-q", "-f", "csv"], &journal, &[query]) else {
        return;
    };
    assert_eq!(by_name(&table), ours, "{journal}");
}

/// Balances as directives of beancount, to the cent; it counts the accounts below an account with it.
fn stated(balances: &BTreeMap<String, i64>) -> String {
    let sum = |name: &str| -> i64 {
        let below = format!("{name}:");
        let within = |other: &&String| *other == name || other.starts_with(&below);
        balances.keys().filter(within).map(|other| balances[other]).sum()
    };
    let line = |name: &String| {
        let sum = sum(name);
        let (sign, cents) = (if sum < 0 { "-" } else { "" }, sum.abs());
        format!("2999-12-31 balance {name} {sign}{}.{:02} ~ 0.001 EUR\n", cents / 100, cents % 100)
    };
    balances.keys().map(line).collect()
}

#[test]
fn beancount_refuses_a_balance_that_is_a_cent_away() {
    let (book, mut names) = (book(), beancount::Names::default());
    let balances = ours(&book, |line| names.of_line(line).to_owned());
    assert!(balances.len() > 3);
    for name in balances.keys() {
        let mut wrong = balances.clone();
        *wrong.get_mut(name).unwrap() += 1;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("book.beancount");
        let text = format!("{}\n{}", beancount::write(&book).unwrap(), stated(&wrong));
        std::fs::write(&path, text).unwrap();
        let Ok(output) = Command::new("bean-check").arg(&path).env("LC_ALL", "C.UTF-8").output()
        else {
            println!("skipped: bean-check is not installed");
            return;
        };
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && told.contains("Balance failed"), "{name}: {told}");
    }
}

#[test]
fn hledger_accepts_the_book_and_finds_the_same_balances() {
    hledger_agrees(&book());
}

#[test]
fn beancount_accepts_the_book_and_finds_the_same_balances() {
    beancount_agrees(&book());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn hledger_agrees_whatever_the_texts(book in any_book()) {
        hledger_agrees(&book);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn beancount_agrees_whatever_the_texts(book in any_book()) {
        beancount_agrees(&book);
    }
}
