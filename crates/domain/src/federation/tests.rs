//! A federation and its caisses, each with its own state, that hear each other.

use caisse_rules::RuleSet;
use caisse_units::{Amount, Day, Month};

use super::*;
use crate::agreements::Ceded;
use crate::fixture::{Caisse, TREASURER, day, euros};
use crate::identity::{DecisionId, MemberId, PeerId};
use crate::ledger::{Party, Use};
use crate::members::{self, Enrolment, MemberKind};
use crate::offices::Actor;
use crate::rules::{AdoptedRule, Purpose};
use crate::{Command as C, Event as E, books, rules};

mod consulted;
mod doubtful;
mod levels;
mod matters;

const POOL: &str = include_str!("../../../../models/equalisation/par-tete.toml");

/// An organisation under its identifier.
struct House {
    origin: String,
    caisse: Caisse,
}

/// A federation of caisses that know each other.
struct World {
    federation: House,
    caisses: Vec<House>,
}

fn card(house: &House) -> Card {
    let origin = house.origin.clone();
    Card {
        name: format!("Caisse {origin}"),
        key: format!("{origin}+0a0b0c0d+AQID"),
        origin,
        address: None,
    }
}

fn month() -> Month {
    Month::new(2026, 1).expect("a month")
}

impl House {
    fn new(origin: &str) -> House {
        let caisse = Caisse::new();
        House { origin: origin.to_owned(), caisse }
    }

    fn act(&mut self, command: Command) -> Event {
        match self.caisse.by(Actor::Member(TREASURER), C::Federation(command)) {
            E::Federation(event) => event,
            other => panic!("{other:?}"),
        }
    }

    fn refused(&mut self, command: Command) -> Refusal {
        match self.caisse.refused(TREASURER.0, C::Federation(command)) {
            crate::Refusal::Federation(refusal) => refusal,
            other => panic!("{other:?}"),
        }
    }

    fn introduce(&mut self, other: Card, side: Side) -> PeerId {
        let own = self.origin.clone();
        match self.act(Command::Introduce { own, card: other, side }) {
            Event::Introduced { peer, .. } => peer,
            other => panic!("{other:?}"),
        }
    }

    /// As a vote that was adopted would.
    fn voted(&mut self, events: Result<Vec<E>, crate::Refusal>) {
        for event in events.unwrap_or_else(|refusal| panic!("{refusal}")) {
            self.caisse.apply(&event);
        }
    }

    /// Hears all that another one said and that was not heard yet.
    fn hear(&mut self, other: &House) -> Vec<Event> {
        let (peer, known) = self.caisse.house().federation.by_origin(&other.origin).expect("known");
        let next = known.next();
        let own = other.caisse.house().federation.by_origin(&self.origin).map(|(peer, _)| peer);
        let said: Vec<Sent> = other.caisse.house().federation.sent().to_vec();
        let news = (1_u64..).zip(said).filter(|(number, _)| *number >= next);
        news.map(|(number, sent)| {
            let for_us = sent.to.is_none() || sent.to == own;
            let message = for_us.then(|| Box::new(sent.message));
            let digest = format!("{number:064x}");
            self.act(Command::Receive { peer, number, digest, message })
        })
        .collect()
    }

    fn state(&self) -> &crate::Organisation {
        self.caisse.house()
    }

    fn owed_to(&self, peer: PeerId) -> Amount {
        let known = self.state().federation.peer(peer).expect("known");
        self.state().owed_to(known.level)
    }
}

fn pool_rule() -> AdoptedRule {
    let set = RuleSet::read(&[("pool.toml".to_owned(), POOL.to_owned())]).expect("sound rules");
    let mut rule = set.rule("perequation_par_tete").expect("it is there").clone();
    rule.versions[0].since = day("2026-01-01");
    AdoptedRule { purpose: Purpose::Equalisation, rule }
}

fn parameter(name: &str, since: &str, euros: &str) -> AdoptedRule {
    let text = format!(
        "regle = \"{name}\"\ntitre = {{ fr = \"{name}\" }}\nresultat = \"EUR\"\n[[version]]\ndepuis = {since}\nvaleur = \"{euros} EUR\"\n"
    );
    let set = RuleSet::read(&[("p.toml".to_owned(), text)]).expect("a parameter");
    AdoptedRule { purpose: Purpose::Parameter, rule: set.rule(name).expect("it").clone() }
}

fn ceded(matter: &str) -> Ceded {
    Ceded {
        matter: matter.to_owned(),
        federation: String::new(),
        until: None,
        notice_days: 90,
        majority: caisse_units::Rate::from_parts_per_million(666_667),
        rules: Vec::new(),
    }
}

impl World {
    /// A federation and so many caisses, tied since 1 January, that ceded the reference wage.
    fn new(count: u32) -> World {
        World::ceding(count, |_| vec![ceded("reference_wage")])
    }

    /// The same, each ceding what is said for its number.
    fn ceding(count: u32, matters: impl Fn(usize) -> Vec<Ceded>) -> World {
        let mut federation = House::new("federation");
        let mut caisses: Vec<House> =
            (1..=count).map(|number| House::new(&format!("caisse-{number}"))).collect();
        let on = federation.caisse.today;
        for (index, caisse) in caisses.iter_mut().enumerate() {
            let category = "active".to_owned();
            let enrolment =
                Enrolment { kind: MemberKind::Organisation, joined: on, category, household: None };
            let enrol = C::Members(members::Command::Enrol(vec![enrolment]));
            federation.caisse.by(Actor::Member(TREASURER), enrol);
            let member = MemberId(7 + index as u32);
            let below = federation.introduce(card(caisse), Side::Below(member));
            let above = caisse.introduce(card(&federation), Side::Above);
            let joined = tie(caisse.state(), above, &matters(index), on, DecisionId(1), on);
            caisse.voted(joined);
            let admitted = tie(federation.state(), below, &[], on, DecisionId(1), on);
            federation.voted(admitted);
        }
        let mut world = World { federation, caisses };
        world.exchange();
        world
    }

    /// Everyone hears everyone.
    fn exchange(&mut self) {
        for caisse in &mut self.caisses {
            self.federation.hear(caisse);
        }
        for caisse in &mut self.caisses {
            caisse.hear(&self.federation);
        }
    }

    fn go_to(&mut self, text: &str) {
        for house in self.caisses.iter_mut().chain([&mut self.federation]) {
            house.caisse.today = day(text);
        }
    }

    /// Closes January everywhere, and publishes its statements: base in thousands of euros.
    fn publish(&mut self, bases: &[i64]) {
        self.go_to("2026-02-05");
        for (caisse, base) in self.caisses.iter_mut().zip(bases) {
            let close = C::Books(books::Command::CloseMonth { month: month() });
            caisse.caisse.by(Actor::Member(TREASURER), close);
            let base = Some(euros(base * 1000));
            caisse.act(Command::PublishStatement { month: month(), base });
        }
        self.exchange();
    }

    fn adopt_pool(&mut self) {
        let adopted = rules::adopt(self.federation.state(), vec![pool_rule()], DecisionId(1));
        self.federation.voted(adopted.map(|event| vec![E::Rules(event)]));
    }

    fn equalise(&mut self) -> Event {
        let rule = "perequation_par_tete".to_owned();
        let event = self.federation.act(Command::Equalise { rule, month: month() });
        self.exchange();
        event
    }
}

fn first() -> PeerId {
    PeerId(1)
}

#[test]
fn a_tie_holds_once_both_assemblies_decided_it_and_heard_each_other() {
    let world = World::new(2);
    let on = day("2026-01-01");
    assert_eq!(world.federation.state().federation.below_on(on).count(), 2);
    for caisse in &world.caisses {
        let above = caisse.state().federation.peer(first()).expect("known");
        assert!(above.is_tied_on(on));
        assert!(caisse.state().agreements.ceded("reference_wage", on).is_some());
    }
}

#[test]
fn an_organisation_is_known_once_under_a_usable_card() {
    let mut caisse = House::new("caisse-1");
    let federation = House::new("federation");
    let peer = caisse.introduce(card(&federation), Side::Above);
    let own = caisse.origin.clone();
    let again = Command::Introduce { own: own.clone(), card: card(&federation), side: Side::Above };
    assert_eq!(caisse.refused(again), Refusal::Known { peer });
    let usable = Card { origin: "other".into(), name: "Autre".into(), ..card(&federation) };
    for (part, bad) in [
        ("origin", Card { origin: "Été".into(), ..usable.clone() }),
        ("name", Card { name: " ".into(), ..usable.clone() }),
        ("key", Card { key: "no key".into(), ..usable.clone() }),
        ("address", Card { address: Some("ftp://x".into()), ..usable.clone() }),
    ] {
        let introduce = Command::Introduce { own: own.clone(), card: bad, side: Side::Above };
        assert_eq!(caisse.refused(introduce), Refusal::CardUnusable { part });
    }
    let person = Command::Introduce { own, card: usable, side: Side::Below(MemberId(2)) };
    assert_eq!(caisse.refused(person), Refusal::NotAnOrganisation { member: MemberId(2) });
}

#[test]
fn messages_are_taken_once_and_in_order() {
    let mut world = World::new(1);
    let taken =
        |world: &World| world.caisses[0].state().federation.peer(first()).expect("known").next();
    let next = taken(&world);
    let receive = |number: u64| Command::Receive {
        peer: first(),
        number,
        digest: format!("{number:064x}"),
        message: None,
    };
    let caisse = &mut world.caisses[0];
    let refusal = caisse.refused(receive(next + 1));
    assert_eq!(refusal, Refusal::OutOfOrder { expected: next, given: next + 1 });
    let refusal = caisse.refused(receive(next - 1));
    assert_eq!(refusal, Refusal::OutOfOrder { expected: next, given: next - 1 });
    let digest = "0".repeat(64);
    let stranger = Command::Receive { peer: PeerId(9), number: 1, digest, message: None };
    assert_eq!(caisse.refused(stranger), Refusal::Unknown { peer: PeerId(9) });
    caisse.act(receive(next));
    assert_eq!(taken(&world), next + 1);
}

#[test]
fn whoever_contradicts_itself_is_heard_no_more_until_a_new_key_is_accepted() {
    let mut world = World::new(1);
    let caisse = &mut world.caisses[0];
    caisse.act(Command::KeepEvidence { peer: first(), note: "the signed heading".into() });
    let next = caisse.state().federation.peer(first()).expect("known").next();
    let receive =
        Command::Receive { peer: first(), number: next, digest: "0".repeat(64), message: None };
    assert_eq!(caisse.refused(receive.clone()), Refusal::Contradicted { peer: first() });
    let key = "federation+01020304+BAUG".to_owned();
    caisse.act(Command::AcceptKey { peer: first(), key: key.clone(), decision: DecisionId(1) });
    caisse.act(receive);
    assert_eq!(caisse.state().federation.peer(first()).expect("known").card.key, key);
}

#[test]
fn a_common_rule_is_in_force_where_the_matter_is_ceded_and_offered_where_it_is_not() {
    let mut world = World::new(2);
    world.go_to("2026-01-10");
    let from = day("2026-03-01");
    for (matter, name) in [("reference_wage", "salaire_commun"), ("plan", "plan_commun")] {
        let told = (DecisionId(1), "Congrès".to_owned(), format!("Adopter {name}"));
        let wage = [parameter(name, "2026-03-01", "2000,00")];
        let on = world.federation.caisse.today;
        let events = common_rules(world.federation.state(), matter, &wage, told, from, on);
        world.federation.voted(events);
    }
    world.exchange();
    for caisse in &world.caisses {
        let state = caisse.state();
        assert!(state.rules.version_on("salaire_commun", from).is_some());
        assert!(state.rules.version_on("plan_commun", from).is_none());
        let known = state.federation.peer(first()).expect("known");
        assert_eq!(known.offered.len(), 1);
        assert!(known.offered[0].why.french.contains("n'est pas cédé"));
        let adopted = state.rules.decision("salaire_commun", from).expect("by a decision");
        let decision = state.offices.decision(adopted).expect("recorded here");
        assert!(decision.assembly.contains("Congrès"), "{}", decision.assembly);
    }
    // What was ceded is not decided here any more; what was not is.
    let state = world.caisses[0].state();
    let parameter = Purpose::Parameter;
    let local = |name| check_local_rules(state, [(name, &parameter)].into_iter(), from);
    let set_above = local("salaire_commun");
    assert!(matches!(set_above, Err(Refusal::SetAbove { .. })));
    assert!(local("plan_commun").is_ok());
}

#[test]
fn a_statement_is_published_for_a_closed_month_and_corrected_by_a_later_one() {
    let mut world = World::new(1);
    let publish = Command::PublishStatement { month: month(), base: Some(euros(1000)) };
    let refusal = world.caisses[0].refused(publish.clone());
    assert_eq!(refusal, Refusal::MonthOpen { month: month() });
    world.publish(&[1]);
    let known = world.federation.state().federation.peer(first()).expect("known");
    let statement = &known.statements[&month()];
    assert_eq!((statement.members, statement.base), (6, Some(euros(1000))));
    assert_eq!(statement.available, euros(10_000));
    let refusal = world.caisses[0].refused(publish);
    assert_eq!(refusal, Refusal::StatementTwice { month: month() });
    let corrected = Command::PublishStatement { month: month(), base: Some(euros(2000)) };
    world.caisses[0].act(corrected);
    world.exchange();
    let known = world.federation.state().federation.peer(first()).expect("known");
    assert_eq!(known.statements[&month()].base, Some(euros(2000)));
}

#[test]
fn an_equalisation_moves_to_the_cent_what_is_due_in_every_book() {
    let mut world = World::new(3);
    world.adopt_pool();
    world.publish(&[100, 50, 10]);
    world.equalise();
    let done = world.federation.state().federation.equalised().next().expect("done").2.clone();
    assert_eq!(done.transfers.values().copied().sum::<Amount>(), Amount::ZERO);
    let mut owed = Amount::ZERO;
    for (index, caisse) in world.caisses.iter().enumerate() {
        let amount = done.transfers[&caisse.origin];
        // The caisse's books and the federation's say the same, from their two sides.
        assert_eq!(caisse.owed_to(first()), -amount);
        assert_eq!(world.federation.owed_to(PeerId(index as u32 + 1)), amount);
        let settled = caisse.state().federation.settled().next().expect("booked").3;
        assert_eq!((settled.amount, settled.among), (amount, 3));
        owed = owed.plus(caisse.owed_to(first()));
    }
    assert_eq!(owed, Amount::ZERO);
    assert_eq!(done.transfers["caisse-1"], Amount::parse("-700,00").expect("an amount"));
    let rule = "perequation_par_tete".to_owned();
    let again = world.federation.refused(Command::Equalise { rule: rule.clone(), month: month() });
    assert_eq!(again, Refusal::EqualisedAlready { rule, month: month() });
}

#[test]
fn what_a_caisse_owes_is_settled_by_a_bank_line() {
    let mut world = World::new(2);
    world.adopt_pool();
    world.publish(&[100, 0]);
    world.equalise();
    let due = world.caisses[0].owed_to(first());
    let line = world.federation.caisse.line(due);
    world.federation.act(Command::ReceiveFrom { peer: first(), line });
    assert_eq!(world.federation.owed_to(first()), Amount::ZERO);
    let out = world.federation.caisse.line(-euros(1));
    let refusal = world.federation.refused(Command::ReceiveFrom { peer: first(), line: out });
    assert_eq!(refusal, Refusal::NotIncome { amount: -euros(1) });
}

#[test]
fn an_equalisation_waits_for_every_statement_and_leaves_everyone_its_reserve() {
    let mut world = World::new(3);
    let rule = "perequation_par_tete".to_owned();
    let equalise = Command::Equalise { rule: rule.clone(), month: month() };
    let refusal = world.federation.refused(equalise.clone());
    assert_eq!(refusal, Refusal::NotAnEqualisation { rule });
    world.adopt_pool();
    world.go_to("2026-02-05");
    let refusal = world.federation.refused(equalise.clone());
    let peers = vec![PeerId(1), PeerId(2), PeerId(3)];
    assert_eq!(refusal, Refusal::StatementsMissing { month: month(), peers });
    // 1.5 % of ten millions is more than the ten thousand euros that the first one has.
    world.publish(&[10_000, 1, 1]);
    let refusal = world.federation.refused(equalise);
    assert!(matches!(refusal, Refusal::BelowFloor { peer: PeerId(1), .. }), "{refusal:?}");
}

#[test]
fn a_caisse_that_left_is_not_bound_any_more() {
    let mut world = World::new(2);
    world.go_to("2026-01-20");
    let (on, last) = (day("2026-01-20"), day("2026-01-31"));
    let leaves = end_tie(world.caisses[0].state(), first(), last, DecisionId(1), on);
    world.caisses[0].voted(leaves);
    world.exchange();
    assert_eq!(world.federation.state().federation.below_on(day("2026-02-01")).count(), 1);
    let again = end_tie(world.caisses[0].state(), first(), last, DecisionId(1), on);
    assert!(again.is_err());
}

#[test]
fn each_refusal_has_its_sentences() {
    use caisse_units::Language;
    let refusals = [
        Refusal::TooMany,
        Refusal::NobodyToTell,
        Refusal::NothingToAnnounce,
        Refusal::NotAbove { peer: first() },
        Refusal::ItemUnknown { item: 0 },
        Refusal::TextUnusable { longest: 5 },
    ];
    for refusal in refusals {
        assert_ne!(refusal.sentence(Language::French), refusal.sentence(Language::English));
    }
}

/// The books never see a level that has no name.
#[test]
fn a_peer_has_an_account_of_its_own_among_the_levels() {
    let world = World::new(1);
    let state = world.federation.state();
    let level = state.federation.peer(first()).expect("known").level;
    assert_eq!(
        state.rules.levels().find(|(known, _)| *known == level).map(|(_, name)| name),
        Some("Caisse caisse-1")
    );
    let account = state.chart.account(Use::OwedToLevels);
    assert_eq!(state.ledger.party_balance(account, Party::Level(level)), Amount::ZERO);
    let _: Day = state.founding.decision.on;
}
