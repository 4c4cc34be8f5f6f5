//! People enter: over HTTP, through the porter, with and without a second factor.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use caisse_access::Second;
use caisse_app::{Clock as _, SetClock};
use caisse_web::{Reception, entrance_routes, guarded, pages_for};
use caisse_window::{Porter, Post, Window};
use tempfile::TempDir;

use crate::assembled::{Assembled, assembled};

const PASSWORD: &str = "lampe bateau cerise mardi";
const TYPED: &str = "lampe+bateau+cerise+mardi";

/// A caisse of eight with a door, on a port of its own. M1 runs the desk, M6 keeps the money.
struct Doorstep {
    address: SocketAddr,
    porter: Arc<Porter>,
    clock: SetClock,
    letters: PathBuf,
    _directory: TempDir,
}

/// An answer over HTTP.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    /// The value of a header, the first of that name.
    fn header<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.headers(name).next()
    }

    fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.head.lines().filter_map(move |line| {
            let (other, value) = line.split_once(": ")?;
            other.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    /// The session that was given.
    fn session(&self) -> String {
        let given = self.headers("set-cookie").find_map(|cookie| {
            cookie.strip_prefix("caisse_session=")?.split(';').next().map(str::to_owned)
        });
        given.unwrap_or_else(|| panic!("no session in {}", self.head))
    }

    fn leads_to(&self) -> &str {
        assert_eq!(self.status, 303, "{}{}", self.head, self.body);
        self.header("location").expect("a place")
    }

    /// What stands between two texts of the page.
    fn between(&self, before: &str, after: &str) -> &str {
        let (_, rest) =
            self.body.split_once(before).unwrap_or_else(|| panic!("{before} in {}", self.body));
        rest.split_once(after).expect("an end").0
    }

    fn seal(&self) -> &str {
        self.between("name=\"sceau\" value=\"", "\"")
    }
}

impl Doorstep {
    fn new() -> Doorstep {
        let Assembled { desk, clock, directory } = assembled(8);
        let window = Window::new(desk);
        let letters = directory.path().join("lettres");
        let post = Post::new(letters.clone(), "Caisse <caisse@exemple.fr>", None, None);
        let porter = Arc::new(Porter::new(&window).expect("a door").with_post(post));
        let reception: Arc<dyn Reception> = porter.clone();
        let routes = pages_for(Arc::clone(&reception));
        let routes = guarded(routes.merge(entrance_routes(reception, porter.clone())));
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        listener.set_nonblocking(true).expect("a listener that waits elsewhere");
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(async move {
                let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
                caisse_web::serve(listener, routes).await
            })
        });
        Doorstep { address, porter, clock, letters, _directory: directory }
    }

    fn now(&self) -> Second {
        Second(self.clock.now().0 / 1_000)
    }

    /// The word of an invitation.
    fn invited(&self, member: &str, email: Option<&str>) -> String {
        self.porter.access().invite(member, email, "M1", 30, self.now()).expect("invited").word
    }

    /// The session of a member who accepted an invitation.
    fn member(&self, member: &str) -> String {
        let word = self.invited(member, None);
        let form = format!("mot-de-passe={TYPED}&nom=");
        self.post(&format!("/invitation/{word}"), "", &form).session()
    }

    fn send(&self, method: &str, path: &str, headers: &str, body: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).expect("a connection");
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}",
            self.address
        );
        stream.write_all(request.as_bytes()).expect("a request sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer in UTF-8");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        Answer { status: status.expect("a status"), head: head.to_owned(), body: body.to_owned() }
    }

    fn get(&self, path: &str, session: &str) -> Answer {
        self.send("GET", path, &format!("Cookie: caisse_session={session}\r\n"), "")
    }

    fn post(&self, path: &str, session: &str, form: &str) -> Answer {
        let headers = format!(
            "Cookie: caisse_session={session}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n"
        );
        self.send("POST", path, &headers, form)
    }

    /// The code that M-something's telephone shows, from the key that the page gave to type.
    fn code(&self, secret: &str) -> String {
        let secret = totp_rs::Secret::try_from_base32(secret.replace(' ', "")).expect("a secret");
        let totp = totp_rs::Builder::new().with_secret(secret).build_noncompliant();
        totp.generate(self.now().0.unsigned_abs()).to_string()
    }

    /// Sets up a second factor; gives the session, the key and a recovery code.
    fn with_factor(&self, session: &str) -> (String, String, String) {
        let page = self.get("/compte/second-facteur", session);
        let secret = page.between("<code>", "</code>").to_owned();
        assert!(page.body.contains("<svg class=\"qr\"") && page.body.contains("otpauth://totp/"));
        let form = format!("sceau={}&code={}", page.seal(), self.code(&secret));
        let codes = self.post("/compte/second-facteur", session, &form);
        assert_eq!(codes.status, 200);
        let recovery = codes.between("<li><code>", "</code>").to_owned();
        (codes.session(), secret, recovery)
    }
}

/// A door for others to look at: its server, the addresses before it, and the session of M7 inside.
pub fn shown() -> (crate::browser::Server, Vec<String>, String) {
    let door = Doorstep::new();
    let session = door.member("M7");
    let invitation = format!("/invitation/{}", door.invited("M6", None));
    let before = ["/entrer", "/entrer/code", "/entrer/lien", "/entrer/lien/x", "/invitation/x"];
    let before = before.map(str::to_owned).into_iter().chain([invitation]).collect();
    let Doorstep { address, _directory: directory, .. } = door;
    (crate::browser::Server::at(address, directory), before, session)
}

#[test]
fn who_is_invited_chooses_a_password_enters_and_sees_the_own_page_and_no_other() {
    let door = Doorstep::new();
    let word = door.invited("M7", None);
    let page = door.get(&format!("/invitation/{word}"), "");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Bienvenue, Personne 7"), "{}", page.body);
    assert!(page.body.contains("Personne 1 vous invite"));

    let refused = door.post(&format!("/invitation/{word}"), "", "mot-de-passe=court&nom=Sept");
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Choisissez au moins 12 caractères"));
    assert!(refused.body.contains("value=\"Sept\"") && !refused.body.contains("value=\"court\""));

    let entered =
        door.post(&format!("/invitation/{word}"), "", &format!("mot-de-passe={TYPED}&nom=Sept"));
    assert_eq!(entered.leads_to(), "/compte");
    let session = entered.session();
    assert_eq!(door.get("/membres/M7", &session).status, 200);
    assert_eq!(door.get("/membres/M6", &session).status, 404);
    assert_eq!(door.get("/membres/M7", "").status, 404, "the street sees no page of a member");
    assert_eq!(door.get("/membres/M7", "0000").status, 404);
    assert_eq!(door.get(&format!("/invitation/{word}"), "").status, 410, "it was used");
    assert!(door.get("/", &session).body.contains("Personne 7"), "one is greeted");
}

#[test]
fn the_cookie_is_read_by_no_script_and_goes_to_no_other_site() {
    let door = Doorstep::new();
    door.member("M7");
    let enter = |headers: &str| {
        let headers = format!("{headers}Content-Type: application/x-www-form-urlencoded\r\n");
        let answer =
            door.send("POST", "/entrer", &headers, &format!("nom=M7&mot-de-passe={TYPED}"));
        let cookie =
            answer.headers("set-cookie").find(|cookie| cookie.starts_with("caisse_session"));
        cookie.expect("a cookie").to_owned()
    };
    let plain = enter("");
    assert!(plain.contains("; HttpOnly; SameSite=Lax") && plain.contains("Path=/;"));
    assert!(!plain.contains("Secure"), "a machine without a web server before it still works");
    assert!(enter("X-Forwarded-Proto: https\r\n").ends_with("; Secure"));
}

#[test]
fn one_enters_under_a_new_session_and_goes_on_to_where_one_was_going() {
    let door = Doorstep::new();
    let old = door.member("M7");
    let page = door.get("/entrer?vers=/faire/declarer/M7%3Frepris%3D0a1b", "");
    assert!(page.body.contains("Ce que vous aviez écrit est gardé"));
    let way = "vers=%2Ffaire%2Fdeclarer%2FM7%3Frepris%3D0a1b";

    let wrong = door.post("/entrer", "", &format!("nom=M7&mot-de-passe=faux&{way}"));
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("value=\"M7\"") && !wrong.body.contains("faux\""));
    assert!(wrong.body.contains("value=\"/faire/declarer/M7?repris=0a1b\""), "the way is kept");

    let entered = door.post("/entrer", &old, &format!("nom=M7&mot-de-passe={TYPED}&{way}"));
    assert_eq!(entered.leads_to(), "/faire/declarer/M7?repris=0a1b");
    assert_ne!(entered.session(), old);
    assert_eq!(
        door.get("/membres/M7", &old).status,
        404,
        "the old session of this browser is over"
    );

    for elsewhere in ["https://evil.example/", "//evil.example", "/\\evil.example"] {
        let form = format!("nom=M7&mot-de-passe={TYPED}&vers={elsewhere}");
        assert_eq!(door.post("/entrer", "", &form).leads_to(), "/compte", "{elsewhere}");
    }
}

#[test]
fn too_many_wrong_passwords_wait_and_say_so() {
    let door = Doorstep::new();
    door.member("M7");
    for _ in 0..5 {
        assert!(door.post("/entrer", "", "nom=M7&mot-de-passe=faux").body.contains("ne va pas"));
    }
    let form = format!("nom=M7&mot-de-passe={TYPED}");
    let waits = door.post("/entrer", "", &form);
    assert_eq!(waits.status, 422);
    assert!(waits.body.contains("Attendez 30 secondes"), "{}", waits.body);
}

#[test]
fn a_form_that_another_site_sends_is_refused_at_the_door() {
    let door = Doorstep::new();
    let session = door.member("M7");
    let seal = door.get("/compte", &session).seal().to_owned();
    for path in ["/entrer", "/sortir", "/compte/sessions", "/compte/mot-de-passe"] {
        let headers = format!(
            "Cookie: caisse_session={session}\r\nSec-Fetch-Site: cross-site\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n"
        );
        let form = format!("nom=M7&mot-de-passe={TYPED}&sceau={seal}");
        assert_eq!(door.send("POST", path, &headers, &form).status, 403, "{path}");
    }
    assert_eq!(door.get("/membres/M7", &session).status, 200, "still in");
}

#[test]
fn a_form_without_the_seal_of_the_session_changes_nothing() {
    let door = Doorstep::new();
    let session = door.member("M7");
    let other = door.member("M6");
    let seal = door.get("/compte", &other).seal().to_owned();
    for form in ["", "sceau=", &format!("sceau={seal}")] {
        assert_eq!(door.post("/sortir", &session, form).leads_to(), "/compte");
    }
    assert_eq!(door.get("/membres/M7", &session).status, 200);
    let seal = door.get("/compte", &session).seal().to_owned();
    let left = door.post("/sortir", &session, &format!("sceau={seal}"));
    assert_eq!(left.leads_to(), "/");
    assert!(
        left.headers("set-cookie")
            .any(|cookie| cookie.starts_with("caisse_session=; Path=/; Max-Age=0"))
    );
    assert_eq!(door.get("/membres/M7", &session).status, 404);
}

#[test]
fn a_second_factor_is_set_up_asked_and_opens_once() {
    let door = Doorstep::new();
    let (_, secret, recovery) = door.with_factor(&door.member("M7"));
    // Half an hour later, so that the code is another one.
    let later = door.now().0 + 1_800;
    let code_then = {
        let secret = totp_rs::Secret::try_from_base32(secret.replace(' ', "")).expect("a secret");
        let totp = totp_rs::Builder::new().with_secret(secret).build_noncompliant();
        totp.generate(later.unsigned_abs()).to_string()
    };
    let form = format!("nom=M7&mot-de-passe={TYPED}&vers=%2Fmembres%2FM7");
    let half = door.post("/entrer", "", &form);
    assert_eq!(half.leads_to(), "/entrer/code?vers=%2Fmembres%2FM7");
    let session = half.session();
    assert_eq!(door.get("/membres/M7", &session).status, 404, "half a session opens nothing");
    assert!(door.get("/entrer/code?vers=/membres/M7", &session).body.contains("one-time-code"));
    for wrong in ["000000", &code_then, "", "abcde-fghij"] {
        let refused =
            door.post("/entrer/code", &session, &format!("code={wrong}&vers=%2Fmembres%2FM7"));
        assert_eq!(refused.status, 422, "{wrong}");
        assert!(refused.body.contains("value=\"/membres/M7\""));
    }
    let full =
        door.post("/entrer/code", &session, &format!("code={recovery}&vers=%2Fmembres%2FM7"));
    assert_eq!(full.leads_to(), "/membres/M7");
    assert_eq!(door.get("/membres/M7", &full.session()).status, 200);
    assert_eq!(door.get("/membres/M7", &session).status, 404, "the half session is over");
    let account = door.get("/compte", &full.session());
    assert!(account.body.contains("Codes de secours qui restent\u{a0}: 9."), "{}", account.body);
}

#[test]
fn an_office_that_signs_asks_for_a_second_factor_and_keeps_it() {
    let door = Doorstep::new();
    // M6 is treasurer, M7 holds nothing.
    let (plain, treasurer) = (door.member("M7"), door.member("M6"));
    let asked = "sans second facteur, vous ne pourrez pas signer de paiement";
    assert!(door.get("/compte", &treasurer).body.contains(asked));
    assert!(!door.get("/compte", &plain).body.contains(asked));
    assert_eq!(door.get("/mois/2026-01", &treasurer).status, 200, "what the office opens");
    assert_eq!(door.get("/mois/2026-01", &plain).status, 404);

    let remove = "Retirer le second facteur";
    let (treasurer, _, _) = door.with_factor(&treasurer);
    let guest = door.porter.guest(Some(&treasurer));
    assert!(guest.second_factor && guest.member.as_deref() == Some("M6"));
    let page = door.get("/compte", &treasurer);
    assert!(!page.body.contains(remove));
    let form = format!("sceau={}", page.seal());
    door.post("/compte/second-facteur/retirer", &treasurer, &form);
    assert!(door.porter.guest(Some(&treasurer)).second_factor, "nor by a form made by hand");

    let (plain, _, _) = door.with_factor(&plain);
    let page = door.get("/compte", &plain);
    assert!(page.body.contains(remove));
    let removed =
        door.post("/compte/second-facteur/retirer", &plain, &format!("sceau={}", page.seal()));
    assert_eq!(removed.leads_to(), "/compte");
    assert!(door.get("/compte", &plain).body.contains("Installer un second facteur"));
    assert!(!door.porter.guest(Some(&plain)).second_factor);
}

#[test]
fn sessions_are_listed_and_the_others_ended() {
    let door = Doorstep::new();
    let here = door.member("M7");
    let headers = "User-Agent: Mozilla/5.0 (Android 15; Mobile) Gecko/140.0 Firefox/140.0\r\n\
                   Content-Type: application/x-www-form-urlencoded\r\n";
    let there =
        door.send("POST", "/entrer", headers, &format!("nom=M7&mot-de-passe={TYPED}")).session();
    let page = door.get("/compte", &here);
    assert!(page.body.contains("Firefox, Android") && page.body.contains("celle-ci"));
    let number = page.between("name=\"session\" value=\"", "\"").to_owned();
    // Another member cannot end it, even with a seal of their own.
    let other = door.member("M6");
    let seal = door.get("/compte", &other).seal().to_owned();
    door.post("/compte/sessions", &other, &format!("sceau={seal}&session={number}"));
    assert_eq!(door.get("/membres/M7", &there).status, 200);
    let form = format!("sceau={}&session={number}", page.seal());
    assert_eq!(door.post("/compte/sessions", &here, &form).leads_to(), "/compte");
    assert_eq!(door.get("/membres/M7", &there).status, 404);
    assert_eq!(door.get("/membres/M7", &here).status, 200);
}

#[test]
fn a_password_is_changed_and_every_fault_stands_at_its_field() {
    let door = Doorstep::new();
    let session = door.member("M7");
    let late = || door.clock.set(crate::assembled::the_day());
    late();
    // The invitation was just used, so that the old password is not asked: another session asks it.
    let session = {
        let _ = session;
        door.post("/entrer", "", &format!("nom=M7&mot-de-passe={TYPED}")).session()
    };
    let page = door.get("/compte/mot-de-passe", &session);
    assert!(
        page.body.contains("name=\"ancien\"")
            && page.body.contains("autocomplete=\"new-password\"")
    );
    let seal = page.seal().to_owned();
    let new = "tambour+orange+jeudi+clou";
    let change = |old: &str, new: &str| {
        let form = format!("sceau={seal}&ancien={old}&mot-de-passe={new}");
        door.post("/compte/mot-de-passe", &session, &form)
    };
    let refused = change("faux", new);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("id=\"q-ancien-faute\""));
    let refused = change(TYPED, "motdepasse1234");
    assert!(refused.body.contains("id=\"q-mot-de-passe-faute\""));
    assert_eq!(change(TYPED, new).leads_to(), "/compte");
    assert_eq!(door.post("/entrer", "", &format!("nom=M7&mot-de-passe={TYPED}")).status, 422);
    assert_eq!(door.post("/entrer", "", &format!("nom=M7&mot-de-passe={new}")).status, 303);
    assert!(PASSWORD.contains(' '));
}

#[test]
fn a_link_is_sent_to_who_is_known_and_nobody_learns_who_is() {
    let door = Doorstep::new();
    door.invited("M7", Some("sept@exemple.fr"));
    let known = door.post("/entrer/lien", "", "nom=sept%40exemple.fr");
    let unknown = door.post("/entrer/lien", "", "nom=personne%40exemple.fr");
    assert_eq!((known.status, unknown.status), (200, 200));
    assert_eq!(known.body, unknown.body);
    let letters = || -> Vec<PathBuf> {
        let files = std::fs::read_dir(&door.letters).into_iter().flatten().flatten();
        files
            .map(|file| file.path())
            .filter(|path| path.extension().is_some_and(|e| e == "eml"))
            .collect()
    };
    let start = Instant::now();
    while letters().is_empty() {
        assert!(start.elapsed() < Duration::from_secs(20), "no letter");
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_millis(100));
    let letters = letters();
    assert_eq!(letters.len(), 1);
    let text = std::fs::read_to_string(&letters[0]).expect("a letter");
    assert!(text.contains("To: sept@exemple.fr"));
    // Quoted-printable breaks long lines.
    let text = text.replace("=\r\n", "").replace("=\n", "");
    let (_, rest) = text.split_once("/entrer/lien/").expect("an address");
    let word: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    let path = format!("/entrer/lien/{word}");
    for _ in 0..2 {
        assert!(door.get(&path, "").body.contains("Bonjour Personne 7"), "looking uses nothing up");
    }
    let session = door.post(&path, "", "").session();
    assert_eq!(door.get("/membres/M7", &session).status, 200);
    assert_eq!(door.post(&path, "", "").status, 410);
}

#[test]
fn the_pages_of_entering_are_whole_in_both_languages() {
    let door = Doorstep::new();
    let session = door.member("M7");
    let word = door.invited("M6", None);
    for path in ["/entrer", "/entrer/lien", "/entrer/lien/faux", "/invitation/faux"]
        .map(str::to_owned)
        .into_iter()
        .chain([format!("/invitation/{word}")])
    {
        let french = door.get(&format!("{path}?langue=fr"), "").body;
        let english = door.get(&format!("{path}?langue=en"), "").body;
        assert!(french.contains("<html lang=\"fr\">") && english.contains("<html lang=\"en\">"));
        assert_ne!(title(&french), title(&english), "{path}");
        assert!(!french.contains("<script>") && !french.contains(" style="), "{path}");
    }
    for path in ["/compte", "/compte/mot-de-passe", "/compte/second-facteur"] {
        assert_eq!(
            door.get(path, "").leads_to(),
            format!("/entrer?vers={}", path.replace('/', "%2F"))
        );
        let french = door.get(&format!("{path}?langue=fr"), &session).body;
        let english = door.get(&format!("{path}?langue=en"), &session).body;
        assert_ne!(title(&french), title(&english), "{path}");
    }
}

fn title(page: &str) -> &str {
    page.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>")).expect("a title").0
}

/// The page is no wider than a narrow telephone.
fn fits(browser: &mut crate::driven::Driven, what: &str) {
    let width = browser.width_on(320);
    assert!(width <= 320, "{what} is {width} pixels wide");
}

#[test]
fn one_enters_leaves_and_enters_again_by_keyboard_with_scripts_off() {
    let Some(mut browser) = crate::driven::Driven::without_scripts() else { return };
    let door = Doorstep::new();
    let at = |path: &str| format!("http://{}{path}", door.address);
    let word = door.invited("M7", None);

    browser.open(&at(&format!("/invitation/{word}?langue=fr")), "Bienvenue, Personne 7");
    fits(&mut browser, "the invitation");
    browser.type_into("#q-mot-de-passe", "court");
    browser.press_enter_on("#q-mot-de-passe");
    browser.wait_for("Choisissez au moins 12 caractères");
    browser.type_into("#q-mot-de-passe", PASSWORD);
    browser.press_enter_on("#q-mot-de-passe");
    browser.wait_for("<h1>Mon compte</h1>");
    fits(&mut browser, "the account");
    browser.open(&at("/compte/second-facteur"), "Aegis");
    fits(&mut browser, "the second factor");

    browser.open(&at("/compte"), "<h1>Mon compte</h1>");
    browser.press_enter_on("form[action='/sortir'] button");
    browser.wait_for("Vous êtes sorti·e.");
    // The page of a member is not there for the street; through the door one comes to it.
    browser.open(&at("/membres/M7"), "Page introuvable");
    browser.open(&at("/entrer?vers=/membres/M7"), "<h1>Entrer</h1>");
    fits(&mut browser, "the door");
    browser.type_into("#q-nom", "M7");
    browser.type_into("#q-mot-de-passe", "faux");
    browser.press_enter_on("#q-mot-de-passe");
    let page = browser.wait_for("ne va pas");
    assert!(page.contains("value=\"M7\""), "the name is kept");
    browser.type_into("#q-mot-de-passe", PASSWORD);
    browser.press_enter_on("#q-mot-de-passe");
    browser.wait_for("Personne 7");
    browser.open(&at("/membres/M7"), "M7");
}
