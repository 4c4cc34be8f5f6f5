use proptest::prelude::*;

use super::*;
use crate::motion::{Answer, Fraction};

#[test]
fn a_split_never_exceeds_its_weight() {
    let split = Split::new(70, [("for", 40), ("against", 27), ("abstain", 3)]).unwrap();
    assert_eq!((split.cast(), split.not_cast()), (70, 0));
    let less = Split::new(70, [("for", 40), ("against", 20)]).unwrap();
    assert_eq!((less.cast(), less.not_cast()), (60, 10));
    let refused = Split::new(70, [("for", 44), ("against", 27)]).unwrap_err();
    assert_eq!(refused, MandateError::MoreThanWeight { cast: 71, weight: 70 });
    assert_eq!(
        refused.sentence(caisse_units::Language::French),
        "71 voix réparties pour un mandat de 70 ; retirez-en 1"
    );
    let huge = Split::new(70, [("for", u64::MAX), ("against", u64::MAX)]).unwrap_err();
    assert!(matches!(huge, MandateError::MoreThanWeight { .. }));
}

#[test]
fn parts_for_the_same_choice_are_one_part() {
    let split = Split::new(10, [("b", 1), ("a", 2), ("b", 3), ("c", 0)]).unwrap();
    let parts: Vec<_> = split.parts().iter().map(|part| (part.choice, part.votes)).collect();
    assert_eq!(parts, [("a", 2), ("b", 4)]);
}

#[test]
fn a_stored_split_is_checked_when_it_is_read() {
    let split = Split::new(70, [(Answer::Yes, 40), (Answer::No, 27)]).unwrap();
    let stored = serde_json::to_string(&split).unwrap();
    assert_eq!(
        stored,
        r#"{"weight":70,"parts":[{"choice":"yes","votes":40},{"choice":"no","votes":27}]}"#
    );
    assert_eq!(serde_json::from_str::<Split<Answer>>(&stored).unwrap(), split);
    assert!(serde_json::from_str::<Split<Answer>>(&stored.replace("70", "50")).is_err());
}

#[test]
fn splits_are_gathered_with_what_was_not_cast() {
    let splits = [
        Split::new(70, [(Answer::Yes, 40), (Answer::No, 27)]).unwrap(),
        Split::whole(5, Answer::No),
    ];
    let (parts, not_cast) = gather(&splits).unwrap();
    assert_eq!(parts[0], SplitPart { choice: Answer::Yes, votes: 40 });
    assert_eq!(parts[1], SplitPart { choice: Answer::No, votes: 32 });
    assert_eq!(not_cast, 3);
}

#[test]
fn a_capped_share_holds_after_capping() {
    let rule = WeightRule::CappedShare { share: Fraction::new(49, 100).unwrap() };
    assert_eq!(weights(&rule, &[60, 25, 15]).unwrap(), [38, 25, 15]);
    assert_eq!(weights(&rule, &[40, 40, 20]).unwrap(), [40, 40, 20], "nobody is above");
    let third = WeightRule::CappedShare { share: Fraction::new(1, 3).unwrap() };
    assert_eq!(
        weights(&third, &[90, 50, 10]).unwrap(),
        [10, 10, 10],
        "lowering one raises another"
    );
    assert_eq!(
        weights(&rule, &[60, 40]).unwrap_err(),
        MandateError::ShareOutOfReach { share: Fraction::new(49, 100).unwrap(), delegations: 2 }
    );
    assert_eq!(weights(&rule, &[0, 0]).unwrap(), [0, 0]);
}

#[test]
fn votes_grow_more_slowly_than_members_by_bands_tables_or_square_roots() {
    let bands = WeightRule::Brackets {
        brackets: vec![
            Bracket { up_to: Some(100), members_per_vote: 1 },
            Bracket { up_to: Some(500), members_per_vote: 5 },
            Bracket { up_to: None, members_per_vote: 20 },
        ],
    };
    assert_eq!(
        weights(&bands, &[0, 1, 100, 104, 105, 500, 1000]).unwrap(),
        [0, 1, 100, 100, 101, 180, 205]
    );
    let table =
        WeightRule::Steps { steps: vec![Step { from: 10, votes: 2 }, Step { from: 50, votes: 3 }] };
    assert_eq!(weights(&table, &[0, 9, 10, 49, 50, 9000]).unwrap(), [0, 1, 2, 2, 3, 3]);
    assert_eq!(weights(&WeightRule::SquareRoot, &[0, 1, 15, 16, 400]).unwrap(), [0, 1, 3, 4, 20]);
    assert_eq!(weights(&WeightRule::OneEach, &[0, 1, 900]).unwrap(), [0, 1, 1]);
    assert_eq!(weights(&WeightRule::ByMembers, &[0, 1, 900]).unwrap(), [0, 1, 900]);
}

#[test]
fn a_table_out_of_order_is_refused() {
    let closed = vec![Bracket { up_to: Some(10), members_per_vote: 1 }];
    let zero = vec![Bracket { up_to: None, members_per_vote: 0 }];
    let falling = vec![
        Bracket { up_to: Some(10), members_per_vote: 1 },
        Bracket { up_to: Some(5), members_per_vote: 1 },
        Bracket { up_to: None, members_per_vote: 2 },
    ];
    for brackets in [vec![], closed, zero, falling] {
        let refused = weights(&WeightRule::Brackets { brackets }, &[1]).unwrap_err();
        assert_eq!(refused, MandateError::BracketsNotInOrder);
    }
    let steps = vec![Step { from: 10, votes: 2 }, Step { from: 10, votes: 3 }];
    let refused = weights(&WeightRule::Steps { steps }, &[1]).unwrap_err();
    assert_eq!(refused, MandateError::StepsNotInOrder);
    let refused = weights(&WeightRule::ByMembers, &[u64::MAX, 1]).unwrap_err();
    assert_eq!(refused, MandateError::TooManyVotes);
}

proptest! {
    #[test]
    fn the_ceiling_is_the_highest_that_holds(
        members in proptest::collection::vec(0_u64..2000, 1..12), top in 1_u64..100,
    ) {
        let share = Fraction::new(top, 100).unwrap();
        let holds = |votes: &[u64]| {
            let total: u64 = votes.iter().sum();
            votes.iter().all(|one| one * 100 <= top * total)
        };
        match weights(&WeightRule::CappedShare { share }, &members) {
            Ok(votes) => {
                prop_assert!(holds(&votes));
                let ceiling = votes.iter().copied().max().unwrap_or(0);
                for (before, after) in members.iter().zip(&votes) {
                    prop_assert_eq!(*after, *before.min(&ceiling));
                }
                if votes != members {
                    let higher: Vec<u64> =
                        members.iter().map(|votes| *votes.min(&(ceiling + 1))).collect();
                    prop_assert!(!holds(&higher));
                }
            }
            Err(_) => {
                let one_each: Vec<u64> = members.iter().map(|votes| *votes.min(&1)).collect();
                prop_assert!(!holds(&one_each));
            }
        }
    }
}
