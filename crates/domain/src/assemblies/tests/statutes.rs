//! Statutes: adopted once by hand, refused when they lock everyone out, told in sentences.

use caisse_units::Language;

use super::super::refusal::ByVote;
use super::super::statutes::{Kind, Problem, Size};
use super::super::{Command, Refusal};
use super::{Caisse, DecisionId, Statutes, adopt, day, read, usual};
use crate::offices::{Actor, Decision, Office, Role};
use crate::{books, offices, rules};

/// The usual statutes, changed in one place.
fn changed(place: &str, value: serde_json::Value) -> Statutes {
    let mut statutes = usual();
    *statutes.pointer_mut(place).unwrap_or_else(|| panic!("{place} is there")) = value;
    read(statutes)
}

fn with(part: &str, value: serde_json::Value) -> Statutes {
    let mut statutes = usual();
    statutes[part] = value;
    read(statutes)
}

fn problems(statutes: &Statutes) -> Vec<Problem> {
    let problems = statutes.problems();
    for problem in &problems {
        assert!(problem.sentence(Language::French).len() > 15);
        assert!(problem.sentence(Language::English).len() > 15);
    }
    problems
}

#[test]
fn the_usual_statutes_are_sound_and_written_as_they_are_read() {
    let statutes = read(usual());
    assert_eq!(problems(&statutes), []);
    let text = serde_json::to_string(&statutes).expect("written");
    assert!(text.contains(r#""member_share":"1/5""#));
    assert_eq!(serde_json::from_str::<Statutes>(&text).expect("read"), statutes);
    let bytes = postcard::to_stdvec(&statutes).expect("written");
    assert_eq!(postcard::from_bytes::<Statutes>(&bytes).expect("read"), statutes);
}

#[test]
fn statutes_are_told_in_both_languages() {
    let statutes = read(usual());
    let french = statutes.text(Language::French).join("\n");
    assert!(french.contains("14 jours au moins avant sa date"), "{french}");
    assert!(
        french.contains(
            "Pour décider sur les statuts : par oui ou non ; au moins 2/3 des suffrages exprimés"
        ),
        "{french}"
    );
    let english = statutes.text(Language::English).join("\n");
    assert!(
        english.contains("A proxy is given to anyone who votes, 2 at most per person."),
        "{english}"
    );
    assert_eq!(statutes.text(Language::French).len(), statutes.text(Language::English).len());
}

#[test]
fn statutes_under_which_nobody_convenes_are_refused() {
    let nobody = serde_json::json!({ "notice_days": 14 });
    assert_eq!(problems(&with("convening", nobody)), [Problem::NobodyConvenes]);
    let none = changed("/convening/member_share", "0/5".into());
    assert_eq!(problems(&none), [Problem::ShareUnusable]);
}

#[test]
fn a_quorum_above_all_members_cannot_be_written() {
    let mut statutes = usual();
    statutes["quorum"]["first"] = serde_json::json!({ "share": "3/2" });
    let error = serde_json::from_value::<Statutes>(statutes).expect_err("3/2 is refused");
    assert!(error.to_string().contains("3/2"), "{error}");
}

#[test]
fn a_threshold_that_nothing_reaches_is_refused() {
    let more_than_all = serde_json::json!({ "more_than": "1/1" });
    let statutes = changed("/decisions/statutes/threshold", more_than_all);
    assert_eq!(problems(&statutes), [Problem::ThresholdUnreachable { kind: Kind::Statutes }]);
}

#[test]
fn a_college_without_category_is_refused_and_every_problem_is_listed() {
    let colleges = serde_json::json!([
        { "name": "actifs", "categories": ["active"] },
        { "name": "actifs", "categories": [] },
        { "name": "autres", "categories": ["active"] },
    ]);
    let expected = [
        Problem::CollegeName { place: 2 },
        Problem::CollegeEmpty { college: "actifs".to_owned() },
        Problem::CategoryTwice { category: "active".to_owned() },
    ];
    assert_eq!(problems(&with("colleges", colleges)), expected);
}

#[test]
fn each_way_to_lock_everyone_out_is_refused() {
    let many = |place: &str, value: serde_json::Value| problems(&changed(place, value));
    let long = many("/convening/notice_days", 400.into());
    assert_eq!(long, [Problem::DelayTooLong { days: 400 }]);
    let late = many("/convening/agenda_days", 20.into());
    assert_eq!(late, [Problem::AgendaBeforeNotice { agenda: 20, notice: 14 }]);
    let harder = many("/quorum/second", serde_json::json!({ "share": "3/4" }));
    assert_eq!(harder, [Problem::SecondCallHarder]);
    let proxies = many("/proxies/per_holder", 60.into());
    assert_eq!(proxies, [Problem::TooManyProxies { per_holder: 60 }]);
    let by_college =
        with("proxies", serde_json::json!({ "per_holder": 1, "holder": "same_college" }));
    assert_eq!(problems(&by_college), [Problem::ProxiesWithoutColleges]);
    let missing = with("decisions", serde_json::json!({ "resolution": {} }));
    assert_eq!(problems(&missing), [Problem::KindMissing { kind: Kind::Statutes }]);
    let seniority = with("voters", serde_json::json!({ "seniority_months": 200 }));
    assert_eq!(problems(&seniority), [Problem::MonthsUnusable { months: 200 }]);
    let all_in_person = with(
        "quorum",
        serde_json::json!({ "first": { "share": "1/1" }, "second": "none", "second_call_days": 7,
            "counted": "present_only" }),
    );
    assert_eq!(problems(&all_in_person), [Problem::QuorumOfAllInPerson]);
    let colleges =
        changed("/decisions/statutes", serde_json::json!({ "colleges": "each_college" }));
    let few = Problem::TooFewColleges { kind: Kind::Statutes, needed: 1, found: 0 };
    assert_eq!(problems(&colleges), [few]);
    let tie = serde_json::json!({ "threshold": { "at_least": "2/3" }, "tie": "chair_decides" });
    let tie = changed("/decisions/statutes", tie);
    assert_eq!(problems(&tie), [Problem::TieWithoutMajority { kind: Kind::Statutes }]);
    let hidden = serde_json::json!({ "method": { "consent": { "vote_otherwise": false } }, "secrecy": "discreet" });
    let hidden = changed("/decisions/agreement", hidden);
    assert_eq!(problems(&hidden), [Problem::ConsentDiscreet { kind: Kind::Agreement }]);
    let sums = with("sums", serde_json::json!({ "vote_from": 0 }));
    assert_eq!(problems(&sums), [Problem::SumUnusable]);
    let auditor = serde_json::json!({ "signatures": [{ "from": 10_000, "role": "auditor" }] });
    assert_eq!(problems(&with("sums", auditor)), [Problem::OfficeDoesNotSign]);
    let shares = serde_json::json!({ "delegates": { "steps": { "steps": [] } } });
    assert!(matches!(problems(&with("voters", shares))[..], [Problem::WeightsUnusable { .. }]));
    assert_eq!(problems(&changed("/title", " ".into())), [Problem::TitleUnusable]);
}

#[test]
fn statutes_that_would_lock_out_this_very_caisse_are_refused() {
    let mut caisse = Caisse::founded(4);
    let refused = |caisse: &mut Caisse, statutes: Statutes| match caisse.refused(1, adopt(statutes))
    {
        Refusal::StatutesUnusable { problems } => problems,
        other => panic!("{other:?}"),
    };
    let seniority = with("voters", serde_json::json!({ "seniority_months": 3 }));
    assert_eq!(refused(&mut caisse, seniority), [Problem::NobodyVotes]);
    let large = changed("/quorum/first", serde_json::json!({ "members": 5 }));
    assert_eq!(
        refused(&mut caisse, large),
        [Problem::QuorumAboveMembers { asked: 5, entitled: 4 }]
    );
    let mut nobody = usual();
    nobody["convening"] = serde_json::json!({ "roles": ["auditor"], "notice_days": 1 });
    assert_eq!(refused(&mut caisse, read(nobody)), [Problem::NobodyInOffice]);
    let mut alone = usual();
    alone["colleges"] = serde_json::json!([
        { "name": "actifs", "categories": ["active"] },
        { "name": "retraités", "categories": ["retired"] },
    ]);
    alone["decisions"]["statutes"] = serde_json::json!({ "colleges": "each_college" });
    let college = "retraités".to_owned();
    assert_eq!(refused(&mut caisse, read(alone)), [Problem::CollegeWithoutVoters { college }]);
}

#[test]
fn statutes_are_adopted_by_hand_once() {
    let mut caisse = Caisse::with(4, usual());
    let again = caisse.refused(1, adopt(read(usual())));
    let (since, decision) = (day("2026-01-01"), DecisionId(1));
    assert_eq!(again, Refusal::ByVoteOnly { what: ByVote::Statutes, since, decision });
    let version = caisse.house().assemblies.statutes_on(caisse.today).expect("in force");
    assert_eq!((version.since, version.decision), (since, decision));
    assert!(caisse.house().assemblies.statutes_on(day("2025-12-31")).is_none());
}

#[test]
fn statutes_need_a_recorded_decision_and_do_not_begin_in_the_past() {
    let mut caisse = Caisse::founded(4);
    let statutes = || Box::new(read(usual()));
    let decision = DecisionId(9);
    let unknown = Command::AdoptStatutes { statutes: statutes(), since: caisse.today, decision };
    let refusal = caisse.member(1, unknown).expect_err("no D9");
    assert_eq!(refusal, offices::Refusal::DecisionUnknown { decision }.into());
    let since = day("2025-12-01");
    let early = Command::AdoptStatutes { statutes: statutes(), since, decision: DecisionId(1) };
    let earliest = caisse.today;
    assert_eq!(caisse.refused(1, early), Refusal::StatutesTooEarly { since, earliest });
}

#[test]
fn under_statutes_decisions_offices_rules_and_budgets_come_from_votes_only() {
    let mut caisse = Caisse::with(4, usual());
    let (on, decision) = (caisse.today, DecisionId(1));
    let office = Office {
        member: crate::identity::MemberId(3),
        role: Role::Auditor,
        from: on,
        until: None,
        decision,
    };
    let record = Decision {
        assembly: "a".into(),
        on,
        title: "t".into(),
        text: String::new(),
        document: None,
    };
    let end = offices::Command::End { office: crate::identity::OfficeId(1), on, decision };
    let budget = books::Budget { decision, lines: Vec::new() };
    let tried = [
        (ByVote::Decision, crate::Command::Offices(offices::Command::Record(record))),
        (ByVote::Office, crate::Command::Offices(offices::Command::Give(office))),
        (ByVote::Office, crate::Command::Offices(end)),
        (
            ByVote::Rule,
            crate::Command::Rules(rules::Command::Adopt { rules: Vec::new(), decision }),
        ),
        (
            ByVote::Rule,
            crate::Command::Rules(rules::Command::Repeal {
                rule: "cotisation".into(),
                from: on,
                decision,
            }),
        ),
        (ByVote::Budget, crate::Command::Books(books::Command::AdoptBudget { year: 2026, budget })),
    ];
    for (what, command) in tried {
        let actor = Actor::Member(crate::identity::MemberId(1));
        let refusal = caisse.act(actor, command).expect_err("refused");
        let since = day("2026-01-01");
        assert_eq!(refusal, Refusal::ByVoteOnly { what, since, decision }.into());
        assert!(refusal.sentence(Language::French).contains("propos") || what == ByVote::Office);
    }
}

#[test]
fn statutes_adopted_for_a_later_day_leave_everything_as_it_is_until_then() {
    let mut caisse = Caisse::founded(4);
    let since = day("2026-03-01");
    let statutes = Box::new(read(usual()));
    caisse
        .desk(Command::AdoptStatutes { statutes, since, decision: DecisionId(1) })
        .expect("adopted");
    let record = |on| Decision {
        assembly: "a".into(),
        on,
        title: "t".into(),
        text: String::new(),
        document: None,
    };
    let by_hand = |on| crate::Command::Offices(offices::Command::Record(record(on)));
    let actor = Actor::Member(crate::identity::MemberId(1));
    caisse.act(actor, by_hand(caisse.today)).expect("recorded before");
    caisse.today = since;
    assert!(caisse.act(actor, by_hand(caisse.today)).is_err());
}

#[test]
fn a_kind_that_statutes_do_not_name_follows_resolutions() {
    let statutes = read(usual());
    assert_eq!(statutes.rule(Kind::Budget), statutes.rule(Kind::Resolution));
    assert_ne!(statutes.rule(Kind::Statutes), statutes.rule(Kind::Resolution));
}

#[test]
fn sums_say_when_a_vote_and_whose_signature_is_needed() {
    let statutes = with(
        "sums",
        serde_json::json!({ "vote_from": 50_000, "signatures": [{ "from": 100_000, "role": "treasurer" }] }),
    );
    let euros = |text: &str| text.parse().expect("an amount");
    assert!(!statutes.requires_vote(euros("499.99")));
    assert!(statutes.requires_vote(euros("500.00")));
    assert_eq!(statutes.signatures(euros("999.99")).count(), 0);
    assert_eq!(statutes.signatures(euros("1000.00")).collect::<Vec<_>>(), [Role::Treasurer]);
}

#[test]
fn a_quorum_is_a_share_rounded_up() {
    let share = |text: &str| Size::Share(text.parse().expect("a share"));
    assert_eq!(share("1/2").needed(5), 3);
    assert_eq!(share("2/3").needed(100), 67);
    assert_eq!(Size::Members(7).needed(100), 7);
    assert_eq!(Size::None.needed(100), 0);
}

#[test]
fn an_election_does_not_share_a_sum_and_a_step_is_a_sum() {
    let decisions = |kind: &str, method: serde_json::Value| {
        let mut statutes = usual();
        statutes["decisions"][kind] = serde_json::json!({ "method": method });
        read(statutes)
    };
    let shares =
        |step: i64| serde_json::json!({ "equal_shares_with": { "add_one": { "step": step } } });
    let election = decisions("election", shares(100));
    assert_eq!(problems(&election), [Problem::MethodUnfit { kind: Kind::Election }]);
    let none = decisions("priorities", shares(0));
    assert_eq!(problems(&none), [Problem::MethodUnusable { kind: Kind::Priorities }]);
    let sound = decisions("priorities", shares(500));
    assert_eq!(problems(&sound), []);
    let french = sound.text(Language::French).join("\n");
    assert!(french.contains("chaque part étant relevée de 5,00"), "{french}");
    for method in ["ranked_pairs", "runoff", "transferable"] {
        assert_eq!(problems(&decisions("election", method.into())), [], "{method}");
    }
}
