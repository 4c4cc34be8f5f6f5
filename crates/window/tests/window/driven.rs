//! A real Chromium that a test drives by keyboard, through its pipes: scripts may be off.

use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// How long a page may take to be there.
const PATIENCE: Duration = Duration::from_secs(30);

/// A Chromium with one page.
pub struct Driven {
    running: Child,
    to: File,
    from: BufReader<File>,
    page: String,
    calls: u64,
    _folder: TempDir,
}

/// The first Chromium of the path.
fn chromium() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&path)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|file| file.is_file())
}

/// A named pipe.
fn pipe(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    let made = Command::new("mkfifo").arg(&path).status().expect("mkfifo");
    assert!(made.success());
    path
}

impl Driven {
    /// Opens a browser whose pages run no script; `None`, said aloud, without Chromium.
    pub fn without_scripts() -> Option<Driven> {
        let Some(chromium) = chromium() else {
            eprintln!("skipped: no Chromium on this machine");
            return None;
        };
        let folder = tempfile::tempdir().expect("a folder");
        let (to, from) = (pipe(folder.path(), "to"), pipe(folder.path(), "from"));
        let running = Command::new("sh")
            .args(["-c", "exec timeout 150 \"$0\" \"$@\" 3<\"$TO\" 4>\"$FROM\""])
            .arg(chromium)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"])
            .args(["--disable-background-networking", "--disable-component-update"])
            .args(["--disable-sync", "--remote-debugging-pipe"])
            .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
            .env("TO", &to)
            .env("FROM", &from)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("Chromium starts");
        let to = OpenOptions::new().write(true).open(&to).expect("a pipe to it");
        let from = BufReader::new(File::open(&from).expect("a pipe from it"));
        let page = String::new();
        let mut driven = Driven { running, to, from, page, calls: 0, _folder: folder };
        let target = driven.call("Target.createTarget", json!({ "url": "about:blank" }));
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let session = driven.call("Target.attachToTarget", attach);
        driven.page = session["sessionId"].as_str().expect("a session").to_owned();
        driven.call("Page.enable", json!({}));
        driven.call("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
        Some(driven)
    }

    /// Asks something of the browser.
    fn ask(&mut self, method: &str, parameters: Value) -> Result<Value, String> {
        self.calls += 1;
        let mut message = json!({ "id": self.calls, "method": method, "params": parameters });
        if !self.page.is_empty() {
            message["sessionId"] = json!(self.page);
        }
        self.to.write_all(format!("{message}\0").as_bytes()).expect("asked");
        loop {
            let mut bytes = Vec::new();
            let read = self.from.read_until(0, &mut bytes).expect("an answer");
            assert!(read > 0, "Chromium went away during {method}");
            bytes.pop();
            let answer: Value = serde_json::from_slice(&bytes).expect("JSON");
            if answer["id"] == json!(self.calls) {
                return match answer.get("error") {
                    Some(error) => Err(error.to_string()),
                    None => Ok(answer["result"].clone()),
                };
            }
        }
    }

    fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.ask(method, parameters).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Opens an address, and waits until the page holds that text.
    pub fn open(&mut self, address: &str, text: &str) {
        self.call("Page.navigate", json!({ "url": address }));
        self.wait_for(text);
    }

    /// The document as it stands, or why there is none at this moment.
    fn document(&mut self) -> Result<String, String> {
        let root = self.ask("DOM.getDocument", json!({}))?;
        let node = json!({ "nodeId": root["root"]["nodeId"] });
        let html = self.ask("DOM.getOuterHTML", node)?;
        Ok(html["outerHTML"].as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the page holds that text; gives the page.
    pub fn wait_for(&mut self, text: &str) -> String {
        let start = Instant::now();
        loop {
            let document = self.document();
            match document {
                Ok(document) if document.contains(text) => return document,
                seen => assert!(start.elapsed() < PATIENCE, "{text} never came: {seen:?}"),
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Puts the focus on an element and types.
    pub fn type_into(&mut self, selector: &str, text: &str) {
        self.focus(selector);
        self.call("Input.insertText", json!({ "text": text }));
    }

    fn focus(&mut self, selector: &str) {
        let root = self.call("DOM.getDocument", json!({}));
        let asked = json!({ "nodeId": root["root"]["nodeId"], "selector": selector });
        let found = self.call("DOM.querySelector", asked);
        assert_ne!(found["nodeId"], json!(0), "no {selector}");
        self.call("DOM.focus", json!({ "nodeId": found["nodeId"] }));
    }

    /// Presses Enter on an element.
    pub fn press_enter_on(&mut self, selector: &str) {
        self.focus(selector);
        for kind in ["keyDown", "keyUp"] {
            let key = json!({
                "type": kind, "key": "Enter", "code": "Enter", "text": "\r",
                "windowsVirtualKeyCode": 13,
            });
            self.call("Input.dispatchKeyEvent", key);
        }
    }

    /// How wide the page is on a screen of that width, in pixels.
    pub fn width_on(&mut self, width: u32) -> u64 {
        let screen =
            json!({ "width": width, "height": 700, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", screen);
        let metrics = self.call("Page.getLayoutMetrics", json!({}));
        metrics["cssContentSize"]["width"].as_u64().expect("a width")
    }
}

impl Drop for Driven {
    fn drop(&mut self) {
        let _ = self.ask("Browser.close", json!({}));
        let _ = self.running.wait();
    }
}
