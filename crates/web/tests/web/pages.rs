//! The pages over a real server, with a house of its own: what they say, where they lead, what they
//! refuse.

use std::collections::{BTreeSet, VecDeque};

use crate::browser::Server;
use crate::browser::html::{Tag, tags};
use crate::house::TestHouse;

/// One of each kind of page.
pub const PAGES: [(&str, &str); 58] = [
    ("caisse", "/"),
    ("rules", "/regles"),
    ("rule", "/regles/cotisation"),
    ("old_rule", "/regles/cotisation/2024-10-01"),
    ("member_late", "/membres/M16"),
    ("member_paid", "/membres/M12"),
    ("month_open", "/mois/2026-01"),
    ("month_closed", "/mois/2025-02"),
    ("month_list", "/mois/2026-01/retard"),
    ("accounts_plain", "/comptes/2026"),
    ("accounts_accountant", "/comptes/2026?lecture=comptable"),
    ("ledger", "/comptes/2026/512?page=4"),
    ("entry", "/ecritures/E1"),
    ("decision", "/decisions/D2"),
    ("why", "/pourquoi/C140"),
    ("journal", "/journal?page=97"),
    ("assemblies", "/assemblees"),
    ("assembly_open", "/assemblees/AG3"),
    ("room", "/assemblees/AG3/salle"),
    ("assembly_signed", "/assemblees/AG2"),
    ("convocation", "/assemblees/AG4/convocation"),
    ("attendance_sheet", "/assemblees/AG3/emargement?page=2"),
    ("minutes", "/assemblees/AG2/proces-verbal"),
    ("poll_motion", "/scrutins/S1"),
    ("poll_consent", "/scrutins/S2"),
    ("poll_approval", "/scrutins/S3"),
    ("poll_grades", "/scrutins/S4"),
    ("poll_ranking", "/scrutins/S5"),
    ("poll_shares", "/scrutins/S6"),
    ("poll_open", "/scrutins/S7"),
    ("proposals", "/propositions"),
    ("proposal_open", "/propositions/PR1"),
    ("proposal_in_vote", "/propositions/PR2"),
    ("proposal_refused", "/propositions/PR3"),
    ("statutes", "/statuts"),
    ("old_statutes", "/statuts/2024-09-21"),
    ("offices", "/mandats"),
    ("projects", "/projets"),
    ("project", "/projets/PJ1"),
    ("agreements", "/conventions"),
    ("repealed_rule", "/regles/partage"),
    ("decision_of_a_federation", "/decisions/D3"),
    ("federation", "/federation"),
    ("consolidated", "/federation/comptes/2025"),
    ("peer", "/federation/OL1"),
    ("peer_caught", "/federation/OL4"),
    ("equalisation", "/federation/OL5/perequation/perequation/2025-12"),
    ("shared_reading", "/lecture"),
    ("reading_ten_euros", "/lecture/dix-euros"),
    ("reading_two_months", "/lecture/deux-mois"),
    ("reading_reserve", "/lecture/reserve"),
    ("reading_holding_out", "/lecture/tenir"),
    ("reading_what_if", "/lecture/et-si?plus=trois"),
    ("reading_large", "/lecture/reserve?ecran=grand"),
    ("reading_sheets", "/lecture/feuilles"),
    ("readings", "/lectures"),
    ("words", "/mots"),
    ("equalisation_tried", "/perequation/perequation/2025-12?caisse=caisse-0&membres=410"),
];

pub fn in_language(path: &str, tag: &str) -> String {
    let mark = if path.contains('?') { '&' } else { '?' };
    format!("{path}{mark}langue={tag}")
}

/// A page over several lines, so that a change shows as the lines that changed, and without the
/// fingerprints of the style sheet and of the script, which change with every stroke of them.
pub fn by_lines(page: &str) -> String {
    let unmarked = |page: String, file: &str| match page.split_once(&format!("{file}?")) {
        Some((before, after)) => format!("{before}{file}?…{}", &after[16..]),
        None => page,
    };
    assert!(page.contains("/style.css?"), "a style sheet");
    let page = unmarked(unmarked(page.to_owned(), "/style.css"), "/live.js");
    page.replace("><", ">\n<")
}

#[test]
fn every_kind_of_page_is_written_in_french_and_in_english() {
    let server = Server::of(TestHouse::new());
    for (name, path) in PAGES {
        for tag in ["fr", "en"] {
            let answer = server.get(&in_language(path, tag));
            assert_eq!(answer.status, 200, "{path}");
            assert!(answer.body.contains(&format!("<html lang=\"{tag}\">")), "{path}");
            insta::assert_snapshot!(format!("{name}_{tag}"), by_lines(&answer.body));
        }
    }
}

#[test]
fn what_is_not_there_is_said_in_plain_words() {
    let server = Server::of(TestHouse::new());
    for tag in ["fr", "en"] {
        let answer = server.get(&in_language("/rien", tag));
        assert_eq!(answer.status, 404);
        insta::assert_snapshot!(format!("not_found_{tag}"), by_lines(&answer.body));
    }
    for path in [
        "/membres/M194",
        "/membres/12",
        "/membres/../etc/passwd",
        "/mois/2026-13",
        "/mois/2026-02",
        "/mois/2026-01/rien",
        "/mois/2026-01/paye?page=9",
        "/mois/2026-01/paye?page=4294967295",
        "/comptes/2031",
        "/comptes/99999",
        "/comptes/2026/999",
        "/comptes/2026/512?page=5",
        "/ecritures/E0",
        "/decisions/D4",
        "/regles/rien",
        "/regles/cotisation/2023-01-01",
        "/regles/cotisation/hier",
        "/pourquoi/C999",
        "/journal?page=98",
        "/assemblees/AG5",
        "/assemblees/AG4/proces-verbal",
        "/assemblees/AG3/emargement?page=3",
        "/assemblees?page=2",
        "/scrutins/S9",
        "/scrutins/S1/bulletins.pb",
        "/scrutins/S7/bulletins.csv",
        "/scrutins/S1/rien.csv",
        "/propositions?page=2",
        "/propositions/PR9",
        "/propositions/1",
        "/statuts/2024-01-01",
        "/statuts/hier",
        "/projets/PJ2",
        "/federation/OL6",
        "/federation/comptes/2024",
        "/federation/comptes/hier",
        "/federation/1",
        "/federation/OL6/perequation/perequation/2025-12",
        "/perequation/perequation/2025-11",
        "/perequation/perequation/hier",
        "/perequation/rien/2025-12",
        "/projets?page=2",
        "/lecture/rien",
        "/lectures?page=2",
        "/membres/",
        "//",
    ] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
}

#[test]
fn an_address_that_is_not_text_and_a_command_are_refused_in_plain_words() {
    let server = Server::of(TestHouse::new());
    let unreadable = server.get("/membres/%ff%fe");
    assert_eq!(unreadable.status, 400);
    assert!(unreadable.body.contains("Adresse illisible"));
    let command = server.ask("POST", "/journal", "Content-Length: 0\r\n");
    assert_eq!(command.status, 405);
    assert_eq!(command.header("allow"), "GET,HEAD");
    assert!(command.body.contains("Lecture seule"));
    let english = server.ask("DELETE", "/", "Accept-Language: en\r\n");
    assert_eq!(english.status, 405);
    assert!(english.body.contains("Reading only"));
    let head = server.ask("HEAD", "/", "");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[test]
fn a_house_that_breaks_down_breaks_one_answer_and_no_other() {
    let server = Server::of(TestHouse::new());
    let broken = server.get("/pourquoi/C13-broken");
    assert_eq!(broken.status, 500);
    assert!(
        broken.body.starts_with("Cette page n'a pas pu être calculée\u{a0}; rien n'a été changé.")
    );
    assert_eq!(broken.header("x-content-type-options"), "nosniff");
    assert_eq!(server.get("/pourquoi/C13").status, 200);
}

#[test]
fn a_strange_query_changes_nothing() {
    let server = Server::of(TestHouse::new());
    let plain = server.get("/journal").body;
    for query in ["?page=zero", "?page=-1", "?page=0", "?page=", "?%ff", "?langue=%ff", "?&&=&="] {
        let answer = server.get(&format!("/journal{query}"));
        assert_eq!(answer.status, 200, "{query}");
        assert_eq!(main_of(&answer.body), main_of(&plain), "{query}");
    }
}

pub fn main_of(page: &str) -> &str {
    let start = page.find("<main").expect("a main part");
    let end = page.find("</main>").expect("its end");
    &page[start..end]
}

#[test]
fn the_language_is_what_the_reader_asked_else_remembers_else_prefers_else_french() {
    let server = Server::of(TestHouse::new());
    let language = |path: &str, headers: &str| {
        let page = server.ask("GET", path, headers).body;
        page[page.find("lang=\"").expect("a language") + 6..][..2].to_owned()
    };
    assert_eq!(language("/", ""), "fr");
    assert_eq!(language("/", "Accept-Language: en-GB,en;q=0.9,fr;q=0.8\r\n"), "en");
    assert_eq!(language("/", "Accept-Language: en;q=0.5, fr;q=0.8\r\n"), "fr");
    assert_eq!(language("/", "Accept-Language: de, en;q=0.1\r\n"), "en");
    assert_eq!(language("/", "Accept-Language: en;q=0, *\r\n"), "fr");
    assert_eq!(language("/", "Accept-Language: ,;q=,en;q=bad\r\n"), "fr");
    assert_eq!(language("/", "Cookie: a=b; langue=en\r\n"), "en");
    assert_eq!(language("/", "Cookie: langue=fr\r\nAccept-Language: en\r\n"), "fr");
    assert_eq!(language("/?langue=en", "Cookie: langue=fr\r\n"), "en");
    assert_eq!(language("/?langue=tlh", "Accept-Language: en\r\n"), "en");
}

#[test]
fn choices_of_language_and_reading_are_remembered() {
    let server = Server::of(TestHouse::new());
    let answer = server.get("/comptes/2026?lecture=comptable&langue=en");
    let cookies: Vec<&str> = answer
        .headers
        .iter()
        .filter(|(name, _)| name == "set-cookie")
        .map(|(_, value)| value.as_str())
        .collect();
    assert_eq!(
        cookies,
        [
            "langue=en; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
            "lecture=comptable; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
        ]
    );
    let remembered = server.ask("GET", "/comptes/2026", "Cookie: lecture=comptable; langue=en\r\n");
    assert!(remembered.body.contains("Trial balance"));
    assert_eq!(remembered.header("set-cookie"), "");
    let strange = server.get("/?langue=en%0d%0aX-Evil:1&lecture=%0a");
    assert_eq!(strange.header("set-cookie"), "");
}

#[test]
fn the_link_to_the_other_language_keeps_the_page_that_was_open() {
    let server = Server::of(TestHouse::new());
    let page = server.get("/journal?page=3&langue=fr").body;
    assert!(page.contains("href=\"/journal?langue=en&amp;page=3\""));
}

#[test]
fn every_answer_is_guarded() {
    let server = Server::of(TestHouse::new());
    let style = style_address(&server);
    for path in ["/", "/membres/M12", "/rien", "/mois", "/checkpoint", "/membres/%ff", &style] {
        let answer = server.get(path);
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'self'; img-src"), "{path}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        let kept = if path == style { "public, max-age=31536000, immutable" } else { "no-store" };
        assert_eq!(answer.header("cache-control"), kept, "{path}");
    }
}

fn style_address(server: &Server) -> String {
    let page = server.get("/").body;
    let tags = tags(&page).expect("a page");
    let style = tags.iter().find(|tag| tag.attribute("rel") == Some("stylesheet"));
    style.and_then(|tag| tag.attribute("href")).expect("a style sheet").to_owned()
}

#[test]
fn the_checkpoint_is_given_byte_for_byte() {
    use caisse_web::House;
    let answer = Server::of(TestHouse::new()).get("/checkpoint");
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(Some(answer.body), TestHouse::new().checkpoint());
}

#[test]
fn ballots_are_a_file_to_keep() {
    let answer = Server::of(TestHouse::new()).get("/scrutins/S1/bulletins.csv");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"S1.csv\"");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert!(answer.body.starts_with("college,vote,weight\n"));
}

#[test]
fn the_short_addresses_lead_to_the_present() {
    let server = Server::of(TestHouse::new());
    assert_eq!(server.get("/mois").header("location"), "/mois/2026-01");
    assert_eq!(server.get("/comptes").header("location"), "/comptes/2026");
}

/// Follows every link from the public page and from a member's page; gives each page by its address.
fn crawl(server: &Server) -> Vec<(String, String)> {
    let mut waiting = VecDeque::from(["/".to_owned(), "/membres/M16".to_owned()]);
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut pages = Vec::new();
    while let Some(address) = waiting.pop_front() {
        let answer = server.get(&address);
        assert_eq!(answer.status, 200, "{address} is linked and must answer");
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        let tags = tags(&answer.body).unwrap_or_else(|error| panic!("{address}: {error}"));
        for href in tags.iter().filter_map(|tag| tag.attribute("href")) {
            let inside = href.starts_with('/') && !href.contains("langue=");
            let target = href.split('#').next().unwrap_or_default().to_owned();
            if inside && worth_following(&target) && seen.insert(target.clone()) {
                waiting.push_back(target);
            }
        }
        pages.push((address, answer.body));
    }
    pages
}

/// Of the many claims, entries and pages of the journal, some; of everything else, all.
fn worth_following(address: &str) -> bool {
    let digits: String = address.chars().rev().take_while(char::is_ascii_digit).collect();
    let many = ["/pourquoi/", "/ecritures/", "/journal?", "/membres/"];
    !many.iter().any(|prefix| address.starts_with(prefix))
        || digits.ends_with('1')
        || digits.len() < 2
}

#[test]
fn every_link_leads_somewhere_and_every_page_is_sound() {
    let server = Server::of(TestHouse::new());
    let pages = crawl(&server);
    assert!(pages.len() > 150, "{} pages", pages.len());
    for (address, page) in &pages {
        let tags = tags(page).unwrap_or_else(|error| panic!("{address}: {error}"));
        sound(address, page, &tags);
    }
}

fn sound(address: &str, page: &str, tags: &[Tag]) {
    assert!(page.len() < 60_000, "{address} weighs {} bytes", page.len());
    let count = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
    // On the large screen of a room nothing stands around the page.
    let around = usize::from(!address.contains("ecran=grand"));
    for (name, times) in [
        ("h1", 1),
        ("main", 1),
        ("header", around),
        ("footer", around),
        ("title", 1 + count("svg") - unnamed(tags)),
    ] {
        assert_eq!(count(name), times, "{name} in {address}");
    }
    let asks = |tag: &&Tag| tag.name == "form" && tag.attribute("method") == Some("get");
    assert_eq!(count("form"), tags.iter().filter(asks).count(), "{address}: forms only ask");
    // One script, ours, and a page that does without it.
    for script in tags.iter().filter(|tag| tag.name == "script") {
        let source = script.attribute("src").unwrap_or_default();
        assert!(source.starts_with("/live.js?"), "{address}: {source}");
    }
    for name in ["style", "iframe", "object"] {
        assert_eq!(count(name), 0, "{name} in {address}");
    }
    assert_eq!(count("table"), count("caption"), "{address}: every table has a caption");
    let mut ids = BTreeSet::new();
    for tag in tags {
        for (name, value) in &tag.attributes {
            assert!(name != "style" && !name.starts_with("on"), "{name} in {address}");
            assert!(name != "id" || ids.insert(value.clone()), "{value} twice in {address}");
        }
        assert!(
            tag.name != "th" || tag.attribute("scope").is_some(),
            "th without scope in {address}"
        );
    }
    for tag in tags {
        let named = tag.attribute("aria-labelledby").unwrap_or_default();
        assert!(named.split_whitespace().all(|id| ids.contains(id)), "{named} in {address}");
        let href = tag.attribute("href").unwrap_or_default();
        let fragment = href
            .strip_prefix('#')
            .or(href.strip_prefix("/journal#").filter(|_| address == "/journal"));
        assert!(fragment.is_none_or(|fragment| ids.contains(fragment)), "{href} in {address}");
    }
    assert!(!page.contains("\"></a>"), "an empty link in {address}");
}

/// Drawings that are hidden from those who listen need no title.
fn unnamed(tags: &[Tag]) -> usize {
    let hidden = |tag: &&Tag| tag.name == "svg" && tag.attribute("aria-hidden") == Some("true");
    tags.iter().filter(hidden).count()
}

#[test]
fn a_hostile_name_is_only_text() {
    let hostile = r#"<script>alert("x")</script>'"><img src=x onerror=alert(1)>&amp;"#;
    let server = Server::of(TestHouse { name: hostile.to_owned(), ..TestHouse::new() });
    for (_, path) in PAGES {
        let page = server.get(path).body;
        let tags = tags(&page).unwrap_or_else(|error| panic!("{path}: {error}"));
        let ours =
            |tag: &Tag| tag.attribute("src").is_some_and(|source| source.starts_with("/live.js?"));
        let strange = |tag: &Tag| tag.name == "img" || (tag.name == "script" && !ours(tag));
        assert!(!tags.iter().any(strange), "{path}");
        assert!(page.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"), "{path}");
        assert!(page.contains("&amp;amp;"), "{path}");
    }
}

/// The values of a theme: name and colour.
fn colours(block: &str) -> Vec<(String, [f64; 3])> {
    let declared =
        block.lines().filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"));
    declared
        .map(|(name, hex)| {
            let channel = |at: usize| {
                let byte = u8::from_str_radix(&hex[at..at + 2], 16).expect("a colour");
                let share = f64::from(byte) / 255.0;
                if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
            };
            (name.to_owned(), [channel(0), channel(2), channel(4)])
        })
        .collect()
}

/// The contrast of two colours as WCAG 2.2 defines it, 1 to 21.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let light = |colour: [f64; 3]| 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2];
    let (high, low) = (light(one).max(light(other)), light(one).min(light(other)));
    (high + 0.05) / (low + 0.05)
}

#[test]
fn text_and_drawings_stand_out_by_day_by_night_and_on_paper() {
    let server = Server::of(TestHouse::new());
    let style = server.get(&style_address(&server)).body;
    let blocks: Vec<&str> = style.split(":root {").skip(1).collect();
    let themes: Vec<_> =
        blocks.iter().map(|block| colours(block.split('}').next().unwrap_or_default())).collect();
    let themes: Vec<_> = themes.into_iter().filter(|theme| !theme.is_empty()).collect();
    assert_eq!(themes.len(), 3, "day, night, paper");
    for theme in &themes {
        let of =
            |name: &str| theme.iter().find(|(other, _)| other == name).map(|(_, colour)| *colour);
        for ground in ["paper", "leaf"] {
            let ground = of(ground).expect("a ground");
            for name in ["ink", "quiet", "accent", "done", "late"] {
                let found = contrast(of(name).expect("a colour of text"), ground);
                assert!(found >= 4.5, "{name}: {found:.2}");
            }
        }
        for part in (1..=6).filter_map(|part| of(&format!("part-{part}"))) {
            let found = contrast(part, of("paper").expect("the paper"));
            assert!(found >= 3.0, "a part of a drawing: {found:.2}");
        }
    }
}

#[test]
fn the_style_sheet_loads_nothing_and_names_only_colours_that_exist() {
    let server = Server::of(TestHouse::new());
    let style = server.get(&style_address(&server)).body;
    // Ten kilobytes once compressed, fetched once for all pages.
    assert!(style.len() < 48_000);
    for loaded in ["url(", "@import", "http:", "https:"] {
        assert!(!style.contains(loaded), "{loaded}");
    }
    for used in style.split("var(--").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert!(style.contains(&format!("  --{used}:")), "--{used} is used and never given");
    }
}

#[test]
fn the_large_screen_of_a_room_names_nobody() {
    let server = Server::of(TestHouse::new());
    for step in ["dix-euros", "deux-mois", "reserve", "tenir", "et-si"] {
        let alone = server.get(&format!("/lecture/{step}")).body;
        let large = server.get(&format!("/lecture/{step}?ecran=grand")).body;
        assert!(alone.contains("<header class=\"masthead\">"), "{step}");
        assert!(!large.contains("<nav class=\"menu"), "{step}");
        for name in ["Fatima Cordier", "Jean Pinson", "Les mots de cette question"] {
            assert!(!large.contains(name), "{name} on {step}");
        }
    }
    assert!(server.get("/lecture/reserve").body.contains("Fatima Cordier"));
    // Whatever else is asked to be large is shown as it always is.
    assert!(server.get("/mots?ecran=grand").body.contains("<footer>"));
}

#[test]
fn what_was_typed_to_try_is_kept_and_the_fault_stands_at_its_field() {
    let server = Server::of(TestHouse::new());
    let page = server.get("/lecture/et-si?plus=trois").body;
    assert!(
        page.contains("value=\"trois\" aria-invalid=\"true\" aria-describedby=\"plus-erreur\"")
    );
    assert!(page.contains("id=\"plus-erreur\">ce n'est pas un montant<"));
    assert!(!server.get("/lecture/et-si?plus=3").body.contains("plus-erreur"));
}

/// A colour as who lacks the red or the green cones sees it (Viénot, Brettel and Mollon, 1999), in linear
/// channels.
fn seen_without(cones: &str, [red, green, blue]: [f64; 3]) -> [f64; 3] {
    match cones {
        "red" => {
            let both = 0.11238 * red + 0.88762 * green;
            [both, both, 0.00401 * red - 0.00401 * green + blue]
        }
        "green" => {
            let both = 0.29275 * red + 0.70725 * green;
            [both, both, -0.02234 * red + 0.02234 * green + blue]
        }
        _ => [red, green, blue],
    }
}

/// How far two colours are apart for the eye, in Oklab: 1 from black to white, about 0.02 just seen.
fn apart(one: [f64; 3], other: [f64; 3]) -> f64 {
    let lab = |[red, green, blue]: [f64; 3]| {
        let cone = |r: f64, g: f64, b: f64| (r * red + g * green + b * blue).max(0.0).cbrt();
        let l = cone(0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9);
        let m = cone(0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6);
        let s = cone(0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5);
        [
            0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
            1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
            0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
        ]
    };
    let (one, other) = (lab(one), lab(other));
    one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

/// Parts that touch in a drawing, or that mean opposite things: neighbours of ten coins, what comes in and
/// what goes out, what is kept and what is free.
const SIDE_BY_SIDE: [(usize, usize); 8] =
    [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (1, 3), (3, 5), (1, 5)];

#[test]
fn parts_that_touch_stay_apart_for_eyes_without_red_or_green() {
    let server = Server::of(TestHouse::new());
    let style = server.get(&style_address(&server)).body;
    let blocks = style.split(":root {").skip(1);
    let themes = blocks.map(|block| colours(block.split('}').next().unwrap_or_default()));
    let mut looked_at = 0;
    for theme in themes.filter(|theme| theme.iter().any(|(name, _)| name == "part-1")) {
        let part = |number: usize| {
            let name = format!("part-{number}");
            theme.iter().find(|(other, _)| *other == name).expect("six parts").1
        };
        for cones in ["none", "red", "green"] {
            for (one, other) in SIDE_BY_SIDE {
                let (seen_one, seen_other) =
                    (seen_without(cones, part(one)), seen_without(cones, part(other)));
                let found = apart(seen_one, seen_other);
                assert!(found >= 0.08, "{one} and {other} without {cones}: {found:.3}");
                looked_at += 1;
            }
        }
    }
    assert_eq!(looked_at, 2 * 3 * SIDE_BY_SIDE.len(), "by day and by night");
}
