//! Durable transfers with 32 clients that all touch the bank account: the house on SQLite, and a
//! minimal double-entry schema with a kept balance row in PostgreSQL, on the same disk.
//!
//! Run with `cargo bench -p caisse-app --bench transfers`; PostgreSQL (Debian: `postgresql`) is looked
//! for in `POSTGRESQL_BIN`, else under `/usr/lib/postgresql`. Each side runs three times, in turn, and
//! the median counts. Its cluster lives in a folder of the target, listens to a socket in that folder
//! only, keeps the settings that it comes with, and is stopped afterwards. PostgreSQL refuses to run
//! as root: then it runs as the user `postgres`.

#[path = "../house/large.rs"]
#[allow(dead_code, reason = "the large caisse of the other bench is only begun here")]
mod large;
mod rival;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use caisse_app::{Handle, House, SetClock, Source};
use caisse_domain::ledger::Use;
use caisse_journal::OrganisationId;
use caisse_journal_sqlite::SqliteStore;
use caisse_units::Amount;

/// Clients at the same time.
const CLIENTS: u32 = 32;

/// Rounds of each side.
const ROUNDS: usize = 3;

/// Members, each with one transfer a month.
const MEMBERS: u32 = 10_000;

/// Months of transfers in a round.
const MONTHS: u32 = 2;

fn main() {
    if std::env::args().any(|argument| argument == "--test" || argument == "--list") {
        return;
    }
    let rival = rival::Cluster::start(folder());
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(transfers());
        theirs.extend(rival.as_ref().map(|cluster| cluster.transfers(CLIENTS)));
    }
    let ours = told("the house on SQLite", &mut ours);
    match rival {
        Ok(cluster) => {
            let theirs = told(&cluster.version(), &mut theirs);
            println!("{:.1} times as many (asked: at least 10)", ours / theirs);
        }
        Err(why) => println!("skipped: PostgreSQL, {why}"),
    }
}

/// Prints the rounds and gives their median.
fn told(who: &str, rates: &mut [f64]) -> f64 {
    rates.sort_unstable_by(f64::total_cmp);
    let median = rates[rates.len() / 2];
    println!("{who}: {median:.0} durable transfers/s with {CLIENTS} clients (rounds: {rates:.0?})");
    median
}

/// An empty folder on the disk of the target folder, erased when dropped.
fn folder() -> tempfile::TempDir {
    let target = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target");
    std::fs::create_dir_all(&target).expect("the target folder");
    let target = target.canonicalize().expect("the target folder");
    tempfile::tempdir_in(target).expect("a folder")
}

/// Transfers a second: each is one member's money on the bank account, decided, sealed and durable
/// before its client asks for the next.
fn transfers() -> f64 {
    let folder = folder();
    let store = SqliteStore::open(folder.path().join("journal.sqlite")).expect("opens");
    let organisation = OrganisationId::new("bench").expect("an identifier");
    let clock = Arc::new(SetClock::at(large::today()));
    let mut house =
        House::open(organisation, Arc::new(store), clock, Source::seeded(1)).expect("opens");
    large::execute(&mut house, large::beginning(MEMBERS));
    let first = large::founded_on().month();
    let months: Vec<_> = std::iter::successors(Some(first), |month| Some(month.next()))
        .take(MONTHS as usize)
        .collect();
    for month in &months {
        large::execute(&mut house, [large::call(*month), large::statement(*month, MEMBERS)]);
    }
    let handle = Handle::new(house);
    let next = AtomicU32::new(0);
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let (month, member) = (number / MEMBERS, number % MEMBERS + 1);
                    let Some(month) = months.get(month as usize) else { return };
                    let command = large::receipt(*month, member, number + 1);
                    let request = large::request(1 << 40 | u64::from(number), command);
                    handle.execute(request).expect("accepted");
                }
            });
        }
    });
    let spent = start.elapsed();
    let house = handle.read();
    let state = house.state().expect("founded");
    let bank = state.ledger.balance(state.chart.account(Use::Bank));
    assert_eq!(bank, Amount::from_cents(i64::from(MEMBERS * MONTHS) * 10_00));
    f64::from(MEMBERS * MONTHS) / spent.as_secs_f64()
}
