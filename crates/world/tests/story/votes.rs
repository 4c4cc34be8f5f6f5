//! A vote on a proposal, from the convocation to the closing, in one sentence.

use caisse_domain::assemblies::meeting::{Bureau, Convocation, Item, ItemKind, Place};
use caisse_domain::assemblies::poll::{Ballot, Channel, Part, Question};
use caisse_domain::assemblies::statutes::{DecisionRule, Signature};
use caisse_domain::assemblies::{
    BallotGiven, Command as A, Kind, Method, Paper, SharesCompletion, Statutes, TimeOfDay,
};
use caisse_domain::identity::{AssemblyId, DecisionId, MemberId, PollId, ProposalId};
use caisse_domain::offices::Role;
use caisse_domain::proposals::{amendment_question, question};
use caisse_domain::{Command, Organisation};
use caisse_units::Day;
use caisse_votes::motion::Answer;

use super::words::{amount, number, places};

/// Plain majorities, no notice, no quorum.
pub fn statutes(threshold: &str) -> Statutes {
    let written = serde_json::json!({
        "title": "Statuts",
        "convening": { "roles": ["treasurer"], "notice_days": 0, "agenda_days": 0 },
        "quorum": { "first": "none", "second": "none", "second_call_days": 7 },
        "decisions": {
            "statutes": { "threshold": { "at_least": threshold } },
            "resolution": {},
        },
    });
    serde_json::from_value(written).expect("statutes")
}

/// What is asked of assemblies.
pub fn asked(house: Option<&Organisation>, act: &str, today: Day) -> Option<Vec<Command>> {
    let house = house?;
    let commands = if let Some(p) = places(act, "note {} mandats énormes pour {}") {
        super::choices::mandates(p[1], number(p[0]), today)
    } else if let Some(p) = places(act, "adopte ses statuts : {} dès {}") {
        let mut statutes = Box::new(statutes("2/3"));
        let from = amount(p[1]);
        match p[0] {
            "un vote" => statutes.sums.vote_from = Some(from),
            _ => statutes.sums.signatures.push(Signature { from, role: Role::Treasurer }),
        }
        vec![A::AdoptStatutes { statutes, since: today, decision: DecisionId(1) }]
    } else if let Some(p) = places(act, "adopte ses statuts où {} soutiens sont demandés") {
        let mut statutes = Box::new(statutes("2/3"));
        statutes.supporters = number(p[0]);
        vec![A::AdoptStatutes { statutes, since: today, decision: DecisionId(1) }]
    } else if let Some(p) = places(act, "adopte ses statuts où les parts se relèvent de {}") {
        let mut statutes = Box::new(statutes("2/3"));
        let completion = SharesCompletion::AddOne { step: amount(p[0]) };
        let method = Method::EqualSharesWith(completion);
        let rule = DecisionRule { method, ..DecisionRule::default() };
        statutes.decisions.insert(Kind::Priorities, rule);
        vec![A::AdoptStatutes { statutes, since: today, decision: DecisionId(1) }]
    } else if act == "adopte ses statuts" {
        let statutes = Box::new(statutes("2/3"));
        vec![A::AdoptStatutes { statutes, since: today, decision: DecisionId(1) }]
    } else if let Some(p) = places(act, "adopte l'amendement {} de {}") {
        let amendment = Some(number::<u16>(p[0]) - 1);
        let mut steps = opening(house, number(p[1]), amendment, today);
        steps.extend(closing(house, 0, Answer::Yes, today));
        steps
    } else if let Some(p) = places(act, "adopte PR{}") {
        let mut steps = opening(house, ProposalId(number(p[0])), None, today);
        steps.extend(closing(house, 0, Answer::Yes, today));
        steps
    } else if let Some(p) = places(act, "rejette PR{}") {
        let mut steps = opening(house, ProposalId(number(p[0])), None, today);
        steps.extend(closing(house, 0, Answer::No, today));
        steps
    } else if let Some(p) = places(act, "ouvre le vote sur {}") {
        opening(house, number(p[0]), None, today)
    } else if let Some(p) = places(act, "met à l'ordre du jour {}") {
        vec![convene(house, number(p[0]), today)]
    } else if let Some(p) = places(act, "pose une autre question que {}") {
        let mut steps = opening(house, number(p[0]), None, today);
        if let Some(A::OpenPoll { question, .. }) = steps.last_mut() {
            let other =
                caisse_domain::assemblies::poll::Choice::Text("tout autre chose".to_owned());
            question.options.push(other);
        }
        steps
    } else if let Some(p) = places(act, "met {} au vote de l'assemblée") {
        let mut steps = opening(house, number(p[0]), None, today);
        let last = AssemblyId::at(house.assemblies.assemblies().count().saturating_sub(1));
        if let Some(A::OpenPoll { assembly, .. }) = steps.last_mut() {
            *assembly = last;
        }
        steps.pop().into_iter().collect()
    } else if act == "clôt le vote : oui" {
        closing(house, 1, Answer::Yes, today)
    } else if act == "clôt le vote : non" {
        closing(house, 1, Answer::No, today)
    } else {
        return None;
    };
    Some(commands.into_iter().map(Command::Assemblies).collect())
}

fn at(text: &str) -> TimeOfDay {
    text.parse().expect("a time of day")
}

fn next_assembly(house: &Organisation) -> AssemblyId {
    AssemblyId::at(house.assemblies.assemblies().count())
}

fn convene(house: &Organisation, proposal: ProposalId, today: Day) -> A {
    let known = house.proposals.get(proposal);
    let title = known.map_or_else(String::new, |known| known.content.title.clone());
    A::Convene(Box::new(Convocation {
        title: "Assemblée".to_owned(),
        on: today,
        at: at("18:00"),
        place: "La Bourse du travail".to_owned(),
        link: String::new(),
        agenda: vec![Item {
            title: if title.is_empty() { "Une proposition".to_owned() } else { title },
            kind: ItemKind::Proposal,
            proposal: Some(proposal),
            minutes: None,
            documents: Vec::new(),
            report: None,
        }],
        second_call_of: None,
        request: None,
    }))
}

fn voters(house: &Organisation, today: Day) -> Vec<MemberId> {
    house.members.active_on(today).map(|(member, _)| member).collect()
}

/// From the convocation to an open poll.
fn opening(
    house: &Organisation,
    proposal: ProposalId,
    amendment: Option<u16>,
    today: Day,
) -> Vec<A> {
    let assembly = next_assembly(house);
    let (chair, secretary) = (Some(MemberId(1)), Some(MemberId(2)));
    let bureau = Bureau { chair, secretary, scrutineers: Vec::new() };
    let asked = match amendment {
        None => question(house, proposal),
        Some(amendment) => amendment_question(house, proposal, amendment),
    };
    let put = asked.map_or_else(
        || (Kind::Resolution, "?".to_owned(), Vec::new()),
        |asked| (asked.kind, asked.title, asked.choices.options()),
    );
    let (kind, text, options) = put;
    let question = Question {
        item: 0,
        kind,
        text,
        options,
        proposal: Some(proposal),
        amendment,
        seats: 0,
        spending: None,
    };
    vec![
        convene(house, proposal, today),
        A::SetBureau { assembly, bureau },
        A::Arrive { assembly, members: voters(house, today), place: Place::Room, at: at("18:05") },
        A::Open { assembly, at: at("18:10") },
        A::GoTo { assembly, item: 0 },
        A::OpenPoll { assembly, question: Box::new(question), rule: None },
    ]
}

/// All vote one way, the poll closes, then the assembly. `open` is 1 when the poll is open already.
fn closing(house: &Organisation, open: usize, answer: Answer, today: Day) -> Vec<A> {
    let poll = PollId::at(house.assemblies.polls().count() - open);
    let assembly = AssemblyId::at(house.assemblies.assemblies().count() - open);
    let ballot = |voter| BallotGiven {
        voter,
        by: None,
        channel: Channel::Room,
        paper: Paper::Open(vec![Part { ballot: Ballot::Answer(answer), votes: 1 }]),
    };
    vec![
        A::Cast { poll, ballots: voters(house, today).into_iter().map(ballot).collect() },
        A::ClosePoll { poll, opened: Vec::new() },
        A::Close { assembly, at: at("19:30") },
    ]
}
