//! An archive that bears out what was heard, and one that does not.

use caisse_domain::books;
use caisse_domain::federation::{Message, Statement};
use caisse_journal::archive;
use caisse_units::{Amount, Language, Month};

use super::*;

fn january() -> Month {
    Month::new(2026, 1).unwrap()
}

/// Closes January and publishes its statement.
fn publish(place: &mut Place) -> Statement {
    place.clock.set(day("2026-02-05"));
    let close = C::Books(books::Command::CloseMonth { month: january() });
    place.desk().act(TREASURER, close).unwrap();
    let base = Some(Amount::from_cents(100_000));
    match place.act(Command::PublishStatement { month: january(), base }) {
        Event::Sent { message, .. } => match *message {
            Message::Statement(statement) => statement,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn archived(place: &mut Place) -> PathBuf {
    let path = place.folder.path().join("archive.caisse");
    let file = std::fs::File::create(&path).unwrap();
    let directory = &place.desk().directory;
    archive::export(directory.store().as_ref(), directory.organisation(), file).unwrap();
    path
}

/// The federation takes these words as the caisse's next ones.
fn says_to(above: &mut Place, statement: Statement) {
    let number = above.peer().next();
    let (digest, message) = (format!("{number:064x}"), Message::Statement(statement));
    above.act(Command::Receive { peer: FIRST, number, digest, message: Some(Box::new(message)) });
}

#[test]
fn an_archive_bears_out_what_a_caisse_published() {
    let (mut above, mut below) = two();
    publish(&mut below);
    above.clock.set(day("2026-02-05"));
    above.hears(&below);
    let archive = archived(&mut below);
    let found = audit(above.desk(), FIRST, &archive).unwrap();
    assert_eq!(found.len(), 1);
    assert!(found[0].is_borne_out(), "{found:?}");
}

#[test]
fn a_caisse_that_lied_is_told_figure_by_figure() {
    let (mut above, mut below) = two();
    let honest = publish(&mut below);
    above.clock.set(day("2026-02-05"));
    above.hears(&below);
    says_to(&mut above, Statement { members: 60, ..honest });
    let archive = archived(&mut below);
    let found = audit(above.desk(), FIRST, &archive).unwrap();
    let told = found[0].sentences(Language::French);
    assert_eq!(told[0], "son journal n'a pas publié ce relevé");
    assert_eq!(told[1], "membres : 60 publiés, l'archive donne 3");
    assert!(!found[0].is_borne_out());
}

#[test]
fn the_archive_of_somebody_else_or_of_nobody_proves_nothing() {
    let (mut above, mut below) = two();
    let own = archived(&mut above);
    let refused = audit(above.desk(), FIRST, &own).unwrap_err();
    assert!(matches!(refused, AuditError::Another { .. }), "{refused:?}");
    let mut bytes = std::fs::read(archived(&mut below)).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let broken = above.folder.path().join("broken.caisse");
    std::fs::write(&broken, bytes).unwrap();
    let refused = audit(above.desk(), FIRST, &broken).unwrap_err();
    assert!(matches!(refused, AuditError::Unsound { .. } | AuditError::Archive(_)), "{refused:?}");
    let missing = audit(above.desk(), PeerId(9), &broken).unwrap_err();
    assert!(matches!(missing, AuditError::Unknown { .. }));
}
