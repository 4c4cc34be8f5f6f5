//! Good files are read whole; bad files give every error with its line and its remedy.

use caisse_units::Language;

use super::read;
use crate::rule_error::{RuleError, RuleProblem};
use crate::tree::RuleSet;

fn files(texts: &[(&str, &str)]) -> Vec<(String, String)> {
    texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn refused(text: &str) -> Vec<RuleError> {
    read(&files(&[("regle.toml", text)])).expect_err("this file is wrong")
}

fn taken(text: &str) -> RuleSet {
    match read(&files(&[("regle.toml", text)])) {
        Ok(rules) => rules,
        Err(errors) => {
            let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
            panic!("{}", told.join("\n"));
        }
    }
}

fn told(errors: &[RuleError], language: Language) -> String {
    let told: Vec<String> = errors.iter().map(|error| error.sentence(language)).collect();
    told.join("\n").replace(['\u{a0}', '\u{202f}'], " ")
}

/// A rule whose version is this formula, over a wage, a number of children and a status.
fn with_formula(formula: &str) -> String {
    format!(
        r#"
regle = "essai"
titre = "Essai"
resultat = "EUR/mois"
[entrees]
salaire = {{ type = "EUR/mois", max = "100 000,00 EUR" }}
annuel = {{ type = "EUR/an", max = "100 000,00 EUR" }}
enfants = {{ type = "nombre", max = 20 }}
statut = {{ type = "categorie", choix = ["salarie", "retraite"] }}
[[version]]
depuis = 2026-01-01
{formula}
"#
    )
}

fn problem(formula: &str) -> RuleProblem {
    let errors = refused(&with_formula(formula));
    assert_eq!(errors.len(), 1, "{errors:#?}");
    *errors[0].problem.clone()
}

#[test]
fn english_keys_say_the_same_as_french_ones() {
    let french = r#"
regle = "aide"
titre = "Aide"
resultat = "EUR/mois"
role = "recu"
[entrees]
revenu = { type = "EUR/mois", min = "0,00 EUR", max = "9 000,00 EUR" }
enfants = { type = "nombre", defaut = 0 }
[[version]]
depuis = 2026-01-01
vote = "assemblée du 12 décembre 2025, décision 4"
[[version.ligne]]
nom = "base"
complement = { de = "1 200,00 EUR", moins = "revenu" }
arrondi = "euro inférieur"
[[version.ligne]]
nom = "aide_due"
condition = { si = "enfants >= 1", alors = { somme = ["base", { produit = { de = "50,00 EUR", fois = "enfants" } }] }, sinon = "base" }
plafond = "900,00 EUR"
[[version.exemples]]
revenu = "1 000,50 EUR"
enfants = 2
attendu = { base = "199,00 EUR", aide_due = "299,00 EUR" }
"#;
    let english = r#"
rule = "aide"
title = "Aide"
result = "EUR/month"
part_played = "received"
[inputs]
revenu = { kind = "EUR/month", lowest = "0.00 EUR", highest = "9000.00 EUR" }
enfants = { kind = "count", default = 0 }
[[versions]]
since = 2026-01-01
decision = "assemblée du 12 décembre 2025, décision 4"
[[versions.line]]
name = "base"
top_up = { of = "1200.00 EUR", minus = "revenu" }
rounding = "euro down"
[[versions.line]]
name = "aide_due"
conditional = { if = "enfants ≥ 1", then = { sum = ["base", { product = { of = "50.00 EUR", times = "enfants" } }] }, otherwise = "base" }
ceiling = "900.00 EUR"
[[versions.examples]]
revenu = "1000.50 EUR"
enfants = 2
expected = { base = "199.00 EUR", aide_due = "299.00 EUR" }
"#;
    assert_eq!(taken(french), taken(english));
}

#[test]
fn every_error_is_listed_with_its_line_and_the_nearest_name() {
    let text = r#"regle = "Cotisation"
titre = "Cotisation"
resultat = "EUR/moi"
[entrees]
salaire = "EUR/mois"
statut = { type = "categorie", choi = ["cdi"] }
[[version]]
depuis = "2026-13-01"
bareme = { assiette = "sailare", tranches = [
  { jusqu_a = "1 500,00 EUR", taux = 0.5 },
  { tau = "2 %" },
] }
plancher = 5.0
exemples = [{ salair = "10,00 EUR", attendu = "1,00 EUR" }]
"#;
    let errors = refused(text);
    insta::assert_snapshot!("errors_fr", told(&errors, Language::French));
    insta::assert_snapshot!("errors_en", told(&errors, Language::English));
    assert!(errors.len() >= 8, "{} errors", errors.len());
    assert!(errors.iter().all(|error| error.place.line.is_some()));
}

#[test]
fn errors_of_several_files_come_in_order_and_a_bad_file_does_not_hide_another() {
    let broken = "regle = \n";
    let unknown = with_formula(r#"valeur = "smik""#);
    let smic = r#"
regle = "smic"
titre = "SMIC"
resultat = "EUR/mois"
[[version]]
depuis = 2025-01-01
valeur = "1 801,80 EUR"
"#;
    let given = files(&[("a.toml", broken), ("b.toml", &unknown), ("c.toml", smic)]);
    let errors = read(&given).expect_err("two bad files");
    let places: Vec<(Option<&str>, Option<usize>)> =
        errors.iter().map(|e| (e.place.file.as_deref(), e.place.line)).collect();
    assert_eq!(places, [(Some("a.toml"), Some(1)), (Some("b.toml"), Some(12))]);
    assert!(matches!(*errors[0].problem, RuleProblem::NotToml { .. }));
    let RuleProblem::UnknownName { nearest, .. } = &*errors[1].problem else {
        panic!("{:?}", errors[1])
    };
    assert_eq!(nearest.as_deref(), Some("smic"));
}

#[test]
fn euros_are_not_multiplied_by_euros_nor_added_to_a_rate() {
    let euros_by_euros = problem(r#"produit = { de = "salaire", taux = "10,00 EUR" }"#);
    assert!(matches!(euros_by_euros, RuleProblem::IllTyped { .. }));
    let told = euros_by_euros.sentence(Language::French);
    assert!(told.contains("des euros ne se multiplient pas par des euros"), "{told}");
    let added = problem(r#"somme = ["salaire", "2 %"]"#);
    assert!(matches!(added, RuleProblem::IllTyped { .. }));
    let product = problem(r#"valeur = "salaire × salaire""#);
    assert!(matches!(product, RuleProblem::IllTyped { .. }));
}

#[test]
fn a_monthly_amount_is_not_compared_with_a_yearly_one() {
    let mixed = problem(r#"minimum = ["salaire", "annuel"]"#);
    assert!(matches!(mixed, RuleProblem::MixedPeriods { .. }));
    let result = problem(r#"valeur = "annuel""#);
    assert!(matches!(result, RuleProblem::MixedPeriods { .. }));
}

#[test]
fn a_branch_that_is_missing_is_asked_for() {
    let missing = problem(r#"condition = { si = "enfants > 2", alors = "10,00 EUR" }"#);
    assert_eq!(missing, RuleProblem::MissingKey { key: "sinon".to_owned() });
    let grid = problem(
        r#"grille = { selon = "salaire", tranches = [{ jusqu_a = "1,00 EUR", valeur = "1,00 EUR" }] }"#,
    );
    assert_eq!(grid, RuleProblem::MissingKey { key: "sinon".to_owned() });
}

#[test]
fn brackets_that_overlap_are_refused_at_their_line() {
    let formula = r#"bareme = { assiette = "salaire", tranches = [
  { jusqu_a = "2 000,00 EUR", taux = "1 %" },
  { jusqu_a = "1 500,00 EUR", taux = "2 %" },
  { taux = "3 %" },
] }"#;
    let errors = refused(&with_formula(formula));
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].place.line, Some(14));
    assert!(matches!(*errors[0].problem, RuleProblem::LimitsNotIncreasing { number: 2, .. }));
    let open = problem(
        r#"bareme = { assiette = "salaire", tranches = [{ taux = "1 %" }, { jusqu_a = "5,00 EUR", taux = "2 %" }] }"#,
    );
    assert_eq!(open, RuleProblem::OpenBracketNotLast { number: 1 });
    let moving = problem(
        r#"bareme = { assiette = "salaire", tranches = [{ jusqu_a = "annuel", taux = "1 %" }] }"#,
    );
    assert!(matches!(moving, RuleProblem::MixedPeriods { .. }));
    let personal = problem(
        r#"bareme = { assiette = "salaire", tranches = [{ jusqu_a = "salaire", taux = "1 %" }, { jusqu_a = "1,00 EUR", taux = "2 %" }] }"#,
    );
    assert_eq!(personal, RuleProblem::LimitNotFixed { number: 2 });
}

#[test]
fn a_ceiling_in_proportion_to_the_days_present_may_bound_a_bracket() {
    let text = r#"
[[regles]]
regle = "pss"
titre = "Plafond"
resultat = "EUR/mois"
[[regles.version]]
depuis = 2026-01-01
valeur = "4 005,00 EUR"
[[regles]]
regle = "cotisation"
titre = "Cotisation d'un mois incomplet"
resultat = "EUR/mois"
[regles.entrees]
salaire = { type = "EUR/mois", max = "1 000 000,00 EUR" }
jours_presents = { type = "jours", max = 31 }
[[regles.version]]
depuis = 2026-01-01
bareme = { assiette = "salaire", tranches = [
  { jusqu_a = { prorata = { de = "1 PSS", present = "jours_presents", sur = "jours_du_mois" } }, taux = "1 %" },
  { jusqu_a = { prorata = { de = "8 PSS", present = "jours_presents", sur = "jours_du_mois" } }, taux = "2 %" },
] }
exemples = [
  { le = 2026-04-01, salaire = "2 000,00 EUR", jours_presents = 10, attendu = "26,65 EUR" },
  { le = 2026-04-01, salaire = "2 000,00 EUR", jours_presents = 30, attendu = "20,00 EUR" },
]
"#;
    taken(text);
    // 4 005,00 × 10 / 30 = 1 335,00 at 1 %, and 665,00 at 2 %: 13,35 + 13,30 = 26,65.
    let exchanged = text.replace("1 PSS", "9 PSS");
    let errors = refused(&exchanged);
    assert!(matches!(*errors[0].problem, RuleProblem::LimitNotFixed { number: 2 }));
}

#[test]
fn an_unknown_case_is_refused_with_the_nearest_one() {
    let wrong = problem(
        r#"condition = { si = "statut = 'salarié'", alors = "1,00 EUR", sinon = "2,00 EUR" }"#,
    );
    let RuleProblem::UnknownCase { nearest, .. } = wrong else { panic!("{wrong:?}") };
    assert_eq!(nearest.as_deref(), Some("salarie"));
}

#[test]
fn circles_are_shown_and_versions_cannot_share_a_date() {
    let text = r#"
[[regles]]
regle = "a"
titre = "A"
resultat = "EUR"
[[regles.version]]
depuis = 2026-01-01
valeur = "b"
[[regles]]
regle = "b"
titre = "B"
resultat = "EUR"
[[regles.version]]
depuis = 2026-01-01
valeur = "c + 1,00 EUR"
[[regles]]
regle = "c"
titre = "C"
resultat = "EUR"
[[regles.version]]
depuis = 2026-01-01
valeur = "a"
[[regles]]
regle = "d"
titre = "D"
resultat = "EUR"
[[regles.version]]
depuis = 2026-01-01
valeur = "1,00 EUR"
[[regles.version]]
depuis = 2026-01-01
valeur = "2,00 EUR"
"#;
    let errors = refused(text);
    let circles: Vec<&RuleProblem> = errors
        .iter()
        .map(|error| &*error.problem)
        .filter(|problem| matches!(problem, RuleProblem::Cycle { .. }))
        .collect();
    let rules = ["a", "b", "c", "a"].map(str::to_owned).to_vec();
    assert_eq!(circles, [&RuleProblem::Cycle { rules }]);
    let same = errors.iter().any(|e| matches!(*e.problem, RuleProblem::SameDate { .. }));
    assert!(same, "{errors:#?}");
}

#[test]
fn an_example_that_does_not_hold_is_refused_with_both_figures() {
    let formula = r#"produit = { de = "salaire", taux = "1 %" }
exemples = [
  { salaire = "100,00 EUR", attendu = "1,00 EUR" },
  { salaire = "150,00 EUR", attendu = "1,51 EUR" },
]"#;
    let errors = refused(&with_formula(formula));
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].place.line, Some(15));
    let told = told(&errors, Language::French);
    assert!(told.contains("attend 1,51 € pour « essai » ; la règle donne 1,50 €"), "{told}");
}

#[test]
fn an_example_of_a_day_that_a_later_version_took_over_is_of_the_past() {
    let first = r#"valeur = "1,00 EUR"
exemples = [{ le = 2026-07-01, attendu = "1,00 EUR" }]
"#;
    let second = "[[version]]\ndepuis = 2026-04-01\nvaleur = \"2,00 EUR\"\n";
    taken(&with_formula(&format!("{first}{second}")));
    let wrong = second.replace("2,00", "3,00") + "exemples = [{ attendu = \"2,00 EUR\" }]\n";
    let errors = refused(&with_formula(&format!("{first}{wrong}")));
    assert_eq!(errors.len(), 1, "{errors:#?}");
}

#[test]
fn a_result_that_could_overflow_asks_for_bounds() {
    let text = r#"
regle = "essai"
titre = "Essai"
resultat = "EUR"
[entrees]
prix = "EUR"
nombre_de_parts = "nombre"
[[version]]
depuis = 2026-01-01
produit = { de = "prix", fois = "nombre_de_parts" }
"#;
    let errors = refused(text);
    let inputs = ["prix", "nombre_de_parts"].map(str::to_owned).to_vec();
    assert_eq!(*errors[0].problem, RuleProblem::MayOverflow { inputs });
    let bounded =
        text.replace(r#"prix = "EUR""#, r#"prix = { type = "EUR", max = "1 000,00 EUR" }"#);
    taken(&bounded);
}

#[test]
fn a_proportion_of_a_whole_that_may_be_zero_is_refused() {
    let text = r#"
regle = "essai"
titre = "Essai"
resultat = "EUR"
[entrees]
prix = { type = "EUR", max = "1 000,00 EUR" }
heures_faites = { type = "heures", max = "200 h" }
heures_du_contrat = { type = "heures", max = "200 h" }
[[version]]
depuis = 2026-01-01
prorata = { de = "prix", present = "heures_faites", sur = "heures_du_contrat" }
"#;
    let errors = refused(text);
    assert_eq!(*errors[0].problem, RuleProblem::WholeMayBeZero);
    let whole = r#"heures_du_contrat = { type = "heures", min = "1 h", max = "200 h" }"#;
    taken(&text.replace(r#"heures_du_contrat = { type = "heures", max = "200 h" }"#, whole));
}

#[test]
fn deep_long_and_numerous_things_are_refused_and_never_overflow() {
    let deep = format!("valeur = {}\"salaire\"{}", "{ valeur = ".repeat(60), " }".repeat(60));
    assert!(!refused(&with_formula(&deep)).is_empty());
    let nested = format!("non = {}\"salaire\"{}", "{ non = ".repeat(40), " }".repeat(40));
    assert!(!refused(&with_formula(&nested)).is_empty());
    let wide = format!("somme = [{}]", "\"salaire\",".repeat(1_500));
    assert!(!refused(&with_formula(&wide)).is_empty());
    let long = format!("regle = \"{}\"", "a".repeat(1_100_000));
    assert!(!refused(&long).is_empty());
}

#[test]
fn keys_that_do_not_make_the_whole_are_refused() {
    let formula = r#"partage = { montant = "salaire", methode = "cles", cles = { aa = "50 %", bb = "49 %" }, reste_a = "ab" }"#;
    let errors = refused(&with_formula(formula));
    let problems: Vec<&RuleProblem> = errors.iter().map(|error| &*error.problem).collect();
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(matches!(problems[0], RuleProblem::KeysNotWhole { .. }));
    assert!(matches!(problems[1], RuleProblem::UnknownName { nearest: Some(_), .. }));
}

#[test]
fn the_lines_of_a_formula_have_the_shape_of_the_formula() {
    use super::document::Spans;
    use crate::tree::Expression;
    fn same(expression: &Expression, spans: &Spans) -> bool {
        let children = expression.children();
        children.len() == spans.children.len()
            && children.iter().zip(&spans.children).all(|(e, s)| same(e, s))
    }
    let formula = r#"somme = [
  { bareme = { assiette = "salaire", tranches = [{ jusqu_a = "10,00 EUR", taux = "1 %" }, { taux = "2 %" }] } },
  { grille = { selon = "salaire", tranches = [{ moins_de = "10,00 EUR", valeur = "1,00 EUR" }], sinon = "2,00 EUR" } },
  { table = { selon = "statut", cas = { salarie = "1,00 EUR" }, sinon = "2,00 EUR" } },
  { condition = { si = { eligible = [{ statut = "statut", parmi = ["salarie"] }] }, alors = "1,00 EUR", sinon = "2 salaire" } },
]"#;
    let text = with_formula(formula);
    let document = super::document::parse("regle.toml", &text).expect("TOML");
    let documents = [document];
    let headers = super::structure::headers(&documents);
    let mut reader = super::Reader::new(&documents[0]);
    let (mut seen, mut rules) = (std::collections::BTreeMap::new(), Vec::new());
    super::structure::rules(&mut reader, &headers, &mut seen, &mut rules);
    assert!(reader.errors.is_empty(), "{:?}", reader.errors);
    let (rule, spans) = &rules[0];
    let crate::tree::Content::Formula(formula) = &rule.versions[0].lines[0].content else {
        panic!("a formula")
    };
    assert!(same(formula, &spans.versions[0].lines[0].formula));
}

#[test]
fn a_new_version_is_read_beside_the_adopted_rules_and_its_first_change_is_known() {
    let adopted = taken(
        r#"
[[regles]]
regle = "smic"
titre = "SMIC"
resultat = "EUR/mois"
[[regles.version]]
depuis = 2026-01-01
valeur = "1 823,03 EUR"
[[regles]]
regle = "plancher"
titre = "Plancher"
resultat = "EUR/mois"
[[regles.version]]
depuis = 2026-01-01
produit = { de = "smic", taux = "1 %" }
"#,
    );
    let raised = r#"
regle = "plancher"
titre = "Plancher relevé"
resultat = "EUR/mois"
[[version]]
depuis = 2026-01-01
produit = { de = "smic", taux = "1 %" }
[[version]]
depuis = 2026-07-01
produit = { de = "smic", taux = "2 %" }
exemples = [{ attendu = "36,46 EUR" }]
"#;
    let both = adopted.read_beside(&files(&[("plancher.toml", raised)])).expect("it fits");
    assert_eq!(both.len(), 2);
    let (old, new) = (adopted.rule("plancher"), both.rule("plancher"));
    let (old, new) = (old.expect("adopted"), new.expect("replaced"));
    assert_eq!(new.first_difference(old), "2026-07-01".parse().ok());
    assert_eq!(new.first_difference(new), None);
    // A rule that the adopted ones need cannot change its type under them.
    let broken = raised.replace("plancher", "smic").replace("EUR/mois", "taux");
    let broken = broken.replace(r#"produit = { de = "smic", taux = "1 %" }"#, r#"valeur = "1 %""#);
    let broken = broken.replace(r#"produit = { de = "smic", taux = "2 %" }"#, r#"valeur = "2 %""#);
    let broken = broken.replace(r#"attendu = "36,46 EUR""#, r#"attendu = "2 %""#);
    let errors = adopted.read_beside(&files(&[("smic.toml", &broken)])).expect_err("a rate");
    assert!(errors.iter().any(|e| e.place.rule.as_deref() == Some("plancher")), "{errors:?}");
}

#[test]
fn the_inputs_of_a_rule_include_those_of_the_rules_it_needs() {
    let text = include_str!("../../../../models/sector-caisse/caisse.toml");
    let rules = taken(text);
    let names: Vec<&str> =
        rules.inputs_of("garantie_de_revenu").iter().map(|i| i.name.as_str()).collect();
    assert_eq!(names, ["niveau", "salaire", "anciennete", "statut", "jours_sans_revenu"]);
}

/// So many rules, each of which refers to the one before from deep inside a formula.
fn chain(rules: usize, depth: usize) -> String {
    let mut text = String::new();
    for at in 0..rules {
        let inside = match at {
            0 => "\"1,00 EUR\"".to_owned(),
            _ => format!("\"r{}\"", at - 1),
        };
        let opening = "{ minimum = [".repeat(depth);
        let closing = "] }".repeat(depth);
        text += &format!(
            "[[regles]]\nregle = \"r{at}\"\ntitre = \"R\"\nresultat = \"EUR\"\n[[regles.version]]\n\
             depuis = 2026-01-01\nvaleur = {opening}{inside}{closing}\n"
        );
    }
    text
}

#[test]
fn the_longest_chain_of_the_deepest_rules_still_evaluates_and_a_longer_one_is_refused() {
    let longest = taken(&chain(crate::check::CHAIN_LIMIT, 30));
    let last = format!("r{}", crate::check::CHAIN_LIMIT - 1);
    let on = "2026-01-01".parse().expect("a date");
    let outcome = longest.evaluate(&last, on, &crate::value::Inputs::new()).expect("a value");
    assert_eq!(outcome.value.units(), Some(100));
    assert!(longest.report(&last, on).is_some());
    assert!(longest.explain(&last, on, Language::French).is_some());
    assert!(crate::batch::Batch::compile(&longest, &last, on).is_ok());
    let errors = refused(&chain(400, 1));
    assert!(matches!(*errors[0].problem, RuleProblem::TooMany { .. }), "{:?}", errors[0]);
}

#[test]
fn a_file_with_random_bytes_changed_is_read_or_refused_and_never_panics() {
    let text = include_str!("../../../../models/sector-caisse/caisse.toml");
    let mut draw = crate::random::Draw(20);
    for _ in 0..150 {
        let mut letters: Vec<char> = text.chars().collect();
        for _ in 0..1 + draw.below(3) {
            let place = draw.below(letters.len());
            let new = ['"', '{', '[', ']', '=', 'a', '9', '\n', '\'', ' ', 'é', ','];
            letters[place] = new[draw.below(new.len())];
        }
        let changed: String = letters.into_iter().collect();
        if let Err(errors) = read(&files(&[("regle.toml", &changed)])) {
            for error in errors {
                assert!(!error.sentence(Language::French).is_empty());
                assert!(!error.problem.sentence(Language::English).is_empty(), "{error:?}");
            }
        }
    }
}

#[test]
fn a_file_with_the_new_version_alone_goes_on_from_the_adopted_ones() {
    let rule = |versions: &str| {
        format!(
            "[[regles]]\nregle = \"prix\"\ntitre = {{ fr = \"Prix\", en = \"Price\" }}\nresultat = \"EUR\"\n{versions}"
        )
    };
    let before = "[[regles.version]]\ndepuis = 2024-01-01\nvaleur = \"10,00 EUR\"\n";
    let user = "[[regles]]\nregle = \"double\"\ntitre = { fr = \"Double\", en = \"Double\" }\nresultat = \"EUR\"\n[[regles.version]]\ndepuis = 2024-01-01\nproduit = { de = \"prix\", fois = 2 }\n";
    let adopted = RuleSet::read(&files(&[("prix.toml", &rule(before)), ("double.toml", user)]))
        .expect("sound");
    let later = rule("[[regles.version]]\ndepuis = 2027-03-01\nvaleur = \"12,00 EUR\"\n");
    assert!(adopted.read_beside(&files(&[("n.toml", &later)])).is_err(), "it would lose the past");
    let both = adopted.read_after(&files(&[("n.toml", &later)])).expect("it goes on");
    let versions = &both.rule("prix").expect("a rule").versions;
    assert_eq!(
        (versions.len(), &versions[0]),
        (2, &adopted.rule("prix").expect("one").versions[0])
    );
    let wrong = rule("[[regles.version]]\ndepuis = 2027-03-01\nvaleur = \"12 %\"\n");
    let errors = adopted.read_after(&files(&[("n.toml", &wrong)])).expect_err("a rate");
    assert_eq!(errors[0].place.line, Some(5), "told in the new file: {errors:?}");
}
