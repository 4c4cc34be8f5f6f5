//! What programs read: every answer has the shape that the document promises, and troubles are told
//! as RFC 9457 says.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::browser::Server;
use crate::house::TestHouse;

/// One address at least for each reading.
const ADDRESSES: [&str; 36] = [
    "/caisse",
    "/membres/M16",
    "/membres/M12",
    "/mois/2026-01",
    "/mois/2025-02",
    "/comptes/2026",
    "/comptes/2026/512?page=4",
    "/ecritures/E1",
    "/pourquoi/C140",
    "/decisions/D2",
    "/decisions/D3",
    "/regles/cotisation",
    "/regles/cotisation/2024-10-01",
    "/journal?page=97",
    "/lecture/reserve",
    "/lectures",
    "/assemblees",
    "/assemblees/AG3",
    "/assemblees/AG2/proces-verbal",
    "/scrutins/S1",
    "/scrutins/S2",
    "/scrutins/S3",
    "/scrutins/S4",
    "/scrutins/S5",
    "/scrutins/S6",
    "/scrutins/S7",
    "/propositions",
    "/propositions/PR1",
    "/statuts",
    "/mandats",
    "/projets",
    "/projets/PJ1",
    "/conventions",
    "/federation",
    "/federation/comptes/2025",
    "/federation/OL1",
];
const EQUALISATIONS: [&str; 2] = [
    "/federation/OL5/perequation/perequation/2025-12",
    "/perequation/perequation/2025-12?caisse=caisse-0&membres=410",
];

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn every_answer_has_the_shape_that_the_document_promises() {
    let server = Server::of(TestHouse::new());
    let document = server.get("/api/v1/openapi.json");
    assert_eq!(document.header("content-type"), "application/json");
    let mut lines = String::new();
    for address in ADDRESSES.into_iter().chain(EQUALISATIONS) {
        let answer = server.get(&format!("/api/v1{address}"));
        assert_eq!(answer.status, 200, "{address}: {}", answer.body);
        assert_eq!(answer.header("content-type"), "application/json", "{address}");
        lines.push_str(&format!("/api/v1{address}\t{}\n", answer.body));
    }
    judged(&document.body, &lines);
}

/// Hands all to the judge; says that it was skipped where there is none.
fn judged(document: &str, lines: &str) {
    let knows = |python: &str| {
        let mut asked = Command::new(python);
        asked.args(["-c", "import jsonschema"]).stderr(Stdio::null());
        asked.status().is_ok_and(|status| status.success())
    };
    let Some(python) = ["python3", "/usr/bin/python3"].into_iter().find(|python| knows(python))
    else {
        println!("skipped: no python3-jsonschema");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("openapi.json");
    std::fs::write(&file, document).expect("a file");
    let judge = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/web/openapi.py");
    let mut running = Command::new(python)
        .arg(judge)
        .arg(&file)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a judge");
    running.stdin.take().expect("a way in").write_all(lines.as_bytes()).expect("lines read");
    let said = running.wait_with_output().expect("a judgement");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stdout));
}

#[test]
fn a_trouble_is_told_to_programs_as_a_problem() {
    let server = Server::of(TestHouse::new());
    for address in ["/api/v1/membres/M99999", "/api/v1/comptes/abc", "/api/v1/rien", "/api/v1/a/b"]
    {
        let answer = server.ask("GET", address, "Accept-Language: en\r\n");
        assert_eq!(answer.status, 404, "{address}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{address}");
        let problem = json(&answer.body);
        assert_eq!(problem["status"], 404, "{address}");
        assert!(problem["detail"].as_str().is_some_and(|told| told.len() > 10), "{address}");
    }
    assert_eq!(server.get("/api/v1/membres/%F0").status, 400);
}

#[test]
fn a_token_that_nobody_gave_is_refused_and_opens_nothing() {
    let server = Server::of(TestHouse::new());
    let answer = server.ask("GET", "/api/v1/caisse", "Authorization: Bearer none\r\n");
    assert_eq!(answer.status, 401);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    assert_eq!(json(&answer.body)["status"], 401);
}

#[test]
fn texts_are_in_the_language_asked_for_and_figures_are_the_same() {
    let server = Server::of(TestHouse::new());
    let told = |tag: &str| json(&server.get(&format!("/api/v1/caisse?langue={tag}")).body);
    let (french, english) = (told("fr"), told("en"));
    assert_eq!(french["fund"], english["fund"]);
    assert_ne!(french["purpose"], english["purpose"]);
    assert!(french["fund"].is_i64());
}

#[test]
fn the_page_for_programmers_lists_what_the_document_has() {
    let server = Server::of(TestHouse::new());
    let page = server.get("/api").body;
    let document = json(&server.get("/api/v1/openapi.json").body);
    let paths = document["paths"].as_object().expect("paths");
    assert_eq!(paths.len(), page.matches("<th scope=\"row\"><code>").count());
    for path in paths.keys() {
        assert!(page.contains(&format!("<code>{path}</code>")), "{path}");
    }
}

#[test]
fn assemblies_are_a_calendar_that_a_telephone_can_follow() {
    let server = Server::of(TestHouse::new());
    let answer = server.get("/assemblees.ics");
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    let calendar = answer.body.replace("\r\n ", "");
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    assert!(calendar.ends_with("END:VCALENDAR\r\n"));
    assert!(calendar.contains("SUMMARY:Assemblée de printemps\r\n"));
    assert!(calendar.contains("DTSTART:20260124T183000\r\n"));
    assert!(calendar.contains("STATUS:CANCELLED\r\n"), "one failed its quorum");
    let begun = calendar.matches("BEGIN:VEVENT").count();
    assert_eq!(begun, calendar.matches("END:VEVENT").count());
    let uids: std::collections::BTreeSet<&str> =
        calendar.lines().filter(|line| line.starts_with("UID:")).collect();
    assert_eq!(uids.len(), begun, "each assembly once");
}
