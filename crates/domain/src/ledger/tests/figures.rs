//! Figures of small books, as an accountant would find them.

use super::*;

#[test]
fn what_a_member_owes_and_what_we_owe_another_are_not_set_off() {
    let mut entry = simple("2026-01-31", "411", "7561", "30");
    entry.postings = vec![
        Posting::debit(account("411"), member(1), euros("30")),
        Posting::credit(account("411"), member(2), euros("10")),
        Posting::credit(account("7561"), None, euros("20")),
    ];
    let ledger = books(&[entry]);
    let sheet = ledger.balance_sheet(association(), day("2026-12-31"));
    let claims = row(&sheet, "Créances des usagers (cotisations à recevoir)");
    let debts = row(&sheet, "Autres dettes");
    assert_eq!((claims.net(), debts.net()), (euros("30"), euros("10")));
    let behind: Vec<Posting> =
        ledger.postings_behind(&debts.behind).map(|(_, posting)| posting).collect();
    assert_eq!(behind, [Posting::credit(account("411"), member(2), euros("10"))]);
}

#[test]
fn the_statements_of_a_small_year_are_those_that_an_accountant_would_write() {
    let mut ledger = books(&[
        simple("2025-03-01", "512", "1021", "1000"),
        simple("2025-04-01", "512", "7561", "500"),
        simple("2025-05-01", "65711", "512", "200"),
        simple("2025-12-31", "2183", "512", "300"),
        simple("2025-12-31", "6811", "28183", "100"),
        simple("2025-12-31", "864", "875", "80"),
        simple("2026-02-01", "512", "7561", "50"),
    ]);
    let chart = association();
    let check = |ledger: &Ledger| {
        let year = Period::year(2025).expect("a year");
        let all = ledger.statements(chart, year);
        let sheet = &all.balance_sheet;
        let table = [
            (row(sheet, "Immobilisations corporelles").gross, "300"),
            (row(sheet, "Immobilisations corporelles").deducted, "100"),
            (row(sheet, "Total de l'actif immobilisé").net(), "200"),
            (row(sheet, "Disponibilités").net(), "1000"),
            (row(sheet, "TOTAL DE L'ACTIF").net(), "1200"),
            (row(sheet, "Excédent ou déficit de l'exercice").net(), "200"),
            (row(sheet, "TOTAL DU PASSIF").net(), "1200"),
            (row(&all.income, "Cotisations").net(), "500"),
            (row(&all.income, "dont garantie de revenu").net(), "200"),
            (row(&all.income, "Total des charges d'exploitation").net(), "300"),
            (row(&all.income, "EXCÉDENT OU DÉFICIT").net(), "200"),
            (row(&all.income, "Bénévolat").net(), "80"),
            (row(&all.income, "Personnel bénévole").net(), "80"),
            (all.result(), "200"),
        ];
        for (index, (figure, expected)) in table.into_iter().enumerate() {
            assert_eq!(figure, euros(expected), "figure {index}");
        }
        assert!(sheet.unplaced.is_empty() && all.income.unplaced.is_empty());
    };
    check(&ledger);
    let closing = ledger.closing_entry(chart, 2025, Language::French).expect("to close");
    let mut periods = Periods::default();
    periods.open_year(2025);
    periods.close_month(Month::new(2025, 12).expect("a month"));
    assert_eq!(ledger.check(&closing, chart, &periods), Ok(()), "a locked month can be closed");
    ledger.post(&closing, 8);
    check(&ledger);
    assert_eq!(ledger.balance(account("120")), euros("-200"));
    assert_eq!(ledger.balance(account("7561")), euros("-50"), "2026 is not closed");
    assert!(ledger.closing_entry(chart, 2025, Language::French).is_none(), "closed once");
    let next = ledger.statements(chart, Period::year(2026).expect("a year"));
    assert_eq!(row(&next.income, "Cotisations").previous, euros("500"));
    assert_eq!(row(&next.income, "Cotisations").net(), euros("50"));
    assert_eq!(row(&next.balance_sheet, "TOTAL DE L'ACTIF").previous, euros("1200"));
    let stands = ledger.counter_entry(EntryId(8), day("2026-03-01"), "non", Language::French);
    assert_eq!(stands, Err(LedgerRefusal::ClosingStands { entry: EntryId(8) }));
}

#[test]
fn the_assembly_allots_the_whole_result_and_nothing_else() {
    let chart = association();
    let mut ledger = books(&[simple("2025-04-01", "512", "7561", "500")]);
    ledger.post(&ledger.closing_entry(chart, 2025, Language::French).expect("to close"), 2);
    let allot = |ledger: &Ledger, parts: &[(&str, &str)]| {
        let part = |(number, amount): &(&str, &str)| Allotment {
            account: account(number),
            amount: euros(amount),
        };
        let parts: Vec<Allotment> = parts.iter().map(part).collect();
        let reason = Reason::Decision(DecisionId(9));
        ledger.allotment_entry(chart, day("2026-04-01"), "Affectation", reason, &parts)
    };
    let short = allot(&ledger, &[("1068", "300"), ("110", "199.99")]).expect_err("one cent short");
    assert_eq!(short.difference, Some(euros("0.01")));
    let entry = allot(&ledger, &[("1068", "300"), ("110", "200")]).expect("the whole");
    ledger.post(&entry, 3);
    assert_eq!(ledger.balance(account("120")), Amount::ZERO);
    assert_eq!(ledger.balance(account("1068")), euros("-300"));
}

#[test]
fn a_dedicated_fund_takes_the_unspent_part_and_gives_back_as_far_as_it_goes() {
    let chart = association();
    let fund = chart.dedicated_funds()[1];
    assert_eq!(fund.fund, account("195"));
    let mut ledger = books(&[
        simple("2025-02-01", "512", "7551", "100"),
        simple("2025-06-01", "65712", "512", "30"),
    ]);
    let earmark = |received: &str, spent: &str| Earmark {
        fund,
        received: euros(received),
        spent: euros(spent),
    };
    let moves = ledger.dedicated_moves(&[earmark("100", "30")], day("2025-12-31"));
    assert_eq!(moves, [DedicatedMove::SetAside { fund, amount: euros("70") }]);
    let reason = Reason::Decision(DecisionId(2));
    let entry = moves[0].entry(day("2025-12-31"), "Fonds dédiés", reason.clone());
    ledger.post(&entry.expect("balanced"), 3);
    let moves = ledger.dedicated_moves(
        &[earmark("0", "50"), earmark("0", "40"), earmark("5", "5")],
        day("2026-12-31"),
    );
    let back = |amount: &str, short: &str| DedicatedMove::TakeBack {
        fund,
        amount: euros(amount),
        short: euros(short),
    };
    assert_eq!(moves, [back("50", "0"), back("20", "20")]);
    let entry = moves[0].entry(day("2026-12-31"), "Fonds dédiés", reason);
    ledger.post(&entry.expect("balanced"), 4);
    let uses = ledger.fund_uses(chart, Period::year(2026).expect("a year"));
    let kept = &uses[1];
    assert_eq!(
        (kept.opening, kept.set_aside, kept.taken_back, kept.closing, kept.unexplained()),
        (euros("70"), Amount::ZERO, euros("50"), euros("20"), Amount::ZERO)
    );
    let sum: Amount = ledger.postings_behind(&kept.behind).map(|(_, p)| p.amount).sum();
    assert_eq!(sum, euros("-20"));
}

#[test]
fn months_of_survival_count_free_money_over_what_is_spent() {
    let chart = association();
    let mut owed = simple("2026-03-20", "65711", "468", "50");
    owed.postings[1].party = member(4);
    let ledger = books(&[
        simple("2026-01-05", "512", "7561", "1000"),
        simple("2026-01-20", "65711", "512", "100"),
        simple("2026-02-20", "65711", "512", "150"),
        owed,
        simple("2026-03-31", "6895", "195", "200"),
        simple("2026-03-31", "6811", "28183", "900"),
    ]);
    let march = Month::new(2026, 3).expect("a month");
    let survival = ledger.survival(chart, march, 3);
    // In hand 750, owed 50, earmarked 200: 500 free; spent 300 in 3 months, 100 a month.
    assert_eq!((survival.free, survival.spent), (euros("500"), euros("300")));
    assert_eq!(survival.tenths, Some(50));
    assert!(survival.sentence(Language::French).ends_with("5,0 mois d'avance"));
    assert!(survival.sentence(Language::English).ends_with("5.0 months ahead"));
    let behind: Amount = ledger.postings_behind(&survival.behind).map(|(_, p)| p.amount).sum();
    assert_eq!(behind, survival.spent);
    let empty = Ledger::default().survival(chart, march, 12);
    assert_eq!(empty.tenths, None, "no outflow, no duration");
}

#[test]
fn the_ledger_of_an_account_runs_by_date_whatever_the_order_of_records() {
    let ledger = books(&[
        simple("2026-02-10", "512", "7561", "5"),
        simple("2026-01-10", "512", "7561", "3"),
        simple("2026-02-05", "65711", "512", "1"),
        simple("2026-03-01", "512", "7561", "9"),
    ]);
    let february = Period::month(Month::new(2026, 2).expect("a month"));
    let bank = ledger.account_ledger(account("51"), None, february);
    let lines: Vec<(EntryId, Amount)> =
        bank.lines.iter().map(|line| (line.entry, line.balance)).collect();
    assert_eq!(bank.opening, euros("3"));
    assert_eq!(lines, [(EntryId(3), euros("2")), (EntryId(1), euros("7"))]);
    assert_eq!(bank.closing, euros("7"));
}

#[test]
fn a_month_end_is_compared_with_the_month_end_a_year_before() {
    let period = |from: &str, to: &str| Period { from: day(from), to: day(to) };
    let table = [
        (period("2025-01-01", "2025-02-28"), period("2024-01-01", "2024-02-29")),
        (period("2024-02-01", "2024-02-29"), period("2023-02-01", "2023-02-28")),
        (period("2026-01-15", "2026-06-14"), period("2025-01-15", "2025-06-14")),
    ];
    for (now, before) in table {
        assert_eq!(now.year_before(), before);
    }
}

#[test]
fn ten_euros_are_told_by_what_became_of_them() {
    let ledger = books(&[
        simple("2026-01-10", "512", "7561", "1000"),
        simple("2026-02-10", "65711", "512", "333"),
        simple("2026-02-10", "6571", "512", "100"),
        simple("2026-03-10", "6281", "451", "200"),
        simple("2026-03-10", "627", "512", "10"),
        simple("2026-12-31", "6895", "195", "57"),
    ]);
    let year = Period::year(2026).expect("a year");
    let told = |ledger: &Ledger| -> Vec<(Destination, Amount, Amount)> {
        let shares = ledger.shares_of(association(), year, euros("10"));
        shares.into_iter().map(|share| (share.destination, share.total, share.share)).collect()
    };
    let line = |destination, total: &str, share: &str| (destination, euros(total), euros(share));
    assert_eq!(
        told(&ledger),
        [
            line(Destination::Allocations(account("6571")), "100", "1"),
            line(Destination::Allocations(account("65711")), "333", "3.33"),
            line(Destination::PassedOn, "200", "2"),
            line(Destination::Dedicated, "57", "0.57"),
            line(Destination::Running, "10", "0.10"),
            line(Destination::Kept, "300", "3"),
        ]
    );
    assert!(told(&Ledger::default()).is_empty());
    let deficit = books(&[simple("2026-01-01", "627", "512", "1")]);
    assert_eq!(told(&deficit), [line(Destination::Running, "1", "10")]);
}

#[test]
fn a_budget_line_takes_its_sub_accounts_unless_they_have_their_own() {
    let ledger = books(&[
        simple("2026-01-10", "512", "7561", "90"),
        simple("2026-02-10", "65711", "512", "30"),
        simple("2026-02-11", "65712", "512", "60"),
        simple("2026-02-12", "627", "512", "2"),
    ]);
    let budget = [
        (account("657"), euros("100")),
        (account("65712"), euros("50")),
        (account("756"), euros("120")),
    ];
    let lines = ledger.budget_against_actual(&budget, Period::year(2026).expect("a year"));
    let told: Vec<(String, Amount, Amount)> =
        lines.iter().map(|line| (line.account.to_string(), line.actual, line.left())).collect();
    let line =
        |number: &str, actual: &str, left: &str| (number.to_owned(), euros(actual), euros(left));
    assert_eq!(
        told,
        [
            line("657", "30", "70"),
            line("65712", "60", "-10"),
            line("756", "90", "30"),
            line("627", "2", "-2"),
        ]
    );
}
