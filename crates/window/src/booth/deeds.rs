//! What voters ask, turned into requests that share one commit.

use std::collections::HashMap;

use caisse_app::ballots::{self, Given};
use caisse_app::{Desk, ExecuteError, Request};
use caisse_domain::Command;
use caisse_domain::assemblies::Command as Assemblies;
use caisse_domain::assemblies::meeting::Place;
use caisse_domain::assemblies::poll::{Answer, Ballot, Channel, Part, Parts, Poll};
use caisse_domain::identity::{AssemblyId, MemberId, PollId};
use caisse_domain::offices::Actor;
use caisse_web::ballot_form::{Answering, Mark, Marks};

use super::questions::objection_of;
use super::{Answer as Answered, Voter};

/// What one voter asks at once.
pub(super) struct Asked {
    /// Who acts.
    pub actor: MemberId,
    /// What.
    pub deeds: Vec<Deed>,
}

/// One thing to do.
pub(super) enum Deed {
    /// Cast a ballot, or change it.
    Cast(PollId, Given),
    /// Object, in the place of an objection before; or take it back.
    Object(PollId, Option<String>),
    /// Take part from afar.
    Arrive {
        /// In which assembly.
        assembly: AssemblyId,
    },
}

impl Voter<'_> {
    /// What these marks of a voter come to in this poll.
    pub(super) fn deeds(
        &self,
        id: PollId,
        poll: &Poll,
        voter: MemberId,
        marks: Marks,
    ) -> Vec<Deed> {
        let shape = self.shape(poll, voter);
        let votes = shape.votes;
        let whole = |ballot| vec![Part { ballot, votes }];
        let answer = |answer| whole(Ballot::Answer(answer));
        let cast = |parts: Parts| Deed::Cast(id, self.given(voter, parts));
        let votes_too = matches!(shape.answering, Answering::Consent { vote: true });
        let consent = |objection, given| {
            let ballot = votes_too.then(|| cast(answer(given)));
            ballot.into_iter().chain([Deed::Object(id, objection)]).collect()
        };
        match marks {
            Marks::Answers(answers) => {
                let part = |(mark, votes)| Part { ballot: Ballot::Answer(said(mark)), votes };
                vec![cast(answers.into_iter().map(part).collect())]
            }
            Marks::NoObjection => consent(None, Answer::Yes),
            Marks::Abstention => consent(None, Answer::Abstain),
            Marks::Objection(text) => consent(Some(text), Answer::No),
            Marks::Approved(options) => vec![cast(whole(Ballot::Approve(options)))],
            Marks::Graded(grades) => vec![cast(whole(Ballot::Grade(grades)))],
            Marks::Ranked(classes) => vec![cast(whole(Ballot::Rank(classes)))],
        }
    }

    fn given(&self, voter: MemberId, parts: Parts) -> Given {
        let by = (voter != self.member).then_some(self.member);
        let channel = if self.in_the_room() { Channel::Room } else { Channel::Remote };
        Given { voter, by, channel, parts }
    }

    /// True if the one who casts is in the room.
    pub(super) fn in_the_room(&self) -> bool {
        let there = self.assembly.attendance.get(&self.member);
        there.is_some_and(|there| there.left.is_none() && there.place == Place::Room)
    }
}

/// An answer of the core.
fn said(mark: Mark) -> Answer {
    match mark {
        Mark::Yes => Answer::Yes,
        Mark::No => Answer::No,
        Mark::Abstain => Answer::Abstain,
        Mark::Blank => Answer::Blank,
    }
}

/// What the requests of one commit already ask, each with its place: the same again is the same.
#[derive(Default)]
struct Waiting {
    requests: Vec<Request>,
    ballots: HashMap<(PollId, MemberId), (Given, usize)>,
    objections: HashMap<(PollId, MemberId), (Option<String>, Vec<usize>)>,
    arrivals: HashMap<(AssemblyId, MemberId), usize>,
}

/// Serves all who wait by one commit, one answer each: the first refusal of what each asked.
pub(super) fn serve(desk: &mut Desk, asked: Vec<Asked>) -> Vec<Answered> {
    let mut waiting = Waiting::default();
    let places: Vec<Result<Vec<usize>, ExecuteError>> = asked
        .into_iter()
        .map(|Asked { actor, deeds }| {
            let mut places = Vec::new();
            for deed in deeds {
                places.extend(waiting.places(desk, actor, deed)?);
            }
            Ok(places)
        })
        .collect();
    let done = desk.house.execute_batch(waiting.requests);
    let answer = |places: Vec<usize>| {
        let mut answers = places.into_iter().map(|place| &done[place]);
        answers.find_map(|answer| answer.as_ref().err().cloned()).map_or(Ok(()), Err)
    };
    places.into_iter().map(|places| places.and_then(answer)).collect()
}

impl Waiting {
    /// The places of the requests that do this deed; none when it is done already.
    fn places(
        &mut self,
        desk: &mut Desk,
        actor: MemberId,
        deed: Deed,
    ) -> Result<Vec<usize>, ExecuteError> {
        match deed {
            Deed::Cast(poll, given) => self.cast(desk, actor, poll, given),
            Deed::Object(poll, text) => self.object(desk, actor, poll, text),
            Deed::Arrive { assembly } => self.arrive(desk, actor, assembly),
        }
    }

    fn cast(
        &mut self,
        desk: &mut Desk,
        actor: MemberId,
        poll: PollId,
        given: Given,
    ) -> Result<Vec<usize>, ExecuteError> {
        let key = (poll, given.voter);
        match self.ballots.get(&key) {
            Some((before, place)) if *before == given => return Ok(vec![*place]),
            Some(_) => (),
            None if stands(desk, poll, &given)? => return Ok(Vec::new()),
            None => (),
        }
        let request = ballots::request(desk, Actor::Member(actor), poll, vec![given.clone()])?;
        self.requests.push(request);
        let place = self.requests.len() - 1;
        self.ballots.insert(key, (given, place));
        Ok(vec![place])
    }

    fn object(
        &mut self,
        desk: &mut Desk,
        actor: MemberId,
        poll: PollId,
        text: Option<String>,
    ) -> Result<Vec<usize>, ExecuteError> {
        let key = (poll, actor);
        if let Some((before, places)) = self.objections.get(&key)
            && *before == text
        {
            return Ok(places.clone());
        }
        let known = desk.state()?.assemblies.poll(poll);
        let standing = known.and_then(|known| objection_of(known, actor));
        let standing = standing.map(|(number, objected)| (number, objected.text.clone()));
        if standing.as_ref().map(|(_, text)| text) == text.as_ref() {
            return Ok(Vec::new());
        }
        let withdraw =
            standing.map(|(objection, _)| Assemblies::WithdrawObjection { poll, objection });
        let object = text.clone().map(|text| Assemblies::Object { poll, text });
        let mut places = Vec::new();
        for command in withdraw.into_iter().chain(object) {
            places.push(self.push(desk, actor, command)?);
        }
        self.objections.insert(key, (text, places.clone()));
        Ok(places)
    }

    fn arrive(
        &mut self,
        desk: &mut Desk,
        actor: MemberId,
        assembly: AssemblyId,
    ) -> Result<Vec<usize>, ExecuteError> {
        if let Some(place) = self.arrivals.get(&(assembly, actor)) {
            return Ok(vec![*place]);
        }
        let known = desk.state()?.assemblies.assembly(assembly);
        if known.is_some_and(|known| known.is_present(actor)) {
            return Ok(Vec::new());
        }
        let at = desk.house.clock().time_of_day();
        let (members, place) = (vec![actor], Place::Remote);
        let place = self.push(desk, actor, Assemblies::Arrive { assembly, members, place, at })?;
        self.arrivals.insert((assembly, actor), place);
        Ok(vec![place])
    }

    fn push(
        &mut self,
        desk: &mut Desk,
        actor: MemberId,
        command: Assemblies,
    ) -> Result<usize, ExecuteError> {
        let (key, command) = (desk.house.fresh_key()?, Command::Assemblies(command));
        let actor = Actor::Member(actor);
        self.requests.push(Request { key, actor, command, sealed: Vec::new() });
        Ok(self.requests.len() - 1)
    }
}

/// True if the voter's ballot stands as given, in a poll that is open.
fn stands(desk: &Desk, poll: PollId, given: &Given) -> Result<bool, ExecuteError> {
    let known = desk.state()?.assemblies.poll(poll).filter(|known| known.is_open());
    let Some(vote) = known.and_then(|known| known.vote(given.voter)) else { return Ok(false) };
    let same_hand = vote.by == given.by.unwrap_or(given.voter);
    Ok(same_hand && ballots::standing(desk, poll, given.voter)?.as_ref() == Some(&given.parts))
}
