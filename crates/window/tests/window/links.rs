//! Every page that a link leads to answers, in both languages, for both readers.

use caisse_web::House;
use caisse_window::Reader;

use crate::browser::Server;
use crate::caisse::Caisse;

/// What only a treasurer may read: names, and the wordings of bank lines.
const SEALED: [&str; 5] = ["Zoé-Alma", "Xavière", "AMAP du Pont", "VIR ZOE", "PRLV MYSTERE"];

#[test]
fn every_link_of_the_treasurers_window_leads_to_a_page() {
    let server = Server::of(Caisse::lived().seen());
    for tag in ["fr", "en"] {
        let pages = server.all(tag);
        for (path, (status, _)) in &pages {
            assert_eq!(*status, 200, "{path}");
        }
        for start in [
            "/regles/cotisation",
            "/membres/M1",
            "/mois/2025-02",
            "/comptes/2025/",
            "/ecritures/E1",
            "/decisions/D2",
            "/pourquoi/C1",
            "/pourquoi/A1",
            "/journal",
        ] {
            let found = pages.keys().any(|path| path.starts_with(start));
            assert!(found, "no link leads to {start}: {:?}", pages.keys().collect::<Vec<_>>());
        }
        let read: String = pages.values().map(|(_, body)| body.as_str()).collect();
        // An organisation of which no rule asks stands in no list of the month.
        for word in SEALED.into_iter().filter(|word| *word != "AMAP du Pont") {
            assert!(read.contains(word), "the treasurer reads {word}");
        }
    }
}

#[test]
fn the_window_for_everyone_shows_nothing_that_was_sealed() {
    let window = Caisse::lived().seen_by(Reader::Everyone);
    let language = caisse_units::Language::French;
    assert!(!window.shows_the_month());
    assert_eq!(window.member("M1", language), None);
    assert_eq!(window.why("C1", language), None);
    assert_eq!(window.month(crate::caisse::month(2025, 2), language), None);
    let server = Server::of(window);
    for tag in ["fr", "en"] {
        let pages = server.all(tag);
        assert!(pages.len() > 30, "only {} pages", pages.len());
        for (path, (status, body)) in &pages {
            assert_eq!(*status, 200, "{path}");
            for word in SEALED {
                assert!(!body.contains(word), "{path} says {word}");
            }
        }
    }
}

#[test]
fn a_caisse_founded_this_morning_has_all_its_pages() {
    for caisse in [Caisse::founded(), Caisse::unfounded()] {
        let server = Server::of(caisse.seen());
        for tag in ["fr", "en"] {
            let (status, _) = server.get(&format!("/?langue={tag}"));
            assert_eq!(status, 200);
        }
    }
    let server = Server::of(Caisse::founded().seen());
    for (path, (status, _)) in server.all("fr") {
        assert_eq!(status, 200, "{path}");
    }
}

#[test]
fn what_is_not_there_is_none() {
    let window = Caisse::lived().seen();
    let language = caisse_units::Language::English;
    for id in ["M0", "M9", "m1", "M01", "1", ""] {
        assert_eq!(window.member(id, language), None, "{id}");
    }
    for id in ["C0", "C999", "A0", "A999", "B1", "../C1"] {
        assert_eq!(window.why(id, language), None, "{id}");
    }
    assert_eq!(window.accounts(2024, language), None);
    assert_eq!(window.ledger("512", 2025, 0, language), None);
    assert_eq!(window.ledger("512", 2025, 9, language), None);
    assert_eq!(window.ledger("999", 2025, 1, language), None);
    assert_eq!(window.entry("E999", language), None);
    assert_eq!(window.decision("D3", language), None);
    assert_eq!(window.rule("cotisation", Some(crate::caisse::day("2024-06-01")), language), None);
    assert_eq!(window.journal(0, language), None);
    assert_eq!(window.journal(99, language), None);
    assert_eq!(window.month(crate::caisse::month(2024, 12), language), None);
}

#[test]
fn the_window_follows_the_journal() {
    let window = Caisse::founded().seen();
    let language = caisse_units::Language::French;
    assert!(window.decision("D1", language).is_some());
    assert_eq!(window.decision("D2", language), None);
    let decision = caisse_domain::offices::Decision {
        assembly: "Assemblée".to_owned(),
        on: crate::caisse::day("2025-01-10"),
        title: "Deux".to_owned(),
        text: String::new(),
        document: None,
    };
    let command =
        caisse_domain::Command::Offices(caisse_domain::offices::Command::Record(decision));
    let done = {
        let mut desk = window.desk().write().expect("nobody panicked");
        desk.act(caisse_domain::offices::Actor::Founders, command).expect("recorded")
    };
    let shown = window.decision("D2", language).expect("the new decision");
    assert_eq!(shown.record, done.record);
}
