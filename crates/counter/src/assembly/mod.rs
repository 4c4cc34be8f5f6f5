//! The facilitator's jobs, in the order of an assembly.
//!
//! Absent on purpose: voting, which members do in the booth; the room screen.

mod agenda;
mod convene;
mod minutes;
mod paper;
mod polls;
mod presence;
mod stages;

use caisse_domain::assemblies::meeting::{Assembly, ItemKind, Stage};
use caisse_domain::identity::AssemblyId;
use caisse_domain::offices::Role;
use caisse_web::form::{Choice, Form};

use crate::job::{Here, Job};

/// The jobs of assemblies.
pub(crate) const JOBS: &[Job] = &[
    convene::JOB,
    agenda::JOB,
    presence::JOB,
    stages::OPEN,
    polls::OPEN,
    paper::JOB,
    polls::CLOSE,
    minutes::JOB,
    stages::CLOSE,
];

/// Those who run assemblies; the statutes say which of them convenes.
const FACILITATORS: &[Role] = &[Role::Facilitator, Role::Treasurer];

/// The kinds of items, by the word of the form.
const KINDS: [(&str, (&str, &str), ItemKind); 6] = [
    ("information", ("information", "information"), ItemKind::Information),
    ("debat", ("débat", "debate"), ItemKind::Debate),
    ("proposition", ("proposition", "proposal"), ItemKind::Proposal),
    ("election", ("élection", "election"), ItemKind::Election),
    ("priorites", ("priorités", "priorities"), ItemKind::Priorities),
    ("tirage", ("tirage au sort", "drawing of lots"), ItemKind::Sortition),
];

fn kinds(here: &Here<'_>) -> Vec<Choice> {
    let choice = |(word, name, _): &(&str, (&str, &str), ItemKind)| {
        Choice::new(*word, here.say(name.0, name.1))
    };
    KINDS.iter().map(choice).collect()
}

fn kind(word: &str) -> ItemKind {
    let known = KINDS.iter().find(|(other, _, _)| *other == word);
    known.map_or(ItemKind::Debate, |(_, _, kind)| *kind)
}

/// The assembly of the address, while it is in one of these stages.
fn held<'a>(here: &Here<'a>, stage: impl Fn(&Stage) -> bool) -> Option<(AssemblyId, &'a Assembly)> {
    let id: AssemblyId = here.about()?;
    let held = here.house.assemblies.assembly(id)?;
    stage(&held.stage).then_some((id, held))
}

/// A form with what one should know of an assembly.
fn about(here: &Here<'_>, form: Form, id: AssemblyId, held: &Assembly) -> Form {
    form.fact(here.say("Assemblée", "Assembly"), format!("{id}, {}", held.convocation.title))
        .fact(here.say("Le", "On"), held.convocation.on.written(here.language))
}
