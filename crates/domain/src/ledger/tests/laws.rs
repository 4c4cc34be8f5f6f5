//! Properties: what holds for any books.

use proptest::prelude::*;

use super::*;

/// Random balanced entries over the accounts of a chart, with parties, over two years.
fn any_entry() -> impl Strategy<Value = Entry> {
    let accounts = association().accounts().len();
    let posting = (0..accounts, 0u32..9, -1_000_000i64..1_000_000);
    let postings = prop::collection::vec(posting, 1..6);
    let words = (0usize..6, 0i32..730, 0u32..4);
    (postings, words).prop_filter_map("class 8 balances alone", |(drawn, (journal, days, why))| {
        let chart = association();
        let mut postings: Vec<Posting> = drawn
            .into_iter()
            .map(|(place, party, cents)| Posting {
                account: chart.accounts()[place].number,
                party: match party {
                    0..3 => None,
                    3..7 => Some(Party::Member(MemberId(party - 2))),
                    _ => Some(Party::Level(LevelId(party - 6))),
                },
                amount: Amount::from_cents(cents),
            })
            .filter(|posting| posting.account.class() != 8)
            .collect();
        let sum: Amount = postings.iter().map(|posting| posting.amount).sum();
        postings.push(Posting { account: account("512"), party: None, amount: -sum });
        let reason = match why {
            0 => Reason::Rule { rule: format!("règle {why}"), since: day("2025-01-01") },
            1 => Reason::Document { digest: format!("{days:064x}") },
            2 => Reason::BankLine(BankLineId(days.unsigned_abs() + 1)),
            _ => Reason::Decision(DecisionId(1)),
        };
        let date = day("2025-01-01").plus_days(days);
        let label = format!("écriture {}", days % 7);
        Entry::new(JournalCode::ALL[journal], date, label, reason, postings).ok()
    })
}

fn any_books() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec(any_entry(), 0..25)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_balance_is_the_fold_of_its_postings_and_all_sum_to_zero(entries in any_books()) {
        let ledger = books(&entries);
        let mut total = Amount::ZERO;
        for (account, balance) in ledger.all_balances() {
            let lines = entries.iter().flat_map(|entry| &entry.postings);
            let lines: Vec<&Posting> = lines.filter(|line| line.account == account).collect();
            prop_assert_eq!(balance, lines.iter().map(|line| line.amount).sum::<Amount>());
            prop_assert_eq!(balance, ledger.balance(account));
            for party in (1..=4).map(|n| Party::Member(MemberId(n))) {
                let own = lines.iter().filter(|line| line.party == Some(party));
                let own: Amount = own.map(|line| line.amount).sum();
                prop_assert_eq!(own, ledger.party_balance(account, party));
            }
            let auxiliary = ledger.auxiliary(account, day("2999-12-31"));
            let auxiliary: Amount = auxiliary.iter().map(|line| line.balance).sum();
            prop_assert_eq!(auxiliary, ledger.balance_under(account));
            total = total.plus(balance);
        }
        prop_assert_eq!(total, Amount::ZERO);
        prop_assert!(ledger.is_the_fold_of_its_entries());
        let again: Vec<Entry> = ledger.entries().map(EntryView::to_entry).collect();
        prop_assert_eq!(again, entries);
    }

    #[test]
    fn a_snapshot_is_the_ledger_and_goes_on_as_it_would_have(
        entries in any_books(), next in any_entry()
    ) {
        let mut ledger = books(&entries);
        let written = serde_json::to_string(&ledger).expect("written");
        let mut read: Ledger = serde_json::from_str(&written).expect("read");
        prop_assert_eq!(&read, &ledger);
        let packed = postcard::to_stdvec(&ledger).expect("packed");
        prop_assert_eq!(&postcard::from_bytes::<Ledger>(&packed).expect("read"), &ledger);
        let packed = postcard::to_stdvec(&entries).expect("packed");
        prop_assert_eq!(&postcard::from_bytes::<Vec<Entry>>(&packed).expect("read"), &entries);
        ledger.post(&next, 1000);
        read.post(&next, 1000);
        prop_assert_eq!(&read, &ledger);
        prop_assert_eq!(serde_json::to_string(&read).expect("written"),
            serde_json::to_string(&ledger).expect("written"));
    }

    #[test]
    fn a_trial_balance_balances_and_its_periods_follow_each_other(entries in any_books()) {
        let ledger = books(&entries);
        for closing in [ClosingEntries::Included, ClosingEntries::LeftOut] {
            for year in [2025, 2026] {
                let period = Period::year(year).expect("a year");
                let trial = ledger.trial_balance(period, closing);
                prop_assert_eq!(trial.total().balance(), Amount::ZERO);
                prop_assert_eq!(trial.balances().balance(), Amount::ZERO);
                for line in &trial.lines {
                    let behind = trial.behind(line.account);
                    let sum: Amount = ledger.postings_behind(&behind).map(|(_, p)| p.amount).sum();
                    prop_assert_eq!(sum, line.closing());
                }
            }
        }
        let last = ledger.trial_balance(Period::year(2026).expect("a year"), ClosingEntries::Included);
        for line in &last.lines {
            prop_assert_eq!(line.closing(), ledger.balance(line.account));
        }
    }

    #[test]
    fn the_balance_sheet_balances_and_every_figure_opens_into_its_postings(entries in any_books()) {
        let ledger = books(&entries);
        for (name, _) in CHARTS {
            let chart = chart(name);
            for at in ["2025-06-30", "2026-12-31"] {
                let sheet = ledger.balance_sheet(chart, day(at));
                prop_assert_eq!(sheet.sum(Column::Assets), sheet.sum(Column::Liabilities), "{}", name);
                prop_assert!(sheet.unplaced.is_empty());
                prop_assert_eq!(sheet.sum(Column::Assets), row(&sheet, "TOTAL DE L'ACTIF").net());
                prop_assert_eq!(sheet.sum(Column::Liabilities), row(&sheet, "TOTAL DU PASSIF").net());
            }
            let year = Period::year(2026).expect("a year");
            let all = ledger.statements(chart, year);
            prop_assert_eq!(all.result(), row(&all.income, "EXCÉDENT OU DÉFICIT").net());
            for row in all.balance_sheet.rows.iter().chain(&all.income.rows) {
                let behind = ledger.postings_behind(&row.behind);
                let sum: Amount = behind.map(|(_, posting)| posting.amount).sum();
                let sum = if row.behind.credits_positive { -sum } else { sum };
                prop_assert_eq!(sum, row.net(), "{}: {}", name, row.french);
            }
        }
    }

    #[test]
    fn closing_a_year_changes_no_statement_and_carries_over_balances_that_sum_to_zero(
        entries in any_books()
    ) {
        let chart = association();
        let mut ledger = books(&entries);
        let year = Period::year(2025).expect("a year");
        let before = ledger.statements(chart, year);
        let Some(closing) = ledger.closing_entry(chart, 2025, Language::French) else {
            return Ok(());
        };
        let mut periods = Periods::default();
        periods.open_year(2025);
        prop_assert_eq!(ledger.check(&closing, chart, &periods), Ok(()));
        ledger.post(&closing, 999);
        let after = ledger.statements(chart, year);
        let figures = |statement: &Statement| -> Vec<Amount> {
            statement.rows.iter().map(StatementRow::net).collect()
        };
        prop_assert_eq!(figures(&before.balance_sheet), figures(&after.balance_sheet));
        prop_assert_eq!(figures(&before.income), figures(&after.income));
        let carried = ledger.carried_over(chart, 2025);
        prop_assert_eq!(carried.iter().map(|line| line.balance).sum::<Amount>(), Amount::ZERO);
        prop_assert!(ledger.is_the_fold_of_its_entries());
        let left = Behind::account(account("7561"), Period::until(year.to), ClosingEntries::Included);
        let left: Amount = ledger.postings_behind(&left).map(|(_, p)| p.amount).sum();
        prop_assert_eq!(left, Amount::ZERO);
    }

    #[test]
    fn months_follow_each_other_and_budgets_and_shares_miss_nothing(
        entries in any_books(), cents in 0i64..100_000
    ) {
        let ledger = books(&entries);
        let month = |year, number| Month::new(year, number).expect("a month");
        let money = [account("5")];
        let all = ledger.monthly(&money, month(2025, 1), month(2026, 12));
        prop_assert_eq!(all.len(), 24);
        prop_assert_eq!(all[23].balance, ledger.balance_under(money[0]));
        prop_assert_eq!(&ledger.monthly(&money, month(2025, 7), month(2026, 3)), &all[6..15]);

        let year = Period::year(2025).expect("a year");
        let budget = [(account("657"), euros("10")), (account("65712"), euros("5"))];
        let lines = ledger.budget_against_actual(&budget, year);
        let result: Amount = lines.iter()
            .map(|line| if line.is_income() { line.actual } else { -line.actual })
            .sum();
        prop_assert_eq!(result, ledger.statements(association(), year).result());
        for line in &lines {
            let sum: Amount = ledger.postings_behind(&line.behind).map(|(_, p)| p.amount).sum();
            let sum = if line.behind.credits_positive { -sum } else { sum };
            prop_assert_eq!(sum, line.actual);
        }

        let sum = Amount::from_cents(cents);
        let shares = ledger.shares_of(association(), year, sum);
        if !shares.is_empty() {
            prop_assert_eq!(shares.iter().map(|share| share.share).sum::<Amount>(), sum);
        }
    }

    #[test]
    fn no_text_makes_the_chart_reader_panic(text in "(name|kind|use|row|account|dedicated|need|since|;|[0-9+-]|\n|[a-zé ])*") {
        let _ = Chart::parse(&text);
    }
}
