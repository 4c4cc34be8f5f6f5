//! Shares of contributions passed on by themselves: each closed month is announced to the levels that
//! are tied to us, once, as soon as we speak to them.

use caisse_domain::Command;
use caisse_domain::federation::{self, shares_of_month};
use caisse_domain::identity::PeerId;
use caisse_domain::offices::Actor;
use caisse_units::Month;

use super::PeersError;
use crate::desk::Desk;

/// Announces to every tied level what the months closed since the last announcement gave it; gives
/// what was announced. A month is looked at once it is closed; those that gave nothing are passed over.
/// Linear in the postings for each month that is new.
///
/// # Errors
/// [`PeersError::Execute`] when our house refuses.
pub fn pass_on(desk: &mut Desk, actor: Actor) -> Result<Vec<(PeerId, Month)>, PeersError> {
    let due = due(desk)?;
    for (peer, month) in &due {
        let command = federation::Command::PassOn { peer: *peer, month: *month };
        desk.act(actor, Command::Federation(command))?;
    }
    Ok(due)
}

fn due(desk: &Desk) -> Result<Vec<(PeerId, Month)>, PeersError> {
    let state = desk.state()?;
    let Some(last) = state.periods.last_closed_month() else { return Ok(Vec::new()) };
    let today = desk.house.clock().today();
    let has_keys = state
        .rules
        .all()
        .any(|(_, purpose)| matches!(purpose, caisse_domain::rules::Purpose::Keys { .. }));
    if !has_keys {
        return Ok(Vec::new());
    }
    let mut due = Vec::new();
    for (peer, known) in state.federation.peers() {
        let mut announced = state.federation.sent().iter().rev().filter_map(|sent| {
            match (&sent.message, sent.to == Some(peer)) {
                (federation::Message::PassedOn { month, .. }, true) => Some(*month),
                _ => None,
            }
        });
        let founded = state.founding.decision.on.month();
        let mut month = announced.next().map_or(founded, Month::next);
        while month <= last {
            let tied = known.is_tied_on(today) || known.is_tied_in(month);
            if tied && !shares_of_month(state, known.level, month).is_zero() {
                due.push((peer, month));
            }
            month = month.next();
        }
    }
    Ok(due)
}
