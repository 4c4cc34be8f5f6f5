//! A year in which a small caisse decides by its assemblies, and every kind of event of assemblies,
//! proposals, projects and agreements happens: the other half of what `journals/` keeps, beside
//! [`crate::every_kind`].
//!
//! Absent on purpose: anything drawn by chance, and the clock of the machine. The people are invented.

pub mod readings;
pub mod ties;

use caisse_app::{Desk, DeskError, Done, ExecuteError, SetClock};
use caisse_domain::agreements::{self, Ceded, Spending, Terms};
use caisse_domain::assemblies::meeting::{
    Bureau, Convocation, Document, Item, ItemKind, Lots, Mandate, Place,
};
use caisse_domain::assemblies::poll::{Answer, Ballot, Channel, Choice, Merged, Part, Question};
use caisse_domain::assemblies::statutes::{DecisionRule, SpeakingRules};
use caisse_domain::assemblies::{
    BallotGiven, Command as A, Kind, Method, Paper, Statutes, TimeOfDay,
};
use caisse_domain::bank::{self, Line, Statement};
use caisse_domain::contributions::{self, Means};
use caisse_domain::identity::{
    AgreementId, AssemblyId, BankLineId, CessionId, DecisionId, DemandId, EnvelopeId, ExpenseId,
    GrievanceId, MemberId, OfficeId, PaymentId, PollId, ProjectId, ProposalId,
};
use caisse_domain::members;
use caisse_domain::offices::{Actor, Role};
use caisse_domain::payments::{self, Beneficiary, Item as Paid};
use caisse_domain::projects::{
    self, Cost, Demand, Grievance, Invoice, Milestone, Outcome, Plan, Reached, Report, Supplier,
    Voice,
};
use caisse_domain::proposals::{self, Change, Consequences, Content, Effect};
use caisse_domain::{Command, Organisation};
use caisse_units::{Amount, Day, Rate};

use crate::caisse::{day, first_commands, month, person, treasurer};

/// The day on which this caisse is founded.
pub fn founded_on() -> Day {
    day(2026, 1, 5)
}

/// Lives the year on an empty desk whose clock stands at the founding; ends with a signed checkpoint.
///
/// # Errors
/// A refusal, where the core no longer accepts what this year asks.
///
/// # Panics
/// If the desk holds something already.
pub fn live(desk: &mut Desk, clock: &SetClock) -> Result<(), ExecuteError> {
    let mut year = Year { desk, clock };
    year.found()?;
    year.needs()?;
    year.without_quorum()?;
    year.meeting()?;
    year.choices()?;
    year.proposals()?;
    year.effects()?;
    year.projects()?;
    year.endings()?;
    year.desk.checkpoint().map(drop).map_err(|error| match error {
        DeskError::Execute(error) => error,
        DeskError::Directory(error) => panic!("{error}"),
    })
}

struct Year<'a> {
    desk: &'a mut Desk,
    clock: &'a SetClock,
}

type Lived = Result<(), ExecuteError>;

fn euros(euros: i64) -> Amount {
    Amount::from_cents(euros * 100)
}

fn digest(number: u32) -> String {
    format!("{number:064x}")
}

fn at(text: &str) -> TimeOfDay {
    text.parse().expect("a time of day")
}

fn statutes(proxies: u16) -> Box<Statutes> {
    let written = serde_json::json!({
        "title": "Statuts",
        "convening": {
            "roles": ["treasurer"], "member_share": "1/5", "notice_days": 0, "agenda_days": 0,
        },
        "quorum": { "first": { "share": "2/5" }, "second": "none", "second_call_days": 7 },
        "proxies": { "per_holder": proxies },
        "decisions": {
            "statutes": { "threshold": { "at_least": "2/3" } },
            "resolution": { "paper": true },
            "agreement": { "method": { "consent": { "vote_otherwise": true } } },
            "revocation": { "secrecy": "discreet" },
        },
        "sums": { "vote_from": 100_000, "signatures": [{ "from": 50_000, "role": "treasurer" }] },
    });
    Box::new(serde_json::from_value(written).expect("statutes"))
}

fn item(title: &str, kind: ItemKind, proposal: Option<ProposalId>) -> Item {
    let title = title.to_owned();
    Item { title, kind, proposal, minutes: Some(20), documents: Vec::new(), report: None }
}

fn debate() -> Vec<Item> {
    vec![
        item("Les horaires", ItemKind::Debate, None),
        item("Un groupe de lecture des comptes", ItemKind::Sortition, None),
    ]
}

fn question(text: &str, options: &[&str], seats: u16) -> Box<Question> {
    Box::new(Question {
        item: 0,
        kind: Kind::Resolution,
        text: text.to_owned(),
        options: options.iter().map(|option| Choice::Text((*option).to_owned())).collect(),
        proposal: None,
        amendment: None,
        seats,
        spending: None,
    })
}

fn plan(title: &str, cost: i64, on: Day, demand: Option<DemandId>) -> Plan {
    let account = "6063".parse().expect("an account of the chart");
    Plan {
        title: title.to_owned(),
        text: "Pour tou·tes.".to_owned(),
        demand,
        costs: vec![Cost { label: "Matériel".to_owned(), account, amount: euros(cost) }],
        milestones: vec![Milestone { label: "Poser".to_owned(), due: on.plus_days(60) }],
        people: vec![MemberId(3)],
    }
}

impl Year<'_> {
    fn by(&mut self, member: u32, command: Command) -> Result<Done, ExecuteError> {
        self.desk.act(Actor::Member(MemberId(member)), command)
    }

    /// Something of assemblies, asked by a member; the treasurer is M1.
    fn ask(&mut self, member: u32, command: A) -> Lived {
        self.by(member, Command::Assemblies(command)).map(drop)
    }

    fn of_proposals(&mut self, member: u32, command: proposals::Command) -> Lived {
        self.by(member, Command::Proposals(command)).map(drop)
    }

    fn of_projects(&mut self, member: u32, command: projects::Command) -> Lived {
        self.by(member, Command::Projects(command)).map(drop)
    }

    fn state(&self) -> &Organisation {
        self.desk.house.state().expect("it is founded")
    }

    fn to(&self, month: i8, number: i8) -> Day {
        self.clock.set(day(2026, month, number));
        day(2026, month, number)
    }

    /// Eight members, a cooperative, 10,000 € and statutes.
    fn found(&mut self) -> Lived {
        for command in first_commands("food-caisse-gironde", 8, founded_on()) {
            self.desk.act(Actor::Founders, command)?;
        }
        let mut cooperative = person(founded_on());
        cooperative.kind = members::MemberKind::Organisation;
        self.by(1, Command::Members(members::Command::Enrol(vec![cooperative])))?;
        self.state_line(1, euros(10_000), founded_on())?;
        let means = Means::Transfer { line: BankLineId(1) };
        let (member, amount, on) = (MemberId(4), euros(10_000), founded_on());
        let receive = contributions::Command::Receive { member, amount, on, means };
        self.by(1, Command::Contributions(receive))?;
        let (since, decision) = (founded_on(), DecisionId(1));
        self.ask(1, A::AdoptStatutes { statutes: statutes(1), since, decision })
    }

    /// A statement of one line, which continues those known.
    fn state_line(&mut self, number: u32, amount: Amount, booked: Day) -> Lived {
        let identity = bank::LineIdentity::of(&digest(number)[32..]);
        let opening = self.state().bank.last_closing().unwrap_or_default();
        let statement = Statement {
            account: "0123".to_owned(),
            file: digest(number),
            opening: Some(opening),
            closing: Some(opening.plus(amount)),
            lines: vec![Line { identity, booked, amount }],
        };
        self.by(1, Command::Bank(bank::Command::Import(statement))).map(drop)
    }

    /// Two grievances, one unsigned, a demand, its answer, a project.
    fn needs(&mut self) -> Lived {
        use projects::Command as P;
        let on = founded_on();
        let grievance = |voice, text| {
            let workplace = Some("atelier".to_owned());
            P::RecordGrievance(Grievance { voice, text: digest(text), workplace, on })
        };
        self.of_projects(3, grievance(Voice::Named(MemberId(3)), 10))?;
        let unsigned = Voice::Anonymous { commitment: digest(99) };
        self.desk.act(Actor::Founders, Command::Projects(grievance(unsigned, 11)))?;
        let grievances = vec![GrievanceId(1), GrievanceId(2)];
        let theme = "Postures".to_owned();
        self.of_projects(4, P::Group { theme, grievances: grievances.clone() })?;
        let demand = Demand {
            title: "Des sièges".to_owned(),
            addressee: "la direction".to_owned(),
            deadline: day(2026, 1, 10),
            text: "Le texte de la revendication.".to_owned(),
            grievances,
        };
        self.of_projects(3, P::StateDemand(demand))?;
        let (outcome, text) = (Outcome::Rejected, "Non.".to_owned());
        let answer = projects::Answer { outcome, text, document: None };
        self.of_projects(3, P::RecordAnswer { demand: DemandId(1), answer })?;
        self.of_projects(3, P::OpenProject(plan("Des sièges", 400, on, Some(DemandId(1)))))?;
        let project = ProjectId(1);
        let cheaper = plan("Des sièges d'occasion", 300, on, Some(DemandId(1)));
        self.of_projects(3, P::Replan { project, plan: cheaper })?;
        for (title, cost) in [("Une étagère", 200), ("Un four", 900)] {
            self.of_projects(3, P::OpenProject(plan(title, cost, on, None)))?;
        }
        let reasons = "la direction en prête un".to_owned();
        self.of_projects(3, P::GiveUp { project: ProjectId(3), reasons })
    }

    fn convene(&mut self, on: Day, agenda: Vec<Item>, again: Option<AssemblyId>) -> Lived {
        let convocation = Convocation {
            title: "assemblée".to_owned(),
            on,
            at: at("18:00"),
            place: "la salle".to_owned(),
            link: "un salon".to_owned(),
            agenda,
            second_call_of: again,
            request: None,
        };
        self.ask(1, A::Convene(Box::new(convocation)))?;
        let scrutineers = vec![MemberId(5)];
        let (chair, secretary) = (Some(MemberId(3)), Some(MemberId(4)));
        let bureau = Bureau { chair, secretary, scrutineers };
        self.ask(1, A::SetBureau { assembly: self.assembly(), bureau })
    }

    /// The last assembly.
    fn assembly(&self) -> AssemblyId {
        AssemblyId::at(self.state().assemblies.assemblies().count() - 1)
    }

    /// The last poll.
    fn poll(&self) -> PollId {
        PollId::at(self.state().assemblies.polls().count() - 1)
    }

    fn arrive(&mut self, members: &[u32], place: Place) -> Lived {
        let members = members.iter().copied().map(MemberId).collect();
        let assembly = self.assembly();
        self.ask(1, A::Arrive { assembly, members, place, at: at("18:05") })
    }

    /// The last assembly, open at its first item with M1, M3, M4 and M5 in the room.
    fn open(&mut self) -> Lived {
        let assembly = self.assembly();
        self.arrive(&[1, 3, 4, 5], Place::Room)?;
        self.ask(1, A::Open { assembly, at: at("18:10") })?;
        self.ask(1, A::GoTo { assembly, item: 0 })
    }

    fn close(&mut self) -> Lived {
        let assembly = self.assembly();
        self.ask(1, A::Close { assembly, at: at("20:00") })
    }

    fn cast(&mut self, member: u32, for_whom: u32, ballot: Ballot) -> Lived {
        let by = (member != for_whom).then_some(MemberId(member));
        let parts = vec![Part { ballot, votes: 1 }];
        let known = self.state().assemblies.poll(self.poll()).expect("it is open");
        let open = caisse_domain::assemblies::statutes::Secrecy::Open;
        let paper = match known.terms.secrecy == open {
            true => Paper::Open(parts),
            false => Paper::Sealed { parts, commitment: digest(member) },
        };
        let channel = Channel::Room;
        let ballots = vec![BallotGiven { voter: MemberId(for_whom), by, channel, paper }];
        self.ask(member, A::Cast { poll: self.poll(), ballots })
    }

    fn count(&mut self) -> Lived {
        self.ask(1, A::ClosePoll { poll: self.poll(), opened: Vec::new() })
    }

    /// One assembly is called off; members ask for another; it lacks its quorum.
    fn without_quorum(&mut self) -> Lived {
        self.convene(day(2026, 2, 1), debate(), None)?;
        let reasons = "la salle est fermée".to_owned();
        self.ask(1, A::Cancel { assembly: AssemblyId(1), reasons })?;
        self.ask(5, A::RequestAssembly { title: "Et nos horaires ?".to_owned() })?;
        self.ask(6, A::SupportRequest { request: 1 })?;
        let on = self.to(2, 1);
        self.convene(on, vec![item("Autre chose", ItemKind::Debate, None)], None)?;
        let assembly = self.assembly();
        self.ask(1, A::AmendAgenda { assembly, agenda: debate() })?;
        let documents = vec![Document { name: "Comptes".to_owned(), digest: digest(20) }];
        self.ask(1, A::AddDocuments { assembly, item: 0, documents })?;
        self.arrive(&[3], Place::Room)?;
        self.ask(1, A::DeclareWithoutQuorum { assembly })
    }

    /// Convened again: proxies, speakers, paper, a draw, minutes signed.
    fn meeting(&mut self) -> Lived {
        let first = self.assembly();
        let known = self.state().assemblies.assembly(first).expect("it was convened");
        let agenda = known.convocation.agenda.clone();
        let on = self.to(2, 8);
        self.convene(on, agenda, Some(first))?;
        let assembly = self.assembly();
        for holder in [6, 5] {
            let (giver, holder) = (MemberId(7), MemberId(holder));
            self.ask(7, A::GiveProxy { assembly, giver, holder })?;
            if holder == MemberId(6) {
                self.ask(7, A::WithdrawProxy { assembly, giver })?;
            }
        }
        let pool = [1, 3, 4, 5].map(|member| (MemberId(member), None)).to_vec();
        let sources = vec!["le loto du samedi".to_owned(), "un dé".to_owned()];
        let lots = Lots { assembly, item: 1, pool, seats: 2, reserve: 1, sources };
        self.ask(1, A::FixLots(Box::new(lots)))?;
        self.open()?;
        self.arrive(&[8], Place::Remote)?;
        self.speakers(assembly)?;
        self.ask(1, A::OpenPoll { assembly, question: question("Samedi ?", &[], 0), rule: None })?;
        self.paper()?;
        self.count()?;
        self.ask(
            1,
            A::OpenPoll { assembly, question: question("Dimanche ?", &[], 0), rule: None },
        )?;
        let reasons = "mal posée".to_owned();
        self.ask(1, A::AnnulPoll { poll: self.poll(), reasons })?;
        let values = vec!["2 5 8 10 12".to_owned(), "4".to_owned()];
        self.ask(1, A::Draw { draw: 1, values })?;
        let members = vec![MemberId(8)];
        self.ask(1, A::Leave { assembly, members, at: at("19:30") })?;
        self.close()?;
        let text = "Le bilan est demandé pour juin.".to_owned();
        self.ask(4, A::AddToMinutes { assembly, item: Some(0), text })?;
        self.ask(1, A::SealMinutes { assembly, digest: digest(30) })?;
        self.ask(3, A::SignMinutes { assembly })?;
        self.ask(4, A::SignMinutes { assembly })
    }

    fn speakers(&mut self, assembly: AssemblyId) -> Lived {
        let rules = SpeakingRules { first_time_first: true, ..SpeakingRules::default() };
        self.ask(1, A::SetSpeaking { assembly, rules, lists: Vec::new() })?;
        for member in [4, 5] {
            let who = MemberId(member);
            self.ask(member, A::AskToSpeak { assembly, member: who })?;
        }
        self.ask(5, A::LeaveSpeakers { assembly, member: MemberId(5) })?;
        self.ask(1, A::StartSpeaking { assembly, member: None })?;
        self.ask(1, A::StopSpeaking { assembly, seconds: 90 })
    }

    /// Two on paper, one in the room, one by proxy.
    fn paper(&mut self) -> Lived {
        let poll = self.poll();
        self.ask(1, A::HandOut { poll, to: vec![MemberId(3), MemberId(4)] })?;
        self.cast(1, 1, Ballot::Answer(Answer::No))?;
        self.cast(5, 7, Ballot::Answer(Answer::Yes))?;
        let yes = Ballot::Answer(Answer::Yes);
        let tally = vec![Merged { college: 0, ballot: yes, votes: 2 }];
        self.ask(1, A::EnterTally { poll, tally: tally.clone() })?;
        self.ask(5, A::ConfirmTally { poll, tally })
    }

    /// Options by every form of ballot and method that a resolution may choose.
    fn choices(&mut self) -> Lived {
        let on = self.to(2, 15);
        self.convene(on, debate(), None)?;
        self.open()?;
        let ranked = |first: u16, second: u16| Ballot::Rank(vec![vec![first], vec![second]]);
        let ranks = [ranked(0, 1), ranked(0, 2), ranked(1, 0), ranked(0, 1)];
        let graded = [[2, 1, 0], [2, 0, 1], [1, 2, 1], [2, 1, 0]]
            .map(|grades| Ballot::Grade(grades.map(Some).to_vec()));
        let approved = [vec![0], vec![0, 1], vec![1], vec![0, 2]].map(Ballot::Approve);
        let methods = [
            (Method::Approval, &approved),
            (Method::Scores { most: 2 }, &graded),
            (Method::Judgment { grades: 3 }, &graded),
            (Method::Ranking, &ranks),
            (Method::RankedPairs, &ranks),
            (Method::Runoff, &ranks),
            (Method::Transferable, &ranks),
        ];
        for (method, ballots) in methods {
            let rule = Some(Box::new(DecisionRule { method, ..DecisionRule::default() }));
            let question = question("Quel jour ?", &["lundi", "jeudi", "samedi"], 1);
            self.ask(1, A::OpenPoll { assembly: self.assembly(), question, rule })?;
            for (member, ballot) in [1, 3, 4, 5].into_iter().zip(ballots) {
                self.cast(member, member, ballot.clone())?;
            }
            self.count()?;
        }
        self.close()
    }

    fn propose(&mut self, effect: Effect, from: Day) -> Result<ProposalId, ExecuteError> {
        let content = Content {
            title: effect.written(caisse_units::Language::French).to_owned(),
            text: "L'exposé des motifs.".to_owned(),
            effect,
            from,
            links: Vec::new(),
            documents: Vec::new(),
        };
        self.of_proposals(3, proposals::Command::Draft(Box::new(content)))?;
        let proposal = ProposalId::at(self.state().proposals.all().count() - 1);
        self.of_proposals(3, proposals::Command::Open { proposal })?;
        Ok(proposal)
    }

    /// What can be done with a proposal before its vote, and with its amendments.
    fn proposals(&mut self) -> Lived {
        use proposals::Command as P;
        let on = self.to(2, 20);
        let proposal = self.propose(Effect::Resolution, on)?;
        let known = self.state().proposals.get(proposal).expect("it is drafted");
        let content = Box::new(Content { title: "Une fête".to_owned(), ..known.content.clone() });
        self.of_proposals(3, P::Revise { proposal, content })?;
        self.of_proposals(4, P::Support { proposal })?;
        self.of_proposals(4, P::TakeBackSupport { proposal })?;
        for title in ["Deux fêtes", "Trois fêtes", "Une fête en juin"] {
            let change = Box::new(Change { title: Some(title.to_owned()), ..Change::default() });
            let reasons = "C'est plus clair.".to_owned();
            self.of_proposals(4, P::Amend { proposal, reasons, change })?;
        }
        self.of_proposals(4, P::WithdrawAmendment { proposal, amendment: 0 })?;
        self.of_proposals(3, P::DeclineAmendment { proposal, amendment: 1 })?;
        self.of_proposals(3, P::AcceptAmendment { proposal, amendment: 2 })?;
        let summary = "Ce qui changerait.".to_owned();
        let consequences = Consequences { digest: digest(40), summary };
        self.of_proposals(3, P::AttachConsequences { proposal, consequences })?;
        let reasons = "pas de salle".to_owned();
        self.of_proposals(3, P::Withdraw { proposal, reasons })
    }

    /// A proposal is adopted that day: its ballots are those of M1, M3, M4 and M5.
    fn adopt(&mut self, proposal: ProposalId, on: Day, ballot: Ballot) -> Lived {
        let agenda = vec![item("La proposition", ItemKind::Proposal, Some(proposal))];
        self.convene(on, agenda, None)?;
        self.open()?;
        let mut question = question("", &[], 0);
        question.proposal = Some(proposal);
        self.ask(1, A::OpenPoll { assembly: self.assembly(), question, rule: None })?;
        let poll = self.poll();
        let terms = &self.state().assemblies.poll(poll).expect("it is open").terms;
        let discreet = terms.secrecy != caisse_domain::assemblies::statutes::Secrecy::Open;
        if matches!(terms.method, Method::Consent { .. }) {
            self.objections()?;
        }
        for member in [1, 3, 4, 5] {
            self.cast(member, member, ballot.clone())?;
        }
        let one = |member| (MemberId(member), vec![Part { ballot: ballot.clone(), votes: 1 }]);
        let opened = if discreet { [1, 3, 4, 5].map(one).to_vec() } else { Vec::new() };
        self.ask(1, A::ClosePoll { poll, opened })?;
        self.close()
    }

    fn objections(&mut self) -> Lived {
        let poll = self.poll();
        for (member, text) in [(4, "trop cher"), (5, "trop tôt")] {
            self.ask(member, A::Object { poll, text: text.to_owned() })?;
        }
        let how = "à 30 %".to_owned();
        self.ask(1, A::IntegrateObjection { poll, objection: 1, how })?;
        self.ask(5, A::WithdrawObjection { poll, objection: 2 })
    }

    /// Every effect, one after the other, each by a vote of its own.
    fn effects(&mut self) -> Lived {
        let yes = Ballot::Answer(Answer::Yes);
        let on = self.to(3, 1);
        let (soon, later) = (day(2026, 4, 1), Some(day(2026, 12, 31)));
        let rule = "mois_de_la_caisse".to_owned();
        let account = "6063".parse().expect("an account of the chart");
        let title = "Budget participatif".to_owned();
        let terms = Terms {
            partner: MemberId(9),
            criteria: "Local, et à prix convenus.".to_owned(),
            rate: Rate::from_parts_per_million(300_000),
            until: day(2026, 12, 31),
        };
        let ceded = Ceded {
            matter: "taux".to_owned(),
            federation: "la fédération".to_owned(),
            until: None,
            notice_days: 30,
            majority: Rate::from_parts_per_million(500_000),
            rules: Vec::new(),
        };
        let mandate = Some("Rendre compte chaque trimestre.".to_owned());
        let elect = |candidates: &[u32], role| Effect::Elect {
            role,
            candidates: candidates.iter().copied().map(MemberId).collect(),
            seats: 1,
            until: later,
            mandate: mandate.clone(),
            renews: Vec::new(),
        };
        let report_by = day(2026, 6, 1);
        let effects = [
            (Effect::Resolution, on),
            (self.floor(), soon),
            (Effect::RepealRule { rule }, soon),
            (Effect::AdoptBudget { year: 2026, lines: vec![(account, euros(500))] }, on),
            (Effect::FundProject { project: ProjectId(1), amount: euros(300), report_by }, on),
            (Effect::OpenEnvelope { title, amount: euros(500), until: report_by }, on),
            (elect(&[5], Role::Facilitator), soon),
            (Effect::Agree(terms), soon),
            (Effect::Cede(ceded), soon),
            (Effect::ChangeStatutes { statutes: statutes(2) }, soon),
        ];
        for (effect, from) in effects {
            let proposal = self.propose(effect, from)?;
            self.adopt(proposal, on, yes.clone())?;
        }
        // One among two, and projects that share the envelope: the numbers of options.
        let proposal = self.propose(elect(&[6, 7], Role::CoSignatory), soon)?;
        self.adopt(proposal, on, Ballot::Approve(vec![1]))?;
        let (envelope, projects) = (EnvelopeId(1), vec![ProjectId(2)]);
        let effect = Effect::Prioritise { envelope, projects, report_by };
        let proposal = self.propose(effect, on)?;
        self.adopt(proposal, on, Ballot::Approve(vec![0]))
    }

    /// The least contribution becomes 12 € in April.
    fn floor(&self) -> Effect {
        let known = self.state().rules.set().rule("cotisation").expect("a rule of the model");
        let purpose = self.state().rules.purpose("cotisation").expect("its purpose").clone();
        let mut rule = known.clone();
        let mut version = rule.versions.last().expect("a version").clone();
        version.since = day(2026, 4, 1);
        rule.versions.push(version);
        Effect::AdoptRules { rules: vec![caisse_domain::rules::AdoptedRule { purpose, rule }] }
    }

    /// Invoices on the credit line, a milestone, reports, the end.
    fn projects(&mut self) -> Lived {
        use projects::Command as P;
        let on = self.to(3, 10);
        let project = ProjectId(1);
        for (document, amount) in [(51, 100), (52, 120)] {
            let supplier = Supplier::Outside { identity: digest(55) };
            let (document, amount) = (digest(document), euros(amount));
            let invoice = Invoice { project, cost: 0, supplier, document, amount, on };
            self.of_projects(1, P::AcceptInvoice(invoice))?;
        }
        let (expense, reasons) = (ExpenseId(1), "rendu".to_owned());
        self.of_projects(1, P::CancelInvoice { expense, reasons, on })?;
        self.pay(ExpenseId(2), euros(120), on)?;
        let reached = Reached { on, document: Some(digest(7)) };
        self.of_projects(3, P::ReachMilestone { project, milestone: 0, reached })?;
        let report = |next| {
            let text = "Ce qui est fait.".to_owned();
            P::Report { project, report: Report { text, document: None, next } }
        };
        self.of_projects(3, report(Some(day(2026, 6, 1))))?;
        self.of_projects(3, P::CloseProject { project })?;
        self.of_projects(3, report(None))
    }

    /// An invoice ordered, signed by two, paid.
    fn pay(&mut self, expense: ExpenseId, amount: Amount, on: Day) -> Lived {
        use payments::Command as P;
        let items = vec![Paid { to: Beneficiary::Supplier(expense), amount }];
        self.by(1, Command::Payments(P::Prepare { items, execution: on }))?;
        let payment = PaymentId(1);
        for member in [1, 2] {
            self.by(member, Command::Payments(P::Sign { payment }))?;
        }
        self.state_line(2, -amount, on)?;
        let line = BankLineId(2);
        self.by(1, Command::Payments(P::Execute { payment, line })).map(drop)
    }

    /// A mandate, credits spent, and votes that end what others began.
    fn endings(&mut self) -> Lived {
        let on = self.to(4, 2);
        let mandate = Mandate {
            delegate: MemberId(3),
            of: "section du port".to_owned(),
            members: 67,
            instruction: "Refuser la baisse.".to_owned(),
            from: on,
            until: None,
            kind: None,
        };
        self.ask(1, A::GiveMandate(Box::new(mandate)))?;
        self.ask(1, A::EndMandate { mandate: 1, on: day(2026, 5, 1) })?;
        let (agreement, document) = (AgreementId(1), digest(60));
        let spending = Spending { month: month(2026, 4), amount: euros(120), document };
        let spent = agreements::Command::RecordSpending { agreement, spending };
        self.desk.act(treasurer(), Command::Agreements(spent))?;
        let yes = Ballot::Answer(Answer::Yes);
        let later = day(2026, 6, 1);
        let effects = [
            Effect::Revoke { office: OfficeId(3) },
            Effect::EndAgreement { agreement },
            Effect::TakeBack { cession: CessionId(1) },
        ];
        for effect in effects {
            let proposal = self.propose(effect, later)?;
            self.adopt(proposal, on, yes.clone())?;
        }
        Ok(())
    }
}
