//! Differences, as an assembly reads them.

use caisse_units::{Day, Language};

use super::{Change, between};
use crate::tree::RuleSet;

fn day(text: &str) -> Day {
    text.parse().expect("a date")
}

fn read(text: &str) -> RuleSet {
    let files = [("regles.toml".to_owned(), text.to_owned())];
    RuleSet::read(&files).unwrap_or_else(|errors| panic!("{errors:?}"))
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

/// One rule whose second version is the first one with some words replaced.
fn second_version(lines: &str, replaced: &[(&str, &str)]) -> (RuleSet, RuleSet) {
    let head = r#"
[[regles]]
regle = "cotisation"
titre = { fr = "Cotisation", en = "Contribution" }
resultat = "EUR/mois"
[regles.entrees]
salaire_net = { type = "EUR/mois", titre = { fr = "Salaire net", en = "Net wage" } }
categorie = { type = "categorie", titre = { fr = "Catégorie", en = "Category" }, choix = ["actif", "retraite", "etude"] }
"#;
    let mut after = lines.to_owned();
    for (from, to) in replaced {
        assert!(after.contains(from), "{from} is not in the rule");
        after = after.replace(from, to);
    }
    let version =
        |since: &str, lines: &str| format!("\n[[regles.version]]\ndepuis = {since}\n{lines}");
    let before = format!("{head}{}", version("2026-01-01", lines));
    let both = format!("{before}{}", version("2027-03-01", &after));
    (read(&before), read(&both))
}

fn told(sets: &(RuleSet, RuleSet), language: Language) -> Vec<String> {
    let found = between(&sets.0, &sets.1, "cotisation", day("2027-03-01")).expect("in force");
    found.sentences(language).iter().map(|sentence| plain(sentence)).collect()
}

const FLAT: &str = r#"
[[regles.version.ligne]]
nom = "due"
titre = { fr = "Cotisation due", en = "Contribution due" }
somme = ["10,00 EUR", { produit = { de = "salaire_net", taux = "1 %" } }]
plancher = "5,00 EUR"
"#;

#[test]
fn ten_euros_become_twelve_from_a_day_on() {
    let sets = second_version(FLAT, &[("\"10,00 EUR\"", "\"12,00 EUR\"")]);
    assert_eq!(
        told(&sets, Language::French),
        ["Cotisation due : 10,00 € devient 12,00 €, à partir du 1er mars 2027"]
    );
    assert_eq!(
        told(&sets, Language::English),
        ["Contribution due: €10.00 becomes €12.00, from 1 March 2027"]
    );
}

#[test]
fn each_value_is_told_with_its_place() {
    let sets = second_version(FLAT, &[("\"1 %\"", "\"1,5 %\""), ("\"5,00 EUR\"", "\"6,00 EUR\"")]);
    assert_eq!(
        told(&sets, Language::French),
        [
            "Cotisation due : 1 % devient 1,5 %, à partir du 1er mars 2027",
            "Cotisation due, au moins : 5,00 € devient 6,00 €, à partir du 1er mars 2027",
        ]
    );
}

const SCALE: &str = r#"
[[regles.version.ligne]]
nom = "due"
titre = { fr = "Cotisation due", en = "Contribution due" }
[regles.version.ligne.bareme]
assiette = "salaire_net"
tranches = [
  { jusqu_a = "1 500,00 EUR", taux = "1 %" },
  { jusqu_a = "3 000,00 EUR", taux = "2 %" },
  { taux = "3 %" },
]
"#;

#[test]
fn a_bracket_added_in_the_middle_is_told_as_added() {
    let added = "{ jusqu_a = \"2 000,00 EUR\", taux = \"1,5 %\" },\n  { jusqu_a = \"3 000";
    let sets = second_version(SCALE, &[("{ jusqu_a = \"3 000", added)]);
    assert_eq!(
        told(&sets, Language::French),
        ["ajouté, Cotisation due, jusqu'à 2 000,00 € : 1,5 %"]
    );
    let back = between(&sets.1, &sets.0, "cotisation", day("2027-03-01")).expect("in force");
    assert!(matches!(&back.changes[..], [Change::PartRemoved { .. }]), "{:?}", back.changes);
}

#[test]
fn a_rate_and_a_limit_of_a_bracket_are_told_apart() {
    let sets = second_version(
        SCALE,
        &[("\"3 000,00 EUR\", taux = \"2 %\"", "\"3 500,00 EUR\", taux = \"2,5 %\"")],
    );
    assert_eq!(
        told(&sets, Language::French),
        [
            "Cotisation due, limite de la tranche 2 : 3 000,00 € devient 3 500,00 €, à partir du 1er mars 2027",
            "Cotisation due, jusqu'à 3 500,00 € : 2 % devient 2,5 %, à partir du 1er mars 2027",
        ]
    );
}

#[test]
fn another_form_is_told_by_both_sentences() {
    let sets = second_version(FLAT, &[("somme = [\"10,00 EUR\", ", "maximum = [\"10,00 EUR\", ")]);
    let told = told(&sets, Language::French);
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("ligne : « Cotisation due : "), "{told:?}");
    assert!(told[0].contains("devient « Cotisation due : "), "{told:?}");
}

#[test]
fn a_line_added_and_a_line_left_out_are_told() {
    let more = format!(
        "{FLAT}\n[[regles.version.ligne]]\nnom = \"reduite\"\ntitre = {{ fr = \"Cotisation réduite\", en = \"Reduced\" }}\nproduit = {{ de = \"due\", taux = \"50 %\" }}\n"
    );
    let before = second_version(FLAT, &[]).0;
    let after = second_version(&more, &[]).0;
    let on = day("2027-03-01");
    let found = between(&before, &after, "cotisation", on).expect("in force");
    let is_added = |change: &Change| matches!(change, Change::LineAdded { .. });
    assert!(found.changes.iter().any(is_added), "{:?}", found.changes);
    assert!(found.changes.iter().any(|change| matches!(change, Change::Result { .. })));
    let found = between(&after, &before, "cotisation", on).expect("in force");
    assert!(found.changes.iter().any(|change| matches!(change, Change::LineRemoved { .. })));
}

#[test]
fn a_rule_that_begins_or_ends_is_told_so() {
    let (set, _) = second_version(FLAT, &[]);
    let none = RuleSet::new();
    let on = day("2026-05-01");
    let begins = between(&none, &set, "cotisation", on).expect("in force");
    assert_eq!(begins.changes[0], Change::Begins);
    assert_eq!(begins.before, None);
    let ends = between(&set, &none, "cotisation", on).expect("in force");
    assert_eq!(ends.changes, [Change::Ends]);
    assert_eq!(between(&none, &none, "cotisation", on), None);
}

#[test]
fn the_same_version_again_changes_nothing() {
    let sets = second_version(SCALE, &[]);
    assert_eq!(told(&sets, Language::English), ["nothing changes"]);
}

#[test]
fn every_model_differs_from_itself_in_nothing() {
    for text in [
        include_str!("../../../../models/sector-caisse/caisse.toml"),
        include_str!("../../../../models/food-caisse-gironde/caisse.toml"),
    ] {
        let set = read(text);
        for rule in set.rules() {
            let on = rule.versions.last().expect("a version").since;
            let found = between(&set, &set, &rule.name, on).expect("in force");
            assert_eq!(found.changes, [], "{}", rule.name);
        }
    }
}
