//! The pages in a real Chromium: on the narrowest phone nothing runs off the screen. Without Chromium
//! on the machine the test says so and stops.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::browser::Server;
use crate::browser::html::tags;
use crate::house::TestHouse;

const PAGES: [&str; 51] = [
    "/",
    "/regles",
    "/regles/cotisation",
    "/membres/M16",
    "/membres/M12",
    "/mois/2026-01",
    "/mois/2026-01/paye",
    "/comptes/2026?lecture=comptable",
    "/comptes/2026?lecture=simple",
    "/comptes/2026/512",
    "/ecritures/E1",
    "/decisions/D2",
    "/pourquoi/C140",
    "/pourquoi/C150",
    "/rien",
    "/journal",
    "/assemblees",
    "/assemblees/AG2",
    "/assemblees/AG3",
    "/assemblees/AG4/convocation",
    "/assemblees/AG3/emargement",
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
    "/propositions/PR3",
    "/statuts",
    "/mandats",
    "/projets",
    "/projets/PJ1",
    "/conventions",
    "/federation",
    "/federation/comptes/2025",
    "/federation/OL1",
    "/federation/OL4",
    "/perequation/perequation/2025-12?membres=410",
    "/lecture",
    "/lecture/dix-euros",
    "/lecture/deux-mois",
    "/lecture/reserve",
    "/lecture/reserve?ecran=grand",
    "/lecture/et-si?plus=trois",
    "/lecture/feuilles",
    "/lectures",
    "/mots",
];

/// The first Chromium of the path.
fn chromium() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&path)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|file| file.is_file())
}

/// The page as it is served, with the style sheet written into it so that one file holds all.
fn whole_page(server: &Server, path: &str) -> String {
    let page = server.get(path).body;
    let tags = tags(&page).expect("a well-formed page");
    let style = tags.iter().find(|tag| tag.attribute("rel") == Some("stylesheet"));
    let address = style.and_then(|tag| tag.attribute("href")).expect("a style sheet");
    let style = server.get(address).body;
    let link = format!("<link rel=\"stylesheet\" href=\"{address}\">");
    assert!(page.contains(&link), "{path} links its style");
    page.replace(&link, &format!("<style>{style}</style>"))
}

/// One document with each page in a frame of `width` pixels, which writes down how wide each page is.
fn measuring_document(pages: &[String], width: u32) -> String {
    let mut document = String::from("<!DOCTYPE html><meta charset=utf-8><body>");
    for page in pages {
        let quoted = page.replace('&', "&amp;").replace('"', "&quot;");
        document.push_str(&format!(
            "<iframe width={width} height=900 frameborder=0 srcdoc=\"{quoted}\"></iframe>"
        ));
    }
    document.push_str(
        "<script>addEventListener('load', () => {
            const widths = [...document.querySelectorAll('iframe')]
                .map(frame => frame.contentDocument.documentElement.scrollWidth);
            document.body.innerHTML = '[' + widths.join(' ') + ']';
        })</script>",
    );
    document
}

/// How wide each page is when the screen is `width` wide.
fn measured(chromium: &Path, folder: &Path, pages: &[String], width: u32) -> Vec<u32> {
    let file = folder.join("pages.html");
    std::fs::write(&file, measuring_document(pages, width)).expect("a file written");
    let text = shown(chromium, folder, &file);
    let list = text.split_once('[').and_then(|(_, rest)| rest.split_once(']'));
    let list = list.unwrap_or_else(|| panic!("no widths in {text:.400}")).0;
    list.split(' ').map(|width| width.parse().expect("a width")).collect()
}

/// The document as Chromium has it once its scripts have run.
///
/// # Panics
/// When Chromium has not answered within a minute.
fn shown(chromium: &Path, folder: &Path, file: &Path) -> String {
    let dump = folder.join("dump.html");
    let mut running = Command::new(chromium)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"])
        .args([
            "--disable-background-networking",
            "--disable-component-update",
            "--hide-scrollbars",
        ])
        .args(["--virtual-time-budget=10000", "--window-size=1400,1000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .arg(format!("file://{}", file.display()))
        .stdout(std::fs::File::create(&dump).expect("a file for the document"))
        .stderr(Stdio::null())
        .spawn()
        .expect("Chromium starts");
    for _ in 0..600 {
        if running.try_wait().expect("a process of ours").is_some() {
            return std::fs::read_to_string(&dump).expect("a document in UTF-8");
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    running.kill().expect("a process of ours");
    panic!("Chromium has not answered within a minute");
}

/// A folder for the test, removed when it ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("caisse-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Left behind if Chromium still writes in it: a temporary folder, no harm.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn all_pages(house: TestHouse) -> Vec<String> {
    let server = Server::of(house);
    PAGES.iter().map(|path| whole_page(&server, path)).collect()
}

fn assert_within(width: u32, widths: &[u32]) {
    assert_eq!(widths.len(), PAGES.len());
    for (path, found) in PAGES.iter().zip(widths) {
        assert_eq!(*found, width, "{path} is {found} wide on a screen of {width}");
    }
}

#[test]
fn no_page_runs_off_a_narrow_screen() {
    let Some(chromium) = chromium() else {
        println!("skipped: no Chromium on this machine");
        return;
    };
    let folder = Folder::new("narrow");
    let pages = all_pages(TestHouse::new());
    for width in [320, 768] {
        assert_within(width, &measured(&chromium, &folder.0, &pages, width));
    }
    let fault = "<pre style=\"white-space:pre;width:900px\">x</pre><main";
    let too_wide = pages[0].replace("<main", fault);
    assert!(measured(&chromium, &folder.0, &[too_wide], 320)[0] > 320, "the measure sees a fault");
}

#[test]
fn a_word_without_end_breaks_and_does_not_widen_the_page() {
    let Some(chromium) = chromium() else {
        println!("skipped: no Chromium on this machine");
        return;
    };
    let folder = Folder::new("words");
    let name = format!("<{}", "Donaudampfschifffahrtsgesellschaft".repeat(4));
    let pages = all_pages(TestHouse { name, ..TestHouse::new() });
    assert_within(320, &measured(&chromium, &folder.0, &pages, 320));
}
