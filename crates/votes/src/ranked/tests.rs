//! Laws of the pairwise methods, on small profiles and against slow references.

use proptest::prelude::*;

use super::strength::victory;
use super::*;

const STRENGTHS: [Strength; 3] =
    [Strength::WinningVotes, Strength::Margins, Strength::WinningVotesThenFewerLosingVotes];

fn candidates(numbers: impl IntoIterator<Item = u32>) -> Vec<Candidate> {
    let candidate =
        |number| Candidate { number: CandidateNumber(number), name: format!("Candidate {number}") };
    numbers.into_iter().map(candidate).collect()
}

type Cast = (Vec<Vec<CandidateNumber>>, u64);

fn profile(numbers: u32, ballots: &[Cast]) -> Profile {
    let ballots = ballots.iter().map(|(classes, count)| (classes.as_slice(), *count));
    Profile::new(candidates(1..=numbers), ballots).expect("ballots of the candidates")
}

/// Ballots from lines such as `3: 1,2=4`.
fn ballots(text: &str) -> Vec<Cast> {
    let class = |class: &str| {
        class.split('=').map(|n| CandidateNumber(n.trim().parse().expect("a number"))).collect()
    };
    let line = |line: &str| {
        let (count, order) = line.split_once(':').expect("a colon");
        let classes = order.split(',').map(class).collect();
        (classes, count.trim().parse().expect("a count"))
    };
    text.lines().map(line).collect()
}

fn numbers(numbers: &[u32]) -> Vec<CandidateNumber> {
    numbers.iter().copied().map(CandidateNumber).collect()
}

/// The ranking in five columns of the article that presents the method (45 voters).
const ARTICLE: &str = "5: 1,3,2,5,4\n5: 1,4,5,3,2\n8: 2,5,4,1,3\n3: 3,1,2,5,4\n7: 3,1,5,2,4\n\
                       2: 3,2,1,4,5\n7: 4,3,5,2,1\n8: 5,2,1,4,3";

/// Some ballots of up to `most` candidates, incomplete and with equal ranks.
fn some_ballots(most: u32) -> impl Strategy<Value = (u32, Vec<Cast>)> {
    (1..=most).prop_flat_map(|candidates| {
        let ballot = (
            proptest::collection::vec(0u32..=candidates, candidates as usize),
            prop_oneof![1u64..5, Just(70_000)],
        )
            .prop_map(move |(ranks, count)| {
                let class = |rank| {
                    let members = (1..=candidates).filter(|&c| ranks[c as usize - 1] == rank);
                    members.map(CandidateNumber).collect::<Vec<_>>()
                };
                // Rank 0 is "not ranked".
                let classes = (1..=candidates).map(class).filter(|class| !class.is_empty());
                (classes.collect(), count)
            });
        (Just(candidates), proptest::collection::vec(ballot, 0..8))
    })
}

/// Compares every pair of every ballot, one by one.
fn slow_matrix(candidates: u32, ballots: &[Cast], unranked: Unranked) -> Vec<Vec<u64>> {
    let rank = |classes: &[Vec<CandidateNumber>], c| {
        classes.iter().position(|class| class.contains(&CandidateNumber(c)))
    };
    let prefers =
        |classes: &[Vec<CandidateNumber>], a, b| match (rank(classes, a), rank(classes, b)) {
            (Some(a), Some(b)) => a < b,
            (Some(_), None) => unranked == Unranked::BelowRanked,
            (None, _) => false,
        };
    let votes = |a, b| {
        let for_a = ballots.iter().filter(|(classes, _)| prefers(classes, a, b));
        for_a.map(|(_, count)| count).sum()
    };
    (1..=candidates).map(|a| (1..=candidates).map(|b| votes(a, b)).collect()).collect()
}

/// The strongest path found by walking every path.
fn slow_path(matrix: &Pairwise, strength: Strength, from: usize, to: usize) -> Option<Victory> {
    fn walk(
        matrix: &Pairwise,
        strength: Strength,
        to: usize,
        visited: &mut Vec<usize>,
        weakest: Option<Victory>,
        best: &mut Option<Victory>,
    ) {
        let here = *visited.last().expect("a path has a beginning");
        if here == to {
            let better =
                |best: Victory| weakest.is_some_and(|w| strength.key(w) > strength.key(best));
            if best.is_none_or(better) {
                *best = weakest;
            }
            return;
        }
        for next in 0..matrix.numbers().len() {
            if let (false, Some(step)) = (visited.contains(&next), victory(matrix, here, next)) {
                let weaker = weakest.filter(|&w| strength.key(w) <= strength.key(step));
                visited.push(next);
                walk(matrix, strength, to, visited, weaker.or(Some(step)), best);
                visited.pop();
            }
        }
    }
    let mut best = None;
    walk(matrix, strength, to, &mut vec![from], None, &mut best);
    best
}

#[test]
fn the_example_of_the_article_is_ordered_as_in_the_article() {
    let profile = profile(5, &ballots(ARTICLE));
    let outcome = schulze(&profile, SchulzeRule::default());
    let order: Vec<u32> = outcome.ranking_classes.iter().map(|class| class[0].0).collect();
    assert_eq!(order, [5, 1, 3, 2, 4]);
    assert_eq!(outcome.ranking_classes.len(), 5);
    assert_eq!(outcome.condorcet_winner, None);
    let path = outcome.strongest_paths[&CandidateNumber(1)][&CandidateNumber(2)];
    assert_eq!(path, Victory { votes_for: 28, votes_against: 17 });
}

#[test]
fn a_cycle_is_cut_at_its_weakest_victory() {
    // 1 beats 2 by 7 to 2, 2 beats 3 by 6 to 3, 3 beats 1 by 5 to 4.
    let profile = profile(3, &ballots("4: 1,2,3\n2: 2,3,1\n3: 3,1,2"));
    let outcome = ranked_pairs(&profile, RankedPairsRule::default());
    assert_eq!(outcome.ranking_classes, [numbers(&[1]), numbers(&[2]), numbers(&[3])]);
    let states: Vec<PairState> = outcome.pairs.iter().map(|pair| pair.state).collect();
    assert_eq!(states, [PairState::Locked, PairState::Locked, PairState::PassedOver]);
    assert!(!outcome.ties.order_changes_if_reversed);
}

#[test]
fn equal_victories_are_taken_in_the_order_given_and_the_outcome_says_that_it_matters() {
    let cast = ballots("1: 1,2,3\n1: 2,3,1\n1: 3,1,2");
    let profile = profile(3, &cast);
    let outcome = ranked_pairs(&profile, RankedPairsRule::default());
    assert_eq!(outcome.winners, numbers(&[1]));
    assert!(outcome.ties.order_changes_if_reversed && outcome.ties.winner_changes_if_reversed);
    let lots = numbers(&[3, 1, 2]);
    let drawn = ranked_pairs(&profile, RankedPairsRule { lots, ..RankedPairsRule::default() });
    assert_eq!(drawn.winners, numbers(&[3]));
    let undecided = schulze(&profile, SchulzeRule::default());
    assert_eq!(undecided.winners, numbers(&[1, 2, 3]));
    assert_eq!(undecided.ties.classes_with_several, 1);
}

#[test]
fn who_ranks_one_candidate_prefers_it_to_all_others_unless_the_rule_ignores_them() {
    let profile = profile(3, &ballots("2: 1\n1: 2,1"));
    let below = Pairwise::count(&profile, Unranked::BelowRanked);
    let ignored = Pairwise::count(&profile, Unranked::Ignored);
    let (one, two, three) = (CandidateNumber(1), CandidateNumber(2), CandidateNumber(3));
    assert_eq!((below.prefer(one, two), ignored.prefer(one, two)), (Some(2), Some(0)));
    assert_eq!((below.prefer(one, three), ignored.prefer(one, three)), (Some(3), Some(0)));
    assert_eq!((below.condorcet_winner(), ignored.condorcet_winner()), (Some(one), None));
    assert_eq!(below.prefer(one, CandidateNumber(9)), None);
}

#[test]
fn margins_and_winning_votes_may_elect_different_people() {
    // 1 beats 2 by 12 to 10, 2 beats 3 by 16 to 6, 3 beats 1 by 11 to 6.
    let profile = profile(3, &ballots("5: 2\n6: 1,2,3\n5: 2,3,1\n6: 3,1,2"));
    let winners = |strength| {
        let by_paths = schulze(&profile, SchulzeRule { strength, ..SchulzeRule::default() });
        let rule = RankedPairsRule { strength, ..RankedPairsRule::default() };
        assert_eq!(by_paths.winners, ranked_pairs(&profile, rule).winners);
        by_paths.winners
    };
    assert_eq!(winners(Strength::WinningVotes), numbers(&[1]));
    assert_eq!(winners(Strength::WinningVotesThenFewerLosingVotes), numbers(&[1]));
    assert_eq!(winners(Strength::Margins), numbers(&[2]));
}

#[test]
fn a_wrong_ballot_is_refused_with_its_place() {
    let refused = |text: &str| {
        let cast = ballots(text);
        let cast = cast.iter().map(|(classes, count)| (classes.as_slice(), *count));
        Profile::new(candidates(1..=3), cast).expect_err("a wrong ballot")
    };
    let number = CandidateNumber(4);
    assert_eq!(refused("1: 1\n1: 2,4"), ProfileError::UnknownCandidate { ballot: 2, number });
    let number = CandidateNumber(1);
    assert_eq!(refused("1: 1,2=1"), ProfileError::NamedTwice { ballot: 1, number });
    assert_eq!(refused("1: 1\n0: 2"), ProfileError::NoVoter { ballot: 2 });
    let limit = Profile::VOTERS_LIMIT;
    assert_eq!(refused(&format!("{limit}: 1\n1: 1")), ProfileError::TooManyVoters { ballot: 2 });
    assert_eq!(
        Profile::new(candidates([2, 2]), []),
        Err(ProfileError::SameNumber { number: CandidateNumber(2) })
    );
    assert_eq!(Profile::new(Vec::new(), []), Err(ProfileError::NoCandidate));
    let sentence = refused("1: 1\n1: 2,4").sentence(caisse_units::Language::French);
    assert_eq!(sentence, "bulletin 2 : aucun candidat n'a le numéro 4 ; corrigez-le ou retirez-le");
}

#[test]
fn the_parameters_are_written_in_words_that_a_statute_can_keep() {
    let rule = SchulzeRule {
        strength: Strength::WinningVotesThenFewerLosingVotes,
        unranked: Unranked::BelowRanked,
    };
    let text = serde_json::to_string(&rule).expect("a rule is written");
    assert_eq!(
        text,
        r#"{"strength":"winning_votes_then_fewer_losing_votes","unranked":"below_ranked"}"#
    );
    assert_eq!(serde_json::from_str::<SchulzeRule>(&text).expect("our own text"), rule);
    assert_eq!(
        serde_json::from_str::<RankedPairsRule>("{}").expect("defaults"),
        Default::default()
    );
}

proptest! {
    #[test]
    fn the_fast_matrix_is_the_slow_one((candidates, cast) in some_ballots(6)) {
        let profile = profile(candidates, &cast);
        for unranked in [Unranked::BelowRanked, Unranked::Ignored] {
            let fast = Pairwise::count(&profile, unranked);
            let slow = slow_matrix(candidates, &cast, unranked);
            for (a, row) in slow.iter().enumerate() {
                for (b, &votes) in row.iter().enumerate() {
                    prop_assert_eq!(fast.at(a, b), votes);
                }
            }
        }
    }

    #[test]
    fn the_strongest_paths_are_those_found_by_walking_every_path(
        (candidates, cast) in some_ballots(5)
    ) {
        let profile = profile(candidates, &cast);
        let matrix = Pairwise::count(&profile, Unranked::BelowRanked);
        for strength in STRENGTHS {
            let outcome = schulze(&profile, SchulzeRule { strength, ..SchulzeRule::default() });
            for a in 0..candidates as usize {
                for b in (0..candidates as usize).filter(|&b| b != a) {
                    let (from, to) = (profile.number(a), profile.number(b));
                    let fast = outcome.strongest_paths[&from].get(&to).map(|&v| strength.key(v));
                    let slow = slow_path(&matrix, strength, a, b).map(|v| strength.key(v));
                    prop_assert_eq!(fast, slow);
                }
            }
        }
    }

    #[test]
    fn a_condorcet_winner_wins_alone_by_every_pairwise_method((candidates, cast) in some_ballots(6)) {
        let profile = profile(candidates, &cast);
        for strength in STRENGTHS {
            let schulze = schulze(&profile, SchulzeRule { strength, ..SchulzeRule::default() });
            let rule = RankedPairsRule { strength, ..RankedPairsRule::default() };
            let pairs = ranked_pairs(&profile, rule);
            if let Some(winner) = schulze.condorcet_winner {
                prop_assert_eq!(&schulze.winners, &vec![winner]);
                prop_assert_eq!(&pairs.winners, &vec![winner]);
            }
            for ranking in [schulze.ranking_classes, pairs.ranking_classes] {
                let mut all: Vec<u32> = ranking.concat().iter().map(|number| number.0).collect();
                all.sort_unstable();
                prop_assert_eq!(all, (1..=candidates).collect::<Vec<_>>());
                prop_assert!(ranking.iter().all(|class| !class.is_empty()));
            }
        }
    }

    #[test]
    fn a_victory_is_passed_over_exactly_if_stronger_ones_lead_from_the_loser_to_the_victor(
        (candidates, cast) in some_ballots(6),
        lots in proptest::collection::vec(1u32..9, 0..4),
    ) {
        let profile = profile(candidates, &cast);
        for strength in STRENGTHS {
            let lots = numbers(&lots);
            let rule = RankedPairsRule { strength, lots, ..RankedPairsRule::default() };
            let outcome = ranked_pairs(&profile, rule);
            let mut locked: Vec<(CandidateNumber, CandidateNumber)> = Vec::new();
            let mut last = None;
            for pair in &outcome.pairs {
                let key = strength.key(pair.victory);
                prop_assert!(last.is_none_or(|last| key <= last));
                last = Some(key);
                let mut reached = vec![pair.loser];
                let mut next = 0;
                while let Some(&from) = reached.get(next) {
                    let below = locked.iter().filter(|(victor, _)| *victor == from);
                    let below: Vec<_> = below.map(|(_, loser)| *loser).collect();
                    reached.extend(below.into_iter().filter(|c| !reached.contains(c)).collect::<Vec<_>>());
                    next += 1;
                }
                let closes_a_cycle = reached.contains(&pair.victor);
                prop_assert_eq!(pair.state == PairState::PassedOver, closes_a_cycle);
                if !closes_a_cycle {
                    locked.push((pair.victor, pair.loser));
                }
            }
            let beaten = |c: &CandidateNumber| locked.iter().any(|(_, loser)| loser == c);
            let unbeaten: Vec<CandidateNumber> =
                (1..=candidates).map(CandidateNumber).filter(|c| !beaten(c)).collect();
            prop_assert_eq!(outcome.winners, unbeaten);
        }
    }

    #[test]
    fn ballots_read_from_the_end_reverse_every_comparison((candidates, cast) in some_ballots(6)) {
        let reversed: Vec<Cast> =
            cast.iter().map(|(classes, n)| (classes.iter().rev().cloned().collect(), *n)).collect();
        let matrix = Pairwise::count(&profile(candidates, &cast), Unranked::Ignored);
        let mirror = Pairwise::count(&profile(candidates, &reversed), Unranked::Ignored);
        for a in 0..candidates as usize {
            for b in 0..candidates as usize {
                prop_assert_eq!(matrix.at(a, b), mirror.at(b, a));
            }
        }
    }

    #[test]
    fn neither_merging_nor_the_order_of_ballots_changes_a_profile(
        (candidates, cast) in some_ballots(5)
    ) {
        let merged = profile(candidates, &cast);
        let one_by_one: Vec<Cast> = cast
            .iter()
            .rev()
            .filter(|(_, count)| *count < 10)
            .flat_map(|(classes, count)| (0..*count).map(|_| (classes.clone(), 1)))
            .chain(cast.iter().filter(|(_, count)| *count >= 10).cloned())
            .collect();
        prop_assert_eq!(&profile(candidates, &one_by_one), &merged);
    }
}
