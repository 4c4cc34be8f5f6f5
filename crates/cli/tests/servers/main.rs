//! Organisations on servers of their own: real processes, real HTTP, lines that are cut, servers that
//! are killed, clocks that differ, feeds that lie.

mod line;
mod place;
mod program;
mod year;

use std::time::{Duration, Instant};

use caisse_app::peers::{self, Contacts, FEED, PeersError, Report, Source as _};
use caisse_domain::Command;
use caisse_domain::federation::{Command as F, Side};
use caisse_domain::identity::{DecisionId, MemberId, PeerId};

use line::{Line, State};
use place::{Place, TREASURER};
use program::{Program, ask, run};

const FIRST: PeerId = PeerId(1);

/// Not a test: what the processes of the tests are.
#[test]
#[ignore = "the program, when the other tests start it"]
fn the_program_itself() {
    if let Some(words) = program::words() {
        let words = std::iter::once("caisse".to_owned()).chain(words);
        match caisse_cli::run(words) {
            Ok((_, good)) => std::process::exit(i32::from(!good)),
            Err(sentence) => {
                eprintln!("{sentence}");
                std::process::exit(1);
            }
        }
    }
}

/// The feed and the witness of a place, served; its clock stands at that day.
fn served(place: &Place, today: &str) -> Program {
    let root = place.root();
    let root = root.to_str().expect("a path");
    let words = ["--dir", root, "--today", today, "federation", "serve", "--listen", "127.0.0.1:0"];
    Program::start(&words)
}

/// A federation at the end of a line and a caisse that knows it.
fn two(line: &Line, url: &str) -> (Place, Place, Program) {
    let (above, below) = (Place::found("federation", 2), Place::found("caisse-1", 2));
    above.enrol_organisations(1);
    above.introduce(below.card("http://127.0.0.1:9"), Side::Below(MemberId(3)));
    below.introduce(above.card(url), Side::Above);
    let program = served(&above, "2026-01-01");
    line.set(State::To(program.address));
    (above, below, program)
}

/// The caisse reads the feed of its only peer at its address.
fn hears(below: &Place) -> Report {
    below.with(|desk| {
        let mut reports = peers::sync_all(desk, TREASURER).expect("our own side is well");
        reports.pop().expect("one peer")
    })
}

fn heard(place: &Place) -> usize {
    place.read(|state| state.federation.peer(FIRST).expect("known").taken.len())
}

fn until(what: &str, limit: Duration, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < limit, "not within {limit:?}: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn four_servers_end_in_agreement_after_a_year_of_cut_lines_kills_and_clocks_that_differ() {
    year::live();
}

#[test]
fn what_is_altered_replayed_out_of_order_or_too_long_is_refused_over_http() {
    let line = Line::new();
    let (above, below, program) = two(&line, &line.url());
    (1..=4).for_each(|number| above.says(&format!("http://{number}.example.org")));
    // It follows its peer: the address that it announced last is the one of the line.
    above.says(&line.url());
    assert_eq!(hears(&below).taken, 5);
    above.says(&line.url());
    let whole = std::fs::read_to_string(above.root().join(FEED)).expect("a feed");
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    let says = |text: String| {
        line.set(State::Says(text.into_bytes()));
        let report = hears(&below);
        assert_eq!((report.taken, heard(&below)), (0, 5), "{:?}", report.fault);
        report.fault
    };
    let altered = says(lines[5].replace("127.0.0.1", "127.0.0.9"));
    assert!(matches!(altered, Some(PeersError::Page(_))), "{altered:?}");
    assert!(says(lines[..5].concat()).is_none(), "an old page again changes nothing");
    assert!(says([lines[3], lines[1], lines[2]].concat()).is_none(), "nor in another order");
    let long = says("\n".repeat(9 * 1024 * 1024));
    assert!(matches!(long, Some(PeersError::Unreachable { .. } | PeersError::Page(_))), "{long:?}");
    let other = says("<html>".to_owned());
    assert!(matches!(other, Some(PeersError::Page(_))), "{other:?}");
    let nothing = says(String::new());
    assert!(matches!(nothing, Some(PeersError::Shorter { taken: 5 })), "{nothing:?}");
    line.set(State::Cut);
    let cut = hears(&below).fault;
    assert!(matches!(cut, Some(PeersError::Unreachable { .. })), "{cut:?}");
    let told = Contacts::read(&below.root()).expect("contacts").of("federation");
    assert!(told.trouble.is_some() && told.last_contact.is_some(), "it is shown: {told:?}");
    // Nothing of it was evidence, and the true feed is heard again.
    line.set(State::To(program.address));
    assert_eq!(hears(&below).taken, 1);
    assert!(below.read(|state| state.federation.peer(FIRST).expect("known").evidence.is_empty()));
}

#[test]
fn a_feed_whose_past_changed_is_kept_as_evidence_and_heard_no_more_until_it_is_decided() {
    let line = Line::new();
    let (above, below, program) = two(&line, &line.url());
    above.says(&line.url());
    // A copy of its directory goes its own way.
    let copy = Place::copy_of(&above);
    above.says(&line.url());
    copy.says("http://other.example.org");
    assert_eq!(hears(&below).taken, 2);
    let other = std::fs::read(copy.root().join(FEED)).expect("a feed");
    line.set(State::Says(other));
    let fault = hears(&below).fault;
    let evident = matches!(&fault, Some(PeersError::Fault(fault)) if fault.evidence().is_some());
    assert!(evident, "{fault:?}");
    let evidence = |place: &Place| {
        place.read(|state| state.federation.peer(FIRST).expect("known").evidence.clone())
    };
    assert!(evidence(&below)[0].starts_with("caisse message 1\nfederation\n2\n"));
    line.set(State::To(program.address));
    above.says(&line.url());
    let fault = hears(&below).fault;
    assert!(matches!(fault, Some(PeersError::Contradicted { .. })), "{fault:?}");
    assert_eq!(heard(&below), 2);
    let key = below.read(|state| state.federation.peer(FIRST).expect("known").card.key.clone());
    let accept = F::AcceptKey { peer: FIRST, key, decision: DecisionId(1) };
    below.must(vec![Command::Federation(accept)]);
    assert_eq!(hears(&below).taken, 1);
}

#[test]
fn a_nudge_is_heard_within_moments() {
    let line = Line::new();
    let (above, below, _program) = two(&line, &line.url());
    let listening = served(&below, "2026-01-03");
    above.says(&line.url());
    listening.nudge();
    until("the first message", Duration::from_secs(14), || heard(&below) == 1);
    // Without a nudge the next visit is fifteen seconds away.
    above.says(&line.url());
    std::thread::sleep(Duration::from_secs(1));
    let before = heard(&below);
    let start = Instant::now();
    listening.nudge();
    until("the second message", Duration::from_secs(10), || heard(&below) == 2);
    assert!(before == 1 && start.elapsed() < Duration::from_secs(10));
}

#[test]
fn who_moves_to_another_server_is_followed() {
    let (old, new) = (Line::new(), Line::new());
    let (above, below, program) = two(&old, &old.url());
    above.says(&old.url());
    assert_eq!(hears(&below).taken, 1);
    // Announced where everyone still listens, then shipped.
    above.says(&new.url());
    assert_eq!(hears(&below).taken, 1);
    let card = |place: &Place| {
        place.read(|state| state.federation.peer(FIRST).expect("known").card.address.clone())
    };
    assert_eq!(card(&below), Some(new.url()));
    program.kill();
    old.set(State::Cut);
    let file = above.beside("federation.archive");
    let moved = above.beside("moved").join("federation");
    std::fs::create_dir_all(moved.parent().expect("a folder")).expect("made");
    let (from, to) = (above.root(), moved.to_str().expect("a path"));
    let file = file.to_str().expect("a path");
    run(&["--dir", from.to_str().expect("a path"), "export", "archive", file]);
    run(&["--dir", to, "import", "archive", file]);
    for key in std::fs::read_dir(from.join("keys")).expect("keys").flatten() {
        std::fs::copy(key.path(), moved.join("keys").join(key.file_name())).expect("copied");
    }
    let there = Place::at(above, moved);
    there.says(&new.url());
    let feed = std::fs::read_to_string(there.root().join(FEED)).expect("a feed");
    let before = std::fs::read_to_string(from.join(FEED)).expect("the feed there was");
    assert!(feed.starts_with(&before), "what was said is said again to the byte");
    let program = served(&there, "2026-01-02");
    new.set(State::To(program.address));
    let report = hears(&below);
    assert!(report.fault.is_none(), "{:?}", report.fault);
    assert_eq!((report.taken, heard(&below)), (1, 3));
}

#[test]
fn a_private_network_has_its_own_authorities_and_nobody_else_is_believed() {
    let line = Line::encrypted();
    let url = format!("https://federation.localhost:{}", line.address.port());
    let (above, below, _program) = two(&line, &url);
    above.says(&url);
    let fault = hears(&below).fault;
    assert!(
        matches!(fault, Some(PeersError::Unreachable { .. })),
        "an unknown authority: {fault:?}"
    );
    let file = below.root().join("authorities.pem");
    std::fs::write(&file, include_bytes!("tls/authority.pem")).expect("written");
    let report = hears(&below);
    assert!(report.fault.is_none(), "{:?}", report.fault);
    assert_eq!(report.taken, 1);
    // Another name than that of the certificate, and a file that holds something else.
    let other = peers::Web::of(&below.root()).expect("authorities");
    let elsewhere = format!("https://elsewhere.localhost:{}", line.address.port());
    assert!(other.peer(&elsewhere).page(0).is_err());
    std::fs::write(&file, include_bytes!("tls/server.key")).expect("written");
    let refused = below.with(|desk| peers::sync_all(desk, TREASURER).map(drop));
    assert!(matches!(refused, Err(PeersError::Unreadable { .. })), "{refused:?}");
}

#[test]
fn organisations_of_one_server_hear_each_other_under_their_names() {
    let (above, below) = (Place::found("federation", 2), Place::found("caisse-1", 2));
    above.enrol_organisations(1);
    let (one, two) = (above.root(), below.root());
    let named = format!("haut={}", one.to_str().expect("a path"));
    let two = two.to_str().expect("a path");
    let program =
        Program::start(&["--today", "2026-01-02", "serve", &named, two, "--listen", "127.0.0.1:0"]);
    let url = |label: &str| format!("http://{label}.localhost:{}", program.address.port());
    above.introduce(below.card(&url("caisse-1")), Side::Below(MemberId(3)));
    below.introduce(above.card(&url("haut")), Side::Above);
    above.says(&url("haut"));
    let feed = std::fs::read_to_string(above.root().join(FEED)).expect("a feed");
    assert_eq!(ask(program.address, "GET", "/fil", "haut.localhost"), (200, feed));
    assert_eq!(ask(program.address, "GET", "/fil", "caisse-1.localhost"), (200, String::new()));
    assert_eq!(ask(program.address, "GET", "/fil", "localhost").0, 404);
    // The nudge of the one wakes the other, in the same process.
    above.with(|desk| peers::nudge(desk).expect("founded"));
    until("the other one heard it", Duration::from_secs(10), || heard(&below) == 1);
    // A witness under its name cosigns.
    let answer = below.with(|desk| peers::witness(desk).expect("our own side is well").1);
    assert!(answer[0].outcome.is_ok(), "{:?}", answer[0].outcome);
    judged(&below);
}

/// The program that was written from the format page alone accepts the checkpoint that was cosigned over
/// HTTP, and no other witness of it.
fn judged(place: &Place) {
    let archive = place.beside("archive");
    let (root, file) = (place.root(), archive.to_str().expect("a path").to_owned());
    run(&["--dir", root.to_str().expect("a path"), "export", "archive", &file]);
    let contact = Contacts::read(&root).expect("contacts").of("federation");
    let witness = contact.witness.expect("its key was found");
    let key = place.card("http://127.0.0.1:9").key;
    let ruling = |witness: &str| {
        let evidence = place.beside("evidence.json");
        let told = serde_json::json!({
            "key": key, "witness": witness, "inclusion": [], "consistency": [],
        });
        std::fs::write(&evidence, told.to_string()).expect("written");
        let judge = concat!(env!("CARGO_MANIFEST_DIR"), "/../journal/tests/judge.py");
        std::process::Command::new("python3").arg(judge).args([&archive, &evidence]).output()
    };
    let Ok(accepted) = ruling(&witness) else {
        println!("skipped: no python3");
        return;
    };
    let words = String::from_utf8_lossy(&accepted.stdout).into_owned();
    assert!(accepted.status.success(), "{words}{}", String::from_utf8_lossy(&accepted.stderr));
    let own = place.with(|desk| desk.directory.cosigner().expect("a key").public().to_string());
    assert!(!ruling(&own).expect("python3").status.success(), "we are no witness of ourselves");
}
