//! A caisse kept at the command line, whose assembly is moved by commands of the core: its own
//! command line has its own tests.

use std::path::PathBuf;
use std::sync::Arc;

use caisse_app::{Desk, SetClock, Source};
use caisse_domain::Command;
use caisse_domain::assemblies::meeting::{Bureau, Convocation, Item, ItemKind, Place};
use caisse_domain::assemblies::poll::{Ballot, Channel, Part, Question};
use caisse_domain::assemblies::{BallotGiven, Command as A, Paper, Statutes, TimeOfDay};
use caisse_domain::identity::{AssemblyId, DecisionId, MemberId, PollId, ProposalId};
use caisse_domain::offices::Actor;
use caisse_domain::proposals::{amendment_question, question};
use serde_json::Value;

/// What each voter answers.
pub type Ballots<'a> = &'a dyn Fn(MemberId) -> Ballot;

pub struct Caisse {
    folder: tempfile::TempDir,
    pub today: &'static str,
}

impl Caisse {
    /// The food caisse of Gironde with twelve members and one cooperative, a treasurer, a
    /// co-signatory, 10,000 euros in the bank, and statutes with plain majorities.
    pub fn found() -> Caisse {
        Caisse::named("Caisse d'essai")
    }

    /// The same, under a name of its own.
    pub fn named(name: &str) -> Caisse {
        let folder = tempfile::tempdir().expect("a folder");
        let caisse = Caisse { folder, today: "2026-01-01" };
        let root = caisse.root();
        let root = root.to_str().expect("a path");
        let model = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/food-caisse-gironde");
        let iban = "FR7620041010057000000000082";
        caisse.done(&["init", root, "--model", model, "--name", name, "--iban", iban]);
        let mut members = "nom;prenom;type;iban;situation:personnes\n".to_owned();
        for number in 1..=12 {
            members.push_str(&format!("Nom{number};Prénom{number};;;{}\n", 1 + number % 3));
        }
        members.push_str("La Coop des outils;;organisation;FR7620041010057000123456735;\n");
        let members = caisse.file("membres.csv", &members);
        caisse.done(&["import", "members", &members]);
        caisse.done(&["office", "give", "treasurer", "M1", "--decision", "D1"]);
        caisse.done(&["office", "give", "co-signatory", "M2", "--decision", "D1"]);
        let (debit, credit) = ("512=10000,00", "1021=10000,00");
        let opening = ["--debit", debit, "--credit", credit, "--decision", "D1"];
        caisse.done(&[&["entry", "Solde repris", "--opening"][..], &opening].concat());
        let statutes = Box::new(statutes());
        let since = caisse.today.parse().expect("a day");
        caisse.act(A::AdoptStatutes { statutes, since, decision: DecisionId(1) });
        caisse
    }

    pub fn root(&self) -> PathBuf {
        self.folder.path().join("caisse")
    }

    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().expect("a path").to_owned()
    }

    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        std::fs::write(&path, text).expect("a file");
        path
    }

    pub fn run(&self, words: &[&str]) -> Result<Value, String> {
        let root = self.root();
        let root = root.to_str().expect("a path");
        let mut all = vec!["caisse", "--language", "fr", "--today", self.today];
        if words[0] != "init" {
            all.extend(["--dir", root]);
        }
        all.extend(words);
        caisse_cli::run(all).map(|(value, _)| value)
    }

    pub fn done(&self, words: &[&str]) -> Value {
        self.run(words).unwrap_or_else(|sentence| panic!("{words:?} : {sentence}"))
    }

    pub fn refused(&self, words: &[&str], because: &str) {
        let sentence = self.run(words).expect_err("it should be refused");
        let plain = plain(&sentence);
        assert!(plain.contains(because), "{words:?} : {plain}");
    }

    /// The desk, opened beside the command line.
    pub fn desk(&self) -> Desk {
        let clock = Arc::new(SetClock::at(self.today.parse().expect("a day")));
        Desk::open(&self.root(), clock, Source::system())
            .unwrap_or_else(|error| panic!("{}", error.sentence(caisse_units::Language::English)))
    }

    fn act(&self, command: A) {
        self.desk()
            .act(Actor::Member(MemberId(1)), Command::Assemblies(command))
            .unwrap_or_else(|error| panic!("{}", error.sentence(caisse_units::Language::English)));
    }

    /// Puts a proposal on the agenda of an assembly of the day.
    pub fn convene(&self, proposal: &str) {
        let proposal: ProposalId = proposal.parse().expect("a proposal");
        let on = self.today.parse().expect("a day");
        let item = Item {
            title: "La proposition".to_owned(),
            kind: ItemKind::Proposal,
            proposal: Some(proposal),
            minutes: None,
            documents: Vec::new(),
            report: None,
        };
        self.act(A::Convene(Box::new(Convocation {
            title: "Assemblée".to_owned(),
            on,
            at: at("18:00"),
            place: "La Bourse du travail".to_owned(),
            link: String::new(),
            agenda: vec![item],
            second_call_of: None,
            request: None,
        })));
    }

    /// A whole assembly of the day: all come, the proposal or its amendment is voted.
    pub fn vote(&self, proposal: &str, amendment: Option<u16>, ballots: Ballots<'_>) {
        self.convene(proposal);
        self.vote_scheduled(proposal, amendment, ballots);
    }

    /// The same, for a proposal that is on the agenda of the last assembly.
    pub fn vote_scheduled(&self, proposal: &str, amendment: Option<u16>, ballots: Ballots<'_>) {
        let proposal: ProposalId = proposal.parse().expect("a proposal");
        let (assembly, poll, asked, voters) = {
            let desk = self.desk();
            let house = desk.state().expect("a caisse");
            let asked = match amendment {
                None => question(house, proposal),
                Some(amendment) => amendment_question(house, proposal, amendment - 1),
            };
            let today = self.today.parse().expect("a day");
            let voters: Vec<MemberId> =
                house.members.active_on(today).map(|(member, _)| member).collect();
            let assembly = AssemblyId::at(house.assemblies.assemblies().count() - 1);
            let poll = PollId::at(house.assemblies.polls().count());
            (assembly, poll, asked.expect("a question"), voters)
        };
        let (chair, secretary) = (Some(MemberId(1)), Some(MemberId(2)));
        let bureau = Bureau { chair, secretary, scrutineers: Vec::new() };
        self.act(A::SetBureau { assembly, bureau });
        let members = voters.clone();
        self.act(A::Arrive { assembly, members, place: Place::Room, at: at("18:05") });
        self.act(A::Open { assembly, at: at("18:10") });
        self.act(A::GoTo { assembly, item: 0 });
        let question = Box::new(Question {
            item: 0,
            kind: asked.kind,
            text: asked.title,
            options: asked.choices.options(),
            proposal: Some(proposal),
            amendment: amendment.map(|amendment| amendment - 1),
            seats: 0,
            spending: None,
        });
        self.act(A::OpenPoll { assembly, question, rule: None });
        let ballot = |voter| BallotGiven {
            voter,
            by: None,
            channel: Channel::Room,
            paper: Paper::Open(vec![Part { ballot: ballots(voter), votes: 1 }]),
        };
        self.act(A::Cast { poll, ballots: voters.into_iter().map(ballot).collect() });
        self.act(A::ClosePoll { poll, opened: Vec::new() });
        self.act(A::Close { assembly, at: at("19:30") });
    }
}

fn at(text: &str) -> TimeOfDay {
    text.parse().expect("a time of day")
}

fn statutes() -> Statutes {
    let written = serde_json::json!({
        "title": "Statuts",
        "convening": { "roles": ["treasurer"], "notice_days": 0, "agenda_days": 0 },
        "quorum": { "first": "none", "second": "none", "second_call_days": 7 },
        "decisions": {
            "statutes": { "threshold": { "at_least": "2/3" } },
            "resolution": {},
            "election": { "method": "approval" },
        },
    });
    serde_json::from_value(written).expect("statutes")
}

/// A text with plain spaces.
pub fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

/// Amounts are written as cents or as decimal text.
pub fn cents(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| {
        let text = value.as_str().unwrap_or_default();
        text.replace(['.', ',', ' '], "").parse().unwrap_or_default()
    })
}

/// The lines of a list of texts, together, with plain spaces.
pub fn lines(value: &Value) -> String {
    let list = value.as_array().into_iter().flatten();
    let texts: Vec<&str> = list.filter_map(Value::as_str).collect();
    plain(&texts.join("\n"))
}
