//! Published problems and their answers: a few carried here, and all those of the shared data.

use std::path::PathBuf;

use caisse_units::{Amount, Rate};
use num_bigint::BigInt;
use num_rational::Ratio;
use serde_json::Value;

use super::{amounts, cents};
use crate::sharing::{
    Exact, Method, RemainderTo, Ties, by_keys, by_priority, divide, equally, in_proportion,
    raise_to_level, round_signed, round_transfers, serve, share,
};

type Fraction = Ratio<i128>;

fn shared(name: &str) -> Option<Value> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: no shared data");
        return None;
    };
    Some(serde_json::from_str(&text).expect("the shared case is JSON"))
}

/// Reads an integer, a decimal or p/q.
fn fraction(text: &str) -> Fraction {
    if let Some((numerator, denominator)) = text.split_once('/') {
        return Fraction::new(
            numerator.parse().expect("a numerator"),
            denominator.parse().expect("a denominator"),
        );
    }
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let digits: i128 = text.replace('.', "").parse().expect("a decimal");
    Fraction::new(digits, 10_i128.pow(u32::try_from(decimals).expect("few decimals")))
}

fn fractions(values: &Value) -> Vec<Fraction> {
    let values = values.as_array().expect("a list");
    values.iter().map(|value| fraction(value.as_str().expect("a text"))).collect()
}

fn method(name: &str) -> Method {
    match name {
        "pro" => Method::Proportional,
        "cea" => Method::EqualAwards,
        "cel" => Method::EqualLosses,
        "talmud" => Method::Talmud,
        "rtalmud" => Method::ReverseTalmud,
        "pin" => Method::Piniles,
        "ra" => Method::RandomArrival,
        "mo" => Method::MinimalOverlap,
        "apro" => Method::AdjustedProportional,
        "av" => Method::AverageOfAwardsAndLosses,
        other => panic!("no method called {other}"),
    }
}

/// The exact awards of a problem in fractions: it is scaled to whole numbers and back.
fn awards(total: Fraction, claims: &[Fraction], method: Method) -> Vec<Fraction> {
    let scale = claims.iter().fold(*total.denom(), |scale, c| num_integer::lcm(scale, *c.denom()));
    let whole = |x: &Fraction| {
        Amount::from_cents(i64::try_from((x * scale).to_integer()).expect("a small number"))
    };
    let claims: Vec<Amount> = claims.iter().map(whole).collect();
    let shares = divide(whole(&total), &claims, method).expect("a problem");
    (0..claims.len()).map(|index| shares.share(index).expect("a share") / scale).collect()
}

#[test]
fn the_mishna_and_the_garment_are_divided_as_written() {
    // Mishna Ketubot 93a (S. Schecter, How the Talmud divides an estate among creditors, section 1),
    // and the contested garment, 3/4 and 1/4.
    let hundred = [100, 200, 300].map(Fraction::from_integer);
    let expected = [Fraction::new(100, 3); 3];
    assert_eq!(awards(Fraction::from_integer(100), &hundred, Method::Talmud), expected);
    let garment = [Fraction::from_integer(1), Fraction::new(1, 2)];
    for rule in [
        Method::Talmud,
        Method::RandomArrival,
        Method::MinimalOverlap,
        Method::AdjustedProportional,
    ] {
        let expected = [Fraction::new(3, 4), Fraction::new(1, 4)];
        assert_eq!(awards(Fraction::from_integer(1), &garment, rule), expected, "{rule:?}");
    }
}

#[test]
fn ten_rules_divide_the_classical_problem() {
    // E = 10, claims 2, 4, 7, 8: the problem of the R package ClaimsProblems 1.0.0, whose own
    // functions give these awards.
    let claims = [2, 4, 7, 8].map(Fraction::from_integer);
    for (rule, expected) in [
        (Method::Proportional, ["20/21", "40/21", "10/3", "80/21"]),
        (Method::EqualAwards, ["2", "8/3", "8/3", "8/3"]),
        (Method::EqualLosses, ["0", "1", "4", "5"]),
        (Method::Talmud, ["1", "2", "3.5", "3.5"]),
        (Method::ReverseTalmud, ["0.875", "1.875", "3.375", "3.875"]),
        (Method::Piniles, ["1", "2", "3.5", "3.5"]),
        (Method::RandomArrival, ["1", "11/6", "10/3", "23/6"]),
        (Method::MinimalOverlap, ["1/2", "7/6", "11/3", "14/3"]),
        (Method::AdjustedProportional, ["20/21", "40/21", "10/3", "80/21"]),
        (Method::AverageOfAwardsAndLosses, ["1", "11/6", "10/3", "23/6"]),
    ] {
        let awards = awards(Fraction::from_integer(10), &claims, rule);
        assert_eq!(awards, expected.map(fraction), "{rule:?}");
    }
}

#[test]
fn the_shared_claims_problems_are_divided_exactly() {
    let mut compared = 0;
    for name in ["talmud-mishna-100", "contested-garment", "classic-10"] {
        let Some(case) = shared(&format!("equalisation/claims-{name}.json")) else { return };
        let total = fraction(case["inputs"]["endowment"].as_str().expect("a text"));
        let claims = fractions(&case["inputs"]["claims"]);
        for (rule, expected) in case["expected"].as_object().expect("rules") {
            let awards = awards(total, &claims, method(rule));
            assert_eq!(awards, fractions(expected), "{name}, {rule}");
            compared += 1;
        }
    }
    assert_eq!(compared, 15);
}

#[test]
fn the_shared_edge_problems_hold_for_every_rule() {
    let Some(case) = shared("equalisation/claims-edge.json") else { return };
    let problem = |problem: &Value| {
        let total = fraction(problem["endowment"].as_str().expect("a text"));
        (total, fractions(&problem["claims"]))
    };
    let problems = case["inputs"]["problems"].as_array().expect("problems");
    let expected = case["expected"]["awards_all_rules"].as_array().expect("awards");
    assert_eq!(problems.len(), expected.len());
    for (given, expected) in problems.iter().zip(expected) {
        let (total, claims) = problem(given);
        for rule in Method::ALL {
            assert_eq!(awards(total, &claims, rule), fractions(expected), "{given}, {rule:?}");
        }
    }
    let refused = case["inputs"]["refuse"].as_array().expect("problems to refuse");
    assert_eq!(refused.len(), 3);
    for given in refused {
        let (total, claims) = problem(given);
        let whole = |x: &Fraction| Amount::from_cents(x.to_integer() as i64);
        let claims: Vec<Amount> = claims.iter().map(whole).collect();
        for rule in Method::ALL {
            assert!(divide(whole(&total), &claims, rule).is_err(), "{given}, {rule:?}");
        }
    }
}

#[test]
fn sixty_seats_go_to_fifteen_states_as_in_1790() {
    // electowiki, Hamilton method, revision 9372.
    let weights = [
        630_560, 475_327, 432_879, 353_523, 331_589, 278_514, 236_841, 206_236, 179_570, 141_822,
        85_533, 70_835, 68_705, 68_446, 55_540,
    ];
    let seats = in_proportion(Amount::from_cents(60), &weights, Ties::Earlier).expect("seats");
    assert_eq!(cents(&seats), [11, 8, 7, 6, 6, 5, 4, 3, 3, 2, 1, 1, 1, 1, 1]);
    let Some(case) = shared("equalisation/rounding-house-1790.json") else { return };
    let numbers = |values: &Value| -> Vec<i64> {
        let values = values.as_array().expect("a list");
        values.iter().map(|value| value.as_i64().expect("a number")).collect()
    };
    assert_eq!(numbers(&case["inputs"]["weights"]), weights);
    assert_eq!(numbers(&case["expected"]["shares"]), cents(&seats));
}

#[test]
fn the_german_key_keeps_its_legal_total() {
    let Some(case) = shared("equalisation/rounding-fag-11-3-two-years.json") else { return };
    let keys: Vec<i64> = case["inputs"]["key_percent"]
        .as_array()
        .expect("keys")
        .iter()
        .map(|key| key[1].as_str().expect("a text").replace('.', "").parse().expect("six decimals"))
        .collect();
    let totals = case["inputs"]["totals_thousand_eur"].as_object().expect("totals");
    assert_eq!(totals.len(), 2);
    for (year, total) in totals {
        let total = total.as_i64().expect("a number");
        let remainder = RemainderTo::LargestRemainders(Ties::Earlier);
        let shares = by_keys(Amount::from_cents(total), &keys, 100_000_000, remainder);
        let shares = cents(&shares.expect("a key that sums to the whole"));
        let expected = case["expected"]["largest_remainder"][year].as_array().expect("shares");
        assert_eq!(Value::from(shares), Value::from(expected.clone()), "{year}");
        let naive = |key: &i64| (i128::from(total) * i128::from(*key) + 50_000_000) / 100_000_000;
        let excess = keys.iter().map(naive).sum::<i128>() - i128::from(total);
        assert_eq!(Value::from(excess as i64), case["expected"]["naive_rounding_excess"][year]);
    }
}

#[test]
fn transfers_that_fall_between_cents_still_balance() {
    // 10.005 thrice against −30.015, in cents.
    let exact: Vec<Exact> = [2001, 2001, 2001, -6003]
        .map(|halves| Exact::new(BigInt::from(halves), BigInt::from(2)))
        .to_vec();
    let expected = [1001, 1001, 1000, -3002];
    let two_sided = round_transfers(&exact, Ties::Earlier).expect("balanced transfers");
    assert_eq!(cents(&two_sided), expected);
    let together = round_signed(&exact, Ties::Earlier).expect("balanced transfers");
    assert_eq!(cents(&together), expected);
    let later = round_transfers(&exact, Ties::Later).expect("balanced transfers");
    assert_eq!(cents(&later), [1000, 1001, 1001, -3002]);
    let Some(case) = shared("equalisation/rounding-signed-small.json") else { return };
    let hundred = Fraction::from_integer(100);
    for side in ["two_sided", "largest_remainder"] {
        let given = fractions(&case["expected"][side]);
        assert_eq!(
            given,
            expected.map(|cents| Fraction::from_integer(cents.into()) / hundred),
            "{side}"
        );
    }
}

#[test]
fn the_union_contribution_is_split_by_its_voted_keys() {
    let Some(case) = shared("equalisation/union-key-cgt.json") else { return };
    let total = Amount::parse(case["inputs"]["total"].as_str().expect("a text")).expect("euros");
    let keys = case["inputs"]["key"].as_array().expect("keys");
    let keys: Vec<i64> = keys
        .iter()
        .map(|key| Rate::parse(key[1].as_str().expect("a text")).expect("a rate"))
        .map(Rate::parts_per_million)
        .collect();
    let remainder = RemainderTo::LargestRemainders(Ties::Earlier);
    let parts = by_keys(total, &keys, 1_000_000, remainder).expect("keys of 100 %");
    let expected = case["expected"]["largest_remainder"].as_array().expect("parts");
    let expected: Vec<Amount> = expected
        .iter()
        .map(|part| Amount::parse(part.as_str().expect("a text")).expect("euros"))
        .collect();
    assert_eq!(parts, expected);
}

#[test]
fn the_local_union_takes_what_the_other_keys_leave() {
    // CGT, hospital union of Nantes, keys since 2007: 10.00 € gives 2.90, 2.70, 0.30, 1.00, 3.10.
    let keys = [290_000, 270_000, 30_000, 100_000, 310_000];
    let split = |cents| {
        let total = Amount::from_cents(cents);
        by_keys(total, &keys, 1_000_000, RemainderTo::Participant(4)).expect("keys of 100 %")
    };
    assert_eq!(cents(&split(1000)), [290, 270, 30, 100, 310]);
    assert_eq!(cents(&split(1)), [0, 0, 0, 0, 1]);
    assert_eq!(cents(&split(-1)), [0, 0, 0, 0, -1]);
    let mut naive_misses = 0;
    for total in 1..=2000 {
        assert_eq!(split(total).into_iter().sum::<Amount>(), Amount::from_cents(total));
        let back: Vec<Amount> = split(-total).into_iter().map(|part| -part).collect();
        assert_eq!(back, split(total), "a returned debit undoes the split of {total}");
        let naive = keys.iter().map(|key| (total * key + 500_000) / 1_000_000).sum::<i64>();
        naive_misses += i32::from(naive != total);
    }
    assert_eq!(naive_misses, 920, "as the shared case of the union's dues counts");
}

#[test]
fn the_mutual_pot_raises_all_to_200_and_shares_half_of_the_rest() {
    // lenumerozero.info, Mutuelles d'argent: our incomes on the printed rule.
    let incomes = amounts(&[0, 15_000, 40_000, 90_000, 160_000, 200_000]);
    let tenth = Rate::parse("10 %").expect("a rate");
    let paid: Vec<Amount> =
        incomes.iter().map(|income| tenth.of(*income).expect("a small amount")).collect();
    let pot: Amount = paid.iter().copied().sum();
    let after: Vec<Amount> =
        incomes.iter().zip(&paid).map(|(have, pay)| have.minus(*pay)).collect();
    let level = Amount::from_cents(20_000);
    let raised =
        raise_to_level(pot, &after, level, Method::EqualLosses, Ties::Earlier).expect("a pot");
    assert_eq!(cents(&raised.awards), [20_000, 6_500, 0, 0, 0, 0]);
    assert_eq!(raised.left, Amount::from_cents(24_000));
    let halves = equally(raised.left, 2, Ties::Earlier).expect("two halves");
    let under_500: Vec<i64> = after.iter().map(|have| i64::from(have.cents() < 50_000)).collect();
    let shared_out = in_proportion(halves[0], &under_500, Ties::Earlier).expect("three people");
    assert_eq!(cents(&shared_out), [4_000, 4_000, 4_000, 0, 0, 0]);

    let Some(case) = shared("cases/mutual-pot.json") else { return };
    let outputs = &case["outputs"];
    let stays = Amount::parse(outputs["stays"]["value"].as_str().expect("a text"));
    assert_eq!(stays, Ok(halves[1]));
    let each = Amount::parse(outputs["shared"]["each_of_three"].as_str().expect("a text"));
    assert_eq!(each, Ok(shared_out[0]));
    let left = Amount::parse(outputs["left"]["value"].as_str().expect("a text"));
    assert_eq!(left, Ok(raised.left));
    let paid_in = Amount::parse(outputs["paid_in"]["value"].as_str().expect("a text"));
    assert_eq!(paid_in, Ok(pot));
}

#[test]
fn a_short_pot_raises_the_lowest_first_to_a_common_level() {
    let holdings = amounts(&[0, 13_500, 36_000]);
    let level = Amount::from_cents(20_000);
    let total = Amount::from_cents(15_000);
    let raised = raise_to_level(total, &holdings, level, Method::EqualLosses, Ties::Earlier);
    let raised = raised.expect("a pot");
    assert_eq!(cents(&raised.awards), [14_250, 750, 0], "both now hold 142.50");
    assert_eq!(raised.left, Amount::ZERO);
}

#[test]
fn a_class_is_served_before_the_next_one_gets_anything() {
    let claims = amounts(&[100, 300, 50, 200]);
    let serve = |total| {
        let total = Amount::from_cents(total);
        let classes = [2, 1, 1, 2];
        by_priority(total, &claims, &classes, Method::EqualAwards, Ties::Earlier).expect("claims")
    };
    assert_eq!(cents(&serve(200).awards), [0, 150, 50, 0]);
    assert_eq!(cents(&serve(351).awards), [1, 300, 50, 0]);
    assert_eq!(cents(&serve(550).awards), [100, 300, 50, 100]);
    assert_eq!(cents(&serve(650).awards), [100, 300, 50, 200]);
    assert_eq!((serve(700).awards, serve(700).left), (claims.clone(), Amount::from_cents(50)));
}

#[test]
fn a_draw_breaks_ties_within_a_class_too() {
    let claims = amounts(&[10, 10, 10, 10]);
    let ranks = [3, 2, 1, 0];
    let total = Amount::from_cents(21);
    let served =
        by_priority(total, &claims, &[1, 0, 1, 1], Method::EqualAwards, Ties::Ranked(&ranks));
    assert_eq!(cents(&served.expect("claims").awards), [3, 10, 4, 4]);
}

#[test]
fn a_fund_that_suffices_serves_everyone_and_says_what_is_left() {
    let claims = amounts(&[5, 7]);
    let served = serve(Amount::from_cents(13), &claims, Method::Talmud, Ties::Earlier);
    let served = served.expect("claims");
    assert_eq!((cents(&served.awards), served.left), (vec![5, 7], Amount::from_cents(1)));
}

#[test]
fn a_million_claims_are_shared_to_the_cent() {
    let claims: Vec<Amount> =
        (0..1_000_000_i64).map(|n| Amount::from_cents(n * 7_919 % 100_003)).collect();
    let claimed: Amount = claims.iter().copied().sum();
    let total = Amount::from_cents(claimed.cents() / 3 + 1);
    for method in Method::ALL.into_iter().filter(|method| method.participants_limit() > 1_000_000) {
        let awards = share(total, &claims, method, Ties::Earlier).expect("claims");
        assert_eq!(awards.iter().copied().sum::<Amount>(), total, "{method:?}");
    }
}
