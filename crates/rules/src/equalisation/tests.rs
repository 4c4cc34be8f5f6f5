use super::claims::awards;
use super::grants::{Department, care_amounts};
use super::keys::{apportion, round_signed, split};
use super::*;
use crate::sharing::Method;

fn n(text: &str) -> Exact {
    parse(text).expect("a number")
}

fn list(texts: &[&str]) -> Vec<Exact> {
    texts.iter().map(|text| n(text)).collect()
}

#[test]
fn numbers_are_read_as_they_are_written() {
    for text in ["0", "12", "-3.5", "0.0399", "1/3", "-7/3", "123456789012345678901234567890"] {
        assert_eq!(written(&n(text)), text);
    }
    assert_eq!(written(&n("35.80")), "35.8");
    assert_eq!(written(&n("2/4")), "0.5");
    for text in ["", "-", "1.", ".5", "1/0", "1e3", "1 000", "0x1", "--1", "1/-", "+1"] {
        assert_eq!(parse(text), None, "{text}");
    }
}

#[test]
fn claims_of_any_unit_are_shared_exactly() {
    let garment = awards(&n("1"), &list(&["1", "1/2"]), Method::Talmud).expect("a problem");
    assert_eq!(garment, list(&["3/4", "1/4"]));
    let more = awards(&n("13"), &list(&["5", "7"]), Method::Proportional);
    assert!(matches!(more, Err(FormulaError::Sharing(_))));
}

#[test]
fn a_split_sums_to_the_total_and_refuses_keys_that_do_not() {
    let thirds = list(&["1/3", "1/3", "1/3"]);
    assert_eq!(split(&n("1"), &thirds, &n("0.01")), Ok(list(&["0.34", "0.33", "0.33"])));
    let short = split(&n("1"), &list(&["0.5", "0.4"]), &n("0.01"));
    assert_eq!(short, Err(FormulaError::KeysNotWhole { sum: n("0.9") }));
    let unit = split(&n("1.005"), &thirds, &n("0.01"));
    assert!(matches!(unit, Err(FormulaError::NotOfUnit { .. })));
    assert_eq!(apportion(3, &list(&["1", "1"])), Ok(list(&["2", "1"])));
    assert_eq!(apportion(3, &list(&["0", "0"])), Err(FormulaError::Divisor));
}

#[test]
fn signed_amounts_are_rounded_to_any_unit_and_still_sum_to_zero() {
    let amounts = list(&["1499", "1499", "-2998"]);
    let rounded = round_signed(&amounts, &n("1000"), true).expect("balanced");
    assert_eq!(rounded, list(&["2000", "1000", "-3000"]));
}

#[test]
fn a_threshold_is_met_by_cutting_the_others_until_nobody_exceeds() {
    let department = |aged, spending, potential| Department {
        aged: n(aged),
        spending: n(spending),
        potential: n(potential),
        minimum_income: n("1"),
    };
    let all = [
        department("10", "1000", "1000"),
        department("45", "1000", "5000"),
        department("45", "1000", "5000"),
    ];
    let free = care_amounts(&n("1500"), &all, None).expect("amounts");
    let bound = care_amounts(&n("1500"), &all, Some(&n("0.3"))).expect("amounts");
    for (department, amount) in all.iter().zip(&bound) {
        assert!(&department.spending - amount <= n("0.3") * &department.potential);
    }
    assert!(bound[0] > free[0] && bound[1] < free[1], "{bound:?} {free:?}");
    let infeasible = care_amounts(&n("10"), &all, Some(&n("0.01")));
    assert!(matches!(infeasible, Err(FormulaError::FundTooSmall { .. })));
}
