//! A very small browser: asks a real server over TCP and reads the answer.

pub mod html;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;

use caisse_web::House;

/// A house served on a port of its own until the test ends.
pub struct Server {
    pub address: SocketAddr,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    /// The first value of a header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(other, _)| other == name);
        found.map_or("", |(_, value)| value.as_str())
    }
}

impl Server {
    /// Serves `house` from a thread of its own.
    pub fn of(house: impl House + 'static) -> Server {
        Server::answering(caisse_web::router(Arc::new(house)))
    }

    /// Serves what that router answers.
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

    /// Reads a page in French.
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    /// Asks with a method and further header lines, each ending in `\r\n`.
    pub fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        self.send(method, path, headers, "")
    }

    /// The same with a body.
    pub fn send(&self, method: &str, path: &str, headers: &str, body: &str) -> Answer {
        self.write(&format!(
            "{method} {path} HTTP/1.1\r\nHost: caisse\r\nConnection: close\r\n{headers}\r\n{body}"
        ))
    }

    /// Reads a page in French under a host name.
    pub fn get_under(&self, host: &str, path: &str) -> Answer {
        self.write(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"))
    }

    /// Sends these very bytes.
    pub fn write(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).expect("a connection");
        stream.write_all(request.as_bytes()).expect("a request sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer in UTF-8");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).expect("a status");
        let headers = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
        Answer {
            status: status.parse().expect("a number"),
            headers: headers.collect(),
            body: body.to_owned(),
        }
    }
}
