//! Other people's judges look at the pages: axe-core in a real Chromium, and a keyboard, in both
//! languages, light and dark, on a phone and on a large screen. Each kind of page once: what links
//! lead to, the voter's pages, the door and what is behind it, an address that is none.

use std::collections::{BTreeMap, BTreeSet};

use caisse_domain::assemblies::statutes::Kind;
use caisse_domain::identity::{AssemblyId, MemberId};
use caisse_window::Reader;

use crate::assembled::{AG1, ask, assembled};
use crate::browser::Server;
use crate::caisse::Caisse;
use crate::federated::World;
use crate::judges::{Page, nothing_to_say};
use crate::played::Played;

/// A caisse that is served, the addresses that no link leads to, and which kinds of its pages are
/// judged.
struct Shown {
    server: Server,
    beside: Vec<Page>,
    only: &'static str,
}

impl Shown {
    fn of(server: Server) -> Shown {
        Shown { server, beside: Vec::new(), only: "/" }
    }

    /// One address of each kind of page that was not seen before, in the order of the addresses.
    fn pages(&self, seen: &mut BTreeSet<String>) -> Vec<Page> {
        let mut kinds = BTreeMap::new();
        let linked = self.server.all("fr").into_keys().map(|path| without_language(&path));
        for path in linked.filter(|path| path.starts_with(self.only) && !is_file(path)) {
            kinds.entry(kind(&path)).or_insert(path);
        }
        let new = kinds.into_iter().filter(|(kind, _)| kind == "/?" || seen.insert(kind.clone()));
        let new = new.map(|(_, path)| Page::of(path));
        let mut all: Vec<Page> = self.beside.iter().cloned().chain(new).collect();
        for page in &mut all {
            page.address = self.server.address_of(&page.address);
        }
        all
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
    let mut lived = Shown::of(Server::of(Caisse::lived().seen()));
    lived.beside = vec![Page::of("/rien")];
    let founded = Shown::of(Server::of(Caisse::founded().seen_by(Reader::Everyone)));
    let unfounded = Shown::of(Server::of(Caisse::unfounded().seen()));
    let World { federation, mut caisses } = World::lived();
    let mut payer = Shown::of(Server::of(caisses.remove(0).seen_by(Reader::Everyone)));
    payer.only = "/federation";
    let above = Shown::of(Server::of(federation.seen()));
    let mut colleges = Shown::of(played(Played::in_colleges()).0);
    colleges.only = "/scrutins";
    vec![
        whole(),
        voted(),
        above,
        payer,
        lived,
        colleges,
        electing(),
        founded,
        unfounded,
        entering(),
    ]
}

fn voted() -> Shown {
    let seen = Caisse::voted().seen();
    let words = seen.window.desk().read().expect("a desk").directory.words().expect("words");
    let word = words.word(AssemblyId(2), MemberId(3));
    let server = Server::with_booth(seen.window, seen.directory);
    let beside = vec![
        Page::of(format!("/membres/{word}")),
        Page::of(format!("/voter/{word}")),
        Page::of("/voter/x"),
    ];
    Shown { server, beside, only: "/" }
}

fn played(played: Played) -> (Server, Vec<Page>) {
    let (window, directory) = played.seen_by(Reader::Treasurer);
    let address = |assembly| {
        let desk = window.desk().read().expect("a desk");
        desk.voting_address(AssemblyId(assembly), MemberId(6)).ok()
    };
    let beside = (1..=4).filter_map(address).map(Page::of).collect();
    (Server::with_booth(window, directory), beside)
}

fn whole() -> Shown {
    let (server, beside) = played(Played::whole());
    Shown { server, beside, only: "/" }
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
    Shown { server, beside: beside.map(Page::of).to_vec(), only: "/voter" }
}

/// A caisse with a door: who stands before it, and a member inside.
fn entering() -> Shown {
    let (server, beside, session) = crate::entering::shown();
    let mut pages: Vec<Page> = beside.into_iter().map(Page::of).collect();
    let inside = ["/compte", "/compte/mot-de-passe", "/membres/M7"];
    pages.extend(inside.map(|path| Page::of(path).seen_in(&session)));
    Shown { server, beside: pages, only: "/entrer" }
}

#[test]
fn the_judges_find_nothing_to_say_of_any_kind_of_page() {
    let mut shown = Vec::new();
    nothing_to_say(|| {
        shown = all_shown();
        let mut seen = BTreeSet::new();
        shown.iter().flat_map(|one| one.pages(&mut seen)).collect()
    });
}
