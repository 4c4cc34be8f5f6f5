//! Votes in the demo: questions put, ballots in the room, from afar, by proxy and on paper, counted.

use std::collections::BTreeSet;

use caisse_app::ballots::{self, Given};
use caisse_domain::assemblies::poll::{Ballot, Channel, Choice, Merged, Part, Parts, Question};
use caisse_domain::assemblies::statutes::DecisionRule;
use caisse_domain::assemblies::{Command as C, Event as E, Kind, Method, Verdict};
use caisse_domain::identity::{DecisionId, MemberId, PollId, ProposalId};
use caisse_domain::offices::Actor;
use caisse_domain::{Command, Event};

use super::meeting::Meeting;
use super::opinions::{Voter, keenest};
use crate::answer::Failure;

/// What is put to the vote.
pub struct Ask {
    question: Question,
    rule: Option<Box<DecisionRule>>,
    papers: usize,
}

impl Ask {
    /// A proposal at its item.
    pub fn proposal(item: u16, proposal: ProposalId) -> Ask {
        Ask::of(item, String::new(), Some(proposal), None)
    }

    /// An amendment of that proposal, by its place.
    pub fn amendment(item: u16, proposal: ProposalId, amendment: u16) -> Ask {
        Ask::of(item, String::new(), Some(proposal), Some(amendment))
    }

    /// A question with options and no proposal, by a method that the assembly takes for it.
    pub fn options(item: u16, text: &str, options: &[&str], method: Method) -> Ask {
        let mut ask = Ask::of(item, text.to_owned(), None, None);
        ask.question.options =
            options.iter().map(|option| Choice::Text((*option).to_owned())).collect();
        ask.rule = Some(Box::new(DecisionRule { method, ..DecisionRule::default() }));
        ask
    }

    /// So many in the room vote on paper.
    pub fn on_paper(mut self, papers: usize) -> Ask {
        self.papers = papers;
        self
    }

    fn of(item: u16, text: String, proposal: Option<ProposalId>, amendment: Option<u16>) -> Ask {
        let (kind, options, seats, spending) = (Kind::Resolution, Vec::new(), 0, None);
        let question = Question { item, kind, text, options, proposal, amendment, seats, spending };
        Ask { question, rule: None, papers: 0 }
    }
}

/// How a vote ended.
pub struct Ending {
    /// In which poll.
    pub poll: PollId,
    verdict: Verdict,
    decision: Option<DecisionId>,
}

impl Ending {
    /// The decision, when it carried.
    ///
    /// # Errors
    /// The demo tells another year than the one written here.
    pub fn adopted(self) -> Result<DecisionId, Failure> {
        self.decision.ok_or_else(|| self.unexpected())
    }

    /// An amendment that carried records no decision of its own.
    ///
    /// # Errors
    /// As [`Ending::adopted`].
    pub fn carried(self) -> Result<(), Failure> {
        if self.verdict == Verdict::Adopted { Ok(()) } else { Err(self.unexpected()) }
    }

    /// Nothing, when it did not carry.
    ///
    /// # Errors
    /// As [`Ending::adopted`].
    pub fn rejected(self) -> Result<(), Failure> {
        if self.verdict == Verdict::Rejected { Ok(()) } else { Err(self.unexpected()) }
    }

    fn unexpected(&self) -> Failure {
        Failure::new(format!("{} : {:?}", self.poll, self.verdict))
    }
}

impl Meeting<'_, '_> {
    /// Puts a question to the vote: everyone there votes as `opinion` says, holders of proxies for
    /// those who gave them too; then it is counted.
    pub fn vote(
        &mut self,
        ask: Ask,
        opinion: &dyn Fn(Voter<'_>) -> Ballot,
    ) -> Result<Ending, Failure> {
        let papers = ask.papers;
        let poll = self.open_poll(ask)?;
        let on_paper: BTreeSet<MemberId> = self.room().rev().take(papers).collect();
        self.cast(poll, &on_paper, opinion)?;
        if !on_paper.is_empty() {
            self.count_papers(poll, &on_paper, opinion)?;
        }
        self.close_poll(poll)
    }

    /// Puts a proposal to consent; one person objects, is answered, and withdraws the objection.
    pub fn consent(&mut self, ask: Ask, objection: &str) -> Result<Ending, Failure> {
        let poll = self.open_poll(ask)?;
        let by = keenest(self.room(), objection)[0];
        let actor = Actor::Member(by);
        let object = C::Object { poll, text: objection.to_owned() };
        self.stage.act(actor, Command::Assemblies(object))?;
        let withdraw = C::WithdrawObjection { poll, objection: 1 };
        self.stage.act(actor, Command::Assemblies(withdraw))?;
        self.close_poll(poll)
    }

    fn open_poll(&mut self, ask: Ask) -> Result<PollId, Failure> {
        let (question, rule) = (Box::new(ask.question), ask.rule);
        let open = C::OpenPoll { assembly: self.assembly, question, rule };
        let Event::Assemblies(E::PollOpened { poll, .. }) = self.desk(open)? else {
            unreachable!("a poll was opened");
        };
        Ok(poll)
    }

    fn parts(&self, voter: MemberId, opinion: &dyn Fn(Voter<'_>) -> Ballot) -> Parts {
        let household = self.stage.household(voter);
        vec![Part { ballot: opinion(Voter { member: voter, household }), votes: 1 }]
    }

    /// The desk enters what it sees in the room; those who are far vote themselves.
    fn cast(
        &mut self,
        poll: PollId,
        on_paper: &BTreeSet<MemberId>,
        opinion: &dyn Fn(Voter<'_>) -> Ballot,
    ) -> Result<(), Failure> {
        let given = |voter: MemberId, by: Option<MemberId>, channel: Channel| Given {
            voter,
            by,
            channel,
            parts: self.parts(voter, opinion),
        };
        let seen = self.room().filter(|member| !on_paper.contains(member));
        let mut room: Vec<Given> = seen.map(|member| given(member, None, Channel::Room)).collect();
        let held = self.proxies().filter(|(giver, _)| !on_paper.contains(giver));
        room.extend(held.map(|(giver, holder)| given(giver, Some(holder), Channel::Room)));
        let mut cast = vec![(self.chair(), room)];
        cast.extend(self.far().map(|member| (member, vec![given(member, None, Channel::Remote)])));
        let mut requests = Vec::with_capacity(cast.len());
        for (caster, given) in cast {
            let actor = Actor::Member(caster);
            let request = ballots::request(&mut self.stage.desk, actor, poll, given);
            requests.push(request.map_err(|error| self.stage.fail(&error))?);
        }
        self.stage.execute(requests)
    }

    /// Paper ballots: handed out, counted by one person, counted again by another.
    fn count_papers(
        &mut self,
        poll: PollId,
        on_paper: &BTreeSet<MemberId>,
        opinion: &dyn Fn(Voter<'_>) -> Ballot,
    ) -> Result<(), Failure> {
        self.desk(C::HandOut { poll, to: on_paper.iter().copied().collect() })?;
        let parts = on_paper.iter().flat_map(|voter| self.parts(*voter, opinion));
        let tally: Vec<Merged> =
            parts.map(|part| Merged { college: 0, ballot: part.ballot, votes: 1 }).collect();
        let [first, second] = self.scrutineers();
        let enter = C::EnterTally { poll, tally: tally.clone() };
        self.stage.act(Actor::Member(first), Command::Assemblies(enter))?;
        let confirm = C::ConfirmTally { poll, tally };
        self.stage.act(Actor::Member(second), Command::Assemblies(confirm))?;
        Ok(())
    }

    fn close_poll(&mut self, poll: PollId) -> Result<Ending, Failure> {
        let chair = Actor::Member(self.chair());
        let done = ballots::close(&mut self.stage.desk, chair, poll)
            .map_err(|error| self.stage.context.fail(|language| error.sentence(language)))?;
        let Event::Assemblies(E::PollClosed(closed)) = done.event else {
            unreachable!("a poll was closed");
        };
        if let Some((french, english)) = &closed.blocked {
            return Err(Failure::new(self.stage.context.say(french, english)));
        }
        let decision = closed.decision.as_ref().map(|(decision, _)| *decision);
        Ok(Ending { poll, verdict: closed.verdict, decision })
    }
}
