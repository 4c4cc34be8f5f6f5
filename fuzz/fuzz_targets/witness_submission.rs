//! Any text, read as what is handed to a witness: an answer and no panic; and what is read is written
//! and read again.
#![no_main]

use caisse_journal::witness::Submission;

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(submission) = Submission::parse(text) {
        assert_eq!(Submission::parse(&submission.to_string()).as_ref(), Ok(&submission));
    }
});
