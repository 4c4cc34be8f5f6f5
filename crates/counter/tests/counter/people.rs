//! Members, the register and assemblies at the counter.

use crate::caisse::Open;

#[test]
fn un_membre_n_a_que_ses_taches_et_chacun_a_les_siennes() {
    let open = Open::new();
    for job in ["importer-releve", "appeler", "clore", "convoquer", "signer/P1", "inscrire"] {
        assert_eq!(open.server.get("M3", &format!("/faire/{job}")).status, 404, "{job}");
    }
    let own = open.server.get("M3", "/faire").text();
    assert!(own.contains("/faire/demander") && !own.contains("/faire/appeler"), "{own}");
    let treasurer = open.server.get("M7", "/faire").text();
    assert!(treasurer.contains("/faire/appeler") && treasurer.contains("À rapprocher"));
    let facilitator = open.server.get("M6", "/faire").text();
    assert!(facilitator.contains("/faire/convoquer") && !facilitator.contains("/faire/appeler"));
    // Qui n'est pas membre n'entre pas.
    assert!(!open.server.get("M99", "/faire").body.contains("/faire/demander"));
}

#[test]
fn chaque_formulaire_offert_s_ouvre_dans_les_deux_langues() {
    let open = Open::new();
    for session in ["M3", "M6", "M7+"] {
        for language in ["fr", "en"] {
            let list = open.server.get(session, &format!("/faire?langue={language}"));
            let jobs = list.body.split("href=\"/faire/").skip(1);
            let jobs: Vec<&str> = jobs.filter_map(|rest| rest.split('"').next()).collect();
            assert!(jobs.len() >= 6, "{session}: {jobs:?}");
            for job in jobs {
                // Sans assemblée à venir, il n'y a personne à qui donner un pouvoir.
                if job == "donner-pouvoir" {
                    continue;
                }
                let page = open.server.get(session, &format!("/faire/{job}?langue={language}"));
                assert_eq!(page.status, 200, "{session} {job} {language}");
                let labelled = page.body.matches("<label for=").count()
                    + page.body.matches("<legend>").count()
                    + page.body.matches("<label class=\"choice\"").count();
                let empty = job == "mes-donnees" || page.body.contains("<p>");
                assert!(labelled > 0 || empty, "{job} asks something: {}", page.body);
            }
        }
    }
}

#[test]
fn un_membre_declare_choisit_parle_et_emporte_ses_donnees() {
    let open = Open::new();
    let form = open.server.open("M3", "/faire/choisir").with("somme", "40").with("mois", "2025-03");
    assert_eq!(form.send().status, 303);
    let form = open.server.open("M3", "/faire/parler");
    let form = form.with("quoi", "proposition").with("titre", "Un frigo partagé");
    let done = form.with("texte", "Au local, pour tout le monde.").send();
    assert_eq!(done.header("location"), "/propositions/PR1", "{}", done.body);
    let form = open.server.open("M3", "/faire/parler").with("quoi", "grief");
    assert_eq!(form.with("texte", "Trop d'heures.").send().status, 303);
    let file = open.server.open("M3", "/faire/mes-donnees").send();
    assert!(file.status == 200 && file.body.contains("Xavière"), "{}", file.body);
    assert!(!file.body.contains("Wassim"));
}

#[test]
fn un_membre_est_inscrit_suspendu_et_revient() {
    let open = Open::new();
    let form =
        open.server.open("M6", "/faire/inscrire").with("prenoms", "Ada").with("nom", "Blanc");
    let done = form.with("categorie", "active").with("depuis", "20 février 2025").send();
    assert_eq!(done.header("location"), "/membres/M9", "{}", done.body);
    for (what, from) in [("suspension", "2025-02-21"), ("retour", "2025-02-22")] {
        let form = open.server.open("M6", "/faire/suspendre").with("membre", "M9");
        let form = form.with("quoi", what).with("depuis", from).with("raison", "À sa demande");
        let done = form.send();
        assert_eq!(done.status, 303, "{what}: {}", done.body);
    }
    let table = "nom;prénom;catégorie\nBlanc;Zed;active\nNoir;Yas;active\n";
    let form = open.server.open("M6", "/faire/importer-membres").file("tableau", "t.csv", table);
    let (shown, done) = form.agree();
    assert!(shown.contains("2 nouveaux"), "{shown}");
    assert_eq!(done.status, 303, "{}", done.body);
    assert_eq!(open.see(|house| house.members.len()), 11);
    let form = open.server.open("M6", "/faire/importer-membres");
    let wrong = form.file("tableau", "t.csv", "rien;du;tout\n1;2;3\n").send();
    assert!(wrong.status == 422 && wrong.body.contains("q-tableau-faute"), "{}", wrong.body);
}
