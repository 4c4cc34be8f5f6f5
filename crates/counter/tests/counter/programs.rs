//! The same jobs for programs: JSON in and out, by a token, once for each key.

use serde_json::{Value, json};

use crate::browser::Answer;
use crate::caisse::Open;

const KEY: &str = "0123456789abcdef";

fn post(open: &Open, token: &str, key: &str, job: &str, body: &Value) -> Answer {
    let body = body.to_string();
    let headers = format!(
        "Authorization: Bearer {token}\r\nIdempotency-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n",
        body.len()
    );
    open.server.send("POST", &format!("/api/v1/jobs/{job}"), &headers, &body)
}

fn get(open: &Open, token: &str, path: &str) -> Answer {
    let headers = format!("Authorization: Bearer {token}\r\n");
    open.server.send("GET", &format!("/api/v1/jobs{path}"), &headers, "")
}

fn value(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("JSON: {}", answer.body))
}

#[test]
fn un_programme_fait_ce_que_peut_faire_qui_lui_a_donne_le_jeton() {
    let open = Open::new();
    let list = value(&get(&open, "jeton-M7", ""));
    let names: Vec<&str> = list["jobs"]
        .as_array()
        .expect("jobs")
        .iter()
        .filter_map(|job| job["job"].as_str())
        .collect();
    assert!(names.contains(&"encaisser") && names.contains(&"signer"), "{names:?}");
    let form = value(&get(&open, "jeton-M7", "/encaisser"));
    assert_eq!(form["answers"]["required"], json!(["membre", "somme", "moyen", "jour"]));
    let body =
        json!({ "membre": "M3", "somme": "12,50", "moyen": "especes", "jour": "2025-02-20" });
    for _ in 0..2 {
        let done = post(&open, "jeton-M7", KEY, "encaisser", &body);
        assert_eq!(done.status, 200, "{}", done.body);
        assert_eq!(value(&done)["place"], "/membres/M3");
    }
    assert_eq!(open.see(|house| house.contributions.receipts().count()), 1);
    let other = json!({ "membre": "M3", "somme": "13", "moyen": "especes", "jour": "2025-02-20" });
    assert_eq!(post(&open, "jeton-M7", KEY, "encaisser", &other).status, 409);
    // Ce qui se confirme est montré d'abord.
    let call = json!({ "mois": "2025-02" });
    let shown = post(&open, "jeton-M7", "fedcba9876543210", "appeler", &call);
    assert_eq!(shown.status, 202, "{}", shown.body);
    assert!(value(&shown)["confirm"]["tables"][0]["rows"].as_array().expect("rows").len() == 8);
    let call = json!({ "mois": "2025-02", "confirm": true });
    let done = post(&open, "jeton-M7", "fedcba9876543210", "appeler", &call);
    assert_eq!(done.status, 200, "{}", done.body);
}

#[test]
fn un_programme_est_refuse_avec_la_raison_a_son_champ() {
    let open = Open::new();
    let body = json!({ "membre": "M3", "somme": "12", "moyen": "especes", "jour": "2025-02-20" });
    assert_eq!(post(&open, "faux", KEY, "encaisser", &body).status, 401);
    assert_eq!(post(&open, "jeton-M3", KEY, "encaisser", &body).status, 404);
    assert_eq!(post(&open, "jeton-M7", "court", "encaisser", &body).status, 400);
    assert_eq!(post(&open, "jeton-M7", KEY, "encaisser", &json!([])).status, 400);
    let wrong =
        json!({ "membre": "M3", "somme": "douze", "moyen": "or", "jour": "hier", "plus": "1" });
    let refused = post(&open, "jeton-M7", KEY, "encaisser", &wrong);
    assert_eq!((refused.status, refused.header("content-type")), (422, "application/problem+json"));
    assert_eq!(value(&refused)["errors"][0]["field"], "plus");
    let wrong = json!({ "membre": "M3", "somme": "douze", "moyen": "or", "jour": "hier" });
    let refused = value(&post(&open, "jeton-M7", KEY, "encaisser", &wrong));
    let fields: Vec<&str> = refused["errors"]
        .as_array()
        .expect("errors")
        .iter()
        .filter_map(|one| one["field"].as_str())
        .collect();
    assert_eq!(fields, ["somme", "moyen", "jour"]);
    // Une session n'agit pas ici : un autre site pourrait l'emprunter.
    let by_cookie = open.server.send(
        "POST",
        "/api/v1/jobs/encaisser",
        "Cookie: caisse_session=M7\r\nContent-Length: 0\r\n",
        "",
    );
    assert_eq!(by_cookie.status, 401);
    assert_eq!(open.see(|house| house.contributions.receipts().count()), 0);
}

#[test]
fn le_document_decrit_chaque_tache_et_chaque_renvoi_y_mene() {
    let open = Open::new();
    let document = value(&get(&open, "jeton-M7", "/openapi.json"));
    assert_eq!(document["openapi"], "3.1.0");
    let paths = document["paths"].as_object().expect("paths");
    let listed = value(&get(&open, "jeton-M7", ""));
    for job in listed["jobs"].as_array().expect("jobs") {
        let address = job["address"].as_str().expect("an address");
        assert!(paths.contains_key(address), "{address} is described");
    }
    let text = document.to_string();
    for reference in text.split("\"$ref\":\"#").skip(1) {
        let pointer = reference.split('"').next().expect("a pointer");
        assert!(document.pointer(pointer).is_some(), "{pointer} leads somewhere");
    }
    assert!(open.server.get("M7", "/api/jobs").body.contains("POST /api/v1/jobs/encaisser"));
}
