use super::Votes;

fn votes(in_favour: u64, against: u64, abstained: u64) -> Votes {
    Votes { in_favour, against, abstained }
}

#[test]
fn a_single_vote_follows_the_largest_part_of_the_mandate() {
    assert!(votes(1, 0, 0).follow(votes(40, 27, 0)));
    assert!(!votes(0, 1, 0).follow(votes(40, 27, 0)));
    assert!(!votes(0, 0, 1).follow(votes(40, 27, 3)));
    for side in [votes(1, 0, 0), votes(0, 1, 0)] {
        assert!(side.follow(votes(30, 30, 0)), "a mandate that is divided in two");
    }
}

#[test]
fn several_votes_follow_the_count() {
    assert!(votes(40, 27, 0).follow(votes(40, 27, 0)));
    assert!(votes(6, 4, 0).follow(votes(40, 27, 0)), "ten votes for 67 members");
    assert!(!votes(5, 5, 0).follow(votes(40, 27, 0)));
    assert!(!votes(41, 26, 0).follow(votes(40, 27, 0)), "one vote moved");
    assert!(!votes(67, 0, 0).follow(votes(40, 27, 0)), "all the votes for one side");
    assert!(!votes(27, 40, 0).follow(votes(40, 27, 0)));
    assert!(!votes(40, 0, 27).follow(votes(40, 27, 0)));
    assert!(!votes(0, 0, 0).follow(votes(40, 27, 0)), "not to vote");
}

#[test]
fn what_a_mandate_shares_follows_it() {
    for said in [votes(40, 27, 0), votes(1, 1, 1), votes(5, 0, 2), votes(7, 7, 7)] {
        for count in 1..70 {
            assert!(said.shared(count).follow(said), "{count} of {said:?}");
        }
    }
}
