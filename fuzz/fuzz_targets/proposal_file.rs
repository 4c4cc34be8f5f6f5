//! Any text, read as a proposal and as an amendment, every file beside it being that same text: an
//! answer, and no panic.
#![no_main]

use caisse_app::work::proposal_file::{Source, change, content};
use caisse_domain::rules::RuleBook;
use caisse_units::Day;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let beside = |_: &str| Ok(text.as_bytes().to_vec());
    let book = RuleBook::default();
    let today = Day::new(2026, 11, 24).expect("a day");
    let source = Source { name: "p.toml", text, beside: &beside, book: &book, today };
    let _ = content(source);
    let _ = change(source);
});
