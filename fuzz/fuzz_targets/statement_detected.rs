//! Any bytes, in the form they look like; what is accepted must balance.
#![no_main]

use caisse_banking::statement::{ReadOptions, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(statements) = read(bytes, Some("x.csv"), &ReadOptions::default()) else { return };
    for statement in statements {
        if let (Some(opening), Some(closing)) = (statement.opening, statement.closing) {
            assert_eq!(opening.plus(statement.booked()), closing);
        }
    }
});
