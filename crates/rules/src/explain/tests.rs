//! The texts, as people read them.

use caisse_units::{Amount, Language};

use crate::tree::RuleSet;
use crate::value::{Inputs, Value};

fn sector() -> RuleSet {
    let text = include_str!("../../../../models/sector-caisse/caisse.toml").to_owned();
    RuleSet::read(&[("caisse.toml".to_owned(), text)]).expect("the model reads")
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn a_rule_is_told_in_french_and_in_english() {
    let rules = sector();
    let on = "2026-07-01".parse().expect("a date");
    let told = |rule, language| {
        plain(&rules.explain(rule, on, language).expect("in force").text(language))
    };
    insta::assert_snapshot!("cotisation_fr", told("cotisation", Language::French));
    insta::assert_snapshot!("cotisation_en", told("cotisation", Language::English));
    insta::assert_snapshot!("garantie_fr", told("garantie_de_revenu", Language::French));
    insta::assert_snapshot!("partage_fr", told("partage_si_la_ligne_est_courte", Language::French));
    insta::assert_snapshot!("outils_en", told("prise_en_charge_outils", Language::English));
}

#[test]
fn a_result_is_explained_down_to_the_parameter_its_date_and_its_source() {
    let rules = sector();
    let inputs = Inputs::from([
        ("salaire".to_owned(), Value::Euros(Amount::from_cents(263_000))),
        ("jours_presents".to_owned(), Value::Days(10)),
    ]);
    let on = "2026-07-14".parse().expect("a date");
    let outcome = rules.evaluate("cotisation", on, &inputs).expect("a wage");
    let trace = outcome.trace.expect("traced");
    let french = plain(&trace.text(Language::French));
    assert!(
        french.contains("SMIC mensuel brut : 1 867,02 € (version du 1er juin 2026"),
        "{french}"
    );
    assert!(french.contains("source : Arrêté du 22 mai 2026"), "{french}");
    insta::assert_snapshot!("resultat_fr", french);
    insta::assert_snapshot!("resultat_en", plain(&trace.text(Language::English)));
}
