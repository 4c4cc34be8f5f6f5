//! What a peer says that it should not, what two federations both decide, and who votes otherwise.

use super::*;
use crate::assemblies::poll::{Answer, Ballot, Channel, Part, Question};
use crate::assemblies::{BallotGiven, Command as A, Kind, Paper};
use crate::identity::{AssemblyId, PollId};

fn receive(house: &mut House, peer: PeerId, message: Message) -> Event {
    let number = house.state().federation.peer(peer).expect("known").next();
    let message = Some(Box::new(message));
    house.act(Command::Receive { peer, number, digest: format!("{number:064x}"), message })
}

/// The last message could not be used, and this is why.
fn ignored(house: &House, peer: PeerId) -> Option<String> {
    let known = house.state().federation.peer(peer).expect("known");
    let (number, why) = known.unusable.last()?;
    assert_eq!(*number + 1, known.next(), "the feed goes on");
    Some(why.french.clone())
}

#[test]
fn a_message_beyond_every_measure_is_counted_and_has_no_effect() {
    let mut world = World::new(2);
    world.adopt_pool();
    world.publish(&[100, 50]);
    let sound = world.federation.state().federation.peer(first()).expect("known").statements
        [&month()]
        .clone();
    let beyond = Amount::from_cents(i64::MIN);
    let wrong = [
        Message::Statement(Statement { available: beyond, ..sound.clone() }),
        Message::Statement(Statement { called: -euros(1), ..sound.clone() }),
        Message::Statement(Statement { members: u64::MAX, ..sound.clone() }),
        Message::Statement(Statement { month: Month::new(2099, 1).expect("one"), ..sound.clone() }),
        Message::Joins {
            from: day("2026-01-01"),
            matters: vec![("x".to_owned(), 1); 501],
            decision: DecisionId(1),
        },
        Message::Key { key: "nothing".to_owned() },
        Message::Moved { address: "ftp://x".to_owned() },
    ];
    let before = world.federation.state().federation.peer(first()).expect("known").clone();
    for message in wrong {
        receive(&mut world.federation, first(), message.clone());
        assert!(ignored(&world.federation, first()).is_some(), "{message:?}");
    }
    let after = world.federation.state().federation.peer(first()).expect("known");
    assert_eq!((&after.statements, &after.card), (&before.statements, &before.card));
    let last = after.unusable.len() as u64;
    assert_eq!((last, after.next()), (7, before.next() + 7));
}

#[test]
fn an_equalisation_is_booked_once_and_only_when_it_sums_to_zero() {
    let mut world = World::new(2);
    world.adopt_pool();
    world.publish(&[100, 50]);
    world.equalise();
    let owed = world.caisses[0].owed_to(first());
    let done = world.federation.state().federation.equalised().next().expect("done").2.clone();
    receive(&mut world.caisses[0], first(), Message::Equalised(done.clone()));
    assert!(ignored(&world.caisses[0], first()).expect("why").contains("déjà passée"));
    let mut lopsided = Equalised { rule: "autre".to_owned(), ..done };
    lopsided.transfers.insert("caisse-1".to_owned(), euros(1_000));
    receive(&mut world.caisses[0], first(), Message::Equalised(lopsided));
    assert!(ignored(&world.caisses[0], first()).expect("why").contains("somme nulle"));
    assert_eq!(world.caisses[0].owed_to(first()), owed);
}

#[test]
fn what_is_set_above_is_not_adopted_here_even_without_a_vote_until_the_caisse_left() {
    let mut world = World::new(1);
    world.go_to("2026-01-10");
    let told = (DecisionId(1), "Congrès".to_owned(), "Adopter".to_owned());
    let from = day("2026-03-01");
    let wage = [parameter("salaire_commun", "2026-03-01", "2000,00")];
    let on = world.federation.caisse.today;
    let events = common_rules(world.federation.state(), "reference_wage", &wage, told, from, on);
    world.federation.voted(events);
    world.exchange();
    let mut local = parameter("salaire_commun", "2026-03-01", "2000,00");
    let mut version = local.rule.versions[0].clone();
    version.since = day("2026-05-01");
    local.rule.versions.push(version);
    let adopt = |local: &AdoptedRule| {
        C::Rules(rules::Command::Adopt { rules: vec![local.clone()], decision: DecisionId(1) })
    };
    let caisse = &mut world.caisses[0];
    let refusal = caisse.caisse.refused(TREASURER.0, adopt(&local));
    assert!(matches!(refusal, crate::Refusal::Federation(Refusal::SetAbove { .. })));
    let repeal = rules::Command::Repeal {
        rule: "salaire_commun".to_owned(),
        from: day("2026-05-01"),
        decision: DecisionId(1),
    };
    let refusal = caisse.caisse.refused(TREASURER.0, C::Rules(repeal));
    assert!(matches!(refusal, crate::Refusal::Federation(Refusal::SetAbove { .. })));
    let leaves = end_tie(caisse.state(), first(), day("2026-04-30"), DecisionId(1), on);
    caisse.voted(leaves);
    caisse.caisse.by(Actor::Member(TREASURER), adopt(&local));
}

#[test]
fn a_suspended_caisse_is_not_equalised_and_comes_back_with_its_standing() {
    let mut world = World::new(3);
    world.adopt_pool();
    let from = day("2026-01-15");
    world.go_to("2026-01-15");
    let (standing, reason) = (members::Standing::Suspended, "impayés".to_owned());
    let set = members::Command::SetStanding { member: MemberId(9), standing, from, reason };
    world.federation.caisse.by(Actor::Member(TREASURER), C::Members(set));
    world.publish(&[100, 50, 10]);
    world.equalise();
    let done = world.federation.state().federation.equalised().next().expect("done").2;
    assert_eq!(done.transfers.keys().collect::<Vec<_>>(), ["caisse-1", "caisse-2"]);
    assert_eq!(members_on(world.federation.state(), day("2026-01-14")).count(), 3);
}

#[test]
fn whoever_left_is_tied_again_only_when_both_sides_decided_again() {
    let mut world = World::new(1);
    world.go_to("2026-01-20");
    let (on, last) = (day("2026-01-20"), day("2026-01-31"));
    let leaves = end_tie(world.caisses[0].state(), first(), last, DecisionId(1), on);
    world.caisses[0].voted(leaves);
    world.exchange();
    world.go_to("2026-03-01");
    let again = day("2026-03-01");
    let joins = tie(world.caisses[0].state(), first(), &[], again, DecisionId(1), again);
    world.caisses[0].voted(joins);
    world.exchange();
    let tied =
        |house: &House| house.state().federation.peer(first()).is_some_and(|p| p.is_tied_on(again));
    assert!(!tied(&world.caisses[0]) && !tied(&world.federation));
    let admits = tie(world.federation.state(), first(), &[], again, DecisionId(1), again);
    world.federation.voted(admits);
    world.exchange();
    assert!(tied(&world.caisses[0]) && tied(&world.federation));
}

#[test]
fn a_statement_that_the_archive_contradicts_is_told_figure_by_figure() {
    let mut world = World::new(1);
    world.publish(&[1]);
    let known = world.federation.state().federation.peer(first()).expect("known");
    let honest = known.statements[&month()].clone();
    let archive = world.caisses[0].state();
    assert_eq!(differences(archive, &honest), Ok(Vec::new()));
    let liar = Statement { members: 60, available: euros(1), ..honest };
    let told = differences(archive, &liar).expect("the month is closed");
    let told: Vec<String> =
        told.iter().map(|one| one.sentence(caisse_units::Language::French)).collect();
    assert_eq!(told[0], "membres : 60 publiés, l'archive donne 6");
    assert_eq!(told.len(), 2);
}

impl World {
    /// The federation's assembly is open on a motion; M7 carries 67 votes of the first caisse.
    fn in_vote(&mut self) -> PollId {
        let house = &mut self.federation.caisse;
        let on = house.today;
        let written = serde_json::json!({
            "title": "Statuts",
            "convening": { "roles": ["treasurer"], "notice_days": 0, "agenda_days": 0 },
            "quorum": { "first": "none", "second": "none", "second_call_days": 7 },
            "voters": { "delegates": "by_members" },
            "decisions": { "statutes": { "threshold": { "at_least": "2/3" } }, "resolution": {} },
        });
        let statutes = serde_json::from_value(written).expect("statutes");
        let at = |text: &str| text.parse().expect("a time");
        let agenda = vec![crate::assemblies::meeting::Item {
            title: "Ouvrir".to_owned(),
            kind: crate::assemblies::meeting::ItemKind::Debate,
            proposal: None,
            minutes: None,
            documents: Vec::new(),
            report: None,
        }];
        let convocation = crate::assemblies::meeting::Convocation {
            title: "Congrès".to_owned(),
            on,
            at: at("18:00"),
            place: "Bordeaux".to_owned(),
            link: String::new(),
            agenda,
            second_call_of: None,
            request: None,
        };
        let mandate = crate::assemblies::meeting::Mandate {
            delegate: MemberId(7),
            of: "Caisse caisse-1".to_owned(),
            members: 67,
            instruction: String::new(),
            from: on,
            until: None,
            kind: None,
        };
        let bureau = crate::assemblies::meeting::Bureau {
            chair: Some(MemberId(1)),
            secretary: Some(MemberId(2)),
            scrutineers: Vec::new(),
        };
        let question = Question {
            item: 0,
            kind: Kind::Resolution,
            text: "Ouvrir ?".to_owned(),
            options: Vec::new(),
            proposal: None,
            amendment: None,
            seats: 0,
            spending: None,
        };
        let assembly = AssemblyId(1);
        let members = vec![MemberId(7)];
        let place = crate::assemblies::meeting::Place::Room;
        for asked in [
            A::AdoptStatutes { statutes: Box::new(statutes), since: on, decision: DecisionId(1) },
            A::GiveMandate(Box::new(mandate)),
            A::Convene(Box::new(convocation)),
            A::SetBureau { assembly, bureau },
            A::Arrive { assembly, members, place, at: at("18:05") },
            A::Open { assembly, at: at("18:10") },
            A::GoTo { assembly, item: 0 },
            A::OpenPoll { assembly, question: Box::new(question), rule: None },
        ] {
            house.by(Actor::Member(TREASURER), C::Assemblies(asked));
        }
        PollId(1)
    }

    fn cast(&mut self, poll: PollId, yes: u64, no: u64) {
        let part = |answer, votes| Part { ballot: Ballot::Answer(answer), votes };
        let parts = [part(Answer::Yes, yes), part(Answer::No, no)];
        let parts = parts.into_iter().filter(|part| part.votes > 0).collect();
        let ballot = BallotGiven {
            voter: MemberId(7),
            by: None,
            channel: Channel::Room,
            paper: Paper::Open(parts),
        };
        let cast = A::Cast { poll, ballots: vec![ballot] };
        self.federation.caisse.by(Actor::Member(MemberId(7)), C::Assemblies(cast));
    }
}

#[test]
fn a_split_mandate_follows_the_count_and_a_delegate_who_does_not_is_shown() {
    let mut world = World::new(1);
    let poll = world.in_vote();
    let instruction = Instruction {
        assembly: AssemblyId(1),
        item: 0,
        in_favour: 40,
        against: 27,
        abstained: 0,
        text: String::new(),
    };
    receive(&mut world.federation, first(), Message::Instruction(instruction));
    let deviating = |world: &World| -> Vec<Mandated> {
        let all = mandated(world.federation.state(), poll);
        all.into_iter().filter(|one| one.deviates).collect()
    };
    assert_eq!(deviating(&world).len(), 1, "who does not vote does not follow");
    world.cast(poll, 67, 0);
    let found = deviating(&world);
    let instructed = Some(Votes { in_favour: 40, against: 27, abstained: 0 });
    let cast = Votes { in_favour: 67, against: 0, abstained: 0 };
    let voter = MemberId(7);
    assert_eq!(found, [Mandated { peer: first(), voter, instructed, cast, deviates: true }]);
    world.cast(poll, 40, 27);
    assert_eq!(deviating(&world), []);
}
