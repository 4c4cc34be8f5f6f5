use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

use super::*;

/// An election in whole units: projects named `a`, `b`… with their costs, and approvals.
fn approvals(budget: u64, costs: &[u64], ballots: &[(&[u32], u32)]) -> Election {
    let mut election = election(budget, costs, VoteType::Approval);
    for (projects, voters) in ballots {
        let entries: Vec<(u32, u32)> = projects.iter().map(|project| (*project, 1)).collect();
        election.cast(&entries, *voters).expect("a ballot");
    }
    election
}

fn election(budget: u64, costs: &[u64], vote_type: VoteType) -> Election {
    let letter = |place: usize| char::from(b'a' + place as u8).to_string();
    let project = |(place, cost): (usize, &u64)| Project {
        id: letter(place),
        name: String::new(),
        cost: *cost,
        selected: None,
    };
    let projects = costs.iter().enumerate().map(project).collect();
    Election::new(0, budget, projects, vote_type, 0).expect("an election")
}

fn ratio(numerator: i64, denominator: i64) -> BigRational {
    BigRational::new(numerator.into(), denominator.into())
}

fn shares(election: &Election, utility: Utility, completion: Completion) -> Outcome {
    equal_shares(election, &EqualShares::new(utility, completion)).expect("a result")
}

#[test]
fn a_project_is_funded_when_its_supporters_can_pay_it() {
    // 4 voters, 25 each: a (60) has three supporters, 20 each; b (30) has two, of whom one has 5 left.
    let election = approvals(100, &[60, 30], &[(&[0], 2), (&[0, 1], 1), (&[1], 1)]);
    let outcome = shares(&election, Utility::Cardinality, Completion::None);
    // b costs less per unit of utility at first: 15 against 20. Then a finds 25 + 25 + 10 = 60.
    assert_eq!(outcome.winners(), [1, 0]);
    assert_eq!(outcome.selected[0].price, Some(ratio(15, 1)));
    assert_eq!(outcome.selected[1].price, Some(ratio(25, 1)));
    let paid: Vec<(u32, BigRational, bool)> = outcome
        .payments(0)
        .into_iter()
        .map(|payment| (payment.voters, payment.each, payment.exhausted))
        .collect();
    assert_eq!(paid, [(2, ratio(25, 1), true), (1, ratio(10, 1), true)]);
    let left: Vec<_> = outcome.groups().into_iter().filter_map(|group| group.left).collect();
    assert_eq!(left, [ratio(0, 1), ratio(0, 1), ratio(10, 1)]);
    assert_eq!(outcome.money_left(), ratio(10, 1));
    let sheet = outcome.sheet(&election);
    assert_eq!(sheet[1].selected, Some((0, outcome.selected[0].clone())));
    assert_eq!((sheet[1].support.voters, &sheet[1].supporters_left), (2, &Some(ratio(10, 1))));
    assert_eq!((outcome.runs, outcome.ending), (1, Some(Ending::SingleRun)));
}

#[test]
fn who_cannot_pay_her_part_gives_all_she_has() {
    // 3 voters, 10 each. a (12) costs two of them 6 each, b (18) two of them 9 each: with the cost as
    // utility both ask half a unit per unit. a comes first by its name, and leaves 14 for b.
    let election = approvals(30, &[12, 18], &[(&[0, 1], 1), (&[1], 1), (&[0], 1)]);
    let outcome = shares(&election, Utility::Cost, Completion::None);
    assert_eq!(outcome.ties_met, 1);
    assert_eq!(outcome.winners(), [0]);
    assert_eq!(outcome.selected[0].price, Some(ratio(1, 2)));
    // By points, the payment is in proportion to them.
    let mut points = self::election(20, &[15], VoteType::Scoring);
    points.cast(&[(0, 4)], 1).expect("a ballot");
    points.cast(&[(0, 1)], 1).expect("a ballot");
    let outcome = shares(&points, Utility::Score, Completion::None);
    // 12 against 3 would be in proportion; the first has 10, so the second pays 5.
    assert_eq!(outcome.selected[0].price, Some(ratio(5, 1)));
    let paid: Vec<_> = outcome.payments(0).into_iter().map(|payment| payment.each).collect();
    assert_eq!(paid, [ratio(10, 1), ratio(5, 1)]);
}

#[test]
fn an_empty_ballot_still_has_its_share() {
    let half = approvals(100, &[60], &[(&[0], 1), (&[], 1)]);
    assert!(shares(&half, Utility::Cost, Completion::None).winners().is_empty());
    let alone = approvals(100, &[60], &[(&[0], 1)]);
    assert_eq!(shares(&alone, Utility::Cost, Completion::None).winners(), [0]);
    assert_eq!(shares(&half, Utility::Cost, Completion::None).distinct_ballots(), 2);
}

#[test]
fn add_one_stops_when_exhaustive_or_just_before_overspending() {
    // 10 each. a needs 24 of one voter, b 16 of another: raised to 16, b; to 24, both for 40 > 30.
    let election = approvals(30, &[24, 16], &[(&[0], 1), (&[1], 1), (&[], 1)]);
    let outcome = shares(&election, Utility::Cost, Completion::AddOne);
    assert_eq!((outcome.winners(), outcome.ending), (vec![1], Some(Ending::Exhaustive)));
    assert_eq!((outcome.runs, outcome.endowment_end), (7, Some(ratio(16, 1))));
    let outcome = shares(&election, Utility::Cost, Completion::AddOneUntilOverspending);
    assert_eq!((outcome.winners(), outcome.ending), (vec![1], Some(Ending::WouldOverspend)));
    assert_eq!((outcome.runs, outcome.endowment_end), (15, Some(ratio(23, 1))));
    let all = approvals(100, &[24, 16], &[(&[0], 1), (&[1], 1), (&[], 1)]);
    let outcome = shares(&all, Utility::Cost, Completion::AddOneUntilOverspending);
    assert_eq!(outcome.ending, Some(Ending::AllFunded));
}

#[test]
fn a_budget_spent_to_the_last_unit_does_not_end_add_one_until_overspending() {
    let election = approvals(20, &[20, 30], &[(&[0], 1), (&[1], 1)]);
    let outcome = shares(&election, Utility::Cost, Completion::AddOneUntilOverspending);
    assert_eq!((outcome.winners(), outcome.runs), (vec![0], 21));
}

#[test]
fn the_step_is_an_amount_or_a_part_of_the_share() {
    let election = approvals(30, &[24, 16], &[(&[0], 1), (&[1], 1), (&[], 1)]);
    let mut method = EqualShares::new(Utility::Cost, Completion::AddOne);
    method.step = Step::Amount(ratio(3, 1));
    let outcome = equal_shares(&election, &method).expect("a result");
    assert_eq!((outcome.runs, outcome.endowment_end), (3, Some(ratio(16, 1))));
    method.step = Step::PartOfShare(ratio(1, 4));
    let outcome = equal_shares(&election, &method).expect("a result");
    assert_eq!((outcome.runs, outcome.endowment_end), (4, Some(ratio(35, 2))));
    method.step = Step::Amount(ratio(0, 1));
    assert_eq!(equal_shares(&election, &method).err(), Some(MethodError::StepNotPositive));
}

#[test]
fn add_one_is_refused_after_too_many_runs() {
    let election = approvals(30, &[24, 16], &[(&[0], 1), (&[1], 1), (&[], 1)]);
    let mut method = EqualShares::new(Utility::Cost, Completion::AddOne);
    method.most_runs = 6;
    assert_eq!(equal_shares(&election, &method).err(), Some(MethodError::TooManyRuns { limit: 6 }));
    method.most_runs = 7;
    assert!(equal_shares(&election, &method).is_ok());
}

#[test]
fn the_start_may_be_a_whole_number_of_units() {
    let election = approvals(20, &[20], &[(&[0], 3)]);
    let mut method = EqualShares::new(Utility::Cost, Completion::None);
    assert_eq!(equal_shares(&election, &method).expect("a result").winners(), [0]);
    method.start = Start::WholeUnits;
    let outcome = equal_shares(&election, &method).expect("a result");
    assert_eq!((outcome.winners(), outcome.endowment_start), (vec![], Some(ratio(6, 1))));
    let poor = approvals(2, &[2], &[(&[0], 3)]);
    assert_eq!(equal_shares(&poor, &method).err(), Some(MethodError::StartIsZero));
}

#[test]
fn greedy_takes_the_most_votes_or_the_most_votes_for_the_money() {
    let election =
        approvals(100, &[90, 30, 20, 10], &[(&[0], 5), (&[1], 4), (&[2], 1), (&[0, 1], 1)]);
    let order = TieOrder::default();
    let most = greedy(&election, Utility::Cost, &order).expect("a result");
    // a has 6 votes; of the others only d still fits, which nobody supports.
    assert_eq!(most.winners(), [0, 3]);
    let worth = greedy(&election, Utility::Cardinality, &order).expect("a result");
    assert_eq!(worth.winners(), [1, 2, 3]);
    assert_eq!((worth.total_cost, worth.runs, worth.ending), (ratio(60, 1), 0, None));
}

#[test]
fn a_free_project_that_somebody_values_comes_first() {
    let election = approvals(10, &[10, 0, 0], &[(&[0], 2), (&[1], 1)]);
    let outcome = shares(&election, Utility::Cardinality, Completion::Greedy);
    let phases: Vec<_> = outcome.selected.iter().map(|one| (one.project, one.phase)).collect();
    // 20/3 < 10 for a: greedy funds it, then c, which nobody supports.
    assert_eq!(phases, [(1, Phase::Free), (0, Phase::Greedy), (2, Phase::Greedy)]);
    // Its cost being its utility, it is worth nothing to anybody.
    assert!(shares(&election, Utility::Cost, Completion::None).winners().is_empty());
}

#[test]
fn each_tie_tells_the_rule_that_decided_it() {
    let election = approvals(40, &[20, 20, 10], &[(&[0, 1, 2], 2), (&[2], 2)]);
    // By points per cost nothing ties; by cost and two supporters, a and b do.
    let outcome = shares(&election, Utility::Cost, Completion::None);
    assert_eq!(outcome.ties, []);
    let tied = approvals(40, &[20, 20], &[(&[0], 2), (&[1], 2)]);
    let mut method = EqualShares::new(Utility::Cost, Completion::None);
    method.ties.rules = vec![TieRule::LowestCost, TieRule::MostVotes];
    let outcome = equal_shares(&tied, &method).expect("a result");
    assert_eq!(outcome.ties, [Tie { after: 0, projects: vec![0, 1], decided_by: None }]);
    method.ties.rules.push(TieRule::Lot(vec!["b".to_owned(), "a".to_owned()]));
    let outcome = equal_shares(&tied, &method).expect("a result");
    assert_eq!(outcome.winners(), [1, 0]);
    assert_eq!(outcome.ties, [Tie { after: 0, projects: vec![1, 0], decided_by: Some(2) }]);
    assert_eq!(leans_on_ties(&tied, &method, &outcome), Ok(false));
    let scarce = approvals(39, &[20, 20], &[(&[0, 1], 4)]);
    let outcome = equal_shares(&scarce, &method).expect("a result");
    assert_eq!(leans_on_ties(&scarce, &method, &outcome), Ok(true));
}

#[test]
fn identifiers_are_compared_as_text() {
    let project =
        |id: &str| Project { id: id.into(), name: String::new(), cost: 6, selected: None };
    let projects = vec![project("9"), project("10")];
    let mut election = Election::new(0, 10, projects, VoteType::Approval, 0).expect("an election");
    election.cast(&[(0, 1), (1, 1)], 2).expect("a ballot");
    assert_eq!(shares(&election, Utility::Cost, Completion::None).winners(), [1]);
}

#[test]
fn a_lot_names_every_project_once() {
    let election = approvals(40, &[20, 20], &[(&[0], 2)]);
    let mut method = EqualShares::new(Utility::Cost, Completion::None);
    let mut with = |lot: &[&str]| {
        let lot = lot.iter().map(|id| (*id).to_owned()).collect();
        method.ties = TieOrder::recommended(lot);
        equal_shares(&election, &method).err()
    };
    assert_eq!(with(&["b"]), Some(MethodError::LotIncomplete { id: "a".to_owned() }));
    assert_eq!(with(&["b", "a", "b"]), Some(MethodError::LotUnknown { id: "b".to_owned() }));
    assert_eq!(with(&["b", "z"]), Some(MethodError::LotUnknown { id: "z".to_owned() }));
    assert_eq!(with(&["b", "a"]), None);
}

#[test]
fn ranks_are_worth_down_to_one_or_to_zero() {
    let mut election = election(90, &[30, 30, 30], VoteType::Ordinal);
    election.cast(&[(2, 0), (0, 0), (1, 0)], 2).expect("a ballot");
    election.cast(&[(2, 0), (0, 0)], 1).expect("a ballot");
    let value = |utility: Utility| {
        let outcome = shares(&election, utility, Completion::None);
        (0..3).map(|project| outcome.support(project).value).collect::<Vec<_>>()
    };
    assert_eq!(value(Utility::BordaLastOne), [ratio(5, 1), ratio(2, 1), ratio(8, 1)]);
    assert_eq!(value(Utility::BordaLastZero), [ratio(2, 1), ratio(0, 1), ratio(5, 1)]);
    assert_eq!(value(Utility::Cardinality), [ratio(3, 1), ratio(2, 1), ratio(3, 1)]);
    let approvals = approvals(9, &[3], &[(&[0], 1)]);
    let method = EqualShares::new(Utility::BordaLastOne, Completion::None);
    let (utility, vote_type) = (method.utility, VoteType::Approval);
    let refusal = MethodError::UnsuitableUtility { utility, vote_type };
    assert_eq!(equal_shares(&approvals, &method).err(), Some(refusal));
}

#[test]
fn nobody_shares_a_budget_without_voters() {
    let election = approvals(10, &[5], &[]);
    let method = EqualShares::new(Utility::Cost, Completion::AddOne);
    assert_eq!(equal_shares(&election, &method).err(), Some(MethodError::NoVoter));
    let nothing = approvals(0, &[5], &[(&[0], 1)]);
    let outcome = equal_shares(&nothing, &method).expect("a result");
    assert_eq!((outcome.winners(), outcome.money_left()), (vec![], BigRational::zero()));
}

#[test]
fn a_ballot_is_refused_whole() {
    let mut election = election(10, &[5, 5], VoteType::ChooseOne);
    let several = Err(ElectionError::SeveralChoices { count: 2 });
    assert_eq!(election.cast(&[(0, 1), (1, 1)], 1), several);
    assert_eq!(election.cast(&[(2, 1)], 1), Err(ElectionError::UnknownPlace { place: 2 }));
    let mut election = self::election(10, &[5, 5], VoteType::Ordinal);
    let twice = Err(ElectionError::TwiceInBallot { id: "b".to_owned() });
    assert_eq!(election.cast(&[(1, 0), (0, 0), (1, 0)], 1), twice);
    let long: Vec<(u32, u32)> = (0..40).map(|place| (place % 2, 0)).collect();
    assert!(matches!(election.cast(&long, 1), Err(ElectionError::TwiceInBallot { .. })));
    assert_eq!(election.ballots().voters(), 0);
}

#[test]
fn exact_numbers_are_written_whole_with_two_decimals_or_as_fractions() {
    let written =
        |numerator: i64, denominator: i64| written_exactly(&ratio(numerator, denominator));
    assert_eq!(written(400_000, 1), "400000");
    assert_eq!(written(222_814_175, 100), "2228141.75");
    assert_eq!(written(-1, 20), "-0.05");
    assert_eq!(written(25_000, 21), "25000/21");
    assert_eq!(written(1, 8), "1/8");
}

#[test]
fn fractions_outgrow_128_bits_and_stay_exact() {
    let mut draw = 1u64;
    let mut below = |limit: u64| {
        draw = draw.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (draw >> 33) % limit
    };
    let costs: Vec<u64> = (0..60).map(|_| 100 + below(900)).collect();
    let mut election = election(20_000, &costs, VoteType::Scoring);
    for _ in 0..120 {
        let mut ballot: Vec<(u32, u32)> = Vec::new();
        for _ in 0..12 {
            let (project, points) = (below(60) as u32, 1 + below(97) as u32);
            if ballot.iter().all(|entry| entry.0 != project) {
                ballot.push((project, points));
            }
        }
        election.cast(&ballot, 1 + below(3) as u32).expect("a ballot");
    }
    let outcome = shares(&election, Utility::Score, Completion::None);
    let widest = outcome.groups().into_iter().filter_map(|group| group.left);
    let bits = widest.map(|left| left.denom().bits()).max().expect("a group");
    assert!(bits > 128, "{bits}");
    assert_paid_exactly(&election, &outcome);
}

/// Every project of equal shares is paid exactly, and nobody pays more than her endowment.
fn assert_paid_exactly(election: &Election, outcome: &Outcome) {
    let endowment = outcome.endowment_end.clone().expect("an endowment");
    let groups = outcome.groups();
    let mut spent = vec![BigRational::zero(); groups.len()];
    for selection in outcome.selected.iter().filter(|one| one.phase == Phase::EqualShares) {
        let mut sum = BigRational::zero();
        for payment in outcome.payments(selection.project) {
            sum += &payment.each * BigInt::from(payment.voters);
            spent[payment.group] += &payment.each;
        }
        assert_eq!(sum, election.money(election.projects()[selection.project].cost));
    }
    for line in outcome.sheet(election) {
        let left = line.supporters_left.expect("a sum");
        let paid =
            line.selected.is_some_and(|(_, selection)| selection.phase == Phase::EqualShares);
        assert!(paid || line.support.voters == 0 || line.cost.is_zero() || left < line.cost);
    }
    for (group, spent) in groups.iter().zip(spent) {
        assert!(spent <= endowment);
        assert_eq!(group.left.clone().expect("a purse"), &endowment - spent);
    }
}

mod laws {
    use proptest::prelude::*;

    use super::*;

    /// Costs, and ballots as pairs of a project and points.
    type Case = (VoteType, u64, Vec<u64>, Vec<Vec<(u32, u32)>>);

    fn case() -> impl Strategy<Value = Case> {
        (1usize..8).prop_flat_map(|projects| {
            let entry = (0..projects as u32, 0u32..6);
            let ballot = prop::collection::vec(entry, 0..=projects).prop_map(|mut ballot| {
                let mut seen = Vec::new();
                ballot.retain(|(project, _)| {
                    let new = !seen.contains(project);
                    seen.push(*project);
                    new
                });
                ballot
            });
            let vote_type = prop::sample::select(vec![
                VoteType::Approval,
                VoteType::Scoring,
                VoteType::Ordinal,
            ]);
            let cost = prop_oneof![0u64..4, 1u64..40, Just(20)];
            let costs = prop::collection::vec(cost, projects);
            (vote_type, 0u64..200, costs, prop::collection::vec(ballot, 1..25))
        })
    }

    fn build((vote_type, budget, costs, ballots): &Case) -> Election {
        let mut election = election(*budget, costs, *vote_type);
        for ballot in ballots {
            election.cast(ballot, 1).expect("a ballot");
        }
        election
    }

    fn utilities(vote_type: VoteType) -> Vec<Utility> {
        let suits = |utility: &Utility| {
            vote_type == VoteType::Ordinal || !utility.name().starts_with("borda")
        };
        Utility::ALL.into_iter().filter(suits).collect()
    }

    /// The method as the paper states it, every voter alone, every fraction kept: what the fast count
    /// must equal.
    fn plainly(case: &Case, utility: Utility) -> Vec<usize> {
        let (vote_type, budget, costs, ballots) = case;
        let value = |ballot: &Vec<(u32, u32)>, project: usize| -> u64 {
            let Some(index) = ballot.iter().position(|entry| entry.0 as usize == project) else {
                return 0;
            };
            let points = if vote_type.has_points() { ballot[index].1.into() } else { 1 };
            let rank = (ballot.len() - index) as u64;
            let plain = match utility {
                Utility::Cardinality | Utility::Cost => u64::from(points > 0),
                Utility::Score | Utility::ScoreTimesCost => points,
                Utility::BordaLastOne | Utility::BordaLastOneTimesCost => rank,
                Utility::BordaLastZero | Utility::BordaLastZeroTimesCost => rank - 1,
            };
            if utility.times_cost() { plain * costs[project] } else { plain }
        };
        let mut left = vec![ratio(*budget as i64, ballots.len() as i64); ballots.len()];
        let supported = |project: &usize| ballots.iter().any(|ballot| value(ballot, *project) > 0);
        let mut selected: Vec<usize> =
            (0..costs.len()).filter(|&project| costs[project] == 0).filter(supported).collect();
        loop {
            let mut best: Option<(BigRational, usize)> = None;
            for project in (0..costs.len()).filter(supported) {
                if selected.contains(&project) {
                    continue;
                }
                let mut rich: Vec<usize> = (0..ballots.len())
                    .filter(|&voter| value(&ballots[voter], project) > 0)
                    .collect();
                let mut missing = ratio(costs[project] as i64, 1);
                let price = loop {
                    let total: u64 =
                        rich.iter().map(|&voter| value(&ballots[voter], project)).sum();
                    if total == 0 {
                        break None;
                    }
                    let price = &missing / BigInt::from(total);
                    let due = |voter: usize| &price * BigInt::from(value(&ballots[voter], project));
                    let (poor, others): (Vec<usize>, Vec<usize>) =
                        rich.iter().partition(|&&voter| left[voter] < due(voter));
                    if poor.is_empty() {
                        break Some(price);
                    }
                    poor.iter().for_each(|&voter| missing -= &left[voter]);
                    rich = others;
                };
                if let Some(price) = price
                    && best.as_ref().is_none_or(|(lowest, _)| price < *lowest)
                {
                    best = Some((price, project));
                }
            }
            let Some((price, project)) = best else { return selected };
            for voter in 0..ballots.len() {
                let due = &price * BigInt::from(value(&ballots[voter], project));
                let paid = due.min(left[voter].clone());
                left[voter] -= paid;
            }
            selected.push(project);
        }
    }

    proptest! {
        #[test]
        fn equal_shares_is_the_method_of_the_paper(case in case()) {
            let election = build(&case);
            for utility in utilities(case.0) {
                let outcome = shares(&election, utility, Completion::None);
                prop_assert_eq!(outcome.winners(), plainly(&case, utility), "{:?}", utility);
            }
        }

        #[test]
        fn the_budget_is_never_exceeded_and_every_project_is_paid_exactly(case in case()) {
            let election = build(&case);
            for utility in utilities(case.0) {
                for completion in Completion::ALL {
                    let outcome = shares(&election, utility, completion);
                    prop_assert!(outcome.total_cost <= outcome.budget);
                    assert_paid_exactly(&election, &outcome);
                }
                let outcome = greedy(&election, utility, &TieOrder::default()).expect("a result");
                prop_assert!(outcome.total_cost <= outcome.budget);
            }
        }

        #[test]
        fn the_order_of_the_voters_and_their_merging_change_nothing(case in case()) {
            let election = build(&case);
            let mut reversed = case.clone();
            reversed.3.reverse();
            let other = build(&reversed);
            prop_assert_eq!(&election, &other);
            // Twice each ballot with twice the money and the costs: the same, in a single cast each.
            let costs: Vec<u64> = case.2.iter().map(|cost| cost * 2).collect();
            let mut double = self::election(case.1 * 2, &costs, case.0);
            for ballot in &case.3 {
                double.cast(ballot, 2).expect("a ballot");
            }
            for utility in utilities(case.0) {
                let first = shares(&election, utility, Completion::Greedy);
                prop_assert_eq!(first.winners(), shares(&other, utility, Completion::Greedy).winners());
                prop_assert_eq!(first.winners(), shares(&double, utility, Completion::Greedy).winners());
            }
        }

        #[test]
        fn whatever_add_one_funds_leaves_nothing_that_fits_or_cannot_be_raised(case in case()) {
            let election = build(&case);
            let outcome = shares(&election, Utility::Cardinality, Completion::AddOne);
            let left = outcome.money_left();
            let fits = |project: usize| {
                let cost = election.money(election.projects()[project].cost);
                !outcome.winners().contains(&project)
                    && outcome.support(project).voters > 0
                    && cost <= left
            };
            match outcome.ending {
                Some(Ending::WouldOverspend) | Some(Ending::SingleRun) => {}
                _ => prop_assert!(!(0..case.2.len()).any(fits)),
            }
        }
    }
}
