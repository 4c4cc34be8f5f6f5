//! A caisse of twenty-four members and its assemblies, played by real commands: one that failed its
//! quorum, its second call with a poll of every method, one that is open, one to come.

use std::sync::Arc;

use caisse_app::ballots::{self, Given};
use caisse_app::work::minutes_text;
use caisse_app::{Desk, SetClock, Source, models};
use caisse_domain::assemblies::Command as Act;
use caisse_domain::assemblies::meeting::{Bureau, Convocation, Document, Item, ItemKind, Place};
use caisse_domain::assemblies::poll::{
    Answer, Ballot, Channel, Choice, Part, Parts, Question, Spending,
};
use caisse_domain::assemblies::statutes::{DecisionRule, Kind, Statutes};
use caisse_domain::identity::*;
use caisse_domain::members::{Enrolment, MemberKind};
use caisse_domain::offices::{self, Actor, Decision, Office, Role};
use caisse_domain::proposals::{self, Content, Effect};
use caisse_domain::{Command, Founding};
use caisse_journal::OrganisationId;
use caisse_units::{Amount, Day};
use caisse_vault::PersonalData;
use caisse_window::{Reader, Window};
use serde_json::json;
use tempfile::TempDir;

/// The one who convenes and runs the desk.
const FACILITATOR: u32 = 2;
const CHAIR: u32 = 3;
const SECRETARY: u32 = 4;

/// A first name for each member.
pub const NAMES: [&str; 24] = [
    "Aïssatou",
    "Bertrand",
    "Chloé",
    "Driss",
    "Éléonore",
    "Fatou",
    "Gwenaël",
    "Hortense",
    "Ismaël",
    "Joséphine",
    "Karim",
    "Lucienne",
    "Maëlle",
    "Nadir",
    "Odile",
    "Perrine",
    "Quentin",
    "Roxane",
    "Sylvestre",
    "Tiphaine",
    "Ursule",
    "Valentin",
    "Wahiba",
    "Yannick",
];

/// The polls, in the order in which they were put.
pub const MOTION: &str = "S1";
pub const ABSOLUTE: &str = "S2";
pub const CONSENT: &str = "S3";
pub const CONSENT_VOTED: &str = "S4";
pub const APPROVAL: &str = "S5";
pub const SCORES: &str = "S6";
pub const JUDGMENT: &str = "S7";
pub const RANKING: &str = "S8";
pub const SHARES: &str = "S9";
pub const GIVEN_UP: &str = "S10";
pub const ELECTION: &str = "S11";
pub const STILL_OPEN: &str = "S12";
/// Every poll.
pub const ALL: [&str; 12] = [
    MOTION,
    ABSOLUTE,
    CONSENT,
    CONSENT_VOTED,
    APPROVAL,
    SCORES,
    JUDGMENT,
    RANKING,
    SHARES,
    GIVEN_UP,
    ELECTION,
    STILL_OPEN,
];

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// The caisse in a directory of its own.
pub struct Played {
    /// Removed with the caisse.
    pub directory: TempDir,
    desk: Desk,
    clock: SetClock,
    assembly: AssemblyId,
}

impl Played {
    /// All of it, seen on 20 June 2026 while the third assembly is open.
    pub fn whole() -> Played {
        let mut played = Played::founded(json!([]));
        played.first_call();
        played.second_call();
        played.open_assembly();
        played.convened_for_september();
        played
    }

    /// The window of a reader on it; the directory must live as long.
    pub fn seen_by(self, reader: Reader) -> (Window, TempDir) {
        (Window::for_reader(self.desk, reader), self.directory)
    }

    /// The same people in two colleges, and three polls: each college must agree; the whole and one
    /// college; a tie that the chair decides.
    pub fn in_colleges() -> Played {
        let mut played = Played::founded(json!([
            { "name": "habitants", "categories": ["habitant"] },
            { "name": "salariés, et alliés", "categories": ["salarie"] },
        ]));
        played.clock.set(day("2026-02-10"));
        let agenda = vec![item("Les horaires", ItemKind::Debate, None)];
        played.convene("Assemblée des collèges", "2026-03-07", agenda, None);
        played.clock.set(day("2026-03-07"));
        let assembly = played.assembly;
        for (giver, holder) in [(21, 6), (22, 6), (23, 9)] {
            let (giver, holder) = (MemberId(giver), MemberId(holder));
            played.run(Act::GiveProxy { assembly, giver, holder });
        }
        played.arrive(2..=16, Place::Room);
        played.open();
        let polls = [
            json!({ "colleges": "each_college", "base": "present" }),
            json!({ "colleges": { "whole_and_colleges": 1 }, "base": "entitled", "threshold": { "at_least": "1/3" } }),
            json!({ "tie": "chair_decides" }),
        ];
        let (yes, no, abstain) = (Answer::Yes, Answer::No, Answer::Abstain);
        let counts = [
            [(yes, 9), (no, 3), (abstain, 2)],
            [(no, 3), (yes, 9), (abstain, 4)],
            [(yes, 7), (no, 7), (abstain, 2)],
        ];
        for (rule, counts) in polls.into_iter().zip(counts) {
            let poll = played.ask("Ouvrir le dimanche ?", &[], 0, rule);
            played.all_cast(poll, answers(&counts));
        }
        let days = ["lundi", "mardi", "mercredi", "jeudi"];
        let rank = |order: &[u16]| Ballot::Rank(order.iter().map(|option| vec![*option]).collect());
        let mix = [
            rank(&[0, 1, 2]),
            rank(&[1, 2, 0]),
            rank(&[2, 0, 1]),
            rank(&[3, 1]),
            rank(&[0, 3]),
            rank(&[]),
        ];
        for (method, seats) in [("ranked_pairs", 1), ("runoff", 1), ("transferable", 2)] {
            let poll = played.ask("Quels jours ?", &days, seats, json!({ "method": method }));
            played.all_cast(poll, mix.iter().cycle().cloned());
        }
        let step = Amount::from_cents(500);
        let with = json!({ "method": { "equal_shares_with": { "add_one_then_greedy": { "step": step } } } });
        played.share_out(with);
        played
    }

    /// Twenty-four members, offices and statutes with these colleges.
    fn founded(colleges: serde_json::Value) -> Played {
        let directory = tempfile::tempdir().expect("a directory");
        let clock = SetClock::at(day("2026-01-10"));
        let organisation = OrganisationId::new("caisse.assemblees").expect("an identifier");
        let path = directory.path().join("caisse");
        let desk = Desk::create(&path, organisation, Arc::new(clock.clone()), Source::seeded(11));
        let (desk, assembly) = (desk.expect("a desk"), AssemblyId(1));
        let mut played = Played { directory, desk, clock, assembly };
        let model = models::model("food-caisse-gironde").expect("a model");
        let decision = Decision {
            assembly: "Assemblée fondatrice".to_owned(),
            on: day("2026-01-10"),
            title: "Fondation et statuts".to_owned(),
            text: "Nous mettons en commun de quoi bien manger.".to_owned(),
            document: None,
        };
        let founding = Founding {
            name: "Caisse alimentaire des Deux-Rives".to_owned(),
            sector: model.sector.clone(),
            model: Some(model.name.clone()),
            siren: None,
            iban: None,
            creditor_identifier: None,
            first_year: 2026,
            chart: models::chart(&model.chart).expect("a chart"),
            decision,
        };
        played.founders(Command::Found(Box::new(founding)));
        let people = NAMES.iter().enumerate().map(|(place, name)| {
            let category = if place % 3 == 2 { "salarie" } else { "habitant" };
            let enrolment = Enrolment {
                kind: MemberKind::Person,
                joined: day("2026-01-10"),
                category: category.to_owned(),
                household: None,
            };
            let given_names = Some((*name).to_owned());
            (enrolment, PersonalData { given_names, ..PersonalData::default() })
        });
        played.desk.enrol(Actor::Founders, people.collect()).expect("members");
        for (member, role) in [(FACILITATOR, Role::Facilitator), (1, Role::Treasurer)] {
            let (member, decision) = (MemberId(member), DecisionId(1));
            let office = Office { member, role, from: day("2026-01-10"), until: None, decision };
            played.founders(Command::Offices(offices::Command::Give(office)));
        }
        let statutes: Statutes = serde_json::from_value(json!({
            "title": "Statuts de la caisse des Deux-Rives",
            "convening": { "roles": ["facilitator"], "member_share": "1/5", "notice_days": 14, "agenda_days": 7 },
            "quorum": { "first": { "share": "1/2" }, "second": { "share": "1/4" }, "second_call_days": 10 },
            "proxies": { "per_holder": 2 },
            "decisions": {
                "statutes": { "threshold": { "at_least": "2/3" } },
                "resolution": {},
                "election": { "method": "approval", "secrecy": "discreet", "remote": "everyone" },
            },
            "colleges": colleges,
            "speaking": { "first_time_first": true, "alternate": "by_category", "seconds": 180 },
        }))
        .expect("statutes");
        let (statutes, since) = (Box::new(statutes), day("2026-01-10"));
        let adopt = Act::AdoptStatutes { statutes, since, decision: DecisionId(1) };
        played.run(adopt);
        played
    }

    fn founders(&mut self, command: Command) {
        self.act(Actor::Founders, command);
    }

    fn act(&mut self, actor: Actor, command: Command) {
        if let Err(error) = self.desk.act(actor, command.clone()) {
            panic!("{command:?}: {error:?}");
        }
    }

    fn member(&mut self, member: u32, command: Act) {
        self.act(Actor::Member(MemberId(member)), Command::Assemblies(command));
    }

    fn run(&mut self, command: Act) {
        self.member(FACILITATOR, command);
    }

    fn convene(
        &mut self,
        title: &str,
        on: &str,
        agenda: Vec<Item>,
        second_call_of: Option<AssemblyId>,
    ) {
        let count = self.desk.state().expect("founded").assemblies.assemblies().count();
        self.run(Act::Convene(Box::new(Convocation {
            title: title.to_owned(),
            on: day(on),
            at: "18:30".parse().expect("a time"),
            place: "Salle des fêtes, 3 rue du Port".to_owned(),
            link: "https://visio.example/caisse-secrete".to_owned(),
            agenda,
            second_call_of,
            request: None,
        })));
        self.assembly = AssemblyId::at(count);
        let bureau = Bureau {
            chair: Some(MemberId(CHAIR)),
            secretary: Some(MemberId(SECRETARY)),
            scrutineers: vec![MemberId(5)],
        };
        self.run(Act::SetBureau { assembly: self.assembly, bureau });
    }

    fn arrive(&mut self, members: impl IntoIterator<Item = u32>, place: Place) {
        let members = members.into_iter().map(MemberId).collect();
        let at = "18:20".parse().expect("a time");
        self.run(Act::Arrive { assembly: self.assembly, members, place, at });
    }

    fn open(&mut self) {
        let at = "18:40".parse().expect("a time");
        self.run(Act::Open { assembly: self.assembly, at });
        self.run(Act::GoTo { assembly: self.assembly, item: 0 });
    }

    /// AG1, on 7 March: nine came, twelve were needed.
    fn first_call(&mut self) {
        self.clock.set(day("2026-02-10"));
        let content: Content = Content {
            title: "Élire au contrôle des comptes".to_owned(),
            text: "Deux personnes pour deux ans.".to_owned(),
            effect: Effect::Elect {
                role: Role::Auditor,
                candidates: [8, 13, 20].map(MemberId).to_vec(),
                seats: 2,
                until: None,
                mandate: None,
                renews: Vec::new(),
            },
            from: day("2026-04-01"),
            links: Vec::new(),
            documents: Vec::new(),
        };
        let proposal = ProposalId(1);
        let author = Actor::Member(MemberId(6));
        self.act(author, Command::Proposals(proposals::Command::Draft(Box::new(content))));
        self.act(author, Command::Proposals(proposals::Command::Open { proposal }));
        self.convene("Assemblée générale de printemps", "2026-03-07", spring(), None);
        self.clock.set(day("2026-03-07"));
        self.arrive([2, 3, 4, 5, 6, 9, 11, 14, 17], Place::Room);
        self.run(Act::DeclareWithoutQuorum { assembly: AssemblyId(1) });
    }

    /// AG2, on 21 March: eighteen there or represented, a poll of every method.
    fn second_call(&mut self) {
        self.clock.set(day("2026-03-08"));
        let first = Some(AssemblyId(1));
        self.convene("Assemblée générale de printemps", "2026-03-21", spring(), first);
        self.clock.set(day("2026-03-21"));
        let assembly = self.assembly;
        for (giver, holder) in [(21, 6), (22, 6), (23, 9)] {
            let (giver, holder) = (MemberId(giver), MemberId(holder));
            self.run(Act::GiveProxy { assembly, giver, holder });
        }
        self.arrive([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], Place::Room);
        self.arrive([14, 15, 16], Place::Remote);
        self.open();
        self.talk();
        self.motions();
        self.consents();
        self.options();
        self.budget();
        self.given_up();
        self.election();
        let text = "La salle remercie Lucienne pour la soupe.".to_owned();
        self.run(Act::AddToMinutes { assembly, item: Some(0), text });
        self.run(Act::Close { assembly, at: "21:10".parse().expect("a time") });
        let house = self.desk.state().expect("founded");
        let digest = minutes_text::digest(house, assembly).expect("minutes");
        self.run(Act::SealMinutes { assembly, digest });
        for signer in [CHAIR, SECRETARY] {
            self.member(signer, Act::SignMinutes { assembly });
        }
    }

    fn talk(&mut self) {
        let assembly = self.assembly;
        for (member, seconds) in [(7, 125), (9, 178), (11, 64), (12, 95)] {
            self.run(Act::AskToSpeak { assembly, member: MemberId(member) });
            self.run(Act::StartSpeaking { assembly, member: None });
            self.run(Act::StopSpeaking { assembly, seconds });
        }
    }

    fn ask(&mut self, text: &str, options: &[&str], seats: u16, rule: serde_json::Value) -> PollId {
        let options = options.iter().map(|text| Choice::Text((*text).to_owned())).collect();
        let spending = None;
        self.ask_question(text, options, seats, spending, rule)
    }

    fn ask_question(
        &mut self,
        text: &str,
        options: Vec<Choice>,
        seats: u16,
        spending: Option<Spending>,
        rule: serde_json::Value,
    ) -> PollId {
        let poll = PollId::at(self.desk.state().expect("founded").assemblies.polls().count());
        let question = Box::new(Question {
            item: 0,
            kind: Kind::Resolution,
            text: text.to_owned(),
            options,
            proposal: None,
            amendment: None,
            seats,
            spending,
        });
        let rule: DecisionRule = serde_json::from_value(rule).expect("a rule");
        let (assembly, rule) = (self.assembly, Some(Box::new(rule)));
        self.run(Act::OpenPoll { assembly, question, rule });
        poll
    }

    fn cast(&mut self, poll: PollId, voter: u32, ballot: Ballot) {
        let parts: Parts = vec![Part { ballot, votes: 1 }];
        let (voter, by) = match voter {
            21 | 22 => (voter, Some(MemberId(6))),
            23 => (voter, Some(MemberId(9))),
            _ => (voter, None),
        };
        let voter = MemberId(voter);
        let channel = match voter.0 {
            14..=16 => Channel::Remote,
            _ => Channel::Room,
        };
        let caster = match channel {
            Channel::Remote => voter.0,
            Channel::Room => FACILITATOR,
        };
        let caster = Actor::Member(MemberId(caster));
        let given = vec![Given { voter, by, channel, parts }];
        ballots::cast(&mut self.desk, caster, poll, given).expect("cast");
    }

    fn close(&mut self, poll: PollId) {
        let facilitator = Actor::Member(MemberId(FACILITATOR));
        ballots::close(&mut self.desk, facilitator, poll).expect("closed");
    }

    /// Everyone there or represented in this order casts the next ballot, then the poll is closed.
    fn all_cast(&mut self, poll: PollId, ballots: impl IntoIterator<Item = Ballot>) {
        let voters = (2..=16).chain(21..=23);
        for (voter, ballot) in voters.zip(ballots) {
            self.cast(poll, voter, ballot);
        }
        self.close(poll);
    }

    fn motions(&mut self) {
        let poll = self.ask("Ouvrir la permanence le samedi matin ?", &[], 0, json!({}));
        self.all_cast(
            poll,
            answers(&[
                (Answer::Yes, 10),
                (Answer::No, 5),
                (Answer::Abstain, 2),
                (Answer::Blank, 1),
            ]),
        );
        let rule = json!({ "threshold": { "at_least": "2/3" }, "base": "entitled" });
        let poll =
            self.ask("Quitter la salle des fêtes pour la maison des associations ?", &[], 0, rule);
        self.all_cast(poll, answers(&[(Answer::Yes, 12), (Answer::No, 4), (Answer::Abstain, 2)]));
    }

    fn consents(&mut self) {
        let rule = |vote: bool| json!({ "method": { "consent": { "vote_otherwise": vote } } });
        let poll = self.ask("Afficher les menus de la semaine au local ?", &[], 0, rule(false));
        self.member(7, Act::Object { poll, text: "Qui les imprime ?".to_owned() });
        self.member(12, Act::Object { poll, text: "Et les allergies ?".to_owned() });
        self.member(7, Act::WithdrawObjection { poll, objection: 1 });
        let how = "Les allergènes sont écrits en gras.".to_owned();
        self.run(Act::IntegrateObjection { poll, objection: 2, how });
        self.close(poll);
        let poll = self.ask("Fermer le local pendant l'été ?", &[], 0, rule(true));
        self.member(
            10,
            Act::Object { poll, text: "Les familles seules restent ici en août.".to_owned() },
        );
        self.all_cast(poll, answers(&[(Answer::Yes, 7), (Answer::No, 9), (Answer::Abstain, 2)]));
    }

    fn options(&mut self) {
        let places = ["le marché couvert", "la cour de l'école", "le quai du Port", "la gare"];
        let poll = self.ask(
            "Où tenir les deux stands de juin ?",
            &places,
            2,
            json!({ "method": "approval" }),
        );
        let approve = |options: &[u16]| Ballot::Approve(options.to_vec());
        let mix = [
            approve(&[0, 2]),
            approve(&[2]),
            approve(&[0, 1]),
            approve(&[2, 3]),
            approve(&[0]),
            approve(&[]),
        ];
        self.all_cast(poll, mix.iter().cycle().cloned());
        let menus = ["couscous de légumes", "garbure", "dahl de lentilles"];
        let rule = json!({ "method": { "scores": { "most": 5 } } });
        let poll = self.ask("Quel plat pour la fête ?", &menus, 1, rule);
        let grade = |grades: &[Option<u16>]| Ballot::Grade(grades.to_vec());
        let mix = [
            grade(&[Some(5), Some(1), Some(4)]),
            grade(&[Some(2), Some(5), None]),
            grade(&[Some(4), Some(0), Some(5)]),
            grade(&[None, Some(3), Some(5)]),
        ];
        self.all_cast(poll, mix.iter().cycle().cloned());
        let names = ["La Table d'à côté", "Le Panier des Deux-Rives", "Faim de Mois", "Le Couvert"];
        let rule = json!({ "method": { "judgment": { "grades": 6 } }, "secrecy": "discreet" });
        let poll = self.ask("Quel nom pour le journal de la caisse ?", &names, 1, rule);
        let mix = [
            grade(&[Some(5), Some(3), Some(2), None]),
            grade(&[Some(3), Some(5), Some(0), Some(1)]),
            grade(&[Some(4), Some(4), Some(5), Some(2)]),
            grade(&[Some(1), Some(3), Some(5), Some(0)]),
            grade(&[Some(4), Some(2), Some(1), Some(3)]),
        ];
        self.all_cast(poll, mix.iter().cycle().cloned());
        let days = ["lundi", "mardi", "mercredi", "jeudi"];
        let poll =
            self.ask("Quel jour pour la distribution ?", &days, 1, json!({ "method": "ranking" }));
        let rank =
            |classes: &[&[u16]]| Ballot::Rank(classes.iter().map(|class| class.to_vec()).collect());
        let mix = [
            rank(&[&[0], &[1], &[2], &[3]]),
            rank(&[&[1], &[2], &[0]]),
            rank(&[&[2], &[0], &[1, 3]]),
            rank(&[&[0], &[1], &[2]]),
            rank(&[&[3], &[1], &[2], &[0]]),
            rank(&[&[2], &[3]]),
            rank(&[]),
        ];
        self.all_cast(poll, mix.iter().cycle().cloned());
    }

    fn budget(&mut self) {
        self.share_out(json!({ "method": "equal_shares" }));
    }

    fn share_out(&mut self, rule: serde_json::Value) {
        let projects = [
            ("un four à pain partagé", 1_200),
            ("des vélos cargos", 1_500),
            ("un atelier de conserves", 450),
            ("des jardinières au local", 300),
            ("une chambre froide", 2_800),
            ("des ateliers de cuisine", 600),
        ];
        let options = projects.map(|(name, _)| Choice::Text(name.to_owned())).to_vec();
        let costs = projects.map(|(_, euros)| Amount::from_cents(euros * 100)).to_vec();
        let spending = Some(Spending { budget: Amount::from_cents(300_000), costs });
        let poll = self.ask_question("Quels projets avec 3 000 € ?", options, 6, spending, rule);
        let approve = |options: &[u16]| Ballot::Approve(options.to_vec());
        let mix = [
            approve(&[0, 2, 3]),
            approve(&[1, 5]),
            approve(&[0, 1, 4]),
            approve(&[2, 5]),
            approve(&[0, 3, 5]),
            approve(&[4]),
            approve(&[0, 5]),
        ];
        self.all_cast(poll, mix.iter().cycle().cloned());
    }

    fn given_up(&mut self) {
        let poll = self.ask("Repeindre le local ?", &[], 0, json!({}));
        let reasons = "La question demandait d'abord l'accord de la mairie.".to_owned();
        self.run(Act::AnnulPoll { poll, reasons });
    }

    fn election(&mut self) {
        let assembly = self.assembly;
        self.run(Act::GoTo { assembly, item: 2 });
        let question = Box::new(Question {
            item: 2,
            kind: Kind::Election,
            text: String::new(),
            options: Vec::new(),
            proposal: Some(ProposalId(1)),
            amendment: None,
            seats: 0,
            spending: None,
        });
        self.run(Act::OpenPoll { assembly, question, rule: None });
        let approve = |options: &[u16]| Ballot::Approve(options.to_vec());
        let mix = [approve(&[0, 1]), approve(&[1]), approve(&[1, 2]), approve(&[0])];
        self.all_cast(PollId(11), mix.iter().cycle().cloned());
    }

    /// AG3, on 20 June: open, a poll under way.
    fn open_assembly(&mut self) {
        self.clock.set(day("2026-06-01"));
        let agenda = vec![
            item("Les horaires d'été", ItemKind::Debate, None),
            item("Les comptes du semestre", ItemKind::Information, None),
        ];
        self.convene("Assemblée de juin", "2026-06-20", agenda, None);
        self.clock.set(day("2026-06-20"));
        let (assembly, giver, holder) = (self.assembly, MemberId(24), MemberId(3));
        self.run(Act::GiveProxy { assembly, giver, holder });
        self.arrive([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 17], Place::Room);
        self.open();
        for member in [8, 5, 13] {
            self.run(Act::AskToSpeak { assembly, member: MemberId(member) });
        }
        self.run(Act::StartSpeaking { assembly, member: None });
        let poll = self.ask("Avancer la distribution à 17 h ?", &[], 0, json!({}));
        for voter in [4, 5, 6, 7, 9, 10, 11] {
            let answer = if voter % 2 == 0 { Answer::Yes } else { Answer::No };
            self.cast(poll, voter, Ballot::Answer(answer));
        }
    }

    /// AG4, to come in September.
    fn convened_for_september(&mut self) {
        let digest = |byte: &str| byte.repeat(32);
        let mut accounts = item("Les comptes de l'année", ItemKind::Information, None);
        accounts.documents = vec![
            Document { name: "Bilan au 31 août".to_owned(), digest: digest("a7") },
            Document { name: "Rapport du contrôle des comptes".to_owned(), digest: digest("c3") },
        ];
        accounts.minutes = Some(40);
        let mut debate = item("Faut-il accueillir une seconde commune ?", ItemKind::Debate, None);
        debate.minutes = Some(60);
        self.convene("Assemblée de rentrée", "2026-09-12", vec![accounts, debate], None);
    }
}

/// So many of each answer.
fn answers(counts: &[(Answer, usize)]) -> impl Iterator<Item = Ballot> + use<> {
    let all: Vec<Ballot> = counts
        .iter()
        .flat_map(|(answer, count)| std::iter::repeat_n(Ballot::Answer(*answer), *count))
        .collect();
    all.into_iter()
}

fn item(title: &str, kind: ItemKind, proposal: Option<ProposalId>) -> Item {
    Item {
        title: title.to_owned(),
        kind,
        proposal,
        minutes: None,
        documents: Vec::new(),
        report: None,
    }
}

/// The agenda of AG1, and so of AG2.
fn spring() -> Vec<Item> {
    let mut accounts = item("Les comptes de l'hiver", ItemKind::Information, None);
    accounts.documents =
        vec![Document { name: "Comptes au 28 février".to_owned(), digest: "5e".repeat(32) }];
    vec![
        item("La vie du local", ItemKind::Debate, None),
        accounts,
        item("Le contrôle des comptes", ItemKind::Election, Some(ProposalId(1))),
    ]
}
