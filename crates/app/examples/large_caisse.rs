//! A large caisse to measure with, one process an act:
//! `large_caisse make DIRECTORY MEMBERS MONTHS` gives `MEMBERS` × `MONTHS` transfers (10,000 and 100
//! make a million) and a snapshot; `open` opens it whole from the snapshot and asks for every balance;
//! `balances` reads the accounts alone and sums every balance; `replay` computes the state from the
//! records; `verify` checks and replays everything.
//!
//! Run with `cargo run --release -p caisse-app --example large_caisse -- make DIRECTORY 10000 100`.

#[path = "../benches/house/large.rs"]
mod large;
#[path = "../benches/house/measure.rs"]
mod measure;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use caisse_app::{Accounts, Desk, DeskError, Directory, SetClock, Source, verify};
use caisse_domain::ledger::figures::{ClosingEntries, Period};
use caisse_journal::{Journal, OrganisationId, Payload, Record, StoreError};
use caisse_units::{Amount, Language};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let said = match arguments[..] {
        ["make", directory, members, months] => match (members.parse(), months.parse()) {
            (Ok(members), Ok(months)) => make(Path::new(directory), members, months),
            _ => usage(),
        },
        ["open", directory] => open(Path::new(directory)),
        ["balances", directory] => balances(Path::new(directory)),
        ["replay", directory] => replay(Path::new(directory)),
        ["verify", directory] => verified(Path::new(directory)),
        _ => usage(),
    };
    match said {
        Ok(said) => println!("{said}"),
        Err(error) => {
            eprintln!("{}", error.sentence(Language::English));
            std::process::exit(1);
        }
    }
}

fn usage() -> ! {
    eprintln!(
        "usage: large_caisse make DIRECTORY MEMBERS MONTHS | open DIRECTORY | balances DIRECTORY \
         | replay DIRECTORY | verify DIRECTORY"
    );
    std::process::exit(2);
}

fn clock() -> Arc<SetClock> {
    Arc::new(SetClock::at(large::today()))
}

fn make(directory: &Path, members: u32, months: u32) -> Result<String, DeskError> {
    let organisation = OrganisationId::new("grande-caisse").expect("an identifier");
    let mut desk = Desk::create(directory, organisation, clock(), Source::system())?;
    large::fill(&mut desk.house, members, months);
    let unkept = desk.house.keep_snapshot();
    assert!(unkept.is_none(), "the snapshot is kept: {unkept:?}");
    Ok(format!("{} records", desk.house.head().size))
}

fn open(directory: &Path) -> Result<String, DeskError> {
    let (before, start) = (measure::resident(), Instant::now());
    let desk = Desk::open_read_only(directory, clock())?;
    let (opened, held) = (start.elapsed(), measure::resident().saturating_sub(before));
    let ledger = &desk.state()?.ledger;
    let start = Instant::now();
    let sum: Amount = ledger.all_balances().map(|(_, balance)| balance).sum();
    let accounts = ledger.all_balances().map(|(account, _)| account);
    let parties = accounts.flat_map(|account| ledger.party_balances(account)).count();
    let asked = start.elapsed();
    let start = Instant::now();
    let year = Period::year(large::founded_on().year()).expect("a year");
    let trial = ledger.trial_balance(year, ClosingEntries::LeftOut);
    Ok(format!(
        "{} entries opened in {opened:.0?}, {} bytes a ledger line with all that stands behind it; \
         every balance of accounts and of parties ({parties} not at zero) in {asked:.2?}, they sum \
         to {sum}; the trial balance of a year ({} accounts) in {:.2?}",
        ledger.entry_count(),
        held / ledger.posting_count().max(1) as u64,
        trial.lines.len(),
        start.elapsed()
    ))
}

fn balances(directory: &Path) -> Result<String, DeskError> {
    let directory = Directory::open_read_only(directory)?;
    let accounts = Accounts::open(directory.store().as_ref(), directory.organisation())?;
    let ledger = accounts.expect("a snapshot is kept").ledger;
    let sum: Amount = ledger.all_balances().map(|(_, balance)| balance).sum();
    Ok(format!("{} entries; the balances sum to {sum}", ledger.entry_count()))
}

fn replay(directory: &Path) -> Result<String, DeskError> {
    let directory = Directory::open_read_only(directory)?;
    let store = directory.store();
    let (before, start) = (measure::cpu_of_all(), Instant::now());
    let journal = Journal::open(store.as_ref(), directory.organisation())?;
    let mut state = None;
    let read = |_: &Record, payload: Option<&Payload<'_>>| {
        let event = payload.expect("nothing is withheld").event;
        serde_json::from_str(event).expect("an event")
    };
    let replayed = journal.replay_read(read, |record, event| {
        caisse_domain::apply(&mut state, &event, record.number());
        Ok::<(), StoreError>(())
    })?;
    let (spent, took) = (measure::cpu_of_all() - before, start.elapsed());
    let rate = |time: Duration| replayed.size as f64 / time.as_secs_f64();
    Ok(format!(
        "{} records: {spent:.2?} of CPU ({:.0} records/s), {took:.2?} in all ({:.0} records/s)",
        replayed.size,
        rate(spent),
        rate(took)
    ))
}

fn verified(directory: &Path) -> Result<String, DeskError> {
    let directory = Directory::open_read_only(directory)?;
    let report = verify::store(directory.store().as_ref(), directory.organisation(), &[]);
    Ok(report.sentence(Language::English))
}
