//! Every figure shown is the state's.

use caisse_domain::identity::{ClaimId, DecisionId};
use caisse_domain::ledger::Use;
use caisse_units::{Amount, Language};
use caisse_web::House;
use caisse_web::views::Payment;
use caisse_window::Window;

use crate::caisse::{Caisse, Seen, day, euros, month};

const BOTH: [Language; 2] = [Language::French, Language::English];

fn lived() -> Seen {
    Caisse::lived().seen()
}

/// Reads the state behind a window.
fn state<T>(window: &Window, read: impl FnOnce(&caisse_domain::Organisation) -> T) -> T {
    let desk = window.desk().read().expect("nobody panicked");
    read(desk.state().expect("founded"))
}

#[test]
fn the_fund_is_money_in_hand_less_what_is_owed_and_promised() {
    let window = lived();
    let (in_hand, owed, promised) = state(&window, |house| {
        let balance = |used| -house.ledger.balance(house.chart.account(used));
        (house.in_hand(), balance(Use::OwedToLevels), balance(Use::AllocationsPayable))
    });
    for language in BOTH {
        let public = window.public(language);
        assert_eq!(public.fund, in_hand.minus(owed).minus(promised));
        assert_eq!(public.kept_for_others, owed);
        let known = public.survival.fund.iter().rfind(|point| !point.expected);
        assert_eq!(known.map(|point| (point.month, point.fund)), Some((public.month, public.fund)));
        assert_eq!(public.survival.floor, Some(euros("100,00")));
    }
}

#[test]
fn flows_are_what_came_and_what_was_paid() {
    let public = lived().public(Language::French);
    assert_eq!(public.this_month.contributions, Amount::ZERO);
    assert_eq!(public.this_year.contributions, euros("92,00"), "15 + 25 + 12 + 40");
    let paid = state(&lived(), |house| {
        house.payments.get(caisse_domain::identity::PaymentId(1)).expect("P1").total()
    });
    assert_eq!(public.this_year.allocations, paid);
    let members = public.members;
    assert_eq!((members.people, members.households, members.organisations), (7, 6, 1));
}

#[test]
fn ten_euros_are_shared_to_the_cent() {
    let window = lived();
    for language in BOTH {
        let parts = window.public(language).ten_euros;
        assert_eq!(parts.iter().map(|part| part.amount).sum::<Amount>(), euros("10,00"));
        assert!(parts.len() >= 3, "{parts:?}");
        assert!(parts.iter().all(|part| !part.amount.is_negative()));
    }
    let parts = Caisse::founded().seen().public(Language::French).ten_euros;
    assert_eq!(parts.iter().map(|part| part.amount).sum::<Amount>(), euros("10,00"));
}

#[test]
fn a_member_reads_the_contribution_and_why() {
    let window = lived();
    for language in BOTH {
        let page = window.member("M3", language).expect("a member");
        assert_eq!(page.name.as_deref(), Some("Xavière"));
        let due = page.contribution.expect("a contribution");
        assert_eq!(due.month, month(2025, 3));
        assert_eq!(due.due, euros("25,00"), "four persons by the situation in the vault");
        assert_eq!(due.payment, Payment::Late { days: 10 });
        let transfer = due.transfer.expect("the caisse has an account");
        let id: ClaimId = due.claim.parse().expect("a claim");
        assert_eq!(transfer.reference, caisse_app::work::matching::reference(id).grouped());
        assert!(transfer.qr_text.contains("EUR25.00"), "{}", transfer.qr_text);
        let told = format!("{:?}", due.steps);
        assert!(told.contains("25,00") || told.contains("25.00"), "{told}");
        assert!(!told.contains("changed since") && !told.contains("a changé"), "{told}");
        assert_eq!(page.earlier.len(), 1);
        assert_eq!(page.earlier[0].payment, Payment::Paid { on: day("2025-02-04") });
        let mine = page.my_money.iter().map(|part| part.amount).sum::<Amount>();
        assert_eq!(mine, euros("25,00"));
    }
}

#[test]
fn a_choice_a_waiver_and_an_arrangement_are_said() {
    let window = lived();
    for language in BOTH {
        let chosen = window.member("M5", language).expect("a member");
        assert_eq!(chosen.earlier[0].due, euros("40,00"));
        let why = window.why(&chosen.earlier[0].claim, language).expect("why");
        assert_eq!(why.amount, euros("40,00"));
        let waived = window.member("M7", language).expect("a member");
        let Payment::Arranged { terms } = &waived.earlier[0].payment else {
            panic!("{:?}", waived.earlier[0].payment)
        };
        assert!(terms.contains("D2"), "{terms}");
        let spread = window.member("M8", language).expect("a member");
        assert!(matches!(spread.earlier[0].payment, Payment::Arranged { .. }));
    }
}

#[test]
fn the_treasurers_lists_are_the_states() {
    let window = lived();
    let (called, paid, open) = state(&window, |house| {
        let claims = || house.contributions.claims_of(month(2025, 2)).map(|(_, claim)| claim);
        let called: Amount = claims().map(|claim| claim.called).sum();
        let paid: Amount = claims().map(|claim| claim.paid).sum();
        (called, paid, house.bank.open_lines().count())
    });
    let february = window.month(month(2025, 2), Language::French).expect("February");
    assert_eq!((february.called.total(), february.paid.total()), (called, paid));
    assert_eq!(february.closed, Some(day("2025-03-02")));
    assert_eq!(february.previous, Some(month(2025, 1)));
    assert!(february.to_close.iter().filter(|one| one.met).count() >= 3);
    let march = window.month(month(2025, 3), Language::English).expect("March");
    assert_eq!(march.unmatched.lines.len(), open);
    assert_eq!(march.unmatched.lines[0].label, "VIR INCONNU");
    assert_eq!(march.to_decide.lines.len(), 2, "one contested, one that waits");
    assert_eq!((march.to_sign.lines.len(), march.to_pay.lines.len()), (1, 0));
    assert_eq!(march.next, None);
    assert!(march.to_close.iter().any(|one| !one.met));
}

#[test]
fn the_accounts_balance_and_agree_with_the_statements() {
    let window = lived();
    for language in BOTH {
        let accounts = window.accounts(2025, language).expect("2025");
        let sum = |lines: &[caisse_web::views::AccountLine]| {
            lines.iter().map(|line| line.amount).sum::<Amount>()
        };
        assert_eq!(sum(&accounts.assets), sum(&accounts.liabilities));
        let result = sum(&accounts.income).minus(sum(&accounts.expenses));
        let computed = accounts.liabilities.last().expect("a result");
        assert!(computed.account.is_empty());
        assert_eq!(computed.amount, result);
        let stated = state(&window, |house| {
            let year = caisse_domain::ledger::figures::Period::year(2025).expect("a year");
            house.ledger.statements(&house.chart, year).result()
        });
        assert_eq!(result, stated);
        let debit = accounts.trial.iter().map(|line| line.debit).sum::<Amount>();
        let credit = accounts.trial.iter().map(|line| line.credit).sum::<Amount>();
        assert_eq!(debit, credit);
        let last = accounts.fund.last().expect("a month");
        assert_eq!(last.fund, window.public(language).fund);
    }
}

#[test]
fn the_lines_of_an_account_lead_from_its_opening_to_its_balance() {
    let window = lived();
    let bank = state(&window, |house| house.chart.account(Use::Bank));
    let page = window.ledger(&bank.to_string(), 2025, 1, Language::French).expect("the bank");
    let mut balance = page.opening;
    for line in &page.lines {
        balance = balance.plus(line.debit).minus(line.credit);
        assert_eq!(line.balance, balance);
    }
    assert_eq!(balance, state(&window, |house| house.ledger.balance(bank)));
    assert_eq!(page.pages.count, 1);
}

#[test]
fn an_entry_says_what_it_carries_out() {
    let window = lived();
    let count = state(&window, |house| house.ledger.entry_count());
    for number in 1..=count {
        let entry = window.entry(&format!("E{number}"), Language::English).expect("an entry");
        assert!(!entry.reasons.is_empty());
        let debit = entry.postings.iter().map(|posting| posting.debit).sum::<Amount>();
        let credit = entry.postings.iter().map(|posting| posting.credit).sum::<Amount>();
        assert_eq!(debit, credit);
        let recorded = state(&window, |house| {
            let id = caisse_domain::identity::EntryId::at(number - 1);
            house.ledger.entry(id).map(|view| view.recorded_in())
        });
        assert_eq!(Some(entry.record), recorded);
    }
    let corrected = (1..=count)
        .filter_map(|number| window.entry(&format!("E{number}"), Language::English))
        .filter(|entry| !entry.corrections.is_empty());
    assert_eq!(corrected.count(), 2, "the entry and its counter-entry");
}

#[test]
fn a_decision_shows_what_it_changed() {
    let window = lived();
    let decision = window.decision("D2", Language::English).expect("D2");
    let told: Vec<&str> = decision.effects.iter().map(|effect| effect.sentence.as_str()).collect();
    let told = told.join("\n");
    for word in ["Split of contributions", "Reserve left untouched", "M7", "M8", "E"] {
        assert!(told.contains(word), "{word} in {told}");
    }
    let by_it = state(&window, |house| {
        let reason = caisse_domain::ledger::Reason::Decision(DecisionId(2));
        house.ledger.entries().filter(|entry| entry.reason() == reason).count()
    });
    let entries = decision.effects.iter().filter(|effect| effect.sentence.starts_with("entry "));
    assert_eq!(entries.count(), by_it);
    assert_eq!(window.decision("D1", Language::French).expect("D1").record, 0);
}

#[test]
fn a_rule_is_told_with_its_examples_and_its_vote() {
    let window = lived();
    for language in BOTH {
        let rule = window.rule("cotisation", None, language).expect("the rule");
        assert_eq!(rule.adoption.decision, "D1");
        assert_eq!(rule.examples.len(), 5);
        assert!(rule.examples.iter().all(|example| !example.result.is_empty()));
        assert!(rule.sentences.len() >= 4, "{:?}", rule.sentences);
        let keys = window.rule("cles", Some(day("2025-01-01")), language).expect("the keys");
        assert_eq!(keys.adoption.decision, "D2");
        assert_eq!(keys.tables[0].rows.len(), 2);
        let width = keys.tables[0].columns.len();
        assert!(keys.tables[0].rows.iter().all(|row| row.len() == width));
    }
}

#[test]
fn an_allowance_shared_short_is_explained() {
    let window = lived();
    let (granted, computed) = state(&window, |house| {
        let one = house.allocations.get(caisse_domain::identity::AllocationId(1)).expect("A1");
        (one.amount, one.computed)
    });
    assert!(granted < computed);
    let why = window.why("A1", Language::English).expect("why");
    assert_eq!(why.amount, granted);
    let told = format!("{:?}", why.steps);
    assert!(told.contains("too short for all"), "{told}");
    assert_eq!(why.adoption.decision, "D1");
    assert!(!why.entries.is_empty());
}

#[test]
fn the_journal_is_the_stores_the_newest_first() {
    let window = lived();
    let journal = window.journal(1, Language::French).expect("a page");
    let head = window.desk().read().expect("nobody panicked").house.head();
    assert_eq!(journal.count, head.size);
    assert_eq!(journal.records[0].number, head.size - 1);
    assert_eq!(journal.records[0].hash, head.hash.to_string());
    let shown = journal.records.len() as u64;
    assert_eq!(shown, head.size.min(50));
    for record in &journal.records {
        assert_ne!(record.kind, "autre enregistrement");
    }
    let checkpoint = journal.checkpoint.expect("it was signed");
    assert_eq!(checkpoint.size, head.size);
    assert_eq!(window.checkpoint(), Some(checkpoint.note.clone()));
    assert!(checkpoint.key.starts_with("caisse.essai+"));
    assert!(checkpoint.witnesses.is_empty());
}
