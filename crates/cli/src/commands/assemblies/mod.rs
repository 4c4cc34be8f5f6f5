//! Statutes, assemblies, polls, draws, minutes, mandates.
//!
//! Items are numbered from 1 on the command line, as they are printed. What the desk does is done, when
//! nobody is named (`--as`), by who holds an office that convenes.

mod agenda;
mod attendance;
mod ballots;
mod draws;
mod mandates;
mod meetings;
mod minutes;
mod papers;
mod polls;
mod speakers;
mod statutes;

use caisse_app::Desk;
use caisse_app::work::members_file::Problem;
use caisse_app::work::minutes_text::with_names;
use caisse_domain::assemblies::meeting::Assembly;
use caisse_domain::assemblies::{Command as Asked, Event as Happened, Refusal, TimeOfDay};
use caisse_domain::identity::AssemblyId;
use caisse_domain::offices::Actor;
use caisse_domain::{Command, Event, Organisation};

use crate::answer::Failure;
use crate::context::Context;

pub use self::draws::run as draw;
pub use self::mandates::run as mandate;
pub use self::meetings::run as assembly;
pub use self::minutes::run as minutes;
pub use self::polls::run as poll;
pub use self::statutes::{CHOSEN, read as read_statutes, run as statutes};

/// Who acts at the desk of assemblies: as told, else who holds an office that convenes, else as
/// everywhere.
fn at_the_desk(context: &Context, house: Option<&Organisation>) -> Actor {
    if let Some(member) = context.actor {
        return Actor::Member(member);
    }
    let today = context.today();
    let convenes = house.and_then(|house| {
        let convening = &house.assemblies.statutes_on(today)?.statutes.convening;
        let offices = house.offices.offices().map(|(_, office)| office);
        let mut holders = offices.filter(|office| {
            convening.roles.contains(&office.role)
                && house.offices.holds(office.member, office.role, today)
        });
        holders.next().map(|office| office.member)
    });
    convenes.map_or_else(|| context.acting(house), Actor::Member)
}

/// Who acts for oneself: as told, and nobody otherwise, which is refused with the remedy.
fn oneself(context: &Context) -> Result<Actor, Failure> {
    context.actor.map(Actor::Member).ok_or_else(|| {
        Failure::new(context.say(
            "cela se fait en personne ; dites qui agit, par exemple --as M3",
            "this is done in person; say who acts, for instance --as M3",
        ))
    })
}

/// Asks something of assemblies, and gives what happened with the caisse as it is then.
fn ask(
    context: &Context,
    actor: impl FnOnce(&Context, Option<&Organisation>) -> Result<Actor, Failure>,
    command: Asked,
) -> Result<(Desk, Happened), Failure> {
    let mut desk = context.desk()?;
    let actor = actor(context, desk.house.state())?;
    let done = desk
        .act(actor, Command::Assemblies(command))
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    match done.event {
        Event::Assemblies(event) => Ok((desk, event)),
        _ => unreachable!("assemblies tell of assemblies"),
    }
}

/// [`ask`], by who acts at the desk.
fn ask_at_the_desk(context: &Context, command: Asked) -> Result<(Desk, Happened), Failure> {
    ask(context, |context, house| Ok(at_the_desk(context, house)), command)
}

/// [`ask`], in person.
fn ask_in_person(context: &Context, command: Asked) -> Result<(Desk, Happened), Failure> {
    ask(context, |context, _| oneself(context), command)
}

fn state<'a>(context: &Context, desk: &'a Desk) -> Result<&'a Organisation, Failure> {
    desk.state().map_err(|error| context.fail(|l| error.sentence(l)))
}

fn known<'a>(
    context: &Context,
    house: &'a Organisation,
    assembly: AssemblyId,
) -> Result<&'a Assembly, Failure> {
    let refusal = Refusal::AssemblyUnknown { assembly };
    house.assemblies.assembly(assembly).ok_or_else(|| context.fail(|l| refusal.sentence(l)))
}

/// A place from 0 of an item said from 1.
fn place(context: &Context, item: u16) -> Result<u16, Failure> {
    item.checked_sub(1).ok_or_else(|| {
        Failure::new(
            context.say("les points se comptent à partir de 1", "items are counted from 1"),
        )
    })
}

/// The time told, else that of the clock.
fn time(context: &Context, told: Option<TimeOfDay>) -> TimeOfDay {
    told.unwrap_or_else(|| caisse_app::clock::time_of(context.clock().now()))
}

/// Everything that is wrong in a file, one line each.
fn problems(context: &Context, problems: &[Problem]) -> Failure {
    let heading =
        context.say("Rien n'a été pris. À corriger :", "Nothing was taken. To be corrected:");
    let lines: Vec<String> =
        problems.iter().map(|problem| problem.sentence(context.language)).collect();
    Failure::new(format!("{heading}\n{}", lines.join("\n")))
}

/// A text with members' names beside their numbers, from the vault.
fn named(desk: &Desk, text: &str) -> String {
    with_names(text, |member| desk.people.personal(member).ok()?.full_name())
}
