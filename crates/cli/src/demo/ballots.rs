//! Votes in the demo: questions put, ballots in the room, from afar, by proxy and on paper, counted.

use std::collections::BTreeSet;

use caisse_domain::assemblies::poll::{Ballot, Channel, Choice, Merged, Part, Parts, Question};
use caisse_domain::assemblies::statutes::{DecisionRule, Secrecy};
use caisse_domain::assemblies::{
    BallotGiven, Command as C, Event as E, Kind, Method, Paper, Verdict,
};
use caisse_domain::identity::{DecisionId, MemberId, PollId, ProposalId};
use caisse_domain::offices::Actor;
use caisse_domain::{Command, Event};
use caisse_journal::Digest;

use super::meeting::Meeting;
use super::opinions::{Voter, drawn, keenest};
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
        self.close_poll(poll, opinion)
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
        self.close_poll(poll, &|voter| voter.answer("consent", 1000))
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

    /// The ballot of a voter: as it is, or a commitment to it where the vote is discreet.
    fn paper(&self, poll: PollId, voter: MemberId, opinion: &dyn Fn(Voter<'_>) -> Ballot) -> Paper {
        let parts = self.parts(voter, opinion);
        if !self.is_discreet(poll) {
            return Paper::Open(parts);
        }
        let mut nonce = [0; 32];
        for (place, byte) in nonce.iter_mut().enumerate() {
            *byte = u8::try_from(drawn(voter, &format!("{poll} {place}")) % 256).unwrap_or(0);
        }
        let commitment = Digest::of(&[&nonce[..], format!("{parts:?}").as_bytes()].concat());
        Paper::Sealed { parts, commitment: commitment.to_string() }
    }

    fn is_discreet(&self, poll: PollId) -> bool {
        let known = self.stage.house().assemblies.poll(poll).expect("it was opened");
        known.terms.secrecy == Secrecy::Discreet
    }

    /// The desk enters what it sees in the room; those who are far vote themselves.
    fn cast(
        &mut self,
        poll: PollId,
        on_paper: &BTreeSet<MemberId>,
        opinion: &dyn Fn(Voter<'_>) -> Ballot,
    ) -> Result<(), Failure> {
        let given = |voter: MemberId, by: Option<MemberId>, channel: Channel| BallotGiven {
            voter,
            by,
            channel,
            paper: self.paper(poll, voter, opinion),
        };
        let seen = self.room().filter(|member| !on_paper.contains(member));
        let mut ballots: Vec<BallotGiven> =
            seen.map(|member| given(member, None, Channel::Room)).collect();
        let held = self.proxies().filter(|(giver, _)| !on_paper.contains(giver));
        ballots.extend(held.map(|(giver, holder)| given(giver, Some(holder), Channel::Room)));
        let far = self.far().map(|member| {
            let ballots = vec![given(member, None, Channel::Remote)];
            (Actor::Member(member), Command::Assemblies(C::Cast { poll, ballots }))
        });
        let far = far.collect();
        self.desk(C::Cast { poll, ballots })?;
        self.stage.act_all(far)
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

    fn close_poll(
        &mut self,
        poll: PollId,
        opinion: &dyn Fn(Voter<'_>) -> Ballot,
    ) -> Result<Ending, Failure> {
        let known = self.stage.house().assemblies.poll(poll).expect("it was opened");
        let opened = match self.is_discreet(poll) {
            true => known.votes.keys().map(|voter| (*voter, self.parts(*voter, opinion))).collect(),
            false => Vec::new(),
        };
        let close = C::ClosePoll { poll, opened };
        let Event::Assemblies(E::PollClosed(closed)) = self.desk(close)? else {
            unreachable!("a poll was closed");
        };
        if let Some((french, english)) = &closed.blocked {
            return Err(Failure::new(self.stage.context.say(french, english)));
        }
        let decision = closed.decision.as_ref().map(|(decision, _)| *decision);
        Ok(Ending { poll, verdict: closed.verdict, decision })
    }
}
