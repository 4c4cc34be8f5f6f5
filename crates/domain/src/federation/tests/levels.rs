//! What is due between levels: shares passed on, months computed without a statement, settlements, and
//! ties that ended.

use super::*;
use crate::contributions::{self, Means};
use crate::fixture::contribution;
use crate::rules::Situations;

fn rule() -> String {
    "perequation_par_tete".to_owned()
}

fn next(month: Month) -> Month {
    month.next()
}

/// Keys that give the federation so much of each receipt.
fn keys(percent: u32) -> AdoptedRule {
    let text = format!(
        "[[regles]]\nregle = \"partage\"\ntitre = {{ fr = \"Partage\", en = \"Split\" }}\nresultat = \"EUR\"\n[regles.entrees]\ncotisation = {{ type = \"EUR\", titre = {{ fr = \"Reçu\", en = \"Received\" }}, max = \"1000,00 EUR\" }}\n[[regles.version]]\ndepuis = 2026-01-01\nresultat = \"repartition\"\n[[regles.version.ligne]]\nnom = \"repartition\"\ntitre = {{ fr = \"Répartition\", en = \"Split\" }}\npartage = {{ montant = \"cotisation\", methode = \"cles\", cles = {{ \"Caisse federation\" = \"{percent} %\", local = \"{} %\" }}, reste_a = \"local\" }}\n",
        100 - percent
    );
    let set = RuleSet::read(&[("k.toml".to_owned(), text)]).expect("sound keys");
    let rule = set.rule("partage").expect("it is there").clone();
    AdoptedRule { purpose: Purpose::Keys { own: "local".to_owned() }, rule }
}

impl World {
    /// The first caisse gives the federation 40 % of what its members pay: M1 paid 10 € in January.
    fn with_keys() -> World {
        let mut world = World::new(1);
        let house = &mut world.caisses[0].caisse;
        let rules = vec![contribution("cotisation", &[("2026-01-01", 10)]), keys(40)];
        let adopt = rules::Command::Adopt { rules, decision: DecisionId(1) };
        house.by(Actor::Member(TREASURER), C::Rules(adopt));
        let call = contributions::Command::Call {
            month: month(),
            due: day("2026-01-31"),
            situations: Situations::new(),
        };
        house.by(Actor::Member(TREASURER), C::Contributions(call));
        world.pay(1);
        world
    }

    fn pay(&mut self, member: u32) {
        let house = &mut self.caisses[0].caisse;
        let receive = contributions::Command::Receive {
            member: MemberId(member),
            amount: euros(10),
            on: house.today,
            means: Means::Cash,
        };
        house.by(Actor::Member(TREASURER), C::Contributions(receive));
    }

    fn close(&mut self, place: usize, month: Month) {
        let close = C::Books(books::Command::CloseMonth { month });
        self.caisses[place].caisse.by(Actor::Member(TREASURER), close);
    }

    fn state_month(&mut self, place: usize, month: Month, base: i64) {
        self.close(place, month);
        let base = Some(euros(base));
        self.caisses[place].act(Command::PublishStatement { month, base });
    }
}

#[test]
fn shares_of_a_closed_month_are_announced_once_and_stand_in_both_books() {
    let mut world = World::with_keys();
    let pass_on = Command::PassOn { peer: first(), month: month() };
    let refusal = world.caisses[0].refused(pass_on.clone());
    assert_eq!(refusal, Refusal::MonthOpen { month: month() });
    world.go_to("2026-02-03");
    world.close(0, month());
    assert_eq!(world.caisses[0].owed_to(first()), euros(4));
    world.caisses[0].act(pass_on.clone());
    world.exchange();
    assert_eq!(world.federation.owed_to(first()), -euros(4));
    let refusal = world.caisses[0].refused(pass_on);
    assert_eq!(refusal, Refusal::PassedOnAlready { peer: first(), month: month() });
    world.go_to("2026-03-03");
    world.close(0, next(month()));
    let february = Command::PassOn { peer: first(), month: next(month()) };
    let refusal = world.caisses[0].refused(february);
    assert_eq!(refusal, Refusal::NothingToPassOn { peer: first(), month: next(month()) });
}

#[test]
fn the_queue_says_what_is_owed_since_when_and_by_whom_until_money_takes_the_oldest_away() {
    let mut world = World::with_keys();
    world.go_to("2026-02-03");
    world.pay(2);
    world.pay(3);
    for (today, month) in [("2026-02-05", month()), ("2026-03-05", next(month()))] {
        world.go_to(today);
        world.close(0, month);
        world.caisses[0].act(Command::PassOn { peer: first(), month });
        world.exchange();
    }
    let ours = owed_to_levels(world.caisses[0].state());
    assert_eq!(ours.len(), 1);
    assert_eq!(
        (ours[0].sum, ours[0].since(), ours[0].peer),
        (euros(12), Some(month()), Some(first()))
    );
    assert_eq!(ours[0].months, [(month(), euros(4)), (next(month()), euros(8))]);
    assert_eq!(ours[0].late(day("2026-03-05")), euros(4));
    // Five euros come: January is paid, February lacks seven.
    let line = world.federation.caisse.line(euros(5));
    world.federation.act(Command::ReceiveFrom { peer: first(), line });
    let told = announced_by(world.federation.state(), first());
    let left: Vec<_> = told.iter().map(|one| (one.month, one.amount, one.left)).collect();
    assert_eq!(left, [(month(), euros(4), Amount::ZERO), (next(month()), euros(8), euros(7))]);
    assert!(!told[1].is_late(day("2026-03-31")) && told[1].is_late(day("2026-04-01")));
    assert_eq!(queue_of(world.federation.state(), first()).expect("open").sum, -euros(7));
}

#[test]
fn shares_announced_twice_or_for_a_month_to_come_are_ignored_and_the_feed_goes_on() {
    let mut world = World::new(1);
    world.go_to("2026-02-03");
    for (month, amount) in [(month(), 4), (month(), 9), (next(month()), 4)] {
        let message = Message::PassedOn { month, amount: euros(amount) };
        let peer = world.federation.state().federation.peer(first()).expect("known");
        let (number, digest) = (peer.next(), format!("{:064x}", peer.next()));
        let message = Some(Box::new(message));
        world.federation.act(Command::Receive { peer: first(), number, digest, message });
    }
    assert_eq!(world.federation.owed_to(first()), -euros(4));
    let known = world.federation.state().federation.peer(first()).expect("known");
    assert_eq!(known.unusable.len(), 2);
}

#[test]
fn one_missing_statement_does_not_block_a_month_for_ever() {
    let mut world = World::new(3);
    world.adopt_pool();
    world.publish(&[100, 50, 10]);
    let second = next(month());
    world.go_to("2026-03-05");
    for (place, base) in [(0, 100_000), (1, 50_000)] {
        world.state_month(place, second, base);
    }
    world.exchange();
    let refusal = world.federation.refused(Command::Equalise { rule: rule(), month: second });
    assert_eq!(refusal, Refusal::StatementsMissing { month: second, peers: vec![PeerId(3)] });
    let despite = |peer, what| Command::EqualiseDespite {
        rule: rule(),
        month: second,
        despite: vec![(PeerId(peer), what)],
        decision: DecisionId(1),
    };
    let refusal = world.federation.refused(despite(9, Despite::Without));
    assert_eq!(refusal, Refusal::NotAMember { peer: PeerId(9), on: second.last_day() });
    world.federation.act(despite(3, Despite::LastKnown));
    let state = world.federation.state();
    let done = state.federation.equalised().next().expect("done").2;
    assert_eq!(done.despite["caisse-3"], Despite::LastKnown);
    assert_eq!(done.statements["caisse-3"].month, month(), "January stands for February");
    assert_eq!(done.decision, Some(DecisionId(1)));
}

#[test]
fn a_month_computed_without_a_caisse_is_settled_on_final_figures() {
    let mut world = World::new(3);
    world.adopt_pool();
    world.go_to("2026-02-05");
    for (place, base) in [(0, 100_000), (1, 50_000)] {
        world.state_month(place, month(), base);
    }
    world.exchange();
    let settle = Command::Settle { rule: rule(), month: month() };
    let refusal = world.federation.refused(settle.clone());
    assert_eq!(refusal, Refusal::NotEqualised { rule: rule(), month: month() });
    world.federation.act(Command::EqualiseDespite {
        rule: rule(),
        month: month(),
        despite: vec![(PeerId(3), Despite::Without)],
        decision: DecisionId(1),
    });
    world.exchange();
    // 1.5 % of each base, shared by heads: 375 € go from the first to the second.
    assert_eq!(world.caisses[0].owed_to(first()), euros(375));
    let refusal = world.federation.refused(settle.clone());
    assert_eq!(refusal, Refusal::NothingToSettle { rule: rule(), month: month() });
    // The third publishes at last, and the second corrects itself.
    world.state_month(2, month(), 0);
    let corrected = Command::PublishStatement { month: month(), base: Some(euros(80_000)) };
    world.caisses[1].act(corrected);
    world.exchange();
    world.federation.act(settle);
    world.exchange();
    let done = world.federation.state().federation.equalised().next().expect("done").2.clone();
    assert!(done.settles && done.despite.is_empty());
    assert_eq!(done.transfers["caisse-1"], -euros(600));
    for (index, caisse) in world.caisses.iter().enumerate() {
        let amount = done.transfers[&caisse.origin];
        assert_eq!(caisse.owed_to(first()), -amount, "{}", caisse.origin);
        assert_eq!(world.federation.owed_to(PeerId(index as u32 + 1)), amount);
        let settled = caisse.state().federation.settled().next().expect("booked").3;
        assert_eq!((settled.amount, settled.among), (amount, 3));
    }
    world.federation.caisse.kept();
    world.caisses[0].caisse.kept();
}

#[test]
fn what_was_due_while_a_tie_held_stays_due_after_it_ended_and_began_again() {
    let mut world = World::new(2);
    world.adopt_pool();
    world.publish(&[100, 50]);
    let leaves = end_tie(
        world.caisses[0].state(),
        first(),
        day("2026-02-10"),
        DecisionId(1),
        day("2026-02-05"),
    );
    world.caisses[0].voted(leaves);
    world.exchange();
    world.go_to("2026-03-01");
    let on = day("2026-03-01");
    let joins = tie(world.caisses[0].state(), first(), &[], on, DecisionId(1), on);
    world.caisses[0].voted(joins);
    let admits = tie(world.federation.state(), first(), &[], on, DecisionId(1), on);
    world.federation.voted(admits);
    world.exchange();
    let known = world.federation.state().federation.peer(first()).expect("known");
    let tied = ["2026-01-31", "2026-02-10", "2026-02-11", "2026-02-28", "2026-03-01"];
    assert_eq!(tied.map(|on| known.is_tied_on(day(on))), [true, true, false, false, true]);
    // January is computed late, when the first tie is over and another one began.
    world.equalise();
    let owed = world.caisses[0].owed_to(first());
    assert_eq!((owed, world.federation.owed_to(first())), (euros(375), -euros(375)));
}

#[test]
fn what_the_books_refuse_is_counted_with_its_reason_and_the_feed_goes_on() {
    let mut world = World::new(2);
    world.adopt_pool();
    world.publish(&[100, 50]);
    let done = world.federation.act(Command::Equalise { rule: rule(), month: month() });
    let Event::Sent { message, .. } = done else { panic!("{done:?}") };
    // No year of its books is open: they take nothing.
    world.caisses[0].caisse.house_mut().periods = crate::ledger::Periods::default();
    let next = world.caisses[0].state().federation.peer(first()).expect("known").next();
    for number in [next, next + 1] {
        let message = (number == next).then(|| message.clone());
        let digest = format!("{number:064x}");
        world.caisses[0].act(Command::Receive { peer: first(), number, digest, message });
    }
    let known = world.caisses[0].state().federation.peer(first()).expect("known");
    assert_eq!(known.unusable.len(), 1);
    assert_eq!(known.unusable[0].0, next);
    assert_eq!(world.caisses[0].state().federation.settled().count(), 0);
    assert_eq!(world.caisses[0].owed_to(first()), Amount::ZERO);
}

#[test]
fn what_is_heard_before_the_new_year_is_opened_stands_on_the_last_day_of_the_old_one() {
    let mut world = World::new(2);
    world.adopt_pool();
    world.publish(&[100, 50]);
    world.federation.act(Command::Equalise { rule: rule(), month: month() });
    world.go_to("2027-01-03");
    world.exchange();
    assert_eq!(world.caisses[0].owed_to(first()), euros(375));
    let ledger = &world.caisses[0].state().ledger;
    assert_eq!(ledger.entries().last().map(|entry| entry.date()), Some(day("2026-12-31")));
}

#[test]
fn a_rule_with_a_transition_knows_its_year_and_what_the_rule_before_gave() {
    use caisse_rules::Value;
    let mut world = World::new(2);
    world.adopt_pool();
    world.publish(&[100, 50]);
    world.equalise();
    let known = |origin: &str, year: i16| {
        let (begun, month) = (day("2027-01-01"), Month::new(year, 1).expect("a month"));
        let state = world.federation.state();
        equalisation::before(state, "perequation_transition", begun, month, origin)
            .map(|(_, value)| value)
    };
    let (received, paid) = (Value::Euros(euros(375)), Value::Euros(Amount::ZERO));
    assert_eq!(known("caisse-2", 2027), [received.clone(), Value::Count(1)]);
    assert_eq!(known("caisse-2", 2029), [received, Value::Count(3)]);
    assert_eq!(known("caisse-1", 2027), [paid, Value::Count(1)]);
}
