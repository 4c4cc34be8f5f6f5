//! Calling other people's judges: `judges/judge.mjs` leads axe-core and a keyboard through pages in a
//! real Chromium. Without Node, npm or Chromium this says so and stops, unless `CI` is set: there they
//! must be. The script and the judges it leads are installed from `judges/package-lock.json`.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::{Value, json};

/// A page to be judged.
#[derive(Clone)]
pub struct Page {
    /// Its address; without a host until it is served.
    pub address: String,
    session: String,
    send: bool,
}

impl Page {
    pub fn of(address: impl Into<String>) -> Page {
        Page { address: address.into(), session: String::new(), send: false }
    }

    /// Read by whoever has this session.
    pub fn seen_in(mut self, session: &str) -> Page {
        self.session = format!("caisse_session={session}");
        self
    }

    /// Also as it comes back when its form is sent as it stands.
    #[allow(dead_code)] // Where nobody has forms.
    pub fn and_sent(mut self) -> Page {
        self.send = true;
        self
    }
}

/// Lets the judges see these pages; they are served only when there are judges.
///
/// # Panics
/// When a judge has something to say, or is missing where `CI` is set.
pub fn nothing_to_say(pages: impl FnOnce() -> Vec<Page>) {
    let judges = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../judges");
    let chromium = match ready(&judges) {
        Ok(chromium) => chromium,
        Err(missing) if std::env::var_os("CI").is_some() => panic!("{missing}"),
        Err(missing) => {
            println!("skipped: {missing}");
            return;
        }
    };
    let pages = pages();
    let start = Instant::now();
    let report = judged(&judges, &chromium, &pages);
    println!(
        "{} pages, {} looks in {:.0?}, the heaviest: {}",
        pages.len(),
        report["looks"],
        start.elapsed(),
        report["heaviest"]
    );
    let findings = report["findings"].as_array().expect("findings");
    let lines: BTreeSet<&str> = findings.iter().filter_map(Value::as_str).collect();
    assert!(lines.is_empty(), "{} findings:\n{}", lines.len(), Vec::from_iter(lines).join("\n"));
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
fn judged(judges: &Path, chromium: &Path, pages: &[Page]) -> Value {
    let shown = |page: &Page| json!({ "address": page.address, "cookies": page.session, "send": page.send });
    let mut judge = Command::new("node")
        .arg("judge.mjs")
        .current_dir(judges)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node starts");
    let asked = json!({
        "chromium": chromium,
        "pages": pages.iter().map(shown).collect::<Vec<_>>(),
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
