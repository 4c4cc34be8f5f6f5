//! What is refused, and how it is said.

use caisse_units::{Amount, Language};
use num_bigint::BigInt;

use super::amounts;
use crate::sharing::{
    Exact, Method, RemainderTo, SharingError, Ties, by_keys, by_priority, divide, equally,
    in_proportion, round_transfers, share,
};

#[test]
fn nothing_is_shared_among_nobody() {
    let total = Amount::from_cents(1);
    let nobody = SharingError::NobodyToShareAmong;
    assert_eq!(equally(total, 0, Ties::Earlier), Err(nobody.clone()));
    assert_eq!(in_proportion(total, &[0, 0], Ties::Earlier), Err(nobody));
}

#[test]
fn random_arrival_is_for_few_people() {
    let claims = amounts(&[1; 21]);
    let refused = divide(Amount::ZERO, &claims, Method::RandomArrival);
    assert_eq!(refused, Err(SharingError::TooManyParticipants { count: 21, at_most: 20 }));
    assert!(divide(Amount::ZERO, &amounts(&[1; 41]), Method::MinimalOverlap).is_err());
}

#[test]
fn the_largest_problems_that_are_taken_do_not_overflow() {
    let most = i64::MAX / 20;
    for method in Method::ALL {
        let count = method.participants_limit().min(40);
        let most = if count == 20 { most } else { most / 2 };
        let claims = amounts(&vec![most; count]);
        let total = Amount::from_cents(most * count as i64 - 1);
        let awards = share(total, &claims, method, Ties::Earlier).expect("a problem");
        assert_eq!(awards.into_iter().sum::<Amount>(), total, "{method:?}");
    }
    let claims = amounts(&[i64::MAX, 1]);
    assert_eq!(divide(Amount::ZERO, &claims, Method::Talmud), Err(SharingError::OutOfBounds));
}

#[test]
fn each_participant_needs_a_class_and_a_rank() {
    let (total, claims) = (Amount::from_cents(1), amounts(&[1, 1]));
    let differ = |given| Err(SharingError::ListsDiffer { participants: 2, given });
    let refused = by_priority(total, &claims, &[1], Method::Talmud, Ties::Earlier);
    assert_eq!(refused.map(|served| served.awards), differ(1));
    let refused = share(total, &claims, Method::Talmud, Ties::Ranked(&[1, 2, 3]));
    assert_eq!(refused, differ(3));
}

#[test]
fn a_fund_above_the_claims_is_not_divided() {
    let (total, claimed) = (Amount::from_cents(13), Amount::from_cents(12));
    let refused = divide(total, &amounts(&[5, 7]), Method::Proportional);
    assert_eq!(refused, Err(SharingError::TotalAboveClaims { total, claimed }));
}

#[test]
fn negative_funds_claims_and_weights_are_refused() {
    let negative = Amount::from_cents(-5);
    let refused = divide(negative, &amounts(&[5, 7]), Method::Proportional);
    assert_eq!(refused, Err(SharingError::TotalNegative { total: negative }));
    let refused = divide(Amount::ZERO, &amounts(&[9, -5]), Method::Proportional);
    assert_eq!(refused, Err(SharingError::NegativeClaim { position: 1, claim: negative }));
    let refused = in_proportion(Amount::ZERO, &[1, -2], Ties::Earlier);
    assert_eq!(refused, Err(SharingError::NegativeWeight { position: 1, weight: -2 }));
}

#[test]
fn keys_must_make_the_whole_and_name_a_taker_among_them() {
    let total = Amount::from_cents(1000);
    let refused = by_keys(total, &[50, 49], 100, RemainderTo::Participant(0));
    assert_eq!(refused, Err(SharingError::KeysNotWhole { sum: 99, whole: 100 }));
    let refused = by_keys(total, &[50, 50], 100, RemainderTo::Participant(2));
    assert_eq!(refused, Err(SharingError::NoSuchTaker { position: 2, count: 2 }));
}

#[test]
fn transfers_that_do_not_balance_are_refused_with_the_excess() {
    let half = Exact::new(BigInt::from(1), BigInt::from(2));
    let refused = round_transfers(&[half.clone(), half], Ties::Earlier);
    let excess = Exact::from_integer(BigInt::from(1));
    assert_eq!(refused, Err(SharingError::TransfersDoNotBalance { excess }));
}

#[test]
fn a_refusal_is_said_in_both_languages_with_its_figures() {
    let error = SharingError::KeysNotWhole { sum: 99, whole: 100 };
    assert_eq!(
        error.sentence(Language::French),
        "les clés font 99 sur 100 : corrigez-les pour qu'elles fassent le tout"
    );
    assert_eq!(
        error.to_string(),
        "the keys make 99 out of 100: correct them so that they make the whole"
    );
    let claim = SharingError::NegativeClaim { position: 1, claim: Amount::from_cents(-500) };
    assert_eq!(
        claim.to_string(),
        "claim no. 2 is negative (\u{2212}€5.00): a claim is at least zero"
    );
}
