use std::path::Path;

use caisse_units::Language;
use proptest::prelude::*;

use super::*;

fn read(kind: &str, text: &str) -> Result<String, IdentifierError> {
    match kind {
        "iban" => Iban::parse(text).map(|value| value.to_string()),
        "iso11649" => CreditorReference::parse(text).map(|value| value.to_string()),
        "ics" => CreditorIdentifier::parse(text).map(|value| value.to_string()),
        "siren" => Siren::parse(text).map(|value| value.to_string()),
        other => panic!("no reader for {other}"),
    }
}

#[test]
fn every_vector_is_judged_as_its_line_says() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/banking/identifiers/vectors.csv"
    );
    if !Path::new(path).exists() {
        println!("skipped: no shared data");
        return;
    }
    let vectors = std::fs::read_to_string(path).unwrap();
    let mut judged = 0;
    for line in vectors.lines().skip(1) {
        let fields: Vec<&str> = line.splitn(4, ',').collect();
        let result = read(fields[0], fields[1]);
        assert_eq!(result.is_ok(), fields[2] == "yes", "{line}: {result:?}");
        judged += 1;
    }
    assert_eq!(judged, 20);
}

#[test]
fn a_rib_key_typed_wrong_is_named() {
    let error = Iban::parse("FR49 9999 9000 0112 3456 7890 153").unwrap_err();
    assert_eq!(
        error,
        IdentifierError::WrongRibKey {
            text: "FR49 9999 9000 0112 3456 7890 153".into(),
            expected: "52".into(),
            found: "53".into()
        }
    );
    assert!(error.sentence(Language::French).contains("clé RIB devrait être 52"));
}

#[test]
fn spaces_and_small_letters_change_nothing() {
    let iban = Iban::parse("fr76 3000 6000 0112 3456 7890 189").unwrap();
    assert_eq!(iban.as_str(), "FR7630006000011234567890189");
    assert_eq!(iban.grouped(), "FR76 3000 6000 0112 3456 7890 189");
    assert_eq!(iban.masked(), "FR76 … 0189");
    assert!(iban.is_in_sepa());
    let norway = Iban::parse("NO93 8601 1117 947").unwrap();
    assert!(norway.is_in_sepa());
    assert!(!Iban::parse("BR1800360305000010009795493C1").unwrap().is_in_sepa());
}

#[test]
fn letters_where_a_country_has_digits_are_refused_even_with_right_check_digits() {
    let digits = check_digits::digits_for("DE", "37040044053201300A");
    let text = format!("DE{digits}37040044053201300A");
    assert!(matches!(Iban::parse(&text), Err(IdentifierError::WrongShape { .. })));
}

#[test]
fn a_bank_code_has_eight_or_eleven_characters() {
    assert_eq!(Bic::parse("agrifrpp").unwrap().country(), "FR");
    assert!(Bic::parse("AGRIFRPPXXX").is_ok());
    for wrong in ["", "AGRIFRP", "AGRIFRPPX", "AGR1FRPP", "AGRIFR1P", "AGRIFRPO", "AGRIFRPÉ"] {
        assert!(Bic::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn the_business_code_does_not_make_another_creditor() {
    let first = CreditorIdentifier::parse("FR72ZZZ123456").unwrap();
    let second = CreditorIdentifier::parse("FR72ABC123456").unwrap();
    assert!(first.is_same_creditor(&second));
    assert_eq!(second.business_code(), "ABC");
    assert!(CreditorIdentifier::parse("FR72ZZZ1234567").is_err());
}

#[test]
fn a_mandate_reference_keeps_to_the_characters_of_banks() {
    let mandate = MandateReference::parse("CAISSE-m0042-1").unwrap();
    assert!(mandate.is_same(&MandateReference::parse("caisse-M0042-1").unwrap()));
    let too_long = "A".repeat(36);
    for wrong in ["", "MANDAT 1", "/A", "A/", "A//B", "MANDATÉ", &too_long] {
        assert!(MandateReference::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn the_usual_reference_is_made_from_its_number() {
    assert_eq!(CreditorReference::from_number(539_007_547_034).as_str(), "RF18539007547034");
    assert_eq!(CreditorReference::make("cot 2025 01").unwrap().as_str(), "RF05COT202501");
    assert!(CreditorReference::make("").is_err());
    assert!(CreditorReference::make(&"1".repeat(22)).is_err());
}

proptest! {
    #[test]
    fn a_reference_made_is_read_back_and_no_single_change_passes(
        number in any::<u64>(), place in 4_usize..6, shift in 1_u32..10
    ) {
        let reference = CreditorReference::from_number(number);
        prop_assert_eq!(CreditorReference::parse(&reference.grouped()).unwrap(), reference.clone());
        let mut wrong: Vec<char> = reference.as_str().chars().collect();
        let place = place.min(wrong.len() - 1);
        let digit = wrong[place].to_digit(10).unwrap();
        wrong[place] = char::from_digit((digit + shift) % 10, 10).unwrap();
        let wrong: String = wrong.into_iter().collect();
        prop_assert!(CreditorReference::parse(&wrong).is_err());
    }

    #[test]
    fn an_account_with_its_keys_computed_is_right(
        bank in 0_u32..100_000, branch in 0_u32..100_000, account in "[0-9A-Z]{11}"
    ) {
        let body = format!("{bank:05}{branch:05}{account}");
        // The key makes 89 × bank + 15 × branch + 3 × account + key a multiple of 97.
        let digits: String = account.chars().map(|c| match c.to_digit(36).unwrap() {
            value @ 0..=9 => value, value @ 10..=27 => (value - 10) % 9 + 1, value => value - 26,
        }).map(|digit| char::from_digit(digit, 10).unwrap()).collect();
        let account: u64 = digits.parse().unwrap();
        let key = 97 - (89 * u64::from(bank) + 15 * u64::from(branch) + 3 * account) % 97;
        let bban = format!("{body}{key:02}");
        let text = format!("FR{}{bban}", check_digits::digits_for("FR", &bban));
        prop_assert!(Iban::parse(&text).is_ok(), "{}", text);
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in "\\PC{0,40}") {
        let _ = (Iban::parse(&text), Bic::parse(&text), CreditorReference::parse(&text));
        let _ = (CreditorIdentifier::parse(&text), MandateReference::parse(&text));
        let _ = (Siren::parse(&text), PaymentIdentifier::parse(&text));
        let _ = CreditorReference::make(&text);
    }
}
