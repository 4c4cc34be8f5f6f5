//! What the people of a simulated caisse do together: they propose, support, convene, vote, open
//! projects and spend what was voted; sometimes what the house must refuse.
//!
//! Absent on purpose: what one member asks alone (`proposals`), and how a count should end (`laws`).

use caisse_domain::agreements::{Ceded, Terms};
use caisse_domain::assemblies::meeting::{Bureau, Convocation, Item, ItemKind, Place};
use caisse_domain::assemblies::poll::{Answer, Ballot, Channel, Part, Question};
use caisse_domain::assemblies::{BallotGiven, Command as A, Kind, Paper, Statutes, TimeOfDay};
use caisse_domain::identity::{
    AgreementId, AssemblyId, CessionId, DecisionId, EnvelopeId, MemberId, OfficeId, PollId,
    ProjectId, ProposalId,
};
use caisse_domain::offices::{Actor, Role};
use caisse_domain::projects::{Command as J, Cost, Invoice, Plan, Supplier};
use caisse_domain::proposals::{Command as P, Content, Effect, ProposalState};
use caisse_domain::{Command, Organisation};
use caisse_units::{Amount, Day, Rate};

use crate::caisse::treasurer;
use crate::chance::Chance;

type Asked = Vec<(Actor, Command)>;

/// Statutes of simulated caisses: no notice, a quorum that sometimes lacks, plain majorities.
///
/// # Panics
/// Never: they are sound.
pub fn statutes(quorum: &str) -> Box<Statutes> {
    let written = serde_json::json!({
        "title": "Statuts",
        "convening": { "roles": ["treasurer"], "notice_days": 0, "agenda_days": 0 },
        "quorum": { "first": { "share": quorum }, "second": "none", "second_call_days": 1 },
        "decisions": {
            "statutes": { "threshold": { "at_least": "2/3" } },
            "resolution": {},
        },
    });
    Box::new(serde_json::from_value(written).expect("statutes"))
}

/// What is done together next, in order; nothing but statutes before there are any.
pub fn draw(house: &Organisation, today: Day, chance: &mut Chance) -> Asked {
    let mut drawing = Drawing { house, today, chance };
    if house.assemblies.statutes().is_empty() {
        let (statutes, since) = (statutes("1/2"), today);
        let adopt = A::AdoptStatutes { statutes, since, decision: DecisionId(1) };
        return vec![(treasurer(), Command::Assemblies(adopt))];
    }
    match drawing.chance.below(10) {
        0..=3 => drawing.proposal(),
        4..=6 => drawing.vote(),
        7 => drawing.open_poll(),
        8 => drawing.too_late(),
        _ => drawing.project(),
    }
}

struct Drawing<'a> {
    house: &'a Organisation,
    today: Day,
    chance: &'a mut Chance,
}

impl Drawing<'_> {
    fn member(&mut self) -> MemberId {
        let active: Vec<MemberId> =
            self.house.members.active_on(self.today).map(|(member, _)| member).collect();
        self.chance.one_of(&active).unwrap_or(MemberId(1))
    }

    fn number(&mut self, count: usize) -> u32 {
        u32::try_from(1 + self.chance.below(count as u64 + 1)).unwrap_or(1)
    }

    fn amount(&mut self) -> Amount {
        Amount::from_cents(self.chance.between(1, 3_000))
    }

    fn proposal(&mut self) -> Asked {
        let (effect, from) = self.effect();
        let content = Box::new(Content {
            title: "Une proposition".to_owned(),
            text: "L'exposé des motifs.".to_owned(),
            effect,
            from,
            links: Vec::new(),
            documents: Vec::new(),
        });
        let (author, supporter) = (Actor::Member(self.member()), Actor::Member(self.member()));
        let proposal = ProposalId::at(self.house.proposals.all().count());
        let steps = [
            (author, P::Draft(content)),
            (author, P::Open { proposal }),
            (supporter, P::Support { proposal }),
        ];
        steps.map(|(actor, command)| (actor, Command::Proposals(command))).to_vec()
    }

    fn effect(&mut self) -> (Effect, Day) {
        let today = self.today;
        let month = today.month().plus_months(1 + i32::from(self.chance.percent(50)));
        let (soon, first) = (today.plus_days(10), month.first_day());
        let report_by = today.plus_days(60);
        let projects = self.house.projects.all().count();
        let envelopes = self.house.projects.envelopes().count();
        match self.chance.below(12) {
            0 => (Effect::Resolution, today),
            1 => match self.next_version(first) {
                Some(rules) => (Effect::AdoptRules { rules }, first),
                None => (Effect::Resolution, today),
            },
            2 => (Effect::RepealRule { rule: "mois_de_la_caisse".to_owned() }, first),
            3 | 4 => {
                let project = ProjectId(self.number(projects));
                (Effect::FundProject { project, amount: self.amount(), report_by }, today)
            }
            5 => {
                let (title, amount) = ("Enveloppe".to_owned(), self.amount());
                (Effect::OpenEnvelope { title, amount, until: report_by }, today)
            }
            6 => {
                let envelope = EnvelopeId(self.number(envelopes));
                let projects = vec![ProjectId(self.number(projects))];
                (Effect::Prioritise { envelope, projects, report_by }, today)
            }
            7 | 8 => {
                let candidates = (0..=self.chance.below(3)).map(|_| self.member()).collect();
                let (seats, until) = (1, Some(today.plus_days(300)));
                let (role, mandate, renews) = (Role::Facilitator, None, Vec::new());
                (Effect::Elect { role, candidates, seats, until, mandate, renews }, soon)
            }
            9 => {
                let offices = self.house.offices.offices().count();
                (Effect::Revoke { office: OfficeId(self.number(offices).max(3)) }, soon)
            }
            10 => self.agreement(soon),
            _ => (Effect::ChangeStatutes { statutes: statutes("1/3") }, soon),
        }
    }

    fn agreement(&mut self, soon: Day) -> (Effect, Day) {
        let agreements = &self.house.agreements;
        let until = soon.plus_days(100);
        let effect = match self.chance.below(4) {
            0 => Effect::Agree(Terms {
                partner: self.member(),
                criteria: "Local.".to_owned(),
                rate: Rate::from_parts_per_million(300_000),
                until,
            }),
            1 => {
                let known = agreements.all().count();
                Effect::EndAgreement { agreement: AgreementId(self.number(known)) }
            }
            2 => Effect::Cede(Ceded {
                matter: self.chance.one_of(&["taux", "réserve"]).unwrap_or("taux").to_owned(),
                federation: "la fédération".to_owned(),
                until: None,
                notice_days: 5,
                majority: Rate::from_parts_per_million(500_000),
                rules: Vec::new(),
            }),
            _ => {
                let known = agreements.cessions().count();
                Effect::TakeBack { cession: CessionId(self.number(known)) }
            }
        };
        (effect, soon)
    }

    /// The contribution rule with one more version.
    fn next_version(&self, since: Day) -> Option<Vec<caisse_domain::rules::AdoptedRule>> {
        use caisse_domain::rules::Purpose;
        let all = self.house.rules.all();
        let (rule, purpose) = all.into_iter().find(|(_, p)| **p == Purpose::Contribution)?;
        let (mut rule, purpose) = (rule.clone(), purpose.clone());
        let mut version = rule.versions.last()?.clone();
        version.since = since;
        rule.versions.push(version);
        Some(vec![caisse_domain::rules::AdoptedRule { purpose, rule }])
    }

    /// A whole assembly on one open proposal, or one that stops on the way.
    fn vote(&mut self) -> Asked {
        let open = |state: &ProposalState| {
            matches!(state, ProposalState::Open { .. } | ProposalState::Scheduled { .. })
        };
        let known = self.house.proposals.all().filter(|(_, one)| open(&one.state));
        let known: Vec<ProposalId> = known.map(|(proposal, _)| proposal).collect();
        let Some(proposal) = self.chance.one_of(&known) else { return self.proposal() };
        let assembly = AssemblyId::at(self.house.assemblies.assemblies().count());
        let poll = PollId::at(self.house.assemblies.polls().count());
        let at = |text: &str| text.parse::<TimeOfDay>().expect("a time of day");
        let item = Item {
            title: "La proposition".to_owned(),
            kind: ItemKind::Proposal,
            proposal: Some(proposal),
            minutes: None,
            documents: Vec::new(),
            report: None,
        };
        let convocation = Box::new(Convocation {
            title: "assemblée".to_owned(),
            on: self.today,
            at: at("18:00"),
            place: String::new(),
            link: String::new(),
            agenda: vec![item],
            second_call_of: None,
            request: None,
        });
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
        let (chair, secretary) = (Some(MemberId(1)), Some(MemberId(2)));
        let active = self.house.members.active_on(self.today).map(|(member, _)| member);
        let members: Vec<MemberId> = active.filter(|_| self.chance.percent(80)).collect();
        let bureau = Bureau { chair, secretary, scrutineers: Vec::new() };
        let steps = [
            A::Convene(convocation),
            A::SetBureau { assembly, bureau },
            A::Arrive { assembly, members: members.clone(), place: Place::Room, at: at("18:05") },
            A::DeclareWithoutQuorum { assembly },
            A::Open { assembly, at: at("18:10") },
            A::GoTo { assembly, item: 0 },
            A::OpenPoll { assembly, question, rule: None },
        ];
        let mut asked: Asked = steps.map(|step| (treasurer(), Command::Assemblies(step))).to_vec();
        let options = self.options(proposal);
        let mostly = if self.chance.percent(75) { Answer::Yes } else { Answer::No };
        asked.extend(members.iter().map(|member| self.ballot(poll, *member, options, mostly)));
        if self.chance.percent(85) {
            asked.push((treasurer(), close(poll)));
            let close = A::Close { assembly, at: at("20:00") };
            asked.push((treasurer(), Command::Assemblies(close)));
        }
        asked
    }

    /// How many options a poll on this proposal has.
    fn options(&self, proposal: ProposalId) -> usize {
        let asked = caisse_domain::proposals::question(self.house, proposal);
        asked.map_or(0, |asked| asked.choices.len())
    }

    fn ballot(
        &mut self,
        poll: PollId,
        voter: MemberId,
        options: usize,
        mostly: Answer,
    ) -> (Actor, Command) {
        let ballot = match options {
            0 if self.chance.percent(70) => Ballot::Answer(mostly),
            0 => {
                let others = [Answer::Yes, Answer::No, Answer::Abstain];
                Ballot::Answer(self.chance.one_of(&others).unwrap_or(mostly))
            }
            _ => {
                let options = u16::try_from(options).unwrap_or(0);
                Ballot::Approve((0..options).filter(|_| self.chance.percent(60)).collect())
            }
        };
        let paper = Paper::Open(vec![Part { ballot, votes: 1 }]);
        let ballots = vec![BallotGiven { voter, by: None, channel: Channel::Room, paper }];
        (Actor::Member(voter), Command::Assemblies(A::Cast { poll, ballots }))
    }

    /// What is left open is voted on and closed.
    fn open_poll(&mut self) -> Asked {
        let mut polls = self.house.assemblies.polls();
        let Some((poll, known)) = polls.find(|(_, poll)| poll.is_open()) else {
            return self.vote();
        };
        let options = known.question.options.len();
        let voter = self.member();
        let ballot = self.ballot(poll, voter, options, Answer::No);
        if self.chance.percent(20) {
            let annul = A::AnnulPoll { poll, reasons: "mal posée".to_owned() };
            return vec![ballot, (treasurer(), Command::Assemblies(annul))];
        }
        vec![ballot, (treasurer(), close(poll))]
    }

    /// Ballots and closings of polls that are over, proposals that are decided.
    fn too_late(&mut self) -> Asked {
        let poll = PollId(self.number(self.house.assemblies.polls().count()));
        let proposal = ProposalId(self.number(self.house.proposals.all().count()));
        let voter = self.member();
        let ballot = self.ballot(poll, voter, 0, Answer::Yes);
        let withdraw = P::Withdraw { proposal, reasons: "trop tard".to_owned() };
        let by = self.house.proposals.get(proposal).map_or(voter, |known| known.author);
        let withdraw = (Actor::Member(by), Command::Proposals(withdraw));
        vec![ballot, (treasurer(), close(poll)), withdraw]
    }

    /// A project begins, or an invoice draws on one.
    fn project(&mut self) -> Asked {
        let known = self.house.projects.all().count();
        let account = "6063".parse().expect("an account of the charts");
        let (member, amount) = (self.member(), self.amount());
        if known < 2 || self.chance.percent(30) {
            let plan = Plan {
                title: "Un projet".to_owned(),
                text: "Pour tou·tes.".to_owned(),
                demand: None,
                costs: vec![Cost { label: "Matériel".to_owned(), account, amount }],
                milestones: Vec::new(),
                people: vec![member],
            };
            return vec![(Actor::Member(member), Command::Projects(J::OpenProject(plan)))];
        }
        let invoice = Invoice {
            project: ProjectId(self.number(known)),
            cost: 0,
            supplier: Supplier::Member(member),
            document: self.chance.hexadecimal(64),
            amount,
            on: self.today,
        };
        vec![(treasurer(), Command::Projects(J::AcceptInvoice(invoice)))]
    }
}

fn close(poll: PollId) -> Command {
    Command::Assemblies(A::ClosePoll { poll, opened: Vec::new() })
}
