//! A very small browser: opens a form, fills it, sends it as browsers do, and follows where it leads.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

/// A counter served on a port of its own until the test ends.
pub struct Server {
    address: SocketAddr,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

/// A form as it was opened by someone.
pub struct Opened<'a> {
    server: &'a Server,
    session: String,
    path: String,
    page: Answer,
    pairs: Vec<(String, String)>,
    file: Option<(String, String, String)>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let found = lines.find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }

    /// What was said to be done, decoded.
    pub fn said(&self) -> String {
        let cookie = self.header("set-cookie");
        let value = cookie.split(['=', ';']).nth(1).unwrap_or_default();
        let (mut bytes, mut rest) = (Vec::new(), value.as_bytes());
        while let [first, after @ ..] = rest {
            rest = after;
            if *first == b'%' {
                let text = std::str::from_utf8(&rest[..2]).expect("two digits");
                bytes.push(u8::from_str_radix(text, 16).expect("two digits"));
                rest = &rest[2..];
            } else {
                bytes.push(*first);
            }
        }
        String::from_utf8(bytes).expect("text").replace(['\u{a0}', '\u{202f}'], " ")
    }

    /// The page, with its spaces made plain.
    pub fn text(&self) -> String {
        self.body.replace(['\u{a0}', '\u{202f}'], " ").replace("&#39;", "'")
    }
}

impl Server {
    pub fn answering(router: axum::Router) -> Server {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        listener.set_nonblocking(true).expect("a listener that waits elsewhere");
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(async move {
                let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
                caisse_web::serve(listener, router).await
            })
        });
        Server { address }
    }

    /// Its address for other browsers.
    pub fn site(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn send(&self, method: &str, path: &str, headers: &str, body: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).expect("a connection");
        let head = format!("{method} {path} HTTP/1.1\r\nHost: caisse\r\nConnection: close\r\n");
        stream.write_all(format!("{head}{headers}\r\n{body}").as_bytes()).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|word| word.parse().ok());
        Answer { status: status.expect("a status"), head: head.to_owned(), body: body.to_owned() }
    }

    pub fn get(&self, session: &str, path: &str) -> Answer {
        self.send("GET", path, &format!("Cookie: caisse_session={session}\r\n"), "")
    }

    /// Opens a form.
    pub fn open(&self, session: &str, path: &str) -> Opened<'_> {
        let page = self.get(session, path);
        assert_eq!(page.status, 200, "{path}: {}", page.body);
        self.opened(session, path, page)
    }

    fn opened(&self, session: &str, path: &str, page: Answer) -> Opened<'_> {
        let (session, path) = (session.to_owned(), path.to_owned());
        let pairs = standing(&page.body);
        Opened { server: self, session, path, page, pairs, file: None }
    }
}

impl<'a> Opened<'a> {
    /// The page of the form.
    pub fn page(&self) -> &Answer {
        &self.page
    }

    /// The idempotency key of the form.
    pub fn key(&self) -> &str {
        let found = self.pairs.iter().find(|(name, _)| name == "cle");
        found.map_or("", |(_, key)| key)
    }

    /// Answers a question, in the place of what stands there.
    pub fn with(mut self, name: &str, value: &str) -> Opened<'a> {
        let asked = format!("name=\"{name}\"");
        assert!(self.page.body.contains(&asked), "{name} is asked: {}", self.page.body);
        self.pairs.retain(|(other, _)| other != name);
        self.pairs.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Chooses a file.
    pub fn file(mut self, field: &str, name: &str, content: &str) -> Opened<'a> {
        self.file = Some((field.to_owned(), name.to_owned(), content.to_owned()));
        self
    }

    /// Sends it, and gives what came back.
    pub fn send(&self) -> Answer {
        let (kind, body) = match &self.file {
            None => ("application/x-www-form-urlencoded".to_owned(), encoded(&self.pairs)),
            Some(file) => ("multipart/form-data; boundary=x".to_owned(), parts(&self.pairs, file)),
        };
        let headers = format!(
            "Cookie: caisse_session={}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n",
            self.session,
            body.len()
        );
        self.server.send("POST", &self.path, &headers, &body)
    }

    /// Sends it, and agrees to what is shown then.
    pub fn agree(&self) -> (String, Answer) {
        let preview = self.send();
        assert_eq!(preview.status, 200, "a preview: {}", preview.body);
        let text = preview.text();
        let mut agreed = self.server.opened(&self.session, &self.path, preview);
        agreed.pairs.push(("confirme".to_owned(), "oui".to_owned()));
        (text, agreed.send())
    }
}

fn encoded(pairs: &[(String, String)]) -> String {
    let code = |text: &str| {
        let one = |byte: u8| match byte {
            byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        };
        text.bytes().map(one).collect::<String>()
    };
    pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", code(value)))
        .collect::<Vec<_>>()
        .join("&")
}

fn parts(pairs: &[(String, String)], (field, name, content): &(String, String, String)) -> String {
    let mut body = String::new();
    for (name, value) in pairs {
        body.push_str(&format!(
            "--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str(&format!(
        "--x\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n{content}\r\n--x--\r\n"
    ));
    body
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    let value = after.split('"').next()?;
    Some(
        value
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"),
    )
}

/// What stands in the form of a page, as a browser would send it untouched.
fn standing(page: &str) -> Vec<(String, String)> {
    let (mut pairs, mut select) = (Vec::new(), String::new());
    for tag in page.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let (name, kind) = (attribute(tag, "name"), attribute(tag, "type"));
        if tag.starts_with("select") {
            select = name.unwrap_or_default();
        } else if tag.starts_with("option") && tag.ends_with(" selected") {
            pairs.push((select.clone(), attribute(tag, "value").unwrap_or_default()));
        } else if tag.starts_with("input") {
            let ticked =
                !matches!(kind.as_deref(), Some("radio" | "checkbox")) || tag.contains(" checked");
            if let Some(name) = name.filter(|_| ticked && kind.as_deref() != Some("file")) {
                pairs.push((name, attribute(tag, "value").unwrap_or_default()));
            }
        }
    }
    pairs
}
