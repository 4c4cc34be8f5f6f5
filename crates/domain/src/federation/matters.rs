//! Which rules are a federation's to set: what was ceded to it, rule by rule, what it set, and what
//! may still be decided here.

use caisse_units::Day;

use super::{Event, Message, Peer, Refusal, Side};
use crate::Organisation;
use crate::agreements::{self, Agreements, Cession};
use crate::identity::PeerId;
use crate::rules::Purpose;

/// Every cession to an organisation, those that ended too: past months are computed by them.
pub fn told(agreements: &Agreements, name: &str) -> Vec<Cession> {
    let all = agreements.cessions().map(|(_, one)| one);
    all.filter(|one| one.content.federation == name).cloned().collect()
}

/// What we tell a federation of ours once cessions change by this event: nothing when it is no
/// organisation that we know.
pub(crate) fn said_again(
    house: &Organisation,
    event: &agreements::Event,
    on: Day,
) -> Option<crate::Event> {
    let mut after = house.agreements.clone();
    agreements::apply(&mut after, event);
    let changed = match event {
        agreements::Event::Ceded { cession, .. } | agreements::Event::TakenBack { cession, .. } => {
            after.cession(*cession)?
        }
        _ => return None,
    };
    let name = &changed.content.federation;
    let (peer, _) = house.federation.peers().find(|(_, peer)| {
        peer.side == Side::Above && peer.card.name == *name && peer.tie.is_some()
    })?;
    Some(cedes(&after, peer, name, on))
}

/// What we cede to a federation, as a message.
pub(super) fn cedes(agreements: &Agreements, peer: PeerId, name: &str, on: Day) -> crate::Event {
    let message = Box::new(Message::Cedes(told(agreements, name)));
    crate::Event::Federation(Event::Sent { to: Some(peer), message, on, entry: None })
}

/// True if a member with these cessions takes part in an equalisation that day: it ceded the rule, or
/// it listed no rules at all, and the tie itself says so.
pub(super) fn takes_part<'a>(
    cessions: impl Iterator<Item = &'a Cession>,
    rule: &str,
    on: Day,
) -> bool {
    let mut held = cessions.filter(|one| one.holds_on(on)).peekable();
    let takes = |one: &Cession| {
        one.content.rules.is_empty() || one.content.covers("", rule, &Purpose::Equalisation)
    };
    held.peek().is_none() || held.any(takes)
}

/// Refuses to decide here what a federation set while that is still ceded to it on that day and the
/// tie holds: the rule itself, or another one that would take its place.
pub(crate) fn check_local_rules<'a>(
    house: &'a Organisation,
    rules: impl Iterator<Item = (&'a str, &'a Purpose)>,
    from: Day,
) -> Result<(), Refusal> {
    for (rule, purpose) in rules {
        if let Some(peer) = set_by(house, rule, purpose, from) {
            let (known, common) = peer;
            return Err(Refusal::SetAbove {
                rule: rule.to_owned(),
                federation: known.card.name.clone(),
                matter: common.matter.clone(),
                since: common.from,
            });
        }
    }
    Ok(())
}

/// The federation that set this rule, or the one rule of its kind, if that binds us on a day.
pub(super) fn set_by<'a>(
    house: &'a Organisation,
    rule: &str,
    purpose: &Purpose,
    day: Day,
) -> Option<(&'a Peer, &'a super::Common)> {
    let mut set = house.federation.common.iter();
    set.find_map(|(name, common)| {
        let known_purpose = house.rules.purpose(name)?;
        if name != rule && !(is_alone(purpose) && same_kind(purpose, known_purpose)) {
            return None;
        }
        let peer = house.federation.peer(common.peer)?;
        let federation = &peer.card.name;
        let ruled = (name.as_str(), known_purpose);
        house.agreements.covering(federation, &common.matter, ruled, day)?;
        (peer.is_tied_on(day) && common_holds(house, name, day)).then_some((peer, common))
    })
}

/// A common rule that was repealed since holds no place any more.
fn common_holds(house: &Organisation, name: &str, day: Day) -> bool {
    let repealed = house.rules.repeals(name).iter().any(|repeal| repeal.from <= day);
    !repealed || house.rules.version_on(name, day).is_some()
}

/// True of purposes for which one rule at a time is in force.
pub(super) fn is_alone(purpose: &Purpose) -> bool {
    matches!(purpose, Purpose::Contribution | Purpose::Keys { .. } | Purpose::ReserveFloor)
}

pub(super) fn same_kind(one: &Purpose, other: &Purpose) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}
