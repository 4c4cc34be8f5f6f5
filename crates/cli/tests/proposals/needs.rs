//! From a grievance to a project that is paid and reported on.

use caisse_domain::assemblies::poll::Ballot;

use crate::caisse::{Caisse, cents};
use crate::yes;

/// Everything that the caisse's journal holds, as it is exported.
fn everything(caisse: &Caisse) -> String {
    let archive = caisse.path("archive.caisse");
    caisse.done(&["export", "archive", &archive]);
    String::from_utf8_lossy(&std::fs::read(&archive).expect("an archive")).into_owned()
}

#[test]
fn an_anonymous_grievance_reaches_the_journal_without_its_author() {
    let caisse = Caisse::found();
    let words = ["grievance", "record", "Le chef crie", "--workplace", "Atelier", "--anonymous"];
    caisse.refused(&words, "dites qui vous êtes avec --as");
    caisse.refused(&[&["--as", "M99"][..], &words].concat(), "M99");
    let before = everything(&caisse).matches("M7").count();
    let recorded = caisse.done(&[&["--as", "M7"][..], &words].concat());
    assert_eq!(recorded["grievance"], "G1");
    let secret = recorded["secret"].as_str().expect("a secret");
    let after = everything(&caisse);
    assert_eq!(after.matches("M7").count(), before, "the author's number is nowhere");
    assert!(!after.contains(secret) && !after.contains("Le chef crie"));
    assert!(after.contains("grievance_recorded") && after.contains("anonymous"));
    // As a check of the check: under one's name, one's number is written.
    caisse.done(&["--as", "M7", "grievance", "record", "Et il fait froid"]);
    assert!(everything(&caisse).matches("M7").count() > before);
    // With the secret the author, and nobody else, shows whose it is.
    let check = |member: &str, secret: &str| {
        let told = caisse.done(&["--as", member, "grievance", "check", "G1", "--secret", secret]);
        told["holds"] == true
    };
    assert!(check("M7", secret));
    assert!(!check("M8", secret) && !check("M7", "00"));
    // The text is read from the vault by who keeps the caisse.
    let listed = caisse.done(&["grievance", "list"]);
    let one = &listed["grievances"][0];
    assert_eq!((&one["text"], &one["member"]), (&"Le chef crie".into(), &serde_json::Value::Null));
}

#[test]
fn a_text_given_under_ones_name_goes_when_one_is_erased() {
    let caisse = Caisse::found();
    caisse.done(&["--as", "M7", "grievance", "record", "Il fait froid"]);
    let listed = caisse.done(&["grievance", "list"]);
    assert_eq!(listed["grievances"][0]["text"], "Il fait froid");
    caisse.done(&["member", "erase", "M7"]);
    let listed = caisse.done(&["grievance", "list"]);
    assert!(listed["grievances"][0]["text"].is_null(), "{listed}");
}

/// Two projects of 1,000 and 2,500 euros that come from a demand.
fn with_projects(caisse: &mut Caisse) {
    caisse.done(&["--as", "M3", "grievance", "record", "Pas de sièges"]);
    caisse.done(&["--as", "M4", "grievance", "record", "Mal au dos", "--anonymous"]);
    caisse.done(&["--as", "M5", "grievance", "group", "Postures", "G1", "G2"]);
    let demand = ["--as", "M5", "demand", "state", "Des sièges", "--addressee", "La direction"];
    let because = ["--text", "Un siège par poste", "--grievance", "G1", "--grievance", "G2"];
    caisse.refused(
        &[&demand[..], &["--deadline", "2025-12-01"], &because].concat(),
        "1er décembre 2025",
    );
    let stated = caisse.done(&[&demand[..], &["--deadline", "2026-02-01"], &because].concat());
    assert_eq!(stated["demand"], "RV1");
    let silence = ["--as", "M5", "demand", "answer", "RV1", "unanswered", "--text", "Rien reçu"];
    caisse.refused(&silence, "RV1");
    caisse.today = "2026-02-02";
    assert_eq!(caisse.done(&["demand", "list"])["demands"][0]["overdue"], true);
    caisse.done(&silence);
    let seats =
        ["--as", "M5", "project", "new", "Des sièges", "--text", "Vingt sièges", "--demand", "RV1"];
    let plan = ["--milestone", "2026-03-31=livrés", "--carrier", "M5", "--carrier", "M6"];
    caisse.refused(
        &[&seats[..], &["--cost", "6063=mille"], &plan].concat(),
        "COMPTE=MONTANT=LIBELLÉ",
    );
    let opened = caisse.done(&[&seats[..], &["--cost", "6063=1000,00=Sièges"], &plan].concat());
    assert_eq!((&opened["project"], cents(&opened["cost"])), (&"PJ1".into(), 100_000));
    caisse.done(&[
        "--as",
        "M4",
        "project",
        "new",
        "Un four",
        "--text",
        "À pain",
        "--cost",
        "6063=2500,00=Four",
        "--carrier",
        "M4",
    ]);
    caisse.done(&["--as", "M4", "project", "people", "PJ2", "M4", "M8"]);
}

#[test]
fn a_project_is_chosen_by_equal_shares_paid_under_two_signatures_and_reported_on() {
    let mut caisse = Caisse::found();
    with_projects(&mut caisse);
    caisse.refused(
        &[
            "--as",
            "M3",
            "proposal",
            "new",
            "--envelope",
            "Projets",
            "--amount",
            "90000",
            "--until",
            "2026-06-30",
        ],
        "90 000,00 €",
    );
    caisse.done(&[
        "--as",
        "M3",
        "proposal",
        "new",
        "--envelope",
        "Projets",
        "--amount",
        "3000",
        "--until",
        "2026-06-30",
        "--open",
    ]);
    caisse.vote("PR1", None, &yes);
    caisse.done(&[
        "--as",
        "M3",
        "proposal",
        "new",
        "--choose",
        "EV1",
        "--project",
        "PJ1",
        "--project",
        "PJ2",
        "--report-by",
        "2026-05-01",
        "--open",
    ]);
    // Eight want the seats, five the oven: a group pays for what it wants, as far as its share goes.
    caisse.today = "2026-02-10";
    caisse.vote("PR2", None, &|voter| Ballot::Approve(vec![u16::from(voter.0 > 8)]));
    let envelope = caisse.done(&["envelope", "list"]);
    assert_eq!(cents(&envelope["envelopes"][0]["left"]), 200_000);
    let shown = caisse.done(&["project", "show", "PJ1"]);
    assert_eq!(shown["thread"], serde_json::json!(["G1", "G2", "RV1", "PJ1", "D3"]));
    assert_eq!(cents(&shown["remainder"]), 100_000);

    // One invoice of a member, one of somebody else; neither beyond the credit.
    caisse.today = "2026-02-15";
    let bill = caisse.file("f1.txt", "Six cents euros de sièges");
    let other = caisse.file("f2.txt", "Cent euros de transport");
    caisse.refused(
        &["project", "invoice", "PJ1", "1200", "--member", "M13", "--document", &bill],
        "1 000,00 €",
    );
    caisse.refused(
        &["project", "invoice", "PJ2", "10", "--member", "M13", "--document", &bill],
        "PJ2",
    );
    caisse.refused(&["project", "invoice", "PJ1", "10", "--document", &bill], "--member");
    let iban = "FR7630006000011234567890189";
    let wrong = [
        "project",
        "invoice",
        "PJ1",
        "100",
        "--name",
        "Transports Roux",
        "--iban",
        "FR7630006000011234567890188",
        "--document",
        &other,
    ];
    caisse.refused(&wrong, "IBAN");
    let accepted =
        caisse.done(&["project", "invoice", "PJ1", "600", "--member", "M13", "--document", &bill]);
    assert_eq!((&accepted["invoice"], cents(&accepted["remainder"])), (&"F1".into(), 40_000));
    caisse.refused(
        &["project", "invoice", "PJ1", "600", "--member", "M13", "--document", &bill],
        "F1",
    );
    caisse.done(&[
        "project",
        "invoice",
        "PJ1",
        "100",
        "--name",
        "Transports Roux",
        "--iban",
        iban,
        "--document",
        &other,
    ]);
    assert!(!everything(&caisse).contains(iban), "an account stands in the vault");

    // The order picks them by itself, and takes two signatures.
    let order = caisse.done(&["pay", "prepare", "--on", "2026-02-20"]);
    assert_eq!((&order["items"], cents(&order["total"])), (&2.into(), 70_000));
    caisse.refused(&["pay", "prepare", "F1", "--on", "2026-02-20"], "F1");
    let output = caisse.path("p1.xml");
    caisse.done(&["pay", "sign", "P1"]);
    caisse.refused(&["pay", "file", "P1", "--output", &output], "deux signatures");
    caisse.done(&["--as", "M2", "pay", "sign", "P1"]);
    caisse.done(&["pay", "file", "P1", "--output", &output]);
    let file = std::fs::read_to_string(&output).expect("a pain.001");
    assert!(file.contains("Transports Roux") && file.contains(iban), "{file}");
    assert!(file.contains("La Coop des outils") && file.contains("FR7620041010057000123456735"));

    // The statement shows it: paid, and the remainder is what was not invoiced.
    caisse.today = "2026-02-23";
    let statement =
        caisse.file("banque.csv", "Date;Libellé;Montant\n20/02/2026;VIR SEPA P1;-700,00\n");
    caisse.done(&["statement", "import", &statement]);
    let paid = caisse.done(&["project", "show", "PJ1"]);
    assert_eq!((cents(&paid["paid"]), cents(&paid["remainder"])), (70_000, 30_000), "{paid}");
    assert_eq!(paid["invoices"][0]["state"]["paid"], "2026-02-20");

    // Told back to the assembly, then closed: what is left goes back.
    caisse.refused(&["--as", "M9", "project", "milestone", "PJ1", "1"], "M9");
    caisse.done(&["--as", "M5", "project", "milestone", "PJ1", "1", "--document", &bill]);
    caisse.done(&[
        "--as",
        "M5",
        "project",
        "report",
        "PJ1",
        "--text",
        "Vingt sièges livrés",
        "--next",
        "2026-04-01",
    ]);
    let closed = caisse.done(&["--as", "M5", "project", "close", "PJ1"]);
    assert_eq!(cents(&closed["returned"]), 30_000);
    let listed = caisse.done(&["project", "list"]);
    assert_eq!(listed["projects"][0]["state"]["closed"], "2026-02-23");
}

#[test]
fn a_project_without_money_is_planned_anew_or_given_up() {
    let mut caisse = Caisse::found();
    with_projects(&mut caisse);
    let planned = caisse.done(&[
        "--as",
        "M4",
        "project",
        "plan",
        "PJ2",
        "Un petit four",
        "--text",
        "À pain",
        "--cost",
        "6063=900,00=Four",
        "--carrier",
        "M4",
    ]);
    assert_eq!(cents(&planned["cost"]), 90_000);
    caisse.done(&[
        "--as",
        "M3",
        "proposal",
        "new",
        "--fund",
        "PJ2",
        "--amount",
        "900",
        "--report-by",
        "2026-06-01",
        "--open",
    ]);
    caisse.vote("PR1", None, &yes);
    caisse.refused(&["--as", "M4", "project", "give-up", "PJ2", "--reason", "trop tard"], "PJ2");
    let bill = caisse.file("f.txt", "Cent euros");
    caisse.done(&["project", "invoice", "PJ2", "100", "--member", "M13", "--document", &bill]);
    caisse.done(&["project", "cancel-invoice", "F1", "--reason", "facturé deux fois"]);
    assert_eq!(cents(&caisse.done(&["project", "show", "PJ2"])["remainder"]), 90_000);
    caisse.done(&["--as", "M5", "project", "give-up", "PJ1", "--reason", "la direction a cédé"]);
    caisse.done(&["--as", "M5", "demand", "answer", "RV1", "granted", "--text", "Livrés lundi"]);
    assert_eq!(
        caisse.done(&["demand", "list"])["demands"][0]["answers"].as_array().map(Vec::len),
        Some(2)
    );
}
