//! When a delegate's votes are those of the mandate.

use caisse_domain::federation::Instruction;
use caisse_domain::identity::AssemblyId;

use super::Votes;

fn told(in_favour: u64, against: u64, abstained: u64) -> Instruction {
    Instruction {
        assembly: AssemblyId(1),
        item: 0,
        in_favour,
        against,
        abstained,
        text: String::new(),
    }
}

fn votes(yes: u64, no: u64, abstain: u64) -> Votes {
    Votes { yes, no, abstain }
}

#[test]
fn a_single_vote_follows_the_largest_part_of_the_mandate() {
    assert!(votes(1, 0, 0).follow(&told(40, 27, 0)));
    assert!(!votes(0, 1, 0).follow(&told(40, 27, 0)));
    assert!(!votes(0, 0, 1).follow(&told(40, 27, 3)));
    assert!(votes(0, 1, 0).follow(&told(30, 30, 0)), "a mandate that is divided in two");
}

#[test]
fn several_votes_follow_the_count_within_one() {
    assert!(votes(40, 27, 0).follow(&told(40, 27, 0)));
    assert!(votes(6, 4, 0).follow(&told(40, 27, 0)), "ten votes for 67 members");
    assert!(!votes(67, 0, 0).follow(&told(40, 27, 0)), "all the votes for one side");
    assert!(!votes(27, 40, 0).follow(&told(40, 27, 0)));
    assert!(!votes(40, 0, 27).follow(&told(40, 27, 0)));
}
