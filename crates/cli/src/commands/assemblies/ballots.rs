//! Ballots of open polls, through the domain; replaced by the sealing of discreet ones.

use caisse_app::{Desk, DeskError, Done};
use caisse_domain::Command;
use caisse_domain::assemblies::poll::{Channel, Parts};
use caisse_domain::assemblies::{BallotGiven, Command as Asked, Paper};
use caisse_domain::identity::{MemberId, PollId};
use caisse_domain::offices::Actor;

pub struct Given {
    pub voter: MemberId,
    pub by: Option<MemberId>,
    pub channel: Channel,
    pub parts: Parts,
}

pub fn cast(
    desk: &mut Desk,
    actor: Actor,
    poll: PollId,
    ballots: Vec<Given>,
) -> Result<Done, DeskError> {
    let ballots = ballots.into_iter().map(|given| BallotGiven {
        voter: given.voter,
        by: given.by,
        channel: given.channel,
        paper: Paper::Open(given.parts),
    });
    let command = Asked::Cast { poll, ballots: ballots.collect() };
    Ok(desk.act(actor, Command::Assemblies(command))?)
}

pub fn close(desk: &mut Desk, actor: Actor, poll: PollId) -> Result<Done, DeskError> {
    let command = Asked::ClosePoll { poll, opened: Vec::new() };
    Ok(desk.act(actor, Command::Assemblies(command))?)
}
