//! The pages in a real Chromium: on the narrowest phone nothing runs off the screen. Without Chromium
//! on the machine the test says so and stops.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::browser::Server;
use crate::browser::html::tags;
use crate::house::TestHouse;

const PAGES: [&str; 14] = [
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
    "/journal",
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
    let output = Command::new(chromium)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"])
        .args([
            "--disable-background-networking",
            "--disable-component-update",
            "--hide-scrollbars",
        ])
        .args(["--virtual-time-budget=10000", "--window-size=1400,1000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .arg(format!("file://{}", file.display()))
        .output()
        .expect("Chromium runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let list = text.split_once('[').and_then(|(_, rest)| rest.split_once(']'));
    let list = list.unwrap_or_else(|| panic!("no widths in {text:.400}")).0;
    list.split(' ').map(|width| width.parse().expect("a width")).collect()
}

#[test]
fn no_page_runs_off_a_narrow_screen() {
    let Some(chromium) = chromium() else {
        println!("skipped: no Chromium on this machine");
        return;
    };
    let server = Server::of(TestHouse::new());
    let folder = std::env::temp_dir().join(format!("caisse-web-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let pages: Vec<String> = PAGES.iter().map(|path| whole_page(&server, path)).collect();
    for width in [320, 768] {
        let widths = measured(&chromium, &folder, &pages, width);
        assert_eq!(widths.len(), PAGES.len());
        for (path, found) in PAGES.iter().zip(widths) {
            assert_eq!(found, width, "{path} is {found} wide on a screen of {width}");
        }
    }
    let too_wide = pages[0].replace("<main", "<div class=\"wide-by-mistake\"><pre>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</pre></div><style>.wide-by-mistake pre{white-space:pre;width:900px}</style><main");
    assert!(measured(&chromium, &folder, &[too_wide], 320)[0] > 320, "the measure sees a fault");
    std::fs::remove_dir_all(&folder).expect("the folder removed");
}
