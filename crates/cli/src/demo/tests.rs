//! The year of the demo, lived once and looked at from all sides.

use caisse_domain::Organisation;
use caisse_domain::assemblies::meeting::Stage as Where;
use caisse_domain::assemblies::poll::Poll;
use caisse_domain::assemblies::statutes::Secrecy;
use caisse_domain::assemblies::{Kind, Method, Verdict};
use caisse_domain::identity::{DecisionId, MemberId, PollId, ProjectId};
use caisse_domain::offices::Role;
use caisse_domain::projects::{ExpenseState, ProjectState};
use caisse_domain::proposals::{Effect, ProposalState};
use caisse_units::Amount;

use super::day;
use super::world::LARGE;
use super::world::tests::house;

/// The large caisse, of the world made once for all tests.
fn year() -> &'static Organisation {
    house(LARGE)
}

/// A decision comes from a poll whose minutes are signed, or from the federation's, in a matter that
/// was ceded by a vote.
fn was_voted(house: &Organisation, decision: DecisionId) -> bool {
    let common = |rule: &str, since| {
        let ceded = house.federation.common(rule).is_some_and(|common| since >= common.from);
        ceded && house.rules.decision(rule, since) == Some(decision)
    };
    let mut rules = house.rules.all().map(|(rule, _)| rule);
    if rules.any(|rule| rule.versions.iter().any(|version| common(&rule.name, version.since))) {
        return true;
    }
    let poll = house.assemblies.poll_of(decision).and_then(|poll| house.assemblies.poll(poll));
    let held = poll.and_then(|poll| house.assemblies.assembly(poll.assembly));
    held.is_some_and(|held| held.is_signed())
}

#[test]
fn only_the_founding_was_recorded_and_all_else_was_voted() {
    let house = year();
    for (decision, content) in house.offices.decisions() {
        assert_eq!(was_voted(house, decision), decision != DecisionId(1), "{}", content.title);
    }
    for (rule, _) in house.rules.all() {
        for version in &rule.versions {
            let decision = house.rules.decision(&rule.name, version.since).unwrap();
            assert!(was_voted(house, decision), "{} {}", rule.name, version.since);
        }
    }
    assert_eq!(house.offices.offices().count(), 5);
    for (_, office) in house.offices.offices() {
        assert!(was_voted(house, office.decision), "{office:?}");
    }
    for (_, project) in house.projects.all() {
        for credit in &project.credits {
            assert!(was_voted(house, credit.decision), "{}", project.plan.title);
        }
    }
    let statutes = house.assemblies.statutes_on(day(2026, 1, 31)).unwrap();
    assert!(was_voted(house, statutes.decision));
    assert!(was_voted(house, house.books.budget(2026).unwrap().decision));
}

#[test]
fn an_assembly_without_quorum_is_convened_again_with_its_notice() {
    let assemblies = &year().assemblies;
    let lacking = |held: &caisse_domain::assemblies::meeting::Assembly| {
        matches!(held.stage, Where::WithoutQuorum(_))
    };
    let (first, held) = assemblies.assemblies().find(|(_, held)| lacking(held)).unwrap();
    let (_, again) = assemblies
        .assemblies()
        .find(|(_, held)| held.convocation.second_call_of == Some(first))
        .unwrap();
    assert_eq!(again.convocation.on.days_since(held.convocation.on), 14);
    assert!(again.is_signed());
}

#[test]
fn a_rule_is_rejected_once_its_consequences_were_seen() {
    let house = year();
    let rules = |effect: &Effect| matches!(effect, Effect::AdoptRules { .. });
    let (_, refused) = house
        .proposals
        .all()
        .find(|(_, one)| matches!(one.state, ProposalState::Refused { .. }))
        .unwrap();
    assert!(rules(&refused.content.effect));
    // The minutes quote these figures.
    let told = &refused.consequences.as_ref().unwrap().summary;
    assert!(told.contains("91 y perdent") && told.contains("102 sans changement"), "{told}");
    for (_, one) in house.proposals.all().filter(|(_, one)| rules(&one.content.effect)) {
        assert!(!one.lacks_consequences(), "{}", one.content.title);
    }
}

#[test]
fn the_floor_changes_on_its_date_and_the_allowances_of_the_year_are_those_published() {
    let house = year();
    let versions = &house.rules.set().rule("cotisation").unwrap().versions;
    let since: Vec<_> = versions.iter().map(|version| version.since).collect();
    // The last one is the federation's.
    assert_eq!(since, [day(2025, 1, 1), day(2025, 7, 1), day(2026, 1, 1)]);
    // 193 × 75 € + 400 × 75 €, twelve times.
    let allowances = house
        .allocations
        .all()
        .filter(|(_, one)| one.amount >= Amount::from_cents(15_000) && one.on.year() == 2025);
    let total: Amount = allowances.map(|(_, one)| one.amount).sum();
    assert_eq!(total, Amount::from_cents(53_370_000));
}

#[test]
fn projects_begin_with_grievances_and_end_with_a_report() {
    let projects = &year().projects;
    let first = projects.get(ProjectId(1)).unwrap();
    let demand = projects.demand(first.plan.demand.unwrap()).unwrap();
    assert_eq!(demand.content.grievances.len(), 3);
    assert!(matches!(first.state, ProjectState::Closed(_)));
    assert_eq!(first.reports.len(), 1);
    let funded = projects.all().filter(|(_, one)| !one.credits.is_empty()).count();
    assert_eq!(funded, 3);
    for (_, expense) in projects.expenses() {
        assert!(matches!(expense.state, ExpenseState::Paid(_)), "{expense:?}");
    }
}

#[test]
fn the_co_signatory_of_2026_is_another_person() {
    let offices = &year().offices;
    let holds = |member: MemberId, on| offices.holds(member, Role::CoSignatory, on);
    let held: Vec<_> = offices
        .offices()
        .filter(|(_, office)| office.role == Role::CoSignatory)
        .map(|(_, office)| office.member)
        .collect();
    let [old, new] = held[..] else { panic!("two co-signatories: {held:?}") };
    assert!(holds(old, day(2025, 12, 31)) && !holds(old, day(2026, 1, 1)));
    assert!(holds(new, day(2026, 1, 1)) && new != old);
}

#[test]
fn turnout_is_that_of_a_caisse_that_lives() {
    let house = year();
    // Consent is silent: nobody votes when no objection stands.
    let voted = |(_, poll): &(PollId, &Poll)| !matches!(poll.terms.method, Method::Consent { .. });
    for (number, poll) in house.assemblies.polls().filter(voted) {
        let turnout = poll.turnout();
        let share = (turnout.cast + turnout.papers) * 100 / turnout.entitled;
        assert!((40..=65).contains(&share), "{number}: {share} %");
        assert!(poll.verdict().is_some_and(|verdict| *verdict != Verdict::NoQuorum), "{number}");
    }
}

#[test]
fn every_way_to_vote_is_seen_and_ballots_on_people_are_discreet() {
    let polls = &year().assemblies;
    let held = |wanted: &dyn Fn(&Poll) -> bool| polls.polls().any(|(_, poll)| wanted(poll));
    assert!(held(&|poll| poll.terms.method == Method::Motion));
    assert!(held(&|poll| poll.terms.method == Method::Ranking));
    assert!(held(&|poll| poll.terms.method == Method::EqualShares));
    assert!(held(&|poll| matches!(poll.terms.method, Method::Consent { .. })));
    assert!(held(&|poll| poll.papers.confirmed.is_some()));
    assert!(held(&|poll| poll.question.amendment.is_some()));
    for (number, poll) in polls.polls() {
        let people = poll.question.kind == Kind::Election;
        assert_eq!(poll.terms.secrecy == Secrecy::Discreet, people, "{number}");
        assert_eq!(matches!(poll.terms.method, Method::Judgment { .. }), people, "{number}");
    }
    assert!(polls.draws().all(|(_, drawing)| drawing.drawn.is_some()));
}
