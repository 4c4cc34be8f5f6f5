//! What a bank line is taken for, and what is left to a person.

use std::time::Instant;

use caisse_app::work::matching::{self, Match};
use caisse_domain::Command;
use caisse_domain::contributions::{self, Means};
use caisse_domain::identity::{BankLineId, ClaimId, DebitRunId, ReceiptId};
use caisse_units::Amount;

use super::caisse::{Caisse, day, euros, found, iban, member};
use super::camt::{Line, statement};
use super::month::{food, import, match_all};

/// January called, and collected from the four members with a mandate.
fn collected() -> Caisse {
    let mut caisse = food();
    caisse.call("2026-01", "2026-01-10");
    let prepare = contributions::Command::PrepareDebits { collection: day("2026-01-12") };
    caisse.act(Command::Contributions(prepare)).unwrap();
    caisse.clock.set(day("2026-01-31"));
    caisse
}

#[test]
fn one_statement_may_show_a_debit_its_return_and_the_transfer_that_follows() {
    let mut caisse = collected();
    let reference = matching::reference(ClaimId(3)).grouped();
    let lines = [
        Line::batch("2026-01-12", "70.00", "COLLECTE-V1-1"),
        Line::returned("2026-01-15", "-20.00", "V1-C3", "AM04"),
        Line::transfer("2026-01-20", "20.00", "CHLOE MARTIN", &iban(3), &reference),
    ];
    import(&mut caisse, &statement("0.00", &lines)).unwrap();
    let matched = match_all(&mut caisse);
    let expected = vec![
        (BankLineId(1), Match::Debits(DebitRunId(1), true)),
        (BankLineId(2), Match::Return(ReceiptId(3), "AM04".to_owned())),
        (BankLineId(3), Match::Contribution(member(3))),
    ];
    assert_eq!(matched.taken, expected);
    let contributions = &caisse.state().contributions;
    let returned = contributions.receipts().filter(|(_, receipt)| receipt.returned.is_some());
    assert_eq!(returned.count(), 1);
    assert_eq!(
        contributions.credit(member(3)).plus(contributions.claim(ClaimId(3)).unwrap().paid),
        euros("20")
    );
}

#[test]
fn one_line_that_pays_several_months_of_a_member_is_one_receipt() {
    let mut caisse = food();
    caisse.call("2026-01", "2026-01-10");
    caisse.clock.set(day("2026-02-10"));
    caisse.call("2026-02", "2026-02-10");
    let lines = [Line::transfer("2026-02-10", "40.00", "CHLOE MARTIN", &iban(3), "deux mois")];
    import(&mut caisse, &statement("0.00", &lines)).unwrap();
    let taken = match_all(&mut caisse).taken;
    assert_eq!(taken, vec![(BankLineId(1), Match::Contribution(member(3)))]);
    let (_, receipt) = caisse.state().contributions.receipts().next().unwrap();
    assert_eq!(receipt.means, Means::Transfer { line: BankLineId(1) });
    let settles = [(ClaimId(3), euros("20")), (ClaimId(9), euros("20"))];
    assert_eq!(*receipt.settles, settles);
    assert_eq!(caisse.state().contributions.receipts().count(), 1);
}

#[test]
fn more_money_than_is_owed_or_a_name_alone_is_only_proposed() {
    let mut caisse = food();
    caisse.call("2026-01", "2026-01-10");
    let reference = matching::reference(ClaimId(3)).grouped();
    let lines = [
        Line::transfer("2026-01-08", "25.00", "X", "", &reference),
        Line::transfer("2026-01-08", "15.00", "SOW FATOU", "", ""),
        Line::transfer("2026-01-08", "9.00", "QUELQU UN", "", "don"),
    ];
    import(&mut caisse, &statement("0.00", &lines)).unwrap();
    let matched = match_all(&mut caisse);
    assert_eq!(matched.taken, Vec::new());
    let expected = vec![
        (BankLineId(1), Match::Perhaps(vec![member(3)])),
        (BankLineId(2), Match::Perhaps(vec![member(6)])),
        (BankLineId(3), Match::Unknown),
    ];
    assert_eq!(matched.left, expected);
}

#[test]
fn a_batch_that_the_bank_does_not_name_is_known_by_its_sum_and_day() {
    let mut caisse = collected();
    let lines = [
        Line::labelled("2026-01-09", "70.00", "REMISE"),
        Line::labelled("2026-01-13", "70.00", "REMISE"),
    ];
    import(&mut caisse, &statement("0.00", &lines)).unwrap();
    let matched = match_all(&mut caisse);
    assert_eq!(matched.taken, vec![(BankLineId(2), Match::Debits(DebitRunId(1), true))]);
    assert_eq!(matched.left, vec![(BankLineId(1), Match::Unknown)]);
}

#[test]
fn a_single_debit_is_not_told_from_a_transfer_by_its_sum_alone() {
    let mut caisse = food();
    caisse.call("2026-01", "2026-01-10");
    for number in [2, 3, 4] {
        let on = day("2026-01-05");
        let receive = contributions::Command::Receive {
            member: member(number),
            amount: euros(["15", "20", "25"][number as usize - 2]),
            on,
            means: Means::Cash,
        };
        caisse.act(Command::Contributions(receive)).unwrap();
    }
    let prepare = contributions::Command::PrepareDebits { collection: day("2026-01-12") };
    caisse.act(Command::Contributions(prepare)).unwrap();
    let lines = [
        Line::labelled("2026-01-13", "10.00", "VIR"),
        Line::labelled("2026-01-14", "10.00", "PRLV COLLECTE-V1-1"),
    ];
    caisse.clock.set(day("2026-01-31"));
    import(&mut caisse, &statement("0.00", &lines)).unwrap();
    let matched = match_all(&mut caisse);
    assert_eq!(matched.taken, vec![(BankLineId(2), Match::Debits(DebitRunId(1), true))]);
    assert_eq!(matched.left, vec![(BankLineId(1), Match::Unknown)]);
}

#[test]
fn debits_that_the_bank_books_one_by_one_are_known_by_their_references_and_may_come_back() {
    let mut caisse = collected();
    let lines = [
        Line::debit("2026-01-12", "10.00", "COLLECTE-V1-1", "V1-C1"),
        Line::debit("2026-01-12", "20.00", "COLLECTE-V1-1", "V1-C3"),
        Line::returned("2026-01-15", "-20.00", "V1-C3", "AM04"),
        Line::batch("2026-01-16", "40.00", "COLLECTE-V1-1"),
    ];
    import(&mut caisse, &statement("0.00", &lines)).unwrap();
    let matched = match_all(&mut caisse);
    let expected = vec![
        (BankLineId(1), Match::Debit(ClaimId(1))),
        (BankLineId(2), Match::Debit(ClaimId(3))),
        (BankLineId(3), Match::Return(ReceiptId(2), "AM04".to_owned())),
        (BankLineId(4), Match::Debits(DebitRunId(1), true)),
    ];
    assert_eq!(matched.taken, expected);
    let contributions = &caisse.state().contributions;
    let left = |claim| contributions.claim(ClaimId(claim)).unwrap().left();
    assert_eq!([1, 2, 3, 4].map(left), [euros("0"), euros("0"), euros("20"), euros("0")]);
}

#[test]
fn transfers_of_several_members_in_one_line_are_a_receipt_each() {
    let mut caisse = food();
    caisse.call("2026-01", "2026-01-10");
    let payments = [("20.00", iban(3)), ("15.00", iban(6))];
    let lines = [Line::together("2026-01-08", "35.00", &payments)];
    import(&mut caisse, &statement("0.00", &lines)).unwrap();
    let parts = vec![(member(3), euros("20")), (member(6), euros("15"))];
    assert_eq!(match_all(&mut caisse).taken, vec![(BankLineId(1), Match::Together(parts))]);
    assert_eq!(caisse.state().contributions.receipts().count(), 2);
    assert_eq!(caisse.state().bank.open_lines().count(), 0);
}

/// So many members of a union, each with a claim and a transfer of its amount by reference.
fn many(count: u32) -> (Caisse, String) {
    let mut caisse = found("union-dues-cgt", day("2026-01-01"));
    let mut table = "nom,prenom,iban,situation:salaire_net\n".to_owned();
    for number in 1..=count {
        table.push_str(&format!(
            "Nom{number},P,{},\"{},00 EUR\"\n",
            iban(u64::from(number)),
            1000 + number % 700
        ));
    }
    caisse.enrol(&table, day("2026-01-01"));
    caisse.elect(&[1, 2], day("2026-01-01"));
    caisse.call("2026-01", "2026-01-31");
    caisse.clock.set(day("2026-01-20"));
    let lines: Vec<Line> = caisse
        .state()
        .contributions
        .claims()
        .map(|(claim, owed)| {
            let text =
                if claim.0 % 2 == 0 { matching::reference(claim).grouped() } else { String::new() };
            let payer = iban(u64::from(owed.member.0));
            Line::transfer("2026-01-20", &owed.left().to_string(), "X", &payer, &text)
        })
        .collect();
    let text = statement("0.00", &lines);
    (caisse, text)
}

/// Imports and matches so many lines, and says how long the matching took.
fn all_taken(count: u32) {
    let (mut caisse, text) = many(count);
    import(&mut caisse, &text).unwrap();
    let start = Instant::now();
    let matched = match_all(&mut caisse);
    println!("{count} lines matched in {:?}", start.elapsed());
    assert_eq!(matched.taken.len(), count as usize);
    assert_eq!(matched.left, Vec::new());
    let contributions = &caisse.state().contributions;
    assert!(contributions.claims().all(|(_, claim)| claim.left() == Amount::ZERO));
}

#[test]
fn more_lines_than_one_commit_takes_are_all_taken() {
    all_taken(600);
}

#[test]
#[ignore = "ten thousand lines; for release builds"]
fn ten_thousand_lines_are_all_taken() {
    all_taken(10_000);
}
