//! The treasurer's month, from the statement to the locked books.

use caisse_units::Amount;

use crate::caisse::{Open, day};

const TREASURER: &str = "M7+";
const CO_SIGNATORY: &str = "M8+";
const STATEMENT: &str = "!Type:Bank\nD03/02/2025\nT500.00\nPVIR XAVIERE\n^\nD10/02/2025\nT-3.50\nPFRAIS DE TENUE DE COMPTE\n^\n";

/// Takes the statement, and says that its transfer is of M3.
fn money(open: &Open) {
    let form = open.server.open(TREASURER, "/faire/importer-releve");
    let (shown, done) = form.file("releve", "releve.qif", STATEMENT).agree();
    assert!(shown.contains("2 lignes nouvelles") && shown.contains("VIR XAVIERE"), "{shown}");
    assert_eq!(done.status, 303, "{}", done.body);
    let form = open.server.open(TREASURER, "/faire/rapprocher");
    let done = form.with("membre-B1", "M3").send();
    assert_eq!(
        (done.status, done.said()),
        (303, "1 lignes rapprochées.".to_owned()),
        "{}",
        done.body
    );
}

#[test]
fn un_releve_est_montre_ligne_par_ligne_avant_d_etre_importe() {
    let open = Open::new();
    let form = open.server.open(TREASURER, "/faire/importer-releve");
    let form = form.file("releve", "releve.qif", STATEMENT);
    assert_eq!(form.send().status, 200);
    assert_eq!(open.see(|house| house.bank.lines().count()), 0, "rien avant l'accord");
    let (_, done) = form.agree();
    assert_eq!(done.status, 303, "{}", done.body);
    assert!(done.said().starts_with("2 lignes importées"), "{}", done.said());
    assert_eq!(open.see(|house| house.bank.lines().count()), 2);
    // Le même relevé ne change rien, et le dit à son champ.
    let form = open.server.open(TREASURER, "/faire/importer-releve");
    let again = form.file("releve", "autre.qif", STATEMENT).send();
    assert_eq!(again.status, 422);
    assert!(again.text().contains("déjà connues") && again.body.contains("q-releve-faute"));
    let form = open.server.open(TREASURER, "/faire/importer-releve");
    let torn = form.file("releve", "releve.xml", "<Document").send();
    assert_eq!(torn.status, 422, "{}", torn.body);
}

#[test]
fn une_ligne_est_rapprochee_d_un_membre_ou_reste_ouverte() {
    let open = Open::new();
    let form = open.server.open(TREASURER, "/faire/importer-releve");
    form.file("releve", "releve.qif", STATEMENT).agree();
    let form = open.server.open(TREASURER, "/faire/rapprocher");
    let refused = form.with("membre-B1", "M99").send();
    assert!(refused.status == 422 && refused.body.contains("q-ligne-B1-faute"), "{}", refused.body);
    let form = open.server.open(TREASURER, "/faire/rapprocher");
    assert_eq!(form.with("membre-B1", "M3").send().status, 303);
    let credit = open.see(|house| house.contributions.credit("M3".parse().expect("M3")));
    assert_eq!(credit, Amount::from_cents(50_000));
    // Les frais ont été reconnus d'eux-mêmes.
    assert_eq!(open.see(|house| house.bank.open_lines().count()), 0);
    let done = open.server.open(TREASURER, "/faire/rapprocher");
    assert!(done.page().text().contains("Toutes les lignes sont rapprochées"));
}

#[test]
fn un_appel_montre_son_total_puis_appelle_une_seule_fois() {
    let open = Open::new();
    let form = open.server.open(TREASURER, "/faire/appeler");
    let form = form.with("mois", "février 2025").with("echeance", "15/02/2025");
    let (shown, done) = form.agree();
    assert!(shown.contains("8 cotisations") && shown.contains("M3, Xavière Roux"), "{shown}");
    assert_eq!((done.status, done.header("location")), (303, "/mois/2025-02"), "{}", done.body);
    let called = open.see(|house| house.contributions.claims().count());
    let (_, again) = match form.send().status {
        // Le formulaire, revenu par le bouton « précédent », mène au même endroit sans rien refaire.
        303 => (String::new(), form.send()),
        _ => panic!("le même envoi mène au même endroit"),
    };
    assert_eq!(again.status, 303);
    assert_eq!(open.see(|house| house.contributions.claims().count()), called);
}

#[test]
fn un_envoi_repete_apres_un_redemarrage_n_encaisse_pas_deux_fois() {
    let open = Open::new();
    let form = open.server.open(TREASURER, "/faire/encaisser");
    let form = form.with("membre", "M3").with("somme", "12,50").with("moyen", "especes");
    assert_eq!(form.send().status, 303);
    let receipts = open.see(|house| house.contributions.receipts().count());
    let other = open.again();
    let form = other.open(TREASURER, "/faire/encaisser");
    assert_ne!(form.key(), "");
    let first = open.server.open(TREASURER, "/faire/encaisser");
    let first = first.with("membre", "M4").with("somme", "1 234,5").with("moyen", "especes");
    assert_eq!(first.send().status, 303);
    let late = open.again();
    let again = late.open(TREASURER, "/faire/encaisser");
    let again = again.with("membre", "M4").with("somme", "1 234,5").with("moyen", "especes");
    let again = again.with("cle", first.key());
    let answer = again.send();
    assert_eq!(answer.status, 303, "{}", answer.body);
    let read = open.again();
    assert!(read.get(TREASURER, "/membres/M4").status == 200);
    let desk = caisse_app::Desk::open_read_only(
        &open.directory.path().join("caisse"),
        std::sync::Arc::new(open.clock.clone()),
    );
    let desk = desk.expect("a desk");
    assert_eq!(desk.state().expect("founded").contributions.receipts().count(), receipts + 1);
}

#[test]
fn un_refus_se_tient_a_son_champ_et_garde_ce_qui_etait_ecrit() {
    let open = Open::new();
    let form = open.server.open(TREASURER, "/faire/encaisser");
    let wrong = form.with("membre", "M3").with("somme", "douze").with("moyen", "cheque").send();
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("q-somme-faute") && wrong.body.contains("value=\"douze\""));
    let form = open.server.open(TREASURER, "/faire/encaisser");
    let wrong = form.with("membre", "M3").with("somme", "12").with("moyen", "cheque").send();
    assert!(wrong.status == 422 && wrong.body.contains("q-cheque-faute"), "{}", wrong.body);
    assert_eq!(open.see(|house| house.contributions.receipts().count()), 0);
}

#[test]
fn une_aide_est_demandee_accordee_signee_par_deux_personnes_et_remise_a_la_banque() {
    let open = Open::new();
    money(&open);
    // Xavière donne son compte, puis demande.
    let form = open.server.open("M3", "/faire/mes-coordonnees");
    let wrong = form.with("iban", "FR14").send();
    assert!(wrong.status == 422 && wrong.body.contains("q-iban-faute"), "{}", wrong.body);
    let form = open.server.open("M3", "/faire/mes-coordonnees");
    assert_eq!(form.with("iban", "FR76 3000 6000 0112 3456 7890 189").send().status, 303);
    let form = open.server.open("M3", "/faire/demander");
    let rule = form.page().body.split("name=\"regle\" value=\"").nth(1).expect("a rule");
    let rule = rule.split('"').next().expect("its name").to_owned();
    let asked = form.with("regle", &rule).with("somme", "50").file("pieces", "photo.jpg", "JPEG");
    let asked = asked.send();
    assert_eq!(asked.status, 303, "{}", asked.body);
    assert!(asked.said().contains("Q1"), "{}", asked.said());
    // La trésorière voit la file, décide.
    let board = open.server.get(TREASURER, "/faire").text();
    assert!(board.contains("/faire/decider/Q1"), "{board}");
    let form = open.server.open(TREASURER, "/faire/decider/Q1");
    let form = form.with("reponse", "accorder").with("raison", "La règle le dit.");
    let (shown, done) = form.agree();
    assert!(shown.contains("La règle calcule"), "{shown}");
    assert_eq!(done.status, 303, "{}", done.body);
    // L'ordre, puis deux signatures.
    let (shown, done) = open.server.open(TREASURER, "/faire/preparer-paiement").agree();
    assert!(shown.contains("A1, M3, Xavière Roux"), "{shown}");
    assert_eq!(done.header("location"), "/faire/signer/P1", "{}", done.body);
    let without = open.server.open("M7", "/faire/signer/P1");
    assert!(without.page().text().contains("second facteur"));
    assert_eq!(without.send().status, 422);
    for signatory in [TREASURER, CO_SIGNATORY] {
        let done = open.server.open(signatory, "/faire/signer/P1").with("lu", "oui").send();
        assert_eq!(done.status, 303, "{signatory}: {}", done.body);
    }
    let file = open.server.open(TREASURER, "/faire/fichier-banque/P1").send();
    assert_eq!(file.status, 200);
    assert!(file.header("content-disposition").contains("P1.xml"));
    assert!(file.body.contains("FR7630006000011234567890189"), "{}", file.body);
}

#[test]
fn deux_personnes_qui_signent_ensemble_voient_la_signature_de_l_autre() {
    let open = Open::new();
    money(&open);
    let form = open.server.open("M3", "/faire/demander");
    let rule = form.page().body.split("name=\"regle\" value=\"").nth(1).expect("a rule");
    let rule = rule.split('"').next().expect("its name").to_owned();
    assert_eq!(form.with("regle", &rule).with("somme", "50").send().status, 303);
    let form = open.server.open(TREASURER, "/faire/decider/Q1");
    form.with("reponse", "accorder").with("raison", "La règle le dit.").agree();
    open.server.open(TREASURER, "/faire/preparer-paiement").agree();
    let first = open.server.open(TREASURER, "/faire/signer/P1").with("lu", "oui");
    let second = open.server.open(CO_SIGNATORY, "/faire/signer/P1").with("lu", "oui");
    assert_eq!(first.send().status, 303);
    let shown = second.send();
    assert_eq!(shown.status, 409);
    assert!(
        shown.text().contains("Déjà signé par : personne → M7, Ulysse Roux"),
        "{}",
        shown.text()
    );
}

#[test]
fn un_mois_se_clot_apres_accord_et_les_retards_se_relancent() {
    let open = Open::new();
    let form = open.server.open(TREASURER, "/faire/appeler");
    form.with("mois", "2025-02").with("echeance", "2025-02-20").agree();
    open.clock.set(day("2025-03-03"));
    let form =
        open.server.open(TREASURER, "/faire/relancer").with("expediteur", "caisse@exemple.fr");
    let (shown, done) = form.agree();
    assert!(shown.contains("cotisations en retard"), "{shown}");
    assert_eq!(done.status, 303, "{}", done.body);
    for month in ["2025-01", "2025-02"] {
        let (_, done) = open.server.open(TREASURER, "/faire/clore").with("mois", month).agree();
        assert_eq!(done.status, 303, "{}", done.body);
    }
    let form = open.server.open(TREASURER, "/faire/clore").with("mois", "2025-02").send();
    assert!(form.status == 422 && form.body.contains("q-mois-faute"), "{}", form.body);
}

#[test]
fn une_cotisation_s_etale_et_se_remet_par_une_decision() {
    let open = Open::new();
    let form = open.server.open(TREASURER, "/faire/appeler");
    form.with("mois", "2025-02").with("echeance", "2025-02-25").agree();
    let left =
        open.see(|house| house.contributions.claim("C1".parse().expect("C1")).expect("C1").left());
    let half = Amount::from_cents(left.cents() / 2);
    let form = open.server.open(TREASURER, "/faire/etaler/C1");
    let form = form.with("jour-1", "2025-03-01").with("somme-1", &half.to_string());
    let wrong = form.send();
    assert!(wrong.status == 422 && wrong.body.contains("q-somme-1-faute"), "{}", wrong.body);
    let form = open.server.open(TREASURER, "/faire/etaler/C1");
    let form = form.with("jour-1", "2025-03-01").with("somme-1", &half.to_string());
    let rest = left.minus(half).to_string();
    let done = form.with("jour-2", "2025-04-01").with("somme-2", &rest).send();
    assert_eq!(done.status, 303, "{}", done.body);
    let form = open.server.open(TREASURER, "/faire/remettre/C2");
    let done = form.with("raison", "Décidé ensemble").with("decision", "D2").send();
    assert_eq!(done.status, 303, "{}", done.body);
    let left =
        open.see(|house| house.contributions.claim("C2".parse().expect("C2")).expect("C2").left());
    assert!(left.is_zero());
}
