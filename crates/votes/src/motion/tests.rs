use proptest::prelude::*;

use super::consent::{ConsentRule, ConsentVerdict, Objection, consent};
use super::*;
use crate::mandate::Split;

fn tally(yes: u64, no: u64, abstain: u64) -> Tally {
    Tally { yes, no, abstain, blank: 0 }
}

fn all_present(members: u64) -> Electorate {
    Electorate { entitled: members, present: members, represented: 0 }
}

fn college(name: &str, members: u64, votes: Tally) -> CollegeCount {
    CollegeCount { college: name.into(), electorate: all_present(members), tally: votes }
}

fn outcome(rule: &MotionRule, members: u64, votes: Tally) -> MotionOutcome {
    decide(rule, &Count::of_assembly(all_present(members), votes)).unwrap()
}

#[test]
fn a_simple_majority_is_more_yes_than_no() {
    let rule = MotionRule::simple_majority();
    assert!(outcome(&rule, 100, tally(11, 10, 79)).adopted);
    assert!(!outcome(&rule, 100, tally(10, 11, 79)).adopted);
    let tied = outcome(&rule, 100, tally(10, 10, 0));
    assert!(!tied.adopted);
    assert_eq!(tied.tie, Some(TieDecision::Rejected));
    assert_eq!((tied.whole.base, tied.whole.needed), (20, 11));
}

#[test]
fn two_thirds_of_a_hundred_is_sixty_seven() {
    let rule = MotionRule::of(Threshold::TWO_THIRDS, Base::VotesCast);
    assert_eq!(outcome(&rule, 100, tally(66, 34, 0)).whole.needed, 67);
    assert!(!outcome(&rule, 100, tally(66, 34, 0)).adopted);
    assert!(outcome(&rule, 100, tally(67, 33, 0)).adopted);
    assert!(outcome(&rule, 100, tally(66, 33, 1)).adopted, "two thirds of 99 is 66");
}

#[test]
fn each_base_weighs_those_who_did_not_say_yes_in_its_own_way() {
    let electorate = Electorate { entitled: 100, present: 50, represented: 10 };
    let votes = Tally { yes: 26, no: 20, abstain: 5, blank: 3 };
    let needed = |base, blank| {
        let rule = MotionRule::of(Threshold::MAJORITY, base).with_blank(blank);
        let outcome = decide(&rule, &Count::of_assembly(electorate, votes)).unwrap();
        (outcome.whole.base, outcome.whole.needed, outcome.adopted)
    };
    use BlankVotes::{AsAbstentions, AsVotesCast, SetAside};
    assert_eq!(needed(Base::VotesCast, AsAbstentions), (46, 24, true));
    assert_eq!(needed(Base::VotesCast, AsVotesCast), (49, 25, true));
    assert_eq!(needed(Base::VotesAndAbstentions, AsAbstentions), (54, 28, false));
    assert_eq!(needed(Base::VotesAndAbstentions, SetAside), (51, 26, true));
    assert_eq!(needed(Base::Present, AsAbstentions), (60, 31, false));
    assert_eq!(needed(Base::Entitled, AsAbstentions), (100, 51, false));
}

#[test]
fn unanimity_is_everyone_and_more_than_everyone_is_refused() {
    let rule = MotionRule::of(Threshold::UNANIMITY, Base::VotesCast);
    assert!(outcome(&rule, 10, tally(3, 0, 7)).adopted);
    assert!(!outcome(&rule, 10, tally(9, 1, 0)).adopted);
    let beyond = Threshold::MoreThan(Fraction::WHOLE);
    let refused = decide(
        &MotionRule::of(beyond, Base::VotesCast),
        &Count::of_assembly(all_present(10), tally(10, 0, 0)),
    );
    assert_eq!(refused, Err(MotionError::OutOfReach { threshold: beyond }));
}

#[test]
fn a_motion_without_a_yes_is_not_adopted() {
    let nothing = MotionRule::of(Threshold::AtLeast(Fraction::new(0, 1).unwrap()), Base::VotesCast);
    assert!(!outcome(&nothing, 10, tally(0, 0, 10)).adopted);
    assert_eq!(outcome(&nothing, 10, tally(0, 0, 10)).whole.needed, 1);
    let unanimity = MotionRule::of(Threshold::UNANIMITY, Base::VotesCast);
    assert!(!outcome(&unanimity, 10, tally(0, 0, 10)).adopted);
}

#[test]
fn without_its_quorum_an_assembly_decides_nothing() {
    let share = |threshold, counted| Quorum { size: QuorumSize::Share(threshold), counted };
    let electorate = Electorate { entitled: 10, present: 4, represented: 1 };
    let met = |quorum| {
        let rule = MotionRule::simple_majority().with_quorum(quorum);
        let outcome = decide(&rule, &Count::of_assembly(electorate, tally(5, 0, 0))).unwrap();
        (outcome.quorum.unwrap(), outcome.adopted)
    };
    let half = Threshold::AtLeast(Fraction::HALF);
    let (quorum, adopted) = met(share(half, Presence::PresentAndRepresented));
    assert_eq!(quorum, QuorumOutcome { needed: 5, found: 5, met: true });
    assert!(adopted);
    let (quorum, adopted) = met(share(half, Presence::PresentOnly));
    assert_eq!(quorum, QuorumOutcome { needed: 5, found: 4, met: false });
    assert!(!adopted);
    let (quorum, _) = met(share(Threshold::MAJORITY, Presence::PresentAndRepresented));
    assert_eq!(quorum.needed, 6);
    let six = Quorum { size: QuorumSize::Members(6), counted: Presence::default() };
    assert!(!met(six).1);
}

#[test]
fn the_chair_decides_a_tie_where_the_statutes_say_so_and_nothing_else() {
    let rule = MotionRule::simple_majority().with_tie(TieRule::ChairDecides);
    let chair = |votes, chair| {
        let count = Count::of_assembly(all_present(20), votes).with_chair(chair);
        let outcome = decide(&rule, &count).unwrap();
        (outcome.adopted, outcome.tie)
    };
    assert_eq!(chair(tally(5, 5, 2), Answer::Yes), (true, Some(TieDecision::ChairYes)));
    assert_eq!(chair(tally(5, 5, 2), Answer::No), (false, Some(TieDecision::ChairNo)));
    assert_eq!(chair(tally(5, 5, 2), Answer::Abstain), (false, Some(TieDecision::ChairSilent)));
    assert_eq!(chair(tally(5, 6, 2), Answer::Yes), (false, None));
    let two_thirds =
        MotionRule::of(Threshold::TWO_THIRDS, Base::VotesCast).with_tie(TieRule::ChairDecides);
    let count = Count::of_assembly(all_present(2), tally(1, 1, 0)).with_chair(Answer::Yes);
    assert!(!decide(&two_thirds, &count).unwrap().adopted, "a tie is far from two thirds");
    let members = MotionRule::absolute_majority().with_tie(TieRule::ChairDecides);
    let count = Count::of_assembly(all_present(20), tally(5, 5, 0)).with_chair(Answer::Yes);
    assert_eq!(decide(&members, &count).unwrap().tie, None, "one yes more does not make eleven");
}

#[test]
fn each_college_reaches_its_own_threshold() {
    let thresholds = BTreeMap::from([("salariés".to_owned(), Threshold::TWO_THIRDS)]);
    let rule = MotionRule::simple_majority().with_colleges(CollegeRule::EachCollege { thresholds });
    let count = |workers| Count {
        attendance: all_present(30),
        colleges: vec![college("salariés", 12, workers), college("usagers", 18, tally(10, 8, 0))],
        chair: None,
    };
    let adopted = decide(&rule, &count(tally(8, 4, 0))).unwrap();
    assert!(adopted.adopted);
    assert_eq!(adopted.colleges[0].part.needed, 8);
    assert_eq!(adopted.colleges[1].part.needed, 10);
    let rejected = decide(&rule, &count(tally(7, 5, 0))).unwrap();
    assert_eq!(rejected.verdict, Verdict::CollegesNotReached);
    assert!(rejected.whole.reached, "the whole is for, and that is not enough");
}

#[test]
fn a_double_majority_asks_for_the_whole_and_for_so_many_colleges() {
    let colleges = CollegeRule::WholeAndColleges { colleges: 2, threshold: Threshold::MAJORITY };
    let rule = MotionRule::simple_majority().with_colleges(colleges);
    let decided = |first, second, third| {
        let colleges =
            vec![college("nord", 50, first), college("sud", 10, second), college("est", 10, third)];
        let count = Count { attendance: all_present(70), colleges, chair: None };
        decide(&rule, &count).unwrap().verdict
    };
    assert_eq!(decided(tally(50, 0, 0), tally(6, 4, 0), tally(0, 10, 0)), Verdict::Adopted);
    assert_eq!(
        decided(tally(50, 0, 0), tally(4, 6, 0), tally(5, 5, 0)),
        Verdict::CollegesNotReached
    );
    assert_eq!(
        decided(tally(0, 50, 0), tally(6, 4, 0), tally(6, 4, 0)),
        Verdict::ThresholdNotReached
    );
}

#[test]
fn figures_that_contradict_each_other_are_refused() {
    let rule = MotionRule::simple_majority();
    let refused = |count: &Count| decide(&rule, count).unwrap_err();
    assert_eq!(
        refused(&Count::of_assembly(all_present(10), tally(8, 3, 0))),
        MotionError::MoreVotesThanPresent { college: String::new(), votes: 11, there: 10 }
    );
    let crowded = Electorate { entitled: 10, present: 8, represented: 3 };
    assert_eq!(
        refused(&Count::of_assembly(crowded, tally(1, 0, 0))),
        MotionError::MorePresentThanEntitled { college: String::new(), there: 11, entitled: 10 }
    );
    let twice = vec![college("a", 5, tally(1, 0, 0)), college("a", 5, tally(1, 0, 0))];
    let count = Count { attendance: all_present(10), colleges: twice, chair: None };
    assert_eq!(refused(&count), MotionError::CollegeTwice { college: "a".into() });
    let none = Count { attendance: all_present(10), colleges: vec![], chair: None };
    assert_eq!(refused(&none), MotionError::NoCount);
    let huge = Tally { yes: u64::MAX, ..Tally::default() };
    let both = vec![college("a", u64::MAX, huge), college("b", u64::MAX, huge)];
    let count = Count { attendance: all_present(10), colleges: both, chair: None };
    assert_eq!(refused(&count), MotionError::TooManyVotes);
    let unknown = BTreeMap::from([("b".to_owned(), Threshold::MAJORITY)]);
    let rule = rule.clone().with_colleges(CollegeRule::EachCollege { thresholds: unknown });
    let one = vec![college("a", 5, tally(1, 0, 0))];
    let count = Count { attendance: all_present(10), colleges: one, chair: None };
    assert_eq!(decide(&rule, &count), Err(MotionError::UnknownCollege { college: "b".into() }));
}

#[test]
fn consent_is_the_absence_of_standing_objections() {
    let rule = ConsentRule::default();
    let met = consent(&rule, &[Objection::Withdrawn, Objection::Integrated], None).unwrap();
    assert!(met.adopted);
    assert_eq!((met.standing, met.withdrawn, met.integrated), (0, 1, 1));
    let standing = consent(&rule, &[Objection::Integrated, Objection::Raised], None).unwrap();
    assert_eq!((standing.adopted, standing.verdict), (false, ConsentVerdict::ObjectionsStand));
}

#[test]
fn standing_objections_lead_to_the_vote_that_the_statutes_provide() {
    let motion = MotionRule::of(Threshold::THREE_QUARTERS, Base::VotesCast);
    let rule = ConsentRule { fallback: Some(motion) };
    let raised = [Objection::Raised];
    assert_eq!(consent(&rule, &raised, None).unwrap().verdict, ConsentVerdict::VoteNeeded);
    let vote = Count::of_assembly(all_present(20), tally(15, 5, 0));
    let decided = consent(&rule, &raised, Some(&vote)).unwrap();
    assert_eq!((decided.adopted, decided.verdict), (true, ConsentVerdict::DecidedByVote));
    let vote = Count::of_assembly(all_present(20), tally(14, 6, 0));
    assert!(!consent(&rule, &raised, Some(&vote)).unwrap().adopted);
}

#[test]
fn a_split_mandate_is_counted_in_its_parts() {
    let split =
        Split::new(70, [(Answer::Yes, 40), (Answer::No, 27), (Answer::Abstain, 3)]).unwrap();
    let counted = Tally::default().with_split(&split).unwrap();
    assert_eq!(counted, tally(40, 27, 3));
}

#[test]
fn what_is_stored_keeps_its_names() {
    let thresholds = BTreeMap::from([("est".to_owned(), Threshold::UNANIMITY)]);
    let rule = MotionRule::of(Threshold::TWO_THIRDS, Base::VotesAndAbstentions)
        .with_quorum(Quorum {
            size: QuorumSize::Share(Threshold::AtLeast(Fraction::HALF)),
            counted: Presence::PresentAndRepresented,
        })
        .with_colleges(CollegeRule::EachCollege { thresholds });
    let stored = serde_json::to_string(&rule).unwrap();
    assert_eq!(
        stored,
        r#"{"threshold":{"at_least":{"numerator":2,"denominator":3}},"base":"votes_and_abstentions","quorum":{"size":{"share":{"at_least":{"numerator":1,"denominator":2}}},"counted":"present_and_represented"},"blank":"as_abstentions","tie":"rejected","colleges":{"each_college":{"thresholds":{"est":{"at_least":{"numerator":1,"denominator":1}}}}}}"#
    );
    assert_eq!(serde_json::from_str::<MotionRule>(&stored).unwrap(), rule);
    let zero = r#"{"at_least":{"numerator":2,"denominator":0}}"#;
    assert!(serde_json::from_str::<Threshold>(zero).is_err());
    let count = Count::of_assembly(all_present(3), tally(2, 1, 0)).with_chair(Answer::Yes);
    let read: Count = serde_json::from_str(&serde_json::to_string(&count).unwrap()).unwrap();
    assert_eq!(read, count);
}

#[test]
fn minutes_say_the_figures_in_both_languages() {
    let rule = MotionRule::of(Threshold::TWO_THIRDS, Base::VotesCast);
    let decided = outcome(&rule, 100, tally(40, 27, 3));
    assert_eq!(
        sentence(&rule, &decided, Language::French),
        "Rejeté\u{a0}: 40 oui, 27 non, 3 abstentions, 0 blanc ; il faut au moins 2/3 des suffrages exprimés (67), soit 45 oui"
    );
    assert_eq!(
        sentence(&rule, &decided, Language::English),
        "Rejected: 40 yes, 27 no, 3 abstentions, 0 blank; at least 2/3 of votes cast (67) is needed, that is 45 yes"
    );
}

fn thresholds() -> impl Strategy<Value = Threshold> {
    (0_u64..=60, 1_u64..=60, any::<bool>()).prop_filter_map("up to 1", |(top, below, more)| {
        let fraction = Fraction::new(top, below).ok()?;
        if more && top == below {
            return None;
        }
        Some(if more { Threshold::MoreThan(fraction) } else { Threshold::AtLeast(fraction) })
    })
}

proptest! {
    #[test]
    fn needed_is_the_least_yes_that_adopts(
        threshold in thresholds(), yes in 0_u64..200, no in 0_u64..200, abstain in 0_u64..50,
        base in 0_usize..4,
    ) {
        let base = [Base::VotesCast, Base::VotesAndAbstentions, Base::Present, Base::Entitled][base];
        let rule = MotionRule::of(threshold, base);
        let electorate = Electorate { entitled: 500, present: 300, represented: 160 };
        let all = yes + no;
        let decided = decide(&rule, &Count::of_assembly(electorate, tally(yes, no, abstain))).unwrap();
        let with = |yes: u64| {
            let votes = tally(yes, all - yes, abstain);
            decide(&rule, &Count::of_assembly(electorate, votes)).unwrap().adopted
        };
        let least = (0..=all).find(|yes| with(*yes));
        match least {
            Some(least) => prop_assert_eq!(decided.whole.needed, least),
            None => prop_assert!(decided.whole.needed > all),
        }
        prop_assert_eq!(decided.adopted, yes >= decided.whole.needed);
    }

    #[test]
    fn one_yes_more_never_undoes_an_adoption(
        threshold in thresholds(), yes in 0_u64..200, no in 0_u64..200,
    ) {
        let rule = MotionRule::of(threshold, Base::VotesCast);
        let before = outcome(&rule, 500, tally(yes, no, 0));
        let after = outcome(&rule, 500, tally(yes + 1, no, 0));
        prop_assert!(!before.adopted || after.adopted);
    }
}
