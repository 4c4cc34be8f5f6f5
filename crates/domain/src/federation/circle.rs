//! Who stands above us, to any depth: organisations tell each other, so that none ends up above
//! itself.
//!
//! Two assemblies that decide at the same time, before they heard each other, can still close a
//! circle: it is then shown ([`in_a_circle`]) until one of them ends its tie.

use std::collections::BTreeSet;

use caisse_units::Day;

use super::{Event, Message, Peer, Refusal, Side};
use crate::Organisation;
use crate::identity::PeerId;

/// Every organisation above us on a day, to any depth, in the order of their names: the federations
/// whose tie our assembly decided, and those above them. Linear in what they said.
pub fn above_us(house: &Organisation, on: Day) -> BTreeSet<String> {
    with(house, on, |_, _| None)
}

/// The same, with other words of some of them: whether they are ours, and who stands above them.
fn with<'a>(
    house: &'a Organisation,
    on: Day,
    other: impl Fn(PeerId, &'a Peer) -> Option<(bool, Option<&'a [String]>)>,
) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (id, peer) in house.federation.peers() {
        let decided = peer.tie.is_some_and(|tie| tie.until.is_none_or(|until| on <= until));
        let (ours, said) = other(id, peer).unwrap_or((decided, None));
        if ours && peer.side == Side::Above {
            all.insert(peer.card.origin.clone());
            all.extend(said.unwrap_or(&peer.above).iter().cloned());
        }
    }
    all
}

/// The federations of ours that say they stand below us.
pub fn in_a_circle(house: &Organisation) -> impl Iterator<Item = (PeerId, &Peer)> {
    house.federation.peers().filter(|(_, peer)| {
        peer.side == Side::Above
            && peer.tie.is_some_and(|tie| tie.until.is_none())
            && peer.above.iter().any(|origin| origin == house.federation.own())
    })
}

/// Refuses a tie that would put someone above itself.
pub(super) fn check(house: &Organisation, id: PeerId, peer: &Peer, on: Day) -> Result<(), Refusal> {
    let closes = match peer.side {
        Side::Above => peer.above.iter().any(|origin| origin == house.federation.own()),
        Side::Below(_) => above_us(house, on).contains(&peer.card.origin),
    };
    if closes { Err(Refusal::Circle { peer: id }) } else { Ok(()) }
}

/// What we say when those above us change with this tie, or without it; nothing if they do not.
pub(super) fn said_with(house: &Organisation, id: PeerId, tied: bool, on: Day) -> Option<Event> {
    said(house, with(house, on, |other, _| (other == id).then_some((tied, None))), on)
}

/// What we say when a federation of ours tells who stands above it; nothing if it changes nothing.
pub(super) fn said_after(
    house: &Organisation,
    id: PeerId,
    above: &[String],
    on: Day,
) -> Option<Event> {
    let ours = |peer: &Peer| peer.tie.is_some_and(|tie| tie.until.is_none_or(|last| on <= last));
    said(house, with(house, on, |other, peer| (other == id).then(|| (ours(peer), Some(above)))), on)
}

fn said(house: &Organisation, all: BTreeSet<String>, on: Day) -> Option<Event> {
    let before = house.federation.sent().iter().rev().find_map(|sent| match &sent.message {
        Message::Above(said) => Some(said.as_slice()),
        _ => None,
    });
    let same = all.iter().eq(before.unwrap_or_default());
    (!same).then(|| {
        let message = Box::new(Message::Above(all.into_iter().collect()));
        Event::Sent { to: None, message, on, entry: None }
    })
}
