//! Who may do what with readings and questions.

use super::{Command, Refusal};
use crate::identity::{MemberId, ReadingId};
use crate::offices::{Actor, Power};
use crate::{Envelope, Organisation};

/// Refuses an actor who may not do this. Any active member opens a reading, asks in the own name and
/// notes what a question became. Who leads a reading writes for the room and closes; who keeps the
/// accounts or records decisions does so too, and answers.
///
/// # Errors
/// [`Refusal::NotActive`], [`Refusal::NamesWhoAsks`], or the office that is lacking.
pub fn authorise(
    house: &Organisation,
    envelope: Envelope,
    command: &Command,
) -> Result<(), crate::Refusal> {
    match command {
        Command::Open(_) | Command::Turn { .. } => active(house, envelope).map(drop),
        Command::Ask(asked) => match asked.by {
            Some(member) if envelope.actor == Actor::Member(member) => {
                active(house, envelope).map(drop)
            }
            Some(_) => leads(house, envelope, asked.reading),
            None => from_the_room(house, envelope, asked.reading),
        },
        Command::Answer { question, .. } => {
            // An answer stands under a name.
            active(house, envelope)?;
            let reading = house.readings.question(*question).and_then(|one| one.asked.reading);
            leads(house, envelope, reading)
        }
        Command::Close { reading, .. } => leads(house, envelope, Some(*reading)),
    }
}

/// The member who acts, if active that day.
pub(super) fn active(house: &Organisation, envelope: Envelope) -> Result<MemberId, crate::Refusal> {
    let Actor::Member(member) = envelope.actor else {
        return Err(Refusal::NotActive { member: None }.into());
    };
    match house.members.get(member) {
        Some(known) if known.is_active_on(envelope.today) => Ok(member),
        _ => Err(Refusal::NotActive { member: Some(member) }.into()),
    }
}

/// Who leads this reading, or holds an office that records decisions.
fn leads(
    house: &Organisation,
    envelope: Envelope,
    reading: Option<ReadingId>,
) -> Result<(), crate::Refusal> {
    if let (Actor::Member(member), Some(reading)) = (envelope.actor, reading)
        && house.readings.is_led_by(reading, member)
    {
        return active(house, envelope).map(drop);
    }
    Ok(house.offices.allow(envelope.actor, Power::RecordDecisions, envelope.today)?)
}

/// The record of an act says who acted. So a question of the room is written by who leads it, or in
/// nobody's name by the house itself.
fn from_the_room(
    house: &Organisation,
    envelope: Envelope,
    reading: Option<ReadingId>,
) -> Result<(), crate::Refusal> {
    match envelope.actor {
        Actor::Founders => Ok(()),
        Actor::Member(member) => {
            leads(house, envelope, reading).map_err(|_| Refusal::NamesWhoAsks { member }.into())
        }
    }
}
