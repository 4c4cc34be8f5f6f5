use proptest::prelude::*;

use super::*;

#[test]
fn french_keeps_its_sound() {
    let cases = [
        ("Élodie Fèvre-Lœuf", "Elodie Fevre-Loeuf"),
        ("Œuvre sociale de l’Aube", "Oeuvre sociale de l'Aube"),
        ("Aide n° 4 : 12 €", "Aide no 4 : 12 EUR"),
        ("Dupont & Fils", "Dupont + Fils"),
        ("« Été » – à ÇA", "' Ete ' - a CA"),
        ("Ngọc Trần", "Ngoc Tran"),
        ("e\u{301}te\u{301}", "ete"),
        ("Łukasz Śniady", "Lukasz Sniady"),
        ("İbrahim Şahin", "Ibrahim Sahin"),
        ("Ɓaana Ƴero, Ŋɔnɛ", "Baana Yero, None"),
        ("Ḥamid Aṭṭaḥ", "Hamid Attah"),
        ("Ελένη Ωμέγα", "Eleni Omega"),
        ("Жанна ŒUVRE", "Zhanna OEUVRE"),
        ("  deux\t\n espaces  ", "deux espaces"),
        ("merci 🎉🎉 !", "merci ."),
    ];
    for (text, expected) in cases {
        assert_eq!(sepa_text(text, 70), expected, "{text}");
    }
}

#[test]
fn a_name_in_another_script_is_known_to_say_nothing() {
    assert!(!says_something(&sepa_text("محمد", 70)));
    assert!(!says_something(&sepa_text("🎉", 70)));
    assert!(says_something(&sepa_text("李 Li", 70)));
}

#[test]
fn the_cut_counts_characters_and_leaves_no_space_at_the_end() {
    assert_eq!(sepa_text("Caisse de l'Aube", 7), "Caisse");
    assert_eq!(sepa_text("ŒŒŒ", 5), "OEOEO");
    assert_eq!(sepa_text("abc", 0), "");
}

proptest! {
    #[test]
    fn whatever_the_text_the_result_fits(text in "\\PC{0,200}", limit in 0_usize..150) {
        let written = sepa_text(&text, limit);
        prop_assert!(is_sepa(&written));
        prop_assert!(written.len() <= limit);
        prop_assert_eq!(written.trim(), written.as_str());
        prop_assert_eq!(sepa_text(&written, limit), written.clone());
    }
}
