//! What a federation's proposal would change for our members, as it is told to the federation: totals,
//! and groups of five or more. It is computed here, with what members declared; only the totals leave.
//!
//! Absent on purpose: how it is computed (`consequences`), how it travels (`peers`).

use caisse_domain::federation::{self, Answer, SMALLEST_GROUP, Tier, as_adopted};
use caisse_domain::identity::{PeerId, ProposalId};
use caisse_domain::offices::Actor;
use caisse_domain::{Command, Refusal};
use caisse_units::{Amount, Language};

use super::consequences::{Consequences, Count, Declared, Group, MONTHS, Question, consequences};
use crate::desk::Desk;
use crate::error::ExecuteError;

/// Computes the answer to a federation that asks about a proposal of common rules. Where the rules
/// cannot take their place here, or where our members are fewer than five, the answer says so and
/// nothing else. The cost is that of [`consequences`].
///
/// # Errors
/// The core's refusal when the federation did not ask; a situation that cannot be opened.
pub fn answer(desk: &Desk, peer: PeerId, proposal: ProposalId) -> Result<Answer, ExecuteError> {
    let house = desk.state()?;
    let known =
        house.federation.peer(peer).ok_or(refused(federation::Refusal::Unknown { peer }))?;
    let Some(asked) = known.consultations.get(&proposal) else {
        return Err(refused(federation::Refusal::NotConsulted { peer, proposal }));
    };
    let book = match as_adopted(house, &asked.0) {
        Ok(book) => book,
        Err(refusal) => {
            let why = |language| refusal.sentence(language);
            return Ok(impossible(proposal, why(Language::French), why(Language::English)));
        }
    };
    let today = desk.house.clock().today();
    let question = Question { house, proposed: &book, effective: asked.0.from, today };
    let back = i32::try_from(MONTHS).unwrap_or(12);
    let declared =
        Declared::open(&desk.people, house, today.month().plus_months(-back).first_day())?;
    Ok(told(proposal, &consequences(question, &declared)))
}

/// Answers every federation whose proposals wait for an answer of ours; gives which.
///
/// # Errors
/// Those of [`answer`] and of the house.
pub fn answer_all(
    desk: &mut Desk,
    actor: Actor,
) -> Result<Vec<(PeerId, ProposalId)>, ExecuteError> {
    let waiting = waiting(desk)?;
    for (peer, proposal) in &waiting {
        let answer = Box::new(answer(desk, *peer, *proposal)?);
        let command = federation::Command::AnswerTo { peer: *peer, answer };
        desk.act(actor, Command::Federation(command))?;
    }
    Ok(waiting)
}

/// What federations that we belong to asked and we have not answered, while their rules are to come.
fn waiting(desk: &Desk) -> Result<Vec<(PeerId, ProposalId)>, ExecuteError> {
    let house = desk.state()?;
    let today = desk.house.clock().today();
    let answered = |peer: PeerId, proposal: ProposalId| {
        house.federation.sent().iter().any(|sent| {
            sent.to == Some(peer)
                && matches!(&sent.message, federation::Message::Answer(said) if said.proposal == proposal)
        })
    };
    let mut waiting = Vec::new();
    for (peer, known) in house.federation.peers() {
        if known.side != federation::Side::Above || !known.is_tied_on(today) {
            continue;
        }
        let open = known.consultations.iter().filter(|(_, asked)| asked.0.from >= today);
        waiting.extend(open.map(|(proposal, _)| (peer, *proposal)));
    }
    waiting.retain(|(peer, proposal)| !answered(*peer, *proposal));
    Ok(waiting)
}

fn refused(refusal: federation::Refusal) -> ExecuteError {
    ExecuteError::Refused(Refusal::Federation(refusal))
}

fn impossible(proposal: ProposalId, french: String, english: String) -> Answer {
    let nothing = (Amount::ZERO, Amount::ZERO);
    Answer {
        proposal,
        members: 0,
        months: 0,
        contributions: nothing,
        allocations: nothing,
        gain: None,
        lose: None,
        by_income: Vec::new(),
        impossible: Some((french, english)),
    }
}

/// The totals of the months computed again.
fn told(proposal: ProposalId, found: &Consequences) -> Answer {
    let members = found.units as u64;
    if members < SMALLEST_GROUP {
        return impossible(
            proposal,
            "moins de cinq membres : un total parlerait de chacun·e".to_owned(),
            "fewer than five members: a total would tell of each".to_owned(),
        );
    }
    let total = found.replay.total();
    let (gain, lose) = withheld(members, count(found.change.gain), count(found.change.lose));
    Answer {
        proposal,
        members,
        months: u32::try_from(found.replay.months.len()).unwrap_or(u32::MAX),
        contributions: (total.today.contributions, total.proposed.contributions),
        allocations: (total.today.allocations, total.proposed.allocations),
        gain,
        lose,
        by_income: found.by_income.iter().map(tier).collect(),
        impossible: None,
    }
}

fn count(count: Count) -> Option<u64> {
    match count {
        Count::Exactly(number) => Some(number as u64),
        Count::Few => None,
    }
}

/// The smaller of the two counts is not told when what is left would be one to four people.
fn withheld(members: u64, gain: Option<u64>, lose: Option<u64>) -> (Option<u64>, Option<u64>) {
    let (Some(more), Some(less)) = (gain, lose) else { return (gain, lose) };
    let same = members.saturating_sub(more.saturating_add(less));
    match (1..SMALLEST_GROUP).contains(&same) {
        true if more < less => (None, lose),
        true => (gain, None),
        false => (gain, lose),
    }
}

fn tier(group: &Group) -> Tier {
    let change = group.mean.proposed.net().minus(group.mean.today.net());
    // To the euro, half away from zero: the cents of a mean would tell more than is meant.
    let cents = change.cents();
    let euros = (cents.abs() + 50) / 100 * cents.signum();
    Tier { members: group.units as u64, change: Amount::from_cents(euros * 100) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_a_count_never_tells_of_one_to_four() {
        let cases = [
            (67, Some(40), Some(27), (Some(40), Some(27))),
            (67, Some(40), Some(25), (Some(40), None)),
            (67, Some(20), Some(43), (None, Some(43))),
            (67, Some(40), Some(20), (Some(40), Some(20))),
            (67, None, Some(60), (None, Some(60))),
        ];
        for (members, gain, lose, expected) in cases {
            assert_eq!(withheld(members, gain, lose), expected, "{members} {gain:?} {lose:?}");
        }
    }
}
