//! Who may do what with grievances, demands and projects.

use super::{Command, Refusal, Voice};
use crate::identity::MemberId;
use crate::offices::{Actor, Power};
use crate::{Envelope, Organisation};

/// Refuses an actor who may not do this. Any active member speaks, groups, demands and plans; those
/// who carry a project, or a facilitator, tell how it goes; the treasurer handles its invoices.
///
/// # Errors
/// [`Refusal::NotActive`], [`Refusal::NamesItsAuthor`], or the office that is lacking.
pub fn authorise(
    house: &Organisation,
    envelope: Envelope,
    command: &Command,
) -> Result<(), crate::Refusal> {
    let allow = |power| Ok(house.offices.allow(envelope.actor, power, envelope.today)?);
    match command {
        Command::RecordGrievance(grievance) => match &grievance.voice {
            Voice::Named(member) if is(envelope, *member) => active(house, envelope).map(drop),
            Voice::Named(_) => allow(Power::RecordDecisions),
            Voice::Anonymous { .. } => unnamed(house, envelope),
        },
        Command::Group { .. } | Command::StateDemand(_) | Command::OpenProject(_) => {
            active(house, envelope).map(drop)
        }
        Command::RecordAnswer { demand, .. } => {
            let author = house.projects.demand(*demand).map(|known| known.author);
            if author.is_some_and(|author| is(envelope, author)) {
                return active(house, envelope).map(drop);
            }
            allow(Power::RecordDecisions)
        }
        Command::Replan { project, .. }
        | Command::ReachMilestone { project, .. }
        | Command::Report { project, .. }
        | Command::CloseProject { project }
        | Command::GiveUp { project, .. } => {
            let known = house.projects.get(*project);
            let carries = known.is_some_and(|known| {
                let people = known.plan.people.iter().chain([&known.author]);
                people.into_iter().any(|member| is(envelope, *member))
            });
            if carries { active(house, envelope).map(drop) } else { allow(Power::RecordDecisions) }
        }
        Command::AcceptInvoice(_) | Command::CancelInvoice { .. } => allow(Power::KeepAccounts),
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

/// The record of an act says who acted. So an anonymous grievance is recorded in nobody's name (the
/// house knows its visitor and does not write who it was), or by a person at the desk.
fn unnamed(house: &Organisation, envelope: Envelope) -> Result<(), crate::Refusal> {
    match envelope.actor {
        Actor::Founders => Ok(()),
        Actor::Member(member) => {
            let desk = house.offices.allow(envelope.actor, Power::RecordDecisions, envelope.today);
            desk.map_err(|_| Refusal::NamesItsAuthor { member }.into())
        }
    }
}

fn is(envelope: Envelope, member: MemberId) -> bool {
    envelope.actor == Actor::Member(member)
}
