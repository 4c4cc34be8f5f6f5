//! The screen of the room, and who is told that something happened.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::browser::Server;
use crate::browser::html::tags;
use crate::house::TestHouse;

#[test]
fn the_screen_of_the_room_shows_the_open_poll_without_its_result() {
    let server = Server::of(TestHouse::new());
    let page = server.get("/assemblees/AG3/salle").body;
    assert!(page.contains("Scrutin ouvert"), "{page}");
    assert!(page.contains("ont voté sur"));
    assert!(!page.contains("Adopté"));
}

#[test]
fn the_screen_of_the_room_names_nobody() {
    let server = Server::of(TestHouse::new());
    let page = server.get("/assemblees/AG3/salle").body;
    assert!(!page.contains("Prénom"));
    let read = tags(&page).expect("a sound page");
    let mut links = read.iter().filter_map(|tag| tag.attribute("href"));
    assert!(!links.any(|link| link.starts_with("/membres/")));
}

#[test]
fn without_scripts_the_screen_asks_again_by_itself() {
    let page = Server::of(TestHouse::new()).get("/assemblees/AG3/salle").body;
    let again = "<noscript><meta http-equiv=\"refresh\" content=\"10\"></noscript>";
    assert!(page.contains(again));
}

#[test]
fn an_unknown_assembly_has_no_screen() {
    let server = Server::of(TestHouse::new());
    assert_eq!(server.get("/assemblees/AG99/salle").status, 404);
    assert_eq!(server.get("/assemblees/%F0/salle").status, 404);
}

/// Reads events until `enough` of them came.
fn events(server: &Server, enough: usize) -> String {
    let mut stream = TcpStream::connect(server.address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a limit");
    write!(stream, "GET /direct HTTP/1.1\r\nHost: caisse\r\n\r\n").expect("a request sent");
    let (mut read, mut part) = (String::new(), [0; 1024]);
    while read.matches("data: ").count() < enough {
        let length = stream.read(&mut part).expect("events go on");
        assert!(length > 0, "the stream ended: {read}");
        read.push_str(&String::from_utf8_lossy(&part[..length]));
    }
    read
}

#[test]
fn who_listens_is_told_that_something_happened_and_not_what() {
    let moment = Arc::new(AtomicU64::new(7));
    let house = TestHouse { moment: Arc::clone(&moment), ..TestHouse::new() };
    let server = Server::of(house);
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(200));
        moment.store(8, Ordering::Relaxed);
    });
    let read = events(&server, 2);
    assert!(read.to_ascii_lowercase().contains("content-type: text/event-stream"), "{read}");
    let told: Vec<&str> = read.lines().filter_map(|line| line.strip_prefix("data: ")).collect();
    assert_eq!(told, ["7", "8"]);
}
