//! A caisse whose rules, offices and projects came from votes: an assembly of fourteen people, held,
//! its minutes sealed and signed, and the proposals that come after it.

use std::collections::BTreeMap;

use caisse_app::words::PersonalWords;
use caisse_domain::agreements::{Ceded, Terms};
use caisse_domain::assemblies::meeting::{Bureau, Convocation, Item, ItemKind, Mandate, Place};
use caisse_domain::assemblies::poll::{Ballot, Channel, Part, Question};
use caisse_domain::assemblies::statutes::{Kind, Statutes};
use caisse_domain::assemblies::{self, BallotGiven, Paper};
use caisse_domain::identity::*;
use caisse_domain::ledger::Use;
use caisse_domain::members::{Enrolment, MemberKind};
use caisse_domain::offices::{self, Actor, Office, Role};
use caisse_domain::payments::{self, Beneficiary};
use caisse_domain::projects::{
    self, Cost, Demand, Grievance, Invoice, Milestone, Plan, Supplier, Voice,
};
use caisse_domain::proposals::{self, Change, Consequences, Content, Effect, Link};
use caisse_domain::rules::AdoptedRule;
use caisse_domain::{Command, contributions};
use caisse_units::{Month, Rate};
use caisse_vault::PersonalData;
use caisse_votes::motion::Answer;

use crate::caisse::{CO_SIGNATORY, Caisse, TREASURER, day, euros, month};

/// Who runs the desk of assemblies.
const FACILITATOR: Actor = Actor::Member(MemberId(2));
/// How many people there are; M6 is an organisation.
const PEOPLE: u32 = 14;

/// What only a treasurer may read.
pub const SEALED: [&str; 3] = ["Zoé-Alma", "Xavière", "AMAP du Pont"];

/// The words of this caisse.
pub fn words() -> PersonalWords {
    PersonalWords::new([7; 32])
}

fn member(number: u32) -> Actor {
    Actor::Member(MemberId(number))
}

impl Caisse {
    /// A year of votes, seen on 10 June 2025.
    pub fn voted() -> Caisse {
        let mut caisse = Caisse::founded();
        caisse.people();
        caisse.order();
        caisse.month(month(2025, 2), "2025-02-01");
        caisse.needs();
        caisse.first_proposals();
        caisse.spring_assembly();
        for number in [3, 4, 5, 6] {
            let month = month(2025, number);
            caisse.month(month, &format!("2025-{number:02}-01"));
        }
        caisse.spend();
        caisse.later_proposals();
        caisse
    }

    pub fn people(&mut self) {
        let names = ["Zoé-Alma", "Yvon", "Xavière"];
        let list = (1..=PEOPLE).map(|number| {
            let enrolment = Enrolment {
                kind: if number == 6 { MemberKind::Organisation } else { MemberKind::Person },
                joined: day("2025-01-10"),
                category: "active".to_owned(),
                household: (number < 3).then_some(HouseholdId(1)),
            };
            let name = match number {
                6 => "AMAP du Pont",
                number => names.get(number as usize - 1).copied().unwrap_or("Camille"),
            };
            let data =
                PersonalData { given_names: Some(name.to_owned()), ..PersonalData::default() };
            (enrolment, data)
        });
        self.desk.enrol(Actor::Founders, list.collect()).expect("members");
        let declared = BTreeMap::from([("personnes".to_owned(), "4".to_owned())]);
        let list = vec![(MemberId(3), day("2025-01-10"), declared)];
        self.desk.declare(Actor::Founders, list).expect("a situation");
    }

    /// Offices and statutes, by the founders.
    pub fn order(&mut self) {
        self.clock.set(day("2025-01-20"));
        self.record_decision("Fonctions et statuts");
        for (holder, role) in [(8, Role::CoSignatory), (2, Role::Facilitator), (7, Role::Treasurer)]
        {
            let office = Office {
                member: MemberId(holder),
                role,
                from: day("2025-01-20"),
                until: None,
                decision: DecisionId(2),
            };
            self.act(Actor::Founders, Command::Offices(offices::Command::Give(office)));
        }
        let statutes: Statutes = serde_json::from_value(serde_json::json!({
            "title": "Statuts de la caisse d'essai",
            "convening": { "roles": ["facilitator"], "member_share": "1/5", "notice_days": 14, "agenda_days": 7 },
            "quorum": { "first": { "share": "1/3" }, "second": "none", "second_call_days": 7 },
            "proxies": { "per_holder": 2 },
            "decisions": {
                "statutes": { "threshold": { "at_least": "2/3" } },
                "resolution": {},
                "rule": {},
            },
        }))
        .expect("statutes");
        let adopt = assemblies::Command::AdoptStatutes {
            statutes: Box::new(statutes),
            since: day("2025-01-20"),
            decision: DecisionId(2),
        };
        self.act(TREASURER, Command::Assemblies(adopt));
    }

    /// A month called on its first day and received from all but two.
    pub fn month(&mut self, month: Month, on: &str) {
        self.clock.set(day(on));
        self.call(month, &format!("{month}-20"));
        let claims: Vec<(MemberId, caisse_units::Amount)> = {
            let house = self.desk.state().expect("founded");
            let claims = house.contributions.claims_of(month);
            claims.map(|(_, claim)| (claim.member, claim.left())).collect()
        };
        for (payer, amount) in claims.into_iter().skip(2) {
            let line = self.statement(&[(on, &plain(amount), "VIR")])[0];
            self.receive(payer.0, &plain(amount), on, line);
        }
        if month.month_of_year() == 2 {
            let gift = self.statement(&[(on, "12000,00", "DON")])[0];
            self.act(
                TREASURER,
                Command::Contributions(contributions::Command::ReceiveOther {
                    kind: contributions::IncomeKind::Gift,
                    amount: euros("12000,00"),
                    on: day(on),
                    label: "Don d'un collectif".to_owned(),
                    line: Some(gift),
                    decision: DecisionId(2),
                }),
            );
        }
    }

    fn needs(&mut self) {
        self.clock.set(day("2025-02-10"));
        let named = Voice::Named(MemberId(3));
        let anonymous = Voice::Anonymous { commitment: "ab".repeat(32) };
        for (voice, actor, text) in [(named, member(3), "cd"), (anonymous, FACILITATOR, "ce")] {
            let grievance = Grievance {
                voice,
                text: text.repeat(32),
                workplace: Some("cuisine centrale".to_owned()),
                on: day("2025-02-10"),
            };
            self.act(actor, Command::Projects(projects::Command::RecordGrievance(grievance)));
        }
        let grievances = vec![GrievanceId(1), GrievanceId(2)];
        let theme = "le pain".to_owned();
        let group = projects::Command::Group { theme, grievances: grievances.clone() };
        self.act(member(3), Command::Projects(group));
        let demand = Demand {
            title: "Un local pour cuire".to_owned(),
            addressee: "la mairie".to_owned(),
            deadline: day("2025-05-01"),
            text: "L'ancienne boulangerie est vide depuis deux ans.".to_owned(),
            grievances,
        };
        self.act(member(3), Command::Projects(projects::Command::StateDemand(demand)));
        let account = self.desk.state().expect("founded").chart.account(Use::OtherExpense);
        let plan = Plan {
            title: "Un fournil pour le quartier".to_owned(),
            text: "Cuire cent pains par semaine, à prix coûtant.".to_owned(),
            demand: Some(DemandId(1)),
            costs: vec![
                Cost { label: "Four".to_owned(), account, amount: euros("650,00") },
                Cost { label: "Travaux".to_owned(), account, amount: euros("300,00") },
            ],
            milestones: vec![
                Milestone { label: "Bail signé".to_owned(), due: day("2025-04-01") },
                Milestone { label: "Four posé".to_owned(), due: day("2025-05-15") },
                Milestone { label: "Première fournée".to_owned(), due: day("2025-09-01") },
            ],
            people: vec![MemberId(3), MemberId(4)],
        };
        self.act(member(3), Command::Projects(projects::Command::OpenProject(plan)));
    }

    fn cotisation(&self, since: &str, before: i64, after: i64) -> Effect {
        self.changed("cotisation", since, before, after)
    }

    /// A rule with one more version, an amount in cents replaced.
    fn changed(&self, name: &str, since: &str, before: i64, after: i64) -> Effect {
        let house = self.desk.state().expect("founded");
        let mut rule = house.rules.set().rule(name).expect("a rule").clone();
        let purpose = house.rules.purpose(name).expect("a purpose").clone();
        let mut version = rule.versions.last().expect("a version").clone();
        let written = serde_json::to_string(&version.lines).expect("written");
        let (before, after) = (format!("{{\"euros\":{before}}}"), format!("{{\"euros\":{after}}}"));
        assert!(written.contains(&before), "{before} in {written}");
        version.lines = serde_json::from_str(&written.replace(&before, &after)).expect("lines");
        version.since = day(since);
        version.examples = Vec::new();
        rule.versions.push(version);
        Effect::AdoptRules { rules: vec![AdoptedRule { purpose, rule }] }
    }

    pub fn propose(&mut self, author: u32, title: &str, text: &str, effect: Effect, from: &str) {
        let content = Content {
            title: title.to_owned(),
            text: text.to_owned(),
            effect,
            from: day(from),
            links: Vec::new(),
            documents: Vec::new(),
        };
        self.draft(author, content);
    }

    fn draft(&mut self, author: u32, content: Content) {
        let proposal = ProposalId::at(self.desk.state().expect("founded").proposals.all().count());
        let draft = proposals::Command::Draft(Box::new(content));
        self.act(member(author), Command::Proposals(draft));
        let open = proposals::Command::Open { proposal };
        self.act(member(author), Command::Proposals(open));
    }

    fn first_proposals(&mut self) {
        self.clock.set(day("2025-02-15"));
        let rule = self.cotisation("2025-05-01", 1_000, 1_200);
        let text = "Le prix du pain et des légumes a monté d'un cinquième.\nLa part du foyer suit.";
        self.propose(3, "La part du foyer passe à 12 €", text, rule, "2025-05-01");
        let fund = Effect::FundProject {
            project: ProjectId(1),
            amount: euros("800,00"),
            report_by: day("2025-09-30"),
        };
        self.draft(
            4,
            Content {
                title: "Un fournil pour le quartier".to_owned(),
                text: "De quoi acheter le four.".to_owned(),
                effect: fund,
                from: day("2025-03-15"),
                links: vec![
                    Link::Grievance(GrievanceId(1)),
                    Link::Demand(DemandId(1)),
                    Link::Project(ProjectId(1)),
                ],
                documents: Vec::new(),
            },
        );
        let high = self.changed("allocation", "2025-06-01", 7_500, 15_000);
        self.propose(9, "Doubler l'allocation", "Pour aller plus vite.", high, "2025-06-01");
        let elect = Effect::Elect {
            role: Role::Auditor,
            candidates: vec![MemberId(10)],
            seats: 1,
            until: Some(day("2026-03-31")),
            mandate: Some("Relire chaque mois.\nRefuser tout prêt.".to_owned()),
            renews: Vec::new(),
        };
        self.propose(5, "Contrôle des comptes", "Une personne pour un an.", elect, "2025-04-01");
        let agree = Effect::Agree(Terms {
            partner: MemberId(6),
            criteria: "À moins de 50 km.\nSalaires de la convention collective.".to_owned(),
            rate: Rate::from_parts_per_million(600_000),
            until: day("2027-03-31"),
        });
        self.propose(5, "Convention avec l'AMAP", "Deux ans.", agree, "2025-04-01");
        let cede = Effect::Cede(Ceded {
            matter: "grille des salaires de référence".to_owned(),
            federation: "Fédération de l'alimentation".to_owned(),
            until: None,
            notice_days: 90,
            majority: Rate::from_parts_per_million(500_000),
            rules: Vec::new(),
        });
        self.propose(2, "Céder la grille des salaires", "Une grille commune.", cede, "2025-04-01");
        let envelope = Effect::OpenEnvelope {
            title: "Projets de 2025".to_owned(),
            amount: euros("2000,00"),
            until: day("2025-12-31"),
        };
        self.propose(
            2,
            "Une enveloppe pour les projets",
            "Pour choisir ensuite.",
            envelope,
            "2025-03-15",
        );
        for supporter in [1, 4, 5, 9] {
            let support = proposals::Command::Support { proposal: ProposalId(1) };
            self.act(member(supporter), Command::Proposals(support));
        }
        let consequences = Consequences {
            digest: "ef".repeat(32),
            summary: "Sur 13 foyers ou membres comparés, 13 y perdent.".to_owned(),
        };
        let attach =
            proposals::Command::AttachConsequences { proposal: ProposalId(3), consequences };
        self.act(FACILITATOR, Command::Proposals(attach));
    }

    pub fn at_the_desk(&mut self, command: assemblies::Command) {
        self.act(FACILITATOR, Command::Assemblies(command));
    }

    /// Convened with these proposals, one for each item.
    pub fn convene(&mut self, title: &str, on: &str, proposals: &[u32]) {
        let agenda = proposals.iter().map(|proposal| {
            let house = self.desk.state().expect("founded");
            let known = house.proposals.get(ProposalId(*proposal)).expect("a proposal");
            Item {
                title: known.content.title.clone(),
                kind: ItemKind::Proposal,
                proposal: Some(ProposalId(*proposal)),
                minutes: None,
                documents: Vec::new(),
                report: None,
            }
        });
        let convocation = Convocation {
            title: title.to_owned(),
            on: day(on),
            at: "18:00".parse().expect("a time"),
            place: "salle des fêtes".to_owned(),
            link: String::new(),
            agenda: agenda.collect(),
            second_call_of: None,
            request: None,
        };
        self.at_the_desk(assemblies::Command::Convene(Box::new(convocation)));
    }

    /// AG1 on 15 March: seven proposals, of which the third is rejected.
    fn spring_assembly(&mut self) {
        let assembly = AssemblyId(1);
        let at = |text: &str| text.parse::<assemblies::TimeOfDay>().expect("a time");
        self.convene("Assemblée de printemps", "2025-03-15", &[1, 2, 3, 4, 5, 6, 7]);
        let bureau = Bureau {
            chair: Some(MemberId(3)),
            secretary: Some(MemberId(4)),
            scrutineers: Vec::new(),
        };
        self.at_the_desk(assemblies::Command::SetBureau { assembly, bureau });
        self.clock.set(day("2025-03-15"));
        let members = (1..=12).filter(|number| *number != 6).map(MemberId).collect();
        let arrive =
            assemblies::Command::Arrive { assembly, members, place: Place::Room, at: at("18:00") };
        self.at_the_desk(arrive);
        self.at_the_desk(assemblies::Command::Open { assembly, at: at("18:30") });
        for item in 0..7 {
            self.vote(assembly, item, PollId(u32::from(item) + 1), item != 2);
        }
        self.at_the_desk(assemblies::Command::Close { assembly, at: at("20:30") });
        let house = self.desk.state().expect("founded");
        let digest = caisse_app::work::minutes_text::digest(house, assembly).expect("minutes");
        self.at_the_desk(assemblies::Command::SealMinutes { assembly, digest });
        for signer in [3, 4] {
            let sign = assemblies::Command::SignMinutes { assembly };
            self.act(member(signer), Command::Assemblies(sign));
        }
    }

    fn vote(&mut self, assembly: AssemblyId, item: u16, poll: PollId, adopted: bool) {
        self.at_the_desk(assemblies::Command::GoTo { assembly, item });
        let question = Question {
            item,
            kind: Kind::Resolution,
            text: String::new(),
            options: Vec::new(),
            proposal: Some(ProposalId(u32::from(item) + 1)),
            amendment: None,
            seats: 0,
            spending: None,
        };
        let question = Box::new(question);
        self.at_the_desk(assemblies::Command::OpenPoll { assembly, question, rule: None });
        let ballot = |voter: u32| {
            let answer = match (adopted, voter) {
                (_, 12) => Answer::Abstain,
                (true, 9) | (false, 1..=8 | 10) => Answer::No,
                _ => Answer::Yes,
            };
            let part = Part { ballot: Ballot::Answer(answer), votes: 1 };
            let (voter, paper) = (MemberId(voter), Paper::Open(vec![part]));
            BallotGiven { voter, by: None, channel: Channel::Room, paper }
        };
        let ballots = (1..=12).filter(|number| *number != 6).map(ballot).collect();
        self.at_the_desk(assemblies::Command::Cast { poll, ballots });
        self.at_the_desk(assemblies::Command::ClosePoll { poll, opened: Vec::new() });
    }

    /// An invoice of the bakehouse, signed by two and paid; another that waits; a step reached.
    fn spend(&mut self) {
        self.clock.set(day("2025-06-05"));
        for (cost, amount, document) in [(0, "325,00", "11"), (1, "80,00", "22")] {
            let invoice = Invoice {
                project: ProjectId(1),
                cost,
                supplier: match cost {
                    0 => Supplier::Outside { identity: "ef".repeat(32) },
                    _ => Supplier::Member(MemberId(6)),
                },
                document: document.repeat(32),
                amount: euros(amount),
                on: day("2025-06-02"),
            };
            self.act(TREASURER, Command::Projects(projects::Command::AcceptInvoice(invoice)));
        }
        let to = Beneficiary::Supplier(ExpenseId(1));
        let items = vec![payments::Item { to, amount: euros("325,00") }];
        let execution = day("2025-06-06");
        self.act(TREASURER, Command::Payments(payments::Command::Prepare { items, execution }));
        let payment = PaymentId(1);
        for actor in [TREASURER, CO_SIGNATORY] {
            self.act(actor, Command::Payments(payments::Command::Sign { payment }));
        }
        let line = self.statement(&[("2025-06-05", "-325,00", "VIR FOUR")])[0];
        self.act(TREASURER, Command::Payments(payments::Command::Execute { payment, line }));
        let reached = projects::Reached { on: day("2025-04-01"), document: None };
        let (project, milestone) = (ProjectId(1), 0);
        let reach = projects::Command::ReachMilestone { project, milestone, reached };
        self.act(member(3), Command::Projects(reach));
        let report = projects::Report {
            text: "Le bail est signé, le four commandé.".to_owned(),
            document: None,
            next: None,
        };
        self.act(member(3), Command::Projects(projects::Command::Report { project, report }));
        let spending = caisse_domain::agreements::Spending {
            month: month(2025, 5),
            amount: euros("240,00"),
            document: "33".repeat(32),
        };
        let agreement = AgreementId(1);
        let spent = caisse_domain::agreements::Command::RecordSpending { agreement, spending };
        self.act(TREASURER, Command::Agreements(spent));
    }

    /// PR8 open with an amendment, PR9 on the agenda of AG2, PR10 a draft, PR11 withdrawn.
    fn later_proposals(&mut self) {
        self.clock.set(day("2025-06-10"));
        let rule = self.cotisation("2025-09-01", 1_200, 1_500);
        let text = "Pour ouvrir l'allocation à deux foyers de plus.";
        self.propose(9, "La part du foyer passe à 15 €", text, rule, "2025-09-01");
        let amend = proposals::Command::Amend {
            proposal: ProposalId(8),
            reasons: "Laisser le temps de s'y préparer.".to_owned(),
            change: Box::new(Change {
                text: Some("Pour ouvrir l'allocation à un foyer de plus.".to_owned()),
                ..Change::default()
            }),
        };
        self.act(member(4), Command::Proposals(amend));
        let repeal = Effect::RepealRule { rule: "mois_de_la_caisse".to_owned() };
        self.propose(
            5,
            "Abroger le mois de la caisse",
            "Personne ne lit plus ce calcul.",
            repeal,
            "2025-08-01",
        );
        self.convene("Assemblée d'été", "2025-07-05", &[9]);
        let content = |title: &str, text: &str| Content {
            title: title.to_owned(),
            text: text.to_owned(),
            effect: Effect::Resolution,
            from: day("2025-07-01"),
            links: Vec::new(),
            documents: Vec::new(),
        };
        let draft = proposals::Command::Draft(Box::new(content(
            "Idée pas encore mûre",
            "Brouillon secret",
        )));
        self.act(member(5), Command::Proposals(draft));
        self.draft(5, content("Ouvrir le samedi", "De neuf heures à midi."));
        let reasons = "Le samedi est jour de marché.".to_owned();
        let withdraw = proposals::Command::Withdraw { proposal: ProposalId(11), reasons };
        self.act(member(5), Command::Proposals(withdraw));
        let mandate = Mandate {
            delegate: MemberId(11),
            of: "congrès de la fédération".to_owned(),
            members: 13,
            instruction: "Voter contre la hausse.".to_owned(),
            from: day("2025-06-10"),
            until: Some(day("2025-12-31")),
            kind: Some(Kind::Rule),
        };
        self.at_the_desk(assemblies::Command::GiveMandate(Box::new(mandate)));
    }
}

/// An amount as a file writes it.
fn plain(amount: caisse_units::Amount) -> String {
    format!("{},{:02}", amount.cents() / 100, amount.cents() % 100)
}
