//! A year of a federation and three caisses, each a process of its own.

use std::time::{Duration, Instant};

use caisse_domain::agreements::Ceded;
use caisse_domain::federation::{Command as F, Side};
use caisse_domain::identity::{MemberId, PeerId};
use caisse_domain::proposals::Effect;
use caisse_domain::{Command, books};
use caisse_units::{Amount, Month, Rate};

use crate::line::{Line, State};
use crate::place::{Place, day, pool};
use crate::program::Program;
use crate::served;

const NAMES: [&str; 4] = ["federation", "bordeaux", "begles", "langon"];
const RULE: &str = "perequation_par_tete";
const MONTHS: i8 = 11;

/// One organisation, the line that leads to it, and its server while it runs.
struct Server {
    place: Place,
    line: Line,
    program: Option<Program>,
}

impl Server {
    /// Starts it, or starts it again, under a clock that says that day.
    fn start(&mut self, today: &str) {
        self.kill();
        let program = served(&self.place, today);
        self.line.set(State::To(program.address));
        self.program = Some(program);
    }

    fn kill(&mut self) {
        if let Some(program) = self.program.take() {
            program.kill();
        }
    }

    fn nudge(&self) {
        if let Some(program) = &self.program {
            program.nudge();
        }
    }
}

struct World(Vec<Server>);

/// Lives the year and checks its end.
pub fn live() {
    let mut world = World::found();
    let start = Instant::now();
    for month in 1..=MONTHS {
        world.disturb(month);
        world.month(month);
    }
    world.start_all("2026-12-09", ["2026-12-27", "2026-12-07", "2026-12-30"]);
    world.settle();
    world.check();
    println!("the year took {:?}", start.elapsed());
}

impl World {
    fn found() -> World {
        let server = |(place, name)| {
            let place = Place::found(name, 2 + place);
            Server { place, line: Line::new(), program: None }
        };
        let mut world = World((0..4_usize).zip(NAMES).map(server).collect());
        let on = day(2026, 1, 1);
        let federation = &world.0[0];
        federation.place.enrol_organisations(3);
        let above = federation.place.card(&federation.line.url());
        for (number, server) in (1_u32..).zip(&world.0[1..]) {
            let below = server.place.card(&server.line.url());
            federation.place.introduce(below, Side::Below(MemberId(2 + number)));
            server.place.introduce(above.clone(), Side::Above);
            let ceded = Ceded {
                rules: Vec::new(),
                matter: "salaires".to_owned(),
                federation: String::new(),
                until: None,
                notice_days: 90,
                majority: Rate::from_parts_per_million(500_000),
            };
            server.place.vote(Effect::Tie { peer: PeerId(1), ceded: vec![ceded] }, on);
            let tie = Effect::Tie { peer: PeerId(number), ceded: Vec::new() };
            federation.place.vote(tie, on);
        }
        federation.place.vote(pool(RULE, on), on);
        world.start_all("2026-01-01", ["2026-01-01"; 3]);
        world.until_heard();
        world
    }

    fn start_all(&mut self, federation: &str, caisses: [&str; 3]) {
        let days = std::iter::once(federation).chain(caisses);
        self.0.iter_mut().zip(days).for_each(|(server, today)| server.start(today));
    }

    /// What goes wrong before that month; clocks go on with the seasons, none like the others.
    fn disturb(&mut self, month: i8) {
        match month {
            3 => {
                self.start_all("2026-03-09", ["2026-03-27", "2026-03-05", "2026-03-30"]);
                // The federation is killed while it is being read.
                self.0[1..].iter().for_each(Server::nudge);
                self.0[0].start("2026-03-09");
            }
            5 => {
                self.start_all("2026-06-09", ["2026-06-27", "2026-06-05", "2026-06-30"]);
                self.0[1].line.set(State::Cut);
                self.0[3].kill();
            }
            8 => {
                self.start_all("2026-09-09", ["2026-09-27", "2026-09-05", "2026-09-30"]);
                for _ in 0..2 {
                    self.0[2].nudge();
                    self.0[2].start("2026-08-30");
                }
                self.0[0].line.set(State::Cut);
            }
            10 => self.start_all("2026-11-09", ["2026-11-27", "2026-11-05", "2026-11-30"]),
            _ => (),
        }
    }

    /// Each caisse closes the month and says its figures, on a day of its own.
    fn month(&mut self, number: i8) {
        let month = Month::new(2026, number).expect("a month");
        for (late, server) in (0_i8..).zip(&self.0) {
            server.place.clock.set(day(2026, number + 1, 5 + 3 * late));
            let mut commands = vec![Command::Books(books::Command::CloseMonth { month })];
            if late > 0 {
                let cents = i64::from(number) * 30_000 * i64::from(late * late);
                let base = Some(Amount::from_cents(cents));
                commands.push(Command::Federation(F::PublishStatement { month, base }));
            }
            server.place.must(commands);
        }
        self.0[0].nudge();
        self.equalise(number);
        self.0[1..].iter().for_each(Server::nudge);
    }

    /// What lacks a statement, or was done, is refused and tried again later.
    fn equalise(&self, until: i8) {
        self.0[0].place.with(|desk| {
            for number in 1..=until {
                let month = Month::new(2026, number).expect("a month");
                let rule = RULE.to_owned();
                let command = Command::Federation(F::Equalise { rule, month });
                let _ = desk.act(crate::TREASURER, command);
            }
        });
    }

    /// Everything that was said was heard.
    fn all_heard(&self) -> bool {
        let federation = &self.0[0].place;
        let said = federation.read(|state| state.federation.sent().len());
        self.0[1..].iter().all(|server| {
            let (told, heard) = server.place.read(|state| {
                let above = state.federation.peer(PeerId(1)).expect("known");
                (state.federation.sent().len(), above.taken.len())
            });
            let ours = federation.read(|state| {
                let known = state.federation.by_origin(server.place.name).expect("known").1;
                known.taken.len()
            });
            heard == said && ours == told
        })
    }

    fn until_heard(&self) {
        let start = Instant::now();
        while !self.all_heard() {
            assert!(start.elapsed() < Duration::from_secs(120), "they do not hear each other");
            self.0.iter().for_each(Server::nudge);
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// The lines hold again: everyone hears all, what waited is equalised, everyone hears that.
    fn settle(&self) {
        for _ in 0..2 {
            self.until_heard();
            self.equalise(MONTHS);
        }
        self.until_heard();
    }

    fn check(&self) {
        let federation = &self.0[0].place;
        let months = usize::try_from(MONTHS).expect("months");
        assert_eq!(federation.read(|state| state.federation.equalised().count()), months);
        let mut all = Amount::ZERO;
        for (number, server) in (1_u32..).zip(&self.0[1..]) {
            let name = server.place.name;
            let (due, theirs) = federation.read(|state| {
                let below = state.federation.peer(PeerId(number)).expect("known");
                assert!(below.unusable.is_empty() && below.evidence.is_empty(), "{name}");
                let transfers = state.federation.equalised();
                let due: Amount =
                    transfers.filter_map(|(_, _, one)| one.transfers.get(name).copied()).sum();
                (due, state.owed_to(below.level))
            });
            server.place.read(|state| {
                let above = state.federation.peer(PeerId(1)).expect("known");
                assert!(above.unusable.is_empty() && above.evidence.is_empty(), "{name}");
                assert_eq!(state.federation.settled().count(), months, "{name}: each once");
                assert_eq!(-state.owed_to(above.level), due, "{name}: booked here");
            });
            assert_eq!(theirs, due, "{name}: booked there");
            assert!(!due.is_zero(), "{name}: something moved");
            all = all.plus(due);
        }
        assert_eq!(all, Amount::ZERO, "what some gave others got");
    }
}
