//! What a federation's proposal would change, computed by each caisse on its own members and answered
//! as totals: the debate sees the consequences for every caisse without seeing anyone.
//!
//! Absent on purpose: the computing itself, which needs what members declared (`app`).

use caisse_units::Day;

use super::{
    Answer, Consultation, Event, Message, Peer, Refusal, SMALLEST_GROUP, Side, members_on, receive,
};
use crate::Organisation;
use crate::identity::{DecisionId, PeerId, ProposalId};
use crate::proposals::{Effect, ProposalState};
use crate::rules::RuleBook;

/// Asks our members about an open proposal of common rules; asked again, it replaces what was asked.
pub(super) fn consult(
    house: &Organisation,
    proposal: ProposalId,
    on: Day,
) -> Result<Event, Refusal> {
    let known = house.proposals.get(proposal);
    let open = known.filter(|known| {
        matches!(known.state, ProposalState::Open { .. } | ProposalState::Scheduled { .. })
    });
    let Some(known) = open else { return Err(Refusal::NothingToConsult { proposal }) };
    let Effect::AdoptCommonRules { matter, rules } = &known.content.effect else {
        return Err(Refusal::NothingToConsult { proposal });
    };
    if members_on(house, on).next().is_none() {
        return Err(Refusal::NobodyToTell);
    }
    let message = Message::Consultation(Consultation {
        proposal,
        title: known.content.title.clone(),
        matter: matter.clone(),
        rules: rules.clone(),
        from: known.content.from,
    });
    Ok(Event::Sent { to: None, message: Box::new(message), on, entry: None })
}

/// Answers a federation of ours that asked; an answer may be corrected by a later one.
pub(super) fn answer(
    house: &Organisation,
    peer: PeerId,
    answer: Answer,
    on: Day,
) -> Result<Event, Refusal> {
    let other = house.federation.peer(peer).ok_or(Refusal::Unknown { peer })?;
    if other.side != Side::Above {
        return Err(Refusal::NotAbove { peer });
    }
    if !other.is_tied_on(on) {
        return Err(Refusal::NotTied { peer, on });
    }
    let proposal = answer.proposal;
    if !other.consultations.contains_key(&proposal) {
        return Err(Refusal::NotConsulted { peer, proposal });
    }
    if tells_too_much(&answer) {
        return Err(Refusal::TellsOfPeople { smallest: SMALLEST_GROUP });
    }
    Ok(Event::Sent { to: Some(peer), message: Box::new(Message::Answer(answer)), on, entry: None })
}

/// True of an answer that tells of groups in which someone could be recognised.
pub(super) fn tells_too_much(answer: &Answer) -> bool {
    let small = |count: u64| (1..SMALLEST_GROUP).contains(&count);
    let counts = answer.gain.into_iter().chain(answer.lose);
    let tiers = answer.by_income.iter().map(|tier| tier.members);
    small(answer.members)
        || counts.chain(tiers).any(small)
        // What is left when one of two counts is told, tells the other.
        || answer.gain.zip(answer.lose).is_some_and(|(gain, lose)| {
            answer.members.checked_sub(gain.saturating_add(lose)).is_none_or(small)
        })
        || answer.by_income.iter().map(|tier| tier.members).sum::<u64>() > answer.members
}

/// Our rule book as it would be if the federation adopted what it asks about, whether the matter is
/// ceded or our assembly took it up.
///
/// # Errors
/// Why the rules could not take their place here.
pub fn as_adopted(house: &Organisation, asked: &Consultation) -> Result<RuleBook, crate::Refusal> {
    let decision = DecisionId::at(house.offices.decisions().count());
    let mut book = house.rules.clone();
    for event in receive::in_place(house, &asked.rules, asked.from, decision)? {
        if let crate::Event::Rules(event) = event {
            crate::rules::apply(&mut book, &event);
        }
    }
    Ok(book)
}

/// What one of our members answered to a proposal of ours, or that it has not yet.
#[derive(Clone, Copy, Debug)]
pub struct Consulted<'a> {
    /// The member.
    pub peer: PeerId,
    /// How it is known.
    pub known: &'a Peer,
    /// What it answered.
    pub answer: Option<&'a Answer>,
}

/// What each member tied to us on a day answered to a proposal of ours, in the order in which they
/// were introduced; empty when nobody was asked.
pub fn answers(house: &Organisation, proposal: ProposalId, on: Day) -> Vec<Consulted<'_>> {
    let asked = house.federation.sent().iter().any(
        |sent| matches!(&sent.message, Message::Consultation(asked) if asked.proposal == proposal),
    );
    if !asked {
        return Vec::new();
    }
    members_on(house, on)
        .map(|(peer, known)| Consulted { peer, known, answer: known.answers.get(&proposal) })
        .collect()
}
