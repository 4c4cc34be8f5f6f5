//! What organisations say and hear: the statement of each month, feeds read on both sides, checkpoints
//! cosigned at the end.

use caisse_app::peers;
use caisse_domain::federation::Command as F;
use caisse_domain::offices::Role;
use caisse_units::Month;

use super::{LABELS, World, desks};
use crate::answer::Failure;

/// Every caisse and federation publishes the signed statement of a month that it has closed.
///
/// # Errors
/// What is refused.
pub fn publish(world: &mut World<'_>, month: Month) -> Result<(), Failure> {
    let context = world.context;
    for label in LABELS.into_iter().filter(|label| *label != "confederation") {
        let desk = world.desk(label);
        let base = peers::base_of(desk, month);
        let base = base.map_err(|error| context.fail(|l| error.sentence(l)))?;
        desks::federate(context, desk, F::PublishStatement { month, base })?;
    }
    Ok(())
}

/// Everyone reads the feeds of everyone they are tied to, those above first; what that makes them say
/// is read in a second round.
///
/// # Errors
/// What is refused, or a feed that does not hold.
pub fn listen(world: &mut World<'_>) -> Result<(), Failure> {
    listen_among(world, &LABELS)
}

/// The same for some of them.
///
/// # Errors
/// As [`listen`].
pub fn listen_among(world: &mut World<'_>, labels: &[&str]) -> Result<(), Failure> {
    let context = world.context;
    for label in labels {
        let desk = world.desk(label);
        peers::publish(desk).map_err(|error| context.fail(|l| error.sentence(l)))?;
    }
    for label in labels {
        let desk = world.desk(label);
        let actor = desks::officer(desk, Role::Treasurer);
        let visits = peers::sync_all(desk, actor);
        let visits = visits.map_err(|error| context.fail(|l| error.sentence(l)))?;
        if let Some(fault) = visits.into_iter().find_map(|visit| visit.fault) {
            return Err(context.fail(|l| format!("{label} : {}", fault.sentence(l))));
        }
    }
    Ok(())
}

/// Each shows a checkpoint of its journal to those it is tied to, and keeps it with their
/// cosignatures.
///
/// # Errors
/// A checkpoint that a peer does not cosign.
pub fn witness(world: &mut World<'_>) -> Result<(), Failure> {
    let context = world.context;
    for label in LABELS {
        let done = peers::witness(world.desk(label));
        let (_, list) = done.map_err(|error| context.fail(|l| error.sentence(l)))?;
        if let Some(error) = list.into_iter().find_map(|one| one.outcome.err()) {
            return Err(context.fail(|l| format!("{label} : {}", error.sentence(l))));
        }
    }
    Ok(())
}
