use num_rational::BigRational;

use super::*;

fn approvals(candidates: u32, ballots: &[(&[u32], u64)]) -> Approvals {
    let mut approvals = Approvals::new(candidates);
    for (approved, voters) in ballots {
        approvals.cast(approved, *voters).expect("a ballot");
    }
    approvals
}

/// The example 2.12 of the source: 3 {c, d}, 2 {a, b}, 2 {a, c}, 1 {b, d}, on a, b, c, d.
fn example() -> Approvals {
    approvals(4, &[(&[2, 3], 3), (&[0, 1], 2), (&[0, 2], 2), (&[1, 3], 1)])
}

fn one(numerator: i64, denominator: i64) -> BigRational {
    BigRational::new(numerator.into(), denominator.into())
}

fn chosen(approvals: &Approvals, seats: u32, rule: CommitteeRule) -> Vec<Vec<u32>> {
    committees(approvals, seats, rule, &Resolution::default()).expect("delegates").committees
}

#[test]
fn candidates_with_equal_counts_share_a_class() {
    let ballots = approvals(4, &[(&[0, 1], 2), (&[2], 1), (&[], 5), (&[1, 0], 1)]);
    assert_eq!(ballots.counts(), [3, 3, 1, 0]);
    assert_eq!(ballots.classes(), [vec![0, 1], vec![2], vec![3]]);
    assert_eq!((ballots.voters(), ballots.ballots().len()), (9, 3));
}

#[test]
fn a_ballot_names_known_candidates_once() {
    let mut ballots = Approvals::new(2);
    let unknown = ApprovalError::UnknownCandidate { candidate: 2, candidates: 2 };
    assert_eq!(ballots.cast(&[0, 2], 1), Err(unknown));
    assert_eq!(ballots.cast(&[1, 1], 1), Err(ApprovalError::CandidateTwice { candidate: 1 }));
    assert_eq!(ballots.voters(), 0);
}

#[test]
fn equal_shares_takes_the_cheapest_for_its_supporters_first() {
    let result = committees(&example(), 3, CommitteeRule::EqualShares, &Resolution::default())
        .expect("three");
    // c has 5 supporters: 1/5 each. a has 4, of whom two have 3/8 - 1/5 = 7/40: 13/40 from the two
    // others. Nobody can pay a third seat; what is left weighs in Phragmén's rule.
    let first: Vec<(u32, BigRational)> =
        result.steps.iter().map(|step| (step.candidate, step.value.clone())).collect();
    assert_eq!(first[..2], [(2, one(1, 5)), (0, one(13, 40))]);
    assert_eq!(result.steps[2].meaning, Value::Load);
    // d: three voters with 7/40 and one with 3/8 left: (1 - 21/40 - 15/40) / 4 = 1/40.
    assert_eq!((result.steps[2].candidate, result.steps[2].value.clone()), (3, one(1, 40)));
    assert_eq!(result.committees, [vec![0, 2, 3]]);
}

#[test]
fn equal_shares_alone_may_leave_seats_empty() {
    assert_eq!(chosen(&example(), 3, CommitteeRule::EqualSharesAlone), [vec![0, 2]]);
}

#[test]
fn equal_shares_by_increment_fills_every_seat() {
    let rule = CommitteeRule::EqualSharesByIncrement;
    let result = committees(&example(), 3, rule, &Resolution::default()).expect("three");
    assert_eq!(result.committees[0].len(), 3);
    assert!(result.shared_seats.is_some_and(|seats| seats > 3));
    // Fewer approved candidates than seats: the others come by number of approvals.
    let few = approvals(3, &[(&[2], 4)]);
    assert_eq!(chosen(&few, 2, rule), [vec![0, 2]]);
}

#[test]
fn a_second_delegate_is_worth_half_in_sequential_proportional_approval() {
    let ballots = approvals(3, &[(&[0, 1], 5), (&[2], 3)]);
    // 0 and 1 are worth 5; then the other is worth 5/2, and 2 is worth 3.
    let all = chosen(&ballots, 2, CommitteeRule::SequentialProportional);
    assert_eq!(all, [vec![0, 2], vec![1, 2]]);
}

#[test]
fn phragmen_spreads_the_load() {
    let ballots = approvals(3, &[(&[0, 1], 5), (&[2], 3)]);
    let rule = CommitteeRule::SequentialPhragmen;
    let result = committees(&ballots, 2, rule, &Resolution::Lowest).expect("two");
    let steps: Vec<_> =
        result.steps.iter().map(|step| (step.candidate, step.tied.len(), &step.value)).collect();
    assert_eq!(steps, [(0, 2, &one(1, 5)), (2, 1, &one(1, 3))]);
}

#[test]
fn an_order_decides_ties_instead_of_the_lowest_number() {
    let ballots = approvals(3, &[(&[0, 1], 5), (&[2], 3)]);
    let rule = CommitteeRule::SequentialPhragmen;
    let order = Resolution::Order(vec![1, 0, 2]);
    assert_eq!(committees(&ballots, 2, rule, &order).expect("two").committees, [vec![1, 2]]);
    for incomplete in [vec![1, 0], vec![1, 1, 2], vec![0, 1, 3]] {
        let refused = committees(&ballots, 2, rule, &Resolution::Order(incomplete));
        assert_eq!(refused, Err(ApprovalError::OrderIncomplete));
    }
}

#[test]
fn tied_committees_are_listed_up_to_a_maximum() {
    let ballots = approvals(8, &[(&[0, 1, 2, 3, 4, 5, 6, 7], 10)]);
    for rule in [CommitteeRule::SequentialProportional, CommitteeRule::SequentialPhragmen] {
        let list = committees(&ballots, 3, rule, &Resolution::All { most: 20 }).expect("three");
        assert_eq!((list.committees.len(), list.complete), (20, false));
        let list = committees(&ballots, 3, rule, &Resolution::All { most: 100 }).expect("three");
        assert_eq!((list.committees.len(), list.complete), (56, true));
    }
}

#[test]
fn seats_are_between_one_and_the_candidates() {
    let rule = CommitteeRule::EqualShares;
    for seats in [0, 5] {
        let refused = committees(&example(), seats, rule, &Resolution::default());
        assert_eq!(refused, Err(ApprovalError::SeatsOutOfRange { seats, candidates: 4 }));
    }
    let nobody = committees(&Approvals::new(2), 1, rule, &Resolution::default());
    assert_eq!(nobody, Err(ApprovalError::NoVoter));
}
