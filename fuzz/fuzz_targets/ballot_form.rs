//! Any bytes, sent as a ballot of any shape: an answer and no panic; and what is accepted is shown
//! again by the fields that made it.
#![no_main]

use caisse_units::Language;
use caisse_web::ballot_form::{Answering, Fields, Shape};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let [kind, options, votes, body @ ..] = bytes else { return };
    let answering = match kind % 8 {
        0 => Answering::Motion,
        1 => Answering::Consent { vote: true },
        2 => Answering::Consent { vote: false },
        3 => Answering::Approval,
        4 => Answering::Scores { most: 10 },
        5 => Answering::Judgment { grades: 7 },
        6 => Answering::Ranking { ties: true },
        _ => Answering::Shares,
    };
    let shape = Shape { answering, options: u16::from(*options), votes: u64::from(*votes).max(1) };
    let Ok(fields) = Fields::read(body) else { return };
    let Ok(marks) = shape.marks(&fields, Language::French) else { return };
    assert_eq!(shape.marks(&shape.fields(&marks), Language::English), Ok(marks));
});
