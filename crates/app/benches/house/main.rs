//! The house at work: what a receipt costs, commands made durable together, a month's call for
//! 100,000 members, replay, opening from a snapshot, and the memory of a state.
//!
//! Run with `cargo bench -p caisse-app --bench house`. The figures that are taken once (they change
//! the caisse they are taken on) are printed first, then those that divan repeats. CPU is the time
//! of the thread, user and system, as the kernel counts it. `HOUSE_MONTHS` (12 unless told) is how
//! many months of 10,000 transfers the large caisse has: 100 for the million.

mod figures;
mod large;
mod measure;

use std::hint::black_box;
use std::sync::Arc;

use caisse_app::{House, SetClock, Source};
use caisse_domain::offices::Actor;
use caisse_domain::{Envelope, Organisation, apply, decide};
use caisse_journal::{
    Digest, JournalStore, MemoryStore, Moment, OrganisationId, Pseudonym, Sealer,
};
use caisse_units::{Amount, Month};
use divan::Bencher;
use divan::counter::ItemsCount;

const MEMBERS: u32 = 10_000;

fn main() {
    figures::print();
    divan::main();
}

fn organisation() -> OrganisationId {
    OrganisationId::new("bench").expect("an identifier")
}

fn open(store: Arc<dyn JournalStore>) -> House {
    let clock = Arc::new(SetClock::at(large::today()));
    House::open(organisation(), store, clock, Source::seeded(1)).expect("opens")
}

/// A caisse of 10,000 members after some months, and the month after them called and stated.
fn called(months: u32) -> (House, Month, u32) {
    let mut house = open(Arc::new(MemoryStore::new()));
    large::fill(&mut house, MEMBERS, months);
    let month = (0..months).fold(large::founded_on().month(), |month, _| month.next());
    large::execute(&mut house, [large::call(month), large::statement(month, MEMBERS)]);
    (house, month, months * MEMBERS)
}

/// A receipt decided, written as JSON, sealed with its command's mark, and applied: all that a
/// command costs but the store.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn decide_seal_and_apply_ten_thousand_receipts(bencher: Bencher) {
    let (house, month, lines) = called(3);
    let (state, head) = (house.state().cloned(), house.head());
    bencher
        .counter(ItemsCount::new(MEMBERS))
        .with_inputs(|| (state.clone(), Sealer::new(head)))
        .bench_local_values(|(mut state, mut sealer)| {
            receive_all(&mut state, &mut sealer, month, lines);
            state
        });
}

/// Decides, seals and applies the receipts of a month.
fn receive_all(state: &mut Option<Organisation>, sealer: &mut Sealer, month: Month, lines: u32) {
    let envelope = Envelope { actor: Actor::Founders, today: large::today() };
    for member in 1..=MEMBERS {
        let command = large::receipt(month, member, lines + member);
        let event = decide(state.as_ref(), envelope, command).expect("accepted");
        let text = serde_json::to_string(&event).expect("plain data");
        let batch = sealer
            .seal_command(
                Moment(1),
                Pseudonym::ORGANISATION,
                "0123456789abcdef0123456789abcdef",
                Digest::of(b"command"),
                &[text],
                &mut || [7; 16],
            )
            .expect("sealed");
        black_box(batch);
        apply(state, &event, sealer.head().size - 1);
    }
}

/// Every balance of every account and member of a caisse of 120,000 transfers.
#[divan::bench]
fn all_balances(bencher: Bencher) {
    let (house, _, _) = called(12);
    let ledger = &house.state().expect("founded").ledger;
    bencher.bench_local(|| ledger.all_balances().map(|(_, balance)| balance).sum::<Amount>());
}
