//! A federation of a thousand caisses on one server: all of them in one process, each under its own
//! host name, and the federation beside it, speaking by HTTP.
//!
//! Run with `cargo bench -p caisse-cli --bench federation`; `CAISSES` says how many (1000 unless told).
//! The system must allow as many open files: `ulimit -n 20000`. Figures are of the wall clock, taken
//! once: what is measured changes the caisses it is measured on. At most 10 s are asked for the
//! statements of a month, 50 ms for an equalisation, 30 s for a common rule in force everywhere.

// The tests need more of it than is needed here.
#[allow(dead_code)]
#[path = "../tests/servers/place.rs"]
mod place;

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use caisse_app::peers;
use caisse_domain::agreements::Ceded;
use caisse_domain::federation::{Command as F, Side};
use caisse_domain::identity::{MemberId, PeerId};
use caisse_domain::proposals::Effect;
use caisse_domain::rules::{AdoptedRule, Purpose};
use caisse_domain::{Command, books};
use caisse_rules::RuleSet;
use caisse_units::{Amount, Month, Rate};

use place::{Place, TREASURER, day, pool};

const RULE: &str = "perequation_par_tete";

fn main() {
    let count = std::env::var("CAISSES").ok().and_then(|text| text.parse().ok()).unwrap_or(1000);
    let (servers, federation) = (free_port(), free_port());
    let url = |name: &str| format!("http://{name}.localhost:{}", servers.port());
    let world = told("founded and tied, on both sides", || {
        World::found(count, &format!("http://{federation}"), url)
    });
    told("each caisse hears the federation, one after the other", || world.caisses_hear());
    let month = Month::new(2026, 1).expect("a month");
    told("closed and said by each caisse, one after the other", || world.close(month));
    let roots: Vec<String> = world.caisses.iter().map(path).collect();
    told("one process serves them all", || serve_all(&roots, servers));
    told("STATEMENTS OF A MONTH gathered and verified over HTTP", || world.gather(count));
    told("EQUALISATION, decided, booked and made durable", || world.equalise(month));
    serve_federation(&path(&world.federation), federation);
    let start = Instant::now();
    world.adopt();
    println!("{:>10.3?}  a common rule voted, and all are nudged", start.elapsed());
    world.in_force(start);
    // The threads of the servers end with the process.
    std::process::exit(0);
}

fn told<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let (start, before) = (Instant::now(), processor());
    let done = work();
    let (wall, busy) = (start.elapsed(), processor().saturating_sub(before));
    println!("{wall:>10.3?}  {what} (processor: {busy:.3?})");
    done
}

/// How long processors worked for this process, all its threads together; nothing where the system
/// does not tell.
fn processor() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    // utime and stime, the 14th and 15th, in hundredths of a second; the first two are before ')'.
    let ticks: u64 = fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

fn path(place: &Place) -> String {
    place.root().to_str().expect("a path").to_owned()
}

fn free_port() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address")
}

fn serve_all(roots: &[String], at: SocketAddr) {
    let mut words = vec!["caisse".to_owned(), "--today".to_owned(), "2026-02-09".to_owned()];
    words.push("serve".to_owned());
    words.extend_from_slice(roots);
    in_the_background(words, at);
}

fn serve_federation(root: &str, at: SocketAddr) {
    let words = ["caisse", "--today", "2026-02-09", "--dir", root, "federation", "serve"];
    in_the_background(words.map(str::to_owned).to_vec(), at);
}

fn in_the_background(mut words: Vec<String>, at: SocketAddr) {
    words.extend(["--listen".to_owned(), at.to_string()]);
    std::thread::spawn(move || {
        if let Err(sentence) = caisse_cli::run(words) {
            eprintln!("{sentence}");
            std::process::exit(1);
        }
    });
    while TcpStream::connect(at).is_err() {
        std::thread::sleep(Duration::from_millis(20));
    }
}

struct World {
    federation: Place,
    caisses: Vec<Place>,
}

impl World {
    fn found(count: u32, above: &str, url: impl Fn(&str) -> String) -> World {
        let on = day(2026, 1, 1);
        let federation = Place::found("federation", 2);
        federation.enrol_organisations(count as usize);
        let card = federation.card(above);
        let mut caisses = Vec::new();
        for number in 1..=count {
            let name: &'static str = format!("caisse-{number}").leak();
            let caisse = Place::found(name, 2);
            caisse.introduce(card.clone(), Side::Above);
            let ceded = Ceded {
                matter: "salaires".to_owned(),
                federation: String::new(),
                until: None,
                notice_days: 90,
                majority: Rate::from_parts_per_million(500_000),
                rules: Vec::new(),
            };
            caisse.vote(Effect::Tie { peer: PeerId(1), ceded: vec![ceded] }, on);
            caisses.push(caisse);
        }
        federation.with(|desk| {
            for (number, caisse) in (1..).zip(&caisses) {
                let own = "federation".to_owned();
                let card = caisse.card(&url(caisse.name));
                let side = Side::Below(MemberId(2 + number));
                let introduce = Command::Federation(F::Introduce { own, card, side });
                federation.all(desk, vec![(TREASURER, introduce)]);
                let tie = Effect::Tie { peer: PeerId(number), ceded: Vec::new() };
                federation.vote_at(desk, tie, on);
            }
            federation.vote_at(desk, pool(RULE, on), on);
        });
        World { federation, caisses }
    }

    fn caisses_hear(&self) {
        let from = self.federation.root();
        for caisse in &self.caisses {
            caisse
                .with(|desk| {
                    let source = peers::source_of(desk, PeerId(1), Some(from.clone()));
                    let source = source.expect("a directory");
                    let report = peers::sync(desk, TREASURER, PeerId(1), &*source).expect("well");
                    assert!(report.fault.is_none(), "{:?}", report.fault);
                    // From now on at its address.
                    peers::Contacts::note(desk, "federation", |contact| contact.directory = None)
                })
                .expect("noted");
        }
    }

    fn close(&self, month: Month) {
        for (number, caisse) in (1_i64..).zip(&self.caisses) {
            caisse.clock.set(day(2026, 2, 5));
            let base = Some(Amount::from_cents(number * 1000));
            caisse.must(vec![
                Command::Books(books::Command::CloseMonth { month }),
                Command::Federation(F::PublishStatement { month, base }),
            ]);
        }
    }

    fn gather(&self, count: u32) {
        self.federation.clock.set(day(2026, 2, 8));
        let reports = self.federation.with(|desk| peers::sync_all(desk, TREASURER));
        let reports = reports.expect("our own side is well");
        assert_eq!(reports.len(), count as usize);
        for report in &reports {
            assert!(report.fault.is_none() && report.taken >= 2, "{report:?}");
        }
    }

    fn equalise(&self, month: Month) {
        let rule = RULE.to_owned();
        self.federation.with(|desk| {
            let start = Instant::now();
            desk.act(TREASURER, Command::Federation(F::Equalise { rule, month })).expect("it can");
            println!("{:>10.3?}  (of it, without opening the directory)", start.elapsed());
        });
    }

    fn adopt(&self) {
        let text = "regle = \"salaire\"\ntitre = { fr = \"salaire\" }\nresultat = \"EUR\"\n\
                    [[version]]\ndepuis = 2026-03-01\nvaleur = \"2000,00 EUR\"\n";
        let set = RuleSet::read(&[("r.toml".to_owned(), text.to_owned())]).expect("sound rules");
        let rule = set.rule("salaire").expect("it is there").clone();
        let rules = vec![AdoptedRule { purpose: Purpose::Parameter, rule }];
        let matter = "salaires".to_owned();
        let effect = Effect::AdoptCommonRules { matter, rules };
        self.federation.vote(effect, day(2026, 3, 1));
        self.federation.with(|desk| peers::nudge(desk)).expect("founded");
    }

    /// Waits until the rule is in force in every caisse.
    fn in_force(&self, start: Instant) {
        let mut waiting: Vec<&Place> = self.caisses.iter().collect();
        let (count, mut half) = (waiting.len(), false);
        while !waiting.is_empty() {
            assert!(start.elapsed() < Duration::from_secs(300), "{} are left", waiting.len());
            // The first that has not heard says how far they are: all are not asked all the time.
            let on = day(2026, 4, 1);
            let has_it =
                |place: &Place| place.read(|state| state.rules.version_on("salaire", on).is_some());
            while waiting.last().is_some_and(|place| has_it(place)) {
                waiting.pop();
            }
            if !half && waiting.len() <= count / 2 {
                half = true;
                println!("{:>10.3?}  half of them", start.elapsed());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        println!("{:>10.3?}  A COMMON RULE IN FORCE in all {count}", start.elapsed());
    }
}
