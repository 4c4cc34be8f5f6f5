//! Any bytes, read as this form: an answer, and no panic.
#![no_main]

use caisse_votes::read::pabulib::{Limits, parse};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = parse(bytes, &Limits::default());
});
