//! A federation asks what its proposal would change, and is answered in totals.

use super::*;
use crate::identity::ProposalId;
use crate::proposals::{Command as P, Content, Effect};

const FIRST: ProposalId = ProposalId(1);

fn consulted() -> World {
    let mut world = World::new(2);
    let house = &mut world.federation.caisse;
    let effect = Effect::AdoptCommonRules {
        matter: "reference_wage".to_owned(),
        rules: vec![parameter("salaire_commun", "2026-03-01", "2000,00")],
    };
    let content = Content {
        title: "Un salaire commun".to_owned(),
        text: "L'exposé des motifs.".to_owned(),
        effect,
        from: day("2026-03-01"),
        links: Vec::new(),
        documents: Vec::new(),
    };
    house.by(Actor::Member(TREASURER), C::Proposals(P::Draft(Box::new(content))));
    let refusal = world.federation.refused(Command::Consult { proposal: FIRST });
    assert_eq!(refusal, Refusal::NothingToConsult { proposal: FIRST }, "it is a draft");
    let open = C::Proposals(P::Open { proposal: FIRST });
    world.federation.caisse.by(Actor::Member(TREASURER), open);
    world.federation.act(Command::Consult { proposal: FIRST });
    world.exchange();
    world
}

fn sound() -> Answer {
    Answer {
        proposal: FIRST,
        members: 67,
        months: 12,
        contributions: (euros(1_000), euros(1_200)),
        allocations: (euros(500), euros(900)),
        gain: Some(40),
        lose: Some(27),
        by_income: vec![Tier { members: 30, change: euros(10) }],
        impossible: None,
    }
}

fn answer(answer: Answer) -> Command {
    Command::AnswerTo { peer: first(), answer: Box::new(answer) }
}

#[test]
fn each_caisse_answers_a_federation_and_the_debate_sees_who_has_not_yet() {
    let mut world = consulted();
    let asked = &world.caisses[0].state().federation.peer(first()).expect("known").consultations;
    assert_eq!(asked[&FIRST].0.title, "Un salaire commun");
    world.caisses[0].act(answer(sound()));
    world.exchange();
    let state = world.federation.state();
    let told = answers(state, FIRST, day("2026-01-01"));
    let told: Vec<_> = told.iter().map(|one| one.answer.map(|answer| answer.gain)).collect();
    assert_eq!(told, [Some(Some(40)), None]);
    assert!(answers(state, ProposalId(2), day("2026-01-01")).is_empty());
    world.federation.caisse.kept();
    world.caisses[0].caisse.kept();
}

#[test]
fn an_answer_never_tells_of_fewer_than_five_people_neither_said_nor_heard() {
    let mut world = consulted();
    let few = [
        Answer { gain: Some(4), lose: Some(63), ..sound() },
        Answer { gain: Some(40), lose: Some(25), ..sound() },
        Answer { members: 3, gain: Some(0), lose: Some(0), by_income: Vec::new(), ..sound() },
        Answer { by_income: vec![Tier { members: 2, change: euros(10) }], ..sound() },
        Answer { by_income: vec![Tier { members: 70, change: euros(10) }], ..sound() },
    ];
    for wrong in few {
        let refusal = world.caisses[0].refused(answer(wrong.clone()));
        assert_eq!(refusal, Refusal::TellsOfPeople { smallest: 5 }, "{wrong:?}");
        let known = world.federation.state().federation.peer(first()).expect("known");
        let (number, digest) = (known.next(), format!("{:064x}", known.next()));
        let message = Some(Box::new(Message::Answer(wrong)));
        world.federation.act(Command::Receive { peer: first(), number, digest, message });
    }
    let known = world.federation.state().federation.peer(first()).expect("known");
    assert_eq!((known.answers.len(), known.unusable.len()), (0, 5));
    world.caisses[1].act(answer(Answer { gain: None, lose: Some(60), ..sound() }));
}

#[test]
fn nobody_answers_what_was_not_asked() {
    let mut world = consulted();
    let other = Answer { proposal: ProposalId(7), ..sound() };
    let refusal = world.caisses[0].refused(answer(other.clone()));
    let proposal = ProposalId(7);
    assert_eq!(refusal, Refusal::NotConsulted { peer: first(), proposal });
    let known = world.federation.state().federation.peer(first()).expect("known");
    let (number, digest) = (known.next(), format!("{:064x}", known.next()));
    let message = Some(Box::new(Message::Answer(other)));
    world.federation.act(Command::Receive { peer: first(), number, digest, message });
    let known = world.federation.state().federation.peer(first()).expect("known");
    assert_eq!((known.answers.len(), known.unusable.len()), (0, 1));
}
