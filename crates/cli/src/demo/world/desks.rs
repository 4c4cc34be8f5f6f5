//! What is asked at any desk of the world, the large caisse's or a small one's.

use std::path::PathBuf;

use caisse_app::Desk;
use caisse_app::peers;
use caisse_domain::federation::{self, Card};
use caisse_domain::identity::{MemberId, PeerId};
use caisse_domain::offices::{Actor, Role};
use caisse_domain::{Command, Event};

use crate::answer::Failure;
use crate::context::Context;

/// A command at a desk; what is refused ends the demo, and says at whose desk.
pub fn act(
    context: &Context,
    desk: &mut Desk,
    actor: Actor,
    command: Command,
) -> Result<Event, Failure> {
    let origin = desk.directory.organisation().to_string();
    let done = desk.act(actor, command);
    let done = done.map_err(|error| context.fail(|l| format!("{origin} : {}", error.sentence(l))));
    Ok(done?.event)
}

/// The same, between organisations.
pub fn federate(
    context: &Context,
    desk: &mut Desk,
    command: federation::Command,
) -> Result<federation::Event, Failure> {
    let actor = officer(desk, Role::Treasurer);
    let event = act(context, desk, actor, Command::Federation(command))?;
    let Event::Federation(event) = event else { unreachable!("this part decided") };
    Ok(event)
}

/// Who holds an office today; the founders until there is anyone.
pub fn officer(desk: &Desk, role: Role) -> Actor {
    let today = desk.today();
    let offices = &desk.house.state().expect("it is founded").offices;
    let mut held = offices.offices().map(|(_, office)| office.member);
    let holder: Option<MemberId> = held.find(|member| offices.holds(*member, role, today));
    holder.map_or(Actor::Founders, Actor::Member)
}

/// How an organisation is known to others.
pub fn card(context: &Context, desk: &Desk) -> Result<Card, Failure> {
    peers::own_card(desk, None).map_err(|error| context.fail(|l| error.sentence(l)))
}

/// The organisation of that name, as this one numbers it.
pub fn peer_named(desk: &Desk, name: &str) -> PeerId {
    let known = &desk.house.state().expect("it is founded").federation;
    let found = known.peers().find(|(_, peer)| peer.card.name == name);
    found.expect("they were introduced").0
}

/// The key that was noted is read aloud in digits, and its owner reads its own.
///
/// # Errors
/// They differ: somebody changed a card on its way.
pub fn compare(context: &Context, noting: &Desk, owner: &Card) -> Result<(), Failure> {
    let known = &noting.house.state().expect("it is founded").federation;
    let noted = &known.peer(peer_named(noting, &owner.name)).expect("it was introduced").card;
    if peers::key_in_digits(&noted.key) == peers::key_in_digits(&owner.key) {
        return Ok(());
    }
    let said = context.say("la clé notée n'est pas la sienne", "the key noted is not its own");
    Err(Failure::new(format!("{} : {said}", owner.name)))
}

/// Remembers the directory in which another organisation's feed is read.
pub fn remember(
    context: &Context,
    desk: &Desk,
    name: &str,
    directory: PathBuf,
) -> Result<(), Failure> {
    let peer = peer_named(desk, name);
    let source = peers::source_of(desk, peer, Some(directory));
    source.map(drop).map_err(|error| context.fail(|l| error.sentence(l)))
}
