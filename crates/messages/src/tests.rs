use caisse_journal::{Digest, NoteKey, NoteSigner, OrganisationId, SignedNote};
use caisse_units::Language;
use proptest::prelude::*;

use super::*;

fn organisation(name: &str) -> OrganisationId {
    OrganisationId::new(name).expect("an identifier")
}

fn signer(seed: u8) -> NoteSigner {
    NoteSigner::new("caisse-gironde", &[seed; 32]).expect("a name")
}

fn key() -> NoteKey {
    signer(7).public()
}

fn said(body: &str) -> Content {
    let kind = Kind::new("statement").expect("a word");
    Content { to: To::All, kind, body: body.to_owned() }
}

/// A feed of those bodies.
fn feed(bodies: &[&str]) -> Vec<Message> {
    let mut feed = Feed::new(organisation("caisse-gironde"));
    let second = 1_767_225_600;
    bodies.iter().map(|body| feed.write(&signer(7), second, said(body)).expect("short")).collect()
}

fn reader() -> Reader {
    Reader::new(organisation("caisse-gironde"), key())
}

#[test]
fn a_feed_is_read_in_order_and_each_message_once() {
    let messages = feed(&["{\"a\":1}", "{\"b\":2}", "{\"c\":3}"]);
    let page = page::write(&messages);
    let read = page::read(page.as_bytes()).expect("a page");
    assert_eq!(read, messages);
    let mut reader = reader();
    for message in &read {
        assert_eq!(reader.take(message), Ok(Taken::Next));
    }
    for message in &read {
        assert_eq!(reader.take(message), Ok(Taken::Again));
    }
    assert_eq!(reader.next(), 4);
}

#[test]
fn a_message_that_is_missing_is_asked_for() {
    let messages = feed(&["1", "2", "3"]);
    let mut reader = reader();
    assert_eq!(reader.take(&messages[1]), Err(Fault::Gap { expected: 1, found: 2 }));
    assert_eq!(reader.take(&messages[0]), Ok(Taken::Next));
    assert_eq!(reader.take(&messages[2]), Err(Fault::Gap { expected: 2, found: 3 }));
    assert_eq!(reader.next(), 2, "after a fault the reader stands where it stood");
}

#[test]
fn two_versions_of_one_message_are_evidence() {
    let (first, other) = (feed(&["1", "2"]), feed(&["1", "another"]));
    let mut reader = reader();
    for message in &first {
        assert_eq!(reader.take(message), Ok(Taken::Next));
    }
    let fault = reader.take(&other[1]).expect_err("said otherwise");
    let evidence = fault.evidence().expect("under its own signature");
    assert_eq!((evidence.number, evidence.known), (2, first[1].heading().digest()));
    let note = SignedNote::parse(&evidence.note).expect("the note whole");
    assert_eq!(Heading::parse(note.text()).expect("a heading"), *other[1].heading());
}

#[test]
fn a_past_that_was_rewritten_is_evidence_at_the_next_message() {
    let (first, other) = (feed(&["1", "2"]), feed(&["1", "another", "3"]));
    let mut reader = reader();
    for message in &first {
        assert_eq!(reader.take(message), Ok(Taken::Next));
    }
    let fault = reader.take(&other[2]).expect_err("another past");
    assert!(matches!(&fault, Fault::PastChanged(evidence) if evidence.number == 3), "{fault}");
}

#[test]
fn what_the_organisation_did_not_sign_is_not_its_contradiction() {
    let messages = feed(&["1"]);
    let mut stranger = Feed::new(organisation("caisse-gironde"));
    let forged = stranger.write(&signer(8), 5, said("another")).expect("short");
    let mut reader = reader();
    assert_eq!(reader.take(&messages[0]), Ok(Taken::Next));
    let fault = reader.take(&forged).expect_err("another key");
    assert!(matches!(fault, Fault::NotSigned { number: 1, .. }), "{fault}");
    assert!(fault.evidence().is_none());
}

#[test]
fn a_key_is_turned_by_its_own_last_message() {
    let mut feed = Feed::new(organisation("caisse-gironde"));
    let turn = feed.write(&signer(7), 5, said("{\"key\":\"…\"}")).expect("short");
    let after = feed.write(&signer(9), 6, said("under the new key")).expect("short");
    let mut reader = reader();
    assert_eq!(reader.take(&turn), Ok(Taken::Next));
    assert!(matches!(reader.take(&after), Err(Fault::NotSigned { .. })));
    reader.turn_to(signer(9).public());
    assert_eq!(reader.take(&after), Ok(Taken::Next));
    assert_eq!(
        reader.take(&turn),
        Ok(Taken::Again),
        "what was taken under the old key stays taken"
    );
}

#[test]
fn the_feed_of_another_organisation_is_not_followed() {
    let mut feed = Feed::new(organisation("caisse-lyon"));
    let message = feed.write(&signer(7), 5, said("1")).expect("short");
    assert!(matches!(reader().take(&message), Err(Fault::OtherFeed { .. })));
}

#[test]
fn a_reader_goes_on_after_a_restart() {
    let messages = feed(&["1", "2", "3"]);
    let known: Vec<Digest> = messages[..2].iter().map(|one| one.heading().digest()).collect();
    let mut reader = Reader::after(organisation("caisse-gironde"), key(), known);
    assert_eq!(reader.take(&messages[2]), Ok(Taken::Next));
}

#[test]
fn a_body_changed_on_its_way_is_refused_with_its_page() {
    let page = page::write(&feed(&["one", "two"])).replace("\"two\"", "\"tow\"");
    assert_eq!(page::read(page.as_bytes()), Err(MessageError::OtherBody { number: 2 }));
}

#[test]
fn a_page_keeps_its_limits() {
    let long = vec![b' '; page::LONGEST_PAGE + 1];
    assert!(matches!(page::read(&long), Err(MessageError::PageTooLong { .. })));
    let line = page::line(&feed(&["1"])[0]);
    let many = line.repeat(page::MOST_MESSAGES + 1);
    assert_eq!(page::read(many.as_bytes()), Err(MessageError::TooMany));
    let mut feed = Feed::new(organisation("caisse-gironde"));
    let body = "x".repeat(LONGEST_BODY + 1);
    let refused = feed.write(&signer(7), 5, said(&body));
    assert!(matches!(refused, Err(MessageError::BodyTooLong { .. })));
    assert_eq!(feed.next(), 1);
    assert_eq!(page::read(b"{}\n"), Err(MessageError::Line { line: 1 }));
}

#[test]
fn each_line_of_a_heading_is_checked() {
    let text = feed(&["1"])[0].heading().to_string();
    let lines: Vec<&str> = text.lines().collect();
    for line in 1..=8 {
        let mut changed: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
        changed[line - 1] = "É!".to_owned();
        let refused = Heading::parse(&format!("{}\n", changed.join("\n")));
        assert_eq!(refused, Err(MessageError::Heading { line }));
    }
    assert_eq!(Heading::parse(&format!("{text}more\n")), Err(MessageError::Heading { line: 9 }));
    for zero in ["0", "01", "+1"] {
        let refused = text.replacen("\n1\n", &format!("\n{zero}\n"), 1);
        assert_eq!(Heading::parse(&refused), Err(MessageError::Heading { line: 3 }));
    }
}

/// The bytes that `docs/messages-format.md` shows: a signature of Ed25519 is the same each time.
#[test]
fn the_message_of_the_format_page_is_ours() {
    let line = page::line(&feed(&["{\"month\":\"2026-03\"}"])[0]);
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/messages-format.md");
    let page = std::fs::read_to_string(page).expect("the page");
    assert!(page.contains(&line), "the page should show:\n{line}");
    assert!(page.contains(&key().to_string()), "the page should show {}", key());
}

#[test]
fn each_fault_has_its_sentences() {
    let evidence = Evidence { number: 3, known: Digest::of(b""), note: String::new() };
    let faults = [
        Fault::Gap { expected: 1, found: 3 },
        Fault::Forged { number: 3 },
        Fault::NotSigned { number: 3, key: key().to_string() },
        Fault::SaidOtherwise(Box::new(evidence.clone())),
        Fault::PastChanged(Box::new(evidence)),
    ];
    for fault in faults {
        let (french, english) =
            (fault.sentence(Language::French), fault.sentence(Language::English));
        assert_ne!(french, english);
        assert!(french.contains('3') && english.contains('3'), "{french}");
    }
}

proptest! {
    #[test]
    fn any_message_is_read_back_and_no_other_bytes_panic(
        body in ".{0,200}", bytes in proptest::collection::vec(any::<u8>(), 0..400),
    ) {
        let mut feed = Feed::new(organisation("caisse-gironde"));
        let message = feed.write(&signer(7), 5, said(&body)).expect("short");
        prop_assert_eq!(page::read(page::line(&message).as_bytes()), Ok(vec![message]));
        let _ = page::read(&bytes);
    }
}
