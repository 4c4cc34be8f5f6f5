//! What the register accepts.

use super::{Command, Enrolment, Event, Members, Refusal, Standing, help};
use crate::identity::MemberId;
use crate::offices::Actor;

/// Decides a command on the register. Linear in the members it names.
///
/// # Errors
/// The first [`Refusal`] in the order of the list.
pub fn decide(members: &Members, command: Command, actor: Actor) -> Result<Event, Refusal> {
    match command {
        Command::Enrol(list) => enrol(members, list),
        Command::Change { member, category, household } => {
            present(members, member)?;
            check_category(1, &category)?;
            Ok(Event::Changed { member, category, household })
        }
        Command::SetStanding { member, standing, from, reason } => {
            let known = present(members, member)?;
            let last = known.standings.last().map_or(known.joined, |(day, _)| *day);
            if from < last {
                return Err(Refusal::StandingOutOfOrder { member, last });
            }
            if known.standing_on(from) == Some(standing) {
                return Err(Refusal::StandingUnchanged { member, standing });
            }
            if reason.trim().is_empty() || reason.chars().count() > 500 {
                return Err(Refusal::ReasonUnusable);
            }
            Ok(Event::StandingSet { member, standing, from, reason })
        }
        Command::DeclareSituations(situations) => {
            if situations.is_empty() {
                return Err(Refusal::NobodyGiven);
            }
            for (member, mark) in &situations {
                present(members, *member)?;
                let hexadecimal = mark.commitment.bytes().all(|b| b.is_ascii_hexdigit());
                if mark.commitment.len() != 64 || !hexadecimal {
                    return Err(Refusal::CommitmentUnusable { member: *member });
                }
            }
            Ok(Event::SituationsDeclared { situations })
        }
        Command::Erase { member } => {
            let known = members.get(member).ok_or(Refusal::Unknown { member })?;
            if known.erased {
                return Err(Refusal::AlreadyErased { member });
            }
            Ok(Event::Erased { member })
        }
        Command::GiveHelper { member, helper } => {
            help::give(members, member, helper, actor == Actor::Member(member))
        }
        Command::EndHelper { member, helper, on } => help::end(members, member, helper, on),
    }
}

fn enrol(members: &Members, list: Vec<Enrolment>) -> Result<Event, Refusal> {
    if list.is_empty() {
        return Err(Refusal::NobodyGiven);
    }
    for (index, enrolment) in list.iter().enumerate() {
        check_category(index + 1, &enrolment.category)?;
    }
    Ok(Event::Enrolled { first: MemberId::at(members.len()), members: list })
}

fn check_category(position: usize, category: &str) -> Result<(), Refusal> {
    if category.trim().is_empty() || category.chars().count() > 40 {
        return Err(Refusal::CategoryUnusable { position, category: category.to_owned() });
    }
    Ok(())
}

/// The member, if known, still here, and not erased.
pub(super) fn present(members: &Members, member: MemberId) -> Result<&super::Member, Refusal> {
    let known = members.get(member).ok_or(Refusal::Unknown { member })?;
    if let Some((on, Standing::Left)) = known.standings.last() {
        return Err(Refusal::HasLeft { member, on: *on });
    }
    if known.erased {
        return Err(Refusal::AlreadyErased { member });
    }
    Ok(known)
}
