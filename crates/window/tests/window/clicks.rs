//! From an amount on a member's own page to the minutes of the vote behind it, by the links of the
//! pages alone: over HTTP, and in a real Chromium when there is one.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::browser::{Server, links};
use crate::caisse::Caisse;

/// The most clicks that it may take.
const MOST: usize = 4;

/// The clicks that lead from `start` to a page whose address ends with `goal`, the fewest first.
fn walk(start: &str, goal: &str, open: &mut dyn FnMut(&str) -> String) -> Vec<String> {
    let mut paths = vec![vec![start.to_owned()]];
    let mut seen = vec![start.to_owned()];
    for _ in 0..MOST {
        let mut longer = Vec::new();
        for path in paths {
            let page = open(path.last().expect("a page"));
            for link in links(main_of(&page)) {
                let mut next = path.clone();
                next.push(link.clone());
                if link.ends_with(goal) {
                    return next;
                }
                // Towards the reasons only: a page of the journal or of the accounts is no reason.
                let reason = ["/pourquoi/", "/regles/", "/decisions/", "/assemblees/"];
                let leads = reason.iter().any(|beginning| link.starts_with(beginning));
                if leads && !seen.contains(&link) {
                    seen.push(link);
                    longer.push(next);
                }
            }
        }
        paths = longer;
    }
    panic!("no minutes within {MOST} clicks of {start}: {seen:?}");
}

fn main_of(page: &str) -> &str {
    let start = page.find("<main").expect("a main part");
    &page[start..page.find("</main>").expect("its end")]
}

#[test]
fn an_amount_is_four_clicks_at_most_from_the_minutes_of_its_vote() {
    let server = Server::of(Caisse::voted().seen());
    let read = |path: &str| {
        let (status, body) = server.get(path);
        assert_eq!(status, 200, "{path}");
        body
    };
    let path = walk("/membres/M3", "/assemblees/AG1/proces-verbal", &mut |path| read(path));
    assert!(path.len() - 1 <= MOST, "{path:?}");
    assert!(path[1].starts_with("/pourquoi/C"), "the amount leads to its reason: {path:?}");
    assert!(path.iter().any(|page| page == "/decisions/D3"), "{path:?}");
    let minutes = read(path.last().expect("the minutes"));
    assert!(minutes.contains("/scrutins/S1"), "the vote is in the minutes");
    let page = read(&path[1]);
    assert!(page.contains("2025-05-01"), "June is computed by the version that was voted");
    println!("{}", path.join(" → "));
}

#[test]
fn the_same_walk_holds_in_a_real_browser() {
    let Some(chromium) = chromium() else {
        println!("skipped: no Chromium");
        return;
    };
    let server = Server::of(Caisse::voted().seen());
    let profile = tempfile::tempdir().expect("a folder");
    let mut opened = 0;
    let mut show = |path: &str| {
        opened += 1;
        let output = Command::new(&chromium)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"])
            .args(["--disable-background-networking", "--dump-dom"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg(server.address_of(path))
            .stderr(Stdio::null())
            .output()
            .expect("Chromium starts");
        String::from_utf8(output.stdout).expect("a document in UTF-8")
    };
    let page = show("/membres/M3");
    let why = links(main_of(&page)).into_iter().find(|link| link.starts_with("/pourquoi/C"));
    let page = show(&why.expect("an amount that leads to its reason"));
    let decision = links(main_of(&page)).into_iter().find(|link| link.starts_with("/decisions/"));
    let page = show(&decision.expect("the decision behind the rule"));
    let minutes = links(main_of(&page)).into_iter().find(|link| link.ends_with("/proces-verbal"));
    assert_eq!(minutes.as_deref(), Some("/assemblees/AG1/proces-verbal"));
    let page = show("/assemblees/AG1/proces-verbal");
    assert!(page.contains("La part du foyer passe à 12\u{a0}€") || page.contains("passe à 12 €"));
    assert!(links(main_of(&page)).iter().any(|link| link == "/scrutins/S1"), "the vote is there");
    assert_eq!(opened, 4, "three clicks from the member's page to the minutes");
}

/// The first Chromium of the path.
fn chromium() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&path)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|file| file.is_file())
}
