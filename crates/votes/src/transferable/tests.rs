//! Laws of the transferable vote: seats are filled, papers are accounted for.

use proptest::prelude::*;

use super::*;
use crate::ranked::{Candidate, CandidateNumber, Profile};

type Cast = (Vec<Vec<CandidateNumber>>, u64);

fn profile(candidates: u32, cast: &[Cast]) -> Profile {
    let candidate = |number| Candidate { number: CandidateNumber(number), name: String::new() };
    let cast = cast.iter().map(|(classes, count)| (classes.as_slice(), *count));
    Profile::new((1..=candidates).map(candidate).collect(), cast)
        .expect("ballots of the candidates")
}

/// Ballots from lines such as `3: 1,2=4`.
fn ballots(text: &str) -> Vec<Cast> {
    let class = |class: &str| {
        class.split('=').map(|n| CandidateNumber(n.trim().parse().expect("a number"))).collect()
    };
    let line = |line: &str| {
        let (count, order) = line.split_once(':').expect("a colon");
        (order.split(',').map(class).collect(), count.trim().parse().expect("a count"))
    };
    text.lines().map(line).collect()
}

fn numbers(numbers: &[u32]) -> Vec<CandidateNumber> {
    numbers.iter().copied().map(CandidateNumber).collect()
}

fn rule(seats: u32) -> ScottishRule {
    ScottishRule { seats, equal_ranks: EqualRanks::Refused, lots: Vec::new() }
}

/// Strict, incomplete orders.
fn strict_ballots() -> impl Strategy<Value = (u32, Vec<Cast>)> {
    (1u32..8).prop_flat_map(|candidates| {
        let all: Vec<u32> = (1..=candidates).collect();
        let ballot = (Just(all).prop_shuffle(), 0..=candidates as usize, 1u64..400).prop_map(
            |(mut order, ranked, count)| {
                order.truncate(ranked);
                (order.into_iter().map(|c| vec![CandidateNumber(c)]).collect(), count)
            },
        );
        (Just(candidates), proptest::collection::vec(ballot, 0..12))
    })
}

fn equal_ballots() -> impl Strategy<Value = (u32, Vec<Cast>)> {
    (1u32..7).prop_flat_map(|candidates| {
        let ranks = proptest::collection::vec(0u32..=candidates, candidates as usize);
        let ballot = (ranks, 1u64..50).prop_map(move |(ranks, count)| {
            let class = |rank| {
                let members = (1..=candidates).filter(|&c| ranks[c as usize - 1] == rank);
                members.map(CandidateNumber).collect::<Vec<_>>()
            };
            let classes = (1..=candidates).map(class).filter(|class| !class.is_empty());
            (classes.collect(), count)
        });
        (Just(candidates), proptest::collection::vec(ballot, 0..8))
    })
}

/// Run-off as one says it: look at every ballot again in every round.
fn slow_runoff(candidates: u32, cast: &[Cast]) -> Vec<Vec<(u32, Fraction)>> {
    let mut standing: Vec<u32> = (1..=candidates).collect();
    let mut rounds = Vec::new();
    loop {
        let share = |candidate: u32| {
            let of_ballot = |(classes, count): &Cast| {
                let members = classes.iter().map(|class| {
                    class.iter().filter(|c| standing.contains(&c.0)).copied().collect::<Vec<_>>()
                });
                let first = members.into_iter().find(|members| !members.is_empty())?;
                let holds = first.contains(&CandidateNumber(candidate));
                holds.then(|| Fraction::new(*count, first.len() as u64))
            };
            let shares: Vec<Fraction> = cast.iter().filter_map(of_ballot).collect();
            Fraction::sum(&shares)
        };
        let votes: Vec<(u32, Fraction)> = standing.iter().map(|&c| (c, share(c))).collect();
        let total = Fraction::sum(votes.iter().map(|(_, votes)| votes));
        let double = |votes: &Fraction| Fraction::sum([votes, votes]);
        rounds.push(votes.clone());
        if standing.len() == 1 || votes.iter().any(|(_, votes)| double(votes) > total) {
            return rounds;
        }
        let last = votes.iter().rev().min_by(|a, b| a.1.cmp(&b.1)).expect("somebody stands").0;
        standing.retain(|&c| c != last);
        if standing.len() == 1 {
            return rounds;
        }
    }
}

#[test]
fn a_run_off_ends_when_one_has_more_than_half() {
    let profile = profile(3, &ballots("4: 1\n3: 2,1\n2: 3,2"));
    let outcome = instant_runoff(&profile, RunoffRule::default());
    assert_eq!(outcome.winners, numbers(&[2]));
    assert_eq!(outcome.excluded_in_order, numbers(&[3]));
    assert_eq!(outcome.rounds.len(), 2);
    assert_eq!(outcome.rounds[1].votes[&CandidateNumber(2)], Fraction::new(5, 1));
    assert_eq!(outcome.ties.rounds_with_tied_last, 0);
}

#[test]
fn the_tie_rule_says_who_leaves() {
    // 2 and 3 are last with 2 votes each; 2 had fewer at first.
    let cast = ballots("5: 1\n1: 2\n2: 3\n1: 4,2");
    let profile = profile(4, &cast);
    let leaves = |last_tie| instant_runoff(&profile, RunoffRule { last_tie }).excluded_in_order;
    assert_eq!(leaves(LastTie::HighestNumberOut), Vec::new());
    let cast = ballots("3: 1\n1: 2\n2: 3\n1: 4,2");
    let profile = super::tests::profile(4, &cast);
    let leaves = |last_tie| instant_runoff(&profile, RunoffRule { last_tie }).excluded_in_order;
    assert_eq!(leaves(LastTie::HighestNumberOut), numbers(&[4, 3]));
    assert_eq!(leaves(LastTie::EarlierRound { lots: Vec::new() }), numbers(&[4, 2]));
    assert_eq!(leaves(LastTie::LotOrder { lots: numbers(&[4, 3]) })[0], CandidateNumber(2));
    let outcome = instant_runoff(&profile, RunoffRule::default());
    assert_eq!(outcome.ties.tied, [numbers(&[2, 4]), numbers(&[2, 3])]);
}

#[test]
fn candidates_whom_no_round_separates_all_win_and_the_tie_rule_names_one() {
    let profile = profile(2, &ballots("2: 1\n2: 2"));
    let outcome = instant_runoff(&profile, RunoffRule::default());
    assert_eq!(outcome.winners, numbers(&[1, 2]));
    assert_eq!(outcome.winner_by_tie_rule, CandidateNumber(1));
    assert_eq!(outcome.ties.winners_if_tied_leave_together, numbers(&[1, 2]));
}

#[test]
fn a_surplus_passes_on_at_five_decimals_and_the_rest_is_accounted_for() {
    // Quota 10 / 3 + 1 = 4. Candidate 1 has 7: a surplus of 3, each paper passes on at 3 / 7.
    let profile = profile(3, &ballots("5: 1,2\n2: 1\n2: 3\n1: 2"));
    let outcome = scottish(&profile, rule(2)).expect("strict orders");
    assert_eq!(outcome.quota, 4);
    let stage = &outcome.sheet[1];
    let value = Votes::from_units(42_857);
    assert_eq!(
        stage.transfers,
        [
            Transfer { to: None, papers: 2, value },
            Transfer { to: Some(CandidateNumber(2)), papers: 5, value },
        ]
    );
    assert_eq!(stage.votes[&CandidateNumber(1)].to_string(), "4.00000");
    assert_eq!(stage.votes[&CandidateNumber(2)].to_string(), "3.14285");
    assert_eq!(stage.non_transferable.to_string(), "0.85714");
    assert_eq!(stage.lost_to_rounding.to_string(), "0.00001");
    assert_eq!(outcome.winners, numbers(&[1, 2]));
}

#[test]
fn a_lot_decides_only_where_no_stage_does_and_is_reported() {
    // 2 and 3 tie from the beginning; whoever stays receives the other's paper and ties 1 no more.
    let cast = ballots("3: 1\n2: 2,3\n2: 3,2");
    let profile = profile(3, &cast);
    let outcome = scottish(&profile, rule(1)).expect("strict orders");
    assert_eq!(outcome.winners, numbers(&[2]));
    assert_eq!(outcome.ties.lots.len(), 1);
    assert_eq!(outcome.ties.lots[0].tied, numbers(&[2, 3]));
    assert_eq!(outcome.ties.lots[0].designated, CandidateNumber(3));
    assert!(outcome.ties.set_changes_if_lots_reversed);
    let drawn = ScottishRule { lots: numbers(&[3, 2, 1]), ..rule(1) };
    let drawn = scottish(&profile, drawn).expect("strict orders");
    assert_eq!(drawn.winners, numbers(&[3]));
}

#[test]
fn papers_with_equal_ranks_are_refused_or_stop_there() {
    let profile = profile(3, &ballots("4: 1,2=3\n1: 2,3"));
    assert_eq!(scottish(&profile, rule(1)), Err(TransferableError::EqualRanks { voters: 4 }));
    let stops = ScottishRule { equal_ranks: EqualRanks::PaperStops, ..rule(2) };
    let outcome = scottish(&profile, stops).expect("a rule for them");
    assert_eq!(outcome.sheet[1].transfers[0].to, None);
    let unclear = super::tests::profile(3, &ballots("4: 1=2,3\n1: 2,3"));
    let stops = ScottishRule { equal_ranks: EqualRanks::PaperStops, ..rule(1) };
    let outcome = scottish(&unclear, stops).expect("a rule for them");
    assert_eq!((outcome.papers, outcome.winners), (1, numbers(&[2])));
    let meek_rule = MeekRule::for_seats(1);
    assert_eq!(meek(&profile, meek_rule), Err(TransferableError::EqualRanks { voters: 4 }));
    assert_eq!(scottish(&profile, rule(0)), Err(TransferableError::NoSeat));
}

#[test]
fn by_meek_the_elected_keep_the_quota_before_anybody_is_excluded() {
    let profile = profile(4, &ballots("60: 1,2\n40: 3\n30: 4,3\n5: 2"));
    let outcome = meek(&profile, MeekRule::for_seats(2)).expect("strict orders");
    assert_eq!(outcome.winners, numbers(&[1, 3]));
    let excluded = |round: &&MeekRound| matches!(round.action, MeekAction::Excluded { .. });
    let round = outcome.rounds.iter().find(excluded).expect("somebody is excluded");
    let one = CandidateNumber(1);
    assert!(round.iterations > 1 && round.keep_factors[&one] < Votes::whole(1));
    let beyond = round.votes[&one].units() - round.quota.units();
    assert!(beyond <= u128::from(MeekRule::for_seats(2).negligible_surplus));
    assert_eq!(round.quota.to_string(), "45.000000001");
}

#[test]
fn an_empty_ballot_box_still_fills_the_seats() {
    let profile = profile(3, &[]);
    assert_eq!(scottish(&profile, rule(2)).expect("no paper").winners.len(), 2);
    assert_eq!(meek(&profile, MeekRule::for_seats(2)).expect("no paper").winners.len(), 2);
    assert_eq!(instant_runoff(&profile, RunoffRule::default()).winners, numbers(&[1, 2, 3]));
}

#[test]
fn the_rules_are_written_in_words_that_a_statute_can_keep() {
    let written: ScottishRule = serde_json::from_str(r#"{"seats":3}"#).expect("defaults");
    assert_eq!(written, rule(3));
    let written: MeekRule = serde_json::from_str(r#"{"seats":3}"#).expect("defaults");
    assert_eq!(written, MeekRule::for_seats(3));
    let written: RunoffRule =
        serde_json::from_str(r#"{"last_tie":{"earlier_round":{"lots":[2,1]}}}"#).expect("a rule");
    assert_eq!(written.last_tie, LastTie::EarlierRound { lots: numbers(&[2, 1]) });
    let text = serde_json::to_string(&RunoffRule::default()).expect("a rule is written");
    assert_eq!(text, r#"{"last_tie":"highest_number_out"}"#);
}

proptest! {
    #[test]
    fn every_seat_is_filled_and_every_paper_accounted_for(
        (candidates, cast) in strict_ballots(),
        seats in 1u32..9,
    ) {
        let profile = profile(candidates, &cast);
        let outcome = scottish(&profile, rule(seats)).expect("strict orders");
        let mut elected = outcome.winners.clone();
        elected.sort_unstable();
        elected.dedup();
        prop_assert_eq!(elected.len(), seats.min(candidates) as usize);
        prop_assert_eq!(outcome.winners.len(), elected.len());
        for stage in &outcome.sheet {
            let votes: u128 = stage.votes.values().map(|votes| votes.units()).sum();
            let all = votes + stage.non_transferable.units() + stage.lost_to_rounding.units();
            prop_assert_eq!(all, Votes::<5>::whole(outcome.papers).units());
        }
        let lots = outcome.ties.lots.len();
        prop_assert!(lots > 0 || !outcome.ties.set_changes_if_lots_reversed);
    }

    #[test]
    fn papers_that_stop_at_equal_ranks_never_make_a_count_fail(
        (candidates, cast) in equal_ballots(),
        seats in 1u32..4,
    ) {
        let profile = profile(candidates, &cast);
        let equal_ranks = EqualRanks::PaperStops;
        let outcome = scottish(&profile, ScottishRule { equal_ranks, ..rule(seats) });
        let outcome = outcome.expect("a rule for them");
        prop_assert_eq!(outcome.winners.len(), seats.min(candidates) as usize);
        let outcome = meek(&profile, MeekRule { equal_ranks, ..MeekRule::for_seats(seats) });
        let outcome = outcome.expect("a rule for them");
        prop_assert_eq!(outcome.winners.len(), seats.min(candidates) as usize);
    }

    #[test]
    fn meek_fills_every_seat_and_accounts_for_every_billionth(
        (candidates, cast) in strict_ballots(),
        seats in 1u32..9,
    ) {
        let profile = profile(candidates, &cast);
        let outcome = meek(&profile, MeekRule::for_seats(seats)).expect("strict orders");
        let mut elected = outcome.winners.clone();
        elected.sort_unstable();
        elected.dedup();
        prop_assert_eq!(elected.len(), seats.min(candidates) as usize);
        for round in &outcome.rounds {
            let votes: u128 = round.votes.values().map(|votes| votes.units()).sum();
            let all = votes + round.exhausted.units();
            prop_assert_eq!(all, Votes::<9>::whole(outcome.papers).units());
        }
    }

    #[test]
    fn a_run_off_by_piles_is_the_run_off_by_looking_at_every_ballot_again(
        (candidates, cast) in equal_ballots()
    ) {
        let outcome = instant_runoff(&profile(candidates, &cast), RunoffRule::default());
        let rounds: Vec<Vec<(u32, Fraction)>> = outcome
            .rounds
            .iter()
            .map(|round| round.votes.iter().map(|(c, votes)| (c.0, votes.clone())).collect())
            .collect();
        prop_assert_eq!(rounds, slow_runoff(candidates, &cast));
        for round in &outcome.rounds {
            let votes = Fraction::sum(round.votes.values());
            let all = Fraction::sum([&votes, &Fraction::new(round.exhausted, 1)]);
            prop_assert_eq!(all, Fraction::new(outcome.figures.voters, 1));
        }
        prop_assert!(outcome.winners.contains(&outcome.winner_by_tie_rule));
    }
}
