//! Who may enter, at the command line: invited, listed, revoked, begun again, erased.

use serde_json::{Value, json};

struct Caisse(tempfile::TempDir);

impl Caisse {
    /// Three members: M1 has an address and keeps the money, M2 and M3 have none.
    fn found() -> Caisse {
        let caisse = Caisse(tempfile::tempdir().expect("a folder"));
        let root = caisse.path("caisse");
        let model = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/food-caisse-gironde");
        caisse.done(&["init", &root, "--model", model, "--name", "Caisse d'essai"]);
        let members = caisse.path("membres.csv");
        let rows = "nom;prenom;courriel\nDiallo;Amina;amina@exemple.org\nPetit;Zoé;\nMartin;Ali;\n";
        std::fs::write(&members, rows).expect("a file");
        caisse.done(&["import", "members", &members]);
        caisse.done(&["office", "give", "treasurer", "M1", "--decision", "D1"]);
        caisse
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().expect("a path").to_owned()
    }

    fn run(&self, words: &[&str]) -> Result<(Value, bool), String> {
        let root = self.path("caisse");
        let mut all = vec!["caisse", "--language", "fr", "--today", "2026-01-01"];
        if words[0] != "init" {
            all.extend(["--dir", &root]);
        }
        all.extend(words);
        caisse_cli::run(all)
    }

    fn done(&self, words: &[&str]) -> Value {
        let done = self.run(words);
        done.unwrap_or_else(|sentence| panic!("{words:?} : {sentence}")).0
    }

    fn accounts(&self) -> Vec<String> {
        let list = self.done(&["access", "list"]);
        let accounts = list["accounts"].as_array().expect("a list");
        accounts
            .iter()
            .map(|account| account["member"].as_str().expect("a name").to_owned())
            .collect()
    }
}

const SITE: &str = "https://caisse.example";

#[test]
fn everyone_is_invited_by_letter_or_by_a_sheet_with_the_own_address() {
    let caisse = Caisse::found();
    assert_eq!(caisse.accounts(), Vec::<String>::new());
    let sheets = caisse.path("invitations.html");
    let words =
        ["access", "invite", "--all", "--site", SITE, "--email", "Caisse <caisse@exemple.org>"];
    let done = caisse.done(&[&words[..], &["--print", &sheets]].concat());
    assert_eq!((&done["letters"], &done["sheets"]), (&json!(1), &json!(2)));
    assert_eq!(caisse.accounts(), ["M1", "M2", "M3"]);

    let page = std::fs::read_to_string(&sheets).expect("sheets");
    assert_eq!(page.matches("<svg").count(), 2);
    assert!(page.contains("Zoé Petit") && page.contains("Ali Martin") && !page.contains("Diallo"));
    assert!(page.contains("https://caisse.example/invitation/"));
    let outbox = std::fs::read_dir(caisse.path("caisse/outbox")).expect("an outbox");
    let letters: Vec<_> = outbox.flatten().map(|file| file.path()).collect();
    assert_eq!(letters.len(), 1);
    let letter = std::fs::read_to_string(&letters[0]).expect("a letter");
    assert!(letter.contains("To: amina@exemple.org"));
    assert!(letter.replace("=\r\n", "").contains("https://caisse.example/invitation/"));
}

#[test]
fn an_invitation_needs_a_way_to_go_out_and_a_member() {
    let caisse = Caisse::found();
    let no_way = caisse.run(&["access", "invite", "M2", "--site", SITE]);
    assert!(no_way.expect_err("refused").contains("--print"));
    let from = "Caisse <caisse@exemple.org>";
    for (member, because) in [("M2", "--print"), ("M99", "n'est pas membre")] {
        let (done, good) = caisse
            .run(&["access", "invite", member, "--site", SITE, "--email", from])
            .expect("told");
        assert!(!good, "{member}");
        assert_eq!(done["failed"], json!([member]), "{because}");
    }
}

#[test]
fn an_access_is_begun_again_and_ends_with_the_person() {
    let caisse = Caisse::found();
    let sheets = caisse.path("invitations.html");
    caisse.done(&["access", "invite", "M2", "--site", SITE, "--print", &sheets]);
    assert_eq!(caisse.done(&["access", "revoke", "M2"])["ended"], json!(0));
    caisse.done(&["access", "reset", "M2"]);
    let diary = caisse.done(&["access", "diary", "M2"]);
    let deeds: Vec<_> =
        diary["diary"].as_array().expect("a list").iter().map(|e| &e["deed"]).collect();
    assert_eq!(deeds, ["reset", "invited"]);
    assert!(
        caisse
            .run(&["access", "reset", "M3"])
            .expect_err("no access")
            .contains("pas encore d'accès")
    );

    caisse.done(&["member", "erase", "M2"]);
    assert_eq!(caisse.accounts(), Vec::<String>::new());
    let file = std::fs::read(caisse.path("caisse/acces.sqlite")).expect("the file");
    assert!(!file.windows(2).any(|window| window == b"M2"), "nothing is left of M2");
}
