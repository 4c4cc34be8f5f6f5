//! Any bytes, read as this form: an answer, and no panic.
#![no_main]

use caisse_votes::read::grades::{Limits, Scale, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = read(bytes, &Scale::Found, Limits::default());
});
