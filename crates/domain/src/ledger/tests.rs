//! Tables and examples; `laws.rs` has the properties and `figures.rs` the figures.

use std::sync::OnceLock;

use caisse_units::{Amount, Day, Language, Month};

use super::figures::{
    Allotment, Behind, ClosingEntries, DedicatedMove, Destination, Earmark, Period, Statement,
    StatementRow,
};
use super::*;
use crate::identity::{BankLineId, DecisionId, EntryId, LevelId, MemberId};

mod figures;
mod laws;

const CHARTS: [(&str, &str); 4] = [
    ("association-2018", include_str!("../../../../charts/association-2018.csv")),
    ("association-2025", include_str!("../../../../charts/association-2025.csv")),
    ("union-2018", include_str!("../../../../charts/union-2018.csv")),
    ("union-2025", include_str!("../../../../charts/union-2025.csv")),
];

/// The charts we ship, parsed once.
fn parsed() -> &'static [Chart] {
    static PARSED: OnceLock<Vec<Chart>> = OnceLock::new();
    let sound = |(_, text): &(&str, &str)| Chart::parse(text).expect("a sound chart");
    PARSED.get_or_init(|| CHARTS.iter().map(sound).collect())
}

fn chart(name: &str) -> &'static Chart {
    let place = CHARTS.iter().position(|(known, _)| *known == name).expect("a chart we ship");
    &parsed()[place]
}

fn association() -> &'static Chart {
    chart("association-2025")
}

fn account(number: &str) -> AccountNumber {
    number.parse().expect("a number")
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn euros(text: &str) -> Amount {
    text.parse().expect("an amount")
}

fn member(number: u32) -> Option<Party> {
    Some(Party::Member(MemberId(number)))
}

/// An entry of two lines: `date debit credit amount`.
fn simple(date: &str, debit: &str, credit: &str, amount: &str) -> Entry {
    let postings = vec![
        Posting::debit(account(debit), None, euros(amount)),
        Posting::credit(account(credit), None, euros(amount)),
    ];
    let reason = Reason::Decision(DecisionId(1));
    Entry::new(JournalCode::General, day(date), "essai", reason, postings).expect("balanced")
}

fn books(entries: &[Entry]) -> Ledger {
    let mut ledger = Ledger::default();
    for (record, entry) in entries.iter().enumerate() {
        ledger.post(entry, record as u64);
    }
    ledger
}

fn open_2026() -> Periods {
    let mut periods = Periods::default();
    periods.open_year(2026);
    periods
}

fn row<'a>(statement: &'a Statement, label: &str) -> &'a StatementRow {
    statement.rows.iter().find(|row| row.french == label).unwrap_or_else(|| panic!("row {label}"))
}

// Account numbers.

#[test]
fn account_numbers_are_ordered_as_text_and_know_their_sub_accounts() {
    let mut numbers: Vec<AccountNumber> =
        ["42", "4", "411", "41", "9", "10000000", "1", "41199999"].map(account).to_vec();
    numbers.sort();
    let texts: Vec<String> = numbers.iter().map(AccountNumber::to_string).collect();
    assert_eq!(texts, ["1", "10000000", "4", "41", "411", "41199999", "42", "9"]);
    assert!(account("4111").starts_with(account("411")));
    assert!(account("411").starts_with(account("411")));
    assert!(!account("41").starts_with(account("411")));
    assert!(!account("412").starts_with(account("411")));
    assert_eq!(account("6571").class(), 6);
    assert_eq!(account("6571").digit(1), Some(5));
    assert_eq!(account("6571").digit(4), None);
    assert_eq!(account("900").digits(), 3);
}

#[test]
fn a_text_that_is_not_an_account_number_is_refused() {
    for text in ["", "123456789", "41a", "-41", "041", "4 11", "٤١١", "+41"] {
        assert!(text.parse::<AccountNumber>().is_err(), "{text}");
    }
}

// What is written for ever.

#[test]
fn an_entry_is_written_in_a_form_that_never_changes() {
    let postings = vec![
        Posting::debit(account("411"), member(12), euros("12.50")),
        Posting::credit(account("7561"), None, euros("12.50")),
    ];
    let reason = Reason::Rule { rule: "cotisation".to_owned(), since: day("2026-01-01") };
    let journal = JournalCode::Contributions;
    let entry = Entry::new(journal, day("2026-01-31"), "Appel de janvier", reason, postings);
    let written = concat!(
        r#"{"journal":"CO","date":"2026-01-31","label":"Appel de janvier","#,
        r#""reason":{"rule":{"rule":"cotisation","since":"2026-01-01"}},"#,
        r#""postings":[["411",1250,"M12"],["7561",-1250]]}"#
    );
    let entry = entry.expect("balanced");
    assert_eq!(serde_json::to_string(&entry).expect("written"), written);
    assert_eq!(serde_json::from_str::<Entry>(written).expect("read"), entry);
}

#[test]
fn every_reason_is_read_back_as_it_was_written() {
    let reasons = [
        (Reason::Decision(DecisionId(3)), r#"{"decision":"D3"}"#),
        (Reason::Document { digest: "ab12".to_owned() }, r#"{"document":{"digest":"ab12"}}"#),
        (Reason::BankLine(BankLineId(4)), r#"{"bank_line":"B4"}"#),
        (Reason::Correction(EntryId(5)), r#"{"correction":"E5"}"#),
        (Reason::Closing { year: 2025 }, r#"{"closing":{"year":2025}}"#),
    ];
    for (reason, written) in reasons {
        assert_eq!(serde_json::to_string(&reason).expect("written"), written);
        assert_eq!(serde_json::from_str::<Reason>(written).expect("read"), reason);
        let mut entry = simple("2026-01-01", "512", "7561", "1");
        entry.reason = reason.clone();
        let ledger = books(std::slice::from_ref(&entry));
        assert_eq!(ledger.entry(EntryId(1)).expect("posted").to_entry(), entry);
        for language in [Language::French, Language::English] {
            assert!(!reason.sentence(language).is_empty());
        }
    }
}

#[test]
fn parties_are_read_back_whether_written_for_people_or_packed() {
    for party in [Party::Member(MemberId(12)), Party::Level(LevelId(3))] {
        assert_eq!(party.to_string().parse::<Party>(), Ok(party));
        assert_eq!(Party::unpack(Party::pack(Some(party))), Some(party));
    }
    assert_eq!(Party::unpack(Party::pack(None)), None);
    assert!("E1".parse::<Party>().is_err());
}

// Refusals.

#[test]
fn an_entry_that_does_not_balance_cannot_be_made() {
    let postings = |credit: &str| {
        vec![
            Posting::debit(account("512"), None, euros("10")),
            Posting::credit(account("7561"), None, euros(credit)),
        ]
    };
    let make = |postings| {
        let reason = Reason::Decision(DecisionId(1));
        Entry::new(JournalCode::Bank, day("2026-01-01"), "essai", reason, postings)
    };
    let error = make(postings("9.99")).expect_err("unbalanced");
    assert_eq!(error.difference, Some(euros("0.01")));
    assert!(error.sentence(Language::French).contains("0,01"));
    assert!(make(Vec::new()).is_err(), "an empty entry is not an entry");
    assert!(make(postings("10")).is_ok());
}

/// The change made to a sound entry, and the refusal that it must bring.
type Case = (&'static str, fn(&mut Entry), fn(&LedgerRefusal) -> bool);

#[test]
fn each_refusal_of_an_entry_has_its_cause_and_its_sentences() {
    let cases: [Case; 16] = [
        ("empty", |e| e.postings.clear(), |r| matches!(r, LedgerRefusal::Empty)),
        (
            "zero",
            |e| e.postings.push(Posting::debit(account("512"), None, Amount::ZERO)),
            |r| matches!(r, LedgerRefusal::ZeroPosting { .. }),
        ),
        (
            "too large",
            |e| e.postings[0].amount = Amount::LIMIT.plus(Amount::from_cents(1)),
            |r| matches!(r, LedgerRefusal::TooLarge { .. }),
        ),
        (
            "unbalanced",
            |e| e.postings[0].amount = euros("11"),
            |r| *r == LedgerRefusal::Unbalanced { difference: euros("1") },
        ),
        (
            "volunteer work on one side",
            |e| e.postings[0].account = account("864"),
            |r| matches!(r, LedgerRefusal::VolunteerUnequal { .. }),
        ),
        (
            "no label",
            |e| e.label = "  ".to_owned(),
            |r| matches!(r, LedgerRefusal::Label { characters: 0 }),
        ),
        (
            "long label",
            |e| e.label = "é".repeat(201),
            |r| matches!(r, LedgerRefusal::Label { characters: 201 }),
        ),
        (
            "line break in label",
            |e| e.label = "a\nb".to_owned(),
            |r| matches!(r, LedgerRefusal::Label { .. }),
        ),
        (
            "unknown account",
            |e| e.postings[0].account = account("51299"),
            |r| {
                let (account, nearest) = (account("51299"), Some(account("512")));
                *r == LedgerRefusal::UnknownAccount { account, nearest }
            },
        ),
        (
            "a member beyond any register",
            |e| e.postings[0].party = member(3_000_000_000),
            |r| matches!(r, LedgerRefusal::UnknownParty { .. }),
        ),
        (
            "closed account",
            |e| e.postings[0].account = account("517"),
            |r| matches!(r, LedgerRefusal::AccountClosed { .. }),
        ),
        (
            "year not open",
            |e| e.date = day("2027-01-01"),
            |r| matches!(r, LedgerRefusal::YearNotOpen { .. }),
        ),
        (
            "year closed",
            |e| e.date = day("2025-06-01"),
            |r| matches!(r, LedgerRefusal::YearClosed { .. }),
        ),
        (
            "month closed",
            |e| e.date = day("2026-01-31"),
            |r| matches!(r, LedgerRefusal::MonthClosed { .. }),
        ),
        (
            "a closing that moves money",
            |e| e.reason = Reason::Closing { year: 2026 },
            |r| matches!(r, LedgerRefusal::NotAClosing { year: 2026, .. }),
        ),
        (
            "undoing nothing",
            |e| e.reason = Reason::Correction(EntryId(9)),
            |r| matches!(r, LedgerRefusal::UnknownEntry { .. }),
        ),
    ];
    let mut chart = association().clone();
    chart.close(account("517"), day("2026-02-28")).expect("not needed by the core");
    let mut periods = open_2026();
    periods.close_year(2025);
    periods.close_month(Month::new(2026, 1).expect("a month"));
    let ledger = Ledger::default();
    let sound = simple("2026-03-01", "512", "7561", "10");
    assert_eq!(ledger.check(&sound, &chart, &periods), Ok(()));
    for (name, spoil, expected) in cases {
        let mut entry = sound.clone();
        spoil(&mut entry);
        let refusal = ledger.check(&entry, &chart, &periods).expect_err(name);
        assert!(expected(&refusal), "{name}: {refusal:?}");
        let (french, english) =
            (refusal.sentence(Language::French), refusal.sentence(Language::English));
        assert!(french != english && french.len() > 20 && english.len() > 20, "{name}");
    }
}

#[test]
fn an_entry_names_only_members_and_levels_that_have_a_number() {
    let mut entry = simple("2026-03-01", "512", "411", "10");
    entry.postings[1].party = member(12);
    assert_eq!(check_parties(&entry, 12, 0), Ok(()));
    let party = Party::Member(MemberId(12));
    assert_eq!(check_parties(&entry, 11, 99), Err(LedgerRefusal::UnknownParty { party }));
    entry.postings[1].party = Some(Party::Level(LevelId(2)));
    assert_eq!(check_parties(&entry, 0, 2), Ok(()));
    assert!(check_parties(&entry, 99, 1).is_err());
}

#[test]
fn an_entry_is_undone_once_and_its_undoing_can_be_undone() {
    let mut ledger = books(&[simple("2026-03-01", "512", "7561", "10")]);
    let undo = |ledger: &Ledger, id, date| {
        ledger.counter_entry(EntryId(id), day(date), "saisie deux fois", Language::French)
    };
    let early = undo(&ledger, 1, "2026-02-28");
    assert!(matches!(early, Err(LedgerRefusal::CorrectionBeforeEntry { .. })));
    let counter = undo(&ledger, 1, "2026-03-02").expect("never undone");
    assert_eq!(counter.label, "Annulation de OD 1 : saisie deux fois");
    assert_eq!(ledger.check(&counter, association(), &open_2026()), Ok(()));
    ledger.post(&counter, 2);
    assert_eq!(ledger.balance(account("512")), Amount::ZERO);
    let (entry, by) = (EntryId(1), EntryId(2));
    let again = undo(&ledger, 1, "2026-03-03");
    assert_eq!(again, Err(LedgerRefusal::AlreadyCorrected { entry, by }));
    let replayed = ledger.check(&counter, association(), &open_2026());
    assert_eq!(replayed, Err(LedgerRefusal::AlreadyCorrected { entry, by }));
    let restored = undo(&ledger, 2, "2026-03-03").expect("the undoing was never undone");
    ledger.post(&restored, 3);
    assert_eq!(ledger.balance(account("512")), euros("10"));
}

#[test]
fn months_are_locked_in_order_and_a_year_after_its_twelve_months() {
    let month = |number| Month::new(2026, number).expect("a month");
    let mut periods = open_2026();
    assert_eq!(
        periods.check_close_month(month(2)),
        Err(LedgerRefusal::EarlierMonthOpen { month: month(2), earlier: month(1) })
    );
    for number in 1..=12 {
        assert!(periods.check_close_year(2026).is_err());
        assert_eq!(periods.check_close_month(month(number)), Ok(()));
        periods.close_month(month(number));
        assert!(periods.check_close_month(month(number)).is_err(), "locked once");
    }
    assert_eq!(periods.check_close_year(2026), Ok(()));
    periods.open_year(2025);
    assert!(periods.check_close_year(2026).is_err(), "2025 comes first");
    assert!(matches!(periods.check_close_year(2027), Err(LedgerRefusal::YearNotOpen { .. })));
    let out = periods.check_close_year(12);
    assert_eq!(out, Err(LedgerRefusal::YearOutOfCalendar { year: 12 }));
    assert_eq!(periods.last_closed_month(), Some(month(12)));
}

// Charts.

#[test]
fn every_chart_that_we_ship_is_coherent_and_survives_the_journal() {
    for (name, text) in CHARTS {
        let chart = match Chart::parse(text) {
            Ok(chart) => chart,
            Err(errors) => panic!("{name}: {errors:#?}"),
        };
        assert!(chart.accounts().len() > 80, "{name}");
        assert!(!chart.source().is_empty() && !chart.name().is_empty());
        let mut chart = chart;
        chart.close(account("2184"), day("2026-06-30")).expect("not needed by the core");
        let written = serde_json::to_string(&chart).expect("written");
        assert_eq!(serde_json::from_str::<Chart>(&written).expect("read"), chart, "{name}");
        let packed = postcard::to_stdvec(&chart).expect("packed");
        assert_eq!(postcard::from_bytes::<Chart>(&packed).expect("read"), chart, "{name}");
        for account in chart.accounts() {
            assert_ne!(account.label(Language::French), "", "{}", account.number);
        }
    }
}

#[test]
fn charts_disagree_and_the_core_follows_each() {
    let table = [
        ("association-2018", Use::PassedOn, "6586"),
        ("association-2025", Use::PassedOn, "6281"),
        ("union-2025", Use::PassedOn, "6281"),
        ("association-2018", Use::Subsidies, "740"),
        ("association-2025", Use::Subsidies, "741"),
        ("association-2025", Use::ContributionsIncome, "7561"),
        ("union-2025", Use::ContributionsIncome, "756"),
        ("association-2025", Use::Allocations, "6571"),
        ("union-2025", Use::Allocations, "657"),
        ("association-2025", Use::FromOtherBodies, "7551"),
        ("union-2025", Use::FromOtherBodies, "75801"),
    ];
    for (name, purpose, number) in table {
        assert_eq!(chart(name).account(purpose), account(number), "{name} {purpose:?}");
    }
    // Legacies: 461 is a claim in 2018 and a debt in 2025.
    let ledger = books(&[simple("2026-01-01", "461", "7561", "10")]);
    let on = |name: &str, label: &str| {
        row(&ledger.balance_sheet(chart(name), day("2026-01-31")), label).net()
    };
    let (claims, debts) = ("Créances reçues par legs ou donations", "Dettes des legs ou donations");
    assert_eq!(on("association-2018", claims), euros("10"));
    assert_eq!(on("association-2025", claims), Amount::ZERO);
    assert_eq!(on("association-2025", debts), euros("-10"));
    assert_eq!(association().allocations_for("training"), account("65712"));
    assert_eq!(association().allocations_for("unheard of"), account("6571"));
}

#[test]
fn a_chart_file_is_taken_whole_or_not_at_all_with_every_problem_by_line() {
    let text =
        "name;Essai\nkind;club\naccount;41x;Usagers;Users\nuse;flying;512\nbook;1\nuse;bank\n";
    let errors = Chart::parse(text).expect_err("five problems");
    let lines: Vec<usize> = errors.iter().map(|error| error.line).collect();
    assert_eq!(lines, [2, 3, 4, 5, 6]);
    assert!(errors[1].sentence(Language::French).starts_with("plan comptable, ligne 3 : « 41x »"));
    let long = "#\n".repeat(10_001);
    assert_eq!(Chart::parse(&long).expect_err("too long")[0].problem, ChartProblem::TooLong);
    assert!(Chart::parse("").is_err());
}

#[test]
fn a_chart_in_which_an_account_has_no_row_or_two_is_refused() {
    let sound = CHARTS[1].1;
    let problems = |text: String| {
        let errors = Chart::parse(&text).expect_err("spoilt");
        errors.into_iter().map(|error| error.problem).collect::<Vec<_>>()
    };
    let missing = sound.replace(
        ";Autres dettes;Other debts;41- 45- 46- 47- 48-",
        ";Autres dettes;Other debts;45- 46- 47- 48-",
    );
    let account_411 = account("411");
    assert!(problems(missing).contains(&ChartProblem::NoPlace { account: account_411 }));
    let twice = sound.replace(
        "row;income;line;operating-income;Cotisations;Contributions;756",
        "row;income;line;operating-income;Cotisations;Contributions;756 754",
    );
    assert!(
        problems(twice).iter().any(|problem| matches!(problem, ChartProblem::TwoPlaces { .. }))
    );
    let unnamed = sound.replace("use;bank;512\n", "");
    assert_eq!(problems(unnamed), [ChartProblem::Unnamed { purpose: "bank" }]);
    let unknown = sound.replace("account;512;Banques;Banks\n", "");
    assert_eq!(problems(unknown), [ChartProblem::Unknown { account: account("512") }]);
}

#[test]
fn an_account_is_added_once_and_only_where_the_statements_have_a_row() {
    let mut chart = association().clone();
    let second = |number: &str| Account {
        number: account(number),
        french: "Banque, second compte".to_owned(),
        english: "Bank, second account".to_owned(),
    };
    assert_eq!(chart.add(second("5122")), Ok(()));
    assert!(matches!(chart.add(second("5122")), Err(ChartProblem::Duplicate { .. })));
    assert!(matches!(chart.add(second("9")), Err(ChartProblem::NoPlace { .. })));
    assert_eq!(chart.check_account(account("5122"), day("2026-01-01")), Ok(()));
    let bank = chart.close(account("512"), day("2026-01-01"));
    assert!(matches!(bank, Err(ChartProblem::InUse { purpose: "bank", .. })));
}

#[test]
fn a_bulk_entry_is_refused_when_its_columns_do_not_match() {
    let reason = Reason::Decision(DecisionId(1));
    let check = |members: &[u32], cents: &[i64], date: &str| {
        let members: Vec<MemberId> = members.iter().copied().map(MemberId).collect();
        let amounts: Vec<Amount> = cents.iter().copied().map(Amount::from_cents).collect();
        let entry = BulkEntry {
            journal: JournalCode::Contributions,
            date: day(date),
            label: "Appel",
            reason: &reason,
            debit: account("411"),
            credit: account("7561"),
            by_member: Side::Debit,
            members: &members,
            amounts: &amounts,
        };
        Ledger::default().check_bulk(&entry, association(), &open_2026())
    };
    let inside = "2026-01-31";
    assert_eq!(check(&[1, 2], &[100, 0], inside), Ok(()));
    let columns = |members, amounts| Err(LedgerRefusal::Columns { members, amounts });
    assert_eq!(check(&[1, 2], &[100], inside), columns(2, 1));
    assert_eq!(check(&[1, 1], &[100, 100], inside), columns(2, 2));
    let member = MemberId(2);
    assert_eq!(check(&[1, 2], &[1, -1], inside), Err(LedgerRefusal::NegativeAmount { member }));
    assert_eq!(check(&[1], &[0], inside), Err(LedgerRefusal::Empty));
    assert_eq!(check(&[], &[], inside), Err(LedgerRefusal::Empty));
    let large = check(&[1, 2], &[i64::MAX, i64::MAX], inside);
    assert!(matches!(large, Err(LedgerRefusal::TooLarge { .. })));
    assert!(matches!(check(&[1], &[1], "2027-01-01"), Err(LedgerRefusal::YearNotOpen { .. })));
}

// Posting.

#[test]
fn a_bulk_entry_is_the_same_as_its_postings_one_by_one() {
    let members: Vec<MemberId> = (1..=500).map(MemberId).collect();
    let amounts: Vec<Amount> = (0..500).map(|n| Amount::from_cents(n * 7)).collect();
    for by_member in [Side::Debit, Side::Credit] {
        let (debit, credit) = (account("411"), account("7561"));
        let reason = Reason::Decision(DecisionId(1));
        let mut bulk = Ledger::default();
        let id = bulk.post_bulk(
            &BulkEntry {
                journal: JournalCode::Contributions,
                date: day("2026-01-31"),
                label: "Appel",
                reason: &reason,
                debit,
                credit,
                by_member,
                members: &members,
                amounts: &amounts,
            },
            7,
        );
        let lines = members.iter().zip(&amounts).filter(|(_, amount)| !amount.is_zero());
        let party = |member: &MemberId| Some(Party::Member(*member));
        let mut postings: Vec<Posting> = match by_member {
            Side::Debit => lines.map(|(m, a)| Posting::debit(debit, party(m), *a)).collect(),
            Side::Credit => lines.map(|(m, a)| Posting::credit(credit, party(m), *a)).collect(),
        };
        let sum: Amount = amounts.iter().copied().sum();
        postings.push(match by_member {
            Side::Debit => Posting::credit(credit, None, sum),
            Side::Credit => Posting::debit(debit, None, sum),
        });
        let journal = JournalCode::Contributions;
        let entry = Entry::new(journal, day("2026-01-31"), "Appel", reason.clone(), postings);
        let mut single = Ledger::default();
        single.post(&entry.expect("balanced"), 7);
        assert_eq!(bulk, single);
        assert_eq!(bulk.entry(id).expect("posted").total(), sum);
        assert_eq!(bulk.entry(id).expect("posted").recorded_in(), 7);
        assert!(bulk.is_the_fold_of_its_entries());
    }
}

#[test]
fn each_journal_is_numbered_without_a_gap() {
    let mut ledger = Ledger::default();
    for (record, journal) in JournalCode::ALL.iter().cycle().take(20).enumerate() {
        let mut entry = simple("2026-01-01", "512", "7561", "1");
        entry.journal = *journal;
        ledger.post(&entry, record as u64);
    }
    for journal in JournalCode::ALL {
        let numbers: Vec<u32> =
            ledger.journal(journal, Period::always()).map(|entry| entry.number()).collect();
        let expected: Vec<u32> = (1..=numbers.len() as u32).collect();
        assert_eq!(numbers, expected, "{}", journal.code());
    }
}

#[test]
fn kept_balances_that_were_tampered_with_are_found_out() {
    let sound = books(&[simple("2026-01-01", "512", "7561", "10")]);
    assert!(sound.is_the_fold_of_its_entries());
    let mut balance = sound.clone();
    balance.balances.debits[0] = euros("11");
    let mut posting = sound.clone();
    posting.postings.amounts[0] = euros("11");
    let mut number = sound.clone();
    number.entries.numbers[0] = 2;
    for tampered in [balance, posting, number] {
        assert!(!tampered.is_the_fold_of_its_entries());
    }
}
