use caisse_units::{Amount, Language, Month};

use crate::pages::charts;
use crate::views::{FundPoint, List, Part, Place};

fn points(cents: &[i64]) -> Vec<FundPoint> {
    let start = Month::new(2025, 1).expect("a month");
    let point = |(index, cents): (usize, &i64)| FundPoint {
        month: start.plus_months(i32::try_from(index).expect("few points")),
        fund: Amount::from_cents(*cents),
        expected: false,
    };
    cents.iter().enumerate().map(point).collect()
}

fn fund(cents: &[i64]) -> String {
    charts::fund("f", "Fonds", &points(cents), &[], None, Language::French).into_string()
}

#[test]
fn an_address_cannot_be_climbed_or_broken_by_an_identifier() {
    for (id, address) in [
        ("E40", "/ecritures/E40"),
        ("..", "/ecritures/%2E%2E"),
        ("a/b", "/ecritures/a%2Fb"),
        ("\"><script>", "/ecritures/%22%3E%3Cscript%3E"),
        ("é", "/ecritures/%C3%A9"),
        ("?langue=en#x", "/ecritures/%3Flangue%3Den%23x"),
    ] {
        assert_eq!(Place::Entry(id.to_owned()).address(), address);
    }
}

#[test]
fn every_list_of_the_month_is_found_by_its_word() {
    for list in List::ALL {
        assert_eq!(List::from_word(list.word()), Some(list));
    }
}

#[test]
fn coins_are_cut_where_the_cents_fall() {
    // Coins are 640 apart and 552 wide, from 44.
    assert_eq!(charts::coin_position(0), 44);
    assert_eq!(charts::coin_position(50), 44 + 276);
    assert_eq!(charts::coin_position(100), 640 + 44);
    assert_eq!(charts::coin_position(950), 9 * 640 + 44 + 276);
    assert_eq!(charts::coin_position(1000), 9 * 640 + 44 + 552);
}

#[test]
fn steps_of_a_scale_are_round() {
    for (least, step) in [(0, 100), (100, 100), (101, 200), (4_600_000, 5_000_000), (600, 1000)] {
        assert_eq!(charts::round_step(least), step, "{least}");
    }
    assert_eq!(charts::round_step(i64::MAX), i64::MAX);
}

#[test]
fn a_fund_below_zero_is_drawn_below_the_line_of_zero() {
    let drawn = fund(&[100_000, -100_000]);
    // From −1 000 € at the bottom (2600) to 1 000 € at the top (260); zero stands between.
    assert!(drawn.contains("M80 260L6320 2600"), "{drawn}");
    assert!(drawn.contains("L6320 1430L80 1430Z"), "{drawn}");
    assert!(drawn.contains("−1\u{202f}000\u{a0}€"));
}

#[test]
fn the_largest_and_the_flattest_funds_are_drawn_within_the_frame() {
    for cents in [[0, 0], [i64::MAX / 4, 1], [1, 1], [-1, -1], [-(i64::MAX / 4), i64::MAX / 4]] {
        let drawn = fund(&cents);
        let path = drawn.split("class=\"known\" d=\"").nth(1).expect("a line");
        let path = path.split('"').next().expect("its end");
        for number in path.split(['M', 'L', ' ']).filter(|number| !number.is_empty()) {
            let number: i64 = number.parse().expect("a whole number");
            assert!((0..=6400).contains(&number), "{number} in {path}");
        }
    }
}

#[test]
fn one_point_is_not_a_line() {
    assert_eq!(fund(&[100]), "");
}

#[test]
fn a_stack_of_nothing_has_its_table_and_no_drawing() {
    let part = Part { name: "rien".to_owned(), amount: Amount::ZERO, place: None };
    let drawn = charts::stack("s", "Rien", &[part], Language::French).into_string();
    assert!(!drawn.contains("class=\"stack\"") && drawn.contains("<table"), "{drawn}");
}

#[test]
fn a_text_too_long_for_a_qr_code_leaves_the_figures_of_the_transfer_alone() {
    assert_eq!(charts::qr("q", "Virement", &"x".repeat(5000)).into_string(), "");
    assert!(charts::qr("q", "Virement", "BCD\n002").into_string().contains("<path d=\"M"));
}
