//! Any bytes, read as this form: an answer, and no panic.
#![no_main]

use caisse_votes::read::{preflib::read_orders, text::Limits};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = read_orders(bytes, &Limits::default());
});
