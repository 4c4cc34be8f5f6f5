//! What a facilitator does at the command line: statutes, assemblies, polls of every kind, minutes. Each
//! test is a caisse of its own.

use std::path::PathBuf;

use serde_json::{Value, json};

const STATUTES: &str = r#"
titre = "Statuts d'essai"
[convocation]
par = ["animation"]
membres = "1/4"
jours = 14
jours_ordre_du_jour = 7
[quorum]
premiere = "1/2"
seconde = "aucun"
jours_entre_les_deux = 7
[procurations]
par_personne = 1
[decision.resolution]
papier = true
[decision.statuts]
seuil = "au moins 2/3"
[decision.election]
methode = "approbation"
[decision.priorites]
methode = "parts égales"
"#;

struct Caisse {
    folder: tempfile::TempDir,
    today: &'static str,
}

impl Caisse {
    /// Eight members; M1 keeps the money, M2 prepares assemblies; the statutes wait.
    fn found(statutes: &str) -> Caisse {
        let folder = tempfile::tempdir().expect("a folder");
        let caisse = Caisse { folder, today: "2026-01-01" };
        let root = caisse.path("caisse");
        let model = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/food-caisse-gironde");
        let file = caisse.file("essai.toml", statutes);
        let init = ["init", &root, "--model", model, "--name", "Caisse d'essai"];
        caisse.done(&[&init[..], &["--statutes", &file]].concat());
        let names = ["Diallo;Amina", "Petit;Zoé", "Martin;Ali", "Roy;Léa", "Le Gall;Yann"];
        let more = ["Costa;Rui", "Bernard;Jo", "Nguyen;Linh"];
        let rows: Vec<String> = names
            .iter()
            .chain(&more)
            .enumerate()
            .map(|(n, name)| format!("{name};{}", if n == 0 { "amina@exemple.org" } else { "" }))
            .collect();
        let members = format!("nom;prenom;courriel\n{}\n", rows.join("\n"));
        let members = caisse.file("membres.csv", &members);
        caisse.done(&["import", "members", &members]);
        caisse.done(&["office", "give", "treasurer", "M1", "--decision", "D1"]);
        caisse.done(&["office", "give", "facilitator", "M2", "--decision", "D1"]);
        caisse
    }

    /// With its statutes in force, and an assembly AG1 convened for 20 January.
    fn convened(items: &[&str]) -> Caisse {
        let caisse = Caisse::found(STATUTES);
        caisse.done(&["statutes", "adopt"]);
        caisse.convene("2026-01-20", items);
        caisse
    }

    /// The same, open on its day with M1 to M5 in the room.
    fn open(items: &[&str]) -> Caisse {
        let mut caisse = Caisse::convened(items);
        caisse.today = "2026-01-20";
        caisse.done(&["assembly", "bureau", "AG1", "--chair", "M2", "--secretary", "M3"]);
        caisse.done(&["assembly", "arrive", "AG1", "M1", "M2", "M3", "M4", "M5", "--at", "18:20"]);
        caisse.done(&["assembly", "open", "AG1", "--at", "18:30"]);
        caisse
    }

    fn convene(&self, on: &str, items: &[&str]) -> Value {
        let mut words = vec!["assembly", "convene", "--on", on, "--at", "18:30"];
        words.extend(["--title", "Assemblée d'hiver", "--place", "Bourse du travail"]);
        for item in items {
            words.extend(["--item", item]);
        }
        self.done(&words)
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().expect("a path").to_owned()
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        std::fs::write(&path, text).expect("a file");
        path
    }

    fn run(&self, words: &[&str]) -> Result<(Value, bool), String> {
        let root = self.path("caisse");
        let mut all = vec!["caisse", "--language", "fr", "--today", self.today];
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

    /// Says no, for that reason; gives the whole sentence.
    fn refused(&self, words: &[&str], because: &str) -> String {
        let sentence = self.run(words).expect_err("it should be refused");
        let plain = sentence.replace(['\u{a0}', '\u{202f}'], " ");
        assert!(plain.contains(because), "{words:?} : {plain}");
        plain
    }

    /// `poll cast S1 BALLOT --for MEMBER`, for each.
    fn vote(&self, poll: &str, ballots: &[(&str, &str)]) {
        for (member, ballot) in ballots {
            self.done(&["poll", "cast", poll, ballot, "--for", member]);
        }
    }

    /// The ballots of a closed poll counted again, from a file alone, by the command that it names.
    fn counted_again(&self, poll: &str) -> Value {
        let file = self.path("bulletins");
        let how = self.done(&["poll", "proof", poll, "--ballots", &file]);
        let word = |name: &str| how[name].as_str().expect("a word");
        let mut words = vec!["vote", "tally", &file, "--format", word("format")];
        words.extend(["--method", word("method")]);
        for parameter in how["parameters"].as_array().expect("parameters") {
            words.extend(["--parameter", parameter.as_str().expect("a parameter")]);
        }
        self.done(&words)
    }

    fn printed(&self, assembly: &str) -> String {
        let minutes = self.done(&["minutes", "show", assembly]);
        minutes["text"].as_str().expect("a text").replace(['\u{a0}', '\u{202f}'], " ")
    }
}

#[test]
fn statutes_are_read_told_adopted_and_written_again() {
    let caisse = Caisse::found(STATUTES);
    let chosen = caisse.path("caisse/statuts.toml");
    let checked = caisse.done(&["statutes", "check", &chosen]);
    assert_eq!(checked["here"], json!([]));
    let told = checked["sentences"].to_string();
    assert!(told.contains("14 jours au moins avant sa date"), "{told}");
    caisse.refused(&["statutes", "show"], "aucun statut n'est en vigueur");
    caisse.done(&["statutes", "adopt", "--decision", "D1"]);
    let shown = caisse.done(&["statutes", "show"]);
    assert_eq!((&shown["since"], &shown["decision"]), (&json!("2026-01-01"), &json!("D1")));
    let again = caisse.file("encore.toml", shown["file"].as_str().expect("a file"));
    assert_eq!(caisse.done(&["statutes", "check", &again])["statutes"], shown["statutes"]);
    caisse.refused(&["statutes", "adopt", "union-section"], "les statuts ne se changent pas");
    caisse.refused(&["office", "give", "auditor", "M4", "--decision", "D1"], "à la main");
}

#[test]
fn statutes_that_would_lock_everyone_out_are_not_adopted() {
    let nobody =
        STATUTES.replace("\"animation\"", "\"controle\"").replace("membres = \"1/4\"\n", "");
    let caisse = Caisse::found(&nobody);
    let (checked, good) =
        caisse.run(&["statutes", "check", &caisse.path("essai.toml")]).expect("read");
    assert!(!good && checked["here"].to_string().contains("fonction qui convoque"), "{checked}");
    caisse.refused(&["statutes", "adopt"], "ces statuts ne peuvent être adoptés");
    let wrong = caisse.file("faux.toml", "titre = \"x\"\n[quorun]\n");
    let told = caisse.refused(&["statutes", "check", &wrong], "ligne 2 : « quorun »");
    assert!(
        told.contains("vouliez-vous dire « quorum » ?") && told.contains("« decision »"),
        "{told}"
    );
}

#[test]
fn an_assembly_without_its_quorum_is_convened_again_and_decides() {
    let mut caisse = Caisse::convened(&["débat : Horaires", "élection 10 min : Bureau"]);
    caisse.today = "2026-01-20";
    caisse.done(&["assembly", "bureau", "AG1", "--chair", "M2", "--secretary", "M3"]);
    let came = caisse.done(&["assembly", "arrive", "AG1", "M2", "M3", "--at", "18:25"]);
    assert_eq!((&came["quorum"]["needed"], &came["met"]), (&json!(4), &json!(false)));
    caisse.refused(&["assembly", "open", "AG1", "--at", "18:30"], "quorum");
    caisse.done(&["assembly", "proxy", "give", "AG1", "M4", "--to", "M3"]);
    caisse.refused(
        &["assembly", "proxy", "give", "AG1", "M5", "--to", "M3"],
        "porte déjà 1 procuration",
    );
    assert_eq!(caisse.done(&["assembly", "quorum", "AG1"])["quorum"]["found"], 3);
    caisse.done(&["assembly", "without-quorum", "AG1"]);
    let short = ["assembly", "convene", "--again", "AG1", "--on", "2026-01-22", "--at", "18:30"];
    caisse.refused(&short, "les statuts demandent 7 jours");
    let again = ["assembly", "convene", "--again", "AG1", "--on", "2026-01-27", "--at", "18:30"];
    assert_eq!(caisse.done(&again)["assembly"], "AG2");
    caisse.today = "2026-01-27";
    caisse.done(&["assembly", "bureau", "AG2", "--chair", "M2", "--secretary", "M3"]);
    caisse.done(&["assembly", "arrive", "AG2", "M2", "M3", "--at", "18:25"]);
    caisse.done(&["assembly", "open", "AG2", "--at", "18:30"]);
    caisse.done(&["assembly", "goto", "AG2", "1"]);
    caisse.done(&["poll", "open", "AG2", "Ouvrir le samedi ?"]);
    caisse.vote("S1", &[("M2", "oui"), ("M3", "oui")]);
    let closed = caisse.done(&["poll", "close", "S1"]);
    assert_eq!((&closed["verdict"], &closed["decision"]), (&json!("adopted"), &json!("D2")));
    let minutes = caisse.printed("AG2");
    assert!(minutes.contains("Seconde convocation de AG1"), "{minutes}");
}

#[test]
fn a_whole_assembly_is_held_and_its_minutes_sealed_and_signed() {
    let caisse = Caisse::open(&["information : Comptes", "débat : Horaires"]);
    caisse.done(&["assembly", "proxy", "give", "AG1", "M6", "--to", "M5"]);
    caisse.done(&["assembly", "goto", "AG1", "2"]);
    caisse.done(&[
        "assembly",
        "speakers",
        "rules",
        "AG1",
        "--first-time-first",
        "--seconds",
        "120",
    ]);
    caisse.done(&["assembly", "speakers", "ask", "AG1", "M4"]);
    let next = caisse.done(&["assembly", "speakers", "next", "AG1"]);
    assert_eq!(next["speaking"], "M4");
    caisse.refused(&["assembly", "goto", "AG1", "1"], "M4");
    let spoken = caisse.done(&["assembly", "speakers", "stop", "AG1", "95"]);
    assert_eq!(spoken["groups"]["membre"], json!({ "turns": 1, "seconds": 95 }));
    let opened = caisse.done(&["poll", "open", "AG1", "Ouvrir le samedi ?"]);
    assert!(opened["terms_told"].as_str().is_some_and(|told| told.contains("plus de 1/2")));
    caisse.vote("S1", &[("M1", "oui"), ("M2", "oui"), ("M3", "non"), ("M4", "oui")]);
    caisse.done(&["poll", "cast", "S1", "non", "--for", "M6", "--by", "M5"]);
    // A ballot is changed until the closing, and nothing but turnout is seen.
    caisse.done(&["poll", "cast", "S1", "abstention", "--for", "M4"]);
    let seen = caisse.done(&["poll", "show", "S1"]);
    assert_eq!((&seen["turnout"]["cast"], seen.get("verdict")), (&json!(5), None));
    caisse.refused(&["poll", "proof", "S1"], "la feuille de preuve paraît à la clôture");
    let closed = caisse.done(&["poll", "close", "S1"]);
    assert_eq!(closed["verdict"], "rejected");
    caisse.refused(&["poll", "cast", "S1", "oui", "--for", "M5"], "clos");
    let proof = caisse.done(&["poll", "proof", "S1"]);
    assert_eq!(proof["votes"].as_array().map(Vec::len), Some(5));
    let again = caisse.counted_again("S1");
    assert_eq!((&again["adopted"], &again["key_figures"]["no"]), (&json!(false), &json!(2)));
    caisse.done(&["minutes", "add", "AG1", "Rien d'autre n'est dit.", "--item", "1"]);
    caisse.refused(&["minutes", "seal", "AG1"], "close, sans procès-verbal scellé");
    caisse.done(&["assembly", "close", "AG1", "--at", "20:05"]);
    let numbers = caisse.done(&["minutes", "show", "AG1", "--numbers"]);
    let sealed = caisse.done(&["minutes", "seal", "AG1"]);
    assert_eq!(sealed["digest"], numbers["digest"]);
    caisse.refused(&["minutes", "add", "AG1", "Trop tard."], "sans procès-verbal scellé");
    caisse.refused(&["minutes", "sign", "AG1"], "--as M3");
    caisse.refused(&["--as", "M4", "minutes", "sign", "AG1"], "M4");
    caisse.done(&["--as", "M2", "minutes", "sign", "AG1"]);
    assert_eq!(caisse.done(&["--as", "M3", "minutes", "sign", "AG1"])["complete"], true);
    let text = caisse.printed("AG1");
    for said in ["M2 Zoé Petit", "Rien d'autre n'est dit.", "Présidence : M2 Zoé Petit, signé"]
    {
        assert!(text.contains(said), "{said}\n{text}");
    }
    let sealed_text = numbers["text"].as_str().expect("a text");
    assert!(!sealed_text.contains("Petit"), "{sealed_text}");
}

#[test]
fn sealed_minutes_are_made_again_by_whoever_verifies() {
    let caisse = Caisse::open(&["débat : Horaires"]);
    caisse.done(&["assembly", "close", "AG1", "--at", "19:00"]);
    caisse.done(&["minutes", "seal", "AG1"]);
    let verified = caisse.done(&["verify", &caisse.path("caisse")]);
    let report = verified["report"].to_string();
    assert!(
        report.contains("Procès-verbaux scellés : 1, dont 1 refaits à l'identique"),
        "{report}"
    );
    // Erasing a person changes nothing in what was sealed.
    caisse.done(&["member", "erase", "M3"]);
    let verified = caisse.done(&["verify", &caisse.path("caisse")]);
    assert!(verified["report"].to_string().contains("1, dont 1"), "{verified}");
    assert!(!caisse.printed("AG1").contains("Martin"));
}

#[test]
fn a_convocation_has_everything_and_goes_out_once() {
    let caisse = Caisse::convened(&["débat : Horaires", "élection : Bureau"]);
    let document = caisse.file("horaires.txt", "Le samedi matin\n");
    caisse.done(&["assembly", "documents", "AG1", "1", &document]);
    let sent =
        caisse.done(&["assembly", "convocation", "AG1", "--from", "Caisse <caisse@exemple.org>"]);
    assert_eq!((&sent["letters"], &sent["to_print"]), (&json!(1), &json!(7)));
    let again =
        caisse.done(&["assembly", "convocation", "AG1", "--from", "Caisse <caisse@exemple.org>"]);
    assert_eq!((&again["letters"], &again["to_print"]), (&json!(0), &json!(0)));
    let out = caisse.path("convocations.txt");
    let site = ["--site", "https://caisse.exemple.org/"];
    caisse.done(&[&["assembly", "convocation", "AG1", "--out", &out][..], &site].concat());
    let pages = std::fs::read_to_string(&out).expect("a file");
    assert_eq!(pages.split('\u{c}').count(), 8);
    for said in [
        "Bonjour Linh Nguyen",
        "Lieu : Bourse du travail",
        "19 jours avant (les statuts en demandent 14). Quorum : 1/2 des membres",
        "1. Horaires (débat)",
        "horaires.txt — SHA-256 ",
        "donne pouvoir à",
        "https://caisse.exemple.org/voter/AG1-M8-",
    ] {
        assert!(pages.contains(said), "{said}\n{pages}");
    }
    let sheet = caisse.done(&["assembly", "sheet", "AG1"]);
    assert!(sheet["sheet"].as_str().is_some_and(|text| text.contains("M8  Linh Nguyen")));
}

#[test]
fn paper_ballots_are_counted_by_two_people_and_join_the_others() {
    let caisse = Caisse::open(&["débat : Horaires"]);
    caisse.done(&["assembly", "goto", "AG1", "1"]);
    caisse.done(&["poll", "open", "AG1", "Ouvrir le samedi ?"]);
    caisse.vote("S1", &[("M1", "oui"), ("M2", "non")]);
    caisse.done(&["poll", "paper", "hand-out", "S1", "M3", "M4", "M5"]);
    caisse.refused(&["poll", "paper", "hand-out", "S1", "M1"], "M1");
    caisse.refused(&["poll", "cast", "S1", "oui", "--for", "M3"], "M3");
    let count = ["poll", "paper", "enter", "S1", "--count"];
    caisse.refused(&[&count[..], &["oui = 4"]].concat(), "3");
    let told =
        caisse.refused(&[&count[..], &["ouais = 2", "--count", "non"]].concat(), "« ouais »");
    assert!(told.contains("« non »"), "{told}");
    caisse.done(&[&count[..], &["oui = 2", "--count", "non = 1"]].concat());
    caisse.refused(&["poll", "close", "S1"], "papier");
    let confirm = ["poll", "paper", "confirm", "S1", "--count"];
    caisse.refused(&[&confirm[..], &["oui = 2", "--count", "non = 1"]].concat(), "M2");
    let other = ["--as", "M3"];
    caisse.refused(&[&other[..], &confirm, &["oui = 3"]].concat(), "décompte");
    caisse.done(&[&other[..], &confirm, &["non = 1", "--count", "oui = 2"]].concat());
    let closed = caisse.done(&["poll", "close", "S1"]);
    assert_eq!(closed["verdict"], "adopted");
    let proof = caisse.done(&["poll", "proof", "S1"]);
    assert_eq!(proof["papers"]["confirmed_by"], "M3");
    let yes = proof["ballots"]
        .as_array()
        .and_then(|all| all.iter().find(|b| b["ballot"]["answer"] == "yes"));
    assert_eq!(yes.map(|b| &b["votes"]), Some(&json!(3)));
}

#[test]
fn polls_of_every_method_are_voted_and_counted() {
    let caisse = Caisse::open(&["débat : Nom", "élection : Bureau", "priorités : Projets"]);
    caisse.done(&["assembly", "goto", "AG1", "1"]);
    let options = ["--option", "Le Pot", "--option", "La Louche", "--option", "Le Panier"];
    let open = |rule: &str| {
        let rule = caisse.file("regle.toml", rule);
        let words = ["poll", "open", "AG1", "Quel nom ?", "--rule", &rule];
        caisse.done(&[&words[..], &options].concat())["poll"].as_str().expect("a number").to_owned()
    };
    let chosen = |poll: &str| caisse.done(&["poll", "close", poll])["verdict"]["chosen"].clone();

    let poll = open("methode = \"approbation\"");
    caisse.refused(&["poll", "cast", &poll, "4", "--for", "M1"], "de 1 à 3");
    caisse.vote(&poll, &[("M1", "1, 2"), ("M2", "2"), ("M3", "la louche, 3"), ("M4", "aucun")]);
    assert_eq!(chosen(&poll), json!([1]));
    assert_eq!(caisse.counted_again(&poll)["winners"], json!([2]));

    let poll = open("methode = \"classement\"");
    caisse.refused(&["poll", "cast", &poll, "1 > 1", "--for", "M1"], "M1");
    caisse.vote(&poll, &[("M1", "3 > 1"), ("M2", "3 > 2 = 1"), ("M3", "1 > 2 > 3")]);
    assert_eq!(chosen(&poll), json!([2]));
    assert_eq!(caisse.counted_again(&poll)["winners"], json!([3]));

    for rule in ["paires rangées", "vote alternatif", "vote transférable"] {
        let poll = open(&format!("methode = \"{rule}\""));
        caisse.vote(&poll, &[("M1", "3 > 1"), ("M2", "3 > 2"), ("M3", "1 > 2 > 3")]);
        assert_eq!(chosen(&poll), json!([2]), "{rule}");
        let winners = caisse.counted_again(&poll)["winners"].clone();
        assert!(winners == json!([3]) || winners == json!(["3"]), "{rule} : {winners}");
    }

    let poll = open("methode = { points = 5 }");
    caisse.refused(&["poll", "cast", &poll, "6, 0, 0", "--for", "M1"], "notes de 0 à 5");
    caisse.vote(&poll, &[("M1", "5, 0, 2"), ("M2", "0, 4, -"), ("M3", "1, 3, 0")]);
    assert_eq!(chosen(&poll), json!([1]));
    assert_eq!(caisse.counted_again(&poll)["winners"], json!(["2 La Louche"]));

    let poll = open("methode = { mentions = 6 }");
    caisse.vote(&poll, &[("M1", "5, 0, 2"), ("M2", "4, 4, 1"), ("M3", "0, 3, 0")]);
    assert_eq!(chosen(&poll), json!([0]));
    assert_eq!(caisse.counted_again(&poll)["winners"], json!(["1 Le Pot"]));

    let rule = caisse.file("regle.toml", "methode = \"consentement\"");
    let consent = ["poll", "open", "AG1", "Fermer en août ?", "--rule", &rule];
    let poll = caisse.done(&consent)["poll"].as_str().expect("a number").to_owned();
    caisse.done(&["--as", "M4", "poll", "object", &poll, "Et les familles ?"]);
    caisse.done(&["--as", "M5", "poll", "object", &poll, "Trop long."]);
    caisse.refused(&["--as", "M4", "poll", "withdraw-objection", &poll, "2"], "M4");
    caisse.done(&["--as", "M5", "poll", "withdraw-objection", &poll, "2"]);
    caisse.done(&["poll", "integrate", &poll, "1", "--how", "La réserve reste ouverte."]);
    assert_eq!(caisse.done(&["poll", "close", &poll])["verdict"], "adopted");

    caisse.done(&["assembly", "goto", "AG1", "3"]);
    let rule = "titre = \"x\"";
    let rule = caisse.file("regle.toml", rule);
    let told = ["poll", "open", "AG1", "Lesquels ?", "--rule", &rule];
    caisse.refused(&told, "« titre » n'est pas connu ici");
    let words = ["poll", "open", "AG1", "Lesquels ?", "--option", "Four", "--option", "Vélo"];
    let sums = ["--budget", "1000,00", "--cost", "900,00", "--cost", "400,00"];
    let opened = caisse.done(&[&words[..], &sums].concat());
    let poll = opened["poll"].as_str().expect("a number");
    caisse.vote(poll, &[("M1", "1, 2"), ("M2", "2"), ("M3", "vélo"), ("M4", "1"), ("M5", "1")]);
    let closed = caisse.done(&["poll", "close", poll]);
    assert_eq!(closed["verdict"]["chosen"], json!([1]));
    assert!(closed["sentence"].as_str().is_some_and(|told| told.contains("Parts égales entre 5")));
    assert_eq!(caisse.counted_again(poll)["winners_sorted"], json!(["0002"]));
}

#[test]
fn a_discreet_poll_never_tells_who_voted_what() {
    let discreet = STATUTES
        .replace("methode = \"approbation\"", "scrutin = \"discret\"\nmethode = \"approbation\"");
    let mut caisse = Caisse::found(&discreet);
    caisse.done(&["statutes", "adopt"]);
    caisse.convene("2026-01-20", &["élection : Bureau"]);
    caisse.today = "2026-01-20";
    caisse.done(&["assembly", "bureau", "AG1", "--chair", "M2", "--secretary", "M3"]);
    caisse.done(&["assembly", "arrive", "AG1", "M1", "M2", "M3", "M4", "M5", "--at", "18:20"]);
    caisse.done(&["assembly", "open", "AG1", "--at", "18:30"]);
    caisse.done(&["assembly", "goto", "AG1", "1"]);
    let words =
        ["poll", "open", "AG1", "Qui contrôle les comptes ?", "--option", "M4", "--option", "M5"];
    caisse.done(&words);
    let table = caisse.file("votes.csv", "membre;vote\nM1;M4\nM2;1\nM3;2\n");
    caisse.done(&["poll", "cast", "S1", "--from", &table]);
    caisse.done(&["poll", "cast", "S1", "2", "--for", "M2"]);
    let closed = caisse.done(&["poll", "close", "S1"]);
    assert_eq!(closed["verdict"]["chosen"], json!([1]));
    let proof = caisse.done(&["poll", "proof", "S1"]);
    assert_eq!((&proof["votes"], &proof["turnout"]["cast"]), (&json!([]), &json!(3)));
    assert_eq!(proof["ballots"].as_array().map(Vec::len), Some(2));
    let minutes = caisse.printed("AG1");
    assert!(minutes.contains("Options de S1 : 1. M4 Léa Roy ; 2. M5 Yann Le Gall"), "{minutes}");
    assert!(!minutes.contains("1 : M") && !minutes.contains("2 : M"), "{minutes}");
}

#[test]
fn a_table_of_ballots_is_taken_whole_or_not_at_all() {
    let caisse = Caisse::open(&["débat : Horaires"]);
    caisse.done(&["assembly", "goto", "AG1", "1"]);
    caisse.done(&["poll", "open", "AG1", "Ouvrir le samedi ?"]);
    let wrong =
        "membre;vote;par\nM1;oui;\nM2;peut-être;\nM7;oui;\nM1;non;\nM99;oui;\nx;oui;\nM6;non;M5\n";
    let wrong = caisse.file("votes.csv", wrong);
    let told = caisse.refused(&["poll", "cast", "S1", "--from", &wrong], "Rien n'a été pris");
    for said in [
        "ligne 3 : « peut-être » n'est pas un bulletin de ce scrutin ; écrivez oui, non",
        "ligne 4 : M7",
        "ligne 5 : M1 vote déjà à la ligne 2",
        "ligne 6 : M99",
        "ligne 7 : « x » n'est pas un numéro de membre",
        "ligne 8 : M5",
    ] {
        assert!(told.contains(said), "{said}\n{told}");
    }
    assert_eq!(caisse.done(&["poll", "show", "S1"])["turnout"]["cast"], 0);
    let right = caisse.file("votes.csv", "Membre,Vote\nM1,oui\nM2,non\nM3,oui\n");
    let taken = caisse.done(&["poll", "cast", "S1", "--from", &right]);
    assert_eq!(taken["turnout"]["cast"], 3);
}

#[test]
fn a_quorum_lost_during_the_meeting_stops_what_is_not_decided_yet() {
    let caisse = Caisse::open(&["débat : Horaires", "débat : Suite"]);
    caisse.done(&["assembly", "proxy", "give", "AG1", "M6", "--to", "M5"]);
    caisse.done(&["assembly", "goto", "AG1", "1"]);
    caisse.done(&["poll", "open", "AG1", "Ouvrir le samedi ?"]);
    caisse.vote("S1", &[("M1", "oui"), ("M2", "oui")]);
    let left = caisse.done(&["assembly", "leave", "AG1", "M3", "M4", "M5", "--at", "19:00"]);
    assert_eq!((&left["met"], &left["quorum"]["found"]), (&json!(false), &json!(2)));
    // The holder of the proxy is gone, and with them the voice of M6.
    caisse.refused(&["poll", "cast", "S1", "oui", "--for", "M6", "--by", "M5"], "M5");
    let closed = caisse.done(&["poll", "close", "S1"]);
    assert_eq!((&closed["verdict"], &closed["decision"]), (&json!("no_quorum"), &json!(null)));
    caisse.done(&["assembly", "goto", "AG1", "2"]);
    caisse.refused(&["poll", "open", "AG1", "Et le dimanche ?"], "quorum");
    caisse.done(&["assembly", "close", "AG1", "--at", "19:10"]);
    assert!(caisse.printed("AG1").contains("jusqu'à 19 h 00"));
}

#[test]
fn files_that_are_not_ballots_are_refused_before_anything_is_taken() {
    let caisse = Caisse::open(&["débat : Horaires"]);
    caisse.done(&["assembly", "goto", "AG1", "1"]);
    caisse.done(&["poll", "open", "AG1", "Ouvrir le samedi ?"]);
    let cast = ["poll", "cast", "S1", "--from"];
    let refused = |text: &str, because: &str| {
        let file = caisse.file("votes.csv", text);
        caisse.refused(&[&cast[..], &[&file]].concat(), because)
    };
    refused("membre;vote\nM1;-1:oui\n", "ligne 2 : « -1:oui »");
    refused("membre;vote\nM1;2:oui\n", "ligne 2 : M1 répartit 2 voix et n'en porte que 1");
    refused("membre;vote\nM1;\n", "ligne 2 : la case « vote » est vide");
    refused("membre\nM1\n", "il manque la colonne « vote »");
    refused("membre;vote\n", "aucune ligne");
    let broken = caisse.path("votes.csv");
    std::fs::write(&broken, b"membre;vote\nM1;ou\xe9\n").expect("a file");
    caisse.refused(&[&cast[..], &[&broken]].concat(), "ligne 2 : « oué »");
    let large = std::fs::File::create(&broken).expect("a file");
    large.set_len(100_000_000).expect("100 MB");
    caisse.refused(&[&cast[..], &[&broken]].concat(), "64 Mo");
    assert_eq!(caisse.done(&["poll", "show", "S1"])["turnout"]["cast"], 0);
}

#[test]
fn the_whole_grammar_is_sound_and_speaks_english_too() {
    let caisse = Caisse::open(&["débat : Horaires"]);
    let english = |words: &[&str]| {
        let root = caisse.path("caisse");
        let mut all = vec!["caisse", "--language", "en", "--today", caisse.today, "--dir", &root];
        all.extend(words);
        caisse_cli::run(all).map(|(value, _)| value)
    };
    let minutes = english(&["minutes", "show", "AG1"]).expect("shown");
    assert!(minutes["text"].as_str().is_some_and(|text| text.contains("Minutes of AG1")));
    // Whatever the language, one text is sealed.
    assert_eq!(minutes["digest"], caisse.done(&["minutes", "show", "AG1"])["digest"]);
    let refusal = english(&["poll", "open", "AG1", "x"]).expect_err("no item");
    assert!(refusal.contains("say the item by --item"), "{refusal}");
    let told = english(&["statutes", "show"]).expect("shown")["sentences"].to_string();
    assert!(told.contains("at least 14 days before its date"), "{told}");
    for family in ["statutes", "assembly", "poll", "draw", "minutes", "mandate"] {
        let help = english(&[family, "--help"]).expect_err("help is told");
        assert!(help.contains("Usage"), "{help}");
    }
}

#[test]
fn arrivals_come_from_a_file_by_name_or_number() {
    let mut caisse = Caisse::convened(&["débat : Horaires"]);
    caisse.today = "2026-01-20";
    let wrong = caisse.file("presents.csv", "membre\nM1\nZoe Petite\nM1\nM55\n");
    let arrive = ["assembly", "arrive", "AG1", "--at", "18:20", "--from"];
    let told = caisse.refused(&[&arrive[..], &[&wrong]].concat(), "Rien n'a été pris");
    assert!(told.contains("ligne 3 : « Zoe Petite »") && told.contains("ligne 4 : M1"), "{told}");
    let unknown = caisse.file("presents.csv", "membre\nM1\nM55\n");
    caisse.refused(&[&arrive[..], &[&unknown]].concat(), "ligne 3 : M55");
    let right = caisse.file("presents.csv", "membre\nM1\nzoé petit\nYann Le Gall\nM4\n");
    let came = caisse.done(&[&arrive[..], &[&right]].concat());
    assert_eq!((&came["quorum"]["present"], &came["met"]), (&json!(4), &json!(true)));
}

#[test]
fn a_draw_is_fixed_before_and_made_again_after() {
    let caisse = Caisse::open(&["tirage : Comité de contrôle"]);
    let fix = ["draw", "fix", "AG1", "--item", "1", "--seats", "2", "--reserve", "1"];
    let fixed = caisse.done(&[&fix[..], &["--source", "loto du 20 janvier 2026"]].concat());
    assert_eq!(fixed["pool"].as_array().map(Vec::len), Some(8));
    caisse.refused(&["draw", "run", "1", "1 2 3", "4"], "1");
    let drawn = caisse.done(&["draw", "run", "1", "7 12 25 31 44 8"]);
    let picks = drawn["outcome"]["strata"][0]["picks"].as_array().expect("picks");
    assert_eq!(picks.len(), 3);
    assert_eq!(caisse.done(&["draw", "show", "1"])["outcome"], drawn["outcome"]);
    caisse.refused(&["draw", "run", "1", "7 12 25 31 44 8"], "1");
    let minutes = caisse.printed("AG1");
    assert!(minutes.contains("Tirage 1") && minutes.contains("loto du 20 janvier"), "{minutes}");
}

#[test]
fn each_college_must_agree_and_its_paper_is_counted_apart() {
    let colleges = STATUTES.replace(
        "[decision.resolution]",
        "[[college]]\nnom = \"salarié·es\"\ncategories = [\"salarie\"]\n[[college]]\nnom = \"usager·es\"\ncategories = [\"membre\"]\n[decision.resolution]\ncolleges = \"chacun\"",
    );
    let mut caisse = Caisse::found(&colleges);
    caisse.refused(&["statutes", "adopt"], "« salarié·es » n'aurait aucun votant");
    let rows = "numero;nom;prenom;categorie\nM1;Diallo;Amina;salarie\nM2;Petit;Zoé;salarie\n";
    let rows = caisse.file("categories.csv", rows);
    caisse.done(&["import", "members", &rows]);
    caisse.done(&["statutes", "adopt"]);
    caisse.convene("2026-01-20", &["débat : Horaires"]);
    caisse.today = "2026-01-20";
    caisse.done(&["assembly", "bureau", "AG1", "--chair", "M2", "--secretary", "M3"]);
    caisse.done(&["assembly", "arrive", "AG1", "M1", "M2", "M3", "M4", "M5", "--at", "18:20"]);
    caisse.done(&["assembly", "open", "AG1", "--at", "18:30"]);
    caisse.done(&["assembly", "goto", "AG1", "1"]);
    caisse.done(&["poll", "open", "AG1", "Ouvrir le samedi ?"]);
    caisse.vote("S1", &[("M1", "oui"), ("M2", "non")]);
    caisse.done(&["poll", "paper", "hand-out", "S1", "M3", "M4", "M5"]);
    let enter = ["poll", "paper", "enter", "S1", "--count"];
    caisse.refused(&[&enter[..], &["oui = 3"]].concat(), "collèges : salarié·es, usager·es");
    caisse.refused(&[&enter[..], &["salarié·es / oui = 1"]].concat(), "0");
    caisse.done(&[&enter[..], &["usager·es / oui = 3"]].concat());
    let confirm =
        ["--as", "M3", "poll", "paper", "confirm", "S1", "--count", "usager·es / oui = 3"];
    caisse.done(&confirm);
    // Four yes of five, and one college that does not agree.
    let closed = caisse.done(&["poll", "close", "S1"]);
    assert_eq!(closed["verdict"], "rejected");
    let again = caisse.counted_again("S1");
    assert_eq!((&again["adopted"], &again["key_figures"]["yes"]), (&json!(false), &json!(4)));
}

#[test]
fn delegates_split_their_mandates_and_never_beyond() {
    let weighted = STATUTES.replace(
        "[procurations]",
        "[votants]\npoids_des_delegues = \"une voix par membre\"\n[procurations]",
    );
    let mut caisse = Caisse::found(&weighted);
    caisse.done(&["statutes", "adopt"]);
    let give = |member: &str, members: &str| {
        let words = ["mandate", "give", member, "--of", "section", "--members", members];
        caisse.done(&[&words[..], &["--instruction", "Défendre les 12 €"]].concat())
    };
    give("M4", "70");
    give("M5", "30");
    caisse.convene("2026-01-20", &["débat : Horaires"]);
    caisse.today = "2026-01-20";
    caisse.done(&["assembly", "bureau", "AG1", "--chair", "M4", "--secretary", "M5"]);
    caisse.done(&["assembly", "arrive", "AG1", "M4", "M5", "--at", "18:20"]);
    caisse.done(&["assembly", "open", "AG1", "--at", "18:30"]);
    caisse.done(&["assembly", "goto", "AG1", "1"]);
    caisse.done(&["poll", "open", "AG1", "Ouvrir le samedi ?"]);
    caisse.refused(&["poll", "cast", "S1", "40:oui + 31:non", "--for", "M4"], "70");
    caisse.done(&["poll", "cast", "S1", "40:oui + 27:non + 3:abstention", "--for", "M4"]);
    caisse.done(&["poll", "cast", "S1", "non", "--for", "M5"]);
    caisse.refused(&["poll", "cast", "S1", "oui", "--for", "M1"], "M1");
    assert_eq!(caisse.done(&["poll", "close", "S1"])["verdict"], "rejected");
    caisse.done(&["mandate", "end", "1", "--on", "2026-02-01"]);
    assert_eq!(caisse.done(&["mandate", "list"])["mandates"][0]["until"], "2026-02-01");
}

#[test]
fn members_ask_for_an_assembly_and_convene_it_when_enough_do() {
    let caisse = Caisse::found(STATUTES);
    caisse.done(&["statutes", "adopt"]);
    caisse.refused(&["assembly", "request", "Horaires"], "--as M3");
    caisse.done(&["--as", "M7", "assembly", "request", "Horaires"]);
    let convene = ["assembly", "convene", "--request", "1", "--title", "Horaires", "--item"];
    let convene =
        [&convene[..], &["débat : Horaires", "--on", "2026-01-20", "--at", "18h"]].concat();
    caisse.refused(&[&["--as", "M7"][..], &convene].concat(), "il en faut 2");
    caisse.done(&["--as", "M8", "assembly", "support", "1"]);
    caisse.refused(&["--as", "M8", "assembly", "support", "1"], "M8 soutient déjà");
    assert_eq!(caisse.done(&[&["--as", "M7"][..], &convene].concat())["assembly"], "AG1");
    let listed = caisse.done(&["assembly", "list"]);
    assert_eq!(listed["requests"][0]["assembly"], "AG1");
}

#[test]
fn what_the_statutes_do_not_allow_is_refused_with_the_remedy() {
    let mut caisse = Caisse::found(STATUTES);
    caisse.done(&["statutes", "adopt"]);
    let early = ["assembly", "convene", "--on", "2026-01-10", "--at", "18:30", "--title", "AG"];
    caisse
        .refused(&[&early[..], &["--item", "débat : x"]].concat(), "choisissez le 15 janvier 2026");
    let wrong =
        [&early[..], &["--item", "débat : x", "--item", "danse : y", "--item", "Bilan"]].concat();
    let told = caisse.refused(&wrong, "ligne 2 : « danse : y » n'est pas un point");
    assert!(told.contains("ligne 3 : « Bilan »"), "{told}");
    caisse.convene("2026-01-20", &["débat : Horaires"]);
    caisse.refused(&["assembly", "arrive", "AG1", "M1", "--at", "18:20"], "20 janvier 2026");
    caisse.refused(&["assembly", "goto", "AG1", "0"], "à partir de 1");
    caisse.refused(&["--as", "M5", "assembly", "cancel", "AG1", "--reason", "x"], "M5");
    caisse.refused(&["assembly", "show", "AG9"], "AG9");
    caisse.refused(&["poll", "show", "S9"], "S9");
    caisse.refused(&["assembly", "proxy", "give", "AG1", "M3", "--to", "M3"], "à soi-même");
    caisse.today = "2026-01-15";
    caisse.refused(
        &["assembly", "agenda", "AG1", "--item", "débat : Autre"],
        "l'ordre du jour ne change plus",
    );
    caisse.done(&["assembly", "cancel", "AG1", "--reason", "salle inondée"]);
    assert_eq!(caisse.done(&["assembly", "list"])["assemblies"][0]["stage"], "annulée");
}

#[test]
fn the_files_of_the_family_are_where_the_founding_says() {
    let caisse = Caisse::found(STATUTES);
    assert!(PathBuf::from(caisse.path("caisse/statuts.toml")).is_file());
    let decision = caisse.done(&["statutes", "check", "association-1901"]);
    assert_eq!(decision["title"], "Statuts d'une caisse en association de la loi de 1901");
}
