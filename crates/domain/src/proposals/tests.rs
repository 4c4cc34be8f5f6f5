//! What proposals refuse, and what they do once adopted.

use caisse_units::{Amount, Day, Language, Rate};

use super::apply::{Ending, vote_closed, vote_opened};
use super::{
    AmendmentState, Change, Choices, Command, Consequences, Content, Effect, Link, ProposalState,
    Refusal, Said, check_schedulable, check_votable, effects, question,
};
use crate::agreements::{self, Ceded, Terms};
use crate::assemblies::{Kind, Verdict};
use crate::fixture::{COOPERATIVE, Caisse, contribution, day, digest, euros, flat};
use crate::identity::{
    AgreementId, CessionId, DecisionId, EnvelopeId, MemberId, OfficeId, PollId, ProjectId,
    ProposalId,
};
use crate::offices::{self, Role};
use crate::projects;
use crate::rules::{self, AdoptedRule, Purpose};
use crate::{Event, Refusal as Refused, contributions};

fn content(effect: Effect, from: &str) -> Content {
    Content {
        title: "Une proposition".to_owned(),
        text: "Voici pourquoi.".to_owned(),
        effect,
        from: day(from),
        links: Vec::new(),
        documents: Vec::new(),
    }
}

fn draft(effect: Effect, from: &str) -> Command {
    Command::Draft(Box::new(content(effect, from)))
}

/// M3 drafts and opens it.
fn propose(caisse: &mut Caisse, effect: Effect, from: &str) -> ProposalId {
    caisse.as_member(3, draft(effect, from));
    let proposal = ProposalId::at(caisse.house().proposals.all().count() - 1);
    caisse.as_member(3, Command::Open { proposal });
    proposal
}

/// What `assemblies` does: opens a poll, closes it, records the decision, applies the effects.
fn vote(caisse: &mut Caisse, proposal: ProposalId, verdict: &Verdict) -> Result<(), Refused> {
    open_vote(caisse, proposal, None)?;
    close_vote(caisse, proposal, None, verdict);
    Ok(())
}

fn open_vote(
    caisse: &mut Caisse,
    proposal: ProposalId,
    amendment: Option<u16>,
) -> Result<(), Refused> {
    check_votable(caisse.house(), proposal, amendment, caisse.today)?;
    let poll = PollId::at(polls(caisse));
    vote_opened(&mut caisse.house_mut().proposals, proposal, amendment, poll);
    Ok(())
}

fn polls(caisse: &Caisse) -> usize {
    caisse.house().proposals.all().map(|(_, one)| one.votes.len()).sum()
}

fn close_vote(
    caisse: &mut Caisse,
    proposal: ProposalId,
    amendment: Option<u16>,
    verdict: &Verdict,
) {
    let on = caisse.today;
    let number = DecisionId::at(caisse.house().offices.decisions().count());
    let (events, blocked) = match amendment {
        Some(_) => (Vec::new(), None),
        None => match effects(caisse.house(), proposal, verdict, number, on) {
            Ok(events) => (events, None),
            Err(refusal) => (Vec::new(), Some(Said::of(&refusal))),
        },
    };
    let taken = matches!(verdict, Verdict::Adopted | Verdict::Chosen(_)) && amendment.is_none();
    if taken {
        let content = caisse.decision("Un vote");
        let recorded = offices::Event::DecisionRecorded { decision: number, content };
        caisse.apply(&Event::Offices(recorded));
    }
    for event in &events {
        caisse.apply(event);
    }
    let poll = PollId::at(polls(caisse) - 1);
    let decision = taken.then_some(number);
    let ending = Ending { poll, verdict, decision, on, blocked };
    vote_closed(&mut caisse.house_mut().proposals, proposal, amendment, ending);
    caisse.kept();
}

fn state(caisse: &Caisse, proposal: ProposalId) -> ProposalState {
    caisse.house().proposals.get(proposal).expect("there").state.clone()
}

fn rule(versions: &[(&str, u32)]) -> Effect {
    Effect::AdoptRules { rules: vec![contribution("cotisation", versions)] }
}

/// With a contribution of 10 € since January, by a vote.
fn with_rule() -> Caisse {
    let mut caisse = Caisse::new();
    let proposal = propose(&mut caisse, rule(&[("2026-01-01", 10)]), "2026-01-01");
    vote(&mut caisse, proposal, &Verdict::Adopted).expect("it may be voted");
    caisse
}

fn call(caisse: &mut Caisse, month: &str) {
    let command = contributions::Command::Call {
        month: month.parse().expect("a month"),
        due: day("2026-12-31"),
        situations: rules::Situations::new(),
    };
    caisse.as_member(1, crate::Command::Contributions(command));
}

#[test]
fn a_rule_adopted_by_a_vote_is_in_force_from_its_day_by_that_decision() {
    let mut caisse = with_rule();
    let changed = rule(&[("2026-01-01", 10), ("2026-03-01", 12)]);
    let proposal = propose(&mut caisse, changed, "2026-03-01");
    let told = caisse.house().rule_differences(proposal);
    let sentence = told[0].sentences(Language::French)[0].replace('\u{a0}', " ");
    assert_eq!(sentence, "Cotisation due : 10,00 € devient 12,00 €, à partir du 1er mars 2026");
    vote(&mut caisse, proposal, &Verdict::Adopted).expect("it may be voted");
    let decision = DecisionId(3);
    assert_eq!(state(&caisse, proposal), ProposalState::Adopted { decision, on: caisse.today });
    let book = &caisse.house().rules;
    assert_eq!(book.decision("cotisation", day("2026-03-01")), Some(decision));
    assert_eq!(book.contribution(day("2026-02-28")).expect("in force").since(), day("2026-01-01"));
    let found = caisse.house().proposals.of_decision(decision).expect("its proposal").0;
    assert_eq!(found, proposal);
}

#[test]
fn a_rejected_proposal_stays_on_record_and_does_nothing() {
    let mut caisse = with_rule();
    let changed = rule(&[("2026-01-01", 10), ("2026-03-01", 12)]);
    let proposal = propose(&mut caisse, changed, "2026-03-01");
    let before = caisse.house().rules.clone();
    vote(&mut caisse, proposal, &Verdict::Rejected).expect("it may be voted");
    assert_eq!(caisse.house().rules, before);
    let on = caisse.today;
    assert_eq!(state(&caisse, proposal), ProposalState::Refused { decision: None, on });
}

#[test]
fn a_proposal_voted_never_changes() {
    let mut caisse = Caisse::new();
    let proposal = propose(&mut caisse, Effect::Resolution, "2026-01-01");
    vote(&mut caisse, proposal, &Verdict::Rejected).expect("it may be voted");
    let content = Box::new(content(Effect::Resolution, "2026-01-02"));
    let change = Box::new(Change { title: Some("Autre".to_owned()), ..Change::default() });
    let reasons = "on a changé d'avis".to_owned();
    for command in [
        Command::Revise { proposal, content },
        Command::Open { proposal },
        Command::Support { proposal },
        Command::Amend { proposal, reasons: reasons.clone(), change },
        Command::Withdraw { proposal, reasons },
    ] {
        let refused = caisse.refused(3, command);
        assert!(matches!(refused, Refused::Proposals(Refusal::NotNow { .. })), "{refused:?}");
    }
    let again = check_votable(caisse.house(), proposal, None, caisse.today);
    assert!(matches!(again, Err(Refused::Proposals(Refusal::NotNow { .. }))));
}

#[test]
fn without_a_quorum_a_proposal_stays_open_and_is_voted_again() {
    let mut caisse = Caisse::new();
    let proposal = propose(&mut caisse, Effect::Resolution, "2026-01-01");
    vote(&mut caisse, proposal, &Verdict::NoQuorum).expect("it may be voted");
    assert!(matches!(state(&caisse, proposal), ProposalState::Open { .. }));
    vote(&mut caisse, proposal, &Verdict::Adopted).expect("and again");
    assert_eq!(caisse.house().proposals.get(proposal).expect("there").votes.len(), 2);
}

#[test]
fn rules_that_do_not_hold_together_are_refused_at_drafting_with_every_error() {
    let mut caisse = Caisse::new();
    let mut broken = contribution("cotisation", &[("2026-01-01", 10)]);
    let version = &mut broken.rule.versions[0];
    version.result = "nulle_part".to_owned();
    version.lines[0].floor = Some(caisse_rules::tree::Expression::Line("ailleurs".to_owned()));
    let effect = Effect::AdoptRules { rules: vec![broken] };
    let refused = caisse.refused(3, draft(effect, "2026-01-01"));
    let Refused::Rules(rules::Refusal::Unsound { errors }) = refused else { panic!("{refused:?}") };
    assert!(errors.len() >= 2, "{errors:?}");
}

#[test]
fn an_effect_in_a_called_or_closed_month_is_refused_with_the_first_possible_day() {
    let mut caisse = with_rule();
    call(&mut caisse, "2026-03");
    caisse.today = day("2026-02-10");
    let changed = |since| rule(&[("2026-01-01", 10), (since, 12)]);
    let too_early = |from: &str, first: &str| {
        Refused::Proposals(Refusal::TooEarly { from: day(from), first: day(first) })
    };
    let refused = caisse.refused(3, draft(changed("2026-03-01"), "2026-03-01"));
    assert_eq!(refused, too_early("2026-03-01", "2026-04-01"));
    let refused = caisse.refused(3, draft(Effect::Resolution, "2026-02-09"));
    assert_eq!(refused, too_early("2026-02-09", "2026-02-10"));
    caisse.as_member(3, draft(changed("2026-04-01"), "2026-04-01"));
}

#[test]
fn a_resolution_whose_day_has_passed_is_still_voted_and_an_election_is_not() {
    let mut caisse = Caisse::new();
    let resolution = propose(&mut caisse, Effect::Resolution, "2026-01-01");
    let election = propose(&mut caisse, elect(&[3], 1, &[]), "2026-01-15");
    caisse.today = day("2026-01-16");
    vote(&mut caisse, resolution, &Verdict::Adopted).expect("nothing depends on its day");
    let refused = vote(&mut caisse, election, &Verdict::Chosen(vec![0]));
    let (from, first) = (day("2026-01-15"), day("2026-01-16"));
    assert_eq!(refused, Err(Refused::Proposals(Refusal::TooEarly { from, first })));
}

#[test]
fn a_rule_begins_on_the_day_that_the_proposal_says() {
    let mut caisse = with_rule();
    let changed = rule(&[("2026-01-01", 10), ("2026-03-01", 12)]);
    for from in ["2026-02-01", "2026-04-01"] {
        let refused = caisse.refused(3, draft(changed.clone(), from));
        assert!(matches!(refused, Refused::Proposals(Refusal::StartsElsewhere { .. })), "{from}");
    }
}

#[test]
fn an_effect_that_became_impossible_is_blocked_and_the_decision_stands() {
    let mut caisse = with_rule();
    let changed = rule(&[("2026-01-01", 10), ("2026-03-01", 12)]);
    let proposal = propose(&mut caisse, changed, "2026-03-01");
    open_vote(&mut caisse, proposal, None).expect("it may be voted");
    call(&mut caisse, "2026-03");
    close_vote(&mut caisse, proposal, None, &Verdict::Adopted);
    let ProposalState::Blocked { decision, why, .. } = state(&caisse, proposal) else {
        panic!("{:?}", state(&caisse, proposal))
    };
    assert!(why.text(Language::French).contains("déjà appelé"), "{why:?}");
    assert!(caisse.house().offices.decision(decision).is_some());
    assert_eq!(caisse.house().rules.set().rule("cotisation").expect("there").versions.len(), 1);
}

#[test]
fn two_proposals_on_the_same_rule_and_day_are_not_both_voted() {
    let mut caisse = with_rule();
    let changed = |to| rule(&[("2026-01-01", 10), ("2026-03-01", to)]);
    let first = propose(&mut caisse, changed(12), "2026-03-01");
    let second = propose(&mut caisse, changed(15), "2026-03-01");
    check_schedulable(caisse.house(), second, caisse.today).expect("none is in vote yet");
    open_vote(&mut caisse, first, None).expect("it may be voted");
    let refused = vote(&mut caisse, second, &Verdict::Adopted).expect_err("the first is in vote");
    let Refused::Proposals(Refusal::Conflict { other, .. }) = &refused else {
        panic!("{refused:?}")
    };
    assert_eq!(*other, first);
    assert!(refused.sentence(Language::French).contains("PR2"), "{refused}");
    close_vote(&mut caisse, first, None, &Verdict::Adopted);
    let refused = vote(&mut caisse, second, &Verdict::Adopted).expect_err("it was adopted");
    assert!(matches!(refused, Refused::Proposals(Refusal::Conflict { .. })));
}

#[test]
fn a_rule_is_repealed_from_a_day_on_and_another_may_take_its_place() {
    let mut caisse = with_rule();
    let repeal = Effect::RepealRule { rule: "cotisation".to_owned() };
    let proposal = propose(&mut caisse, repeal, "2026-06-01");
    vote(&mut caisse, proposal, &Verdict::Adopted).expect("it may be voted");
    let on = |caisse: &Caisse, on: &str| {
        caisse.house().rules.contribution(day(on)).map(|rule| rule.name().to_owned()).ok()
    };
    assert_eq!(on(&caisse, "2026-05-31").as_deref(), Some("cotisation"));
    assert_eq!(on(&caisse, "2026-06-01"), None);
    let another = |since| Effect::AdoptRules {
        rules: vec![contribution("autre_cotisation", &[(since, 20)])],
    };
    let refused = caisse.refused(3, draft(another("2026-05-01"), "2026-05-01"));
    assert!(matches!(refused, Refused::Rules(rules::Refusal::PurposeTaken { .. })), "{refused:?}");
    let proposal = propose(&mut caisse, another("2026-06-01"), "2026-06-01");
    vote(&mut caisse, proposal, &Verdict::Adopted).expect("it may be voted");
    assert_eq!(on(&caisse, "2026-05-31").as_deref(), Some("cotisation"));
    assert_eq!(on(&caisse, "2026-06-01").as_deref(), Some("autre_cotisation"));
}

#[test]
fn a_rule_that_another_one_needs_is_not_repealed() {
    let mut caisse = Caisse::new();
    let parameter = flat("base", &[("2026-01-01", 10)]);
    let mut uses = contribution("cotisation", &[("2026-01-01", 10)]);
    let reference = caisse_rules::tree::Expression::Rule("base".to_owned());
    uses.rule.versions[0].lines[0].content = caisse_rules::tree::Content::Formula(reference);
    let parameter = AdoptedRule { purpose: Purpose::Parameter, rule: parameter };
    let effect = Effect::AdoptRules { rules: vec![parameter, uses] };
    let proposal = propose(&mut caisse, effect, "2026-01-01");
    vote(&mut caisse, proposal, &Verdict::Adopted).expect("it may be voted");
    let repeal = Effect::RepealRule { rule: "base".to_owned() };
    let refused = caisse.refused(3, draft(repeal, "2026-06-01"));
    assert!(matches!(refused, Refused::Rules(rules::Refusal::StillNeeded { .. })), "{refused:?}");
    let unknown = Effect::RepealRule { rule: "inconnue".to_owned() };
    let refused = caisse.refused(3, draft(unknown, "2026-06-01"));
    assert!(matches!(refused, Refused::Rules(rules::Refusal::NoneInForce { .. })));
}

#[test]
fn a_budget_spends_no_more_than_the_fund_has_and_expects() {
    let mut caisse = Caisse::new();
    let account = |number: &str| number.parse().expect("an account");
    let budget = |spent, expected| Effect::AdoptBudget {
        year: 2026,
        lines: vec![(account("6063"), euros(spent)), (account("7561"), euros(expected))],
    };
    let refused = caisse.refused(3, draft(budget(12_001, 2_000), "2026-01-01"));
    let (planned, expected, available) = (euros(12_001), euros(2_000), euros(10_000));
    let too_large = Refusal::BudgetTooLarge { planned, expected, available };
    assert_eq!(refused, Refused::Proposals(too_large));
    let proposal = propose(&mut caisse, budget(12_000, 2_000), "2026-01-01");
    vote(&mut caisse, proposal, &Verdict::Adopted).expect("it may be voted");
    assert_eq!(caisse.house().books.budget(2026).expect("voted").decision, DecisionId(2));
}

fn elect(candidates: &[u32], seats: u16, renews: &[u32]) -> Effect {
    Effect::Elect {
        role: Role::Treasurer,
        candidates: candidates.iter().copied().map(MemberId).collect(),
        seats,
        until: Some(day("2027-12-31")),
        mandate: Some("Refuser tout emprunt.".to_owned()),
        renews: renews.iter().copied().map(OfficeId).collect(),
    }
}

#[test]
fn an_election_gives_the_office_with_its_mandate_and_renews_those_it_names() {
    let mut caisse = Caisse::new();
    let proposal = propose(&mut caisse, elect(&[3, 4, 5], 1, &[2]), "2026-02-01");
    let asked = question(caisse.house(), proposal).expect("there");
    assert_eq!(asked.kind, Kind::Election);
    assert_eq!(asked.choices.len(), 3);
    vote(&mut caisse, proposal, &Verdict::Chosen(vec![1, 0])).expect("it may be voted");
    let holds =
        |member, on: &str| caisse.house().offices.holds(MemberId(member), Role::Treasurer, day(on));
    assert!(holds(1, "2026-01-31") && !holds(1, "2026-02-01"), "the former term is over");
    assert!(!holds(4, "2026-01-31") && holds(4, "2026-02-01") && holds(4, "2027-12-31"));
    assert!(!holds(3, "2026-02-01"), "one seat only");
    assert!(holds(4, "2026-02-01") && !holds(4, "2028-01-01"));
    let office = OfficeId(3);
    assert_eq!(caisse.house().mandate(office), Some("Refuser tout emprunt."));
}

#[test]
fn whoever_is_elected_again_starts_a_new_term_and_others_keep_theirs() {
    let mut caisse = Caisse::new();
    let proposal = propose(&mut caisse, elect(&[1, 3], 2, &[]), "2026-02-01");
    // A list for as many seats may be put to a plain vote.
    vote(&mut caisse, proposal, &Verdict::Adopted).expect("it may be voted");
    let terms: Vec<(MemberId, Option<Day>)> = caisse
        .house()
        .offices
        .offices()
        .filter(|(_, office)| office.role == Role::Treasurer)
        .map(|(_, office)| (office.member, office.until))
        .collect();
    let end = Some(day("2027-12-31"));
    assert_eq!(
        terms,
        [(MemberId(1), Some(day("2026-01-31"))), (MemberId(1), end), (MemberId(3), end)]
    );
}

#[test]
fn candidates_are_active_members_each_once() {
    let mut caisse = Caisse::new();
    let mut refused = |candidates: &[u32], seats| match caisse
        .refused(3, draft(elect(candidates, seats, &[]), "2026-02-01"))
    {
        Refused::Proposals(refusal) => refusal,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(&[], 1), Refusal::CandidatesUnusable { given: 0 });
    assert_eq!(refused(&[3], 0), Refusal::SeatsUnusable { seats: 0 });
    assert_eq!(refused(&[3, 3], 1), Refusal::CandidateTwice { member: MemberId(3) });
    assert_eq!(refused(&[9], 1), Refusal::CandidateInactive { member: MemberId(9) });
}

#[test]
fn an_office_is_revoked_and_held_for_the_last_time_the_day_before() {
    let mut caisse = Caisse::new();
    let office = OfficeId(1);
    let proposal = propose(&mut caisse, Effect::Revoke { office }, "2026-02-01");
    vote(&mut caisse, proposal, &Verdict::Adopted).expect("it may be voted");
    let until = caisse.house().offices.office(office).expect("there").until;
    assert_eq!(until, Some(day("2026-01-31")));
    let refused = caisse.refused(3, draft(Effect::Revoke { office }, "2026-03-01"));
    assert!(matches!(refused, Refused::Offices(offices::Refusal::OfficeNotHeld { .. })));
}

fn open_project(caisse: &mut Caisse, euros_: i64) -> ProjectId {
    let cost = projects::Cost {
        label: "Matériel".to_owned(),
        account: "6063".parse().expect("an account"),
        amount: euros(euros_),
    };
    let plan = projects::Plan {
        title: "Un projet".to_owned(),
        text: "Pour tous.".to_owned(),
        demand: None,
        costs: vec![cost],
        milestones: Vec::new(),
        people: vec![MemberId(3)],
    };
    caisse.as_member(3, projects::Command::OpenProject(plan));
    ProjectId::at(caisse.house().projects.all().count() - 1)
}

fn fund(project: ProjectId, euros_: i64) -> Effect {
    Effect::FundProject { project, amount: euros(euros_), report_by: day("2026-12-01") }
}

#[test]
fn a_funded_project_has_a_credit_line_by_the_decision() {
    let mut caisse = Caisse::new();
    let project = open_project(&mut caisse, 3_000);
    let refused = caisse.refused(3, draft(fund(project, 3_001), "2026-01-01"));
    assert!(matches!(refused, Refused::Projects(projects::Refusal::MoreThanCosts { .. })));
    let proposal = propose(&mut caisse, fund(project, 3_000), "2026-01-01");
    vote(&mut caisse, proposal, &Verdict::Adopted).expect("it may be voted");
    let credit = &caisse.house().projects.get(project).expect("there").credits[0];
    assert_eq!((credit.amount, credit.decision), (euros(3_000), DecisionId(2)));
    assert_eq!(caisse.house().available(caisse.today), euros(7_000));
}

#[test]
fn a_project_that_the_fund_cannot_pay_is_refused() {
    let mut caisse = Caisse::new();
    let project = open_project(&mut caisse, 20_000);
    let refused = caisse.refused(3, draft(fund(project, 10_001), "2026-01-01"));
    let (asked, available) = (euros(10_001), euros(10_000));
    let too_much = projects::Refusal::MoreThanAvailable { asked, available };
    assert_eq!(refused, Refused::Projects(too_much));
}

#[test]
fn projects_are_chosen_within_the_envelope_voted_for_them() {
    let mut caisse = Caisse::new();
    let projects = [4_000, 2_000, 3_000].map(|cost| open_project(&mut caisse, cost));
    let title = "Budget participatif".to_owned();
    let until = day("2026-06-30");
    let open = Effect::OpenEnvelope { title, amount: euros(6_000), until };
    let proposal = propose(&mut caisse, open, "2026-01-01");
    vote(&mut caisse, proposal, &Verdict::Adopted).expect("it may be voted");
    assert_eq!(caisse.house().available(caisse.today), euros(4_000));
    let envelope = EnvelopeId(1);
    let report_by = day("2026-12-01");
    let choose = Effect::Prioritise { envelope, projects: projects.to_vec(), report_by };
    let proposal = propose(&mut caisse, choose.clone(), "2026-01-01");
    let asked = question(caisse.house(), proposal).expect("there");
    let costs =
        vec![(projects[0], euros(4_000)), (projects[1], euros(2_000)), (projects[2], euros(3_000))];
    assert_eq!(asked.choices, Choices::Projects { projects: costs, budget: euros(6_000) });
    let too_many = effects(
        caisse.house(),
        proposal,
        &Verdict::Chosen(vec![0, 2]),
        DecisionId(9),
        caisse.today,
    );
    assert!(matches!(too_many, Err(Refused::Projects(projects::Refusal::MoreThanEnvelope { .. }))));
    vote(&mut caisse, proposal, &Verdict::Chosen(vec![2, 1, 1])).expect("it may be voted");
    assert_eq!(caisse.house().projects.envelope(envelope).expect("there").left(), euros(1_000));
    assert_eq!(caisse.house().available(caisse.today), euros(4_000), "nothing counts twice");
    let credit = |project| caisse.house().projects.get(project).expect("there").credit();
    assert_eq!(projects.map(credit), [Amount::ZERO, euros(2_000), euros(3_000)]);
    let refused = caisse.refused(3, draft(choose, "2026-01-01"));
    assert!(matches!(refused, Refused::Projects(_)), "some are funded in full: {refused:?}");
}

#[test]
fn an_agreement_holds_for_its_term_and_its_spending_is_on_documents() {
    let mut caisse = Caisse::new();
    let agree = |partner| {
        Effect::Agree(Terms {
            partner,
            criteria: "Local, sans sous-traitance.".to_owned(),
            rate: Rate::from_parts_per_million(300_000),
            until: day("2026-12-31"),
        })
    };
    let refused = caisse.refused(3, draft(agree(MemberId(3)), "2026-02-01"));
    assert!(matches!(refused, Refused::Agreements(agreements::Refusal::NotAPartner { .. })));
    let proposal = propose(&mut caisse, agree(COOPERATIVE), "2026-02-01");
    vote(&mut caisse, proposal, &Verdict::Adopted).expect("it may be voted");
    let agreement = AgreementId(1);
    let spend = |month: &str, document| agreements::Command::RecordSpending {
        agreement,
        spending: agreements::Spending {
            month: month.parse().expect("a month"),
            amount: euros(120),
            document: digest(document),
        },
    };
    caisse.as_member(1, spend("2026-02", 1));
    let refused = caisse.refused(1, spend("2026-03", 1));
    assert!(matches!(refused, Refused::Agreements(agreements::Refusal::DocumentTwice { .. })));
    let refused = caisse.refused(1, spend("2026-01", 2));
    assert!(matches!(refused, Refused::Agreements(agreements::Refusal::NotInForce { .. })));
    let refused = caisse.refused(3, draft(agree(COOPERATIVE), "2026-06-01"));
    assert!(matches!(refused, Refused::Agreements(agreements::Refusal::AgreedAlready { .. })));
    let known = caisse.house().agreements.get(agreement).expect("there");
    assert_eq!(known.total_spent(), euros(120));
    let ending = |on: &str| caisse.house().agreements.ending(day(on), 31).count();
    assert_eq!((ending("2026-06-01"), ending("2026-12-01")), (0, 1));
    let proposal = propose(&mut caisse, Effect::EndAgreement { agreement }, "2026-07-01");
    vote(&mut caisse, proposal, &Verdict::Adopted).expect("it may be voted");
    let known = caisse.house().agreements.get(agreement).expect("there");
    assert!(known.holds_on(day("2026-06-30")) && !known.holds_on(day("2026-07-01")));
}

#[test]
fn a_ceded_matter_is_taken_back_with_notice_by_the_majority_agreed() {
    let mut caisse = Caisse::new();
    let ceded = Ceded {
        matter: "taux de cotisation".to_owned(),
        federation: "Fédération des caisses".to_owned(),
        until: None,
        notice_days: 90,
        majority: Rate::from_parts_per_million(666_667),
        rules: Vec::new(),
    };
    let proposal = propose(&mut caisse, Effect::Cede(ceded.clone()), "2026-02-01");
    vote(&mut caisse, proposal, &Verdict::Adopted).expect("it may be voted");
    let refused = caisse.refused(3, draft(Effect::Cede(ceded), "2026-03-01"));
    assert!(matches!(refused, Refused::Agreements(agreements::Refusal::CededAlready { .. })));
    caisse.today = day("2026-03-01");
    let cession = CessionId(1);
    let refused = caisse.refused(3, draft(Effect::TakeBack { cession }, "2026-05-29"));
    let first = day("2026-05-30");
    assert_eq!(refused, Refused::Proposals(Refusal::TooEarly { from: day("2026-05-29"), first }));
    let proposal = propose(&mut caisse, Effect::TakeBack { cession }, "2026-06-01");
    let asked = question(caisse.house(), proposal).expect("there");
    assert_eq!(asked.majority, Some(Rate::from_parts_per_million(666_667)));
    vote(&mut caisse, proposal, &Verdict::Adopted).expect("it may be voted");
    let holds = |on: &str| caisse.house().agreements.ceded("taux de cotisation", day(on));
    assert!(holds("2026-05-31").is_some() && holds("2026-06-01").is_none());
}

#[test]
fn an_amendment_is_accepted_by_the_author_or_voted_on_its_own() {
    let mut caisse = Caisse::new();
    let proposal = propose(&mut caisse, Effect::Resolution, "2026-01-01");
    let amend = |title: &str| Command::Amend {
        proposal,
        reasons: "plus clair".to_owned(),
        change: Box::new(Change { title: Some(title.to_owned()), ..Change::default() }),
    };
    caisse.as_member(4, amend("Premier"));
    caisse.as_member(5, amend("Second"));
    let waits = check_votable(caisse.house(), proposal, None, caisse.today);
    assert!(matches!(waits, Err(Refused::Proposals(Refusal::AmendmentWaits { .. }))));
    let refused = caisse.refused(4, Command::AcceptAmendment { proposal, amendment: 0 });
    assert!(matches!(refused, Refused::Proposals(Refusal::NotTheAuthor { .. })));
    caisse.as_member(3, Command::AcceptAmendment { proposal, amendment: 0 });
    caisse.as_member(3, Command::DeclineAmendment { proposal, amendment: 1 });
    let title = |caisse: &Caisse| {
        caisse.house().proposals.get(proposal).expect("there").content.title.clone()
    };
    assert_eq!(title(&caisse), "Premier");
    open_vote(&mut caisse, proposal, Some(1)).expect("a declined one may be voted");
    close_vote(&mut caisse, proposal, Some(1), &Verdict::Adopted);
    assert_eq!(title(&caisse), "Second");
    let known = caisse.house().proposals.get(proposal).expect("there");
    assert!(matches!(known.amendments[1].state, AmendmentState::Adopted(_)));
    let refused = caisse.refused(4, amend("Second"));
    assert!(matches!(refused, Refused::Proposals(Refusal::ChangesNothing { .. })));
    let refused = caisse.refused(3, Command::DeclineAmendment { proposal, amendment: 1 });
    assert!(matches!(refused, Refused::Proposals(Refusal::AmendmentDecided { .. })));
}

#[test]
fn consequences_are_those_of_the_effect_as_it_stands() {
    let mut caisse = with_rule();
    let changed = |to| rule(&[("2026-01-01", 10), ("2026-03-01", to)]);
    let proposal = propose(&mut caisse, changed(12), "2026-03-01");
    let lacks = |caisse: &Caisse| {
        caisse.house().proposals.get(proposal).expect("there").lacks_consequences()
    };
    assert!(lacks(&caisse));
    let consequences = Consequences { digest: digest(4), summary: "+2 € par mois".to_owned() };
    caisse.as_member(3, Command::AttachConsequences { proposal, consequences });
    assert!(!lacks(&caisse));
    let change = Box::new(Change { effect: Some(changed(15)), ..Change::default() });
    let reasons = "15 € tiennent mieux".to_owned();
    caisse.as_member(4, Command::Amend { proposal, reasons, change });
    caisse.as_member(3, Command::AcceptAmendment { proposal, amendment: 0 });
    assert!(lacks(&caisse), "those attached were of another effect");
    caisse.kept();
}

#[test]
fn support_given_to_another_text_is_undone() {
    let mut caisse = Caisse::new();
    let proposal = propose(&mut caisse, Effect::Resolution, "2026-01-01");
    caisse.as_member(4, Command::Support { proposal });
    let refused = caisse.refused(4, Command::Support { proposal });
    assert!(matches!(refused, Refused::Proposals(Refusal::SupportsAlready { .. })));
    let supporters =
        |caisse: &Caisse| caisse.house().proposals.get(proposal).expect("there").supporters.len();
    assert_eq!(supporters(&caisse), 2);
    let content = Box::new(content(Effect::Resolution, "2026-01-05"));
    caisse.as_member(3, Command::Revise { proposal, content });
    assert_eq!(supporters(&caisse), 1);
    caisse.as_member(3, Command::TakeBackSupport { proposal });
    let lacking = check_schedulable(caisse.house(), proposal, caisse.today);
    let few = Refusal::TooFewSupporters { proposal, have: 0, needed: 1 };
    assert_eq!(lacking, Err(Refused::Proposals(few)));
}

#[test]
fn links_of_a_proposal_lead_somewhere() {
    let mut caisse = Caisse::new();
    let project = ProjectId(4);
    let mut linked = content(Effect::Resolution, "2026-01-01");
    linked.links = vec![Link::Project(project)];
    let refused = caisse.refused(3, Command::Draft(Box::new(linked.clone())));
    let link = Link::Project(project);
    assert_eq!(refused, Refused::Proposals(Refusal::LinkUnknown { link }));
    linked.links = Vec::new();
    linked.documents = vec!["facture.pdf".to_owned()];
    let refused = caisse.refused(3, Command::Draft(Box::new(linked)));
    assert_eq!(refused, Refused::Proposals(Refusal::DigestUnusable));
}

#[test]
fn only_members_propose() {
    let mut caisse = Caisse::new();
    let by_founders =
        caisse.try_by(offices::Actor::Founders, draft(Effect::Resolution, "2026-01-01").into());
    let nobody = Refused::Proposals(Refusal::NotActive { member: None });
    assert_eq!(by_founders, Err(nobody));
    let refused = caisse.refused(99, draft(Effect::Resolution, "2026-01-01"));
    assert!(matches!(refused, Refused::Proposals(Refusal::NotActive { .. })));
}
