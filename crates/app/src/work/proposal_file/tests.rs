//! Proposals as people write them, and what is told when they are written wrong.

use caisse_domain::identity::{DecisionId, GrievanceId, MemberId, OfficeId, ProjectId};
use caisse_domain::offices::Role;
use caisse_domain::proposals::{Content, Effect, Link};
use caisse_domain::rules::{self, Purpose, RuleBook};
use caisse_units::{Amount, Day, Language, Rate};

use super::{Problem, Source, change, content};
use crate::models;

const CONTRIBUTION: &str = r#"
[[regles]]
regle = "cotisation"
titre = { fr = "Cotisation mensuelle du foyer", en = "Monthly contribution of the household" }
resultat = "EUR/mois"
role = "verse"
[regles.entrees]
personnes = { type = "nombre", titre = { fr = "Personnes du foyer", en = "Persons in the household" }, min = 1, max = 20 }
cotisation_choisie = { type = "EUR/mois", titre = { fr = "Cotisation choisie", en = "Chosen contribution" }, facultatif = true, max = "10 000,00 EUR" }
[[regles.version]]
depuis = 2027-03-01
[[regles.version.ligne]]
nom = "plancher"
titre = { fr = "Cotisation plancher", en = "Floor contribution" }
somme = ["12,00 EUR", { produit = { de = "5,00 EUR", fois = { complement = { de = "personnes", moins = 1 } } } }]
[[regles.version.ligne]]
nom = "cotisation_due"
titre = { fr = "Cotisation du mois", en = "Contribution of the month" }
choix = { entree = "cotisation_choisie", propose = "plancher", min = "plancher" }
"#;

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn book() -> RuleBook {
    let place = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/food-caisse-gironde");
    let rules = models::model(place).expect("a model").rules;
    let mut book = RuleBook::default();
    rules::apply(&mut book, &rules::Event::Adopted { rules, decision: DecisionId(1) });
    book
}

fn with<T>(
    text: &str,
    files: &[(&str, &str)],
    read: impl FnOnce(Source<'_>) -> Result<T, Vec<Problem>>,
) -> Result<T, Vec<String>> {
    let beside = |name: &str| -> Result<Vec<u8>, String> {
        let found = files.iter().find(|(known, _)| *known == name);
        found.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(|| "absent".to_owned())
    };
    let book = book();
    let source =
        Source { name: "p.toml", text, beside: &beside, book: &book, today: day("2026-11-24") };
    let told =
        |problem: &Problem| problem.sentence(Language::French).replace(['\u{a0}', '\u{202f}'], " ");
    read(source).map_err(|problems| problems.iter().map(told).collect())
}

fn read(text: &str) -> Result<Content, Vec<String>> {
    with(text, &[("cotisation.toml", CONTRIBUTION), ("devis.txt", "12 euros")], content)
}

fn effect(table: &str) -> Effect {
    let text = format!("titre = \"T\"\ntexte = \"t\"\na_partir_du = 2027-01-01\n{table}");
    read(&text).unwrap_or_else(|problems| panic!("{problems:?}")).effect
}

#[test]
fn a_new_version_alone_keeps_the_versions_before_it_and_brings_its_day() {
    let text = "titre = \"Douze euros\"\ntexte = \"Le prix monte\"\nliens = [\"G2\", \"PR1\"]\n\
                documents = [\"devis.txt\"]\n[adopter_regles]\nfichiers = [\"cotisation.toml\"]\n";
    let read = read(text).expect("a proposal");
    assert_eq!(read.from, day("2027-03-01"));
    assert_eq!(read.links[0], Link::Grievance(GrievanceId(2)));
    assert_eq!(read.documents.len(), 1);
    let Effect::AdoptRules { rules } = &read.effect else { panic!("{:?}", read.effect) };
    let since: Vec<Day> = rules[0].rule.versions.iter().map(|version| version.since).collect();
    assert_eq!((rules.len(), since), (1, vec![day("2024-01-01"), day("2027-03-01")]));
    assert_eq!(rules[0].purpose, Purpose::Contribution);
}

#[test]
fn every_effect_is_read_in_french_and_in_english() {
    assert_eq!(effect(""), Effect::Resolution);
    assert_eq!(effect("[resolution]"), Effect::Resolution);
    assert_eq!(
        effect("[abroger_regle]\nregle = \"cotisation\""),
        effect("[repeal_rule]\nrule = \"cotisation\"")
    );
    let Effect::AdoptBudget { year, lines } =
        effect("[budget]\nannee = 2027\nlignes = { 6064 = \"200,00\", 75411 = 50 }")
    else {
        panic!("a budget")
    };
    assert_eq!((year, lines.len(), lines[1].1), (2027, 2, Amount::from_cents(5_000)));
    let fund =
        "[financer_projet]\nprojet = \"PJ1\"\nmontant = \"1 200,00\"\ncompte_rendu = 2027-06-30";
    let Effect::FundProject { project, amount, .. } = effect(fund) else { panic!("a project") };
    assert_eq!((project, amount), (ProjectId(1), Amount::from_cents(120_000)));
    let envelope = "[open_envelope]\nname = \"Projets\"\namount = 3000\nuntil = \"2027-06-30\"";
    assert!(matches!(effect(envelope), Effect::OpenEnvelope { .. }));
    let choose = "[choisir_projets]\nenveloppe = \"EV1\"\nprojets = [\"PJ1\", \"PJ2\"]\ncompte_rendu = 2027-09-01";
    let Effect::Prioritise { projects, .. } = effect(choose) else { panic!("priorities") };
    assert_eq!(projects.len(), 2);
    let elect = "[elire]\nfonction = \"trésorerie\"\ncandidats = [\"M3\", \"M8\"]\njusqu_au = 2027-12-31\nrenouvelle = [\"O1\"]";
    assert_eq!(
        effect(elect),
        Effect::Elect {
            role: Role::Treasurer,
            candidates: vec![MemberId(3), MemberId(8)],
            seats: 1,
            until: Some(day("2027-12-31")),
            mandate: None,
            renews: vec![OfficeId(1)],
        }
    );
    assert_eq!(effect("[revoquer]\nfonction = \"O2\""), Effect::Revoke { office: OfficeId(2) });
    let agree = "[conventionner]\npartenaire = \"M7\"\ncriteres = \"local\"\npart = \"50 %\"\njusqu_au = 2028-01-31";
    let Effect::Agree(terms) = effect(agree) else { panic!("an agreement") };
    assert_eq!(terms.rate, Rate::from_parts_per_million(500_000));
    assert!(matches!(
        effect("[finir_convention]\nconvention = \"CV1\""),
        Effect::EndAgreement { .. }
    ));
    let cede = "[ceder]\ndomaine = \"taux\"\nfederation = \"Fédération\"\npreavis_jours = 90\nmajorite = \"60 %\"";
    assert!(matches!(effect(cede), Effect::Cede(_)));
    assert!(matches!(effect("[take_back]\nceded_matter = \"MF1\""), Effect::TakeBack { .. }));
}

#[test]
fn every_error_is_told_at_once_with_its_line_and_what_was_meant() {
    let text = "titre = 12\nliens = [\"X1\"]\nfrm = 2027-01-01\n\n[elir]\n";
    let told = read(text).expect_err("errors");
    assert_eq!(told.len(), 5, "{told:#?}");
    assert!(
        told[0].starts_with("p.toml, ligne 1 : « titre » vaut 12 ; il faut un texte"),
        "{}",
        told[0]
    );
    assert!(told[1].contains("il manque « texte »"), "{}", told[1]);
    assert!(told[2].starts_with("p.toml, ligne 2 : « X1 » n'est pas un lien"), "{}", told[2]);
    assert!(
        told[3].starts_with(
            "p.toml, ligne 3 : « frm » n'est pas connu ici ; voulez-vous dire « from »"
        ),
        "{}",
        told[3]
    );
    assert!(
        told[4].contains("ligne 5 : « elir » n'est pas connu ici ; voulez-vous dire « elire »"),
        "{}",
        told[4]
    );
}

#[test]
fn values_of_the_wrong_sort_say_what_was_expected() {
    let wrong = |table: &str, because: &str| {
        let text = format!("titre = \"T\"\ntexte = \"t\"\na_partir_du = 2027-01-01\n{table}");
        let told = read(&text).expect_err("an error").join("\n");
        assert!(told.contains(because), "{table} : {told}");
    };
    wrong(
        "[elire]\nfonction = \"trésorrerie\"\ncandidats = \"M3\"",
        "voulez-vous dire « trésorerie » ?",
    );
    wrong(
        "[elire]\nfonction = \"trésorerie\"\ncandidats = [\"M3\", 8]",
        "ligne 6 : « candidats » vaut 8 ; il faut un numéro comme \"M1\"",
    );
    wrong(
        "[budget]\nannee = 2027\nlignes = { 6a64 = \"200,00\" }",
        "n'est pas un numéro de compte",
    );
    wrong("[budget]\nannee = 2027\nlignes = { 6064 = 12.5 }", "il faut un montant, comme");
    wrong(
        "[conventionner]\npartenaire = \"M7\"\ncriteres = \"l\"\npart = 50\njusqu_au = 2028-01-31",
        "il faut une part, comme \"50 %\"",
    );
    wrong("[resolution]\n[revoquer]\nfonction = \"O2\"", "une proposition a un seul effet");
    wrong("[abroger_regle]\nregle = \"cotisations\"", "voulez-vous dire « cotisation » ?");
    wrong(
        "[adopter_regles]\nfichiers = [\"absent.toml\"]",
        "le fichier « absent.toml » ne s'ouvre pas",
    );
    wrong("[ceder]\ndomaine = \"taux\"", "il manque « preavis_jours » dans [ceder]");
    wrong("documents = [\"perdu.pdf\"]", "ligne 4 : le fichier « perdu.pdf »");
    wrong("= 3", "ce n'est pas du TOML");
    let undated = "titre = \"T\"\ntexte = \"t\"\n[revoquer]\nfonction = \"O2\"";
    let told = read(undated).expect_err("no day").join("\n");
    assert!(told.contains("il manque « a_partir_du »"), "{told}");
}

#[test]
fn an_error_in_a_rule_is_told_in_its_own_file() {
    let broken = CONTRIBUTION.replace("\"personnes\", moins", "\"persones\", moins");
    let text = "titre = \"T\"\ntexte = \"t\"\n[adopter_regles]\nfichiers = [\"r.toml\"]\n";
    let told = with(text, &[("r.toml", &broken)], content).expect_err("an error").join("\n");
    assert!(told.starts_with("r.toml, ligne 15 : règle « cotisation »"), "{told}");
    assert!(told.contains("voulez-vous dire « personnes »"), "{told}");
    // What is adopted already changes nothing.
    let same = include_str!("../../../../../models/food-caisse-gironde/caisse.toml");
    let told = with(text, &[("r.toml", same)], content).expect_err("nothing new").join("\n");
    assert!(told.contains("ne changent aucune règle adoptée"), "{told}");
}

#[test]
fn statutes_are_read_from_their_own_file_and_their_errors_are_told_there() {
    let text = "titre = \"T\"\ntexte = \"t\"\na_partir_du = 2027-01-01\n[changer_statuts]\nfichier = \"s.toml\"\n";
    let statutes = include_str!("../../../../../models/statutes/association-1901.toml");
    let read = with(text, &[("s.toml", statutes)], content).expect("a proposal");
    assert!(matches!(read.effect, Effect::ChangeStatutes { .. }));
    let broken = statutes.replace("jours = 15", "jours = \"quinze\"");
    let told = with(text, &[("s.toml", &broken)], content).expect_err("an error").join("\n");
    assert!(told.starts_with("s.toml, ligne 8 : "), "{told}");
}

#[test]
fn an_amendment_names_only_what_it_changes() {
    let text = "motif = \"plus juste\"\ntitre = \"Onze euros\"\n";
    let read = with(text, &[], change).expect("an amendment");
    assert_eq!(read.reasons.as_deref(), Some("plus juste"));
    assert_eq!(read.change.title.as_deref(), Some("Onze euros"));
    assert_eq!((read.change.text, read.change.effect, read.change.from), (None, None, None));
    let rules = "[adopter_regles]\nfichiers = [\"c.toml\"]\n";
    let read = with(rules, &[("c.toml", CONTRIBUTION)], change).expect("an amendment");
    assert_eq!(read.change.from, Some(day("2027-03-01")), "rules bring their day");
}

#[test]
fn only_files_of_the_folder_are_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.txt"), "a").expect("a file");
    let open = super::folder(folder.path());
    assert_eq!(open("a.txt").expect("a file"), b"a");
    assert_eq!(open("./a.txt").expect("a file"), b"a");
    for outside in ["../a.txt", "/etc/hostname", "b/../../a.txt"] {
        assert!(open(outside).expect_err("outside").contains("chemin relatif"));
    }
}

#[test]
fn ties_are_written_with_what_is_ceded() {
    let text = "titre = \"La fédération\"\ntexte = \"Ensemble\"\na_partir_du = 2027-03-01\n";
    let tie = format!(
        "{text}[lier]\norganisation = \"OL1\"\n[[lier.cede]]\ndomaine = \"salaires\"\npreavis_jours = 90\nmajorite = \"60 %\"\n"
    );
    let Effect::Tie { peer, ceded } = read_alone(&tie).expect("a proposal").effect else {
        panic!("a tie")
    };
    assert_eq!((peer.0, ceded[0].matter.as_str(), ceded[0].notice_days), (1, "salaires", 90));
    let admit = format!("{text}[tie]\npeer = \"OL2\"\n");
    let Effect::Tie { ceded, .. } = read_alone(&admit).expect("a proposal").effect else {
        panic!("a tie")
    };
    assert!(ceded.is_empty());
    let leave = format!("{text}[delier]\norganisation = \"OL1\"\n");
    assert!(matches!(read_alone(&leave).expect("a proposal").effect, Effect::EndTie { .. }));
    let wrong = tie.replace("preavis_jours", "preavis");
    let problems = read_alone(&wrong).expect_err("a word that is not known");
    assert!(problems.iter().any(|problem| problem.line == 8), "{problems:?}");
}

fn read_alone(text: &str) -> Result<Content, Vec<Problem>> {
    content(Source {
        name: "proposition.toml",
        text,
        beside: &|_| Err("absent".to_owned()),
        book: &book(),
        today: day("2027-01-01"),
    })
}
