//! Any bytes, read as a page of messages: an answer and no panic; and what is read is written and
//! read again, whole.
#![no_main]

use caisse_messages::page::{read, write};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(messages) = read(bytes) {
        for message in &messages {
            assert_eq!(message.heading().to_string(), message.note().text());
        }
        assert_eq!(read(write(&messages).as_bytes()).as_ref(), Ok(&messages));
    }
});
