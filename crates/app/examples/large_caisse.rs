//! A large caisse to measure with, one process an act:
//! `large_caisse make DIRECTORY MEMBERS MONTHS` gives `MEMBERS` × `MONTHS` transfers (10,000 and 100
//! make a million) and a snapshot; `large_caisse balances DIRECTORY` opens it from the snapshot and
//! sums every balance; `large_caisse verify DIRECTORY` checks and replays everything.
//!
//! Run with `cargo run --release -p caisse-app --example large_caisse -- make DIRECTORY 10000 100`.

#[path = "../benches/house/large.rs"]
mod large;

use std::path::Path;
use std::sync::Arc;

use caisse_app::{Desk, DeskError, SetClock, Source, verify};
use caisse_journal::OrganisationId;
use caisse_units::{Amount, Language};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let said = match arguments[..] {
        ["make", directory, members, months] => match (members.parse(), months.parse()) {
            (Ok(members), Ok(months)) => make(Path::new(directory), members, months),
            _ => usage(),
        },
        ["balances", directory] => balances(Path::new(directory)),
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
        "usage: large_caisse make DIRECTORY MEMBERS MONTHS | balances DIRECTORY | verify DIRECTORY"
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

fn balances(directory: &Path) -> Result<String, DeskError> {
    let desk = Desk::open_read_only(directory, clock())?;
    let ledger = &desk.state()?.ledger;
    let sum: Amount = ledger.all_balances().map(|(_, balance)| balance).sum();
    Ok(format!("{} entries; the balances sum to {sum}", ledger.entry_count()))
}

fn verified(directory: &Path) -> Result<String, DeskError> {
    let directory = caisse_app::Directory::open_read_only(directory)?;
    let report = verify::store(directory.store().as_ref(), directory.organisation(), &[]);
    Ok(report.sentence(Language::English))
}
