//! One rule, one text.

use proptest::prelude::*;

use super::CanonicalError;
use crate::random::{self, Draw};
use crate::tree::{Rule, RuleSet};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_rule_comes_back_from_its_canonical_text(seed in any::<u64>()) {
        let rule = random::rule(&mut Draw(seed));
        let text = rule.canonical_json();
        prop_assert_eq!(Rule::from_canonical_json(&text), Ok(rule));
    }

    #[test]
    fn a_text_with_one_byte_changed_is_refused_or_is_another_rule(seed in any::<u64>()) {
        let mut draw = Draw(seed);
        let rule = random::rule(&mut draw);
        let mut bytes = rule.canonical_json().into_bytes();
        let place = draw.below(bytes.len());
        bytes[place] = b"\"{}[]:,0a "[draw.below(10)];
        if let Ok(text) = String::from_utf8(bytes)
            && text != rule.canonical_json()
        {
            prop_assert!(Rule::from_canonical_json(&text) != Ok(rule));
        }
    }
}

#[test]
fn the_models_survive_the_journal() {
    let text = include_str!("../../../../models/sector-caisse/caisse.toml").to_owned();
    let rules = RuleSet::read(&[("caisse.toml".to_owned(), text)]).expect("the model reads");
    let back = rules.rules().map(|rule| {
        Rule::from_canonical_json(&rule.canonical_json()).expect("what was written is read")
    });
    assert_eq!(RuleSet::from_rules(back), rules);
}

#[test]
fn a_space_or_another_order_of_keys_is_not_canonical() {
    let text = random::rule(&mut Draw(1)).canonical_json();
    let spaced = text.replacen(':', ": ", 1);
    let refused = Rule::from_canonical_json(&spaced);
    assert!(matches!(refused, Err(CanonicalError::NotCanonical { .. })), "{refused:?}");
    assert!(matches!(Rule::from_canonical_json("{}"), Err(CanonicalError::NotARule { .. })));
}

#[test]
fn a_small_rule_has_this_text() {
    let text = r#"
regle = "cotisation"
titre = { fr = "Cotisation", en = "Contribution" }
resultat = "EUR/mois"
[entrees]
revenu = { type = "EUR/mois", max = "1 000 000,00 EUR" }
[[version]]
depuis = 2025-01-01
produit = { de = "revenu", taux = "2,5 %" }
plancher = "10,00 EUR"
"#;
    let rules = RuleSet::read(&[("r.toml".to_owned(), text.to_owned())]).expect("it reads");
    let rule = rules.rule("cotisation").expect("it is there");
    insta::assert_snapshot!("small_rule", rule.canonical_json());
}
