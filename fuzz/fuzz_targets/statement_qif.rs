//! Any bytes, read as this form: an answer, and no panic.
#![no_main]

use caisse_banking::statement::{Format, ReadOptions, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let options = ReadOptions { format: Some(Format::Qif), ..ReadOptions::default() };
    let _ = read(bytes, None, &options);
});
