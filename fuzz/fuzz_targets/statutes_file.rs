//! Any bytes, read as statutes: an answer, no panic; and what is read is read again as it is written.
#![no_main]

use caisse_app::work::statutes_file::{read, write};
use caisse_units::Language;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(statutes) = read(bytes) {
        for language in [Language::French, Language::English] {
            assert_eq!(read(write(&statutes, language).as_bytes()).as_ref(), Ok(&statutes));
        }
    }
});
