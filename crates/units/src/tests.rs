use proptest::prelude::*;

use crate::{Amount, AmountError, Day, Language, Month, Rate, split};

#[test]
fn amounts_are_read_as_people_type_them() {
    for (text, cents) in [
        ("12", 1200),
        ("12,5", 1250),
        ("1 234,56 €", 123_456),
        ("1\u{202f}234.56", 123_456),
        ("-0,01", -1),
        ("10 EUR", 1000),
    ] {
        assert_eq!(Amount::parse(text), Ok(Amount::from_cents(cents)), "{text}");
    }
}

#[test]
fn a_third_decimal_is_refused_and_never_rounded() {
    let refused = Amount::parse("1,005");
    assert_eq!(refused, Err(AmountError::TooManyDecimals { text: "1,005".to_owned() }));
    for text in ["", "€", "1,2,3", "douze", "1e3", "99999999999999999999"] {
        assert!(Amount::parse(text).is_err(), "{text}");
    }
}

#[test]
fn amounts_are_written_for_people_in_both_languages() {
    let amount = Amount::from_cents(-123_456_789);
    let french = amount.written(Language::French);
    assert_eq!(french, "\u{2212}1\u{202f}234\u{202f}567,89\u{a0}€");
    assert_eq!(amount.written(Language::English), "\u{2212}€1,234,567.89");
    assert_eq!(amount.to_string(), "-1234567.89");
}

#[test]
fn rates_are_read_and_written_exactly() {
    assert_eq!(Rate::parse("2,5 %"), Ok(Rate::from_parts_per_million(25_000)));
    assert_eq!(Rate::parse("0.025"), Ok(Rate::from_parts_per_million(25_000)));
    assert!(Rate::parse("0,00001 %").is_err());
    assert_eq!(Rate::from_parts_per_million(4_912).written(Language::French), "0,4912\u{a0}%");
}

#[test]
fn half_a_cent_goes_away_from_zero() {
    let rate = Rate::from_parts_per_million(31_500);
    assert_eq!(rate.of(Amount::from_cents(263_000)), Some(Amount::from_cents(8_285)));
    assert_eq!(rate.of(Amount::from_cents(-263_000)), Some(Amount::from_cents(-8_285)));
}

#[test]
fn days_and_months_count() {
    let day: Day = "31/01/2026".parse().expect("a French date");
    assert_eq!(day.to_string(), "2026-01-31");
    assert_eq!(day.plus_days(1).month(), Month::new(2026, 2).expect("a month"));
    assert_eq!(day.written(Language::French), "31 janvier 2026");
    let leap: Day = "2024-02-29".parse().expect("a leap day");
    assert_eq!(day.whole_months_since(leap), 23);
    assert!("2026-02-30".parse::<Day>().is_err());
    assert!("2026-13".parse::<Month>().is_err());
    let month: Month = "2025-12".parse().expect("a month");
    assert_eq!(month.next().to_string(), "2026-01");
}

#[test]
fn the_union_key_never_loses_a_cent() {
    let keys = [290_000, 270_000, 30_000, 100_000, 310_000].map(Rate::from_parts_per_million);
    let parts = split::by_rates(Amount::from_cents(1000), &keys, 4).expect("keys of 100 %");
    assert_eq!(parts.iter().map(|part| part.cents()).collect::<Vec<_>>(), [290, 270, 30, 100, 310]);
    for cents in 1..=2000 {
        let whole = Amount::from_cents(cents);
        let parts = split::by_rates(whole, &keys, 4).expect("keys of 100 %");
        assert_eq!(parts.into_iter().sum::<Amount>(), whole);
    }
}

proptest! {
    #[test]
    fn parts_in_proportion_sum_to_the_whole(
        cents in 0_i64..1_000_000_000,
        weights in prop::collection::vec(0_i64..1_000_000, 1..40),
    ) {
        let whole = Amount::from_cents(cents);
        if let Some(parts) = split::in_proportion(whole, &weights) {
            prop_assert_eq!(parts.into_iter().sum::<Amount>(), whole);
        } else {
            prop_assert_eq!(weights.iter().sum::<i64>(), 0);
        }
    }

    #[test]
    fn a_written_amount_reads_back(cents in -10_000_000_000_000_i64..10_000_000_000_000) {
        let amount = Amount::from_cents(cents);
        prop_assert_eq!(Amount::parse(&amount.to_string()), Ok(amount));
        prop_assert_eq!(Amount::parse(&amount.written(Language::French)), Ok(amount));
    }
}

#[test]
fn a_french_month_loses_the_e_of_de_before_a_vowel() {
    let written = |month| Month::new(2026, month).expect("a month").genitive(Language::French);
    let elided = [4, 8, 10].map(written);
    assert_eq!(elided, ["d'avril 2026", "d'août 2026", "d'octobre 2026"]);
    for month in [1, 2, 3, 5, 6, 7, 9, 11, 12] {
        assert!(written(month).starts_with("de "), "{}", written(month));
    }
    let english = Month::new(2026, 4).expect("a month").genitive(Language::English);
    assert_eq!(english, "of April 2026");
}
