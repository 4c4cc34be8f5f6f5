//! Members vote in the browser: over HTTP, through the clerk, into the journal.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use caisse_app::{Desk, Source, ballots};
use caisse_domain::Event;
use caisse_domain::assemblies::Event as Assemblies;
use caisse_domain::assemblies::Verdict;
use caisse_domain::assemblies::statutes::Kind;
use caisse_domain::identity::{MemberId, PollId};
use caisse_web::router_with_booth;
use caisse_window::{Clerk, Window};
use tempfile::TempDir;

use crate::assembled::{AG1, Assembled, FACILITATOR, ask, assembled};

const S1: PollId = PollId(1);

/// A booth on a port of its own.
struct Booth {
    address: SocketAddr,
    window: Arc<Window>,
    clock: caisse_app::SetClock,
    directory: TempDir,
}

impl Booth {
    fn of(caisse: Assembled) -> Booth {
        let Assembled { desk, clock, directory } = caisse;
        let window = Arc::new(Window::new(desk));
        let clerk = Clerk::new(Arc::clone(&window)).expect("a clerk");
        let router = router_with_booth(Arc::clone(&window) as Arc<_>, Arc::new(clerk));
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
        Booth { address, window, clock, directory }
    }

    fn send(&self, method: &str, path: &str, headers: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.address).expect("a connection");
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: caisse\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
        );
        stream.write_all(request.as_bytes()).expect("a request sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer in UTF-8");
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
        (status.expect("a status"), answer)
    }

    fn address_of(&self, member: u32) -> String {
        let desk = self.window.desk().read().expect("a desk");
        desk.voting_address(AG1, MemberId(member)).expect("an address")
    }

    /// The page of a member, in French.
    fn page(&self, member: u32) -> String {
        let (status, page) = self.send("GET", &self.address_of(member), "", "");
        assert_eq!(status, 200);
        page
    }

    /// A member sends a form; the status, and the page when it is refused.
    fn vote(&self, member: u32, form: &str) -> (u16, String) {
        let headers =
            "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n";
        self.send("POST", &self.address_of(member), headers, form)
    }

    fn records(&self) -> u64 {
        self.window.desk().read().expect("a desk").house.head().size
    }

    /// The desk opened by another program, once the booth has put the pen down.
    fn desk(&self) -> Desk {
        let (root, start) = (self.directory.path().join("caisse"), Instant::now());
        loop {
            match Desk::open(&root, Arc::new(self.clock.clone()), Source::system()) {
                Ok(desk) => return desk,
                Err(error) if start.elapsed() > Duration::from_secs(20) => {
                    panic!("{}", error.sentence(caisse_units::Language::English))
                }
                Err(_) => std::thread::sleep(Duration::from_millis(5)),
            }
        }
    }
}

/// Waits until it is so, 20 seconds at most.
fn until(so: impl Fn() -> bool) {
    let start = Instant::now();
    while !so() {
        assert!(start.elapsed() < Duration::from_secs(20), "it never came");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// With an election between M3 and M4 that is discreet.
fn electing() -> Booth {
    let mut caisse = assembled(8);
    ask(&mut caisse.desk, 0, Kind::Election, &[3, 4]);
    Booth::of(caisse)
}

#[test]
fn members_vote_change_their_ballot_and_see_the_result_when_it_is_closed() {
    let booth = electing();
    let page = booth.page(7);
    assert!(page.contains("M7, Personne 7") && page.contains("M3, Personne 3"), "{page}");
    assert!(
        page.contains("Pas encore de bulletin.")
            && page.contains("Bulletins reçus\u{a0}: 0 sur 8.")
    );
    for (member, choice) in [(7, 0), (8, 1), (3, 0), (7, 1), (6, 1)] {
        let (status, _) = booth.vote(member, &format!("scrutin=S1&voix=M{member}&choix={choice}"));
        assert_eq!(status, 303, "M{member}");
    }
    // M2 votes for M5 too, who gave a proxy.
    assert!(booth.page(2).contains("Pour M5, Personne 5, qui vous a donné procuration"));
    assert_eq!(booth.vote(2, "scrutin=S1&voix=M5&choix=0").0, 303);
    assert!(booth.page(5).contains("M2, Personne 2 a voté pour vous par procuration"));
    let page = booth.page(7);
    assert!(page.contains("Votre bulletin est enregistré."));
    assert!(page.contains("value=\"1\" checked") && !page.contains("value=\"0\" checked"));
    assert!(page.contains("Bulletins reçus\u{a0}: 5 sur 8.") && !page.contains("Scrutins clos"));
    // What the proxy holder cast is not told to the giver.
    assert!(!booth.page(5).contains("checked"));

    let mut desk = booth.desk();
    let done = ballots::close(&mut desk, FACILITATOR, S1).expect("closed");
    let Event::Assemblies(Assemblies::PollClosed(closed)) = done.event else { panic!("closed") };
    assert!(matches!(closed.verdict, Verdict::Chosen(_)));
    let votes: u64 = closed.ballots.iter().map(|merged| merged.votes).sum();
    assert_eq!(votes, 5);
    drop(desk);
    until(|| booth.page(7).contains("Scrutins clos"));
    let page = booth.page(7);
    assert!(page.contains("Approbations\u{a0}: M3 (2), M4 (3)"), "{page}");
    assert!(page.contains("href=\"/scrutins/S1\""));
    let (status, late) = booth.vote(8, "scrutin=S1&voix=M8&choix=0");
    assert_eq!(status, 422);
    assert!(late.contains("S1"), "{late}");
}

#[test]
fn a_form_sent_twice_acts_once() {
    let booth = electing();
    assert_eq!(booth.vote(7, "scrutin=S1&voix=M7&choix=0").0, 303);
    let after = booth.records();
    assert_eq!(booth.vote(7, "scrutin=S1&voix=M7&choix=0").0, 303);
    assert_eq!(booth.records(), after);
    assert_eq!(booth.vote(7, "scrutin=S1&voix=M7&choix=1").0, 303);
    assert_eq!(booth.records(), after + 1);
    // Many at the same moment, as from a finger that trembles: one ballot counts, each is answered.
    std::thread::scope(|scope| {
        let senders: Vec<_> =
            (0..8).map(|_| scope.spawn(|| booth.vote(8, "scrutin=S1&voix=M8&choix=0").0)).collect();
        assert!(senders.into_iter().all(|sender| sender.join().expect("an answer") == 303));
    });
    assert_eq!(booth.records(), after + 2);
}

#[test]
fn who_is_not_there_says_so_and_then_votes_where_the_statutes_ask_for_it() {
    let mut caisse = assembled(8);
    ask(&mut caisse.desk, 1, Kind::Resolution, &[]);
    let booth = Booth::of(caisse);
    let vote = "scrutin=S1&voix=M7&reponse=contre";
    let page = booth.page(7);
    assert!(page.contains("Je participe à distance") && page.contains("Pour voter, dites d'abord"));
    let (status, refused) = booth.vote(7, vote);
    assert_eq!(status, 422);
    assert!(refused.contains("M7 n'est pas là"), "{refused}");
    assert_eq!(booth.vote(7, "geste=participer").0, 303);
    assert_eq!(booth.vote(7, "geste=participer").0, 303);
    let page = booth.page(7);
    assert!(page.contains("Vous participez à distance.") && !page.contains("Je participe à"));
    assert_eq!(booth.vote(7, vote).0, 303);
    assert!(booth.page(7).contains("value=\"contre\" checked"));
    // Who is in the room votes on a telephone too, as someone in the room.
    assert_eq!(booth.vote(3, "scrutin=S1&voix=M3&reponse=pour").0, 303);
    let desk = booth.window.desk().read().expect("a desk");
    let poll = desk.state().expect("a state").assemblies.poll(S1).expect("a poll");
    assert_eq!(poll.votes.len(), 2);
}

#[test]
fn commands_from_elsewhere_are_carried_out_while_members_vote_and_shown_to_them() {
    let booth = Booth::of(assembled(40));
    assert!(booth.page(7).contains("Aucun scrutin ne l'est en ce moment"));
    let mut desk = booth.desk();
    ask(&mut desk, 0, Kind::Election, &[3, 4]);
    drop(desk);
    until(|| booth.page(7).contains("Scrutin S1"));
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut round = 0;
            while !stop.load(std::sync::atomic::Ordering::Relaxed) && round < 500 {
                for member in 6..=40 {
                    let form = format!("scrutin=S1&voix=M{member}&choix={}", round % 2);
                    assert_eq!(booth.vote(member, &form).0, 303);
                }
                round += 1;
            }
        });
        // Another program gets the pen although the voters never pause.
        let mut desk = booth.desk();
        let text = "La salle est pleine.".to_owned();
        let note =
            caisse_domain::assemblies::Command::AddToMinutes { assembly: AG1, item: None, text };
        crate::assembled::act(&mut desk, note);
        drop(desk);
        std::thread::sleep(Duration::from_millis(100));
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    let mut desk = booth.desk();
    let done = ballots::close(&mut desk, FACILITATOR, S1).expect("closed");
    let Event::Assemblies(Assemblies::PollClosed(closed)) = done.event else { panic!("closed") };
    assert_eq!(closed.ballots.iter().map(|merged| merged.votes).sum::<u64>(), 35);
    let assembly = desk.state().expect("a state").assemblies.assembly(AG1).expect("an assembly");
    assert_eq!(assembly.additions.len(), 1);
}

#[test]
fn a_word_opens_its_own_page_and_no_other() {
    let booth = electing();
    let address = booth.address_of(7);
    assert_eq!(booth.send("GET", &address.replace("M7", "M8"), "", "").0, 404);
    assert_eq!(booth.send("GET", &address.replace("AG1", "AG2"), "", "").0, 404);
    assert_eq!(
        booth.send("GET", &address.to_uppercase().replace("/VOTER", "/voter"), "", "").0,
        200
    );
    // Nobody votes for another member, nor for a giver of another holder.
    assert_eq!(booth.vote(7, "scrutin=S1&voix=M8&choix=0").0, 404);
    assert_eq!(booth.vote(7, "scrutin=S1&voix=M5&choix=0").0, 404);
    let desk = booth.window.desk().read().expect("a desk");
    assert!(desk.state().expect("a state").assemblies.poll(S1).expect("a poll").votes.is_empty());
}
