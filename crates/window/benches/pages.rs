//! The pages of a caisse of ten thousand members, over HTTP on this machine: `cargo bench -p
//! caisse-window --bench pages`.
//!
//! First each kind of page alone: the processor's time that a visit takes, client included, which does
//! not depend on what else the machine does. Then five hundred visits a second to all of them in turn
//! (open loop: counted from the moment at which the visit should begin, whether or not the browser was
//! free by then). `PAGES_MEMBERS`, `PAGES_SECONDS` and `PAGES_PER_SECOND` change the size.

#[path = "../tests/window/caisse.rs"]
#[allow(dead_code)]
mod caisse;
#[path = "../tests/window/voted.rs"]
#[allow(dead_code)]
mod voted;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use caisse_app::Request;
use caisse_domain::Command;
use caisse_domain::contributions::{self, Means};
use caisse_domain::members::{Enrolment, MemberKind};
use caisse_units::Amount;
use caisse_vault::PersonalData;
use caisse_web::router;

use caisse::{Caisse, Seen, TREASURER, day, month};

/// How many browsers keep a connection open.
const BROWSERS: usize = 32;
/// The kinds of pages, those that everyone opens first.
const PAGES: [&str; 22] = [
    "/",
    "/regles",
    "/regles/cotisation",
    "/membres/M10",
    "/mois/2025-07",
    "/mois/2025-07/retard",
    "/comptes/2025",
    "/comptes/2025?lecture=comptable",
    "/comptes/2025/512",
    "/ecritures/E40",
    "/decisions/D2",
    "/pourquoi/C20",
    "/journal",
    "/assemblees",
    "/assemblees/AG1",
    "/assemblees/AG1/proces-verbal",
    "/scrutins/S1",
    "/propositions",
    "/propositions/PR1",
    "/statuts",
    "/projets",
    "/conventions",
];

fn main() {
    // Test runners start benchmarks too: then a small one shows that it works.
    let full = std::env::args().any(|argument| argument == "--bench");
    let size = |name, full_size, small| {
        let asked = std::env::var(name).ok().and_then(|text| text.parse().ok());
        asked.unwrap_or(if full { full_size } else { small })
    };
    let members = size("PAGES_MEMBERS", 10_000, 200);
    let seconds = size("PAGES_SECONDS", 20, 1);
    let rate = size("PAGES_PER_SECOND", 500, 20);
    let start = Instant::now();
    let Seen { window, directory } = grown(members).seen();
    println!("{members} members, made in {:.1?}", start.elapsed());
    let address = served(Arc::new(window));
    let mut connection = Connection::to(address);
    for path in PAGES {
        tell_one(&mut connection, path, if full { 40 } else { 1 });
    }
    let over = Duration::from_secs(seconds as u64);
    tell("all pages", &mut open_loop(address, seconds * rate, over));
    drop(directory);
}

/// The caisse of the tests whose rules were voted, with so many members more, called for June and July
/// and paid for by most.
fn grown(members: usize) -> Caisse {
    let mut caisse = Caisse::voted();
    let known = caisse.desk.state().expect("founded").members.all().count();
    caisse.clock.set(day("2025-06-12"));
    let person = |number: usize| {
        let enrolment = Enrolment {
            kind: MemberKind::Person,
            joined: day("2025-06-12"),
            category: "active".to_owned(),
            household: None,
        };
        let given_names = Some(format!("Personne {number}"));
        (enrolment, PersonalData { given_names, ..PersonalData::default() })
    };
    let people = (known..members).map(person).collect();
    caisse.desk.enrol(TREASURER, people).expect("enrolled");
    let july = month(2025, 7);
    caisse.clock.set(day("2025-07-01"));
    caisse.call(july, "2025-07-20");
    let claims: Vec<_> = {
        let house = caisse.desk.state().expect("founded");
        let claims = house.contributions.claims_of(july);
        claims.map(|(_, claim)| (claim.member, claim.left())).collect()
    };
    // One in ten is late.
    let paying: Vec<_> = claims.into_iter().filter(|(member, _)| member.0 % 10 != 0).collect();
    let amounts: Vec<String> = paying.iter().map(|(_, amount)| plain(*amount)).collect();
    let lines: Vec<_> = amounts.iter().map(|amount| ("2025-07-03", &**amount, "VIR")).collect();
    let lines = caisse.statement(&lines);
    let receipts = paying.into_iter().zip(lines).map(|((member, amount), line)| {
        let means = Means::Transfer { line };
        let on = day("2025-07-03");
        contributions::Command::Receive { member, amount, on, means }
    });
    caisse.clock.set(day("2025-07-10"));
    let requests = receipts.enumerate().map(|(place, command)| Request {
        key: format!("receipt-{place}"),
        actor: TREASURER,
        command: Command::Contributions(command),
        sealed: Vec::new(),
    });
    for answer in caisse.desk.house.execute_batch(requests.collect()) {
        answer.expect("received");
    }
    caisse
}

fn plain(amount: Amount) -> String {
    format!("{},{:02}", amount.cents() / 100, amount.cents() % 100)
}

fn served(window: Arc<caisse_window::Window>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    listener.set_nonblocking(true).expect("a listener that waits elsewhere");
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        runtime.expect("a runtime").block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
            caisse_web::serve(listener, router(window)).await
        })
    });
    address
}

/// One kind of page alone: the processor's time of a visit, and its bytes.
fn tell_one(connection: &mut Connection, path: &str, visits: u32) {
    let (status, bytes) = connection.read(path);
    assert_eq!(status, 200, "{path}");
    let (start, spent) = (Instant::now(), cpu_of_all());
    for _ in 0..visits {
        connection.read(path);
    }
    let (passed, spent) = (start.elapsed() / visits, (cpu_of_all() - spent) / visits);
    println!("{path:32} {spent:>9.1?} of processor, {passed:>9.1?} passed, {bytes:>7} bytes");
}

/// So many visits over that time, to every page in turn; the times from when each should begin.
fn open_loop(address: SocketAddr, visits: usize, over: Duration) -> Vec<Duration> {
    let start = Instant::now() + Duration::from_millis(200);
    thread::scope(|scope| {
        let browsers: Vec<_> = (0..BROWSERS)
            .map(|browser| {
                scope.spawn(move || {
                    let mut connection = Connection::to(address);
                    let mine = (browser..visits).step_by(BROWSERS);
                    mine.map(|visit| {
                        let moment = start + over.mul_f64(visit as f64 / visits as f64);
                        thread::sleep(moment.saturating_duration_since(Instant::now()));
                        assert_eq!(connection.read(PAGES[visit % PAGES.len()]).0, 200);
                        moment.elapsed()
                    })
                    .collect::<Vec<_>>()
                })
            })
            .collect();
        browsers.into_iter().flat_map(|browser| browser.join().expect("a browser")).collect()
    })
}

/// One kept-alive connection of a browser that takes compressed pages.
struct Connection {
    stream: BufReader<TcpStream>,
}

impl Connection {
    fn to(address: SocketAddr) -> Connection {
        let stream = TcpStream::connect(address).expect("a connection");
        stream.set_nodelay(true).expect("a connection without delay");
        Connection { stream: BufReader::new(stream) }
    }

    /// The status of a page and its bytes on the wire.
    fn read(&mut self, path: &str) -> (u16, usize) {
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: caisse\r\nAccept-Encoding: gzip\r\n\r\n");
        self.stream.get_mut().write_all(request.as_bytes()).expect("a request sent");
        let mut headers = BTreeMap::new();
        let mut line = String::new();
        self.stream.read_line(&mut line).expect("an answer");
        let status = line.split(' ').nth(1).and_then(|text| text.parse().ok()).expect("a status");
        loop {
            line.clear();
            self.stream.read_line(&mut line).expect("an answer");
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            headers.insert(name.to_ascii_lowercase(), value.to_owned());
        }
        let length = headers.get("content-length").and_then(|length| length.parse().ok());
        let mut body = vec![0; length.expect("a length")];
        self.stream.read_exact(&mut body).expect("a body");
        (status, body.len())
    }
}

/// The time of the processor of all threads of this process so far.
fn cpu_of_all() -> Duration {
    // Times in /proc are in hundredths of a second everywhere that Linux runs.
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = text.rsplit(')').next().unwrap_or_default();
    let times = after_name.split_whitespace().skip(11).take(2);
    let ticks: u64 = times.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
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
