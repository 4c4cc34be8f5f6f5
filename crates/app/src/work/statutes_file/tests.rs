//! What a statutes file may say, and how what is wrong in it is told.

use caisse_domain::assemblies::statutes::{Holder, Kind, Remote, Secrecy, Size, Together};
use caisse_domain::assemblies::{Enough, Method, Share, Statutes};
use caisse_units::{Amount, Language};
use proptest::prelude::*;

use super::{MOST_BYTES, read, write};
use crate::models;

const LEAST: &str = r#"
titre = "Statuts"
[convocation]
par = ["animation"]
jours = 14
[quorum]
premiere = "1/2"
seconde = "aucun"
jours_entre_les_deux = 7
[decision.resolution]
[decision.statuts]
seuil = "au moins 2/3"
"#;

fn least() -> Statutes {
    read(LEAST.as_bytes()).expect("the least statutes are read")
}

/// The problems of a file in French, one per line.
fn told(text: &str) -> String {
    let problems = read(text.as_bytes()).expect_err("the file is refused");
    for problem in &problems {
        assert!(problem.sentence(Language::English).len() > 10);
    }
    problems.iter().map(|one| one.sentence(Language::French)).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_least_statutes_are_those_of_the_defaults() {
    let statutes = least();
    assert_eq!(statutes.quorum.first, Size::Share(Share::new(1, 2).expect("a half")));
    assert_eq!(statutes.quorum.second, Size::None);
    assert_eq!(statutes.rule(Kind::Budget), Default::default());
    let two_thirds = Enough::AtLeast(Share::new(2, 3).expect("two thirds"));
    assert_eq!(statutes.rule(Kind::Statutes).threshold, two_thirds);
}

#[test]
fn french_and_english_files_say_the_same() {
    let english = r#"
title = "Statuts"
convening = { roles = ["facilitator"], notice_days = 14 }
quorum = { first = "1/2", second = "none", second_call_days = 7 }
decisions = { resolution = {}, statutes = { threshold = "at least 2/3" } }
"#;
    assert_eq!(read(english.as_bytes()).expect("read"), least());
}

#[test]
fn every_model_is_sound_and_written_as_it_is_read() {
    let names: Vec<&str> = models::statutes_names().collect();
    assert_eq!(names, ["association-1901", "union-section", "colleges"]);
    for name in names {
        let statutes = models::statutes(name).unwrap_or_else(|error| {
            panic!("{name} : {}", error.sentence(Language::French));
        });
        for language in [Language::French, Language::English] {
            let written = write(&statutes, language);
            assert_eq!(read(written.as_bytes()).as_ref(), Ok(&statutes), "{written}");
        }
    }
}

#[test]
fn the_colleges_vote_discreetly_and_each_consents_to_a_rule() {
    let statutes = models::statutes("colleges").expect("a model");
    let rule = statutes.rule(Kind::Rule);
    assert_eq!(rule.colleges, Together::EachCollege);
    assert_eq!(rule.secrecy, Secrecy::Discreet);
    assert_eq!(rule.remote, Remote::Everyone);
    assert_eq!(statutes.rule(Kind::Budget).colleges, Together::WholeAndColleges(2));
    assert_eq!(statutes.rule(Kind::Election).method, Method::Judgment { grades: 6 });
    assert_eq!(statutes.proxies.holder, Holder::SameCollege);
    assert_eq!(statutes.sums.vote_from, Some(Amount::from_cents(200_000)));
}

#[test]
fn every_error_is_told_with_its_line_and_its_remedy() {
    let text = r#"titre = 12
[convocation]
par = ["animateur", "tresorie"]
jour = 14
[quorum]
premiere = "3/2"
seconde = "aucun"
jours_entre_les_deux = -3
[decision.resolution]
seuil = "2/3"
methode = { point = 5 }
[decision.statut]
[sommes]
vote_des = "12,345 EUR"
"#;
    let told = told(text);
    for said in [
        "ligne 1 : « 12 » : attendu, un texte entre guillemets",
        "ligne 3 : « animateur » n'est pas connu ici ; vouliez-vous dire « animation » ?",
        "ligne 3 : « tresorie » n'est pas connu ici ; vouliez-vous dire « tresorerie » ?",
        "ligne 2 : il manque la clé « jours »",
        "ligne 4 : « jour » n'est pas connu ici ; vouliez-vous dire « jours » ?",
        "ligne 6 : « 3/2 » : attendu, « aucun », une fraction « 1/2 » ou un nombre de membres",
        "ligne 8 : « -3 » : attendu, un nombre entier de 0 à 65535",
        "ligne 10 : « 2/3 » : attendu, « plus de 1/2 » ou « au moins 2/3 »",
        "ligne 11 : « point » n'est pas connu ici ; vouliez-vous dire « points » ?",
        "ligne 12 : « statut » n'est pas connu ici ; vouliez-vous dire « statuts » ?",
        "ligne 14 : « 12,345 EUR » : attendu",
    ] {
        assert!(told.contains(said), "{said}\n---\n{told}");
    }
    assert_eq!(told.lines().count(), 11, "{told}");
}

#[test]
fn statutes_that_lock_everyone_out_are_refused_at_their_line() {
    let harder = LEAST.replace("seconde = \"aucun\"", "seconde = \"2/3\"");
    assert!(told(&harder).starts_with("ligne 8 : "), "{}", told(&harder));
    let never = LEAST.replace("au moins 2/3", "plus de 1/1");
    assert!(told(&never).starts_with("ligne 12 : "), "{}", told(&never));
    let nobody = LEAST.replace("par = [\"animation\"]\n", "");
    assert!(told(&nobody).starts_with("ligne 3 : "), "{}", told(&nobody));
}

#[test]
fn a_key_said_in_both_languages_is_refused() {
    let twice = LEAST.replace("titre = \"Statuts\"", "titre = \"Statuts\"\ntitle = \"Statuts\"");
    assert!(told(&twice).contains("« titre » et « title » sont la même clé"), "{}", told(&twice));
}

#[test]
fn what_is_not_a_file_of_statutes_is_refused_whole() {
    assert!(told("titre = ").contains("ligne 1 : le fichier n'est pas du TOML"));
    let latin = read(b"titre = \"ok\"\n# caf\xe9\n").expect_err("not UTF-8");
    assert_eq!(latin[0].line, 2);
    let long = read(&vec![b'#'; MOST_BYTES + 1]).expect_err("too long");
    assert_eq!(long.len(), 1);
    let deep = format!("titre = {}", "[".repeat(100_000));
    assert!(read(deep.as_bytes()).is_err());
    let many: String = (0..5_000).map(|n| format!("x{n} = 1\n")).collect();
    assert_eq!(read(many.as_bytes()).expect_err("unknown keys").len(), 100);
}

#[test]
fn an_unknown_name_lists_the_statutes_there_are() {
    let error = models::statutes("association").expect_err("no such statutes");
    assert!(error.sentence(Language::French).contains("association-1901, union-section, colleges"));
}

fn share() -> impl Strategy<Value = String> {
    (1_u64..=9, 0_u64..=9).prop_map(|(below, above)| format!("{}/{below}", above.min(below)))
}

fn size() -> impl Strategy<Value = serde_json::Value> {
    prop_oneof![
        Just(serde_json::json!("none")),
        share().prop_map(|share| serde_json::json!({ "share": share })),
        (0_u32..1000).prop_map(|members| serde_json::json!({ "members": members })),
    ]
}

fn rule() -> impl Strategy<Value = serde_json::Value> {
    let methods = prop_oneof![
        Just(serde_json::json!("motion")),
        Just(serde_json::json!("approval")),
        Just(serde_json::json!({ "consent": { "vote_otherwise": true } })),
        (1_u16..100).prop_map(|most| serde_json::json!({ "scores": { "most": most } })),
        (2_u16..20).prop_map(|grades| serde_json::json!({ "judgment": { "grades": grades } })),
    ];
    let secrecy = prop_oneof![Just("open"), Just("discreet")];
    (methods, share(), any::<bool>(), proptest::option::of(size()), secrecy, any::<bool>())
        .prop_map(|(method, share, more, quorum, secrecy, paper)| {
            let key = if more { "more_than" } else { "at_least" };
            serde_json::json!({
                "method": method, "threshold": { key: share }, "quorum": quorum,
                "secrecy": secrecy, "paper": paper,
            })
        })
}

proptest! {
    #[test]
    fn statutes_are_read_as_they_were_written(
        (first, second, resolution, statutes) in (size(), size(), rule(), rule()),
        (notice, proxies, vote_from) in (0_u16..400, 0_u16..60, proptest::option::of(1_i64..9_999_999)),
    ) {
        let statutes: Statutes = serde_json::from_value(serde_json::json!({
            "title": "Statuts « d'essai » \"été\"",
            "convening": { "roles": ["treasurer"], "notice_days": notice },
            "quorum": { "first": first, "second": second, "second_call_days": 7 },
            "proxies": { "per_holder": proxies, "holder": "same_household" },
            "decisions": { "resolution": resolution, "statutes": statutes },
            "sums": { "vote_from": vote_from, "signatures": [] },
        })).expect("statutes");
        for language in [Language::French, Language::English] {
            let again = read(write(&statutes, language).as_bytes());
            match statutes.problems().is_empty() {
                true => prop_assert_eq!(again.as_ref(), Ok(&statutes)),
                // Statutes that would lock everyone out are refused, and for that alone.
                false => prop_assert_eq!(again.map_err(|all| all.len()), Err(statutes.problems().len())),
            }
        }
    }
}
