//! Grievances, demands, projects and what votes opened for them; agreements and cessions.

mod grievances;
mod plans;
mod register;

pub use grievances::{demand, grievance};
pub use plans::project;
pub use register::{agreement, cessions, envelopes};

use std::path::Path;

use caisse_app::Desk;
use caisse_domain::projects::{Command as C, Event};
use caisse_domain::{Command, Event as Any, Organisation};
use caisse_journal::{Digest, SealedWrite};

use crate::answer::Failure;
use crate::context::Context;

fn state<'a>(context: &Context, desk: &'a Desk) -> Result<&'a Organisation, Failure> {
    desk.state().map_err(|error| context.fail(|l| error.sentence(l)))
}

fn act(context: &Context, command: C) -> Result<Event, Failure> {
    let mut desk = context.desk()?;
    act_with(context, &mut desk, command, Vec::new())
}

fn act_with(
    context: &Context,
    desk: &mut Desk,
    command: C,
    sealed: Vec<SealedWrite>,
) -> Result<Event, Failure> {
    let actor = context.acting(desk.house.state());
    let done = desk.act_with(actor, Command::Projects(command), sealed);
    let done = done.map_err(|error| context.fail(|l| error.sentence(l)))?;
    let Any::Projects(event) = done.event else { unreachable!("it was about projects") };
    Ok(event)
}

/// A document is kept by its digest.
fn digest_of(context: &Context, path: Option<&Path>) -> Result<Option<String>, Failure> {
    path.map(|path| Ok(Digest::of(&context.read(path)?).to_string())).transpose()
}
