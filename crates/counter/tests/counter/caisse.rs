//! A small caisse with its counter open: M7 keeps the money, M8 signs beside, M6 facilitates.

use std::sync::Arc;

use caisse_app::{Desk, SetClock, Source, models};
use caisse_domain::identity::{DecisionId, MemberId};
use caisse_domain::members::{Enrolment, MemberKind};
use caisse_domain::offices::{self, Actor, Decision, Office, Role};
use caisse_domain::{Command, Founding, rules};
use caisse_journal::OrganisationId;
use caisse_units::Day;
use caisse_vault::PersonalData;
use caisse_web::{Guest, House, Reception, guarded, pages_for};
use caisse_window::{Reader, Window};
use tempfile::TempDir;

use crate::browser::Server;

pub fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// A session is the number of a member; with `+` behind it, a second factor was shown.
struct Door(Window);

impl Reception for Door {
    fn guest(&self, session: Option<&str>) -> Guest {
        let member = session.map(|session| session.trim_end_matches('+').to_owned());
        Guest {
            seal: session.map_or(String::new(), |session| format!("sceau-{session}")),
            second_factor: session.is_some_and(|session| session.ends_with('+')),
            name: member.clone(),
            member,
        }
    }

    /// A token is `jeton-` and the number of a member.
    fn bearer(&self, token: &str) -> Option<Guest> {
        let member = token.strip_prefix("jeton-")?;
        Some(Guest { member: Some(member.to_owned()), ..Guest::default() })
    }

    fn house(&self, guest: &Guest) -> Arc<dyn House> {
        let member: Option<MemberId> = guest.member.as_ref().and_then(|member| member.parse().ok());
        Arc::new(self.0.seen_by(member.map_or(Reader::Everyone, Reader::Member)))
    }
}

/// A caisse with its counter open.
pub struct Open {
    pub server: Server,
    pub window: Window,
    pub directory: TempDir,
    pub clock: SetClock,
}

impl Open {
    /// Founded in January 2025 with the rules of the Gironde and eight members, on 20 February.
    pub fn new() -> Open {
        let directory = tempfile::tempdir().expect("a directory");
        let clock = SetClock::at(day("2025-01-10"));
        let organisation = OrganisationId::new("caisse.essai").expect("an identifier");
        let root = directory.path().join("caisse");
        let desk = Desk::create(&root, organisation, Arc::new(clock.clone()), Source::seeded(7));
        let mut desk = desk.expect("a desk");
        found(&mut desk);
        enrol(&mut desk);
        clock.set(day("2025-01-20"));
        give_offices(&mut desk);
        clock.set(day("2025-02-20"));
        Open::over(directory, clock, desk)
    }

    fn over(directory: TempDir, clock: SetClock, mut desk: Desk) -> Open {
        desk.put_pen_down().expect("the pen put down");
        let window = Window::for_reader(desk, Reader::Everyone);
        let server = serve(&window);
        Open { server, window, directory, clock }
    }

    /// The same caisse, opened again by another process.
    pub fn again(&self) -> Server {
        let root = self.directory.path().join("caisse");
        let desk = Desk::open_read_only(&root, Arc::new(self.clock.clone())).expect("a desk");
        serve(&Window::for_reader(desk, Reader::Everyone))
    }

    pub fn see<T>(&self, see: impl FnOnce(&caisse_domain::Organisation) -> T) -> T {
        see(self.window.room().read().state().expect("founded"))
    }
}

fn serve(window: &Window) -> Server {
    let reception: Arc<dyn Reception> = Arc::new(Door(window.clone()));
    let counter = caisse_counter::routes(window.room(), Arc::clone(&reception));
    let routes = pages_for(reception).merge(counter);
    Server::answering(guarded(routes))
}

fn act(desk: &mut Desk, command: Command) {
    if let Err(error) = desk.act(Actor::Founders, command.clone()) {
        panic!("{command:?}: {error:?}");
    }
}

fn decision(title: &str, on: &str) -> Decision {
    Decision {
        assembly: "Assemblée fondatrice".to_owned(),
        on: day(on),
        title: title.to_owned(),
        text: "Adopté.".to_owned(),
        document: None,
    }
}

fn found(desk: &mut Desk) {
    let model = models::model("food-caisse-gironde").expect("a model");
    let founding = Founding {
        name: "Caisse d'essai".to_owned(),
        sector: model.sector.clone(),
        model: Some(model.name.clone()),
        siren: None,
        iban: Some("FR1420041010050500013M02606".to_owned()),
        creditor_identifier: None,
        first_year: 2025,
        chart: models::chart(&model.chart).expect("a chart"),
        decision: decision("Fondation", "2025-01-10"),
    };
    act(desk, Command::Found(Box::new(founding)));
    let adopt = rules::Command::Adopt { rules: model.rules, decision: DecisionId(1) };
    act(desk, Command::Rules(adopt));
}

fn enrol(desk: &mut Desk) {
    let names = ["Zoé", "Yvon", "Xavière", "Wassim", "Violette", "Ali", "Ulysse", "Tamar"];
    let one = |name: &str| {
        let enrolment = Enrolment {
            kind: MemberKind::Person,
            joined: day("2025-01-10"),
            category: "active".to_owned(),
            household: None,
        };
        let data = PersonalData {
            given_names: Some(name.to_owned()),
            family_name: Some("Roux".to_owned()),
            ..PersonalData::default()
        };
        (enrolment, data)
    };
    desk.enrol(Actor::Founders, names.into_iter().map(one).collect()).expect("members");
}

fn give_offices(desk: &mut Desk) {
    act(desk, Command::Offices(offices::Command::Record(decision("Fonctions", "2025-01-20"))));
    let roles = [(6, Role::Facilitator), (8, Role::CoSignatory), (7, Role::Treasurer)];
    for (member, role) in roles {
        let office = Office {
            member: MemberId(member),
            role,
            from: day("2025-01-20"),
            until: None,
            decision: DecisionId(2),
        };
        act(desk, Command::Offices(offices::Command::Give(office)));
    }
}
