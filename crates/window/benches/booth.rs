//! Ten thousand members vote within one minute, over HTTP on this machine: `cargo bench -p
//! caisse-window --bench booth`.
//!
//! Server and browsers share the machine, so that what is measured is more than the server. Each
//! member opens the page and casts a sealed ballot, at a moment of the minute fixed beforehand. Both
//! times are counted from that moment, whether or not the browser was free by then (open loop): the
//! page's, and the ballot's, page included. Then as many as the machine serves, one after the other,
//! for ten seconds. At last the caisse is opened again from its disk and the ballots are counted.
//! Each ballot is durable before it is answered. `BOOTH_MEMBERS` and `BOOTH_SECONDS` change the size.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use caisse_app::{Desk, Source, ballots};
use caisse_domain::Event;
use caisse_domain::assemblies::Event as Assemblies;
use caisse_domain::assemblies::statutes::Kind;
use caisse_domain::identity::{MemberId, PollId};
use caisse_web::router_with_booth;
use caisse_window::{Clerk, Window};

#[path = "../tests/window/assembled.rs"]
mod assembled;

use assembled::{AG1, Assembled, FACILITATOR, ask, assembled};

/// How many browsers keep a connection open.
const BROWSERS: usize = 64;
const S1: PollId = PollId(1);

fn main() {
    // Test runners start benchmarks too: then a small one shows that it works.
    let full = std::env::args().any(|argument| argument == "--bench");
    let size = |name, full_size, small| {
        let asked = std::env::var(name).ok().and_then(|text| text.parse().ok());
        asked.unwrap_or(if full { full_size } else { small })
    };
    let (members, seconds) = (size("BOOTH_MEMBERS", 10_000, 50), size("BOOTH_SECONDS", 60, 1));
    let mut caisse = assembled(members);
    ask(&mut caisse.desk, 0, Kind::Election, &[3, 4]);
    let Assembled { desk, clock, directory } = caisse;
    let address = |number: usize| {
        desk.voting_address(AG1, MemberId(u32::try_from(number).expect("few"))).expect("a word")
    };
    // M1 to M4 are in the room, M5 gave a proxy: they vote from here like the others.
    let addresses: Vec<String> = (1..=members).map(address).collect();

    let server = Server::of(desk);
    let minute = Duration::from_secs(seconds as u64);
    println!("{members} members in {seconds} s, {BROWSERS} connections");
    let (mut pages, mut votes) = server.open_loop(&addresses, minute);
    tell("page", &mut pages);
    tell("ballot", &mut votes);
    let closed = Duration::from_secs(if full { 10 } else { 1 });
    let changed = server.closed_loop(&addresses, closed);
    println!("closed loop: {} ballots a second", changed as u64 / closed.as_secs());
    drop(server);

    let start = Instant::now();
    let root = directory.path().join("caisse");
    let mut desk = loop {
        match Desk::open(&root, Arc::new(clock.clone()), Source::system()) {
            Ok(desk) => break desk,
            Err(error) if start.elapsed() > Duration::from_secs(30) => {
                panic!("{}", error.sentence(caisse_units::Language::English))
            }
            Err(_) => thread::sleep(Duration::from_millis(20)),
        }
    };
    let poll = desk.state().expect("a state").assemblies.poll(S1).expect("a poll");
    assert_eq!(poll.votes.len(), members, "no ballot is lost");
    let start = Instant::now();
    let done = ballots::close(&mut desk, FACILITATOR, S1).expect("closed");
    let Event::Assemblies(Assemblies::PollClosed(closed)) = done.event else { panic!("closed") };
    let counted: u64 = closed.ballots.iter().map(|merged| merged.votes).sum();
    assert_eq!(counted, members as u64, "every ballot is counted");
    println!("{counted} ballots counted after reopening, closing in {:?}", start.elapsed());
}

/// The booth, served by a runtime of its own.
struct Server {
    address: SocketAddr,
    runtime: Option<tokio::runtime::Runtime>,
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(Duration::from_secs(5));
        }
    }
}

impl Server {
    fn of(desk: Desk) -> Server {
        let window = Arc::new(Window::new(desk));
        let clerk = Clerk::new(Arc::clone(&window)).expect("a clerk");
        let router = router_with_booth(window, Arc::new(clerk));
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        listener.set_nonblocking(true).expect("a listener that waits elsewhere");
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        let runtime = runtime.expect("a runtime");
        runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
            caisse_web::serve(listener, router).await
        });
        Server { address, runtime: Some(runtime) }
    }

    /// Every member at a moment of their own; the times from then to the page and to the ballot.
    fn open_loop(&self, addresses: &[String], over: Duration) -> (Vec<Duration>, Vec<Duration>) {
        let start = Instant::now() + Duration::from_millis(200);
        thread::scope(|scope| {
            let browsers: Vec<_> = (0..BROWSERS)
                .map(|browser| {
                    let mine = addresses.iter().enumerate().skip(browser).step_by(BROWSERS);
                    scope.spawn(move || {
                        let mut connection = Connection::to(self.address);
                        let mut times = (Vec::new(), Vec::new());
                        for (place, address) in mine {
                            let moment =
                                start + over.mul_f64(place as f64 / addresses.len() as f64);
                            thread::sleep(moment.saturating_duration_since(Instant::now()));
                            assert_eq!(connection.read(address), 200);
                            times.0.push(moment.elapsed());
                            assert_eq!(connection.vote(address, place), 303);
                            times.1.push(moment.elapsed());
                        }
                        times
                    })
                })
                .collect();
            let mut all = (Vec::new(), Vec::new());
            for browser in browsers {
                let (pages, votes) = browser.join().expect("a browser");
                all.0.extend(pages);
                all.1.extend(votes);
            }
            all
        })
    }

    /// As many changed ballots as can be, each browser one after the other.
    fn closed_loop(&self, addresses: &[String], over: Duration) -> usize {
        let end = Instant::now() + over;
        thread::scope(|scope| {
            let browsers: Vec<_> = (0..BROWSERS.min(addresses.len()))
                .map(|browser| {
                    scope.spawn(move || {
                        let mut connection = Connection::to(self.address);
                        let mut cast = 0;
                        let mut mine = addresses.iter().skip(browser).step_by(BROWSERS).cycle();
                        while Instant::now() < end {
                            let address = mine.next().expect("an address");
                            assert_eq!(connection.vote(address, cast + 1), 303);
                            cast += 1;
                        }
                        cast
                    })
                })
                .collect();
            browsers.into_iter().map(|browser| browser.join().expect("a browser")).sum()
        })
    }
}

/// One kept-alive connection of a browser.
struct Connection {
    stream: BufReader<TcpStream>,
}

impl Connection {
    fn to(address: SocketAddr) -> Connection {
        let stream = TcpStream::connect(address).expect("a connection");
        stream.set_nodelay(true).expect("a connection without delay");
        Connection { stream: BufReader::new(stream) }
    }

    fn read(&mut self, address: &str) -> u16 {
        self.ask(&format!("GET {address} HTTP/1.1\r\nHost: caisse\r\n\r\n"))
    }

    /// Casts for one candidate or the other; `turn` says which, so that a ballot changes.
    fn vote(&mut self, address: &str, turn: usize) -> u16 {
        let member = address.split('-').nth(1).expect("a member");
        let form = format!("scrutin=S1&voix={member}&choix={}", turn % 2);
        let length = form.len();
        self.ask(&format!(
            "POST {address} HTTP/1.1\r\nHost: caisse\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{form}"
        ))
    }

    fn ask(&mut self, request: &str) -> u16 {
        self.stream.get_mut().write_all(request.as_bytes()).expect("a request sent");
        let (mut status, mut length, mut line) = (0, 0, String::new());
        loop {
            line.clear();
            self.stream.read_line(&mut line).expect("an answer");
            let lower = line.to_ascii_lowercase();
            if let Some(text) = lower.strip_prefix("http/1.1 ") {
                status = text.get(..3).and_then(|text| text.parse().ok()).expect("a status");
            }
            if let Some(text) = lower.strip_prefix("content-length:") {
                length = text.trim().parse().expect("a length");
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).expect("a body");
        status
    }
}

/// The middle and the slowest of these times.
fn tell(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |share: f64| {
        let place = (times.len() as f64 * share).ceil() as usize;
        times[place.clamp(1, times.len()) - 1]
    };
    println!(
        "{what}: {} answers, p50 {:.1?}, p90 {:.1?}, p99 {:.1?}, p99.9 {:.1?}, slowest {:.1?}",
        times.len(),
        at(0.5),
        at(0.9),
        at(0.99),
        at(0.999),
        at(1.0)
    );
}
