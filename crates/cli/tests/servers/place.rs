//! An organisation in a directory of its own, worked at from here as a treasurer would.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use caisse_app::directory::DirectoryError;
use caisse_app::{Clock as _, Desk, DeskError, Request, SetClock, Source, models, peers};
use caisse_domain::assemblies::meeting::{Bureau, Convocation, Item, ItemKind, Place as Where};
use caisse_domain::assemblies::poll::{Answer, Ballot, Channel, Part, Question};
use caisse_domain::assemblies::{BallotGiven, Command as A, Kind, Paper, Statutes};
use caisse_domain::contributions::{self, IncomeKind};
use caisse_domain::federation::{Card, Command as F, Side};
use caisse_domain::founding::Founding;
use caisse_domain::identity::{AssemblyId, DecisionId, MemberId, PollId, ProposalId};
use caisse_domain::members::{self, Enrolment, MemberKind};
use caisse_domain::offices::{self, Actor, Decision, Office, Role};
use caisse_domain::proposals::{Command as P, Content, Effect};
use caisse_domain::rules::{self, AdoptedRule, Purpose};
use caisse_domain::{Command, Organisation};
use caisse_journal::OrganisationId;
use caisse_rules::RuleSet;
use caisse_units::{Amount, Day};

pub const TREASURER: Actor = Actor::Member(MemberId(1));
const MODEL: &str = "food-caisse-gironde";
/// How long the pen is waited for: the servers take it too.
const PATIENCE: Duration = Duration::from_secs(20);

pub fn day(year: i16, month: i8, day: i8) -> Day {
    Day::new(year, month, day).expect("a day")
}

/// An organisation; nobody holds its pen but while a command is carried out.
pub struct Place {
    pub name: &'static str,
    folder: tempfile::TempDir,
    root: PathBuf,
    pub clock: SetClock,
}

impl Place {
    /// Founded on the first day of 2026, with a gift to begin with, statutes and so many people.
    pub fn found(name: &'static str, people: usize) -> Place {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = SetClock::at(day(2026, 1, 1));
        let root = folder.path().join(name);
        let place = Place { name, folder, root, clock };
        let organisation = OrganisationId::new(name).expect("an identifier");
        let clock = Arc::new(place.clock.clone());
        let desk = Desk::create(&place.root(), organisation, clock, Source::system());
        let mut desk = desk.expect("a directory");
        place.all(&mut desk, place.beginning(people));
        drop(desk);
        place
    }

    fn beginning(&self, people: usize) -> Vec<(Actor, Command)> {
        let on = self.clock.today();
        let decision = Decision {
            assembly: "assemblée fondatrice".to_owned(),
            on,
            title: "Fondation".to_owned(),
            text: String::new(),
            document: None,
        };
        let model = models::model(MODEL).expect("a model");
        let founding = Founding {
            name: format!("Caisse {}", self.name),
            sector: "food".to_owned(),
            model: None,
            siren: None,
            iban: None,
            creditor_identifier: None,
            first_year: 2026,
            chart: models::chart(&model.chart).expect("a chart"),
            decision,
        };
        let office = |member, role| {
            let (from, decision) = (on, DecisionId(1));
            let office = Office { member, role, from, until: None, decision };
            (Actor::Founders, Command::Offices(offices::Command::Give(office)))
        };
        let (rules, decision) = (model.rules.clone(), DecisionId(1));
        let gift = contributions::Command::ReceiveOther {
            kind: IncomeKind::Gift,
            amount: Amount::from_cents(1_000_000),
            on,
            label: "don de départ".to_owned(),
            line: None,
            decision,
        };
        let person = enrolment(MemberKind::Person, on);
        let enrol = members::Command::Enrol(vec![person; people]);
        vec![
            (Actor::Founders, Command::Found(Box::new(founding))),
            (Actor::Founders, Command::Members(enrol)),
            (Actor::Founders, Command::Rules(rules::Command::Adopt { rules, decision })),
            office(MemberId(2), Role::CoSignatory),
            office(MemberId(1), Role::Treasurer),
            (TREASURER, Command::Assemblies(statutes(on))),
            (TREASURER, Command::Contributions(gift)),
        ]
    }

    /// Its directory as it stands, copied elsewhere.
    pub fn copy_of(other: &Place) -> Place {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join(other.name);
        for part in ["", "keys"] {
            std::fs::create_dir_all(root.join(part)).expect("made");
            for file in std::fs::read_dir(other.root().join(part)).expect("a folder").flatten() {
                if file.path().is_file() {
                    let to = root.join(part).join(file.file_name());
                    std::fs::copy(file.path(), to).expect("copied");
                }
            }
        }
        Place { name: other.name, folder, root, clock: other.clock.clone() }
    }

    /// The same organisation, in another directory from now on.
    pub fn at(other: Place, root: PathBuf) -> Place {
        Place { root, ..other }
    }

    pub fn root(&self) -> PathBuf {
        self.root.clone()
    }

    /// A file beside its directory.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Works with the pen, and leaves it.
    pub fn with<T>(&self, work: impl FnOnce(&mut Desk) -> T) -> T {
        let start = Instant::now();
        loop {
            match Desk::open(&self.root(), Arc::new(self.clock.clone()), Source::system()) {
                Ok(mut desk) => return work(&mut desk),
                Err(DeskError::Directory(DirectoryError::Store(_)))
                    if start.elapsed() < PATIENCE =>
                {
                    std::thread::sleep(Duration::from_millis(5));
                }
                Err(error) => panic!("{}: {error:?}", self.name),
            }
        }
    }

    /// What its journal says now.
    pub fn read<T>(&self, look: impl FnOnce(&Organisation) -> T) -> T {
        let desk = Desk::open_read_only(&self.root(), Arc::new(self.clock.clone()));
        let desk = desk.unwrap_or_else(|error| panic!("{}: {error:?}", self.name));
        look(desk.state().expect("it is founded"))
    }

    /// Carries all of them out in one commit.
    pub fn must(&self, commands: Vec<Command>) {
        self.with(|desk| {
            self.all(desk, commands.into_iter().map(|one| (TREASURER, one)).collect())
        });
    }

    /// The same by whoever has the pen.
    pub fn all(&self, desk: &mut Desk, commands: Vec<(Actor, Command)>) {
        let begun = desk.house.head().size;
        let request = |(place, (actor, command))| {
            let key = format!("{}-{begun}-{place}", self.name);
            Request { key, actor, command, sealed: Vec::new() }
        };
        let requests = (0_usize..).zip(commands).map(request).collect();
        for done in desk.house.execute_batch(requests) {
            done.unwrap_or_else(|error| panic!("{}: {error}", self.name));
        }
        peers::publish(desk).unwrap_or_else(|error| panic!("{}: {error}", self.name));
    }

    pub fn card(&self, address: &str) -> Card {
        self.with(|desk| peers::own_card(desk, Some(address.to_owned())).expect("a card"))
    }

    /// Notes the other as above or below us.
    pub fn introduce(&self, card: Card, side: Side) {
        let own = self.name.to_owned();
        self.must(vec![Command::Federation(F::Introduce { own, card, side })]);
    }

    /// Something new in its feed.
    pub fn says(&self, address: &str) {
        let address = Some(address.to_owned());
        self.must(vec![Command::Federation(F::Announce { key: None, address })]);
    }

    pub fn enrol_organisations(&self, count: usize) {
        let one = enrolment(MemberKind::Organisation, self.clock.today());
        self.must(vec![Command::Members(members::Command::Enrol(vec![one; count]))]);
    }

    /// A proposal adopted by all, today.
    pub fn vote(&self, effect: Effect, from: Day) {
        self.with(|desk| self.vote_at(desk, effect, from));
    }

    /// The same by whoever has the pen.
    pub fn vote_at(&self, desk: &mut Desk, effect: Effect, from: Day) {
        let on = self.clock.today();
        let state = desk.state().expect("it is founded");
        let proposal = ProposalId::at(state.proposals.all().count());
        let content = Content {
            title: "Une proposition".to_owned(),
            text: "L'exposé des motifs.".to_owned(),
            effect,
            from,
            links: Vec::new(),
            documents: Vec::new(),
        };
        let mut commands = vec![
            Command::Proposals(P::Draft(Box::new(content))),
            Command::Proposals(P::Open { proposal }),
        ];
        let assembly = assembly(state, proposal, on).into_iter().map(Command::Assemblies);
        commands.extend(assembly);
        self.all(desk, commands.into_iter().map(|one| (TREASURER, one)).collect());
    }
}

fn enrolment(kind: MemberKind, joined: Day) -> Enrolment {
    Enrolment { kind, joined, category: "active".to_owned(), household: None }
}

fn statutes(since: Day) -> A {
    let written = serde_json::json!({
        "title": "Statuts",
        "convening": { "roles": ["treasurer"], "notice_days": 0, "agenda_days": 0 },
        "quorum": { "first": { "share": "1/2" }, "second": "none", "second_call_days": 1 },
        "decisions": {
            "statutes": { "threshold": { "at_least": "2/3" } },
            "resolution": {},
        },
    });
    let statutes: Box<Statutes> = Box::new(serde_json::from_value(written).expect("statutes"));
    A::AdoptStatutes { statutes, since, decision: DecisionId(1) }
}

fn assembly(state: &Organisation, proposal: ProposalId, on: Day) -> Vec<A> {
    let known = &state.assemblies;
    let assembly = AssemblyId::at(known.assemblies().count());
    let poll = PollId::at(known.polls().count());
    let at = |text: &str| text.parse().expect("a time of day");
    let item = Item {
        title: "La proposition".to_owned(),
        kind: ItemKind::Proposal,
        proposal: Some(proposal),
        minutes: None,
        documents: Vec::new(),
        report: None,
    };
    let convocation = Convocation {
        title: "Assemblée".to_owned(),
        on,
        at: at("18:00"),
        place: "la salle".to_owned(),
        link: String::new(),
        agenda: vec![item],
        second_call_of: None,
        request: None,
    };
    let (chair, secretary) = (Some(MemberId(1)), Some(MemberId(2)));
    let bureau = Bureau { chair, secretary, scrutineers: Vec::new() };
    let voters: Vec<MemberId> = state.members.active_on(on).map(|(member, _)| member).collect();
    let question = Box::new(Question {
        item: 0,
        kind: Kind::Resolution,
        text: String::new(),
        options: Vec::new(),
        proposal: Some(proposal),
        amendment: None,
        seats: 0,
        spending: None,
    });
    let ballot = |voter: &MemberId| BallotGiven {
        voter: *voter,
        by: None,
        channel: Channel::Room,
        paper: Paper::Open(vec![Part { ballot: Ballot::Answer(Answer::Yes), votes: 1 }]),
    };
    let ballots = voters.iter().map(ballot).collect();
    vec![
        A::Convene(Box::new(convocation)),
        A::SetBureau { assembly, bureau },
        A::Arrive { assembly, members: voters, place: Where::Room, at: at("18:05") },
        A::Open { assembly, at: at("18:10") },
        A::GoTo { assembly, item: 0 },
        A::OpenPoll { assembly, question, rule: None },
        A::Cast { poll, ballots },
        A::ClosePoll { poll, opened: Vec::new() },
        A::Close { assembly, at: at("20:00") },
    ]
}

/// The pool rule of equal heads, in force from that day.
pub fn pool(name: &str, since: Day) -> Effect {
    let text = include_str!("../../../../models/equalisation/par-tete.toml");
    let set = RuleSet::read(&[("r.toml".to_owned(), text.to_owned())]).expect("sound rules");
    let mut rule = set.rule(name).expect("it is there").clone();
    rule.versions[0].since = since;
    Effect::AdoptRules { rules: vec![AdoptedRule { purpose: Purpose::Equalisation, rule }] }
}
