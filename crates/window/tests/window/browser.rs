//! A very small browser: serves a window over TCP and follows every link of every page.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;

use caisse_window::{Clerk, Window};
use tempfile::TempDir;

use crate::caisse::Seen;

/// A window served on a port of its own until the test ends.
pub struct Server {
    address: SocketAddr,
    _directory: TempDir,
}

impl Server {
    /// Serves a window from a thread of its own.
    pub fn of(seen: Seen) -> Server {
        let Seen { window, directory } = seen;
        Server::answering(caisse_web::router(Arc::new(window)), directory)
    }

    /// The same, with the booth in which its members vote.
    pub fn with_booth(window: Window, directory: TempDir) -> Server {
        let words = window.desk().read().expect("a desk").directory.words();
        let window = Arc::new(window.with_words(words.expect("words")));
        let clerk = Clerk::new(Arc::clone(&window)).expect("a clerk");
        Server::answering(caisse_web::router_with_booth(window, Arc::new(clerk)), directory)
    }

    /// Serves a router from a thread of its own.
    pub fn answering(router: axum::Router, directory: TempDir) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        listener.set_nonblocking(true).expect("a listener that waits elsewhere");
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(async move {
                let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
                caisse_web::serve(listener, router).await
            })
        });
        Server { address, _directory: directory }
    }

    /// What another one serves from this directory.
    pub fn at(address: SocketAddr, directory: TempDir) -> Server {
        Server { address, _directory: directory }
    }

    /// The whole address of a page.
    pub fn address_of(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The status and the body of a page.
    pub fn get(&self, path: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.address).expect("a connection");
        let request = format!("GET {path} HTTP/1.1\r\nHost: caisse\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("a request sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer in UTF-8");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        (status.expect("a status"), body.to_owned())
    }

    /// Every page that links lead to from the first one, in that language, by path.
    pub fn all(&self, tag: &str) -> BTreeMap<String, (u16, String)> {
        let mut waiting = VecDeque::from([format!("/?langue={tag}")]);
        let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
        let mut pages = BTreeMap::new();
        while let Some(path) = waiting.pop_front() {
            let (status, body) = self.get(&path);
            // What programs read is no page.
            for link in links(&body).into_iter().filter(|link| !link.starts_with("/api")) {
                let link = in_language(&link, tag);
                if seen.insert(link.clone()) {
                    waiting.push_back(link);
                }
            }
            pages.insert(path, (status, body));
            assert!(pages.len() < 5_000, "the links do not end");
        }
        pages
    }
}

/// The links of a page that lead into the house.
pub fn links(body: &str) -> Vec<String> {
    let quoted = body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    quoted
        .filter(|link| link.starts_with('/') && !link.starts_with("/style"))
        .map(|link| link.split('#').next().unwrap_or(link).replace("&amp;", "&"))
        .collect()
}

fn in_language(path: &str, tag: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let kept = query.split('&').filter(|part| !part.is_empty() && !part.starts_with("langue="));
    let parts: Vec<String> = kept.map(str::to_owned).chain([format!("langue={tag}")]).collect();
    format!("{path}?{}", parts.join("&"))
}
