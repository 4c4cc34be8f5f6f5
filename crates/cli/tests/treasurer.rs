//! What a treasurer does at the command line, as words and values: each test is a caisse of its own.

use std::path::{Path, PathBuf};

use serde_json::Value;

struct Caisse {
    folder: tempfile::TempDir,
    today: &'static str,
}

impl Caisse {
    /// The food caisse of Gironde with three members, a treasurer and a co-signatory.
    fn found() -> Caisse {
        let folder = tempfile::tempdir().expect("a folder");
        let caisse = Caisse { folder, today: "2026-01-01" };
        let root = caisse.root();
        let root = root.to_str().expect("a path");
        let model = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/food-caisse-gironde");
        caisse.done(&["init", root, "--model", model, "--name", "Caisse d'essai"]);
        let members = caisse.file(
            "membres.csv",
            "nom;prenom;courriel;situation:personnes\nDiallo;Amina;amina@exemple.org;1\nPetit;Zoé;;1\nMartin;Ali;;1\n",
        );
        caisse.done(&["import", "members", &members]);
        caisse.done(&["office", "give", "treasurer", "M1", "--decision", "D1"]);
        caisse.done(&["office", "give", "co-signatory", "M2", "--decision", "D1"]);
        caisse
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("caisse")
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().expect("a path").to_owned()
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        std::fs::write(&path, text).expect("a file");
        path
    }

    fn run(&self, words: &[&str]) -> Result<Value, String> {
        let root = self.root();
        let root = root.to_str().expect("a path");
        let mut all = vec!["caisse", "--language", "fr", "--today", self.today];
        if words[0] != "init" {
            all.extend(["--dir", root]);
        }
        all.extend(words);
        caisse_cli::run(all).map(|(value, _)| value)
    }

    fn done(&self, words: &[&str]) -> Value {
        self.run(words).unwrap_or_else(|sentence| panic!("{words:?} : {sentence}"))
    }

    fn refused(&self, words: &[&str], because: &str) {
        let sentence = self.run(words).expect_err("it should be refused");
        let plain = sentence.replace(['\u{a0}', '\u{202f}'], " ");
        assert!(plain.contains(because), "{words:?} : {plain}");
    }

    fn balance(&self, account: &str) -> i64 {
        let report = self.done(&["report", "balance"]);
        let lines = report["accounts"].as_array().expect("accounts");
        let line = lines.iter().find(|line| line["account"] == account);
        line.map_or(0, |line| cents(&line["closing"]))
    }
}

/// Amounts are written as cents or as decimal text.
fn cents(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| {
        let text = value.as_str().unwrap_or_default();
        text.replace(['.', ',', ' '], "").parse().unwrap_or_default()
    })
}

#[test]
fn a_receipt_by_hand_is_undone_with_its_reason() {
    let mut caisse = Caisse::found();
    caisse.done(&["call", "2026-01"]);
    caisse.today = "2026-01-06";
    caisse.done(&["receive", "M2", "10,00"]);
    caisse.refused(&["correct", "E2", "--reason", "erreur"], "défaites l'encaissement R1");
    let undone = caisse.done(&["undo", "R1", "--reason", "c'était M3"]);
    assert_eq!(undone["undone"], "R1");
    caisse.refused(&["undo", "R1", "--reason", "encore"], "R1 a déjà été défait");
    let unpaid = caisse.done(&["report", "unpaid"]);
    assert_eq!(unpaid["claims"].as_array().map(Vec::len), Some(3));
}

#[test]
fn a_collection_is_given_up_and_a_mandate_revoked() {
    let mut caisse = Caisse::found();
    caisse.done(&["call", "2026-01"]);
    caisse.today = "2026-01-06";
    for (member, reference) in [("M2", "RUM-2"), ("M3", "RUM-3")] {
        caisse.done(&[
            "debit",
            "mandate",
            member,
            "--reference",
            reference,
            "--signed",
            "2026-01-05",
        ]);
    }
    caisse.done(&["debit", "prepare", "--on", "2026-01-20"]);
    let given_up =
        caisse.done(&["debit", "abandon", "V1", "--claim", "C2", "--reason", "compte clos"]);
    assert_eq!(given_up["claims"], serde_json::json!(["C2"]));
    let listed = caisse.done(&["debit", "list"]);
    assert_eq!(listed["runs"][0]["debits"], 1);
    caisse.done(&["debit", "abandon", "V1", "--reason", "jamais envoyé"]);
    caisse.done(&["debit", "revoke", "T1"]);
    let prepared = caisse.done(&["debit", "prepare", "--on", "2026-01-20"]);
    assert_eq!(prepared["debits"], 1, "the revoked mandate is not used");
}

#[test]
fn the_next_year_opens_before_the_last_is_closed() {
    let mut caisse = Caisse::found();
    caisse.refused(&["open", "2028"], "le prochain à ouvrir est 2027");
    caisse.today = "2027-01-03";
    caisse.refused(&["call", "2027-01"], "ouvrez l'exercice 2027");
    caisse.done(&["open", "2027"]);
    caisse.done(&["call", "2027-01"]);
    caisse.today = "2027-02-01";
    caisse.refused(&["close", "2027-01"], "janvier 2026 est encore ouvert");
}

#[test]
fn a_budget_is_adopted_and_compared_with_what_happened() {
    let caisse = Caisse::found();
    caisse.refused(&["budget", "show"], "aucun budget");
    caisse.done(&["budget", "set", "2026", "6064=200,00", "75411=50,00", "--decision", "D1"]);
    caisse.done(&[
        "entry",
        "Papier",
        "--debit",
        "6064=40,00",
        "--credit",
        "401=40,00",
        "--decision",
        "D1",
    ]);
    let shown = caisse.done(&["budget", "show"]);
    let line = &shown["lines"][0];
    assert_eq!(line["account"], "6064");
    assert_eq!((cents(&line["planned"]), cents(&line["actual"])), (20_000, 4_000));
    assert_eq!(cents(&line["left"]), 16_000);
}

#[test]
fn entries_by_decision_open_the_books_and_never_touch_kept_accounts() {
    let caisse = Caisse::found();
    caisse.done(&[
        "entry",
        "Solde repris",
        "--opening",
        "--debit",
        "512=300,00",
        "--credit",
        "1021=300,00",
        "--decision",
        "D1",
    ]);
    assert_eq!(caisse.balance("512"), 30_000);
    let kept = ["--credit", "401=5,00", "--decision", "D1"];
    for (account, by) in
        [("411", "les cotisations"), ("468", "les allocations"), ("512", "les relevés")]
    {
        let debit = format!("{account}=5,00");
        let mut words = vec!["entry", "À la main", "--debit", debit.as_str()];
        words.extend(kept);
        caisse.refused(&words, &format!("le compte {account} est tenu par {by}"));
    }
    // A document in the place of a decision, kept by its digest.
    let bill = caisse.file("facture.txt", "Papier, 12 euros");
    caisse.done(&[
        "entry",
        "Facture",
        "--debit",
        "6064=12,00",
        "--credit",
        "401=12,00",
        "--document",
        &bill,
    ]);
    assert_eq!(caisse.balance("6064"), 1_200);
}

#[test]
fn the_result_of_a_year_is_allotted_to_the_cent() {
    let mut caisse = Caisse::found();
    caisse.done(&["call", "2026-01"]);
    caisse.today = "2027-01-10";
    for month in 1..=12 {
        caisse.done(&["close", &format!("2026-{month:02}")]);
    }
    caisse.done(&["close", "2026"]);
    assert_eq!(caisse.balance("120"), -3_000);
    caisse.refused(
        &["allot", "1068=29,00", "--decision", "D1"],
        "les parts ne font pas le résultat à affecter : il s'en faut de",
    );
    caisse.done(&["allot", "1068=30,00", "--decision", "D1"]);
    assert_eq!(caisse.balance("120"), 0);
}

#[test]
fn an_office_ends_by_a_decision() {
    let caisse = Caisse::found();
    let listed = caisse.done(&["office", "list"]);
    assert_eq!(listed["offices"][1]["office"], "O2");
    caisse.done(&["office", "end", "O2", "--decision", "D1", "--on", "2026-06-30"]);
    let listed = caisse.done(&["office", "list"]);
    assert_eq!(listed["offices"][1]["until"], "2026-06-30");
    caisse.refused(&["office", "end", "O9", "--decision", "D1"], "n'existe pas");
}

#[test]
fn the_columns_of_a_table_are_pointed_at_once_and_remembered() {
    let mut caisse = Caisse::found();
    caisse.today = "2026-01-20";
    let table = |day: &str, sum: &str| {
        format!("Quand;Quoi;Combien;Chez\n{day};VIR AMINA;{sum};A-1\n{day};AUTRE;1,00;B-2\n")
    };
    let first = caisse.file("banque-1.csv", &table("08/01/2026", "10,00"));
    caisse.refused(&["statement", "import", &first], "--column libelle=TITRE");
    let columns = [
        "--column",
        "date=Quand",
        "--column",
        "libelle=Quoi",
        "--column",
        "montant=Combien",
        "--column",
        "compte=Chez",
    ];
    let mut words = vec!["statement", "import", first.as_str()];
    words.extend(columns);
    caisse.refused(&words, "dites quel compte lire (--account)");
    words.extend(["--account", "A1"]);
    assert_eq!(caisse.done(&words)["new"], 1);
    // The next file of the same bank needs no columns.
    let second = caisse.file("banque-2.csv", &table("15/01/2026", "12,00"));
    let imported = caisse.done(&["statement", "import", &second, "--account", "A-1"]);
    assert_eq!(imported["new"], 1);
    caisse.refused(&["statement", "import", &second, "--column", "date=Jamais"], "Jamais");
}

#[test]
fn letters_wait_until_a_server_takes_them() {
    let mut caisse = Caisse::found();
    caisse.today = "2026-01-05";
    caisse.done(&["call", "2026-01", "--sender", "Caisse <caisse@exemple.org>"]);
    let letters = caisse.done(&["notices", "list"]);
    assert_eq!(letters["letters"].as_array().map(Vec::len), Some(3));
    caisse.refused(&["notices", "send"], "aucun serveur de courriel");
    // A server that nobody runs: the letter stays, and the program says so.
    let closed = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = closed.local_addr().expect("its address");
    drop(closed);
    let server = caisse.file("serveur", &format!("smtp://{address}\n"));
    let sent = caisse.done(&["notices", "send", "--server", &server]);
    assert_eq!(sent["sent"], 0);
    assert_eq!(sent["failed"].as_array().map(Vec::len), Some(1));
}

#[test]
fn the_master_key_is_changed_and_the_old_one_opens_nothing() {
    let caisse = Caisse::found();
    let key = caisse.root().join("keys/master.key");
    let old = std::fs::read_to_string(&key).expect("a key");
    caisse.done(&["rotate-key"]);
    assert_ne!(std::fs::read_to_string(&key).expect("a key"), old);
    assert!(!caisse.root().join("keys/master.key.new").exists());
    let shown = caisse.done(&["member", "show", "M1"]);
    assert!(shown.to_string().contains("Amina"), "{shown}");
    std::fs::write(&key, old).expect("written");
    assert!(caisse.run(&["member", "show", "M1"]).is_err());
    assert!(Path::new(&key).exists());
}

#[test]
fn a_rotation_that_was_interrupted_is_finished_by_running_it_again() {
    let caisse = Caisse::found();
    let keys = caisse.root().join("keys");
    let old = std::fs::read_to_string(keys.join("master.key")).expect("a key");
    caisse.done(&["rotate-key"]);
    // As if the machine had stopped after the vault was moved and before the file was.
    std::fs::rename(keys.join("master.key"), keys.join("master.key.new")).expect("renamed");
    std::fs::write(keys.join("master.key"), old).expect("written");
    caisse.done(&["rotate-key"]);
    let shown = caisse.done(&["member", "show", "M1"]);
    assert!(shown.to_string().contains("Amina"), "{shown}");
}

#[test]
fn a_reminder_asks_for_the_instalments_that_were_missed_and_not_for_what_is_being_collected() {
    let mut caisse = Caisse::found();
    caisse.today = "2026-04-01";
    caisse.done(&["call", "2026-04", "--due", "2026-04-15"]);
    caisse.done(&["spread", "C2", "2026-04-20=4,00", "2026-05-20=6,00"]);
    caisse.done(&["debit", "mandate", "M3", "--reference", "RUM-3", "--signed", "2026-04-01"]);
    caisse.done(&["debit", "prepare", "--on", "2026-04-24"]);
    caisse.today = "2026-04-22";
    let reminded = caisse.done(&["remind", "--sender", "Caisse <caisse@exemple.org>"]);
    assert_eq!(reminded["late"], 2, "C1 and C2; C3 is in the collection V1");
    let letter = std::fs::read_to_string(caisse.root().join("outbox/rappel-1-C2.txt"));
    let letter = letter.expect("a letter to print").replace(['\u{a0}', '\u{202f}'], " ");
    assert!(letter.contains("Rappel : cotisation d'avril 2026"), "{letter}");
    assert!(letter.contains("reste à payer : 4,00 €"), "{letter}");
    assert!(letter.contains("20 avril 2026 (4,00 €)") && !letter.contains("10,00"), "{letter}");
    assert!(!caisse.root().join("outbox/rappel-1-C3.txt").exists());
    // The second instalment has its own day, and its own letter.
    caisse.done(&["receive", "M2", "4,00"]);
    let unpaid = caisse.done(&["report", "unpaid"]);
    assert_eq!(unpaid["claims"][1]["late"], false);
    assert_eq!(unpaid["claims"][1]["due"], "2026-05-20");
    caisse.today = "2026-05-21";
    caisse.done(&["remind", "--sender", "Caisse <caisse@exemple.org>"]);
    let second = std::fs::read_to_string(caisse.root().join("outbox/rappel-2-C2.txt"));
    assert!(second.expect("a second letter").contains("20 mai 2026"));
}

#[test]
fn a_bank_line_is_given_back_whatever_it_was_taken_for() {
    let mut caisse = Caisse::found();
    caisse.done(&["call", "2026-01"]);
    caisse.today = "2026-01-20";
    let table = "Date;Libellé;Montant\n08/01/2026;VIR;10,00\n09/01/2026;FRAIS;-2,50\n";
    let file = caisse.file("banque.csv", table);
    caisse.done(&["statement", "import", &file]);
    caisse.refused(&["undo", "B1", "--reason", "rien"], "rien n'explique encore la ligne B1");
    caisse.done(&["statement", "match", "B1", "--member", "M2"]);
    let open = caisse.done(&["statement", "open"]);
    let waiting = open["lines"].as_array().map_or(0, Vec::len);
    let undone = caisse.done(&["undo", "B1", "--reason", "c'était M3"]);
    assert_eq!((&undone["undone"], &undone["line"]), (&"R1".into(), &"B1".into()));
    let open = caisse.done(&["statement", "open"]);
    assert_eq!(open["lines"].as_array().map_or(0, Vec::len), waiting + 1);
}

#[test]
fn a_line_of_several_transfers_is_split_by_one_command() {
    let mut caisse = Caisse::found();
    caisse.done(&["call", "2026-01"]);
    caisse.today = "2026-01-20";
    let table =
        "Date;Libellé;Montant\n08/01/2026;VIREMENTS GROUPES;25,00\n09/01/2026;REJET;-10,00\n";
    let file = caisse.file("banque.csv", table);
    caisse.done(&["statement", "import", &file]);
    let wrong = ["statement", "match", "B1", "--split", "M1=10,00", "--split", "M2=10,00"];
    caisse.refused(&wrong, "25,00");
    let right = ["statement", "match", "B1", "--split", "M1=10,00", "--split", "M2=15,00"];
    caisse.done(&right);
    assert_eq!((caisse.balance("512"), caisse.balance("411")), (2_500, 500));
    caisse.refused(&["undo", "R1", "--reason", "non"], "R1 est venu avec d'autres par la ligne B1");
    let undone = caisse.done(&["undo", "B1", "--reason", "mal partagé"]);
    assert_eq!(undone["line"], "B1");
    assert_eq!(caisse.balance("512"), 0);
    caisse.done(&right);
}

#[test]
fn a_helper_is_named_shown_and_acts_until_the_mandate_ends() {
    let caisse = Caisse::found();
    let given = caisse.done(&[
        "member",
        "helper",
        "give",
        "M3",
        "M2",
        "--may",
        "situation,demandes",
        "--as",
        "M3",
    ]);
    assert_eq!(given["helpers"][0]["helper"], "M2");
    assert_eq!(given["helpers"][0]["may"], serde_json::json!(["situation", "requests"]));
    let refused =
        caisse.run(&["member", "choose", "M3", "20,00", "--from", "2026-01", "--as", "M2"]);
    assert!(refused.is_err(), "the mandate does not cover it");
    caisse.done(&["member", "helper", "end", "M3", "M2", "--as", "M3"]);
    let shown = caisse.done(&["member", "helper", "list", "M3"]);
    assert!(!shown["helpers"][0]["until"].is_null());
    let unknown = caisse.run(&["member", "helper", "list", "M99"]).expect_err("unknown");
    assert!(unknown.contains("M99"), "{unknown}");
}

#[test]
fn a_statement_of_200_mb_is_refused_by_its_length_and_changes_nothing() {
    let caisse = Caisse::found();
    let path = caisse.path("releve.xml");
    // A file without blocks on the disk: it is refused long before 200 MB could be read.
    let large = std::fs::File::create(&path).expect("a file");
    large.set_len(200_000_000).expect("200 MB");
    caisse.refused(&["statement", "import", &path], "le fichier pèse 200000000 octets");
    caisse.refused(&["statement", "import", &path, "--dry-run"], "une période plus courte");
    let open = caisse.done(&["statement", "open"]);
    assert_eq!(open["lines"].as_array().map(Vec::len), Some(0), "{open}");
}

/// The frames of an archive: the kind of each, and where it stands (`docs/journal-format.md`).
fn frames(archive: &[u8]) -> Vec<(u8, std::ops::Range<usize>)> {
    let (mut at, mut frames) = (20, Vec::new());
    while at < archive.len() {
        let length = archive[at + 1..at + 5].try_into().expect("four bytes");
        let end = at + 5 + u32::from_be_bytes(length) as usize;
        frames.push((archive[at], at..end));
        at = end;
    }
    frames
}

#[test]
fn verifying_an_archive_names_the_record_that_was_removed() {
    let caisse = Caisse::found();
    let archive = caisse.path("caisse.archive");
    caisse.done(&["export", "archive", &archive]);
    let (whole, sound) = verified(&archive);
    assert!(sound, "{whole}");
    let bytes = std::fs::read(&archive).expect("an archive");
    let frames = frames(&bytes);
    let records: Vec<_> = frames.into_iter().filter(|(kind, _)| *kind == b'R').collect();
    for (number, (_, range)) in records.iter().enumerate() {
        let mut without = bytes.clone();
        without.drain(range.clone());
        std::fs::write(&archive, without).expect("written");
        let (report, sound) = verified(&archive);
        assert!(!sound, "without record {number}: {report}");
        let text = report["report"].to_string();
        // Without the last, what remains is a whole chain, shorter than announced.
        let expected = if number + 1 == records.len() {
            format!("annonce {} enregistrements et en a {number}", records.len())
        } else {
            format!("à l'enregistrement n° {number} du journal")
        };
        assert!(text.contains(&expected), "without record {number}: {text}");
    }
}

/// What `caisse verify` says of a file, and whether it finds it right.
fn verified(file: &str) -> (Value, bool) {
    caisse_cli::run(["caisse", "--language", "fr", "verify", file]).expect("it was read")
}
