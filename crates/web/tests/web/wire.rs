//! How answers travel: compressed for who takes it, the style sheet kept, French spaces that hold.

use std::io::{Read, Write};
use std::net::TcpStream;

use flate2::read::GzDecoder;

use crate::browser::Server;
use crate::house::TestHouse;
use crate::pages::{PAGES, in_language};

/// The head of an answer, in small letters, and its body.
fn ask(server: &Server, path: &str, headers: &str) -> (String, Vec<u8>) {
    let mut stream = TcpStream::connect(server.address).expect("a connection");
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: caisse\r\nConnection: close\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).expect("a request sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase();
    (head, answer[end + 4..].to_vec())
}

fn unpacked(packed: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    GzDecoder::new(packed).read_to_end(&mut plain).expect("gzip");
    plain
}

#[test]
fn a_page_and_its_style_are_the_same_when_they_come_compressed() {
    let server = Server::of(TestHouse::new());
    for path in ["/", "/comptes/2026", "/style.css"] {
        let (head, plain) = ask(&server, path, "");
        assert!(!head.contains("content-encoding"), "{head}");
        let (head, packed) = ask(&server, path, "Accept-Encoding: br, gzip\r\n");
        assert!(head.contains("content-encoding: gzip"), "{head}");
        assert!(head.contains(&format!("content-length: {}", packed.len())), "{head}");
        assert!(head.contains("vary: accept-encoding"), "{head}");
        assert!(head.contains("content-security-policy: default-src 'none'"), "{head}");
        assert!(packed.len() * 2 < plain.len(), "{} of {}", packed.len(), plain.len());
        assert!(unpacked(&packed) == plain, "{path}");
    }
}

#[test]
fn an_answer_that_another_site_caused_does_not_tell_by_its_length_what_is_in_it() {
    let server = Server::of(TestHouse::new());
    for site in ["cross-site", "same-site"] {
        let headers = format!("Accept-Encoding: gzip\r\nSec-Fetch-Site: {site}\r\n");
        let (head, _) = ask(&server, "/", &headers);
        assert!(!head.contains("content-encoding"), "{head}");
    }
    let (head, _) = ask(&server, "/", "Accept-Encoding: gzip\r\nSec-Fetch-Site: none\r\n");
    assert!(head.contains("content-encoding"), "{head}");
}

#[test]
fn a_style_sheet_that_the_browser_has_is_not_sent_again() {
    let server = Server::of(TestHouse::new());
    let (head, _) = ask(&server, "/style.css", "");
    let mark = head.lines().find_map(|line| line.strip_prefix("etag: w/")).expect("a mark");
    let mine = format!("If-None-Match: \"0\", W/{mark}\r\n");
    let (head, body) = ask(&server, "/style.css", &mine);
    assert!(head.starts_with("http/1.1 304 ") && body.is_empty(), "{head}");
    let (head, body) = ask(&server, "/style.css", "If-None-Match: \"0\"\r\n");
    assert!(head.starts_with("http/1.1 200 ") && !body.is_empty(), "{head}");
}

/// What a page says: its text without tags, code, and what one types on.
fn said(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some((before, from)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = from.split_once('>').expect("a closed tag");
        let name = tag.split(' ').next().unwrap_or(tag);
        rest = match name {
            "code" | "pre" | "textarea" | "title" => {
                let (_, after) = after.split_once(&format!("</{name}>")).expect("closed");
                after
            }
            _ => after,
        };
    }
    text + rest
}

#[test]
fn no_french_line_begins_with_a_high_sign() {
    let server = Server::of(TestHouse::new());
    for (_, path) in PAGES {
        let said = said(&server.get(&in_language(path, "fr")).body);
        for sign in [" : ", " ; ", " ! ", " ? ", " »", "« ", " % ", " €"] {
            let place = said.find(sign);
            let around = place.map(|place| {
                said[..place]
                    .chars()
                    .rev()
                    .take(40)
                    .collect::<Vec<_>>()
                    .into_iter()
                    .rev()
                    .collect::<String>()
            });
            assert_eq!(around, None, "{path}: before “{sign}”");
        }
        assert!(said.contains('\u{a0}'), "{path}");
    }
}
