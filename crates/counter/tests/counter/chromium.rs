//! Two jobs in a real Chromium with scripts switched off, by the keyboard alone. Without Chromium on the
//! machine the test says so and stops.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::caisse::Open;

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A Chromium that is told what to press over its debugging protocol.
struct Chromium {
    process: Child,
    stream: TcpStream,
    session: String,
    next: u64,
    profile: tempfile::TempDir,
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = self.profile.path();
    }
}

fn chromium() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&path)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|file| file.is_file())
}

impl Chromium {
    /// Opens a page with scripts off and a session in its cookie.
    fn start(program: PathBuf, site: &str, session: &str) -> Chromium {
        let profile = tempfile::tempdir().expect("a directory");
        let process = Command::new(program)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"])
            .args([
                "--disable-sync",
                "--disable-background-networking",
                "--remote-debugging-port=0",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("Chromium starts");
        let told = profile.path().join("DevToolsActivePort");
        let told = until(|| std::fs::read_to_string(&told).ok().filter(|text| text.contains('/')));
        let (port, path) = told.trim().split_once('\n').expect("a port and a path");
        let mut stream = TcpStream::connect(format!("127.0.0.1:{port}")).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        let hello = format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n"
        );
        stream.write_all(hello.as_bytes()).expect("sent");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).expect("an answer");
            head.push(byte[0]);
        }
        let mut browser = Chromium { process, stream, session: String::new(), next: 0, profile };
        let target = browser.call("Target.createTarget", json!({ "url": "about:blank" }));
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = browser.call("Target.attachToTarget", attach);
        browser.session = attached["sessionId"].as_str().expect("a session").to_owned();
        browser.call("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
        let cookie = json!({ "name": "caisse_session", "value": session, "url": site });
        browser.call("Network.setCookie", cookie);
        browser
    }

    fn call(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let mut message = json!({ "id": self.next, "method": method, "params": params });
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        self.write(message.to_string().as_bytes());
        loop {
            let answer: Value = serde_json::from_slice(&self.read()).expect("JSON");
            if answer["id"] == json!(self.next) {
                return answer["result"].clone();
            }
        }
    }

    /// One text frame (RFC 6455, 5.2), masked with zeros.
    fn write(&mut self, text: &[u8]) {
        let mut frame = vec![0x81, 0x80 | 127];
        frame.extend(u64::try_from(text.len()).expect("a length").to_be_bytes());
        frame.extend([0; 4]);
        frame.extend(text);
        self.stream.write_all(&frame).expect("sent");
    }

    /// One message, of one frame or several.
    fn read(&mut self) -> Vec<u8> {
        let mut message = Vec::new();
        loop {
            let mut head = [0; 2];
            self.stream.read_exact(&mut head).expect("an answer");
            let length = match head[1] & 0x7f {
                126 => {
                    let mut length = [0; 2];
                    self.stream.read_exact(&mut length).expect("a length");
                    u64::from(u16::from_be_bytes(length))
                }
                127 => {
                    let mut length = [0; 8];
                    self.stream.read_exact(&mut length).expect("a length");
                    u64::from_be_bytes(length)
                }
                short => u64::from(short),
            };
            let mut part = vec![0; usize::try_from(length).expect("a length")];
            self.stream.read_exact(&mut part).expect("a frame");
            message.extend(part);
            if head[0] & 0x80 != 0 {
                return message;
            }
        }
    }

    /// Where the page is, and its text as markup.
    fn page(&mut self) -> (String, String) {
        let document = self.call("DOM.getDocument", json!({ "depth": 0 }))["root"].clone();
        let markup = self.call("DOM.getOuterHTML", json!({ "nodeId": document["nodeId"] }));
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        (text(&document["documentURL"]), text(&markup["outerHTML"]).replace('\u{a0}', " "))
    }

    /// Waits until the page says that; gives its address.
    fn sees(&mut self, words: &str) -> String {
        let start = Instant::now();
        loop {
            let (address, markup) = self.page();
            if markup.contains(words) {
                return address;
            }
            assert!(start.elapsed() < PATIENCE, "“{words}” at {address}: {markup}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn focus(&mut self, selector: &str) {
        let document = self.call("DOM.getDocument", json!({ "depth": 0 }));
        let asked = json!({ "nodeId": document["root"]["nodeId"], "selector": selector });
        let found = self.call("DOM.querySelector", asked);
        assert!(found["nodeId"].as_u64().unwrap_or_default() > 0, "{selector} is there");
        self.call("DOM.focus", json!({ "nodeId": found["nodeId"] }));
    }

    fn types(&mut self, selector: &str, text: &str) {
        self.focus(selector);
        self.call("Input.insertText", json!({ "text": text }));
    }

    fn presses_enter(&mut self, selector: &str) {
        self.focus(selector);
        for kind in ["keyDown", "keyUp"] {
            let key = json!({
                "type": kind, "key": "Enter", "code": "Enter", "text": "\r",
                "windowsVirtualKeyCode": 13,
            });
            self.call("Input.dispatchKeyEvent", key);
        }
    }
}

fn until<T>(mut ask: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = ask() {
            return found;
        }
        assert!(start.elapsed() < PATIENCE, "Chromium answers within a minute");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn deux_taches_se_font_sans_script_et_au_clavier() {
    let Some(program) = chromium() else {
        println!("skipped: no Chromium on this machine");
        return;
    };
    let open = Open::new();
    let site = open.server.site();
    // Un membre choisit de donner plus : une faute d'abord, à son champ, puis la bonne somme.
    let mut browser = Chromium::start(program.clone(), &site, "M3");
    browser.call("Page.navigate", json!({ "url": format!("{site}/faire/choisir?langue=fr") }));
    browser.sees("Chaque mois");
    browser.types("#q-somme", "quarante");
    browser.presses_enter(".send button");
    browser.sees("q-somme-faute");
    assert!(browser.page().1.contains("Rien n'a été enregistré"));
    browser.focus("#q-somme");
    let select_all = json!({
        "type": "keyDown", "key": "a", "code": "KeyA", "modifiers": 2,
        "windowsVirtualKeyCode": 65, "commands": ["selectAll"],
    });
    browser.call("Input.dispatchKeyEvent", select_all);
    browser.call("Input.insertText", json!({ "text": "40" }));
    browser.presses_enter(".send button");
    let address = browser.sees("Vous donnerez");
    assert!(address.ends_with("/membres/M3"), "{address}");
    drop(browser);
    // La trésorière appelle un mois, après avoir vu le total.
    let mut browser = Chromium::start(program, &site, "M7");
    browser.call("Page.navigate", json!({ "url": format!("{site}/faire/appeler?langue=fr") }));
    browser.sees("Quel mois");
    browser.presses_enter(".send button");
    browser.sees("8 cotisations");
    assert_eq!(open.see(|house| house.contributions.claims().count()), 0);
    browser.presses_enter(".send button[value=oui]");
    let address = browser.sees("est appelé");
    assert!(address.ends_with("/mois/2025-02"), "{address}");
    assert_eq!(open.see(|house| house.contributions.claims().count()), 8);
}
