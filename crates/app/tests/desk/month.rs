//! A food caisse lives its months: called, collected, returned, granted, signed, paid, closed, carried
//! over, exported, moved to another machine.

use std::collections::BTreeMap;
use std::sync::Arc;

use caisse_app::work::matching::{self, Match};
use caisse_app::work::statements::{self, ImportError};
use caisse_app::work::{bank_files, exports};
use caisse_app::{Desk, Directory, ExecuteError, Source, clock, verify};
use caisse_banking::export::{beancount, fec, hledger};
use caisse_banking::statement::ReadOptions;
use caisse_domain::allocations::{self, AllocationState};
use caisse_domain::contributions::{self, IncomeKind};
use caisse_domain::identity::{
    AllocationId, BankLineId, ClaimId, DebitRunId, PaymentId, ReceiptId,
};
use caisse_domain::payments::{self, Beneficiary, Item, PaymentState};
use caisse_domain::{Command, bank, books};
use caisse_journal::{Journal, archive};
use caisse_units::{Amount, Day};

use super::caisse::{
    Caisse, DECISION, accepted_by_schema, acting, asked, day, euros, found, iban, member, month,
};
use super::camt::{Line, statement, statement_of};

/// Six members: four with an account and a mandate, two who pay by transfer.
pub fn food() -> Caisse {
    let mut caisse = found("food-caisse-gironde", day("2026-01-01"));
    let mut table = "nom;prenom;courriel;iban;situation:personnes\n".to_owned();
    let people = [
        ("Diallo", "Amina", 1),
        ("Lefèvre", "Bruno", 2),
        ("Martin", "Chloé", 3),
        ("Noël", "Denis", 4),
        ("Petit", "Émile", 1),
        ("Sow", "Fatou", 2),
    ];
    for (number, (family, given, persons)) in (1_u64..).zip(people) {
        let mail = if number == 5 { "" } else { "a@example.org" };
        let mail = mail.replace('a', &format!("m{number}"));
        table.push_str(&format!("{family};{given};{mail};{};{persons}\n", iban(number)));
    }
    caisse.enrol(&table, day("2026-01-01"));
    caisse.elect(&[1, 2, 3, 4], day("2026-01-01"));
    for number in 1..=4 {
        let mandate = contributions::Command::SignMandate {
            member: member(number),
            reference: format!("RUM-{number}"),
            signed: day("2026-01-01"),
        };
        caisse.act(Command::Contributions(mandate)).unwrap();
    }
    caisse
}

pub fn preview(caisse: &Caisse, text: &str) -> Result<statements::Preview, ImportError> {
    statements::preview(caisse.state(), text.as_bytes(), None, &ReadOptions::default())
}

pub fn import(caisse: &mut Caisse, text: &str) -> Result<usize, ImportError> {
    let preview = preview(caisse, text)?;
    statements::import(&mut caisse.desk, acting(1), &preview)
}

pub fn match_all(caisse: &mut Caisse) -> matching::Matched {
    let matched = matching::match_all(&mut caisse.desk, acting(1)).unwrap();
    assert!(matched.refused.is_empty(), "{:?}", matched.refused);
    matched
}

fn january() -> Vec<Line> {
    let reference = matching::reference(ClaimId(5)).grouped();
    vec![
        Line::labelled("2026-01-05", "2000.00", "SUBVENTION COMMUNE"),
        Line::batch("2026-01-12", "70.00", "COLLECTE-V1-1"),
        Line::returned("2026-01-15", "-20.00", "V1-C3", "AM04"),
        Line::transfer("2026-01-16", "10.00", "M OU MME X", "", &format!("cotis {reference}")),
        Line::transfer("2026-01-16", "15.00", "FATOU SOW", &iban(6), "bonjour"),
        Line::labelled("2026-01-31", "-3.50", "FRAIS DE TENUE DE COMPTE"),
    ]
}

/// Called, collected by direct debit, the January statement imported and matched.
fn january_matched() -> Caisse {
    let mut caisse = food();
    caisse.call("2026-01", "2026-01-10");
    let prepare = contributions::Command::PrepareDebits { collection: day("2026-01-12") };
    caisse.act(Command::Contributions(prepare)).unwrap();
    caisse.clock.set(day("2026-01-31"));
    assert_eq!(import(&mut caisse, &statement("0.00", &january())).unwrap(), 6);
    let matched = match_all(&mut caisse);
    let expected = vec![
        (BankLineId(2), Match::Debits(DebitRunId(1), true)),
        (BankLineId(3), Match::Return(ReceiptId(3), "AM04".to_owned())),
        (BankLineId(4), Match::Contribution(member(5))),
        (BankLineId(5), Match::Contribution(member(6))),
        (BankLineId(6), Match::Charge),
    ];
    assert_eq!(matched.taken, expected);
    assert_eq!(matched.left, vec![(BankLineId(1), Match::Unknown)]);
    let grant = contributions::Command::ReceiveOther {
        kind: IncomeKind::Grant,
        amount: euros("2000"),
        on: day("2026-01-05"),
        label: "Subvention de la commune".to_owned(),
        line: Some(BankLineId(1)),
        decision: DECISION,
    };
    caisse.act(Command::Contributions(grant)).unwrap();
    caisse
}

#[test]
fn the_debit_file_names_the_batch_that_the_statement_will_name() {
    let mut caisse = food();
    caisse.call("2026-01", "2026-01-10");
    let prepare = contributions::Command::PrepareDebits { collection: day("2026-01-12") };
    caisse.act(Command::Contributions(prepare)).unwrap();
    let file = bank_files::debits(&caisse.desk, DebitRunId(1)).unwrap();
    accepted_by_schema(&file, "pain.008.001.08");
    let text = String::from_utf8(file).unwrap();
    let run = caisse.state().contributions.run(DebitRunId(1)).unwrap();
    let batch = matching::run_batch(DebitRunId(1), run, true);
    assert!(text.contains(&format!("<PmtInfId>{batch}</PmtInfId>")), "{text}");
    for number in 1..=4 {
        let identifier = matching::debit_identifier(DebitRunId(1), ClaimId(number));
        assert!(text.contains(&format!("<EndToEndId>{identifier}</EndToEndId>")), "{text}");
    }
}

#[test]
fn a_debit_that_comes_back_is_owed_again_and_nothing_else_is() {
    let caisse = january_matched();
    let contributions = &caisse.state().contributions;
    let left: Vec<Amount> = contributions.claims().map(|(_, claim)| claim.left()).collect();
    let zero = Amount::ZERO;
    assert_eq!(left, vec![zero, zero, euros("20"), zero, zero, zero]);
    let expected = euros("2000").plus(euros("71.50"));
    let account = caisse.state().chart.account(caisse_domain::ledger::Use::Bank);
    assert_eq!(caisse.state().ledger.balance(account), expected);
}

#[test]
fn a_statement_imported_twice_changes_nothing() {
    let mut caisse = january_matched();
    let (head, state) = (caisse.desk.house.head(), caisse.state().clone());
    let again = import(&mut caisse, &statement("0.00", &january()));
    assert!(matches!(again, Err(ImportError::Execute(ExecuteError::Refused(_)))), "{again:?}");
    assert_eq!(match_all(&mut caisse).taken, Vec::new());
    assert_eq!((caisse.desk.house.head(), caisse.state()), (head, &state));
}

#[test]
fn a_statement_that_overlaps_adds_only_its_new_lines() {
    let mut caisse = january_matched();
    let mut lines = january().split_off(4);
    lines.push(Line::labelled("2026-02-03", "-1.00", "COMMISSION"));
    assert_eq!(preview(&caisse, &statement("2060.00", &lines)).unwrap().known, 2);
    assert_eq!(import(&mut caisse, &statement("2060.00", &lines)).unwrap(), 1);
    assert_eq!(match_all(&mut caisse).taken, vec![(BankLineId(7), Match::Charge)]);
}

#[test]
fn a_file_whose_first_statement_is_known_still_gives_its_second() {
    let mut caisse = january_matched();
    let first = statement("0.00", &january());
    let later = [Line::labelled("2026-02-03", "-1.00", "COMMISSION")];
    let second = statement("2071.50", &later);
    let start = second.find("<Stmt>").unwrap();
    let end = second.find("</BkToCstmrStmt>").unwrap();
    let both =
        first.replace("</BkToCstmrStmt>", &format!("{}</BkToCstmrStmt>", &second[start..end]));
    assert_eq!(import(&mut caisse, &both).unwrap(), 1);
    let again = import(&mut caisse, &both);
    assert!(matches!(again, Err(ImportError::Execute(ExecuteError::Refused(_)))), "{again:?}");
}

#[test]
fn a_wrong_statement_is_refused_and_changes_nothing() {
    let mut caisse = january_matched();
    let head = caisse.desk.house.head();
    let lines = [Line::labelled("2026-02-03", "-1.00", "COMMISSION")];
    let other = import(&mut caisse, &statement_of(&iban(99), "EUR", "0.00", &lines));
    assert!(matches!(other, Err(ImportError::OtherAccount { .. })), "{other:?}");
    let dollars =
        import(&mut caisse, &statement_of(super::caisse::OWN_IBAN, "USD", "0.00", &lines));
    assert!(matches!(dollars, Err(ImportError::Unreadable(_))), "{dollars:?}");
    let whole = statement("2071.50", &lines);
    for length in (0..whole.len() - 12).step_by(97) {
        let torn = import(&mut caisse, whole.get(..length).unwrap());
        assert!(matches!(torn, Err(ImportError::Unreadable(_))), "{length}: {torn:?}");
    }
    let gap = import(&mut caisse, &statement("1000.00", &lines));
    assert!(matches!(gap, Err(ImportError::Execute(ExecuteError::Refused(_)))), "{gap:?}");
    assert_eq!(caisse.desk.house.head(), head);
}

fn order(caisse: &mut Caisse, allocations: &[u32]) -> PaymentId {
    let items = allocations
        .iter()
        .map(|number| {
            let id = AllocationId(*number);
            let amount = caisse.state().allocations.get(id).unwrap().amount;
            Item { to: Beneficiary::Allocation(id), amount }
        })
        .collect();
    let prepare = payments::Command::Prepare { items, execution: day("2026-02-04") };
    caisse.act(Command::Payments(prepare)).unwrap();
    caisse.state().payments.all().last().unwrap().0
}

fn sign(caisse: &mut Caisse, payment: PaymentId, by: u32) -> Result<(), ExecuteError> {
    let sign = Command::Payments(payments::Command::Sign { payment });
    caisse.desk.act(acting(by), sign).map(|_| ())
}

/// January, then allowances granted, signed by two and executed by the bank.
fn paid() -> Caisse {
    let mut caisse = january_matched();
    let february = month("2026-02");
    caisse.clock.set(day("2026-02-02"));
    let people = &caisse.desk.people;
    let situations = people.situations_to_grant(caisse.state(), "allocation", february).unwrap();
    let grant = allocations::Command::GrantPeriodic {
        month: february,
        rule: "allocation".to_owned(),
        on: day("2026-02-02"),
        envelope: None,
        shortage: None,
        situations,
    };
    caisse.act(Command::Allocations(grant)).unwrap();
    assert_eq!(caisse.state().allocations.reserved(), euros("1425"));
    let first = order(&mut caisse, &[1, 2]);
    let second = order(&mut caisse, &[3, 4, 5, 6]);
    assert!(sign(&mut caisse, first, 1).is_err(), "nobody signs a payment to oneself");
    sign(&mut caisse, first, 3).unwrap();
    assert!(sign(&mut caisse, first, 3).is_err(), "the second signature is another person's");
    assert!(bank_files::transfers(&caisse.desk, first, &BTreeMap::new()).is_err());
    sign(&mut caisse, first, 4).unwrap();
    sign(&mut caisse, second, 1).unwrap();
    sign(&mut caisse, second, 2).unwrap();
    for payment in [first, second] {
        let file = bank_files::transfers(&caisse.desk, payment, &BTreeMap::new()).unwrap();
        accepted_by_schema(&file, "pain.001.001.09");
        let text = String::from_utf8(file).unwrap();
        let batch = matching::payment_batch(payment);
        assert!(text.contains(&format!("<PmtInfId>{batch}</PmtInfId>")), "{text}");
    }
    let lines = [
        Line::batch("2026-02-04", "-375.00", "PAIEMENT-P1-1"),
        Line::batch("2026-02-04", "-1050.00", "PAIEMENT-P2-1"),
    ];
    caisse.clock.set(day("2026-02-05"));
    import(&mut caisse, &statement("2071.50", &lines)).unwrap();
    let taken = match_all(&mut caisse).taken;
    let expected =
        vec![(BankLineId(7), Match::Payment(first)), (BankLineId(8), Match::Payment(second))];
    assert_eq!(taken, expected);
    caisse
}

#[test]
fn an_allowance_is_paid_when_the_statement_shows_the_order_that_two_people_signed() {
    let caisse = paid();
    let executed = PaymentState::Executed(day("2026-02-04"));
    assert!(caisse.state().payments.all().all(|(_, order)| order.state == executed));
    let paid = AllocationState::Paid(day("2026-02-04"));
    assert!(caisse.state().allocations.all().all(|(_, granted)| granted.state == paid));
    assert_eq!(caisse.state().allocations.reserved(), Amount::ZERO);
    assert_eq!(caisse.state().in_hand(), euros("646.50"));
}

#[test]
fn a_month_with_an_open_line_is_not_closed() {
    let mut caisse = paid();
    let lines = [Line::labelled("2026-02-20", "5.00", "INCONNU")];
    import(&mut caisse, &statement("646.50", &lines)).unwrap();
    caisse.clock.set(day("2026-03-02"));
    let close = |month| Command::Books(books::Command::CloseMonth { month });
    caisse.act(close(month("2026-01"))).unwrap();
    assert!(caisse.act(close(month("2026-02"))).is_err());
    let aside = bank::Command::SetAside { line: BankLineId(9) };
    caisse.act(Command::Bank(aside)).unwrap();
    caisse.act(close(month("2026-02"))).unwrap();
}

/// The year closed, and one line of the next year booked.
pub fn carried_over() -> Caisse {
    let mut caisse = paid();
    caisse.clock.set(day("2027-01-08"));
    for number in 0..12 {
        let month = month("2026-01").plus_months(number);
        caisse.act(Command::Books(books::Command::CloseMonth { month })).unwrap();
    }
    caisse.act(Command::Books(books::Command::CloseYear { year: 2026 })).unwrap();
    let reference = matching::reference(ClaimId(3)).grouped();
    let lines = [Line::transfer("2027-01-07", "20.00", "CHLOE MARTIN", "", &reference)];
    import(&mut caisse, &statement("646.50", &lines)).unwrap();
    assert_eq!(match_all(&mut caisse).taken, vec![(BankLineId(9), Match::Contribution(member(3)))]);
    caisse
}

#[test]
fn a_closed_year_is_carried_over_and_locked() {
    let mut caisse = carried_over();
    let house = caisse.state();
    let result: Amount = house
        .ledger
        .all_balances()
        .filter(|(account, _)| matches!(account.to_string().as_bytes()[0], b'6' | b'7'))
        .map(|(_, amount)| amount)
        .sum();
    assert_eq!(result, Amount::ZERO, "the year closed left nothing in its result accounts");
    let sum: Amount =
        house.ledger.carried_over(&house.chart, 2026).iter().map(|carried| carried.balance).sum();
    assert_eq!(sum, Amount::ZERO);
    assert_eq!(house.in_hand(), euros("666.50"));
    let late = contributions::Command::ReceiveOther {
        kind: IncomeKind::Gift,
        amount: euros("1"),
        on: day("2026-12-31"),
        label: "Don".to_owned(),
        line: None,
        decision: DECISION,
    };
    assert!(caisse.act(Command::Contributions(late)).is_err());
}

/// The day of each record.
pub fn record_days(caisse: &Caisse) -> Vec<Day> {
    let store = caisse.desk.directory.store();
    let journal = Journal::open(store.as_ref(), caisse.desk.directory.organisation()).unwrap();
    journal.map(|record| clock::day_of(record.unwrap().header().time)).collect()
}

fn balances(rows: impl Iterator<Item = (String, Amount)>) -> BTreeMap<String, Amount> {
    let mut sums: BTreeMap<String, Amount> = BTreeMap::new();
    for (account, amount) in rows {
        let sum = sums.entry(account).or_default();
        *sum = sum.plus(amount);
    }
    sums.retain(|_, amount| !amount.is_zero());
    sums
}

/// Account numbers and sums of a table whose last cell is an amount; `number` finds the account.
fn table(text: &str, number: impl Fn(&str) -> Option<String>) -> BTreeMap<String, Amount> {
    balances(text.lines().filter_map(|row| {
        let (name, amount) = row.rsplit_once(',')?;
        let amount = amount.trim_matches('"').replace("EUR", "");
        Some((number(name.trim_matches('"').trim())?, Amount::parse(amount.trim()).ok()?))
    }))
}

pub fn other_programs_agree(caisse: &Caisse) {
    let days = record_days(caisse);
    let house = caisse.state();
    let book = exports::whole_book(house, &|record| days[record as usize]);
    let ours =
        balances(house.ledger.all_balances().map(|(account, sum)| (account.to_string(), sum)));
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("book");
    std::fs::write(&path, hledger::write(&book).unwrap()).unwrap();
    if asked("hledger", &["check", "--strict", "-f"], &path, &[]).is_some() {
        let after = ["balance", "--flat", "--no-total", "--output-format", "csv"];
        let text = asked("hledger", &["-f"], &path, &after).unwrap();
        let number = |name: &str| name.split([' ', ':']).next().map(str::to_owned);
        assert_eq!(table(&text, number), ours);
    }
    let journal = beancount::write(&book).unwrap();
    // Each balance as a directive too: bean-check judges it where there is no bean-query.
    let stated = ours.iter().map(|(number, sum)| {
        let is_it = |name: &&str| name.split(':').nth(1) == Some(number);
        let opened =
            journal.lines().filter_map(|line| line.split_once(" open ")?.1.split(' ').next());
        let name = opened.into_iter().find(is_it).unwrap().split(':').take(2);
        let name = name.collect::<Vec<_>>().join(":");
        let (sign, cents) = (if sum.is_negative() { "-" } else { "" }, sum.magnitude().cents());
        format!("2999-12-31 balance {name} {sign}{}.{:02} ~ 0.001 EUR\n", cents / 100, cents % 100)
    });
    let stated: String = stated.collect();
    assert!(!ours.is_empty() && stated.lines().count() == ours.len());
    std::fs::write(&path, format!("{journal}\n{stated}")).unwrap();
    if asked("bean-check", &[], &path, &[]).is_some() {
        let query = "select account, sum(number) as total group by account";
        if let Some(text) = asked("bean-query", &["-q", "-f", "csv"], &path, &[query]) {
            let number = |name: &str| name.split(':').nth(1).map(str::to_owned);
            assert_eq!(table(&text, number), ours);
        }
    }
}

#[test]
fn the_books_are_those_that_other_programs_find() {
    let caisse = carried_over();
    other_programs_agree(&caisse);
    let days = record_days(&caisse);
    for year in [2026, 2027] {
        let book = exports::book_of_year(caisse.state(), year, &|record| days[record as usize]);
        let closing = Day::new(year, 12, 31).unwrap();
        let file =
            fec::write(&book, closing, fec::FecSeparator::Tab, fec::FecEncoding::Utf8).unwrap();
        let report = fec::check(&file.bytes, Some(&file.name));
        assert!(report.is_right() && report.findings.is_empty(), "{:?}", report.findings);
        assert!(report.lines > 0);
    }
}

#[test]
fn another_machine_finds_the_same_state_in_the_archive() {
    let mut caisse = carried_over();
    caisse.desk.checkpoint().unwrap();
    let key = caisse.desk.directory.signer().unwrap().public().clone();
    let (store, name) = (caisse.desk.directory.store(), caisse.desk.directory.organisation());
    let report = verify::store(store.as_ref(), name, std::slice::from_ref(&key));
    assert!(report.is_sound(), "{}", report.sentence(caisse_units::Language::English));
    assert!(report.snapshot_compared);
    let mut bytes = Vec::new();
    archive::export(store.as_ref(), name, &mut bytes).unwrap();
    assert!(verify::archive(bytes.as_slice(), std::slice::from_ref(&key)).unwrap().is_sound());
    let root = caisse.directory.path().join("other");
    let moved = Directory::create(&root, name.clone(), &mut Source::seeded(8)).unwrap();
    archive::import(moved.store().as_ref(), bytes.as_slice()).unwrap();
    drop(moved);
    let old = caisse.root().join("keys/master.key");
    std::fs::copy(old, root.join("keys/master.key")).unwrap();
    let clock = Arc::new(caisse.clock.clone());
    let moved = Desk::open_read_only(&root, clock).unwrap();
    assert_eq!(moved.state().unwrap(), caisse.state());
    let data = |desk: &Desk| desk.people.personal(member(2)).unwrap();
    assert_eq!(data(&moved).iban, Some(iban(2)));
    assert_eq!(data(&moved), data(&caisse.desk));
}
