//! Writes the archive of a small caisse in which every kind of event happens, as `journals/` keeps it:
//! `cargo run -p caisse-world --example every_kind -- FILE`; with `votes` after FILE, that of a caisse
//! that decides by its assemblies; with `ties`, that of a federation. An existing file is left alone: what was
//! kept is never rewritten.

use std::fs::OpenOptions;
use std::sync::Arc;

use caisse_app::{Desk, SetClock, Source};
use caisse_journal::archive;
use caisse_world::caisse::identifier;
use caisse_world::{every_kind, every_vote};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: every_kind FILE [votes | ties]")?;
    let folder = tempfile::tempdir()?;
    let clock = SetClock::at(every_kind::founded_on());
    let root = folder.path().join("caisse");
    let made = Desk::create(&root, identifier(), Arc::new(clock.clone()), Source::seeded(1));
    let mut desk = made.map_err(|error| error.sentence(caisse_units::Language::English))?;
    match std::env::args().nth(2).as_deref() {
        Some("votes") => every_vote::live(&mut desk, &clock)?,
        Some("ties") => every_vote::ties::live(&mut desk, &clock)?,
        Some("readings") => every_vote::readings::live(&mut desk, &clock)?,
        _ => every_kind::live(&mut desk, &clock)?,
    }
    let file = OpenOptions::new().write(true).create_new(true).open(&path)?;
    let store = desk.directory.store();
    let summary = archive::export(store.as_ref(), desk.directory.organisation(), file)?;
    println!("{} records in {path}", summary.head.size);
    Ok(())
}
