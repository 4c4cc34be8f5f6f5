//! What every sharing keeps, on any problem.

use caisse_units::Amount;
use num_bigint::BigInt;
use num_traits::{Signed, Zero};
use proptest::prelude::*;

use super::{amounts, cents};
use crate::sharing::{
    Bearer, Exact, Method, RemainderTo, Ties, balance, by_keys, by_priority, divide, equally,
    in_proportion, raise_to_level, round_signed, round_transfers, share,
};

/// Claims, with zeros and equals among them, and a total between nothing and their sum.
fn problems() -> impl Strategy<Value = (i64, Vec<i64>)> {
    let claim = prop_oneof![0_i64..8, 0_i64..100_000, 0_i64..100_000_000_000_000];
    prop::collection::vec(claim, 0..9).prop_flat_map(|claims| {
        let sum = claims.iter().sum();
        (prop_oneof![Just(0), Just(sum), 0..=sum], Just(claims))
    })
}

fn methods() -> impl Strategy<Value = Method> {
    prop::sample::select(Method::ALL.to_vec())
}

/// The awards of each participant as exact fractions.
fn exact(total: i64, claims: &[i64], method: Method) -> Vec<Exact> {
    let shares = divide(Amount::from_cents(total), &amounts(claims), method).expect("a problem");
    let denominator = BigInt::from(shares.denominator());
    let numerators = shares.numerators().iter();
    numerators.map(|n| Exact::new(BigInt::from(*n), denominator.clone())).collect()
}

fn whole(cents: i64) -> Exact {
    Exact::from_integer(BigInt::from(cents))
}

proptest! {
    #[test]
    fn exact_awards_sum_to_the_total_and_stay_between_nothing_and_the_claim(
        (total, claims) in problems(), method in methods(),
    ) {
        let awards = exact(total, &claims, method);
        prop_assert_eq!(awards.iter().sum::<Exact>(), whole(total));
        for (award, claim) in awards.iter().zip(&claims) {
            prop_assert!(!award.is_negative() && *award <= whole(*claim));
        }
    }

    #[test]
    fn who_claims_more_is_awarded_no_less_and_loses_no_less(
        (total, claims) in problems(), method in methods(),
    ) {
        let awards = exact(total, &claims, method);
        for (a, first) in claims.iter().enumerate() {
            for (b, second) in claims.iter().enumerate().filter(|(_, second)| first <= *second) {
                prop_assert!(awards[a] <= awards[b]);
                prop_assert!(whole(*first) - &awards[a] <= whole(*second) - &awards[b]);
            }
        }
    }

    #[test]
    fn equal_losses_are_the_claims_less_equal_awards_of_what_is_missing(
        (total, claims) in problems(),
    ) {
        let missing = claims.iter().sum::<i64>() - total;
        let losses = exact(missing, &claims, Method::EqualLosses);
        for ((award, loss), claim) in
            exact(total, &claims, Method::EqualAwards).into_iter().zip(losses).zip(&claims)
        {
            prop_assert_eq!(award, whole(*claim) - loss);
        }
    }

    #[test]
    fn talmud_random_arrival_and_adjusted_proportional_treat_gains_as_losses(
        (total, claims) in problems(),
        method in prop::sample::select(vec![
            Method::Proportional,
            Method::Talmud,
            Method::ReverseTalmud,
            Method::RandomArrival,
            Method::AdjustedProportional,
            Method::AverageOfAwardsAndLosses,
        ]),
    ) {
        let missing = claims.iter().sum::<i64>() - total;
        let losses = exact(missing, &claims, method);
        for ((award, loss), claim) in
            exact(total, &claims, method).into_iter().zip(losses).zip(&claims)
        {
            prop_assert_eq!(award, whole(*claim) - loss);
        }
    }

    #[test]
    fn four_rules_agree_on_two_claimants(
        first in 0_i64..1_000_000, second in 0_i64..1_000_000, part in 0_i64..=1_000_000,
    ) {
        let total = (first + second) * part / 1_000_000;
        let concede = |other: i64| (total - other).max(0);
        let contested = total - concede(first) - concede(second);
        let half = Exact::new(BigInt::from(contested), BigInt::from(2));
        let expected = vec![whole(concede(second)) + &half, whole(concede(first)) + half];
        for method in [
            Method::Talmud,
            Method::RandomArrival,
            Method::MinimalOverlap,
            Method::AdjustedProportional,
        ] {
            prop_assert_eq!(&exact(total, &[first, second], method), &expected, "{:?}", method);
        }
    }

    #[test]
    fn nobody_is_awarded_less_when_the_total_grows(
        (total, claims) in problems(), method in methods(),
    ) {
        let sum = claims.iter().sum::<i64>();
        let more = total + (sum - total) / 3;
        let (before, after) = (exact(total, &claims, method), exact(more, &claims, method));
        prop_assert!(before.iter().zip(&after).all(|(before, after)| before <= after));
    }

    #[test]
    fn cents_sum_to_the_total_stay_within_claims_and_move_by_less_than_one(
        (total, claims) in problems(), method in methods(), later in any::<bool>(),
    ) {
        let ties = if later { Ties::Later } else { Ties::Earlier };
        let awards = share(Amount::from_cents(total), &amounts(&claims), method, ties);
        let awards = cents(&awards.expect("a problem"));
        prop_assert_eq!(awards.iter().sum::<i64>(), total);
        let exact = exact(total, &claims, method);
        for ((award, exact), claim) in awards.iter().zip(&exact).zip(&claims) {
            prop_assert!((0..=*claim).contains(award));
            prop_assert!((whole(*award) - exact).abs() < whole(1));
        }
        for (a, first) in claims.iter().enumerate() {
            for (b, second) in claims.iter().enumerate().filter(|(_, second)| first <= *second) {
                prop_assert!(awards[a] <= awards[b] + 1);
                if first == second && a < b {
                    let (favoured, other) = if later { (b, a) } else { (a, b) };
                    prop_assert!((0..=1).contains(&(awards[favoured] - awards[other])));
                }
            }
        }
    }

    #[test]
    fn shares_by_weight_sum_to_the_total_and_a_cancellation_undoes_them(
        total in -10_000_000_000_000_i64..10_000_000_000_000,
        weights in prop::collection::vec(0_i64..1_000_000_000, 1..20),
        taker in any::<prop::sample::Index>(),
    ) {
        let sum: i64 = weights.iter().sum();
        prop_assume!(sum > 0);
        let amount = Amount::from_cents(total);
        let taker = RemainderTo::Participant(taker.index(weights.len()));
        let largest = RemainderTo::LargestRemainders(Ties::Earlier);
        let sharings: [&dyn Fn(Amount) -> Vec<Amount>; 4] = [
            &|total| equally(total, weights.len(), Ties::Earlier).expect("people"),
            &|total| in_proportion(total, &weights, Ties::Earlier).expect("weights"),
            &|total| by_keys(total, &weights, sum, largest).expect("keys"),
            &|total| by_keys(total, &weights, sum, taker).expect("keys"),
        ];
        for sharing in sharings {
            let shares = sharing(amount);
            prop_assert_eq!(shares.iter().copied().sum::<Amount>(), amount);
            let back: Vec<Amount> = sharing(-amount).into_iter().map(|share| -share).collect();
            prop_assert_eq!(back, shares);
        }
    }

    #[test]
    fn transfers_balance_to_the_cent_and_nobody_changes_side(
        numerators in prop::collection::vec((-1_000_000_000_i64..1_000_000_000, 1_i64..1000), 1..12),
    ) {
        let mut exact: Vec<Exact> = numerators
            .into_iter()
            .map(|(n, d)| Exact::new(BigInt::from(n), BigInt::from(d)))
            .collect();
        let balance: Exact = exact.iter().sum();
        exact.push(-balance);
        exact.push(Exact::zero());
        for (rounded, two_sided) in [
            (round_transfers(&exact, Ties::Earlier), true),
            (round_signed(&exact, Ties::Earlier), false),
        ] {
            let rounded = cents(&rounded.expect("balanced transfers"));
            prop_assert_eq!(rounded.iter().sum::<i64>(), 0);
            prop_assert_eq!(rounded.last(), Some(&0));
            for (rounded, exact) in rounded.iter().zip(&exact) {
                prop_assert!((whole(*rounded) - exact).abs() < whole(1));
                let crossed = exact.is_positive() && *rounded < 0
                    || exact.is_negative() && *rounded > 0;
                prop_assert!(!crossed);
            }
            if two_sided {
                let received: Exact = exact.iter().filter(|x| x.is_positive()).sum();
                let volume: i64 = rounded.iter().filter(|x| **x > 0).sum();
                prop_assert!((whole(volume) - received).abs() * BigInt::from(2) <= whole(1));
            }
        }
    }

    #[test]
    fn a_difference_is_borne_by_those_who_were_named_and_by_nobody_else(
        numerators in prop::collection::vec((-1_000_000_000_i64..1_000_000_000, 1_i64..1000), 1..12),
        weights in prop::collection::vec(0_i64..5, 12),
    ) {
        let raw: Vec<Exact> = numerators
            .into_iter()
            .map(|(n, d)| Exact::new(BigInt::from(n), BigInt::from(d)))
            .collect();
        let weights = &weights[..raw.len()];
        let excess: Exact = raw.iter().sum();
        for bearer in [Bearer::Payers, Bearer::Receivers, Bearer::Both, Bearer::Weights(weights)] {
            let Ok(balanced) = balance(&raw, bearer) else {
                let both = raw.iter().any(|x| x.is_positive()) && raw.iter().any(|x| x.is_negative());
                let weighed = weights.iter().any(|weight| *weight > 0);
                let weighs = matches!(bearer, Bearer::Weights(_));
                prop_assert!(!(weighs && weighed || !weighs && both));
                continue;
            };
            prop_assert!(balanced.iter().sum::<Exact>().is_zero());
            for (index, (before, after)) in raw.iter().zip(&balanced).enumerate() {
                let bears = match bearer {
                    Bearer::Payers => before.is_negative(),
                    Bearer::Receivers => before.is_positive(),
                    Bearer::Weights(weights) => weights[index] > 0,
                    _ => true,
                };
                prop_assert!(bears || before == after);
            }
        }
        prop_assert_eq!(balance(&raw, Bearer::Nobody).is_ok(), excess.is_zero());
    }

    #[test]
    fn a_later_class_gets_nothing_while_an_earlier_one_lacks_a_cent(
        (total, claims) in problems(), seed in prop::collection::vec(0_u32..3, 9),
        method in methods(), extra in 0_i64..1000,
    ) {
        let classes = &seed[..claims.len()];
        let total = Amount::from_cents(total + extra);
        let served = by_priority(total, &amounts(&claims), classes, method, Ties::Earlier);
        let served = served.expect("claims");
        let awards = cents(&served.awards);
        prop_assert_eq!(served.awards.iter().copied().sum::<Amount>().plus(served.left), total);
        for (a, class) in classes.iter().enumerate() {
            prop_assert!((0..=claims[a]).contains(&awards[a]));
            if awards[a] < claims[a] {
                prop_assert!(served.left.is_zero());
                let after = classes.iter().zip(&awards).filter(|(other, _)| *other > class);
                prop_assert!(after.into_iter().all(|(_, award)| *award == 0));
            }
        }
    }

    #[test]
    fn a_short_pot_never_raises_anyone_above_someone_it_leaves_lower(
        holdings in prop::collection::vec(-1000_i64..10_000, 1..9),
        level in 0_i64..10_000, total in 0_i64..20_000,
    ) {
        let (total, level) = (Amount::from_cents(total), Amount::from_cents(level));
        let raised =
            raise_to_level(total, &amounts(&holdings), level, Method::EqualLosses, Ties::Earlier);
        let raised = raised.expect("a pot");
        let after: Vec<i64> =
            holdings.iter().zip(&raised.awards).map(|(have, award)| have + award.cents()).collect();
        let lowest = *after.iter().min().expect("somebody");
        for (after, award) in after.iter().zip(&raised.awards) {
            prop_assert!(award.is_zero() || *after <= level.cents() && *after <= lowest + 1);
        }
        prop_assert!(raised.left.is_zero() || lowest >= level.cents());
    }
}
