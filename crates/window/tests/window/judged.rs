//! Other people's judges look at the pages: axe-core in a real Chromium, and a keyboard, in both
//! languages, light and dark, on a phone and on a large screen (`judges/judge.mjs`).
//!
//! Each kind of page of each caisse once: what links lead to, the voter's pages, an address that is
//! none. Without Node, npm or Chromium the test says so and stops, unless `CI` is set: there they must
//! be. The script and the judges it leads are installed from `judges/package-lock.json`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use caisse_domain::assemblies::statutes::Kind;
use caisse_domain::identity::{AssemblyId, MemberId};
use caisse_window::Reader;
use serde_json::{Value, json};

use crate::assembled::{AG1, ask, assembled};
use crate::browser::Server;
use crate::caisse::Caisse;
use crate::federated::World;
use crate::played::Played;

/// A caisse that is served, the addresses that no link leads to, and which kinds of its pages are
/// judged.
struct Shown {
    name: &'static str,
    server: Server,
    beside: Vec<String>,
    only: &'static str,
}

impl Shown {
    fn of(name: &'static str, server: Server) -> Shown {
        Shown { name, server, beside: Vec::new(), only: "/" }
    }

    /// One address of each kind of page that was not seen before, in the order of the addresses.
    fn pages(&self, seen: &mut BTreeSet<String>) -> Vec<String> {
        let mut kinds = BTreeMap::new();
        let linked = self.server.all("fr").into_keys().map(|path| without_language(&path));
        for path in linked.filter(|path| path.starts_with(self.only) && !is_file(path)) {
            kinds.entry(kind(&path)).or_insert(path);
        }
        let new = kinds.into_iter().filter(|(kind, _)| kind == "/?" || seen.insert(kind.clone()));
        let new: Vec<String> = new.map(|(_, path)| path).collect();
        self.beside.iter().cloned().chain(new).collect()
    }
}

fn without_language(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let kept: Vec<_> = query.split('&').filter(|part| !part.starts_with("langue=")).collect();
    if kept.iter().all(|part| part.is_empty()) {
        return path.to_owned();
    }
    format!("{path}?{}", kept.join("&"))
}

/// A file to keep, which no browser shows.
fn is_file(path: &str) -> bool {
    path.split('?').next().is_some_and(|path| path.rsplit('/').next().unwrap_or("").contains('.'))
        || path == "/checkpoint"
}

/// The kind of a page: its address with a star for whatever has a digit. Every poll is its own kind,
/// for each method draws something else; names of rules and lists of a month are all the same.
fn kind(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    if path.starts_with("/scrutins/") {
        return path.to_owned();
    }
    let parts: Vec<&str> = path.split('/').collect();
    let starred = parts.iter().enumerate().map(|(place, part)| {
        let named = matches!((parts.get(1), place), (Some(&"regles"), 2) | (Some(&"mois"), 3));
        if named || part.contains(|letter: char| letter.is_ascii_digit()) { "*" } else { part }
    });
    let names = query.split('&').filter_map(|pair| pair.split('=').next()).filter(|n| *n != "page");
    format!("{}?{}", starred.collect::<Vec<_>>().join("/"), names.collect::<Vec<_>>().join("&"))
}

/// Every caisse of these tests that has pages of its own.
fn all_shown() -> Vec<Shown> {
    let mut lived = Shown::of("lived", Server::of(Caisse::lived().seen()));
    lived.beside = vec!["/rien".to_owned()];
    let founded = Shown::of("founded", Server::of(Caisse::founded().seen_by(Reader::Everyone)));
    let unfounded = Shown::of("unfounded", Server::of(Caisse::unfounded().seen()));
    let World { federation, mut caisses } = World::lived();
    let mut payer = Shown::of("payer", Server::of(caisses.remove(0).seen_by(Reader::Everyone)));
    payer.only = "/federation";
    let above = Shown::of("federation", Server::of(federation.seen()));
    let mut colleges = Shown::of("colleges", played(Played::in_colleges()).0);
    colleges.only = "/scrutins";
    vec![whole(), voted(), above, payer, lived, colleges, electing(), founded, unfounded]
}

fn voted() -> Shown {
    let seen = Caisse::voted().seen();
    let words = seen.window.desk().read().expect("a desk").directory.words().expect("words");
    let word = words.word(AssemblyId(2), MemberId(3));
    let server = Server::with_booth(seen.window, seen.directory);
    let beside = vec![format!("/membres/{word}"), format!("/voter/{word}"), "/voter/x".to_owned()];
    Shown { name: "voted", server, beside, only: "/" }
}

fn played(played: Played) -> (Server, Vec<String>) {
    let (window, directory) = played.seen_by(Reader::Treasurer);
    let address = |assembly| {
        let desk = window.desk().read().expect("a desk");
        desk.voting_address(AssemblyId(assembly), MemberId(6)).ok()
    };
    let beside = (1..=4).filter_map(address).collect();
    (Server::with_booth(window, directory), beside)
}

fn whole() -> Shown {
    let (server, beside) = played(Played::whole());
    Shown { name: "whole", server, beside, only: "/" }
}

/// An assembly with a secret election and an open question to answer at once.
fn electing() -> Shown {
    let mut caisse = assembled(8);
    ask(&mut caisse.desk, 0, Kind::Election, &[3, 4]);
    ask(&mut caisse.desk, 1, Kind::Resolution, &[]);
    let beside = [2, 7].map(|member| {
        caisse.desk.voting_address(AG1, MemberId(member)).expect("an address of a voter")
    });
    let window = caisse_window::Window::new(caisse.desk);
    let server = Server::with_booth(window, caisse.directory);
    Shown { name: "electing", server, beside: beside.to_vec(), only: "/voter" }
}

/// The program of that name, or the first of those names.
fn program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}

/// Chromium, once all that the judges need is there; else what is missing.
fn ready(judges: &Path) -> Result<PathBuf, String> {
    let chromium = program(&["chromium", "chromium-browser", "google-chrome"]);
    let chromium = chromium.ok_or("no Chromium")?;
    program(&["node"]).ok_or("no Node.js")?;
    // Installed by `./test`; here once for whoever runs this test alone.
    if !judges.join("node_modules/axe-core").is_dir() {
        let npm = program(&["npm"]).ok_or("no npm")?;
        let installed = Command::new(npm)
            .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            .current_dir(judges)
            .status();
        if !installed.is_ok_and(|status| status.success()) {
            return Err("no judges: npm ci failed in judges/ (is there a network?)".to_owned());
        }
    }
    Ok(chromium)
}

/// What the judges say of these pages.
fn judged(judges: &Path, chromium: &Path, pages: &[Value]) -> Value {
    let mut judge = Command::new("node")
        .arg("judge.mjs")
        .current_dir(judges)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node starts");
    let asked = json!({
        "chromium": chromium,
        "pages": pages,
        // Eight looks at each page instead of four: for those who have changed the style.
        "all": std::env::var_os("JUDGES_LOOK_AT_ALL").is_some(),
    })
    .to_string();
    let mut input = judge.stdin.take().expect("an input");
    input.write_all(asked.as_bytes()).expect("a judge that reads");
    drop(input);
    let told = judge.wait_with_output().expect("a judge that ends");
    assert!(told.status.success(), "the judge broke down");
    serde_json::from_slice(&told.stdout).expect("a report")
}

#[test]
fn the_judges_find_nothing_to_say_of_any_kind_of_page() {
    let judges = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../judges");
    let chromium = match ready(&judges) {
        Ok(chromium) => chromium,
        Err(missing) if std::env::var_os("CI").is_some() => panic!("{missing}"),
        Err(missing) => {
            println!("skipped: {missing}");
            return;
        }
    };
    let shown = all_shown();
    let mut seen = BTreeSet::new();
    let mut pages = Vec::new();
    for one in &shown {
        pages.extend(
            one.pages(&mut seen)
                .into_iter()
                .map(|path| json!({ "name": one.name, "address": one.server.address_of(&path) })),
        );
    }
    let start = std::time::Instant::now();
    let report = judged(&judges, &chromium, &pages);
    println!(
        "{} pages, {} looks in {:?}, the heaviest: {}",
        pages.len(),
        report["looks"],
        start.elapsed(),
        report["heaviest"]
    );
    let findings = report["findings"].as_array().expect("findings");
    let lines: BTreeSet<&str> = findings.iter().filter_map(Value::as_str).collect();
    assert!(lines.is_empty(), "{} findings:\n{}", lines.len(), Vec::from_iter(lines).join("\n"));
}
