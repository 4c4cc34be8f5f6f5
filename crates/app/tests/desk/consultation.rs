//! A federation asks what its rule would change; the caisse computes it and answers in totals.

use caisse_app::work::consultation::{answer, answer_all};
use caisse_domain::Command;
use caisse_domain::federation::{Card, Command as F, Consultation, Message, Side};
use caisse_domain::identity::{PeerId, ProposalId};
use caisse_domain::rules::AdoptedRule;
use caisse_units::Amount;

use super::caisse::{Caisse, acting, day, euros};
use super::month::food;

const FIRST: (PeerId, ProposalId) = (PeerId(1), ProposalId(1));

/// The federation is known and asks about a floor of twelve euros from September on.
fn asked(caisse: &mut Caisse) {
    let card = Card {
        origin: "federation".to_owned(),
        name: "Fédération".to_owned(),
        key: "federation+0a0b0c0d+AQID".to_owned(),
        address: None,
    };
    let own = "caisse".to_owned();
    caisse.act(Command::Federation(F::Introduce { own, card, side: Side::Above })).unwrap();
    let mut rule = caisse.state().rules.set().rule("cotisation").unwrap().clone();
    let purpose = caisse.state().rules.purpose("cotisation").unwrap().clone();
    let mut version = rule.versions.pop().unwrap();
    let written = serde_json::to_string(&version.lines).unwrap();
    assert!(written.contains("{\"euros\":1000}"));
    let higher = written.replace("{\"euros\":1000}", "{\"euros\":1200}");
    version.lines = serde_json::from_str(&higher).unwrap();
    (version.since, version.examples) = (day("2026-09-01"), Vec::new());
    rule.versions = vec![version];
    let message = Message::Consultation(Consultation {
        proposal: FIRST.1,
        title: "Un plancher commun".to_owned(),
        matter: "cotisation".to_owned(),
        rules: vec![AdoptedRule { purpose, rule }],
        from: day("2026-09-01"),
    });
    let (digest, message) = (format!("{:064x}", 1), Some(Box::new(message)));
    let receive = F::Receive { peer: FIRST.0, number: 1, digest, message };
    caisse.act(Command::Federation(receive)).unwrap();
}

#[test]
fn the_answer_holds_the_totals_of_the_members_and_nobody() {
    let mut caisse = food();
    caisse.call("2026-01", "2026-01-10");
    caisse.clock.set(day("2026-07-15"));
    asked(&mut caisse);
    let told = answer(&caisse.desk, FIRST.0, FIRST.1).unwrap();
    assert_eq!(told.impossible, None);
    assert_eq!(told.contributions, (euros("570"), euros("642")));
    assert_eq!((told.gain, told.lose), (Some(0), Some(6)));
    assert_eq!((told.members, told.months), (6, 6));
    assert_eq!(told.by_income.len(), 1);
    assert_eq!((told.by_income[0].members, told.by_income[0].change), (6, -euros("2")));
    // There is no tie yet: nothing is answered by itself.
    assert_eq!(answer_all(&mut caisse.desk, acting(1)).unwrap(), []);
}

#[test]
fn what_was_not_asked_or_cannot_take_place_is_said() {
    let mut caisse = food();
    assert!(answer(&caisse.desk, FIRST.0, FIRST.1).is_err(), "nobody asked");
    asked(&mut caisse);
    // September was called meanwhile: the rule could not begin there any more.
    caisse.clock.set(day("2026-09-01"));
    caisse.call("2026-09", "2026-09-10");
    let told = answer(&caisse.desk, FIRST.0, FIRST.1).unwrap();
    assert!(told.impossible.is_some());
    assert_eq!((told.members, told.contributions), (0, (Amount::ZERO, Amount::ZERO)));
}
