//! The books at the size of a large caisse: a million transfers of two lines between the bank and
//! ten thousand members, over ten years.
//!
//! Run with `cargo bench -p caisse-domain --bench ledger`. The bytes per posting are printed first.

use std::sync::OnceLock;

use caisse_domain::identity::{DecisionId, EntryId, MemberId};
use caisse_domain::ledger::figures::{ClosingEntries, Period};
use caisse_domain::ledger::{
    AccountNumber, BulkEntry, Chart, Entry, JournalCode, Ledger, Party, Posting, Reason, Side,
};
use caisse_units::{Amount, Day};
use divan::Bencher;

const TRANSFERS: u32 = 1_000_000;
const MEMBERS: u32 = 10_000;

fn main() {
    let ledger = million();
    println!(
        "{} postings, {} bytes, {:.1} bytes a posting",
        ledger.posting_count(),
        ledger.bytes(),
        ledger.bytes() as f64 / ledger.posting_count() as f64
    );
    divan::main();
}

fn account(number: &str) -> AccountNumber {
    number.parse().expect("a number")
}

fn transfer(number: u32) -> Entry {
    let date = Day::new(2016, 1, 1).expect("a day").plus_days((number / 274) as i32);
    let party = Some(Party::Member(MemberId(number % MEMBERS + 1)));
    let amount = Amount::from_cents(i64::from(number % 9_000) + 1_000);
    let postings = vec![
        Posting::debit(account("512"), None, amount),
        Posting::credit(account("411"), party, amount),
    ];
    let label = format!("Virement du {date}");
    let reason = Reason::Decision(DecisionId(number % 12 + 1));
    Entry::new(JournalCode::Bank, date, label, reason, postings).expect("balanced")
}

fn million() -> &'static Ledger {
    static LEDGER: OnceLock<Ledger> = OnceLock::new();
    LEDGER.get_or_init(|| {
        let mut ledger = Ledger::default();
        for number in 0..TRANSFERS {
            ledger.post(&transfer(number), u64::from(number));
        }
        ledger
    })
}

fn chart() -> Chart {
    Chart::parse(include_str!("../../../charts/association-2025.csv")).expect("a sound chart")
}

#[divan::bench(sample_count = 20)]
fn post_a_hundred_thousand_transfers(bencher: Bencher) {
    let entries: Vec<Entry> = (0..100_000).map(transfer).collect();
    bencher.counter(divan::counter::ItemsCount::new(100_000u32)).bench_local(|| {
        let mut ledger = Ledger::default();
        for (record, entry) in entries.iter().enumerate() {
            ledger.post(entry, record as u64);
        }
        ledger
    });
}

#[divan::bench(sample_count = 20)]
fn call_a_month_for_a_hundred_thousand_members(bencher: Bencher) {
    let members: Vec<MemberId> = (1..=100_000).map(MemberId).collect();
    let amounts: Vec<Amount> = (1..=100_000).map(Amount::from_cents).collect();
    let reason = Reason::Decision(DecisionId(1));
    let call = BulkEntry {
        journal: JournalCode::Contributions,
        date: Day::new(2026, 1, 31).expect("a day"),
        label: "Appel de janvier 2026",
        reason: &reason,
        debit: account("411"),
        credit: account("7561"),
        by_member: Side::Debit,
        members: &members,
        amounts: &amounts,
    };
    bencher.bench_local(|| {
        let mut ledger = Ledger::default();
        ledger.post_bulk(&call, 1);
        ledger
    });
}

#[divan::bench]
fn all_balances_kept() -> Amount {
    million().all_balances().map(|(_, balance)| balance).sum()
}

#[divan::bench]
fn all_balances_of_members_kept() -> Amount {
    million().party_balances(account("411")).map(|(_, balance)| balance).sum()
}

#[divan::bench(sample_count = 20)]
fn all_balances_folded_again_and_compared() -> bool {
    million().is_the_fold_of_its_entries()
}

#[divan::bench(sample_count = 20)]
fn trial_balance_of_a_year() -> usize {
    let year = Period::year(2020).expect("a year");
    million().trial_balance(year, ClosingEntries::LeftOut).lines.len()
}

#[divan::bench(sample_count = 20)]
fn both_statements_with_the_year_before(bencher: Bencher) {
    let chart = chart();
    let year = Period::year(2020).expect("a year");
    bencher.bench_local(|| million().statements(&chart, year).result());
}

#[divan::bench(sample_count = 20)]
fn ledger_of_one_member() -> usize {
    let party = Some(Party::Member(MemberId(77)));
    million().account_ledger(account("411"), party, Period::always()).lines.len()
}

#[divan::bench(sample_count = 20)]
fn has_an_entry_been_undone() -> Option<EntryId> {
    million().corrected_by(EntryId(1))
}

#[divan::bench(sample_count = 10)]
fn write_a_snapshot() -> usize {
    postcard::to_stdvec(million()).expect("written").len()
}

#[divan::bench(sample_count = 10)]
fn read_a_snapshot(bencher: Bencher) {
    let written = postcard::to_stdvec(million()).expect("written");
    bencher
        .counter(divan::counter::BytesCount::new(written.len()))
        .bench_local(|| postcard::from_bytes::<Ledger>(&written).expect("read"));
}
