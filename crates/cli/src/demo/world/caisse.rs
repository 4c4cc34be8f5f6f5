//! One of the smaller organisations of the world, caisse or federation: its desk, its bank account, its
//! assemblies with votes told by their counts.

use std::collections::BTreeMap;

use caisse_app::ballots::{self, Given};
use caisse_app::work::{matching, minutes_text, statements};
use caisse_app::{Desk, SetClock};
use caisse_banking::statement::ReadOptions;
use caisse_domain::assemblies::meeting::{Bureau, Convocation, Place};
use caisse_domain::assemblies::poll::{Answer, Ballot, Channel, Part, Parts, Question};
use caisse_domain::assemblies::{Command as C, Event as E, Kind, TimeOfDay, Verdict};
use caisse_domain::identity::{AssemblyId, DecisionId, MemberId, PollId, ProposalId};
use caisse_domain::offices::{Actor, Role};
use caisse_domain::proposals::{self, Content};
use caisse_domain::{Command, Event, Organisation};
use caisse_units::{Amount, Day};

use super::desks;
use crate::answer::Failure;
use crate::context::Context;
use crate::demo::bank::{Movement, statement};
use crate::demo::meeting::{afternoon, vote_on};
use crate::demo::opinions::keenest;

/// A smaller organisation.
pub struct Caisse<'a> {
    /// The context of the demo.
    pub context: &'a Context,
    /// Its desk.
    pub desk: Desk,
    /// The clock of the world.
    pub clock: SetClock,
    /// Its account.
    pub iban: String,
    /// What its bank will show.
    pub movements: Vec<Movement>,
    /// The polls that the story comes back to.
    pub polls: BTreeMap<&'static str, PollId>,
    /// The decisions that the story comes back to.
    pub decisions: BTreeMap<&'static str, DecisionId>,
    balance: Amount,
    statement: u32,
}

/// What an assembly votes on.
pub struct Motion {
    /// How the story calls it.
    pub name: &'static str,
    /// What is proposed.
    pub content: Content,
    /// What is said of it in the minutes.
    pub said: String,
}

/// How those there vote: on the motion of that place, this voter, with so many votes.
pub type Votes<'v> = &'v dyn Fn(usize, usize, MemberId, u64) -> Parts;

/// So many for, against and abstaining, in the order of arrival.
pub fn counted(counts: &[[usize; 3]]) -> impl Fn(usize, usize, MemberId, u64) -> Parts + '_ {
    |motion, rank, _, votes| {
        let [yes, no, _] = counts[motion];
        let answer = match rank {
            rank if rank < yes => Answer::Yes,
            rank if rank < yes + no => Answer::No,
            _ => Answer::Abstain,
        };
        vec![part(answer, votes)]
    }
}

/// A part of a vote.
pub fn part(answer: Answer, votes: u64) -> Part {
    Part { ballot: Ballot::Answer(answer), votes }
}

fn time(text: &str) -> TimeOfDay {
    text.parse().expect("a time of day")
}

impl<'a> Caisse<'a> {
    /// Before its founding.
    pub fn new(context: &'a Context, desk: Desk, clock: SetClock, iban: String) -> Caisse<'a> {
        Caisse {
            context,
            desk,
            clock,
            iban,
            movements: Vec::new(),
            polls: BTreeMap::new(),
            decisions: BTreeMap::new(),
            balance: Amount::ZERO,
            statement: 0,
        }
    }

    /// Its state.
    pub fn house(&self) -> &Organisation {
        self.desk.house.state().expect("it is founded")
    }

    /// A command.
    pub fn act(&mut self, actor: Actor, command: Command) -> Result<Event, Failure> {
        desks::act(self.context, &mut self.desk, actor, command)
    }

    /// A command of the treasurer.
    pub fn keep(&mut self, command: Command) -> Result<Event, Failure> {
        self.act(self.officer(Role::Treasurer), command)
    }

    /// Who holds an office.
    pub fn officer(&self, role: Role) -> Actor {
        desks::officer(&self.desk, role)
    }

    /// Proposes, and convenes an assembly on it, two days after the agenda was closed.
    pub fn convene(
        &mut self,
        title: &str,
        on: Day,
        motions: &[Motion],
    ) -> Result<AssemblyId, Failure> {
        let facilitator = self.officer(Role::Facilitator);
        let mut agenda = Vec::new();
        for motion in motions {
            let proposal = self.propose(facilitator, motion.content.clone())?;
            agenda.push(vote_on(&motion.content.title, proposal, 30));
        }
        let convened = afternoon(title, on, "la salle du marché", agenda);
        let convene = C::Convene(Box::new(Convocation { link: String::new(), ..convened }));
        let Event::Assemblies(E::Convened { assembly, .. }) =
            self.act(facilitator, Command::Assemblies(convene))?
        else {
            unreachable!("an assembly was convened");
        };
        Ok(assembly)
    }

    fn propose(&mut self, author: Actor, content: Content) -> Result<ProposalId, Failure> {
        let draft = proposals::Command::Draft(Box::new(content));
        let drafted = self.act(author, Command::Proposals(draft))?;
        let Event::Proposals(proposals::Event::Drafted { proposal, .. }) = drafted else {
            unreachable!("a proposal was drafted");
        };
        let open = proposals::Command::Open { proposal };
        self.act(author, Command::Proposals(open))?;
        Ok(proposal)
    }

    /// Holds an assembly on its day: so many people come, vote motion after motion, and the minutes
    /// are sealed and signed.
    pub fn hold(
        &mut self,
        assembly: AssemblyId,
        people: usize,
        motions: &[Motion],
        votes: Votes<'_>,
    ) -> Result<(), Failure> {
        let on = self.house().assemblies.assembly(assembly).expect("convened").convocation.on;
        self.clock.set(on);
        let [chair, secretary] = self.open(assembly, people)?;
        for (place, motion) in (0_u16..).zip(motions) {
            self.desk_of(chair, C::GoTo { assembly, item: place })?;
            let (item, text) = (Some(place), motion.said.clone());
            self.desk_of(secretary, C::AddToMinutes { assembly, item, text })?;
            self.vote(assembly, place, motion, chair, votes)?;
        }
        self.desk_of(chair, C::Close { assembly, at: time("17:10") })?;
        let digest = minutes_text::digest(self.house(), assembly).expect("it was held");
        self.desk_of(chair, C::SealMinutes { assembly, digest })?;
        for member in [chair, secretary] {
            self.desk_of(member, C::SignMinutes { assembly })?;
        }
        Ok(())
    }

    fn desk_of(&mut self, member: MemberId, command: C) -> Result<Event, Failure> {
        self.act(Actor::Member(member), Command::Assemblies(command))
    }

    /// Those who hold an office lead it; the others come by habit.
    fn open(&mut self, assembly: AssemblyId, people: usize) -> Result<[MemberId; 2], Failure> {
        let house = self.house();
        let version = house.assemblies.statutes_on(self.desk.today()).expect("there are statutes");
        let entitled = house.members.all().filter(|(member, known)| {
            version.statutes.entitled(house, *member, known, self.desk.today())
        });
        let keen = keenest(entitled.map(|(member, _)| member), &assembly.to_string());
        let leads = [self.officer(Role::Facilitator), self.officer(Role::CoSignatory)];
        let [Actor::Member(chair), Actor::Member(secretary)] = leads else {
            unreachable!("every office is held");
        };
        let mut members = vec![chair, secretary];
        members.extend(keen.into_iter().filter(|member| *member != chair && *member != secretary));
        members.truncate(people);
        let bureau =
            Bureau { chair: Some(chair), secretary: Some(secretary), scrutineers: Vec::new() };
        self.desk_of(chair, C::SetBureau { assembly, bureau })?;
        let (place, at) = (Place::Room, time("13:50"));
        self.desk_of(chair, C::Arrive { assembly, members, place, at })?;
        self.desk_of(chair, C::Open { assembly, at: time("14:00") })?;
        Ok([chair, secretary])
    }

    fn vote(
        &mut self,
        assembly: AssemblyId,
        item: u16,
        motion: &Motion,
        chair: MemberId,
        votes: Votes<'_>,
    ) -> Result<(), Failure> {
        let held = self.house().assemblies.assembly(assembly).expect("it is open");
        let proposal = held.convocation.agenda[usize::from(item)].proposal;
        let voters: Vec<(MemberId, u64)> = held
            .roll
            .voters()
            .filter(|(member, _)| held.attendance.contains_key(member))
            .map(|(member, voter)| (member, voter.votes))
            .collect();
        let question = Box::new(Question {
            item,
            kind: Kind::Resolution,
            text: String::new(),
            options: Vec::new(),
            proposal,
            amendment: None,
            seats: 0,
            spending: None,
        });
        let open = C::OpenPoll { assembly, question, rule: None };
        let Event::Assemblies(E::PollOpened { poll, .. }) = self.desk_of(chair, open)? else {
            unreachable!("a poll was opened");
        };
        let given = voters.into_iter().enumerate().map(|(rank, (voter, weight))| Given {
            voter,
            by: None,
            channel: Channel::Room,
            parts: votes(usize::from(item), rank, voter, weight),
        });
        let actor = Actor::Member(chair);
        let cast = ballots::cast(&mut self.desk, actor, poll, given.collect());
        cast.map_err(|error| self.context.fail(|l| error.sentence(l)))?;
        self.count(motion, poll, actor)
    }

    fn count(&mut self, motion: &Motion, poll: PollId, chair: Actor) -> Result<(), Failure> {
        let done = ballots::close(&mut self.desk, chair, poll);
        let done = done.map_err(|error| self.context.fail(|l| error.sentence(l)))?;
        let Event::Assemblies(E::PollClosed(closed)) = done.event else {
            unreachable!("a poll was closed");
        };
        if let Some((french, english)) = &closed.blocked {
            return Err(Failure::new(self.context.say(french, english)));
        }
        let (Some((decision, _)), Verdict::Adopted) = (&closed.decision, &closed.verdict) else {
            return Err(Failure::new(format!("{} : {:?}", motion.content.title, closed.verdict)));
        };
        self.decisions.insert(motion.name, *decision);
        self.polls.insert(motion.name, poll);
        Ok(())
    }

    /// The bank's statement of a period: what it moved in those days, imported and matched. A bank that
    /// moved nothing sends none.
    pub fn import(&mut self, from: Day, to: Day) -> Result<(), Failure> {
        self.clock.set(to);
        let all = std::mem::take(&mut self.movements);
        let due = |movement: &Movement| movement.on.is_none_or(|on| on <= to);
        let (mut now, later): (Vec<Movement>, Vec<Movement>) = all.into_iter().partition(due);
        self.movements = later;
        if now.is_empty() {
            return Ok(());
        }
        now.sort_by_key(|movement| movement.on);
        self.statement += 1;
        let number = self.statement;
        let (bytes, closing) = statement(&self.iban, number, from, to, self.balance, &now);
        let name = format!("releve-{number:03}.xml");
        self.context.write(&self.desk.directory.exports().join(&name), &bytes)?;
        let preview =
            statements::preview(self.house(), &bytes, Some(&name), &ReadOptions::default())
                .map_err(|error| self.context.fail(|l| error.sentence(l)))?;
        let actor = self.officer(Role::Treasurer);
        statements::import(&mut self.desk, actor, &preview)
            .map_err(|error| self.context.fail(|l| error.sentence(l)))?;
        matching::match_all(&mut self.desk, actor)
            .map_err(|error| self.context.fail(|l| error.sentence(l)))?;
        self.balance = closing;
        Ok(())
    }
}
