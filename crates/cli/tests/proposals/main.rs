//! Proposals, needs and projects at the command line, from the first word to what the vote changed.

mod caisse;
mod federation;
mod needs;

use caisse::{Caisse, cents, lines, plain};
use caisse_domain::assemblies::poll::{Answer, Ballot};
use caisse_domain::identity::MemberId;

/// The contribution rule of the model, with a floor of so many euros from March on.
fn rule(floor: &str, since: &str) -> String {
    format!(
        r#"
[[regles]]
regle = "cotisation"
titre = {{ fr = "Cotisation mensuelle du foyer", en = "Monthly contribution of the household" }}
resultat = "EUR/mois"
role = "verse"
[regles.entrees]
personnes = {{ type = "nombre", titre = {{ fr = "Personnes du foyer", en = "Persons in the household" }}, min = 1, max = 20 }}
cotisation_choisie = {{ type = "EUR/mois", titre = {{ fr = "Cotisation choisie", en = "Chosen contribution" }}, facultatif = true, max = "10 000,00 EUR" }}
[[regles.version]]
depuis = {since}
source = "Proposition"
[[regles.version.ligne]]
nom = "plancher"
titre = {{ fr = "Cotisation plancher", en = "Floor contribution" }}
somme = ["{floor} EUR", {{ produit = {{ de = "5,00 EUR", fois = {{ complement = {{ de = "personnes", moins = 1 }} }} }} }}]
[[regles.version.ligne]]
nom = "cotisation_due"
titre = {{ fr = "Cotisation du mois", en = "Contribution of the month" }}
choix = {{ entree = "cotisation_choisie", propose = "plancher", min = "plancher" }}
"#
    )
}

const TWELVE: &str = "titre = \"La cotisation passe à 12 €\"\ntexte = \"Le prix des paniers monte.\"\n\
                      [adopter_regles]\nfichiers = [\"regle.toml\"]\n";

fn yes(_: MemberId) -> Ballot {
    Ballot::Answer(Answer::Yes)
}

fn no(_: MemberId) -> Ballot {
    Ballot::Answer(Answer::No)
}

fn called(caisse: &Caisse, month: &str) -> i64 {
    cents(&caisse.done(&["call", month, "--due", "2026-04-30"])["total"])
}

#[test]
fn a_rule_is_proposed_seen_amended_voted_and_in_force_on_its_date() {
    let mut caisse = Caisse::found();
    caisse.today = "2026-02-03";
    caisse.file("regle.toml", &rule("12,00", "2026-03-01"));
    let file = caisse.file("proposition.toml", TWELVE);
    // It can be read before it is proposed.
    let change = "Cotisation plancher : 10,00 € devient 12,00 €, à partir du 1er mars 2026";
    let read = caisse.done(&["proposal", "diff", &file]);
    assert!(lines(&read["changes"]).contains(change), "{read}");
    let new = caisse.done(&["--as", "M3", "proposal", "new", &file]);
    assert_eq!((&new["proposal"], &new["author"]), (&"PR1".into(), &"M3".into()));
    assert_eq!(new["from"], "2026-03-01");
    caisse.refused(&["--as", "M4", "proposal", "support", "PR1"], "PR1");
    let shown = caisse.done(&["proposal", "show", "PR1"]);
    let missing = lines(&shown["missing"]);
    assert!(missing.contains("caisse proposal open PR1"), "{missing}");
    assert!(missing.contains("caisse proposal consequences PR1 --attach"), "{missing}");
    caisse.done(&["--as", "M3", "proposal", "open", "PR1"]);
    assert_eq!(caisse.done(&["--as", "M4", "proposal", "support", "PR1"])["supporters"], 2);
    assert_eq!(
        caisse.done(&["--as", "M4", "proposal", "support", "PR1", "--take-back"])["supporters"],
        1
    );
    let attached = caisse.done(&["--as", "M3", "proposal", "consequences", "PR1", "--attach"]);
    assert_eq!(attached["attached"], true);
    // An amendment takes the consequences of the other text away.
    caisse.file("onze.toml", &rule("11,00", "2026-03-01"));
    let amendment = caisse.file(
        "amendement.toml",
        "motif = \"Douze, c'est trop\"\ntitre = \"La cotisation passe à 11 €\"\n[adopter_regles]\nfichiers = [\"onze.toml\"]\n",
    );
    let moved = caisse.done(&["--as", "M5", "proposal", "amend", "PR1", &amendment]);
    assert_eq!(moved["amendment"], 1);
    let shown = caisse.done(&["proposal", "show", "PR1"]);
    assert!(lines(&shown["missing"]).contains("répondre à l'amendement 1"), "{shown}");
    caisse.refused(&["--as", "M5", "proposal", "accept", "PR1", "1"], "M3");
    caisse.done(&["--as", "M3", "proposal", "accept", "PR1", "1"]);
    let shown = caisse.done(&["proposal", "show", "PR1"]);
    assert_eq!(shown["title"], "La cotisation passe à 11 €");
    assert!(lines(&shown["changes"]).contains("10,00 € devient 11,00 €"), "{shown}");
    assert!(shown["consequences"].is_null());
    caisse.convene("PR1");
    let scheduled = caisse.done(&["proposal", "show", "PR1"]);
    assert!(
        lines(&scheduled["missing"]).contains("l'assemblée AG1, le 3 février 2026"),
        "{scheduled}"
    );
    caisse.vote_scheduled("PR1", None, &yes);
    let shown = caisse.done(&["proposal", "show", "PR1"]);
    assert_eq!(shown["decision"], "D2");
    assert_eq!(shown["votes"][0]["page"], "/scrutins/S1");
    assert_eq!(shown["votes"][0]["verdict"], "adopted");
    assert_eq!(lines(&shown["missing"]), "");
    // What it changed is still told once it is adopted.
    assert!(lines(&shown["changes"]).contains("10,00 € devient 11,00 €"), "{shown}");
    // Nobody types anything in: February by the old rule, March by the new one.
    caisse.today = "2026-04-02";
    let (february, march) = (called(&caisse, "2026-02"), called(&caisse, "2026-03"));
    assert_eq!(march - february, 1_300, "thirteen members, one euro more each");
    let listed = caisse.done(&["rules", "list"]).to_string();
    assert!(listed.contains("\"decision\":\"D2\""), "{listed}");
}

#[test]
fn consequences_tell_groups_of_five_or_more_and_oneself_to_oneself_alone() {
    let mut caisse = Caisse::found();
    caisse.done(&["call", "2026-01"]);
    caisse.today = "2026-02-03";
    caisse.file("regle.toml", &rule("12,00", "2026-03-01"));
    let file = caisse.file("proposition.toml", TWELVE);
    caisse.done(&["--as", "M3", "proposal", "new", &file, "--open"]);
    let output = caisse.path("consequences.json");
    let told = caisse.done(&["proposal", "consequences", "PR1", "--output", &output]);
    let consequences = &told["consequences"];
    assert_eq!(consequences["units"], 13);
    assert_eq!(consequences["projection"]["months"].as_array().map(Vec::len), Some(12));
    let groups = |name: &str| consequences[name].as_array().cloned().unwrap_or_default();
    for group in groups("by_income").iter().chain(&groups("by_household")) {
        assert!(group["units"].as_u64().expect("a number") >= 5, "{group}");
    }
    assert_eq!(groups("by_household").len(), 1, "all live alone: no group of fewer than five");
    let lost = &consequences["change"];
    assert_eq!((&lost["lose"], &lost["gain"]), (&"13".into(), &"0".into()));
    assert!(told["mine"].is_null(), "nobody asked for themselves");
    // The document on the disk is the one whose digest is attached.
    let document = std::fs::read(&output).expect("a document");
    let digest = caisse_journal::Digest::of(&document).to_string();
    let attached = caisse.done(&["--as", "M3", "proposal", "consequences", "PR1", "--attach"]);
    assert_eq!(attached["digest"].as_str(), Some(digest.as_str()));
    assert_eq!(cents(&attached["mine"]["first_month"]["today"]["contributions"]), 1_000);
    assert_eq!(cents(&attached["mine"]["first_month"]["proposed"]["contributions"]), 1_200);
    let shown = caisse.done(&["proposal", "show", "PR1"]);
    assert_eq!(shown["consequences"]["digest"].as_str(), Some(digest.as_str()));
    let summary = plain(shown["consequences"]["summary"].as_str().expect("a summary"));
    assert!(summary.contains("Sur 13 foyers ou membres comparés"), "{summary}");
    assert!(!lines(&shown["missing"]).contains("conséquences"), "{shown}");
    // There is nothing to compute for what changes no rule.
    caisse.done(&[
        "--as",
        "M3",
        "proposal",
        "new",
        "--resolution",
        "Une fête",
        "--text",
        "En juin",
    ]);
    caisse.refused(&["proposal", "consequences", "PR2"], "ne change pas de règle");
    caisse.refused(&["proposal", "consequences", "PR9"], "PR9");
}

#[test]
fn a_refused_proposal_stays_on_record_and_changes_nothing() {
    let mut caisse = Caisse::found();
    caisse.today = "2026-02-03";
    caisse.file("regle.toml", &rule("12,00", "2026-03-01"));
    let file = caisse.file("proposition.toml", TWELVE);
    caisse.done(&["--as", "M3", "proposal", "new", &file, "--open"]);
    caisse.vote("PR1", None, &no);
    let listed = caisse.done(&["proposal", "list"]);
    assert_eq!(listed["proposals"].as_array().map(Vec::len), Some(0), "it is over");
    let listed = caisse.done(&["proposal", "list", "--all"]);
    assert!(listed["proposals"][0]["state"]["refused"].is_object(), "{listed}");
    let shown = caisse.done(&["proposal", "show", "PR1"]);
    assert_eq!(shown["votes"][0]["verdict"], "rejected");
    caisse.refused(&["--as", "M3", "proposal", "withdraw", "PR1", "--reason", "trop tard"], "PR1");
    caisse.today = "2026-04-02";
    assert_eq!(called(&caisse, "2026-02"), called(&caisse, "2026-03"));
}

#[test]
fn an_amendment_that_its_author_declines_is_voted_before_the_proposal() {
    let caisse = Caisse::found();
    caisse.done(&[
        "--as",
        "M3",
        "proposal",
        "new",
        "--resolution",
        "Une fête",
        "--text",
        "En juin",
        "--open",
    ]);
    let file = caisse.file("deux.toml", "titre = \"Deux fêtes\"\n");
    caisse.refused(&["--as", "M4", "proposal", "amend", "PR1", &file], "dites pourquoi");
    caisse.done(&[
        "--as",
        "M4",
        "proposal",
        "amend",
        "PR1",
        &file,
        "--reason",
        "Une ne suffit pas",
    ]);
    caisse.refused(&["--as", "M3", "proposal", "decline", "PR1", "0"], "à partir de 1");
    caisse.done(&["--as", "M3", "proposal", "decline", "PR1", "1"]);
    caisse.vote("PR1", Some(1), &yes);
    let shown = caisse.done(&["proposal", "show", "PR1"]);
    assert_eq!(shown["title"], "Deux fêtes");
    assert_eq!(
        (&shown["votes"][0]["amendment"], &shown["votes"][0]["verdict"]),
        (&1.into(), &"adopted".into())
    );
    caisse.vote("PR1", None, &yes);
    assert_eq!(caisse.done(&["proposal", "show", "PR1"])["decision"], "D2");
}

#[test]
fn offices_are_given_and_ended_by_elections() {
    let mut caisse = Caisse::found();
    let elect = ["--as", "M3", "proposal", "new", "--elect", "facilitator", "--candidate", "M5"];
    caisse.refused(&elect, "--from");
    let term = ["--candidate", "M6", "--from", "2026-02-01", "--until", "2026-12-31"];
    let mandate = ["--mandate", "Rendre compte chaque trimestre.", "--open"];
    let new = caisse.done(&[&elect[..], &term, &mandate].concat());
    assert_eq!(new["title"], "Élection (animation) : M5, M6");
    // Nine approve of M6, four of M5: the first option is M5.
    caisse.today = "2026-01-20";
    caisse.vote("PR1", None, &|voter| Ballot::Approve(vec![u16::from(voter.0 > 4)]));
    let shown = caisse.done(&["proposal", "show", "PR1"]);
    assert_eq!(shown["votes"][0]["verdict"]["chosen"], serde_json::json!([1]));
    let offices = caisse.done(&["office", "list"]);
    let elected = &offices["offices"][2];
    assert_eq!((&elected["member"], &elected["until"]), (&"M6".into(), &"2026-12-31".into()));
    // Revoked before its term; what serves nothing is refused, not forgotten.
    caisse.today = "2026-02-10";
    let revoke = ["--as", "M4", "proposal", "new", "--revoke", "O3", "--from", "2026-03-01"];
    caisse.refused(&[&revoke[..], &["--amount", "12"]].concat(), "--amount ne sert pas");
    let new = caisse.done(&[&revoke[..], &["--open"]].concat());
    assert_eq!(new["title"], "Révoquer M6 (animation)");
    caisse.vote("PR2", None, &yes);
    let offices = caisse.done(&["office", "list"]);
    assert_eq!(offices["offices"][2]["until"], "2026-02-28");
}

#[test]
fn a_budget_is_adopted_by_a_vote_and_is_no_larger_than_the_fund() {
    let caisse = Caisse::found();
    let text = |sum: &str| {
        format!(
            "titre = \"Budget 2026\"\ntexte = \"Le papier\"\n[budget]\nannee = 2026\nlignes = {{ 6064 = \"{sum}\", 75411 = \"50,00\" }}\n"
        )
    };
    let large = caisse.file("trop.toml", &text("50 000,00"));
    caisse.refused(&["--as", "M3", "proposal", "new", &large], "50 000,00 €");
    let file = caisse.file("budget.toml", &text("200,00"));
    caisse.done(&["--as", "M3", "proposal", "new", &file, "--open"]);
    caisse.vote("PR1", None, &yes);
    let shown = caisse.done(&["budget", "show", "--year", "2026"]);
    assert_eq!(cents(&shown["lines"][0]["planned"]), 20_000);
    // The next one is shown beside it.
    let more = caisse.file("plus.toml", &text("300,00"));
    let read = caisse.done(&["proposal", "diff", &more]);
    assert!(lines(&read["changes"]).contains("6064  200,00 € devient 300,00 €"), "{read}");
}

#[test]
fn an_agreement_and_a_ceded_matter_are_voted_listed_and_counted() {
    let mut caisse = Caisse::found();
    let agree = "titre = \"La coop\"\ntexte = \"Nos outils\"\na_partir_du = 2026-02-01\n[conventionner]\npartenaire = \"M13\"\ncriteres = \"réparable et local\"\npart = \"50 %\"\njusqu_au = 2026-12-31\n";
    let file = caisse.file("convention.toml", agree);
    caisse.done(&["--as", "M3", "proposal", "new", &file, "--open"]);
    caisse.vote("PR1", None, &yes);
    let cede = "titre = \"Céder les taux\"\ntexte = \"Ensemble\"\na_partir_du = 2026-02-01\n[ceder]\ndomaine = \"taux\"\nfederation = \"Fédération\"\npreavis_jours = 90\nmajorite = \"60 %\"\n";
    let file = caisse.file("cession.toml", cede);
    caisse.done(&["--as", "M3", "proposal", "new", &file, "--open"]);
    caisse.vote("PR2", None, &yes);
    caisse.today = "2026-03-01";
    let listed = caisse.done(&["agreement", "list"]);
    assert_eq!(
        (&listed["agreements"][0]["partner"], &listed["agreements"][0]["in_force"]),
        (&"M13".into(), &true.into())
    );
    let bill = caisse.file("releve.txt", "40 euros");
    caisse.done(&["agreement", "spent", "CV1", "2026-02", "40,00", "--document", &bill]);
    let shown = caisse.done(&["agreement", "show", "CV1"]);
    assert_eq!(cents(&shown["months"][0]["amount"]), 4_000);
    let listed = caisse.done(&["cession", "list"]);
    assert_eq!(
        (&listed["cessions"][0]["matter"], &listed["cessions"][0]["holds"]),
        (&"taux".into(), &true.into())
    );
}

#[test]
fn a_draft_is_written_anew_and_taken_back() {
    let caisse = Caisse::found();
    let first = caisse.file("fete.toml", "titre = \"Une fête\"\ntexte = \"En juin\"\n");
    let second =
        caisse.file("fetes.toml", "title = \"Deux fêtes\"\ntext = \"En juin et en mai\"\n");
    caisse.done(&["--as", "M3", "proposal", "new", &first]);
    caisse.refused(&["--as", "M4", "proposal", "revise", "PR1", &second], "M3");
    caisse.done(&["--as", "M3", "proposal", "revise", "PR1", &second]);
    assert_eq!(caisse.done(&["proposal", "show", "PR1"])["title"], "Deux fêtes");
    caisse.refused(&["--as", "M3", "proposal", "withdraw", "PR1"], "--reason");
    caisse.done(&["--as", "M3", "proposal", "withdraw", "PR1", "--reason", "pas de salle"]);
    let listed = caisse.done(&["proposal", "list", "--all"]);
    assert!(listed["proposals"][0]["state"]["withdrawn"].is_object(), "{listed}");
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_the_remedy() {
    let mut caisse = Caisse::found();
    caisse.today = "2026-02-03";
    let new = |file: &str| {
        [
            "--as".to_owned(),
            "M3".to_owned(),
            "proposal".to_owned(),
            "new".to_owned(),
            file.to_owned(),
        ]
    };
    let refused = |file: &str, because: &str| {
        let words = new(file);
        caisse.refused(&words.iter().map(String::as_str).collect::<Vec<_>>(), because);
    };
    // A rule that does not type-check.
    caisse.file("regle.toml", &rule("12,00", "2026-03-01").replace("12,00 EUR", "12 %"));
    let file = caisse.file("proposition.toml", TWELVE);
    refused(&file, "regle.toml, ligne 16 : règle « cotisation »");
    // A word that is not known, and a file that is not there.
    let typo = caisse.file("faute.toml", &TWELVE.replace("adopter_regles", "adopter_regle"));
    refused(
        &typo,
        "ligne 3 : « adopter_regle » n'est pas connu ici ; voulez-vous dire « adopter_regles » ?",
    );
    let lost = caisse.file("perdu.toml", &TWELVE.replace("regle.toml", "perdue.toml"));
    refused(&lost, "ligne 4 : le fichier « perdue.toml » ne s'ouvre pas");
    refused(&caisse.path("absent.toml"), "absent.toml");
    // A month that is called already.
    caisse.done(&["call", "2026-03", "--due", "2026-03-31"]);
    caisse.file("regle.toml", &rule("12,00", "2026-03-01"));
    refused(&file, "1er avril 2026");
    // Two proposals for the same rule and day: the second cannot be scheduled.
    caisse.file("regle.toml", &rule("12,00", "2026-05-01"));
    for _ in 0..2 {
        caisse.done(&["--as", "M3", "proposal", "new", &file, "--open"]);
    }
    caisse.vote("PR1", None, &yes);
    let shown = caisse.done(&["proposal", "show", "PR2"]);
    assert!(lines(&shown["missing"]).contains("PR1"), "{shown}");
    // The same text again changes nothing any more.
    refused(&file, "ne changent aucune règle adoptée");
    // Not a member, no options beside a file, no two kinds at once.
    caisse.refused(&["--as", "M99", "proposal", "new", "--resolution", "T", "--text", "t"], "M99");
    caisse.refused(
        &["--as", "M3", "proposal", "new", &file, "--title", "Autre"],
        "le fichier dit tout",
    );
    caisse.refused(&["proposal", "new", &file, "--resolution", "T"], "cannot be used with");
    caisse.refused(&["proposal", "new"], "required");
    caisse.refused(&["--as", "M3", "proposal", "new", "--resolution", "T"], "--text");
    caisse.refused(
        &["--as", "M3", "proposal", "new", "--resolution", "T", "--text", "t", "--link", "X3"],
        "n'est pas un lien",
    );
    caisse.refused(
        &["--as", "M3", "proposal", "new", "--resolution", "T", "--text", "t", "--link", "G7"],
        "G7",
    );
}
