//! The counter over a real server, with jobs that note what they were told: who is turned away, what is
//! kept, that a form sent twice acts once, and what someone else changed meanwhile.

use std::sync::{Arc, Mutex};

use caisse_units::{Amount, Language};
use caisse_web::form::{Choice, Fault, Field, Filled, Form, Kind, Table};
use caisse_web::{
    Acted, Counter, Guest, House, JobCard, Preview, Queue, Reception, counter_routes, guarded,
    pages_for,
};

use crate::browser::html::{Tag, tags};
use crate::browser::{Answer, Server};
use crate::house::TestHouse;

const FORM: &str = "application/x-www-form-urlencoded";

/// Ana has entered with the session `ana`; everyone else stands in the street.
struct Door(Arc<dyn House>);

impl Reception for Door {
    fn guest(&self, session: Option<&str>) -> Guest {
        match session {
            Some(seal @ ("ana" | "ana2")) => Guest {
                member: Some("M2".to_owned()),
                name: Some("Ana".to_owned()),
                seal: format!("seal-{seal}"),
                second_factor: false,
            },
            _ => Guest::default(),
        }
    }

    fn house(&self, _: &Guest) -> Arc<dyn House> {
        Arc::clone(&self.0)
    }
}

/// One job, `recevoir`, that takes an amount and a file; another, `appeler`, that asks to confirm.
#[derive(Default)]
struct Fakes {
    owed: Mutex<i64>,
    done: Mutex<Vec<String>>,
}

impl Counter for Fakes {
    fn jobs(&self, _: &Guest, language: Language) -> Vec<JobCard> {
        vec![JobCard {
            job: "recevoir".to_owned(),
            subject: None,
            title: language.choose("Recevoir <de l'argent>", "Receive money").to_owned(),
            purpose: "Espèces ou chèque.".to_owned(),
            part: "Argent".to_owned(),
        }]
    }

    fn awaiting(&self, _: &Guest, _: Language) -> Vec<Queue> {
        vec![Queue {
            title: "Lignes à rapprocher".to_owned(),
            count: Some(3),
            sentence: "Arrivées à la banque.".to_owned(),
            place: Some("/faire/recevoir".to_owned()),
            items: Vec::new(),
        }]
    }

    fn form(&self, _: &Guest, job: &str, _: Option<&str>, language: Language) -> Option<Form> {
        match job {
            "recevoir" => Some(
                Form::new("Recevoir", "Enregistrer")
                    .fact("Dû", Amount::from_cents(*self.owed.lock().expect("a lock")).to_string())
                    .field(
                        Field::new("somme", "Somme", Kind::POSITIVE)
                            .amount(Amount::from_cents(1250), language),
                    )
                    .field(Field::new(
                        "moyen",
                        "Moyen",
                        Kind::Choice(vec![
                            Choice::new("especes", "Espèces"),
                            Choice::new("cheque", "Chèque"),
                        ]),
                    ))
                    .field(
                        Field::new(
                            "recu",
                            "Reçu",
                            Kind::Files { endings: vec!["txt"], most_bytes: 100, most: 2 },
                        )
                        .optional(),
                    ),
            ),
            "appeler" => Some(
                Form::new("Appeler", "Voir").field(Field::new("mois", "Mois", Kind::Month)).field(
                    Field::new(
                        "liste",
                        "Liste",
                        Kind::Files { endings: vec!["txt"], most_bytes: 100, most: 1 },
                    ),
                ),
            ),
            _ => None,
        }
    }

    fn act(
        &self,
        _: &Guest,
        job: &str,
        _: Option<&str>,
        filled: Filled,
        _: &str,
        _: Language,
    ) -> Result<Acted, Vec<Fault>> {
        let note = |text: String| self.done.lock().expect("a lock").push(text);
        let done = || Acted::Done {
            sentence: "C'est fait\u{a0}: é".to_owned(),
            place: "/mois".to_owned(),
        };
        if job == "appeler" {
            if !filled.confirmed() {
                return Ok(Acted::Confirm(Preview {
                    title: "Appeler 40 personnes\u{a0}?".to_owned(),
                    tables: vec![Table {
                        caption: "En tout".to_owned(),
                        columns: vec!["Quoi".to_owned()],
                        rows: vec![vec!["400 €".to_owned()]],
                    }],
                    button: "Oui".to_owned(),
                    ..Preview::default()
                }));
            }
            note(format!("{} {:?}", filled.month("mois")?, filled.files("liste")));
            return Ok(done());
        }
        let amount = filled.amount("somme")?;
        if amount > Amount::from_cents(100_000) {
            return Err(vec![Fault { field: "somme".to_owned(), sentence: "Trop.".to_owned() }]);
        }
        note(format!("{amount} {} {:?}", filled.text("moyen"), filled.files("recu")));
        Ok(done())
    }
}

fn serve() -> (Server, Arc<Fakes>) {
    let reception: Arc<dyn Reception> = Arc::new(Door(Arc::new(TestHouse::new())));
    let fakes = Arc::new(Fakes::default());
    let counter: Arc<dyn Counter> = Arc::clone(&fakes) as Arc<dyn Counter>;
    let routes = pages_for(Arc::clone(&reception)).merge(counter_routes(reception, counter));
    (Server::answering(guarded(routes)), fakes)
}

fn get(server: &Server, path: &str) -> Answer {
    server.ask("GET", path, "Cookie: caisse_session=ana\r\n")
}

fn post_as(server: &Server, session: &str, path: &str, kind: &str, body: &str) -> Answer {
    let headers = format!(
        "Cookie: caisse_session={session}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n",
        body.len()
    );
    server.send("POST", path, &headers, body)
}

fn post(server: &Server, path: &str, body: &str) -> Answer {
    post_as(server, "ana", path, FORM, body)
}

/// What the form of a page carries.
fn carried(page: &Answer) -> Vec<(String, String)> {
    let tags = tags(&page.body).expect("a well-formed page");
    let hidden = |tag: &&Tag| tag.attribute("type") == Some("hidden");
    let pair =
        |tag: &Tag| Some((tag.attribute("name")?.to_owned(), tag.attribute("value")?.to_owned()));
    tags.iter().filter(hidden).filter_map(pair).collect()
}

/// The same as a browser would send it, with answers.
fn body(carried: &[(String, String)], answers: &[(&str, &str)]) -> String {
    let encoded = |text: &str| {
        let bytes = text.bytes().map(|byte| match byte {
            byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        });
        bytes.collect::<String>()
    };
    let own = carried.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let pairs = own.chain(answers.iter().copied());
    pairs.map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
}

fn done(fakes: &Fakes) -> Vec<String> {
    fakes.done.lock().expect("a lock").clone()
}

#[test]
fn what_awaits_me_and_what_i_can_do_stand_on_one_page() {
    let (server, _) = serve();
    let page = get(&server, "/faire");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Lignes à rapprocher") && page.body.contains(">3<"));
    assert!(page.body.contains("Recevoir &lt;de l'argent&gt;"), "{}", page.body);
    assert!(tags(&page.body).is_ok());
}

#[test]
fn whoever_has_not_entered_is_led_to_the_door_and_nothing_typed_is_lost() {
    let (server, fakes) = serve();
    let asked = server.get("/faire/recevoir");
    assert_eq!((asked.status, asked.header("location")), (303, "/entrer?vers=%2Ffaire%2Frecevoir"));
    let page = get(&server, "/faire/recevoir");
    let typed = body(&carried(&page), &[("somme", "7,77"), ("moyen", "cheque")]);
    let sent = post_as(&server, "ended", "/faire/recevoir", FORM, &typed);
    assert_eq!(sent.status, 303);
    let back = sent.header("location").strip_prefix("/entrer?vers=").expect("the door");
    let back = back.replace("%2F", "/").replace("%3F", "?").replace("%3D", "=");
    assert!(back.starts_with("/faire/recevoir?repris="), "{back}");
    let again = get(&server, &back);
    assert!(again.body.contains("value=\"7,77\""), "{}", again.body);
    assert!(again.body.contains("value=\"cheque\" checked"), "{}", again.body);
    assert!(done(&fakes).is_empty());
}

#[test]
fn a_form_of_another_site_or_another_session_does_nothing() {
    let (server, fakes) = serve();
    let page = get(&server, "/faire/recevoir");
    let typed = body(&carried(&page), &[("somme", "5"), ("moyen", "cheque")]);
    let headers = format!(
        "Cookie: caisse_session=ana\r\nSec-Fetch-Site: cross-site\r\nContent-Type: {FORM}\r\nContent-Length: {}\r\n",
        typed.len()
    );
    assert_eq!(server.send("POST", "/faire/recevoir", &headers, &typed).status, 403);
    // Entered again in between: the answers are shown once more, and nothing is done yet.
    let other = post_as(&server, "ana2", "/faire/recevoir", FORM, &typed);
    assert_eq!(other.status, 409);
    assert!(other.body.contains("Rien n'est perdu") && other.body.contains("value=\"5\""));
    assert!(done(&fakes).is_empty());
    let typed = body(&carried(&other), &[("somme", "5"), ("moyen", "cheque")]);
    assert_eq!(post_as(&server, "ana2", "/faire/recevoir", FORM, &typed).status, 303);
    assert_eq!(done(&fakes), ["5.00 cheque []"]);
}

#[test]
fn a_form_sent_twice_acts_once_and_leads_to_the_same_place() {
    let (server, fakes) = serve();
    let page = get(&server, "/faire/recevoir");
    let typed = body(&carried(&page), &[("somme", "1 234,5"), ("moyen", "cheque")]);
    // 1 234,50 € is above what this job takes.
    assert_eq!(post(&server, "/faire/recevoir", &typed).status, 422);
    let typed = body(&carried(&page), &[("somme", "12.50 €"), ("moyen", "especes")]);
    for _ in 0..2 {
        let sent = post(&server, "/faire/recevoir", &typed);
        assert_eq!((sent.status, sent.header("location")), (303, "/mois"));
        assert!(sent.header("set-cookie").starts_with("caisse_fait=C%27est%20fait"));
    }
    assert_eq!(done(&fakes), ["12.50 especes []"]);
    let other = body(&carried(&page), &[("somme", "13"), ("moyen", "especes")]);
    let other = post(&server, "/faire/recevoir", &other);
    assert_eq!(other.status, 409);
    assert!(other.body.contains("déjà été envoyé"), "{}", other.body);
    assert_eq!(done(&fakes).len(), 1);
}

#[test]
fn what_was_done_is_told_once_on_the_next_page() {
    let (server, _) = serve();
    let told =
        server.ask("GET", "/", "Cookie: caisse_fait=C%27est%20fait%C2%A0%3A%20%C3%A9%3Cb%3E\r\n");
    assert!(
        told.body.contains("<p class=\"done\" role=\"status\">C'est fait\u{a0}: é&lt;b&gt;</p>")
    );
    assert!(told.header("set-cookie").contains("Max-Age=0"));
}

#[test]
fn a_fault_stands_at_its_field_and_in_the_summary_and_what_was_typed_is_kept() {
    let (server, fakes) = serve();
    let page = get(&server, "/faire/recevoir");
    let sent = body(&carried(&page), &[("somme", "douze"), ("moyen", "or")]);
    let wrong = post(&server, "/faire/recevoir", &sent);
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("<title>À corriger"), "{}", wrong.body);
    assert!(wrong.body.contains("href=\"#q-somme\"") && wrong.body.contains("href=\"#q-moyen\""));
    assert!(wrong.body.contains("value=\"douze\""));
    assert!(tags(&wrong.body).is_ok());
    // What the job itself refuses, too.
    let sent = body(&carried(&page), &[("somme", "5000"), ("moyen", "cheque")]);
    let refused = post(&server, "/faire/recevoir", &sent);
    assert!(refused.status == 422 && refused.body.contains("Trop."), "{}", refused.body);
    assert!(done(&fakes).is_empty());
}

#[test]
fn what_someone_else_changed_meanwhile_is_shown_before_anything_is_done() {
    let (server, fakes) = serve();
    let page = get(&server, "/faire/recevoir");
    *fakes.owed.lock().expect("a lock") = 800;
    let typed = body(&carried(&page), &[("somme", "3"), ("moyen", "cheque")]);
    let shown = post(&server, "/faire/recevoir", &typed);
    assert_eq!(shown.status, 409);
    assert!(shown.body.contains("Dû\u{a0}: 0.00 → 8.00"), "{}", shown.body);
    assert!(shown.body.contains("value=\"3\"") && done(&fakes).is_empty());
    let typed = body(&carried(&shown), &[("somme", "3"), ("moyen", "cheque")]);
    assert_eq!(post(&server, "/faire/recevoir", &typed).status, 303);
    assert_eq!(done(&fakes), ["3.00 cheque []"]);
}

fn parts(pairs: &[(&str, &str)], file: (&str, &str, &str)) -> String {
    let mut body = String::new();
    for (name, value) in pairs {
        body.push_str(&format!(
            "--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    let (field, name, content) = file;
    body.push_str(&format!(
        "--x\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n{content}\r\n--x--\r\n"
    ));
    body
}

#[test]
fn a_file_is_held_while_one_corrects_and_while_one_confirms() {
    let (server, fakes) = serve();
    let page = get(&server, "/faire/appeler");
    let kind = "multipart/form-data; boundary=x";
    let own = carried(&page);
    let mut pairs: Vec<(&str, &str)> = own.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    pairs.push(("mois", "brumaire"));
    let sent = parts(&pairs, ("liste", "noms.txt", "Ana"));
    let wrong = post_as(&server, "ana", "/faire/appeler", kind, &sent);
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("<strong>noms.txt</strong>"), "{}", wrong.body);
    let typed = body(&carried(&wrong), &[("mois", "janvier 2026")]);
    let preview = post(&server, "/faire/appeler", &typed);
    assert_eq!(preview.status, 200);
    // The typography of the pages puts no-break spaces where French wants them.
    let text = preview.body.replace(['\u{a0}', '\u{202f}'], " ");
    assert!(text.contains("Appeler 40 personnes ?") && text.contains("400 €"), "{text}");
    assert!(done(&fakes).is_empty());
    let back = body(&carried(&preview), &[("confirme", "revoir")]);
    let back = post(&server, "/faire/appeler", &back);
    assert!(back.status == 200 && back.body.contains("noms.txt"), "{}", back.body);
    let agreed = body(&carried(&preview), &[("confirme", "oui")]);
    assert_eq!(post(&server, "/faire/appeler", &agreed).status, 303);
    assert_eq!(post(&server, "/faire/appeler", &agreed).status, 303);
    assert_eq!(done(&fakes), ["2026-01 [Upload(3 bytes)]"]);
}

#[test]
fn a_job_that_is_not_mine_is_not_found() {
    let (server, _) = serve();
    assert_eq!(get(&server, "/faire/rien").status, 404);
    let page = get(&server, "/faire/recevoir");
    assert_eq!(post(&server, "/faire/rien", &body(&carried(&page), &[])).status, 404);
    assert_eq!(post_as(&server, "ana", "/faire/recevoir", "text/plain", "a=1").status, 400);
}
