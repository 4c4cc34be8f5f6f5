//! The program itself as a process of its own, stopped by its number and nothing else.
//!
//! It is this very test, started again: what it then does is what `caisse` does with the same words.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The words that make of this test the program.
const WORDS: &str = "CAISSE_TEST_WORDS";

/// Whether this process is to be the program.
pub fn words() -> Option<Vec<String>> {
    let words = std::env::var(WORDS).ok()?;
    Some(serde_json::from_str(&words).expect("a list of words"))
}

fn started(words: &[&str]) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("our own file"));
    command
        .args(["--exact", "the_program_itself", "--ignored", "--nocapture"])
        .env(WORDS, serde_json::to_string(words).expect("words"))
        .env_remove("CAISSE_DIR");
    command
}

/// Runs a command to its end.
pub fn run(words: &[&str]) {
    let output = started(words).output().expect("the program starts");
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&said));
}

/// A server, killed when the test is over.
pub struct Program {
    child: Child,
    pub address: SocketAddr,
}

impl Program {
    /// Starts, and waits until it says where it listens.
    pub fn start(words: &[&str]) -> Program {
        let mut child = started(words).stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let address = loop {
            let line = lines.next().unwrap_or_else(|| panic!("{words:?}: it ended"));
            let line = line.expect("text");
            if let Some((_, rest)) = line.split_once("http://") {
                break rest.split('/').next().expect("an address").parse().expect("an address");
            }
        };
        // What it says further is read, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Program { child, address }
    }

    /// As `kill -9` does: it has no time for anything.
    pub fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ended");
    }

    pub fn nudge(&self) {
        let status = ask(self.address, "POST", "/fil/appel", "localhost").0;
        assert_eq!(status, 202);
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One request; the status and the body.
pub fn ask(address: SocketAddr, method: &str, path: &str, host: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a limit");
    let length = if method == "POST" { "Content-Length: 0\r\n" } else { "" };
    let request =
        format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n{length}Connection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("a request sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    let status = head.split(' ').nth(1).expect("a status").parse().expect("a number");
    (status, body.to_owned())
}
