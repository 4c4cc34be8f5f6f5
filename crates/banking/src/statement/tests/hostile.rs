//! Whatever the bytes, a reader answers; and what it accepts keeps the laws.

use std::collections::BTreeSet;

use caisse_units::{Amount, AmountError, Day, Language};
use proptest::prelude::*;

use super::fixtures::ordinary;
use crate::statement::{
    Format, LineIdentity, Place, Problem, ReadOptions, Statement, StatementError, Warning, read,
};

const FORMATS: [Option<Format>; 7] = [
    None,
    Some(Format::Camt053),
    Some(Format::Cfonb120),
    Some(Format::Ofx),
    Some(Format::Csv),
    Some(Format::Qif),
    Some(Format::Mt940),
];

/// What must hold of any answer.
fn keeps_the_laws(answer: Result<Vec<Statement>, Vec<StatementError>>) {
    match answer {
        Ok(statements) => {
            for statement in statements {
                if let (Some(opening), Some(closing)) = (statement.opening, statement.closing) {
                    assert_eq!(opening.plus(statement.booked()), closing);
                }
                let identities: BTreeSet<LineIdentity> =
                    statement.lines.iter().map(|line| line.identity).collect();
                assert_eq!(identities.len(), statement.lines.len());
                assert!(statement.lines.is_sorted_by_key(|line| line.booked));
            }
        }
        Err(errors) => {
            assert!(!errors.is_empty());
            for error in errors {
                assert_ne!(error.sentence(Language::French), error.sentence(Language::English));
            }
        }
    }
}

fn read_as_all(bytes: &[u8]) {
    for format in FORMATS {
        let options = ReadOptions { format, ..ReadOptions::default() };
        keeps_the_laws(read(bytes, Some("x.csv"), &options));
    }
}

/// A change to a file: cut, flip, insert, repeat.
#[derive(Clone, Debug)]
enum Change {
    Cut(usize, usize),
    Flip(usize, u8),
    Insert(usize, Vec<u8>),
    Repeat(usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let at = 0usize..5_000;
    let pieces = prop::sample::select(vec![
        b"<".to_vec(),
        b"</".to_vec(),
        b"&#0;".to_vec(),
        b"&#x110000;".to_vec(),
        b"<![CDATA[".to_vec(),
        b"<!--".to_vec(),
        b"\xFF\xFE".to_vec(),
        b"\n:61:".to_vec(),
        b"99999999999999999999".to_vec(),
        b"-".to_vec(),
        b"\"".to_vec(),
        b";;;;".to_vec(),
        "é€\u{202f}".as_bytes().to_vec(),
        b"\r".to_vec(),
        b"\0".to_vec(),
    ]);
    prop_oneof![
        (at.clone(), 0usize..200).prop_map(|(at, length)| Change::Cut(at, length)),
        (at.clone(), any::<u8>()).prop_map(|(at, byte)| Change::Flip(at, byte)),
        (at.clone(), pieces).prop_map(|(at, piece)| Change::Insert(at, piece)),
        (at, 0usize..200).prop_map(|(at, length)| Change::Repeat(at, length)),
    ]
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    let within = |at: usize, length: usize| at.min(length);
    match change {
        Change::Cut(at, length) => {
            let start = within(*at, bytes.len());
            let end = within(start + length, bytes.len());
            bytes.drain(start..end);
        }
        Change::Flip(at, byte) => {
            let length = bytes.len().max(1);
            if let Some(place) = bytes.get_mut(at % length) {
                *place = *byte;
            }
        }
        Change::Insert(at, piece) => {
            let at = at % (bytes.len() + 1);
            bytes.splice(at..at, piece.iter().copied());
        }
        Change::Repeat(at, length) => {
            let start = within(*at, bytes.len());
            let end = within(start + length, bytes.len());
            let piece = bytes[start..end].to_vec();
            bytes.splice(end..end, piece);
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        read_as_all(&bytes);
    }

    #[test]
    fn any_text_of_their_letters_is_answered(text in "[<>/:!^DTP0-9A-Z;,.'{}é \n\r\"&-]{0,600}") {
        read_as_all(text.as_bytes());
    }

    #[test]
    fn any_damage_is_answered(
        file in 0usize..6,
        changes in prop::collection::vec(change(), 1..8),
    ) {
        let (name, mut bytes) = ordinary().swap_remove(file);
        for change in &changes {
            apply(&mut bytes, change);
        }
        keeps_the_laws(read(&bytes, Some(name), &ReadOptions::default()));
        read_as_all(&bytes);
    }

    #[test]
    fn reading_twice_says_the_same(file in 0usize..6) {
        let (name, bytes) = ordinary().swap_remove(file);
        let once = read(&bytes, Some(name), &ReadOptions::default());
        prop_assert_eq!(once, read(&bytes, Some(name), &ReadOptions::default()));
    }
}

#[test]
fn every_sentence_is_in_both_languages() {
    let text = || "x".to_owned();
    let amount = Amount::from_cents(100);
    let problems = [
        Problem::TooLarge { bytes: 2, limit: 1 },
        Problem::TooManyElements { limit: 1 },
        Problem::TooDeep { limit: 1 },
        Problem::TooManyLines { limit: 1 },
        Problem::TextTooLong { length: 2, limit: 1 },
        Problem::TooManyErrors { limit: 1 },
        Problem::Empty,
        Problem::UnknownForm,
        Problem::OtherDocument { name: text() },
        Problem::Encoding { encoding: text() },
        Problem::DocumentType,
        Problem::UnknownEntity { name: text() },
        Problem::Malformed { grammar: "XML", detail: text() },
        Problem::Truncated { expected: "07" },
        Problem::Missing { field: "Amt" },
        Problem::Unexpected { field: "Sts", text: text() },
        Problem::Amount(AmountError::NotANumber { text: text() }),
        Problem::AmbiguousAmount { text: text() },
        Problem::Day { text: text() },
        Problem::Currency { currency: text() },
        Problem::Balance { opening: amount, booked: amount, closing: amount },
        Problem::RunningBalance { before: amount, amount, after: amount },
        Problem::OtherAccount { expected: text(), found: text() },
        Problem::HeadNotFound { expected: vec![text()] },
        Problem::MappingNeeded { head: vec![text()] },
        Problem::Cells { expected: 1, found: 2 },
        Problem::Sides { debit: text(), credit: text() },
    ];
    for problem in problems {
        let french = problem.sentence(Language::French);
        assert_ne!(french, problem.sentence(Language::English));
        assert!(!french.contains("  "), "{french}");
        assert!(!problem.sentence(Language::English).contains("  "));
    }
    let day = Day::new(2026, 1, 31).unwrap();
    let warnings = [
        Warning::BalanceUnchecked,
        Warning::BalanceDiffers { opening: amount, booked: amount, closing: amount },
        Warning::AccountUnnamed,
        Warning::LineCount { declared: 1, found: 2 },
        Warning::DetailsDiffer { place: Place::Record(1), amount, details: amount },
        Warning::BookingDayAbsent { place: Place::Line(1) },
        Warning::DayAdjusted { place: Place::Line(1), text: text(), day },
        Warning::DayOrderAssumed,
        Warning::MappingProposed,
    ];
    for warning in warnings {
        assert_ne!(warning.sentence(Language::French), warning.sentence(Language::English));
    }
}
