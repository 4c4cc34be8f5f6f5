//! Proposals, consequences, statutes, mandates, projects: what is shown, and to whom.

use caisse_domain::identity::{AssemblyId, MemberId};
use caisse_units::{Amount, Language};
use caisse_web::House;
use caisse_web::views::{Group, Place, Reached};
use caisse_window::Reader;

use crate::browser::Server;
use crate::caisse::{Caisse, Seen, day, euros};
use crate::voted::{SEALED, words};

const BOTH: [Language; 2] = [Language::French, Language::English];

#[test]
fn proposals_stand_where_they_are_and_a_refused_one_stays() {
    let window = Caisse::voted().seen();
    for language in BOTH {
        let list = window.proposals(1, language).expect("a list");
        let numbers = |lines: &[caisse_web::views::ProposalLine]| -> Vec<String> {
            lines.iter().map(|line| line.id.clone()).collect()
        };
        assert_eq!(numbers(&list.open), ["PR8"]);
        assert_eq!(numbers(&list.scheduled), ["PR9"]);
        assert_eq!(
            numbers(&list.decided),
            ["PR11", "PR7", "PR6", "PR5", "PR4", "PR3", "PR2", "PR1"]
        );
        let refused: Vec<bool> = list.decided.iter().map(|line| line.refused).collect();
        assert_eq!(refused.iter().filter(|refused| **refused).count(), 1);
        assert!(window.proposals(2, language).is_none() && window.proposals(0, language).is_none());
    }
}

#[test]
fn a_voted_rule_shows_its_way_its_difference_and_its_vote() {
    let window = Caisse::voted().seen();
    let one = window.proposal("PR1", Language::French).expect("PR1");
    assert_eq!(one.line.supporters, 5, "the author and four");
    assert!(one.path.iter().all(|station| station.reached == Reached::Done), "{:?}", one.path);
    assert_eq!(one.path.last().expect("a last station").day, Some(day("2025-05-01")));
    let said = one.differences[0].sentences.join(" ");
    assert!(said.contains("10,00") && said.contains("12,00"), "{said}");
    assert!(one.consequences.is_none(), "it is decided");
    let vote = one.votes[0].count.expect("a count");
    assert_eq!((vote.in_favour, vote.against, vote.abstentions), (9, 1, 1));
    assert!(one.decision.expect("a decision").label.ends_with("D3"));
    let refused = window.proposal("PR3", Language::English).expect("PR3");
    assert_eq!(refused.path.last().expect("a last station").reached, Reached::Ended);
    assert!(refused.attached.is_some(), "what was seen before the vote stays");
}

#[test]
fn an_open_rule_proposal_shows_what_it_would_do_here() {
    let window = Caisse::voted().seen();
    for language in BOTH {
        let told = window.proposal("PR8", language).expect("PR8").consequences.expect("figures");
        assert_eq!((told.past.months.len(), told.ahead.months.len()), (4, 12));
        let september = told.ahead.months.iter().find(|month| month.month.month_of_year() == 9);
        let september = september.expect("September").contributions;
        assert!(september.proposed > september.today, "{september:?}");
        let before = told.ahead.months[0].contributions;
        assert_eq!(before.today, before.proposed, "nothing changes before its day");
        assert_eq!(told.change.lose.number, 12, "thirteen people, two of one household");
        let groups: Vec<&Group> =
            told.by_income.groups.iter().chain(&told.by_household.groups).collect();
        assert!(!groups.is_empty() && groups.iter().all(|group| group.units >= 5), "{groups:?}");
        assert!(groups.iter().all(|group| group.difference() < Amount::ZERO));
    }
}

#[test]
fn figures_are_computed_once_for_each_state_of_the_journal() {
    let window = Caisse::voted().seen();
    let look = || window.proposal("PR8", Language::French).expect("PR8").consequences;
    let start = std::time::Instant::now();
    let first = look().expect("figures");
    let cold = start.elapsed();
    let start = std::time::Instant::now();
    for _ in 0..20 {
        assert_eq!(look().as_ref(), Some(&first));
    }
    println!("first: {cold:?}, then: {:?}", start.elapsed() / 20);
    let support = caisse_domain::proposals::Command::Support {
        proposal: caisse_domain::identity::ProposalId(8),
    };
    {
        let actor = caisse_domain::offices::Actor::Member(caisse_domain::identity::MemberId(1));
        let mut desk = window.desk().write().expect("nobody panicked");
        desk.act(actor, caisse_domain::Command::Proposals(support)).expect("supported");
    }
    let page = window.proposal("PR8", Language::French).expect("PR8");
    assert_eq!(page.line.supporters, 2);
    assert_eq!(page.consequences, Some(first), "support changes no figure");
}

#[test]
fn a_member_alone_reads_what_it_would_change_for_them() {
    let window = Caisse::voted().seen();
    let mine = window.member("M3", Language::French).expect("M3").changes;
    assert_eq!(mine.len(), 2, "an open one and a scheduled one");
    assert_eq!(mine[0].proposal, "PR8");
    let first = mine[0].first_contribution;
    assert_eq!(
        (first.today, first.proposed),
        (euros("27,00"), euros("30,00")),
        "12 and 15 for four"
    );
    let everyone = Caisse::voted().seen_by(Reader::Everyone);
    assert!(everyone.member("M3", Language::French).is_none());
    assert!(everyone.proposal("PR10", Language::French).is_none(), "a draft is its author's");
    assert!(window.proposal("PR10", Language::French).is_some());
}

#[test]
fn everyone_reads_numbers_and_no_name() {
    let server = Server::of(Caisse::voted().seen_by(Reader::Everyone));
    for tag in ["fr", "en"] {
        let pages = server.all(tag);
        for start in ["/propositions/PR8", "/statuts", "/mandats", "/projets/PJ1", "/conventions"] {
            assert!(pages.keys().any(|path| path.starts_with(start)), "nothing leads to {start}");
        }
        for (path, (status, body)) in &pages {
            assert_eq!(*status, 200, "{path}");
            assert!(body.len() < 60_000, "{path} weighs {} bytes", body.len());
            assert!(!body.contains("href=\"/membres/"), "{path} leads to a member");
            for word in SEALED.into_iter().chain(["Brouillon secret", "Idée pas encore mûre"]) {
                assert!(!body.contains(word), "{path} says {word}");
            }
        }
        let (_, board) = server.get(&format!("/projets?langue={tag}"));
        assert!(board.contains(if tag == "fr" { "anonyme" } else { "anonymous" }));
    }
}

#[test]
fn statutes_mandates_projects_and_agreements_are_those_of_the_state() {
    let window = Caisse::voted().seen();
    for language in BOTH {
        let statutes = window.statutes(None, language).expect("statutes");
        assert_eq!((statutes.since, statutes.versions.len()), (day("2025-01-20"), 1));
        assert_eq!(statutes.ceded.len(), 1);
        assert!(window.statutes(Some(day("2025-01-21")), language).is_none());
        let offices = window.offices(language);
        let auditor = offices.held.iter().find(|office| office.id == "O4").expect("the auditor");
        assert_eq!(auditor.until, Some(day("2026-03-31")));
        assert_eq!(auditor.instruction.len(), 2);
        assert_eq!(auditor.adoption.decision, "D5");
        assert!(auditor.adoption.vote.as_deref().is_some_and(|vote| vote.starts_with("9 ")));
        assert_eq!(offices.delegates[0].members, 13);
        let project = window.project("PJ1", language).expect("PJ1");
        let line = &project.line;
        assert_eq!(
            (line.cost, line.credit, line.drawn),
            (euros("950,00"), euros("800,00"), euros("405,00"))
        );
        assert_eq!((project.invoices.len(), project.paid), (2, euros("325,00")));
        assert_eq!(project.invoices[0].signatures.len(), 2);
        assert!(project.invoices[1].signatures.is_empty());
        assert!(project.milestones[1].late && !project.milestones[2].late);
        assert_eq!(project.thread.len(), 4, "two grievances, a demand, a decision");
        assert!(window.board(2, language).is_none());
        let board = window.board(1, language).expect("a board");
        assert_eq!(board.envelopes[0].amount, euros("2000,00"));
        assert!(board.demands[0].overdue);
        let agreements = window.agreements(language);
        assert!(agreements.agreements[0].holds);
        assert_eq!(agreements.agreements[0].spent.len(), 1);
        assert_eq!(agreements.cessions.len(), 1);
    }
}

#[test]
fn a_decision_leads_to_its_poll_its_assembly_and_its_minutes() {
    let window = Caisse::voted().seen();
    let decision = window.decision("D3", Language::French).expect("D3");
    let origin = decision.origin.expect("a poll");
    assert_eq!(origin.poll.place, Some(Place::Poll("S1".to_owned())));
    assert_eq!(origin.minutes.place, Some(Place::Minutes("AG1".to_owned())));
    assert_eq!(origin.minutes.detail.as_deref(), Some("scellé et signé"));
    assert_eq!(origin.proposal.and_then(|one| one.place), Some(Place::Proposal("PR1".to_owned())));
    assert_eq!(decision.vote.map(|vote| vote.in_favour), Some(9));
    let founding = window.decision("D1", Language::French).expect("D1");
    assert!(founding.origin.is_none(), "the founders decided it");
}

#[test]
fn the_public_page_tells_the_fund_with_gifts_and_without() {
    let survival = Caisse::voted().seen().public(Language::French).survival;
    assert_eq!(survival.months, None, "the gift keeps it going");
    let alone = survival.alone.expect("a gift is in the pace");
    assert!(alone.method.contains("12\u{202f}000,00"), "{}", alone.method);
    let lived = Caisse::founded().seen().public(Language::English).survival;
    assert!(lived.alone.is_none());
}

#[test]
fn a_member_reads_the_own_page_under_a_word_and_nobody_elses() {
    let Seen { window, directory } = Caisse::voted().seen_by(Reader::Everyone);
    let (words, language) = (words(), Language::French);
    let word = words.word(AssemblyId(2), MemberId(3));
    let window = window.with_words(words.clone());
    let page = window.member(&word, language).expect("the own page");
    assert_eq!((page.pseudonym.as_str(), page.name.as_deref()), ("M3", Some("Xavière")));
    assert_eq!(page.changes.len(), 2);
    let claim = page.contribution.expect("a contribution").claim;
    assert_eq!(window.why(&claim, language).expect("why").amount, euros("27,00"));
    let other = words.word(AssemblyId(2), MemberId(4));
    let (_, number) = claim.rsplit_once('_').expect("a claim");
    assert!(window.why(&format!("{other}_{number}"), language).is_none(), "not of M4");
    assert!(window.why(number, language).is_none(), "the number alone opens nothing");
    assert!(window.member(&word.replace("M3", "M4"), language).is_none());
    let old = words.word(AssemblyId(1), MemberId(3));
    assert!(window.member(&old, language).is_some(), "no later assembly was held");
    assert!(window.member(&words.word(AssemblyId(9), MemberId(3)), language).is_none());
    drop(directory);
}

#[test]
fn a_repealed_rule_says_so_and_is_no_longer_among_those_in_force() {
    let mut caisse = Caisse::founded();
    let repeal = caisse_domain::rules::Command::Repeal {
        rule: "mois_de_la_caisse".to_owned(),
        from: day("2025-03-01"),
        decision: caisse_domain::identity::DecisionId(1),
    };
    let actor = caisse_domain::offices::Actor::Founders;
    caisse.act(actor, caisse_domain::Command::Rules(repeal));
    let in_force = |window: &caisse_window::Window| {
        let rules = window.public(Language::English).rules;
        rules.iter().any(|rule| rule.name == "mois_de_la_caisse")
    };
    let clock = caisse.clock.clone();
    let window = caisse.seen();
    let rule = window.rule("mois_de_la_caisse", None, Language::English).expect("a rule");
    let (from, adoption) = rule.repealed.expect("repealed");
    assert_eq!((from, adoption.decision.as_str()), (day("2025-03-01"), "D1"));
    assert_eq!(rule.until, Some(day("2025-02-28")));
    assert!(in_force(&window), "until its day");
    clock.set(day("2025-03-01"));
    assert!(!in_force(&window));
    let effects = window.decision("D1", Language::English).expect("D1").effects;
    assert!(effects.iter().any(|effect| effect.sentence.ends_with("is repealed")));
}

#[test]
fn a_long_board_has_pages_and_every_grievance_is_found_on_its_own() {
    let mut caisse = Caisse::voted();
    for number in 0_u32..60 {
        let grievance = caisse_domain::projects::Grievance {
            voice: caisse_domain::projects::Voice::Named(MemberId(3)),
            text: format!("{:064x}", 1_000 + number),
            workplace: None,
            on: day("2025-06-10"),
        };
        let record = caisse_domain::projects::Command::RecordGrievance(grievance);
        let actor = caisse_domain::offices::Actor::Member(MemberId(3));
        caisse.act(actor, caisse_domain::Command::Projects(record));
    }
    let server = Server::of(caisse.seen());
    let (_, first) = server.get("/projets?langue=fr");
    let (_, second) = server.get("/projets?page=2&langue=fr");
    assert!(first.contains("id=\"G62\"") && !first.contains("id=\"G1\""));
    assert!(second.contains("id=\"G1\"") && second.contains("id=\"G12\""));
    assert!(first.len() < 60_000 && second.len() < 60_000);
    assert!(first.contains("href=\"/projets?page=2#G1\""), "the demand leads to its page");
    assert_eq!(server.get("/projets?page=3").0, 404);
}
