//! What is ceded, rule by rule; two federations; who may stand above whom.

use super::*;
use crate::agreements::Covered;
use crate::fixture::contribution;

fn listed(matter: &str, rules: Vec<Covered>) -> Ceded {
    Ceded { rules, ..ceded(matter) }
}

/// A federation and a caisse that cedes this.
fn tied_with(ceded: &[Ceded]) -> World {
    let (mut federation, mut caisse) = (House::new("federation"), House::new("caisse-1"));
    let on = federation.caisse.today;
    let below = federation.introduce(card(&caisse), Side::Below(MemberId(6)));
    let above = caisse.introduce(card(&federation), Side::Above);
    let joined = tie(caisse.state(), above, ceded, on, DecisionId(1), on);
    caisse.voted(joined);
    let admitted = tie(federation.state(), below, &[], on, DecisionId(1), on);
    federation.voted(admitted);
    let mut world = World { federation, caisses: vec![caisse] };
    world.exchange();
    world
}

fn adopt_here(house: &mut House, rule: AdoptedRule) {
    let adopt = rules::Command::Adopt { rules: vec![rule], decision: DecisionId(1) };
    house.caisse.by(Actor::Member(TREASURER), C::Rules(adopt));
}

fn set_for_all(world: &mut World, matter: &str, rule: AdoptedRule, from: &str) {
    let told = (DecisionId(1), "Congrès".to_owned(), "Adopter".to_owned());
    let on = world.federation.caisse.today;
    let events = common_rules(world.federation.state(), matter, &[rule], told, day(from), on);
    world.federation.voted(events);
    world.exchange();
}

fn in_force(house: &House, rule: &str, on: &str) -> bool {
    house.state().rules.version_on(rule, day(on)).is_some()
}

#[test]
fn a_federation_sets_only_the_rules_that_were_listed_whatever_it_calls_the_matter() {
    let listed = listed("salaires", vec![Covered::Rule("salaire_commun".to_owned())]);
    let mut world = tied_with(&[listed]);
    world.go_to("2026-01-10");
    set_for_all(
        &mut world,
        "autre nom",
        parameter("salaire_commun", "2026-03-01", "2000,00"),
        "2026-03-01",
    );
    set_for_all(&mut world, "salaires", parameter("prime", "2026-03-01", "10,00"), "2026-03-01");
    let caisse = &world.caisses[0];
    assert!(in_force(caisse, "salaire_commun", "2026-03-01"));
    assert!(!in_force(caisse, "prime", "2026-03-01"));
    let known = caisse.state().federation.peer(first()).expect("known");
    assert_eq!(known.offered.len(), 1);
    assert!(known.offered[0].why.french.contains("« prime »"), "{}", known.offered[0].why.french);
    // The federation knows what each of its members ceded.
    let told = &world.federation.state().federation.peer(first()).expect("known").cedes;
    assert_eq!(told[0].content.rules, [Covered::Rule("salaire_commun".to_owned())]);
}

#[test]
fn a_common_contribution_takes_the_place_of_ours_and_nothing_local_takes_its_place() {
    let mut world = tied_with(&[listed("taux", vec![Covered::Contribution])]);
    world.go_to("2026-01-10");
    adopt_here(&mut world.caisses[0], contribution("la_notre", &[("2026-01-01", 10)]));
    let common = contribution("taux_commun", &[("2026-03-01", 12)]);
    set_for_all(&mut world, "taux", common, "2026-03-01");
    let caisse = &mut world.caisses[0];
    assert!(
        in_force(caisse, "la_notre", "2026-02-28") && !in_force(caisse, "la_notre", "2026-03-01")
    );
    assert!(in_force(caisse, "taux_commun", "2026-03-01"));
    let other = contribution("une_autre", &[("2026-04-01", 1)]);
    let adopt = rules::Command::Adopt { rules: vec![other], decision: DecisionId(1) };
    let refusal = caisse.caisse.refused(TREASURER.0, C::Rules(adopt));
    let crate::Refusal::Federation(Refusal::SetAbove { federation, matter, .. }) = &refusal else {
        panic!("{refusal:?}")
    };
    assert_eq!((federation.as_str(), matter.as_str()), ("Caisse federation", "taux"));
}

#[test]
fn where_ours_cannot_end_yet_the_common_rule_waits_as_an_offer() {
    let mut world = tied_with(&[listed("taux", vec![Covered::Contribution])]);
    world.go_to("2026-01-10");
    let ours = contribution("la_notre", &[("2026-01-01", 10), ("2026-05-01", 11)]);
    adopt_here(&mut world.caisses[0], ours);
    let common = contribution("taux_commun", &[("2026-03-01", 12)]);
    set_for_all(&mut world, "taux", common, "2026-03-01");
    let caisse = &world.caisses[0];
    assert!(
        in_force(caisse, "la_notre", "2026-03-01")
            && !in_force(caisse, "taux_commun", "2026-03-01")
    );
    assert_eq!(caisse.state().federation.peer(first()).expect("known").offered.len(), 1);
}

#[test]
fn two_federations_are_not_ceded_the_same_rule_under_two_names() {
    let wage = || vec![Covered::Rule("salaire".to_owned()), Covered::Contribution];
    let mut world = tied_with(&[listed("salaires", wage())]);
    let caisse = &mut world.caisses[0];
    let other = caisse.introduce(card(&House::new("autre")), Side::Above);
    let on = caisse.caisse.today;
    for rules in [vec![Covered::Contribution], vec![Covered::Rule("salaire".to_owned())]] {
        let same = [listed("autre nom", rules)];
        let refused = tie(caisse.state(), other, &same, on, DecisionId(1), on);
        let refused = refused.expect_err("another federation sets it");
        let taken =
            crate::agreements::Refusal::CededAlready { cession: crate::identity::CessionId(1) };
        assert_eq!(refused, taken.into());
    }
    let apart = [listed("réserve", vec![Covered::ReserveFloor])];
    assert!(tie(caisse.state(), other, &apart, on, DecisionId(1), on).is_ok());
    // A rule that is known for what it is for meets what is ceded by purpose.
    adopt_here(caisse, contribution("la_notre", &[("2026-01-01", 10)]));
    let same = [listed("autre nom", vec![Covered::Rule("la_notre".to_owned())])];
    assert!(tie(caisse.state(), other, &same, on, DecisionId(1), on).is_err());
}

#[test]
fn a_matter_lists_at_most_five_hundred_rules_each_with_a_name() {
    let world = tied_with(&[]);
    let state = world.caisses[0].state();
    let on = day("2026-01-02");
    for rules in [vec![Covered::Rule(" ".to_owned())], vec![Covered::Contribution; 501]] {
        let content = Ceded { federation: "Fédération".to_owned(), ..listed("plan", rules) };
        let refused = crate::agreements::cede(state, content, on, DecisionId(1));
        let unusable = crate::agreements::Refusal::CoveredUnusable { most: 500 };
        assert_eq!(refused, Err(unusable.into()));
    }
}

#[test]
fn whoever_listed_its_rules_without_equalisation_is_not_equalised() {
    let rules = |index| match index {
        0 => vec![],
        1 => vec![listed("sharing", vec![Covered::Equalisation])],
        _ => vec![listed("wages", vec![Covered::Rule("salaire".to_owned())])],
    };
    let mut world = World::ceding(4, rules);
    world.adopt_pool();
    world.publish(&[100, 50, 10, 10]);
    world.equalise();
    let done = world.federation.state().federation.equalised().next().expect("done").2.clone();
    assert_eq!(done.transfers.keys().collect::<Vec<_>>(), ["caisse-1", "caisse-2"]);
    // A federation that takes from it all the same is not followed.
    let mut transfers = done.transfers.clone();
    transfers.insert("caisse-3".to_owned(), -euros(10));
    transfers.insert("caisse-4".to_owned(), euros(10));
    let greedy = Message::Equalised(Equalised { rule: "autre".to_owned(), transfers, ..done });
    let known = world.caisses[2].state().federation.peer(first()).expect("known");
    let (number, digest) = (known.next(), format!("{:064x}", known.next()));
    let message = Some(Box::new(greedy));
    world.caisses[2].act(Command::Receive { peer: first(), number, digest, message });
    assert_eq!(world.caisses[2].owed_to(first()), Amount::ZERO);
    let known = world.caisses[2].state().federation.peer(first()).expect("known");
    assert!(known.unusable[0].1.french.contains("cédé la péréquation"));
}

#[test]
fn what_is_taken_back_is_told_to_the_federation() {
    let mut world = tied_with(&[listed("plan", vec![Covered::Rule("plan".to_owned())])]);
    let (on, back) = (day("2026-01-02"), day("2026-04-02"));
    world.go_to("2026-01-02");
    let (state, cession) = (world.caisses[0].state(), crate::identity::CessionId(1));
    let taken = crate::agreements::take_back(state, cession, back, on, DecisionId(1));
    let taken = taken.expect("after its notice");
    let said = said_again(state, &taken, on).expect("the federation is told");
    world.caisses[0].voted(Ok(vec![E::Agreements(taken), said]));
    world.exchange();
    let cedes = &world.federation.state().federation.peer(first()).expect("known").cedes;
    assert_eq!(cedes[0].taken_back.map(|(from, _)| from), Some(back));
}

/// Three organisations, each above the one before; all know each other.
fn tower() -> (House, House, House) {
    let (mut caisse, mut federation) = (House::new("caisse-1"), House::new("federation"));
    let mut confederation = House::new("confederation");
    let on = caisse.caisse.today;
    let tied = |house: &mut House, peer| {
        let events = tie(house.state(), peer, &[], on, DecisionId(1), on);
        house.voted(events);
    };
    let above = caisse.introduce(card(&federation), Side::Above);
    let below = federation.introduce(card(&caisse), Side::Below(MemberId(6)));
    tied(&mut caisse, above);
    tied(&mut federation, below);
    let top = federation.introduce(card(&confederation), Side::Above);
    let under = confederation.introduce(card(&federation), Side::Below(MemberId(6)));
    tied(&mut federation, top);
    tied(&mut confederation, under);
    for _ in 0..2 {
        caisse.hear(&federation);
        federation.hear(&confederation);
        federation.hear(&caisse);
        confederation.hear(&federation);
    }
    (caisse, federation, confederation)
}

#[test]
fn who_stands_above_is_known_at_any_depth_and_no_circle_is_closed() {
    let (mut caisse, federation, mut confederation) = tower();
    let on = day("2026-01-01");
    let above: Vec<String> = above_us(caisse.state(), on).into_iter().collect();
    assert_eq!(above, ["confederation", "federation"]);
    // The confederation would join the caisse: it hears who stands above it.
    let under = confederation.introduce(card(&caisse), Side::Above);
    caisse.introduce(card(&confederation), Side::Below(MemberId(6)));
    confederation.hear(&caisse);
    let refused = tie(confederation.state(), under, &[], on, DecisionId(1), on);
    assert_eq!(refused, Err(Refusal::Circle { peer: under }.into()));
    // And the caisse does not admit it either.
    let (peer, _) = caisse.state().federation.by_origin("confederation").expect("known");
    let refused = tie(caisse.state(), peer, &[], on, DecisionId(1), on);
    assert_eq!(refused, Err(Refusal::Circle { peer }.into()));
    assert_eq!(in_a_circle(federation.state()).count(), 0);
}

#[test]
fn who_leaves_a_confederation_tells_those_below() {
    let (mut caisse, mut federation, _) = tower();
    let on = day("2026-01-01");
    let (top, _) = federation.state().federation.by_origin("confederation").expect("known");
    let leaves = end_tie(federation.state(), top, on, DecisionId(1), on);
    federation.voted(leaves);
    caisse.hear(&federation);
    let above: Vec<String> = above_us(caisse.state(), on).into_iter().collect();
    assert_eq!(above, ["federation"]);
}

#[test]
fn a_circle_that_two_assemblies_closed_at_once_is_shown() {
    let (mut caisse, mut federation, mut confederation) = tower();
    let on = day("2026-01-01");
    // The confederation has not heard the caisse when its assembly joins it.
    let under = confederation.introduce(card(&caisse), Side::Above);
    let joins = tie(confederation.state(), under, &[], on, DecisionId(1), on);
    confederation.voted(joins);
    for _ in 0..3 {
        confederation.hear(&caisse);
        federation.hear(&confederation);
        caisse.hear(&federation);
    }
    assert_eq!(
        in_a_circle(confederation.state()).map(|(peer, _)| peer).collect::<Vec<_>>(),
        [under]
    );
}

#[test]
fn a_common_contribution_leaves_the_federation_its_own() {
    let mut world = tied_with(&[listed("taux", vec![Covered::Contribution])]);
    world.go_to("2026-01-10");
    adopt_here(&mut world.federation, contribution("celle_des_caisses", &[("2026-01-01", 100)]));
    let common = contribution("taux_commun", &[("2026-03-01", 12)]);
    set_for_all(&mut world, "taux", common, "2026-03-01");
    assert!(in_force(&world.federation, "celle_des_caisses", "2026-03-01"));
    assert!(!in_force(&world.federation, "taux_commun", "2026-03-01"));
    assert!(in_force(&world.caisses[0], "taux_commun", "2026-03-01"));
}
