//! What happens to proposals, by their own events and by those of assemblies.

use std::collections::BTreeSet;

use caisse_units::Day;

use super::{
    Amendment, AmendmentState, Content, Event, Proposal, ProposalState, Proposals, Said, Vote,
};
use crate::assemblies::Verdict;
use crate::identity::{AssemblyId, DecisionId, PollId, ProposalId};

/// Applies an event that was decided; trusts the journal.
pub fn apply(proposals: &mut Proposals, event: &Event) {
    match event {
        Event::Drafted { content, author, on, .. } => proposals.list.push(Proposal {
            content: (**content).clone(),
            author: *author,
            on: *on,
            amendments: Vec::new(),
            supporters: BTreeSet::from([*author]),
            consequences: None,
            votes: Vec::new(),
            state: ProposalState::Draft,
        }),
        Event::Revised { proposal, content } => {
            let known = &mut proposals.list[proposal.index()];
            known.supporters = BTreeSet::from([known.author]);
            put(known, (**content).clone());
        }
        Event::Opened { proposal, on } => {
            proposals.list[proposal.index()].state = ProposalState::Open { since: *on };
        }
        Event::Supported { proposal, by } => {
            proposals.list[proposal.index()].supporters.insert(*by);
        }
        Event::SupportTakenBack { proposal, by } => {
            proposals.list[proposal.index()].supporters.remove(by);
        }
        Event::Amended { proposal, author, reasons, change, on, .. } => {
            proposals.list[proposal.index()].amendments.push(Amendment {
                author: *author,
                reasons: reasons.clone(),
                change: (**change).clone(),
                on: *on,
                state: AmendmentState::Moved,
            });
        }
        Event::AmendmentAccepted { proposal, amendment, on } => {
            take_in(&mut proposals.list[proposal.index()], *amendment, *on);
        }
        Event::AmendmentDeclined { proposal, amendment, on } => {
            let known = &mut proposals.list[proposal.index()];
            known.amendments[usize::from(*amendment)].state = AmendmentState::Declined(*on);
        }
        Event::AmendmentWithdrawn { proposal, amendment, on } => {
            let known = &mut proposals.list[proposal.index()];
            known.amendments[usize::from(*amendment)].state = AmendmentState::Withdrawn(*on);
        }
        Event::ConsequencesAttached { proposal, consequences } => {
            proposals.list[proposal.index()].consequences = Some(consequences.clone());
        }
        Event::Withdrawn { proposal, reasons, on } => {
            let state = ProposalState::Withdrawn { on: *on, reasons: reasons.clone() };
            proposals.list[proposal.index()].state = state;
        }
    }
}

/// Consequences were those of the effect as it stood.
fn put(known: &mut Proposal, content: Content) {
    if (&known.content.effect, known.content.from) != (&content.effect, content.from) {
        known.consequences = None;
    }
    known.content = content;
}

fn take_in(known: &mut Proposal, amendment: u16, on: Day) {
    let taken = &mut known.amendments[usize::from(amendment)];
    taken.state = AmendmentState::Adopted(on);
    let content = taken.change.on(&known.content);
    put(known, content);
}

/// The proposal is on the agenda of an assembly; `None` when it was taken off.
pub fn scheduled(
    proposals: &mut Proposals,
    proposal: ProposalId,
    assembly: Option<AssemblyId>,
    on: Day,
) {
    proposals.list[proposal.index()].state = match assembly {
        Some(assembly) => ProposalState::Scheduled { assembly },
        None => ProposalState::Open { since: on },
    };
}

/// A poll on the proposal, or on one of its amendments, was opened.
pub fn vote_opened(
    proposals: &mut Proposals,
    proposal: ProposalId,
    amendment: Option<u16>,
    poll: PollId,
) {
    let known = &mut proposals.list[proposal.index()];
    known.votes.push(Vote { poll, amendment, verdict: None });
    match amendment {
        Some(amendment) => {
            known.amendments[usize::from(amendment)].state = AmendmentState::InVote(poll);
        }
        None => known.state = ProposalState::InVote { poll },
    }
}

/// How a poll ended, as `assemblies` tells it.
#[derive(Clone, Debug)]
pub struct Ending<'a> {
    /// Which poll.
    pub poll: PollId,
    /// What it came to.
    pub verdict: &'a Verdict,
    /// The decision that records it; there is one for what was adopted.
    pub decision: Option<DecisionId>,
    /// When.
    pub on: Day,
    /// Why the effect could not take place.
    pub blocked: Option<Said>,
}

/// The poll on the proposal, or on one of its amendments, was closed. Without a quorum nothing is
/// decided: it stays open.
pub fn vote_closed(
    proposals: &mut Proposals,
    proposal: ProposalId,
    amendment: Option<u16>,
    ending: Ending<'_>,
) {
    let Ending { poll, verdict, decision, on, blocked } = ending;
    let known = &mut proposals.list[proposal.index()];
    if let Some(vote) = known.votes.iter_mut().rev().find(|vote| vote.poll == poll) {
        vote.verdict = Some((on, verdict.clone()));
    }
    let adopted = match verdict {
        Verdict::NoQuorum => None,
        Verdict::Adopted => Some(true),
        Verdict::Rejected => Some(false),
        Verdict::Chosen(positions) => Some(!positions.is_empty()),
    };
    if let Some(amendment) = amendment {
        match adopted {
            Some(true) => take_in(known, amendment, on),
            Some(false) => {
                known.amendments[usize::from(amendment)].state = AmendmentState::Rejected(on);
            }
            None => known.amendments[usize::from(amendment)].state = AmendmentState::Declined(on),
        }
        return;
    }
    let Some(adopted) = adopted else {
        known.state = ProposalState::Open { since: on };
        return;
    };
    known.state = match (decision.filter(|_| adopted), blocked) {
        (None, _) => ProposalState::Refused { decision, on },
        (Some(decision), None) => ProposalState::Adopted { decision, on },
        (Some(decision), Some(why)) => ProposalState::Blocked { decision, on, why },
    };
    if let Some(decision) = decision {
        proposals.by_decision.insert(decision, proposal);
    }
}
